// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_strategy.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>
#include <aquifer/protocols/eigenlayer/signatures.hpp>
#include <aquifer/protocols/erc20/calls.hpp>

namespace aq::eigenlayer::strategy_manager {

namespace {

constexpr unsigned kPausedDeposits = 0;
/// Token strategies of one staker at most.
constexpr std::uint32_t kStakerStrategiesMax = 32;

/// What this contract says to another.
Call message_to(const Call& call, const Address& contract) {
    return {.sender = call.to, .to = contract, .value = Wei(), .selector = Selector()};
}

/// StrategyManager._addShares.
Result<DepositShares> enter_shares(Tx& tx, Ports& ports, const Call& call, const Address& staker,
                                   const Address& strategy, Shares shares) {
    State& s = ports.self;
    AQ_REQUIRE(staker != kZeroAddress, error::StakerAddressZero);
    AQ_REQUIRE(!shares.is_zero(), error::SharesAmountZero);
    AQ_TRY(strategy::before_add_shares(tx, ports, message_to(call, strategy), staker, shares));
    const DepositShares previous = staker_deposit_shares(s, staker, strategy);
    if (previous.is_zero()) {
        AQ_REQUIRE(s.strategy_manager.staker_strategies.size(staker) < kStakerStrategiesMax,
                   error::MaxStrategiesExceeded);
    }
    AQ_TRY(checked_add(previous.raw, shares.raw));
    move::add_deposit_shares(tx.undo, s, staker, strategy, shares);
    tx.log(call.to, Deposit{staker, strategy, shares});
    return previous;
}

struct TokensIn {
    Address strategy;
    Address token;
    Amount amount;
};

/// StrategyManager._depositIntoStrategy: the sender's tokens, the staker's shares.
Result<Shares> deposit_for(Tx& tx, Ports& ports, const Call& call, const Address& staker,
                           const TokensIn& in) {
    const State& s = ports.self;
    AQ_REQUIRE(s.strategy_manager.is_whitelisted[in.strategy], error::StrategyNotWhitelisted);
    AQ_TRY(erc20::safe_transfer_from(tx, ports.tokens, in.token, call.to, call.sender, in.strategy,
                                     in.amount));
    const Shares shares =
        AQ_TRY(strategy::deposit(tx, ports, message_to(call, in.strategy), in.token, in.amount));
    const DepositShares previous =
        AQ_TRY(enter_shares(tx, ports, call, staker, in.strategy, shares));
    AQ_TRY(delegation_manager::increase_delegated_shares(tx, ports,
                                                         message_to(call, s.at.delegation_manager),
                                                         staker, in.strategy, previous, shares));
    return shares;
}

struct SlashedStrategy {
    OperatorSet set;
    u256 slash_id;
    Address strategy;
};

/// StrategyManager._clearBurnOrRedistributableShares. What is not there clears to nothing.
Result<Amount> clear(Tx& tx, Ports& ports, const Call& call, const SlashedStrategy& slashed) {
    State& s = ports.self;
    const auto& [set, slash_id, strategy] = slashed;
    const Shares shares = s.strategy_manager.burn_or_redistributable[Key(set, slash_id, strategy)];
    move::remove_slashed_shares(tx.undo, s, set, slash_id, strategy);
    Amount paid;
    if (!shares.is_zero()) {
        const Address recipient = allocation_manager::redistribution_recipient(s, set);
        const Address token = s.strategies.rows[strategy].underlying_token;
        paid = AQ_TRY(
            strategy::withdraw(tx, ports, message_to(call, strategy), recipient, token, shares));
        tx.log(call.to, BurnOrRedistributableSharesDecreased{set, slash_id, strategy, shares});
    }
    move::settle_slash(tx.undo, s, set, slash_id);
    return paid;
}

}  // namespace

Result<Shares> deposit_into_strategy(Tx& tx, Ports& ports, const Call& call, Address strategy,
                                     Address token, Amount amount) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedDeposits));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    return deposit_for(tx, ports, call, call.sender, {strategy, token, amount});
}

Result<Shares> deposit_into_strategy_with_signature(Tx& tx, Ports& ports, const Call& call,
                                                    Address strategy, Address token, Amount amount,
                                                    Address staker, u256 expiry, Bytes signature) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, call.to, kPausedDeposits));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const u256 nonce = s.strategy_manager.nonces[staker];
    const Hash digest = strategy_deposit_digest(s, tx.block,
                                                {.staker = staker,
                                                 .strategy = strategy,
                                                 .token = token,
                                                 .amount = amount,
                                                 .nonce = nonce,
                                                 .expiry = expiry});
    AQ_TRY(check_signature(tx.block, staker, digest, signature, expiry));
    move::spend_deposit_nonce(tx.undo, s, staker);
    return deposit_for(tx, ports, call, staker, {strategy, token, amount});
}

Result<DepositShares> remove_deposit_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                            Address strategy, DepositShares shares) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.delegation_manager, error::OnlyDelegationManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(!shares.is_zero(), error::SharesAmountZero);
    const DepositShares held = staker_deposit_shares(s, staker, strategy);
    AQ_REQUIRE(shares <= held, error::SharesAmountTooHigh);
    AQ_TRY(strategy::before_remove_shares(tx, ports, message_to(call, strategy), staker, shares));
    move::remove_deposit_shares(tx.undo, s, staker, strategy, shares);
    return held - shares;
}

Result<std::tuple<DepositShares, Shares>> add_shares(Tx& tx, Ports& ports, const Call& call,
                                                     Address staker, Address strategy,
                                                     Shares shares) {
    AQ_REQUIRE(call.sender == ports.self.at.delegation_manager, error::OnlyDelegationManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const DepositShares previous = AQ_TRY(enter_shares(tx, ports, call, staker, strategy, shares));
    return std::tuple(previous, shares);
}

Result<void> withdraw_shares_as_tokens(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       Address strategy, Address token, Shares shares) {
    AQ_REQUIRE(call.sender == ports.self.at.delegation_manager, error::OnlyDelegationManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_TRY(strategy::withdraw(tx, ports, message_to(call, strategy), staker, token, shares));
    return {};
}

Result<void> increase_burn_or_redistributable_shares(Tx& tx, Ports& ports, const Call& call,
                                                     OperatorSet set, u256 slash_id,
                                                     Address strategy, Shares shares) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.delegation_manager, error::OnlyDelegationManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const SlashKey slash(set, slash_id);
    AQ_REQUIRE(!s.strategy_manager.slashed_strategies.contains(slash, strategy),
               error::StrategyAlreadyInSlash);
    move::add_slashed_shares(tx.undo, s, set, slash_id, strategy, shares);
    tx.log(call.to, BurnOrRedistributableSharesIncreased{set, slash_id, strategy, shares});
    return {};
}

Result<std::vector<Amount>> clear_burn_or_redistributable_shares(Tx& tx, Ports& ports,
                                                                 const Call& call, OperatorSet set,
                                                                 u256 slash_id) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const std::vector<Address> strategies =
        ports.self.strategy_manager.slashed_strategies.all(SlashKey(set, slash_id));
    std::vector<Amount> paid;
    paid.reserve(strategies.size());
    for (const Address& strategy : strategies) {
        paid.push_back(AQ_TRY(clear(tx, ports, call, {set, slash_id, strategy})));
    }
    return paid;
}

Result<Amount> clear_burn_or_redistributable_shares_by_strategy(Tx& tx, Ports& ports,
                                                                const Call& call, OperatorSet set,
                                                                u256 slash_id, Address strategy) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    return clear(tx, ports, call, {set, slash_id, strategy});
}

Result<void> burn_shares(Tx& tx, Ports& /*ports*/, const Call& call, Address strategy) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    tx.log(call.to, BurnableSharesDecreased{strategy, Shares()});
    return {};
}

Result<void> set_strategy_whitelister(Tx& tx, Ports& ports, const Call& call, Address whitelister) {
    State& s = ports.self;
    AQ_TRY(only_owner(s, call));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    tx.log(call.to,
           StrategyWhitelisterChanged{*s.strategy_manager.strategy_whitelister, whitelister});
    move::set_whitelister(tx.undo, s, whitelister);
    return {};
}

Result<void> add_strategies_to_deposit_whitelist(Tx& tx, Ports& ports, const Call& call,
                                                 std::vector<Address> strategies) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == *s.strategy_manager.strategy_whitelister,
               error::OnlyStrategyWhitelister);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    for (const Address& strategy : strategies) {
        if (s.strategy_manager.is_whitelisted[strategy]) continue;
        move::set_whitelisted(tx.undo, s, strategy, true);
        tx.log(call.to, StrategyAddedToDepositWhitelist{strategy});
    }
    return {};
}

Result<void> remove_strategies_from_deposit_whitelist(Tx& tx, Ports& ports, const Call& call,
                                                      std::vector<Address> strategies) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == *s.strategy_manager.strategy_whitelister,
               error::OnlyStrategyWhitelister);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    for (const Address& strategy : strategies) {
        if (!s.strategy_manager.is_whitelisted[strategy]) continue;
        move::set_whitelisted(tx.undo, s, strategy, false);
        tx.log(call.to, StrategyRemovedFromDepositWhitelist{strategy});
    }
    return {};
}

}  // namespace aq::eigenlayer::strategy_manager
