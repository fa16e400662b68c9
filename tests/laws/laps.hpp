// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The laws over random commands to a small world of one protocol. A command is plain data that
/// depends on nothing that happens, so that a list of them fails the same way each time and the
/// shortest list that still fails can be shown. The commands come in laps, each in a new world.
///
/// A World gives `Command`, `Snapshot`, `static Command draw(Prng&)`, `bool run(const Command&)`
/// (whether anything came of it), `std::string broken_law() const` (empty if nothing is broken;
/// looks at what is cheap), `std::string broken_fold() const` (compares all, at each mark),
/// `Snapshot snapshot() const`, `bool rewind(const Snapshot&)` (whether all is as it was), and
/// `static std::string describe(const Command&)`.

#include <aquifer/base/prng.hpp>

#include <gtest/gtest.h>
#include <tests/laws/shrink.hpp>

#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace aq::laws {

/// A number from the environment.
inline std::uint64_t setting(const char* name, std::uint64_t otherwise) {
    const char* text = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): one thread
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

/// What came of a list of commands.
struct Lap {
    /// The law that broke; empty if none did.
    std::string broken;
    /// Commands run until then.
    std::size_t run = 0;
    std::size_t succeeded = 0;
};

/// Runs a list in a new world, then takes it back mark by mark.
template <class World>
Lap run_lap(std::span<const typename World::Command> commands) {
    constexpr std::size_t kMarkEvery = 16;
    Lap lap;
    World world;
    std::vector<typename World::Snapshot> marks;
    for (const auto& command : commands) {
        if (lap.run % kMarkEvery == 0) marks.push_back(world.snapshot());
        lap.succeeded += world.run(command) ? 1 : 0;
        ++lap.run;
        lap.broken = world.broken_law();
        if (lap.broken.empty() && (lap.run % kMarkEvery == 0 || lap.run == commands.size())) {
            lap.broken = world.broken_fold();
        }
        if (!lap.broken.empty()) return lap;
    }
    for (; !marks.empty(); marks.pop_back()) {
        if (world.rewind(marks.back())) continue;
        lap.broken = "a rewind to the mark after command " +
                     std::to_string((marks.size() - 1) * kMarkEvery) +
                     " does not give back the state of then";
        return lap;
    }
    return lap;
}

template <class World>
std::string explain_lap(std::vector<typename World::Command> commands) {
    constexpr std::size_t kTrialsMax = 5'000;
    using List = std::vector<typename World::Command>;
    const std::size_t all = commands.size();
    const auto fails = [](const List& list) { return !run_lap<World>(list).broken.empty(); };
    const auto shrunk = shortest_failing(std::move(commands), fails, kTrialsMax);
    std::string out = "the shortest list that still fails has " +
                      std::to_string(shrunk.items.size()) + " of " + std::to_string(all) +
                      " commands:\n";
    for (const auto& command : shrunk.items) out += "  " + World::describe(command) + "\n";
    return out + "after which " + run_lap<World>(shrunk.items).broken;
}

/// AQUIFER_LAW_COMMANDS commands (20,000) of the walk that AQUIFER_LAW_SEED names.
template <class World>
void expect_laws_hold(std::uint64_t usual_seed) {
    constexpr std::size_t kLap = 512;
    const std::uint64_t seed = setting("AQUIFER_LAW_SEED", usual_seed);
    const std::uint64_t count = setting("AQUIFER_LAW_COMMANDS", 20'000);
    Prng rng(seed);
    std::uint64_t succeeded = 0;
    for (std::uint64_t begun = 0; begun < count; begun += kLap) {
        std::vector<typename World::Command> commands;
        for (std::size_t i = 0; i < std::min<std::uint64_t>(kLap, count - begun); ++i) {
            commands.push_back(World::draw(rng));
        }
        const Lap lap = run_lap<World>(commands);
        succeeded += lap.succeeded;
        if (lap.broken.empty()) continue;
        commands.resize(lap.run);
        FAIL() << "AQUIFER_LAW_SEED=" << seed << ", after " << begun + lap.run
               << " commands: " << lap.broken << "\n"
               << explain_lap<World>(std::move(commands));
    }
    // A walk on which little succeeds would show little.
    EXPECT_GT(succeeded, count / 4);
    ::testing::Test::RecordProperty("commands", std::to_string(count));
    ::testing::Test::RecordProperty("succeeded", std::to_string(succeeded));
}

}  // namespace aq::laws
