// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/chain.hpp>

#include <aquifer/stack/timeline.hpp>

#include <algorithm>
#include <limits>

namespace aq::chain {

namespace {

/// What other clients take (EIP-7825 and its forerunners speak of 128 KiB).
constexpr std::size_t kDataBytesMax = 131'072;
/// Contracts keep block numbers and times in 32 bits.
constexpr std::uint64_t kClockMax = std::numeric_limits<std::uint32_t>::max();

std::vector<Withdrawal> one_by_one(const std::vector<beacon::Withdrawal>& groups) {
    std::vector<Withdrawal> out;
    for (const beacon::Withdrawal& g : groups) {
        for (std::uint64_t i = 0; i < g.n; ++i) {
            out.push_back({g.index + i, g.validator + i, g.address, g.amount.raw});
        }
    }
    return out;
}

/// Of many blocks: one sum an address, under the first index and validator it stands for.
std::vector<Withdrawal> summed(const std::vector<beacon::Withdrawal>& groups) {
    std::map<Address, Withdrawal> by_address;
    for (const beacon::Withdrawal& g : groups) {
        const auto [at, is_new] =
            by_address.try_emplace(g.address, Withdrawal{g.index, g.validator, g.address, 0});
        at->second.amount_gwei += g.n * g.amount.raw;
    }
    std::vector<Withdrawal> out;
    for (const auto& [address, w] : by_address) out.push_back(w);
    std::ranges::sort(out, {}, &Withdrawal::index);
    return out;
}

std::vector<LogRecord> records_of(const LogBuffer& logs) {
    std::vector<LogRecord> out;
    out.reserve(logs.size());
    for (std::size_t i = 0; i < logs.size(); ++i) {
        const LogView log = logs[i];
        out.push_back({log.emitter,
                       {log.topics.begin(), log.topics.end()},
                       {log.data.begin(), log.data.end()}});
    }
    return out;
}

std::unexpected<Refusal> refuse(std::string what) {
    return std::unexpected(Refusal{std::move(what)});
}

/// What can be said of a transaction without the state.
std::expected<void, Refusal> check_form(const Transaction& tx, std::uint64_t chain_id) {
    if (!tx.to.has_value()) {
        return refuse(
            "this chain runs no bytecode, so that contracts cannot be deployed; its own stand "
            "already, where aquifer_contracts says, and aquifer_deployToken, "
            "aquifer_deployRegistrar and the StrategyFactory make more");
    }
    if (tx.chain_id.has_value() && *tx.chain_id != chain_id) {
        return refuse("invalid chain id for signer: have " + std::to_string(*tx.chain_id) +
                      " want " + std::to_string(chain_id));
    }
    if (tx.data.size() > kDataBytesMax) {
        return refuse("oversized data: transaction size " + std::to_string(tx.data.size()) +
                      ", limit " + std::to_string(kDataBytesMax));
    }
    if (tx.gas > kBlockGasLimit) return refuse("exceeds block gas limit");
    if (tx.max_priority_fee_per_gas > tx.max_fee_per_gas) {
        return refuse("max priority fee per gas higher than max fee per gas");
    }
    return {};
}

}  // namespace

Chain::Chain(const Options& options) : options_(options), pool_(options.pool_transactions_max) {}
Chain::~Chain() = default;

std::uint64_t Chain::nonce(const Address& of) const {
    return world_->accounts.nonces[of];
}

Included Chain::unsigned_by(const Address& sender, Transaction tx) {
    tx.y_parity = false;
    tx.r = to_u256(sender);
    tx.s = u256();
    const Hash hash = hash_of(tx);
    return {std::move(tx), hash, sender};
}

std::expected<Hash, Refusal> Chain::submit(Included tx) {
    AQ_TRY(check_form(tx.transaction, options_.genesis.chain_id));
    const u256& has = world_->accounts.ether[tx.sender].raw;
    if (has < tx.transaction.value) {
        return refuse("insufficient funds for gas * price + value: address " + to_hex(tx.sender) +
                      " have " + to_decimal(has) + " want " + to_decimal(tx.transaction.value));
    }
    const std::uint64_t next = nonce(tx.sender);
    const Hash hash = tx.hash;
    AQ_TRY(pool_.add(tx, next));
    if (on_pending) on_pending(tx);
    return hash;
}

Outcome Chain::simulate(const stack::Message& message) {
    const Undo::Mark before = world_->undo.mark();
    LogBuffer logs;
    auto answer = world_->execute(message, &logs);
    world_->undo.rewind(before);
    if (!answer.has_value()) return {false, answer.error().encode(), {}};
    return {true, std::move(*answer), records_of(logs)};
}

Receipt Chain::execute(const Included& tx, LogBuffer& block_logs) {
    stack::World& w = *world_;
    const Address& to = *tx.transaction.to;
    aq::move::set_nonce(w.undo, w.accounts, tx.sender, tx.transaction.nonce + 1);
    LogBuffer logs;
    const auto answer =
        w.execute({tx.sender, to, Wei(tx.transaction.value), tx.transaction.data}, &logs);
    Receipt out;
    out.ok = answer.has_value();
    out.gas_used = nominal_gas(tx.transaction.data, w.accounts.has_code(to));
    if (!out.ok) {
        out.revert_data = answer.error().encode();
        return out;
    }
    for (std::size_t i = 0; i < logs.size(); ++i) block_logs.append(logs[i]);
    out.logs = records_of(logs);
    return out;
}

Block Chain::make_block(std::vector<Included> transactions, std::uint64_t time) {
    stack::World& w = *world_;
    const beacon::Payload payload = stack::open_block(w, time);
    Block out;
    out.header = empty_header(w.block.number, time, tip_.hash, payload.parent_root);
    LogBuffer logs;
    for (Included& tx : transactions) {
        if (w.accounts.ether[tx.sender].raw < tx.transaction.value) continue;
        out.receipts.push_back(execute(tx, logs));
        out.transactions.push_back(std::move(tx));
    }
    stack::close_block(w, payload, logs);
    out.withdrawals = one_by_one(payload.withdrawals);
    seal(out);
    return out;
}

EmptyRun Chain::make_run(std::uint64_t blocks, std::uint64_t step) {
    stack::World& w = *world_;
    EmptyRun out{.first = tip_.number + 1,
                 .last = tip_.number + blocks,
                 .time = tip_.time + step,
                 .step = step,
                 .parent = tip_.hash,
                 .parent_beacon_root = w.beacon.feed->parent_root,
                 .withdrawals = {}};
    out.withdrawals = summed(stack::pass_blocks(w, blocks, step));
    return out;
}

void Chain::append(Record record) {
    tip_ = tip_of(record);
    ++changes_since_snapshot_;
    if (const auto* block = std::get_if<Block>(&record)) {
        changes_since_snapshot_ += block->transactions.size();
    }
    if (!replaying_) {
        store_->put_block(keys_of(record), encode(record));
        constexpr std::uint8_t kRecordEntry = 'B';
        note(BytesView(&kRecordEntry, 1));
    }
    next_time_.reset();
    points_.push_back(here());
    trim_history();
    if (on_record && !replaying_) on_record(record);
}

void Chain::mine_ready() {
    while (options_.mining == Mining::kAutomatic && pool_.size() != 0) {
        auto ready = pool_.take([this](const Address& a) { return nonce(a); }, kBlockGasLimit);
        if (ready.empty()) return;
        append(make_block(std::move(ready), next_time()));
    }
}

Expected<void> Chain::mine(std::uint64_t blocks, std::uint64_t step) {
    if (blocks == 0) return {};
    const std::uint64_t first =
        step == 0 ? next_time() : std::max(next_time_.value_or(0), tip_.time + step);
    const std::uint64_t each = step == 0 ? options_.block_seconds : step;
    if (blocks > kClockMax - tip_.number || first > kClockMax ||
        (blocks - 1) > (kClockMax - first) / each) {
        return std::unexpected(
            Fault{"contracts keep block numbers and times in 32 bits: " + std::to_string(blocks) +
                  " blocks of " + std::to_string(each) + " seconds would go past that"});
    }
    auto ready = pool_.take([this](const Address& a) { return nonce(a); }, kBlockGasLimit);
    append(make_block(std::move(ready), first));
    if (blocks > 1) append(make_run(blocks - 1, each));
    return {};
}

std::uint64_t Chain::next_time() const {
    return next_time_.value_or(tip_.time + options_.block_seconds);
}

Expected<void> Chain::set_next_time(std::uint64_t time) {
    if (time <= tip_.time) {
        return std::unexpected(Fault{"the next block's time is above the last one's, " +
                                     std::to_string(tip_.time) + "; " + std::to_string(time) +
                                     " is not"});
    }
    if (time > kClockMax) {
        return std::unexpected(Fault{"contracts keep time in 32 bits: at most " +
                                     std::to_string(kClockMax) + ", not " + std::to_string(time)});
    }
    next_time_ = time;
    return {};
}

Expected<void> Chain::delay_next(std::uint64_t seconds) {
    if (seconds > kClockMax) {
        return std::unexpected(
            Fault{"a delay of " + std::to_string(seconds) +
                  " seconds leads past the 32 bits that contracts keep time in"});
    }
    return set_next_time(next_time() + seconds);
}

}  // namespace aq::chain
