// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What WebSocket sessions are told unasked (`eth_subscribe`): new heads, logs, waiting
/// transactions. The engine tells of what is durable.
///
/// A run of empty blocks, made in one step, is told of as its last block.

#include <aquifer/node/filters.hpp>
#include <aquifer/rpc/session.hpp>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <variant>

namespace aq::node {

class Subscriptions {
public:
    struct Heads {};
    struct Pending {
        /// Whole transactions instead of hashes.
        bool full = false;
    };
    using Topic = std::variant<Heads, LogQuery, Pending>;

    // From any thread.
    Parsed<std::string> add(const std::shared_ptr<rpc::Session>& session, Topic topic);
    /// False if the session has no such subscription.
    bool remove(const std::shared_ptr<rpc::Session>& session, const std::string& id);

    /// What is new, in its order.
    struct News {
        std::vector<chain::Included> pending;
        std::vector<chain::Record> records;
    };
    void tell(const News& news);

    /// False while nobody listens: nothing need be kept for them.
    [[nodiscard]] bool any() const { return count_ != 0; }

private:
    struct Subscription {
        std::weak_ptr<rpc::Session> session;
        Topic topic;
    };
    using All = std::map<std::string, Subscription>;

    void drop_closed();

    std::mutex mutex_;
    Identifiers identifiers_;
    All all_;
    std::atomic<std::size_t> count_ = 0;
};

/// What `eth_subscribe` asks for.
Parsed<Subscriptions::Topic> read_topic(const Params& params, const LogLimits& limits);

}  // namespace aq::node
