// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/fold_internal.hpp>
#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/moves_delegation.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <algorithm>
#include <optional>

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

/// Whether the scaling factor in a log was set because shares were added: a deposit stands right
/// before it, or the operator's gain, which a delegation has also without one, right after it.
bool was_set_by_adding(const Folding& f, std::size_t at, const DepositScalingFactorUpdated& e) {
    if (at > 0) {
        const auto added = read_event<Deposit>(f.logs[at - 1]);
        if (added.has_value() && added->staker == e.staker) return true;
    }
    if (at + 1 == f.logs.size()) return false;
    const auto gained = read_event<OperatorSharesIncreased>(f.logs[at + 1]);
    return gained.has_value() && gained->staker == e.staker;
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
            return scaling->new_deposit_scaling_factor == kOneFactor &&
                   !was_set_by_adding(f, i, *scaling);
        }
    }
    return false;
}

struct Solutions {
    DepositShares least;
    DepositShares most;
};

/// No log says how many deposit shares x were queued, only the scaled shares q = ⌊x·k / 10^18⌋, so
/// that q·10^18 / k ≤ x < (q + 1)·10^18 / k. That is one number where k is at least 1, and mostly
/// one where it is just below. At least one share was queued, and at least one stayed.
std::optional<Solutions> queued_deposit_shares(const ScaledShares& scaled, const Factor& k,
                                               const DepositShares& held) {
    const auto least = mul_div_up(scaled.raw, kWad, k.raw);
    if (!least.has_value()) return std::nullopt;
    Solutions x{std::max(DepositShares(*least), DepositShares(1)), held - DepositShares(1)};
    const auto next = checked_add(scaled.raw, u256(1));
    const auto beyond = next.has_value() ? mul_div_up(*next, kWad, k.raw) : next;
    // What does not fit a word is beyond what is held.
    if (beyond.has_value()) x.most = std::min(x.most, DepositShares(*beyond) - DepositShares(1));
    if (x.most < x.least) return std::nullopt;
    return x;
}

/// Where the logs leave a choice the fold takes the least: then a staker never holds more than the
/// folded state says, and whatever is queued later can be taken from it.
bool take_deposit_shares(const Folding& f, const Withdrawal& w, std::size_t i) {
    State& s = f.state();
    const Address& strategy = w.strategies[i];
    if (strategy == kBeaconChainStrategy) return true;  // NewTotalShares says it
    const StrategyKey key(w.staker, strategy);
    const DepositShares held = s.strategy_manager.deposit_shares[key];
    if (held.is_zero()) return true;
    if (was_emptied(f, w.staker, strategy)) {
        move::remove_deposit_shares(f.undo, s, w.staker, strategy, held);
        move::set_deposit_shares_in_doubt(f.undo, s, w.staker, strategy, false);
        return true;
    }
    const Factor k = scaling_factor(s.delegation.deposit_scaling_factor[key]);
    const auto taken = queued_deposit_shares(w.scaledShares[i], k, held);
    if (!taken.has_value()) return false;
    move::remove_deposit_shares(f.undo, s, w.staker, strategy, taken->least);
    if (taken->least != taken->most) {
        move::set_deposit_shares_in_doubt(f.undo, s, w.staker, strategy, true);
    }
    return true;
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
        if (!take_deposit_shares(f, w, i)) return false;
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
