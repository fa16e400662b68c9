// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Feeds from the logs of a chain.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/feeds/state.hpp>

namespace aq::feeds {

/// Applies a log of an aggregator, or of a stand-in, that stands in the state. False, and nothing
/// written, if the log is not one, or is older than what is known.
bool fold(Undo& u, State& s, const LogView& log);

}  // namespace aq::feeds
