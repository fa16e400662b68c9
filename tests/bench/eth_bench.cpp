// SPDX-License-Identifier: Apache-2.0
// What the execution layer's forms cost a transaction and a block.
#include <aquifer/base/hex.hpp>
#include <aquifer/eth/header.hpp>
#include <aquifer/eth/transaction.hpp>
#include <aquifer/eth/trie.hpp>

#include <benchmark/benchmark.h>

namespace aq {
namespace {

constexpr Hash kSecret = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"_hash;

/// A call with two arguments under a dynamic fee, the usual transaction.
Transaction usual_transaction() {
    Transaction tx;
    tx.type = TransactionType::kDynamicFee;
    tx.chain_id = 1;
    tx.nonce = 12;
    tx.max_priority_fee_per_gas = 1e9_u256;
    tx.max_fee_per_gas = 50e9_u256;
    tx.gas = 100'000;
    tx.to = "0xae7ab96520de3a18e5e111b5eaab095312d7fe84"_address;
    tx.data = Bytes(68, 0xab);
    return signed_with(tx, kSecret);
}

/// Receipts of a log or two have about this size.
std::vector<Bytes> values(std::size_t count) {
    std::vector<Bytes> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.emplace_back(500, static_cast<std::uint8_t>(i));
    }
    return out;
}

void decode_and_hash(benchmark::State& state) {
    const Bytes raw = encode(usual_transaction());
    for ([[maybe_unused]] auto _ : state) {
        const auto tx = decode_transaction(raw);
        benchmark::DoNotOptimize(tx->nonce);
        Hash hash = keccak(BytesView(raw));
        benchmark::DoNotOptimize(hash);
    }
}
BENCHMARK(decode_and_hash);

void encode_transaction(benchmark::State& state) {
    const Transaction tx = usual_transaction();
    for ([[maybe_unused]] auto _ : state) {
        Bytes raw = encode(tx);
        benchmark::DoNotOptimize(raw.data());
    }
}
BENCHMARK(encode_transaction);

void recover_sender(benchmark::State& state) {
    const Transaction tx = usual_transaction();
    for ([[maybe_unused]] auto _ : state) {
        auto sender = sender_of(tx);
        benchmark::DoNotOptimize(sender);
    }
}
BENCHMARK(recover_sender);

void hash_header(benchmark::State& state) {
    Header header;
    header.number = 22'000'001;
    header.timestamp = 1'750'000'012;
    for ([[maybe_unused]] auto _ : state) {
        Hash hash = hash_of(header);
        benchmark::DoNotOptimize(hash);
    }
}
BENCHMARK(hash_header);

void root_of_list(benchmark::State& state) {
    const std::vector<Bytes> list = values(static_cast<std::size_t>(state.range(0)));
    for ([[maybe_unused]] auto _ : state) {
        Hash root = ordered_root(list);
        benchmark::DoNotOptimize(root);
    }
}
BENCHMARK(root_of_list)->Arg(1)->Arg(200);

}  // namespace
}  // namespace aq
