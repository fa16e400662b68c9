// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a feed that stands in the state answers.

#include <aquifer/ledger/revert.hpp>
#include <aquifer/protocols/feeds/state.hpp>

namespace aq::feeds {

/// AggregatorV3Interface's answer.
struct RoundData {
    RoundId round_id;
    i256 answer;
    /// Unix seconds.
    u256 started_at;
    u256 updated_at;
    RoundId answered_in_round;
    friend bool operator==(const RoundData&, const RoundData&) = default;
};

/// `latestRoundData()`. "No data present" before the first answer of an aggregator; the stand-in
/// answers as it was made.
Result<RoundData> latest_round(const State& s, const Address& feed);

/// `getRoundData(roundId)`. "No data present" for a round that never was.
Result<RoundData> round(const State& s, const Address& feed, RoundId id);

/// `latestRound()`: the newest round's id; of no round yet, the phase's zero.
RoundId latest_round_id(const State& s, const Address& feed);

/// Whether the automatic mode would push this price: it is as far from the last answer as the
/// deviation says, or the heartbeat has passed since (or there is no answer yet).
bool is_due(const State& s, const Address& feed, const i256& price, std::uint64_t now);

}  // namespace aq::feeds
