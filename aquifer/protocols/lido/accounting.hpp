// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Accounting: what a report comes to, and its application.

#include <aquifer/ledger/unread.hpp>
#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::accounting {

/// Accounting.simulateOracleReport: as if the report came now. Deposits and bad debt are today's,
/// not those of the reference slot.
Result<CalculatedValues> simulate_oracle_report(const State& s, const Block& block,
                                                const ReportValues& report);

/// Accounting.handleOracleReport (AccountingOracle): `NotAuthorized`, `IncorrectReportTimestamp`,
/// `InternalSharesCantBeZero`, and what the sanity checker refuses.
Result<void> handle_oracle_report(Tx& tx, Ports& ports, const Call& call,
                                  Unread<ReportValues> values);

}  // namespace aq::lido::accounting
