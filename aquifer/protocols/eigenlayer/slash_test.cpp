// SPDX-License-Identifier: Apache-2.0
/// AllocationManager.slashOperator. The X numbers are the worked examples of the specification,
/// section 13, all computed with exact integers.
#include <aquifer/protocols/eigenlayer/testing_allocation.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

class Slashing : public ::testing::Test, protected AllocationWorld {};

Shares shares(const u256& raw) {
    return Shares(raw);
}

}  // namespace

TEST_F(Slashing, ASlashTakesFromAllocationMaxAndEncumberedAndThenFromShares) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, 300'000'000'000'000'000));
    give_shares(alice, low, 100'000'000'000'000'000'000_u256);
    // X11 (f): 10 % of an allocation of 30 %.
    const auto result = slash(alice, {low}, {100'000'000'000'000'000_u256});
    ASSERT_TRUE(result);
    EXPECT_EQ(std::get<0>(*result), u256(1U));
    EXPECT_EQ(std::get<1>(*result), std::vector{shares(3'000'000'000'000'000'000_u256)});
    EXPECT_EQ(max(alice, low), 970'000'000'000'000'000U);
    EXPECT_EQ(encumbered(alice, low), 270'000'000'000'000'000U);
    EXPECT_EQ(current(alice, set, low), 270'000'000'000'000'000U);
    EXPECT_EQ(am::allocatable_magnitude(box.s, box.block, alice, low).raw,
              700'000'000'000'000'000U);

    EXPECT_EQ(box.order(),
              (topics<EncumberedMagnitudeUpdated, AllocationUpdated, MaxMagnitudeUpdated,
                      OperatorSharesDecreased, OperatorSharesSlashed,
                      BurnOrRedistributableSharesIncreased, OperatorSlashed>()));
    const auto slashed = box.events<OperatorSlashed>().at(0);
    EXPECT_EQ(slashed.operator_address, alice);
    EXPECT_EQ(slashed.operator_set, set);
    EXPECT_EQ(slashed.strategies, std::vector<Address>{low});
    EXPECT_EQ(slashed.wad_slashed, std::vector{30'000'000'000'000'000_u256});
    EXPECT_EQ(slashed.description, "why");
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).effect_block, kNow);
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).magnitude.raw, 270'000'000'000'000'000U);
    EXPECT_EQ(box.s.delegation.operator_shares[StrategyKey(alice, low)],
              shares(97'000'000'000'000'000'000_u256));
}

TEST_F(Slashing, SlashingChecksPauseLengthsSetOperatorAndCallerInThisOrder) {
    const auto attempt = [&](std::uint32_t id, const Address& who, std::vector<u256> wads) {
        return as(bob, am::slash_operator, avs,
                  SlashingParams{who, id, {low}, std::move(wads), ""});
    };
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, attempt(9, bob, {})));
    EXPECT_TRUE(box.reverted(error::InvalidOperatorSet, attempt(9, bob, {kWad})));
    EXPECT_TRUE(box.reverted(error::OperatorNotSlashable, attempt(1, alice, {kWad})));
    ASSERT_TRUE(join(alice, {1}));
    EXPECT_TRUE(box.reverted(error::InvalidCaller, attempt(1, alice, {kWad})));
    pause(am::kPausedSlashing);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, attempt(9, bob, {})));
}

TEST_F(Slashing, APermissionDoesNotMakeASlasher) {
    ASSERT_TRUE(join(alice, {1}));
    appoint(avs, bob, am::kSlashOperator);
    const SlashingParams params{alice, 1, {low}, {kWad}, ""};
    EXPECT_TRUE(box.reverted(
        error::InvalidCaller,
        box.call_with({bob, manager, Wei(), am::kSlashOperator}, am::slash_operator, avs, params)));
    EXPECT_TRUE(box.reverted(error::InvalidCaller, as(avs, am::slash_operator, avs, params)));
}

TEST_F(Slashing, StrategiesMustAscendBeOfTheSetAndTakeAFraction) {
    ASSERT_TRUE(join(alice, {1}));
    EXPECT_TRUE(box.reverted(error::StrategiesMustBeInAscendingOrder,
                             slash(alice, {high, low}, {kWad, u256()})));
    EXPECT_TRUE(box.reverted(error::StrategiesMustBeInAscendingOrder,
                             slash(alice, {low, low}, {kWad, kWad})));
    EXPECT_TRUE(box.reverted(error::InvalidWadToSlash, slash(alice, {kZeroAddress}, {u256()})));
    EXPECT_TRUE(box.reverted(error::InvalidWadToSlash,
                             slash(alice, {kZeroAddress}, {1'000'000'000'000'000'001_u256})));
    EXPECT_TRUE(
        box.reverted(error::StrategyNotInOperatorSet, slash(alice, {kZeroAddress}, {kWad})));
}

TEST_F(Slashing, IdsCountEverySlashEvenOneOfNothing) {
    ASSERT_TRUE(join(alice, {1}));
    const auto first = slash(alice, {low, high}, {kWad, kWad});
    ASSERT_TRUE(first);
    EXPECT_EQ(*first, std::tuple(u256(1U), std::vector<Shares>(2)));
    EXPECT_EQ(box.order(), topics<OperatorSlashed>());
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed, std::vector<u256>(2));
    EXPECT_EQ(std::get<0>(*slash(alice, {}, {})), u256(2U));
    EXPECT_EQ(box.s.allocations.slash_count[set], u256(2U));
    EXPECT_FALSE(slash(alice, {low}, {u256()}));
    EXPECT_EQ(box.s.allocations.slash_count[set], u256(2U));
}

TEST_F(Slashing, WhatIsNotAllocatedIsSkippedAmongTheOthers) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, high, kOne));
    give_shares(alice, high, 10_u256);
    const auto result = slash(alice, {low, high}, {kWad, 500'000'000'000'000'000_u256});
    ASSERT_TRUE(result);
    EXPECT_EQ(std::get<1>(*result), (std::vector{shares(0_u256), shares(5_u256)}));
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed,
              (std::vector{0_u256, 500'000'000'000'000'000_u256}));
    EXPECT_EQ(max(alice, low), kOne);
    EXPECT_EQ(max(alice, high), 500'000'000'000'000'000U);
}

TEST_F(Slashing, ALeaverIsSlashedThroughTheDelay) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(leave(alice, {1}));
    box.mine(100'800);
    EXPECT_TRUE(slash(alice, {low}, {1_u256}));
    EXPECT_EQ(max(alice, low), kOne - 1);
    box.mine(1);
    EXPECT_TRUE(box.reverted(error::OperatorNotSlashable, slash(alice, {low}, {1_u256})));
}

// X25: what is allocated without a delay can be slashed in the same block.
TEST_F(Slashing, AllocationAndSlashCanShareABlock) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(slash(alice, {low}, {kWad}));
    EXPECT_EQ(max(alice, low), 0U);
    // Nothing is left to allocate, nor listed.
    EXPECT_EQ(box.s.allocations.allocated_sets.size(alice), 0U);
    EXPECT_TRUE(box.reverted(error::InsufficientMagnitude, allocate(alice, set, low, 1)));
}

TEST_F(Slashing, SlashesInOneBlockAreOneEntryOfTheHistory) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(slash(alice, {low}, {100'000'000'000'000'000_u256}));
    ASSERT_TRUE(slash(alice, {low}, {100'000'000'000'000'000_u256}));
    box.mine(5);
    ASSERT_TRUE(slash(alice, {low}, {kWad}));
    EXPECT_EQ(box.s.allocations.max_magnitude.points.size(StrategyKey(alice, low)), 2U);
    const auto at = [&](std::uint32_t block) {
        return am::max_magnitude_at_block(box.s, alice, low, block).raw;
    };
    EXPECT_EQ(at(kNow - 1), kOne);
    EXPECT_EQ(at(kNow), 810'000'000'000'000'000U);
    EXPECT_EQ(at(kNow + 4), 810'000'000'000'000'000U);
    EXPECT_EQ(at(kNow + 5), 0U);
}

// X11 (a).
TEST_F(Slashing, APendingDeallocationIsSlashedInProportion) {
    ASSERT_TRUE(join(alice, {1}));
    place(alice, low, {600'000'000'000'000'000, -200'000'000'000'000'000, kOne, kOne});
    ASSERT_TRUE(slash(alice, {low}, {250'000'000'000'000'000_u256}));
    EXPECT_EQ(stored(alice, set, low).current.raw, 450'000'000'000'000'000U);
    EXPECT_TRUE(stored(alice, set, low).pending_diff == -150'000'000'000'000'000);
    EXPECT_EQ(max(alice, low), 850'000'000'000'000'000U);
    EXPECT_EQ(encumbered(alice, low), 850'000'000'000'000'000U);

    // The smaller deallocation is told before anything else.
    EXPECT_EQ(box.order(),
              (topics<AllocationUpdated, EncumberedMagnitudeUpdated, AllocationUpdated,
                      MaxMagnitudeUpdated, OperatorSharesDecreased, OperatorSharesSlashed,
                      BurnOrRedistributableSharesIncreased, OperatorSlashed>()));
    const auto updates = box.events<AllocationUpdated>();
    EXPECT_EQ(updates.at(0).magnitude.raw, 300'000'000'000'000'000U);
    EXPECT_EQ(updates.at(0).effect_block, kNow + 100);
    EXPECT_EQ(updates.at(1).magnitude.raw, 450'000'000'000'000'000U);
    EXPECT_EQ(updates.at(1).effect_block, kNow);
}

// X11 (b).
TEST_F(Slashing, BothPartsOfASlashRoundUp) {
    ASSERT_TRUE(join(alice, {1}));
    place(alice, low,
          {333'333'333'333'333'333, -111'111'111'111'111'111, 900'000'000'000'000'000, kOne});
    ASSERT_TRUE(slash(alice, {low}, {500'000'000'000'000'001_u256}));
    EXPECT_EQ(stored(alice, set, low).current.raw, 166'666'666'666'666'666U);
    EXPECT_TRUE(stored(alice, set, low).pending_diff == -55'555'555'555'555'555);
    EXPECT_EQ(max(alice, low), 833'333'333'333'333'333U);
    EXPECT_EQ(encumbered(alice, low), 733'333'333'333'333'333U);
}

// X11 (c).
TEST_F(Slashing, ASlashOfDustTakesAtLeastOne) {
    ASSERT_TRUE(join(alice, {1}));
    place(alice, low, {7, -3, 9, 10});
    ASSERT_TRUE(slash(alice, {low}, {100'000'000'000'000'000_u256}));
    EXPECT_EQ(stored(alice, set, low).current.raw, 6U);
    EXPECT_TRUE(stored(alice, set, low).pending_diff == -2);
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed,
              std::vector{100'000'000'000'000'000_u256});
}

// X11 (d).
TEST_F(Slashing, APendingAllocationIsNotSlashedAndStillArrives) {
    ASSERT_TRUE(join(alice, {1}));
    place(alice, low,
          {100'000'000'000'000'000, 200'000'000'000'000'000, 300'000'000'000'000'000, kOne});
    ASSERT_TRUE(slash(alice, {low}, {kWad}));
    EXPECT_EQ(box.events<AllocationUpdated>().size(), 1U);
    EXPECT_EQ(max(alice, low), 900'000'000'000'000'000U);
    EXPECT_EQ(encumbered(alice, low), 200'000'000'000'000'000U);
    EXPECT_EQ(current(alice, set, low), 0U);
    box.mine(100);
    EXPECT_EQ(current(alice, set, low), 200'000'000'000'000'000U);
}

// X11 (e).
TEST_F(Slashing, ADeallocationSlashedToNothingStillBlocksTheNextChange) {
    ASSERT_TRUE(join(alice, {1}));
    place(alice, low,
          {500'000'000'000'000'000, -500'000'000'000'000'000, 500'000'000'000'000'000, kOne});
    ASSERT_TRUE(slash(alice, {low}, {kWad}));
    EXPECT_TRUE(stored(alice, set, low).pending_diff == 0);
    EXPECT_EQ(stored(alice, set, low).effect_block, kNow + 100);
    EXPECT_EQ(box.s.allocations.allocated_sets.size(alice), 0U);
    box.mine(99);
    EXPECT_TRUE(box.reverted(error::ModificationAlreadyPending, allocate(alice, set, low, 1)));
    box.mine(1);
    EXPECT_TRUE(allocate(alice, set, low, 1));
}

// X11 (g).
TEST_F(Slashing, TheMinimumStakeRoundsDownTwice) {
    ASSERT_TRUE(join(alice, {1}));
    place(alice, low,
          {333'333'333'333'333'333, 0, 333'333'333'333'333'333, 666'666'666'666'666'667});
    give_shares(alice, low, 100'000'000'000'000'000'000_u256);
    const auto stakes = am::minimum_slashable_stake(box.s, box.block, set, {alice}, {low}, kNow);
    ASSERT_TRUE(stakes);
    EXPECT_EQ(stakes->at(0).at(0), shares(49'999'999'999'999'999'900_u256));
}

// X5, the magnitudes and the operator's shares.
TEST_F(Slashing, ANearlyFullSlashLeavesOneAndTheNextTakesIt) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    give_shares(alice, low, 100'000'000'000'000'000'000_u256);
    const auto first = slash(alice, {low}, {999'999'999'999'999'999_u256});
    ASSERT_TRUE(first);
    EXPECT_EQ(max(alice, low), 1U);
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed,
              std::vector{999'999'999'999'999'999_u256});
    EXPECT_EQ(std::get<1>(*first), std::vector{shares(99'999'999'999'999'999'900_u256)});
    EXPECT_EQ(box.s.delegation.operator_shares[StrategyKey(alice, low)], shares(100_u256));
    const auto second = slash(alice, {low}, {1_u256});
    ASSERT_TRUE(second);
    EXPECT_EQ(max(alice, low), 0U);
    EXPECT_EQ(std::get<1>(*second), std::vector{shares(100_u256)});
}

// X6 and X7, the magnitudes.
TEST_F(Slashing, FractionsOfAFullAllocationComeOffTheMaxMagnitude) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(slash(alice, {low}, {250'000'000'000'000'000_u256}));
    EXPECT_EQ(max(alice, low), 750'000'000'000'000'000U);
    ASSERT_TRUE(allocate(alice, set, high, kOne));
    ASSERT_TRUE(slash(alice, {high}, {333'333'333'333'333'333_u256}));
    EXPECT_EQ(max(alice, high), 666'666'666'666'666'667U);
}

// X10, the magnitudes.
TEST_F(Slashing, ASecondSlashTakesItsFractionOfWhatIsLeft) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(slash(alice, {low}, {100'000'000'000'000'000_u256}));
    EXPECT_EQ(max(alice, low), 900'000'000'000'000'000U);
    ASSERT_TRUE(slash(alice, {low}, {500'000'000'000'000'000_u256}));
    EXPECT_EQ(max(alice, low), 450'000'000'000'000'000U);
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed,
              std::vector{500'000'000'000'000'000_u256});
}

// X22: a fraction of 1 wei of the whole.
TEST_F(Slashing, TheSmallestSlashTakesOne) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    give_shares(alice, low, 1'000'000'000'000'000'000_u256);
    const auto result = slash(alice, {low}, {1_u256});
    ASSERT_TRUE(result);
    EXPECT_EQ(max(alice, low), kOne - 1);
    EXPECT_EQ(std::get<1>(*result), std::vector{shares(1_u256)});
}

TEST_F(Slashing, ARevertTakesBackEarlierStrategiesAndTheirLogs) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    const auto before = box.copy();
    EXPECT_FALSE(slash(alice, {low, high}, {kWad, u256()}));
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_TRUE(box.is_as(*before));
}

}  // namespace aq::eigenlayer::testing
