// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using ::testing::HasSubstr;

class SubscriptionsTest : public testing::NodeTest {
protected:
    std::string subscribe(const std::string& params) {
        return std::string(result("eth_subscribe", params, session).get_string());
    }
    /// What a subscription was told, after checking that all is its.
    std::vector<Json> told(const std::string& id) {
        settle();
        std::vector<Json> out;
        for (const Json& text : session->take()) {
            EXPECT_EQ(text.at("jsonrpc"), Json("2.0"));
            EXPECT_EQ(text.at("method"), Json("eth_subscription"));
            EXPECT_EQ(text.at("params").at("subscription"), Json(id));
            out.push_back(text.at("params").at("result"));
        }
        return out;
    }

    std::shared_ptr<testing::FakeSession> session =
        std::make_shared<testing::FakeSession>(std::size_t{2});
};

TEST_F(SubscriptionsTest, TellOfNewHeads) {
    const std::string id = subscribe(R"(["newHeads"])");
    send_one_wei();
    change([](chain::Chain& c) { ASSERT_TRUE(c.mine(1000, 0).has_value()); });
    const std::vector<Json> heads = told(id);
    ASSERT_EQ(heads.size(), 3U) << "a run of empty blocks is told of as its last";
    EXPECT_EQ(heads[0].at("number"), Json("0x18b33e1"));
    EXPECT_EQ(heads[2].at("hash"), result("eth_getBlockByNumber", R"(["latest"])").at("hash"));
    EXPECT_FALSE(heads[0].get_object().contains("transactions"));
}

TEST_F(SubscriptionsTest, TellOfLogsThatMatch) {
    const std::string id = subscribe(R"(["logs", {"address":")" + to_hex(lido) + R"(","topics":
        ["0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"]}])");
    send_one_wei();
    submit_to_lido();
    const std::vector<Json> logs = told(id);
    ASSERT_EQ(logs.size(), 1U);
    const JsonArray found = result("eth_getLogs", R"([{"topics":
            ["0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"]}])")
                                .as_array();
    EXPECT_EQ(Json(JsonArray{logs[0]}), Json(found));
}

TEST_F(SubscriptionsTest, TellOfWaitingTransactions) {
    change([](chain::Chain& c) { c.set_mining(chain::Mining::kOnDemand); });
    const std::string hashes = subscribe(R"(["newPendingTransactions"])");
    const std::string first = send_one_wei();
    EXPECT_EQ(told(hashes), std::vector<Json>{Json(first)});
    EXPECT_EQ(result("eth_unsubscribe", "[\"" + hashes + "\"]", session), Json(true));
    const std::string whole = subscribe(R"(["newPendingTransactions", true])");
    const std::string second = send_one_wei();
    EXPECT_EQ(told(whole),
              std::vector<Json>{result("eth_getTransactionByHash", "[\"" + second + "\"]")});
}

TEST_F(SubscriptionsTest, EndWhenTheyAreEndedOrTheirSessionIsClosed) {
    const std::string id = subscribe(R"(["newHeads"])");
    const auto other = std::make_shared<testing::FakeSession>(std::size_t{2});
    EXPECT_EQ(result("eth_unsubscribe", "[\"" + id + "\"]", other), Json(false))
        << "another session's";
    EXPECT_EQ(result("eth_unsubscribe", "[\"" + id + "\"]", session), Json(true));
    EXPECT_EQ(result("eth_unsubscribe", "[\"" + id + "\"]", session), Json(false));
    EXPECT_FALSE(node->subscriptions().any());
    send_one_wei();
    EXPECT_TRUE(told("").empty());
    subscribe(R"(["newHeads"])");
    session->close();
    send_one_wei();
    settle();
    EXPECT_FALSE(node->subscriptions().any());
}

TEST_F(SubscriptionsTest, AreLimitedAndNeedAConnection) {
    subscribe(R"(["newHeads"])");
    subscribe(R"(["logs"])");
    const auto third = ask("eth_subscribe", R"(["newHeads"])", session);
    ASSERT_FALSE(third.has_value());
    EXPECT_EQ(third.error().code, -32005);
    EXPECT_THAT(third.error().message, HasSubstr("has 2 subscriptions already"));
    EXPECT_THAT(error("eth_subscribe", R"(["newHeads"])"),
                HasSubstr("-32601 notifications not supported"));
    EXPECT_THAT(error("eth_unsubscribe", R"(["0x1"])"),
                HasSubstr("-32601 notifications not supported"));
    const auto unknown = ask("eth_subscribe", R"(["syncing"])", session);
    ASSERT_FALSE(unknown.has_value());
    EXPECT_THAT(unknown.error().message, HasSubstr("no \"syncing\" subscription in eth namespace"));
    EXPECT_FALSE(ask("eth_subscribe", "[]", session).has_value());
    EXPECT_FALSE(ask("eth_subscribe", R"(["newHeads", {}])", session).has_value());
    EXPECT_FALSE(ask("eth_subscribe", R"(["logs", 7])", session).has_value());
}

}  // namespace
}  // namespace aq::node
