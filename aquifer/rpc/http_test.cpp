// SPDX-License-Identifier: Apache-2.0
// The server over HTTP, through sockets.
#include <aquifer/rpc/testing.hpp>

#include <gmock/gmock.h>

#include <thread>

namespace aq::rpc {
namespace {

using namespace std::literals;
using testing::becomes_true;
using testing::Client;
using ::testing::HasSubstr;
using testing::kEcho;
using testing::kEchoed;
using ::testing::Not;
using testing::post_text;
using testing::TestServer;

constexpr std::string_view kLater = R"({"jsonrpc":"2.0","id":1,"method":"later"})";

std::string get_text(std::string_view path, std::string_view headers = {}) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers) +
           "\r\n";
}

TEST(Http, RequestsFollowEachOtherOnOneConnection) {
    TestServer server;
    Client client(server.port());
    for (int i = 0; i < 3; ++i) {
        const auto response = client.post(kEcho);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.body, kEchoed);
        EXPECT_EQ(response.headers.at("content-type"), "application/json");
    }
}

TEST(Http, PipelinedRequestsAreAnsweredInOrder) {
    TestServer server;
    Client client(server.port());
    std::string all;
    for (int i = 0; i < 500; ++i) {
        all += post_text(R"({"jsonrpc":"2.0","method":"echo","params":[],"id":)" +
                         std::to_string(i) + "}");
        if (i == 250) all += post_text(kLater);
    }
    client.send(all);
    for (int i = 0; i < 500; ++i) {
        const auto response = client.read_response();
        ASSERT_TRUE(response.has_value());
        EXPECT_THAT(response->body, HasSubstr("\"id\":" + std::to_string(i) + ","));
        if (i != 250) continue;
        server.next_reply()(Json("now"));
        EXPECT_THAT(client.read_response()->body, HasSubstr("now"));
    }
}

TEST(Http, ARequestMayComeByteByByteOrInChunks) {
    TestServer server;
    Client client(server.port());
    for (const char c : post_text(kEcho)) client.send({&c, 1});
    EXPECT_EQ(client.read_response()->body, kEchoed);
    const auto chunked = client.request(
        "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        "37\r\n" +
        std::string(kEcho) + "\r\n0\r\n\r\n");
    static_assert(kEcho.size() == 0x37);
    EXPECT_EQ(chunked.body, kEchoed);
}

TEST(Http, ANotificationIsAnsweredWithoutABody) {
    TestServer server;
    Client client(server.port());
    EXPECT_EQ(client.post(R"({"jsonrpc":"2.0","method":"echo"})").status, 204);
    EXPECT_EQ(client.post(kEcho).body, kEchoed);
}

TEST(Http, AReplyFromAnotherThreadIsSent) {
    TestServer server;
    Client client(server.port());
    client.send(post_text(kLater));
    server.next_reply()(Json(7));
    EXPECT_EQ(client.read_response()->body, R"({"jsonrpc":"2.0","id":1,"result":7})");
    client.send(post_text(kLater));
    {
        const auto dropped = server.next_reply();
    }
    EXPECT_THAT(client.read_response()->body, HasSubstr("-32603"));
}

TEST(Http, TheConnectionClosesWhenTheClientAsks) {
    TestServer server;
    Client client(server.port());
    EXPECT_EQ(client.post(kEcho, "Connection: close\r\n").headers.at("connection"), "close");
    EXPECT_EQ(client.read_to_end(), 0U);
    Client old(server.port());
    EXPECT_EQ(old.request("POST / HTTP/1.0\r\nHost: localhost\r\nContent-Length: 55\r\n\r\n" +
                          std::string(kEcho))
                  .body,
              kEchoed);
    EXPECT_EQ(old.read_to_end(), 0U);
}

TEST(Http, AClientThatHasClosedItsHalfStillGetsItsAnswer) {
    TestServer server;
    Client client(server.port());
    client.send(post_text(kLater));
    client.shutdown_send();
    server.next_reply()(Json(7));
    EXPECT_THAT(client.read_response()->body, HasSubstr("\"result\":7"));
    EXPECT_EQ(client.read_to_end(), 0U);
}

struct Refused {
    std::string request;
    int status;
};

TEST(Http, WhatIsNotServedIsRefusedWithItsStatusAndAReason) {
    TestServer server([](ServerOptions& options) {
        options.limits.body_bytes = 1000;
        options.limits.header_bytes = 1000;
    });
    const std::string host = "Host: localhost\r\n";
    for (const Refused& refused : std::vector<Refused>{
             {get_text("/"), 405},
             {get_text("/nothing"), 404},
             {"PUT / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", 405},
             {"POST /other HTTP/1.1\r\n" + host + "Content-Length: 2\r\n\r\n{}", 404},
             {"POST / HTTP/1.1\r\n" + host + "\r\n", 411},
             {post_text(std::string(1001, ' ')), 413},
             {"POST / HTTP/1.1\r\n" + host + "Content-Length: 99999999999\r\n\r\n", 413},
             {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n3e9\r\n" +
                  std::string(1001, ' '),
              413},
             {"POST / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n1;" +
                  std::string(2000, 'x'),
              431},
             {"POST / HTTP/1.1\r\n" + host +
                  "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 2\r\n\r\n{}",
              415},
             {get_text("/", "A: " + std::string(1000, 'a') + "\r\n"), 431},
             {"nonsense\r\n\r\n", 400},
             {"GET / HTTP/1.1\r\n\r\n", 400},
             {"GET / HTTP/1.1\r\nHost: example.com\r\n\r\n", 403},
             {post_text(kEcho, "Origin: https://example.com\r\n"), 403},
             {post_text(kEcho, "Origin: null\r\n"), 403},
             {"OPTIONS / HTTP/1.1\r\n" + host + "Origin: https://example.com\r\n\r\n", 403}}) {
        Client client(server.port());
        const auto response = client.request(refused.request);
        EXPECT_EQ(response.status, refused.status) << refused.request.substr(0, 80);
        EXPECT_THAT(response.body, HasSubstr("\"error\":{\"code\":-32000,\"message\":\""));
        EXPECT_FALSE(response.headers.contains("access-control-allow-origin"));
        EXPECT_EQ(client.read_to_end(), 0U);
    }
}

TEST(Http, ContentTypesOfJsonAndNoneAtAllAreTaken) {
    TestServer server;
    Client client(server.port());
    for (const std::string_view type :
         {"", "Content-Type: application/json; charset=utf-8\r\n", "Content-Type: \r\n",
          "Content-Type: Application/JSON\r\n", "Content-Type: application/json-rpc\r\n"}) {
        EXPECT_EQ(client
                      .request("POST / HTTP/1.1\r\nHost: localhost\r\n" + std::string(type) +
                               "Content-Length: 55\r\n\r\n" + std::string(kEcho))
                      .body,
                  kEchoed)
            << type;
    }
}

TEST(Http, PagesOfAllowedOriginsMayReadTheAnswer) {
    TestServer server(
        [](ServerOptions& options) { options.allowed_origins = {"https://app.example"}; });
    Client client(server.port());
    const std::string_view origin = "Origin: https://app.example\r\n";
    EXPECT_EQ(client.post(kEcho, origin).headers.at("access-control-allow-origin"),
              "https://app.example");
    const auto preflight = client.request(
        "OPTIONS / HTTP/1.1\r\nHost: localhost\r\nAccess-Control-Request-Method: POST\r\n" +
        std::string(origin) + "\r\n");
    EXPECT_EQ(preflight.status, 204);
    EXPECT_EQ(preflight.headers.at("access-control-allow-origin"), "https://app.example");
    EXPECT_THAT(preflight.headers.at("access-control-allow-methods"), HasSubstr("POST"));
    EXPECT_THAT(preflight.headers.at("access-control-allow-headers"), HasSubstr("Content-Type"));
    EXPECT_FALSE(client.post(kEcho).headers.contains("access-control-allow-origin"));
}

TEST(Http, PagesAreServed) {
    TestServer server;
    Client client(server.port());
    const auto page = client.request(get_text("/health?a=b"));
    EXPECT_EQ(page.status, 200);
    EXPECT_EQ(page.body, "wella=b");
    EXPECT_EQ(page.headers.at("content-type"), "text/plain");
    client.send("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(client.read_response(true)->headers.at("content-length"), "4");
    EXPECT_EQ(client.request(get_text("/broken")).status, 500);
    client.post(kEcho);
    EXPECT_THAT(client.request(get_text("/metrics")).body,
                HasSubstr("aquifer_rpc_call_seconds_count{method=\"echo\"} 1\n"));
}

TEST(Http, ALargeRequestMayAskFirst) {
    TestServer server;
    Client client(server.port());
    client.send(
        "POST / HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
        "Content-Length: 55\r\n\r\n");
    EXPECT_EQ(client.read_response()->status, 100);
    EXPECT_EQ(client.request(kEcho).body, kEchoed);
}

TEST(Http, ConnectionsOverTheLimitAreToldSo) {
    TestServer server([](ServerOptions& options) { options.limits.connections = 1; });
    auto first = std::make_unique<Client>(server.port());
    EXPECT_EQ(first->post(kEcho).status, 200);
    auto second = std::make_unique<Client>(server.port());
    const auto response = second->post(kEcho);
    EXPECT_EQ(response.status, 503);
    EXPECT_THAT(response.body, HasSubstr("as many connections as it is allowed to, 1"));
    EXPECT_EQ(second->read_to_end(), 0U);
    second = nullptr;
    first = nullptr;
    EXPECT_TRUE(becomes_true([&] { return server->meter().open_connections == 0; }));
    EXPECT_EQ(Client(server.port()).post(kEcho).status, 200);
}

TEST(Http, ARequestThatDoesNotComeInTimeIsGivenUp) {
    TestServer server([](ServerOptions& options) { options.limits.time_to_read = 40ms; });
    Client client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: local");
    EXPECT_EQ(client.read_response()->status, 408);
    EXPECT_EQ(client.read_to_end(), 0U);
    EXPECT_EQ(server->meter().connections_dropped, 1U);
}

TEST(Http, AnIdleConnectionIsClosed) {
    TestServer server([](ServerOptions& options) { options.limits.idle = 40ms; });
    Client client(server.port());
    EXPECT_EQ(client.post(kEcho).status, 200);
    EXPECT_EQ(client.read_to_end(), 0U);
}

TEST(Http, ACallThatTakesTooLongIsAnswered) {
    TestServer server([](ServerOptions& options) { options.limits.time_per_call = 40ms; });
    Client client(server.port());
    client.send(post_text(kLater));
    auto late = server.next_reply();
    EXPECT_THAT(client.read_response()->body, HasSubstr("-32002"));
    late(Json("late"));
    EXPECT_EQ(client.post(kEcho).body, kEchoed);
}

TEST(Http, AClientThatDoesNotReadIsDropped) {
    TestServer server([](ServerOptions& options) { options.limits.time_to_write = 40ms; });
    Client client(server.port());
    client.send(post_text(R"({"jsonrpc":"2.0","id":1,"method":"long","params":[50000000]})"));
    EXPECT_TRUE(becomes_true([&] { return server->meter().connections_dropped == 1; }));
    EXPECT_LT(client.read_to_end(), 50'000'000U);
}

TEST(Http, ALongAnswerArrivesWhole) {
    TestServer server;
    Client client(server.port());
    const auto response =
        client.post(R"({"jsonrpc":"2.0","id":1,"method":"long","params":[50000000]})");
    EXPECT_EQ(response.body.size(), 50'000'000 + R"({"jsonrpc":"2.0","id":1,"result":""})"s.size());
}

TEST(Http, AStopEndsWhatIsInHandAndTakesNothingNew) {
    // On one thread, so that both connections learn of the stop together.
    TestServer server([](ServerOptions& options) { options.threads = 1; });
    Client idle(server.port());
    EXPECT_EQ(idle.post(kEcho).status, 200);
    auto busy = std::make_unique<Client>(server.port());
    busy->send(post_text(kLater));
    auto reply = server.next_reply();
    const auto port = server.port();
    std::thread stopping([&] { server->stop(); });
    EXPECT_EQ(idle.read_to_end(), 0U);
    EXPECT_FALSE(Client(port).read_response().has_value());
    reply(Json("done"));
    const auto response = busy->read_response();
    ASSERT_TRUE(response.has_value());
    EXPECT_THAT(response->body, HasSubstr("done"));
    EXPECT_EQ(response->headers.at("connection"), "close");
    EXPECT_EQ(busy->read_to_end(), 0U);
    busy = nullptr;
    stopping.join();
    server->stop();
}

TEST(Http, AStopDoesNotWaitForEver) {
    std::optional<Reply> reply;
    {
        TestServer server([](ServerOptions& options) { options.limits.time_to_stop = 40ms; });
        Client client(server.port());
        client.send(post_text(kLater));
        reply = server.next_reply();
        server->stop();
        EXPECT_EQ(client.read_to_end(), 0U);
    }
    (*reply)(Json("after the end of the server"));
}

TEST(Http, AServerThatCannotStartSaysWhy) {
    TestServer first;
    const auto start = [](const std::string& address, std::uint16_t port) {
        ServerOptions options;
        options.address = address;
        options.port = port;
        return Server(options, {}).start();
    };
    const auto taken = start("127.0.0.1", first.port());
    ASSERT_FALSE(taken.has_value());
    EXPECT_THAT(taken.error().what, HasSubstr("127.0.0.1:" + std::to_string(first.port())));
    EXPECT_THAT(taken.error().advice, HasSubstr("another port"));
    EXPECT_THAT(start("localhost", 0).error().what, HasSubstr("no IP address"));
    EXPECT_THAT(start("192.0.2.1", 0).error().advice, HasSubstr("address of this machine"));
}

}  // namespace
}  // namespace aq::rpc
