// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/testing.hpp>

#include <aquifer/base/result.hpp>

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <sys/socket.h>
#include <sys/time.h>
#include <thread>
#include <unistd.h>

namespace aq::rpc::testing {
namespace {

constexpr std::chrono::seconds kPatience{10};

}  // namespace

Client::Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    AQ_ASSERT(socket_ >= 0);
    const timeval patience{.tv_sec = kPatience.count(), .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // Where nobody listens, the first read tells.
    static_cast<void>(
        ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address));
}

Client::~Client() {
    ::close(socket_);
}

bool Client::send(std::string_view text) const {
    while (!text.empty()) {
        const auto sent = ::send(socket_, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Client::shutdown_send() const {
    ::shutdown(socket_, SHUT_WR);
}

bool Client::fill() {
    std::array<char, 65536> chunk{};
    const auto got = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (got <= 0) return false;
    in_.append(chunk.data(), static_cast<std::size_t>(got));
    return true;
}

std::optional<std::string> Client::take(std::size_t bytes) {
    while (in_.size() < bytes) {
        if (!fill()) return std::nullopt;
    }
    std::string out = in_.substr(0, bytes);
    in_.erase(0, bytes);
    return out;
}

std::optional<Response> Client::read_response(bool is_head) {
    std::size_t end = 0;
    while ((end = in_.find("\r\n\r\n")) == std::string::npos) {
        if (!fill()) return std::nullopt;
    }
    const std::string head = *take(end + 4);
    Response out;
    out.status = std::stoi(head.substr(head.find(' ')));
    for (std::size_t at = head.find("\r\n") + 2; at < head.size() - 2;) {
        const std::size_t line_end = head.find("\r\n", at);
        const std::string line = head.substr(at, line_end - at);
        const std::size_t colon = line.find(':');
        std::string name = line.substr(0, colon);
        std::ranges::transform(name, name.begin(),
                               [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        out.headers[name] = line.substr(line.find_first_not_of(' ', colon + 1));
        at = line_end + 2;
    }
    if (is_head || !out.headers.contains("content-length")) return out;
    auto body = take(std::stoul(out.headers["content-length"]));
    if (!body) return std::nullopt;
    out.body = *std::move(body);
    return out;
}

std::size_t Client::read_to_end() {
    std::size_t bytes = 0;
    do {
        bytes += in_.size();
        in_.clear();
    } while (fill());
    return bytes;
}

std::string post_text(std::string_view body, std::string_view headers) {
    return "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" +
           std::string(headers) + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" +
           std::string(body);
}

Response Client::post(std::string_view body, std::string_view headers) {
    return request(post_text(body, headers));
}

Response Client::request(std::string_view text) {
    send(text);
    return read_response().value_or(Response{});
}

Response Client::upgrade(std::string_view path, std::string_view headers) {
    // The key of the example in RFC 6455 section 1.3.
    return request("GET " + std::string(path) +
                   " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
                   std::string(headers) + "\r\n");
}

bool Client::send_frame(unsigned opcode, std::string_view payload, bool fin) const {
    // RFC 6455 section 5.2; a client's frames are masked.
    std::string frame;
    const auto put = [&](std::uint64_t value) { frame += static_cast<char>(value & 0xffU); };
    put((fin ? 0x80U : 0U) | opcode);
    if (payload.size() < 126) {
        put(0x80U | payload.size());
    } else if (payload.size() < 65536) {
        put(0x80U | 126U);
        for (const unsigned shift : {8U, 0U}) put(payload.size() >> shift);
    } else {
        put(0x80U | 127U);
        for (unsigned shift = 64; shift > 0; shift -= 8) put(payload.size() >> (shift - 8));
    }
    constexpr std::array<unsigned char, 4> kMask{0x12, 0x34, 0x56, 0x78};
    for (const unsigned char c : kMask) put(c);
    for (std::size_t i = 0; i < payload.size(); ++i) {
        put(static_cast<unsigned char>(payload[i]) ^ kMask[i % 4]);
    }
    return send(frame);
}

std::optional<Frame> Client::read_frame() {
    const auto head = take(2);
    if (!head) return std::nullopt;
    const auto first = static_cast<unsigned char>((*head)[0]);
    std::uint64_t length = static_cast<unsigned char>((*head)[1]);  // a server masks nothing
    if (length >= 126) {
        const auto more = take(length == 126 ? 2 : 8);
        if (!more) return std::nullopt;
        length = 0;
        for (const char c : *more) length = length << 8U | static_cast<unsigned char>(c);
    }
    auto payload = take(length);
    if (!payload) return std::nullopt;
    return Frame{(first & 0x80U) != 0, first & 0x0fU, *std::move(payload)};
}

std::string Client::read_text() {
    while (auto frame = read_frame()) {
        if (frame->opcode == kText) return frame->payload;
    }
    return {};
}

TestServer::TestServer(const std::function<void(ServerOptions&)>& change) {
    ServerOptions options;
    options.port = 0;
    if (change) change(options);
    Methods methods;
    methods.add_quick("echo", Method::Kind::kRead,
                      [](const Caller&, const JsonArray& params) { return Answer(Json(params)); });
    methods.add_quick("long", Method::Kind::kRead, [](const Caller&, const JsonArray& params) {
        return Answer(Json(std::string(params.at(0).to_number<std::size_t>(), 'x')));
    });
    methods.add("later", Method::Kind::kRead, [this](const Caller&, const JsonArray&, Reply reply) {
        const std::lock_guard lock(mutex_);
        replies_.push_back(std::move(reply));
        changed_.notify_all();
    });
    methods.add_quick("subscribe", Method::Kind::kRead,
                      [this](const Caller& caller, const JsonArray&) -> Answer {
                          if (caller.session == nullptr || !caller.session->take_subscription()) {
                              return std::unexpected(server_error("no subscriptions here"));
                          }
                          const std::lock_guard lock(mutex_);
                          sessions_.push_back(caller.session);
                          changed_.notify_all();
                          return Json("0x1");
                      });
    server_ = std::make_unique<Server>(std::move(options), std::move(methods));
    server_->add_page("/health", [](std::string_view query) {
        return Page{"text/plain", "well" + std::string(query)};
    });
    server_->add_page("/metrics", [this](std::string_view) {
        return Page{"text/plain; version=0.0.4", server_->meter().to_text()};
    });
    server_->add_page("/broken",
                      [](std::string_view) -> Page { throw std::runtime_error("no disk"); });
    AQ_ASSERT(server_->start().has_value());
}

Reply TestServer::next_reply() {
    std::unique_lock lock(mutex_);
    AQ_ASSERT(changed_.wait_for(lock, kPatience, [&] { return !replies_.empty(); }));
    Reply out = std::move(replies_.front());
    replies_.erase(replies_.begin());
    return out;
}

std::shared_ptr<Session> TestServer::next_session() {
    std::unique_lock lock(mutex_);
    AQ_ASSERT(changed_.wait_for(lock, kPatience, [&] { return !sessions_.empty(); }));
    auto out = sessions_.front();
    sessions_.erase(sessions_.begin());
    return out;
}

bool becomes_true(const std::function<bool()>& condition) {
    const auto until = Clock::now() + kPatience;
    while (!condition()) {
        if (Clock::now() > until) return false;
        std::this_thread::yield();
    }
    return true;
}

}  // namespace aq::rpc::testing
