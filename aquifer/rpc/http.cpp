// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/http.hpp>

#include <aquifer/rpc/access.hpp>
#include <aquifer/rpc/response.hpp>
#include <aquifer/rpc/websocket.hpp>

#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <cctype>

namespace aq::rpc {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using Parser = http::request_parser<http::string_body>;

std::string_view view(beast::string_view text) {
    return {text.data(), text.size()};
}

/// A refusal before or instead of an answer.
struct Refusal {
    unsigned status = 400;
    std::string message;
    std::string_view more = {};
};

/// JSON under the names it goes by, or no name.
bool is_json(std::string_view content_type) {
    std::string type(content_type.substr(0, content_type.find(';')));
    type.erase(type.find_last_not_of(" \t") + 1);
    std::ranges::transform(type, type.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return type.empty() || type == "application/json" || type == "application/json-rpc" ||
           type == "application/jsonrequest";
}

class HttpConnection final : public Connection,
                             public std::enable_shared_from_this<HttpConnection> {
public:
    HttpConnection(std::shared_ptr<Loop> loop, tcp::socket socket, bool is_refused)
        : loop_(std::move(loop)),
          limits_(loop_->options().limits),
          is_refused_(is_refused),
          socket_(std::move(socket)),
          buffer_(limits_.header_bytes + kReadChunk) {}

    void start();
    void sweep(Clock::time_point now) override;
    void drain() override;
    void kill() override;

private:
    static constexpr std::size_t kReadChunk = 16U << 10U;
    /// Answers to pipelined requests are sent together up to here.
    static constexpr std::size_t kFlushAt = 64U << 10U;
    static constexpr Milliseconds kLinger{2'000};

    Meter& meter() { return loop_->shared().meter; }
    [[nodiscard]] const ServerOptions& options() const { return loop_->options(); }

    void read();
    void on_read(const beast::error_code& failure, std::size_t bytes);
    void process();
    bool parse_some();
    void refuse_parse(const beast::error_code& failure);
    void take_head();
    void take_request();
    void take_post(const http::request<http::string_body>& request);
    void take_get(const http::request<http::string_body>& request);
    void take_options(const http::request<http::string_body>& request);
    bool take_upgrade(http::request<http::string_body>& request);
    void answer(std::string_view body, unsigned status = 200);
    void refuse(const Refusal& refusal);
    void write();
    void on_write(const beast::error_code& failure, std::size_t bytes);
    void linger();
    void end();

    std::shared_ptr<Loop> loop_;
    const Limits& limits_;
    bool is_refused_;
    tcp::socket socket_;
    beast::flat_buffer buffer_;
    std::optional<Parser> parser_;
    bool is_head_taken_ = false;
    bool keep_alive_ = true;
    /// The allowed Origin of the request in hand.
    std::string origin_;
    std::shared_ptr<Job> job_;
    /// What is to be written next, and what is being written.
    std::string out_;
    std::string writing_;
    bool is_reading_ = false;
    bool is_writing_ = false;
    std::string body_;

    enum class State { kIdle, kReading, kAnswering, kWriting, kLingering, kEnded };
    State state_ = State::kIdle;
    /// When the state began.
    Clock::time_point since_ = Clock::now();
    /// After what is being written there is nothing more to come.
    bool is_last_ = false;

    void enter(State state) {
        if (state_ == State::kEnded) return;
        state_ = state;
        since_ = Clock::now();
    }
};

void HttpConnection::start() {
    beast::error_code ignored;
    socket_.set_option(tcp::no_delay(true), ignored);
    loop_->add(shared_from_this());
    if (loop_->is_draining()) return end();
    read();
}

void HttpConnection::read() {
    if (std::exchange(is_reading_, true)) return;
    socket_.async_read_some(
        buffer_.prepare(std::min(kReadChunk, buffer_.max_size() - buffer_.size())),
        [self = shared_from_this()](const beast::error_code& failure, std::size_t bytes) {
            self->on_read(failure, bytes);
        });
}

void HttpConnection::on_read(const beast::error_code& failure, std::size_t bytes) {
    is_reading_ = false;
    if (failure || state_ == State::kEnded) return end();
    meter().bytes_in.fetch_add(bytes, std::memory_order_relaxed);
    if (is_last_) {
        if (state_ == State::kLingering) read();  // into the same place, over and over
        return;
    }
    buffer_.commit(bytes);
    process();
}

/// Takes as many requests as the buffer holds, up to one that has to be waited for.
void HttpConnection::process() {
    if (is_writing_) return;  // and then comes here
    while (!is_last_ && job_ == nullptr && buffer_.size() > 0 && out_.size() < kFlushAt) {
        if (!parse_some()) break;
        if (state_ == State::kEnded) return;  // it is a WebSocket now
    }
    if (!out_.empty()) return write();
    if (job_ != nullptr) return enter(State::kAnswering);
    // What ends a connection always says something first, so there is more to read.
    if (!parser_) enter(State::kIdle);
    else if (state_ != State::kReading) enter(State::kReading);
    read();
}

/// False when the next request is not whole yet.
bool HttpConnection::parse_some() {
    if (!parser_) {
        parser_.emplace();
        parser_->eager(true);
        parser_->header_limit(static_cast<std::uint32_t>(limits_.header_bytes));
        parser_->body_limit(limits_.body_bytes);
        is_head_taken_ = false;
        enter(State::kReading);
    }
    beast::error_code failure;
    buffer_.consume(parser_->put(buffer_.data(), failure));
    const bool needs_more = failure == http::error::need_more;
    if (failure && !needs_more) {
        refuse_parse(failure);
        return true;
    }
    if (parser_->is_header_done() && !std::exchange(is_head_taken_, true)) {
        take_head();
        if (is_last_) return true;
    }
    if (parser_->is_done()) {
        take_request();
        return true;
    }
    // A line of a chunk's header may not grow for ever either.
    if (needs_more && buffer_.size() >= limits_.header_bytes) {
        refuse({.status = 431, .message = "a line of the request is too long"});
        return true;
    }
    return !needs_more && buffer_.size() > 0;
}

void HttpConnection::refuse_parse(const beast::error_code& failure) {
    origin_.clear();
    if (failure == http::error::header_limit) {
        refuse({.status = 431,
                .message = "the headers are longer than the limit of " +
                           std::to_string(limits_.header_bytes) + " bytes"});
    } else if (failure == http::error::body_limit) {
        refuse({.status = 413,
                .message = "the request is longer than the limit of " +
                           std::to_string(limits_.body_bytes) + " bytes"});
    } else {
        refuse({.status = 400, .message = "this is no HTTP request: " + failure.message()});
    }
}

/// What can be refused before the body is read, is.
void HttpConnection::take_head() {
    const auto& request = parser_->get();
    keep_alive_ = request.keep_alive() && !loop_->is_draining();
    origin_.clear();
    if (is_refused_) {
        return refuse({.status = 503,
                       .message = "the server has as many connections as it is allowed to, " +
                                  std::to_string(limits_.connections) + "; try again later",
                       .more = "Retry-After: 1\r\n"});
    }
    const auto host = view(request[http::field::host]);
    if (!host_allowed(host, options())) {
        return refuse({.status = host.empty() ? 400U : 403U,
                       .message = "the Host header does not name this server; allow the name in "
                                  "the configuration if it does"});
    }
    const auto origin = request.find(http::field::origin);
    if (origin != request.end()) {
        if (!origin_allowed(view(origin->value()), options())) {
            return refuse({.status = 403,
                           .message = "pages from this origin may not call the server; allow the "
                                      "origin in the configuration if they should"});
        }
        origin_ = view(origin->value());
    }
    if (request.method() == http::verb::post && !parser_->chunked() && !parser_->content_length()) {
        return refuse({.status = 411, .message = "a POST request needs a Content-Length"});
    }
    if (beast::iequals(request[http::field::expect], "100-continue") && !parser_->is_done()) {
        out_ += "HTTP/1.1 100 Continue\r\n\r\n";
    }
}

void HttpConnection::take_request() {
    auto request = parser_->release();
    parser_.reset();
    switch (request.method()) {
        case http::verb::post:
            return take_post(request);
        case http::verb::get:
            if (beast::websocket::is_upgrade(request) && take_upgrade(request)) return;
            return take_get(request);
        case http::verb::head:
            return take_get(request);
        case http::verb::options:
            return take_options(request);
        default:
            refuse({.status = 405,
                    .message = "send JSON-RPC by POST, or read a page by GET",
                    .more = "Allow: GET, HEAD, POST, OPTIONS\r\n"});
    }
}

std::string_view path_of(const http::request<http::string_body>& request) {
    const auto target = view(request.target());
    return target.substr(0, target.find('?'));
}

void HttpConnection::take_post(const http::request<http::string_body>& request) {
    if (path_of(request) != "/") {
        return refuse({.status = 404, .message = "JSON-RPC is at the path /"});
    }
    if (!is_json(view(request[http::field::content_type]))) {
        return refuse({.status = 415,
                       .message = "JSON-RPC is sent with the header Content-Type: "
                                  "application/json"});
    }
    body_.clear();
    job_ = loop_->shared().dispatcher.start(request.body(), {}, loop_, body_);
    if (job_ == nullptr) return answer(body_, body_.empty() ? 204 : 200);
    job_->when_done([self = shared_from_this()](const std::string& text) {
        self->job_ = nullptr;
        self->answer(text, text.empty() ? 204 : 200);
        self->process();
    });
}

void HttpConnection::take_get(const http::request<http::string_body>& request) {
    const auto& pages = loop_->shared().pages;
    const auto path = path_of(request);
    const auto found = pages.find(path);
    if (found == pages.end()) {
        if (path == "/") {
            return refuse({.status = 405,
                           .message = "send JSON-RPC by POST, or as a WebSocket",
                           .more = "Allow: POST, OPTIONS\r\n"});
        }
        return refuse({.status = 404, .message = "there is no such page"});
    }
    Page page;
    try {
        auto query = view(request.target()).substr(path.size());
        if (!query.empty()) query.remove_prefix(1);
        page = found->second(query);
    } catch (const std::exception& thrown) {
        page = {.content_type = "application/json",
                .body = refusal_body(std::string("the page failed: ") + thrown.what()),
                .status = 500};
    }
    append_http(out_,
                {.status = page.status,
                 .content_type = page.content_type,
                 .keep_alive = keep_alive_,
                 .origin = origin_,
                 .more = "Cache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n"},
                page.body, request.method() == http::verb::head);
    is_last_ = is_last_ || !keep_alive_;
}

/// A browser asks whether a page may send what it wants to (the Fetch standard, CORS preflight).
/// That the origin may, has been seen already.
void HttpConnection::take_options(const http::request<http::string_body>& /*request*/) {
    append_http(out_,
                {.status = 204,
                 .keep_alive = keep_alive_,
                 .origin = origin_,
                 .more = origin_.empty() ? "Allow: GET, HEAD, POST, OPTIONS\r\n"
                                         : "Access-Control-Allow-Methods: GET, POST\r\n"
                                           "Access-Control-Allow-Headers: Content-Type\r\n"
                                           "Access-Control-Max-Age: 600\r\n"},
                {});
    is_last_ = is_last_ || !keep_alive_;
}

/// False when the path is another's.
bool HttpConnection::take_upgrade(http::request<http::string_body>& request) {
    const auto path = path_of(request);
    if (path != "/" && path != "/ws") return false;
    // A client has to wait for our answer (RFC 6455 section 4.1), and ours waits for those before.
    if (buffer_.size() > 0 || !out_.empty()) {
        refuse({.status = 400, .message = "a WebSocket request comes alone"});
        return true;
    }
    auto socket = std::move(socket_);
    state_ = State::kEnded;
    loop_->remove(shared_from_this());
    serve_websocket(loop_, std::move(socket), std::move(request));
    return true;
}

void HttpConnection::answer(std::string_view body, unsigned status) {
    append_http(out_, {.status = status, .keep_alive = keep_alive_, .origin = origin_}, body);
    is_last_ = is_last_ || !keep_alive_;
}

/// After a refusal the connection closes: what the client meant to send next is not known.
void HttpConnection::refuse(const Refusal& refusal) {
    append_http(
        out_,
        {.status = refusal.status, .keep_alive = false, .origin = origin_, .more = refusal.more},
        refusal_body(refusal.message));
    is_last_ = true;
}

void HttpConnection::write() {
    if (std::exchange(is_writing_, true)) return;
    enter(State::kWriting);
    std::swap(out_, writing_);
    asio::async_write(
        socket_, asio::buffer(writing_),
        [self = shared_from_this()](const beast::error_code& failure, std::size_t bytes) {
            self->on_write(failure, bytes);
        });
}

void HttpConnection::on_write(const beast::error_code& failure, std::size_t bytes) {
    is_writing_ = false;
    if (failure || state_ == State::kEnded) return end();
    meter().bytes_out.fetch_add(bytes, std::memory_order_relaxed);
    writing_.clear();
    if (writing_.capacity() > 4 * kFlushAt) writing_.shrink_to_fit();
    // A job may have ended in the meantime.
    if (!out_.empty()) return write();
    if (is_last_) return linger();
    if (loop_->is_draining() && !parser_ && job_ == nullptr) return end();
    process();
}

/// Closing while the client still sends would take our last answer from it (RFC 9112 section 9.6).
void HttpConnection::linger() {
    beast::error_code failure;
    socket_.shutdown(tcp::socket::shutdown_send, failure);
    if (failure) return end();
    enter(State::kLingering);
    buffer_.clear();
    read();
}

void HttpConnection::sweep(Clock::time_point now) {
    if (job_ != nullptr) {
        const auto job = job_;
        job->expire(now);
    }
    const auto took = now - since_;
    switch (state_) {
        case State::kIdle:
            if (took > limits_.idle) end();
            return;
        case State::kReading:
            if (took <= limits_.time_to_read) return;
            meter().connections_dropped.fetch_add(1);
            origin_.clear();
            refuse({.status = 408, .message = "the request did not come in time"});
            // The read that is under way ends when the socket closes.
            return write();
        case State::kWriting:
            if (took <= limits_.time_to_write) return;
            meter().connections_dropped.fetch_add(1);
            return end();
        case State::kLingering:
            if (took > kLinger) end();
            return;
        case State::kAnswering:
        case State::kEnded:
            return;
    }
}

void HttpConnection::drain() {
    keep_alive_ = false;
    if (state_ == State::kIdle || state_ == State::kLingering) end();
}

void HttpConnection::kill() {
    end();
}

void HttpConnection::end() {
    if (state_ == State::kEnded) return;
    state_ = State::kEnded;
    beast::error_code ignored;
    socket_.close(ignored);
    if (const auto job = std::exchange(job_, nullptr)) job->abandon();
    loop_->remove(shared_from_this());
    count_closed(loop_->shared());
}

}  // namespace

void serve_http(const std::shared_ptr<Loop>& loop, tcp::socket socket, bool is_refused) {
    loop->shared().meter.connections_http.fetch_add(1);
    loop->shared().meter.open_connections.fetch_add(1);
    std::make_shared<HttpConnection>(loop, std::move(socket), is_refused)->start();
}

}  // namespace aq::rpc
