// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/filters.hpp>

#include <aquifer/base/result.hpp>

#include <algorithm>

namespace aq::node {

namespace {

Error not_found() {
    return rpc::server_error(
        "filter not found: it was removed, nobody polled it for some minutes, or too much waited "
        "for it; make a new one");
}

/// The last block of each record from a number to the head.
JsonArray block_hashes(const History& history, std::uint64_t first) {
    JsonArray out;
    for (std::uint64_t number = first; number <= history.head(); ++number) {
        const auto record = history.reader().block(number);
        if (!record.has_value()) break;
        number = record->last;
        const auto block = history.block(number);
        out.push_back(Json(to_hex(block->hash)));
    }
    return out;
}

}  // namespace

std::string Identifiers::next() {
    u256 id;
    for (unsigned i = 0; i < 4; ++i) id = (id << 32U) | u256(std::uint32_t{device_()});
    return quantity_text(id);
}

Parsed<std::string> Filters::add_logs(LogQuery query, std::uint64_t next, Time now) {
    return add({.kind = Kind::kLogs,
                .next = next,
                .polled = now,
                .query = std::move(query),
                .pending = {}},
               now);
}

Parsed<std::string> Filters::add_blocks(std::uint64_t next, Time now) {
    return add({.kind = Kind::kBlocks, .next = next, .polled = now, .query = {}, .pending = {}},
               now);
}

Parsed<std::string> Filters::add_pending(Time now) {
    return add({.kind = Kind::kPending, .next = 0, .polled = now, .query = {}, .pending = {}}, now);
}

Parsed<std::string> Filters::add(Filter filter, Time now) {
    const std::lock_guard lock(mutex_);
    drop_unpolled(now);
    if (all_.size() >= limits_.filters) {
        return std::unexpected(rpc::limit_exceeded(
            "there are " + std::to_string(limits_.filters) +
            " filters already: remove some with eth_uninstallFilter, or subscribe instead"));
    }
    if (filter.kind == Kind::kPending) ++pending_filters_;
    std::string id = identifiers_.next();
    all_.insert_or_assign(id, std::move(filter));
    return id;
}

Filters::All::iterator Filters::drop(All::iterator at) {
    if (at->second.kind == Kind::kPending) --pending_filters_;
    return all_.erase(at);
}

void Filters::drop_unpolled(Time now) {
    for (auto at = all_.begin(); at != all_.end();) {
        at = now - at->second.polled > limits_.unpolled ? drop(at) : std::next(at);
    }
}

Parsed<Filters::Filter*> Filters::find(const std::string& id, Time now) {
    drop_unpolled(now);
    const auto at = all_.find(id);
    if (at == all_.end()) return std::unexpected(not_found());
    at->second.polled = now;
    return &at->second;
}

Parsed<Json> Filters::changes(const std::string& id, const History& history, Time now) {
    const std::lock_guard lock(mutex_);
    Filter& filter = *AQ_TRY(find(id, now));
    if (filter.kind == Kind::kPending) {
        JsonArray out;
        for (const Hash& hash : filter.pending) out.push_back(Json(to_hex(hash)));
        filter.pending.clear();
        return out;
    }
    const std::uint64_t head = history.head();
    JsonArray out;
    if (filter.kind == Kind::kBlocks) {
        out = block_hashes(history, filter.next);
    } else if (filter.next <= head) {
        // Its own range may begin later or end earlier.
        const BlockRef& from = filter.query.from;
        const BlockRef& to = filter.query.to;
        BlockRange range{filter.next, head};
        if (from.kind == BlockRef::Kind::kNumber) range.first = std::max(range.first, from.number);
        if (to.kind == BlockRef::Kind::kNumber) range.last = std::min(range.last, to.number);
        out = AQ_TRY(find_logs(filter.query, range, history, log_limits_));
    }
    filter.next = std::max(filter.next, head + 1);
    return out;
}

Parsed<Json> Filters::logs(const std::string& id, const History& history, std::uint64_t first_block,
                           Time now) {
    LogQuery query;
    {
        const std::lock_guard lock(mutex_);
        const Filter& filter = *AQ_TRY(find(id, now));
        if (filter.kind != Kind::kLogs) {
            return std::unexpected(rpc::invalid_params(
                "this filter is not of logs: eth_getFilterChanges is for blocks and transactions"));
        }
        query = filter.query;
    }
    const BlockRange range = AQ_TRY(range_of(query, history, first_block));
    return AQ_TRY(find_logs(query, range, history, log_limits_));
}

bool Filters::remove(const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto at = all_.find(id);
    if (at == all_.end()) return false;
    drop(at);
    return true;
}

void Filters::take_pending(const Hash& hash) {
    const std::lock_guard lock(mutex_);
    for (auto at = all_.begin(); at != all_.end();) {
        if (at->second.kind == Kind::kPending && at->second.pending.size() >= limits_.pending) {
            at = drop(at);
            continue;
        }
        if (at->second.kind == Kind::kPending) at->second.pending.push_back(hash);
        ++at;
    }
}

void Filters::went_back(std::uint64_t first) {
    const std::lock_guard lock(mutex_);
    for (auto& [id, filter] : all_) filter.next = std::min(filter.next, first);
}

}  // namespace aq::node
