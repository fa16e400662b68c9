// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The DelegationManager.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::delegation_manager {

/// The contract's pause switches, by bit.
inline constexpr unsigned kPausedNewDelegation = 0;
inline constexpr unsigned kPausedEnterWithdrawalQueue = 1;
inline constexpr unsigned kPausedExitWithdrawalQueue = 2;

// Operators.

/// DelegationManager.registerAsOperator: for ever.
Result<void> register_as_operator(Tx& tx, Ports& ports, const Call& call, Address approver,
                                  std::uint32_t allocation_delay, std::string metadata_uri);
/// DelegationManager.modifyOperatorDetails.
Result<void> modify_operator_details(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                     Address approver);
/// DelegationManager.updateOperatorMetadataURI.
Result<void> update_operator_metadata_uri(Tx& tx, Ports& ports, const Call& call,
                                          Address operator_at, std::string metadata_uri);

// Delegating.

/// DelegationManager.delegateTo: the sender, with all it has. The signature is the approver's and
/// not looked at when the operator has none.
Result<void> delegate_to(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                         SignatureWithExpiry approver_signature, Hash approver_salt);
/// DelegationManager.undelegate: by the staker, its operator, or the operator's approver. Queues
/// one withdrawal for each strategy and returns their roots.
Result<std::vector<Hash>> undelegate(Tx& tx, Ports& ports, const Call& call, Address staker);
/// DelegationManager.redelegate: undelegates, then delegates what is left: nothing yet.
Result<std::vector<Hash>> redelegate(Tx& tx, Ports& ports, const Call& call, Address new_operator,
                                     SignatureWithExpiry approver_signature, Hash approver_salt);

// The withdrawal queue.

/// DelegationManager.queueWithdrawals: returns the roots.
Result<std::vector<Hash>> queue_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<QueuedWithdrawalParams> params);
/// DelegationManager.completeQueuedWithdrawal.
Result<void> complete_queued_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                        Withdrawal withdrawal, std::vector<Address> tokens,
                                        bool receive_as_tokens);
/// DelegationManager.completeQueuedWithdrawals: Panic 0x32 at the first withdrawal that the other
/// lists do not reach.
Result<void> complete_queued_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                         std::vector<Withdrawal> withdrawals,
                                         std::vector<std::vector<Address>> tokens,
                                         std::vector<bool> receive_as_tokens);

// Hooks.

/// From the share managers (`OnlyStrategyManagerOrEigenPodManager`).
/// DelegationManager.increaseDelegatedShares.
Result<void> increase_delegated_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       Address strategy, DepositShares previous, Shares added);
/// From the EigenPodManager (`OnlyEigenPodManager`) after a beacon-chain loss.
/// DelegationManager.decreaseDelegatedShares.
Result<void> decrease_delegated_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       DepositShares current, Magnitude factor_fall);
/// From the AllocationManager (`OnlyAllocationManager`). Returns all that was slashed, queue and
/// all. DelegationManager.slashOperatorShares.
Result<Shares> slash_operator_shares(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                     OperatorSet set, u256 slash_id, Address strategy,
                                     Magnitude previous, Magnitude next);

}  // namespace aq::eigenlayer::delegation_manager
