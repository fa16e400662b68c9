// SPDX-License-Identifier: Apache-2.0
// Requests and batches without a socket. The examples of section 7 of the JSON-RPC 2.0
// specification stand here with the errors that it gives for them.
#include <aquifer/rpc/dispatch.hpp>

#include <aquifer/rpc/request.hpp>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>

#include <deque>
#include <stdexcept>
#include <thread>

namespace aq::rpc {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using Kind = Method::Kind;

/// The thread of the test; what others post runs when the test says so.
class TestHome final : public Home {
public:
    [[nodiscard]] bool is_here() const override { return std::this_thread::get_id() == thread_; }
    void post(std::move_only_function<void()> work) override { posted.push_back(std::move(work)); }
    void run() {
        while (!posted.empty()) {
            auto work = std::move(posted.front());
            posted.pop_front();
            work();
        }
    }
    std::deque<std::move_only_function<void()>> posted;

private:
    std::thread::id thread_ = std::this_thread::get_id();
};

Json parsed(std::string_view text) {
    return boost::json::parse({text.data(), text.size()});
}

std::int64_t code_of(const Json& response) {
    return response.at("error").at("code").as_int64();
}
std::string message_of(const Json& response) {
    return std::string(response.at("error").at("message").as_string());
}

struct Dispatch : ::testing::Test {
    Dispatch() {
        methods.add_quick("subtract", Kind::kRead, [](const Caller&, const JsonArray& params) {
            return params.size() == 2
                       ? Answer(params[0].as_int64() - params[1].as_int64())
                       : Answer(std::unexpected(invalid_params("subtract takes two numbers")));
        });
        methods.add_quick("echo", Kind::kRead, [](const Caller&, const JsonArray& params) {
            return Answer(Json(params));
        });
        methods.add_quick("throw", Kind::kRead, [](const Caller&, const JsonArray&) -> Answer {
            throw std::runtime_error("a library threw");
        });
        methods.add_quick("revert", Kind::kRead, [](const Caller&, const JsonArray&) {
            return Answer(std::unexpected(reverted("execution reverted", "0x1234")));
        });
        methods.add_quick("long", Kind::kRead, [](const Caller&, const JsonArray&) {
            return Answer(Json(std::string(1000, 'x')));
        });
        add_later("read", Kind::kRead);
        add_later("write", Kind::kWrite);
        methods.add("forget", Kind::kRead, [](const Caller&, const JsonArray&, Reply) {});
        methods.add("throw_later", Kind::kRead, [](const Caller&, const JsonArray&, Reply) {
            throw std::runtime_error("a library threw");
        });
        methods.add({.name = "dev_mine",
                     .development = true,
                     .quick = [](const Caller&, const JsonArray&) { return Answer(Json(true)); }});
        methods.add({.name = "named",
                     .named_params = true,
                     .quick = [](const Caller&, const JsonArray& params) {
                         return Answer(params.at(0).as_object().at("a"));
                     }});
    }

    /// A method whose calls the test answers.
    void add_later(const std::string& name, Kind kind) {
        methods.add(name, kind, [this](const Caller&, const JsonArray& params, Reply reply) {
            started.push_back(std::string(params.at(0).as_string()));
            replies.push_back(std::move(reply));
        });
    }

    /// The response to what can be answered at once.
    std::string send(std::string_view text) {
        if (!dispatcher) start();
        std::string out;
        job = dispatcher->start(text, {}, home, out);
        if (job) job->when_done([this](std::string response) { done = std::move(response); });
        return out;
    }
    void start() {
        meter.emplace(methods);
        dispatcher.emplace(methods, options, *meter);
    }

    Methods methods;
    ServerOptions options;
    std::optional<Meter> meter;
    std::optional<Dispatcher> dispatcher;
    std::shared_ptr<TestHome> home = std::make_shared<TestHome>();
    std::shared_ptr<Job> job;
    std::optional<std::string> done;
    std::vector<std::string> started;
    std::vector<Reply> replies;
};

TEST_F(Dispatch, ACallIsAnsweredWithItsId) {
    EXPECT_EQ(send(R"({"jsonrpc": "2.0", "method": "subtract", "params": [42, 23], "id": 1})"),
              R"({"jsonrpc":"2.0","id":1,"result":19})");
    EXPECT_EQ(send(R"({"jsonrpc":"2.0","method":"subtract","params":[23,42],"id":"a\n"})"),
              R"({"jsonrpc":"2.0","id":"a\n","result":-19})");
    EXPECT_EQ(send(R"({"jsonrpc":"2.0","method":"echo","id":18446744073709551615})"),
              R"({"jsonrpc":"2.0","id":18446744073709551615,"result":[]})");
    EXPECT_EQ(send(R"({"jsonrpc":"2.0","method":"echo","params":[],"id":null})"),
              R"({"jsonrpc":"2.0","id":null,"result":[]})");
}

TEST_F(Dispatch, ANotificationGetsNoAnswerNotEvenAnError) {
    EXPECT_EQ(send(R"({"jsonrpc": "2.0", "method": "subtract", "params": [1, 2]})"), "");
    EXPECT_EQ(send(R"({"jsonrpc": "2.0", "method": "foobar"})"), "");
    EXPECT_EQ(send(R"({"jsonrpc": "2.0", "method": "throw"})"), "");
    EXPECT_EQ(send(R"([{"jsonrpc": "2.0", "method": "subtract", "params": [1, 2]},
                       {"jsonrpc": "2.0", "method": "foobar"}])"),
              "");
}

TEST_F(Dispatch, WhatIsNoJsonIsAParseError) {
    for (const std::string_view text :
         {R"({"jsonrpc": "2.0", "method": "foobar, "params": "bar", "baz])",
          R"([{"jsonrpc": "2.0", "method": "sum", "id": "1"},{"jsonrpc": "2.0", "method")", "", " ",
          "{", "{}x", "nul", "\"\xff\xfe\"", "\"\xc0\x80\"", "[1e99999999999999999999]", "\x00"}) {
        const Json response = parsed(send(text));
        EXPECT_EQ(code_of(response), -32700) << text;
        EXPECT_TRUE(response.at("id").is_null());
    }
}

TEST_F(Dispatch, DeepNestingIsRefusedByNameOfTheLimit) {
    options.limits.json_depth = 8;
    const std::string deep(200'000, '[');
    EXPECT_THAT(send(deep), HasSubstr("nested deeper than the limit of 8"));
    EXPECT_EQ(code_of(parsed(send(deep))), -32700);
    EXPECT_THAT(send(R"({"jsonrpc":"2.0","id":1,"method":"echo","params":[[[[[[1]]]]]]})"),
                HasSubstr("result"));
}

TEST_F(Dispatch, WhatIsNoRequestIsAnInvalidRequest) {
    for (const std::string_view text :
         {R"({"jsonrpc": "2.0", "method": 1, "params": "bar"})", "1", "null", "\"a\"", "{}", "[1]",
          R"({"foo": "boo"})", R"({"jsonrpc": "1.0", "method": "echo", "id": 1})",
          R"({"jsonrpc": 2.0, "method": "echo", "id": 1})", R"({"method": "echo", "id": 1})",
          R"({"jsonrpc": "2.0", "id": 1})",
          R"({"jsonrpc": "2.0", "method": "echo", "params": "bar", "id": 1})",
          R"({"jsonrpc": "2.0", "method": "echo", "params": null, "id": 1})",
          R"({"jsonrpc": "2.0", "method": "echo", "id": {}})",
          R"({"jsonrpc": "2.0", "method": "echo", "id": true})",
          R"({"jsonrpc": "2.0", "method": "echo", "id": 1.5})",
          R"({"jsonrpc": "2.0", "method": "echo", "id": 18446744073709551616})"}) {
        Json response = parsed(send(text));
        if (response.is_array()) response = response.as_array().at(0);
        EXPECT_EQ(code_of(response), -32600) << text;
    }
    EXPECT_EQ(parsed(send(R"({"jsonrpc":"1.0","method":"echo","id":7})")).at("id"), 7);
}

TEST_F(Dispatch, ParametersByNameAreForMethodsThatTakeThem) {
    const Json refused =
        parsed(send(R"({"jsonrpc": "2.0", "method": "subtract", "params": {"a": 1}, "id": 3})"));
    EXPECT_EQ(code_of(refused), -32602);
    EXPECT_THAT(message_of(refused), HasSubstr("in order, as an array"));
    EXPECT_EQ(send(R"({"jsonrpc": "2.0", "method": "named", "params": {"a": 5}, "id": 3})"),
              R"({"jsonrpc":"2.0","id":3,"result":5})");
}

TEST_F(Dispatch, AnUnknownMethodIsToldTheNearestOne) {
    const Json near = parsed(send(R"({"jsonrpc": "2.0", "method": "substract", "id": "1"})"));
    EXPECT_EQ(code_of(near), -32601);
    EXPECT_EQ(message_of(near), "there is no method 'substract'; did you mean 'subtract'?");
    const Json far = parsed(send(R"({"jsonrpc": "2.0", "method": "foobarbaz", "id": "1"})"));
    EXPECT_EQ(message_of(far), "there is no method 'foobarbaz'");
    const std::string name(100'000, 'a');
    EXPECT_LT(send(R"({"jsonrpc":"2.0","method":")" + name + R"(","id":1})").size(), 200U);
}

TEST_F(Dispatch, TheDistanceOfNamesIsThatOfLevenshtein) {
    // The textbook's example: kitten, sitten, sittin, sitting.
    EXPECT_EQ(edit_distance("kitten", "sitting", 5), 3U);
    EXPECT_EQ(edit_distance("kitten", "sitting", 2), 3U);
    EXPECT_EQ(edit_distance("", "abc", 3), 3U);
    EXPECT_EQ(edit_distance("abc", "abc", 3), 0U);
    EXPECT_EQ(edit_distance("abc", "abcdefgh", 3), 4U);
}

TEST_F(Dispatch, DevelopmentMethodsNeedTheFlagThatTheErrorNames) {
    constexpr std::string_view kMine = R"({"jsonrpc":"2.0","method":"dev_mine","id":1})";
    EXPECT_THAT(message_of(parsed(send(kMine))), HasSubstr("--dev"));
    options.development = true;
    EXPECT_EQ(send(kMine), R"({"jsonrpc":"2.0","id":1,"result":true})");
}

TEST_F(Dispatch, WhatAHandlerThrowsIsAnInternalError) {
    for (const std::string_view name : {"throw", "throw_later"}) {
        const Json response =
            parsed(send(R"({"jsonrpc":"2.0","id":1,"method":")" + std::string(name) + R"("})"));
        EXPECT_EQ(code_of(response), -32603);
        EXPECT_THAT(message_of(response), HasSubstr("a library threw"));
    }
}

TEST_F(Dispatch, AReplyThatIsDroppedIsAnInternalError) {
    EXPECT_EQ(code_of(parsed(send(R"({"jsonrpc":"2.0","id":1,"method":"forget"})"))), -32603);
}

TEST_F(Dispatch, ARevertCarriesItsData) {
    EXPECT_EQ(send(R"({"jsonrpc":"2.0","id":1,"method":"revert"})"),
              R"({"jsonrpc":"2.0","id":1,"error":{"code":3,"message":"execution reverted",)"
              R"("data":"0x1234"}})");
}

TEST_F(Dispatch, ABatchIsAnsweredInTheOrderOfItsRequests) {
    // The last example of section 7, with what this table knows.
    const Json responses = parsed(send(R"([
        {"jsonrpc": "2.0", "method": "subtract", "params": [1,2], "id": "1"},
        {"jsonrpc": "2.0", "method": "subtract", "params": [7,0]},
        {"jsonrpc": "2.0", "method": "subtract", "params": [42,23], "id": "2"},
        {"foo": "boo"},
        {"jsonrpc": "2.0", "method": "foo.get", "params": {"name": "myself"}, "id": "5"},
        {"jsonrpc": "2.0", "method": "echo", "id": "9"}])"));
    const auto& all = responses.as_array();
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[0], parsed(R"({"jsonrpc": "2.0", "result": -1, "id": "1"})"));
    EXPECT_EQ(all[1], parsed(R"({"jsonrpc": "2.0", "result": 19, "id": "2"})"));
    EXPECT_EQ(code_of(all[2]), -32600);
    EXPECT_TRUE(all[2].at("id").is_null());
    EXPECT_EQ(code_of(all[3]), -32601);
    EXPECT_EQ(all[4].at("id"), "9");
}

TEST_F(Dispatch, ABatchThatIsEmptyOrTooLongIsRefusedAsAWhole) {
    EXPECT_EQ(code_of(parsed(send("[]"))), -32600);
    options.limits.batch_length = 2;
    const Json response = parsed(send("[1,2,3]"));
    EXPECT_EQ(code_of(response), -32005);
    EXPECT_THAT(message_of(response), HasSubstr("the limit is 2"));
    EXPECT_TRUE(parsed(send("[1,2]")).is_array());
}

constexpr std::string_view kMixed = R"([
    {"jsonrpc":"2.0","id":1,"method":"write","params":["w1"]},
    {"jsonrpc":"2.0","method":"write","params":["w2"]},
    {"jsonrpc":"2.0","id":0,"method":"nothing"},
    {"jsonrpc":"2.0","id":3,"method":"read","params":["r3"]},
    {"jsonrpc":"2.0","id":4,"method":"read","params":["r4"]},
    {"jsonrpc":"2.0","id":5,"method":"write","params":["w5"]}])";

TEST_F(Dispatch, AReadInABatchWaitsForTheWritesBeforeIt) {
    EXPECT_THAT(send(kMixed), IsEmpty());
    EXPECT_THAT(started, ElementsAre("w1", "w2"));
    replies[1](Json("second"));
    EXPECT_THAT(started, ElementsAre("w1", "w2"));
    replies[0](Json("first"));
    EXPECT_THAT(started, ElementsAre("w1", "w2", "r3", "r4"));
    replies[3](Json("fourth"));
    replies[2](Json("third"));
    ASSERT_THAT(started, ElementsAre("w1", "w2", "r3", "r4", "w5"));
    EXPECT_FALSE(done.has_value());
    replies[4](std::unexpected(server_error("no")));
    ASSERT_TRUE(done.has_value());
    const Json responses = parsed(*done);
    const auto& all = responses.as_array();
    ASSERT_EQ(all.size(), 5U);
    EXPECT_EQ(all[0].at("result"), "first");
    EXPECT_EQ(code_of(all[1]), -32601);
    EXPECT_EQ(all[2].at("result"), "third");
    EXPECT_EQ(all[3].at("result"), "fourth");
    EXPECT_EQ(code_of(all[4]), -32000);
}

TEST_F(Dispatch, AReplyFromAnotherThreadComesHomeFirst) {
    send(R"({"jsonrpc":"2.0","id":1,"method":"read","params":["r"]})");
    std::thread([&] { replies[0](Json(5)); }).join();
    EXPECT_FALSE(done.has_value());
    home->run();
    EXPECT_EQ(done, R"({"jsonrpc":"2.0","id":1,"result":5})");
}

TEST_F(Dispatch, ACallThatTakesTooLongIsAnsweredAndItsLateReplyDropped) {
    send(R"({"jsonrpc":"2.0","id":1,"method":"read","params":["r"]})");
    job->expire(Clock::now());
    EXPECT_FALSE(done.has_value());
    job->expire(Clock::now() + options.limits.time_per_call);
    ASSERT_TRUE(done.has_value());
    EXPECT_EQ(code_of(parsed(*done)), -32002);
    EXPECT_THAT(message_of(parsed(*done)), HasSubstr("30000 ms"));
    done.reset();
    replies[0](Json(5));
    EXPECT_FALSE(done.has_value());
}

TEST_F(Dispatch, ABatchThatTakesTooLongKeepsWhatItHas) {
    send(kMixed);
    replies[0](Json("first"));
    job->expire(Clock::now() + options.limits.time_per_call);
    ASSERT_TRUE(done.has_value());
    const Json responses = parsed(*done);
    const auto& all = responses.as_array();
    EXPECT_EQ(all.at(0).at("result"), "first");
    EXPECT_EQ(code_of(all.at(4)), -32002);
    replies[1](Json("late"));
    EXPECT_THAT(started, ElementsAre("w1", "w2"));
}

TEST_F(Dispatch, NothingStartsAfterTheClientHasGone) {
    send(kMixed);
    job->abandon();
    replies[0](Json(1));
    replies[1](Json(1));
    EXPECT_THAT(started, ElementsAre("w1", "w2"));
    EXPECT_FALSE(done.has_value());
}

TEST_F(Dispatch, AnswersBeyondTheLimitBecomeErrors) {
    constexpr std::string_view kLong = R"({"jsonrpc":"2.0","id":1,"method":"long"})";
    options.limits.response_bytes = 1500;
    EXPECT_THAT(send(kLong), HasSubstr("result"));
    const Json responses = parsed(send("[" + std::string(kLong) + "," + std::string(kLong) + "]"));
    EXPECT_TRUE(responses.at(0).as_object().contains("result"));
    EXPECT_EQ(code_of(responses.at(1)), -32005);
    options.limits.response_bytes = 500;
    EXPECT_EQ(code_of(parsed(send(kLong))), -32005);
}

TEST_F(Dispatch, TheMeterTellsCallsAndErrorsOfEachMethod) {
    send(R"({"jsonrpc":"2.0","id":1,"method":"echo"})");
    send(R"({"jsonrpc":"2.0","id":1,"method":"echo"})");
    send(R"({"jsonrpc":"2.0","id":1,"method":"throw"})");
    send("x");
    const std::string text = meter->to_text();
    EXPECT_THAT(text, HasSubstr("aquifer_rpc_call_seconds_count{method=\"echo\"} 2\n"));
    EXPECT_THAT(text,
                HasSubstr("aquifer_rpc_call_seconds_bucket{method=\"echo\",le=\"+Inf\"} 2\n"));
    EXPECT_THAT(text, HasSubstr("aquifer_rpc_call_errors_total{method=\"throw\"} 1\n"));
    EXPECT_THAT(text, HasSubstr("aquifer_rpc_refused_total 1\n"));
    EXPECT_THAT(text, Not(HasSubstr("subtract")));
}

}  // namespace
}  // namespace aq::rpc
