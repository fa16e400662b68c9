// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/result.hpp>

#include <aquifer/base/u256.hpp>

#include <gtest/gtest.h>

#include <expected>
#include <memory>
#include <string>

namespace aq {
namespace {

std::expected<u256, Arithmetic> average(const u256& a, const u256& b, const u256& parts) {
    return AQ_TRY(div_down(AQ_TRY(checked_add(a, b)), parts));
}

std::expected<void, Arithmetic> check(const u256& a, const u256& b) {
    const u256 sum = AQ_TRY(checked_add(a, b));
    AQ_TRY(sum > 10 ? std::expected<void, Arithmetic>(std::unexpected(Arithmetic::kOverflow))
                    : std::expected<void, Arithmetic>());
    return {};
}

TEST(Try, GivesTheValueOrReturnsTheError) {
    EXPECT_EQ(average(3, 5, 2).value(), 4_u256);
    EXPECT_EQ(average(u256::max(), 1, 2).error(), Arithmetic::kOverflow);
    EXPECT_EQ(average(1, 1, 0).error(), Arithmetic::kDivisionByZero);
    EXPECT_TRUE(check(1, 2).has_value());
    EXPECT_EQ(check(10, 2).error(), Arithmetic::kOverflow);
    EXPECT_EQ(check(u256::max(), 2).error(), Arithmetic::kOverflow);
}

struct Mover {
    explicit Mover(int value) : held(std::make_unique<int>(value)) {}
    std::unique_ptr<int> held;
};

std::expected<Mover, std::string> make(bool good) {
    if (!good) return std::unexpected("a text long enough to be on the heap, not in the string");
    return Mover(7);
}

std::expected<int, std::string> use(bool good, bool other) {
    const Mover kept = AQ_TRY(make(good));
    return *kept.held + *AQ_TRY(make(other)).held;
}

TEST(Try, MovesWhatCannotBeCopied) {
    EXPECT_EQ(use(true, true), 14);
    EXPECT_FALSE(use(false, true).has_value());
    EXPECT_EQ(use(true, false).error(), "a text long enough to be on the heap, not in the string");
}

TEST(AssertDeathTest, StopsTheProgramAndNamesTheCondition) {
    AQ_ASSERT(1 + 1 == 2);
    EXPECT_DEATH(AQ_ASSERT(1 + 1 == 3), "assertion failed: 1 \\+ 1 == 3");
}

}  // namespace
}  // namespace aq
