// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The proof mode: the SSZ trees of validators and balances, kept up to date leaf by leaf, and the
/// proofs that EigenPods ask for. The beacon state is otherwise empty but for its slot, which no
/// verifier can tell from a real one.

#include <aquifer/protocols/beacon/feed.hpp>

namespace aq::beacon {

/// A binary SHA-256 tree over a list, padded with zero leaves, which are not stored.
class SparseTree {
public:
    explicit SparseTree(unsigned height);

    /// Leaves [first, first + leaves.size()); may lengthen the list.
    void write(std::uint64_t first, const std::vector<Hash>& leaves);
    void truncate(std::uint64_t size);
    [[nodiscard]] Hash root() const;
    [[nodiscard]] Hash leaf(std::uint64_t index) const { return node(0, index); }
    /// The siblings of a leaf, lowest first.
    void append_siblings(Bytes& proof, std::uint64_t index) const;

private:
    [[nodiscard]] const Hash& node(unsigned level, std::uint64_t index) const;

    /// From the leaves up; a level holds the nodes over leaves that exist.
    std::vector<std::vector<Hash>> levels_;
};

/// The eight leaves of a validator's container, and the root over them.
using ValidatorFields = std::array<Hash, 8>;
ValidatorFields fields_of(const Feed& f, std::uint64_t validator);
Hash record_root(const ValidatorFields& fields);
/// An integer as SSZ writes it into a leaf.
Hash little_endian_leaf(std::uint64_t value);

struct Header {
    std::uint64_t slot = 0;
    std::uint64_t proposer = 0;
    Hash parent_root{};
    Hash state_root{};
    Hash body_root{};
};
Hash root_of(const Header& header);

/// A cache of what can be worked out from the feed, and the newest block whose state it holds.
class Trees {
public:
    Trees();

    /// The feed's state becomes that of a block. Leaves are made anew where the validator, its key
    /// or its balance differ from before, whether time went forward or back.
    void follow(const Feed& f, const Header& header_without_state);

    [[nodiscard]] const Header& header() const { return header_; }
    /// The state that the header's root stands for.
    [[nodiscard]] const Feed& state() const { return seen_; }
    [[nodiscard]] Hash block_root() const { return root_of(header_); }
    [[nodiscard]] Hash validators_root() const;
    [[nodiscard]] Hash balances_root() const;

    /// BeaconChainProofs' proofs, in its own words: siblings from the leaf up.
    [[nodiscard]] Bytes state_root_proof() const;
    [[nodiscard]] ValidatorFields validator_fields(std::uint64_t validator) const;
    [[nodiscard]] Bytes validator_proof(std::uint64_t validator) const;
    [[nodiscard]] Bytes balance_container_proof() const;
    [[nodiscard]] Hash balance_leaf(std::uint64_t validator) const;
    [[nodiscard]] Bytes balance_proof(std::uint64_t validator) const;

private:
    void follow_validators(const Feed& f);
    void follow_balances(const Feed& f);
    [[nodiscard]] std::vector<Hash> state_leaves() const;

    Feed seen_;
    SparseTree validators_;
    SparseTree balances_;
    Header header_;
};

}  // namespace aq::beacon
