// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A small chain for this folder's tests: Renzo over EigenLayer's sandbox, with two delegators
/// (60 % and 40 %), stETH at one to one and wBETH at a price that can be set.
///
///     Sandbox box;
///     box.give(box.st_eth, alice, 5e18_u256);
///     auto done = box.call(restake_manager::deposit, alice, box.at.restake_manager, box.st_eth,
///                          Amount(5e18_u256));

#include <aquifer/protocols/eigenlayer/testing.hpp>
#include <aquifer/protocols/renzo/abi.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>

#include <map>
#include <memory>

namespace aq::renzo::testing {

/// What the sandbox's state B is worth (specification, section 16).
inline constexpr Wei kTvl{307'967'160'549'382'716'050'000_u256};
inline constexpr Amount kHundred{100e18_u256};

/// What a contract does when it is called: any callable of (Tx&, const Call&, BytesView).
class Handler {
public:
    Handler() = default;
    template <class F>
    Handler(F action)  // NOLINT(*explicit*): a lambda is written where a handler is wanted
        : action_(std::make_shared<F>(std::move(action))),
          call_([](void* self, Tx& tx, const Call& call, BytesView data) -> Result<Bytes> {
              return (*static_cast<F*>(self))(tx, call, data);
          }) {}

    Result<Bytes> operator()(Tx& tx, const Call& call, BytesView data) const {
        return call_(action_.get(), tx, call, data);
    }

private:
    std::shared_ptr<void> action_;
    Result<Bytes> (*call_)(void* self, Tx& tx, const Call& call, BytesView data) = nullptr;
};

/// A feed of the recorded runs' kind, with 18 decimals.
feeds::Feed stand_in_feed();

class Sandbox {
public:
    Sandbox();
    Sandbox(const Sandbox&) = delete;
    Sandbox& operator=(const Sandbox&) = delete;

    eigenlayer::testing::Sandbox eigen;
    feeds::State feeds;
    State s;
    Undo& undo = eigen.undo;
    LogBuffer& logs = eigen.logs;
    Accounts& accounts = eigen.accounts;
    erc20::State& tokens = eigen.tokens;
    Block& block = eigen.block;
    const Deployment& at = s.at;
    Ports ports{s, eigen.ports, {tokens, accounts}, {feeds, accounts}, accounts};

    /// Has every role but minting.
    Address admin = account("admin");
    Address fee_address = account("fee address");
    Address st_eth;
    Address wb_eth;
    Address st_eth_strategy;
    Address wb_eth_strategy;
    /// Delegated to `operators`, in the same order.
    std::array<Address, 2> delegators{};
    std::array<Address, 2> operators{};

    /// What a contract that is not of this chain does when it is called.
    std::map<Address, Handler> others;
    /// A contract that takes no ether.
    Address refuser = account("refuser");

    static Address account(std::string_view name) {
        return eigenlayer::testing::Sandbox::account(name);
    }
    /// Tokens that `owner` lets Renzo's contracts take.
    void give(const Address& token, const Address& owner, const u256& amount);
    void fund(const Address& to, const u256& wei) { eigen.fund(to, wei); }
    void set_price(const u256& price);
    void set_target(const Address& asset, const u256& target);
    /// A risk oracle that answers this; none is there at first.
    struct Risk {
        std::array<bool, 4> paused{};
        u256 cool_down;
    };
    Risk risk;
    void use_risk_oracle();
    /// The state of the specification's worked examples (section 16, "State B").
    void make_state_b();
    /// Shares of a strategy as if deposited, one share a token.
    void restake(const Address& delegator, const Address& token, const Address& strategy,
                 const u256& amount);
    void restake_native(const Address& delegator, const u256& wei);
    /// Renzo knows of the checkpoint `recorded`, the delegator's pod has finished another.
    void finish_checkpoint(const Address& delegator, std::uint64_t recorded,
                           std::uint64_t finished);

    /// A transaction: kept if it succeeds, taken back if it reverts.
    template <class Rule, class... Args>
    auto call(Rule rule, const Address& sender, const Address& to, Args... args) {
        return call_with({sender, to, Wei(), Selector()}, rule, std::move(args)...);
    }
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
    /// A query: `box.ask(balancer_rate_provider::get_rate, at.balancer_rate_provider)`.
    template <class Query, class... Args>
    auto ask(Query query, const Address& to, Args... args) {
        Tx tx = transaction();
        const Call message{kZeroAddress, to, Wei(), Selector()};
        const View view{tx, ports, message};
        return query(view, std::move(args)...);
    }
    /// A transaction by calldata, through the machine. No data is plain ether.
    Result<Bytes> send(const Address& sender, const Address& to, const u256& wei,
                       const Bytes& data);

    Tx transaction() { return {undo, block, {this, &Sandbox::dispatch}, &logs}; }

    template <class E>
    std::vector<E> events() const {
        return eigen.events<E>();
    }
    /// First topics of the last transaction's logs that Renzo's contracts emitted.
    [[nodiscard]] std::vector<Hash> order() const;

    template <class T, class Refusal>
    static bool reverted(const Refusal& refusal, const Result<T>& result) {
        return eigenlayer::testing::Sandbox::reverted(refusal, result);
    }

private:
    void place(const Address& at, const Face& face);
    void make_delegator(std::size_t index);
    static Result<Bytes> dispatch(void* self, Tx& tx, const Call& message, BytesView data);

    std::map<Address, const Face*> faces_;
};

using eigenlayer::testing::topics;

}  // namespace aq::renzo::testing
