// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/loop.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>

namespace aq::rpc {
namespace {

/// Often enough that a limit is kept to a quarter of its length.
Milliseconds interval_of(const Limits& limits) {
    const auto shortest =
        std::min({limits.time_to_read, limits.time_to_write, limits.time_per_call, limits.idle});
    return std::clamp(shortest / 4, Milliseconds(5), Milliseconds(250));
}

}  // namespace

Loop::Loop(std::shared_ptr<Shared> shared)
    : shared_(std::move(shared)),
      guard_(asio::make_work_guard(context_)),
      sweep_timer_(context_),
      sweep_interval_(interval_of(shared_->options.limits)) {}

void Loop::start_thread() {
    thread_ = std::thread([this] { run(); });
}

void Loop::run() {
    for (;;) {
        try {
            context_.run();
            return;
        } catch (const std::exception&) {
            // Out of memory, or a library's surprise: one connection suffers, the others go on.
            shared_->meter.exceptions.fetch_add(1);
        }
    }
}

void Loop::drain() {
    post([this] {
        is_draining_ = true;
        // A connection that is idle removes itself.
        const auto all = connections_;
        for (const auto& connection : all) connection->drain();
    });
}

void Loop::kill() {
    post([this] {
        const auto all = connections_;
        for (const auto& connection : all) connection->kill();
        sweep_timer_.cancel();
    });
}

void Loop::join() {
    guard_.reset();
    if (thread_.joinable()) thread_.join();
    {
        const std::lock_guard lock(mutex_);
        is_open_ = false;
    }
    // What was posted in between holds what holds this loop; let it go.
    context_.restart();
    context_.poll();
}

bool Loop::is_here() const {
    return const_cast<asio::io_context&>(
               context_)  // NOLINT(*-const-cast): Asio's getter is not const
        .get_executor()
        .running_in_this_thread();
}

void Loop::post(std::move_only_function<void()> work) {
    const std::lock_guard lock(mutex_);
    if (is_open_) asio::post(context_, std::move(work));
}

void Loop::add(std::shared_ptr<Connection> connection) {
    connections_.insert(std::move(connection));
    arm_sweep();
}

void Loop::remove(const std::shared_ptr<Connection>& connection) {
    connections_.erase(connection);
}

void Loop::arm_sweep() {
    if (is_sweep_armed_) return;
    is_sweep_armed_ = true;
    sweep_timer_.expires_after(sweep_interval_);
    sweep_timer_.async_wait([this](const boost::system::error_code& failure) {
        is_sweep_armed_ = false;
        if (!failure) sweep();
    });
}

void Loop::sweep() {
    if (connections_.empty()) return;
    arm_sweep();
    const auto now = Clock::now();
    const auto all = std::vector(connections_.begin(), connections_.end());
    for (const auto& connection : all) connection->sweep(now);
}

}  // namespace aq::rpc
