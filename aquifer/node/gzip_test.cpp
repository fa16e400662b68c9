// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/gzip.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/base/prng.hpp>

#include <gtest/gtest.h>

namespace aq::node {
namespace {

constexpr std::size_t kAny = std::size_t{1} << 30U;

/// "hello hello hello hello" by Python's gzip.compress(…, mtime=0).
const Bytes kHello = *parse_hex("0x1f8b0800000000000203cb48cdc9c957c8402701e3513d8d17000000");

std::string text(const Bytes& bytes) {
    return {bytes.begin(), bytes.end()};
}

TEST(Gzip, ReadsWhatOthersWrite) {
    const auto out = gunzip(kHello, kAny);
    ASSERT_TRUE(out.has_value()) << out.error();
    EXPECT_EQ(text(*out), "hello hello hello hello");
}

TEST(Gzip, ComesBackAtAnySize) {
    Prng rng(1);
    for (const std::size_t size : {0U, 1U, 1000U, 1U << 20U, (3U << 20U) + 5U}) {
        Bytes bytes(size);
        // Half of it is noise that does not get smaller.
        for (std::size_t i = 0; i < size / 2; ++i) bytes[i] = static_cast<std::uint8_t>(rng());
        const auto back = gunzip(gzip(bytes), kAny);
        ASSERT_TRUE(back.has_value()) << size << ": " << back.error();
        EXPECT_EQ(*back, bytes) << size;
    }
}

TEST(Gzip, TakesMembersOneAfterTheOther) {
    Bytes twice = kHello;
    twice.insert(twice.end(), kHello.begin(), kHello.end());
    const auto out = gunzip(twice, kAny);
    ASSERT_TRUE(out.has_value()) << out.error();
    EXPECT_EQ(out->size(), 46U);
}

TEST(Gzip, RefusesWhatIsCutOffDamagedOrTooMuch) {
    for (std::size_t size = 0; size < kHello.size(); ++size) {
        EXPECT_FALSE(gunzip(BytesView(kHello).first(size), kAny).has_value()) << size;
    }
    Bytes damaged = kHello;
    damaged[12] ^= 1U;
    EXPECT_EQ(gunzip(damaged, kAny).error(), "the gzip stream is damaged");
    Bytes followed = kHello;
    followed.push_back(7);
    EXPECT_FALSE(gunzip(followed, kAny).has_value());
    EXPECT_EQ(gunzip(kHello, 22).error(), "more than 22 bytes come out");
    EXPECT_TRUE(gunzip(kHello, 23).has_value());
}

}  // namespace
}  // namespace aq::node
