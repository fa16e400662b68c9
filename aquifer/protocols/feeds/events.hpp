// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Logs of price feeds.

#include <aquifer/eth/event.hpp>

namespace aq::feeds {

// aggregator

struct NewRound {
    static constexpr Abi abi{
        "NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt)"};
    u256 round_id;
    Address started_by;
    u256 started_at;
};

struct AnswerUpdated {
    static constexpr Abi abi{
        "AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)"};
    i256 current;
    u256 round_id;
    u256 updated_at;
};

// the recorded runs' stand-in

struct PriceSet {
    static constexpr Abi abi{"PriceSet(int256 price, uint256 updatedAt)"};
    i256 price;
    u256 updated_at;
};

}  // namespace aq::feeds
