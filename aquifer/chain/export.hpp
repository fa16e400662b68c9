// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Blocks, transactions and logs of a store as tables for other programs: JSON Lines, or CSV
/// with a line of names first. docs/reference/cli.md lists the columns; their names are those that
/// exporters of Ethereum data commonly use.

#include <aquifer/chain/store.hpp>

#include <functional>
#include <limits>
#include <string_view>

namespace aq::chain {

struct Export {
    enum class Table : std::uint8_t { kBlocks, kTransactions, kLogs };
    enum class Form : std::uint8_t { kJsonLines, kCsv };

    Table table = Table::kBlocks;
    Form form = Form::kJsonLines;
    /// Block numbers, both included.
    std::uint64_t from = 0;
    std::uint64_t to = std::numeric_limits<std::uint64_t>::max();
};

/// Takes a piece of the text; what it cannot take ends the export.
using WriteText = std::function<Expected<void>(std::string_view text)>;
/// Blocks that are done, of how many.
using ExportProgress = std::function<void(std::uint64_t done, std::uint64_t of)>;

/// Writes the table and returns its number of rows.
Expected<std::uint64_t> write_table(const Store::Reader& reader, const Export& what,
                                    const WriteText& write, const ExportProgress& progress);
/// The same into a file, which is whole or as it was before: the text goes to `<file>.partial`,
/// which is renamed at the end.
Expected<std::uint64_t> write_table_file(const Store::Reader& reader, const Export& what,
                                         const std::filesystem::path& file,
                                         const ExportProgress& progress);

}  // namespace aq::chain
