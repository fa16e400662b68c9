// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Finds logs: the lists of positions of a filter are walked together, the shortest first, and each
/// leaps to where the others already are. For the store's own sources.

#include <aquifer/chain/store_environment.hpp>

namespace aq::chain::detail {

/// One sorted list, a page of it at a time.
class PostingList {
public:
    /// An LMDB code in `failed` where it cannot be read.
    PostingList(MDB_txn* txn, MDB_dbi logs, const ListKey& key);
    PostingList(PostingList&& other) noexcept;
    PostingList& operator=(PostingList&&) = delete;
    ~PostingList();

    /// How many positions it has.
    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// The first position not before this one; nothing at the end.
    std::optional<std::uint64_t> seek(std::uint64_t position);
    [[nodiscard]] int failed() const { return failed_; }

private:
    [[nodiscard]] std::uint64_t at(std::size_t i) const { return load_be64(page_.data() + 8 * i); }
    bool load_page(std::uint64_t position);

    ListKey key_;
    MDB_cursor* cursor_ = nullptr;
    std::uint64_t size_ = 0;
    /// Positions in the file's own memory.
    BytesView page_;
    std::size_t next_ = 0;
    bool ended_ = false;
    int failed_ = 0;
};

class LogScan {
public:
    LogScan(MDB_txn* txn, MDB_dbi logs, const LogFilter& filter);

    std::optional<LogPlace> next();

private:
    /// Alternatives: a position of any of them will do.
    struct AnyOf {
        std::vector<PostingList> lists;
        [[nodiscard]] std::uint64_t size() const;
        std::optional<std::uint64_t> seek(std::uint64_t position);
    };

    /// All of these, the shortest first.
    std::vector<AnyOf> all_;
    std::uint64_t next_ = 0;
    std::uint64_t end_ = 0;
};

}  // namespace aq::chain::detail
