// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A small chain for this folder's tests: EigenLayer at its mainnet addresses and parameters, plain
/// tokens, accounts by name, a registrar that can be told to refuse.
///
///     Sandbox box;
///     const Address token = box.token("stETH");
///     const Address strategy = box.strategy("stETH strategy", token);
///     box.mint(token, alice, 5_u256);
///     auto shares = box.call(strategy_manager::deposit_into_strategy, alice,
///                            box.at.strategy_manager, strategy, token, Amount(5));
///     EXPECT_TRUE(box.reverted(error::CurrentlyPaused, box.call(…)));

#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace aq::eigenlayer::testing {

/// A published function.
struct Pin {
    std::uint32_t selector = 0;
    std::string_view signature;
};

class Sandbox {
public:
    Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;
    ~Sandbox();

    Undo undo;
    LogBuffer logs;
    Accounts accounts;
    erc20::State tokens;
    beacon::State beacon;
    State s;
    const Deployment& at = s.at;
    Ports ports{s, {tokens, accounts}, accounts, beacon};
    /// High above every delay that the contracts subtract from it.
    Block block{20'000'000, 1'750'000'000, 1};

    /// Registrars in here refuse whoever comes or goes with "refused".
    std::set<Address> refusing;
    /// What the stand-in contracts were called with: (contract, selector).
    std::vector<std::pair<Address, Selector>> calls;

    /// The account of a name; always the same.
    static Address account(std::string_view name);
    /// A token of the stand-in kind, with 18 decimals.
    Address token(std::string_view name);
    /// A whitelisted base strategy of a token, as the factory would have made it.
    Address strategy(std::string_view name, const Address& token);
    /// A registrar that supports every AVS.
    Address registrar(std::string_view name);

    void mint(const Address& token, const Address& to, const u256& amount);
    /// Unlimited, as most wallets approve.
    void approve(const Address& token, const Address& owner, const Address& spender);
    void fund(const Address& to, const u256& wei);
    /// Blocks of twelve seconds.
    void mine(std::uint64_t blocks) {
        block.number += blocks;
        block.time += 12 * blocks;
    }

    /// A transaction: kept if it succeeds, taken back if it reverts. `logs` are its logs.
    template <class Rule, class... Args>
    auto call(Rule rule, const Address& sender, const Address& to, Args... args) {
        return call_with({sender, to, Wei(), Selector()}, rule, std::move(args)...);
    }
    /// The same with value or a `msg.sig`. Value moves before the rule runs.
    template <class Rule, class... Args>
    auto call_with(const Call& message, Rule rule, Args... args) {
        logs.clear();
        Tx tx = transaction();
        auto result = tx.attempt([&] {
            aq::move::transfer_ether(undo, accounts, message.sender, message.to, message.value);
            return rule(tx, ports, message, std::move(args)...);
        });
        undo.commit();
        return result;
    }
    /// A transaction by calldata through a contract's face.
    Result<Bytes> send(const Contract<Ports>& face, const Call& message, const Bytes& data);

    /// A query: `box.ask(delegation_manager::get_deposited_shares, at.delegation_manager, staker)`.
    template <class Query, class... Args>
    auto ask(Query query, const Address& to, Args... args) {
        Tx tx = transaction();
        const Call message{kZeroAddress, to, Wei(), Selector()};
        const View view{tx, ports, message};
        return query(view, std::move(args)...);
    }

    /// The whole state, for a test that it has not changed: `box.is_as(*before)`. Not here, because
    /// copying and comparing it is much to compile.
    [[nodiscard]] std::shared_ptr<const State> copy() const;
    [[nodiscard]] bool is_as(const State& other) const;

    Tx transaction() { return {undo, block, {this, &Sandbox::dispatch}, &logs}; }

    /// The events of one kind in the last transaction.
    template <class E>
    [[nodiscard]] std::vector<E> events() const {
        std::vector<E> out;
        for (std::size_t i = 0; i < logs.size(); ++i) {
            if (auto event = read_event<E>(logs[i])) out.push_back(*std::move(event));
        }
        return out;
    }
    /// First topics of the last transaction's logs, in order: compare with `topics<A, B>()`.
    [[nodiscard]] std::vector<Hash> order() const {
        std::vector<Hash> out;
        for (std::size_t i = 0; i < logs.size(); ++i) out.push_back(logs[i].topics[0]);
        return out;
    }

    template <class T>
    static bool reverted(const CustomError& error, const Result<T>& result) {
        return !result.has_value() && result.error().is(error);
    }
    template <class T>
    static bool reverted(const Revert& revert, const Result<T>& result) {
        return !result.has_value() && result.error() == revert;
    }

private:
    static Result<Bytes> dispatch(void* self, Tx& tx, const Call& message, BytesView data);
};

template <class... E>
std::vector<Hash> topics() {
    return {topic_of<E>()...};
}

}  // namespace aq::eigenlayer::testing
