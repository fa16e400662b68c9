// SPDX-License-Identifier: Apache-2.0
#pragma once

/// One page: each token of a world with its supply, its rate, what stands behind one of it by
/// operator and AVS, and what is queued.

#include <aquifer/picture/text.hpp>
#include <aquifer/stack/world.hpp>

namespace aq::picture {

/// The page. Amounts are in units of 10^18, all figures are rounded down. Tokens that nobody holds
/// are left out. The world is only asked.
std::string tokens(stack::World& world, const NameOf& name_of);

// Its parts, each empty where there is no such token.

/// stETH and wstETH.
std::string lido(stack::World& world, const NameOf& name_of);
/// rETH, cbETH, wBETH, frxETH, sfrxETH, swETH, mETH and wrapped ether.
std::string rate_tokens(stack::World& world, const NameOf& name_of);
/// The shares of EigenLayer's strategies and native ether restaked.
std::string shares(stack::World& world, const NameOf& name_of);
/// ezETH.
std::string ez_eth(stack::World& world, const NameOf& name_of);

}  // namespace aq::picture
