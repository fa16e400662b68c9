// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/oracle_report.hpp>

#include <aquifer/protocols/lido/accounting.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>

namespace aq::lido {

namespace {

/// 1,350 epochs of 32 slots of 12 seconds.
constexpr u256 kBunkerDelaySeconds = 518'400_u256;
/// As many requests as one question to the chain may walk over.
constexpr u256 kRequestsPerCall = 1'000_u256;

/// Whether validators lost more than they earned, ether on its way to the vault included.
Result<bool> is_cl_rebase_negative(const State& s, const ReportValues& report) {
    const Wei cl = AQ_TRY(checked_add(report.cl_validators_balance, report.cl_pending_balance));
    const Wei left = *s.checker.last_vault_balance_after_transfer;
    const Wei arrived =
        report.withdrawal_vault_balance > left ? report.withdrawal_vault_balance - left : Wei();
    const Wei before = *s.steth.cl_validators_balance + *s.steth.cl_pending_balance +
                       *s.steth.deposited_post_report;
    return AQ_TRY(checked_add(cl, arrived)) < before;
}

/// The last request of each batch that can be finalised.
Result<std::vector<u256>> finalization_batches(const State& s, const u256& max_timestamp,
                                               ShareRate rate, Wei budget) {
    std::vector<u256> out;
    if (budget.is_zero() || withdrawal_queue::unfinalized_request_number(s).is_zero()) return out;
    BatchesCalculation state;
    state.remaining_eth_budget = budget;
    while (!state.finished && !state.remaining_eth_budget.is_zero()) {
        state = AQ_TRY(withdrawal_queue::calculate_finalization_batches(
            s, {rate, max_timestamp, kRequestsPerCall}, state));
    }
    for (std::size_t i = 0; u256(i) < state.batches_length; ++i) {
        out.push_back(state.batches.at(i));
    }
    return out;
}

}  // namespace

Hash report_hash(const ReportData& data) {
    return keccak(abi_encode(data));
}

Result<ReportData> oracle_report(const State& s, const Accounts& accounts, const Block& block,
                                 const Sighting& seen) {
    ReportData data;
    data.consensus_version = *s.oracle.consensus_version;
    data.ref_slot = AQ_TRY(accounting_oracle::current_ref_slot(s, block));
    data.module_ids_with_updated_balance = staking_router::module_ids(s);
    data.validator_balances_gwei_by_module = seen.validators_gwei_by_module;
    for (const u256& gwei : seen.validators_gwei_by_module) {
        data.cl_validators_balance_gwei =
            AQ_TRY(checked_add(data.cl_validators_balance_gwei, gwei));
    }
    data.cl_pending_balance_gwei = seen.pending_gwei;
    data.withdrawal_vault_balance = accounts.ether[s.at.withdrawal_vault];
    data.el_rewards_vault_balance = accounts.ether[s.at.el_rewards_vault];
    data.shares_requested_to_burn = AQ_TRY(burner::requested(s));

    ReportValues values;
    values.timestamp = AQ_TRY(accounting_oracle::slot_time(s, data.ref_slot));
    const u256 slots = AQ_TRY(checked_sub(data.ref_slot, u256(*s.oracle.last_processing_ref_slot)));
    values.time_elapsed = AQ_TRY(checked_mul(slots, u256(s.calendar.seconds_per_slot)));
    values.cl_validators_balance = Wei(AQ_TRY(checked_mul(data.cl_validators_balance_gwei, kGwei)));
    values.cl_pending_balance = Wei(AQ_TRY(checked_mul(data.cl_pending_balance_gwei, kGwei)));
    values.withdrawal_vault_balance = data.withdrawal_vault_balance;
    values.el_rewards_vault_balance = data.el_rewards_vault_balance;
    values.shares_requested_to_burn = data.shares_requested_to_burn;
    const CalculatedValues simulated = AQ_TRY(accounting::simulate_oracle_report(s, block, values));
    data.simulated_share_rate = ShareRate(AQ_TRY(checked_mul_div_down(
        simulated.post_internal_ether.raw, kRay, simulated.post_internal_shares.raw)));
    data.is_bunker_mode = seen.is_bunker_mode.has_value()
                              ? *seen.is_bunker_mode
                              : AQ_TRY(is_cl_rebase_negative(s, values));

    if (withdrawal_queue::is_paused(s, block)) return data;
    const Wei income = simulated.withdrawals_vault_transfer + simulated.el_rewards_vault_transfer;
    const Wei available = *s.steth.buffered + income;
    const Wei reserve = *s.steth.deposits_reserve;
    const u256 wait =
        data.is_bunker_mode ? kBunkerDelaySeconds : s.checker.limits->request_timestamp_margin;
    if (available <= reserve || values.timestamp <= wait) return data;
    data.withdrawal_finalization_batches = AQ_TRY(finalization_batches(
        s, wrapping_sub(values.timestamp, wait), data.simulated_share_rate, available - reserve));
    return data;
}

}  // namespace aq::lido
