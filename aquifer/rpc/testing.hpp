// SPDX-License-Identifier: Apache-2.0
#pragma once

/// For tests: a server with a few methods, and a client on plain sockets that shares no code with
/// it. The client speaks as much of HTTP/1.1 and RFC 6455 as the tests need, and all that they need
/// to break.

#include <aquifer/rpc/server.hpp>

#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace aq::rpc::testing {

struct Response {
    int status = 0;
    /// Names in lower case.
    std::map<std::string, std::string> headers;
    std::string body;
};

struct Frame {
    bool fin = true;
    unsigned opcode = 0;
    std::string payload;
};

/// A call of the server's, and its answer.
constexpr std::string_view kEcho = R"({"jsonrpc":"2.0","id":1,"method":"echo","params":["a"]})";
constexpr std::string_view kEchoed = R"({"jsonrpc":"2.0","id":1,"result":["a"]})";

constexpr unsigned kText = 1;
constexpr unsigned kClose = 8;
constexpr unsigned kPing = 9;
constexpr unsigned kPong = 10;

/// A read waits ten seconds at most, which then counts as the end.
class Client {
public:
    explicit Client(std::uint16_t port);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// False when the server has closed.
    bool send(std::string_view text) const;
    void shutdown_send() const;
    /// Nothing when the connection ends first. One to HEAD has no body.
    std::optional<Response> read_response(bool is_head = false);
    /// Reads until the server closes; how many bytes there were.
    std::size_t read_to_end();

    Response post(std::string_view body, std::string_view headers = {});
    Response request(std::string_view text);

    Response upgrade(std::string_view path = "/", std::string_view headers = {});
    bool send_frame(unsigned opcode, std::string_view payload, bool fin = true) const;
    std::optional<Frame> read_frame();
    /// The payload of the next text frame; empty at the end.
    std::string read_text();

private:
    bool fill();
    /// Nothing when fewer come.
    std::optional<std::string> take(std::size_t bytes);

    int socket_ = -1;
    std::string in_;
};

/// A POST request with a Host that is allowed.
std::string post_text(std::string_view body, std::string_view headers = {});

/// A server on a free port with the methods: `echo` (its parameters), `later` (answered by the
/// test), `subscribe` (hands its session to the test), `long` (a text of that many bytes).
class TestServer {
public:
    explicit TestServer(const std::function<void(ServerOptions&)>& change = {});

    Server& operator*() { return *server_; }
    Server* operator->() { return server_.get(); }
    [[nodiscard]] std::uint16_t port() const { return server_->port(); }

    /// Waits for the next call of `later`.
    Reply next_reply();
    /// Waits for the next call of `subscribe`.
    std::shared_ptr<Session> next_session();

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<Reply> replies_;
    std::vector<std::shared_ptr<Session>> sessions_;
    std::unique_ptr<Server> server_;
};

/// Looks again and again, for ten seconds at most.
bool becomes_true(const std::function<bool()>& condition);

}  // namespace aq::rpc::testing
