// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/store.hpp>

#include <aquifer/chain/store_environment.hpp>

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>
#include <utility>
#include <variant>

namespace aq::chain {

namespace detail {

/// What waits for a commit. It can be written again when the first try finds no room.
class Batch {
public:
    struct PutBlock {
        BlockKeys keys;
        Bytes value;
    };
    struct PutJournal {
        std::uint64_t sequence = 0;
        Bytes entry;
    };
    struct Truncate {
        std::uint64_t last_block_kept = 0;
        std::uint64_t journal_kept = 0;
    };

    std::vector<std::variant<PutBlock, PutJournal, Truncate>> steps;

    int write(MDB_txn* txn, const Environment::Tables& tables) const {
        for (const auto& step : steps) {
            const int code =
                std::visit([&](const auto& each) { return apply(txn, tables, each); }, step);
            if (code != 0) return code;
        }
        return 0;
    }

private:
    static int put(MDB_txn* txn, MDB_dbi table, BytesView key, BytesView value, unsigned flags) {
        MDB_val k = val(key);
        MDB_val v = val(value);
        return ::mdb_put(txn, table, &k, &v, flags);
    }
    /// A value only where a key has several. What is not there is gone.
    static int remove(MDB_txn* txn, MDB_dbi table, BytesView key, std::optional<BytesView> value) {
        MDB_val k = val(key);
        MDB_val v = val(value.value_or(BytesView()));
        const int code = ::mdb_del(txn, table, &k, value.has_value() ? &v : nullptr);
        return code == MDB_NOTFOUND ? 0 : code;
    }

    static int apply(MDB_txn* txn, const Environment::Tables& tables, const PutBlock& block) {
        const BlockKeys& keys = block.keys;
        const Number number = number_key(keys.first);
        int code = put(txn, tables.blocks, number, block.value, MDB_APPEND);
        if (code == 0 && keys.hash.has_value()) {
            code = put(txn, tables.hashes, keys.hash->bytes, number, 0);
        }
        for (std::uint32_t i = 0; code == 0 && i < keys.transactions.size(); ++i) {
            std::array<std::uint8_t, 12> place{};
            store_be64(place.data() + 4, i);
            std::ranges::copy(number, place.begin());
            code = put(txn, tables.transactions, keys.transactions[i].bytes, place, 0);
        }
        for (std::size_t i = 0; code == 0 && i < keys.logs.size(); ++i) {
            const Number position = number_key((keys.first << kLogBits) | i);
            for (const ListKey& list : lists_of(keys.logs[i])) {
                // Positions only grow, so that each goes to the end of its list.
                code = put(txn, tables.logs, list.bytes(), position, MDB_APPENDDUP);
                if (code != 0) break;
            }
        }
        return code;
    }

    static int apply(MDB_txn* txn, const Environment::Tables& tables, const PutJournal& put_entry) {
        return put(txn, tables.journal, number_key(put_entry.sequence), put_entry.entry,
                   MDB_APPEND);
    }

    static int apply(MDB_txn* txn, const Environment::Tables& tables, const Truncate& to) {
        const int code = remove_last_while(
            txn, tables.blocks, [&](std::uint64_t first) { return first > to.last_block_kept; },
            [&](std::uint64_t first, BytesView value) {
                const auto block = decode_block(first, value);
                return block.has_value() ? remove_keys(txn, tables, block->keys) : MDB_CORRUPTED;
            });
        if (code != 0) return code;
        return remove_last_while(
            txn, tables.journal,
            [&](std::uint64_t sequence) { return sequence >= to.journal_kept; },
            [](std::uint64_t, BytesView) { return 0; });
    }

    static int remove_keys(MDB_txn* txn, const Environment::Tables& tables, const BlockKeys& keys) {
        int code =
            keys.hash.has_value() ? remove(txn, tables.hashes, keys.hash->bytes, std::nullopt) : 0;
        for (std::size_t i = 0; code == 0 && i < keys.transactions.size(); ++i) {
            code = remove(txn, tables.transactions, keys.transactions[i].bytes, std::nullopt);
        }
        for (std::size_t i = 0; code == 0 && i < keys.logs.size(); ++i) {
            const Number position = number_key((keys.first << kLogBits) | i);
            for (const ListKey& list : lists_of(keys.logs[i])) {
                code = remove(txn, tables.logs, list.bytes(), BytesView(position));
                if (code != 0) break;
            }
        }
        return code;
    }

    /// From the end of a table whose keys are numbers.
    template <class Goes, class Before>
    static int remove_last_while(MDB_txn* txn, MDB_dbi table, Goes goes, Before before) {
        MDB_cursor* cursor = nullptr;
        int code = ::mdb_cursor_open(txn, table, &cursor);
        while (code == 0) {
            MDB_val key{};
            MDB_val value{};
            code = ::mdb_cursor_get(cursor, &key, &value, MDB_LAST);
            if (code != 0) break;
            const auto number = number_of(key);
            if (!number.has_value()) {
                code = MDB_CORRUPTED;
                break;
            }
            if (!goes(*number)) break;
            code = before(*number, view(value));
            if (code == 0) code = ::mdb_cursor_del(cursor, 0);
        }
        if (cursor != nullptr) ::mdb_cursor_close(cursor);
        return code == MDB_NOTFOUND ? 0 : code;
    }
};

}  // namespace detail

namespace {

Expected<std::filesystem::path> make_temporary_folder() {
    std::error_code ignored;
    std::string name = (std::filesystem::temp_directory_path(ignored) / "aquifer-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
        return std::unexpected(detail::fault_of(errno, "making a temporary folder for", name));
    }
    return name;
}

}  // namespace

Expected<std::unique_ptr<Store>> Store::open(const Options& options, const Identity& identity) {
    std::unique_ptr<Store> out(new Store);
    Options chosen = options;
    if (options.folder.empty()) {
        chosen.folder = AQ_TRY(make_temporary_folder());
        chosen.sync = false;
        out->temporary_ = true;
    }
    out->folder_ = chosen.folder;
    std::error_code failed;
    std::filesystem::create_directories(chosen.folder, failed);
    if (failed) {
        return std::unexpected(detail::fault_of(failed.value(), "making the folder of",
                                                chosen.folder / detail::kFileName));
    }
    out->environment_ = AQ_TRY(detail::Environment::open(chosen, true));
    AQ_TRY(out->environment_->identify(identity));
    out->batch_ = std::make_unique<detail::Batch>();
    return out;
}

Expected<std::unique_ptr<Store>> Store::open_any(const std::filesystem::path& folder) {
    std::unique_ptr<Store> out(new Store);
    out->folder_ = folder;
    out->environment_ = AQ_TRY(detail::Environment::open({.folder = folder}, false));
    out->batch_ = std::make_unique<detail::Batch>();
    return out;
}

Store::~Store() {
    environment_.reset();
    std::error_code ignored;
    if (temporary_) std::filesystem::remove_all(folder_, ignored);
}

void Store::put_block(const BlockKeys& keys, BytesView bytes) {
    AQ_ASSERT(keys.first <= keys.last);
    AQ_ASSERT(keys.last >> (64 - detail::kLogBits) == 0);
    AQ_ASSERT(keys.logs.size() >> detail::kLogBits == 0);
    batch_->steps.emplace_back(detail::Batch::PutBlock{keys, detail::encode_block(keys, bytes)});
}

void Store::put_journal(std::uint64_t sequence, BytesView entry) {
    batch_->steps.emplace_back(
        detail::Batch::PutJournal{sequence, Bytes(entry.begin(), entry.end())});
}

void Store::truncate(std::uint64_t last_block_kept, std::uint64_t journal_kept) {
    batch_->steps.emplace_back(detail::Batch::Truncate{last_block_kept, journal_kept});
}

Expected<void> Store::commit() {
    if (batch_->steps.empty()) return {};
    AQ_TRY(environment_->transact(
        [&](MDB_txn* txn) { return batch_->write(txn, environment_->tables); }));
    batch_->steps.clear();
    return {};
}

void Store::discard() {
    batch_->steps.clear();
}

Expected<void> Store::flush() {
    const int code = ::mdb_env_sync(environment_->env, 1);
    if (code != 0) return std::unexpected(environment_->fault(code, "flushing"));
    return {};
}

Expected<void> Store::flush_file() const {
    const int file = ::open(environment_->file().c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = file >= 0 && ::fdatasync(file) == 0;
    const int error = errno;
    if (file >= 0) ::close(file);
    if (!flushed) return std::unexpected(environment_->fault(error, "flushing"));
    return {};
}

Store::Reader Store::reader() const {
    return Reader(*environment_);
}

}  // namespace aq::chain
