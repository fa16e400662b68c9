// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/accounting.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_burner.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>

namespace aq::lido::accounting {

namespace {

constexpr Selector kHandlePostTokenRebase = "0x89136ec0"_selector;

/// `Accounting.PreReportState`.
struct PreReport {
    Wei cl_validators_balance;
    Wei cl_pending_balance;
    Wei deposited_balance;
    Wei total_pooled_ether;
    Shares total_shares;
    Shares external_shares;
    Wei external_ether;
    Shares bad_debt_to_internalize;

    [[nodiscard]] Wei internal_ether() const { return total_pooled_ether - external_ether; }
    [[nodiscard]] Shares internal_shares() const { return total_shares - external_shares; }
};

enum class Purpose : bool { kHandle, kSimulate };

/// Accounting._snapshotPreReportState.
Result<PreReport> snapshot(const State& s, const Block& block, Purpose purpose) {
    PreReport pre;
    pre.total_pooled_ether = AQ_TRY(steth::total_pooled_ether(s));
    pre.total_shares = *s.steth.total_shares;
    pre.external_shares = *s.steth.external_shares;
    pre.external_ether = AQ_TRY(steth::external_ether_down(s));
    const steth::BalanceStats stats = AQ_TRY(steth::balance_stats(s, block));
    pre.cl_validators_balance = stats.cl_validators_balance;
    pre.cl_pending_balance = stats.cl_pending_balance;
    if (purpose == Purpose::kSimulate) {
        pre.bad_debt_to_internalize = s.bad_debt->now;
        pre.deposited_balance = stats.deposited_since_last_report;
    } else {
        pre.bad_debt_to_internalize = AQ_TRY(vault_hub::bad_debt_for_last_ref_slot(s, block));
        pre.deposited_balance = stats.deposited_for_current_report;
    }
    return pre;
}

/// Accounting._calculateTotalProtocolFeeShares: no fee unless the consensus layer is in profit
/// (LIP-12).
Result<Shares> fee_shares_down(const ReportValues& report, const CalculatedValues& update,
                               Shares shares_before_fees, const u256& total_fee) {
    const Wei cl = AQ_TRY(checked_add(report.cl_validators_balance, report.cl_pending_balance));
    const Wei unified = AQ_TRY(checked_add(cl, update.withdrawals_vault_transfer));
    if (unified <= update.principal_cl_balance) return Shares();
    const Wei rewards = AQ_TRY(
        checked_add(unified - update.principal_cl_balance, update.el_rewards_vault_transfer));
    const Wei fee_ether(
        AQ_TRY(checked_mul_div_down(rewards.raw, total_fee, staking_router::kFeePrecision)));
    const Wei after_fee = AQ_TRY(checked_sub(update.post_internal_ether, fee_ether));
    return Shares(
        AQ_TRY(checked_mul_div_down(fee_ether.raw, shares_before_fees.raw, after_fee.raw)));
}

/// Accounting._calculateProtocolFees.
Result<void> calculate_fees(const State& s, const ReportValues& report, Shares shares_before_fees,
                            CalculatedValues& update) {
    const auto distribution = AQ_TRY(staking_router::rewards_distribution(s));
    const Shares minted =
        AQ_TRY(fee_shares_down(report, update, shares_before_fees, distribution.total_fee));
    update.shares_to_mint_as_fees = minted;
    if (minted.is_zero()) return {};
    FeeDistribution& fees = update.fee_distribution;
    fees.module_fee_recipients = distribution.recipients;
    fees.module_ids = distribution.module_ids;
    Shares to_modules;
    for (const u256& fee : distribution.module_fees) {
        const Shares part(AQ_TRY(checked_mul_div_down(minted.raw, fee, distribution.total_fee)));
        fees.module_shares_to_mint.push_back(part);
        to_modules = to_modules + part;
    }
    fees.treasury_shares_to_mint = minted - to_modules;
    return {};
}

/// Accounting._simulateOracleReport.
Result<CalculatedValues> simulate(const State& s, const Block& block, const PreReport& pre,
                                  const ReportValues& report) {
    CalculatedValues update;
    update.pre_total_shares = pre.total_shares;
    update.pre_total_pooled_ether = pre.total_pooled_ether;
    if (!report.withdrawal_finalization_batches.empty() && !withdrawal_queue::is_paused(s, block)) {
        const auto queue = AQ_TRY(withdrawal_queue::prefinalize(
            s, report.withdrawal_finalization_batches, report.simulated_share_rate));
        update.ether_to_finalize = queue.ether_to_lock;
        update.shares_to_finalize = queue.shares_to_burn;
    }
    const Wei cl_before = pre.cl_validators_balance + pre.cl_pending_balance;
    update.principal_cl_balance = AQ_TRY(checked_add(cl_before, pre.deposited_balance));
    const Wei cl = AQ_TRY(checked_add(report.cl_validators_balance, report.cl_pending_balance));
    const auto smooth = AQ_TRY(sanity_checker::smoothen_token_rebase(
        s, {.pre_internal_ether = pre.internal_ether(),
            .pre_internal_shares = pre.internal_shares(),
            .pre_cl_balance = update.principal_cl_balance,
            .post_cl_balance = cl,
            .withdrawal_vault_balance = report.withdrawal_vault_balance,
            .el_rewards_vault_balance = report.el_rewards_vault_balance,
            .shares_requested_to_burn = report.shares_requested_to_burn,
            .ether_to_lock_for_withdrawals = update.ether_to_finalize,
            .new_shares_to_burn_for_withdrawals = update.shares_to_finalize}));
    update.withdrawals_vault_transfer = smooth.withdrawals;
    update.el_rewards_vault_transfer = smooth.el_rewards;
    update.shares_to_burn_for_withdrawals = smooth.shares_from_queue_to_burn;
    update.total_shares_to_burn = smooth.shares_to_burn;
    const Shares before_fees =
        AQ_TRY(checked_sub(pre.internal_shares(), update.total_shares_to_burn));
    Wei ether = AQ_TRY(checked_add(pre.internal_ether(), cl));
    ether = AQ_TRY(checked_add(ether, update.withdrawals_vault_transfer));
    ether = AQ_TRY(checked_sub(ether, update.principal_cl_balance));
    ether = AQ_TRY(checked_add(ether, update.el_rewards_vault_transfer));
    update.post_internal_ether = AQ_TRY(checked_sub(ether, update.ether_to_finalize));
    AQ_TRY(calculate_fees(s, report, before_fees, update));
    const Shares with_fees = AQ_TRY(checked_add(before_fees, update.shares_to_mint_as_fees));
    update.post_internal_shares = AQ_TRY(checked_add(with_fees, pre.bad_debt_to_internalize));
    AQ_REQUIRE(!update.post_internal_shares.is_zero(), error::InternalSharesCantBeZero);
    const Shares external = AQ_TRY(checked_sub(pre.external_shares, pre.bad_debt_to_internalize));
    update.post_total_shares = AQ_TRY(checked_add(update.post_internal_shares, external));
    const Wei external_ether(AQ_TRY(checked_mul_div_down(
        external.raw, update.post_internal_ether.raw, update.post_internal_shares.raw)));
    update.post_total_pooled_ether =
        AQ_TRY(checked_add(update.post_internal_ether, external_ether));
    return update;
}

/// Accounting._sanityChecks.
Result<void> check_sanity(Tx& tx, Ports& ports, const Call& call, const ReportValues& report,
                          const PreReport& pre, const CalculatedValues& update) {
    AQ_REQUIRE(report.timestamp < u256(tx.block.time), error::IncorrectReportTimestamp,
               report.timestamp, u256(tx.block.time));
    const Call to_checker = message(call.to, ports.self.at.sanity_checker);
    AQ_TRY(sanity_checker::check_accounting_oracle_report(
        tx, ports, to_checker,
        {.change = {.time_elapsed = report.time_elapsed,
                    .pre_validators = pre.cl_validators_balance,
                    .pre_pending = pre.cl_pending_balance,
                    .post_validators = report.cl_validators_balance,
                    .post_pending = report.cl_pending_balance,
                    .deposits = pre.deposited_balance},
         .withdrawal_vault_balance = report.withdrawal_vault_balance,
         .el_rewards_vault_balance = report.el_rewards_vault_balance,
         .shares_requested_to_burn = report.shares_requested_to_burn,
         .withdrawals_vault_transfer = update.withdrawals_vault_transfer}));
    if (report.withdrawal_finalization_batches.empty()) return {};
    AQ_TRY(sanity_checker::check_simulated_share_rate(
        ports.self,
        {.ether = AQ_TRY(checked_add(update.post_internal_ether, update.ether_to_finalize)),
         .shares = AQ_TRY(
             checked_add(update.post_internal_shares, update.shares_to_burn_for_withdrawals))},
        report.simulated_share_rate));
    return sanity_checker::check_withdrawal_queue_oracle_report(
        ports.self, report.withdrawal_finalization_batches.back(), report.timestamp);
}

/// Minting of the fee, its distribution and the modules' callbacks.
Result<void> distribute_fees(Tx& tx, Ports& ports, const Call& call,
                             const CalculatedValues& update) {
    const Call to_lido = message(call.to, ports.self.at.lido);
    const FeeDistribution& fees = update.fee_distribution;
    AQ_TRY(steth::mint_shares(tx, ports, to_lido, call.to, update.shares_to_mint_as_fees));
    for (std::size_t i = 0; i < fees.module_fee_recipients.size(); ++i) {
        const Shares part = fees.module_shares_to_mint[i];
        if (part.is_zero()) continue;
        AQ_TRY(steth::transfer_shares(tx, ports, to_lido, fees.module_fee_recipients[i], part));
    }
    if (!fees.treasury_shares_to_mint.is_zero()) {
        AQ_TRY(steth::transfer_shares(tx, ports, to_lido, ports.self.at.treasury,
                                      fees.treasury_shares_to_mint));
    }
    return staking_router::report_rewards_minted(tx, ports,
                                                 message(call.to, ports.self.at.staking_router),
                                                 fees.module_ids, fees.module_shares_to_mint);
}

/// Accounting._notifyRebaseObserver.
Result<void> notify_observer(Tx& tx, Ports& ports, const Call& call, const ReportValues& report,
                             const CalculatedValues& update) {
    const Address& observer = ports.self.at.post_token_rebase_receiver;
    if (observer == kZeroAddress) return {};
    AQ_REQUIRE(ports.accounts.has_code(observer));
    AQ_TRY(tx.call(
        message(call.to, observer),
        abi_call(kHandlePostTokenRebase, report.timestamp, report.time_elapsed,
                 update.pre_total_shares, update.pre_total_pooled_ether, update.post_total_shares,
                 update.post_total_pooled_ether, update.shares_to_mint_as_fees)));
    return {};
}

/// Accounting._applyOracleReportContext.
Result<void> apply(Tx& tx, Ports& ports, const Call& call, const ReportValues& report,
                   const PreReport& pre, const CalculatedValues& update) {
    State& s = ports.self;
    const Call to_lido = message(call.to, s.at.lido);
    const Call to_burner = message(call.to, s.at.burner);
    AQ_TRY(check_sanity(tx, ports, call, report, pre, update));
    u256 last_request;
    if (!update.shares_to_finalize.is_zero()) {
        AQ_TRY(burner::request_burn_shares(tx, ports, to_burner, s.at.withdrawal_queue,
                                           update.shares_to_finalize));
        last_request = report.withdrawal_finalization_batches.back();
    }
    AQ_TRY(steth::process_cl_state_update(tx, ports, to_lido, report.timestamp,
                                          report.cl_validators_balance, report.cl_pending_balance));
    if (!pre.bad_debt_to_internalize.is_zero()) {
        AQ_TRY(vault_hub::decrease_internalized_bad_debt(
            tx, ports, message(call.to, s.at.vault_hub), pre.bad_debt_to_internalize));
        AQ_TRY(
            steth::internalize_external_bad_debt(tx, ports, to_lido, pre.bad_debt_to_internalize));
    }
    if (!update.total_shares_to_burn.is_zero()) {
        AQ_TRY(burner::commit_shares_to_burn(tx, ports, to_burner, update.total_shares_to_burn));
    }
    AQ_TRY(steth::collect_rewards_and_process_withdrawals(
        tx, ports, to_lido,
        {.report_timestamp = report.timestamp,
         .report_cl_balance = report.cl_validators_balance + report.cl_pending_balance,
         .principal_cl_balance = update.principal_cl_balance,
         .withdrawals_to_withdraw = update.withdrawals_vault_transfer,
         .el_rewards_to_withdraw = update.el_rewards_vault_transfer,
         .last_withdrawal_request_to_finalize = last_request,
         .withdrawals_share_rate = report.simulated_share_rate,
         .ether_to_lock = update.ether_to_finalize}));
    if (!update.shares_to_mint_as_fees.is_zero()) {
        AQ_TRY(distribute_fees(tx, ports, call, update));
    }
    AQ_TRY(notify_observer(tx, ports, call, report, update));
    return steth::emit_token_rebase(tx, ports, to_lido,
                                    {.report_timestamp = report.timestamp,
                                     .time_elapsed = report.time_elapsed,
                                     .pre_total_shares = pre.total_shares,
                                     .pre_total_ether = pre.total_pooled_ether,
                                     .post_total_shares = update.post_total_shares,
                                     .post_total_ether = update.post_total_pooled_ether,
                                     .post_internal_shares = update.post_internal_shares,
                                     .post_internal_ether = update.post_internal_ether,
                                     .shares_minted_as_fees = update.shares_to_mint_as_fees});
}

}  // namespace

Result<CalculatedValues> simulate_oracle_report(const State& s, const Block& block,
                                                const ReportValues& report) {
    const PreReport pre = AQ_TRY(snapshot(s, block, Purpose::kSimulate));
    return simulate(s, block, pre, report);
}

Result<void> handle_oracle_report(Tx& tx, Ports& ports, const Call& call,
                                  Unread<ReportValues> values) {
    AQ_REQUIRE(call.sender == ports.self.at.accounting_oracle, error::NotAuthorizedByAccounting,
               std::string("handleOracleReport"), call.sender);
    const ReportValues report = AQ_TRY(values.read());
    const PreReport pre = AQ_TRY(snapshot(ports.self, tx.block, Purpose::kHandle));
    const CalculatedValues update = AQ_TRY(simulate(ports.self, tx.block, pre, report));
    return apply(tx, ports, call, report, pre, update);
}

}  // namespace aq::lido::accounting
