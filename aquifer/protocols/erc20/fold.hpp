// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Token state from the logs of a chain.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

/// Applies a log of a token that stands in the state. False, and nothing written, if the log is not
/// one, or cannot have happened: more sent than held, more minted than a supply can be.
bool fold(Undo& u, State& s, const LogView& log);

}  // namespace aq::erc20
