// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/merkle.hpp>

#include <aquifer/base/result.hpp>

#include <bit>

namespace aq {

namespace {

Hash keccak_pair(const Hash& left, const Hash& right) {
    std::array<std::uint8_t, 64> both{};
    std::memcpy(both.data(), left.bytes.data(), 32);
    std::memcpy(both.data() + 32, right.bytes.data(), 32);
    return keccak(BytesView(both));
}

Hash sha256_of_pair(const Hash& left, const Hash& right) {
    return {sha256_pair(left.bytes, right.bytes)};
}

template <Hash (*Pair)(const Hash&, const Hash&)>
std::expected<Hash, ProofFault> root_from_proof(BytesView proof, Hash node, u256 index) {
    if (proof.size() % 32 != 0) return std::unexpected(ProofFault::kLength);
    for (; !proof.empty(); proof = proof.subspan(32)) {
        Hash sibling;
        std::memcpy(sibling.bytes.data(), proof.data(), 32);
        node = index.bit(0) ? Pair(sibling, node) : Pair(node, sibling);
        index = index >> 1;
    }
    if (!index.is_zero()) return std::unexpected(ProofFault::kIndex);
    return node;
}

}  // namespace

std::expected<Hash, ProofFault> keccak_root_from_proof(BytesView proof, const Hash& leaf,
                                                       u256 index) {
    if (proof.empty()) return leaf;
    return root_from_proof<keccak_pair>(proof, leaf, index);
}

std::expected<Hash, ProofFault> sha256_root_from_proof(BytesView proof, const Hash& leaf,
                                                       u256 index) {
    if (proof.empty()) return std::unexpected(ProofFault::kLength);
    return root_from_proof<sha256_of_pair>(proof, leaf, index);
}

Hash sha256_root(std::span<const Hash> leaves) {
    AQ_ASSERT(leaves.size() >= 2);
    AQ_ASSERT(std::has_single_bit(leaves.size()));
    std::vector<Hash> layer(leaves.begin(), leaves.end());
    for (std::size_t count = layer.size() / 2; count > 0; count /= 2) {
        for (std::size_t i = 0; i < count; ++i) {
            layer[i] = sha256_of_pair(layer[2 * i], layer[2 * i + 1]);
        }
    }
    return layer[0];
}

KeccakTree::KeccakTree(std::vector<Hash> leaves) : nodes_(std::move(leaves)) {
    AQ_ASSERT(!nodes_.empty());
    Layer layer{0, nodes_.size(), Hash{}};
    layers_.push_back(layer);
    nodes_.reserve(2 * nodes_.size() + 64);
    while (layer.count > 1) {
        const Layer above{layer.begin + layer.count, (layer.count + 1) / 2,
                          keccak_pair(layer.padding, layer.padding)};
        for (std::size_t i = 0; i < above.count; ++i) {
            const std::size_t right = 2 * i + 1;
            nodes_.push_back(
                keccak_pair(nodes_[layer.begin + 2 * i],
                            right < layer.count ? nodes_[layer.begin + right] : layer.padding));
        }
        layer = above;
        layers_.push_back(layer);
    }
}

Bytes KeccakTree::proof(std::size_t index) const {
    AQ_ASSERT(index < size());
    Bytes out;
    out.reserve(32 * (layers_.size() - 1));
    // The last layer is the root, which has no sibling.
    for (std::size_t level = 0; level + 1 < layers_.size(); ++level, index /= 2) {
        const Layer& layer = layers_[level];
        const std::size_t sibling = index ^ 1U;
        const Hash& node = sibling < layer.count ? nodes_[layer.begin + sibling] : layer.padding;
        out.insert(out.end(), node.bytes.begin(), node.bytes.end());
    }
    return out;
}

}  // namespace aq
