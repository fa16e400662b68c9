// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which fields logs witness, and whether two states agree on them (README, witness table).

#include <aquifer/protocols/lido/state.hpp>

#include <string>
#include <vector>

namespace aq::lido {

/// The names of the fields that logs witness and that differ between a state and one folded from
/// its logs alone. `compared` counts the fields looked at.
std::vector<std::string> differing_fields(const State& state, const State& folded,
                                          std::size_t& compared);

}  // namespace aq::lido
