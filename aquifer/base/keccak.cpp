// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/bytes.hpp>
#include <aquifer/base/hash.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace aq {
namespace {

/// 1600 bits less twice the 256 of the digest.
constexpr std::size_t kRate = 136;
constexpr std::size_t kRateLanes = kRate / 8;

/// Lane (x, y) stands at x + 5y.
using Lanes = std::array<std::uint64_t, 25>;

/// Iota's constants (FIPS 202, 3.2.5).
constexpr std::array<std::uint64_t, 24> kRoundConstants{
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

/// Rho's rotations (FIPS 202, 3.2.2), by lane.
constexpr std::array<int, 25> kRotations{0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
                                         25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};

// The functions below must dissolve into one: only then do the lanes live in registers.
#define AQ_DISSOLVED [[gnu::always_inline]] inline

/// Rho, pi and chi for one plane of five lanes: pi brings lane (x + 3y, x) to (x, y).
template <unsigned Y>
AQ_DISSOLVED void plane(const Lanes& from, const std::array<std::uint64_t, 5>& parity, Lanes& to) {
    constexpr auto source = [](unsigned x) { return (x + 3 * Y) % 5 + 5 * x; };
    const auto moved = [&]<unsigned X>() __attribute__((always_inline)) {
        return std::rotl(from[source(X)] ^ parity[source(X) % 5], kRotations[source(X)]);
    };
    const std::uint64_t b0 = moved.template operator()<0>();
    const std::uint64_t b1 = moved.template operator()<1>();
    const std::uint64_t b2 = moved.template operator()<2>();
    const std::uint64_t b3 = moved.template operator()<3>();
    const std::uint64_t b4 = moved.template operator()<4>();
    to[5 * Y + 0] = b0 ^ (~b1 & b2);
    to[5 * Y + 1] = b1 ^ (~b2 & b3);
    to[5 * Y + 2] = b2 ^ (~b3 & b4);
    to[5 * Y + 3] = b3 ^ (~b4 & b0);
    to[5 * Y + 4] = b4 ^ (~b0 & b1);
}

AQ_DISSOLVED void round(const Lanes& from, Lanes& to, std::uint64_t constant) {
    const std::uint64_t c0 = from[0] ^ from[5] ^ from[10] ^ from[15] ^ from[20];
    const std::uint64_t c1 = from[1] ^ from[6] ^ from[11] ^ from[16] ^ from[21];
    const std::uint64_t c2 = from[2] ^ from[7] ^ from[12] ^ from[17] ^ from[22];
    const std::uint64_t c3 = from[3] ^ from[8] ^ from[13] ^ from[18] ^ from[23];
    const std::uint64_t c4 = from[4] ^ from[9] ^ from[14] ^ from[19] ^ from[24];
    const std::array<std::uint64_t, 5> parity{c4 ^ std::rotl(c1, 1), c0 ^ std::rotl(c2, 1),
                                              c1 ^ std::rotl(c3, 1), c2 ^ std::rotl(c4, 1),
                                              c3 ^ std::rotl(c0, 1)};
    plane<0>(from, parity, to);
    to[0] ^= constant;
    plane<1>(from, parity, to);
    plane<2>(from, parity, to);
    plane<3>(from, parity, to);
    plane<4>(from, parity, to);
}

AQ_DISSOLVED void permute_lanes(Lanes& state) {
    Lanes even = state;
    Lanes odd;  // NOLINT(*member-init): the first round fills it.
    for (std::size_t i = 0; i < kRoundConstants.size(); i += 2) {
        round(even, odd, kRoundConstants[i]);
        round(odd, even, kRoundConstants[i + 1]);
    }
    state = even;
}

void permute_portable(Lanes& state) {
    permute_lanes(state);
}

#if defined(__x86_64__)
/// The same with `andn` and `rorx`, which spare chi its negations and rho its copies.
__attribute__((target("bmi,bmi2"))) void permute_bmi(Lanes& state) {
    permute_lanes(state);
}
#endif

using Permute = void (*)(Lanes&);

Permute fastest_permutation() {
#if defined(__x86_64__)
    static const Permute chosen = __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2")
                                      ? permute_bmi
                                      : permute_portable;
    return chosen;
#else
    return permute_portable;
#endif
}

std::uint64_t load_le64(const std::uint8_t* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return std::endian::native == std::endian::little ? word : __builtin_bswap64(word);
}

void store_le64(std::uint8_t* at, std::uint64_t word) {
    if constexpr (std::endian::native != std::endian::little) word = __builtin_bswap64(word);
    std::memcpy(at, &word, sizeof word);
}

void absorb(Lanes& state, const std::uint8_t* block) {
    for (std::size_t i = 0; i < kRateLanes; ++i) state[i] ^= load_le64(block + 8 * i);
}

/// Absorbs the blocks that are whole; answers what is left.
BytesView absorb_blocks(Lanes& state, BytesView data) {
    const Permute permute = fastest_permutation();
    for (; data.size() >= kRate; data = data.subspan(kRate)) {
        absorb(state, data.data());
        permute(state);
    }
    return data;
}

/// The last bytes of a text, fewer than a lane, as the lane they begin.
std::uint64_t load_partial(BytesView text, std::size_t bytes) {
    if (bytes == 0) return 0;
    if (text.size() >= 8) return load_le64(text.data() + text.size() - 8) >> (64 - 8 * bytes);
    std::uint64_t lane = 0;
    for (std::size_t i = 0; i < bytes; ++i) lane |= std::uint64_t{text[i]} << (8 * i);
    return lane;
}

/// Absorbs what is less than a block and squeezes. Keccak's own padding; SHA-3 would begin it with
/// 0x06. Lane by lane from where the bytes are: a padded copy would be read by lanes right after it
/// has been written by bytes, and processors wait for that.
Digest finish_with(Lanes& state, BytesView rest) {
    const std::size_t lanes = rest.size() / 8;
    const std::size_t bytes = rest.size() % 8;
    for (std::size_t i = 0; i < lanes; ++i) state[i] ^= load_le64(rest.data() + 8 * i);
    state[lanes] ^= load_partial(rest, bytes) | std::uint64_t{0x01} << (8 * bytes);
    state[kRateLanes - 1] ^= std::uint64_t{0x80} << 56U;
    fastest_permutation()(state);

    Digest out;  // NOLINT(*member-init): filled below.
    for (std::size_t i = 0; i < 4; ++i) store_le64(&out[8 * i], state[i]);
    return out;
}

}  // namespace

Digest keccak256(BytesView data) {
    Lanes state{};
    const BytesView rest = absorb_blocks(state, data);
    return finish_with(state, rest);
}

void Keccak256::update(BytesView data) {
    if (held_ > 0) {
        const std::size_t n = std::min(data.size(), kRate - held_);
        std::copy_n(data.begin(), n, rest_.begin() + static_cast<std::ptrdiff_t>(held_));
        held_ += n;
        data = data.subspan(n);
        if (held_ < kRate) return;
        absorb_blocks(state_, rest_);
    }
    const BytesView rest = absorb_blocks(state_, data);
    std::ranges::copy(rest, rest_.begin());
    held_ = rest.size();
}

Digest Keccak256::finish() {
    return finish_with(state_, BytesView(rest_).first(held_));
}

}  // namespace aq
