// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/trie.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

/// Value i is 1 + i mod 40 bytes of 1 + i mod 251: nodes below and above 32 bytes.
std::vector<Bytes> values(std::size_t count) {
    std::vector<Bytes> out;
    for (std::size_t i = 0; i < count; ++i) {
        out.emplace_back(1 + i % 40, static_cast<std::uint8_t>(1 + i % 251));
    }
    return out;
}

// Roots by the general trie of the package trie 4.0.0 (PyPI) with keys rlp.encode(i).

TEST(OrderedRoot, OfNothingIsTheEmptyTries) {
    EXPECT_EQ(ordered_root({}), kEmptyRoot);
    EXPECT_EQ(keccak(BytesView(Bytes{0x80})), kEmptyRoot);
}

TEST(OrderedRoot, OfOneValueIsTheHashOfALeaf) {
    EXPECT_EQ(ordered_root(values(1)),
              "0xac92bc8d02906a87a573c32c72bb427036f0e43d7a7375c5c491ebba064add15"_hash);
    const std::vector<Bytes> large{Bytes(1000, 0x5a)};
    EXPECT_EQ(ordered_root(large),
              "0xecb6d0ba6fd3203375b9bb64ab263a1e10f24ad7a56a143e470b01cf645d55a8"_hash);
}

TEST(OrderedRoot, HashesARootShorterThanAHash) {
    const std::vector<Bytes> tiny{{'a'}, {'b'}};
    EXPECT_EQ(ordered_root(tiny),
              "0x60bf70c11e7040276c82c8d38090aae63edb63f8a3f232bfd652a454ace386b1"_hash);
}

TEST(OrderedRoot, OfManyValuesIsTheTries) {
    const auto root = [](std::size_t count) { return ordered_root(values(count)); };
    EXPECT_EQ(root(2), "0xb723d6de373f71d46d8ba91828a825672fff720efea492ee45097cbd40bdb2e0"_hash);
    EXPECT_EQ(root(3), "0x84186ab8c770c1df9269f2cbf908bff53f4d49190c5cd736e548dad1a208db3c"_hash);
    EXPECT_EQ(root(16), "0x4b6812e034a688ec43252ce34a22a0117fd6bfce96db645026b6595b6bbeb436"_hash);
    EXPECT_EQ(root(17), "0x22f7affbad4416ce58ef47455c14e0adb0cc409c0734ea36a3bd751e18dc6cd4"_hash);
    EXPECT_EQ(root(200), "0xbbd01bc8f77a06b8b82d64536c3582ff79151a2eafbe503a619ddc4c4eaad902"_hash);
}

TEST(OrderedRoot, HoldsWhereKeysBecomeLonger) {
    const auto root = [](std::size_t count) { return ordered_root(values(count)); };
    EXPECT_EQ(root(127), "0xf4fbb533ba3daca1039bf90ef94659027fb3a95fe561845482669c82695d194b"_hash);
    EXPECT_EQ(root(128), "0x7cfe37bcf83e58950a7f0a0dba47dff48eb1453e891d2f8b5a7e076c0147ca92"_hash);
    EXPECT_EQ(root(129), "0xe64074a80fe4a5b89e90f8d79b03d21df9b91e33ada7261f16552003882a0b0c"_hash);
    EXPECT_EQ(root(130), "0xc600ed6fb48cb5117aa3a657a01c1d646e93ef56b9a3e7df1295e6726c7a0da6"_hash);
    EXPECT_EQ(root(256), "0x60b90ad022bc48b44e938bc1dec74b976219b1e92785a4b96a5c7f147e99e43a"_hash);
    EXPECT_EQ(root(257), "0x1d7c93085db10c83b0f42f7d7f529750ce2f30dc181f9affee05cca7a5ed444a"_hash);
    EXPECT_EQ(root(70000),
              "0xde5d7bcd9344fdb27138cd7d372b7cb34b50f403a48b8601057c351bed072280"_hash);
}

}  // namespace
}  // namespace aq
