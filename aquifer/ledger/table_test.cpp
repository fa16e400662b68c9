// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/table.hpp>

#include <aquifer/base/prng.hpp>
#include <aquifer/eth/types.hpp>

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <map>
#include <vector>

namespace aq {
namespace {

using Balances = Table<std::uint64_t, std::uint64_t>;

std::map<std::uint64_t, std::uint64_t> contents(const Balances& table) {
    std::map<std::uint64_t, std::uint64_t> out;
    table.for_each([&](std::uint64_t key, std::uint64_t value) { out[key] = value; });
    return out;
}

TEST(Table, AnAbsentKeyReadsAsZero) {
    const Balances table;
    EXPECT_EQ(table[7], 0U);
    EXPECT_FALSE(table.contains(7));
    EXPECT_EQ(table.size(), 0U);
}

TEST(Table, AZeroEntryIsAnAbsentOneInSizeEqualityAndIteration) {
    Undo u;
    Balances written;
    u.set(written, std::uint64_t{1}, std::uint64_t{5});
    u.set(written, std::uint64_t{1}, std::uint64_t{0});
    EXPECT_EQ(written.size(), 0U);
    EXPECT_TRUE(contents(written).empty());
    EXPECT_EQ(written, Balances());
}

TEST(Table, AValueMayBeReadFromTheTableThatGrows) {
    Undo u;
    Balances table;
    u.set(table, std::uint64_t{0}, std::uint64_t{7});
    for (std::uint64_t i = 1; i < 1'000; ++i) u.set(table, i, table[i - 1]);
    for (std::uint64_t i = 0; i < 1'000; ++i) EXPECT_EQ(table[i], 7U) << i;
}

TEST(Table, EqualityIgnoresTheOrderOfWriting) {
    Undo u;
    Balances a;
    Balances b;
    for (std::uint64_t i = 1; i <= 40; ++i) u.set(a, i, i * i);
    for (std::uint64_t i = 40; i >= 1; --i) u.set(b, i, i * i);
    EXPECT_EQ(a, b);
    u.set(b, std::uint64_t{40}, std::uint64_t{1});
    EXPECT_FALSE(a == b);
}

TEST(Table, IterationKeepsTheOrderOfFirstWriting) {
    Undo u;
    Balances table;
    for (const std::uint64_t key : {9, 2, 7}) u.set(table, key, std::uint64_t{1});
    u.set(table, std::uint64_t{9}, std::uint64_t{3});
    std::vector<std::uint64_t> order;
    table.for_each([&](std::uint64_t key, std::uint64_t) { order.push_back(key); });
    EXPECT_EQ(order, (std::vector<std::uint64_t>{9, 2, 7}));
}

TEST(Table, AModelAndAThousandMarksAgree) {
    Prng rng(20'240'401);
    Undo u;
    Balances table;
    std::map<std::uint64_t, std::uint64_t> model;
    struct Saved {
        Undo::Mark mark;
        std::map<std::uint64_t, std::uint64_t> contents;
    };
    std::vector<Saved> saved;
    for (int step = 0; step < 40'000; ++step) {
        const std::uint64_t key = rng() % 500;
        switch (rng() % 16) {
            case 0:
                saved.push_back({u.mark(), model});
                break;
            case 1:
                if (!saved.empty()) {
                    const Saved back = saved[rng() % saved.size()];
                    std::erase_if(saved, [&](const Saved& s) { return s.mark > back.mark; });
                    u.rewind(back.mark);
                    model = back.contents;
                    ASSERT_EQ(contents(table), model) << "step " << step;
                }
                break;
            case 2:
                if (rng() % 8 == 0) {
                    u.commit();
                    saved.clear();
                }
                break;
            default:
                const std::uint64_t value = rng() % 4;
                u.set(table, key, value);
                if (value == 0) {
                    model.erase(key);
                } else {
                    model[key] = value;
                }
        }
        ASSERT_EQ(table[key], model.contains(key) ? model[key] : 0U) << "step " << step;
        ASSERT_EQ(table.size(), model.size()) << "step " << step;
    }
}

TEST(Table, MemoryDoesNotGrowWithEntriesThatCameAndWent) {
    Undo u;
    Balances table;
    for (std::uint64_t i = 1; i <= 100'000; ++i) {
        u.set(table, i, std::uint64_t{1});
        u.set(table, i, std::uint64_t{0});
        u.commit();
    }
    EXPECT_LT(table.capacity(), 1000U);
}

TEST(Cell, RewindsToItsMark) {
    Undo u;
    Cell<std::uint64_t> cell(3);
    u.set(cell, std::uint64_t{4});
    const Undo::Mark mark = u.mark();
    u.set(cell, std::uint64_t{5});
    u.rewind(mark);
    EXPECT_EQ(*cell, 4U);
    u.rewind(0);
    EXPECT_EQ(*cell, 3U);
}

TEST(Undo, AWriteOfTheSameValueIsNotRecorded) {
    Undo u;
    Cell<std::uint64_t> cell(3);
    u.set(cell, std::uint64_t{3});
    EXPECT_TRUE(u.empty());
}

TEST(Undo, EditChangesSomeMembersOfARow) {
    struct Row {
        std::uint64_t a = 0;
        std::uint64_t b = 0;
        bool operator==(const Row&) const = default;
    };
    Undo u;
    Table<std::uint64_t, Row> table;
    u.set(table, std::uint64_t{1}, Row{2, 3});
    u.edit(table, std::uint64_t{1}, [](Row& row) { row.b = 9; });
    EXPECT_EQ(table[1], (Row{2, 9}));
}

TEST(Key, GivesItsPartsBack) {
    const Address a = "0x1111111111111111111111111111111111111111"_address;
    const Key<Address, std::uint32_t> key(a, 7);
    EXPECT_EQ(key.get<0>(), a);
    EXPECT_EQ(key.get<1>(), 7U);
    EXPECT_FALSE((key == Key<Address, std::uint32_t>(a, 8)));
}

/// How many bits of the hash differ, over all ways to set one bit of a key, at least.
template <std::size_t N>
int fewest_bits_changed() {
    std::array<std::uint8_t, N> key{};
    const std::uint64_t before = detail::hash_bytes<N>(key.data());
    int fewest = 64;
    for (std::size_t bit = 0; bit < 8 * N; ++bit) {
        key[bit / 8] = static_cast<std::uint8_t>(1U << (bit % 8));
        fewest = std::min(fewest, std::popcount(before ^ detail::hash_bytes<N>(key.data())));
        key[bit / 8] = 0;
    }
    return fewest;
}

TEST(Table, EveryBitOfAKeyMovesItsHash) {
    EXPECT_GT(fewest_bits_changed<1>(), 8);
    EXPECT_GT(fewest_bits_changed<8>(), 8);
    EXPECT_GT(fewest_bits_changed<20>(), 8);
    EXPECT_GT(fewest_bits_changed<36>(), 8);
    EXPECT_GT(fewest_bits_changed<44>(), 8);
    EXPECT_GT(fewest_bits_changed<76>(), 8);
}

}  // namespace
}  // namespace aq
