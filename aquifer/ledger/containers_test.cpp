// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/containers.hpp>

#include <aquifer/base/prng.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace aq {
namespace {

TEST(Set, RemovingMovesTheLastMemberIntoTheHole) {
    Undo u;
    Set<Only, std::uint32_t> set;
    for (const std::uint32_t v : {1, 2, 3, 4}) EXPECT_TRUE(insert(u, set, Only::kOne, v));
    EXPECT_FALSE(insert(u, set, Only::kOne, 2U));
    EXPECT_TRUE(remove(u, set, Only::kOne, 2U));
    EXPECT_FALSE(remove(u, set, Only::kOne, 2U));
    EXPECT_EQ(set.all(Only::kOne), (std::vector<std::uint32_t>{1, 4, 3}));
    EXPECT_TRUE(remove(u, set, Only::kOne, 3U));
    EXPECT_EQ(set.all(Only::kOne), (std::vector<std::uint32_t>{1, 4}));
}

TEST(Set, AMemberThatIsZeroIsAMember) {
    Undo u;
    Set<Only, std::uint32_t> set;
    EXPECT_TRUE(insert(u, set, Only::kOne, 0U));
    EXPECT_TRUE(set.contains(Only::kOne, 0U));
    EXPECT_FALSE(insert(u, set, Only::kOne, 0U));
    EXPECT_EQ(set.size(Only::kOne), 1U);
}

TEST(Set, AgreesWithAVectorModelOverRandomSteps) {
    Prng rng(7);
    Undo u;
    Set<std::uint32_t, std::uint32_t> set;
    std::map<std::uint32_t, std::vector<std::uint32_t>> model;
    for (int step = 0; step < 20'000; ++step) {
        const auto key = static_cast<std::uint32_t>(rng() % 3);
        const auto value = static_cast<std::uint32_t>(rng() % 30);
        auto& list = model[key];
        const auto at = std::ranges::find(list, value);
        if (rng() % 2 == 0) {
            EXPECT_EQ(insert(u, set, key, value), at == list.end());
            if (at == list.end()) list.push_back(value);
        } else {
            EXPECT_EQ(remove(u, set, key, value), at != list.end());
            if (at != list.end()) {
                *at = list.back();
                list.pop_back();
            }
        }
        ASSERT_EQ(set.all(key), list);
    }
    u.rewind(0);
    EXPECT_EQ(set, (Set<std::uint32_t, std::uint32_t>()));
}

TEST(Set, AMemberNamedByItsPlaceIsRemovedWhole) {
    Undo u;
    Set<Only, std::uint32_t> set;
    for (const std::uint32_t v : {1, 2, 3}) insert(u, set, Only::kOne, v);
    // The place holds 3 before the removal ends.
    EXPECT_TRUE(remove(u, set, Only::kOne, set.at(Only::kOne, 0)));
    EXPECT_FALSE(set.contains(Only::kOne, 1U));
    EXPECT_TRUE(set.contains(Only::kOne, 3U));
    EXPECT_EQ(set.all(Only::kOne), (std::vector<std::uint32_t>{3, 2}));
}

TEST(Queue, IsFirstInFirstOut) {
    Undo u;
    Queue<Only, std::uint32_t> queue;
    for (const std::uint32_t v : {5, 6, 7}) push(u, queue, Only::kOne, v);
    EXPECT_EQ(queue.front(Only::kOne), 5U);
    pop(u, queue, Only::kOne);
    EXPECT_EQ(queue.all(Only::kOne), (std::vector<std::uint32_t>{6, 7}));
    EXPECT_EQ(queue.size(Only::kOne), 2U);
}

TEST(List, PushReplacePop) {
    Undo u;
    List<Only, std::uint32_t> list;
    push(u, list, Only::kOne, 1U);
    push(u, list, Only::kOne, 0U);
    replace(u, list, Only::kOne, 0, 9U);
    EXPECT_EQ(list.all(Only::kOne), (std::vector<std::uint32_t>{9, 0}));
    pop(u, list, Only::kOne);
    EXPECT_EQ(list.size(Only::kOne), 1U);
}

TEST(List, ClearingLeavesNothingOfOneKey) {
    Undo u;
    List<std::uint32_t, std::uint32_t> list;
    for (const std::uint32_t v : {5, 0, 7}) push(u, list, 1U, v);
    EXPECT_EQ(push(u, list, 2U, 8U), 1U);
    const Undo::Mark before = u.mark();
    clear(u, list, 1U);
    EXPECT_EQ(list.size(1), 0U);
    EXPECT_EQ(list.items.size(), 1U);
    EXPECT_EQ(list.all(2), (std::vector<std::uint32_t>{8}));
    u.rewind(before);
    EXPECT_EQ(list.all(1), (std::vector<std::uint32_t>{5, 0, 7}));
}

TEST(History, AnswersForEveryBlock) {
    Undo u;
    History<Only, std::uint64_t> history;
    EXPECT_EQ(history.latest(Only::kOne, 100), 100U);
    EXPECT_EQ(history.at_block(Only::kOne, 5, 100), 100U);
    push(u, history, Only::kOne, 10U, std::uint64_t{90});
    push(u, history, Only::kOne, 20U, std::uint64_t{80});
    push(u, history, Only::kOne, 20U, std::uint64_t{0});
    push(u, history, Only::kOne, 30U, std::uint64_t{70});
    EXPECT_EQ(history.at_block(Only::kOne, 9, 100), 100U);
    EXPECT_EQ(history.at_block(Only::kOne, 10, 100), 90U);
    EXPECT_EQ(history.at_block(Only::kOne, 19, 100), 90U);
    EXPECT_EQ(history.at_block(Only::kOne, 20, 100), 0U);
    EXPECT_EQ(history.at_block(Only::kOne, 29, 100), 0U);
    EXPECT_EQ(history.at_block(Only::kOne, 30, 100), 70U);
    EXPECT_EQ(history.at_block(Only::kOne, 4'000'000'000U, 100), 70U);
    EXPECT_EQ(history.latest(Only::kOne, 100), 70U);
}

}  // namespace
}  // namespace aq
