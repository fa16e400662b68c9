// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/websocket.hpp>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/websocket/stream.hpp>

#include <deque>
#include <unordered_set>

namespace aq::rpc {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using asio::ip::tcp;

class WebSocket final : public Connection,
                        public Session,
                        public std::enable_shared_from_this<WebSocket> {
public:
    WebSocket(std::shared_ptr<Loop> loop, tcp::socket socket,
              http::request<http::string_body> request)
        : Session(loop->options().limits.subscriptions),
          loop_(std::move(loop)),
          limits_(loop_->options().limits),
          request_(std::move(request)),
          stream_(std::move(socket)),
          buffer_(limits_.body_bytes + kReadChunk) {}

    void start();
    bool push(std::string text) override;
    [[nodiscard]] bool closed() const override {
        const std::lock_guard lock(mutex_);
        return is_closed_;
    }

    void sweep(Clock::time_point now) override;
    void drain() override;
    void kill() override;

private:
    static constexpr std::size_t kReadChunk = 16U << 10U;
    /// For the client to answer a close, and to close its socket.
    static constexpr Milliseconds kGoodbye{1'000};

    Meter& meter() { return loop_->shared().meter; }
    void read();
    void on_read(const beast::error_code& failure, std::size_t bytes);
    void take_message();
    void write();
    void on_write(const beast::error_code& failure, std::size_t bytes);
    void close_when_idle();
    void mark_closed() {
        const std::lock_guard lock(mutex_);
        is_closed_ = true;
    }
    void end();
    /// Each operation on the stream begins and completes with one of these.
    void begin_operation() { ++operations_; }
    void complete_operation() {
        --operations_;
        release_stream();
    }
    /// A stream may only go when nothing is under way on it any more.
    void release_stream() {
        if (!is_ended_ || operations_ != 0) return;
        loop_->post([self = shared_from_this()] { self->stream_.reset(); });
    }

    std::shared_ptr<Loop> loop_;
    const Limits& limits_;
    http::request<http::string_body> request_;
    /// Without compression, which is memory that a client chooses. Gone when the connection has
    /// ended, for its timers would keep the loop from ending as long as somebody keeps the session.
    std::optional<websocket::stream<tcp::socket, false>> stream_;
    beast::flat_buffer buffer_;
    std::unordered_set<std::shared_ptr<Job>> jobs_;
    bool is_open_ = false;
    bool is_reading_ = false;
    bool is_writing_ = false;
    bool is_closing_ = false;
    bool is_ended_ = false;
    std::size_t operations_ = 0;
    std::optional<Clock::time_point> message_began_;
    Clock::time_point write_began_;
    std::optional<Clock::time_point> closing_began_;

    mutable std::mutex mutex_;
    // Guarded by the mutex.
    bool is_closed_ = false;
    /// Whether `write` is under way or on its way.
    bool is_write_due_ = false;
    std::size_t queued_bytes_ = 0;
    /// The first is being written while `is_writing_`; its place does not move.
    std::deque<std::string> queue_;
};

void WebSocket::start() {
    loop_->add(shared_from_this());
    websocket::stream_base::timeout times{};
    times.handshake_timeout = limits_.time_to_read;
    times.idle_timeout = limits_.idle;
    times.keep_alive_pings = true;
    stream_->set_option(times);
    stream_->read_message_max(limits_.body_bytes);
    stream_->auto_fragment(false);
    stream_->text(true);
    // The library then waits for the client to close its socket; the session ends already.
    stream_->control_callback([this](websocket::frame_type kind, beast::string_view /*payload*/) {
        if (kind != websocket::frame_type::close) return;
        mark_closed();
        closing_began_ = Clock::now();
    });
    begin_operation();
    stream_->async_accept(request_, [self = shared_from_this()](const beast::error_code& failure) {
        self->complete_operation();
        if (failure || self->is_ended_) return self->end();
        self->meter().connections_websocket.fetch_add(1);
        self->is_open_ = true;
        if (self->loop_->is_draining()) return self->close_when_idle();
        self->write();
        self->read();
    });
}

void WebSocket::read() {
    if (is_reading_ || is_closing_ || is_ended_) return;
    if (jobs_.size() >= limits_.requests_in_flight || loop_->is_draining()) return;
    is_reading_ = true;
    begin_operation();
    stream_->async_read_some(
        buffer_, kReadChunk,
        [self = shared_from_this()](const beast::error_code& failure, std::size_t bytes) {
            self->complete_operation();
            self->is_reading_ = false;
            self->on_read(failure, bytes);
        });
}

void WebSocket::on_read(const beast::error_code& failure, std::size_t bytes) {
    if (failure || is_ended_) return end();
    meter().bytes_in.fetch_add(bytes, std::memory_order_relaxed);
    if (stream_->is_message_done()) {
        message_began_.reset();
        take_message();
    } else if (!message_began_) {
        message_began_ = Clock::now();
    }
    read();
}

void WebSocket::take_message() {
    if (is_closing_ || loop_->is_draining()) return;
    const auto data = buffer_.cdata();
    std::string out;
    const auto job = loop_->shared().dispatcher.start(
        {static_cast<const char*>(data.data()), data.size()}, {shared_from_this()}, loop_, out);
    buffer_.consume(buffer_.size());
    if (!out.empty()) push(std::move(out));
    if (job == nullptr) return;
    jobs_.insert(job);
    job->when_done([weak_job = std::weak_ptr(job), self = shared_from_this()](std::string text) {
        self->jobs_.erase(weak_job.lock());
        if (!text.empty()) self->push(std::move(text));
        if (self->loop_->is_draining()) return self->close_when_idle();
        self->read();
    });
}

bool WebSocket::push(std::string text) {
    {
        const std::lock_guard lock(mutex_);
        if (is_closed_) return false;
        if (queued_bytes_ > limits_.queued_bytes) {
            is_closed_ = true;
            meter().connections_dropped.fetch_add(1);
            loop_->post([self = shared_from_this()] { self->kill(); });
            return false;
        }
        queued_bytes_ += text.size();
        queue_.push_back(std::move(text));
        if (std::exchange(is_write_due_, true)) return true;
    }
    if (loop_->is_here()) {
        write();
    } else {
        loop_->post([self = shared_from_this()] { self->write(); });
    }
    return true;
}

void WebSocket::write() {
    if (is_writing_ || !is_open_ || is_closing_ || is_ended_) return;
    const std::lock_guard lock(mutex_);
    is_write_due_ = !queue_.empty();
    if (queue_.empty()) return;
    is_writing_ = true;
    write_began_ = Clock::now();
    begin_operation();
    stream_->async_write(
        asio::buffer(queue_.front()),
        [self = shared_from_this()](const beast::error_code& failure, std::size_t bytes) {
            self->complete_operation();
            self->on_write(failure, bytes);
        });
}

void WebSocket::on_write(const beast::error_code& failure, std::size_t bytes) {
    is_writing_ = false;
    if (failure || is_ended_) return end();
    meter().bytes_out.fetch_add(bytes, std::memory_order_relaxed);
    {
        const std::lock_guard lock(mutex_);
        queued_bytes_ -= queue_.front().size();
        queue_.pop_front();
    }
    write();
    if (loop_->is_draining()) close_when_idle();
}

void WebSocket::sweep(Clock::time_point now) {
    const auto jobs = std::vector(jobs_.begin(), jobs_.end());
    for (const auto& job : jobs) job->expire(now);
    if (closing_began_ && now - *closing_began_ > kGoodbye) return end();
    const bool reads_slowly = message_began_ && now - *message_began_ > limits_.time_to_read;
    const bool writes_slowly = is_writing_ && now - write_began_ > limits_.time_to_write;
    if (!reads_slowly && !writes_slowly) return;
    meter().connections_dropped.fetch_add(1);
    kill();
}

void WebSocket::drain() {
    close_when_idle();
}

void WebSocket::close_when_idle() {
    if (!is_open_ || is_closing_ || is_ended_ || is_writing_ || !jobs_.empty()) return;
    {
        const std::lock_guard lock(mutex_);
        if (!queue_.empty()) return;
        is_closed_ = true;
    }
    is_closing_ = true;
    closing_began_ = Clock::now();
    begin_operation();
    stream_->async_close(websocket::close_reason(websocket::close_code::going_away, "stopping"),
                         [self = shared_from_this()](const beast::error_code&) {
                             self->complete_operation();
                             self->end();
                         });
}

void WebSocket::kill() {
    end();
}

void WebSocket::end() {
    mark_closed();
    if (std::exchange(is_ended_, true)) return;
    beast::error_code ignored;
    stream_->next_layer().close(ignored);
    release_stream();
    const auto jobs = std::exchange(jobs_, {});
    for (const auto& job : jobs) job->abandon();
    loop_->remove(shared_from_this());
    count_closed(loop_->shared());
}

}  // namespace

void serve_websocket(const std::shared_ptr<Loop>& loop, tcp::socket socket,
                     http::request<http::string_body> request) {
    std::make_shared<WebSocket>(loop, std::move(socket), std::move(request))->start();
}

void count_closed(Shared& shared) {
    shared.meter.open_connections.fetch_sub(1);
    const std::lock_guard lock(shared.mutex);
    --shared.connections;
    shared.fell.notify_all();
}

}  // namespace aq::rpc
