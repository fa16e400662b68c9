// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the rate tokens are worth, in the contracts' own roundings.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates {

/// The wei that 10^18 of a token are worth by its own contract; of any token that stands here.
/// sfrxETH is in frxETH, which counts as ether. Reverts where the contract's own view does.
Result<Wei> exchange_rate(const Ports& ports, const Block& block, const Address& token);

namespace reth {

/// RocketTokenRETH.getEthValue and getRethValue.
Result<Wei> eth_value(const State& s, Amount tokens);
Result<Amount> reth_value(const State& s, Wei value);
/// RocketDepositPool.getExcessBalance: the pool's ether beyond what the queue asks for.
Wei excess_balance(const State& s);
/// RocketTokenRETH.getTotalCollateral and getCollateralRate.
Result<Wei> total_collateral(const Ports& ports);
Result<u256> collateral_rate(const Ports& ports);

}  // namespace reth

namespace staked {

/// RateLimit._getReplenishAmount: what an allowance has grown back since it was last set.
Result<u256> replenishment(const Caller& caller, const Block& block);

}  // namespace staked

namespace frax {

/// xERC4626.totalAssets: the stored assets and what the running cycle has released.
Result<Amount> total_assets(const State& s, const Block& block);

/// Which way, and to which side, ERC-4626 rounds.
enum class Rounding : std::uint8_t { kDown, kUp };
/// ERC4626.convertToShares and convertToAssets; previewWithdraw and previewMint round up.
Result<Amount> to_shares(const Ports& ports, const Block& block, Amount assets, Rounding rounding);
Result<Amount> to_assets(const Ports& ports, const Block& block, Amount shares, Rounding rounding);

}  // namespace frax

namespace sweth {

/// swETH._swETHToETHRate: 10^18 before the first repricing.
u256 rate(const State& s);

}  // namespace sweth

namespace meth {

/// Staking.totalControlled: all ether behind mETH, wherever it is.
Result<Wei> total_controlled(const State& s);
/// Staking.ethToMETH and mETHToETH.
Result<Amount> eth_to_meth(const Ports& ports, Wei value);
Result<Wei> meth_to_eth(const Ports& ports, Amount tokens);
/// The newest record; the first is made with the oracle.
const Record& latest_record(const State& s);
/// UnstakeRequestsManager.balance: allocated and not yet claimed.
Wei requests_balance(const State& s);
bool is_finalized(const State& s, const Request& request);

}  // namespace meth

}  // namespace aq::rates
