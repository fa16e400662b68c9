// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A sandbox in which everything stands at its mainnet address with mainnet's parameters, open for
/// business, without users.

#include <aquifer/stack/world.hpp>

#include <map>
#include <string>

namespace aq::stack {

/// The first slot of epoch 491,000, in late 2026, and about the block of that time.
inline constexpr Block kMainnetStart{25'900'000, 1'795'368'023, 1};

/// Which protocols stand. The beacon chain's contracts and WETH always do. Renzo needs all others.
struct Protocols {
    bool lido = true;
    bool rates = true;
    bool eigenlayer = true;
    bool renzo = true;
    friend bool operator==(const Protocols&, const Protocols&) = default;
};

/// Deploys on an empty world, in this block; its time is the first slot of an epoch. Returns what
/// the contracts, and the accounts that administer them, are called: `lido`, `restakeManager`,
/// `renzoAdmin`, ….
std::map<std::string, Address> deploy_mainnet(World& world, const Block& start = kMainnetStart,
                                              const Protocols& protocols = {});

/// What a token is called.
struct TokenTitle {
    std::string name;
    std::string symbol;
    std::uint8_t decimals = 18;
};
/// A plain token without supply, which anyone may mint and burn. The caller commits.
void deploy_token(World& world, const Address& at, const TokenTitle& title = {});

}  // namespace aq::stack
