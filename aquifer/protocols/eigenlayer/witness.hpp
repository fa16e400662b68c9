// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which fields logs witness, and whether two states agree on them (README, witness table).

#include <aquifer/protocols/eigenlayer/state.hpp>

#include <string>
#include <vector>

namespace aq::eigenlayer {

/// The names of the fields that logs witness and that differ between a state and one folded from
/// its logs alone, as of a block. `compared` counts the fields looked at.
std::vector<std::string> differing_fields(const State& state, const State& folded,
                                          const Block& block, std::size_t& compared);

}  // namespace aq::eigenlayer
