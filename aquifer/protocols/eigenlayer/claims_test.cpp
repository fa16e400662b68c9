// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/merkle.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/moves_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/moves.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::rewards_coordinator {
namespace {

using erc20::Transfer;
using testing::Sandbox;
using testing::topics;

// The tree of the EigenLayer specification, section 10.3: three earners of up to three tokens.
constexpr Address kFirst = "0x1111111111111111111111111111111111111111"_address;
constexpr Address kSecond = "0x2222222222222222222222222222222222222222"_address;
constexpr Address kThird = "0x3333333333333333333333333333333333333333"_address;
constexpr Address kTokenA = "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_address;
constexpr Address kTokenB = "0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"_address;
constexpr Address kTokenC = "0xcccccccccccccccccccccccccccccccccccccccc"_address;
constexpr Hash kDistributionRoot =
    "0x637c5d934109f9cbdb916c19fff33cf26d3e81e2177be2604bbfbb7f1e3815f0"_hash;

struct Earner {
    Address earner;
    std::vector<TokenTreeMerkleLeaf> tokens;
    Hash token_root;
    Hash leaf;
};
const std::vector<Earner> kEarners{
    {kFirst,
     {{kTokenA, Amount(1e18_u256)}, {kTokenB, Amount(5)}, {kTokenC, Amount(7e18_u256)}},
     "0x573fdf6d6706d0d09a971f1555aad7bda2373a021ed6030cd0b055386372bdc5"_hash,
     "0xfbaf7e09f51bc35d3077e60b94f196406478acac626de789b0414fe31503ac13"_hash},
    {kSecond,
     {{kTokenA, Amount(2e18_u256)}},
     "0x3835d54808085a60b50e59495c2c50e6009200f2e2e489b032a3c13409cba7f7"_hash,
     "0x878a9bfecd33ccf7afd07dd492f365175ffe11fb826fe078a5b0a25f0cd67991"_hash},
    {kThird,
     {{kTokenB, Amount(3e18_u256)}, {kTokenC, Amount(1)}},
     "0x4fc5e1b5a9004ee3b3884ca65b4720c7638f53aa4ed9f8dda863bc9aec8404b0"_hash,
     "0xefa7f222d8440a14dbf005b07d2eb728064f7e73713dd2532e3cd608fbcdbdc0"_hash},
};

KeccakTree token_tree(const std::vector<TokenTreeMerkleLeaf>& tokens) {
    std::vector<Hash> leaves;
    for (const TokenTreeMerkleLeaf& token : tokens) leaves.push_back(token_leaf_hash(token));
    return KeccakTree(leaves);
}

KeccakTree earner_tree() {
    std::vector<Hash> leaves;
    for (const Earner& e : kEarners) leaves.push_back(earner_leaf_hash({e.earner, e.token_root}));
    return KeccakTree(leaves);
}

/// A claim of some of an earner's tokens against root 0.
RewardsMerkleClaim claim_of(std::uint32_t earner, const std::vector<std::uint32_t>& tokens) {
    const Earner& e = kEarners[earner];
    RewardsMerkleClaim claim{
        0, earner, earner_tree().proof(earner), {e.earner, e.token_root}, tokens, {}, {}};
    const KeccakTree tree = token_tree(e.tokens);
    for (const std::uint32_t token : tokens) {
        claim.tokenTreeProofs.push_back(tree.proof(token));
        claim.tokenLeaves.push_back(e.tokens[token]);
    }
    return claim;
}

TEST(ClaimTree, LeavesAndRootsAreTheSpecifiedOnes) {
    EXPECT_EQ(token_leaf_hash(kEarners[0].tokens[0]),
              "0x2040ac0ef467239663e758b8eef37d36b2fd6b77398cab4ddaf02f1358cbe21b"_hash);
    for (const Earner& e : kEarners) {
        EXPECT_EQ(token_tree(e.tokens).root(), e.token_root);
        EXPECT_EQ(earner_leaf_hash({e.earner, e.token_root}), e.leaf);
    }
    EXPECT_EQ(earner_tree().root(), kDistributionRoot);
    Bytes proof(32);
    const Hash pair = "0x087090810a4f082e5f93a61022f725323d571d3eb974dc6c0825fbd3e25cd6ed"_hash;
    proof.insert(proof.end(), pair.bytes.begin(), pair.bytes.end());
    EXPECT_EQ(token_tree(kEarners[0].tokens).proof(2), proof);
}

struct Claiming : ::testing::Test {
    Sandbox box;
    Address at = box.at.rewards_coordinator;
    Address updater = Sandbox::account("rewards updater");
    Address recipient = Sandbox::account("recipient");
    Address owner = Sandbox::account("owner");

    Claiming() {
        for (const Address& token : {kTokenA, kTokenB, kTokenC}) {
            erc20::move::create(box.undo, box.tokens, token, erc20::Kind::kStandIn, 18);
            aq::move::deploy(box.undo, box.accounts, token, Code{2});
            box.mint(token, at, 100e18_u256);
        }
    }

    auto submit(const Hash& root, std::uint32_t end) {
        return box.call(submit_root, updater, at, root, end);
    }
    /// A root that is active.
    void post(const Hash& root) {
        ASSERT_TRUE(submit(root, static_cast<std::uint32_t>(box.block.time) - 1).has_value());
        box.block.time += 604'800;
    }
    auto claim(const Address& sender, const RewardsMerkleClaim& what) {
        return box.call(process_claim, sender, at, what, recipient);
    }
    u256 balance(const Address& token, const Address& who) {
        return box.tokens.balances[Key<Address, Address>(token, who)].raw;
    }
    void pause_bit(unsigned bit) {
        ASSERT_TRUE(box.call(pause, Sandbox::account("pauser"), at, u256(1U) << bit).has_value());
    }
};

TEST_F(Claiming, TheUpdaterPostsRootsOfLaterPeriodsThatHaveEnded) {
    EXPECT_TRUE(box.reverted(
        error::UnauthorizedCaller,
        box.call(submit_root, owner, at, kDistributionRoot, std::uint32_t{1'749'999'999})));
    EXPECT_TRUE(
        box.reverted(error::NewRootMustBeForNewCalculatedPeriod, submit(kDistributionRoot, 0)));
    EXPECT_TRUE(box.reverted(error::RewardsEndTimestampNotElapsed,
                             submit(kDistributionRoot, 1'750'000'000)));
    ASSERT_TRUE(submit(kDistributionRoot, 1'749'999'999).has_value());
    ASSERT_EQ(box.order(), topics<DistributionRootSubmitted>());
    const auto event = box.events<DistributionRootSubmitted>()[0];
    EXPECT_EQ(event.root_index, 0U);
    EXPECT_EQ(event.root, kDistributionRoot);
    EXPECT_EQ(event.rewards_calculation_end_timestamp, 1'749'999'999U);
    EXPECT_EQ(event.activated_at, 1'750'604'800U);
    EXPECT_TRUE(box.reverted(error::NewRootMustBeForNewCalculatedPeriod,
                             submit(kDistributionRoot, 1'749'999'999)));
    pause_bit(3);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, submit(kDistributionRoot, 0)));
}

TEST_F(Claiming, AnActivationPast32BitsPanics) {
    ASSERT_TRUE(box.call(set_activation_delay, owner, at, ~std::uint32_t{0}).has_value());
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), submit(kDistributionRoot, 1)));
}

TEST_F(Claiming, WithoutADelayARootActivatesWhenItIsPosted) {
    ASSERT_TRUE(box.call(set_activation_delay, owner, at, std::uint32_t{0}).has_value());
    ASSERT_TRUE(submit(kDistributionRoot, 1).has_value());
    EXPECT_EQ(box.events<DistributionRootSubmitted>()[0].activated_at, 1'750'000'000U);
}

TEST_F(Claiming, ARootIsDisabledOnceAndBeforeItActivates) {
    const auto disable = [&](const Address& who, std::uint32_t index) {
        return box.call(disable_root, who, at, index);
    };
    ASSERT_TRUE(submit(kDistributionRoot, 1).has_value());
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller, disable(owner, 9)));
    EXPECT_TRUE(box.reverted(error::InvalidRootIndex, disable(updater, 1)));
    ASSERT_TRUE(disable(updater, 0).has_value());
    ASSERT_EQ(box.order(), topics<DistributionRootDisabled>());
    EXPECT_EQ(box.events<DistributionRootDisabled>()[0].root_index, 0U);
    EXPECT_TRUE(box.reverted(error::RootDisabled, disable(updater, 0)));
    // The period stays used.
    EXPECT_TRUE(
        box.reverted(error::NewRootMustBeForNewCalculatedPeriod, submit(kDistributionRoot, 1)));
    ASSERT_TRUE(submit(kDistributionRoot, 2).has_value());
    box.block.time += 604'800;
    EXPECT_TRUE(box.reverted(error::RootAlreadyActivated, disable(updater, 1)));
    pause_bit(3);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, disable(updater, 1)));
}

TEST_F(Claiming, RootsAreFoundByIndexAgeAndHash) {
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), current_distribution_root(box.s)));
    EXPECT_TRUE(box.reverted(Revert::panic(0x32), distribution_root_at_index(box.s, 0_u256)));
    EXPECT_EQ(current_claimable_distribution_root(box.s, box.block), DistributionRoot());
    const Hash other = to_hash(7_u256);
    ASSERT_TRUE(submit(kDistributionRoot, 1).has_value());
    ASSERT_TRUE(submit(other, 2).has_value());
    ASSERT_TRUE(submit(kDistributionRoot, 3).has_value());
    EXPECT_EQ(root_index_from_hash(box.s, kDistributionRoot), 2U);
    EXPECT_EQ(root_index_from_hash(box.s, other), 1U);
    EXPECT_TRUE(box.reverted(error::InvalidRoot, root_index_from_hash(box.s, to_hash(8_u256))));
    EXPECT_EQ(current_claimable_distribution_root(box.s, box.block), DistributionRoot());
    ASSERT_TRUE(box.call(disable_root, updater, at, std::uint32_t{2}).has_value());
    box.block.time += 604'800;
    EXPECT_EQ(current_claimable_distribution_root(box.s, box.block).root, other);
    EXPECT_TRUE(current_distribution_root(box.s)->disabled);
    EXPECT_TRUE(
        box.reverted(Revert::panic(0x32), distribution_root_at_index(box.s, u256(1U) << 64U)));
}

TEST_F(Claiming, AnEarnerIsPaidWhatItHasNotHadYet) {
    post(kDistributionRoot);
    ASSERT_TRUE(claim(kFirst, claim_of(0, {0, 2})).has_value());
    EXPECT_EQ(box.order(), (topics<Transfer, RewardsClaimed, Transfer, RewardsClaimed>()));
    EXPECT_EQ(balance(kTokenA, recipient), 1e18_u256);
    EXPECT_EQ(balance(kTokenC, recipient), 7e18_u256);
    EXPECT_EQ(balance(kTokenC, at), 93e18_u256);
    const auto event = box.events<RewardsClaimed>()[1];
    EXPECT_EQ(event.root, kDistributionRoot);
    EXPECT_EQ(event.earner, kFirst);
    EXPECT_EQ(event.claimer, kFirst);
    EXPECT_EQ(event.recipient, recipient);
    EXPECT_EQ(event.token, kTokenC);
    EXPECT_EQ(event.claimed_amount, Amount(7e18_u256));
    EXPECT_TRUE(
        box.reverted(error::EarningsNotGreaterThanClaimed, claim(kFirst, claim_of(0, {0}))));

    // A later root pays the difference.
    const TokenTreeMerkleLeaf more{kTokenA, Amount(1'500'000'000'000'000'000_u256)};
    const EarnerTreeMerkleLeaf leaf{kFirst, token_leaf_hash(more)};
    post(earner_leaf_hash(leaf));
    ASSERT_TRUE(claim(kFirst, {1, 0, {}, leaf, {0}, {Bytes{}}, {more}}).has_value());
    EXPECT_EQ(box.events<RewardsClaimed>()[0].claimed_amount, Amount(500'000'000'000'000'000_u256));
    // An older root stays claimable for what it still holds.
    EXPECT_TRUE(claim(kFirst, claim_of(0, {1})).has_value());
}

TEST_F(Claiming, ATokenTwiceInOneClaimFailsOnTheSecond) {
    post(kDistributionRoot);
    EXPECT_TRUE(
        box.reverted(error::EarningsNotGreaterThanClaimed, claim(kFirst, claim_of(0, {1, 1}))));
    EXPECT_EQ(balance(kTokenB, recipient), 0_u256);
}

TEST_F(Claiming, OneTransactionMayClaimForSeveralEarners) {
    post(kDistributionRoot);
    ASSERT_TRUE(box.call(set_claimer_for, kSecond, at, kFirst).has_value());
    const std::vector<RewardsMerkleClaim> both{claim_of(0, {0}), claim_of(1, {0})};
    ASSERT_TRUE(box.call(process_claims, kFirst, at, both, recipient).has_value());
    EXPECT_EQ(balance(kTokenA, recipient), 3e18_u256);
    EXPECT_EQ(box.events<RewardsClaimed>()[1].earner, kSecond);
    EXPECT_EQ(box.events<RewardsClaimed>()[1].claimer, kFirst);
    const std::vector<RewardsMerkleClaim> bad{claim_of(2, {0}), claim_of(0, {2})};
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller,
                             box.call(process_claims, kFirst, at, bad, recipient)));
}

TEST_F(Claiming, OnlyTheNamedClaimerClaims) {
    const Address claimer = Sandbox::account("claimer");
    post(kDistributionRoot);
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller, claim(claimer, claim_of(2, {0}))));
    ASSERT_TRUE(box.call(set_claimer_for, kThird, at, claimer).has_value());
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller, claim(kThird, claim_of(2, {0}))));
    EXPECT_TRUE(claim(claimer, claim_of(2, {0})).has_value());
    ASSERT_TRUE(box.call(set_claimer_for, kThird, at, kZeroAddress).has_value());
    EXPECT_TRUE(claim(kThird, claim_of(2, {1})).has_value());
}

TEST_F(Claiming, ClaimsAreRefusedInTheContractsOrder) {
    RewardsMerkleClaim bad = claim_of(0, {0});
    EXPECT_TRUE(box.reverted(Revert::panic(0x32), claim(kSecond, bad)));
    ASSERT_TRUE(submit(kDistributionRoot, 1).has_value());
    ASSERT_TRUE(submit(Hash{}, 2).has_value());
    ASSERT_TRUE(box.call(disable_root, updater, at, std::uint32_t{1}).has_value());
    bad.rootIndex = 1;
    bad.tokenIndices.push_back(0);
    EXPECT_TRUE(box.reverted(error::RootDisabled, claim(kSecond, bad)));
    bad.rootIndex = 0;
    EXPECT_TRUE(box.reverted(error::RootNotActivated, claim(kSecond, bad)));
    box.block.time += 604'799;
    EXPECT_TRUE(box.reverted(error::RootNotActivated, claim(kSecond, bad)));
    box.block.time += 1;
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, claim(kSecond, bad)));
    bad.tokenIndices.pop_back();
    bad.tokenLeaves.push_back({});
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, claim(kSecond, bad)));
    bad.tokenLeaves.pop_back();
    bad.earnerIndex = 4;
    bad.tokenIndices[0] = 4;
    EXPECT_TRUE(box.reverted(error::InvalidEarnerLeafIndex, claim(kSecond, bad)));
    bad.earnerIndex = 1;
    EXPECT_TRUE(box.reverted(error::InvalidClaimProof, claim(kSecond, bad)));
    bad.earnerIndex = 0;
    EXPECT_TRUE(box.reverted(error::InvalidTokenLeafIndex, claim(kSecond, bad)));
    bad.tokenIndices[0] = 0;
    bad.tokenLeaves[0].cumulativeEarnings = Amount(9);
    EXPECT_TRUE(box.reverted(error::InvalidClaimProof, claim(kSecond, bad)));
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller, claim(kSecond, claim_of(0, {0}))));
    pause_bit(2);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, claim(kSecond, bad)));
    EXPECT_TRUE(box.reverted(
        error::CurrentlyPaused,
        box.call(process_claims, kSecond, at, std::vector<RewardsMerkleClaim>{}, recipient)));
}

TEST_F(Claiming, ARaggedProofIsNoProof) {
    post(kDistributionRoot);
    RewardsMerkleClaim bad = claim_of(0, {0});
    bad.earnerTreeProof.push_back(0);
    EXPECT_TRUE(box.reverted(error::InvalidProofLength, claim(kFirst, bad)));
    bad = claim_of(0, {0});
    bad.tokenTreeProofs[0].pop_back();
    EXPECT_TRUE(box.reverted(error::InvalidProofLength, claim(kFirst, bad)));
    // The missing byte costs the proof a level, and the index is held against the height first.
    bad = claim_of(0, {2});
    bad.tokenTreeProofs[0].pop_back();
    EXPECT_TRUE(box.reverted(error::InvalidTokenLeafIndex, claim(kFirst, bad)));
}

TEST_F(Claiming, AProofOf256LevelsHasNoIndex) {
    post(kDistributionRoot);
    RewardsMerkleClaim bad = claim_of(0, {});
    bad.earnerTreeProof = Bytes(255 * 32);
    EXPECT_TRUE(box.reverted(error::InvalidClaimProof, claim(kFirst, bad)));
    bad.earnerTreeProof = Bytes(256 * 32);
    EXPECT_TRUE(box.reverted(error::InvalidEarnerLeafIndex, claim(kFirst, bad)));
}

TEST_F(Claiming, AnEmptyRootProvesNothing) {
    post(Hash{});
    EXPECT_TRUE(box.reverted(error::EmptyRoot, claim(kFirst, claim_of(0, {0}))));
    const EarnerTreeMerkleLeaf leaf{kFirst, Hash{}};
    post(earner_leaf_hash(leaf));
    const TokenTreeMerkleLeaf token{kTokenA, Amount(1)};
    EXPECT_TRUE(
        box.reverted(error::EmptyRoot, claim(kFirst, {1, 0, {}, leaf, {0}, {Bytes{}}, {token}})));
}

TEST_F(Claiming, ClaimsAreGuarded) {
    post(kDistributionRoot);
    Tx tx = box.transaction();
    const ReentrancyGuard outer(tx, at);
    const Call call{kFirst, at, Wei(), Selector()};
    EXPECT_TRUE(box.reverted("ReentrancyGuard: reentrant call",
                             process_claim(tx, box.ports, call, claim_of(0, {0}), recipient)));
    EXPECT_TRUE(box.reverted("ReentrancyGuard: reentrant call",
                             process_claims(tx, box.ports, call, {claim_of(0, {0})}, recipient)));
}

TEST_F(Claiming, AnEscrowTooSmallReverts) {
    post(kDistributionRoot);
    erc20::move::burn(box.undo, box.tokens, kTokenC, at, Amount(94e18_u256));
    EXPECT_TRUE(
        box.reverted("ERC20: transfer amount exceeds balance", claim(kFirst, claim_of(0, {0, 2}))));
    EXPECT_EQ(balance(kTokenA, recipient), 0_u256);
}

TEST_F(Claiming, AClaimerCanBeSetForOperatorsAndAvssOnly) {
    const Address claimer = Sandbox::account("claimer");
    const auto set = [&](const Address& sender, const Address& earner) {
        return box.call(set_claimer_for_earner, sender, at, earner, claimer);
    };
    EXPECT_TRUE(box.reverted(error::InvalidPermissions, set(claimer, kFirst)));
    EXPECT_TRUE(box.reverted(error::InvalidEarner, set(kFirst, kFirst)));
    aq::eigenlayer::move::create_operator_set(box.undo, box.s, {kFirst, 1});
    aq::eigenlayer::move::set_delegated_to(box.undo, box.s.delegation, kSecond, kSecond);
    ASSERT_TRUE(set(kFirst, kFirst).has_value());
    ASSERT_EQ(box.order(), topics<ClaimerForSet>());
    EXPECT_EQ(box.events<ClaimerForSet>()[0].earner, kFirst);
    EXPECT_EQ(box.events<ClaimerForSet>()[0].old_claimer, kZeroAddress);
    EXPECT_EQ(box.events<ClaimerForSet>()[0].claimer, claimer);
    EXPECT_TRUE(set(kSecond, kSecond).has_value());
    ASSERT_TRUE(box.call(set_claimer_for, kFirst, at, kThird).has_value());
    EXPECT_EQ(box.events<ClaimerForSet>()[0].old_claimer, claimer);
}

}  // namespace
}  // namespace aq::eigenlayer::rewards_coordinator
