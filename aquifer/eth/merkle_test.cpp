// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/merkle.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

Bytes joined(std::initializer_list<Hash> hashes) {
    Bytes out;
    for (const Hash& hash : hashes) out.insert(out.end(), hash.bytes.begin(), hash.bytes.end());
    return out;
}

// Earner leaves of the EigenLayer specification, section 10.3, and what it gives for them.
const std::vector<Hash> kEarners{
    "0xfbaf7e09f51bc35d3077e60b94f196406478acac626de789b0414fe31503ac13"_hash,
    "0x878a9bfecd33ccf7afd07dd492f365175ffe11fb826fe078a5b0a25f0cd67991"_hash,
    "0xefa7f222d8440a14dbf005b07d2eb728064f7e73713dd2532e3cd608fbcdbdc0"_hash,
};
constexpr Hash kDistributionRoot =
    "0x637c5d934109f9cbdb916c19fff33cf26d3e81e2177be2604bbfbb7f1e3815f0"_hash;
constexpr Hash kFirstTwoEarners =
    "0x44471ad82aa6c81d075593291aefcab7433724c380187f4a5f336798faea8513"_hash;

// Roots of trees of two and four zero leaves. SHA-256: `zero_hashes` of the beacon deposit
// contract. Keccak: the zero hashes that sparse Merkle trees of rollups publish.
constexpr Hash kShaZero2 =
    "0xf5a5fd42d16a20302798ef6ed309979b43003d2320d9f0e8ea9831a92759fb4b"_hash;
constexpr Hash kShaZero4 =
    "0xdb56114e00fdd4c1f85c892bf35ac9a89289aaecb1ebd0a96cde606a748b5d71"_hash;
constexpr Hash kKeccakZero2 =
    "0xad3228b676f7d3cd4284a5443f17f1962b36e491b30a40b2405849e597ba5fb5"_hash;
constexpr Hash kKeccakZero4 =
    "0xb4c11951957c6f8f642c4af61cd6b24640fec6dc7fc607ee8206a99e92410d30"_hash;

TEST(Merkle, ThreeEarnersHaveTheSpecifiedRootAndProof) {
    const KeccakTree tree(kEarners);
    EXPECT_EQ(tree.size(), 3U);
    EXPECT_EQ(tree.root(), kDistributionRoot);
    EXPECT_EQ(tree.proof(2), joined({Hash{}, kFirstTwoEarners}));
    EXPECT_TRUE(std::ranges::equal(tree.leaves(), kEarners));
}

TEST(Merkle, ATreeOfOneLeafIsThatLeaf) {
    const KeccakTree tree({kEarners[0]});
    EXPECT_EQ(tree.root(), kEarners[0]);
    EXPECT_TRUE(tree.proof(0).empty());
}

TEST(Merkle, PaddingIsAZeroTreeOfItsHeight) {
    // Five leaves fill a tree of eight: the right half is one leaf beside three zero words.
    const std::vector<Hash> zeros(5);
    const KeccakTree tree(zeros);
    EXPECT_EQ(tree.proof(4), joined({Hash{}, kKeccakZero2, kKeccakZero4}));
    EXPECT_EQ(tree.proof(0), joined({Hash{}, kKeccakZero2, kKeccakZero4}));
    EXPECT_EQ(KeccakTree(std::vector<Hash>(4)).root(), kKeccakZero4);
}

TEST(Merkle, EveryLeafOfEverySizeProvesItself) {
    for (std::size_t size = 1; size <= 33; ++size) {
        std::vector<Hash> leaves;
        for (std::size_t i = 0; i < size; ++i) leaves.push_back(to_hash(u256(i + 1)));
        const KeccakTree tree(leaves);
        for (std::size_t i = 0; i < size; ++i) {
            const auto root = keccak_root_from_proof(tree.proof(i), leaves[i], u256(i));
            ASSERT_TRUE(root.has_value()) << size << ' ' << i;
            EXPECT_EQ(*root, tree.root()) << size << ' ' << i;
        }
    }
}

TEST(Merkle, AKeccakProofStopsAtItsHeight) {
    const Bytes proof = joined({Hash{}, kFirstTwoEarners});
    EXPECT_EQ(keccak_root_from_proof(proof, kEarners[2], 2_u256), kDistributionRoot);
    EXPECT_NE(keccak_root_from_proof(proof, kEarners[2], 3_u256), kDistributionRoot);
    EXPECT_EQ(keccak_root_from_proof(proof, kEarners[2], 6_u256).error(), ProofFault::kIndex);
    EXPECT_EQ(keccak_root_from_proof(proof, kEarners[2], u256::max()).error(), ProofFault::kIndex);
}

TEST(Merkle, AKeccakProofIsWholeWordsOrNone) {
    const Bytes ragged(63);
    EXPECT_EQ(keccak_root_from_proof(ragged, kEarners[0], 0_u256).error(), ProofFault::kLength);
    // The length is refused before the index.
    EXPECT_EQ(keccak_root_from_proof(ragged, kEarners[0], 9_u256).error(), ProofFault::kLength);
    // Without siblings the index is not looked at.
    EXPECT_EQ(keccak_root_from_proof({}, kEarners[0], 9_u256), kEarners[0]);
}

TEST(Merkle, AShaProofNeedsASibling) {
    EXPECT_EQ(sha256_root_from_proof({}, Hash{}, 0_u256).error(), ProofFault::kLength);
    EXPECT_EQ(sha256_root_from_proof(Bytes(33), Hash{}, 0_u256).error(), ProofFault::kLength);
    EXPECT_EQ(sha256_root_from_proof(Bytes(32), Hash{}, 1_u256), kShaZero2);
    EXPECT_EQ(sha256_root_from_proof(Bytes(32), Hash{}, 2_u256).error(), ProofFault::kIndex);
    EXPECT_EQ(sha256_root_from_proof(joined({Hash{}, kShaZero2}), Hash{}, 3_u256), kShaZero4);
}

TEST(Merkle, AShaTreeTakesPowersOfTwo) {
    EXPECT_EQ(sha256_root(std::vector<Hash>(2)), kShaZero2);
    EXPECT_EQ(sha256_root(std::vector<Hash>(4)), kShaZero4);
    const std::vector<Hash> leaves{to_hash(1_u256), to_hash(2_u256), to_hash(3_u256),
                                   to_hash(4_u256)};
    const Hash right{sha256_pair(leaves[2].bytes, leaves[3].bytes)};
    const auto root = sha256_root_from_proof(joined({leaves[1], right}), leaves[0], 0_u256);
    EXPECT_EQ(root, sha256_root(leaves));
}

}  // namespace
}  // namespace aq
