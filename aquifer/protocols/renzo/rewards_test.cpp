// SPDX-License-Identifier: Apache-2.0
// claimRewards of an OperatorDelegator: what becomes of WETH, of listed tokens and of the rest.
// Specification of Renzo, sections 11 and 12.
#include <aquifer/eth/merkle.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace od = operator_delegator;
namespace coordinator = eigenlayer::rewards_coordinator;
using eigenlayer::RewardsMerkleClaim;
using eigenlayer::TokenTreeMerkleLeaf;
using testing::topics;

class DelegatorsRewards : public ::testing::Test {
protected:
    void SetUp() override {
        const Address weth = box.eigen.token("WETH");
        box.s.at.weth = weth;
        // A WETH that only unwraps: withdraw(uint256) is its only function.
        box.others[weth] = [this](Tx& tx, const Call& call, BytesView data) -> Result<Bytes> {
            const u256 amount = load_be(data.data() + 4);
            erc20::move::burn(tx.undo, box.tokens, call.to, call.sender, Amount(amount));
            return tx.call({call.to, call.sender, Wei(amount), Selector()}, BytesView());
        };
    }

    /// A claim of one earner, who is alone in the tree, for these tokens; its root is active.
    RewardsMerkleClaim post(const std::vector<TokenTreeMerkleLeaf>& leaves) {
        std::vector<Hash> hashes;
        for (const auto& leaf : leaves) hashes.push_back(coordinator::token_leaf_hash(leaf));
        const KeccakTree tokens(hashes);
        RewardsMerkleClaim claim;
        claim.rootIndex = roots++;
        claim.earnerLeaf = {to, tokens.root()};
        const KeccakTree earners({coordinator::earner_leaf_hash(claim.earnerLeaf)});
        claim.earnerTreeProof = earners.proof(0);
        for (std::uint32_t i = 0; i < leaves.size(); ++i) {
            claim.tokenIndices.push_back(i);
            claim.tokenTreeProofs.push_back(tokens.proof(i));
            claim.tokenLeaves.push_back(leaves[i]);
            erc20::move::mint(box.undo, box.tokens, leaves[i].token, at,
                              leaves[i].cumulativeEarnings);
        }
        AQ_ASSERT(box.eigen
                      .call(coordinator::submit_root, box.account("rewards updater"), at,
                            earners.root(), static_cast<std::uint32_t>(box.block.time) - 1)
                      .has_value());
        box.block.time += 604'800;
        return claim;
    }
    Result<void> claim(const RewardsMerkleClaim& what) {
        return box.call(od::claim_rewards, box.admin, to, what);
    }
    Amount held(const Address& token, const Address& who) {
        return erc20::balance(box.tokens, token, who);
    }

    testing::Sandbox box;
    std::uint32_t roots = 0;
    const Address& to = box.delegators[0];
    const Address at = box.eigen.at.rewards_coordinator;
    const Address destination = box.account("rewards destination");
};

TEST_F(DelegatorsRewards, InListedTokensAreRestakedWithoutAFee) {
    ASSERT_TRUE(claim(post({{box.st_eth, Amount(10e18_u256)}})).has_value());
    EXPECT_EQ(box.order(), topics<GasSpent>());
    EXPECT_EQ(held(box.st_eth, box.st_eth_strategy), Amount(10e18_u256));
    EXPECT_EQ(held(box.st_eth, box.fee_address), Amount());
    Tx tx = box.transaction();
    EXPECT_EQ(*od::token_balance_from_strategy(tx, box.ports, to, box.st_eth), Amount(10e18_u256));
}

// The whole balance goes, not only what was claimed.
TEST_F(DelegatorsRewards, InOtherTokensLeaveTheProtocol) {
    const Address other = box.eigen.token("EIGEN");
    erc20::move::mint(box.undo, box.tokens, other, to, Amount(3_u256));
    const RewardsMerkleClaim what = post({{other, Amount(7_u256)}});
    ASSERT_TRUE(claim(what).has_value());
    EXPECT_EQ(held(other, destination), Amount(10_u256));
    EXPECT_EQ(held(other, to), Amount());
    EXPECT_TRUE(box.reverted(eigenlayer::error::EarningsNotGreaterThanClaimed, claim(what)));
}

TEST_F(DelegatorsRewards, InWrappedEtherPayTheFee) {
    box.fund(box.at.weth, 10e18_u256);
    ASSERT_TRUE(claim(post({{box.at.weth, Amount(10e18_u256)}})).has_value());
    EXPECT_EQ(box.order(),
              (topics<ProtocolFeesPaid, RewardsDeposited, RewardsForwarded, GasSpent>()));
    EXPECT_EQ(box.accounts.ether[box.fee_address], Wei(1e18_u256));
    EXPECT_EQ(box.accounts.ether[box.at.deposit_queue], Wei(9e18_u256));
}

// "Treat as ether receipt": exits that are still expected take it first.
TEST_F(DelegatorsRewards, InWrappedEtherPassForExitsThatAreStillExpected) {
    box.fund(box.at.weth, 10e18_u256);
    move::record_checkpoint(box.undo, box.s, to, 1, Wei(4e18_u256));
    ASSERT_TRUE(claim(post({{box.at.weth, Amount(10e18_u256)}})).has_value());
    EXPECT_EQ(box.order(), (topics<FullWithdrawalETHReceived, ProtocolFeesPaid, RewardsDeposited,
                                   RewardsForwarded, GasSpent>()));
    EXPECT_EQ(box.accounts.ether[box.fee_address], Wei(600'000'000'000'000'000_u256));
}

TEST_F(DelegatorsRewards, OfSeveralTokensGoEachItsWay) {
    const Address other = box.eigen.token("EIGEN");
    box.fund(box.at.weth, 1e18_u256);
    ASSERT_TRUE(claim(post({{box.wb_eth, Amount(2e18_u256)},
                            {other, Amount(5_u256)},
                            {box.at.weth, Amount(1e18_u256)}}))
                    .has_value());
    EXPECT_EQ(held(box.wb_eth, box.wb_eth_strategy), Amount(2e18_u256));
    EXPECT_EQ(held(other, destination), Amount(5_u256));
    EXPECT_EQ(box.accounts.ether[box.at.deposit_queue], Wei(900'000'000'000'000'000_u256));
}

// What is listed is what the manager lists: a strategy of the delegator's own is not enough, and a
// listed token without one cannot be used.
TEST_F(DelegatorsRewards, AreListedByTheManager) {
    const Address own = box.eigen.token("own");
    move::set_token_strategy(box.undo, box.s, to, own, box.eigen.strategy("own strategy", own));
    ASSERT_TRUE(claim(post({{own, Amount(5_u256)}})).has_value());
    EXPECT_EQ(held(own, destination), Amount(5_u256));
    move::set_token_strategy(box.undo, box.s, to, box.wb_eth, kZeroAddress);
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, claim(post({{box.wb_eth, Amount(5_u256)}}))));
}

TEST_F(DelegatorsRewards, ComeFromTheCoordinatorThatIsSet) {
    const RewardsMerkleClaim what = post({{box.st_eth, Amount(1e18_u256)}});
    move::set_settings(box.undo, box.s, to,
                       {.rewards_coordinator = box.account("other coordinator"),
                        .rewards_destination = destination,
                        .gas_refund_address = {},
                        .base_gas_amount_spent = {}});
    EXPECT_TRUE(box.reverted(Revert(), claim(what)));
}

}  // namespace
}  // namespace aq::renzo
