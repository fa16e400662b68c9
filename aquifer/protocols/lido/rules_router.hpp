// SPDX-License-Identifier: Apache-2.0
#pragma once

/// StakingRouter: modules with their fees and balances, and deposits. `call.to` is the router.
/// Reduced: a module hands out the keys that the caller brings, and may take all depositable ether;
/// node operators, keys and the allocation between modules are not modelled.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::staking_router {

/// StakingRouter.addStakingModule (STAKING_MODULE_MANAGE_ROLE): `ZeroAddress`,
/// `StakingModuleWrongName`, `StakingModulesLimitExceeded`, `WrongWithdrawalCredentialsType`,
/// `StakingModuleAddressExists`, and what updateStakingModule refuses.
Result<void> add_staking_module(Tx& tx, Ports& ports, const Call& call, std::string name,
                                Address module_address, ModuleConfig config);
/// StakingRouter.updateStakingModule (STAKING_MODULE_MANAGE_ROLE): `StakingModuleUnregistered`,
/// `InvalidStakeShareLimit`, `InvalidPriorityExitShareThreshold`, `InvalidFeeSum`,
/// `InconsistentFeeSum`, `InvalidMinDepositBlockDistance`, `InvalidMaxDepositPerBlockValue`.
Result<void> update_staking_module(Tx& tx, Ports& ports, const Call& call, u256 id,
                                   u256 stake_share_limit, u256 priority_exit_share_threshold,
                                   u256 module_fee, u256 treasury_fee, u256 max_deposits_per_block,
                                   u256 min_deposit_block_distance);
/// StakingRouter.setStakingModuleStatus (STAKING_MODULE_MANAGE_ROLE): `StakingModuleUnregistered`,
/// `StakingModuleStatusTheSame`; a status past the last is malformed calldata.
Result<void> set_staking_module_status(Tx& tx, Ports& ports, const Call& call, u256 id,
                                       std::uint8_t status);

/// StakingRouter.reportRewardsMinted (REPORT_REWARDS_MINTED_ROLE): a module that fails is logged;
/// one that fails without data is `UnrecoverableModuleError`. A module without code takes it.
Result<void> report_rewards_minted(Tx& tx, Ports& ports, const Call& call,
                                   std::vector<u256> module_ids, std::vector<Shares> total_shares);
/// StakingRouter.updateExitedValidatorsCountByStakingModule (REPORT_EXITED_VALIDATORS_ROLE):
/// `SafeCastOverflowedUintDowncast`, `ExitedValidatorsCountCannotDecrease`. Returns how many exited
/// since the last report.
Result<u256> update_exited_validators_count(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<u256> module_ids,
                                            std::vector<u256> exited_counts);
/// StakingRouter.reportValidatorBalancesByStakingModule (REPORT_EXITED_VALIDATORS_ROLE).
Result<void> report_validator_balances(Tx& tx, Ports& ports, const Call& call,
                                       std::vector<u256> module_ids,
                                       std::vector<u256> balances_gwei);

/// StakingRouter.receiveDepositableEther (Lido): `NotAuthorized`.
Result<void> receive_depositable_ether(Tx& tx, Ports& ports, const Call& call);
/// StakingRouter's receive: `DirectETHTransfer`.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

/// StakingRouter.deposit (DepositSecurityModule): `NotAuthorized`, `StakingModuleUnregistered`,
/// `StakingModuleNotActive`, `ZeroDeposits`, `WrongPubkeyLength`, `ModuleReturnExceedTarget`,
/// `InvalidSignaturesBatchLength`. The calldata for the module is
/// `abi.encode(bytes publicKeys, bytes signatures)`: the keys it hands out.
Result<void> deposit(Tx& tx, Ports& ports, const Call& call, u256 id, Bytes module_calldata);
/// StakingRouter.topUp (TopUpGateway): `NotAuthorized`, `EmptyKeysList`, `ArraysLengthMismatch`,
/// `WrongPubkeyLength`, `StakingModuleNotActive`, `WrongWithdrawalCredentialsType`,
/// `LidoDepositsPaused`, `DepositAmountTooLow`. Keys are filled in order, each up to its limit.
Result<void> top_up(Tx& tx, Ports& ports, const Call& call, u256 id, std::vector<u256> key_indices,
                    std::vector<u256> operator_ids, std::vector<Bytes> pubkeys,
                    std::vector<Wei> limits);

}  // namespace aq::lido::staking_router
