// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A sandbox in which everything stands at its mainnet address with mainnet's parameters, open for
/// business, without users.

#include <aquifer/stack/world.hpp>

#include <map>
#include <string>

namespace aq::stack {

/// Deploys on an empty world. Returns what the contracts, and the accounts that administer them,
/// are called: `lido`, `restakeManager`, `renzoAdmin`, ….
std::map<std::string, Address> deploy_mainnet(World& world);

/// A plain token without supply. The caller commits.
void deploy_token(World& world, const Address& at, Kind kind);

}  // namespace aq::stack
