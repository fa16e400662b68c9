// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What must hold of Lido's state after every transaction.

#include <aquifer/protocols/lido/state.hpp>

#include <string>
#include <vector>

namespace aq::lido {

/// What does not hold, in words; nothing if all is well. Walks over all holders and requests.
std::vector<std::string> broken_invariants(const State& s, const erc20::State& tokens,
                                           const Accounts& accounts);

}  // namespace aq::lido
