// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What somebody may have meant who wrote a word that is not known.

#include <span>
#include <string>
#include <string_view>

namespace aq::config {

/// How many letters to insert, remove, replace or swap with their neighbour, at most, to make one
/// of the other (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b);

/// The known dotted name that the unknown one resembles: nearly the same, or the same last word in
/// another section. Empty when none comes near.
std::string nearest(std::string_view unknown, std::span<const std::string> known);

}  // namespace aq::config
