// SPDX-License-Identifier: Apache-2.0
#include <tests/laws/shrink.hpp>

#include <gtest/gtest.h>
#include <tests/laws/isolated.hpp>

#include <cstdlib>
#include <numeric>

namespace aq::laws {
namespace {

using Numbers = std::vector<int>;

Numbers up_to(int n) {
    Numbers out(static_cast<std::size_t>(n));
    std::iota(out.begin(), out.end(), 0);
    return out;
}

bool has(const Numbers& list, int n) {
    return std::ranges::find(list, n) != list.end();
}

TEST(Shrinking, FindsTheOneItemThatFails) {
    const auto out =
        shortest_failing(up_to(1000), [](const Numbers& list) { return has(list, 617); }, 1000);
    EXPECT_EQ(out.items, Numbers{617});
    EXPECT_TRUE(out.minimal);
    // Halving a thousand takes ten rounds.
    EXPECT_LT(out.trials, 40U);
}

TEST(Shrinking, KeepsItemsThatFailOnlyTogetherAndTheirOrder) {
    const auto fails = [](const Numbers& list) {
        return has(list, 3) && has(list, 500) && has(list, 501) && has(list, 999);
    };
    const auto out = shortest_failing(up_to(1000), fails, 10'000);
    EXPECT_EQ(out.items, (Numbers{3, 500, 501, 999}));
    EXPECT_TRUE(out.minimal);
    EXPECT_LT(out.trials, 200U);
}

// Removing 1 fails only once 0 is gone: one round over the single items is not enough.
TEST(Shrinking, TriesAgainAfterARemovalMadeAnotherPossible) {
    const auto fails = [](const Numbers& list) {
        return has(list, 2) && (!has(list, 0) || has(list, 1));
    };
    const auto out = shortest_failing(up_to(3), fails, 100);
    EXPECT_EQ(out.items, Numbers{2});
    EXPECT_TRUE(out.minimal);
}

TEST(Shrinking, FindsThatNothingIsNeededWhenEverythingFails) {
    const auto out = shortest_failing(up_to(64), [](const Numbers&) { return true; }, 1000);
    EXPECT_EQ(out.items, Numbers{});
    EXPECT_TRUE(out.minimal);
}

TEST(Shrinking, StopsWhenItsTrialsAreUsedUpAndSaysSo) {
    // Every even number is needed.
    const auto fails = [](const Numbers& list) {
        return std::ranges::count_if(list, [](int n) { return n % 2 == 0; }) == 500;
    };
    const auto out = shortest_failing(up_to(1000), fails, 100);
    EXPECT_EQ(out.trials, 100U);
    EXPECT_FALSE(out.minimal);
    EXPECT_TRUE(fails(out.items));
}

TEST(Isolated, HandsOverWhatWasFound) {
    const Verdict out = isolated([](Verdict& v) {
        v.begun = 7;
        v.succeeded = 3;
        v.say("the sum is wrong");
    });
    EXPECT_EQ(out.begun, 7U);
    EXPECT_EQ(out.succeeded, 3U);
    EXPECT_EQ(out.what(), "the sum is wrong");
}

TEST(Isolated, ADeathIsAFailureAtTheCommandItHappenedIn) {
    const Verdict out = isolated([](Verdict& v) {
        v.begun = 41;
        std::abort();
    });
    EXPECT_EQ(out.begun, 41U);
    EXPECT_EQ(out.what(), "the program stopped: an assertion failed, or worse");
}

TEST(Isolated, NothingToSayIsNoFailure) {
    const Verdict out = isolated([](Verdict& v) { v.begun = 5; });
    EXPECT_EQ(out.begun, 5U);
    EXPECT_EQ(out.what(), "");
}

}  // namespace
}  // namespace aq::laws
