// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_sanity.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>

namespace aq::lido::sanity_checker {

namespace {

constexpr Selector kGetReport = "0x4e7f9b19"_selector;
constexpr u256 kSecondsPerDay = 86'400_u256;
constexpr u256 kDefaultTimeElapsed = 3'600_u256;
constexpr Wei kDefaultClBalance{1'000'000'000_u256};
constexpr Wei kMaxEffectiveBalance{2048e18_u256};
/// A year in seconds, times 10,000 basis points.
constexpr u256 kYearBps = 315'360'000'000_u256;
constexpr std::uint64_t kWindowSeconds = 36ULL * 86'400;

u256 elapsed_for_allowances(const u256& seconds) {
    return seconds.is_zero() ? kDefaultTimeElapsed : seconds;
}

/// What an amount of whole ether a day allows in a time.
Result<Wei> allowance_down(const u256& eth_per_day, const u256& seconds) {
    const u256 per_day = AQ_TRY(checked_mul(eth_per_day, kEther));
    return Wei(AQ_TRY(checked_mul_div_down(per_day, seconds, kSecondsPerDay)));
}

/// _checkCLPendingBalanceAndCalculateMaxPossibleActivatedBalance.
Result<Wei> max_activated(const Limits& limits, const BalanceChange& change) {
    const u256 elapsed = elapsed_for_allowances(change.time_elapsed);
    const Wei funded = AQ_TRY(checked_add(change.pre_pending, change.deposits));
    const Wei strangers(AQ_TRY(checked_mul(limits.external_pending_balance_cap_eth, kEther)));
    const Wei cap = AQ_TRY(checked_add(funded, strangers));
    AQ_REQUIRE(change.post_pending <= cap, error::IncorrectTotalPendingBalance, cap,
               change.post_pending);
    const Wei activated = funded > change.post_pending ? funded - change.post_pending : Wei();
    const Wei appeared = AQ_TRY(allowance_down(limits.appeared_eth_amount_per_day, elapsed));
    AQ_REQUIRE(activated <= AQ_TRY(checked_add(appeared, kMaxEffectiveBalance)),
               error::IncorrectTotalActivatedBalance, appeared, activated);
    const Wei earning = AQ_TRY(checked_add(change.pre_validators, activated));
    const u256 rate = AQ_TRY(checked_mul(limits.annual_balance_increase_bps, elapsed));
    const Wei earned(AQ_TRY(checked_mul_div_down(earning.raw, rate, kYearBps)));
    return AQ_TRY(checked_add(activated, earned));
}

/// Validators may gain what was activated and a year's worth of the limit.
Result<void> check_validators_increase(Wei before, Wei after, Wei allowed) {
    if (after <= before) return {};
    AQ_REQUIRE(after - before <= allowed, error::IncorrectTotalCLBalanceIncrease, allowed,
               after - before);
    return {};
}

/// _findWindowBaselineIndex: the earliest record within 36 days of the newest, which is its own
/// baseline never.
std::uint32_t baseline_index(const List<Only, ReportRecord>& records) {
    const std::uint32_t last = records.size(Only::kOne) - 1;
    const std::uint64_t now = records.at(Only::kOne, last).timestamp;
    std::uint32_t baseline = last;
    while (baseline > 0) {
        if (records.at(Only::kOne, baseline - 1).timestamp < now - kWindowSeconds) {
            return baseline == last ? baseline - 1 : baseline;
        }
        --baseline;
    }
    return baseline;
}

struct WindowDiff {
    Wei actual;
    Wei allowed;
};

/// _calcWindowDiff.
Result<WindowDiff> window_diff(const Checker& c, Wei post_cl_balance) {
    const std::uint32_t last = c.records.size(Only::kOne) - 1;
    AQ_REQUIRE(c.records.at(Only::kOne, last).timestamp >= kWindowSeconds, Arithmetic::kOverflow);
    const std::uint32_t baseline = baseline_index(c.records);
    Wei balance = c.records.at(Only::kOne, baseline).cl_balance;
    Wei withdrawn;
    for (std::uint32_t i = baseline + 1; i <= last; ++i) {
        const ReportRecord& record = c.records.at(Only::kOne, i);
        balance = AQ_TRY(checked_add(balance, record.deposits));
        withdrawn = AQ_TRY(checked_add(withdrawn, record.cl_withdrawals));
    }
    if (balance <= withdrawn) return WindowDiff{};
    const Wei expected = balance - withdrawn;
    if (expected <= post_cl_balance) return WindowDiff{};
    const u256 limit_bps = c.limits->max_cl_balance_decrease_bps;
    return WindowDiff{expected - post_cl_balance,
                      Wei(AQ_TRY(checked_mul_div_down(expected.raw, limit_bps, kBasisPoints)))};
}

/// `ISecondOpinionOracle.getReport`.
struct SecondOpinion {
    bool success = false;
    u256 cl_balance_gwei;
    Wei withdrawal_vault_balance;
    u256 total_deposited_validators;
    u256 total_exited_validators;
};

/// _askSecondOpinion.
Result<void> ask_second_opinion(Tx& tx, Ports& ports, const Call& call, const u256& ref_slot,
                                const ReportCheck& check) {
    const Checker& c = ports.self.checker;
    const Address& oracle = *c.second_opinion_oracle;
    AQ_REQUIRE(ports.accounts.has_code(oracle));
    const Bytes answer = AQ_TRY(tx.call(message(call.to, oracle), abi_call(kGetReport, ref_slot)));
    SecondOpinion second;
    AQ_REQUIRE(abi_decode(AbiReader(answer), second.success, second.cl_balance_gwei,
                          second.withdrawal_vault_balance, second.total_deposited_validators,
                          second.total_exited_validators));
    AQ_REQUIRE(second.success, error::NegativeRebaseFailedSecondOpinionReportIsNotReady);
    const Wei theirs(AQ_TRY(checked_mul(second.cl_balance_gwei, kGwei)));
    const Wei ours = check.change.post_validators;
    const u256 error_bps = c.limits->cl_balance_oracles_error_upper_bps;
    AQ_REQUIRE(theirs >= ours, error::NegativeRebaseFailedCLBalanceMismatch, ours, theirs,
               error_bps);
    const u256 distance = AQ_TRY(checked_mul(kBasisPoints, (theirs - ours).raw));
    AQ_REQUIRE(distance <= AQ_TRY(checked_mul(error_bps, theirs.raw)),
               error::NegativeRebaseFailedCLBalanceMismatch, ours, theirs, error_bps);
    AQ_REQUIRE(second.withdrawal_vault_balance == check.withdrawal_vault_balance,
               error::NegativeRebaseFailedWithdrawalVaultBalanceMismatch,
               check.withdrawal_vault_balance, second.withdrawal_vault_balance);
    tx.log(call.to, NegativeCLRebaseConfirmed{ref_slot, ours, check.withdrawal_vault_balance});
    return {};
}

/// Balances of the consensus layer before and after, validators and pending together.
struct ClBalances {
    Wei before;
    Wei after;
};

/// _checkCLBalanceDecrease.
Result<void> check_decrease(Tx& tx, Ports& ports, const Call& call, const ReportCheck& check,
                            const ClBalances& cl, Wei cl_withdrawals) {
    Checker& c = ports.self.checker;
    const u256 timestamp = AQ_TRY(checked_add(*c.last_report_timestamp, check.change.time_elapsed));
    AQ_REQUIRE(timestamp.fits_u64(), "SafeCast: value doesn't fit in 64 bits");
    AQ_REQUIRE(cl.after.raw.fits_u128() && check.change.deposits.raw.fits_u128() &&
                   cl_withdrawals.raw.fits_u128(),
               "SafeCast: value doesn't fit in 128 bits");
    move::add_record(tx.undo, c,
                     {timestamp.truncate_u64(), cl.after, check.change.deposits, cl_withdrawals});
    if (cl.before <= cl.after || cl.before - cl.after <= cl_withdrawals) return {};
    const WindowDiff diff = AQ_TRY(window_diff(c, cl.after));
    if (diff.actual.is_zero()) return {};
    const u256 ref_slot(*ports.self.oracle.last_processing_ref_slot);
    if (diff.actual > diff.allowed) {
        AQ_REQUIRE(*c.second_opinion_oracle != kZeroAddress, error::IncorrectCLBalanceDecrease,
                   diff.actual, diff.allowed);
        return ask_second_opinion(tx, ports, call, ref_slot, check);
    }
    tx.log(call.to, NegativeCLRebaseAccepted{ref_slot, cl.after, diff.actual, diff.allowed});
    return {};
}

/// _checkAnnualBalancesIncrease.
Result<void> check_increase(const Limits& limits, const ClBalances& cl, const u256& seconds) {
    const Wei before = cl.before.is_zero() ? kDefaultClBalance : cl.before;
    if (before >= cl.after) return {};
    const u256 per_balance =
        AQ_TRY(checked_mul_div_down(kYearBps, (cl.after - before).raw, before.raw));
    const u256 annual = AQ_TRY(div_down(per_balance, elapsed_for_allowances(seconds)));
    AQ_REQUIRE(annual <= limits.annual_balance_increase_bps, error::IncorrectCLBalanceIncrease,
               annual);
    return {};
}

}  // namespace

Result<SmoothRebase> smoothen_token_rebase(const State& s, const RebaseInput& in) {
    RebaseLimiter limiter =
        AQ_TRY(RebaseLimiter::make(s.checker.limits->max_positive_token_rebase,
                                   in.pre_internal_ether, in.pre_internal_shares));
    if (in.post_cl_balance < in.pre_cl_balance) {
        AQ_TRY(limiter.decrease(in.pre_cl_balance - in.post_cl_balance));
    } else {
        AQ_TRY(limiter.increase(in.post_cl_balance - in.pre_cl_balance));
    }
    SmoothRebase out;
    out.withdrawals = AQ_TRY(limiter.increase(in.withdrawal_vault_balance));
    out.el_rewards = AQ_TRY(limiter.increase(in.el_rewards_vault_balance));
    const Shares without_queue =
        std::min(AQ_TRY(limiter.shares_to_burn_limit_down()), in.shares_requested_to_burn);
    AQ_TRY(limiter.decrease(in.ether_to_lock_for_withdrawals));
    const Shares wanted =
        AQ_TRY(checked_add(in.new_shares_to_burn_for_withdrawals, in.shares_requested_to_burn));
    out.shares_to_burn = std::min(AQ_TRY(limiter.shares_to_burn_limit_down()), wanted);
    out.shares_from_queue_to_burn = AQ_TRY(checked_sub(out.shares_to_burn, without_queue));
    return out;
}

Result<void> check_module_and_cl_balances_change_rates(const State& s,
                                                       const ModuleBalances& modules,
                                                       const BalanceChange& change) {
    AQ_REQUIRE(modules.ids.size() == modules.balances.size(), error::InvalidClBalancesData);
    Wei sum;
    for (const Wei balance : modules.balances) sum = AQ_TRY(checked_add(sum, balance));
    AQ_REQUIRE(sum == change.post_validators, error::InconsistentValidatorsBalanceByModule,
               change.post_validators, sum);
    if (!*s.checker.first_report_done) return {};
    const Limits& limits = *s.checker.limits;
    const Wei allowed = AQ_TRY(max_activated(limits, change));
    AQ_TRY(check_validators_increase(change.pre_validators, change.post_validators, allowed));
    Wei gained;
    for (std::size_t i = 0; i < modules.ids.size(); ++i) {
        const Module module = AQ_TRY(staking_router::module_at(s, modules.ids[i]));
        const bool is_new =
            module.validators_balance_gwei == 0 && module.exited_validators_count == 0;
        const Wei before(wrapping_mul(u256(module.validators_balance_gwei), kGwei));
        if (is_new || modules.balances[i] <= before) continue;
        gained = AQ_TRY(checked_add(gained, modules.balances[i] - before));
    }
    const Wei consolidated = AQ_TRY(allowance_down(limits.consolidation_eth_amount_per_day,
                                                   elapsed_for_allowances(change.time_elapsed)));
    const Wei limit = AQ_TRY(checked_add(allowed, consolidated));
    AQ_REQUIRE(gained <= limit, error::IncorrectTotalModuleValidatorsBalanceIncrease, limit,
               gained);
    return {};
}

Result<void> check_exited_validators_count(const State& s, const u256& newly_exited,
                                           const u256& time_elapsed) {
    const Limits& limits = *s.checker.limits;
    const u256 each = AQ_TRY(checked_mul(limits.exited_validator_eth_amount, kEther));
    const u256 exited = AQ_TRY(checked_mul(newly_exited, each));
    const u256 per_day = AQ_TRY(checked_mul_div_down(
        exited, kSecondsPerDay, time_elapsed.is_zero() ? u256(1U) : time_elapsed));
    const u256 sum = AQ_TRY(
        checked_add(limits.exited_eth_amount_per_day, limits.consolidation_eth_amount_per_day));
    const u256 limit = AQ_TRY(checked_mul(sum, 2e18_u256));
    AQ_REQUIRE(per_day <= limit, error::ExitedEthAmountPerDayLimitExceeded, limit, per_day);
    return {};
}

Result<void> check_accounting_oracle_report(Tx& tx, Ports& ports, const Call& call,
                                            const ReportCheck& check) {
    State& s = ports.self;
    const Wei vault = check.withdrawal_vault_balance;
    AQ_REQUIRE(call.sender == s.at.accounting, error::CalledNotFromAccounting);
    const Wei in_withdrawal_vault = ports.accounts.ether[s.at.withdrawal_vault];
    AQ_REQUIRE(vault <= in_withdrawal_vault, error::IncorrectWithdrawalsVaultBalance,
               in_withdrawal_vault);
    const Wei in_rewards_vault = ports.accounts.ether[s.at.el_rewards_vault];
    AQ_REQUIRE(check.el_rewards_vault_balance <= in_rewards_vault,
               error::IncorrectELRewardsVaultBalance, in_rewards_vault);
    const Shares requested = AQ_TRY(burner::requested(s));
    AQ_REQUIRE(check.shares_requested_to_burn <= requested, error::IncorrectSharesRequestedToBurn,
               requested);

    const BalanceChange& change = check.change;
    const Wei pre = AQ_TRY(checked_add(change.pre_validators, change.pre_pending));
    const ClBalances cl{AQ_TRY(checked_add(pre, change.deposits)),
                        AQ_TRY(checked_add(change.post_validators, change.post_pending))};
    const Wei left = *s.checker.last_vault_balance_after_transfer;
    AQ_REQUIRE(vault >= left, error::IncorrectCLWithdrawalsVaultBalance, vault, left);
    const Wei cl_withdrawals = vault - left;
    AQ_REQUIRE(check.withdrawals_vault_transfer <= vault, error::IncorrectWithdrawalsVaultTransfer,
               vault, check.withdrawals_vault_transfer);
    const Wei allowed = AQ_TRY(max_activated(*s.checker.limits, change));
    const Wei remained =
        cl_withdrawals >= change.pre_validators ? Wei() : change.pre_validators - cl_withdrawals;
    AQ_TRY(check_validators_increase(remained, change.post_validators, allowed));
    AQ_TRY(check_decrease(tx, ports, call, check, cl, cl_withdrawals));
    AQ_TRY(check_increase(*s.checker.limits, cl, change.time_elapsed));
    move::finish_report(tx.undo, s.checker, vault - check.withdrawals_vault_transfer);
    return {};
}

Result<void> migrate_baseline_snapshot(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    AQ_REQUIRE(s.checker.records.size(Only::kOne) == 0, error::MigrationAlreadyDone);
    const Wei cl = *s.steth.cl_validators_balance;
    const Wei withdrawn = ports.accounts.ether[s.at.withdrawal_vault];
    const Wei left = AQ_TRY(checked_sub(cl, withdrawn));
    const u256 time =
        AQ_TRY(accounting_oracle::slot_time(s, u256(*s.oracle.last_processing_ref_slot)));
    AQ_REQUIRE(time.fits_u64(), "SafeCast: value doesn't fit in 64 bits");
    move::start_window(tx.undo, s.checker, withdrawn);
    move::add_record(tx.undo, s.checker, {time.truncate_u64(), cl, Wei(), Wei()});
    move::add_record(tx.undo, s.checker, {time.truncate_u64(), left, Wei(), withdrawn});
    tx.log(call.to, BaselineSnapshotMigrated{cl, withdrawn});
    return {};
}

Result<void> check_simulated_share_rate(const State& s, const RateInput& actual,
                                        ShareRate simulated) {
    // The contract asserts it.
    AQ_REQUIRE(!actual.ether.is_zero(), Revert::panic(0x01));
    const u256 rate = AQ_TRY(checked_mul_div_down(actual.ether.raw, kRay, actual.shares.raw));
    const u256 distance = rate > simulated.raw ? wrapping_sub(rate, simulated.raw)
                                               : wrapping_sub(simulated.raw, rate);
    const u256 deviation = AQ_TRY(checked_mul_div_down(kBasisPoints, distance, rate));
    AQ_REQUIRE(deviation <= s.checker.limits->simulated_share_rate_deviation_bps,
               error::IncorrectSimulatedShareRate, simulated, rate);
    return {};
}

Result<void> check_withdrawal_queue_oracle_report(const State& s, const u256& last_id,
                                                  const u256& report_timestamp) {
    const RequestStatus status = AQ_TRY(withdrawal_queue::status(s, last_id));
    const u256 margin = s.checker.limits->request_timestamp_margin;
    AQ_REQUIRE(report_timestamp >= AQ_TRY(checked_add(status.timestamp, margin)),
               error::IncorrectRequestFinalization, status.timestamp);
    return {};
}

}  // namespace aq::lido::sanity_checker
