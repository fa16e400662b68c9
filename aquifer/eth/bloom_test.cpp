// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/bloom.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

constexpr Address kEmitter = "0xae7ab96520de3a18e5e111b5eaab095312d7fe84"_address;
const std::array<Hash, 3> kTopics{
    keccak("Transfer(address,address,uint256)"), Hash{},
    "0x00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8"_hash};
const LogView kTransfer{kEmitter, kTopics, {}};

// Bits and hash of the same log's bloom as eth-bloom 4.0.0 (PyPI) computes them.

TEST(Bloom, HasThreeBitsForTheEmitterAndEachTopic) {
    Bloom bloom;
    bloom.add(kTransfer);
    Bloom expected;
    for (const unsigned bit :
         {120U, 269U, 481U, 657U, 1060U, 1163U, 1173U, 1241U, 1259U, 1443U, 1969U, 2024U}) {
        expected.bytes[255 - bit / 8] |= static_cast<std::uint8_t>(1U << bit % 8);
    }
    EXPECT_EQ(bloom, expected);
    EXPECT_EQ(keccak(BytesView(bloom.bytes)),
              "0xda70c990d1f659ed5a089e52ef01638225c4177194304604a05148d001e6d2e6"_hash);
}

TEST(Bloom, MayContainWhatWasAdded) {
    const Bloom bloom = bloom_of(std::span(&kTransfer, 1));
    EXPECT_TRUE(bloom.may_contain(kEmitter));
    for (const Hash& topic : kTopics) EXPECT_TRUE(bloom.may_contain(topic));
    EXPECT_FALSE(bloom.may_contain(kZeroAddress));
    EXPECT_FALSE(bloom.may_contain(keccak("Approval(address,address,uint256)")));
    EXPECT_FALSE(Bloom{}.may_contain(kEmitter));
}

TEST(Bloom, ContainsAfterAMergeWhatEitherDid) {
    Bloom left;
    left.add(BloomBits(kEmitter.bytes));
    Bloom right;
    right.add(BloomBits(kTopics[0].bytes));
    EXPECT_FALSE(left.may_contain(kTopics[0]));
    left.merge(right);
    EXPECT_TRUE(left.may_contain(kEmitter));
    EXPECT_TRUE(left.may_contain(kTopics[0]));
    right.merge(Bloom{});
    EXPECT_FALSE(right.may_contain(kEmitter));
}

TEST(Bloom, OfNoLogsIsEmpty) {
    EXPECT_EQ(bloom_of({}), Bloom{});
}

}  // namespace
}  // namespace aq
