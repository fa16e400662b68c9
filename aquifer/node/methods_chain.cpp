// SPDX-License-Identifier: Apache-2.0
// What the chain is and what stands in its blocks: answered from the store.
#include <aquifer/base/result.hpp>
#include <aquifer/node/node.hpp>
#include <aquifer/node/shapes.hpp>

#include <algorithm>

namespace aq::node {

namespace {

using BlockPointer = std::shared_ptr<const chain::Block>;

/// eth/68: what nodes speak to each other. This one speaks to none.
constexpr std::uint64_t kProtocol = 68;
/// As geth limits it.
constexpr std::uint64_t kFeeHistoryMax = 1024;

// ── The block that comes next, as far as it can be known

chain::Block pending_block(chain::Chain& c) {
    chain::Block out;
    out.header = chain::empty_header(c.tip().number + 1, c.next_time(), c.tip().hash, Hash());
    for (const chain::Included* included : c.pool().all()) {
        const Transaction& tx = included->transaction;
        const std::uint64_t gas =
            chain::nominal_gas(tx.data, tx.to.has_value() && c.world().accounts.has_code(*tx.to));
        if (gas > chain::kBlockGasLimit - out.header.gas_used) break;
        out.header.gas_used += gas;
        out.transactions.push_back(*included);
    }
    return out;
}

// ── Blocks by what callers say

BlockPointer find_block(const History& history, const BlockRef& ref, std::uint64_t first_block) {
    switch (ref.kind) {
        case BlockRef::Kind::kEarliest:
            return history.block(first_block);
        case BlockRef::Kind::kNumber:
            return history.block(ref.number);
        case BlockRef::Kind::kHash:
            return history.block(ref.hash);
        case BlockRef::Kind::kLatest:
        case BlockRef::Kind::kPending:
            break;
    }
    return history.block(history.head());
}

Parsed<BlockPointer> block_by_number(Node& node, const Params& params) {
    const BlockRef ref = AQ_TRY(params.get(0, read_block_number));
    if (ref.kind == BlockRef::Kind::kPending) {
        return std::make_shared<const chain::Block>(
            node.engine().read([](chain::Chain& c) { return pending_block(c); }));
    }
    return find_block(node.history(), ref, node.first_block());
}

Parsed<BlockPointer> block_by_hash(Node& node, const Params& params) {
    return node.history().block(AQ_TRY(params.hash(0)));
}

Parsed<Depth> depth_of(const Params& params) {
    return AQ_TRY(params.get_or(1, read_flag, false)) ? Depth::kFull : Depth::kHashes;
}

Answer get_block_by_number(Node& node, const Params& params) {
    const BlockRef ref = AQ_TRY(params.get(0, read_block_number));
    const Depth depth = AQ_TRY(depth_of(params));
    const BlockPointer block = AQ_TRY(block_by_number(node, params));
    if (block == nullptr) return nullptr;
    if (ref.kind == BlockRef::Kind::kPending) return pending_block_json(*block, depth);
    return block_json(*block, depth);
}

Answer get_block_by_hash(Node& node, const Params& params) {
    const Depth depth = AQ_TRY(depth_of(params));
    const BlockPointer block = AQ_TRY(block_by_hash(node, params));
    if (block == nullptr) return nullptr;
    return block_json(*block, depth);
}

Answer count_of(const BlockPointer& block) {
    if (block == nullptr) return nullptr;
    return quantity(std::uint64_t{block->transactions.size()});
}

Answer transaction_at(const BlockPointer& block, std::uint64_t index) {
    if (block == nullptr || index >= block->transactions.size()) return nullptr;
    if (block->hash == Hash()) return transaction_json(block->transactions[index]);
    return transaction_json(*block, index);
}

/// There have been none since the Merge.
Answer uncle_count(const BlockPointer& block) {
    if (block == nullptr) return nullptr;
    return quantity(std::uint64_t{0});
}

// ── Transactions

Answer get_transaction(Node& node, const Params& params) {
    const Hash hash = AQ_TRY(params.hash(0));
    if (const auto found = node.history().transaction(hash)) {
        return transaction_json(*found->block, found->index);
    }
    Json waiting = node.engine().read_settled([&](chain::Chain& c) -> Json {
        const chain::Included* included = c.pool().find(hash);
        return included == nullptr ? Json(nullptr) : transaction_json(*included);
    });
    if (!waiting.is_null()) return waiting;
    // It may have been mined between the two looks.
    if (const auto found = node.history().transaction(hash)) {
        return transaction_json(*found->block, found->index);
    }
    return nullptr;
}

Answer get_receipt(Node& node, const Params& params) {
    const auto found = node.history().transaction(AQ_TRY(params.hash(0)));
    if (!found.has_value()) return nullptr;
    return receipt_json(*found->block, found->index);
}

Answer get_block_receipts(Node& node, const Params& params) {
    const BlockRef ref = AQ_TRY(params.get(0, read_block_ref));
    const BlockPointer block = find_block(node.history(), ref, node.first_block());
    if (block == nullptr) return nullptr;
    return receipts_json(*block);
}

// ── Fees: there are none

/// Each percentile is a number from 0 to 100, and none is below the one before it.
Parsed<std::size_t> count_percentiles(const Params& params) {
    const Json* given = params.find(2);
    if (given == nullptr) return 0;
    const Place place{.argument = 2};
    const JsonArray& list = *AQ_TRY(read_list(*given, place));
    if (list.size() > 100) return refuse(place, "at most 100 percentiles");
    double last = 0;
    for (const Json& one : list) {
        const double percentile = one.is_number() ? one.to_number<double>() : -1;
        if (percentile < last || percentile > 100) {
            return refuse(place, "percentiles from 0 to 100 in ascending order", *given);
        }
        last = percentile;
    }
    return list.size();
}

Answer fee_history(Node& node, const Params& params) {
    const std::uint64_t wanted = AQ_TRY(params.get(0, read_amount_u64));
    const BlockRef newest = AQ_TRY(params.get(1, read_block_number));
    const std::size_t percentiles = AQ_TRY(count_percentiles(params));
    const History history = node.history();
    const BlockPointer last = find_block(history, newest, node.first_block());
    if (last == nullptr) {
        return std::unexpected(rpc::server_error("request beyond head block: requested " +
                                                 newest.to_text() + ", head " +
                                                 std::to_string(history.head())));
    }
    const std::uint64_t held = last->header.number - node.first_block() + 1;
    const std::uint64_t blocks = std::min({wanted, kFeeHistoryMax, held});
    const std::uint64_t oldest = last->header.number + 1 - blocks;
    JsonArray used;
    JsonArray no_blobs;
    for (std::uint64_t number = oldest; number < oldest + blocks; ++number) {
        const Header header = history.block(number)->header;
        used.push_back(static_cast<double>(header.gas_used) /
                       static_cast<double>(header.gas_limit));
        no_blobs.push_back(0);
    }
    const JsonArray none(percentiles, quantity(std::uint64_t{0}));
    JsonObject out{{"oldestBlock", quantity(oldest)},
                   {"baseFeePerGas", JsonArray(blocks + 1, quantity(std::uint64_t{0}))},
                   {"gasUsedRatio", std::move(used)},
                   // One wei is the least that EIP-4844 knows.
                   {"baseFeePerBlobGas", JsonArray(blocks + 1, quantity(std::uint64_t{1}))},
                   {"blobGasUsedRatio", std::move(no_blobs)}};
    if (percentiles != 0) out["reward"] = JsonArray(blocks, none);
    return out;
}

// ── Lists of methods

void add_identity(rpc::Methods& methods, Node& node) {
    const auto add = [&](std::string name, Read read) {
        add_read(methods, node, std::move(name), 0, read);
    };
    add("eth_chainId", [](Node& n, const Params&) -> Answer { return quantity(n.chain_id()); });
    add("net_version",
        [](Node& n, const Params&) -> Answer { return Json(std::to_string(n.chain_id())); });
    add("net_listening", [](Node&, const Params&) -> Answer { return true; });
    add("net_peerCount", [](Node&, const Params&) -> Answer { return quantity(std::uint64_t{0}); });
    add("web3_clientVersion",
        [](Node& n, const Params&) -> Answer { return Json(n.options().client_version); });
    add("eth_protocolVersion", [](Node&, const Params&) -> Answer { return quantity(kProtocol); });
    add("eth_syncing", [](Node&, const Params&) -> Answer { return false; });
    add("eth_mining", [](Node&, const Params&) -> Answer { return false; });
    add("eth_hashrate", [](Node&, const Params&) -> Answer { return quantity(std::uint64_t{0}); });
    add("eth_coinbase", [](Node&, const Params&) -> Answer { return Json(to_hex(kZeroAddress)); });
    add("eth_accounts", [](Node& n, const Params&) -> Answer {
        JsonArray out;
        for (const Address& account : n.keys().accounts()) out.push_back(Json(to_hex(account)));
        return out;
    });
    add("eth_blockNumber",
        [](Node& n, const Params&) -> Answer { return quantity(n.history().head()); });
    add("eth_gasPrice", [](Node&, const Params&) -> Answer { return quantity(std::uint64_t{0}); });
    add("eth_maxPriorityFeePerGas",
        [](Node&, const Params&) -> Answer { return quantity(std::uint64_t{0}); });
    add("eth_blobBaseFee",
        [](Node&, const Params&) -> Answer { return quantity(std::uint64_t{1}); });
    add_read(methods, node, "web3_sha3", 1, [](Node&, const Params& params) -> Answer {
        const Bytes data = AQ_TRY(params.data(0));
        return Json(to_hex(keccak(BytesView(data))));
    });
    add_read(methods, node, "eth_feeHistory", 3, fee_history);
}

void add_blocks(rpc::Methods& methods, Node& node) {
    const auto add = [&](std::string name, std::size_t params_max, Read read) {
        add_read(methods, node, std::move(name), params_max, read);
    };
    add("eth_getBlockByNumber", 2, get_block_by_number);
    add("eth_getBlockByHash", 2, get_block_by_hash);
    add("eth_getBlockReceipts", 1, get_block_receipts);
    add("eth_getBlockTransactionCountByNumber", 1,
        [](Node& n, const Params& p) -> Answer { return count_of(AQ_TRY(block_by_number(n, p))); });
    add("eth_getBlockTransactionCountByHash", 1,
        [](Node& n, const Params& p) -> Answer { return count_of(AQ_TRY(block_by_hash(n, p))); });
    add("eth_getTransactionByBlockNumberAndIndex", 2, [](Node& n, const Params& p) -> Answer {
        const std::uint64_t index = AQ_TRY(p.number_u64(1));
        return transaction_at(AQ_TRY(block_by_number(n, p)), index);
    });
    add("eth_getTransactionByBlockHashAndIndex", 2, [](Node& n, const Params& p) -> Answer {
        const std::uint64_t index = AQ_TRY(p.number_u64(1));
        return transaction_at(AQ_TRY(block_by_hash(n, p)), index);
    });
    add("eth_getTransactionByHash", 1, get_transaction);
    add("eth_getTransactionReceipt", 1, get_receipt);
    add("eth_getUncleCountByBlockNumber", 1, [](Node& n, const Params& p) -> Answer {
        return uncle_count(AQ_TRY(block_by_number(n, p)));
    });
    add("eth_getUncleCountByBlockHash", 1, [](Node& n, const Params& p) -> Answer {
        return uncle_count(AQ_TRY(block_by_hash(n, p)));
    });
    add("eth_getUncleByBlockNumberAndIndex", 2,
        [](Node&, const Params&) -> Answer { return nullptr; });
    add("eth_getUncleByBlockHashAndIndex", 2,
        [](Node&, const Params&) -> Answer { return nullptr; });
}

}  // namespace

void add_chain_methods(rpc::Methods& methods, Node& node) {
    add_identity(methods, node);
    add_blocks(methods, node);
}

}  // namespace aq::node
