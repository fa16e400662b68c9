// SPDX-License-Identifier: Apache-2.0
// Whether a store's tables agree, and the rewriting of its file.
#include <aquifer/chain/store_environment.hpp>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace aq::chain {

namespace detail {

namespace {

constexpr std::uint64_t kBlocksBetweenReports = 256;

class Walk {
public:
    Walk(MDB_txn* txn, const Environment::Tables& tables, const WalkProgress& progress)
        : txn_(txn), tables_(tables), progress_(progress) {}

    Store::Report report;

    int run() {
        std::optional<std::uint64_t> next;
        MDB_stat stat{};
        int code = ::mdb_stat(txn_, tables_.blocks, &stat);
        if (code != 0) return code;
        code = for_each(tables_.blocks, [&](std::uint64_t first, BytesView value) {
            const auto block = decode_block(first, value);
            if (!block.has_value())
                return problem("block " + std::to_string(first) + " is unreadable");
            if (next.value_or(first) != first) {
                problem("after block " + std::to_string(*next - 1) + " comes block " +
                        std::to_string(first));
            }
            next = block->keys.last + 1;
            visit(block->keys);
            if (progress_ && report.blocks % kBlocksBetweenReports == 0) {
                progress_(report.blocks, stat.ms_entries);
            }
        });
        std::uint64_t sequence = 0;
        if (code == 0) {
            code = for_each(tables_.journal, [&](std::uint64_t found, BytesView) {
                if (found != sequence) {
                    problem("entry " + std::to_string(sequence) + " of the journal is missing");
                }
                sequence = found + 1;
                ++report.journal;
            });
        }
        if (code == 0) code = count("hash of a block", tables_.hashes, hashes_);
        if (code == 0) code = count("transaction", tables_.transactions, report.transactions);
        if (code == 0) code = count("position of a log", tables_.logs, positions_);
        return code;
    }

private:
    void problem(std::string what) {
        constexpr std::size_t kProblemsMax = 100;
        if (report.problems.size() < kProblemsMax) report.problems.push_back(std::move(what));
    }

    template <class Visit>
    int for_each(MDB_dbi table, Visit visit) {
        MDB_cursor* cursor = nullptr;
        int code = ::mdb_cursor_open(txn_, table, &cursor);
        if (code != 0) return code;
        MDB_val key{};
        MDB_val value{};
        while ((code = ::mdb_cursor_get(cursor, &key, &value, MDB_NEXT)) == 0) {
            const auto number = number_of(key);
            if (number.has_value()) {
                visit(*number, view(value));
            } else {
                problem("a key is no number");
            }
        }
        ::mdb_cursor_close(cursor);
        return code == MDB_NOTFOUND ? 0 : code;
    }

    bool leads_to(MDB_dbi table, BytesView key, BytesView expected) {
        MDB_val k = val(key);
        MDB_val v{};
        return ::mdb_get(txn_, table, &k, &v) == 0 && equal(view(v), expected);
    }

    bool stands_in(const ListKey& list, BytesView position) {
        MDB_cursor* cursor = nullptr;
        if (::mdb_cursor_open(txn_, tables_.logs, &cursor) != 0) return false;
        MDB_val k = val(list.bytes());
        MDB_val v = val(position);
        const int code = ::mdb_cursor_get(cursor, &k, &v, MDB_GET_BOTH);
        ::mdb_cursor_close(cursor);
        return code == 0;
    }

    void visit(const BlockKeys& keys) {
        const std::string name = "block " + std::to_string(keys.first);
        const Number number = number_key(keys.first);
        ++report.blocks;
        if (keys.hash.has_value()) {
            ++hashes_;
            if (!leads_to(tables_.hashes, keys.hash->bytes, number)) {
                problem(name + " is not found by its hash");
            }
        }
        for (std::size_t i = 0; i < keys.transactions.size(); ++i) {
            Bytes place(12);
            store_be64(place.data() + 4, i);
            std::ranges::copy(number, place.begin());
            ++report.transactions;
            if (!leads_to(tables_.transactions, keys.transactions[i].bytes, place)) {
                problem("transaction " + std::to_string(i) + " of " + name +
                        " is not found by its hash");
            }
        }
        for (std::size_t i = 0; i < keys.logs.size(); ++i) {
            const Number position = number_key((keys.first << kLogBits) | i);
            ++report.logs;
            for (const ListKey& list : lists_of(keys.logs[i])) {
                ++positions_;
                if (!stands_in(list, position)) {
                    problem("log " + std::to_string(i) + " of " + name + " is not in its lists");
                }
            }
        }
    }

    /// Entries beyond those that blocks led to.
    int count(const std::string& of, MDB_dbi table, std::uint64_t expected) {
        MDB_stat stat;
        const int code = ::mdb_stat(txn_, table, &stat);
        if (code == 0 && stat.ms_entries != expected) {
            problem("a " + of + " belongs to no block: there are " +
                    std::to_string(stat.ms_entries) + ", and blocks have " +
                    std::to_string(expected));
        }
        return code;
    }

    MDB_txn* txn_;
    const Environment::Tables& tables_;
    const WalkProgress& progress_;
    std::uint64_t hashes_ = 0;
    std::uint64_t positions_ = 0;
};

/// What a rename needs to outlive a power cut: the file's bytes, or the folder's entries.
bool to_disk(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool good = ::fsync(file) == 0;
    ::close(file);
    return good;
}

}  // namespace

Expected<Store::Report> walk(const Environment& environment, const WalkProgress& progress) {
    MDB_txn* txn = nullptr;
    int code = ::mdb_txn_begin(environment.env, nullptr, MDB_RDONLY, &txn);
    if (code != 0) return std::unexpected(environment.fault(code, "reading"));
    Walk walk(txn, environment.tables, progress);
    code = walk.run();
    ::mdb_txn_abort(txn);
    if (code != 0) {
        walk.report.problems.push_back(environment.fault(code, "reading").what);
    }
    std::error_code ignored;
    walk.report.bytes = std::filesystem::file_size(environment.file(), ignored);
    return std::move(walk.report);
}

}  // namespace detail

Expected<Store::Report> Store::check(
    const std::filesystem::path& folder,
    const std::function<void(std::uint64_t done, std::uint64_t of)>& progress) {
    const auto environment = AQ_TRY(detail::Environment::open({.folder = folder}, false));
    return detail::walk(*environment, progress);
}

Expected<Store::Sizes> Store::compact(const std::filesystem::path& folder) {
    auto environment = AQ_TRY(detail::Environment::open({.folder = folder}, false));
    const std::filesystem::path file = environment->file();
    const std::filesystem::path fresh = file.string() + ".compact";
    std::error_code failed;
    Sizes out{.before = std::filesystem::file_size(file, failed)};
    // What an earlier try left.
    std::filesystem::remove(fresh, failed);
    const int code = ::mdb_env_copy2(environment->env, fresh.c_str(), MDB_CP_COMPACT);
    if (code != 0) {
        std::filesystem::remove(fresh, failed);
        return std::unexpected(detail::fault_of(code, "compacting", file));
    }
    if (!detail::to_disk(fresh) || ::rename(fresh.c_str(), file.c_str()) != 0 ||
        !detail::to_disk(folder)) {
        return std::unexpected(detail::fault_of(errno, "replacing", file));
    }
    out.after = std::filesystem::file_size(file, failed);
    return out;
}

}  // namespace aq::chain
