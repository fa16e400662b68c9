// SPDX-License-Identifier: Apache-2.0
#pragma once

/// From the text of a request or batch to the text of its response (JSON-RPC 2.0), without a
/// socket. A batch gives what its requests would give one after another: neighbours of one kind
/// (reads, or writes) are started together, and the next kind waits for them.

#include <aquifer/rpc/meter.hpp>
#include <aquifer/rpc/methods.hpp>
#include <aquifer/rpc/options.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace aq::rpc {

/// The thread that a connection lives on, as the dispatcher needs it.
class Home {
public:
    Home() = default;
    virtual ~Home() = default;
    Home(const Home&) = delete;
    Home& operator=(const Home&) = delete;

    [[nodiscard]] virtual bool is_here() const = 0;
    /// Runs `work` there, later; drops it when the thread has ended.
    virtual void post(std::move_only_function<void()> work) = 0;
};

/// A request or batch whose answer takes time. All but its replies happens at home.
class Job {
public:
    Job() = default;
    virtual ~Job() = default;
    Job(const Job&) = delete;
    Job& operator=(const Job&) = delete;

    /// The response's text; empty when none is due. At most once, and not from within `start`.
    using Done = std::move_only_function<void(std::string)>;
    virtual void when_done(Done done) = 0;
    /// Nobody waits any more: what has not started never does.
    virtual void abandon() = 0;
    /// Answers with errors what is not answered yet, if its time is up.
    virtual void expire(Clock::time_point now) = 0;
};

struct Request;

class Dispatcher {
public:
    /// The three outlive it and the jobs it starts.
    Dispatcher(const Methods& methods, const ServerOptions& options, Meter& meter)
        : methods_(methods), options_(options), meter_(meter) {}

    /// Called at home. An answer that is there at once is appended to `out`, and null returned;
    /// `out` may stay as it is, when all was notifications. Else the job tells it later.
    std::shared_ptr<Job> start(std::string_view text, const Caller& caller,
                               const std::shared_ptr<Home>& home, std::string& out) const;

private:
    /// A refusal, or a method that answers at once.
    void answer_now(Request& request, const Caller& caller, std::string& out) const;

    const Methods& methods_;
    const ServerOptions& options_;
    Meter& meter_;
};

}  // namespace aq::rpc
