// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The larger parameters of Ethereum JSON-RPC: which block, which message, and what a call is to
/// suppose beside the state.

#include <aquifer/eth/transaction.hpp>
#include <aquifer/node/format.hpp>

#include <vector>

namespace aq::node {

/// A block as callers name it: a tag, a number, or (EIP-1898) an object with a number or a hash.
/// Blocks of this chain are final when they are made: `safe` and `finalized` are `latest`.
struct BlockRef {
    enum class Kind : std::uint8_t { kLatest, kPending, kEarliest, kNumber, kHash };

    Kind kind = Kind::kLatest;
    std::uint64_t number = 0;
    Hash hash = {};

    [[nodiscard]] std::string to_text() const;
    friend bool operator==(const BlockRef&, const BlockRef&) = default;
};
inline constexpr BlockRef kLatest{};
inline constexpr BlockRef kPending{.kind = BlockRef::Kind::kPending};

Parsed<BlockRef> read_block_ref(const Json& from, const Place& place);
/// Without objects, for methods whose block has no hash.
Parsed<BlockRef> read_block_number(const Json& from, const Place& place);

/// A message, or the wish for a transaction.
struct CallRequest {
    std::optional<Address> from;
    std::optional<Address> to;
    std::optional<u256> value;
    std::optional<std::uint64_t> gas;
    std::optional<u256> gas_price;
    std::optional<u256> max_fee_per_gas;
    std::optional<u256> max_priority_fee_per_gas;
    std::optional<std::uint64_t> nonce;
    std::optional<std::uint64_t> chain_id;
    std::optional<TransactionType> type;
    std::optional<std::vector<AccessListEntry>> access_list;
    Bytes data;
};
Parsed<CallRequest> read_call(const Json& from, const Place& place);

/// The transaction that is asked for, unsigned. What is left open comes from `open`.
struct Defaults {
    std::uint64_t chain_id = 0;
    std::uint64_t nonce = 0;
    std::uint64_t gas = 0;
};
Transaction to_transaction(CallRequest request, const Defaults& open);

/// What a call supposes of accounts. Code and storage cannot be supposed: there is none.
struct StateOverride {
    Address at;
    std::optional<u256> ether;
    std::optional<std::uint64_t> nonce;
};
Parsed<std::vector<StateOverride>> read_state_overrides(const Json& from, const Place& place);

/// What a call supposes of the block. Of the other members that geth knows no contract here can
/// see anything: they are passed over.
struct BlockOverride {
    std::optional<std::uint64_t> number;
    std::optional<std::uint64_t> time;
};
Parsed<BlockOverride> read_block_override(const Json& from, const Place& place);

/// Why no message can be one that deploys a contract.
extern const std::string_view kNoDeployment;

}  // namespace aq::node
