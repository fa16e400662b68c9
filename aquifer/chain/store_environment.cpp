// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/store_environment.hpp>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>
#include <unistd.h>

namespace aq::chain::detail {

namespace {

std::string advice_for(int code) {
    switch (code) {
        case ENOSPC:
            return "the disk is full: make room and try again";
        case MDB_MAP_FULL:
            return "the store has reached its largest size: allow it more";
        case MDB_INVALID:
            return "this is no store of aquifer, or its first pages are damaged: name another "
                   "folder, or restore the file from a copy";
        case MDB_VERSION_MISMATCH:
            return "the file was written by another version of LMDB";
        case MDB_CORRUPTED:
        case MDB_PAGE_NOTFOUND:
        case MDB_PANIC:
            return "the file is damaged: run `aquifer db check` on it, restore it from a copy, or "
                   "start with another folder";
        case MDB_READERS_FULL:
            return "too many requests read at once";
        case EACCES:
        case EPERM:
        case EROFS:
            return "this user may not write there: name another folder, or change its owner";
        case ENOENT:
            return "there is no store: name the folder of one";
        default:
            return "see the message of the system above";
    }
}

Fault system_fault(std::string_view doing, const std::filesystem::path& file) {
    return fault_of(errno, doing, file);
}

constexpr std::string_view kIdentityKey = "identity";

Bytes encode_identity(const Store::Identity& identity) {
    Bytes out(kMagic.begin(), kMagic.end());
    for (const unsigned shift : {24U, 16U, 8U, 0U}) {
        out.push_back(static_cast<std::uint8_t>(identity.format >> shift));
    }
    out.insert(out.end(), identity.deployment.bytes.begin(), identity.deployment.bytes.end());
    return out;
}

std::optional<Store::Identity> decode_identity(BytesView bytes) {
    constexpr std::size_t kAt = kMagic.size();
    if (bytes.size() != kAt + 36 || !equal(bytes.first(kAt), bytes_of(kMagic))) return std::nullopt;
    Store::Identity out;
    for (std::size_t i = 0; i < 4; ++i) out.format = (out.format << 8U) | bytes[kAt + i];
    std::ranges::copy(bytes.subspan(kAt + 4), out.deployment.bytes.begin());
    return out;
}

Fault refuse(const std::filesystem::path& file, const std::string& why) {
    return {"cannot use the store " + file.string() + ": " + why};
}

}  // namespace

Fault fault_of(int code, std::string_view doing, const std::filesystem::path& file) {
    return {std::string(doing) + " the store " + file.string() + ": " + ::mdb_strerror(code) +
            "; " + advice_for(code)};
}

namespace {

/// The process that says in the file that it has the lock; zero if none does.
pid_t owner_of(int file) {
    std::array<char, 16> text{};
    pid_t out = 0;
    const ssize_t n = ::pread(file, text.data(), text.size(), 0);
    if (n > 0) std::from_chars(text.data(), text.data() + n, out);
    return out;
}

/// A node that was killed may have left a process that was just being born to write a snapshot: it
/// holds the lock until it sees that it is alone. Who lives is not waited for.
bool lock(int file) {
    constexpr int kTries = 500;
    constexpr auto kBetween = std::chrono::milliseconds(10);
    for (int i = 0; ::flock(file, LOCK_EX | LOCK_NB) != 0; ++i) {
        const pid_t owner = owner_of(file);
        const bool lives = owner > 0 && (::kill(owner, 0) == 0 || errno != ESRCH);
        if (lives || i == kTries) return false;
        std::this_thread::sleep_for(kBetween);
    }
    const std::string self = std::to_string(::getpid()) + '\n';
    // Only a hint: without it others wait a little longer before they are refused.
    static_cast<void>(::ftruncate(file, 0) == 0 && ::pwrite(file, self.data(), self.size(), 0) > 0);
    return true;
}

}  // namespace

Expected<FolderLock> FolderLock::take(const std::filesystem::path& folder) {
    const std::filesystem::path path = folder / kLockName;
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0) return std::unexpected(system_fault("opening", path));
    if (!lock(file)) {
        ::close(file);
        return std::unexpected(
            refuse(folder / kFileName,
                   "another process has it open: stop that one, or name another folder"));
    }
    return FolderLock(file);
}

FolderLock::~FolderLock() {
    if (file_ >= 0) ::close(file_);
}

Expected<std::unique_ptr<Environment>> Environment::open(const Store::Options& options,
                                                         bool create) {
    std::unique_ptr<Environment> out(new Environment);
    AQ_TRY(out->start(options, create));
    return out;
}

Expected<void> Environment::start(const Store::Options& options, bool create) {
    file_ = options.folder / kFileName;
    std::error_code ignored;
    if (!create && !std::filesystem::exists(file_, ignored)) {
        return std::unexpected(fault_of(ENOENT, "opening", file_));
    }
    lock_.emplace(AQ_TRY(FolderLock::take(options.folder)));
    constexpr unsigned kTables = 6;
    constexpr unsigned kReadersMax = 4096;
    bytes_max_ = options.bytes_max;
    const std::uintmax_t there = std::filesystem::file_size(file_, ignored);
    std::size_t map = std::min(options.bytes_at_first, bytes_max_);
    while (!ignored && map < there) map *= 2;
    unsigned flags = MDB_NOSUBDIR | MDB_NOTLS;
    if (!options.sync) flags |= MDB_NOSYNC;
    int code = ::mdb_env_create(&env);
    if (code == 0) code = ::mdb_env_set_maxdbs(env, kTables);
    if (code == 0) code = ::mdb_env_set_maxreaders(env, kReadersMax);
    if (code == 0) code = ::mdb_env_set_mapsize(env, map);
    if (code == 0) code = ::mdb_env_open(env, file_.c_str(), flags, 0644);
    if (code != 0) return std::unexpected(fault(code, "opening"));
    const bool cut = AQ_TRY(lengthen());
    AQ_TRY(transact([&](MDB_txn* txn) {
        struct Named {
            const char* name;
            unsigned flags;
            MDB_dbi* table;
        };
        for (const auto& [name, flags_of_table, table] :
             {Named{"meta", 0, &tables.meta}, Named{"blocks", 0, &tables.blocks},
              Named{"hashes", 0, &tables.hashes}, Named{"transactions", 0, &tables.transactions},
              Named{"logs", MDB_DUPSORT | MDB_DUPFIXED, &tables.logs},
              Named{"journal", 0, &tables.journal}}) {
            const int opened =
                ::mdb_dbi_open(txn, name, flags_of_table | (create ? MDB_CREATE : 0U), table);
            if (opened == MDB_NOTFOUND) return MDB_INVALID;
            if (opened != 0) return opened;
        }
        return 0;
    }));
    if (!cut) return {};
    // The last pages may never have been needed. If they were, the zeros in their place are found.
    const Store::Report report = AQ_TRY(walk(*this, {}));
    if (report.problems.empty()) return {};
    return std::unexpected(
        refuse(file_, "it has been cut off (" + report.problems[0] +
                          "): restore it from a copy, or start with another folder"));
}

Environment::~Environment() {
    if (env != nullptr) ::mdb_env_close(env);
}

Expected<bool> Environment::lengthen() {
    MDB_envinfo info;
    MDB_stat stat;
    ::mdb_env_info(env, &info);
    ::mdb_env_stat(env, &stat);
    const std::uintmax_t needed = (info.me_last_pgno + 1) * std::uintmax_t{stat.ms_psize};
    std::error_code ignored;
    if (std::filesystem::file_size(file_, ignored) >= needed) return false;
    if (::truncate(file_.c_str(), static_cast<off_t>(needed)) != 0) {
        return std::unexpected(system_fault("lengthening", file_));
    }
    return true;
}

Expected<void> Environment::grow() {
    MDB_envinfo info;
    ::mdb_env_info(env, &info);
    if (info.me_mapsize >= bytes_max_) return std::unexpected(fault(MDB_MAP_FULL, "writing"));
    const std::size_t more = info.me_mapsize > bytes_max_ / 2 ? bytes_max_ : 2 * info.me_mapsize;
    const std::unique_lock alone(map_mutex);
    const int code = ::mdb_env_set_mapsize(env, more);
    if (code != 0) return std::unexpected(fault(code, "enlarging"));
    return {};
}

Expected<void> Environment::identify(const Store::Identity& identity) {
    std::optional<Bytes> found;
    bool empty = true;
    AQ_TRY(transact([&](MDB_txn* txn) {
        MDB_val key = val(bytes_of(kIdentityKey));
        MDB_val value{};
        int code = ::mdb_get(txn, tables.meta, &key, &value);
        if (code == 0) found.emplace(view(value).begin(), view(value).end());
        if (code != MDB_NOTFOUND) return code;
        for (const MDB_dbi table : {tables.blocks, tables.journal}) {
            MDB_stat stat;
            code = ::mdb_stat(txn, table, &stat);
            if (code != 0) return code;
            empty = empty && stat.ms_entries == 0;
        }
        if (!empty) return 0;
        const Bytes ours = encode_identity(identity);
        value = val(ours);
        return ::mdb_put(txn, tables.meta, &key, &value, 0);
    }));
    if (!found.has_value() && empty) return {};
    const auto theirs = found.has_value() ? decode_identity(*found) : std::nullopt;
    if (!theirs.has_value()) {
        return std::unexpected(
            refuse(file_, "it is no store of aquifer, or it is damaged: name another folder"));
    }
    if (theirs->format != identity.format) {
        const bool newer = theirs->format > identity.format;
        return std::unexpected(
            refuse(file_, "it has format " + std::to_string(theirs->format) + " and this program " +
                              std::to_string(identity.format) + ": use " +
                              (newer ? "the newer version" : "the older version") +
                              " of aquifer that wrote it, or start with another folder"));
    }
    if (theirs->deployment != identity.deployment) {
        return std::unexpected(refuse(
            file_, "it holds a chain of another deployment (" + to_hex(theirs->deployment) +
                       ", not " + to_hex(identity.deployment) +
                       "): start with the configuration it was made with, or with another folder"));
    }
    return {};
}

}  // namespace aq::chain::detail
