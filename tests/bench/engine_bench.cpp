// SPDX-License-Identifier: Apache-2.0
// Parts of the engine alone: reading a recorded run, decoding its calldata, and withdrawals queued
// on a world that holds many already.
#include <aquifer/replay/player.hpp>
#include <aquifer/replay/source.hpp>

#include <benchmark/benchmark.h>

#include <fstream>
#include <sstream>
#include <tuple>
#include <vector>

namespace aq::replay {
namespace {

constexpr const char* kTrace = "tests/golden/eigenlayer-core/trace-11.jsonl.gz";

const std::string& zipped() {
    static const std::string kBytes = [] {
        std::ostringstream out;
        out << std::ifstream(kTrace, std::ios::binary).rdbuf();
        return out.str();
    }();
    return kBytes;
}

std::string unzipped() {
    Source source(kTrace, std::make_unique<std::istringstream>(zipped()), zipped().size());
    std::string out;
    for (;;) {
        const auto more = source.read_into(out);
        if (!more.has_value()) std::abort();
        if (!*more) return out;
    }
}

std::vector<Line> read_lines(std::string bytes) {
    std::vector<Line> out;
    Reader reader = Reader::over(std::move(bytes), kTrace);
    for (;;) {
        auto line = reader.next();
        if (!line.has_value()) std::abort();
        if (!line->has_value()) return out;
        out.push_back(std::move(**line));
    }
}

const std::vector<Line>& lines() {
    static const std::vector<Line> kLines = read_lines(unzipped());
    return kLines;
}

void unzip_run(benchmark::State& state) {
    std::size_t bytes = 0;
    for ([[maybe_unused]] auto _ : state) bytes += unzipped().size();
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}
BENCHMARK(unzip_run)->Unit(benchmark::kMillisecond);

/// From JSON in memory to lines with their logs.
void read_run(benchmark::State& state) {
    const std::string bytes = unzipped();
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(read_lines(bytes));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes.size()));
}
BENCHMARK(read_run)->Unit(benchmark::kMillisecond);

template <class... Arguments>
bool decodes(BytesView data) {
    std::tuple<Arguments...> arguments;
    const bool good = std::apply(
        [&](auto&... each) { return abi_decode(AbiReader(data.subspan(4)), each...); }, arguments);
    benchmark::DoNotOptimize(arguments);
    return good;
}

/// The recorded calls of one function, decoded alone. Malformed ones are among them, as recorded.
template <class... Arguments>
void decode(benchmark::State& state, const char* function) {
    std::vector<BytesView> calls;
    for (const Line& line : lines()) {
        const auto* tx = std::get_if<Transaction>(&line);
        if (tx != nullptr && tx->function.starts_with(function)) calls.emplace_back(tx->data);
    }
    for ([[maybe_unused]] auto _ : state) {
        for (const BytesView call : calls) benchmark::DoNotOptimize(decodes<Arguments...>(call));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(calls.size()));
}

using eigenlayer::AllocateParams;
using eigenlayer::QueuedWithdrawalParams;
using eigenlayer::SlashingParams;
using eigenlayer::Withdrawal;

void decode_deposits(benchmark::State& state) {
    decode<Address, Address, u256>(state, "depositIntoStrategy(");
}
BENCHMARK(decode_deposits);

void decode_allocations(benchmark::State& state) {
    decode<Address, std::vector<AllocateParams>>(state, "modifyAllocations(");
}
BENCHMARK(decode_allocations);

void decode_queueings(benchmark::State& state) {
    decode<std::vector<QueuedWithdrawalParams>>(state, "queueWithdrawals(");
}
BENCHMARK(decode_queueings);

void decode_completions(benchmark::State& state) {
    decode<Withdrawal, std::vector<Address>, bool>(state, "completeQueuedWithdrawal(");
}
BENCHMARK(decode_completions);

void decode_slashings(benchmark::State& state) {
    decode<Address, SlashingParams>(state, "slashOperator(");
}
BENCHMARK(decode_slashings);

/// A thousand stakers of one strategy, delegated to one operator, on the world that the recorded
/// run leaves.
class Stakers {
public:
    static constexpr std::uint64_t kCount = 1000;

    Stakers() {
        for (const Line& line : lines()) {
            if (!std::holds_alternative<Check>(line)) benchmark::DoNotOptimize(player_.play(line));
        }
        const auto& at = player_.world.eigenlayer.at;
        const auto [strategy, token] = deposited();
        const Address operator_at = first_operator();
        for (std::uint64_t i = 0; i < kCount; ++i) {
            const Address who = staker(i);
            constexpr auto kAll = 1e12_u256;
            must(who, token, "mint(address,uint256)", who, kAll);
            must(who, token, "approve(address,uint256)", at.strategy_manager, kAll);
            must(who, at.strategy_manager, "depositIntoStrategy(address,address,uint256)", strategy,
                 token, kAll);
            must(who, at.delegation_manager, "delegateTo(address,(bytes,uint256),bytes32)",
                 operator_at, eigenlayer::SignatureWithExpiry(), Hash());
        }
        const eigenlayer::DepositShares one(1_u256);
        calldata_ = abi_call(selector("queueWithdrawals((address[],uint256[],address)[])"),
                             std::vector{QueuedWithdrawalParams{{strategy}, {one}, Address()}});
    }

    /// Each staker in turn queues one share of its deposit.
    void queue(std::uint64_t count) {
        const Address to = player_.world.eigenlayer.at.delegation_manager;
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto out =
                player_.world.execute({staker(i % kCount), to, Wei(), calldata_}, nullptr);
            if (!out.has_value()) std::abort();
        }
    }

    Undo& undo() { return player_.world.undo; }

private:
    static Selector selector(std::string_view signature) { return first_four(keccak(signature)); }
    static Address staker(std::uint64_t i) {
        return truncate_address(to_u256(keccak(std::string_view("staker " + std::to_string(i)))));
    }

    template <class... Arguments>
    void must(const Address& from, const Address& to, std::string_view signature,
              const Arguments&... arguments) {
        const Bytes data = abi_call(selector(signature), arguments...);
        if (!player_.world.execute({from, to, Wei(), data}, nullptr).has_value()) std::abort();
        undo().commit();
    }

    /// The strategy and the token of the last deposit that succeeded.
    static std::pair<Address, Address> deposited() {
        std::pair<Address, Address> out;
        for (const Line& line : lines()) {
            const auto* tx = std::get_if<Transaction>(&line);
            if (tx == nullptr || !tx->ok || !tx->function.starts_with("depositIntoStrategy(")) {
                continue;
            }
            u256 amount;
            abi_decode(AbiReader(BytesView(tx->data).subspan(4)), out.first, out.second, amount);
        }
        return out;
    }
    /// One that takes stakers without its approver's signature.
    [[nodiscard]] Address first_operator() const {
        const auto& d = player_.world.eigenlayer.delegation;
        Address out;
        d.delegated_to.for_each([&](const Address& who, const Address& operator_at) {
            if (who == operator_at && d.delegation_approver[who] == kZeroAddress) out = who;
        });
        return out;
    }

    Player player_;
    /// Of a call that queues one share.
    Bytes calldata_;
};

/// So many withdrawals stand in the queue; two thousand more are queued, then taken back untimed.
void queue_withdrawals(benchmark::State& state) {
    constexpr std::uint64_t kBatch = 2000;
    Stakers stakers;
    for (std::int64_t done = 0; done < state.range(0); done += kBatch) {
        stakers.queue(kBatch);
        stakers.undo().commit();
    }
    for ([[maybe_unused]] auto _ : state) {
        const Undo::Mark before = stakers.undo().mark();
        stakers.queue(kBatch);
        state.PauseTiming();
        stakers.undo().rewind(before);
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(kBatch));
}
BENCHMARK(queue_withdrawals)->Arg(2'000)->Arg(200'000)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace aq::replay
