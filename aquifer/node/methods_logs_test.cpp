// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using ::testing::HasSubstr;
using testing::kAlice;

/// keccak256("Transfer(address,address,uint256)") of ERC-20.
const std::string kTransfer =
    "\"0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef\"";

class MethodsLogs : public testing::NodeTest {
protected:
    explicit MethodsLogs(NodeOptions options = {})
        : NodeTest(chain::Options(), std::move(options)) {}

    std::size_t count(const std::string& query) {
        return result("eth_getLogs", "[{" + query + "}]").as_array().size();
    }
    static std::string topic(const Address& a) {
        return "\"0x" + std::string(24, '0') + to_hex(a).substr(2) + '"';
    }
    std::size_t changes(const std::string& id) {
        return result("eth_getFilterChanges", "[\"" + id + "\"]").as_array().size();
    }
};

TEST_F(MethodsLogs, AreFoundByRangeAddressAndTopics) {
    submit_to_lido();
    send_one_wei();
    submit_to_lido();
    const std::string all = R"("fromBlock":"earliest","toBlock":"latest")";
    const std::string at_lido = R"(,"address":")" + to_hex(lido) + '"';
    EXPECT_EQ(count(all), 6U);
    EXPECT_EQ(count(""), 3U) << "the last block alone";
    EXPECT_EQ(count(all + at_lido), 6U);
    EXPECT_EQ(
        count(all + R"(,"address":[")" + to_hex(lido) + "\"," + "\"" + to_hex(kAlice) + "\"]"), 6U);
    EXPECT_EQ(count(all + R"(,"address":")" + to_hex(kAlice) + '"'), 0U);
    EXPECT_EQ(count(all + R"(,"address":[])"), 6U);
    // Transfer is logged once a deposit, to Alice; so is Submitted, from her.
    EXPECT_EQ(count(all + R"(,"topics":[)" + kTransfer + "]"), 2U);
    EXPECT_EQ(count(all + R"(,"topics":[[)" + kTransfer + "," + topic(kAlice) + "]]"), 2U);
    EXPECT_EQ(count(all + R"(,"topics":[)" + kTransfer + ",null," + topic(kAlice) + "]"), 2U);
    EXPECT_EQ(count(all + R"(,"topics":[)" + kTransfer + "," + topic(kAlice) + "]"), 0U);
    EXPECT_EQ(count(all + R"(,"topics":[[)" + kTransfer + ",null]]"), 6U);
    EXPECT_EQ(count(all + R"(,"topics":[])"), 6U);
    EXPECT_EQ(count(all + R"(,"topics":[[]])"), 6U);
    // Transfer and TransferShares have three topics, Submitted has two.
    EXPECT_EQ(count(all + R"(,"topics":[null,null,null])"), 4U);
    EXPECT_EQ(count(all + R"(,"topics":[null,null,null,null])"), 0U);
    // 25,900,001 to 25,900,002.
    EXPECT_EQ(count(R"("fromBlock":"0x18b33e1","toBlock":"0x18b33e2")"), 3U);
    EXPECT_EQ(count(R"("fromBlock":"0x1","toBlock":"0xffffffff")"), 6U);
    EXPECT_EQ(count(R"("fromBlock":"0xfffffff0","toBlock":"0xffffffff")"), 0U);
    const std::string hash(
        result("eth_getBlockByNumber", R"(["0x18b33e1"])").at("hash").get_string());
    EXPECT_EQ(count(R"("blockHash":")" + hash + '"'), 3U);
}

TEST_F(MethodsLogs, AreThoseOfTheReceipts) {
    change([](chain::Chain& c) { c.set_mining(chain::Mining::kOnDemand); });
    submit_to_lido();
    send_one_wei();
    submit_to_lido();
    change([](chain::Chain& c) { ASSERT_TRUE(c.mine(1, 0).has_value()); });
    JsonArray logs;
    const Json receipts = result("eth_getBlockReceipts", R"(["latest"])");
    for (const Json& receipt : receipts.as_array()) {
        for (const Json& log : receipt.at("logs").as_array()) logs.push_back(log);
    }
    EXPECT_EQ(logs.size(), 6U);
    EXPECT_EQ(result("eth_getLogs", "[{}]"), Json(logs));
}

TEST_F(MethodsLogs, RefusesWhatIsNoQuery) {
    EXPECT_EQ(error("eth_getLogs", "[]"), "-32602 missing value for required argument 0");
    EXPECT_THAT(error("eth_getLogs", "[7]"), HasSubstr("expected an object"));
    EXPECT_THAT(error("eth_getLogs", R"([{"address":"0x1"}])"),
                HasSubstr("-32602 invalid argument 0: address: expected an address"));
    EXPECT_THAT(error("eth_getLogs", R"([{"topics":["0x1"]}])"),
                HasSubstr("topics: expected 32 bytes"));
    EXPECT_THAT(error("eth_getLogs", R"([{"topics":"0x1"}])"), HasSubstr("expected a list"));
    EXPECT_THAT(error("eth_getLogs", R"([{"topics":[null,null,null,null,null]}])"),
                HasSubstr("at most four topics"));
    EXPECT_THAT(error("eth_getLogs", R"([{"fromBlock":"latest","blockHash":"0x)" +
                                         std::string(64, '7') + R"("}])"),
                HasSubstr("cannot specify both BlockHash and FromBlock/ToBlock"));
    EXPECT_EQ(error("eth_getLogs", R"([{"blockHash":"0x)" + std::string(64, '7') + R"("}])"),
              "-32000 unknown block");
    EXPECT_THAT(error("eth_getLogs", R"([{"fromBlock":"0x5","toBlock":"0x4"}])"),
                HasSubstr("-32602 invalid block range params"));
}

class MethodsLogsLimited : public MethodsLogs {
protected:
    MethodsLogsLimited()
        : MethodsLogs({.secrets = {},
                       .logs = {.blocks = 10, .logs = 4, .examined = 5, .alternatives = 2},
                       .filters = {},
                       .engine = {}}) {}
};

TEST_F(MethodsLogsLimited, SaysHowToNarrowAQueryThatFindsTooMuch) {
    submit_to_lido();
    submit_to_lido();
    EXPECT_EQ(
        error("eth_getLogs", R"([{"fromBlock":"earliest"}])"),
        "-32005 query returned more than 4 results; name addresses or topics, or ask for fewer "
        "blocks. Try with this block range [0x18b33e0, 0x18b33e1].");
    EXPECT_EQ(count(R"("fromBlock":"0x18b33e0","toBlock":"0x18b33e1")"), 3U);
    EXPECT_THAT(
        error("eth_getLogs", R"([{"fromBlock":"earliest","topics":[null,null,null,null]}])"),
        HasSubstr("-32005 query looks at more than 5 logs"));
    change([](chain::Chain& c) { ASSERT_TRUE(c.mine(10, 0).has_value()); });
    EXPECT_EQ(error("eth_getLogs", R"([{"fromBlock":"earliest"}])"),
              "-32005 query exceeds max block range 10; name addresses or topics, or ask for fewer "
              "blocks. Try with this block range [0x18b33e0, 0x18b33e9].");
    const std::string a = '"' + to_hex(lido) + '"';
    EXPECT_THAT(error("eth_getLogs", R"([{"address":[)" + a + "," + a + "," + a + "]}]"),
                HasSubstr("at most 2 alternatives; 3 given"));
}

TEST_F(MethodsLogs, FiltersTellWhatIsNew) {
    submit_to_lido();
    const std::string logs = text("eth_newFilter", R"([{"address":")" + to_hex(lido) + "\"}]");
    const std::string blocks = text("eth_newBlockFilter", "[]");
    const std::string pending = text("eth_newPendingTransactionFilter", "[]");
    EXPECT_EQ(changes(logs), 0U);
    EXPECT_EQ(changes(blocks), 0U);
    const std::string hash = submit_to_lido();
    EXPECT_EQ(result("eth_getFilterChanges", "[\"" + logs + "\"]"), result("eth_getLogs", "[{}]"));
    const Json head = result("eth_getBlockByNumber", R"(["latest"])");
    EXPECT_EQ(result("eth_getFilterChanges", "[\"" + blocks + "\"]"),
              Json(JsonArray{head.at("hash")}));
    EXPECT_EQ(text("eth_getFilterChanges", "[\"" + pending + "\"]"), "[\"" + hash + "\"]");
    EXPECT_EQ(changes(logs), 0U);
    EXPECT_EQ(changes(blocks), 0U);
    EXPECT_EQ(changes(pending), 0U);
    EXPECT_EQ(result("eth_getFilterLogs", "[\"" + logs + "\"]").as_array().size(), 3U)
        << "from the latest block, as nothing else was asked for";
    EXPECT_EQ(text("eth_uninstallFilter", "[\"" + logs + "\"]"), "true");
    EXPECT_EQ(text("eth_uninstallFilter", "[\"" + logs + "\"]"), "false");
    EXPECT_THAT(error("eth_getFilterChanges", "[\"" + logs + "\"]"),
                HasSubstr("-32000 filter not found"));
    EXPECT_THAT(error("eth_getFilterLogs", "[\"" + blocks + "\"]"),
                HasSubstr("-32602 this filter is not of logs"));
    EXPECT_THAT(error("eth_newFilter", R"([{"blockHash":"0x)" + std::string(64, '7') + "\"}]"),
                HasSubstr("blockHash is for eth_getLogs"));
}

TEST_F(MethodsLogs, AFiltersRangeIsKept) {
    // 25,900,002 alone.
    const std::string id =
        text("eth_newFilter", R"([{"fromBlock":"0x18b33e2","toBlock":"0x18b33e2"}])");
    submit_to_lido();
    EXPECT_EQ(changes(id), 0U);
    submit_to_lido();
    EXPECT_EQ(changes(id), 3U);
    submit_to_lido();
    EXPECT_EQ(changes(id), 0U);
    EXPECT_EQ(result("eth_getFilterLogs", "[\"" + id + "\"]").as_array().size(), 3U);
}

TEST_F(MethodsLogs, ARunOfEmptyBlocksShowsAsItsLast) {
    const std::string id = text("eth_newBlockFilter", "[]");
    change([](chain::Chain& c) { ASSERT_TRUE(c.mine(100'800, 0).has_value()); });
    // One for what waited, and one for the rest.
    EXPECT_EQ(changes(id), 2U);
}

TEST_F(MethodsLogs, FiltersFollowAChainThatGoesBack) {
    std::uint64_t snapshot = 0;
    change([&](chain::Chain& c) { snapshot = c.take_snapshot(); });
    const std::string id = text("eth_newFilter", "[{}]");
    submit_to_lido();
    EXPECT_EQ(changes(id), 3U);
    change([&](chain::Chain& c) { ASSERT_TRUE(c.revert_to(snapshot).value()); });
    EXPECT_EQ(changes(id), 0U);
    submit_to_lido();
    EXPECT_EQ(changes(id), 3U);
}

}  // namespace
}  // namespace aq::node
