// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Whether two worlds agree on what logs witness (each protocol's README has its witness table).

#include <aquifer/stack/world.hpp>

#include <string>
#include <vector>

namespace aq::stack {

/// The names of the fields that logs witness and that differ between a world that executed and one
/// that heard the logs alone. `compared` counts the fields looked at.
std::vector<std::string> differing_fields(const World& played, const World& folded,
                                          std::size_t& compared);

}  // namespace aq::stack
