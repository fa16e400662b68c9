// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the RewardsCoordinator answers.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::rewards_coordinator {

/// The bits of the contract's paused status.
enum class Pause : std::uint8_t {
    kAvsRewardsSubmission = 0,
    kRewardsForAllSubmission = 1,
    kProcessClaim = 2,
    kSubmitDisableRoots = 3,
    kRewardAllStakersAndOperators = 4,
    kOperatorDirectedAvsRewardsSubmission = 5,
    kOperatorAvsSplit = 6,
    kOperatorPiSplit = 7,
    kOperatorSetSplit = 8,
    kOperatorDirectedOperatorSetRewardsSubmission = 9,
    kUniqueStakeRewardsSubmission = 10,
    kTotalStakeRewardsSubmission = 11,
};

/// `onlyWhenNotPaused`. `CurrentlyPaused`.
Result<void> only_when_not_paused(const State& s, Pause bit);

/// The largest amount that one submission may carry: 10^38 - 1.
inline constexpr Amount kMaxRewardsAmount{99'999'999'999'999'999'999'999'999'999'999'999'999_u256};
/// 100 % in basis points.
inline constexpr std::uint16_t kOneHundredInBips = 10'000;
inline constexpr std::uint16_t kProtocolFeeBips = 2'000;
/// Stored as the old split at the first setting: the default applies until the new one is active.
inline constexpr std::uint16_t kDefaultSplitMarker = 65'535;

/// What the protocol takes of an amount. A product past 256 bits is `kOverflow`, as the contract's
/// is.
std::expected<Amount, Arithmetic> protocol_fee_down(Amount amount);

/// calculateEarnerLeafHash and calculateTokenLeafHash.
Hash earner_leaf_hash(const EarnerTreeMerkleLeaf& leaf);
Hash token_leaf_hash(const TokenTreeMerkleLeaf& leaf);

/// RewardsCoordinator._checkClaim against the root that the claim names: the root can be claimed
/// from, and every proof holds.
Result<void> check_claim(const Block& block, const RewardsMerkleClaim& claim,
                         const DistributionRoot& root);

/// getDistributionRootAtIndex. Panic 0x32 past the end.
Result<DistributionRoot> distribution_root_at_index(const State& s, const u256& index);
/// getCurrentDistributionRoot: the newest. Panic 0x11 if there is none.
Result<DistributionRoot> current_distribution_root(const State& s);
/// getCurrentClaimableDistributionRoot: the newest that is enabled and active, else zeros.
DistributionRoot current_claimable_distribution_root(const State& s, const Block& block);
/// getRootIndexFromHash: the newest root that is this hash. `InvalidRoot` if none is.
Result<std::uint32_t> root_index_from_hash(const State& s, const Hash& root);

/// When a root or split set now takes effect, in Unix seconds. Panic 0x11 past 32 bits.
Result<std::uint32_t> activation_time(const State& s, const Block& block);

/// What the getters of splits answer for a stored one.
std::uint16_t operator_split_bips(const State& s, const Block& block, const OperatorSplit& stored);

}  // namespace aq::eigenlayer::rewards_coordinator
