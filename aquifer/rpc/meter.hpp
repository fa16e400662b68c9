// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Counts what the transport does, and tells it as Prometheus reads it (text format 0.0.4).

#include <aquifer/rpc/methods.hpp>

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace aq::rpc {

class Meter {
public:
    using Count = std::atomic<std::uint64_t>;

    /// The methods must be complete.
    explicit Meter(const Methods& methods);

    /// One call ended, with an answer or an error; `method` is its index in the table.
    void count_call(std::size_t method, std::chrono::nanoseconds took, bool failed);

    /// Requests that never became a call: no JSON, no request, no such method.
    Count refused = 0;
    Count connections_http = 0;
    Count connections_websocket = 0;
    /// Turned away by the limit.
    Count connections_refused = 0;
    /// Closed because the client was too slow.
    Count connections_dropped = 0;
    Count open_connections = 0;
    Count bytes_in = 0;
    Count bytes_out = 0;
    /// Exceptions that reached an I/O thread.
    Count exceptions = 0;

    [[nodiscard]] std::string to_text() const;

private:
    /// Upper bounds in microseconds; above the last is infinity.
    static constexpr std::array<std::uint64_t, 11> kBounds{
        20, 50, 100, 500, 1'000, 2'000, 5'000, 20'000, 100'000, 1'000'000, 10'000'000};

    struct Calls {
        std::string name;
        std::array<Count, kBounds.size() + 1> buckets{};
        Count failed = 0;
        Count nanoseconds = 0;
    };
    /// An atomic cannot move, so each has its own place.
    std::vector<std::unique_ptr<Calls>> calls_;
};

}  // namespace aq::rpc
