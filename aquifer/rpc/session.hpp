// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who calls: a WebSocket connection that texts can be pushed to, or an HTTP request, which has
/// none. Abstract, so that subscriptions can be tested without a socket.

#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

namespace aq::rpc {

class Session {
public:
    explicit Session(std::size_t subscriptions_max) : subscriptions_max_(subscriptions_max) {}
    virtual ~Session() = default;
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    /// Sends a text, in the order of the calls, from any thread; never waits. False when the
    /// connection is closed, or is closed now because its client does not read what it is sent.
    virtual bool push(std::string text) = 0;
    /// True for ever once it is; whoever keeps a session lets it go then.
    [[nodiscard]] virtual bool closed() const = 0;

    /// Takes one of the connection's subscriptions; false when all are taken.
    bool take_subscription() {
        std::size_t taken = subscriptions_.load();
        while (taken < subscriptions_max_) {
            if (subscriptions_.compare_exchange_weak(taken, taken + 1)) return true;
        }
        return false;
    }
    /// Gives one back. Only for one that was taken.
    void give_subscription_back() { --subscriptions_; }
    [[nodiscard]] std::size_t subscriptions() const { return subscriptions_.load(); }
    [[nodiscard]] std::size_t subscriptions_max() const { return subscriptions_max_; }

private:
    std::size_t subscriptions_max_;
    std::atomic<std::size_t> subscriptions_ = 0;
};

struct Caller {
    /// Null over HTTP. Keep it as a weak pointer beyond the call.
    std::shared_ptr<Session> session;
};

}  // namespace aq::rpc
