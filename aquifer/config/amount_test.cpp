// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/amount.hpp>

#include <gtest/gtest.h>

namespace aq::config {
namespace {

std::optional<u256> wei(std::string_view text) {
    const auto amount = parse_amount(text);
    return amount ? std::optional(amount->raw) : std::nullopt;
}

TEST(Amount, IsReadExactlyInEachUnit) {
    EXPECT_EQ(wei("32 ether"), 32'000'000'000'000'000'000_u256);
    EXPECT_EQ(wei("0.000000000000000001 ether"), 1_u256);
    EXPECT_EQ(wei("1.5 gwei"), 1'500'000'000_u256);
    EXPECT_EQ(wei("5 gwei"), 5'000'000'000_u256);
    EXPECT_EQ(wei("7 wei"), 7_u256);
    EXPECT_EQ(wei("0 ether"), 0_u256);
    // 2^256 - 1, and the number after it.
    EXPECT_EQ(
        wei("115792089237316195423570985008687907853269984665640564039457584007913129639935 wei"),
        u256::max());
    EXPECT_EQ(
        wei("115792089237316195423570985008687907853269984665640564039457584007913129639936 wei"),
        std::nullopt);
}

TEST(Amount, IsNothingElse) {
    for (const std::string_view text : {"",
                                        "32",
                                        "ether",
                                        " ether",
                                        "32ether",
                                        "32  ether",
                                        "32 Ether",
                                        "32 ether ",
                                        "-1 ether",
                                        "+1 ether",
                                        "1e18 wei",
                                        "0x10 wei",
                                        "1,000 ether",
                                        "1_000 ether",
                                        ".5 ether",
                                        "5. ether",
                                        "0.5 wei",
                                        "1.0000000001 gwei",
                                        "0.0000000000000000001 ether",
                                        "1.2.3 ether",
                                        ". ether"}) {
        EXPECT_EQ(wei(text), std::nullopt) << text;
    }
}

TEST(Amount, IsShownInTheUnitThatReadsBest) {
    EXPECT_EQ(to_text(Wei()), "0 ether");
    EXPECT_EQ(to_text(Wei(32'000'000'000'000'000'000_u256)), "32 ether");
    EXPECT_EQ(to_text(Wei(500'000'000'000'000'000_u256)), "0.5 ether");
    EXPECT_EQ(to_text(Wei(100'000'000'000'000_u256)), "0.0001 ether");
    EXPECT_EQ(to_text(Wei(10'000'000'000'000_u256)), "10000 gwei");
    EXPECT_EQ(to_text(Wei(5'000'000'000_u256)), "5 gwei");
    EXPECT_EQ(to_text(Wei(1'500'000'000_u256)), "1500000000 wei");
    EXPECT_EQ(to_text(Wei(7_u256)), "7 wei");
    EXPECT_EQ(to_text(Wei(1'000'000'000'000'000'001_u256)), "1000000000000000001 wei");
}

TEST(Amount, IsReadBackAsItIsShown) {
    for (unsigned bit = 0; bit < 256; ++bit) {
        const u256 power = u256(1U) << bit;
        for (const u256& raw : {power, wrapping_sub(power, 1U), wrapping_mul(power, kWad)}) {
            EXPECT_EQ(parse_amount(to_text(Wei(raw))), Wei(raw)) << to_text(Wei(raw));
        }
    }
}

}  // namespace
}  // namespace aq::config
