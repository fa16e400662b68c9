// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The RestakeManager.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::restake_manager {

// Deposits. "ReentrancyGuard: reentrant call", `ContractPaused`.

/// RestakeManager.deposit(address,uint256): no referral.
Result<void> deposit(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount);
/// RestakeManager.deposit(address,uint256,uint256): `NotFound`, `MaxTokenTVLReached`.
Result<void> deposit_referred(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount,
                              u256 referral_id);
/// RestakeManager.depositETH() and depositETH(uint256).
Result<void> deposit_eth(Tx& tx, Ports& ports, const Call& call);
Result<void> deposit_eth_referred(Tx& tx, Ports& ports, const Call& call, u256 referral_id);

// From the DepositQueue (`NotDepositQueue`).

/// RestakeManager.depositTokenRewardsFromProtocol: nothing is minted.
Result<void> deposit_token_rewards_from_protocol(Tx& tx, Ports& ports, const Call& call,
                                                 Address token, Amount amount);
/// RestakeManager.stakeEthInOperatorDelegator. `NotFound`.
Result<void> stake_eth_in_operator_delegator(Tx& tx, Ports& ports, const Call& call,
                                             Address delegator, Bytes pubkey, Bytes signature,
                                             Hash deposit_data_root);

// Administration: `NotRestakeManagerAdmin`.

/// RestakeManager.addOperatorDelegator: `AlreadyAdded`, `OperatoDelegatorNotDelegated`,
/// `OverMaxBasisPoints`.
Result<void> add_operator_delegator(Tx& tx, Ports& ports, const Call& call, Address delegator,
                                    u256 allocation_bps);
/// RestakeManager.removeOperatorDelegator: `InvalidTVL`, `NotFound`.
Result<void> remove_operator_delegator(Tx& tx, Ports& ports, const Call& call, Address delegator);
/// RestakeManager.setOperatorDelegatorAllocation: `OverMaxBasisPoints`, `NotFound`.
Result<void> set_operator_delegator_allocation(Tx& tx, Ports& ports, const Call& call,
                                               Address delegator, u256 allocation_bps);
/// RestakeManager.addCollateralToken: `AlreadyAdded`, `InvalidTokenDecimals`.
Result<void> add_collateral_token(Tx& tx, Ports& ports, const Call& call, Address token);
/// RestakeManager.removeCollateralToken: `NotFound`, `InvalidTVL`.
Result<void> remove_collateral_token(Tx& tx, Ports& ports, const Call& call, Address token);
/// RestakeManager.setTokenTvlLimit: `NotFound`.
Result<void> set_token_tvl_limit(Tx& tx, Ports& ports, const Call& call, Address token, Wei limit);
/// RestakeManager.setPaused: `NotDepositWithdrawPauser`. No log.
Result<void> set_paused(Tx& tx, Ports& ports, const Call& call, bool paused);

}  // namespace aq::renzo::restake_manager
