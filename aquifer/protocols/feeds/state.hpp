// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Price feeds: any number of them, one row each, told apart by address.

#include <aquifer/eth/types.hpp>
#include <aquifer/ledger/accounts.hpp>
#include <aquifer/ledger/table.hpp>

#include <string_view>

namespace aq::feeds {

/// What `latestRoundData` calls a round: the phase above 64 bits, the aggregator's round below.
using RoundId = Uint<80>;

enum class Kind : std::uint8_t {
    kNone = 0,
    /// The feed of the recorded runs: one answer under round 1, set by anyone.
    kStandIn,
    /// Chainlink's proxy in front of an aggregator, which emits the logs.
    kProxy,
};

/// A text short enough to be plain data.
struct Description {
    std::array<char, 63> bytes{};
    std::uint8_t size = 0;

    static Description of(std::string_view text);
    [[nodiscard]] std::string_view text() const { return {bytes.data(), size}; }
    friend bool operator==(const Description&, const Description&) = default;
};

struct Feed {
    Kind kind = Kind::kNone;
    std::uint8_t decimals = 0;
    /// Which aggregator of the proxy's life this is, from 1.
    std::uint16_t phase = 0;
    /// Seconds after which the automatic mode pushes whatever the price.
    std::uint32_t heartbeat = 0;
    /// How far the price moves, in basis points of the last answer, until the automatic mode
    /// pushes.
    std::uint32_t deviation_bps = 0;
    Address aggregator{};
    /// The aggregator's newest round; 0 before the first.
    std::uint64_t round = 0;
    Description description{};
    friend bool operator==(const Feed&, const Feed&) = default;
};

struct Round {
    i256 answer;
    /// Unix seconds.
    u256 started_at;
    u256 updated_at;
    friend bool operator==(const Round&, const Round&) = default;
};

struct State {
    Table<Address, Feed> feeds;
    /// The feed behind whose proxy an aggregator stands.
    Table<Address, Address> feed_of;
    /// (feed, phase, aggregator's round).
    Table<Key<Address, std::uint16_t, std::uint64_t>, Round> rounds;

    friend bool operator==(const State&, const State&) = default;
};

struct Ports {
    State& self;
    const Accounts& accounts;
};

}  // namespace aq::feeds
