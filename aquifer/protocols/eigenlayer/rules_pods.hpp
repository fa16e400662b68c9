// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The EigenPodManager and the pods.

#include <aquifer/protocols/eigenlayer/queries_pods.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

namespace eigen_pod_manager {

// Open to everybody.

/// EigenPodManager.createPod: the sender's pod. `CurrentlyPaused`, `EigenPodAlreadyExists`.
Result<Address> create_pod(Tx& tx, Ports& ports, const Call& call);
/// EigenPodManager.stake: a deposit for a new validator of the sender's pod, which is made if it is
/// not there. Gives no shares.
Result<void> stake(Tx& tx, Ports& ports, const Call& call, Bytes pubkey, Bytes signature,
                   Hash deposit_data_root);

/// EigenPodManager.recordBeaconChainETHBalanceUpdate, from the owner's pod (`OnlyEigenPod`): a gain
/// gives deposit shares, a loss lowers the slashing factor.
Result<void> record_beacon_chain_eth_balance_update(Tx& tx, Ports& ports, const Call& call,
                                                    Address owner, Wei prev_restaked, i256 delta);

// The share manager that the DelegationManager uses for native ether (`OnlyDelegationManager`,
// `InvalidStrategy`).

Result<DepositShares> remove_deposit_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                            Address strategy, DepositShares shares);
Result<std::tuple<DepositShares, Shares>> add_shares(Tx& tx, Ports& ports, const Call& call,
                                                     Address staker, Address strategy,
                                                     Shares shares);
Result<void> withdraw_shares_as_tokens(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       Address strategy, Address token, Shares shares);
Result<void> increase_burn_or_redistributable_shares(Tx& tx, Ports& ports, const Call& call,
                                                     OperatorSet set, u256 slash_id,
                                                     Address strategy, Shares shares);

// Configuration.

/// EigenPodManager.setProofTimestampSetter, by the owner.
Result<void> set_proof_timestamp_setter(Tx& tx, Ports& ports, const Call& call, Address setter);
/// EigenPodManager.setPectraForkTimestamp, by the setter (`OnlyProofTimestampSetter`).
Result<void> set_pectra_fork_timestamp(Tx& tx, Ports& ports, const Call& call,
                                       std::uint64_t timestamp);

}  // namespace eigen_pod_manager

// External functions of a pod; `call.to` is the pod.
namespace eigen_pod {

// Proving (rules_checkpoint.cpp). Timestamps are Unix seconds of execution blocks.

/// EigenPod.verifyWithdrawalCredentials, by the owner or the proof submitter: validators whose
/// effective balances are restaked from now on.
Result<void> verify_withdrawal_credentials(Tx& tx, Ports& ports, const Call& call,
                                           std::uint64_t beacon_timestamp,
                                           StateRootProof state_root_proof,
                                           std::vector<u40> validator_indices,
                                           std::vector<Bytes> validator_fields_proofs,
                                           std::vector<std::vector<Hash>> validator_fields);
/// EigenPod.startCheckpoint, by the owner or the proof submitter.
Result<void> start_checkpoint(Tx& tx, Ports& ports, const Call& call, bool revert_if_no_balance);
/// EigenPod.verifyCheckpointProofs, by anyone. What is not due in this checkpoint is passed over.
Result<void> verify_checkpoint_proofs(Tx& tx, Ports& ports, const Call& call,
                                      BalanceContainerProof balance_container_proof,
                                      std::vector<BalanceProof> proofs);
/// EigenPod.verifyStaleBalance, by anyone: starts a checkpoint over a slashed validator.
Result<void> verify_stale_balance(Tx& tx, Ports& ports, const Call& call,
                                  std::uint64_t beacon_timestamp, StateRootProof state_root_proof,
                                  ValidatorProof proof);

// Ether and requests (rules_pod_exits.cpp).

/// EigenPod.stake, from the EigenPodManager with 32 ether.
Result<void> stake(Tx& tx, Ports& ports, const Call& call, Bytes pubkey, Bytes signature,
                   Hash deposit_data_root);
/// EigenPod.withdrawRestakedBeaconChainETH, from the EigenPodManager. What is below a gwei is not
/// paid.
Result<void> withdraw_restaked_beacon_chain_eth(Tx& tx, Ports& ports, const Call& call,
                                                Address recipient, Wei amount);
/// EigenPod.requestConsolidation (EIP-7251), by the owner or the proof submitter.
Result<void> request_consolidation(Tx& tx, Ports& ports, const Call& call,
                                   std::vector<ConsolidationRequest> requests);
/// EigenPod.requestWithdrawal (EIP-7002), by the owner or the proof submitter.
Result<void> request_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                std::vector<WithdrawalRequest> requests);
/// EigenPod.recoverTokens, by the owner.
Result<void> recover_tokens(Tx& tx, Ports& ports, const Call& call, std::vector<Address> tokens,
                            std::vector<Amount> amounts, Address recipient);
/// EigenPod.setProofSubmitter, by the owner.
Result<void> set_proof_submitter(Tx& tx, Ports& ports, const Call& call, Address submitter);
/// Plain ether sent to a pod. Withdrawals of the beacon chain do not come this way: they arrive
/// without a call.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

}  // namespace eigen_pod

}  // namespace aq::eigenlayer
