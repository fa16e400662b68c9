// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Sums and bounds that hold in every state Renzo can reach. Tests ask after each transaction.

#include <aquifer/protocols/renzo/state.hpp>

#include <string>
#include <vector>

namespace aq::renzo {

/// What does not hold, in words; empty if all is well. A token that lost value while it was
/// reserved can break what is said of its balance.
std::vector<std::string> broken_invariants(const Ports& ports);

}  // namespace aq::renzo
