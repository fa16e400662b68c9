// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What tokens are worth in ether, by the rates of their own protocols. A market knows nothing of
/// it.

#include <aquifer/stack/world.hpp>

#include <optional>
#include <string>
#include <vector>

namespace aq::insight {

/// What stands for native ether where a token is asked for (as Renzo and many others have it).
inline constexpr Address kNative = renzo::kNative;

struct TokenFacts {
    Address at;
    std::string symbol;
    std::uint8_t decimals = 18;
    /// In its smallest unit.
    u256 supply;
};
/// All tokens that stand here, by address: the protocols' own, wrapped ether and plain ones.
std::vector<TokenFacts> tokens_of(stack::World& world);
/// Empty if no token stands there; `ETH` of native ether.
std::string symbol_of(stack::World& world, const Address& token);

/// Where a token's rate comes from.
enum class RateSource : std::uint8_t {
    /// One to one: ether, wrapped ether, stETH, frxETH.
    kOneToOne,
    /// The shares of stETH.
    kLidoShares,
    /// Its issuer's contracts.
    kIssuer,
    /// RestakeManager.calculateTVLs over the supply.
    kRenzoTvls,
};
struct Rate {
    Address token;
    std::string symbol;
    RateSource source = RateSource::kIssuer;
    /// Of 10^18 of the token's smallest unit, rounded down. Nothing where the contract refuses.
    std::optional<u256> wei;
};
/// All tokens with a rate, by address.
std::vector<Rate> rates_of(stack::World& world);
/// Nothing if the token has no rate: a plain one.
std::optional<Rate> rate_of(stack::World& world, const Address& token);

/// What an amount is worth, rounded down; nothing of a token without a rate. Of Renzo's ezETH its
/// part of the total, before any fee.
std::optional<u256> value_wei_down(stack::World& world, const Address& token, const u256& amount);

/// RestakeManager.calculateTVLs' total, and the supply of ezETH.
struct EzEthTotals {
    u256 tvl_wei;
    u256 supply;
};
/// Nothing while calculateTVLs reverts.
std::optional<EzEthTotals> ez_eth_totals(stack::World& world);

}  // namespace aq::insight
