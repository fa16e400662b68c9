// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/state.hpp>

#include <gtest/gtest.h>

namespace aq::beacon {
namespace {

constexpr Hash kRoot = "0x13b374cbf5ed1b45c2f48966077b567caa4e2f667a08340357d3aee6d58bbdc1"_hash;

TEST(Beacon, ARootIsAnsweredForItsTimeOnly) {
    Undo u;
    State s;
    move::set_parent_root(u, s, 1735875263, kRoot);
    EXPECT_EQ(s.parent_roots[1735875263], kRoot);
    EXPECT_EQ(s.parent_roots[1735875264], Hash());
}

TEST(Beacon, RewindingTakesARootBack) {
    Undo u;
    State s;
    const Undo::Mark mark = u.mark();
    move::set_parent_root(u, s, 1735875263, kRoot);
    u.rewind(mark);
    EXPECT_EQ(s, State());
}

}  // namespace
}  // namespace aq::beacon
