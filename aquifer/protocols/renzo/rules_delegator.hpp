// SPDX-License-Identifier: Apache-2.0
#pragma once

/// OperatorDelegators; `call.to` is the delegator. "Admin" is OPERATOR_DELEGATOR_ADMIN
/// (`NotOperatorDelegatorAdmin`), "native admin" NATIVE_ETH_RESTAKE_ADMIN
/// (`NotNativeEthRestakeAdmin`). What a native admin does ends with a `GasSpent` of nothing.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::operator_delegator {

// Into EigenLayer (rules_delegator.cpp).

/// OperatorDelegator.setDelegateAddress, by the admin: `InvalidZeroInput`,
/// `DelegateAddressAlreadySet`.
Result<void> set_delegate_address(Tx& tx, Ports& ports, const Call& call, Address delegate,
                                  eigenlayer::SignatureWithExpiry approver_signature,
                                  Hash approver_salt);
/// OperatorDelegator.setTokenStrategy, by the admin: `InvalidStrategy`,
/// `NonZeroUnderlyingStrategyExist`. No strategy disables the token.
Result<void> set_token_strategy(Tx& tx, Ports& ports, const Call& call, Address token,
                                Address strategy);
/// OperatorDelegator.deposit, from the RestakeManager: `NotRestakeManager`, `InvalidZeroInput`.
Result<Shares> deposit(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount);
/// OperatorDelegator.stakeEth, from the RestakeManager: `NotRestakeManager`.
Result<void> stake_eth(Tx& tx, Ports& ports, const Call& call, Bytes pubkey, Bytes signature,
                       Hash deposit_data_root);
/// Inside a delegator: tokens it has, into their strategy.
Result<Shares> deposit_into_strategy(Tx& tx, Ports& ports, const Address& delegator,
                                     const Address& token, Amount amount);

// Out of EigenLayer (rules_delegator_withdraw.cpp).

/// OperatorDelegator.queueWithdrawals, by the native admin: `MismatchedArrayLengths`,
/// `InvalidZeroInput`. One withdrawal a token; returns their roots.
Result<std::vector<Hash>> queue_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<Address> tokens, std::vector<u256> amounts);
/// OperatorDelegator.completeQueuedWithdrawal, by the native admin: `InvalidZeroInput`,
/// `IncorrectStrategy`. What comes back fills the buffers and is deposited again.
Result<void> complete_queued_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                        Withdrawal withdrawal, std::vector<Address> tokens);
/// OperatorDelegator.completeQueuedWithdrawals: `MismatchedArrayLengths`,
/// `OnlyReceiveAsTokenAllowed`.
Result<void> complete_queued_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                         std::vector<Withdrawal> withdrawals,
                                         std::vector<std::vector<Address>> tokens,
                                         std::vector<bool> receive_as_tokens);
/// OperatorDelegator.emergencyTrackQueuedWithdrawals, after a forced undelegation:
/// `NotEmergencyWithdrawTrackingAdmin`, `MismatchedArrayLengths`, `InvalidStakerAddress`,
/// `WithdrawalAlreadyTracked`, `WithdrawalAlreadyCompleted`, `IncorrectStrategy`.
Result<void> emergency_track_queued_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                                std::vector<Withdrawal> withdrawals,
                                                std::vector<Address> tokens);
/// OperatorDelegator.emergencyTrackSlashedQueuedWithdrawalDelta, by anyone:
/// `WithdrawalNotQueued`.
Result<void> emergency_track_slashed_queued_withdrawal_delta(Tx& tx, Ports& ports, const Call& call,
                                                             std::vector<Hash> roots);

// Validators (rules_delegator_pod.cpp).

/// OperatorDelegator.verifyWithdrawalCredentials, by the native admin.
Result<void> verify_withdrawal_credentials(Tx& tx, Ports& ports, const Call& call,
                                           std::uint64_t beacon_timestamp,
                                           eigenlayer::StateRootProof state_root_proof,
                                           std::vector<u40> validator_indices,
                                           std::vector<Bytes> validator_fields_proofs,
                                           std::vector<std::vector<Hash>> validator_fields);
/// OperatorDelegator.startCheckpoint, by the native admin: `CheckpointAlreadyActive`,
/// `CheckpointNotRecorded`.
Result<void> start_checkpoint(Tx& tx, Ports& ports, const Call& call);
/// OperatorDelegator.verifyCheckpointProofs, by the native admin. A refusal of the pod is ignored:
/// others may have proven already.
Result<void> verify_checkpoint_proofs(Tx& tx, Ports& ports, const Call& call,
                                      eigenlayer::BalanceContainerProof balance_container_proof,
                                      std::vector<eigenlayer::BalanceProof> proofs);
/// OperatorDelegator.emergencyTrackMissedCheckpoint: `NotEmergencyCheckpointTrackingAdmin`,
/// `CheckpointAlreadyRecorded`. No log.
Result<void> emergency_track_missed_checkpoint(Tx& tx, Ports& ports, const Call& call,
                                               std::vector<std::uint64_t> timestamps);
/// OperatorDelegator.emergencyTrackAVSEthSlashedAmount: `NotEmergencyAVSEthSlashTrackingAdmin`.
/// No log.
Result<void> emergency_track_avs_eth_slashed_amount(Tx& tx, Ports& ports, const Call& call,
                                                    Wei amount);

// Rewards and settings (rules_delegator_rewards.cpp).

/// OperatorDelegator.claimRewards: `NotEigenLayerRewardsAdmin`,
/// `RewardsDestinationNotConfigured`.
Result<void> claim_rewards(Tx& tx, Ports& ports, const Call& call,
                           eigenlayer::RewardsMerkleClaim claim);
/// Ether that arrives: first what exited validators owe, without fee, then rewards.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);
/// OperatorDelegator.setRewardsCoordinator, setRewardsDestination, setGasRefundAddress, by the
/// admin: `InvalidZeroInput`.
Result<void> set_rewards_coordinator(Tx& tx, Ports& ports, const Call& call, Address coordinator);
Result<void> set_rewards_destination(Tx& tx, Ports& ports, const Call& call, Address destination);
Result<void> set_gas_refund_address(Tx& tx, Ports& ports, const Call& call, Address at);
/// OperatorDelegator.setBaseGasAmountSpent, by the admin: `InvalidZeroInput`.
Result<void> set_base_gas_amount_spent(Tx& tx, Ports& ports, const Call& call, u256 amount);

}  // namespace aq::renzo::operator_delegator
