// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Plain ERC-20 tokens: any number of them, one row each, told apart by address.

#include <aquifer/ledger/accounts.hpp>
#include <aquifer/ledger/quantity.hpp>
#include <aquifer/ledger/table.hpp>

#include <string_view>

namespace aq::erc20 {

/// An amount of some token in its smallest unit. Which token stands beside it.
using Amount = Quantity<struct TokenUnit>;

/// Which contract the token is: what it refuses, in which words and order.
enum class Kind : std::uint8_t {
    kNone = 0,
    /// The stand-in of recorded runs: anyone may mint, and burn from any holder.
    kStandIn,
    /// OpenZeppelin 4.5 to 4.9 `ERC20`: `Error(string)` refusals.
    kOpenZeppelin4,
    /// OpenZeppelin 5 `ERC20`: custom errors of ERC-6093.
    kOpenZeppelin5,
    /// OpenZeppelin 3 `ERC20` (wstETH, rETH): SafeMath, the balance before the allowance.
    kOpenZeppelin3,
    /// mETH: OpenZeppelin 4.9 whose transfers refuse blocked accounts.
    kMeth,
    /// Circle's FiatToken V2 (cbETH, wBETH): can be paused, refuses blocked accounts.
    kFiatToken,
    /// solmate `ERC20` (sfrxETH): checked arithmetic is all that refuses.
    kSolmate,
    /// WETH9: refuses without data; its supply is the ether it holds.
    kWeth9,
};

struct Token {
    Kind kind = Kind::kNone;
    std::uint8_t decimals = 0;
    /// FiatToken only: nothing moves and nobody approves.
    bool paused = false;
    /// The sum of all balances.
    Amount total_supply{};
    friend bool operator==(const Token&, const Token&) = default;
};

/// A text short enough to be plain data.
class ShortText {
public:
    static constexpr std::size_t kSizeMax = 63;

    ShortText() = default;
    explicit ShortText(std::string_view text) : size_(static_cast<std::uint8_t>(text.size())) {
        AQ_ASSERT(text.size() <= kSizeMax);
        std::ranges::copy(text, bytes_.begin());
    }

    [[nodiscard]] std::string_view text() const { return {bytes_.data(), size_}; }
    friend bool operator==(const ShortText&, const ShortText&) = default;

private:
    std::array<char, kSizeMax> bytes_{};
    std::uint8_t size_ = 0;
};

/// What a token is called. Apart from its row, which every mint and burn rewrites.
struct Title {
    ShortText name;
    ShortText symbol;
    /// The version in the domain of EIP-2612 permits; empty if the token takes none.
    ShortText permit_version;
    friend bool operator==(const Title&, const Title&) = default;
};

struct State {
    Table<Address, Token> tokens;
    Table<Address, Title> titles;
    /// (token, holder).
    Table<Key<Address, Address>, Amount> balances;
    /// (token, owner, spender).
    Table<Key<Address, Address, Address>, Amount> allowances;
    /// (token, owner): permits used so far.
    Table<Key<Address, Address>, u256> nonces;
    /// (token, account): whom a token with a block list refuses.
    Table<Key<Address, Address>, bool> blocked;

    friend bool operator==(const State&, const State&) = default;
};

struct Ports {
    State& self;
    const Accounts& accounts;
};

}  // namespace aq::erc20
