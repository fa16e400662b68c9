// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/beacon_proofs.hpp>

#include <aquifer/eth/merkle.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>

namespace aq::eigenlayer::beacon_proofs {

namespace {

// Heights of the trees, in levels. The lists of validators and balances have one more level, where
// the length of the list is mixed in.
constexpr std::size_t kBlockHeaderHeight = 3;
constexpr std::size_t kBalanceListHeight = 38 + 1;
constexpr std::size_t kValidatorListHeight = 40 + 1;

// Places of fields: in the block header, then in the state.
constexpr std::uint64_t kStateRootIndex = 3;
constexpr std::uint64_t kValidatorContainerIndex = 11;
constexpr std::uint64_t kBalanceContainerIndex = 12;

constexpr std::size_t kValidatorFields = 8;
constexpr std::uint64_t kBalancesPerLeaf = 4;

constexpr std::size_t state_height(ProofVersion version) {
    return version == ProofVersion::kDeneb ? 5 : 6;
}

struct Leaf {
    Hash value;
    std::uint64_t index = 0;
};

/// `require(proof.length == 32 * height)`, then Merkle.verifyInclusionSha256. Every index here fits
/// its tree, so that only the root can be wrong.
Result<void> verify_inclusion(const Hash& root, const Leaf& leaf, BytesView proof,
                              std::size_t height) {
    AQ_REQUIRE(proof.size() == 32 * height, error::InvalidProofLength);
    AQ_REQUIRE(root != Hash(), error::EmptyRoot);
    const auto found = sha256_root_from_proof(proof, leaf.value, u256(leaf.index));
    AQ_ASSERT(found.has_value());
    AQ_REQUIRE(*found == root, error::InvalidProof);
    return {};
}

}  // namespace

Result<void> verify_state_root(const Hash& beacon_block_root, const StateRootProof& proof) {
    return verify_inclusion(beacon_block_root, {proof.beaconStateRoot, kStateRootIndex},
                            proof.proof, kBlockHeaderHeight);
}

Result<void> verify_validator_fields(ProofVersion version, const Hash& beacon_state_root,
                                     std::span<const Hash> fields, BytesView proof,
                                     std::uint64_t validator_index) {
    AQ_REQUIRE(fields.size() == kValidatorFields, error::InvalidValidatorFieldsLength);
    const std::size_t height = kValidatorListHeight + state_height(version);
    // The length is asked for before the fields are hashed, which costs seven hashes.
    AQ_REQUIRE(proof.size() == 32 * height, error::InvalidProofLength);
    const std::uint64_t index =
        (kValidatorContainerIndex << kValidatorListHeight) | validator_index;
    return verify_inclusion(beacon_state_root, {sha256_root(fields), index}, proof, height);
}

Result<void> verify_balance_container(ProofVersion version, const Hash& beacon_block_root,
                                      const BalanceContainerProof& proof) {
    const std::size_t height = state_height(version);
    const std::uint64_t index = (kStateRootIndex << height) | kBalanceContainerIndex;
    return verify_inclusion(beacon_block_root, {proof.balanceContainerRoot, index}, proof.proof,
                            kBlockHeaderHeight + height);
}

Result<Gwei> verify_validator_balance(const Hash& balance_container_root,
                                      std::uint64_t validator_index, const BalanceProof& proof) {
    const Leaf leaf{proof.balanceRoot, validator_index / kBalancesPerLeaf};
    AQ_TRY(verify_inclusion(balance_container_root, leaf, proof.proof, kBalanceListHeight));
    return balance_at_index(proof.balanceRoot, validator_index);
}

Result<Hash> field(std::span<const Hash> fields, Field which) {
    const auto index = static_cast<std::size_t>(which);
    AQ_REQUIRE(index < fields.size(), Revert::panic(kPanicIndexOutOfRange));
    return fields[index];
}

std::uint64_t little_endian(const Hash& word) {
    return __builtin_bswap64(load_be64(word.bytes.data()));
}

Gwei balance_at_index(const Hash& balance_root, std::uint64_t validator_index) {
    const std::size_t offset = 8 * (validator_index % kBalancesPerLeaf);
    return Gwei(__builtin_bswap64(load_be64(balance_root.bytes.data() + offset)));
}

}  // namespace aq::eigenlayer::beacon_proofs
