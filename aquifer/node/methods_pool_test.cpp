// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using testing::kAlice;
using testing::kBob;
using testing::kCarol;

class MethodsPool : public testing::NodeTest {
protected:
    /// Alice's next transaction, and one that leaves a gap.
    void SetUp() override {
        change([](chain::Chain& c) { c.set_mining(chain::Mining::kOnDemand); });
        send(0);
        send(5);
    }
    std::string send(std::uint64_t nonce) {
        return text("eth_sendTransaction", R"([{"from":")" + to_hex(kAlice) + R"(","to":")" +
                                               to_hex(kBob) + R"(","value":"0x2","gas":"0x5208",)" +
                                               R"("nonce":")" + quantity_text(nonce) + R"("}])");
    }
};

TEST_F(MethodsPool, CountsWhatTheNextBlockTakesAndWhatWaitsLonger) {
    EXPECT_EQ(text("txpool_status", "[]"), R"({"pending":"0x1","queued":"0x1"})");
    text("evm_mine", "[]");
    EXPECT_EQ(text("txpool_status", "[]"), R"({"pending":"0x0","queued":"0x1"})");
}

TEST_F(MethodsPool, ShowsWhatWaitsBySenderAndNonce) {
    const Json all = result("txpool_content", "[]");
    const Json& first = all.at("pending").at(to_hex(kAlice)).at("0");
    EXPECT_EQ(first.at("to"), Json(to_hex(kBob)));
    EXPECT_EQ(first.at("blockHash"), Json(nullptr));
    EXPECT_EQ(all.at("queued").at(to_hex(kAlice)).at("5").at("nonce"), Json("0x5"));
    EXPECT_EQ(all.at("pending").get_object().size(), 1U);
    EXPECT_EQ(all.at("queued").at(to_hex(kAlice)).get_object().size(), 1U);
}

TEST_F(MethodsPool, ShowsOneSendersAlone) {
    const Json hers = result("txpool_contentFrom", R"([")" + to_hex(kAlice) + R"("])");
    EXPECT_EQ(hers.at("pending").at("0").at("value"), Json("0x2"));
    EXPECT_TRUE(hers.at("queued").get_object().contains("5"));
    EXPECT_EQ(text("txpool_contentFrom", R"([")" + to_hex(kCarol) + R"("])"),
              R"({"pending":{},"queued":{}})");
}

/// The line is geth's (internal/ethapi, TxPoolAPI.Inspect).
TEST_F(MethodsPool, SumsATransactionUpInALine) {
    EXPECT_EQ(result("txpool_inspect", "[]").at("pending").at(to_hex(kAlice)).at("0"),
              Json(to_hex(kBob) + ": 2 wei + 21000 gas × 0 wei"));
}

}  // namespace
}  // namespace aq::node
