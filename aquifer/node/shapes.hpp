// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Blocks, transactions, receipts and logs as JSON, in the members and forms of the execution-apis
/// specification, so that clients' own validation passes.
///
/// Beyond it: a receipt of a failed transaction has `revertReason`, what the contract returned (as
/// Besu names it), and a log has `blockTimestamp` (as geth has it).

#include <aquifer/chain/block.hpp>
#include <aquifer/node/format.hpp>

namespace aq::node {

/// Hashes of the transactions, or whole ones.
enum class Depth : std::uint8_t { kHashes, kFull };

Json block_json(const chain::Block& block, Depth depth);
/// The header alone: what `newHeads` tells.
Json header_json(const chain::Block& block);
/// A block that is not made yet: hash, nonce and miner are null, as geth has it.
Json pending_block_json(const chain::Block& block, Depth depth);

Json transaction_json(const chain::Block& block, std::size_t index);
/// One that waits: its block is null.
Json transaction_json(const chain::Included& included);
/// Of the transaction alone, without what only a sent one has (`eth_signTransaction`).
JsonObject signed_json(const Transaction& tx, const Hash& hash);

Json receipt_json(const chain::Block& block, std::size_t index);
Json receipts_json(const chain::Block& block);

/// Where a log stands.
struct LogAt {
    const chain::Block& block;
    std::size_t transaction = 0;
    std::size_t log_in_transaction = 0;
    std::size_t log_in_block = 0;

    [[nodiscard]] const chain::LogRecord& record() const {
        return block.receipts[transaction].logs[log_in_transaction];
    }
};
Json log_json(const LogAt& at);

/// Bytes of the block on the network: its RLP.
std::uint64_t size_of(const chain::Block& block);

}  // namespace aq::node
