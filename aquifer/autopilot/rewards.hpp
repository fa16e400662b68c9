// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The reward updater: what services pay becomes a tree of cumulative earnings whose root it
/// submits, and from which anybody's claim can be proved.
///
/// It is simpler than EigenLayer's own pipeline: income is what the RewardsCoordinator holds beyond
/// what it owes, services count by what they pay, operators by their stake, stakers by their
/// withdrawable shares at the time of the root.
///
/// Its books are on the chain: the transaction that submits a root has the tree's leaves behind the
/// arguments, where the contract does not look. So earnings go on after a restart, and go back when
/// the chain does.

#include <aquifer/autopilot/services.hpp>
#include <aquifer/eth/merkle.hpp>

#include <map>

namespace aq::autopilot {

class Updater {
public:
    Updater(Desk& desk, const Settings& settings, const Services& services);

    /// A root a day, if anything came in.
    void update(std::uint64_t beat);
    /// Operators and Renzo's delegators take what they can.
    void claim_for_others();
    /// A claim of all that the newest root in force owes an account; nothing if it owes it nothing,
    /// or if that root is somebody else's.
    [[nodiscard]] std::optional<eigenlayer::RewardsMerkleClaim> claim_of(const Address& earner);

private:
    /// By earner, in the order of addresses.
    using Earnings = std::map<Address, u256>;
    struct Tree {
        std::vector<std::pair<Address, u256>> leaves;
        KeccakTree tree;
    };

    /// Shares a sum out by stake. What rounding leaves is income of the next root.
    void share_out(const u256& income, Earnings& to) const;
    void share_out_to_stakers(const Address& operator_at, const u256& sum, Earnings& to) const;
    [[nodiscard]] eigenlayer::TokenTreeMerkleLeaf token_leaf(const u256& earned) const;
    [[nodiscard]] Tree tree_of(const Earnings& earned) const;
    /// What all have earned by the newest root of ours.
    [[nodiscard]] Earnings earned_until_now();
    /// The tree below a root, from memory or from the chain; null if the root is somebody else's.
    const Tree* tree_below(const Hash& root);
    [[nodiscard]] std::optional<Earnings> published_with(const Hash& root) const;
    const Tree* keep(Tree tree);

    Desk& desk_;
    const Services& services_;
    Address token_;
    std::uint64_t updated_day_ = 0;
    /// By root, the newest few.
    std::map<Hash, Tree> trees_;
    std::vector<Hash> order_;
};

}  // namespace aq::autopilot
