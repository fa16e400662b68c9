// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The writes of the EigenPodManager and the pods.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::move {

// EigenPodManager

/// Keeps: one pod an owner, each pod with its owner, and the count of pods.
void create_pod(Undo& u, State& s, const Address& owner, const Address& pod);
/// Keeps: nothing; the sum over a staker's deposits and withdrawals is the rules' to keep.
void set_pod_owner_deposit_shares(Undo& u, State& s, const Address& owner,
                                  const DepositShares& shares);
/// Keeps: a factor once set stays set and only falls, which the caller has checked.
void set_beacon_chain_slashing_factor(Undo& u, State& s, const Address& owner, Magnitude factor);
void add_burnable_eth_shares(Undo& u, State& s, const Shares& shares);
void set_proof_timestamp_setter(Undo& u, State& s, const Address& setter);
void set_pectra_fork_timestamp(Undo& u, State& s, std::uint64_t timestamp);

// A pod

void set_proof_submitter(Undo& u, State& s, const Address& pod, const Address& submitter);

/// One validator of one pod.
struct ValidatorOf {
    Address pod;
    Hash pubkey_hash;
};

/// Keeps: the count of active validators, and the balance from which the open checkpoint starts.
void restake_validator(Undo& u, State& s, const ValidatorOf& which, const Validator& validator);
/// What a checkpoint proved of a validator. Keeps: a validator without balance is withdrawn, and
/// the count of active ones.
void checkpoint_validator(Undo& u, State& s, const ValidatorOf& which, std::uint64_t timestamp,
                          Gwei balance);
/// Balances that left with the validators withdrawn in a checkpoint.
void add_balance_exited(Undo& u, State& s, const Address& pod, std::uint64_t timestamp,
                        Gwei exited);

void open_checkpoint(Undo& u, State& s, const Address& pod, std::uint64_t timestamp,
                     const Checkpoint& checkpoint);
void set_checkpoint(Undo& u, State& s, const Address& pod, const Checkpoint& checkpoint);
/// Keeps: the ether that the checkpoint found in the pod counts as restaked from now on.
void finalize_checkpoint(Undo& u, State& s, const Address& pod);

/// Keeps: restaked ether is what checkpoints credited less what was paid. The ether itself moves
/// with the payment.
void pay_out(Undo& u, State& s, const Address& pod, Gwei amount);

}  // namespace aq::eigenlayer::move
