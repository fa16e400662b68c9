// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A small chain for this folder's tests: Lido at its mainnet addresses and parameters, accounts by
/// name.
///
///     Sandbox box;
///     box.fund(alice, 10e18_u256);
///     box.pay(10e18_u256, steth::submit, alice, box.at.lido, kZeroAddress);
///     EXPECT_TRUE(Sandbox::reverted("STAKE_LIMIT", box.call(…)));

#include <aquifer/protocols/lido/abi.hpp>
#include <aquifer/protocols/lido/deploy.hpp>
#include <aquifer/protocols/lido/events.hpp>
#include <aquifer/protocols/lido/oracle_report.hpp>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace aq::lido::testing {

/// Days since the beacon chain's genesis at which a sandbox stands: the frame's number.
inline constexpr std::uint64_t kFrame = 2060;

class Sandbox {
public:
    Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    Undo undo;
    LogBuffer logs;
    Accounts accounts;
    erc20::State tokens;
    State s;
    const Deployment& at = s.at;
    Ports ports{s, {tokens, accounts}, accounts};
    /// An hour into a frame.
    Block block;

    /// Contracts in here refuse every call with "refused"; those with silence refuse without data.
    std::set<Address> refusing;
    std::set<Address> silent;
    /// What a contract answers to any call.
    std::map<Address, Bytes> answers;
    /// Calls to contracts that are not Lido's: (contract, selector).
    std::vector<std::pair<Address, Selector>> calls;

    /// The account of a name; always the same.
    static Address account(std::string_view name);
    /// A contract that is not Lido's.
    Address contract(std::string_view name);

    void fund(const Address& to, const u256& wei);
    /// Blocks of twelve seconds.
    void mine(std::uint64_t blocks) {
        block.number += blocks;
        block.time += 12 * blocks;
    }
    /// One report frame later.
    void next_frame() { mine(7'200); }

    /// The state that the specification's worked examples start from (State L, section 22): all
    /// shares but the dead's belong to "whale", the external ones too.
    void load_state_l();

    /// A module of StakingRouter with the given fees.
    void add_module(std::string_view name, const u256& module_fee, const u256& treasury_fee);

    /// The committee agrees on the report, and one of it submits.
    Result<void> report(const ReportData& data);
    /// The report of a correct oracle.
    ReportData correct_report(const Sighting& seen);

    /// A transaction: kept if it succeeds, taken back if it reverts. `logs` are its logs.
    template <class Rule, class... Args>
    auto call(Rule rule, const Address& sender, const Address& to, Args... args) {
        return send(message(sender, to), rule, std::move(args)...);
    }
    /// The same with value, which moves before the rule runs.
    template <class Rule, class... Args>
    auto pay(const u256& wei, Rule rule, const Address& sender, const Address& to, Args... args) {
        return send(message(sender, to, Wei(wei)), rule, std::move(args)...);
    }
    /// A transaction by calldata through the contract's face.
    Result<Bytes> execute(const Call& message, const Bytes& data);
    /// The same, after which everything is as before.
    void execute_and_take_back(const Call& message, const Bytes& data);

    Tx transaction() { return {undo, block, {this, &Sandbox::dispatch}, &logs}; }

    /// The events of one kind in the last transaction.
    template <class E>
    std::vector<E> events() const {
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
    template <class Rule, class... Args>
    auto send(const Call& message, Rule rule, Args... args) {
        logs.clear();
        Tx tx = transaction();
        auto result = tx.attempt([&] {
            aq::move::transfer_ether(undo, accounts, message.sender, message.to, message.value);
            return rule(tx, ports, message, std::move(args)...);
        });
        undo.commit();
        return result;
    }
    static Result<Bytes> dispatch(void* self, Tx& tx, const Call& message, BytesView data);
    [[nodiscard]] const Face* face_at(const Address& to) const;
};

template <class... E>
std::vector<Hash> topics() {
    return {topic_of<E>()...};
}

inline const Address alice = Sandbox::account("alice");
inline const Address bob = Sandbox::account("bob");
inline const Address admin = Sandbox::account("admin");
/// Has ether for anything.
inline const Address whale = Sandbox::account("whale");

}  // namespace aq::lido::testing
