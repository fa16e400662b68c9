// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The report that a correct oracle submits, computed from the state: for stories and sandboxes,
/// where nobody runs the off-chain oracle.

#include <aquifer/protocols/lido/state.hpp>

#include <optional>

namespace aq::lido {

/// What the oracle sees on the consensus layer at the reference slot.
struct Sighting {
    /// One balance a module, in the order of their ids.
    std::vector<u256> validators_gwei_by_module;
    u256 pending_gwei;
    /// Nothing: bunker mode if the frame's rebase of the consensus layer is negative.
    std::optional<bool> is_bunker_mode;
};

/// Vaults and burner are taken as they are now, the rate from simulateOracleReport without
/// finalisation, the batches from calculateFinalizationBatches within the buffer and what the
/// report brings, less the deposits reserve. Requests younger than the margin wait, in bunker mode
/// requests younger than 1,350 epochs. No exits, no extra data.
Result<ReportData> oracle_report(const State& s, const Accounts& accounts, const Block& block,
                                 const Sighting& seen);

/// What the committee votes on: keccak256(abi.encode(data)).
Hash report_hash(const ReportData& data);

}  // namespace aq::lido
