// SPDX-License-Identifier: Apache-2.0
#pragma once

/// AccountingOracle: how a report comes in. The committee's vote (HashConsensus) is reduced to its
/// outcome: `Deployment::hash_consensus` submits the hash that was agreed on.

#include <aquifer/ledger/unread.hpp>
#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::accounting_oracle {

/// BaseOracle.submitConsensusReport (HashConsensus): `SenderIsNotTheConsensusContract`,
/// `RefSlotCannotDecrease`, `RefSlotMustBeGreaterThanProcessingOne`, `ProcessingDeadlineMissed`,
/// `HashCannotBeZero`.
Result<void> submit_consensus_report(Tx& tx, Ports& ports, const Call& call, Hash report_hash,
                                     u256 ref_slot, u256 deadline);
/// BaseOracle.discardConsensusReport (HashConsensus): `RefSlotCannotDecrease`,
/// `RefSlotAlreadyProcessing`.
Result<void> discard_consensus_report(Tx& tx, Ports& ports, const Call& call, u256 ref_slot);
/// BaseOracle.setConsensusVersion (MANAGE_CONSENSUS_VERSION_ROLE): `VersionCannotBeSame`.
Result<void> set_consensus_version(Tx& tx, Ports& ports, const Call& call, u256 version);

/// AccountingOracle.submitReportData (SUBMIT_DATA_ROLE or a member of the committee):
/// `SenderNotAllowed`, `UnexpectedContractVersion`, malformed data, `UnexpectedRefSlot`,
/// `UnexpectedConsensusVersion`, `UnexpectedDataHash`, `NoConsensusReportToProcess`,
/// `ProcessingDeadlineMissed`, `RefSlotAlreadyProcessing`; then the extra data's header, the
/// modules' balances and exits, the queue, and Accounting.
Result<void> submit_report_data(Tx& tx, Ports& ports, const Call& call, Unread<ReportData> data,
                                u256 contract_version);
/// AccountingOracle.submitReportExtraDataEmpty: `SenderNotAllowed`,
/// `CannotSubmitExtraDataBeforeMainData`, `ProcessingDeadlineMissed`, `UnexpectedExtraDataFormat`,
/// `ExtraDataAlreadyProcessed`.
Result<void> submit_report_extra_data_empty(Tx& tx, Ports& ports, const Call& call);

}  // namespace aq::lido::accounting_oracle
