// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/side_process.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <sys/file.h>
#include <unistd.h>

namespace aq::chain {
namespace {

TEST(SideProcess, WorksOnTheStateAsItWasAndChangesNothingHere) {
    int state = 7;
    SideProcess aside;
    ASSERT_TRUE(aside.begin([&]() -> Expected<void> {
        if (state == 7) state = 8;
        return state == 8 ? Expected<void>() : std::unexpected(Fault{"not as it was"});
    }));
    EXPECT_TRUE(aside.running());
    state = 9;
    EXPECT_TRUE(aside.wait().has_value());
    EXPECT_EQ(state, 9);
    EXPECT_FALSE(aside.running());
    EXPECT_FALSE(aside.ended().has_value());
}

TEST(SideProcess, SaysWhatWentWrong) {
    SideProcess aside;
    ASSERT_TRUE(aside.begin(
        []() -> Expected<void> { return std::unexpected(Fault{"the disk is full: make room"}); }));
    const auto done = aside.wait();
    ASSERT_FALSE(done.has_value());
    EXPECT_EQ(done.error().what, "the disk is full: make room");
    ASSERT_TRUE(aside.begin([]() -> Expected<void> { ::_exit(0); }));
    EXPECT_TRUE(aside.wait().has_value());
    ASSERT_TRUE(aside.begin([]() -> Expected<void> {
        ::raise(SIGKILL);
        return {};
    }));
    EXPECT_FALSE(aside.wait().has_value());
}

TEST(SideProcess, IsEndedWhereverItIs) {
    SideProcess aside;
    ASSERT_TRUE(aside.begin([]() -> Expected<void> {
        for (;;) ::pause();
    }));
    EXPECT_FALSE(aside.ended().has_value());
    aside.stop();
    EXPECT_FALSE(aside.running());
    EXPECT_FALSE(aside.ended().has_value());
}

TEST(SideProcess, HoldsNoFileOfItsParent) {
    std::array<int, 2> ends{};
    ASSERT_EQ(::pipe(ends.data()), 0);
    SideProcess aside;
    ASSERT_TRUE(aside.begin([]() -> Expected<void> {
        for (;;) ::pause();
    }));
    ::close(ends[1]);
    // The end of the pipe is only reached when nobody can write to it any more.
    char byte = 0;
    EXPECT_EQ(::read(ends[0], &byte, 1), 0);
    EXPECT_TRUE(aside.running());
    ::close(ends[0]);
}

}  // namespace
}  // namespace aq::chain
