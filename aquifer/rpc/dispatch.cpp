// SPDX-License-Identifier: Apache-2.0
#include <aquifer/rpc/dispatch.hpp>

#include <aquifer/rpc/request.hpp>

#include <exception>
#include <utility>
#include <vector>

namespace aq::rpc {
namespace {

/// The place where what others throw is caught.
template <class Call>
std::optional<Error> catching(const Method& method, Call&& call) {
    std::string what;
    try {
        std::forward<Call>(call)();
        return std::nullopt;
    } catch (const std::exception& thrown) {
        what = thrown.what();
    } catch (...) {
        what = "something that is no std::exception was thrown";
    }
    return internal_error("'" + method.name + "' failed: " + what);
}

/// Appends a response, or an error in its place when that is longer than `most`.
void append_bounded(std::string& out, std::string_view id, const Answer& answer, std::size_t most) {
    const std::size_t before = out.size();
    append_response(out, id, answer);
    if (out.size() - before <= most) return;
    out.resize(before);
    append_response(out, id,
                    std::unexpected(limit_exceeded(
                        "the response is longer than what is left of the limit of response_bytes; "
                        "ask for less, or in smaller batches")));
}

/// A call that answers later, or a batch.
class Calls final : public Job, public Awaiting, public std::enable_shared_from_this<Calls> {
public:
    struct Context {
        const Methods& methods;
        const Limits& limits;
        Meter& meter;
        Caller caller;
        std::shared_ptr<Home> home;
    };

    Calls(Context context, bool is_batch)
        : context_(std::move(context)),
          is_batch_(is_batch),
          deadline_(Clock::now() + context_.limits.time_per_call) {}

    /// The requests of a batch borrow from its document.
    void keep(Json document) { document_ = std::move(document); }
    [[nodiscard]] const Json& document() const { return document_; }

    void add(Request request) {
        calls_.emplace_back();
        calls_.back().request = std::move(request);
        if (auto& refusal = calls_.back().request.refusal) {
            context_.meter.refused.fetch_add(1, std::memory_order_relaxed);
            settle(calls_.back(), std::unexpected(*std::move(refusal)));
        }
    }

    /// True when all is answered already, with the response appended.
    bool begin(std::string& out) {
        is_beginning_ = true;
        advance();
        is_beginning_ = false;
        if (!is_finished_) return false;
        out += response_;
        return true;
    }

    void take_answer(std::size_t slot, Answer answer) override;
    void when_done(Done done) override { done_ = std::move(done); }
    void abandon() override;
    void expire(Clock::time_point now) override;

private:
    struct Call {
        enum class State { kWaiting, kStarted, kAnswered };

        Request request;
        State state = State::kWaiting;
        Clock::time_point started;
        std::string response;
    };

    void advance();
    void start(std::size_t slot, Clock::time_point now);
    void settle(Call& call, const Answer& answer);
    void settle_rest(const Error& error);
    void finish();

    Context context_;
    bool is_batch_;
    Clock::time_point deadline_;
    Json document_;
    std::vector<Call> calls_;
    /// What has not been started begins here.
    std::size_t next_ = 0;
    std::size_t in_flight_ = 0;
    std::size_t response_bytes_ = 0;
    bool is_advancing_ = false;
    bool is_beginning_ = false;
    bool is_finished_ = false;
    std::string response_;
    Done done_;
};

void Calls::advance() {
    if (is_advancing_ || is_finished_) return;
    // A handler that answers at once comes back here through its reply.
    is_advancing_ = true;
    while (in_flight_ == 0 && next_ < calls_.size()) {
        const Method* first = nullptr;
        for (; next_ < calls_.size(); ++next_) {
            Call& call = calls_[next_];
            if (call.state == Call::State::kAnswered) continue;
            if (first == nullptr) first = call.request.method;
            if (call.request.method->kind != first->kind) break;
            start(next_, Clock::now());
        }
    }
    is_advancing_ = false;
    if (in_flight_ == 0) finish();
}

void Calls::start(std::size_t slot, Clock::time_point now) {
    Call& call = calls_[slot];
    if (now >= deadline_) {
        settle(call, std::unexpected(timed_out("the batch took longer than the server allows; this "
                                               "request of it was not started")));
        return;
    }
    const Method& method = *call.request.method;
    call.state = Call::State::kStarted;
    call.started = now;
    ++in_flight_;
    if (method.quick) {
        Answer answer;
        const auto failure = catching(
            method, [&] { answer = method.quick(context_.caller, call.request.params()); });
        take_answer(slot, failure ? Answer(std::unexpected(*failure)) : std::move(answer));
        return;
    }
    auto failure = catching(method, [&] {
        method.handler(context_.caller, call.request.params(), Reply(shared_from_this(), slot));
    });
    if (failure) take_answer(slot, std::unexpected(*std::move(failure)));
}

void Calls::take_answer(std::size_t slot, Answer answer) {
    if (!context_.home->is_here()) {
        context_.home->post([self = shared_from_this(), slot, late = std::move(answer)]() mutable {
            self->take_answer(slot, std::move(late));
        });
        return;
    }
    Call& call = calls_[slot];
    if (call.state != Call::State::kStarted) return;
    settle(call, answer);
    --in_flight_;
    if (in_flight_ == 0) advance();
}

void Calls::settle(Call& call, const Answer& answer) {
    if (call.state == Call::State::kStarted) {
        context_.meter.count_call(context_.methods.index_of(*call.request.method),
                                  Clock::now() - call.started, !answer.has_value());
    }
    call.state = Call::State::kAnswered;
    if (call.request.is_notification) return;
    const std::size_t most = context_.limits.response_bytes;
    append_bounded(call.response, call.request.id, answer, most - std::min(most, response_bytes_));
    response_bytes_ += call.response.size();
}

void Calls::settle_rest(const Error& error) {
    for (Call& call : calls_) {
        if (call.state != Call::State::kAnswered) settle(call, std::unexpected(error));
    }
    next_ = calls_.size();
    in_flight_ = 0;
}

void Calls::abandon() {
    done_ = nullptr;
    if (!is_finished_) settle_rest(server_error("the client has gone"));
    is_finished_ = true;
}

void Calls::expire(Clock::time_point now) {
    if (is_finished_ || now < deadline_) return;
    settle_rest(timed_out("the call took longer than the " +
                          std::to_string(context_.limits.time_per_call.count()) +
                          " ms that the server allows; if it changes something, that may still be "
                          "done"));
    finish();
}

void Calls::finish() {
    is_finished_ = true;
    if (!is_batch_) {
        response_ = std::move(calls_.front().response);
    } else {
        response_.reserve(response_bytes_ + calls_.size() + 2);
        for (const Call& call : calls_) {
            if (call.response.empty()) continue;
            response_ += response_.empty() ? '[' : ',';
            response_ += call.response;
        }
        if (!response_.empty()) response_ += ']';
    }
    if (is_beginning_ || !done_) return;
    auto done = std::exchange(done_, nullptr);
    done(std::move(response_));
}

/// Why a batch is refused as a whole.
std::optional<Error> refuse_batch(const JsonArray& batch, const Limits& limits) {
    if (batch.empty()) return invalid_request("the batch is empty");
    if (batch.size() <= limits.batch_length) return std::nullopt;
    return limit_exceeded("the batch has " + std::to_string(batch.size()) +
                          " requests, the limit is " + std::to_string(limits.batch_length));
}

}  // namespace

std::shared_ptr<Job> Dispatcher::start(std::string_view text, const Caller& caller,
                                       const std::shared_ptr<Home>& home, std::string& out) const {
    const auto refuse = [&](Error error) {
        meter_.refused.fetch_add(1, std::memory_order_relaxed);
        append_response(out, "null", std::unexpected(std::move(error)));
    };
    auto document = parse_json(text, options_.limits.json_depth);
    if (!document) {
        refuse(std::move(document).error());
        return nullptr;
    }
    const auto make_calls = [&](bool is_batch) {
        return std::make_shared<Calls>(
            Calls::Context{methods_, options_.limits, meter_, caller, home}, is_batch);
    };
    if (const auto* batch = document->if_array()) {
        if (auto refusal = refuse_batch(*batch, options_.limits)) {
            refuse(*std::move(refusal));
            return nullptr;
        }
        const auto calls = make_calls(true);
        calls->keep(*std::move(document));
        for (const Json& one : calls->document().get_array()) {
            calls->add(read_request(one, methods_, options_));
        }
        return calls->begin(out) ? nullptr : calls;
    }
    Request request = read_request(*document, methods_, options_);
    if (!request.refusal && request.method->handler) {
        const auto calls = make_calls(false);
        calls->add(std::move(request));
        return calls->begin(out) ? nullptr : calls;
    }
    answer_now(request, caller, out);
    return nullptr;
}

void Dispatcher::answer_now(Request& request, const Caller& caller, std::string& out) const {
    if (request.refusal) {
        meter_.refused.fetch_add(1, std::memory_order_relaxed);
        if (!request.is_notification) {
            append_response(out, request.id, std::unexpected(*std::move(request.refusal)));
        }
        return;
    }
    const auto started = Clock::now();
    Answer answer;
    if (auto failure = catching(
            *request.method, [&] { answer = request.method->quick(caller, request.params()); })) {
        answer = std::unexpected(*std::move(failure));
    }
    meter_.count_call(methods_.index_of(*request.method), Clock::now() - started,
                      !answer.has_value());
    if (!request.is_notification) {
        append_bounded(out, request.id, answer, options_.limits.response_bytes);
    }
}

}  // namespace aq::rpc
