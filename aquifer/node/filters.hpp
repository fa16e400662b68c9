// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Filters that clients poll (`eth_newFilter` and its like). Blocks and logs are looked up in the
/// store when they are asked for; only hashes of waiting transactions are kept.
///
/// A run of empty blocks, made in one step, shows in a block filter as its last block.

#include <aquifer/node/logs.hpp>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>

namespace aq::node {

struct FilterLimits {
    std::size_t filters = 1'000;
    /// Unpolled for so long, a filter is gone.
    std::chrono::seconds unpolled{300};
    /// Hashes that wait for one filter's poll; beyond that it is gone, too.
    std::size_t pending = 100'000;
};

/// Identifiers of filters and subscriptions: 128 bits that no other client can guess.
class Identifiers {
public:
    std::string next();

private:
    std::random_device device_;
};

class Filters {
public:
    using Time = std::chrono::steady_clock::time_point;

    Filters(const FilterLimits& limits, const LogLimits& log_limits)
        : limits_(limits), log_limits_(log_limits) {}

    // From any thread. `next` is the first block that the filter has not told of.
    Parsed<std::string> add_logs(LogQuery query, std::uint64_t next, Time now);
    Parsed<std::string> add_blocks(std::uint64_t next, Time now);
    Parsed<std::string> add_pending(Time now);
    /// What is new since the last time.
    Parsed<Json> changes(const std::string& id, const History& history, Time now);
    /// All that a log filter matches.
    Parsed<Json> logs(const std::string& id, const History& history, std::uint64_t first_block,
                      Time now);
    /// False if there is none.
    bool remove(const std::string& id);

    /// From the engine: a transaction waits.
    void take_pending(const Hash& hash);
    /// From the engine: the chain was taken back, and this is its first new block.
    void went_back(std::uint64_t first);
    /// Whether anybody wants to hear of waiting transactions.
    [[nodiscard]] bool wants_pending() const { return pending_filters_ != 0; }

private:
    enum class Kind : std::uint8_t { kLogs, kBlocks, kPending };
    struct Filter {
        Kind kind = Kind::kBlocks;
        std::uint64_t next = 0;
        Time polled;
        LogQuery query;
        std::vector<Hash> pending;
    };
    using All = std::map<std::string, Filter>;

    Parsed<std::string> add(Filter filter, Time now);
    Parsed<Filter*> find(const std::string& id, Time now);
    void drop_unpolled(Time now);
    All::iterator drop(All::iterator at);

    FilterLimits limits_;
    LogLimits log_limits_;
    std::mutex mutex_;
    Identifiers identifiers_;
    All all_;
    std::atomic<std::size_t> pending_filters_ = 0;
};

}  // namespace aq::node
