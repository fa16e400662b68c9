// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What differs between forks of the consensus layer: how much stake may move an epoch, and where
/// things stand in the beacon state.

#include <aquifer/protocols/beacon/constants.hpp>

namespace aq::beacon {

/// Fulu changes nothing of Electra that touches money. Gloas is a draft, not scheduled on mainnet.
enum class Fork : std::uint8_t { kDeneb, kElectra, kGloas };

/// How much effective balance may enter, leave and consolidate in an epoch.
struct Churn {
    Gwei activation;
    Gwei exit;
    Gwei consolidation;
    friend bool operator==(const Churn&, const Churn&) = default;
};

/// get_balance_churn_limit and its parts, for the total active balance. Deneb's churn counted
/// validators; the feed does not run it and takes Electra's.
Churn churn_of(Fork fork, Gwei total_active);

/// Where the two lists that proofs are about stand in the state's tree.
struct ProofLayout {
    /// Levels between the state's root and its fields.
    unsigned state_height = 0;
    std::uint64_t validators_field = 0;
    std::uint64_t balances_field = 0;
    /// Since Gloas the state and its lists are progressive containers and no branch has a fixed
    /// height: today's pods refuse every proof of them.
    bool progressive = false;
    /// Generalised indices of the two lists under the state's root.
    std::uint64_t validators_gindex = 0;
    std::uint64_t balances_gindex = 0;
};

ProofLayout layout_of(Fork fork);

/// Levels of a list's tree below the node where its length is mixed in (before Gloas).
inline constexpr unsigned kValidatorsHeight = 40;
inline constexpr unsigned kBalancesHeight = 38;
inline constexpr unsigned kHeaderHeight = 3;
inline constexpr std::uint64_t kStateRootField = 3;
inline constexpr std::uint64_t kBalancesPerLeaf = 4;

/// The generalised index of a validator's record, and of the leaf with its balance, under the root
/// of the block's header.
std::uint64_t validator_gindex(Fork fork, std::uint64_t validator);
std::uint64_t balance_gindex(Fork fork, std::uint64_t validator);

}  // namespace aq::beacon
