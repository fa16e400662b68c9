// SPDX-License-Identifier: Apache-2.0
// The recorded runs executed in process, over and over, from lines read beforehand. Transactions
// that check a signature or a beacon proof are timed apart: their time is the curve's and
// SHA-256's. A simulation asks about the same state many times over: there each transaction is
// executed and taken back eight times in a row.
#include <aquifer/replay/player.hpp>
#include <aquifer/replay/work.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <vector>

namespace aq::replay {
namespace {

using Clock = std::chrono::steady_clock;

enum class Run { kEigenLayer, kLidoShares, kRenzo };

std::vector<Line> read(const char* trace) {
    std::vector<Line> out;
    auto reader = Reader::open(trace);
    if (!reader.has_value()) std::abort();
    for (;;) {
        auto line = reader->next();
        if (!line.has_value()) std::abort();
        if (!line->has_value()) return out;
        out.push_back(std::move(**line));
    }
}

const std::vector<Line>& lines_of(Run run) {
    static const std::vector<Line> kEigenLayer =
        read("tests/golden/eigenlayer-core/trace-11.jsonl.gz");
    static const std::vector<Line> kLidoShares = read("tests/golden/lido-shares/trace-5.jsonl.gz");
    static const std::vector<Line> kRenzo = read("tests/golden/renzo/trace-5.jsonl.gz");
    return run == Run::kEigenLayer ? kEigenLayer : run == Run::kRenzo ? kRenzo : kLidoShares;
}

enum class Work { kExecute, kExecuteAndLog, kExecuteAndCompare };

void replay(benchmark::State& state, Run run, Work work, bool heavy) {
    const std::vector<Line>& lines = lines_of(run);
    std::int64_t count = 0;
    for (auto _ : state) {
        Player player;
        LogBuffer logs;
        Clock::duration spent{};
        for (const Line& line : lines) {
            const auto* tx = std::get_if<Transaction>(&line);
            if (std::holds_alternative<Check>(line)) continue;
            if (tx == nullptr || checks_signature_or_proof(*tx) != heavy) {
                benchmark::DoNotOptimize(player.play(line));
                continue;
            }
            const auto before = Clock::now();
            if (work == Work::kExecuteAndCompare) {
                benchmark::DoNotOptimize(player.play(line));
            } else {
                logs.clear();
                benchmark::DoNotOptimize(
                    player.execute(*tx, work == Work::kExecuteAndLog ? &logs : nullptr));
            }
            spent += Clock::now() - before;
            ++count;
        }
        if (player.counts.mismatches != 0) state.SkipWithError("the run differs");
        state.SetIterationTime(std::chrono::duration<double>(spent).count());
    }
    state.SetItemsProcessed(count);
}

void simulate(benchmark::State& state) {
    constexpr int kTimes = 8;
    const std::vector<Line>& lines = lines_of(Run::kEigenLayer);
    std::int64_t count = 0;
    for (auto _ : state) {
        Player player;
        Clock::duration spent{};
        for (const Line& line : lines) {
            if (std::holds_alternative<Check>(line)) continue;
            const auto* tx = std::get_if<Transaction>(&line);
            if (tx != nullptr && !checks_signature_or_proof(*tx)) {
                stack::World& world = player.world;
                world.block.number = tx->block;
                world.block.time = tx->time;
                const Undo::Mark mark = world.undo.mark();
                const auto before = Clock::now();
                for (int i = 0; i < kTimes; ++i) {
                    benchmark::DoNotOptimize(
                        world.execute({tx->from, tx->to, tx->value, tx->data}, nullptr));
                    world.undo.rewind(mark);
                }
                spent += Clock::now() - before;
                count += kTimes;
            }
            benchmark::DoNotOptimize(player.play(line));
        }
        if (player.counts.mismatches != 0) state.SkipWithError("the run differs");
        state.SetIterationTime(std::chrono::duration<double>(spent).count());
    }
    state.SetItemsProcessed(count);
}
BENCHMARK(simulate)->UseManualTime();

BENCHMARK_CAPTURE(replay, logs_off, Run::kEigenLayer, Work::kExecute, false)->UseManualTime();
BENCHMARK_CAPTURE(replay, logs_on, Run::kEigenLayer, Work::kExecuteAndLog, false)->UseManualTime();
BENCHMARK_CAPTURE(replay, logs_compared, Run::kEigenLayer, Work::kExecuteAndCompare, false)
    ->UseManualTime();
BENCHMARK_CAPTURE(replay, signatures_and_proofs, Run::kEigenLayer, Work::kExecuteAndCompare, true)
    ->UseManualTime();
BENCHMARK_CAPTURE(replay, lido_shares_compared, Run::kLidoShares, Work::kExecuteAndCompare, false)
    ->UseManualTime();
BENCHMARK_CAPTURE(replay, renzo_compared, Run::kRenzo, Work::kExecuteAndCompare, false)
    ->UseManualTime();

void undo_and_rewind(benchmark::State& state) {
    Undo undo;
    Table<Address, u256> table;
    std::vector<Address> keys;
    for (std::uint64_t i = 1; i <= 1000; ++i) keys.push_back(truncate_address(u256(i * i * i)));
    for (const Address& key : keys) undo.set(table, key, u256(7U));
    undo.commit();
    std::uint64_t round = 8;
    for (auto _ : state) {
        const Undo::Mark mark = undo.mark();
        ++round;
        for (const Address& key : keys) undo.set(table, key, u256(round));
        undo.rewind(mark);
    }
    state.SetItemsProcessed(state.iterations() * 1000);
}
BENCHMARK(undo_and_rewind);

}  // namespace
}  // namespace aq::replay
