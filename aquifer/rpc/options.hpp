// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Where the server listens, whom it serves, and every limit it keeps.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace aq::rpc {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

struct Limits {
    /// Of one HTTP request or WebSocket message.
    std::size_t body_bytes = 5U << 20U;
    std::size_t header_bytes = 16U << 10U;
    std::size_t batch_length = 1000;
    std::size_t json_depth = 64;
    /// Of what one request or batch is answered; an answer beyond it becomes an error.
    std::size_t response_bytes = 64U << 20U;
    std::size_t connections = 1000;
    /// Requests of one WebSocket connection that wait for their answers. Beyond that no more are
    /// read; an HTTP connection has one at a time.
    std::size_t requests_in_flight = 64;
    std::size_t subscriptions = 128;
    /// What may wait for a WebSocket client to read it before the next text closes the connection.
    std::size_t queued_bytes = 16U << 20U;

    /// From the first byte of a request to its last.
    Milliseconds time_to_read{10'000};
    /// For a client to take a response or a pushed text.
    Milliseconds time_to_write{30'000};
    /// For a call, and for a batch as a whole.
    Milliseconds time_per_call{30'000};
    /// Of silence between requests over HTTP; of silence in answer to a ping over WebSocket.
    Milliseconds idle{120'000};
    /// For what is in hand when the server is told to stop.
    Milliseconds time_to_stop{5'000};
};

struct ServerOptions {
    std::string address = "127.0.0.1";
    /// Zero takes any that is free; `Server::port` tells which.
    std::uint16_t port = 8545;
    unsigned threads = 2;
    Limits limits;
    /// Beside loopback and the address above; "*" allows any.
    std::vector<std::string> allowed_hosts;
    /// Beside pages from loopback and browser extensions, as wallets are; "*" allows any.
    std::vector<std::string> allowed_origins;
    /// Whether methods with development powers may be called.
    bool development = false;
};

}  // namespace aq::rpc
