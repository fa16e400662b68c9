// SPDX-License-Identifier: Apache-2.0
// How long a season takes: what a node does before its first answer when it starts with `--demo`.
#include <aquifer/autopilot/autopilot.hpp>
#include <aquifer/base/result.hpp>

#include <benchmark/benchmark.h>

namespace aq::autopilot {
namespace {

/// Sixty days of a hundred users and three services, on a new chain.
void a_season(benchmark::State& state) {
    std::uint64_t transactions = 0;
    for (auto _ : state) {
        auto chain = chain::Chain::open(chain::Options());
        AQ_ASSERT(chain.has_value());
        transactions = season(**chain)->outcomes().succeeded;
    }
    state.counters["transactions"] = static_cast<double>(transactions);
}
BENCHMARK(a_season)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace aq::autopilot
