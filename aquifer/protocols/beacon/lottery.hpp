// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What proposers and sync committees earn: as an expectation that is spread over everybody, or
/// drawn.

#include <aquifer/protocols/beacon/epoch.hpp>

namespace aq::beacon {

/// The rates of an epoch in which so much took part.
struct Lottery {
    /// What all proposers together earn for including attestations.
    std::uint64_t inclusion = 0;
    /// What a seat of the committee earns or loses a block, and what the proposer earns for a seat
    /// that signed.
    std::uint64_t sync_bit = 0;
    std::uint64_t sync_proposer = 0;
    /// Blocks and signing seats that are expected, rounded down.
    std::uint64_t blocks = 0;
    std::uint64_t bits = 0;

    /// The expected income of the whole network, and what all seats that do not sign lose.
    [[nodiscard]] std::uint64_t income() const {
        return inclusion + (sync_bit + sync_proposer) * bits * blocks;
    }
    [[nodiscard]] std::uint64_t missed_bits() const {
        return sync_bit * (kSyncCommitteeSize - bits) * blocks;
    }
};
Lottery lottery_of(const Participation& did, std::uint64_t base_reward_per_increment);

/// The lottery mode: 32 proposers, and the 512 seats of the period's committee, drawn by effective
/// balance with the feed's seed. Who is offline or slashed proposes nothing and signs nothing.
/// The carry, which holds whistleblowers' rewards, goes to the proposers.
void draw_lottery(Feed& f, const Lottery& rates);

}  // namespace aq::beacon
