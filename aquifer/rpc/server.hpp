// SPDX-License-Identifier: Apache-2.0
#pragma once

/// JSON-RPC over HTTP and WebSocket on one port. `POST /` takes requests and batches, `GET` of a
/// page what a function makes of it, and `GET /` or `GET /ws` with an upgrade becomes a WebSocket.
/// docs/adr/0008-boost-beast-and-json.md says what it is made of.

#include <aquifer/rpc/meter.hpp>
#include <aquifer/rpc/methods.hpp>
#include <aquifer/rpc/options.hpp>

#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace aq::rpc {

/// Why the server cannot start, and what to do about it.
struct Fault {
    std::string what;
    std::string advice;
};

struct Page {
    std::string content_type;
    std::string body;
    unsigned status = 200;
};

/// Called on an I/O thread with what follows the question mark, as it came.
using PageHandler = std::function<Page(std::string_view query)>;

class Server {
public:
    Server(ServerOptions options, Methods methods);
    ~Server();
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    /// Serves `GET path`. Before `start`.
    void add_page(std::string path, PageHandler handler);

    /// Listens when it returns. Once only.
    std::expected<void, Fault> start();
    [[nodiscard]] std::uint16_t port() const;

    /// Takes no more connections and requests, ends what is in hand within the limit, closes. When
    /// it returns no handler runs any more and late replies go nowhere. Not from a handler.
    void stop();

    [[nodiscard]] Meter& meter();
    [[nodiscard]] const Methods& methods() const;

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace aq::rpc
