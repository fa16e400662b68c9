// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_oracle.hpp>

#include <aquifer/protocols/lido/accounting.hpp>
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>

namespace aq::lido::accounting_oracle {

namespace {

constexpr u256 kUint16Max = 0xffff_u256;

Result<void> require_consensus_contract(const State& s, const Call& call) {
    AQ_REQUIRE(call.sender == s.at.hash_consensus, error::SenderIsNotTheConsensusContract);
    return {};
}

/// AccountingOracle._checkMsgSenderIsAllowedToSubmitData.
Result<void> require_allowed_to_submit(const State& s, const Call& call) {
    AQ_REQUIRE(has_role(s, call.to, role::kSubmitData, call.sender) ||
                   s.oracle.is_committee_member[call.sender],
               error::SenderNotAllowed);
    return {};
}

Result<void> require_in_time(const Tx& tx, const u256& deadline) {
    AQ_REQUIRE(u256(tx.block.time) <= deadline, error::ProcessingDeadlineMissed, deadline);
    return {};
}

/// BaseOracle._checkConsensusData.
Result<void> require_agreed(const State& s, const ReportData& data) {
    const ConsensusReport& report = *s.oracle.consensus_report;
    AQ_REQUIRE(data.ref_slot == u256(report.ref_slot), error::UnexpectedRefSlot,
               u256(report.ref_slot), data.ref_slot);
    AQ_REQUIRE(data.consensus_version == *s.oracle.consensus_version,
               error::UnexpectedConsensusVersion, *s.oracle.consensus_version,
               data.consensus_version);
    const Hash hash = keccak(abi_encode(data));
    AQ_REQUIRE(hash == report.hash, error::UnexpectedDataHash, report.hash, hash);
    return {};
}

/// BaseOracle._startProcessing: the reference slot of the report before.
Result<u256> start_processing(Tx& tx, Ports& ports, const Call& call) {
    Oracle& o = ports.self.oracle;
    const ConsensusReport report = *o.consensus_report;
    AQ_REQUIRE(report.hash != Hash(), error::NoConsensusReportToProcess);
    AQ_TRY(require_in_time(tx, u256(report.processing_deadline_time)));
    const std::uint64_t previous = *o.last_processing_ref_slot;
    AQ_REQUIRE(previous != report.ref_slot, error::RefSlotAlreadyProcessing);
    move::set_last_processing_ref_slot(tx.undo, o, report.ref_slot);
    tx.log(call.to, ProcessingStarted{u256(report.ref_slot), report.hash});
    return u256(previous);
}

/// The header of the extra data says the same thing in each of its fields.
Result<void> require_extra_data_header(const ReportData& data) {
    if (data.extra_data_format == kExtraDataFormatEmpty) {
        AQ_REQUIRE(data.extra_data_hash == Hash(), error::UnexpectedExtraDataHash, Hash(),
                   data.extra_data_hash);
        AQ_REQUIRE(data.extra_data_items_count.is_zero(), error::UnexpectedExtraDataItemsCount,
                   u256(), data.extra_data_items_count);
        return {};
    }
    AQ_REQUIRE(data.extra_data_format == kExtraDataFormatList, error::UnsupportedExtraDataFormat,
               data.extra_data_format);
    AQ_REQUIRE(!data.extra_data_items_count.is_zero(),
               error::ExtraDataItemsCountCannotBeZeroForNonEmptyData);
    AQ_REQUIRE(data.extra_data_hash != Hash(), error::ExtraDataHashCannotBeZeroForNonEmptyData);
    return {};
}

Result<Wei> from_gwei(const u256& gwei) {
    return Wei(AQ_TRY(checked_mul(gwei, kGwei)));
}

/// AccountingOracle._checkStakingRouterModuleBalances.
Result<void> check_module_balances(const State& s, const Tx& tx, const ReportData& data,
                                   const u256& time_elapsed) {
    AQ_TRY(staking_router::validate_balances(s, data.module_ids_with_updated_balance,
                                             data.validator_balances_gwei_by_module));
    sanity_checker::ModuleBalances modules{data.module_ids_with_updated_balance, {}};
    for (const u256& gwei : data.validator_balances_gwei_by_module) {
        modules.balances.push_back(AQ_TRY(from_gwei(gwei)));
    }
    const steth::BalanceStats pre = AQ_TRY(steth::balance_stats(s, tx.block));
    return sanity_checker::check_module_and_cl_balances_change_rates(
        s, modules,
        {.time_elapsed = time_elapsed,
         .pre_validators = pre.cl_validators_balance,
         .pre_pending = pre.cl_pending_balance,
         .post_validators = AQ_TRY(from_gwei(data.cl_validators_balance_gwei)),
         .post_pending = AQ_TRY(from_gwei(data.cl_pending_balance_gwei)),
         .deposits = pre.deposited_for_current_report});
}

/// AccountingOracle._processStakingRouterExitedValidatorsByModule.
Result<void> process_exited(Tx& tx, Ports& ports, const Call& call, const ReportData& data,
                            const u256& time_elapsed) {
    const auto& ids = data.module_ids_with_newly_exited_validators;
    const auto& counts = data.num_exited_validators_by_module;
    AQ_REQUIRE(ids.size() == counts.size(), error::InvalidExitedValidatorsData);
    if (ids.empty()) return {};
    for (std::size_t i = 1; i < ids.size(); ++i) {
        AQ_REQUIRE(ids[i] > ids[i - 1], error::InvalidExitedValidatorsData);
    }
    for (const u256& count : counts) {
        AQ_REQUIRE(!count.is_zero(), error::InvalidExitedValidatorsData);
    }
    const u256 newly_exited = AQ_TRY(staking_router::update_exited_validators_count(
        tx, ports, message(call.to, ports.self.at.staking_router), ids, counts));
    return sanity_checker::check_exited_validators_count(ports.self, newly_exited, time_elapsed);
}

/// The values for Accounting: wei and seconds.
Result<ReportValues> values_of(const State& s, const ReportData& data, const u256& time_elapsed) {
    return ReportValues{.timestamp = AQ_TRY(slot_time(s, data.ref_slot)),
                        .time_elapsed = time_elapsed,
                        .cl_validators_balance = AQ_TRY(from_gwei(data.cl_validators_balance_gwei)),
                        .cl_pending_balance = AQ_TRY(from_gwei(data.cl_pending_balance_gwei)),
                        .withdrawal_vault_balance = data.withdrawal_vault_balance,
                        .el_rewards_vault_balance = data.el_rewards_vault_balance,
                        .shares_requested_to_burn = data.shares_requested_to_burn,
                        .withdrawal_finalization_batches = data.withdrawal_finalization_batches,
                        .simulated_share_rate = data.simulated_share_rate};
}

/// AccountingOracle._handleConsensusReportData.
Result<void> handle(Tx& tx, Ports& ports, const Call& call, const ReportData& data,
                    const u256& previous_ref_slot) {
    State& s = ports.self;
    AQ_TRY(require_extra_data_header(data));
    const u256 slots = AQ_TRY(checked_sub(data.ref_slot, previous_ref_slot));
    const u256 elapsed = AQ_TRY(checked_mul(slots, u256(s.calendar.seconds_per_slot)));
    AQ_TRY(check_module_balances(s, tx, data, elapsed));
    AQ_TRY(process_exited(tx, ports, call, data, elapsed));
    if (!data.module_ids_with_updated_balance.empty()) {
        AQ_TRY(staking_router::report_validator_balances(
            tx, ports, message(call.to, s.at.staking_router), data.module_ids_with_updated_balance,
            data.validator_balances_gwei_by_module));
    }
    const u256 timestamp = AQ_TRY(slot_time(s, data.ref_slot));
    AQ_TRY(withdrawal_queue::on_oracle_report(tx, ports, message(call.to, s.at.withdrawal_queue),
                                              data.is_bunker_mode,
                                              AQ_TRY(slot_time(s, previous_ref_slot)), timestamp));
    const ReportValues values = AQ_TRY(values_of(s, data, elapsed));
    AQ_TRY(accounting::handle_oracle_report(tx, ports, message(call.to, s.at.accounting), values));
    tx.log(s.at.lazy_oracle,
           VaultsReportDataUpdated{timestamp, data.ref_slot, data.vaults_data_tree_root,
                                   data.vaults_data_tree_cid});
    AQ_REQUIRE(data.extra_data_items_count <= kUint16Max, "SafeCast: value doesn't fit in 16 bits");
    move::set_extra_data(
        tx.undo, s.oracle,
        {.ref_slot = data.ref_slot.truncate_u64(),
         .items_count = data.extra_data_items_count.truncate_u64(),
         .data_hash = data.extra_data_hash,
         .data_format = static_cast<std::uint16_t>(data.extra_data_format.truncate_u64()),
         .submitted = false});
    return {};
}

}  // namespace

Result<void> submit_consensus_report(Tx& tx, Ports& ports, const Call& call, Hash report_hash,
                                     u256 ref_slot, u256 deadline) {
    Oracle& o = ports.self.oracle;
    AQ_TRY(require_consensus_contract(ports.self, call));
    const u256 submitted(o.consensus_report->ref_slot);
    const u256 processed(*o.last_processing_ref_slot);
    AQ_REQUIRE(ref_slot >= submitted, error::RefSlotCannotDecrease, ref_slot, submitted);
    AQ_REQUIRE(ref_slot > processed, error::RefSlotMustBeGreaterThanProcessingOne, ref_slot,
               processed);
    AQ_TRY(require_in_time(tx, deadline));
    if (ref_slot != submitted && processed != submitted) {
        tx.log(call.to, WarnProcessingMissed{submitted});
    }
    AQ_REQUIRE(report_hash != Hash(), error::HashCannotBeZero);
    tx.log(call.to, ReportSubmitted{ref_slot, report_hash, deadline});
    AQ_REQUIRE(ref_slot.fits_u64() && deadline.fits_u64(),
               "SafeCast: value doesn't fit in 64 bits");
    move::set_consensus_report(tx.undo, o,
                               {report_hash, ref_slot.truncate_u64(), deadline.truncate_u64()});
    const ExtraData& extra = *o.extra_data;
    if (u256(extra.ref_slot) == processed && (!extra.submitted || extra.items_count > 0)) {
        tx.log(call.to,
               WarnExtraDataIncompleteProcessing{processed, u256(), u256(extra.items_count)});
    }
    return {};
}

Result<void> discard_consensus_report(Tx& tx, Ports& ports, const Call& call, u256 ref_slot) {
    Oracle& o = ports.self.oracle;
    AQ_TRY(require_consensus_contract(ports.self, call));
    ConsensusReport report = *o.consensus_report;
    const u256 submitted(report.ref_slot);
    AQ_REQUIRE(ref_slot >= submitted, error::RefSlotCannotDecrease, ref_slot, submitted);
    if (ref_slot > submitted) return {};
    AQ_REQUIRE(ref_slot > u256(*o.last_processing_ref_slot), error::RefSlotAlreadyProcessing);
    const Hash discarded = report.hash;
    report.hash = Hash();
    move::set_consensus_report(tx.undo, o, report);
    tx.log(call.to, ReportDiscarded{submitted, discarded});
    return {};
}

Result<void> set_consensus_version(Tx& tx, Ports& ports, const Call& call, u256 version) {
    Oracle& o = ports.self.oracle;
    AQ_TRY(require_role(ports.self, call, role::kManageConsensusVersion));
    const u256 previous = *o.consensus_version;
    AQ_REQUIRE(version != previous, error::VersionCannotBeSame);
    move::set_consensus_version(tx.undo, o, version);
    tx.log(call.to, ConsensusVersionSet{version, previous});
    return {};
}

Result<void> submit_report_data(Tx& tx, Ports& ports, const Call& call, Unread<ReportData> data,
                                u256 contract_version) {
    AQ_TRY(require_allowed_to_submit(ports.self, call));
    AQ_REQUIRE(contract_version == kContractVersion, error::UnexpectedContractVersion,
               kContractVersion, contract_version);
    const ReportData report = AQ_TRY(data.read());
    AQ_TRY(require_agreed(ports.self, report));
    const u256 previous = AQ_TRY(start_processing(tx, ports, call));
    return handle(tx, ports, call, report, previous);
}

Result<void> submit_report_extra_data_empty(Tx& tx, Ports& ports, const Call& call) {
    Oracle& o = ports.self.oracle;
    const ConsensusReport& report = *o.consensus_report;
    ExtraData extra = *o.extra_data;
    AQ_TRY(require_allowed_to_submit(ports.self, call));
    AQ_REQUIRE(report.hash != Hash() && extra.ref_slot == report.ref_slot,
               error::CannotSubmitExtraDataBeforeMainData);
    AQ_TRY(require_in_time(tx, u256(report.processing_deadline_time)));
    AQ_REQUIRE(u256(extra.data_format) == kExtraDataFormatEmpty, error::UnexpectedExtraDataFormat,
               u256(extra.data_format), kExtraDataFormatEmpty);
    AQ_REQUIRE(!extra.submitted, error::ExtraDataAlreadyProcessed);
    extra.submitted = true;
    move::set_extra_data(tx.undo, o, extra);
    tx.log(call.to, ExtraDataSubmitted{u256(extra.ref_slot), u256(), u256()});
    return {};
}

}  // namespace aq::lido::accounting_oracle
