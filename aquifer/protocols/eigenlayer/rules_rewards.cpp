// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_rewards.hpp>
#include <aquifer/protocols/eigenlayer/moves_rewards.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/erc20/calls.hpp>

namespace aq::eigenlayer::rewards_coordinator {

namespace {

/// RewardsCoordinator._validateCommonRewardsSubmission.
template <class Submission>
Result<void> validate_common(const State& s, const Block& block, const Submission& submission) {
    const Parameters& p = s.parameters;
    const std::uint32_t start = submission.startTimestamp;
    const std::uint32_t duration = submission.duration;
    AQ_REQUIRE(!submission.strategiesAndMultipliers.empty(), error::InputArrayLengthZero);
    AQ_REQUIRE(duration <= p.max_rewards_duration_seconds, error::DurationExceedsMax);
    AQ_REQUIRE(duration % p.calculation_interval_seconds == 0, error::InvalidDurationRemainder);
    AQ_REQUIRE(duration > 0, error::DurationIsZero);
    AQ_REQUIRE(start % p.calculation_interval_seconds == 0, error::InvalidStartTimestampRemainder);
    AQ_REQUIRE(block.time >= p.max_retroactive_length_seconds, Arithmetic::kOverflow);
    AQ_REQUIRE(block.time - p.max_retroactive_length_seconds <= start &&
                   p.genesis_rewards_timestamp <= start,
               error::StartTimestampTooFarInPast);
    Address last = kZeroAddress;
    for (const auto& [strategy, multiplier] : submission.strategiesAndMultipliers) {
        AQ_REQUIRE(s.strategy_manager.is_whitelisted[strategy] || strategy == kBeaconChainStrategy,
                   error::StrategyNotWhitelisted);
        AQ_REQUIRE(last < strategy, error::StrategiesNotInAscendingOrder);
        last = strategy;
    }
    return {};
}

/// RewardsCoordinator._validateRewardsSubmission.
Result<void> validate(const State& s, const Block& block, const RewardsSubmission& submission) {
    AQ_TRY(validate_common(s, block, submission));
    AQ_REQUIRE(!submission.amount.is_zero(), error::AmountIsZero);
    AQ_REQUIRE(submission.amount <= kMaxRewardsAmount, error::AmountExceedsMax);
    AQ_REQUIRE(submission.startTimestamp <= block.time + s.parameters.max_future_length_seconds,
               error::StartTimestampTooFarInFuture);
    return {};
}

/// What an operator-directed submission costs, and what of it reaches the operators.
struct DirectedAmounts {
    Amount before_fee;
    Amount after_fee;
};

/// RewardsCoordinator._validateOperatorDirectedRewardsSubmission: leaves in the submission what the
/// operators get. The fee is computed, and can overflow, even for a sender that pays none.
Result<DirectedAmounts> validate_directed(const State& s, const Block& block, const Address& sender,
                                          OperatorDirectedRewardsSubmission& submission) {
    AQ_TRY(validate_common(s, block, submission));
    AQ_REQUIRE(!submission.operatorRewards.empty(), error::InputArrayLengthZero);
    const std::uint32_t end = submission.startTimestamp + submission.duration;
    AQ_REQUIRE(end >= submission.duration, Arithmetic::kOverflow);
    AQ_REQUIRE(end < block.time, error::SubmissionNotRetroactive);
    const bool fee_on = s.rewards.fee_opted_in[sender];
    DirectedAmounts sums;
    Address last = kZeroAddress;
    for (auto& [operator_at, amount] : submission.operatorRewards) {
        AQ_REQUIRE(operator_at != kZeroAddress, error::InvalidAddressZero);
        AQ_REQUIRE(last < operator_at, error::OperatorsNotInAscendingOrder);
        AQ_REQUIRE(!amount.is_zero(), error::AmountIsZero);
        sums.before_fee = AQ_TRY(checked_add(sums.before_fee, amount));
        const Amount fee = AQ_TRY(protocol_fee_down(amount));
        if (fee_on) amount = amount - fee;
        sums.after_fee = AQ_TRY(checked_add(sums.after_fee, amount));
        last = operator_at;
    }
    AQ_REQUIRE(sums.before_fee <= kMaxRewardsAmount, error::AmountExceedsMax);
    return sums;
}

/// From the sender into escrow.
Result<void> pull(Tx& tx, Ports& ports, const Call& call, const Address& token, Amount amount) {
    return erc20::safe_transfer_from(tx, ports.tokens, token, call.to, call.sender, call.to,
                                     amount);
}

Result<void> pay_fee(Tx& tx, Ports& ports, const Call& call, const Address& token, Amount fee) {
    return erc20::safe_transfer(tx, ports.tokens, token, call.to, *ports.self.rewards.fee_recipient,
                                fee);
}

/// Validates, escrows the full amount, pays the fee, and leaves the rest in the submission.
Result<void> fund(Tx& tx, Ports& ports, const Call& call, RewardsSubmission& submission) {
    AQ_TRY(validate(ports.self, tx.block, submission));
    AQ_TRY(pull(tx, ports, call, submission.token, submission.amount));
    const Amount fee = AQ_TRY(protocol_fee_down(submission.amount));
    if (!ports.self.rewards.fee_opted_in[call.sender] || fee.is_zero()) return {};
    AQ_TRY(pay_fee(tx, ports, call, submission.token, fee));
    submission.amount = submission.amount - fee;
    return {};
}

/// The same for an operator-directed one.
Result<void> fund(Tx& tx, Ports& ports, const Call& call,
                  OperatorDirectedRewardsSubmission& submission) {
    const DirectedAmounts sums =
        AQ_TRY(validate_directed(ports.self, tx.block, call.sender, submission));
    AQ_TRY(pull(tx, ports, call, submission.token, sums.before_fee));
    if (sums.after_fee == sums.before_fee) return {};
    return pay_fee(tx, ports, call, submission.token, sums.before_fee - sums.after_fee);
}

template <class Submission>
move::RecordedSubmission record(Tx& tx, State& s, SubmissionKind kind, const Address& nonce_owner,
                                const Submission& submission) {
    const u256 nonce = s.rewards.submission_nonce[nonce_owner];
    const Hash hash = keccak(BytesView(abi_encode(nonce_owner, nonce, submission)));
    const move::RecordedSubmission recorded{kind, nonce_owner, nonce, hash};
    move::record_submission(tx.undo, s.rewards, recorded);
    return recorded;
}

/// RewardsCoordinator._createAVSRewardsSubmission.
Result<void> create_for_avs(Tx& tx, Ports& ports, const Call& call, const Address& avs,
                            std::vector<RewardsSubmission>& submissions) {
    for (RewardsSubmission& submission : submissions) {
        AQ_TRY(fund(tx, ports, call, submission));
        const auto recorded = record(tx, ports.self, SubmissionKind::kAvs, avs, submission);
        tx.log(call.to, AVSRewardsSubmissionCreated{avs, recorded.nonce, recorded.hash,
                                                    std::move(submission)});
    }
    return {};
}

/// What the two kinds for everybody share: here the tokens are pulled last.
template <class Created>
Result<void> create_for_all(Tx& tx, Ports& ports, const Call& call, SubmissionKind kind,
                            std::vector<RewardsSubmission>& submissions) {
    AQ_REQUIRE(ports.self.rewards.for_all_submitter[call.sender], error::UnauthorizedCaller);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    for (RewardsSubmission& submission : submissions) {
        AQ_TRY(validate(ports.self, tx.block, submission));
        const auto recorded = record(tx, ports.self, kind, call.sender, submission);
        const Address token = submission.token;
        const Amount amount = submission.amount;
        tx.log(call.to, Created{call.sender, recorded.nonce, recorded.hash, std::move(submission)});
        AQ_TRY(pull(tx, ports, call, token, amount));
    }
    return {};
}

/// What the kinds for one operator set share.
template <class Created, class Submission>
Result<void> create_for_set(Tx& tx, Ports& ports, const Call& call, SubmissionKind kind,
                            const OperatorSet& set, std::vector<Submission>& submissions) {
    State& s = ports.self;
    AQ_REQUIRE(permission_controller::may_act_for(s, call, set.avs), error::InvalidPermissions);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(allocation_manager::is_operator_set(s, set), error::InvalidOperatorSet);
    for (Submission& submission : submissions) {
        AQ_TRY(fund(tx, ports, call, submission));
        const auto recorded = record(tx, s, kind, set.avs, submission);
        tx.log(call.to,
               Created{call.sender, recorded.hash, set, recorded.nonce, std::move(submission)});
    }
    return {};
}

}  // namespace

Result<void> create_avs_rewards_submission(Tx& tx, Ports& ports, const Call& call,
                                           std::vector<RewardsSubmission> submissions) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kAvsRewardsSubmission));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    return create_for_avs(tx, ports, call, call.sender, submissions);
}

Result<void> create_eigen_da_rewards_submission(Tx& tx, Ports& ports, const Call& call, Address avs,
                                                std::vector<RewardsSubmission> submissions) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kAvsRewardsSubmission));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(call.sender == ports.self.at.emissions_controller, error::UnauthorizedCaller);
    return create_for_avs(tx, ports, call, avs, submissions);
}

Result<void> create_rewards_for_all_submission(Tx& tx, Ports& ports, const Call& call,
                                               std::vector<RewardsSubmission> submissions) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kRewardsForAllSubmission));
    return create_for_all<RewardsSubmissionForAllCreated>(tx, ports, call, SubmissionKind::kForAll,
                                                          submissions);
}

Result<void> create_rewards_for_all_earners(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<RewardsSubmission> submissions) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kRewardAllStakersAndOperators));
    return create_for_all<RewardsSubmissionForAllEarnersCreated>(
        tx, ports, call, SubmissionKind::kForAllEarners, submissions);
}

Result<void> create_operator_directed_avs_rewards_submission(
    Tx& tx, Ports& ports, const Call& call, Address avs,
    std::vector<OperatorDirectedRewardsSubmission> submissions) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, Pause::kOperatorDirectedAvsRewardsSubmission));
    AQ_REQUIRE(permission_controller::may_act_for(s, call, avs), error::InvalidPermissions);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    for (OperatorDirectedRewardsSubmission& submission : submissions) {
        AQ_TRY(fund(tx, ports, call, submission));
        const auto recorded = record(tx, s, SubmissionKind::kOperatorDirectedAvs, avs, submission);
        tx.log(call.to,
               OperatorDirectedAVSRewardsSubmissionCreated{call.sender, avs, recorded.hash,
                                                           recorded.nonce, std::move(submission)});
    }
    return {};
}

Result<void> create_operator_directed_operator_set_rewards_submission(
    Tx& tx, Ports& ports, const Call& call, OperatorSet set,
    std::vector<OperatorDirectedRewardsSubmission> submissions) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kOperatorDirectedOperatorSetRewardsSubmission));
    return create_for_set<OperatorDirectedOperatorSetRewardsSubmissionCreated>(
        tx, ports, call, SubmissionKind::kOperatorDirectedOperatorSet, set, submissions);
}

Result<void> create_unique_stake_rewards_submission(Tx& tx, Ports& ports, const Call& call,
                                                    OperatorSet set,
                                                    std::vector<RewardsSubmission> submissions) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kUniqueStakeRewardsSubmission));
    return create_for_set<UniqueStakeRewardsSubmissionCreated>(
        tx, ports, call, SubmissionKind::kUniqueStake, set, submissions);
}

Result<void> create_total_stake_rewards_submission(Tx& tx, Ports& ports, const Call& call,
                                                   OperatorSet set,
                                                   std::vector<RewardsSubmission> submissions) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kTotalStakeRewardsSubmission));
    return create_for_set<TotalStakeRewardsSubmissionCreated>(
        tx, ports, call, SubmissionKind::kTotalStake, set, submissions);
}

}  // namespace aq::eigenlayer::rewards_coordinator
