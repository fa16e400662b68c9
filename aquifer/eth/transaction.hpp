// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Signed transactions in the forms that clients send: legacy, with or without a chain (EIP-155),
/// with an access list (EIP-2930), with a dynamic fee (EIP-1559). Whether one may be executed is
/// not asked here.

#include <aquifer/eth/types.hpp>

#include <expected>
#include <optional>
#include <string>
#include <vector>

namespace aq {

/// The type of a transaction and of its receipt (EIP-2718).
enum class TransactionType : std::uint8_t { kLegacy = 0, kAccessList = 1, kDynamicFee = 2 };

struct AccessListEntry {
    Address address;
    std::vector<Hash> storage_keys;
    friend bool operator==(const AccessListEntry&, const AccessListEntry&) = default;
};

struct Transaction {
    TransactionType type = TransactionType::kLegacy;
    /// Absent only in a legacy transaction that is valid on every chain.
    std::optional<std::uint64_t> chain_id;
    std::uint64_t nonce = 0;
    /// Zero where the fee is dynamic.
    u256 gas_price;
    /// The next two are zero where the fee is not dynamic.
    u256 max_priority_fee_per_gas;
    u256 max_fee_per_gas;
    std::uint64_t gas = 0;
    /// Absent where the transaction deploys a contract.
    std::optional<Address> to;
    u256 value;
    Bytes data;
    /// Empty in a legacy transaction.
    std::vector<AccessListEntry> access_list;
    /// The signature; r and s are zero before there is one.
    bool y_parity = false;
    u256 r;
    u256 s;

    friend bool operator==(const Transaction&, const Transaction&) = default;
};

/// The transaction in the bytes of `eth_sendRawTransaction`, or what is wrong with them. What it
/// accepts encodes to the same bytes again; the signature may still be nobody's.
std::expected<Transaction, std::string> decode_transaction(BytesView raw);

/// The network form. All types but legacy must have a chain.
Bytes encode(const Transaction& tx);
Hash hash_of(const Transaction& tx);

/// What the sender signs.
Hash signing_hash(const Transaction& tx);
/// Who signed it. Nobody if s is in the upper half of the order (EIP-2), r or s is zero or not
/// below the order, or no key makes this signature.
std::optional<Address> sender_of(const Transaction& tx);
/// The transaction with the signature of this secret, which must be a valid key.
Transaction signed_with(Transaction tx, const Hash& secret);

/// The `v` of a signature as JSON-RPC shows it and a legacy transaction carries it: 27 or 28, from
/// 35 upwards with a chain; the parity alone in the later types.
u256 v_of(const Transaction& tx);

}  // namespace aq
