// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The rate tokens from the logs of a chain. Their transfers and approvals are erc20's to fold, but
/// pauses and block lists, which only these contracts log, are written there from here.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates {

/// Applies a log of a contract that stands in the state, in the block it was emitted in. False, and
/// nothing written, if the log is not one, or cannot have happened.
bool fold(Undo& u, const Ports& ports, const Block& block, const LogView& log);

}  // namespace aq::rates
