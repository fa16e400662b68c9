// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The rate tokens of the sandbox: rETH, cbETH, wBETH, frxETH, sfrxETH, swETH and mETH.

#include <aquifer/stack/places.hpp>
#include <aquifer/stack/world.hpp>

namespace aq::stack {

/// Deploys them without supply, at a rate of one. The tokens and Mantle's staking stand at their
/// mainnet addresses unless they moved; a contract behind a token whose address nobody types stands
/// at the hash of its name.
void deploy_rate_tokens(World& world, Places& places, const RatesParameters& parameters);

}  // namespace aq::stack
