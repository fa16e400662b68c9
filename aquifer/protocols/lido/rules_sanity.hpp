// SPDX-License-Identifier: Apache-2.0
#pragma once

/// OracleReportSanityChecker: what a report may not say, and how fast it may raise the rate.

#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/roles.hpp>

namespace aq::lido::sanity_checker {

/// The arguments of smoothenTokenRebase, in order.
struct RebaseInput {
    Wei pre_internal_ether;
    Shares pre_internal_shares;
    Wei pre_cl_balance;
    Wei post_cl_balance;
    Wei withdrawal_vault_balance;
    Wei el_rewards_vault_balance;
    Shares shares_requested_to_burn;
    Wei ether_to_lock_for_withdrawals;
    Shares new_shares_to_burn_for_withdrawals;
};
/// What it returns: how much of each the limit lets through.
struct SmoothRebase {
    Wei withdrawals;
    Wei el_rewards;
    Shares shares_from_queue_to_burn;
    Shares shares_to_burn;
};
/// smoothenTokenRebase: a gain of the consensus layer is booked in full and only uses up room; then
/// come withdrawals, rewards and burning. `TooLowTokenRebaseLimit`, `NegativeTotalPooledEther`.
Result<SmoothRebase> smoothen_token_rebase(const State& s, const RebaseInput& input);

/// `CLBalanceChangeCheckParams`.
struct BalanceChange {
    u256 time_elapsed;
    Wei pre_validators;
    Wei pre_pending;
    Wei post_validators;
    Wei post_pending;
    Wei deposits;
};

/// Balances by module, in wei.
struct ModuleBalances {
    std::vector<u256> ids;
    std::vector<Wei> balances;
};
/// checkModuleAndCLBalancesChangeRates: `InvalidClBalancesData`,
/// `InconsistentValidatorsBalanceByModule`; once a report was applied also
/// `IncorrectTotalPendingBalance`, `IncorrectTotalActivatedBalance`,
/// `IncorrectTotalCLBalanceIncrease`, `IncorrectTotalModuleValidatorsBalanceIncrease`.
Result<void> check_module_and_cl_balances_change_rates(const State& s,
                                                       const ModuleBalances& modules,
                                                       const BalanceChange& change);
/// checkExitedValidatorsCount: `ExitedEthAmountPerDayLimitExceeded`.
Result<void> check_exited_validators_count(const State& s, const u256& newly_exited,
                                           const u256& time_elapsed);

/// The arguments of checkAccountingOracleReport.
struct ReportCheck {
    BalanceChange change;
    Wei withdrawal_vault_balance;
    Wei el_rewards_vault_balance;
    Shares shares_requested_to_burn;
    Wei withdrawals_vault_transfer;
};
/// checkAccountingOracleReport (Accounting): `CalledNotFromAccounting`,
/// `IncorrectWithdrawalsVaultBalance`, `IncorrectELRewardsVaultBalance`,
/// `IncorrectSharesRequestedToBurn`, `IncorrectCLWithdrawalsVaultBalance`,
/// `IncorrectWithdrawalsVaultTransfer`, the checks of pending and validators' balances, then
/// `IncorrectCLBalanceDecrease` (or what the second opinion says) and `IncorrectCLBalanceIncrease`.
Result<void> check_accounting_oracle_report(Tx& tx, Ports& ports, const Call& call,
                                            const ReportCheck& check);

/// migrateBaselineSnapshot (anyone, once): the window's first two records. `MigrationAlreadyDone`.
Result<void> migrate_baseline_snapshot(Tx& tx, Ports& ports, const Call& call);

/// Internal ether and shares as if no request were finalised.
struct RateInput {
    Wei ether;
    Shares shares;
};
/// checkSimulatedShareRate: `IncorrectSimulatedShareRate`.
Result<void> check_simulated_share_rate(const State& s, const RateInput& actual,
                                        ShareRate simulated);
/// checkWithdrawalQueueOracleReport: `IncorrectRequestFinalization`.
Result<void> check_withdrawal_queue_oracle_report(const State& s, const u256& last_id,
                                                  const u256& report_timestamp);

/// One limit: who may set it, between what, and what is logged when it changes.
struct LimitRule {
    u256 Limits::* limit = nullptr;
    Hash role;
    u256 min;
    u256 max;
    void (*log)(Tx& tx, const Address& checker, const u256& value) = nullptr;
};
/// All sixteen, in the order in which they are validated.
std::span<const LimitRule> limit_rules();

/// The setter of a limit: `IncorrectLimitValue`. Nothing is logged if nothing changes.
Result<void> set_limit(Tx& tx, Ports& ports, const Call& call, u256 Limits::* limit, u256 value);
template <u256 Limits::* Limit>
Result<void> set_one_limit(Tx& tx, Ports& ports, const Call& call, u256 value) {
    return set_limit(tx, ports, call, Limit, value);
}
/// setOracleReportLimits (ALL_LIMITS_MANAGER_ROLE).
Result<void> set_oracle_report_limits(Tx& tx, Ports& ports, const Call& call, Limits limits,
                                      Address second_opinion_oracle);
/// setSecondOpinionOracleAndCLBalanceUpperMargin (SECOND_OPINION_MANAGER_ROLE).
Result<void> set_second_opinion_oracle(Tx& tx, Ports& ports, const Call& call, Address oracle,
                                       u256 error_upper_bps);

}  // namespace aq::lido::sanity_checker
