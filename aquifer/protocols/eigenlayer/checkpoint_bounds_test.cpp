// SPDX-License-Identifier: Apache-2.0
/// Checkpoints whose numbers leave their widths. No beacon chain has such balances, nor a pod such
/// records: but the contract checks, and so must the rules.
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::PodSandbox;

constexpr std::uint64_t kMax = ~std::uint64_t{0};
constexpr std::uint64_t kStake = 32'000'000'000;

class CheckpointBounds : public ::testing::Test {
protected:
    void edit_pod(const auto& change) { box.undo.edit(box.s.pods.rows, box.pod, change); }

    const Revert overflow = Revert::panic(0x11);
    PodSandbox box;
};

TEST_F(CheckpointBounds, ProvenBalancesTogetherFitSixtyFourBits) {
    box.add_validator(1);
    box.add_validator(2);
    box.chain.validators[0].effective_gwei = kMax - kStake + 1;
    box.next_block();
    EXPECT_TRUE(box.reverted(overflow, box.verify({0, 1})));
    --box.chain.validators[0].effective_gwei;
    box.publish();
    EXPECT_TRUE(box.verify({0, 1}));
    EXPECT_EQ(box.s.pods.checkpoints[box.pod].prev_beacon_balance.raw, kMax);
}

TEST_F(CheckpointBounds, ProofsBeyondTheCountOfTheCheckpointPanic) {
    box.restake(1);
    box.restake(2);
    // uint24(activeValidatorCount): with 2^24 + 1 validators one proof is due.
    edit_pod([](Pod& row) { row.active_validator_count = (1U << 24U) + 1; });
    box.next_block();
    ASSERT_TRUE(box.start());
    EXPECT_EQ(box.s.pods.checkpoints[box.pod].proofs_remaining, 1U);
    EXPECT_TRUE(box.reverted(overflow, box.prove({0, 1})));
    EXPECT_TRUE(box.prove({0}));
}

// More ether than the pod has: withdrawals only lower what was credited when the checkpoint began.
TEST_F(CheckpointBounds, CreditedEtherFitsSixtyFourBits) {
    box.restake(1);
    box.fund(box.pod, 33e18_u256);
    box.next_block();
    ASSERT_TRUE(box.start());
    edit_pod([](Pod& row) { row.restaked_execution_layer = Gwei(kMax - 33'000'000'000 + 1); });
    EXPECT_TRUE(box.reverted(overflow, box.prove({0})));
    edit_pod([](Pod& row) { row.restaked_execution_layer = Gwei(kMax - 33'000'000'000); });
    EXPECT_TRUE(box.prove({0}));
    EXPECT_EQ(box.s.pods.rows[box.pod].restaked_execution_layer.raw, kMax);
}

// The sum of what exits is part of the sum of what was there, which has been checked before it.
TEST_F(CheckpointBounds, ExitedBalancesFitSixtyFourBits) {
    box.restake(1);
    box.fund(box.pod, 32e18_u256);
    box.chain.validators[0].balance_gwei = 0;
    box.next_block();
    ASSERT_TRUE(box.start());
    const Key<Address, std::uint64_t> key(box.pod, box.block.time);
    box.undo.set(box.s.pods.balance_exited, key, Gwei(kMax - kStake + 1));
    EXPECT_TRUE(box.reverted(overflow, box.prove({0})));
    box.undo.set(box.s.pods.balance_exited, key, Gwei(kMax - kStake));
    EXPECT_TRUE(box.prove({0}));
    EXPECT_EQ(box.s.pods.balance_exited[key].raw, kMax);
}

}  // namespace
}  // namespace aq::eigenlayer
