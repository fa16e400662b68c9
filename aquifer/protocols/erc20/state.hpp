// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Plain ERC-20 tokens: any number of them, one row each, told apart by address.

#include <aquifer/ledger/accounts.hpp>
#include <aquifer/ledger/quantity.hpp>
#include <aquifer/ledger/table.hpp>

namespace aq::erc20 {

/// An amount of some token in its smallest unit. Which token stands beside it.
using Amount = Quantity<struct TokenUnit>;

/// Which contract the token is: what it refuses, in which words and order.
enum class Kind : std::uint8_t {
    kNone = 0,
    /// The stand-in of recorded runs: anyone may mint, and burn from any holder.
    kStandIn,
    /// OpenZeppelin 4.9 `ERC20`: `Error(string)` refusals.
    kOpenZeppelin4,
    /// OpenZeppelin 5 `ERC20`: custom errors of ERC-6093.
    kOpenZeppelin5,
};

struct Token {
    Kind kind = Kind::kNone;
    std::uint8_t decimals = 0;
    Amount total_supply;
    friend bool operator==(const Token&, const Token&) = default;
};

struct State {
    Table<Address, Token> tokens;
    /// (token, holder).
    Table<Key<Address, Address>, Amount> balances;
    /// (token, owner, spender).
    Table<Key<Address, Address, Address>, Amount> allowances;

    friend bool operator==(const State&, const State&) = default;
};

struct Ports {
    State& self;
    const Accounts& accounts;
};

}  // namespace aq::erc20
