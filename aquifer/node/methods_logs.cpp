// SPDX-License-Identifier: Apache-2.0
// Logs, filters and subscriptions.
#include <aquifer/base/result.hpp>
#include <aquifer/node/node.hpp>

namespace aq::node {

namespace {

Filters::Time now() {
    return std::chrono::steady_clock::now();
}

Answer get_logs(Node& node, const Params& params) {
    const Json* given = params.find(0);
    if (given == nullptr) return std::unexpected(Params::missing(0));
    const LogQuery query = AQ_TRY(read_log_query(*given, {.argument = 0}, node.options().logs));
    const History history = node.history();
    const BlockRange range = AQ_TRY(range_of(query, history, node.first_block()));
    return AQ_TRY(find_logs(query, range, history, node.options().logs));
}

// ── Filters

Answer new_filter(Node& node, const Params& params) {
    LogQuery query;
    if (const Json* given = params.find(0); given != nullptr) {
        query = AQ_TRY(read_log_query(*given, {.argument = 0}, node.options().logs));
    }
    if (query.block_hash.has_value()) {
        return refuse({.argument = 0}, "a filter waits for new logs: blockHash is for eth_getLogs");
    }
    return Json(
        AQ_TRY(node.filters().add_logs(std::move(query), node.history().head() + 1, now())));
}

Answer new_block_filter(Node& node, const Params& /*params*/) {
    return Json(AQ_TRY(node.filters().add_blocks(node.history().head() + 1, now())));
}

Answer new_pending_filter(Node& node, const Params& /*params*/) {
    return Json(AQ_TRY(node.filters().add_pending(now())));
}

Answer filter_changes(Node& node, const Params& params) {
    const std::string id = AQ_TRY(params.get(0, read_text));
    return node.filters().changes(id, node.history(), now());
}

Answer filter_logs(Node& node, const Params& params) {
    const std::string id = AQ_TRY(params.get(0, read_text));
    return node.filters().logs(id, node.history(), node.first_block(), now());
}

Answer uninstall_filter(Node& node, const Params& params) {
    return node.filters().remove(AQ_TRY(params.get(0, read_text)));
}

// ── Subscriptions

Error needs_websocket() {
    return rpc::method_not_found(
        "notifications not supported: subscriptions need a WebSocket connection (ws:// at the same "
        "port); over HTTP poll a filter");
}

/// Begins on the engine's thread, between two commits: the answer goes before the first news, and
/// the news are what is committed from then on.
void subscribe(Node& node, const rpc::Caller& caller, const JsonArray& values, rpc::Reply reply) {
    if (caller.session == nullptr) {
        reply(std::unexpected(needs_websocket()));
        return;
    }
    auto topic = read_topic(Params(values), node.options().logs);
    if (!topic.has_value()) {
        reply(std::unexpected(std::move(topic).error()));
        return;
    }
    node.between_commits([&node, session = caller.session, topic = std::move(*topic),
                          reply = std::move(reply)]() mutable {
        auto id = node.subscriptions().add(session, std::move(topic));
        if (!id.has_value()) {
            reply(std::unexpected(std::move(id).error()));
        } else {
            reply(Json(std::move(*id)));
        }
    });
}

Answer unsubscribe(Node& node, const rpc::Caller& caller, const JsonArray& values) {
    if (caller.session == nullptr) return std::unexpected(needs_websocket());
    const Params params(values);
    AQ_TRY(params.at_most(1));
    return node.subscriptions().remove(caller.session, AQ_TRY(params.get(0, read_text)));
}

}  // namespace

void add_log_methods(rpc::Methods& methods, Node& node) {
    add_read(methods, node, "eth_getLogs", 1, get_logs);
    add_read(methods, node, "eth_newFilter", 1, new_filter);
    add_read(methods, node, "eth_newBlockFilter", 0, new_block_filter);
    add_read(methods, node, "eth_newPendingTransactionFilter", 1, new_pending_filter);
    add_read(methods, node, "eth_getFilterChanges", 1, filter_changes);
    add_read(methods, node, "eth_getFilterLogs", 1, filter_logs);
    add_read(methods, node, "eth_uninstallFilter", 1, uninstall_filter);
    methods.add("eth_subscribe", rpc::Method::Kind::kRead,
                [&node](const rpc::Caller& caller, const JsonArray& values, rpc::Reply reply) {
                    subscribe(node, caller, values, std::move(reply));
                });
    methods.add_quick("eth_unsubscribe", rpc::Method::Kind::kRead,
                      [&node](const rpc::Caller& caller, const JsonArray& values) {
                          return unsubscribe(node, caller, values);
                      });
}

}  // namespace aq::node
