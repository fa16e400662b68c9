// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_delegation.hpp>
#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/moves_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/steps_delegation.hpp>

namespace aq::eigenlayer::delegation_manager {

namespace {

/// What a withdrawal completes into: one strategy of it.
struct Payout {
    Address strategy;
    Address token;
    Shares shares;
};

/// Back into the staker's deposits, and to the operator it is delegated to now.
Result<void> pay_as_shares(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                           const Payout& payout) {
    const ShareManager& manager = share_manager(payout.strategy);
    const auto [previous, added] = AQ_TRY(manager.add_shares(
        tx, ports, manager.from(call, ports), who.staker, payout.strategy, payout.shares));
    return increase_delegation(
        tx, ports, call, who,
        {payout.strategy, previous, added, slashing_factor(ports.self, who, payout.strategy)});
}

Result<void> pay_as_tokens(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                           const Payout& payout) {
    const ShareManager& manager = share_manager(payout.strategy);
    return manager.withdraw_shares_as_tokens(tx, ports, manager.from(call, ports), who.staker,
                                             payout.strategy, payout.token, payout.shares);
}

/// DelegationManager._completeQueuedWithdrawal. The contract reads all slashing factors before it
/// pays the first strategy. Paying changes none of them, so here they are read where they are
/// needed.
Result<void> complete(Tx& tx, Ports& ports, const Call& call, const Withdrawal& withdrawal,
                      const std::vector<Address>& tokens, bool receive_as_tokens) {
    const State& s = ports.self;
    AQ_REQUIRE(tokens.size() == withdrawal.strategies.size(), error::InputArrayLengthMismatch);
    AQ_REQUIRE(call.sender == withdrawal.withdrawer, error::WithdrawerNotCaller);
    const Hash root = withdrawal_root(s, withdrawal);
    AQ_REQUIRE(s.delegation.queued_withdrawals.contains(root), error::WithdrawalNotQueued);
    const std::uint32_t until = AQ_TRY(slashable_until(s, withdrawal.startBlock));
    AQ_REQUIRE(tx.block.number32() > until, error::WithdrawalDelayNotElapsed);

    move::drop_withdrawal(tx.undo, ports.self.delegation, root);
    tx.log(call.to, SlashingWithdrawalCompleted{root});

    const Delegated then{withdrawal.staker, withdrawal.delegatedTo};
    const Delegated now = delegated(s, withdrawal.staker);
    for (std::size_t i = 0; i < withdrawal.strategies.size(); ++i) {
        const Address& strategy = withdrawal.strategies[i];
        const Shares shares = AQ_TRY(paid_down(withdrawal.scaledShares[i],
                                               slashing_factor_at_block(s, then, strategy, until)));
        if (shares.is_zero()) continue;
        const Payout payout{strategy, tokens[i], shares};
        AQ_TRY(receive_as_tokens ? pay_as_tokens(tx, ports, call, now, payout)
                                 : pay_as_shares(tx, ports, call, now, payout));
    }
    return {};
}

/// What one strategy puts into the queue: what it would pay now, and the scaled shares that later
/// slashing is applied to.
struct Queued {
    Shares withdrawable;
    ScaledShares scaled;
};

Result<Queued> remove_shares(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                             const Address& strategy, const DepositShares& shares) {
    Delegation& d = ports.self.delegation;
    const StrategyKey of_staker(who.staker, strategy);
    Queued out;
    // The scaled shares are also the first step of what is withdrawable.
    out.scaled = AQ_TRY(scaled_down(shares, d.deposit_scaling_factor[of_staker]));
    out.withdrawable = AQ_TRY(paid_down(out.scaled, slashing_factor(ports.self, who, strategy)));

    if (who.operator_at != kZeroAddress) {
        const StrategyKey of_operator(who.operator_at, strategy);
        const ScaledShares cumulative = AQ_TRY(
            checked_add(d.cumulative_scaled.latest(of_operator, ScaledShares()), out.scaled));
        move::set_cumulative_scaled(tx.undo, d, of_operator, tx.block.number32(), cumulative);
        AQ_TRY(decrease_delegation(tx, ports, call, who, strategy, out.withdrawable));
    }

    const ShareManager& manager = share_manager(strategy);
    const DepositShares rest = AQ_TRY(manager.remove_deposit_shares(
        tx, ports, manager.from(call, ports), who.staker, strategy, shares));
    if (rest.is_zero()) {
        move::set_scaling_factor(tx.undo, d, of_staker, kOneFactor);
        tx.log(call.to, DepositScalingFactorUpdated{who.staker, strategy, kOneFactor});
    }
    return out;
}

constexpr ShareManager kTokenShares{
    &Deployment::strategy_manager, strategy_manager::remove_deposit_shares,
    strategy_manager::add_shares, strategy_manager::withdraw_shares_as_tokens,
    strategy_manager::increase_burn_or_redistributable_shares};
constexpr ShareManager kNativeShares{
    &Deployment::eigen_pod_manager, eigen_pod_manager::remove_deposit_shares,
    eigen_pod_manager::add_shares, eigen_pod_manager::withdraw_shares_as_tokens,
    eigen_pod_manager::increase_burn_or_redistributable_shares};

}  // namespace

const ShareManager& share_manager(const Address& strategy) {
    return strategy == kBeaconChainStrategy ? kNativeShares : kTokenShares;
}

Result<void> increase_delegation(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                                 const Increase& increase) {
    AQ_REQUIRE(!increase.slashing.is_zero(), error::FullySlashed);
    if (increase.added.is_zero()) return {};
    Delegation& d = ports.self.delegation;
    const StrategyKey of_staker(who.staker, increase.strategy);
    const Factor scaling = AQ_TRY(updated_scaling_factor(
        d.deposit_scaling_factor[of_staker], increase.previous, increase.added, increase.slashing));
    move::set_scaling_factor(tx.undo, d, of_staker, scaling);
    tx.log(call.to,
           DepositScalingFactorUpdated{who.staker, increase.strategy, scaling_factor(scaling)});
    if (who.operator_at == kZeroAddress) return {};
    const StrategyKey of_operator(who.operator_at, increase.strategy);
    const Shares total = AQ_TRY(checked_add(d.operator_shares[of_operator], increase.added));
    move::set_operator_shares(tx.undo, d, of_operator, total);
    tx.log(call.to,
           OperatorSharesIncreased{who.operator_at, who.staker, increase.strategy, increase.added});
    return {};
}

Result<void> decrease_delegation(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                                 const Address& strategy, const Shares& shares) {
    Delegation& d = ports.self.delegation;
    const StrategyKey of(who.operator_at, strategy);
    const Shares rest = AQ_TRY(checked_sub(d.operator_shares[of], shares));
    move::set_operator_shares(tx.undo, d, of, rest);
    tx.log(call.to, OperatorSharesDecreased{who.operator_at, who.staker, strategy, shares});
    return {};
}

Result<Hash> remove_shares_and_queue_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                                const Delegated& who,
                                                std::vector<Address> strategies,
                                                std::span<const DepositShares> deposit_shares) {
    AQ_ASSERT(strategies.size() == deposit_shares.size());
    AQ_REQUIRE(who.staker != kZeroAddress, error::InputAddressZero);
    AQ_REQUIRE(!strategies.empty(), error::InputArrayLengthZero);

    // The event is filled as the strategies are worked through, so that nothing is copied.
    SlashingWithdrawalQueued queued{Hash(),
                                    {who.staker,
                                     who.operator_at,
                                     who.staker,
                                     {},
                                     tx.block.number32(),
                                     std::move(strategies),
                                     {}},
                                    {}};
    Withdrawal& withdrawal = queued.withdrawal;
    withdrawal.scaledShares.reserve(deposit_shares.size());
    queued.shares_to_withdraw.reserve(deposit_shares.size());
    for (std::size_t i = 0; i < deposit_shares.size(); ++i) {
        const auto [withdrawable, scaled] = AQ_TRY(
            remove_shares(tx, ports, call, who, withdrawal.strategies[i], deposit_shares[i]));
        withdrawal.scaledShares.push_back(scaled);
        queued.shares_to_withdraw.push_back(withdrawable);
    }

    Delegation& d = ports.self.delegation;
    withdrawal.nonce = d.withdrawals_queued[who.staker];
    queued.withdrawal_root = withdrawal_root(withdrawal);
    move::queue_withdrawal(tx.undo, d, queued.withdrawal_root, withdrawal);
    tx.log(call.to, queued);
    return queued.withdrawal_root;
}

Result<std::vector<Hash>> queue_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<QueuedWithdrawalParams> params) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedEnterWithdrawalQueue));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const Delegated who = delegated(ports.self, call.sender);
    std::vector<Hash> roots;
    roots.reserve(params.size());
    for (QueuedWithdrawalParams& one : params) {
        AQ_REQUIRE(one.strategies.size() == one.depositShares.size(),
                   error::InputArrayLengthMismatch);
        roots.push_back(AQ_TRY(remove_shares_and_queue_withdrawal(
            tx, ports, call, who, std::move(one.strategies), one.depositShares)));
    }
    return roots;
}

Result<void> complete_queued_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                        Withdrawal withdrawal, std::vector<Address> tokens,
                                        bool receive_as_tokens) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedExitWithdrawalQueue));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    return complete(tx, ports, call, withdrawal, tokens, receive_as_tokens);
}

Result<void> complete_queued_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                         std::vector<Withdrawal> withdrawals,
                                         std::vector<std::vector<Address>> tokens,
                                         std::vector<bool> receive_as_tokens) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedExitWithdrawalQueue));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    for (std::size_t i = 0; i < withdrawals.size(); ++i) {
        if (i >= tokens.size() || i >= receive_as_tokens.size()) [[unlikely]]
            return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
        AQ_TRY(complete(tx, ports, call, withdrawals[i], tokens[i], receive_as_tokens[i]));
    }
    return {};
}

}  // namespace aq::eigenlayer::delegation_manager
