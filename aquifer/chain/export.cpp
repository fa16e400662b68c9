// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/export.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/base/result.hpp>
#include <aquifer/chain/block.hpp>
#include <aquifer/chain/open_file.hpp>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <span>

namespace aq::chain {

namespace {

/// Text is handed on in pieces of about this size.
constexpr std::size_t kPieceBytes = std::size_t{1} << 20U;
/// Within a run of empty blocks, progress is told so often.
constexpr std::uint64_t kBlocksBetweenReports = 4096;

// ── Cells. All text is hexadecimal or decimal digits: nothing in it is ever quoted or escaped

struct Cell {
    enum class Kind : std::uint8_t { kNumber, kText, kNothing };
    Kind kind = Kind::kNothing;
    std::string text;
};

Cell number(std::uint64_t value) {
    return {Cell::Kind::kNumber, std::to_string(value)};
}
/// Above 2^53, where readers of JSON lose digits, numbers are text.
Cell wide(const u256& value) {
    return {Cell::Kind::kText, to_decimal(value)};
}
template <class T>
Cell hex(const T& value) {
    return {Cell::Kind::kText, to_hex(value)};
}
Cell hex(const Bytes& value) {
    return {Cell::Kind::kText, to_hex(BytesView(value))};
}

// ── Tables: the names of the columns, and a row's cells in the same order

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 9> kBlockNames{
    "number",    "hash",     "parent_hash",      "timestamp",      "transaction_count",
    "log_count", "gas_used", "withdrawal_count", "withdrawal_gwei"};

constexpr std::array<std::string_view, 18> kTransactionNames{"block_number",
                                                             "block_timestamp",
                                                             "transaction_index",
                                                             "hash",
                                                             "from_address",
                                                             "to_address",
                                                             "nonce",
                                                             "value",
                                                             "gas",
                                                             "gas_price",
                                                             "max_fee_per_gas",
                                                             "max_priority_fee_per_gas",
                                                             "transaction_type",
                                                             "input",
                                                             "receipt_status",
                                                             "receipt_gas_used",
                                                             "receipt_log_count",
                                                             "revert_data"};

constexpr std::array<std::string_view, 11> kLogNames{"block_number",
                                                     "block_timestamp",
                                                     "transaction_index",
                                                     "transaction_hash",
                                                     "log_index",
                                                     "address",
                                                     "topic0",
                                                     "topic1",
                                                     "topic2",
                                                     "topic3",
                                                     "data"};

Names names_of(Export::Table table) {
    switch (table) {
        case Export::Table::kBlocks:
            return kBlockNames;
        case Export::Table::kTransactions:
            return kTransactionNames;
        case Export::Table::kLogs:
            break;
    }
    return kLogNames;
}

std::vector<Cell> block_row(const Block& block) {
    std::uint64_t logs = 0;
    for (const Receipt& receipt : block.receipts) logs += receipt.logs.size();
    std::uint64_t gwei = 0;
    for (const Withdrawal& w : block.withdrawals) gwei += w.amount_gwei;
    const Header& h = block.header;
    return {number(h.number),
            hex(block.hash),
            hex(h.parent_hash),
            number(h.timestamp),
            number(block.transactions.size()),
            number(logs),
            number(h.gas_used),
            number(block.withdrawals.size()),
            wide(u256(gwei))};
}

std::vector<Cell> transaction_row(const Block& block, std::size_t i) {
    const Included& included = block.transactions[i];
    const Transaction& tx = included.transaction;
    const Receipt& receipt = block.receipts[i];
    const bool dynamic = tx.type == TransactionType::kDynamicFee;
    return {number(block.header.number),
            number(block.header.timestamp),
            number(i),
            hex(included.hash),
            hex(included.sender),
            tx.to.has_value() ? hex(*tx.to) : Cell(),
            number(tx.nonce),
            wide(tx.value),
            number(tx.gas),
            dynamic ? Cell() : wide(tx.gas_price),
            dynamic ? wide(tx.max_fee_per_gas) : Cell(),
            dynamic ? wide(tx.max_priority_fee_per_gas) : Cell(),
            number(static_cast<std::uint64_t>(tx.type)),
            hex(tx.data),
            number(receipt.ok ? 1 : 0),
            number(receipt.gas_used),
            number(receipt.logs.size()),
            receipt.ok ? Cell() : hex(receipt.revert_data)};
}

std::vector<Cell> log_row(const Block& block, std::size_t transaction, std::size_t in_block,
                          const LogRecord& log) {
    std::vector<Cell> out{number(block.header.number),
                          number(block.header.timestamp),
                          number(transaction),
                          hex(block.transactions[transaction].hash),
                          number(in_block),
                          hex(log.emitter)};
    for (std::size_t t = 0; t < 4; ++t) {
        out.push_back(t < log.topics.size() ? hex(log.topics[t]) : Cell());
    }
    out.push_back(hex(log.data));
    return out;
}

// ── Text

class Writer {
public:
    Writer(const Export& what, const WriteText& write)
        : names_(names_of(what.table)), form_(what.form), write_(write) {
        if (form_ != Export::Form::kCsv) return;
        for (std::size_t i = 0; i < names_.size(); ++i) {
            if (i != 0) text_ += ',';
            text_ += names_[i];
        }
        text_ += "\n";
    }

    Expected<void> row(const std::vector<Cell>& cells) {
        AQ_ASSERT(cells.size() == names_.size());
        ++rows;
        if (form_ == Export::Form::kCsv) {
            csv(cells);
        } else {
            json(cells);
        }
        return text_.size() < kPieceBytes ? Expected<void>() : hand_on();
    }
    Expected<void> hand_on() {
        AQ_TRY(write_(text_));
        text_.clear();
        return {};
    }

    std::uint64_t rows = 0;

private:
    void csv(const std::vector<Cell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (i != 0) text_ += ',';
            text_ += cells[i].text;
        }
        text_ += "\n";
    }
    void json(const std::vector<Cell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            text_.append(i == 0 ? "{\"" : ",\"").append(names_[i]).append("\":");
            switch (cells[i].kind) {
                case Cell::Kind::kNumber:
                    text_ += cells[i].text;
                    break;
                case Cell::Kind::kText:
                    text_.append("\"").append(cells[i].text).append("\"");
                    break;
                case Cell::Kind::kNothing:
                    text_ += "null";
                    break;
            }
        }
        text_ += "}\n";
    }

    Names names_;
    Export::Form form_;
    const WriteText& write_;
    std::string text_;
};

Expected<void> write_rows(const Block& block, Export::Table table, Writer& out) {
    if (table == Export::Table::kBlocks) return out.row(block_row(block));
    std::size_t in_block = 0;
    for (std::size_t i = 0; i < block.transactions.size(); ++i) {
        if (table == Export::Table::kTransactions) {
            AQ_TRY(out.row(transaction_row(block, i)));
            continue;
        }
        for (const LogRecord& log : block.receipts[i].logs) {
            AQ_TRY(out.row(log_row(block, i, in_block++, log)));
        }
    }
    return {};
}

Fault unreadable(std::uint64_t block) {
    return Fault{"block " + std::to_string(block) +
                 " cannot be read: the store is damaged or was written by another version; "
                 "`aquifer db check` says more"};
}

Fault cannot_write(const std::filesystem::path& file) {
    return Fault{"cannot write " + file.string() + ": " +
                 std::strerror(errno) +  // NOLINT(concurrency-mt-unsafe): a tool of one thread
                 "; make room, or name another file"};
}

struct Range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};
/// The last is below the first if no block of the store is asked for.
Range range_of(const Store::Reader& reader, const Export& what) {
    const auto oldest = reader.first();
    const auto head = reader.head();
    if (!oldest.has_value() || !head.has_value()) return {1, 0};
    return {std::max(*oldest, what.from), std::min(*head, what.to)};
}

}  // namespace

Expected<std::uint64_t> write_table(const Store::Reader& reader, const Export& what,
                                    const WriteText& write, const ExportProgress& progress) {
    Writer out(what, write);
    const Range range = range_of(reader, what);
    if (reader.fault().has_value()) return std::unexpected(*reader.fault());
    for (std::uint64_t next = range.first; next <= range.last;) {
        const auto stored = reader.block(next);
        if (reader.fault().has_value()) return std::unexpected(*reader.fault());
        const auto record = stored.has_value() ? decode_record(stored->bytes) : std::nullopt;
        if (!record.has_value()) return std::unexpected(unreadable(next));
        const std::uint64_t last = std::min(stored->last, range.last);
        // In a run of empty blocks there are no other rows.
        const bool is_run = std::holds_alternative<EmptyRun>(*record);
        for (; (!is_run || what.table == Export::Table::kBlocks) && next <= last; ++next) {
            AQ_TRY(write_rows(block_of(*record, next), what.table, out));
            if (next % kBlocksBetweenReports == 0) {
                progress(next - range.first, range.last - range.first + 1);
            }
        }
        next = last + 1;
        progress(next - range.first, range.last - range.first + 1);
    }
    AQ_TRY(out.hand_on());
    return out.rows;
}

Expected<std::uint64_t> write_table_file(const Store::Reader& reader, const Export& what,
                                         const std::filesystem::path& file,
                                         const ExportProgress& progress) {
    const std::filesystem::path partial = file.string() + ".partial";
    const OpenFile out(partial, O_WRONLY | O_CREAT | O_TRUNC);
    if (!out.good()) return std::unexpected(cannot_write(partial));
    const auto rows = write_table(
        reader, what,
        [&](std::string_view text) -> Expected<void> {
            if (out.write(text)) return {};
            return std::unexpected(cannot_write(partial));
        },
        progress);
    // A rename may reach the disk before the bytes do: these go first.
    if (rows.has_value() && out.sync() && std::rename(partial.c_str(), file.c_str()) == 0) {
        return rows;
    }
    const Fault fault = rows.has_value() ? cannot_write(file) : rows.error();
    std::remove(partial.c_str());
    return std::unexpected(fault);
}

}  // namespace aq::chain
