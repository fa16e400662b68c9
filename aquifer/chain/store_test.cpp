// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/store_testing.hpp>

#include <algorithm>
#include <atomic>
#include <map>
#include <thread>

namespace aq::chain {
namespace {

using testing::all_logs;
using testing::commit;
using testing::hash_of;
using testing::open_store;
using testing::put_blocks;

TEST(Store, NothingIsVisibleBeforeTheCommit) {
    const auto store = open_store({});
    Prng rng(1);
    put_blocks(*store, 0, 3, rng);
    EXPECT_EQ(store->reader().head(), std::nullopt);
    EXPECT_EQ(store->reader().journal_size(), 0U);
    commit(*store);
    const Store::Reader before = store->reader();
    EXPECT_EQ(before.head(), 2U);
    put_blocks(*store, 3, 2, rng);
    store->discard();
    put_blocks(*store, 3, 1, rng);
    commit(*store);
    // A view stays what it was.
    EXPECT_EQ(before.head(), 2U);
    EXPECT_EQ(store->reader().head(), 3U);
    EXPECT_EQ(store->reader().journal_size(), 4U);
    EXPECT_EQ(store->reader().journal(3), testing::bytes_of_block(3));
    EXPECT_EQ(store->reader().journal(4), std::nullopt);
}

TEST(Store, BlocksAndTransactionsAreFoundAgain) {
    const auto store = open_store({});
    const BlockKeys block{.first = 5,
                          .last = 5,
                          .hash = hash_of(1, 5),
                          .transactions = {hash_of(2, 1), hash_of(2, 2)},
                          .logs = {}};
    store->put_block(block, Bytes{1, 2, 3});
    // A run of a hundred empty blocks.
    store->put_block({.first = 6, .last = 105, .hash = {}, .transactions = {}, .logs = {}},
                     Bytes{4});
    commit(*store);
    const Store::Reader reader = store->reader();
    EXPECT_EQ(reader.block(4).has_value(), false);
    EXPECT_EQ(reader.block(5)->bytes, (Bytes{1, 2, 3}));
    for (const std::uint64_t number : {6, 50, 105}) {
        ASSERT_TRUE(reader.block(number).has_value()) << number;
        EXPECT_EQ(reader.block(number)->first, 6U);
        EXPECT_EQ(reader.block(number)->last, 105U);
        EXPECT_EQ(reader.block(number)->bytes, Bytes{4});
    }
    EXPECT_FALSE(reader.block(106).has_value());
    EXPECT_EQ(reader.head(), 105U);
    EXPECT_EQ(reader.number_of(hash_of(1, 5)), 5U);
    EXPECT_EQ(reader.number_of(hash_of(1, 6)), std::nullopt);
    EXPECT_EQ(reader.transaction(hash_of(2, 2)), (Store::Place{5, 1}));
    EXPECT_EQ(reader.transaction(hash_of(2, 3)), std::nullopt);
    EXPECT_FALSE(reader.fault().has_value());
}

TEST(Store, ItIsThereAfterReopening) {
    const testing::TemporaryFolder folder;
    Prng rng(1);
    {
        const auto store = open_store({.folder = folder.path});
        put_blocks(*store, 0, 10, rng);
        commit(*store);
        put_blocks(*store, 10, 1, rng);  // never committed
    }
    const auto store = open_store({.folder = folder.path});
    EXPECT_EQ(store->reader().head(), 9U);
    EXPECT_EQ(store->reader().block(7)->bytes, testing::bytes_of_block(7));
}

TEST(Store, ATemporaryOneIsRemoved) {
    std::filesystem::path folder;
    {
        const auto store = open_store({});
        folder = store->folder();
        EXPECT_TRUE(std::filesystem::exists(folder));
    }
    EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST(Store, ItsMapGrowsWithItWhileOthersRead) {
    const auto store = open_store({.bytes_at_first = std::size_t{1} << 18U});
    std::atomic<bool> stop = false;
    std::jthread reading([&] {
        std::uint64_t last = 0;
        while (!stop) {
            const Store::Reader reader = store->reader();
            const std::uint64_t head = reader.head().value_or(0);
            EXPECT_GE(head, last);
            last = head;
            if (head > 0) {
                EXPECT_EQ(reader.block(head)->bytes.size(), 10'000U);
            }
        }
    });
    for (std::uint64_t i = 0; i < 1500; ++i) {
        store->put_block({.first = i, .last = i, .hash = {}, .transactions = {}, .logs = {}},
                         Bytes(10'000));
        commit(*store);
    }
    stop = true;
    EXPECT_EQ(store->reader().head(), 1499U);
}

TEST(Store, WhatDoesNotFitIsAFaultAndLeavesNothingBehind) {
    const auto store =
        open_store({.bytes_max = std::size_t{1} << 20U, .bytes_at_first = std::size_t{1} << 18U});
    Prng rng(1);
    put_blocks(*store, 0, 5, rng);
    commit(*store);
    put_blocks(*store, 5, 5, rng);
    store->put_block({.first = 10, .last = 10, .hash = {}, .transactions = {}, .logs = {}},
                     Bytes(std::size_t{1} << 21U));
    const auto committed = store->commit();
    ASSERT_FALSE(committed.has_value());
    EXPECT_NE(committed.error().what.find("the store has reached its largest size"),
              std::string::npos)
        << committed.error().what;
    EXPECT_EQ(store->reader().head(), 4U);
    store->discard();
    put_blocks(*store, 5, 1, rng);
    commit(*store);
    EXPECT_EQ(store->reader().head(), 5U);
}

TEST(Store, BlocksOutOfOrderAreRefused) {
    const auto store = open_store({});
    Prng rng(1);
    put_blocks(*store, 0, 5, rng);
    commit(*store);
    put_blocks(*store, 3, 1, rng);
    EXPECT_FALSE(store->commit().has_value());
    EXPECT_EQ(store->reader().head(), 4U);
}

bool matches(const LogFilter& filter, std::uint64_t block, const BlockKeys::LogKey& log) {
    const auto any = [](const auto& of, const auto& value) {
        return of.empty() || std::ranges::find(of, value) != of.end();
    };
    if (block < filter.from || block > filter.to || !any(filter.addresses, log.emitter)) {
        return false;
    }
    for (std::size_t i = 0; i < 4; ++i) {
        if (filter.topics[i].empty()) continue;
        if (i >= log.count || !any(filter.topics[i], log.topics[i])) return false;
    }
    return true;
}

LogFilter some_filter(std::uint64_t blocks, Prng& rng) {
    LogFilter out;
    if (rng() % 2 == 0) out.from = rng() % (blocks + 2);
    if (rng() % 2 == 0) out.to = out.from + rng() % (blocks + 2);
    for (std::uint64_t n = rng() % 3; n > 0; --n) {
        out.addresses.push_back(testing::address_of(rng() % 5));
    }
    for (auto& topic : out.topics) {
        if (rng() % 3 != 0) continue;
        for (std::uint64_t n = rng() % 2 + 1; n > 0; --n) topic.push_back(hash_of(3, rng() % 4));
    }
    return out;
}

/// Blocks, truncations, commits and reopenings against a map, with filters that a plain walk
/// answers.
TEST(StoreLaw, AMapAndTheStoreAgree) {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
        SCOPED_TRACE(seed);
        Prng rng(seed);
        const testing::TemporaryFolder folder;
        const Store::Options options{.folder = folder.path, .sync = false};
        auto store = open_store(options);
        std::map<std::uint64_t, BlockKeys> model;
        std::uint64_t journal = 0;
        for (int round = 0; round < 60; ++round) {
            for (std::uint64_t n = rng() % 60; n > 0; --n) {
                const std::uint64_t next = model.empty() ? 100 : model.rbegin()->second.last + 1;
                BlockKeys block = testing::some_block(next, rng);
                if (rng() % 5 == 0) {
                    block = {.first = next,
                             .last = next + rng() % 100,
                             .hash = {},
                             .transactions = {},
                             .logs = {}};
                }
                store->put_block(block, testing::bytes_of_block(next));
                store->put_journal(journal++, testing::bytes_of_block(next));
                model[next] = block;
            }
            if (rng() % 3 == 0 && !model.empty()) {
                auto keep =
                    std::next(model.begin(), static_cast<std::ptrdiff_t>(rng() % model.size()));
                journal -= rng() % (journal + 1);
                store->truncate(keep->second.last, journal);
                model.erase(std::next(keep), model.end());
            }
            commit(*store);
            if (rng() % 10 == 0) {
                store.reset();
                store = open_store(options);
            }
            const Store::Reader reader = store->reader();
            ASSERT_EQ(reader.journal_size(), journal);
            if (model.empty()) continue;
            ASSERT_EQ(reader.head(), model.rbegin()->second.last);
            for (int i = 0; i < 20; ++i) {
                const LogFilter filter = some_filter(reader.head().value() + 1, rng);
                std::vector<LogPlace> expected;
                for (const auto& [number, block] : model) {
                    for (std::uint32_t log = 0; log < block.logs.size(); ++log) {
                        if (matches(filter, number, block.logs[log])) {
                            expected.push_back({number, log});
                        }
                    }
                }
                ASSERT_EQ(all_logs(*store, filter), expected);
            }
        }
        std::uint64_t logs = 0;
        for (const auto& [number, block] : model) logs += block.logs.size();
        store.reset();
        const auto report = Store::check(folder.path);
        ASSERT_TRUE(report.has_value()) << report.error().what;
        EXPECT_EQ(report->problems, std::vector<std::string>());
        EXPECT_EQ(report->blocks, model.size());
        EXPECT_EQ(report->logs, logs);
        EXPECT_EQ(report->journal, journal);
    }
}

}  // namespace
}  // namespace aq::chain
