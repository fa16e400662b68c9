// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Where EigenLayer stands, for people: operators with their stake and magnitudes, AVSs with what
/// they may slash, stakers with what they have deposited, can withdraw and have queued.

#include <aquifer/picture/text.hpp>
#include <aquifer/stack/world.hpp>

namespace aq::picture {

/// Tables of text; amounts in whole shares of 10^18, cut to four digits (rounded down), dust in its
/// smallest unit. Empty where nobody has restaked anything.
std::string restaking(const stack::World& world, const NameOf& name_of);

/// What a strategy's shares are made of: its token's name, or `native ether`.
std::string asset_name(const stack::World& world, const NameOf& name_of, const Address& strategy);

}  // namespace aq::picture
