// SPDX-License-Identifier: Apache-2.0
#pragma once

/// An I/O thread with the connections that live on it, and what all threads share. Only the sources
/// of this folder include it.

#include <aquifer/rpc/dispatch.hpp>
#include <aquifer/rpc/server.hpp>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_set>

namespace aq::rpc {

namespace asio = boost::asio;

/// Set up before the threads start; but for the counters, constant from then on.
struct Shared {
    Shared(ServerOptions with, Methods table)
        : options(std::move(with)),
          methods(std::move(table)),
          meter(methods),
          dispatcher(methods, options, meter) {}

    ServerOptions options;
    Methods methods;
    Meter meter;
    Dispatcher dispatcher;
    std::map<std::string, PageHandler, std::less<>> pages;

    std::mutex mutex;
    /// Told whenever the number of connections falls.
    std::condition_variable fell;
    /// Guarded by the mutex. An HTTP connection that becomes a WebSocket keeps its place.
    std::size_t connections = 0;
};

/// A connection lives on its loop's thread; everything here is called there.
class Connection {
public:
    Connection() = default;
    virtual ~Connection() = default;
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    /// Called a few times within the shortest limit: ends what has taken too long.
    virtual void sweep(Clock::time_point now) = 0;
    /// Ends when what is in hand is done.
    virtual void drain() = 0;
    /// Ends now.
    virtual void kill() = 0;
};

class Loop final : public Home, public std::enable_shared_from_this<Loop> {
public:
    explicit Loop(std::shared_ptr<Shared> shared);

    void start_thread();
    /// The three steps of the end, called from outside, in this order.
    void drain();
    void kill();
    void join();

    [[nodiscard]] bool is_here() const override;
    void post(std::move_only_function<void()> work) override;

    [[nodiscard]] Shared& shared() { return *shared_; }
    [[nodiscard]] const ServerOptions& options() const { return shared_->options; }
    [[nodiscard]] asio::io_context& context() { return context_; }
    [[nodiscard]] bool is_draining() const { return is_draining_; }

    /// Takes a connection in, so that it is swept, drained and killed.
    void add(std::shared_ptr<Connection> connection);
    void remove(const std::shared_ptr<Connection>& connection);

private:
    void run();
    void arm_sweep();
    void sweep();

    std::shared_ptr<Shared> shared_;
    /// One thread runs it; others only post.
    asio::io_context context_{1};
    std::optional<asio::executor_work_guard<asio::io_context::executor_type>> guard_;
    asio::steady_timer sweep_timer_;
    Milliseconds sweep_interval_;
    bool is_sweep_armed_ = false;
    bool is_draining_ = false;
    std::unordered_set<std::shared_ptr<Connection>> connections_;
    std::thread thread_;

    std::mutex mutex_;
    /// Guarded by the mutex: whether work that is posted will run.
    bool is_open_ = true;
};

}  // namespace aq::rpc
