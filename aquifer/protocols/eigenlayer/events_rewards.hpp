// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of the RewardsCoordinator.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::eigenlayer {

// RewardsCoordinator

struct AVSRewardsSubmissionCreated {
    static constexpr Abi abi{
        "AVSRewardsSubmissionCreated(address indexed avs, uint256 indexed submissionNonce, "
        "bytes32 indexed rewardsSubmissionHash, ((address strategy, uint96 multiplier)[] "
        "strategiesAndMultipliers, address token, uint256 amount, uint32 startTimestamp, "
        "uint32 duration) rewardsSubmission)"};
    Address avs;
    u256 submission_nonce;
    Hash rewards_submission_hash;
    RewardsSubmission rewards_submission;
};

struct ActivationDelaySet {
    static constexpr Abi abi{
        "ActivationDelaySet(uint32 oldActivationDelay, uint32 newActivationDelay)"};
    std::uint32_t old_activation_delay = 0;
    std::uint32_t new_activation_delay = 0;
};

struct ClaimerForSet {
    static constexpr Abi abi{
        "ClaimerForSet(address indexed earner, address indexed oldClaimer, address indexed "
        "claimer)"};
    Address earner;
    Address old_claimer;
    Address claimer;
};

struct DefaultOperatorSplitBipsSet {
    static constexpr Abi abi{
        "DefaultOperatorSplitBipsSet(uint16 oldDefaultOperatorSplitBips, uint16 "
        "newDefaultOperatorSplitBips)"};
    std::uint16_t old_default_operator_split_bips = 0;
    std::uint16_t new_default_operator_split_bips = 0;
};

struct DistributionRootDisabled {
    static constexpr Abi abi{"DistributionRootDisabled(uint32 indexed rootIndex)"};
    std::uint32_t root_index = 0;
};

struct DistributionRootSubmitted {
    static constexpr Abi abi{
        "DistributionRootSubmitted(uint32 indexed rootIndex, bytes32 indexed root, uint32 "
        "indexed rewardsCalculationEndTimestamp, uint32 activatedAt)"};
    std::uint32_t root_index = 0;
    Hash root;
    std::uint32_t rewards_calculation_end_timestamp = 0;
    std::uint32_t activated_at = 0;
};

struct FeeRecipientSet {
    static constexpr Abi abi{
        "FeeRecipientSet(address indexed oldFeeRecipient, address indexed newFeeRecipient)"};
    Address old_fee_recipient;
    Address new_fee_recipient;
};

struct OperatorAVSSplitBipsSet {
    static constexpr Abi abi{
        "OperatorAVSSplitBipsSet(address indexed caller, address indexed operator, address "
        "indexed avs, uint32 activatedAt, uint16 oldOperatorAVSSplitBips, uint16 "
        "newOperatorAVSSplitBips)"};
    Address caller;
    Address operator_address;
    Address avs;
    std::uint32_t activated_at = 0;
    std::uint16_t old_operator_avssplit_bips = 0;
    std::uint16_t new_operator_avssplit_bips = 0;
};

struct OperatorDirectedAVSRewardsSubmissionCreated {
    static constexpr Abi abi{
        "OperatorDirectedAVSRewardsSubmissionCreated(address indexed caller, address indexed "
        "avs, bytes32 indexed operatorDirectedRewardsSubmissionHash, uint256 "
        "submissionNonce, ((address strategy, uint96 multiplier)[] strategiesAndMultipliers, "
        "address token, (address operatorAddress, uint256 amount)[] operatorRewards, uint32 "
        "startTimestamp, uint32 duration, string description) "
        "operatorDirectedRewardsSubmission)"};
    Address caller;
    Address avs;
    Hash operator_directed_rewards_submission_hash;
    u256 submission_nonce;
    OperatorDirectedRewardsSubmission operator_directed_rewards_submission;
};

struct OperatorDirectedOperatorSetRewardsSubmissionCreated {
    static constexpr Abi abi{
        "OperatorDirectedOperatorSetRewardsSubmissionCreated(address indexed caller, bytes32 "
        "indexed operatorDirectedRewardsSubmissionHash, (address avs, uint32 id) "
        "operatorSet, uint256 submissionNonce, ((address strategy, uint96 multiplier)[] "
        "strategiesAndMultipliers, address token, (address operatorAddress, uint256 "
        "amount)[] operatorRewards, uint32 startTimestamp, uint32 duration, string "
        "description) operatorDirectedRewardsSubmission)"};
    Address caller;
    Hash operator_directed_rewards_submission_hash;
    OperatorSet operator_set;
    u256 submission_nonce;
    OperatorDirectedRewardsSubmission operator_directed_rewards_submission;
};

struct OperatorPISplitBipsSet {
    static constexpr Abi abi{
        "OperatorPISplitBipsSet(address indexed caller, address indexed operator, uint32 "
        "activatedAt, uint16 oldOperatorPISplitBips, uint16 newOperatorPISplitBips)"};
    Address caller;
    Address operator_address;
    std::uint32_t activated_at = 0;
    std::uint16_t old_operator_pisplit_bips = 0;
    std::uint16_t new_operator_pisplit_bips = 0;
};

struct OperatorSetSplitBipsSet {
    static constexpr Abi abi{
        "OperatorSetSplitBipsSet(address indexed caller, address indexed operator, (address "
        "avs, uint32 id) operatorSet, uint32 activatedAt, uint16 oldOperatorSetSplitBips, "
        "uint16 newOperatorSetSplitBips)"};
    Address caller;
    Address operator_address;
    OperatorSet operator_set;
    std::uint32_t activated_at = 0;
    std::uint16_t old_operator_set_split_bips = 0;
    std::uint16_t new_operator_set_split_bips = 0;
};

struct OptInForProtocolFeeSet {
    static constexpr Abi abi{
        "OptInForProtocolFeeSet(address indexed submitter, bool indexed oldValue, bool "
        "indexed newValue)"};
    Address submitter;
    bool old_value = false;
    bool new_value = false;
};

struct RewardsClaimed {
    static constexpr Abi abi{
        "RewardsClaimed(bytes32 root, address indexed earner, address indexed claimer, "
        "address indexed recipient, address token, uint256 claimedAmount)"};
    Hash root;
    Address earner;
    Address claimer;
    Address recipient;
    Address token;
    Amount claimed_amount;
};

struct RewardsForAllSubmitterSet {
    static constexpr Abi abi{
        "RewardsForAllSubmitterSet(address indexed rewardsForAllSubmitter, bool indexed "
        "oldValue, bool indexed newValue)"};
    Address rewards_for_all_submitter;
    bool old_value = false;
    bool new_value = false;
};

struct RewardsSubmissionForAllCreated {
    static constexpr Abi abi{
        "RewardsSubmissionForAllCreated(address indexed submitter, uint256 indexed "
        "submissionNonce, bytes32 indexed rewardsSubmissionHash, ((address strategy, uint96 "
        "multiplier)[] strategiesAndMultipliers, address token, uint256 amount, uint32 "
        "startTimestamp, uint32 duration) rewardsSubmission)"};
    Address submitter;
    u256 submission_nonce;
    Hash rewards_submission_hash;
    RewardsSubmission rewards_submission;
};

struct RewardsSubmissionForAllEarnersCreated {
    static constexpr Abi abi{
        "RewardsSubmissionForAllEarnersCreated(address indexed tokenHopper, uint256 indexed "
        "submissionNonce, bytes32 indexed rewardsSubmissionHash, ((address strategy, uint96 "
        "multiplier)[] strategiesAndMultipliers, address token, uint256 amount, uint32 "
        "startTimestamp, uint32 duration) rewardsSubmission)"};
    Address token_hopper;
    u256 submission_nonce;
    Hash rewards_submission_hash;
    RewardsSubmission rewards_submission;
};

struct RewardsUpdaterSet {
    static constexpr Abi abi{
        "RewardsUpdaterSet(address indexed oldRewardsUpdater, address indexed "
        "newRewardsUpdater)"};
    Address old_rewards_updater;
    Address new_rewards_updater;
};

struct TotalStakeRewardsSubmissionCreated {
    static constexpr Abi abi{
        "TotalStakeRewardsSubmissionCreated(address indexed caller, bytes32 indexed "
        "rewardsSubmissionHash, (address avs, uint32 id) operatorSet, uint256 "
        "submissionNonce, ((address strategy, uint96 multiplier)[] strategiesAndMultipliers, "
        "address token, uint256 amount, uint32 startTimestamp, uint32 duration) "
        "rewardsSubmission)"};
    Address caller;
    Hash rewards_submission_hash;
    OperatorSet operator_set;
    u256 submission_nonce;
    RewardsSubmission rewards_submission;
};

struct UniqueStakeRewardsSubmissionCreated {
    static constexpr Abi abi{
        "UniqueStakeRewardsSubmissionCreated(address indexed caller, bytes32 indexed "
        "rewardsSubmissionHash, (address avs, uint32 id) operatorSet, uint256 "
        "submissionNonce, ((address strategy, uint96 multiplier)[] strategiesAndMultipliers, "
        "address token, uint256 amount, uint32 startTimestamp, uint32 duration) "
        "rewardsSubmission)"};
    Address caller;
    Hash rewards_submission_hash;
    OperatorSet operator_set;
    u256 submission_nonce;
    RewardsSubmission rewards_submission;
};

}  // namespace aq::eigenlayer
