// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/logs.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/node/shapes.hpp>

#include <algorithm>

namespace aq::node {

namespace {

constexpr std::size_t kTopicsMax = 4;

Parsed<void> check_count(std::size_t count, const Place& place, const LogLimits& limits) {
    if (count <= limits.alternatives) return {};
    return refuse(place, "at most " + std::to_string(limits.alternatives) + " alternatives; " +
                             std::to_string(count) + " given");
}

Parsed<std::vector<Address>> read_addresses(const Json* from, const Place& place,
                                            const LogLimits& limits) {
    std::vector<Address> out;
    if (from == nullptr) return out;
    if (!from->is_array()) {
        out.push_back(AQ_TRY(read_address(*from, place)));
        return out;
    }
    AQ_TRY(check_count(from->get_array().size(), place, limits));
    for (const Json& one : from->get_array()) out.push_back(AQ_TRY(read_address(one, place)));
    return out;
}

/// What may stand at one place; nothing for whatever.
Parsed<std::vector<Hash>> read_alternatives(const Json& from, const Place& place,
                                            const LogLimits& limits) {
    std::vector<Hash> out;
    if (from.is_null()) return out;
    if (!from.is_array()) {
        out.push_back(AQ_TRY(read_hash(from, place)));
        return out;
    }
    AQ_TRY(check_count(from.get_array().size(), place, limits));
    for (const Json& one : from.get_array()) {
        // Whatever, or something else, is whatever.
        if (one.is_null()) return std::vector<Hash>();
        out.push_back(AQ_TRY(read_hash(one, place)));
    }
    return out;
}

template <class T>
bool is_one_of(const T& value, const std::vector<T>& alternatives) {
    return alternatives.empty() || std::ranges::find(alternatives, value) != alternatives.end();
}

std::uint64_t number_of(const BlockRef& ref, std::uint64_t first, std::uint64_t head) {
    switch (ref.kind) {
        case BlockRef::Kind::kEarliest:
            return first;
        case BlockRef::Kind::kNumber:
            return ref.number;
        case BlockRef::Kind::kLatest:
        case BlockRef::Kind::kPending:
        case BlockRef::Kind::kHash:
            break;
    }
    return head;
}

std::unexpected<Error> too_many(std::string_view what, const BlockRange& good) {
    std::string advice = "; name addresses or topics, or ask for fewer blocks";
    if (good.last >= good.first) {
        advice += ". Try with this block range [" + quantity_text(good.first) + ", " +
                  quantity_text(good.last) + "].";
    }
    return std::unexpected(rpc::limit_exceeded(std::string(what) + advice));
}

/// Walks through the logs of a block, which are asked for in ascending order.
class BlockWalk {
public:
    explicit BlockWalk(std::shared_ptr<const chain::Block> block) : block_(std::move(block)) {}

    [[nodiscard]] std::uint64_t number() const { return block_->header.number; }
    /// By its place among the logs of the block.
    LogAt at(std::size_t log_in_block) {
        while (log_in_block - before_ >= block_->receipts[transaction_].logs.size()) {
            before_ += block_->receipts[transaction_].logs.size();
            ++transaction_;
            AQ_ASSERT(transaction_ < block_->receipts.size());
        }
        return {*block_, transaction_, log_in_block - before_, log_in_block};
    }

private:
    std::shared_ptr<const chain::Block> block_;
    std::size_t transaction_ = 0;
    /// Logs of the transactions before that one.
    std::size_t before_ = 0;
};

chain::LogFilter filter_of(const LogQuery& query, const BlockRange& range) {
    chain::LogFilter out{
        .from = range.first, .to = range.last, .addresses = query.addresses, .topics = {}};
    for (std::size_t i = 0; i < query.topics.size(); ++i) out.topics[i] = query.topics[i];
    return out;
}

/// The index knows which topics a log has, but not that it has as many as a query names when the
/// last of them may be whatever.
bool is_answered_by_index(const LogQuery& query) {
    return query.topics.empty() || !query.topics.back().empty();
}

/// Counts before any block is read: an answer that would be refused is not made first.
Parsed<void> check_number(const LogQuery& query, const BlockRange& range, const History& history,
                          const LogLimits& limits) {
    auto cursor = history.reader().logs(filter_of(query, range));
    std::size_t found = 0;
    while (const auto place = cursor.next()) {
        if (++found <= limits.logs) continue;
        return too_many("query returned more than " + std::to_string(limits.logs) + " results",
                        {range.first, place->block - 1});
    }
    return {};
}

}  // namespace

bool LogQuery::matches(const chain::LogRecord& log) const {
    if (!is_one_of(log.emitter, addresses) || topics.size() > log.topics.size()) return false;
    for (std::size_t i = 0; i < topics.size(); ++i) {
        if (!is_one_of(log.topics[i], topics[i])) return false;
    }
    return true;
}

Parsed<LogQuery> read_log_query(const Json& from, const Place& place, const LogLimits& limits) {
    const Members in(*AQ_TRY(read_object(from, place)), place.argument);
    LogQuery out;
    out.block_hash = AQ_TRY(in.get("blockHash", read_hash));
    const auto first = AQ_TRY(in.get("fromBlock", read_block_number));
    const auto last = AQ_TRY(in.get("toBlock", read_block_number));
    if (out.block_hash.has_value() && (first.has_value() || last.has_value())) {
        return refuse(place,
                      "cannot specify both BlockHash and FromBlock/ToBlock, choose one or the "
                      "other");
    }
    out.from = first.value_or(kLatest);
    out.to = last.value_or(kLatest);
    out.addresses = AQ_TRY(read_addresses(in.find("address"), in.place("address"), limits));
    if (const Json* topics = in.find("topics"); topics != nullptr) {
        const Place at = in.place("topics");
        const JsonArray& list = *AQ_TRY(read_list(*topics, at));
        if (list.size() > kTopicsMax) return refuse(at, "a log has at most four topics");
        for (const Json& one : list) {
            out.topics.push_back(AQ_TRY(read_alternatives(one, at, limits)));
        }
    }
    return out;
}

Parsed<BlockRange> range_of(const LogQuery& query, const History& history,
                            std::uint64_t first_block) {
    if (query.block_hash.has_value()) {
        const auto number = history.number_of(*query.block_hash);
        if (!number.has_value()) return std::unexpected(rpc::server_error("unknown block"));
        return BlockRange{*number, *number};
    }
    const std::uint64_t head = history.head();
    const std::uint64_t first = number_of(query.from, first_block, head);
    const std::uint64_t last = number_of(query.to, first_block, head);
    // Who polls from the block after the last one it has seen is told that nothing is new.
    if (first > last && first > head && query.to.kind != BlockRef::Kind::kNumber) {
        return BlockRange{first, head};
    }
    if (first > last) {
        return std::unexpected(rpc::invalid_params("invalid block range params: fromBlock " +
                                                   std::to_string(first) + " is after toBlock " +
                                                   std::to_string(last)));
    }
    return BlockRange{std::max(first, first_block), std::min(last, head)};
}

Parsed<JsonArray> find_logs(const LogQuery& query, const BlockRange& range, const History& history,
                            const LogLimits& limits) {
    JsonArray out;
    if (range.first > range.last) return out;
    if (range.last - range.first >= limits.blocks) {
        return too_many("query exceeds max block range " + std::to_string(limits.blocks),
                        {range.first, range.first + limits.blocks - 1});
    }
    if (is_answered_by_index(query)) AQ_TRY(check_number(query, range, history, limits));
    auto cursor = history.reader().logs(filter_of(query, range));
    std::optional<BlockWalk> walk;
    std::size_t examined = 0;
    while (const auto place = cursor.next()) {
        if (++examined > limits.examined) {
            return too_many("query looks at more than " + std::to_string(limits.examined) + " logs",
                            {range.first, place->block - 1});
        }
        if (!walk.has_value() || walk->number() != place->block) {
            walk.emplace(history.block(place->block));
        }
        const LogAt log = walk->at(place->log);
        // The index does not know how many topics there must be.
        if (!query.matches(log.record())) continue;
        if (out.size() == limits.logs) {
            return too_many("query returned more than " + std::to_string(limits.logs) + " results",
                            {range.first, place->block - 1});
        }
        out.push_back(log_json(log));
    }
    return out;
}

}  // namespace aq::node
