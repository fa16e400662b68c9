// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/fold_internal.hpp>
#include <aquifer/protocols/eigenlayer/moves_rewards.hpp>

#include <limits>

namespace aq::eigenlayer::detail {

namespace {

/// "The default split", as a first change stores it in place of an old one.
constexpr std::uint16_t kDefaultSplit = std::numeric_limits<std::uint16_t>::max();

/// The event gives the old split as it reads; what is stored is the one set before.
OperatorSplit next_split(const OperatorSplit& stored, std::uint16_t new_bips,
                         std::uint32_t activated_at) {
    const bool first = stored == OperatorSplit();
    return {first ? kDefaultSplit : stored.new_bips, new_bips, activated_at};
}

void record(const Folding& f, const move::RecordedSubmission& submission) {
    move::record_submission(f.undo, f.state().rewards, submission);
}

FoldEntries submission_folds() {
    using Avs = AVSRewardsSubmissionCreated;
    using ForAll = RewardsSubmissionForAllCreated;
    using ForAllEarners = RewardsSubmissionForAllEarnersCreated;
    using DirectedAvs = OperatorDirectedAVSRewardsSubmissionCreated;
    using DirectedSet = OperatorDirectedOperatorSetRewardsSubmissionCreated;
    using Unique = UniqueStakeRewardsSubmissionCreated;
    using Total = TotalStakeRewardsSubmissionCreated;
    return {
        folds<Avs,
              [](const Folding& f, const Avs& e) {
                  record(f, {SubmissionKind::kAvs, e.avs, e.submission_nonce,
                             e.rewards_submission_hash});
              }>(),
        folds<ForAll,
              [](const Folding& f, const ForAll& e) {
                  record(f, {SubmissionKind::kForAll, e.submitter, e.submission_nonce,
                             e.rewards_submission_hash});
              }>(),
        folds<ForAllEarners,
              [](const Folding& f, const ForAllEarners& e) {
                  record(f, {SubmissionKind::kForAllEarners, e.token_hopper, e.submission_nonce,
                             e.rewards_submission_hash});
              }>(),
        folds<DirectedAvs,
              [](const Folding& f, const DirectedAvs& e) {
                  record(f, {SubmissionKind::kOperatorDirectedAvs, e.avs, e.submission_nonce,
                             e.operator_directed_rewards_submission_hash});
              }>(),
        folds<DirectedSet,
              [](const Folding& f, const DirectedSet& e) {
                  record(f, {SubmissionKind::kOperatorDirectedOperatorSet, e.operator_set.avs,
                             e.submission_nonce, e.operator_directed_rewards_submission_hash});
              }>(),
        folds<Unique,
              [](const Folding& f, const Unique& e) {
                  record(f, {SubmissionKind::kUniqueStake, e.operator_set.avs, e.submission_nonce,
                             e.rewards_submission_hash});
              }>(),
        folds<Total,
              [](const Folding& f, const Total& e) {
                  record(f, {SubmissionKind::kTotalStake, e.operator_set.avs, e.submission_nonce,
                             e.rewards_submission_hash});
              }>(),
    };
}

FoldEntries split_folds() {
    return {
        folds<OperatorAVSSplitBipsSet,
              [](const Folding& f, const OperatorAVSSplitBipsSet& e) {
                  Rewards& r = f.state().rewards;
                  const Key<Address, Address> key(e.operator_address, e.avs);
                  move::set_avs_split(
                      f.undo, r, key,
                      next_split(r.avs_splits[key], e.new_operator_avssplit_bips, e.activated_at));
              }>(),
        folds<OperatorPISplitBipsSet,
              [](const Folding& f, const OperatorPISplitBipsSet& e) {
                  Rewards& r = f.state().rewards;
                  move::set_pi_split(f.undo, r, e.operator_address,
                                     next_split(r.pi_splits[e.operator_address],
                                                e.new_operator_pisplit_bips, e.activated_at));
              }>(),
        folds<OperatorSetSplitBipsSet,
              [](const Folding& f, const OperatorSetSplitBipsSet& e) {
                  Rewards& r = f.state().rewards;
                  const MembershipKey key(e.operator_address, e.operator_set);
                  move::set_set_split(
                      f.undo, r, key,
                      next_split(r.set_splits[key], e.new_operator_set_split_bips, e.activated_at));
              }>(),
    };
}

FoldEntries root_and_claim_folds() {
    return {
        folds<DistributionRootSubmitted,
              [](const Folding& f, const DistributionRootSubmitted& e) {
                  move::append_root(
                      f.undo, f.state().rewards,
                      {e.root, e.rewards_calculation_end_timestamp, e.activated_at, false});
              }>(),
        folds<DistributionRootDisabled,
              [](const Folding& f, const DistributionRootDisabled& e) {
                  Rewards& r = f.state().rewards;
                  if (e.root_index >= r.roots.size(Only::kOne)) return false;
                  move::disable_root(f.undo, r, e.root_index);
                  return true;
              }>(),
        folds<RewardsClaimed,
              [](const Folding& f, const RewardsClaimed& e) {
                  Rewards& r = f.state().rewards;
                  const move::EarnerToken key(e.earner, e.token);
                  const Amount before = r.cumulative_claimed[key];
                  if (!can_add(before, e.claimed_amount)) return false;
                  move::set_cumulative_claimed(f.undo, r, key, before + e.claimed_amount);
                  return true;
              }>(),
        folds<ClaimerForSet,
              [](const Folding& f, const ClaimerForSet& e) {
                  move::set_claimer(f.undo, f.state().rewards, e.earner, e.claimer);
              }>(),
    };
}

FoldEntries setting_folds() {
    return {
        folds<OptInForProtocolFeeSet,
              [](const Folding& f, const OptInForProtocolFeeSet& e) {
                  move::set_fee_opted_in(f.undo, f.state().rewards, e.submitter, e.new_value);
              }>(),
        folds<RewardsForAllSubmitterSet,
              [](const Folding& f, const RewardsForAllSubmitterSet& e) {
                  move::set_for_all_submitter(f.undo, f.state().rewards,
                                              e.rewards_for_all_submitter, e.new_value);
              }>(),
        folds<RewardsUpdaterSet,
              [](const Folding& f, const RewardsUpdaterSet& e) {
                  move::set_rewards_updater(f.undo, f.state().rewards, e.new_rewards_updater);
              }>(),
        folds<ActivationDelaySet,
              [](const Folding& f, const ActivationDelaySet& e) {
                  move::set_activation_delay(f.undo, f.state().rewards, e.new_activation_delay);
              }>(),
        folds<DefaultOperatorSplitBipsSet,
              [](const Folding& f, const DefaultOperatorSplitBipsSet& e) {
                  move::set_default_split(f.undo, f.state().rewards,
                                          e.new_default_operator_split_bips);
              }>(),
        folds<FeeRecipientSet,
              [](const Folding& f, const FeeRecipientSet& e) {
                  move::set_fee_recipient(f.undo, f.state().rewards, e.new_fee_recipient);
              }>(),
    };
}

}  // namespace

FoldEntries rewards_folds() {
    FoldEntries all = submission_folds();
    for (const FoldEntries& part : {split_folds(), root_and_claim_folds(), setting_folds()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace aq::eigenlayer::detail
