// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Everything that an account holds, through all layers.

#include <aquifer/insight/restaking.hpp>
#include <aquifer/insight/tickets.hpp>

namespace aq::insight {

struct TokenHolding {
    Address token;
    std::string symbol;
    std::uint8_t decimals = 18;
    /// In the token's smallest unit.
    u256 amount;
    /// By the protocol's own rate, rounded down; nothing of a plain token.
    std::optional<u256> value_wei;
};

struct RestakedHolding {
    Address strategy;
    Address asset;
    eigenlayer::DepositShares deposited;
    /// What would be paid now, without what is queued.
    Shares withdrawable;
    /// The same in the asset, rounded down.
    std::optional<u256> underlying;
    std::optional<u256> value_wei;
};

struct Position {
    Address account;
    u256 ether_wei;
    std::vector<TokenHolding> tokens;
    /// Zero: delegated to nobody. An operator is delegated to itself.
    Address operator_at;
    /// Zero: it has none.
    Address pod;
    std::vector<RestakedHolding> restaked;
    std::vector<Ticket> tickets;
    /// Ether and all that has a rate: what is held, restaked and waits to be paid.
    u256 total_value_wei;
};
Position position_of(stack::World& world, const Address& account);

}  // namespace aq::insight
