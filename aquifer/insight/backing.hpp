// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What stands behind a token, down to ether, validators, strategies, operators and the operator
/// sets that may slash them.

#include <aquifer/insight/restaking.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aq::insight {

/// Amounts of a backing are wei of ether, or shares of the strategy that it is of.
enum class Unit : std::uint8_t { kWei, kShares };

/// What a set may take of it.
struct AtRisk {
    OperatorSet set;
    Address operator_at;
    Address strategy;
    /// In the backing's unit.
    u256 amount;
    /// Of one token, in 10^-18, rounded down.
    u256 of_one;
};

struct Part {
    /// What it is: `validators`, `buffer`, `delegator`, `operator`, `queued`, …: see `backing_of`.
    std::string_view what = {};
    /// The contract or account that has it; zero if there is none.
    Address at = {};
    /// A delegator's operator; zero otherwise.
    Address operator_at = {};
    /// `kNative`, or the token it is held in.
    Address asset = {};
    /// In the backing's unit, rounded down.
    u256 amount = {};
    /// Of one token, in 10^-18, rounded down.
    u256 of_one = {};
    /// What this is made of itself, as far as it is known.
    std::vector<Part> parts = {};
};

struct Backing {
    Address token = {};
    std::string symbol = {};
    Unit unit = Unit::kWei;
    /// In the token's smallest unit.
    u256 supply = {};
    /// What stands behind all of it, in the unit.
    u256 total = {};
    std::vector<Part> parts = {};
    std::vector<AtRisk> at_risk = {};
    /// What the figures do not say; empty if nothing.
    std::string remark = {};
};

/// The backing of stETH, wstETH, ezETH, wrapped ether, a token with a rate, or the shares of a
/// strategy by its address. Nothing of plain tokens and of what is no token.
std::optional<Backing> backing_of(stack::World& world, const Address& token);

}  // namespace aq::insight
