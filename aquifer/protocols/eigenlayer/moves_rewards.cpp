// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/moves_rewards.hpp>

namespace aq::eigenlayer::move {

void record_submission(Undo& u, Rewards& r, const RecordedSubmission& submission) {
    const auto& [kind, owner, nonce, hash] = submission;
    u.set(r.submission_hashes, Key<SubmissionKind, Address, Hash>(kind, owner, hash), true);
    u.set(r.submission_nonce, owner, wrapping_add(nonce, 1));
}

void append_root(Undo& u, Rewards& r, const DistributionRoot& root) {
    push(u, r.roots, Only::kOne, root);
    u.set(r.calculation_end_timestamp, root.rewardsCalculationEndTimestamp);
}

void disable_root(Undo& u, Rewards& r, std::uint32_t index) {
    DistributionRoot root = r.roots.at(Only::kOne, index);
    root.disabled = true;
    replace(u, r.roots, Only::kOne, index, root);
}

void set_cumulative_claimed(Undo& u, Rewards& r, const EarnerToken& key, Amount cumulative) {
    u.set(r.cumulative_claimed, key, cumulative);
}

void set_claimer(Undo& u, Rewards& r, const Address& earner, const Address& claimer) {
    u.set(r.claimer_for, earner, claimer);
}

void set_avs_split(Undo& u, Rewards& r, const Key<Address, Address>& operator_and_avs,
                   const OperatorSplit& split) {
    u.set(r.avs_splits, operator_and_avs, split);
}

void set_pi_split(Undo& u, Rewards& r, const Address& operator_at, const OperatorSplit& split) {
    u.set(r.pi_splits, operator_at, split);
}

void set_set_split(Undo& u, Rewards& r, const MembershipKey& membership,
                   const OperatorSplit& split) {
    u.set(r.set_splits, membership, split);
}

void set_fee_opted_in(Undo& u, Rewards& r, const Address& submitter, bool opted_in) {
    u.set(r.fee_opted_in, submitter, opted_in);
}

void set_for_all_submitter(Undo& u, Rewards& r, const Address& submitter, bool listed) {
    u.set(r.for_all_submitter, submitter, listed);
}

void set_rewards_updater(Undo& u, Rewards& r, const Address& updater) {
    u.set(r.rewards_updater, updater);
}

void set_activation_delay(Undo& u, Rewards& r, std::uint32_t delay_seconds) {
    u.set(r.activation_delay_seconds, delay_seconds);
}

void set_default_split(Undo& u, Rewards& r, std::uint16_t split_bips) {
    u.set(r.default_split_bips, split_bips);
}

void set_fee_recipient(Undo& u, Rewards& r, const Address& recipient) {
    u.set(r.fee_recipient, recipient);
}

}  // namespace aq::eigenlayer::move
