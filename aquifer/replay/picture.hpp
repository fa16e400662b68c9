// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The state a run arrived at, for people: operators with their stake and magnitudes, AVSs with
/// what they may slash, stakers with what they have deposited, can withdraw and have queued.

#include <aquifer/replay/player.hpp>

#include <string>

namespace aq::replay {

/// Tables of text; amounts in whole shares of 10^18, cut to four digits (rounded down).
std::string picture(Player& player);

}  // namespace aq::replay
