// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A small world for the tests of tokens.

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/erc20/rules.hpp>

namespace aq::erc20 {

inline constexpr Address kToken = "0x00000000000000000000000000000000000000aa"_address;
inline constexpr Address kStranger = "0x00000000000000000000000000000000000000bb"_address;
inline constexpr Address kAlice = "0x0000000000000000000000000000000000000001"_address;
inline constexpr Address kBob = "0x0000000000000000000000000000000000000002"_address;
inline constexpr Address kCarol = "0x0000000000000000000000000000000000000003"_address;
inline constexpr Code kSomeCode{9};

inline Amount amount(std::uint64_t n) {
    return Amount(u256(n));
}

/// One token of a kind, Alice with 100, and a stranger's contract that answers what it is
/// told to.
class TokenBox {
public:
    void stand(Kind kind) {
        move::create(undo_, s_, kToken, kind, 18);
        aq::move::deploy(undo_, accounts_, kToken, kSomeCode);
        aq::move::deploy(undo_, accounts_, kStranger, kSomeCode);
        move::mint(undo_, s_, kToken, kAlice, amount(100));
        undo_.commit();
    }

    Tx transaction() { return {undo_, block_, {this, &TokenBox::stranger}, &logs_}; }

    template <class Rule, class... Args>
    auto act(Rule rule, const Address& sender, Args... args) {
        logs_.clear();
        Tx tx = transaction();
        return tx.attempt(
            [&] { return rule(tx, ports_, Call{sender, kToken, Wei(), Selector()}, args...); });
    }

    template <class Action>
    auto call(Action action) {
        logs_.clear();
        Tx tx = transaction();
        return tx.attempt([&] { return action(tx); });
    }

    Amount balance_now(const Address& holder) const { return balance(s_, kToken, holder); }

    static Result<Bytes> stranger(void* self, Tx& /*tx*/, const Call& call, BytesView data) {
        auto& test = *static_cast<TokenBox*>(self);
        test.heard_.assign(data.begin(), data.end());
        if (call.to != kStranger) return Bytes();
        return test.answer_;
    }

    Undo undo_;
    LogBuffer logs_;
    Accounts accounts_;
    State s_;
    Ports ports_{s_, accounts_};
    Block block_{1, 1, 1};
    Result<Bytes> answer_ = Bytes();
    Bytes heard_;
};

}  // namespace aq::erc20
