// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>

namespace aq::eigenlayer {

namespace rewards_coordinator {

namespace {

template <SubmissionKind Kind>
bool is_submission_hash(const View& v, Address nonce_owner, Hash hash) {
    return v.ports.self.rewards
        .submission_hashes[Key<SubmissionKind, Address, Hash>(Kind, nonce_owner, hash)];
}

/// RewardsCoordinator.checkClaim: true, or a revert.
Result<bool> answer_claim_check(const View& v, RewardsMerkleClaim claim) {
    const DistributionRoot root =
        AQ_TRY(distribution_root_at_index(v.ports.self, u256(claim.rootIndex)));
    AQ_TRY(check_claim(v.block(), claim, root));
    return true;
}

Face::Functions submission_functions() {
    return {
        bind<create_avs_rewards_submission>(
            "createAVSRewardsSubmission(((address strategy, uint96 multiplier)[] "
            "strategiesAndMultipliers, address token, uint256 amount, uint32 startTimestamp, "
            "uint32 duration)[] rewardsSubmissions)"),
        bind<create_eigen_da_rewards_submission>(
            "createEigenDARewardsSubmission(address avs, ((address strategy, uint96 multiplier)[] "
            "strategiesAndMultipliers, address token, uint256 amount, uint32 startTimestamp, "
            "uint32 duration)[] rewardsSubmissions)"),
        bind<create_rewards_for_all_submission>(
            "createRewardsForAllSubmission(((address strategy, uint96 multiplier)[] "
            "strategiesAndMultipliers, address token, uint256 amount, uint32 startTimestamp, "
            "uint32 duration)[] rewardsSubmissions)"),
        bind<create_rewards_for_all_earners>(
            "createRewardsForAllEarners(((address strategy, uint96 multiplier)[] "
            "strategiesAndMultipliers, address token, uint256 amount, uint32 startTimestamp, "
            "uint32 duration)[] rewardsSubmissions)"),
        bind<create_operator_directed_avs_rewards_submission>(
            "createOperatorDirectedAVSRewardsSubmission(address avs, ((address strategy, uint96 "
            "multiplier)[] strategiesAndMultipliers, address token, (address operator, uint256 "
            "amount)[] operatorRewards, uint32 startTimestamp, uint32 duration, string "
            "description)[] operatorDirectedRewardsSubmissions)"),
        bind<create_operator_directed_operator_set_rewards_submission>(
            "createOperatorDirectedOperatorSetRewardsSubmission((address avs, uint32 id) "
            "operatorSet, ((address strategy, uint96 multiplier)[] strategiesAndMultipliers, "
            "address token, (address operator, uint256 amount)[] operatorRewards, uint32 "
            "startTimestamp, uint32 duration, string description)[] "
            "operatorDirectedRewardsSubmissions)"),
        bind<create_unique_stake_rewards_submission>(
            "createUniqueStakeRewardsSubmission((address avs, uint32 id) operatorSet, ((address "
            "strategy, uint96 multiplier)[] strategiesAndMultipliers, address token, uint256 "
            "amount, uint32 startTimestamp, uint32 duration)[] rewardsSubmissions)"),
        bind<create_total_stake_rewards_submission>(
            "createTotalStakeRewardsSubmission((address avs, uint32 id) operatorSet, ((address "
            "strategy, uint96 multiplier)[] strategiesAndMultipliers, address token, uint256 "
            "amount, uint32 startTimestamp, uint32 duration)[] rewardsSubmissions)"),
        bind<[](const View& v, Address account) {
            return v.ports.self.rewards.submission_nonce[account];
        }>("submissionNonce(address avs) view returns (uint256)"),
        bind<is_submission_hash<SubmissionKind::kAvs>>(
            "isAVSRewardsSubmissionHash(address avs, bytes32 hash) view returns (bool)"),
        bind<is_submission_hash<SubmissionKind::kForAll>>(
            "isRewardsSubmissionForAllHash(address avs, bytes32 hash) view returns (bool)"),
        bind<is_submission_hash<SubmissionKind::kForAllEarners>>(
            "isRewardsSubmissionForAllEarnersHash(address avs, bytes32 hash) view returns (bool)"),
        bind<is_submission_hash<SubmissionKind::kOperatorDirectedAvs>>(
            "isOperatorDirectedAVSRewardsSubmissionHash(address avs, bytes32 hash) view returns "
            "(bool)"),
        bind<is_submission_hash<SubmissionKind::kOperatorDirectedOperatorSet>>(
            "isOperatorDirectedOperatorSetRewardsSubmissionHash(address avs, bytes32 hash) view "
            "returns (bool)"),
        bind<is_submission_hash<SubmissionKind::kUniqueStake>>(
            "isUniqueStakeRewardsSubmissionHash(address avs, bytes32 hash) view returns (bool)"),
        bind<is_submission_hash<SubmissionKind::kTotalStake>>(
            "isTotalStakeRewardsSubmissionHash(address avs, bytes32 hash) view returns (bool)"),
    };
}

Face::Functions claim_functions() {
    return {
        bind<submit_root>("submitRoot(bytes32 root, uint32 rewardsCalculationEndTimestamp)"),
        bind<disable_root>("disableRoot(uint32 rootIndex)"),
        bind<process_claim>(
            "processClaim((uint32 rootIndex, uint32 earnerIndex, bytes earnerTreeProof, (address "
            "earner, bytes32 earnerTokenRoot) earnerLeaf, uint32[] tokenIndices, bytes[] "
            "tokenTreeProofs, (address token, uint256 cumulativeEarnings)[] tokenLeaves) claim, "
            "address recipient)"),
        bind<process_claims>(
            "processClaims((uint32 rootIndex, uint32 earnerIndex, bytes earnerTreeProof, (address "
            "earner, bytes32 earnerTokenRoot) earnerLeaf, uint32[] tokenIndices, bytes[] "
            "tokenTreeProofs, (address token, uint256 cumulativeEarnings)[] tokenLeaves)[] "
            "claims, address recipient)"),
        bind<set_claimer_for>("setClaimerFor(address claimer)"),
        bind<set_claimer_for_earner>("setClaimerFor(address earner, address claimer)"),
        bind<answer_claim_check>(
            "checkClaim((uint32 rootIndex, uint32 earnerIndex, bytes earnerTreeProof, (address "
            "earner, bytes32 earnerTokenRoot) earnerLeaf, uint32[] tokenIndices, bytes[] "
            "tokenTreeProofs, (address token, uint256 cumulativeEarnings)[] tokenLeaves) claim) "
            "view returns (bool)"),
        bind<[](const View& /*v*/, EarnerTreeMerkleLeaf leaf) { return earner_leaf_hash(leaf); }>(
            "calculateEarnerLeafHash((address earner, bytes32 earnerTokenRoot) leaf) view returns "
            "(bytes32)"),
        bind<[](const View& /*v*/, TokenTreeMerkleLeaf leaf) { return token_leaf_hash(leaf); }>(
            "calculateTokenLeafHash((address token, uint256 cumulativeEarnings) leaf) view "
            "returns (bytes32)"),
        bind<[](const View& v, Address earner) {
            return v.ports.self.rewards.claimer_for[earner];
        }>("claimerFor(address earner) view returns (address)"),
        bind<[](const View& v, Address earner, Address token) {
            return v.ports.self.rewards.cumulative_claimed[Key<Address, Address>(earner, token)];
        }>("cumulativeClaimed(address earner, address token) view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.rewards.calculation_end_timestamp; }>(
            "currRewardsCalculationEndTimestamp() view returns (uint32)"),
        bind<[](const View& v) { return u256(v.ports.self.rewards.roots.size(Only::kOne)); }>(
            "getDistributionRootsLength() view returns (uint256)"),
        bind<[](const View& v, u256 index) {
            return distribution_root_at_index(v.ports.self, index);
        }>("getDistributionRootAtIndex(uint256 index) view returns ((bytes32 root, uint32 "
           "rewardsCalculationEndTimestamp, uint32 activatedAt, bool disabled))"),
        bind<[](const View& v) { return current_distribution_root(v.ports.self); }>(
            "getCurrentDistributionRoot() view returns ((bytes32 root, uint32 "
            "rewardsCalculationEndTimestamp, uint32 activatedAt, bool disabled))"),
        bind<[](const View& v) {
            return current_claimable_distribution_root(v.ports.self, v.block());
        }>("getCurrentClaimableDistributionRoot() view returns ((bytes32 root, uint32 "
           "rewardsCalculationEndTimestamp, uint32 activatedAt, bool disabled))"),
        bind<[](const View& v, Hash root) { return root_index_from_hash(v.ports.self, root); }>(
            "getRootIndexFromHash(bytes32 rootHash) view returns (uint32)"),
    };
}

Face::Functions configuration_functions() {
    return {
        bind<initialize_again<Address, u256, Address, std::uint32_t, std::uint16_t, Address>>(
            "initialize(address initialOwner, uint256 initialPausedStatus, address rewardsUpdater, "
            "uint32 activationDelay, uint16 defaultSplitBips, address feeRecipient)"),
        bind<set_operator_avs_split>(
            "setOperatorAVSSplit(address operator, address avs, uint16 split)"),
        bind<set_operator_pi_split>("setOperatorPISplit(address operator, uint16 split)"),
        bind<set_operator_set_split>(
            "setOperatorSetSplit(address operator, (address avs, uint32 id) operatorSet, uint16 "
            "split)"),
        bind<[](const View& v, Address operator_at, Address avs) {
            const State& s = v.ports.self;
            return operator_split_bips(
                s, v.block(), s.rewards.avs_splits[Key<Address, Address>(operator_at, avs)]);
        }>("getOperatorAVSSplit(address operator, address avs) view returns (uint16)"),
        bind<[](const View& v, Address operator_at) {
            const State& s = v.ports.self;
            return operator_split_bips(s, v.block(), s.rewards.pi_splits[operator_at]);
        }>("getOperatorPISplit(address operator) view returns (uint16)"),
        bind<[](const View& v, Address operator_at, OperatorSet set) {
            const State& s = v.ports.self;
            return operator_split_bips(s, v.block(),
                                       s.rewards.set_splits[MembershipKey(operator_at, set)]);
        }>("getOperatorSetSplit(address operator, (address avs, uint32 id) operatorSet) view "
           "returns (uint16)"),
        bind<set_opt_in_for_protocol_fee>(
            "setOptInForProtocolFee(address submitter, bool optInForProtocolFee)"),
        bind<[](const View& v, Address submitter) {
            return v.ports.self.rewards.fee_opted_in[submitter];
        }>("isOptedInForProtocolFee(address submitter) view returns (bool)"),
        bind<set_activation_delay>("setActivationDelay(uint32 _activationDelay)"),
        bind<[](const View& v) { return *v.ports.self.rewards.activation_delay_seconds; }>(
            "activationDelay() view returns (uint32)"),
        bind<set_default_operator_split>("setDefaultOperatorSplit(uint16 split)"),
        bind<[](const View& v) { return *v.ports.self.rewards.default_split_bips; }>(
            "defaultOperatorSplitBips() view returns (uint16)"),
        bind<set_fee_recipient>("setFeeRecipient(address _feeRecipient)"),
        bind<[](const View& v) { return *v.ports.self.rewards.fee_recipient; }>(
            "feeRecipient() view returns (address)"),
        bind<set_rewards_updater>("setRewardsUpdater(address _rewardsUpdater)"),
        bind<[](const View& v) { return *v.ports.self.rewards.rewards_updater; }>(
            "rewardsUpdater() view returns (address)"),
        bind<set_rewards_for_all_submitter>(
            "setRewardsForAllSubmitter(address _submitter, bool _newValue)"),
        bind<[](const View& v, Address submitter) {
            return v.ports.self.rewards.for_all_submitter[submitter];
        }>("isRewardsForAllSubmitter(address submitter) view returns (bool)"),
    };
}

// Fixed at deployment.
Face::Functions immutable_functions() {
    return {
        bind<[](const View& v) { return v.ports.self.at.delegation_manager; }>(
            "delegationManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.strategy_manager; }>(
            "strategyManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.allocation_manager; }>(
            "allocationManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.emissions_controller; }>(
            "emissionsController() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.permission_controller; }>(
            "permissionController() view returns (address)"),
        bind<[](const View& /*v*/) { return kBeaconChainStrategy; }>(
            "beaconChainETHStrategy() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.parameters.calculation_interval_seconds; }>(
            "CALCULATION_INTERVAL_SECONDS() view returns (uint32)"),
        bind<[](const View& v) { return v.ports.self.parameters.max_rewards_duration_seconds; }>(
            "MAX_REWARDS_DURATION() view returns (uint32)"),
        bind<[](const View& v) { return v.ports.self.parameters.max_retroactive_length_seconds; }>(
            "MAX_RETROACTIVE_LENGTH() view returns (uint32)"),
        bind<[](const View& v) { return v.ports.self.parameters.max_future_length_seconds; }>(
            "MAX_FUTURE_LENGTH() view returns (uint32)"),
        bind<[](const View& v) { return v.ports.self.parameters.genesis_rewards_timestamp; }>(
            "GENESIS_REWARDS_TIMESTAMP() view returns (uint32)"),
    };
}

}  // namespace

}  // namespace rewards_coordinator

const Face& rewards_coordinator_face() {
    using namespace rewards_coordinator;
    static const Face face("RewardsCoordinator",
                           {submission_functions(), claim_functions(), configuration_functions(),
                            immutable_functions(), pausable_functions(), ownable_functions()});
    return face;
}

}  // namespace aq::eigenlayer
