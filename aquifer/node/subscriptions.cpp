// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/subscriptions.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/node/shapes.hpp>

namespace aq::node {

namespace {

bool push(rpc::Session& session, const std::string& id, const Json& result) {
    std::string text = R"({"jsonrpc":"2.0","method":"eth_subscription","params":{"subscription":")";
    text += id;
    text += R"(","result":)";
    rpc::append_json(text, result);
    text += "}}";
    return session.push(std::move(text));
}

/// Tells one session of one thing after another, until it is closed.
class Teller {
public:
    Teller(rpc::Session& session, const std::string& id, const Subscriptions::News& news)
        : session_(session), id_(id), news_(news) {}

    void operator()(const Subscriptions::Heads& /*topic*/) const {
        for (const chain::Record& record : news_.records) {
            const chain::Block last = chain::block_of(record, chain::tip_of(record).number);
            if (!push(session_, id_, header_json(last))) return;
        }
    }

    void operator()(const Subscriptions::Pending& topic) const {
        for (const chain::Included& included : news_.pending) {
            const Json told = topic.full ? transaction_json(included) : Json(to_hex(included.hash));
            if (!push(session_, id_, told)) return;
        }
    }

    void operator()(const LogQuery& query) const {
        for (const chain::Record& record : news_.records) {
            const auto* block = std::get_if<chain::Block>(&record);
            if (block != nullptr && !tell_logs(query, *block)) return;
        }
    }

private:
    [[nodiscard]] bool tell_logs(const LogQuery& query, const chain::Block& block) const {
        std::size_t in_block = 0;
        for (std::size_t t = 0; t < block.receipts.size(); ++t) {
            const auto& logs = block.receipts[t].logs;
            for (std::size_t i = 0; i < logs.size(); ++i, ++in_block) {
                if (!query.matches(logs[i])) continue;
                if (!push(session_, id_, log_json({block, t, i, in_block}))) return false;
            }
        }
        return true;
    }

    rpc::Session& session_;
    const std::string& id_;
    const Subscriptions::News& news_;
};

}  // namespace

Parsed<std::string> Subscriptions::add(const std::shared_ptr<rpc::Session>& session, Topic topic) {
    const std::lock_guard lock(mutex_);
    drop_closed();
    if (!session->take_subscription()) {
        return std::unexpected(rpc::limit_exceeded(
            "this connection has " + std::to_string(session->subscriptions_max()) +
            " subscriptions already: end some with eth_unsubscribe"));
    }
    std::string id = identifiers_.next();
    all_.insert_or_assign(id, Subscription{session, std::move(topic)});
    count_ = all_.size();
    return id;
}

bool Subscriptions::remove(const std::shared_ptr<rpc::Session>& session, const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto at = all_.find(id);
    if (at == all_.end() || at->second.session.lock() != session) return false;
    all_.erase(at);
    count_ = all_.size();
    session->give_subscription_back();
    return true;
}

void Subscriptions::drop_closed() {
    std::erase_if(all_, [](const auto& entry) {
        const auto session = entry.second.session.lock();
        return session == nullptr || session->closed();
    });
    count_ = all_.size();
}

void Subscriptions::tell(const News& news) {
    const std::lock_guard lock(mutex_);
    drop_closed();
    for (const auto& [id, subscription] : all_) {
        const auto session = subscription.session.lock();
        if (session == nullptr) continue;
        std::visit(Teller(*session, id, news), subscription.topic);
    }
}

Parsed<Subscriptions::Topic> read_topic(const Params& params, const LogLimits& limits) {
    const std::string name = AQ_TRY(params.get(0, read_text));
    if (name == "newHeads") {
        AQ_TRY(params.at_most(1));
        return Subscriptions::Heads();
    }
    AQ_TRY(params.at_most(2));
    if (name == "newPendingTransactions") {
        return Subscriptions::Pending{AQ_TRY(params.get_or(1, read_flag, false))};
    }
    if (name == "logs") {
        const Json* query = params.find(1);
        if (query == nullptr) return LogQuery();
        return AQ_TRY(read_log_query(*query, {.argument = 1}, limits));
    }
    return std::unexpected(rpc::invalid_params(
        "no \"" + name.substr(0, 64) +
        "\" subscription in eth namespace; there are newHeads, logs and newPendingTransactions"));
}

}  // namespace aq::node
