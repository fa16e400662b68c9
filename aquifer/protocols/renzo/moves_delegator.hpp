// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of OperatorDelegators. None of them is in the chain's logs unless it says so.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::move {

// Settings; each is logged.
void set_delegate_address(Undo& u, State& s, const Address& delegator, const Address& delegate);
void set_token_strategy(Undo& u, State& s, const Address& delegator, const Address& token,
                        const Address& strategy);
void set_settings(Undo& u, State& s, const Address& delegator, const DelegatorSettings& settings);

/// One validator of one delegator, by the hash of its public key.
struct Validator {
    Address delegator;
    Hash pubkey_hash;
};
/// A validator whose ether was never tracked takes others' part with it when it is verified: the
/// sum may fall below what its validators are tracked with.
void track_stake(Undo& u, State& s, const Validator& validator, Wei added);
/// The validator's tracked ether, or `verified` in its place if none was tracked, leaves the sum.
void verify_stake(Undo& u, State& s, const Validator& validator, Wei verified);

/// One asset of one queued withdrawal.
struct QueuedIn {
    Address delegator;
    Hash root;
    Address token;
};
/// Keeps: an asset's queued shares are the sum over the tracked withdrawals not completed.
void queue_shares(Undo& u, State& s, const QueuedIn& in, Shares shares);
void track_withdrawal(Undo& u, State& s, const Address& delegator, const Hash& root);
/// Keeps: an asset's slashed delta is the sum over its withdrawals.
void set_slashed_delta(Undo& u, State& s, const QueuedIn& in, Shares delta);
/// The asset has come back. A record without a slashed delta stays.
void complete_queued(Undo& u, State& s, const QueuedIn& in);

void set_current_checkpoint(Undo& u, State& s, const Address& delegator, std::uint64_t timestamp);
/// Keeps: the exit balance grows by what each recorded checkpoint saw exited, once.
void record_checkpoint(Undo& u, State& s, const Address& delegator, std::uint64_t timestamp,
                       Wei exited);
void set_last_checkpoint(Undo& u, State& s, const Address& delegator, std::uint64_t timestamp);
/// Ether of exited validators has come back.
void take_exit_balance(Undo& u, State& s, const Address& delegator, Wei amount);
void set_avs_eth_slashed(Undo& u, State& s, const Address& delegator, Wei amount);

}  // namespace aq::renzo::move
