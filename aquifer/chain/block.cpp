// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/block.hpp>

#include <aquifer/eth/trie.hpp>
#include <aquifer/ledger/persist.hpp>

#include <algorithm>

namespace aq::chain {

namespace {

constexpr std::uint64_t kPlainGas = 21'000;
constexpr std::uint64_t kContractGas = 100'000;
constexpr std::uint64_t kByteGas = 16;
constexpr std::uint64_t kZeroByteGas = 4;

std::vector<Bytes> encoded_withdrawals(const std::vector<Withdrawal>& withdrawals) {
    std::vector<Bytes> out;
    for (const Withdrawal& w : withdrawals) out.push_back(encode(w));
    return out;
}

}  // namespace

std::uint64_t nominal_gas(BytesView data, bool meets_contract) {
    const auto zeros = static_cast<std::uint64_t>(std::ranges::count(data, 0));
    return kPlainGas + (meets_contract ? kContractGas : 0) + zeros * kZeroByteGas +
           (data.size() - zeros) * kByteGas;
}

Header empty_header(std::uint64_t number, std::uint64_t time, const Hash& parent,
                    const Hash& parent_beacon_root) {
    Header out;
    out.parent_hash = parent;
    out.number = number;
    out.timestamp = time;
    out.gas_limit = kBlockGasLimit;
    out.parent_beacon_block_root = parent_beacon_root;
    return out;
}

void seal(Block& block) {
    AQ_ASSERT(block.transactions.size() == block.receipts.size());
    std::vector<Bytes> transactions;
    std::vector<Bytes> receipts;
    Header& header = block.header;
    header.gas_used = 0;
    header.logs_bloom = {};
    std::vector<LogView> logs;
    for (std::size_t i = 0; i < block.transactions.size(); ++i) {
        const Transaction& tx = block.transactions[i].transaction;
        const Receipt& receipt = block.receipts[i];
        header.gas_used += receipt.gas_used;
        logs.clear();
        for (const LogRecord& log : receipt.logs) logs.push_back(log.view());
        const Bloom bloom = bloom_of(logs);
        header.logs_bloom.merge(bloom);
        transactions.push_back(encode(tx));
        receipts.push_back(receipt_bytes({tx.type, receipt.ok, header.gas_used, logs}, bloom));
    }
    header.transactions_root = ordered_root(transactions);
    header.receipts_root = ordered_root(receipts);
    header.withdrawals_root = ordered_root(encoded_withdrawals(block.withdrawals));
    block.hash = hash_of(header);
}

Hash hash_in_run(const Hash& parent, std::uint64_t number) {
    constexpr std::string_view kWhat = "aquifer empty block";
    Bytes input(kWhat.begin(), kWhat.end());
    input.insert(input.end(), parent.bytes.begin(), parent.bytes.end());
    std::array<std::uint8_t, 8> word{};
    store_be64(word.data(), number);
    input.insert(input.end(), word.begin(), word.end());
    Hash out = keccak(BytesView(input));
    std::ranges::copy(word, out.bytes.begin() + 24);
    return out;
}

std::uint64_t number_in_hash(const Hash& hash) {
    return load_be64(hash.bytes.data() + 24);
}

Block block_of(const EmptyRun& run, std::uint64_t number) {
    AQ_ASSERT(run.first <= number && number <= run.last);
    const bool is_last = number == run.last;
    Block out;
    out.header =
        empty_header(number, run.time_of(number),
                     number == run.first ? run.parent : hash_in_run(run.parent, number - 1),
                     is_last ? run.parent_beacon_root : Hash());
    if (is_last) out.withdrawals = run.withdrawals;
    out.header.withdrawals_root = ordered_root(encoded_withdrawals(out.withdrawals));
    out.hash = hash_in_run(run.parent, number);
    return out;
}

Block block_of(const Record& record, std::uint64_t number) {
    if (const auto* run = std::get_if<EmptyRun>(&record)) return block_of(*run, number);
    const Block& block = std::get<Block>(record);
    AQ_ASSERT(block.header.number == number);
    return block;
}

Tip tip_of(const Record& record) {
    if (const auto* run = std::get_if<EmptyRun>(&record)) {
        return {run->last, run->time_of(run->last), hash_in_run(run->parent, run->last)};
    }
    const Block& block = std::get<Block>(record);
    return {block.header.number, block.header.timestamp, block.hash};
}

BlockKeys keys_of(const Record& record) {
    BlockKeys out;
    if (const auto* run = std::get_if<EmptyRun>(&record)) {
        out.first = run->first;
        out.last = run->last;
        return out;
    }
    const Block& block = std::get<Block>(record);
    out.first = out.last = block.header.number;
    out.hash = block.hash;
    for (std::uint32_t i = 0; i < block.transactions.size(); ++i) {
        out.transactions.push_back(block.transactions[i].hash);
        for (const LogRecord& log : block.receipts[i].logs) {
            BlockKeys::LogKey key{.emitter = log.emitter,
                                  .topics = {},
                                  .count = static_cast<std::uint8_t>(log.topics.size()),
                                  .transaction = i};
            std::ranges::copy(log.topics, key.topics.begin());
            out.logs.push_back(key);
        }
    }
    return out;
}

Bytes encode(const Record& record) {
    persist::Writer out;
    save(out, record);
    return out.take();
}

std::optional<Record> decode_record(BytesView bytes) {
    persist::Reader in(bytes);
    Record out;
    if (!load(in, out) || !in.ended_well()) return std::nullopt;
    return out;
}

}  // namespace aq::chain
