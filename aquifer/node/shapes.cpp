// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/shapes.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/eth/bloom.hpp>

#include <bit>

namespace aq::node {

namespace {

/// There is no gas to pay: whatever a transaction offers, it pays this.
constexpr std::uint64_t kPricePaid = 0;

std::string hex(BytesView bytes) {
    return to_hex(bytes);
}

/// The length of an RLP list or of a string of more than one byte (Yellow Paper, appendix B).
std::uint64_t rlp_size(std::uint64_t payload) {
    if (payload <= 55) return 1 + payload;
    return 1 + static_cast<std::uint64_t>(std::bit_width(payload) + 7) / 8 + payload;
}

Json withdrawals_json(const chain::Block& block) {
    JsonArray out;
    for (const Withdrawal& w : block.withdrawals) {
        out.push_back(JsonObject{{"index", quantity(w.index)},
                                 {"validatorIndex", quantity(w.validator_index)},
                                 {"address", to_hex(w.address)},
                                 {"amount", quantity(w.amount_gwei)}});
    }
    return out;
}

JsonObject header_members(const chain::Block& block) {
    const Header& h = block.header;
    return {{"hash", to_hex(block.hash)},
            {"number", quantity(h.number)},
            {"parentHash", to_hex(h.parent_hash)},
            {"sha3Uncles", to_hex(h.ommers_hash)},
            {"miner", to_hex(h.beneficiary)},
            {"stateRoot", to_hex(h.state_root)},
            {"transactionsRoot", to_hex(h.transactions_root)},
            {"receiptsRoot", to_hex(h.receipts_root)},
            {"logsBloom", hex(h.logs_bloom.bytes)},
            {"difficulty", quantity(h.difficulty)},
            {"gasLimit", quantity(h.gas_limit)},
            {"gasUsed", quantity(h.gas_used)},
            {"timestamp", quantity(h.timestamp)},
            {"extraData", hex(h.extra_data)},
            {"mixHash", to_hex(h.prev_randao)},
            {"nonce", hex(h.nonce)},
            {"baseFeePerGas", quantity(h.base_fee_per_gas)},
            {"withdrawalsRoot", to_hex(h.withdrawals_root)},
            {"blobGasUsed", quantity(h.blob_gas_used)},
            {"excessBlobGas", quantity(h.excess_blob_gas)},
            {"parentBeaconBlockRoot", to_hex(h.parent_beacon_block_root)},
            {"requestsHash", to_hex(h.requests_hash)}};
}

Json access_list_json(const Transaction& tx) {
    JsonArray out;
    for (const AccessListEntry& entry : tx.access_list) {
        JsonArray keys;
        for (const Hash& key : entry.storage_keys) keys.push_back(Json(to_hex(key)));
        out.push_back(
            JsonObject{{"address", to_hex(entry.address)}, {"storageKeys", std::move(keys)}});
    }
    return out;
}

/// Where a transaction's logs begin in its block, and the gas used up to its end.
struct Before {
    std::size_t logs = 0;
    std::uint64_t gas_used = 0;
};

Json receipt_after(const chain::Block& block, std::size_t index, const Before& before) {
    const chain::Included& included = block.transactions[index];
    const chain::Receipt& receipt = block.receipts[index];
    std::vector<LogView> views;
    JsonArray logs;
    for (std::size_t i = 0; i < receipt.logs.size(); ++i) {
        views.push_back(receipt.logs[i].view());
        logs.push_back(log_json({block, index, i, before.logs + i}));
    }
    JsonObject out{
        {"type", quantity(static_cast<std::uint64_t>(included.transaction.type))},
        {"status", quantity(std::uint64_t{receipt.ok})},
        {"transactionHash", to_hex(included.hash)},
        {"transactionIndex", quantity(std::uint64_t{index})},
        {"blockHash", to_hex(block.hash)},
        {"blockNumber", quantity(block.header.number)},
        {"from", to_hex(included.sender)},
        {"to", or_null(included.transaction.to, [](const Address& a) { return to_hex(a); })},
        {"contractAddress", nullptr},
        {"gasUsed", quantity(receipt.gas_used)},
        {"cumulativeGasUsed", quantity(before.gas_used + receipt.gas_used)},
        {"effectiveGasPrice", quantity(kPricePaid)},
        {"logs", std::move(logs)},
        {"logsBloom", hex(bloom_of(views).bytes)}};
    if (!receipt.ok) out["revertReason"] = hex(receipt.revert_data);
    return out;
}

Before after(const chain::Receipt& receipt, Before before) {
    before.logs += receipt.logs.size();
    before.gas_used += receipt.gas_used;
    return before;
}

JsonArray transactions_json(const chain::Block& block, Depth depth, bool pending) {
    JsonArray out;
    out.reserve(block.transactions.size());
    for (std::size_t i = 0; i < block.transactions.size(); ++i) {
        if (depth == Depth::kHashes) {
            out.push_back(Json(to_hex(block.transactions[i].hash)));
        } else {
            out.push_back(pending ? transaction_json(block.transactions[i])
                                  : transaction_json(block, i));
        }
    }
    return out;
}

}  // namespace

std::uint64_t size_of(const chain::Block& block) {
    std::uint64_t transactions = 0;
    for (const chain::Included& included : block.transactions) {
        const std::uint64_t size = encode(included.transaction).size();
        // A typed transaction is a string in the list, a legacy one a list itself.
        const bool legacy = included.transaction.type == TransactionType::kLegacy;
        transactions += legacy ? size : rlp_size(size);
    }
    std::uint64_t withdrawals = 0;
    for (const Withdrawal& w : block.withdrawals) withdrawals += encode(w).size();
    const std::uint64_t no_ommers = rlp_size(0);
    return rlp_size(encode(block.header).size() + rlp_size(transactions) + no_ommers +
                    rlp_size(withdrawals));
}

Json header_json(const chain::Block& block) {
    return header_members(block);
}

Json block_json(const chain::Block& block, Depth depth) {
    JsonObject out = header_members(block);
    out["size"] = quantity(size_of(block));
    out["uncles"] = JsonArray();
    out["withdrawals"] = withdrawals_json(block);
    out["transactions"] = transactions_json(block, depth, false);
    return out;
}

Json pending_block_json(const chain::Block& block, Depth depth) {
    JsonObject out = header_members(block);
    out["hash"] = nullptr;
    out["nonce"] = nullptr;
    out["miner"] = nullptr;
    out["size"] = quantity(size_of(block));
    out["uncles"] = JsonArray();
    out["withdrawals"] = withdrawals_json(block);
    out["transactions"] = transactions_json(block, depth, true);
    return out;
}

JsonObject signed_json(const Transaction& tx, const Hash& hash) {
    JsonObject out{{"type", quantity(static_cast<std::uint64_t>(tx.type))},
                   {"hash", to_hex(hash)},
                   {"nonce", quantity(tx.nonce)},
                   {"gas", quantity(tx.gas)},
                   {"to", or_null(tx.to, [](const Address& a) { return to_hex(a); })},
                   {"value", quantity(tx.value)},
                   {"input", hex(tx.data)},
                   {"v", quantity(v_of(tx))},
                   {"r", quantity(tx.r)},
                   {"s", quantity(tx.s)}};
    if (tx.chain_id.has_value()) out["chainId"] = quantity(*tx.chain_id);
    if (tx.type == TransactionType::kDynamicFee) {
        out["maxFeePerGas"] = quantity(tx.max_fee_per_gas);
        out["maxPriorityFeePerGas"] = quantity(tx.max_priority_fee_per_gas);
        // The price while it waits is the most that it offers, as geth has it.
        out["gasPrice"] = quantity(tx.max_fee_per_gas);
    } else {
        out["gasPrice"] = quantity(tx.gas_price);
    }
    if (tx.type != TransactionType::kLegacy) {
        out["accessList"] = access_list_json(tx);
        out["yParity"] = quantity(std::uint64_t{tx.y_parity});
    }
    return out;
}

Json transaction_json(const chain::Included& included) {
    JsonObject out = signed_json(included.transaction, included.hash);
    out["from"] = to_hex(included.sender);
    out["blockHash"] = nullptr;
    out["blockNumber"] = nullptr;
    out["transactionIndex"] = nullptr;
    return out;
}

Json transaction_json(const chain::Block& block, std::size_t index) {
    const chain::Included& included = block.transactions[index];
    JsonObject out = signed_json(included.transaction, included.hash);
    out["from"] = to_hex(included.sender);
    out["blockHash"] = to_hex(block.hash);
    out["blockNumber"] = quantity(block.header.number);
    out["transactionIndex"] = quantity(std::uint64_t{index});
    if (included.transaction.type == TransactionType::kDynamicFee) {
        out["gasPrice"] = quantity(kPricePaid);
    }
    return out;
}

Json receipt_json(const chain::Block& block, std::size_t index) {
    AQ_ASSERT(index < block.receipts.size());
    Before before;
    for (std::size_t i = 0; i < index; ++i) before = after(block.receipts[i], before);
    return receipt_after(block, index, before);
}

Json receipts_json(const chain::Block& block) {
    JsonArray out;
    Before before;
    for (std::size_t i = 0; i < block.receipts.size(); ++i) {
        out.push_back(receipt_after(block, i, before));
        before = after(block.receipts[i], before);
    }
    return out;
}

Json log_json(const LogAt& at) {
    const chain::Block& block = at.block;
    const chain::LogRecord& log = at.record();
    JsonArray topics;
    for (const Hash& topic : log.topics) topics.push_back(Json(to_hex(topic)));
    return JsonObject{{"address", to_hex(log.emitter)},
                      {"topics", std::move(topics)},
                      {"data", hex(log.data)},
                      {"blockNumber", quantity(block.header.number)},
                      {"blockHash", to_hex(block.hash)},
                      {"blockTimestamp", quantity(block.header.timestamp)},
                      {"transactionHash", to_hex(block.transactions[at.transaction].hash)},
                      {"transactionIndex", quantity(std::uint64_t{at.transaction})},
                      {"logIndex", quantity(std::uint64_t{at.log_in_block})},
                      {"removed", false}};
}

}  // namespace aq::node
