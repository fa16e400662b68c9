// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A sandbox in which everything stands at its mainnet address with mainnet's parameters unless
/// told otherwise, open for business, without users.

#include <aquifer/stack/plan.hpp>
#include <aquifer/stack/world.hpp>

#include <string>
#include <vector>

namespace aq::stack {

/// The first slot of epoch 491,000, in late 2026, and about the block of that time.
inline constexpr Block kMainnetStart{25'900'000, 1'795'368'023, 1};

/// Deploys on an empty world, in this block; its time is the first slot of an epoch. Returns what
/// the contracts, and the accounts that administer them, are called: `lido`, `restakeManager`,
/// `renzoAdmin`, ….
Addresses deploy_mainnet(World& world, const Block& start = kMainnetStart, const Plan& plan = {});

/// Who stands somewhere in a deployment.
struct Role {
    std::string name;
    /// Mainnet's address; the hash of the name where there is none.
    Address at;
    bool is_contract = false;
    /// Others know the address by heart: the beacon chain's rules, or a contract's constant.
    bool is_fixed = false;
};
/// In the order of deployment: that of the protocols.
std::vector<Role> mainnet_roles(const Protocols& protocols = {});

/// What a token is called.
struct TokenTitle {
    std::string name;
    std::string symbol;
    std::uint8_t decimals = 18;
};
/// A plain token without supply, which anyone may mint and burn. The caller commits.
void deploy_token(World& world, const Address& at, const TokenTitle& title = {});

}  // namespace aq::stack
