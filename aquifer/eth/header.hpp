// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The header of a block as Ethereum has it since Prague, and the other members of a block that a
/// header commits to: withdrawals and receipts.

#include <aquifer/eth/bloom.hpp>
#include <aquifer/eth/transaction.hpp>
#include <aquifer/eth/trie.hpp>

#include <expected>
#include <span>
#include <string>

namespace aq {

/// keccak(rlp([])): no block since the Merge has ommers.
inline constexpr Hash kNoOmmers =
    "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"_hash;
/// sha256(""): no requests (EIP-7685).
inline constexpr Hash kNoRequests =
    "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"_hash;

/// The fields in the order in which they are hashed. What it starts as is a block without contents.
struct Header {
    Hash parent_hash;
    Hash ommers_hash = kNoOmmers;
    Address beneficiary;
    Hash state_root;
    Hash transactions_root = kEmptyRoot;
    Hash receipts_root = kEmptyRoot;
    Bloom logs_bloom;
    /// Zero since the Merge (EIP-3675).
    u256 difficulty;
    std::uint64_t number = 0;
    std::uint64_t gas_limit = 0;
    std::uint64_t gas_used = 0;
    std::uint64_t timestamp = 0;
    /// At most 32 bytes.
    Bytes extra_data;
    /// `mixHash` to JSON-RPC (EIP-4399).
    Hash prev_randao;
    std::array<std::uint8_t, 8> nonce{};
    u256 base_fee_per_gas;
    Hash withdrawals_root = kEmptyRoot;
    std::uint64_t blob_gas_used = 0;
    std::uint64_t excess_blob_gas = 0;
    Hash parent_beacon_block_root;
    Hash requests_hash = kNoRequests;

    friend bool operator==(const Header&, const Header&) = default;
};

Bytes encode(const Header& header);
/// The hash of the block.
Hash hash_of(const Header& header);
/// The header in these bytes, all 21 fields, or what is wrong with them.
std::expected<Header, std::string> decode_header(BytesView rlp);

/// What the beacon chain pays out in a block (EIP-4895).
struct Withdrawal {
    std::uint64_t index = 0;
    std::uint64_t validator_index = 0;
    Address address;
    std::uint64_t amount_gwei = 0;

    friend bool operator==(const Withdrawal&, const Withdrawal&) = default;
};

Bytes encode(const Withdrawal& withdrawal);
std::expected<Withdrawal, std::string> decode_withdrawal(BytesView rlp);

/// What came of one transaction, as `receiptsRoot` holds it (EIP-2718, EIP-658). `logs` are
/// borrowed.
struct Receipt {
    TransactionType type = TransactionType::kLegacy;
    bool succeeded = false;
    /// Of this transaction and all before it in the block.
    std::uint64_t cumulative_gas_used = 0;
    std::span<const LogView> logs;
};

/// The receipt's bytes; `bloom` must be that of its logs.
Bytes receipt_bytes(const Receipt& receipt, const Bloom& bloom);

}  // namespace aq
