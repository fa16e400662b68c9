// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What `eth_getLogs`, filters and subscriptions ask of logs.

#include <aquifer/node/arguments.hpp>
#include <aquifer/node/history.hpp>

#include <vector>

namespace aq::node {

struct LogLimits {
    /// From the first block of a range to its last.
    std::uint64_t blocks = 10'000'000;
    /// In one answer.
    std::size_t logs = 50'000;
    /// Blocks are read for so many in vain before an answer is refused: the index does not know how
    /// many topics a log has. It takes a twentieth of a second, in which a thread serves nobody
    /// else.
    std::size_t examined = 100'000;
    /// Addresses, and alternatives at one place of the topics.
    std::size_t alternatives = 1'000;
};

struct LogQuery {
    /// Instead of a range.
    std::optional<Hash> block_hash;
    BlockRef from = kLatest;
    BlockRef to = kLatest;
    /// Any of them; all emitters if it is empty.
    std::vector<Address> addresses;
    /// At each place any of these, or whatever stands there if there is none. A log has at least so
    /// many topics.
    std::vector<std::vector<Hash>> topics;

    [[nodiscard]] bool matches(const chain::LogRecord& log) const;
};

Parsed<LogQuery> read_log_query(const Json& from, const Place& place, const LogLimits& limits);

/// Block numbers, both included; nothing if `last` is below `first`.
struct BlockRange {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

/// The blocks that a query names, as far as there are any.
Parsed<BlockRange> range_of(const LogQuery& query, const History& history,
                            std::uint64_t first_block);
/// The logs in these blocks that match, as JSON.
Parsed<JsonArray> find_logs(const LogQuery& query, const BlockRange& range, const History& history,
                            const LogLimits& limits);

}  // namespace aq::node
