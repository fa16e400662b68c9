// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a chain keeps on disk: blocks, how they are found again, and the journal, in one file that
/// is whole at any moment (LMDB). The store knows bytes, numbers and hashes; what they mean is the
/// caller's.
///
/// A killed process loses nothing that was committed. When the machine itself goes down, a store
/// with `sync` loses nothing either; without it the commits since the last `flush` may be lost, and
/// in the worst case the file with them, because the disk may have written in another order.

#include <aquifer/chain/fault.hpp>
#include <aquifer/eth/types.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

struct MDB_txn;

namespace aq::chain {

namespace detail {
class Environment;
class LogScan;
class Batch;
}  // namespace detail

/// How a block's bytes are found again.
struct BlockKeys {
    /// Equal but for a run of empty blocks.
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    std::optional<Hash> hash;
    std::vector<Hash> transactions;

    struct LogKey {
        Address emitter;
        std::array<Hash, 4> topics{};
        /// How many of the topics there are.
        std::uint8_t count = 0;
        /// The transaction's place in the block.
        std::uint32_t transaction = 0;
        friend bool operator==(const LogKey&, const LogKey&) = default;
    };
    std::vector<LogKey> logs;
};

/// Which logs are asked for.
struct LogFilter {
    /// Blocks, both included.
    std::uint64_t from = 0;
    std::uint64_t to = ~std::uint64_t{0};
    /// Any of these; of all if there are none.
    std::vector<Address> addresses{};
    /// By place: any of these; whatever (or nothing) stands there if there are none.
    std::array<std::vector<Hash>, 4> topics{};
};

/// A log: its block, and its place among the logs of the block.
struct LogPlace {
    std::uint64_t block = 0;
    std::uint32_t log = 0;
    friend bool operator==(const LogPlace&, const LogPlace&) = default;
};

class Store {
public:
    struct Options {
        /// Empty: a temporary one, removed at the end.
        std::filesystem::path folder{};
        /// Whether a commit is on disk when it returns.
        bool sync = true;
        /// The file does not grow past this.
        std::size_t bytes_max = std::size_t{1} << 40U;
        /// Of the first map of the file into memory; it doubles as the file grows.
        std::size_t bytes_at_first = std::size_t{1} << 26U;
    };

    /// Of whose chain the store is. Another is refused.
    struct Identity {
        std::uint32_t format = 0;
        Hash deployment;
        friend bool operator==(const Identity&, const Identity&) = default;
    };

    struct Block {
        std::uint64_t first = 0;
        std::uint64_t last = 0;
        Bytes bytes;
    };

    /// Where a transaction stands.
    struct Place {
        std::uint64_t block = 0;
        std::uint32_t index = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };

    class Reader;
    class LogCursor;

    static Expected<std::unique_ptr<Store>> open(const Options& options, const Identity& identity);
    /// A store that is there, of whatever deployment: for tools that only read.
    static Expected<std::unique_ptr<Store>> open_any(const std::filesystem::path& folder);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

    // Writing, by one thread. Nothing is visible to readers before `commit`.

    /// Blocks come in order, without a gap.
    void put_block(const BlockKeys& keys, BytesView bytes);
    /// Entries are numbered from zero, without a gap.
    void put_journal(std::uint64_t sequence, BytesView entry);
    /// Takes back the blocks after this one and the journal's entries from this number on.
    void truncate(std::uint64_t last_block_kept, std::uint64_t journal_kept);
    /// All of it or nothing. After a fault what was put is still waiting: commit again when there
    /// is room, or `discard`.
    Expected<void> commit();
    /// Forgets what was put since the last commit.
    void discard();
    /// What was committed is on disk. Only needed without `sync`.
    Expected<void> flush();
    /// The same in a copy of the process, where LMDB must not be used.
    [[nodiscard]] Expected<void> flush_file() const;

    /// A consistent view of what is committed now; from any thread, for as long as a request lasts:
    /// the file's map cannot grow while somebody reads.
    [[nodiscard]] Reader reader() const;

    struct Report {
        std::uint64_t blocks = 0;
        std::uint64_t transactions = 0;
        std::uint64_t logs = 0;
        std::uint64_t journal = 0;
        std::uint64_t bytes = 0;
        /// What does not agree; the first hundred.
        std::vector<std::string> problems;
    };
    /// Walks everything in a store that nobody has open. Tells how many blocks are done.
    static Expected<Report> check(
        const std::filesystem::path& folder,
        const std::function<void(std::uint64_t done, std::uint64_t of)>& progress = {});
    /// Rewrites the file without its free pages. Returns the bytes it had before and has now.
    struct Sizes {
        std::uint64_t before = 0;
        std::uint64_t after = 0;
    };
    static Expected<Sizes> compact(const std::filesystem::path& folder);

private:
    Store() = default;

    std::filesystem::path folder_;
    bool temporary_ = false;
    std::unique_ptr<detail::Environment> environment_;
    std::unique_ptr<detail::Batch> batch_;
};

/// The logs that match a filter, in ascending order. Ends with its reader.
class Store::LogCursor {
public:
    LogCursor(LogCursor&&) noexcept;
    LogCursor& operator=(LogCursor&&) noexcept;
    ~LogCursor();

    std::optional<LogPlace> next();

private:
    friend class Reader;
    explicit LogCursor(std::unique_ptr<detail::LogScan> scan);
    std::unique_ptr<detail::LogScan> scan_;
};

class Store::Reader {
public:
    Reader(Reader&& other) noexcept;
    Reader& operator=(Reader&&) = delete;
    ~Reader();

    /// The block with this number, or the run of empty ones it is in.
    [[nodiscard]] std::optional<Block> block(std::uint64_t number) const;
    [[nodiscard]] std::optional<std::uint64_t> number_of(const Hash& block_hash) const;
    [[nodiscard]] std::optional<Place> transaction(const Hash& hash) const;
    [[nodiscard]] LogCursor logs(const LogFilter& filter) const;
    /// The number of the oldest block.
    [[nodiscard]] std::optional<std::uint64_t> first() const;
    /// The number of the newest block.
    [[nodiscard]] std::optional<std::uint64_t> head() const;

    [[nodiscard]] std::uint64_t journal_size() const;
    [[nodiscard]] std::optional<Bytes> journal(std::uint64_t sequence) const;

    /// Why something was not found that is there: the file cannot be read.
    [[nodiscard]] const std::optional<Fault>& fault() const { return fault_; }

private:
    friend class Store;
    explicit Reader(const detail::Environment& environment);
    /// Whether there is something; what failed is kept.
    bool good(int code) const;

    const detail::Environment* environment_;
    MDB_txn* txn_ = nullptr;
    mutable std::optional<Fault> fault_;
};

}  // namespace aq::chain
