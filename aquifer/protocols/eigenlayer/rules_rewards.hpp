// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The RewardsCoordinator: rewards are escrowed here, an updater posts roots of cumulative
/// earnings, earners claim what they have not had yet.

#include <aquifer/protocols/eigenlayer/state.hpp>

#include <string>
#include <vector>

namespace aq::eigenlayer::rewards_coordinator {

// Submissions (rules_rewards.cpp). Tokens come from the sender. Where a fee may be due, it is the
// sender's opting in that decides.

/// createAVSRewardsSubmission: the sender is the AVS.
Result<void> create_avs_rewards_submission(Tx& tx, Ports& ports, const Call& call,
                                           std::vector<RewardsSubmission> submissions);
/// createEigenDARewardsSubmission: by the EmissionsController (`UnauthorizedCaller`) for an AVS.
Result<void> create_eigen_da_rewards_submission(Tx& tx, Ports& ports, const Call& call, Address avs,
                                                std::vector<RewardsSubmission> submissions);
/// createRewardsForAllSubmission: by a listed submitter (`UnauthorizedCaller`), without a fee.
Result<void> create_rewards_for_all_submission(Tx& tx, Ports& ports, const Call& call,
                                               std::vector<RewardsSubmission> submissions);
/// createRewardsForAllEarners: as above.
Result<void> create_rewards_for_all_earners(Tx& tx, Ports& ports, const Call& call,
                                            std::vector<RewardsSubmission> submissions);
/// createOperatorDirectedAVSRewardsSubmission: `InvalidPermissions`.
Result<void> create_operator_directed_avs_rewards_submission(
    Tx& tx, Ports& ports, const Call& call, Address avs,
    std::vector<OperatorDirectedRewardsSubmission> submissions);
/// createOperatorDirectedOperatorSetRewardsSubmission: `InvalidPermissions`, `InvalidOperatorSet`.
Result<void> create_operator_directed_operator_set_rewards_submission(
    Tx& tx, Ports& ports, const Call& call, OperatorSet set,
    std::vector<OperatorDirectedRewardsSubmission> submissions);
/// createUniqueStakeRewardsSubmission: `InvalidPermissions`, `InvalidOperatorSet`.
Result<void> create_unique_stake_rewards_submission(Tx& tx, Ports& ports, const Call& call,
                                                    OperatorSet set,
                                                    std::vector<RewardsSubmission> submissions);
/// createTotalStakeRewardsSubmission: `InvalidPermissions`, `InvalidOperatorSet`.
Result<void> create_total_stake_rewards_submission(Tx& tx, Ports& ports, const Call& call,
                                                   OperatorSet set,
                                                   std::vector<RewardsSubmission> submissions);

// Roots and claims (rules_claims.cpp).

/// submitRoot: by the updater (`UnauthorizedCaller`), for a period that ends after the last one
/// (`NewRootMustBeForNewCalculatedPeriod`) and in the past (`RewardsEndTimestampNotElapsed`).
Result<void> submit_root(Tx& tx, Ports& ports, const Call& call, Hash root,
                         std::uint32_t rewards_calculation_end_timestamp);
/// disableRoot: by the updater, before it activates (`RootAlreadyActivated`).
Result<void> disable_root(Tx& tx, Ports& ports, const Call& call, std::uint32_t root_index);
/// processClaim: by the earner or its claimer (`UnauthorizedCaller`), to any recipient.
Result<void> process_claim(Tx& tx, Ports& ports, const Call& call, RewardsMerkleClaim claim,
                           Address recipient);
/// processClaims.
Result<void> process_claims(Tx& tx, Ports& ports, const Call& call,
                            std::vector<RewardsMerkleClaim> claims, Address recipient);
/// setClaimerFor(address): for the sender.
Result<void> set_claimer_for(Tx& tx, Ports& ports, const Call& call, Address claimer);
/// setClaimerFor(address,address): for an operator or an AVS with operator sets (`InvalidEarner`).
Result<void> set_claimer_for_earner(Tx& tx, Ports& ports, const Call& call, Address earner,
                                    Address claimer);

// Splits and configuration (rules_splits.cpp). A split is the operator's share in basis points,
// used off the chain only. `InvalidPermissions`, `SplitExceedsMax`, `PreviousSplitPending`.

/// setOperatorAVSSplit.
Result<void> set_operator_avs_split(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                    Address avs, std::uint16_t split_bips);
/// setOperatorPISplit: for programmatic incentives.
Result<void> set_operator_pi_split(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                   std::uint16_t split_bips);
/// setOperatorSetSplit. `InvalidOperatorSet`.
Result<void> set_operator_set_split(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                    OperatorSet set, std::uint16_t split_bips);
/// setOptInForProtocolFee. `InvalidPermissions`.
Result<void> set_opt_in_for_protocol_fee(Tx& tx, Ports& ports, const Call& call, Address submitter,
                                         bool opt_in);

// By the owner.

/// setActivationDelay, in seconds.
Result<void> set_activation_delay(Tx& tx, Ports& ports, const Call& call,
                                  std::uint32_t activation_delay_seconds);
/// setDefaultOperatorSplit. `SplitExceedsMax`.
Result<void> set_default_operator_split(Tx& tx, Ports& ports, const Call& call,
                                        std::uint16_t split_bips);
/// setFeeRecipient. `InvalidAddressZero`.
Result<void> set_fee_recipient(Tx& tx, Ports& ports, const Call& call, Address fee_recipient);
/// setRewardsUpdater.
Result<void> set_rewards_updater(Tx& tx, Ports& ports, const Call& call, Address rewards_updater);
/// setRewardsForAllSubmitter.
Result<void> set_rewards_for_all_submitter(Tx& tx, Ports& ports, const Call& call,
                                           Address submitter, bool new_value);

}  // namespace aq::eigenlayer::rewards_coordinator
