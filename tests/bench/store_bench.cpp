// SPDX-License-Identifier: Apache-2.0
// What the store costs: blocks written, logs found.
#include <aquifer/base/prng.hpp>
#include <aquifer/base/result.hpp>
#include <aquifer/chain/store.hpp>

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <map>

namespace aq::chain {
namespace {

std::unique_ptr<Store> open_store(const Store::Options& options) {
    auto store = Store::open(options, {.format = 1, .deployment = {}});
    AQ_ASSERT(store.has_value());
    return *std::move(store);
}

Hash hash_of(std::uint64_t number) {
    Hash out;
    store_be64(out.bytes.data(), number * 0x9e3779b97f4a7c15ULL);
    store_be64(out.bytes.data() + 24, number);
    return out;
}
Address address_of(std::uint64_t number) {
    return truncate_address(to_u256(hash_of(number)));
}

/// A transfer: a block of one transaction with one log of a token among a hundred, between two of a
/// hundred thousand holders.
BlockKeys transfer(std::uint64_t number, Prng& rng) {
    BlockKeys out{.first = number,
                  .last = number,
                  .hash = hash_of(2 * number),
                  .transactions = {hash_of(2 * number + 1)},
                  .logs = {}};
    out.logs.push_back({.emitter = address_of(rng() % 100),
                        .topics = {hash_of(1), hash_of(rng() % 100'000), hash_of(rng() % 100'000)},
                        .count = 3,
                        .transaction = 0});
    return out;
}

/// A folder on a disk, not in memory: where the build is.
struct Folder {
    Folder() {
        std::string name = "store_bench-XXXXXX";
        const char* made = ::mkdtemp(name.data());
        AQ_ASSERT(made != nullptr);
        path = std::filesystem::absolute(made);
    }
    ~Folder() { std::filesystem::remove_all(path); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::filesystem::path path;
};

/// Blocks of a transfer each, with 600 bytes, so many to a commit.
void write_blocks(benchmark::State& state, bool sync) {
    const Folder folder;
    const auto store = open_store({.folder = folder.path, .sync = sync});
    Prng rng(1);
    const Bytes bytes(600);
    std::uint64_t number = 0;
    for (auto _ : state) {
        for (std::int64_t i = 0; i < state.range(0); ++i) {
            store->put_block(transfer(number, rng), bytes);
            store->put_journal(number++, BytesView(bytes).first(1));
        }
        AQ_ASSERT(store->commit().has_value());
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(number));
    state.counters["bytes_a_block"] =
        static_cast<double>(std::filesystem::file_size(folder.path / "store.mdb")) /
        static_cast<double>(number);
}
void write_async(benchmark::State& state) {
    write_blocks(state, false);
}
void write_sync(benchmark::State& state) {
    write_blocks(state, true);
}
BENCHMARK(write_async)->Arg(1)->Arg(100);
BENCHMARK(write_sync)->Arg(1)->Arg(100)->UseRealTime();

/// Made once for each number of logs.
Store& store_of(std::uint64_t logs) {
    static std::map<std::uint64_t, std::unique_ptr<Store>> made;
    auto& store = made[logs];
    if (store == nullptr) {
        store = open_store({});
        Prng rng(logs);
        for (std::uint64_t i = 0; i < logs; ++i) {
            store->put_block(transfer(i, rng), Bytes(100));
            if (i % 10'000 == 9'999) AQ_ASSERT(store->commit().has_value());
        }
        AQ_ASSERT(store->commit().has_value());
    }
    return *store;
}

void find(benchmark::State& state, const LogFilter& filter) {
    const Store& store = store_of(static_cast<std::uint64_t>(state.range(0)));
    std::int64_t found = 0;
    for (auto _ : state) {
        const Store::Reader reader = store.reader();
        auto cursor = reader.logs(filter);
        while (const auto place = cursor.next()) {
            benchmark::DoNotOptimize(*place);
            ++found;
        }
    }
    state.counters["found"] = static_cast<double>(found) / static_cast<double>(state.iterations());
    state.SetItemsProcessed(found);
}
/// The transfers of one token, a hundredth of all.
void find_token(benchmark::State& state) {
    find(state, {.addresses = {address_of(7)}, .topics = {{{hash_of(1)}, {}, {}, {}}}});
}
/// The transfers of one token to one holder.
void find_holder(benchmark::State& state) {
    find(state, {.addresses = {address_of(7)}, .topics = {{{hash_of(1)}, {}, {hash_of(5)}, {}}}});
}
/// Everything.
void find_all(benchmark::State& state) {
    find(state, {});
}
BENCHMARK(find_token)->Arg(10'000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK(find_holder)->Arg(10'000)->Arg(100'000)->Arg(1'000'000);
BENCHMARK(find_all)->Arg(10'000)->Arg(100'000)->Arg(1'000'000);

}  // namespace
}  // namespace aq::chain
