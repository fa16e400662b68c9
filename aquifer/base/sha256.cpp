// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/hash.hpp>
#include <aquifer/base/result.hpp>
#include <aquifer/base/sha256_paths.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace aq {
namespace {

constexpr std::size_t kBlockSize = 64;

using State = std::array<std::uint32_t, 8>;

/// Square roots of the first eight primes (FIPS 180-4, 5.3.3).
constexpr State kInitial{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};

/// Cube roots of the first 64 primes (FIPS 180-4, 4.2.2).
alignas(16) constexpr std::array<std::uint32_t, 64> kRound{
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

std::uint32_t load_be32(const std::uint8_t* at) {
    std::uint32_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return std::endian::native == std::endian::little ? __builtin_bswap32(word) : word;
}

void store_be32(std::uint8_t* at, std::uint32_t word) {
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap32(word);
    std::memcpy(at, &word, sizeof word);
}

void compress_portable(State& state, const std::uint8_t* blocks, std::size_t count) {
    std::array<std::uint32_t, 64> w;  // NOLINT(*member-init): filled below.
    for (; count > 0; --count, blocks += kBlockSize) {
        for (unsigned t = 0; t < 16; ++t) w[t] = load_be32(blocks + std::size_t{4} * t);
        for (unsigned t = 16; t < 64; ++t) {
            const std::uint32_t near = w[t - 2];
            const std::uint32_t far = w[t - 15];
            w[t] = w[t - 16] + (std::rotr(far, 7) ^ std::rotr(far, 18) ^ (far >> 3U)) + w[t - 7] +
                   (std::rotr(near, 17) ^ std::rotr(near, 19) ^ (near >> 10U));
        }
        auto [a, b, c, d, e, f, g, h] = state;
        for (unsigned t = 0; t < 64; ++t) {
            const std::uint32_t first = h +
                                        (std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25)) +
                                        (g ^ (e & (f ^ g))) + kRound[t] + w[t];
            const std::uint32_t second =
                (std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22)) + ((a & b) | (c & (a | b)));
            h = g;
            g = f;
            f = e;
            e = d + first;
            d = c;
            c = b;
            b = a;
            a = first + second;
        }
        const State mixed{a, b, c, d, e, f, g, h};
        for (unsigned i = 0; i < 8; ++i) state[i] += mixed[i];
    }
}

#if defined(__x86_64__)

/// The processor's instructions want the state as (a, b, e, f) and (c, d, g, h), the first highest,
/// and do two rounds each.
__attribute__((target("sha,sse4.1,ssse3"))) void compress_sha_instructions(
    State& state, const std::uint8_t* blocks, std::size_t count) {
    const __m128i big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    const auto load = [](const void* at) { return static_cast<const __m128i*>(at); };

    const __m128i badc = _mm_shuffle_epi32(_mm_loadu_si128(load(state.data())), 0xb1);
    const __m128i hgfe = _mm_shuffle_epi32(_mm_loadu_si128(load(&state[4])), 0x1b);
    __m128i abef = _mm_alignr_epi8(badc, hgfe, 8);
    __m128i cdgh = _mm_blend_epi16(hgfe, badc, 0xf0);

    for (; count > 0; --count, blocks += kBlockSize) {
        const __m128i abef_before = abef;
        const __m128i cdgh_before = cdgh;
        __m128i w[4];  // NOLINT(*avoid-c-arrays): std::array warns of the type's attributes.
#pragma GCC unroll 16
        for (unsigned t = 0; t < 16; ++t) {
            __m128i& now = w[t % 4];
            if (t < 4) {
                now = _mm_shuffle_epi8(_mm_loadu_si128(load(blocks + std::size_t{16} * t)),
                                       big_endian);
            } else {
                const __m128i last = w[(t + 3) % 4];
                const __m128i seven_back = _mm_alignr_epi8(last, w[(t + 2) % 4], 4);
                now = _mm_add_epi32(_mm_sha256msg1_epu32(now, w[(t + 1) % 4]), seven_back);
                now = _mm_sha256msg2_epu32(now, last);
            }
            const __m128i keyed =
                _mm_add_epi32(now, _mm_load_si128(load(&kRound[std::size_t{4} * t])));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, keyed);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(keyed, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }

    const __m128i feba = _mm_shuffle_epi32(abef, 0x1b);
    const __m128i dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    const auto store = [](void* at) { return static_cast<__m128i*>(at); };
    _mm_storeu_si128(store(state.data()), _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(store(&state[4]), _mm_alignr_epi8(dchg, feba, 8));
}

/// g++ 12's __builtin_cpu_supports does not know SHA, so the processor is asked itself.
bool has_sha_instructions() {
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    if (__get_cpuid(1, &a, &b, &c, &d) == 0) return false;
    if ((c & bit_SSSE3) == 0 || (c & bit_SSE4_1) == 0) return false;
    return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

#else

void compress_sha_instructions(State& state, const std::uint8_t* blocks, std::size_t count) {
    compress_portable(state, blocks, count);
}

bool has_sha_instructions() {
    return false;
}

#endif

using Compress = void (*)(State&, const std::uint8_t*, std::size_t);

Compress fastest_compression() {
    static const Compress chosen =
        has_sha_instructions() ? compress_sha_instructions : compress_portable;
    return chosen;
}

Digest digest_of(const State& state) {
    Digest out;  // NOLINT(*member-init): filled below.
    for (unsigned i = 0; i < 8; ++i) store_be32(&out[std::size_t{4} * i], state[i]);
    return out;
}

Digest sha256_with(Compress compress, BytesView data) {
    State state = kInitial;
    const std::size_t blocks = data.size() / kBlockSize;
    compress(state, data.data(), blocks);

    const BytesView rest = data.subspan(blocks * kBlockSize);
    std::array<std::uint8_t, 2 * kBlockSize> last{};
    if (!rest.empty()) std::memcpy(last.data(), rest.data(), rest.size());
    last[rest.size()] = 0x80;
    const std::size_t last_blocks = rest.size() + 9 <= kBlockSize ? 1 : 2;
    store_be64(&last[last_blocks * kBlockSize - 8], std::uint64_t{data.size()} * 8);
    compress(state, last.data(), last_blocks);
    return digest_of(state);
}

}  // namespace

Digest sha256(BytesView data) {
    return sha256_with(fastest_compression(), data);
}

Digest sha256_pair(const Digest& left, const Digest& right) {
    // One block of data and one that is always the same: the end mark and the length of 512 bits.
    std::array<std::uint8_t, 2 * kBlockSize> blocks{};
    std::memcpy(blocks.data(), left.data(), left.size());
    std::memcpy(&blocks[32], right.data(), right.size());
    blocks[64] = 0x80;
    store_be64(&blocks[120], 512);
    State state = kInitial;
    const Compress compress = fastest_compression();
    compress(state, blocks.data(), 2);
    return digest_of(state);
}

bool available(Sha256Path path) {
    return path == Sha256Path::kPortable || has_sha_instructions();
}

Digest sha256_by(Sha256Path path, BytesView data) {
    AQ_ASSERT(available(path));
    return sha256_with(
        path == Sha256Path::kPortable ? compress_portable : compress_sha_instructions, data);
}

}  // namespace aq
