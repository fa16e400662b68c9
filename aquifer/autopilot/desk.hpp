// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A chain as an off-chain program meets it: it asks, sends transactions, and sees what came of
/// them.

#include <aquifer/chain/chain.hpp>
#include <aquifer/stack/offchain.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace aq::autopilot {

inline constexpr std::uint64_t kDay = 86'400;
/// Roles look at the chain so often.
inline constexpr std::uint64_t kBeat = kDay / 6;
inline constexpr u256 kEther = kWad;

/// An account whose address is the hash of what it is called.
Address account(std::string_view name);
/// So many whole ether, in wei.
u256 ether(std::uint64_t n);
/// A part of an amount, rounded down.
struct Fraction {
    std::uint64_t of = 1;
    std::uint64_t in = 1;
};
u256 part_down(const u256& amount, const Fraction& part);
/// a - b, or nothing.
u256 above(const u256& a, const u256& b);

/// What came of everything that was sent.
struct Outcomes {
    std::uint64_t succeeded = 0;
    /// `WithdrawQueue.withdraw: NotEnoughCollateralValue()` and how often.
    std::map<std::string, std::uint64_t> reverts;

    friend bool operator==(const Outcomes&, const Outcomes&) = default;
};

class Desk {
public:
    explicit Desk(chain::Chain& chain) : chain_(chain) {}
    /// Looks up what reverted in the last day, of what is committed: to go on after a restart.
    void recall();

    [[nodiscard]] chain::Chain& chain() { return chain_; }
    [[nodiscard]] stack::World& world() { return chain_.world(); }
    /// A contract, or an account that administers some, by the name that the chain knows.
    [[nodiscard]] const Address& at(const std::string& name) const;
    /// What the next transaction will see.
    [[nodiscard]] std::uint64_t now() const { return chain_.next_time(); }
    [[nodiscard]] std::uint64_t next_block() const { return chain_.tip().number + 1; }
    [[nodiscard]] u256 ether_of(const Address& who) { return world().accounts.ether[who].raw; }

    /// A call that answers a number; nothing if it reverts.
    template <class... T>
    std::optional<u256> ask(const Address& to, std::string_view function, const T&... arguments) {
        const auto answer =
            world().ask({kZeroAddress, to, Wei(), stack::call_data(function, arguments...)});
        u256 out;
        if (!answer.has_value() || !abi_decode(AbiReader(*answer), out)) return std::nullopt;
        return out;
    }
    /// The same with zero for what reverts.
    template <class... T>
    u256 number(const Address& to, std::string_view function, const T&... arguments) {
        return ask(to, function, arguments...).value_or(u256());
    }
    u256 balance(const Address& token, const Address& of) { return number(token, "balanceOf", of); }

    /// A message by anybody: nobody has keys here. One that reverted is not sent again for a day,
    /// and counts as not sent.
    struct Envelope {
        Address from;
        Address to;
        u256 value = {};
    };
    bool send(const Envelope& envelope, Bytes data);
    template <class... T>
    bool call(const Envelope& envelope, std::string_view function, const T&... arguments) {
        return send(envelope, stack::call_data(function, arguments...));
    }
    /// Lets a contract take tokens, if it may not yet.
    void allow(const Address& token, const Address& owner, const Address& spender);
    /// A command to the chain, which must be possible.
    void command(const chain::Command& command);

    /// Makes blocks of what was sent since the last time, if mining is automatic; else it waits for
    /// somebody to make them. True if there are new blocks.
    bool mine();
    /// Whether something sent still waits for a block.
    [[nodiscard]] bool waits();

    [[nodiscard]] const Outcomes& outcomes() const { return outcomes_; }

private:
    /// Who called which function where.
    using CallKey = std::tuple<Address, Address, Selector>;
    static CallKey key_of(const chain::Included& tx);
    void note(const chain::Record& record);

    chain::Chain& chain_;
    std::set<Hash> sent_;
    Outcomes outcomes_;
    /// Until when a call that reverted is not tried again.
    std::map<CallKey, std::uint64_t> refused_until_;
};

}  // namespace aq::autopilot
