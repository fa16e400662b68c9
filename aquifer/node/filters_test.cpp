// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using ::testing::HasSubstr;
using testing::refusal;
using Time = Filters::Time;

TEST(Identifiers, AreQuantitiesThatDoNotRepeat) {
    Identifiers identifiers;
    std::set<std::string> seen;
    for (int i = 0; i < 100; ++i) {
        const std::string id = identifiers.next();
        EXPECT_TRUE(read_quantity(Json(id), {}).has_value()) << id;
        EXPECT_TRUE(seen.insert(id).second);
    }
}

TEST(Filters, AreLimitedInNumber) {
    Filters filters({.filters = 2}, {});
    const auto first = filters.add_blocks(1, Time());
    ASSERT_TRUE(filters.add_pending(Time()).has_value());
    EXPECT_THAT(refusal(filters.add_blocks(1, Time())), HasSubstr("there are 2 filters already"));
    EXPECT_TRUE(filters.remove(*first));
    EXPECT_TRUE(filters.add_blocks(1, Time()).has_value());
}

TEST(Filters, AreGoneWhenNobodyPollsThem) {
    Filters filters({.filters = 2, .unpolled = std::chrono::seconds(10)}, {});
    ASSERT_TRUE(filters.add_pending(Time()).has_value());
    ASSERT_TRUE(filters.add_blocks(1, Time()).has_value());
    EXPECT_TRUE(filters.wants_pending());
    EXPECT_TRUE(filters.add_blocks(1, Time() + std::chrono::seconds(11)).has_value());
    EXPECT_FALSE(filters.wants_pending());
}

TEST(Filters, OneForWhichTooMuchWaitsIsGone) {
    Filters filters({.pending = 3}, {});
    const auto id = filters.add_pending(Time());
    for (int i = 0; i < 3; ++i) filters.take_pending(Hash());
    EXPECT_TRUE(filters.wants_pending());
    filters.take_pending(Hash());
    EXPECT_FALSE(filters.wants_pending());
    EXPECT_FALSE(filters.remove(*id));
}

}  // namespace
}  // namespace aq::node
