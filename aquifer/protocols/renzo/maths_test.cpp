// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/maths.hpp>

#include <aquifer/protocols/renzo/errors.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

TEST(RenzoMaths, AnEmptyPoolMintsOneToOne) {
    EXPECT_EQ(*mint_amount_down(Wei(), Wei(7_u256), Amount(5_u256)), Amount(7_u256));
    // A donation before the first deposit goes to the first depositor.
    EXPECT_EQ(*mint_amount_down(Wei(5_u256), Wei(7_u256), Amount()), Amount(7_u256));
}

TEST(RenzoMaths, TooLittleMintsNothing) {
    const auto minted = mint_amount_down(Wei(2_u256), Wei(1_u256), Amount(1_u256));
    ASSERT_FALSE(minted.has_value());
    EXPECT_TRUE(minted.error().is(error::InvalidTokenAmount));
    const auto value = redeem_value_down(Amount(1_u256), Amount(2_u256), Wei(1_u256));
    ASSERT_FALSE(value.has_value());
    EXPECT_TRUE(value.error().is(error::InvalidTokenAmount));
}

TEST(RenzoMaths, ProductsAreCheckedAndSoIsTheDivision) {
    const auto huge = mint_amount_down(Wei(1_u256), Wei(u256::max()), Amount(2_u256));
    ASSERT_FALSE(huge.has_value());
    EXPECT_EQ(huge.error(), Revert::panic(kPanicOverflow));
    const auto none = redeem_value_down(Amount(1_u256), Amount(), Wei(1_u256));
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error(), Revert::panic(kPanicDivisionByZero));
}

// A floor at the target leaves nothing to slide over.
TEST(RenzoMaths, AFullDrawdownCannotPriceTheExit) {
    const Buffer buffer{.target = Amount(10_u256),
                        .available = Amount(12_u256),
                        .after = Amount(11_u256),
                        .floor = Amount(10_u256)};
    const auto fee = instant_fee_bps_down(buffer, {5_u256, 100_u256});
    ASSERT_FALSE(fee.has_value());
    EXPECT_EQ(fee.error(), Revert::panic(kPanicDivisionByZero));
}

}  // namespace
}  // namespace aq::renzo
