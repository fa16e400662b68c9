// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Blocks as the chain keeps them: a header with its transactions and what came of each, and runs
/// of blocks in which nothing was sent.

#include <aquifer/chain/store.hpp>
#include <aquifer/eth/header.hpp>
#include <aquifer/eth/transaction.hpp>
#include <aquifer/ledger/quantity.hpp>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace aq::chain {

/// What a block takes: the sum of nominal gas.
inline constexpr std::uint64_t kBlockGasLimit = 60'000'000;

/// A transaction as it stands in a block. One that a development command sent for an account
/// without its key has the sender's address as `r` and zero as `s`, so that its hash is its own.
struct Included {
    Transaction transaction;
    Hash hash;
    Address sender;
    friend bool operator==(const Included&, const Included&) = default;
};

struct LogRecord {
    Address emitter;
    std::vector<Hash> topics;
    Bytes data;
    [[nodiscard]] LogView view() const { return {emitter, topics, data}; }
    friend bool operator==(const LogRecord&, const LogRecord&) = default;
};

struct Receipt {
    bool ok = false;
    /// Nominal: what the calldata alone costs, and a fixed sum where a contract is called.
    std::uint64_t gas_used = 0;
    /// Empty if it succeeded.
    Bytes revert_data;
    std::vector<LogRecord> logs;
    friend bool operator==(const Receipt&, const Receipt&) = default;
};

struct Block {
    Header header;
    Hash hash;
    std::vector<Included> transactions;
    std::vector<Receipt> receipts;
    std::vector<Withdrawal> withdrawals;
    friend bool operator==(const Block&, const Block&) = default;
};

/// Blocks in which nothing was sent, made in one step. What the beacon chain paid meanwhile stands
/// in the last of them.
struct EmptyRun {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    /// Of the first, and seconds to the next.
    std::uint64_t time = 0;
    std::uint64_t step = 0;
    /// The hash of the block before.
    Hash parent;
    /// What the beacon-roots contract answers for the last block's time.
    Hash parent_beacon_root;
    std::vector<Withdrawal> withdrawals;

    [[nodiscard]] std::uint64_t time_of(std::uint64_t number) const {
        return time + (number - first) * step;
    }
    friend bool operator==(const EmptyRun&, const EmptyRun&) = default;
};

/// One record of the chain.
using Record = std::variant<Block, EmptyRun>;

/// The nominal gas of a message: 21,000, 16 a calldata byte that is not zero and 4 for one that is
/// (EIP-2028), and 100,000 where it meets a contract.
std::uint64_t nominal_gas(BytesView data, bool meets_contract);

/// A header before transactions, receipts and withdrawals are in it.
Header empty_header(std::uint64_t number, std::uint64_t time, const Hash& parent,
                    const Hash& parent_beacon_root);
/// Fills in the roots, the bloom, the gas used and the hash.
void seal(Block& block);

/// The hash of a block of a run: of the run's parent and the number, with the number itself in the
/// last eight bytes, so that nobody has to keep a hundred thousand hashes.
Hash hash_in_run(const Hash& parent, std::uint64_t number);
/// The number that such a hash would be of.
std::uint64_t number_in_hash(const Hash& hash);
/// The block of a number within the run, made up from the run.
Block block_of(const EmptyRun& run, std::uint64_t number);

/// The block of that number; it must be in the record.
Block block_of(const Record& record, std::uint64_t number);
/// The last block's number, hash and time.
struct Tip {
    std::uint64_t number = 0;
    std::uint64_t time = 0;
    Hash hash;
    friend bool operator==(const Tip&, const Tip&) = default;
};
Tip tip_of(const Record& record);

/// How the store finds it again.
BlockKeys keys_of(const Record& record);

Bytes encode(const Record& record);
/// Nothing if the bytes are no record.
std::optional<Record> decode_record(BytesView bytes);

}  // namespace aq::chain
