// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the execution layer sees of the beacon chain: the roots of its blocks (EIP-4788).

#include <aquifer/eth/types.hpp>
#include <aquifer/ledger/table.hpp>

namespace aq::beacon {

struct State {
    /// What the beacon-roots contract answers for a time (Unix seconds): the root of the parent
    /// beacon block of the execution block of that time. Zero where it would not answer.
    Table<std::uint64_t, Hash> parent_roots;

    friend bool operator==(const State&, const State&) = default;
};

namespace move {

/// Keeps: nothing; the root is given from outside.
void set_parent_root(Undo& u, State& s, std::uint64_t time, const Hash& root);

}  // namespace move

}  // namespace aq::beacon
