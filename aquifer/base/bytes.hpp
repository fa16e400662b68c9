// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Byte strings: the owned form, the borrowed form, and big-endian loads and stores.

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace aq {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

/// The bytes of a text, borrowed.
inline BytesView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline bool equal(BytesView a, BytesView b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

/// The I-th word of N bytes, in the machine's own order. The last word overlaps the one before it
/// where N is no multiple of eight; a word past the end is zero.
template <std::size_t N, std::size_t I>
std::uint64_t word_of(const void* bytes) {
    std::uint64_t word = 0;
    if constexpr (8 * I < N) {
        constexpr std::size_t kAt = N < 8 ? 0 : std::min(8 * I, N - 8);
        std::memcpy(&word, static_cast<const std::uint8_t*>(bytes) + kAt,
                    std::min<std::size_t>(8, N));
    }
    return word;
}

/// Compares N bytes without a call or a branch, which is what `memcmp` of 20 bytes costs.
template <std::size_t N>
bool equal_bytes(const void* a, const void* b) {
    return [&]<std::size_t... I>(std::index_sequence<I...> /*words*/) {
        return ((word_of<N, I>(a) ^ word_of<N, I>(b)) | ...) == 0;
    }(std::make_index_sequence<(N + 7) / 8>{});
}

inline std::uint64_t load_be64(const std::uint8_t* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof word);
    return std::endian::native == std::endian::little ? __builtin_bswap64(word) : word;
}

inline void store_be64(std::uint8_t* at, std::uint64_t word) {
    if constexpr (std::endian::native == std::endian::little) word = __builtin_bswap64(word);
    std::memcpy(at, &word, sizeof word);
}

}  // namespace aq
