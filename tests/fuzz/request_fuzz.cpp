// SPDX-License-Identifier: Apache-2.0
// JSON-RPC requests and batches: the text of a request to the text of a response, without a socket.
// The first byte says what becomes of the calls that answer later: they are answered, run out of
// time, lose their client, or are dropped. A response must be JSON of the shape that section 5 of
// the specification gives, with the id of the request, and one to a batch must not have more
// entries than it.
#include <aquifer/rpc/dispatch.hpp>
#include <aquifer/rpc/request.hpp>

#include <cstdio>
#include <cstdlib>
#include <deque>

namespace {

using namespace aq::rpc;

void expect(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "request_fuzz: %s\n", what);
    std::abort();
}

class FuzzHome final : public Home {
public:
    [[nodiscard]] bool is_here() const override { return true; }
    void post(std::move_only_function<void()> work) override { work(); }
};

std::deque<Reply>& waiting() {
    static std::deque<Reply> replies;
    return replies;
}

Methods make_methods() {
    Methods methods;
    const auto echo = [](const Caller&, const JsonArray& params) { return Answer(Json(params)); };
    methods.add_quick("e", Method::Kind::kRead, echo);
    methods.add_quick("q", Method::Kind::kWrite, echo);
    methods.add({.name = "n", .named_params = true, .quick = echo});
    methods.add({.name = "d", .development = true, .quick = echo});
    methods.add_quick("t", Method::Kind::kRead,
                      [](const Caller&, const JsonArray& params) -> Answer {
                          return Json(params.at(0).as_int64());  // throws, as a library does
                      });
    const auto later = [](const Caller&, const JsonArray&, Reply reply) {
        waiting().push_back(std::move(reply));
    };
    methods.add("r", Method::Kind::kRead, later);
    methods.add("w", Method::Kind::kWrite, later);
    return methods;
}

void check_one(const Json& response) {
    const JsonObject* object = response.if_object();
    expect(object != nullptr && object->size() == 3, "a response has three members");
    const Json* version = object->if_contains("jsonrpc");
    expect(version != nullptr && *version == "2.0", "a response says its version");
    const Json* id = object->if_contains("id");
    expect(id != nullptr && (id->is_null() || id->is_string() || id->is_int64() || id->is_uint64()),
           "a response has the id of a request, or null");
    if (object->contains("result")) return;
    const Json* error = object->if_contains("error");
    expect(error != nullptr && error->is_object() && error->get_object().at("code").is_int64() &&
               error->get_object().at("message").is_string(),
           "what has no result has an error with a code and a message");
}

void check(std::string_view response, std::size_t requests) {
    if (response.empty()) return;
    const auto value = parse_json(response, 100);
    expect(value.has_value(), "a response is JSON");
    const JsonArray* batch = value->if_array();
    if (batch == nullptr) return check_one(*value);
    expect(!batch->empty() && batch->size() <= requests, "a batch has at most its own answers");
    for (const Json& one : *batch) check_one(one);
}

/// Answers what waits and what begins to wait then, or drops it, which is an answer too.
void answer_all(bool drop) {
    while (!waiting().empty()) {
        Reply reply = std::move(waiting().front());
        waiting().pop_front();
        if (!drop) reply(Json("late"));
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Methods kMethods = make_methods();
    static const ServerOptions kOptions = [] {
        ServerOptions options;
        options.limits.batch_length = 20;
        options.limits.json_depth = 32;
        options.limits.response_bytes = 2000;
        return options;
    }();
    static Meter meter(kMethods);
    static const Dispatcher kDispatcher(kMethods, kOptions, meter);
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data + 1), size - 1);

    std::string out;
    const auto job = kDispatcher.start(text, {}, std::make_shared<FuzzHome>(), out);
    if (job == nullptr) {
        check(out, kOptions.limits.batch_length);
    } else {
        expect(out.empty(), "what answers later says nothing now");
        int answers = 0;
        job->when_done([&](const std::string& response) {
            ++answers;
            check(response, kOptions.limits.batch_length);
        });
        if (data[0] % 4 == 1) job->expire(Clock::now() + kOptions.limits.time_per_call);
        if (data[0] % 4 == 2) job->abandon();
        answer_all(data[0] % 4 == 3);
        expect(answers == (data[0] % 4 == 2 ? 0 : 1), "who waits is answered once");
    }
    // Of notifications that nobody waits for.
    answer_all(true);
    return 0;
}
