// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of the state of the oracle, its checker, the burner and the router.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::move {

// OracleReportSanityChecker

void set_limits(Undo& u, Checker& c, const Limits& limits);
void set_second_opinion_oracle(Undo& u, Checker& c, const Address& oracle);
/// Keeps: the newest record is of the last report's time.
void add_record(Undo& u, Checker& c, const ReportRecord& record);
/// What lies in the vault when the window's first records are made.
void start_window(Undo& u, Checker& c, Wei vault_balance);
void finish_report(Undo& u, Checker& c, Wei vault_balance_after_transfer);

// Burner

enum class BurnKind : bool { kCover, kNonCover };
void request_burn(Undo& u, Burning& b, BurnKind kind, Shares n);
/// At least as many were requested.
void commit_burn(Undo& u, Burning& b, BurnKind kind, Shares n);

// AccountingOracle

void set_consensus_version(Undo& u, Oracle& o, const u256& version);
void set_consensus_report(Undo& u, Oracle& o, const ConsensusReport& report);
void set_last_processing_ref_slot(Undo& u, Oracle& o, std::uint64_t ref_slot);
void set_extra_data(Undo& u, Oracle& o, const ExtraData& extra);
void set_committee_member(Undo& u, Oracle& o, const Address& member, bool is_member);

// StakingRouter

/// Keeps: ids have no gaps. Returns the new id.
std::uint64_t add_module(Undo& u, Router& r, const Module& module);
void set_module(Undo& u, Router& r, std::uint64_t id, const Module& module);
/// Keeps: the total is the sum. One balance a module, by id.
void set_validators_balances(Undo& u, Router& r, const std::vector<std::uint64_t>& gwei);
void set_router(Undo& u, Router& r, const Hash& credentials, std::uint64_t max_top_up_gwei);

}  // namespace aq::lido::move
