// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/store_logs.hpp>

#include <utility>

namespace aq::chain {

Store::LogCursor::LogCursor(std::unique_ptr<detail::LogScan> scan) : scan_(std::move(scan)) {}
Store::LogCursor::LogCursor(LogCursor&&) noexcept = default;
Store::LogCursor& Store::LogCursor::operator=(LogCursor&&) noexcept = default;
Store::LogCursor::~LogCursor() = default;

std::optional<LogPlace> Store::LogCursor::next() {
    return scan_->next();
}

namespace {

int get(MDB_txn* txn, MDB_dbi table, BytesView key, MDB_val& value) {
    MDB_val k = detail::val(key);
    return ::mdb_get(txn, table, &k, &value);
}

/// The last number that is a key of the table.
int last_number(MDB_txn* txn, MDB_dbi table, std::uint64_t& number, MDB_val& value) {
    MDB_cursor* cursor = nullptr;
    MDB_val key{};
    int code = ::mdb_cursor_open(txn, table, &cursor);
    if (code != 0) return code;
    code = ::mdb_cursor_get(cursor, &key, &value, MDB_LAST);
    ::mdb_cursor_close(cursor);
    const auto found = code == 0 ? detail::number_of(key) : std::nullopt;
    if (code == 0 && !found.has_value()) code = MDB_CORRUPTED;
    number = found.value_or(0);
    return code;
}

/// The first number that is a key of the table.
int first_number(MDB_txn* txn, MDB_dbi table, std::uint64_t& number) {
    MDB_cursor* cursor = nullptr;
    MDB_val key{};
    MDB_val value{};
    int code = ::mdb_cursor_open(txn, table, &cursor);
    if (code != 0) return code;
    code = ::mdb_cursor_get(cursor, &key, &value, MDB_FIRST);
    ::mdb_cursor_close(cursor);
    const auto found = code == 0 ? detail::number_of(key) : std::nullopt;
    if (code == 0 && !found.has_value()) code = MDB_CORRUPTED;
    number = found.value_or(0);
    return code;
}

/// The last entry whose number is not after this one.
int at_or_before(MDB_txn* txn, MDB_dbi table, std::uint64_t wanted, std::uint64_t& number,
                 MDB_val& value) {
    MDB_cursor* cursor = nullptr;
    const detail::Number bytes = detail::number_key(wanted);
    MDB_val key = detail::val(bytes);
    int code = ::mdb_cursor_open(txn, table, &cursor);
    if (code != 0) return code;
    code = ::mdb_cursor_get(cursor, &key, &value, MDB_SET_RANGE);
    if (code == MDB_NOTFOUND) {
        code = ::mdb_cursor_get(cursor, &key, &value, MDB_LAST);
    } else if (code == 0 && !equal(detail::view(key), bytes)) {
        code = ::mdb_cursor_get(cursor, &key, &value, MDB_PREV);
    }
    ::mdb_cursor_close(cursor);
    const auto found = code == 0 ? detail::number_of(key) : std::nullopt;
    if (code == 0 && !found.has_value()) code = MDB_CORRUPTED;
    number = found.value_or(0);
    return code;
}

}  // namespace

Store::Reader::Reader(const detail::Environment& environment) : environment_(&environment) {
    environment.map_mutex.lock_shared();
    const int code = ::mdb_txn_begin(environment.env, nullptr, MDB_RDONLY, &txn_);
    if (code != 0) {
        txn_ = nullptr;
        fault_ = environment.fault(code, "reading");
    }
}

Store::Reader::Reader(Reader&& other) noexcept
    : environment_(std::exchange(other.environment_, nullptr)),
      txn_(std::exchange(other.txn_, nullptr)),
      fault_(std::move(other.fault_)) {}

Store::Reader::~Reader() {
    if (txn_ != nullptr) ::mdb_txn_abort(txn_);
    if (environment_ != nullptr) environment_->map_mutex.unlock_shared();
}

bool Store::Reader::good(int code) const {
    if (code != 0 && code != MDB_NOTFOUND && !fault_.has_value()) {
        fault_ = environment_->fault(code, "reading");
    }
    return code == 0;
}

std::optional<Store::Block> Store::Reader::block(std::uint64_t number) const {
    if (txn_ == nullptr) return std::nullopt;
    std::uint64_t first = 0;
    MDB_val value{};
    if (!good(at_or_before(txn_, environment_->tables.blocks, number, first, value))) {
        return std::nullopt;
    }
    const auto parts = detail::split_block(detail::view(value));
    if (!good(parts.has_value() ? 0 : MDB_CORRUPTED) || number > parts->last) return std::nullopt;
    return Block{first, parts->last, Bytes(parts->bytes.begin(), parts->bytes.end())};
}

std::optional<std::uint64_t> Store::Reader::number_of(const Hash& block_hash) const {
    MDB_val value{};
    if (txn_ == nullptr || !good(get(txn_, environment_->tables.hashes, block_hash.bytes, value))) {
        return std::nullopt;
    }
    const auto number = detail::number_of(value);
    static_cast<void>(good(number.has_value() ? 0 : MDB_CORRUPTED));
    return number;
}

std::optional<Store::Place> Store::Reader::transaction(const Hash& hash) const {
    MDB_val value{};
    if (txn_ == nullptr || !good(get(txn_, environment_->tables.transactions, hash.bytes, value))) {
        return std::nullopt;
    }
    const BytesView bytes = detail::view(value);
    if (!good(bytes.size() == 12 ? 0 : MDB_CORRUPTED)) return std::nullopt;
    return Place{load_be64(bytes.data()), static_cast<std::uint32_t>(load_be64(bytes.data() + 4))};
}

Store::LogCursor Store::Reader::logs(const LogFilter& filter) const {
    LogFilter wanted = filter;
    // Without a view of the file there is nothing to find.
    if (txn_ == nullptr) std::tie(wanted.from, wanted.to) = std::pair(1, 0);
    return LogCursor(std::make_unique<detail::LogScan>(txn_, environment_->tables.logs, wanted));
}

std::optional<std::uint64_t> Store::Reader::first() const {
    std::uint64_t out = 0;
    if (txn_ == nullptr || !good(first_number(txn_, environment_->tables.blocks, out))) {
        return std::nullopt;
    }
    return out;
}

std::optional<std::uint64_t> Store::Reader::head() const {
    std::uint64_t first = 0;
    MDB_val value{};
    if (txn_ == nullptr || !good(last_number(txn_, environment_->tables.blocks, first, value))) {
        return std::nullopt;
    }
    const auto parts = detail::split_block(detail::view(value));
    if (!good(parts.has_value() ? 0 : MDB_CORRUPTED)) return std::nullopt;
    return parts->last;
}

std::uint64_t Store::Reader::journal_size() const {
    std::uint64_t last = 0;
    MDB_val value{};
    const bool some =
        txn_ != nullptr && good(last_number(txn_, environment_->tables.journal, last, value));
    return some ? last + 1 : 0;
}

std::optional<Bytes> Store::Reader::journal(std::uint64_t sequence) const {
    MDB_val value{};
    if (txn_ == nullptr ||
        !good(get(txn_, environment_->tables.journal, detail::number_key(sequence), value))) {
        return std::nullopt;
    }
    return Bytes(detail::view(value).begin(), detail::view(value).end());
}

}  // namespace aq::chain
