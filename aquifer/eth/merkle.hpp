// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Binary Merkle trees whose leaves have a place: the Keccak tree of EigenLayer's reward claims and
/// the SHA-256 trees of the beacon chain. A pair is hashed left then right, never sorted.

#include <aquifer/eth/types.hpp>

#include <expected>
#include <span>
#include <vector>

namespace aq {

/// Why a proof gives no root at all.
enum class ProofFault : std::uint8_t {
    /// Not a whole number of 32-byte siblings, or none where at least one is wanted.
    kLength,
    /// The leaf's index does not fit a tree of the proof's height.
    kIndex,
};

/// The root that a leaf at `index` has under its siblings, which stand lowest first. An empty proof
/// answers the leaf whatever the index, as EigenLayer's `Merkle.processInclusionProofKeccak` does.
std::expected<Hash, ProofFault> keccak_root_from_proof(BytesView proof, const Hash& leaf,
                                                       u256 index);

/// The same with SHA-256 (`Merkle.processInclusionProofSha256`). An empty proof is `kLength`.
std::expected<Hash, ProofFault> sha256_root_from_proof(BytesView proof, const Hash& leaf,
                                                       u256 index);

/// The root over leaves whose number must be a power of two and at least two
/// (`Merkle.merkleizeSha256`, with what it refuses left to the caller).
Hash sha256_root(std::span<const Hash> leaves);

/// A Keccak tree with all its nodes, padded at the bottom with zero words up to a power of two. The
/// padding is not stored. A tree of one leaf has that leaf as its root and empty proofs.
class KeccakTree {
public:
    /// At least one leaf.
    explicit KeccakTree(std::vector<Hash> leaves);

    [[nodiscard]] const Hash& root() const { return nodes_.back(); }
    [[nodiscard]] std::size_t size() const { return layers_.front().count; }
    [[nodiscard]] std::span<const Hash> leaves() const { return {nodes_.data(), size()}; }
    /// The siblings of a leaf, lowest first. The leaf must be there.
    [[nodiscard]] Bytes proof(std::size_t index) const;

private:
    /// One level of the tree inside `nodes_`, without its padding.
    struct Layer {
        std::size_t begin = 0;
        std::size_t count = 0;
        /// What a node of this level over nothing but padding is.
        Hash padding;
    };

    std::vector<Hash> nodes_;
    std::vector<Layer> layers_;
};

}  // namespace aq
