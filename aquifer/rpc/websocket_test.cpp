// SPDX-License-Identifier: Apache-2.0
// The server over WebSocket (RFC 6455), through sockets.
#include <aquifer/rpc/testing.hpp>

#include <gmock/gmock.h>

#include <thread>

namespace aq::rpc {
namespace {

using namespace std::chrono_literals;
using testing::becomes_true;
using testing::Client;
using ::testing::HasSubstr;
using testing::kClose;
using testing::kEcho;
using testing::kEchoed;
using testing::kPing;
using testing::kPong;
using testing::kText;
using testing::TestServer;

constexpr std::string_view kLaterOn = R"({"jsonrpc":"2.0","id":2,"method":"later"})";
constexpr std::string_view kSubscribe = R"({"jsonrpc":"2.0","id":3,"method":"subscribe"})";

/// The code that a close frame carries (RFC 6455 section 5.5.1); 0 without one.
unsigned close_code(Client& client) {
    while (const auto frame = client.read_frame()) {
        if (frame->opcode != kClose || frame->payload.size() < 2) continue;
        return static_cast<unsigned char>(frame->payload[0]) * 256U +
               static_cast<unsigned char>(frame->payload[1]);
    }
    return 0;
}

TEST(WebSocket, CallsAreAnsweredAtEitherPath) {
    TestServer server;
    for (const std::string_view path : {"/", "/ws"}) {
        Client client(server.port());
        const auto response = client.upgrade(path);
        EXPECT_EQ(response.status, 101);
        // The answer that RFC 6455 section 1.3 computes for this key.
        EXPECT_EQ(response.headers.at("sec-websocket-accept"), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        client.send_frame(kText, kEcho);
        EXPECT_EQ(client.read_text(), kEchoed);
        client.send_frame(kText, "[" + std::string(kEcho) + "]");
        EXPECT_EQ(client.read_text(), "[" + std::string(kEchoed) + "]");
        client.send_frame(kText, "{");
        EXPECT_THAT(client.read_text(), HasSubstr("-32700"));
    }
}

TEST(WebSocket, AnUpgradeIsRefusedLikeAnyRequest) {
    TestServer server;
    EXPECT_EQ(Client(server.port()).upgrade("/elsewhere").status, 404);
    EXPECT_EQ(Client(server.port()).upgrade("/", "Origin: https://example.com\r\n").status, 403);
    EXPECT_EQ(Client(server.port()).upgrade("/", "Origin: http://localhost:3000\r\n").status, 101);
}

TEST(WebSocket, FragmentsMakeOneMessageAndPingsMayComeBetween) {
    TestServer server;
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, kEcho.substr(0, 10), false);
    client.send_frame(kPing, "are you there");
    client.send_frame(0, kEcho.substr(10, 10), false);
    client.send_frame(0, kEcho.substr(20));
    const auto pong = client.read_frame();
    ASSERT_TRUE(pong.has_value());
    EXPECT_EQ(pong->opcode, kPong);
    EXPECT_EQ(pong->payload, "are you there");
    EXPECT_EQ(client.read_text(), kEchoed);
}

TEST(WebSocket, AnswersComeWhenTheyAreReady) {
    TestServer server;
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, kLaterOn);
    auto reply = server.next_reply();
    client.send_frame(kText, kEcho);
    EXPECT_EQ(client.read_text(), kEchoed);
    reply(Json("now"));
    EXPECT_EQ(client.read_text(), R"({"jsonrpc":"2.0","id":2,"result":"now"})");
}

TEST(WebSocket, NoMoreThanTheLimitIsInFlight) {
    TestServer server([](ServerOptions& options) { options.limits.requests_in_flight = 2; });
    Client client(server.port());
    client.upgrade();
    for (int i = 0; i < 2; ++i) client.send_frame(kText, kLaterOn);
    auto first = server.next_reply();
    auto second = server.next_reply();
    client.send_frame(kText, kEcho);
    first(Json("first"));
    EXPECT_THAT(client.read_text(), HasSubstr("first"));
    EXPECT_EQ(client.read_text(), kEchoed);
    second(Json("second"));
    EXPECT_THAT(client.read_text(), HasSubstr("second"));
}

TEST(WebSocket, TextsArePushedInOrderFromAnyThread) {
    TestServer server;
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, kSubscribe);
    EXPECT_THAT(client.read_text(), HasSubstr("0x1"));
    const auto session = server.next_session();
    std::thread pusher([&] {
        for (int i = 0; i < 1000; ++i) EXPECT_TRUE(session->push(std::to_string(i)));
    });
    for (int i = 0; i < 1000; ++i) EXPECT_EQ(client.read_text(), std::to_string(i));
    pusher.join();
}

TEST(WebSocket, SubscriptionsAreLimited) {
    TestServer server([](ServerOptions& options) { options.limits.subscriptions = 1; });
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, kSubscribe);
    EXPECT_THAT(client.read_text(), HasSubstr("0x1"));
    const auto session = server.next_session();
    client.send_frame(kText, kSubscribe);
    EXPECT_THAT(client.read_text(), HasSubstr("-32000"));
    EXPECT_EQ(session->subscriptions(), 1U);
    session->give_subscription_back();
    client.send_frame(kText, kSubscribe);
    EXPECT_THAT(client.read_text(), HasSubstr("0x1"));
}

TEST(WebSocket, AClientThatDoesNotReadIsDropped) {
    TestServer server([](ServerOptions& options) { options.limits.queued_bytes = 1'000'000; });
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, kSubscribe);
    const auto session = server.next_session();
    const std::string text(100'000, 'x');
    std::size_t pushed = 0;
    // What the system's buffers take does not count; they end somewhere.
    while (pushed < 10'000 && session->push(text)) ++pushed;
    EXPECT_LT(pushed, 10'000U);
    EXPECT_TRUE(session->closed());
    EXPECT_EQ(server->meter().connections_dropped, 1U);
    EXPECT_LE(client.read_to_end(), (pushed + 1) * (text.size() + 10));
    EXPECT_FALSE(session->push("more"));
}

TEST(WebSocket, AClientThatTakesNothingForTooLongIsDropped) {
    TestServer server([](ServerOptions& options) { options.limits.time_to_write = 40ms; });
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, R"({"jsonrpc":"2.0","id":1,"method":"long","params":[50000000]})");
    EXPECT_TRUE(becomes_true([&] { return server->meter().connections_dropped == 1; }));
}

TEST(WebSocket, AMessageOverTheLimitClosesWithItsCode) {
    TestServer server([](ServerOptions& options) { options.limits.body_bytes = 1000; });
    Client whole(server.port());
    whole.upgrade();
    whole.send_frame(kText, std::string(1001, ' '));
    EXPECT_EQ(close_code(whole), 1009U);
    Client parts(server.port());
    parts.upgrade();
    parts.send_frame(kText, std::string(600, ' '), false);
    parts.send_frame(0, std::string(600, ' '));
    EXPECT_EQ(close_code(parts), 1009U);
}

TEST(WebSocket, WhatIsNoFrameOrNoUtf8ClosesWithItsCode) {
    TestServer server;
    Client unmasked(server.port());
    unmasked.upgrade();
    unmasked.send("\x81\x02{}");
    EXPECT_EQ(close_code(unmasked), 1002U);
    Client text(server.port());
    text.upgrade();
    text.send_frame(kText, "\xff\xfe");
    EXPECT_EQ(close_code(text), 1007U);
}

TEST(WebSocket, AMessageThatDoesNotEndInTimeIsGivenUp) {
    TestServer server([](ServerOptions& options) { options.limits.time_to_read = 40ms; });
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, "{", false);
    client.read_to_end();
    EXPECT_EQ(server->meter().connections_dropped, 1U);
}

TEST(WebSocket, AClientThatIsGoneIsFoundByPings) {
    TestServer server([](ServerOptions& options) { options.limits.idle = 60ms; });
    Client client(server.port());
    client.upgrade();
    const auto ping = client.read_frame();
    ASSERT_TRUE(ping.has_value());
    EXPECT_EQ(ping->opcode, kPing);
    client.send_frame(kPong, ping->payload);
    const auto again = client.read_frame();
    ASSERT_TRUE(again.has_value());
    EXPECT_EQ(again->opcode, kPing);
    // Nothing more from us: as from a machine without power.
    client.read_to_end();
    EXPECT_TRUE(becomes_true([&] { return server->meter().open_connections == 0; }));
}

TEST(WebSocket, ACloseIsAnsweredAndEndsTheSession) {
    TestServer server;
    Client client(server.port());
    client.upgrade();
    client.send_frame(kText, kSubscribe);
    const auto session = server.next_session();
    client.send_frame(kText, kLaterOn);
    auto reply = server.next_reply();
    client.send_frame(kClose, "\x03\xe8");
    EXPECT_EQ(close_code(client), 1000U);
    EXPECT_EQ(client.read_to_end(), 0U);
    EXPECT_TRUE(becomes_true([&] { return session->closed(); }));
    reply(Json("to nobody"));
    EXPECT_FALSE(session->push("x"));
}

TEST(WebSocket, AStopDoesNotWaitForSessionsThatSomebodyKeeps) {
    std::shared_ptr<Session> session;
    const auto began = Clock::now();
    {
        TestServer server;
        Client client(server.port());
        client.upgrade();
        client.send_frame(kText, kSubscribe);
        session = server.next_session();
        client.shutdown_send();
        EXPECT_TRUE(becomes_true([&] { return session->closed(); }));
    }
    // The shortest of the connection's own times is ten seconds.
    EXPECT_LT(Clock::now() - began, 5s);
    EXPECT_FALSE(session->push("x"));
}

TEST(WebSocket, AClientThatVanishesLeavesNothingBehind) {
    TestServer server;
    std::weak_ptr<Session> session;
    {
        Client client(server.port());
        client.upgrade();
        client.send_frame(kText, kSubscribe);
        session = server.next_session();
        client.send_frame(kText, kLaterOn);
    }
    auto reply = server.next_reply();
    EXPECT_TRUE(becomes_true([&] { return server->meter().open_connections == 0; }));
    reply(Json("to nobody"));
    EXPECT_TRUE(becomes_true([&] { return session.expired(); }));
}

TEST(WebSocket, AStopEndsWhatIsInHandAndSaysGoodbye) {
    TestServer server;
    // This one never answers the goodbye.
    Client silent(server.port());
    silent.upgrade();
    auto busy = std::make_unique<Client>(server.port());
    busy->upgrade();
    busy->send_frame(kText, kLaterOn);
    auto reply = server.next_reply();
    const auto began = Clock::now();
    std::thread stopping([&] { server->stop(); });
    EXPECT_EQ(close_code(silent), 1001U);
    reply(Json("done"));
    EXPECT_THAT(busy->read_text(), HasSubstr("done"));
    EXPECT_EQ(close_code(*busy), 1001U);
    busy->send_frame(kClose, "\x03\xe9");
    busy = nullptr;
    stopping.join();
    EXPECT_LT(Clock::now() - began, Limits().time_to_stop);
    EXPECT_EQ(server->meter().open_connections, 0U);
}

}  // namespace
}  // namespace aq::rpc
