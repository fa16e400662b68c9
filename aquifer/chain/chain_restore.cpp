// SPDX-License-Identifier: Apache-2.0
// How a chain begins: from nothing, from its store, from a dump.
#include <aquifer/chain/chain.hpp>
#include <aquifer/chain/snapshot_file.hpp>
#include <aquifer/ledger/persist.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/stack/mainnet.hpp>
#include <aquifer/stack/persist.hpp>
#include <aquifer/stack/timeline.hpp>

#include <algorithm>
#include <limits>

namespace aq::chain {

namespace {

/// Of the store, the state files and dumps together: what one version writes, the next ones read.
constexpr std::uint32_t kFormat = 1;
constexpr std::string_view kDumpMagic = "aquifer dump 1\n";
/// Replays report so often.
constexpr std::uint64_t kEntriesBetweenReports = 1024;

/// What a dump says of the state. A state file has the same without the length of the world, which
/// is all that is left of it.
struct State {
    Tip tip;
    std::uint64_t journal = 0;
    Bytes world;
};

/// A state file's payload, read. The world stays where it is.
struct StateView {
    Tip tip;
    std::uint64_t journal = 0;
    BytesView world;
};
std::optional<StateView> read_state(const StateFile& file) {
    StateView out;
    persist::Reader in(file.payload());
    if (!aq::load(in, out.tip) || !aq::load(in, out.journal)) return std::nullopt;
    std::uint64_t length = in.remaining();
    if (file.version == 1 && !in.get_count(length)) return std::nullopt;
    out.world = in.peek(length);
    return out;
}

/// The state is in it so that loading takes no replay; should a later version of the state's form
/// not be this one, the journal leads to it again.
struct Dump {
    Hash identity;
    State state;
    struct Entry {
        Bytes entry;
        /// Of an entry that stands for a record.
        Bytes record;
    };
    std::vector<Entry> journal;
};

Fault damaged(const std::string& what) {
    return Fault{
        what +
        ". The store is damaged or was written by another version: `aquifer db check` says "
        "more; start with another --db folder, or load a dump"};
}

/// What others rely on in a block: a dump may come from anywhere.
bool is_sound(const Block& block) {
    const auto has_recipient = [](const Included& i) { return i.transaction.to.has_value(); };
    const auto fits = [](const LogRecord& log) { return log.topics.size() <= 4; };
    return block.transactions.size() == block.receipts.size() &&
           std::ranges::all_of(block.transactions, has_recipient) &&
           std::ranges::all_of(block.receipts,
                               [&](const Receipt& r) { return std::ranges::all_of(r.logs, fits); });
}

/// Whether the records follow on one another from the first block on.
bool is_chain(const std::vector<Record>& records, std::uint64_t first_block) {
    constexpr std::uint64_t kNumberMax = std::numeric_limits<std::uint32_t>::max();
    std::uint64_t next = first_block;
    for (const Record& record : records) {
        const auto* block = std::get_if<Block>(&record);
        const auto* run = std::get_if<EmptyRun>(&record);
        const std::uint64_t first = run != nullptr ? run->first : block->header.number;
        const std::uint64_t last = run != nullptr ? run->last : first;
        if (first != next || last < first || last > kNumberMax) return false;
        if (block != nullptr && !is_sound(*block)) return false;
        next = last + 1;
    }
    return !records.empty();
}

/// The dump's blocks and journal instead of what is in the store. `records` are its blocks, read.
void fill(Store& store, std::uint64_t first_block, const Dump& dump,
          const std::vector<Record>& records) {
    store.truncate(first_block - 1, 0);
    std::size_t next = 0;
    for (std::uint64_t i = 0; i < dump.journal.size(); ++i) {
        const Dump::Entry& entry = dump.journal[i];
        if (entry.entry[0] == 'B') store.put_block(keys_of(records[next++]), entry.record);
        store.put_journal(i, entry.entry);
    }
}

/// The world of a deployment at its first block.
std::map<std::string, Address> deploy(stack::World& world, const Genesis& genesis) {
    auto names = stack::deploy_mainnet(world, {genesis.number, genesis.time, genesis.chain_id},
                                       genesis.plan);
    stack::begin_beacon(world);
    /// The largest compounding validators: few runs stay few.
    constexpr std::uint32_t kEach = 2'000;
    const auto begin = [&](const Command& command) {
        const auto done = run(world, command);
        AQ_ASSERT(done.has_value());
    };
    if (genesis.plan.protocols.lido) begin(command::AddPool{"lido", names.at("withdrawalVault")});
    if (genesis.background_ether >= kEach) {
        begin(command::AddPool{"background", kZeroAddress});
        begin(command::Found{"background", genesis.background_ether / kEach, 2, kEach});
    }
    for (const Genesis::Account& account : genesis.accounts) {
        aq::move::set_ether(world.undo, world.accounts, account.at, Wei(account.wei));
    }
    for (const Genesis::Token& token : genesis.tokens) {
        stack::deploy_token(world, token.at, {token.name, token.symbol, token.decimals});
        for (const auto& [holder, amount] : token.balances) {
            erc20::move::mint(world.undo, world.tokens, token.at, holder, erc20::Amount(amount));
        }
    }
    world.undo.commit();
    return names;
}

/// The beacon chain's trees over all validators take a millisecond the first time, and are only
/// brought up to date from then on. So that the first jump is as quick as the others, they are made
/// here: under the root of a block that nobody can ask for, or of the last one.
void make_trees(stack::World& world) {
    const beacon::Feed& feed = *world.beacon.feed;
    if (!feed.config.proofs || world.beacon.archive.at(feed.parent_root) != nullptr) return;
    static_cast<void>(
        world.beacon.archive.seal(feed, {.slot = feed.slot, .parent_root = feed.parent_root}));
}

}  // namespace

Hash Chain::identity(const Genesis& genesis) {
    persist::Writer out;
    save(out, genesis);
    return keccak(BytesView(out.take()));
}

Expected<std::unique_ptr<Chain>> Chain::open(const Options& options, const Progress& progress) {
    std::unique_ptr<Chain> out(new Chain(options));
    out->store_ = AQ_TRY(Store::open(options.store, {kFormat, identity(options.genesis)}));
    out->begin();
    if (out->store_->reader().journal_size() == 0) {
        Block first;
        first.header = empty_header(options.genesis.number, options.genesis.time, Hash(), Hash());
        seal(first);
        out->append(std::move(first));
    } else {
        AQ_TRY(out->restore(progress));
    }
    AQ_TRY(out->commit());
    return out;
}

void Chain::begin() {
    world_ = std::make_unique<stack::World>();
    names_ = deploy(*world_, options_.genesis);
    make_trees(*world_);
    points_.clear();
    snapshots_.clear();
    pool_.clear();
}

Expected<void> Chain::restore(const Progress& progress) {
    const Store::Reader reader = store_->reader();
    const std::uint64_t entries = reader.journal_size();
    const auto first = reader.block(first_block());
    if (!first.has_value()) return std::unexpected(damaged("the first block is not there"));
    const auto genesis = decode_record(first->bytes);
    if (!genesis.has_value()) return std::unexpected(damaged("the first block cannot be read"));
    tip_ = tip_of(*genesis);
    journal_ = 1;
    const StateFile file = AQ_TRY(newest_state_file(store_->folder(), entries));
    for (const std::string& warning : file.warnings) progress.warn(warning);
    if (file) {
        const auto state = read_state(file);
        auto world = std::make_unique<stack::World>();
        if (state.has_value() && stack::load(*world, state->world).has_value()) {
            world_ = std::move(world);
            make_trees(*world_);
            tip_ = state->tip;
            journal_ = state->journal;
        }
    }
    replaying_ = true;
    points_.push_back(here());
    while (journal_ < entries) {
        const auto entry = reader.journal(journal_);
        if (!entry.has_value()) {
            return std::unexpected(
                damaged("entry " + std::to_string(journal_) + " of the journal is not there"));
        }
        AQ_TRY(replay(*entry));
        ++journal_;
        if (journal_ % kEntriesBetweenReports == 0) progress.done(journal_, entries);
    }
    replaying_ = false;
    return {};
}

/// Does again what an entry of the journal stands for, and compares blocks with what is stored.
Expected<void> Chain::replay(BytesView entry) {
    if (!entry.empty() && entry[0] == 'C') {
        const auto again = decode_command(entry.subspan(1));
        if (!again.has_value()) return std::unexpected(damaged("a command cannot be read"));
        return command(*again);
    }
    const std::uint64_t number = tip_.number + 1;
    const std::string name = "block " + std::to_string(number);
    const auto stored = store_->reader().block(number);
    if (entry.size() != 1 || entry[0] != 'B' || !stored.has_value()) {
        return std::unexpected(damaged(name + " is not there"));
    }
    auto record = decode_record(stored->bytes);
    if (!record.has_value()) return std::unexpected(damaged(name + " cannot be read"));
    const Tip tip = tip_of(*record);
    if (const auto* run = std::get_if<EmptyRun>(&*record)) {
        append(make_run(run->last - run->first + 1, run->step));
    } else {
        Block& block = std::get<Block>(*record);
        append(make_block(std::move(block.transactions), block.header.timestamp));
    }
    if (tip_ != tip) {
        return std::unexpected(damaged(name + " comes out otherwise than it is stored"));
    }
    return {};
}

Expected<void> Chain::commit() {
    return store_->commit();
}

Expected<void> Chain::save_state_if_due() {
    if (const auto saved = saving_.ended()) {
        // Whatever was wrong there, here it works or says why not.
        if (!saved->has_value()) return save_state();
    }
    const bool due = changes_since_snapshot_ >= options_.snapshot_every && !saving_.running();
    return due ? save_state_aside() : Expected<void>();
}

Expected<void> Chain::write_state() const {
    return write_state_file(store_->folder(), journal_, [this](persist::Writer& out) {
        aq::save(out, tip_);
        aq::save(out, journal_);
        stack::save(out, *world_);
    });
}

Expected<void> Chain::save_state() {
    saving_.stop();
    changes_since_snapshot_ = 0;
    if (options_.store.folder.empty()) return {};
    AQ_TRY(store_->flush());
    return write_state();
}

Expected<void> Chain::save_state_aside() {
    if (options_.store.folder.empty()) return save_state();
    // A state without the journal that leads to it is of no use: first that one is on disk.
    const auto work = [this]() -> Expected<void> {
        AQ_TRY(store_->flush_file());
        return write_state();
    };
    if (!saving_.begin(work)) return save_state();
    changes_since_snapshot_ = 0;
    return {};
}

Expected<Bytes> Chain::dump() {
    const Store::Reader reader = store_->reader();
    Dump dump{identity(options_.genesis), {tip_, journal_, stack::save(*world_)}, {}};
    std::uint64_t number = first_block();
    for (std::uint64_t i = 0; i < journal_; ++i) {
        const auto entry = reader.journal(i);
        if (!entry.has_value()) return std::unexpected(damaged("the journal has a gap"));
        Dump::Entry& out = dump.journal.emplace_back(Dump::Entry{*entry, {}});
        if (out.entry[0] != 'B') continue;
        auto stored = reader.block(number);
        if (!stored.has_value()) return std::unexpected(damaged("a block is not there"));
        number = stored->last + 1;
        out.record = std::move(stored->bytes);
    }
    persist::Writer out;
    out.raw(bytes_of(kDumpMagic));
    save(out, dump);
    return out.take();
}

Expected<Bytes> Chain::state_again(const std::function<void(Store&)>& fill) const {
    Options elsewhere;
    elsewhere.genesis = options_.genesis;
    const auto other = AQ_TRY(open(elsewhere));
    fill(*other->store_);
    AQ_TRY(other->store_->commit());
    other->begin();
    AQ_TRY(other->restore({}));
    return stack::save(*other->world_);
}

Expected<void> Chain::load(BytesView bytes) {
    if (bytes.size() < kDumpMagic.size() ||
        !std::ranges::equal(bytes.first(kDumpMagic.size()), bytes_of(kDumpMagic))) {
        return std::unexpected(Fault{"this is no dump of aquifer (or one of a newer version)"});
    }
    persist::Reader in(bytes.subspan(kDumpMagic.size()));
    Dump dump;
    if (!aq::load(in, dump) || !in.ended_well())
        return std::unexpected(Fault{"the dump is cut off or damaged"});
    if (dump.identity != identity(options_.genesis)) {
        return std::unexpected(Fault{
            "the dump is of another deployment: start with the configuration it was made under"});
    }
    std::vector<Record> records;
    for (const Dump::Entry& entry : dump.journal) {
        if (entry.entry.empty()) return std::unexpected(Fault{"the dump is damaged: an entry"});
        if (entry.entry[0] != 'B') continue;
        auto record = decode_record(entry.record);
        if (!record.has_value()) return std::unexpected(Fault{"the dump is damaged: a block"});
        records.push_back(std::move(*record));
    }
    if (!is_chain(records, first_block()) || tip_of(records.back()) != dump.state.tip) {
        return std::unexpected(Fault{"the dump is damaged: its blocks do not lead to its state"});
    }
    auto world = std::make_unique<stack::World>();
    if (auto loaded = stack::load(*world, dump.state.world); !loaded.has_value()) {
        const auto again =
            state_again([&](Store& store) { fill(store, first_block(), dump, records); });
        if (!again.has_value()) {
            return std::unexpected(
                Fault{"the dump is damaged: " + loaded.error() +
                      ", and its journal does not lead to the state again: " + again.error().what});
        }
        world = std::make_unique<stack::World>();
        AQ_ASSERT(stack::load(*world, *again).has_value());
    }
    saving_.stop();
    AQ_TRY(remove_state_files_after(store_->folder(), 0));
    fill(*store_, first_block(), dump, records);
    world_ = std::move(world);
    tip_ = dump.state.tip;
    journal_ = dump.journal.size();
    points_.assign(1, here());
    snapshots_.clear();
    pool_.clear();
    next_time_.reset();
    return {};
}

}  // namespace aq::chain
