// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A chain in one process: the world, its blocks, the transactions that wait, and the way back in
/// time. One thread at a time may use it (engine.hpp sees to that).

#include <aquifer/chain/block.hpp>
#include <aquifer/chain/command.hpp>
#include <aquifer/chain/pool.hpp>
#include <aquifer/chain/side_process.hpp>
#include <aquifer/chain/store.hpp>
#include <aquifer/stack/mainnet.hpp>

#include <deque>
#include <functional>
#include <map>
#include <memory>

namespace aq::chain {

/// What stands on the chain before anybody comes.
struct Genesis {
    std::uint64_t chain_id = 31337;
    std::uint64_t number = 25'900'000;
    /// Unix seconds. The first slot of epoch 491,000 of the beacon chain.
    std::uint64_t time = 1'795'368'023;
    /// Ether that other validators have staked: it is what rewards depend on.
    std::uint64_t background_ether = 36'000'000;
    /// What stands where, with which parameters.
    stack::Plan plan;
    struct Account {
        Address at;
        u256 wei;
    };
    std::vector<Account> accounts;
    struct Token {
        Address at;
        std::string name;
        std::string symbol;
        std::uint8_t decimals = 18;
        struct Balance {
            Address holder;
            u256 amount;
        };
        std::vector<Balance> balances;
    };
    std::vector<Token> tokens;
};

/// When a block is made.
enum class Mining : std::uint8_t {
    /// As soon as there is a transaction that it can take.
    kAutomatic,
    /// When asked: by a command, or by a clock outside.
    kOnDemand,
};

struct Options {
    Genesis genesis;
    Store::Options store;
    Mining mining = Mining::kAutomatic;
    /// From one block to the next, in chain time.
    std::uint64_t block_seconds = 12;
    std::size_t pool_transactions_max = 100'000;
    /// Recent blocks whose state can be asked for, and what the way back to them, and to snapshots,
    /// may take.
    std::uint64_t history_blocks = 256;
    std::size_t history_bytes_max = std::size_t{1} << 30U;
    /// Changes (transactions, blocks, commands) between two snapshots of the state on disk; a start
    /// replays hardly more than so many.
    std::uint64_t snapshot_every = 500'000;
};

/// What a message did, or would have done.
struct Outcome {
    bool ok = false;
    /// What it answered, or its revert.
    Bytes data;
    std::vector<LogRecord> logs;
};

class Chain {
public:
    /// A new chain, or the one in the store's folder: the newest snapshot of the state and what
    /// happened since.
    struct Progress {
        /// How much of what happened since has been done again.
        std::function<void(std::uint64_t done, std::uint64_t of)> done =
            [](std::uint64_t /*done*/, std::uint64_t /*of*/) {};
        /// What is odd but does no harm: a state file that cannot be read.
        std::function<void(const std::string& what)> warn = [](const std::string& /*what*/) {};
    };
    static Expected<std::unique_ptr<Chain>> open(const Options& options, const Progress& progress);
    static Expected<std::unique_ptr<Chain>> open(const Options& options) {
        return open(options, Progress());
    }
    Chain(const Chain&) = delete;
    Chain& operator=(const Chain&) = delete;
    ~Chain();

    // ── What there is

    [[nodiscard]] const Options& options() const { return options_; }
    [[nodiscard]] const Tip& tip() const { return tip_; }
    [[nodiscard]] std::uint64_t first_block() const { return options_.genesis.number; }
    [[nodiscard]] const Pool& pool() const { return pool_; }
    [[nodiscard]] Store& store() { return *store_; }
    /// The state. Whoever writes to it to find something out rewinds its undo log.
    [[nodiscard]] stack::World& world() { return *world_; }
    /// What the contracts, and the accounts that administer them, are called.
    [[nodiscard]] const std::map<std::string, Address>& names() const { return names_; }
    [[nodiscard]] std::uint64_t nonce(const Address& of) const;

    // ── Transactions

    /// Takes a transaction into the pool. Who calls mines when that is automatic (`mine_ready`), so
    /// that transactions which arrive together share a block.
    std::expected<Hash, Refusal> submit(Included tx);
    /// A transaction for an account that signs with no key: the hash is made unique by the sender.
    static Included unsigned_by(const Address& sender, Transaction tx);
    /// Takes a transaction out of the pool; false if it does not wait there.
    bool drop(const Hash& hash) { return pool_.drop(hash); }
    /// What a message would do in the state as it is. Nothing stays.
    Outcome simulate(const stack::Message& message);

    // ── Blocks

    /// Blocks as long as transactions are ready and mining is automatic.
    void mine_ready();
    /// This many blocks, `step` seconds apart (0: as usual). What waits goes into the first of
    /// them; all others are made in one step.
    Expected<void> mine(std::uint64_t blocks, std::uint64_t step);
    void set_mining(Mining mining) { options_.mining = mining; }
    [[nodiscard]] Mining mining() const { return options_.mining; }
    void set_block_seconds(std::uint64_t seconds) { options_.block_seconds = seconds; }
    /// The time of the next block.
    Expected<void> set_next_time(std::uint64_t time);
    /// The next block comes this much later than it would.
    Expected<void> delay_next(std::uint64_t seconds);
    [[nodiscard]] std::uint64_t next_time() const;
    /// Hears of every record, after it became part of the chain. At a revert it hears nothing.
    std::function<void(const Record&)> on_record;
    /// Hears of every transaction taken into the pool.
    std::function<void(const Included&)> on_pending;

    // ── Time travel

    /// Runs `look(world)` on the state at the end of a recent block. What it writes is taken back.
    template <class Look>
    Expected<std::invoke_result_t<Look, stack::World&>> at(std::uint64_t number, Look look) {
        std::optional<std::invoke_result_t<Look, stack::World&>> out;
        AQ_TRY(visit(number, [&](stack::World& w) { out.emplace(look(w)); }));
        return std::move(*out);
    }
    /// The oldest block whose state is held.
    [[nodiscard]] std::uint64_t oldest_state() const { return points_.front().block.number; }

    /// Marks the present. Returns the snapshot's number.
    std::uint64_t take_snapshot();
    /// Goes back to a snapshot, which is spent by it, as are all taken later. False if there is no
    /// such snapshot (any more).
    Expected<bool> revert_to(std::uint64_t snapshot);
    /// Carries out a command between two blocks.
    Expected<void> command(const Command& command);

    /// The whole chain: state, blocks with their logs, journal.
    Expected<Bytes> dump();
    /// Replaces the whole chain by a dumped one of the same deployment.
    Expected<void> load(BytesView dump);

    // ── Durability

    /// What happened until now is in the store, and on disk if it is synchronous. Touches nothing
    /// that a look at the state sees: looks may go on meanwhile.
    Expected<void> commit();
    /// If so much has happened since the last snapshot of the state that it is time for another, a
    /// process aside begins to write one. Everything is committed, and nobody looks.
    Expected<void> save_state_if_due();
    /// Writes a snapshot of the state beside the store, so that the next start is quick. Not of a
    /// temporary store, which nobody opens again.
    Expected<void> save_state();
    /// Waits for a snapshot that is being written.
    Expected<void> finish_snapshot() { return saving_.wait(); }
    /// What identifies the deployment: a store made with another is not opened.
    static Hash identity(const Genesis& genesis);

private:
    /// The state at the end of a block, as a mark in the undo log.
    struct Point {
        aq::Block block;
        Undo::Mark mark = 0;
        std::uint64_t feed_version = 0;
        /// Entries of the journal up to here.
        std::uint64_t journal = 0;
        Tip tip;
    };
    struct Snapshot {
        Point point;
        std::size_t points = 0;
    };

    explicit Chain(const Options& options);

    void begin();
    Expected<void> restore(const Progress& progress);
    /// The state that the blocks and the journal lead to which `fill` puts into a store.
    [[nodiscard]] Expected<Bytes> state_again(const std::function<void(Store&)>& fill) const;
    Expected<void> replay(BytesView entry);
    Expected<void> visit(std::uint64_t number, const std::function<void(stack::World&)>& look);

    /// Makes a block of these transactions at a time, and answers it. One whose sender no longer
    /// has the ether it sends is left out.
    Block make_block(std::vector<Included> transactions, std::uint64_t time);
    EmptyRun make_run(std::uint64_t blocks, std::uint64_t step);
    Receipt execute(const Included& tx, LogBuffer& block_logs);
    /// The record becomes part of the chain.
    void append(Record record);
    void note(BytesView entry);
    Expected<void> save_state_aside();
    Expected<void> write_state() const;
    [[nodiscard]] Point here() const;
    void trim_history();
    void forget(std::size_t points);

    Options options_;
    std::unique_ptr<Store> store_;
    std::unique_ptr<stack::World> world_;
    std::map<std::string, Address> names_;
    Pool pool_;
    Tip tip_;
    std::deque<Point> points_;
    std::map<std::uint64_t, Snapshot> snapshots_;
    std::uint64_t snapshots_taken_ = 0;
    /// Set for the next block only.
    std::optional<std::uint64_t> next_time_;
    std::uint64_t journal_ = 0;
    std::uint64_t changes_since_snapshot_ = 0;
    bool replaying_ = false;
    /// Writes a snapshot.
    SideProcess saving_;
};

}  // namespace aq::chain
