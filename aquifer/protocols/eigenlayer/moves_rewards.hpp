// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Writes of the RewardsCoordinator.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::move {

/// A submission as it is remembered: who owns the nonce, which it was, and its hash.
struct RecordedSubmission {
    SubmissionKind kind = SubmissionKind::kAvs;
    Address nonce_owner;
    u256 nonce;
    Hash hash;
};
/// Keeps: an account's nonce is one above its last submission's, of whichever kind.
void record_submission(Undo& u, Rewards& r, const RecordedSubmission& submission);

/// Keeps: the last period's end is that of the newest root.
void append_root(Undo& u, Rewards& r, const DistributionRoot& root);
/// The root must be there. The last period's end stays.
void disable_root(Undo& u, Rewards& r, std::uint32_t index);

/// An earner and one of its tokens.
using EarnerToken = Key<Address, Address>;
void set_cumulative_claimed(Undo& u, Rewards& r, const EarnerToken& key, Amount cumulative);
/// The zero address leaves the claims to the earner.
void set_claimer(Undo& u, Rewards& r, const Address& earner, const Address& claimer);

void set_avs_split(Undo& u, Rewards& r, const Key<Address, Address>& operator_and_avs,
                   const OperatorSplit& split);
void set_pi_split(Undo& u, Rewards& r, const Address& operator_at, const OperatorSplit& split);
void set_set_split(Undo& u, Rewards& r, const MembershipKey& membership,
                   const OperatorSplit& split);

void set_fee_opted_in(Undo& u, Rewards& r, const Address& submitter, bool opted_in);
void set_for_all_submitter(Undo& u, Rewards& r, const Address& submitter, bool listed);
void set_rewards_updater(Undo& u, Rewards& r, const Address& updater);
void set_activation_delay(Undo& u, Rewards& r, std::uint32_t delay_seconds);
void set_default_split(Undo& u, Rewards& r, std::uint16_t split_bips);
void set_fee_recipient(Undo& u, Rewards& r, const Address& recipient);

}  // namespace aq::eigenlayer::move
