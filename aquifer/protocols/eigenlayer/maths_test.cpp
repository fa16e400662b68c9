// SPDX-License-Identifier: Apache-2.0
/// SlashingLib. The X numbers are the worked examples of the specification, section 13, computed
/// with exact integers; the others can be checked by hand.
#include <aquifer/protocols/eigenlayer/maths.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {

namespace {

constexpr Magnitude magnitude(std::uint64_t raw) {
    return Magnitude(raw);
}

const Revert kMulDivOverflow("Math: mulDiv overflow");

}  // namespace

TEST(SlashingMaths, ProductsRoundDownAndUp) {
    EXPECT_EQ(mul_wad_down(3_u256, 500'000'000'000'000'000_u256), 1_u256);
    EXPECT_EQ(mul_wad_up(3_u256, 500'000'000'000'000'000_u256), 2_u256);
    EXPECT_EQ(mul_wad_up(4_u256, 500'000'000'000'000'000_u256), 2_u256);
    EXPECT_EQ(mul_wad_up(1_u256, 1_u256), 1_u256);
    EXPECT_EQ(mul_wad_down(0_u256, kWad), 0_u256);
}

TEST(SlashingMaths, QuotientsRoundDown) {
    EXPECT_EQ(div_wad_down(2_u256, 3_u256), 666'666'666'666'666'666_u256);
    EXPECT_EQ(div_wad_down(7_u256, kWad), 7_u256);
}

TEST(SlashingMaths, AFactorOfOneIsExactForTheLargestNumber) {
    EXPECT_EQ(mul_wad_down(u256::max(), kWad), u256::max());
    EXPECT_EQ(mul_wad_up(u256::max(), kWad), u256::max());
    EXPECT_EQ(div_wad_down(u256::max(), kWad), u256::max());
}

TEST(SlashingMaths, RefusalsAreThoseOfMulDiv) {
    EXPECT_EQ(mul_wad_down(u256::max(), 1000000000000000001_u256).error(),
              Arithmetic::kMulDivOverflow);
    EXPECT_EQ(div_wad_down(1_u256, 0_u256).error(), Arithmetic::kDivisionByZero);
    // The product does not fit 256 bits, so the zero divisor is seen as an overflow.
    EXPECT_EQ(div_wad_down(u256::max(), 0_u256).error(), Arithmetic::kMulDivOverflow);
}

TEST(SlashingMaths, AScalingFactorNeverSetIsOne) {
    EXPECT_EQ(scaling_factor(Factor()), kOneFactor);
    EXPECT_EQ(scaling_factor(Factor(7_u256)), Factor(7_u256));
    EXPECT_EQ(scaled_down(DepositShares(5_u256), Factor()), ScaledShares(5_u256));
}

TEST(SlashingMaths, WithdrawableRoundsDownTwice) {
    const Factor scaling(1'166'666'666'666'666'666_u256);
    const Factor slashing(666'666'666'666'666'667_u256);
    // X7.
    EXPECT_EQ(withdrawable_down(DepositShares(150'000'000'000'000'000'000_u256), scaling, slashing),
              Shares(116'666'666'666'666'666'658_u256));
    // ⌊⌊3 · 0.5⌋ · 0.7⌋ = 0, while ⌊3 · 0.35⌋ would be 1.
    EXPECT_EQ(withdrawable_down(DepositShares(3_u256), Factor(500'000'000'000'000'000_u256),
                                Factor(700'000'000'000'000'000_u256)),
              Shares());
}

TEST(SlashingMaths, QueueingAfterASlashOfAQuarterAndADeposit) {
    // X6: 100, slash 25 %, deposit 50, queue 75.
    const Factor slashing(750'000'000'000'000'000_u256);
    const auto scaling =
        updated_scaling_factor(Factor(), DepositShares(100'000'000'000'000'000'000_u256),
                               Shares(50'000'000'000'000'000'000_u256), slashing);
    ASSERT_EQ(scaling, Factor(1'111'111'111'111'111'110_u256));
    const DepositShares queued(75'000'000'000'000'000'000_u256);
    EXPECT_EQ(scaled_down(queued, *scaling), ScaledShares(83'333'333'333'333'333'250_u256));
    EXPECT_EQ(withdrawable_down(queued, *scaling, slashing),
              Shares(62'499'999'999'999'999'937_u256));
    const auto deposits =
        deposit_shares_for_down(Shares(50'000'000'000'000'000'000_u256), *scaling, slashing);
    EXPECT_EQ(deposits, DepositShares(60'000'000'000'000'000'060_u256));
    EXPECT_EQ(withdrawable_down(*deposits, *scaling, slashing),
              Shares(49'999'999'999'999'999'999_u256));
}

TEST(SlashingMaths, TheInverseRefusesAFactorOfZero) {
    EXPECT_EQ(deposit_shares_for_down(Shares(1_u256), Factor(), Factor()).error(),
              Revert::panic(0x12));
    EXPECT_EQ(deposit_shares_for_down(Shares(u256::max()), Factor(), Factor()).error(),
              kMulDivOverflow);
}

TEST(SlashingMaths, TheRemainderOfASlashIsRoundedUp) {
    // X22: one share of ten per cent stays whole; of two and three shares one goes.
    constexpr auto kOne = magnitude(1'000'000'000'000'000'000);
    EXPECT_EQ(slashed_down(Shares(1_u256), kOne, magnitude(100'000'000'000'000'000)), Shares());
    EXPECT_EQ(slashed_down(Shares(2_u256), kOne, magnitude(100'000'000'000'000'000)),
              Shares(1_u256));
    EXPECT_EQ(slashed_down(Shares(3_u256), kOne, magnitude(500'000'000'000'000'000)),
              Shares(1_u256));
    EXPECT_EQ(slashed_down(Shares(kWad), kOne, magnitude(999'999'999'999'999'999)), Shares(1_u256));
    // X5.
    EXPECT_EQ(slashed_down(Shares(100'000'000'000'000'000'000_u256), kOne, magnitude(1)),
              Shares(99'999'999'999'999'999'900_u256));
}

TEST(SlashingMaths, ASlashFromZeroOrUpwardsIsRefused) {
    EXPECT_EQ(slashed_down(Shares(1_u256), Magnitude(), Magnitude()).error(), Revert::panic(0x12));
    EXPECT_EQ(slashed_down(Shares(2_u256), magnitude(1), magnitude(2)).error(),
              Revert::panic(0x11));
}

TEST(SlashingMaths, AFirstDepositForgivesEarlierSlashing) {
    const Factor slashing(800'000'000'000'000'000_u256);
    // X19: the factor of 1.2 that native ether carries over is divided, not replaced.
    EXPECT_EQ(updated_scaling_factor(Factor(1'200'000'000'000'000'000_u256), DepositShares(),
                                     Shares(1_u256), slashing),
              Factor(1'500'000'000'000'000'000_u256));
    EXPECT_EQ(updated_scaling_factor(Factor(), DepositShares(), Shares(1_u256), Factor(1_u256)),
              Factor(1'000'000'000'000'000'000'000'000'000'000'000'000_u256));
}

TEST(SlashingMaths, ALaterDepositRoundsFourTimes) {
    // X5 at a magnitude of 1 wei.
    const Factor slashing(1_u256);
    const auto first =
        updated_scaling_factor(Factor(), DepositShares(100'000'000'000'000'000'000_u256),
                               Shares(50'000'000'000'000'000'000_u256), slashing);
    ASSERT_EQ(first, Factor(333'333'333'333'333'334'000'000'000'000'000'000_u256));
    EXPECT_EQ(updated_scaling_factor(*first, DepositShares(150'000'000'000'000'000'000_u256),
                                     Shares(333'333'333'333'333'333_u256), slashing),
              Factor(334'811'529'933'481'153'000'000'000'000'000'000_u256));
}

TEST(SlashingMaths, DustCanLowerTheScalingFactorBelowOne) {
    // X16: one share, a slash of ten per cent leaves none of it, another share.
    const Factor slashing(900'000'000'000'000'000_u256);
    const auto scaling =
        updated_scaling_factor(Factor(), DepositShares(1_u256), Shares(1_u256), slashing);
    ASSERT_EQ(scaling, Factor(555'555'555'555'555'555_u256));
    EXPECT_EQ(withdrawable_down(DepositShares(2_u256), *scaling, slashing), Shares());
}

TEST(SlashingMaths, NothingSlashedKeepsTheScalingFactorAtOne) {
    EXPECT_EQ(updated_scaling_factor(Factor(), DepositShares(3_u256), Shares(4_u256), kOneFactor),
              kOneFactor);
    EXPECT_EQ(
        updated_scaling_factor(Factor(), DepositShares(u256::max()), Shares(1_u256), kOneFactor)
            .error(),
        Revert::panic(0x11));
}

TEST(SlashingMaths, AScalingFactorThatFallsToZeroIsRefused) {
    // ⌊4·10^18 · 10^-18⌋ = 4 and ⌊4 · 0.1⌋ = 0 shares are left; (0 + 1) / (4·10^18 + 1) is nothing.
    const auto next =
        updated_scaling_factor(Factor(1_u256), DepositShares(4'000'000'000'000'000'000_u256),
                               Shares(1_u256), Factor(100'000'000'000'000'000_u256));
    ASSERT_FALSE(next);
    EXPECT_TRUE(next.error().is(error::InvalidDepositScalingFactor));
}

}  // namespace aq::eigenlayer
