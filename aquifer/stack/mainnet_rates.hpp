// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The rate tokens of the sandbox: rETH, cbETH, wBETH, frxETH, sfrxETH, swETH and mETH.

#include <aquifer/stack/world.hpp>

#include <map>
#include <string>

namespace aq::stack {

/// Deploys them without supply, at a rate of one, and adds what the contracts and those who
/// administer them are called. The tokens and Mantle's staking stand at their mainnet addresses; a
/// contract behind a token whose address nobody types stands at the hash of its name.
void deploy_rate_tokens(World& world, std::map<std::string, Address>& names);

}  // namespace aq::stack
