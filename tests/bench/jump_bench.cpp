// SPDX-License-Identifier: Apache-2.0
// Fourteen days of empty blocks in one step, with what the store keeps of it: the delay of a
// withdrawal from EigenLayer. The first jump of a chain, and those after it.
#include <aquifer/base/result.hpp>
#include <aquifer/chain/chain.hpp>

#include <benchmark/benchmark.h>

namespace aq::chain {
namespace {

constexpr std::uint64_t kBlocks = 100'800;

std::unique_ptr<Chain> new_chain() {
    auto chain = Chain::open(Options());
    AQ_ASSERT(chain.has_value());
    return *std::move(chain);
}

void jump(Chain& chain) {
    const auto mined = chain.mine(kBlocks, 0);
    AQ_ASSERT(mined.has_value());
    const auto kept = chain.commit();
    AQ_ASSERT(kept.has_value());
}

void first_jump(benchmark::State& state) {
    for ([[maybe_unused]] auto _ : state) {
        state.PauseTiming();
        auto chain = new_chain();
        state.ResumeTiming();
        jump(*chain);
        state.PauseTiming();
        chain.reset();
        state.ResumeTiming();
    }
}
BENCHMARK(first_jump)->Unit(benchmark::kMicrosecond);

/// Chains' time ends in 2106: some two thousand jumps away.
void later_jump(benchmark::State& state) {
    auto chain = new_chain();
    jump(*chain);
    for ([[maybe_unused]] auto _ : state) jump(*chain);
}
BENCHMARK(later_jump)->Unit(benchmark::kMicrosecond)->Iterations(500);

}  // namespace
}  // namespace aq::chain
