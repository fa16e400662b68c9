// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/hash.hpp>
#include <aquifer/base/hex.hpp>
#include <aquifer/base/prng.hpp>
#include <aquifer/base/sha256_paths.hpp>
#include <aquifer/base/u256.hpp>

#include <benchmark/benchmark.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace aq {
namespace {

struct Operands {
    u256 a, b, d;
};

/// Enough that the processor cannot learn the branches by heart, few enough for the nearest cache.
constexpr std::size_t kOperands = 256;

/// Numbers of exactly these widths in bits.
std::array<Operands, kOperands> operands(unsigned a, unsigned b, unsigned d) {
    Prng rng(1);
    const auto number = [&](unsigned bits) {
        return (uniform_u256(rng) | (1_u256 << 255)) >> (256 - bits);
    };
    std::array<Operands, kOperands> out;
    for (auto& each : out) each = {number(a), number(b), number(d)};
    return out;
}

template <class Function>
void over_operands(benchmark::State& state, const std::array<Operands, kOperands>& all,
                   Function function) {
    std::size_t i = 0;
    for ([[maybe_unused]] auto _ : state) {
        const Operands& each = all[i++ % kOperands];
        auto result = function(each);
        benchmark::DoNotOptimize(result);
    }
}

void checked_add_256(benchmark::State& state) {
    over_operands(state, operands(255, 254, 1),
                  [](const Operands& o) { return checked_add(o.a, o.b); });
}
BENCHMARK(checked_add_256);

void checked_mul_128(benchmark::State& state) {
    over_operands(state, operands(90, 60, 1),
                  [](const Operands& o) { return checked_mul(o.a, o.b); });
}
BENCHMARK(checked_mul_128);

/// The widths of the factors and of the divisor.
void mul_div_down_bits(benchmark::State& state) {
    over_operands(
        state,
        operands(static_cast<unsigned>(state.range(0)), static_cast<unsigned>(state.range(1)),
                 static_cast<unsigned>(state.range(2))),
        [](const Operands& o) { return mul_div_down(o.a, o.b, o.d); });
}
BENCHMARK(mul_div_down_bits)
    ->Args({60, 60, 60})     // a rate below 18 ether
    ->Args({90, 60, 60})     // an amount times 1e18 / 1e18
    ->Args({90, 90, 90})     // shares * total / total
    ->Args({120, 120, 120})  // all just below 128 bits
    ->Args({250, 250, 190})  // does not fit: kMulDivOverflow
    ->Args({250, 190, 190})
    ->Args({250, 250, 250});

void div_down_256_by_128(benchmark::State& state) {
    over_operands(state, operands(250, 1, 120),
                  [](const Operands& o) { return div_down(o.a, o.d); });
}
BENCHMARK(div_down_256_by_128);

void sqrt_down_256(benchmark::State& state) {
    over_operands(state, operands(250, 1, 1), [](const Operands& o) { return sqrt_down(o.a); });
}
BENCHMARK(sqrt_down_256);

void to_decimal_90(benchmark::State& state) {
    over_operands(state, operands(90, 1, 1), [](const Operands& o) { return to_decimal(o.a); });
}
BENCHMARK(to_decimal_90);

void parse_decimal_90(benchmark::State& state) {
    const std::string text = to_decimal(operands(90, 1, 1)[0].a);
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(parse_decimal(text));
}
BENCHMARK(parse_decimal_90);

void keccak256_bytes(benchmark::State& state) {
    const Bytes data(static_cast<std::size_t>(state.range(0)), 0x5a);
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(keccak256(data));
    state.SetBytesProcessed(state.iterations() * state.range(0));
}
BENCHMARK(keccak256_bytes)->Arg(64)->Arg(136)->Arg(512);

void sha256_pair_64(benchmark::State& state) {
    const Digest left{1};
    Digest right{2};
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(right = sha256_pair(left, right));
}
BENCHMARK(sha256_pair_64);

void sha256_portable_64(benchmark::State& state) {
    const Bytes data(64, 0x5a);
    for ([[maybe_unused]] auto _ : state)
        benchmark::DoNotOptimize(sha256_by(Sha256Path::kPortable, data));
}
BENCHMARK(sha256_portable_64);

constexpr std::size_t kMegabyte = 1'000'000;

Bytes random_bytes(std::size_t size) {
    Prng rng(2);
    Bytes out(size);
    for (auto& byte : out) byte = static_cast<std::uint8_t>(rng());
    return out;
}

/// One megabyte of bytes, two of text.
void parse_hex_1mb(benchmark::State& state) {
    const std::string text = to_hex(random_bytes(kMegabyte));
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(parse_hex(text));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(kMegabyte));
}
BENCHMARK(parse_hex_1mb);

void to_hex_1mb(benchmark::State& state) {
    const Bytes bytes = random_bytes(kMegabyte);
    for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(to_hex(bytes));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(kMegabyte));
}
BENCHMARK(to_hex_1mb);

}  // namespace
}  // namespace aq
