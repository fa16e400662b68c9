// SPDX-License-Identifier: Apache-2.0

/// A beacon day (225 epochs, 7,200 slots) of a million validators.

#include <aquifer/protocols/beacon/advance.hpp>
#include <aquifer/protocols/beacon/commands.hpp>

#include <benchmark/benchmark.h>

namespace aq::beacon {
namespace {

/// A million validators of 32 ether, ten thousand large ones, and a pool to look at.
Feed network() {
    Feed f = begin({}, 1000).value();
    const auto check = [](const auto& answer) { AQ_ASSERT(answer.has_value()); };
    check(command::add_pool(f, "rest", Address()));
    check(command::add_pool(f, "lrt", "0x1111111111111111111111111111111111111111"_address));
    check(command::found(f, "rest", {.n = 979'900}));
    check(command::found(f, "rest", {.n = 10'000, .prefix = 2, .effective_ether = 320}));
    check(command::found(f, "lrt", {.n = 10'000}));
    check(command::found(f, "lrt", {.n = 100, .prefix = 2, .effective_ether = 2048}));
    return f;
}

/// The same after so many days in the exact mode: skimming has cut it into runs of its own.
const Feed& settled(std::uint64_t days) {
    static std::uint64_t passed = 0;
    static Feed feed = network();
    if (passed < days) advance(feed, Span::of_days(days - passed), Mode::kExact, nullptr);
    passed = std::max(passed, days);
    return feed;
}

void report(benchmark::State& state, const Feed& f) {
    state.counters["validators"] = static_cast<double>(f.registry.size());
    state.counters["runs"] = static_cast<double>(f.registry.runs().size());
}

void day(benchmark::State& state, const Feed& start, Mode mode) {
    Feed f;
    for (auto _ : state) {
        state.PauseTiming();
        f = start;
        state.ResumeTiming();
        benchmark::DoNotOptimize(advance(f, Span::of_days(1), mode, nullptr));
    }
    report(state, f);
}

void beacon_day_fast_fresh(benchmark::State& state) {
    day(state, network(), Mode::kFast);
}
void beacon_day_exact_fresh(benchmark::State& state) {
    day(state, network(), Mode::kExact);
}
/// After twelve days the first round of the sweep is over and the number of runs does not grow.
void beacon_day_fast_settled(benchmark::State& state) {
    day(state, settled(12), Mode::kFast);
}
void beacon_day_exact_settled(benchmark::State& state) {
    day(state, settled(12), Mode::kExact);
}
/// One block at a time, as a sandbox chain asks for it, with the payload asked for first.
void beacon_block_settled(benchmark::State& state) {
    Feed f = settled(12);
    for (auto _ : state) {
        benchmark::DoNotOptimize(next_payload(f));
        benchmark::DoNotOptimize(advance_slot(f, {}, nullptr));
    }
    report(state, f);
}

BENCHMARK(beacon_day_fast_fresh)->Unit(benchmark::kMillisecond);
BENCHMARK(beacon_day_exact_fresh)->Unit(benchmark::kMillisecond);
BENCHMARK(beacon_day_fast_settled)->Unit(benchmark::kMillisecond);
BENCHMARK(beacon_day_exact_settled)->Unit(benchmark::kMillisecond);
BENCHMARK(beacon_block_settled)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace aq::beacon
