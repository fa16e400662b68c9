// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/bytes.hpp>

#include <gtest/gtest.h>

#include <array>

namespace aq {
namespace {

template <std::size_t N>
std::array<std::uint8_t, N> counted() {
    std::array<std::uint8_t, N> out{};
    for (std::size_t i = 0; i < N; ++i) out[i] = static_cast<std::uint8_t>(i + 1);
    return out;
}

template <std::size_t N>
void expect_every_byte_counts() {
    const auto a = counted<N>();
    EXPECT_TRUE(equal_bytes<N>(a.data(), counted<N>().data()));
    for (std::size_t i = 0; i < N; ++i) {
        auto b = a;
        b[i] ^= 0x80U;
        EXPECT_FALSE(equal_bytes<N>(a.data(), b.data())) << N << " bytes, byte " << i;
    }
}

TEST(Bytes, AreEqualOnlyIfEveryOneIs) {
    [&]<std::size_t... I>(std::index_sequence<I...> /*sizes*/) {
        (expect_every_byte_counts<I + 1>(), ...);
    }(std::make_index_sequence<80>{});
}

TEST(Bytes, AWordPastTheEndIsZeroAndTheLastOneOverlaps) {
    const auto bytes = counted<20>();
    std::uint64_t last = 0;
    std::memcpy(&last, bytes.data() + 12, sizeof last);
    EXPECT_EQ((word_of<20, 2>(bytes.data())), last);
    EXPECT_EQ((word_of<20, 3>(bytes.data())), 0U);
}

}  // namespace
}  // namespace aq
