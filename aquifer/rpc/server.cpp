// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/server.hpp>

#include <aquifer/base/result.hpp>
#include <aquifer/rpc/http.hpp>
#include <aquifer/rpc/loop.hpp>

#include <algorithm>
#include <vector>

namespace aq::rpc {
namespace {

using asio::ip::tcp;

/// Connections beyond the limit that are told so; those beyond them are closed without a word.
constexpr std::size_t kToldMax = 64;
/// When the system has no more descriptors, accepting again at once would only spin.
constexpr Milliseconds kAcceptPause{100};

/// Takes connections on the first loop, and hands them round.
class Acceptor final : public std::enable_shared_from_this<Acceptor> {
public:
    explicit Acceptor(std::vector<std::shared_ptr<Loop>> loops)
        : loops_(std::move(loops)),
          acceptor_(loops_.front()->context()),
          pause_(loops_.front()->context()) {}

    std::expected<void, Fault> listen(const ServerOptions& options);
    [[nodiscard]] std::uint16_t port() const { return port_; }
    void accept();
    /// From any thread.
    void close();

private:
    void take(const std::shared_ptr<Loop>& loop, tcp::socket socket);

    std::vector<std::shared_ptr<Loop>> loops_;
    tcp::acceptor acceptor_;
    asio::steady_timer pause_;
    std::uint16_t port_ = 0;
    std::size_t next_ = 0;
};

std::expected<void, Fault> Acceptor::listen(const ServerOptions& options) {
    const std::string where = options.address + ":" + std::to_string(options.port);
    boost::system::error_code failure;
    const auto address = asio::ip::make_address(options.address, failure);
    if (failure) {
        return std::unexpected(
            Fault{"cannot listen at '" + options.address + "': this is no IP address",
                  "give one, such as 127.0.0.1"});
    }
    const tcp::endpoint endpoint(address, options.port);
    acceptor_.open(endpoint.protocol(), failure);
    // A port that was ours a moment ago still has connections in TIME_WAIT.
    if (!failure) acceptor_.set_option(tcp::acceptor::reuse_address(true), failure);
    if (!failure) acceptor_.bind(endpoint, failure);
    if (!failure) acceptor_.listen(asio::socket_base::max_listen_connections, failure);
    if (failure) {
        const bool is_taken = failure == asio::error::address_in_use;
        return std::unexpected(
            Fault{"cannot listen at " + where + ": " + failure.message(),
                  is_taken ? "stop the program that does, or take another port"
                           : "take an address of this machine and a port that is allowed"});
    }
    port_ = acceptor_.local_endpoint(failure).port();
    return {};
}

void Acceptor::accept() {
    const auto loop = loops_[next_++ % loops_.size()];
    acceptor_.async_accept(
        loop->context(), [self = shared_from_this(), loop](const boost::system::error_code& failure,
                                                           tcp::socket socket) {
            if (!self->acceptor_.is_open()) return;
            if (!failure) {
                self->take(loop, std::move(socket));
                return self->accept();
            }
            self->pause_.expires_after(kAcceptPause);
            self->pause_.async_wait([self](const boost::system::error_code& ended) {
                if (!ended && self->acceptor_.is_open()) self->accept();
            });
        });
}

void Acceptor::take(const std::shared_ptr<Loop>& loop, tcp::socket socket) {
    Shared& shared = loop->shared();
    const std::size_t most = shared.options.limits.connections;
    bool is_refused = false;
    {
        const std::lock_guard lock(shared.mutex);
        is_refused = shared.connections >= most;
        if (is_refused) shared.meter.connections_refused.fetch_add(1);
        if (shared.connections >= most + kToldMax) return;
        ++shared.connections;
    }
    loop->post([loop, taken = std::move(socket), is_refused]() mutable {
        serve_http(loop, std::move(taken), is_refused);
    });
}

void Acceptor::close() {
    loops_.front()->post([self = shared_from_this()] {
        boost::system::error_code ignored;
        self->acceptor_.close(ignored);
        self->pause_.cancel();
    });
}

}  // namespace

struct Server::Parts {
    explicit Parts(std::shared_ptr<Shared> with) : shared(std::move(with)) {}

    std::shared_ptr<Shared> shared;
    std::vector<std::shared_ptr<Loop>> loops;
    std::shared_ptr<Acceptor> acceptor;
};

Server::Server(ServerOptions options, Methods methods)
    : parts_(std::make_unique<Parts>(
          std::make_shared<Shared>(std::move(options), std::move(methods)))) {}

Server::~Server() {
    stop();
}

void Server::add_page(std::string path, PageHandler handler) {
    AQ_ASSERT(parts_->loops.empty());
    parts_->shared->pages.insert_or_assign(std::move(path), std::move(handler));
}

std::expected<void, Fault> Server::start() {
    AQ_ASSERT(parts_->loops.empty());
    const auto& options = parts_->shared->options;
    std::vector<std::shared_ptr<Loop>> loops;
    for (unsigned i = 0; i < std::max(options.threads, 1U); ++i) {
        loops.push_back(std::make_shared<Loop>(parts_->shared));
    }
    auto acceptor = std::make_shared<Acceptor>(loops);
    AQ_TRY(acceptor->listen(options));
    acceptor->accept();
    parts_->loops = std::move(loops);
    parts_->acceptor = std::move(acceptor);
    for (const auto& loop : parts_->loops) loop->start_thread();
    return {};
}

std::uint16_t Server::port() const {
    return parts_->acceptor == nullptr ? 0 : parts_->acceptor->port();
}

void Server::stop() {
    if (parts_->acceptor == nullptr) return;
    parts_->acceptor->close();
    for (const auto& loop : parts_->loops) loop->drain();
    Shared& shared = *parts_->shared;
    {
        std::unique_lock lock(shared.mutex);
        shared.fell.wait_for(lock, shared.options.limits.time_to_stop,
                             [&] { return shared.connections == 0; });
    }
    for (const auto& loop : parts_->loops) loop->kill();
    for (const auto& loop : parts_->loops) loop->join();
    parts_->acceptor = nullptr;
    parts_->loops.clear();
}

Meter& Server::meter() {
    return parts_->shared->meter;
}

const Methods& Server::methods() const {
    return parts_->shared->methods;
}

}  // namespace aq::rpc
