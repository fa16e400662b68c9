// SPDX-License-Identifier: Apache-2.0
/// The AllocationManager's views, and its face: every external function by its selector.
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/testing_allocation.hpp>

#include <gtest/gtest.h>

#include <algorithm>

namespace aq::eigenlayer::testing {

namespace {

class AllocationViews : public ::testing::Test, protected AllocationWorld {};

// Annex A of the specification: AllocationManager, its fixed-address getters, and what pausable
// contracts share.
constexpr std::uint32_t kSelectors[] = {
    0x7bc1ef61, 0x2981eb77, 0x67aeaa53, 0x50feea20, 0x4b5046ef, 0x261f84e0, 0x3dff8e7d, 0x32a879e4,
    0xd1a83f54, 0x6e3492b5, 0xdb4df761, 0x304c10cd, 0x6cfb4481, 0x15fe5028, 0x2b453a9a, 0xc221d8ae,
    0x10e1b9b8, 0xb9fbaed1, 0x8ce64854, 0xf605ce08, 0xa9333ec8, 0x4a10ffe5, 0x547afb87, 0x94d7d00c,
    0xb2447af7, 0x6e875dba, 0x2bab2c4a, 0xba1a84e5, 0xd7794857, 0x0f3df50e, 0x79ae50cd, 0x4cfd2939,
    0xd4a3fcce, 0x4177a87c, 0x40120dab, 0x670d3ba2, 0xdc2af692, 0x260dc758, 0x1352c3e6, 0xf231bd08,
    0x957dc50b, 0x952899ee, 0xadc2e3d9, 0xb66bd989, 0xd3d96ff4, 0x56c483e6, 0x36352057, 0xa9821821,
    0x6c9d7c58,
    // delegation, permissionController, viewImplementation
    0xdf5cf723, 0x4657e26a, 0x0b156bb6,
    // pause, pauseAll, paused(uint8), paused, pauserRegistry, unpause
    0x136439dd, 0x595c6a67, 0x5ac86ab7, 0x5c975abb, 0x886f1195, 0xfabc1cbc,
    // initialize
    0xfe4b84df};

}  // namespace

TEST(AllocationManagerFace, BindsExactlyThePublishedSelectors) {
    std::vector<std::uint32_t> expected(std::begin(kSelectors), std::end(kSelectors));
    std::ranges::sort(expected);
    std::vector<std::uint32_t> bound;
    for (const auto& f : allocation_manager_face().functions()) {
        bound.push_back(f.selector.number());
    }
    std::ranges::sort(bound);
    EXPECT_EQ(bound, expected);
}

class AllocationFace : public ::testing::Test, protected AllocationWorld {
protected:
    /// What the AllocationManager answers to calldata; nothing if it reverts.
    template <class... T, class... Args>
    std::tuple<T...> ask(std::uint32_t selector, const Args&... args) {
        const auto answer = box.send(allocation_manager_face(), {bob, manager, Wei(), Selector()},
                                     abi_call(Selector::of(selector), args...));
        std::tuple<T...> out;
        EXPECT_TRUE(answer);
        if (!answer) return out;
        const bool good =
            std::apply([&](auto&... part) { return abi_decode(AbiReader(*answer), part...); }, out);
        EXPECT_TRUE(good);
        return out;
    }
    template <class T, class... Args>
    T ask_one(std::uint32_t selector, const Args&... args) {
        return std::get<0>(ask<T>(selector, args...));
    }
};

TEST_F(AllocationFace, AnswersWhereItsNeighboursAreAndItsDelays) {
    EXPECT_EQ(ask_one<Address>(0xdf5cf723), box.at.delegation_manager);
    EXPECT_EQ(ask_one<Address>(0xdb4df761), box.at.eigen_strategy);
    EXPECT_EQ(ask_one<Address>(0x4657e26a), box.at.permission_controller);
    EXPECT_EQ(ask_one<Address>(0x0b156bb6), box.at.allocation_manager_view);
    EXPECT_EQ(ask_one<std::uint32_t>(0x2981eb77), 100'800U);
    EXPECT_EQ(ask_one<std::uint32_t>(0x7bc1ef61), 126'000U);
    EXPECT_EQ(ask_one<std::uint32_t>(0x67aeaa53), 126'000U);
}

TEST_F(AllocationFace, AnswersOfOperatorSets) {
    ASSERT_TRUE(create_redistributing(2, {low}, bob));
    ASSERT_TRUE(join(alice, {1}));
    const OperatorSet second{avs, 2};
    EXPECT_EQ(ask_one<Address>(0x304c10cd, avs), registrar);
    EXPECT_EQ(ask_one<u256>(0xba1a84e5, avs), u256(2U));
    EXPECT_TRUE(ask_one<bool>(0x260dc758, set));
    EXPECT_FALSE(ask_one<bool>(0x260dc758, OperatorSet{avs, 3}));
    EXPECT_EQ(ask_one<std::vector<Address>>(0x6e875dba, set), std::vector<Address>{alice});
    EXPECT_EQ(ask_one<u256>(0xb2447af7, set), u256(1U));
    EXPECT_EQ(ask_one<std::vector<Address>>(0x4177a87c, set), (std::vector<Address>{low, high}));
    EXPECT_FALSE(ask_one<bool>(0xf231bd08, set));
    EXPECT_TRUE(ask_one<bool>(0xf231bd08, second));
    EXPECT_EQ(ask_one<Address>(0x0f3df50e, set), kBurnAddress);
    EXPECT_EQ(ask_one<Address>(0x0f3df50e, second), bob);
    EXPECT_EQ(ask_one<Address>(0xd4a3fcce, set), slasher);
    EXPECT_EQ((ask<Address, std::uint32_t>(0xd7794857, set)), std::tuple(kZeroAddress, 0U));
    ASSERT_TRUE(as(avs, am::update_slasher, set, bob));
    EXPECT_EQ((ask<Address, std::uint32_t>(0xd7794857, set)), std::tuple(bob, kNow + 126'001));
    ASSERT_TRUE(slash(alice, {}, {}));
    EXPECT_EQ(ask_one<u256>(0x4cfd2939, set), u256(1U));
}

TEST_F(AllocationFace, AnswersOfOperators) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, high, 5));
    EXPECT_EQ((ask<bool, std::uint32_t>(0xb9fbaed1, alice)), std::tuple(true, 0U));
    EXPECT_EQ((ask<bool, std::uint32_t>(0xb9fbaed1, bob)), std::tuple(false, 0U));
    EXPECT_EQ(ask_one<std::vector<OperatorSet>>(0x79ae50cd, alice), std::vector{set});
    EXPECT_EQ(ask_one<std::vector<OperatorSet>>(0x15fe5028, alice), std::vector{set});
    EXPECT_EQ(ask_one<std::vector<Address>>(0xc221d8ae, alice, set), std::vector{high});
    EXPECT_TRUE(ask_one<bool>(0x670d3ba2, alice, set));
    EXPECT_FALSE(ask_one<bool>(0x670d3ba2, bob, set));
    EXPECT_TRUE(ask_one<bool>(0x1352c3e6, alice, set));
    EXPECT_FALSE(ask_one<bool>(0x1352c3e6, bob, set));
    EXPECT_FALSE(ask_one<bool>(0xdc2af692, alice));
}

TEST_F(AllocationFace, AnswersOfAllocations) {
    ASSERT_TRUE(become_operator(bob, 10));
    ASSERT_TRUE(join(bob, {1}));
    ASSERT_TRUE(allocate(bob, set, low, 600));
    const auto pending = ask_one<AllocationAnswer>(0x10e1b9b8, bob, set, low);
    EXPECT_EQ(pending.currentMagnitude.raw, 0U);
    EXPECT_TRUE(pending.pendingDiff.value == 600);
    EXPECT_EQ(pending.effectBlock, kNow + 10);
    box.mine(10);
    ASSERT_TRUE(allocate(bob, set, low, 200));
    const auto falling = ask_one<AllocationAnswer>(0x10e1b9b8, bob, set, low);
    EXPECT_EQ(falling.currentMagnitude.raw, 600U);
    EXPECT_TRUE(falling.pendingDiff.value == -400);
    EXPECT_EQ(falling.effectBlock, kNow + 10 + kDeallocationDelay + 1);

    const auto two = ask_one<std::vector<AllocationAnswer>>(
        0x8ce64854, std::vector<Address>{alice, bob}, set, low);
    ASSERT_EQ(two.size(), 2U);
    EXPECT_EQ(two[0].currentMagnitude.raw, 0U);
    EXPECT_EQ(two[1].currentMagnitude.raw, 600U);

    // Every set it has allocated to, whether or not it has this strategy.
    const auto [sets, rows] =
        ask<std::vector<OperatorSet>, std::vector<AllocationAnswer>>(0x40120dab, bob, high);
    EXPECT_EQ(sets, std::vector{set});
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].currentMagnitude.raw, 0U);

    EXPECT_EQ(ask_one<std::uint64_t>(0xf605ce08, bob, low), 600U);
    EXPECT_EQ(ask_one<std::uint64_t>(0x6cfb4481, bob, low), kOne - 600);
    box.mine(kDeallocationDelay + 1);
    EXPECT_EQ(ask_one<std::uint64_t>(0xf605ce08, bob, low), 200U);
    EXPECT_EQ(ask_one<std::uint64_t>(0x6cfb4481, bob, low), kOne - 200);
}

TEST_F(AllocationFace, AnswersOfMaxMagnitudes) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, high, kOne));
    ASSERT_TRUE(slash(alice, {high}, {100'000'000'000'000'000_u256}));
    using Magnitudes = std::vector<std::uint64_t>;
    const std::vector<Address> both{low, high};
    EXPECT_EQ(ask_one<std::uint64_t>(0xa9333ec8, alice, high), 900'000'000'000'000'000U);
    EXPECT_EQ(ask_one<Magnitudes>(0x547afb87, alice, both),
              (Magnitudes{kOne, 900'000'000'000'000'000}));
    EXPECT_EQ(ask_one<Magnitudes>(0x4a10ffe5, std::vector<Address>{bob, alice}, high),
              (Magnitudes{kOne, 900'000'000'000'000'000}));
    EXPECT_EQ(ask_one<Magnitudes>(0x94d7d00c, alice, both, kNow - 1), (Magnitudes{kOne, kOne}));
    EXPECT_EQ(ask_one<Magnitudes>(0x94d7d00c, alice, both, kNow),
              (Magnitudes{kOne, 900'000'000'000'000'000}));
}

TEST_F(AllocationFace, AnswersOfStakes) {
    using Rows = std::vector<std::vector<u256>>;
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, 500'000'000'000'000'000));
    give_shares(alice, low, 1000_u256);
    give_shares(bob, low, 1000_u256);
    const std::vector<Address> operators{alice, bob};
    const std::vector<Address> strategies{low, high};
    EXPECT_EQ(ask_one<Rows>(0x2b453a9a, set, operators, strategies),
              (Rows{{500_u256, 0_u256}, {0_u256, 0_u256}}));
    // A deallocation counts from the block at which it takes effect.
    ASSERT_TRUE(allocate(alice, set, low, 200'000'000'000'000'000));
    const std::uint32_t effect = kNow + kDeallocationDelay + 1;
    const auto slashable = [&](std::uint32_t until) {
        return ask_one<Rows>(0x2bab2c4a, set, operators, strategies, until).at(0).at(0);
    };
    EXPECT_EQ(slashable(effect - 1), 500_u256);
    EXPECT_EQ(slashable(effect), 200_u256);
    EXPECT_EQ(ask_one<Rows>(0x2b453a9a, set, operators, strategies).at(0).at(0), 500_u256);
}

TEST_F(AllocationViews, OneWhoCannotBeSlashedHasAllocatedStakeButNoSlashableStake) {
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    give_shares(alice, low, 1000_u256);
    EXPECT_EQ(am::allocated_stake(box.s, box.block, set, {alice}, {low})->at(0).at(0),
              Shares(1000_u256));
    EXPECT_EQ(am::minimum_slashable_stake(box.s, box.block, set, {alice}, {low}, kNow)->at(0).at(0),
              Shares());
}

TEST_F(AllocationViews, AFullySlashedOperatorHasNoStake) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, kOne));
    ASSERT_TRUE(slash(alice, {low}, {kWad}));
    give_shares(alice, low, 1000_u256);
    EXPECT_EQ(am::allocated_stake(box.s, box.block, set, {alice}, {low})->at(0).at(0), Shares());
}

TEST_F(AllocationViews, AnAllocationUnderWayAddsNothingToTheMinimum) {
    ASSERT_TRUE(become_operator(bob, 10));
    ASSERT_TRUE(join(bob, {1}));
    ASSERT_TRUE(allocate(bob, set, low, kOne));
    give_shares(bob, low, 1000_u256);
    EXPECT_EQ(
        am::minimum_slashable_stake(box.s, box.block, set, {bob}, {low}, kNow + 10)->at(0).at(0),
        Shares());
}

TEST_F(AllocationViews, RedistributableIsWhoeverARedistributingSetCouldSlash) {
    ASSERT_TRUE(create_redistributing(2, {low}, bob));
    const auto redistributable = [&] {
        return am::is_operator_redistributable(box.s, box.block, alice);
    };
    ASSERT_TRUE(join(alice, {1}));
    EXPECT_FALSE(redistributable());
    ASSERT_TRUE(allocate(alice, {avs, 2}, low, 5));
    EXPECT_FALSE(redistributable());
    ASSERT_TRUE(join(alice, {2}));
    EXPECT_TRUE(redistributable());
    // Gone from the registered sets, but allocated and slashable still.
    ASSERT_TRUE(leave(alice, {2}));
    EXPECT_TRUE(redistributable());
    box.mine(kDeallocationDelay + 1);
    EXPECT_FALSE(redistributable());
}

TEST_F(AllocationViews, ViewsThatEvaluateStoreNothing) {
    ASSERT_TRUE(join(alice, {1}));
    ASSERT_TRUE(allocate(alice, set, low, 500));
    ASSERT_TRUE(allocate(alice, set, low, 200));
    box.mine(kDeallocationDelay + 1);
    EXPECT_EQ(current(alice, set, low), 200U);
    EXPECT_EQ(stored(alice, set, low).current.raw, 500U);
    EXPECT_EQ(encumbered(alice, low), 500U);
}

}  // namespace aq::eigenlayer::testing
