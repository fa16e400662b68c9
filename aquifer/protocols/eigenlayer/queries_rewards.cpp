// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>

#include <aquifer/eth/merkle.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>

namespace aq::eigenlayer::rewards_coordinator {

namespace {

// Leaves of the two trees have the same size; the first byte keeps one from passing for the other.
constexpr std::uint8_t kEarnerLeafSalt = 0;
constexpr std::uint8_t kTokenLeafSalt = 1;

Hash leaf_hash(std::uint8_t salt, const Address& who, const Hash& word) {
    std::array<std::uint8_t, 53> packed{salt};
    std::memcpy(packed.data() + 1, who.bytes.data(), 20);
    std::memcpy(packed.data() + 21, word.bytes.data(), 32);
    return keccak(BytesView(packed));
}

/// Whether a tree of the proof's height has that leaf. The contract shifts in 256 bits, where a
/// height of 256 leaves nothing.
bool within_height(std::uint32_t index, const Bytes& proof) {
    return u256(index) <
           (u256(1U) << static_cast<unsigned>(std::min<std::size_t>(proof.size() / 32, 256)));
}

/// Merkle.verifyInclusionKeccak, refusing a root that is not the one. `InvalidIndex` cannot come of
/// it: the index has been held against the proof's height.
Result<void> verify_inclusion(const Bytes& proof, const Hash& root, const Hash& leaf,
                              std::uint32_t index) {
    AQ_REQUIRE(root != Hash{}, error::EmptyRoot);
    const auto computed = keccak_root_from_proof(proof, leaf, u256(index));
    AQ_ASSERT(computed.has_value() || computed.error() == ProofFault::kLength);
    AQ_REQUIRE(computed.has_value(), error::InvalidProofLength);
    AQ_REQUIRE(*computed == root, error::InvalidClaimProof);
    return {};
}

}  // namespace

Result<void> only_when_not_paused(const State& s, Pause bit) {
    return eigenlayer::only_when_not_paused(s, s.at.rewards_coordinator,
                                            static_cast<unsigned>(bit));
}

std::expected<Amount, Arithmetic> protocol_fee_down(Amount amount) {
    const u256 product = AQ_TRY(checked_mul(amount.raw, u256(kProtocolFeeBips)));
    return Amount(AQ_TRY(div_down(product, u256(kOneHundredInBips))));
}

Hash earner_leaf_hash(const EarnerTreeMerkleLeaf& leaf) {
    return leaf_hash(kEarnerLeafSalt, leaf.earner, leaf.earnerTokenRoot);
}

Hash token_leaf_hash(const TokenTreeMerkleLeaf& leaf) {
    return leaf_hash(kTokenLeafSalt, leaf.token, to_hash(leaf.cumulativeEarnings.raw));
}

Result<void> check_claim(const Block& block, const RewardsMerkleClaim& claim,
                         const DistributionRoot& root) {
    AQ_REQUIRE(!root.disabled, error::RootDisabled);
    AQ_REQUIRE(block.time >= root.activatedAt, error::RootNotActivated);
    AQ_REQUIRE(claim.tokenIndices.size() == claim.tokenTreeProofs.size(),
               error::InputArrayLengthMismatch);
    AQ_REQUIRE(claim.tokenTreeProofs.size() == claim.tokenLeaves.size(),
               error::InputArrayLengthMismatch);
    AQ_REQUIRE(within_height(claim.earnerIndex, claim.earnerTreeProof),
               error::InvalidEarnerLeafIndex);
    AQ_TRY(verify_inclusion(claim.earnerTreeProof, root.root, earner_leaf_hash(claim.earnerLeaf),
                            claim.earnerIndex));
    for (std::size_t i = 0; i < claim.tokenIndices.size(); ++i) {
        const Bytes& proof = claim.tokenTreeProofs[i];
        AQ_REQUIRE(within_height(claim.tokenIndices[i], proof), error::InvalidTokenLeafIndex);
        AQ_TRY(verify_inclusion(proof, claim.earnerLeaf.earnerTokenRoot,
                                token_leaf_hash(claim.tokenLeaves[i]), claim.tokenIndices[i]));
    }
    return {};
}

Result<DistributionRoot> distribution_root_at_index(const State& s, const u256& index) {
    if (index >= u256(s.rewards.roots.size(Only::kOne))) {
        return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
    }
    return s.rewards.roots.at(Only::kOne, static_cast<std::uint32_t>(index.truncate_u64()));
}

Result<DistributionRoot> current_distribution_root(const State& s) {
    const std::uint32_t count = s.rewards.roots.size(Only::kOne);
    AQ_REQUIRE(count > 0, Arithmetic::kOverflow);
    return s.rewards.roots.at(Only::kOne, count - 1);
}

DistributionRoot current_claimable_distribution_root(const State& s, const Block& block) {
    for (std::uint32_t i = s.rewards.roots.size(Only::kOne); i-- > 0;) {
        const DistributionRoot& root = s.rewards.roots.at(Only::kOne, i);
        if (!root.disabled && block.time >= root.activatedAt) return root;
    }
    return {};
}

Result<std::uint32_t> root_index_from_hash(const State& s, const Hash& root) {
    for (std::uint32_t i = s.rewards.roots.size(Only::kOne); i-- > 0;) {
        if (s.rewards.roots.at(Only::kOne, i).root == root) return i;
    }
    return std::unexpected(Revert(error::InvalidRoot));
}

Result<std::uint32_t> activation_time(const State& s, const Block& block) {
    const std::uint32_t at = block.time32() + *s.rewards.activation_delay_seconds;
    AQ_REQUIRE(at >= block.time32(), Arithmetic::kOverflow);
    return at;
}

std::uint16_t operator_split_bips(const State& s, const Block& block, const OperatorSplit& stored) {
    const bool active = block.time >= stored.activated_at;
    if (stored.activated_at == 0 || (stored.old_bips == kDefaultSplitMarker && !active)) {
        return *s.rewards.default_split_bips;
    }
    return active ? stored.new_bips : stored.old_bips;
}

}  // namespace aq::eigenlayer::rewards_coordinator
