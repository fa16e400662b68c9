// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/fold_internal.hpp>
#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/moves_delegation.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

namespace aq::eigenlayer::detail {

namespace {

bool add_operator_shares(const Folding& f, const OperatorSharesIncreased& e) {
    Delegation& d = f.state().delegation;
    const StrategyKey key(e.operator_address, e.strategy);
    if (!can_add(d.operator_shares[key], e.shares)) return false;
    move::set_operator_shares(f.undo, d, key, d.operator_shares[key] + e.shares);
    return true;
}

bool take_operator_shares(const Folding& f, const OperatorSharesDecreased& e) {
    Delegation& d = f.state().delegation;
    const StrategyKey key(e.operator_address, e.strategy);
    if (d.operator_shares[key] < e.shares) return false;
    move::set_operator_shares(f.undo, d, key, d.operator_shares[key] - e.shares);
    return true;
}

/// Whether queueing took the last of a staker's shares: then, and only then, its scaling factor was
/// reset between this log and what came before it.
bool was_emptied(const Folding& f, const Address& staker, const Address& strategy) {
    for (std::size_t i = f.at; i-- > 0;) {
        const LogView log = f.logs[i];
        if (read_event<SlashingWithdrawalQueued>(log).has_value()) return false;
        if (read_event<SlashingWithdrawalCompleted>(log).has_value()) return false;
        if (read_event<Deposit>(log).has_value()) return false;
        const auto scaling = read_event<DepositScalingFactorUpdated>(log);
        if (scaling.has_value() && scaling->staker == staker && scaling->strategy == strategy) {
            return scaling->new_deposit_scaling_factor == kOneFactor;
        }
    }
    return false;
}

/// No log says how many deposit shares were queued, only the scaled shares q = ⌊x·k / 10^18⌋. Where
/// k is at least 1, x = ⌈q·10^18 / k⌉ is the only solution (README, witness table).
void take_deposit_shares(const Folding& f, const Withdrawal& w, std::size_t i) {
    State& s = f.state();
    const Address& strategy = w.strategies[i];
    if (strategy == kBeaconChainStrategy) return;  // NewTotalShares says it
    const StrategyKey key(w.staker, strategy);
    const DepositShares held = s.strategy_manager.deposit_shares[key];
    if (held.is_zero()) return;
    DepositShares taken = held;
    if (!was_emptied(f, w.staker, strategy)) {
        const Factor scaling = scaling_factor(s.delegation.deposit_scaling_factor[key]);
        const auto solved = mul_div_up(w.scaledShares[i].raw, kWad, scaling.raw);
        if (solved.has_value()) taken = std::min(held, DepositShares(*solved));
    }
    if (!taken.is_zero()) move::remove_deposit_shares(f.undo, s, w.staker, strategy, taken);
}

bool fold_queued(const Folding& f, const SlashingWithdrawalQueued& e) {
    State& s = f.state();
    const Withdrawal& w = e.withdrawal;
    if (w.strategies.size() != w.scaledShares.size()) return false;
    if (s.delegation.queued_withdrawals.contains(e.withdrawal_root)) return false;
    for (std::size_t i = 0; i < w.strategies.size(); ++i) {
        if (w.delegatedTo != kZeroAddress) {
            const StrategyKey key(w.delegatedTo, w.strategies[i]);
            const ScaledShares before = s.delegation.cumulative_scaled.latest(key, {});
            move::set_cumulative_scaled(
                f.undo, s.delegation, key, f.block.number32(),
                ScaledShares(wrapping_add(before.raw, w.scaledShares[i].raw)));
        }
        take_deposit_shares(f, w, i);
    }
    move::queue_withdrawal(f.undo, s.delegation, e.withdrawal_root, w);
    return true;
}

/// Whether a completed withdrawal was paid in tokens: the first log after it that speaks of shares
/// or payment says so. Without one nothing was paid either way.
bool paid_as_tokens(const Folding& f) {
    for (std::size_t i = f.at + 1; i < f.logs.size(); ++i) {
        const LogView log = f.logs[i];
        if (read_event<ExchangeRateEmitted>(log).has_value()) return true;
        if (read_event<RestakedBeaconChainETHWithdrawn>(log).has_value()) return true;
        if (read_event<Deposit>(log).has_value()) return false;
        if (read_event<PodSharesUpdated>(log).has_value()) return false;
        if (read_event<SlashingWithdrawalCompleted>(log).has_value()) return false;
    }
    return false;
}

bool fold_completed(const Folding& f, const SlashingWithdrawalCompleted& e) {
    namespace dm = delegation_manager;
    State& s = f.state();
    const QueuedWithdrawal row = s.delegation.queued_withdrawals[e.withdrawal_root];
    if (row.staker == kZeroAddress) return false;
    const auto until = dm::slashable_until(s, row.start_block);
    if (until.has_value() && paid_as_tokens(f)) {
        for (const QueuedStrategy& queued : s.delegation.queued_strategies.all(e.withdrawal_root)) {
            if (queued.strategy == kBeaconChainStrategy) continue;
            const Factor slashing = dm::slashing_factor_at_block(s, {row.staker, row.delegated_to},
                                                                 queued.strategy, *until);
            const auto paid = paid_down(queued.scaled, slashing);
            if (!paid.has_value() || paid->is_zero()) continue;
            if (s.strategies.rows[queued.strategy].total_shares < *paid) return false;
            move::redeem_shares(f.undo, s, queued.strategy, *paid);
        }
    }
    move::drop_withdrawal(f.undo, s.delegation, e.withdrawal_root);
    return true;
}

}  // namespace

FoldEntries delegation_folds() {
    using Approver = DelegationApproverUpdated;
    using Scaling = DepositScalingFactorUpdated;
    return {
        folds<Approver,
              [](const Folding& f, const Approver& e) {
                  move::set_delegation_approver(f.undo, f.state().delegation, e.operator_address,
                                                e.new_delegation_approver);
              }>(),
        folds<StakerDelegated,
              [](const Folding& f, const StakerDelegated& e) {
                  move::set_delegated_to(f.undo, f.state().delegation, e.staker,
                                         e.operator_address);
              }>(),
        folds<StakerUndelegated,
              [](const Folding& f, const StakerUndelegated& e) {
                  move::set_delegated_to(f.undo, f.state().delegation, e.staker, kZeroAddress);
              }>(),
        folds<Scaling,
              [](const Folding& f, const Scaling& e) {
                  move::set_scaling_factor(f.undo, f.state().delegation,
                                           StrategyKey(e.staker, e.strategy),
                                           e.new_deposit_scaling_factor);
              }>(),
        folds<OperatorSharesIncreased, add_operator_shares>(),
        folds<OperatorSharesDecreased, take_operator_shares>(),
        folds<SlashingWithdrawalQueued, fold_queued>(),
        folds<SlashingWithdrawalCompleted, fold_completed>(),
    };
}

}  // namespace aq::eigenlayer::detail
