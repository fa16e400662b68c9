// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/fold.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>

namespace aq::lido::detail {

namespace {

std::uint16_t bps(const u256& value) {
    return static_cast<std::uint16_t>(value.truncate_u64());
}

bool fold_access(const Folding& f) {
    if (const auto granted = read_event<RoleGranted>(f.log)) {
        move::grant_role(f.undo, f.s, f.log.emitter, granted->role, granted->account);
    } else if (const auto revoked = read_event<RoleRevoked>(f.log)) {
        move::revoke_role(f.undo, f.s, f.log.emitter, revoked->role, revoked->account);
    } else {
        return false;
    }
    return true;
}

/// A report's start tells the queue's next requests which report was the last before them.
void start_processing(const Folding& f, const u256& ref_slot) {
    move::set_last_processing_ref_slot(f.undo, f.s.oracle, ref_slot.truncate_u64());
    const auto time = accounting_oracle::slot_time(f.s, ref_slot);
    if (time.has_value()) move::set_last_report_timestamp(f.undo, f.s.queue, *time);
}

bool fold_oracle(const Folding& f) {
    Oracle& o = f.s.oracle;
    if (const auto submitted = read_event<ReportSubmitted>(f.log)) {
        move::set_consensus_report(f.undo, o,
                                   {submitted->hash, submitted->ref_slot.truncate_u64(),
                                    submitted->processing_deadline_time.truncate_u64()});
    } else if (read_event<ReportDiscarded>(f.log).has_value()) {
        ConsensusReport report = *o.consensus_report;
        report.hash = Hash();
        move::set_consensus_report(f.undo, o, report);
    } else if (const auto started = read_event<ProcessingStarted>(f.log)) {
        start_processing(f, started->ref_slot);
    } else if (const auto version = read_event<ConsensusVersionSet>(f.log)) {
        move::set_consensus_version(f.undo, o, version->version);
    } else {
        return fold_access(f);
    }
    return true;
}

bool fold_burner(const Folding& f) {
    const auto kind = [](bool is_cover) {
        return is_cover ? move::BurnKind::kCover : move::BurnKind::kNonCover;
    };
    if (const auto asked = read_event<StETHBurnRequested>(f.log)) {
        move::request_burn(f.undo, f.s.burning, kind(asked->is_cover), asked->amount_of_shares);
    } else if (const auto burnt = read_event<StETHBurnt>(f.log)) {
        move::commit_burn(f.undo, f.s.burning, kind(burnt->is_cover), burnt->amount_of_shares);
    } else {
        return fold_access(f);
    }
    return true;
}

bool fold_vault_hub(const Folding& f) {
    const auto written_off = read_event<BadDebtWrittenOffToBeInternalized>(f.log);
    const auto ref_slot = accounting_oracle::current_ref_slot(f.s, f.block);
    if (!written_off.has_value() || !ref_slot.has_value()) return false;
    BadDebt debt = *f.s.bad_debt;
    if (debt.ref_slot != *ref_slot) debt = {debt.now, debt.now, *ref_slot};
    debt.now = debt.now + written_off->bad_debt_shares;
    move::set_bad_debt(f.undo, f.s, debt);
    return true;
}

/// Applies one event of a limit, if the log is it.
template <class E>
bool fold_limit(const Folding& f, u256 Limits::* limit) {
    const auto e = read_event<E>(f.log);
    if (!e.has_value()) return false;
    Limits limits = *f.s.checker.limits;
    limits.*limit = std::get<0>(fields_of(*e));
    move::set_limits(f.undo, f.s.checker, limits);
    return true;
}

bool fold_checker(const Folding& f) {
    using L = Limits;
    if (const auto oracle = read_event<SecondOpinionOracleChanged>(f.log)) {
        move::set_second_opinion_oracle(f.undo, f.s.checker, oracle->second_opinion_oracle);
        return true;
    }
    return fold_limit<ExitedEthAmountPerDayLimitSet>(f, &L::exited_eth_amount_per_day) ||
           fold_limit<AppearedEthAmountPerDayLimitSet>(f, &L::appeared_eth_amount_per_day) ||
           fold_limit<ConsolidationEthAmountPerDayLimitSet>(f,
                                                            &L::consolidation_eth_amount_per_day) ||
           fold_limit<ExitedValidatorEthAmountLimitSet>(f, &L::exited_validator_eth_amount) ||
           fold_limit<ExternalPendingBalanceCapEthSet>(f, &L::external_pending_balance_cap_eth) ||
           fold_limit<AnnualBalanceIncreaseBPLimitSet>(f, &L::annual_balance_increase_bps) ||
           fold_limit<SimulatedShareRateDeviationBPLimitSet>(
               f, &L::simulated_share_rate_deviation_bps) ||
           fold_limit<MaxPositiveTokenRebaseSet>(f, &L::max_positive_token_rebase) ||
           fold_limit<MaxCLBalanceDecreaseBPSet>(f, &L::max_cl_balance_decrease_bps) ||
           fold_limit<CLBalanceOraclesErrorUpperBPLimitSet>(
               f, &L::cl_balance_oracles_error_upper_bps) ||
           fold_limit<MaxBalanceExitRequestedPerReportInEthSet>(
               f, &L::max_balance_exit_requested_per_report_eth) ||
           fold_limit<MaxEffectiveBalanceWeightWCType01Set>(
               f, &L::max_effective_balance_weight_wc_type01) ||
           fold_limit<MaxEffectiveBalanceWeightWCType02Set>(
               f, &L::max_effective_balance_weight_wc_type02) ||
           fold_limit<MaxItemsPerExtraDataTransactionSet>(
               f, &L::max_items_per_extra_data_transaction) ||
           fold_limit<MaxNodeOperatorsPerExtraDataItemSet>(
               f, &L::max_node_operators_per_extra_data_item) ||
           fold_limit<RequestTimestampMarginSet>(f, &L::request_timestamp_margin) || fold_access(f);
}

/// Changes the module an event names.
template <class Change>
void edit_module(const Folding& f, const u256& id, Change change) {
    Module m = f.s.router.modules[id.truncate_u64()];
    change(m);
    move::set_module(f.undo, f.s.router, id.truncate_u64(), m);
}

bool fold_router(const Folding& f) {
    if (const auto added = read_event<StakingModuleAdded>(f.log)) {
        Module m;
        m.at = added->staking_module;
        move::add_module(f.undo, f.s.router, m);
    } else if (const auto limit = read_event<StakingModuleShareLimitSet>(f.log)) {
        edit_module(f, limit->staking_module_id, [&](Module& m) {
            m.stake_share_limit_bps = bps(limit->stake_share_limit);
            m.priority_exit_share_threshold_bps = bps(limit->priority_exit_share_threshold);
        });
    } else if (const auto fees = read_event<StakingModuleFeesSet>(f.log)) {
        edit_module(f, fees->staking_module_id, [&](Module& m) {
            m.module_fee_bps = bps(fees->staking_module_fee);
            m.treasury_fee_bps = bps(fees->treasury_fee);
        });
    } else if (const auto count = read_event<StakingModuleMaxDepositsPerBlockSet>(f.log)) {
        edit_module(f, count->staking_module_id, [&](Module& m) {
            m.max_deposits_per_block = count->max_deposits_per_block.truncate_u64();
        });
    } else if (const auto distance = read_event<StakingModuleMinDepositBlockDistanceSet>(f.log)) {
        edit_module(f, distance->staking_module_id, [&](Module& m) {
            m.min_deposit_block_distance = distance->min_deposit_block_distance.truncate_u64();
        });
    } else if (const auto status = read_event<StakingModuleStatusSet>(f.log)) {
        edit_module(f, status->staking_module_id,
                    [&](Module& m) { m.status = static_cast<ModuleStatus>(status->status); });
    } else if (const auto deposited = read_event<StakingRouterETHDeposited>(f.log)) {
        edit_module(f, deposited->staking_module_id, [&](Module& m) {
            m.last_deposit_at = f.block.time;
            m.last_deposit_block = f.block.number;
        });
    } else {
        return fold_access(f);
    }
    return true;
}

}  // namespace

bool fold_report(const Folding& f) {
    const Deployment& at = f.s.at;
    const Address& emitter = f.log.emitter;
    if (emitter == at.accounting_oracle) return fold_oracle(f);
    if (emitter == at.burner) return fold_burner(f);
    if (emitter == at.sanity_checker) return fold_checker(f);
    if (emitter == at.staking_router) return fold_router(f);
    if (emitter == at.vault_hub) return fold_vault_hub(f);
    return emitter == at.withdrawal_queue && fold_access(f);
}

}  // namespace aq::lido::detail
