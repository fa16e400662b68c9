// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/persist.hpp>

#include <aquifer/flow/runner.hpp>
#include <aquifer/replay/player.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace aq {
namespace {

/// All that is state; does not compile when the world has a member more.
auto members(const stack::World& world) {
    const auto& [undo, accounts, tokens, beacon, standins, feeds, eigenlayer, renzo, lido, rates,
                 block] = world;
    static_cast<void>(undo);
    return std::tuple_cat(
        std::tie(accounts, tokens, beacon, standins, feeds, eigenlayer, renzo, lido, rates),
        std::make_tuple(block.number, block.time, block.chain_id));
}

void expect_to_come_back(const stack::World& world) {
    const Bytes bytes = stack::save(world);
    stack::World back;
    const auto loaded = stack::load(back, bytes);
    ASSERT_TRUE(loaded.has_value()) << loaded.error();
    // Each protocol's own equality: what it compares was saved.
    EXPECT_TRUE(members(back) == members(world));
    EXPECT_EQ(stack::save(back), bytes);
    EXPECT_EQ(stack::state_hash(back), stack::state_hash(world));
}

TEST(SavedRun, RecordedRunsComeBack) {
    for (const char* path :
         {"tests/golden/eigenlayer-core/trace-11.jsonl.gz",
          "tests/golden/lido-shares/trace-5.jsonl.gz", "tests/golden/renzo/trace-5.jsonl.gz"}) {
        SCOPED_TRACE(path);
        auto reader = replay::Reader::open(path);
        ASSERT_TRUE(reader.has_value()) << reader.error().to_text();
        replay::Player player;
        for (std::size_t lines = 0;; ++lines) {
            const auto line = reader->next();
            ASSERT_TRUE(line.has_value()) << line.error().to_text();
            if (!line->has_value()) break;
            ASSERT_TRUE(player.play(**line).has_value());
            if (lines % 2000 == 1000) expect_to_come_back(player.world);
        }
        expect_to_come_back(player.world);
    }
}

TEST(SavedRun, StoriesWithABeaconChainComeBack) {
    std::size_t stories = 0;
    for (const auto& entry : std::filesystem::directory_iterator("tests/scenarios")) {
        if (entry.path().extension() != ".flow") continue;
        SCOPED_TRACE(entry.path());
        std::ifstream in(entry.path());
        flow::Runner runner;
        std::size_t number = 0;
        for (std::string line; std::getline(in, line);) {
            ASSERT_TRUE(runner.play(line, ++number).has_value()) << number;
            if (number % 20 == 0) expect_to_come_back(runner.stage().world);
        }
        expect_to_come_back(runner.stage().world);
        ++stories;
    }
    EXPECT_GE(stories, 5U);
}

}  // namespace
}  // namespace aq
