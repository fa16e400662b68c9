// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/prng.hpp>

#include <aquifer/base/u256.hpp>

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cstdint>

namespace aq {
namespace {

TEST(Prng, GivesTheSequenceOfItsPublishedAlgorithms) {
    // The first output of splitmix64 for the seed 0 is 0xe220a8397b1dcdaf, and so on: the state;
    // from it the first output of xoshiro256** is rotl(state[1] * 5, 7) * 9.
    Prng rng(0);
    EXPECT_EQ(rng(), std::rotl(0x6e789e6aa1b965f4ULL * 5, 7) * 9);
    Prng again(0);
    Prng other(1);
    EXPECT_NE(again(), other());
    EXPECT_EQ(again(), rng());
}

TEST(Prng, BelowStaysBelowAndReachesEveryNumber) {
    Prng rng(10);
    std::array<int, 5> seen{};
    for (int i = 0; i < 1000; ++i) ++seen.at(rng.below(5));
    for (const int count : seen) EXPECT_GT(count, 100);
    EXPECT_EQ(rng.below(0), 0U);
    EXPECT_EQ(rng.below(1), 0U);
}

TEST(Prng, EdgesComeOften) {
    Prng rng(11);
    int zeros = 0;
    int largest = 0;
    int powers = 0;
    for (int i = 0; i < 16'000; ++i) {
        const u256 drawn = edge_u256(rng);
        const u256 without_lowest_bit = drawn & wrapping_sub(drawn, 1);
        zeros += drawn.is_zero() ? 1 : 0;
        largest += drawn == u256::max() ? 1 : 0;
        powers += without_lowest_bit.is_zero() && !drawn.is_zero() ? 1 : 0;
    }
    EXPECT_GT(zeros, 800);
    EXPECT_GT(largest, 800);
    EXPECT_GT(powers, 1600);
}

}  // namespace
}  // namespace aq
