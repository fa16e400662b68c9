// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/hash.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/base/prng.hpp>
#include <aquifer/base/sha256_paths.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aq {
namespace {

struct Vector {
    std::string text;
    std::string_view digest;
};

/// The bytes 3, 10, 17, ... modulo 256: any length, and easy to make in another language.
Bytes pattern(std::size_t length) {
    Bytes out(length);
    for (std::size_t i = 0; i < length; ++i) out[i] = static_cast<std::uint8_t>(7 * i + 3);
    return out;
}

TEST(Keccak, DigestsOfPublishedMessages) {
    // The Keccak team's vectors and the topic of every ERC-20 transfer.
    const std::vector<Vector> vectors{
        {"", "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"},
        {"abc", "0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "0x45d3b367a6904e6e8d502ee04999a7c27647f91fa845d456525fd352ae3d7371"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
         "lmnopqrsmnopqrstnopqrstu",
         "0xf519747ed599024f3882238e5ab43960132572b7345fbeb9a90769dafd21ad67"},
        {std::string(1'000'000, 'a'),
         "0xfadae6b49f129bbb812be8407b7b2894f34aecf6dbd1f9b0f0c7e9853098fc96"},
        {"Transfer(address,address,uint256)",
         "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"},
    };
    for (const auto& [text, digest] : vectors) {
        EXPECT_EQ(to_hex(keccak256(bytes_of(text))), digest) << text.substr(0, 80);
    }
}

TEST(Keccak, LengthsAroundTheRateOf136Bytes) {
    struct Case {
        std::size_t length;
        std::string_view digest;
    };
    // From pycryptodome 3: keccak.new(digest_bits=256, data=bytes((7 * i + 3) & 255 for i ...)).
    const std::vector<Case> cases{
        {1, "0x69c322e3248a5dfc29d73c5b0553b0185a35cd5bb6386747517ef7e53b15e287"},
        {32, "0x04d1b47ed3b04c5ff6a0280293cb2ab55bd297c9c2e0c3449831b419285d7df2"},
        {64, "0x0251cf13aa5b18f1cbda7cddbe85f3dc536fc93df590c2d20ca9b28af1ed2c39"},
        {134, "0x0c00ddc2482876f8fa8cc91ed55deedf61049892967f383560faf8a5787f86c5"},
        {135, "0x00ef96af9cf4b24c7f269d922294444a197d0a33638c2e56634c57e892103a8f"},
        {136, "0x742061bcad767ed4c4f5883b1dcb1aad11afdcc140dc469d953759b127b9f9ed"},
        {137, "0xe3371f61e770abf254c34239c3b0099ad90594507415bc81dd0a10b9692bbf2a"},
        {200, "0x66d2cdf3ab4c5bd3c75add9b60b14ac5b7789534fa2da3f348853b847359a3a0"},
        {271, "0x4401c4afbe16ff911bdbf2d38e556e5b861f3fdf0f9d4306b1c46f6ae4f73584"},
        {272, "0xac141fd7b0a0ffcd2e967254d508da3ec616596493c36fa304425647d90e6de5"},
        {273, "0x16192ea86793083e47731cb3c970600f04768414d92bc0540e54ce8607a0fce0"},
        {408, "0xe2e4d43589211efebc5d5470122a6c4089d989bbc8e03bf72217226dc90696cc"},
        {1000, "0x80cdc8dd52cbb3dbaea8f383209893fa2bb52efbd5aedbb4b26dcfe307fcdc9b"},
        {4096, "0x76295a231bfe3ebd9c161d54151579ec47d822a168c11d53ed0471b01ce83520"},
    };
    for (const auto& [length, digest] : cases) {
        EXPECT_EQ(to_hex(keccak256(pattern(length))), digest) << length;
    }
}

TEST(Keccak, EveryLengthUpTo600) {
    // The digest of all 601 digests side by side, from pycryptodome.
    Bytes digests;
    for (std::size_t length = 0; length <= 600; ++length) {
        const Digest digest = keccak256(pattern(length));
        digests.insert(digests.end(), digest.begin(), digest.end());
    }
    EXPECT_EQ(to_hex(keccak256(digests)),
              "0xf08f149f3ec5580d040fdd873cdd3827d1f2aa2e36cc68c64cc8a7a474a8b98d");
}

const std::vector<Vector>& nist_vectors() {
    // FIPS 180-2, appendix B, and NIST's example values.
    static const std::vector<Vector> vectors{
        {"", "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "0x248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqr"
         "lmnopqrsmnopqrstnopqrstu",
         "0xcf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
        {std::string(1'000'000, 'a'),
         "0xcdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
    };
    return vectors;
}

TEST(Keccak, PiecesHashAsTheWhole) {
    const Bytes message = pattern(1000);
    const BytesView whole(message);
    for (const std::size_t piece : {1, 7, 135, 136, 137, 271, 272, 273, 1000}) {
        for (const std::size_t length : {0, 1, 135, 136, 137, 272, 999, 1000}) {
            Keccak256 hash;
            for (BytesView left = whole.first(length); !left.empty();) {
                const std::size_t n = std::min(piece, left.size());
                hash.update(left.first(n));
                left = left.subspan(n);
            }
            EXPECT_EQ(hash.finish(), keccak256(whole.first(length))) << piece << ' ' << length;
        }
    }
}

TEST(Sha256, DigestsOfPublishedMessages) {
    for (const auto& [text, digest] : nist_vectors()) {
        EXPECT_EQ(to_hex(sha256(bytes_of(text))), digest) << text.substr(0, 80);
    }
}

/// Each path for itself; a path that this processor lacks is skipped.
class Sha256Paths : public testing::TestWithParam<Sha256Path> {
protected:
    void SetUp() override {
        if (!available(GetParam())) GTEST_SKIP() << "this processor has no SHA instructions";
    }
};

TEST_P(Sha256Paths, DigestsOfPublishedMessages) {
    for (const auto& [text, digest] : nist_vectors()) {
        EXPECT_EQ(to_hex(sha256_by(GetParam(), bytes_of(text))), digest) << text.substr(0, 80);
    }
}

TEST_P(Sha256Paths, EveryLengthUpTo600) {
    // The digest of all 601 digests side by side, from Python's hashlib.
    Bytes digests;
    for (std::size_t length = 0; length <= 600; ++length) {
        const Digest digest = sha256_by(GetParam(), pattern(length));
        digests.insert(digests.end(), digest.begin(), digest.end());
    }
    EXPECT_EQ(to_hex(sha256_by(GetParam(), digests)),
              "0x448a2e99d04cb016dda62efeef7e56c480082770f464fc22b6675a3c509be2f6");
}

INSTANTIATE_TEST_SUITE_P(All, Sha256Paths,
                         testing::Values(Sha256Path::kPortable, Sha256Path::kShaInstructions));

TEST(Sha256, PairIsTheDigestOfBothSideBySide) {
    // Two zero digests: the first zero hash of the deposit contract's tree.
    EXPECT_EQ(to_hex(sha256_pair(Digest{}, Digest{})),
              "0xf5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b");
    Prng rng(1);
    for (int i = 0; i < 1000; ++i) {
        Bytes both(64);
        for (auto& byte : both) byte = static_cast<std::uint8_t>(rng());
        Digest left{};
        Digest right{};
        std::copy_n(both.begin(), 32, left.begin());
        std::copy_n(both.begin() + 32, 32, right.begin());
        ASSERT_EQ(sha256_pair(left, right), sha256_by(Sha256Path::kPortable, both));
    }
}

}  // namespace
}  // namespace aq
