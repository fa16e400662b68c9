// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The RenzoOracle, the price adapters it reads, and the rate of ezETH.

#include <aquifer/protocols/renzo/state.hpp>

#include <tuple>
#include <vector>

namespace aq::renzo {

namespace adapter {

/// What latestRoundData answers: round, price, start, update, round of the answer.
using Round = std::tuple<Uint<80>, i256, u256, u256, Uint<80>>;

/// STETHShim: one ether. WBETHShim: wBETH's exchangeRate. METHShim: what a whole mETH is worth to
/// its staking contract.
Result<u256> price(Tx& tx, const Ports& ports, const Address& adapter);
/// The price as of now: an adapter is never stale.
Result<Round> latest_round_data(const View& view);

}  // namespace adapter

namespace oracle {

/// Seconds that a price may be old.
inline constexpr u256 kMaxTimeWindow = 86'460_u256;

/// A token's price in ether, 18 decimals. RenzoOracle: `OracleNotFound`, `OraclePriceExpired`,
/// `InvalidOraclePrice`.
Result<u256> price(Tx& tx, const Ports& ports, const Address& token);

/// ⌊price·amount / 10^18⌋ and ⌊value·10^18 / price⌋.
Result<Wei> value_down(const u256& price, Amount amount);
Result<Amount> amount_down(const u256& price, Wei value);

/// RenzoOracle.lookupTokenValue and lookupTokenAmountFromValue.
Result<Wei> lookup_token_value(Tx& tx, const Ports& ports, const Address& token, Amount amount);
Result<Amount> lookup_token_amount_from_value(Tx& tx, const Ports& ports, const Address& token,
                                              Wei value);
/// RenzoOracle.lookupTokenValues: the sum. `MismatchedArrayLengths`.
Result<Wei> lookup_token_values(const View& view, std::vector<Address> tokens,
                                std::vector<Amount> balances);

}  // namespace oracle

namespace balancer_rate_provider {

/// BalancerRateProvider.getRate: `InvalidZeroInput`.
Result<u256> get_rate(const View& view);

}  // namespace balancer_rate_provider

}  // namespace aq::renzo
