// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A small beacon chain with honest proofs, and a sandbox with a pod, for the tests of pods. The
/// trees are built whole, level by level, and share nothing with the code that checks proofs but
/// the hash of a pair.

#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

namespace aq::eigenlayer::testing {

/// A leaf's siblings, lowest first, and the root above them.
struct Branch {
    Hash root;
    Bytes siblings;
};

/// The branch of one leaf in a tree of 2^height leaves, of which all that are not given are zero.
inline Branch branch_of(std::vector<Hash> layer, std::size_t height, std::size_t index) {
    const auto pair = [](const Hash& a, const Hash& b) {
        return Hash{sha256_pair(a.bytes, b.bytes)};
    };
    Branch out;
    Hash empty;
    if (layer.empty()) layer.push_back(empty);
    for (std::size_t level = 0; level < height; ++level) {
        if (layer.size() % 2 != 0) layer.push_back(empty);
        const Hash& sibling = layer[index ^ 1U];
        out.siblings.insert(out.siblings.end(), sibling.bytes.begin(), sibling.bytes.end());
        std::vector<Hash> above;
        for (std::size_t i = 0; i < layer.size(); i += 2) {
            above.push_back(pair(layer[i], layer[i + 1]));
        }
        layer = above;
        empty = pair(empty, empty);
        index /= 2;
    }
    out.root = layer[0];
    return out;
}

/// A number as the beacon chain writes it into a leaf.
inline Hash little_endian_leaf(std::uint64_t value) {
    Hash out;
    for (std::size_t i = 0; i < 8; ++i) out.bytes[i] = static_cast<std::uint8_t>(value >> (8 * i));
    return out;
}

inline Bytes joined(Bytes a, const Bytes& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

inline Bytes pubkey_of(std::uint8_t seed) {
    return Bytes(48, seed);
}
inline Hash pubkey_hash_of(std::uint8_t seed) {
    return *eigen_pod::pubkey_hash(pubkey_of(seed));
}

struct BeaconValidator {
    std::uint8_t seed = 0;
    Address pod;
    std::uint8_t credentials_kind = 1;
    std::uint64_t effective_gwei = 32'000'000'000;
    std::uint64_t balance_gwei = 32'000'000'000;
    bool slashed = false;
    std::uint64_t activation_epoch = 7;
    std::uint64_t exit_epoch = ~std::uint64_t{0};

    [[nodiscard]] std::vector<Hash> fields() const {
        Hash credentials = to_hash(to_u256(pod));
        credentials.bytes[0] = credentials_kind;
        return {pubkey_hash_of(seed),
                credentials,
                little_endian_leaf(effective_gwei),
                little_endian_leaf(slashed ? 1 : 0),
                little_endian_leaf(6),
                little_endian_leaf(activation_epoch),
                little_endian_leaf(exit_epoch),
                little_endian_leaf(~std::uint64_t{0})};
    }
};

/// The beacon chain at one moment.
struct BeaconChain {
    std::vector<BeaconValidator> validators;
    /// Levels of the state's tree: 6 since Pectra, 5 before.
    std::size_t state_height = 6;
    /// Replaces the state root, for what no honest chain has.
    std::optional<Hash> state_root_override;

    [[nodiscard]] Branch validator_branch(std::size_t index) const {
        std::vector<Hash> roots;
        for (const BeaconValidator& v : validators) {
            roots.push_back(branch_of(v.fields(), 3, 0).root);
        }
        return in_list(roots, 40, index);
    }
    [[nodiscard]] std::vector<Hash> balance_leaves() const {
        std::vector<Hash> leaves((validators.size() + 3) / 4);
        for (std::size_t i = 0; i < validators.size(); ++i) {
            const Hash balance = little_endian_leaf(validators[i].balance_gwei);
            std::copy_n(balance.bytes.begin(), 8, leaves[i / 4].bytes.begin() + 8 * (i % 4));
        }
        return leaves;
    }
    [[nodiscard]] Branch balance_branch(std::size_t index) const {
        return in_list(balance_leaves(), 38, index / 4);
    }
    [[nodiscard]] Branch state_branch(std::size_t field) const {
        std::vector<Hash> fields;
        for (std::size_t i = 0; i < 28; ++i) fields.push_back(keccak(BytesView(Bytes(i + 1))));
        fields[11] = validator_branch(0).root;
        fields[12] = balance_branch(0).root;
        return branch_of(fields, state_height, field);
    }
    [[nodiscard]] Branch block_branch() const {
        std::vector<Hash> header(5, keccak("header"));
        header[3] = state_root();
        return branch_of(header, 3, 3);
    }

    [[nodiscard]] Hash state_root() const {
        return state_root_override.value_or(state_branch(0).root);
    }
    [[nodiscard]] Hash block_root() const { return block_branch().root; }
    [[nodiscard]] StateRootProof state_root_proof() const {
        return {state_root(), block_branch().siblings};
    }
    [[nodiscard]] Bytes validator_proof(std::size_t index) const {
        return joined(validator_branch(index).siblings, state_branch(11).siblings);
    }
    [[nodiscard]] ValidatorProof stale_proof(std::size_t index) const {
        return {validators[index].fields(), validator_proof(index)};
    }
    [[nodiscard]] BalanceContainerProof container_proof() const {
        return {balance_branch(0).root, joined(state_branch(12).siblings, block_branch().siblings)};
    }
    [[nodiscard]] BalanceProof balance_proof(std::size_t index) const {
        return {pubkey_hash_of(validators[index].seed), balance_leaves()[index / 4],
                balance_branch(index).siblings};
    }

private:
    /// A list's root has its length mixed in, one level up.
    [[nodiscard]] Branch in_list(const std::vector<Hash>& leaves, std::size_t height,
                                 std::size_t index) const {
        Branch out = branch_of(leaves, height, index);
        const Hash length = little_endian_leaf(validators.size());
        out.siblings.insert(out.siblings.end(), length.bytes.begin(), length.bytes.end());
        out.root = {sha256_pair(out.root.bytes, length.bytes)};
        return out;
    }
};

/// A sandbox with Pectra behind it and alice's pod.
class PodSandbox : public Sandbox {
public:
    PodSandbox() {
        const Address setter = account("proof timestamp setter");
        (void)call(eigen_pod_manager::set_proof_timestamp_setter, account("owner"),
                   at.eigen_pod_manager, setter);
        (void)call(eigen_pod_manager::set_pectra_fork_timestamp, setter, at.eigen_pod_manager,
                   std::uint64_t{1'746'612'311});
        pod = *call(eigen_pod_manager::create_pod, alice, at.eigen_pod_manager);
    }

    const Address alice = account("alice");
    const Address outsider = account("outsider");
    Address pod;
    BeaconChain chain;

    /// The beacon chain as it is now becomes what proofs of this block are against.
    void publish() {
        aq::beacon::move::set_parent_root(undo, beacon, block.time, chain.block_root());
        undo.commit();
    }
    void next_block() {
        mine(1);
        publish();
    }
    std::size_t add_validator(std::uint8_t seed) {
        chain.validators.push_back({.seed = seed, .pod = pod});
        return chain.validators.size() - 1;
    }

    Result<void> verify(const std::vector<std::size_t>& indices) {
        std::vector<u40> numbers;
        std::vector<Bytes> proofs;
        std::vector<std::vector<Hash>> fields;
        for (const std::size_t i : indices) {
            numbers.push_back({i});
            proofs.push_back(chain.validator_proof(i));
            fields.push_back(chain.validators[i].fields());
        }
        return call(eigen_pod::verify_withdrawal_credentials, alice, pod, block.time,
                    chain.state_root_proof(), numbers, proofs, fields);
    }
    /// A validator of 32 ether, proven in a block of its own.
    std::size_t restake(std::uint8_t seed) {
        const std::size_t index = add_validator(seed);
        next_block();
        AQ_ASSERT(verify({index}).has_value());
        return index;
    }
    Result<void> start(bool revert_if_no_balance = false) {
        return call(eigen_pod::start_checkpoint, alice, pod, revert_if_no_balance);
    }
    Result<void> prove(const std::vector<std::size_t>& indices) {
        std::vector<BalanceProof> proofs;
        for (const std::size_t i : indices) proofs.push_back(chain.balance_proof(i));
        return call(eigen_pod::verify_checkpoint_proofs, outsider, pod, chain.container_proof(),
                    proofs);
    }
    /// A whole checkpoint over these validators in the next block.
    Result<void> checkpoint(const std::vector<std::size_t>& indices) {
        next_block();
        if (auto started = start(); !started.has_value()) return started;
        return indices.empty() ? Result<void>() : prove(indices);
    }
    void set_paused(unsigned bit) {
        undo.set(s.access.paused, at.eigen_pod_manager, u256(1U) << bit);
        undo.commit();
    }
    [[nodiscard]] std::uint64_t factor() const {
        return eigen_pod_manager::slashing_factor(s, alice).raw;
    }
    [[nodiscard]] u256 shares() const {
        return eigen_pod_manager::staker_deposit_shares(s, alice).raw;
    }
};

}  // namespace aq::eigenlayer::testing
