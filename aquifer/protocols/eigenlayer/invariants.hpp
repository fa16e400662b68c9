// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Sums and bounds that hold in every state EigenLayer can reach. Tests ask after each transaction.

#include <aquifer/protocols/eigenlayer/state.hpp>

#include <string>
#include <vector>

namespace aq::eigenlayer {

/// What does not hold, in words; empty if all is well.
std::vector<std::string> broken_invariants(const State& s, const Accounts& accounts);

}  // namespace aq::eigenlayer
