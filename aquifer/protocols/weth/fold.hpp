// SPDX-License-Identifier: Apache-2.0
#pragma once

/// WETH9's supply from the logs of a chain. Its transfers and approvals are erc20's to fold.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::weth {

/// Applies a log of a WETH9 that stands in the state. False, and nothing written, if the log is not
/// one, or cannot have happened.
bool fold(Undo& u, erc20::State& s, const LogView& log);

}  // namespace aq::weth
