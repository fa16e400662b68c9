// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The beacon chain in figures.

#include <aquifer/stack/world.hpp>

#include <string>
#include <vector>

namespace aq::insight {

struct PoolFacts {
    std::string name;
    Address withdrawal_address;
    std::uint64_t validators = 0;
    std::uint64_t balance_gwei = 0;
    std::uint64_t effective_gwei = 0;
    std::uint64_t withdrawn_gwei = 0;
    /// Deposits that are still in the queue.
    std::uint64_t pending_gwei = 0;
};

struct BeaconFacts {
    /// The one that the block is in.
    std::uint64_t slot = 0;
    std::uint64_t epoch = 0;
    std::uint64_t finalized_epoch = 0;
    std::uint64_t genesis_time = 0;
    std::uint64_t validators = 0;
    std::uint64_t active_gwei = 0;
    std::uint64_t balance_gwei = 0;
    // What waits.
    std::uint64_t pending_deposits = 0;
    std::uint64_t pending_deposits_gwei = 0;
    std::uint64_t pending_partial_withdrawals = 0;
    std::uint64_t pending_consolidations = 0;
    /// The first epoch in which an exit that is asked for now can happen.
    std::uint64_t next_exit_epoch = 0;
    // Since the chain began.
    std::uint64_t issued_gwei = 0;
    std::uint64_t burned_gwei = 0;
    std::uint64_t withdrawn_gwei = 0;
    std::vector<PoolFacts> pools;
};
BeaconFacts beacon_facts(const stack::World& world);

}  // namespace aq::insight
