// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Reads blocks and transactions back from the store: on any thread, without the engine.

#include <aquifer/chain/block.hpp>
#include <aquifer/chain/store.hpp>

#include <memory>
#include <optional>

namespace aq::node {

/// A transaction where it stands.
struct Found {
    std::shared_ptr<const chain::Block> block;
    std::size_t index = 0;

    [[nodiscard]] const chain::Included& included() const { return block->transactions[index]; }
    [[nodiscard]] const chain::Receipt& receipt() const { return block->receipts[index]; }
};

/// One look at the store: what a change commits meanwhile is not in it. Not to be kept while the
/// engine is waited for: its file cannot grow as long as somebody looks.
class History {
public:
    explicit History(chain::Store::Reader reader) : reader_(std::move(reader)) {}

    /// The number of the last block.
    [[nodiscard]] std::uint64_t head() const { return reader_.head().value_or(0); }
    /// Null if there is none.
    [[nodiscard]] std::shared_ptr<const chain::Block> block(std::uint64_t number) const;
    [[nodiscard]] std::shared_ptr<const chain::Block> block(const Hash& hash) const;
    [[nodiscard]] std::optional<std::uint64_t> number_of(const Hash& hash) const;
    [[nodiscard]] std::optional<Found> transaction(const Hash& hash) const;
    [[nodiscard]] const chain::Store::Reader& reader() const { return reader_; }

private:
    [[nodiscard]] std::optional<chain::Record> record(std::uint64_t number) const;

    chain::Store::Reader reader_;
};

}  // namespace aq::node
