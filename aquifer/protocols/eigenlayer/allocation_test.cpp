// SPDX-License-Identifier: Apache-2.0
/// The operator side of the AllocationManager: the allocation delay, allocating, deallocating and
/// the deallocation queue.
#include <aquifer/protocols/eigenlayer/testing_allocation.hpp>

#include <gtest/gtest.h>

#include <limits>

namespace aq::eigenlayer::testing {

namespace {

class Allocating : public ::testing::Test, protected AllocationWorld {};

// Mainnet's delays in blocks (specification, section 2).
constexpr std::uint32_t kConfigurationDelay = 126'000;
// The sandbox's first block.
constexpr std::uint32_t kLastBlock = std::numeric_limits<std::uint32_t>::max();

}  // namespace

TEST_F(Allocating, ADelaySetAtRegistrationHoldsAtOnce) {
    ASSERT_TRUE(box.call(am::set_allocation_delay, box.at.delegation_manager, manager, bob, 42U));
    EXPECT_EQ(box.order(), topics<AllocationDelaySet>());
    EXPECT_EQ(box.events<AllocationDelaySet>().at(0).effect_block, kNow);
    EXPECT_TRUE(am::allocation_delay(box.s, box.block, bob).is_set);
    EXPECT_EQ(am::allocation_delay(box.s, box.block, bob).blocks, 42U);
}

TEST_F(Allocating, ALaterDelayHoldsAfterTheConfigurationDelayAndOneBlock) {
    ASSERT_TRUE(as(alice, am::set_allocation_delay, alice, 7U));
    EXPECT_EQ(box.events<AllocationDelaySet>().at(0).delay, 7U);
    EXPECT_EQ(box.events<AllocationDelaySet>().at(0).effect_block, kNow + kConfigurationDelay + 1);
    box.mine(kConfigurationDelay);
    EXPECT_EQ(am::allocation_delay(box.s, box.block, alice).blocks, 0U);
    box.mine(1);
    EXPECT_EQ(am::allocation_delay(box.s, box.block, alice).blocks, 7U);
    // The matured one holds while the next waits.
    ASSERT_TRUE(as(alice, am::set_allocation_delay, alice, 9U));
    EXPECT_EQ(am::allocation_delay(box.s, box.block, alice).blocks, 7U);
    box.mine(kConfigurationDelay + 1);
    EXPECT_EQ(am::allocation_delay(box.s, box.block, alice).blocks, 9U);
}

TEST_F(Allocating, OnlyAnOperatorOrItsAppointeeSetsADelay) {
    EXPECT_TRUE(
        box.reverted(error::InvalidPermissions, as(bob, am::set_allocation_delay, alice, 7U)));
    EXPECT_TRUE(box.reverted(error::InvalidOperator, as(bob, am::set_allocation_delay, bob, 7U)));
    constexpr Selector kSetAllocationDelay = "0x56c483e6"_selector;
    appoint(alice, bob, kSetAllocationDelay);
    EXPECT_TRUE(box.call_with({bob, manager, Wei(), kSetAllocationDelay}, am::set_allocation_delay,
                              alice, 7U));
}

TEST_F(Allocating, AnOperatorWithoutADelayCannotAllocate) {
    // It became an operator before there were allocations.
    move::set_allocation_delay(box.undo, box.s, alice, {});
    EXPECT_TRUE(box.reverted(error::UninitializedAllocationDelay, allocate(alice, set, low, kOne)));
}

TEST_F(Allocating, AnAllocationEncumbersAtOnceAndCountsAfterTheDelay) {
    ASSERT_TRUE(become_operator(bob, 100));
    ASSERT_TRUE(allocate(bob, set, low, 600'000'000'000'000'000));
    EXPECT_EQ(box.order(), (topics<EncumberedMagnitudeUpdated, AllocationUpdated>()));
    EXPECT_EQ(box.events<EncumberedMagnitudeUpdated>().at(0).encumbered_magnitude.raw,
              600'000'000'000'000'000U);
    const auto updated = box.events<AllocationUpdated>().at(0);
    EXPECT_EQ(updated.magnitude.raw, 600'000'000'000'000'000U);
    EXPECT_EQ(updated.effect_block, kNow + 100);
    EXPECT_EQ(box.s.allocations.allocated_sets.all(bob), std::vector<OperatorSet>{set});
    EXPECT_EQ(box.s.allocations.allocated_strategies.all(MembershipKey(bob, set)),
              std::vector<Address>{low});
    box.mine(99);
    EXPECT_EQ(current(bob, set, low), 0U);
    box.mine(1);
    EXPECT_EQ(current(bob, set, low), 600'000'000'000'000'000U);
    EXPECT_EQ(encumbered(bob, low), 600'000'000'000'000'000U);
}

TEST_F(Allocating, WithoutADelayAnAllocationCountsInTheSameBlock) {
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).effect_block, kNow);
    EXPECT_EQ(current(alice, set, low), kOne);
}

TEST_F(Allocating, ADeallocationWaitsWhereTheSetCouldSlash) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(allocate(alice, set, low, 400'000'000'000'000'000));
    EXPECT_EQ(box.order(), topics<AllocationUpdated>());
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).magnitude.raw, 400'000'000'000'000'000U);
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).effect_block, kNow + kDeallocationDelay + 1);
    EXPECT_EQ(encumbered(alice, low), kOne);
    box.mine(kDeallocationDelay);
    EXPECT_EQ(current(alice, set, low), kOne);
    EXPECT_EQ(am::allocatable_magnitude(box.s, box.block, alice, low).raw, 0U);
    box.mine(1);
    EXPECT_EQ(current(alice, set, low), 400'000'000'000'000'000U);
    EXPECT_EQ(am::encumbered_magnitude(box.s, box.block, alice, low).raw, 400'000'000'000'000'000U);
    EXPECT_EQ(am::allocatable_magnitude(box.s, box.block, alice, low).raw,
              600'000'000'000'000'000U);
    EXPECT_EQ(encumbered(alice, low), kOne);
    // The next modification clears it first.
    ASSERT_TRUE(allocate(alice, set, low, 500'000'000'000'000'000));
    EXPECT_EQ(
        box.order(),
        (topics<EncumberedMagnitudeUpdated, EncumberedMagnitudeUpdated, AllocationUpdated>()));
    EXPECT_EQ(box.events<EncumberedMagnitudeUpdated>().at(0).encumbered_magnitude.raw,
              400'000'000'000'000'000U);
    EXPECT_EQ(encumbered(alice, low), 500'000'000'000'000'000U);
}

TEST_F(Allocating, ADeallocationIsImmediateWhereTheSetCouldNotSlash) {
    // Not a member.
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(allocate(alice, set, low, 300'000'000'000'000'000));
    EXPECT_EQ(box.order(), (topics<EncumberedMagnitudeUpdated, AllocationUpdated>()));
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).effect_block, kNow);
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).magnitude.raw, 300'000'000'000'000'000U);
    EXPECT_EQ(encumbered(alice, low), 300'000'000'000'000'000U);
    // A member, but the strategy is not the set's.
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(
        as(avs, am::remove_strategies_from_operator_set, avs, 1U, std::vector<Address>{low}));
    ASSERT_TRUE(allocate(alice, set, low, 0));
    EXPECT_EQ(encumbered(alice, low), 0U);
    EXPECT_EQ(box.s.allocations.allocated_sets.size(alice), 0U);
    EXPECT_EQ(box.s.allocations.allocated_strategies.size(MembershipKey(alice, set)), 0U);
}

TEST_F(Allocating, ASetStaysListedWhileAnyStrategyOfItIs) {
    ASSERT_TRUE(allocate(alice, set, low, 1));
    ASSERT_TRUE(allocate(alice, set, high, 1));
    ASSERT_TRUE(allocate(alice, set, low, 0));
    EXPECT_EQ(box.s.allocations.allocated_strategies.all(MembershipKey(alice, set)),
              std::vector<Address>{high});
    EXPECT_EQ(box.s.allocations.allocated_sets.size(alice), 1U);
    ASSERT_TRUE(allocate(alice, set, high, 0));
    EXPECT_EQ(box.s.allocations.allocated_sets.size(alice), 0U);
}

TEST_F(Allocating, ModifyingChecksPausePermissionLengthsAndSet) {
    EXPECT_TRUE(box.reverted(error::InvalidPermissions, as(bob, am::modify_allocations, alice,
                                                           std::vector<AllocateParams>())));
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch,
                             as(alice, am::modify_allocations, alice,
                                std::vector<AllocateParams>{{{avs, 9}, {low}, {}}})));
    EXPECT_TRUE(box.reverted(error::InvalidOperatorSet, allocate(alice, {avs, 9}, low, kOne)));
    pause(am::kPausedModifyAllocations);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, as(bob, am::modify_allocations, alice,
                                                        std::vector<AllocateParams>())));
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, clear(alice, low, 1)));
}

TEST_F(Allocating, AChangeMustBeOneMustFitAndMustNotWaitBehindAnother) {
    EXPECT_TRUE(box.reverted(error::SameMagnitude, allocate(alice, set, low, 0)));
    EXPECT_TRUE(box.reverted(error::InsufficientMagnitude, allocate(alice, set, low, kOne + 1)));
    ASSERT_TRUE(create(2, {low}));
    ASSERT_TRUE(allocate(alice, {avs, 2}, low, 1));
    EXPECT_TRUE(box.reverted(error::InsufficientMagnitude, allocate(alice, set, low, kOne)));
    // 1 and 2^64 - 1 do not fit 64 bits together.
    EXPECT_TRUE(box.reverted(Revert("SafeCast: value doesn't fit in 64 bits"),
                             allocate(alice, set, low, ~std::uint64_t{0})));

    ASSERT_TRUE(become_operator(bob, 100));
    ASSERT_TRUE(allocate(bob, set, low, 5));
    EXPECT_TRUE(box.reverted(error::ModificationAlreadyPending, allocate(bob, set, low, 5)));
    box.mine(100);
    EXPECT_TRUE(box.reverted(error::SameMagnitude, allocate(bob, set, low, 5)));
}

TEST_F(Allocating, SumsOfBlocksAreCheckedIn32Bits) {
    ASSERT_TRUE(become_operator(bob, kLastBlock));
    EXPECT_TRUE(box.reverted(Revert(Arithmetic::kOverflow), allocate(bob, set, low, 1)));
    // Too much is reported before too late.
    EXPECT_TRUE(box.reverted(error::InsufficientMagnitude, allocate(bob, set, low, kOne + 1)));

    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, 2));
    box.mine(kLastBlock - kNow - kDeallocationDelay);
    EXPECT_TRUE(box.reverted(Revert(Arithmetic::kOverflow), allocate(alice, set, low, 1)));
    EXPECT_TRUE(leave(alice, {1}));
    ASSERT_TRUE(join(bob, {1}));
    box.mine(1);
    EXPECT_TRUE(box.reverted(Revert(Arithmetic::kOverflow), leave(bob, {1})));
    EXPECT_TRUE(
        box.reverted(Revert(Arithmetic::kOverflow), as(bob, am::set_allocation_delay, bob, 1U)));
    EXPECT_TRUE(box.reverted(Revert(Arithmetic::kOverflow), as(avs, am::update_slasher, set, bob)));
}

TEST_F(Allocating, SeveralStrategiesAndSetsChangeInOneCallInTheirOrder) {
    ASSERT_TRUE(create(2, {low}));
    ASSERT_TRUE(as(alice, am::modify_allocations, alice,
                   std::vector<AllocateParams>{
                       {set, {high, low}, {Magnitude(3), Magnitude(4)}},
                       {{avs, 2}, {low}, {Magnitude(5)}},
                   }));
    const auto updates = box.events<AllocationUpdated>();
    ASSERT_EQ(updates.size(), 3U);
    EXPECT_EQ(updates[0].strategy, high);
    EXPECT_EQ(updates[1].strategy, low);
    EXPECT_EQ(updates[2].operator_set, (OperatorSet{avs, 2}));
    EXPECT_EQ(encumbered(alice, low), 9U);
    EXPECT_EQ(encumbered(alice, high), 3U);
}

TEST_F(Allocating, TheQueueIsClearedFromItsFrontAsFarAsAskedAndMatured) {
    ASSERT_TRUE(create(2, {low}));
    ASSERT_TRUE(create(3, {low}));
    ASSERT_TRUE(join(alice, {1, 2, 3}));
    for (const std::uint32_t id : {1U, 2U, 3U}) {
        ASSERT_TRUE(allocate(alice, {avs, id}, low, 100));
    }
    ASSERT_TRUE(allocate(alice, {avs, 1}, low, 90));
    ASSERT_TRUE(allocate(alice, {avs, 2}, low, 80));
    box.mine(1);
    ASSERT_TRUE(allocate(alice, {avs, 3}, low, 0));
    EXPECT_TRUE(clear(alice, low, 10));
    EXPECT_EQ(box.logs.size(), 0U);

    // The first two have matured.
    box.mine(kDeallocationDelay);
    ASSERT_TRUE(clear(alice, low, 0));
    EXPECT_EQ(box.logs.size(), 0U);
    ASSERT_TRUE(clear(alice, low, 1));
    EXPECT_EQ(box.order(), topics<EncumberedMagnitudeUpdated>());
    EXPECT_EQ(encumbered(alice, low), 290U);
    ASSERT_TRUE(clear(alice, low, 10));
    EXPECT_EQ(encumbered(alice, low), 270U);
    EXPECT_EQ(box.s.allocations.deallocation_queue.size(StrategyKey(alice, low)), 1U);
    EXPECT_EQ(stored(alice, set, low).current.raw, 90U);

    box.mine(1);
    ASSERT_TRUE(clear(alice, low, 10));
    EXPECT_EQ(encumbered(alice, low), 170U);
    EXPECT_FALSE(box.s.allocations.allocated_sets.contains(alice, {avs, 3}));
}

TEST_F(Allocating, ClearingTakesOneCountForEachStrategy) {
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch,
                             as(bob, am::clear_deallocation_queue, alice, std::vector<Address>{low},
                                std::vector<std::uint16_t>())));
}

// Worked example X25.
TEST_F(Allocating, ADeallocationStaysSlashableThroughTheWholeDelay) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(allocate(alice, set, low, 0));
    box.mine(kDeallocationDelay);
    EXPECT_TRUE(slash(alice, {low}, {kWad}));
    EXPECT_EQ(max(alice, low), 0U);
}

TEST_F(Allocating, ADeallocationIsOutOfReachOneBlockAfterTheDelay) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(allocate(alice, set, low, 0));
    box.mine(kDeallocationDelay + 1);
    EXPECT_TRUE(slash(alice, {low}, {kWad}));
    EXPECT_EQ(max(alice, low), kOne);
}

}  // namespace aq::eigenlayer::testing
