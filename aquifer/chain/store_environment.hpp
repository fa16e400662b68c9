// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The store's file as LMDB has it: its tables, their keys, and faults for people. For the store's
/// own sources.
///
/// Numbers are big-endian, so that LMDB's order of bytes is theirs.
///
///     meta          "identity" -> magic, format, deployment
///     blocks        first number -> size of keys (4), keys, the caller's bytes
///     hashes        block hash -> number
///     transactions  hash -> number (8), place (4)
///     logs          kind of key (1), address or topic -> positions (8 each, sorted)
///     journal       sequence -> the caller's bytes
///
/// A position is the block's number and, in the low 24 bits, the log's place in it.

#include <aquifer/base/result.hpp>
#include <aquifer/chain/store.hpp>

#include <lmdb.h>
#include <mutex>
#include <shared_mutex>
#include <string_view>

namespace aq::chain::detail {

inline constexpr const char* kFileName = "store.mdb";
inline constexpr const char* kLockName = "store.lock";
inline constexpr std::string_view kMagic = "aquifer store";

inline constexpr unsigned kLogBits = 24;

inline MDB_val val(BytesView bytes) {
    return {bytes.size(), const_cast<std::uint8_t*>(bytes.data())};  // NOLINT(*const-cast): LMDB's
}
inline BytesView view(const MDB_val& value) {
    return {static_cast<const std::uint8_t*>(value.mv_data), value.mv_size};
}

using Number = std::array<std::uint8_t, 8>;
inline Number number_key(std::uint64_t number) {
    Number out{};
    store_be64(out.data(), number);
    return out;
}
/// Of a value that must be a number; a broken file may say otherwise.
inline std::optional<std::uint64_t> number_of(const MDB_val& value) {
    if (value.mv_size != 8) return std::nullopt;
    return load_be64(static_cast<const std::uint8_t*>(value.mv_data));
}

/// What a posting list of positions is about.
enum class LogKind : std::uint8_t { kEmitter = 0, kTopic = 1, kEvery = 5 };

/// The key of a posting list.
class ListKey {
public:
    static ListKey emitter(const Address& at) { return {LogKind::kEmitter, 0, at.bytes}; }
    static ListKey topic(unsigned place, const Hash& topic) {
        return {LogKind::kTopic, place, topic.bytes};
    }
    static ListKey every() { return {LogKind::kEvery, 0, BytesView()}; }
    [[nodiscard]] BytesView bytes() const { return BytesView(bytes_).first(size_); }

private:
    ListKey(LogKind kind, unsigned place, BytesView of) : size_(1 + of.size()) {
        bytes_[0] = static_cast<std::uint8_t>(static_cast<unsigned>(kind) + place);
        std::ranges::copy(of, bytes_.begin() + 1);
    }
    std::array<std::uint8_t, 33> bytes_{};
    std::size_t size_;
};

/// The lists that a log stands in.
std::vector<ListKey> lists_of(const BlockKeys::LogKey& log);

/// The value of a block.
Bytes encode_block(const BlockKeys& keys, BytesView bytes);
struct DecodedBlock {
    BlockKeys keys;
    BytesView bytes;
};
std::optional<DecodedBlock> decode_block(std::uint64_t first, BytesView value);
/// Only the last number and the caller's bytes: what most readers want.
struct BlockParts {
    std::uint64_t last = 0;
    BytesView bytes;
};
std::optional<BlockParts> split_block(BytesView value);

/// What LMDB's code means, and what to do.
Fault fault_of(int code, std::string_view doing, const std::filesystem::path& file);

/// Held by whoever has the store open, in this process or another.
class FolderLock {
public:
    static Expected<FolderLock> take(const std::filesystem::path& folder);
    FolderLock(FolderLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    FolderLock& operator=(FolderLock&&) = delete;
    ~FolderLock();

private:
    explicit FolderLock(int file) : file_(file) {}
    int file_;
};

class Environment {
public:
    struct Tables {
        MDB_dbi meta = 0;
        MDB_dbi blocks = 0;
        MDB_dbi hashes = 0;
        MDB_dbi transactions = 0;
        MDB_dbi logs = 0;
        MDB_dbi journal = 0;
    };

    /// Opens the file, which is made if `create`.
    static Expected<std::unique_ptr<Environment>> open(const Store::Options& options, bool create);
    ~Environment();
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

    /// Notes whose store it is if it is new, and refuses another's.
    Expected<void> identify(const Store::Identity& identity);
    /// Runs `write(MDB_txn*)` (an LMDB code comes back) in a transaction of its own, again with a
    /// larger map where that is too small.
    template <class Write>
    Expected<void> transact(Write write) {
        for (;;) {
            const int code = attempt(write);
            if (code == 0) return {};
            if (code != MDB_MAP_FULL) return std::unexpected(fault(code, "writing"));
            if (auto grown = grow(); !grown.has_value()) return grown;
        }
    }
    [[nodiscard]] Fault fault(int code, std::string_view doing) const {
        return fault_of(code, doing, file_);
    }
    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

    MDB_env* env = nullptr;
    Tables tables;
    /// Shared by readers; alone for who changes the map's size.
    mutable std::shared_mutex map_mutex;

private:
    Environment() = default;
    Expected<void> start(const Store::Options& options, bool create);
    /// A file that is shorter than its pages would kill who reads past its end. Answers whether it
    /// was.
    Expected<bool> lengthen();
    Expected<void> grow();

    template <class Write>
    int attempt(Write& write) {
        MDB_txn* txn = nullptr;
        int code = ::mdb_txn_begin(env, nullptr, 0, &txn);
        if (code != 0) return code;
        code = write(txn);
        if (code == 0) return ::mdb_txn_commit(txn);
        ::mdb_txn_abort(txn);
        return code;
    }

    std::filesystem::path file_;
    std::optional<FolderLock> lock_;
    std::size_t bytes_max_ = 0;
};

/// Blocks that are done, of how many records of blocks.
using WalkProgress = std::function<void(std::uint64_t done, std::uint64_t of)>;
/// Walks all tables and compares them.
Expected<Store::Report> walk(const Environment& environment, const WalkProgress& progress);

}  // namespace aq::chain::detail
