// SPDX-License-Identifier: Apache-2.0
// Expected amounts are worked out by hand: Lido begins with one ether for one share.
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using ::testing::HasSubstr;

class Aquifer : public testing::NodeTest {
protected:
    Aquifer() : Aquifer(chain::Options()) {}
    explicit Aquifer(const chain::Options& options) : NodeTest(options, NodeOptions()) {}

    /// A transaction of Alice's to a named contract.
    template <class... T>
    void send(std::string_view to, std::string_view signature, const T&... arguments) {
        const Bytes data = abi_call(first_four(keccak(signature)), arguments...);
        const std::string hash =
            text("eth_sendTransaction", R"([{"from":")" + to_hex(testing::kAlice) + R"(","to":")" +
                                            at(to) + R"(","data":")" + to_hex(BytesView(data)) +
                                            R"("}])");
        EXPECT_EQ(result("eth_getTransactionReceipt", "[\"" + hash + "\"]").at("status"), "0x1")
            << signature;
    }
    std::string at(std::string_view name) {
        const Json all = result("aquifer_contracts", "[]");
        for (const Json& one : all.as_array()) {
            if (one.at("name") == Json(name)) return std::string(one.at("address").as_string());
        }
        ADD_FAILURE() << name;
        return {};
    }
    Address address(std::string_view name) { return *read_address(Json(at(name)), {}); }
    /// One stETH of Alice's into EigenLayer.
    void restake() {
        submit_to_lido();
        send("lido", "approve(address,uint256)", address("strategyManager"), testing::kEther);
        send("strategyManager", "depositIntoStrategy(address,address,uint256)",
             address("stEthStrategy"), lido, testing::kEther);
    }
    const std::string alice_ = "[\"" + to_hex(testing::kAlice) + "\"]";
};

TEST_F(Aquifer, APositionFollowsEtherIntoLidoAndEigenLayer) {
    restake();
    const Json position = result("aquifer_position", alice_);
    // 9,999 ether and one stETH that is restaked.
    EXPECT_EQ(position.at("etherWei"), "0x21e0c0013070adc0000");
    EXPECT_EQ(position.at("totalValueWei"), "0x21e19e0c9bab2400000");
    const JsonArray& restaked = position.at("restaked").as_array();
    ASSERT_EQ(restaked.size(), 1U);
    EXPECT_EQ(restaked[0].at("asset"), Json(to_hex(lido)));
    EXPECT_EQ(restaked[0].at("withdrawableShares"), "0xde0b6b3a7640000");
    EXPECT_EQ(restaked[0].at("valueWei"), "0xde0b6b3a7640000");
}

TEST_F(Aquifer, StatesOfEarlierBlocksCanBeAsked) {
    const std::string before = text("eth_blockNumber", "[]");
    submit_to_lido();
    const std::string alice = to_hex(testing::kAlice);
    EXPECT_EQ(result("aquifer_position", "[\"" + alice + "\",\"" + before + "\"]").at("tokens"),
              JsonArray());
    EXPECT_EQ(result("aquifer_position", alice_).at("tokens").as_array().size(), 1U);
}

TEST_F(Aquifer, ATicketOfEigenLayerBecomesClaimableByWaiting) {
    restake();
    send(
        "delegationManager", "queueWithdrawals((address[],uint256[],address)[])",
        std::vector{eigenlayer::QueuedWithdrawalParams{{address("stEthStrategy")},
                                                       {eigenlayer::DepositShares(testing::kEther)},
                                                       testing::kAlice}});
    const Json queued = result("aquifer_position", alice_).at("tickets").at(0);
    EXPECT_EQ(queued.at("claimable"), false);
    EXPECT_THAT(std::string(queued.at("refusal").as_string()),
                HasSubstr("WithdrawalDelayNotElapsed"));
    // 100,800 blocks are fourteen days, and the last of them does not do yet.
    result("aquifer_wait", R"([{"days":14}])");
    result("aquifer_wait", R"([{"blocks":1}])");
    const std::string root(queued.at("root").as_string());
    const Json ready =
        result("aquifer_ticket", R"([{"protocol":"eigenlayer","root":")" + root + R"("}])");
    EXPECT_EQ(ready.at("claimable"), true);
    EXPECT_EQ(ready.at("payments").at(0).at("amount"), "0xde0b6b3a7640000");
    EXPECT_EQ(result("aquifer_queues", "[]").at("eigenlayer").at("completable"), "0x1");
}

TEST_F(Aquifer, WaitingTakesBlocksAndTimeTogether) {
    const Json before = result("eth_getBlockByNumber", R"(["latest",false])");
    const Json after = result("aquifer_wait", R"([{"seconds":"0x19"}])");
    const auto number = [](const Json& of, std::string_view member) {
        return std::stoull(std::string(of.at(member).as_string()), nullptr, 16);
    };
    // 25 seconds are three blocks of twelve.
    EXPECT_EQ(number(after, "blockNumber"), number(before, "number") + 3);
    EXPECT_EQ(number(after, "timestamp"), number(before, "timestamp") + 36);
    EXPECT_THAT(error("aquifer_wait", R"([{"days":1,"blocks":1}])"), HasSubstr("one of blocks"));
    EXPECT_THAT(error("aquifer_wait", R"([{"blocks":0}])"), HasSubstr("from 1"));
}

TEST_F(Aquifer, ATokenGetsItsStrategyAndAnAvsItsSet) {
    const std::string token = text("aquifer_deployToken", R"([{"symbol":"PTS"}])");
    const Json made = result("aquifer_deployStrategy", "[\"" + token + "\"]");
    const std::string strategy(made.at("strategy").as_string());
    EXPECT_EQ(result("eth_getTransactionReceipt",
                     "[\"" + std::string(made.at("transactionHash").as_string()) + "\"]")
                  .at("status"),
              "0x1");
    EXPECT_THAT(error("aquifer_deployStrategy", "[\"" + token + "\"]"),
                HasSubstr("execution reverted"));
    const std::string avs = to_hex(testing::kCarol);
    result("aquifer_createAvs",
           R"([{"avs":")" + avs + R"(","operatorSetId":7,"strategies":[")" + strategy + R"("]}])");
    const Json sets = result("aquifer_operatorSets", "[\"" + avs + "\"]");
    ASSERT_EQ(sets.as_array().size(), 1U);
    EXPECT_EQ(sets.at(0).at("id"), "0x7");
    EXPECT_EQ(sets.at(0).at("slasher"), Json(avs));
    EXPECT_EQ(sets.at(0).at("strategies").at(0), Json(strategy));
}

TEST_F(Aquifer, AnInterfaceIsWhatClientsRead) {
    const Json abi = result("aquifer_abi", R"(["weth"])");
    const auto find = [&](std::string_view type, std::string_view name) -> Json {
        for (const Json& entry : abi.as_array()) {
            const Json* called = entry.as_object().if_contains("name");
            if (entry.at("type") == Json(type) && called != nullptr && *called == Json(name))
                return entry;
        }
        return nullptr;
    };
    // The published ABI of WETH9.
    EXPECT_EQ(find("function", "deposit"),
              json(R"({"type":"function","name":"deposit","inputs":[],"outputs":[],
                       "stateMutability":"payable"})"));
    EXPECT_EQ(find("function", "balanceOf").at("stateMutability"), "view");
    EXPECT_EQ(find("event", "Transfer").at("inputs").at(0).at("indexed"), true);
    const Json queue = result("aquifer_abi", R"(["delegationManager"])");
    EXPECT_THAT(error("aquifer_abi", R"(["wetth"])"), HasSubstr("did you mean weth?"));
    for (const Json& entry : queue.as_array()) {
        const Json* called = entry.as_object().if_contains("name");
        if (called == nullptr || *called != "queueWithdrawals") continue;
        EXPECT_EQ(entry.at("inputs").at(0).at("type"), "tuple[]");
        EXPECT_EQ(entry.at("inputs").at(0).at("components").at(0).at("type"), "address[]");
    }
}

TEST_F(Aquifer, BytesAreDecodedInTheirOwnWords) {
    // keccak256("Transfer(address,address,uint256)"), and 0x08c379a0 of Error(string).
    const std::string zero(64, '0');
    const Json log = result(
        "aquifer_decode",
        R"([{"topics":["0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef","0x)" +
            zero + R"(","0x)" + zero + R"("],"data":"0x)" + zero + R"("}])");
    EXPECT_EQ(log.at("name"), "Transfer");
    EXPECT_EQ(log.at("arguments").as_array().size(), 3U);
    const Json revert =
        result("aquifer_decode", R"([{"revert":"0x08c379a0)" + std::string(62, '0') + "20" +
                                     std::string(62, '0') + "02" + "6869" + std::string(60, '0') +
                                     R"("}])");
    EXPECT_EQ(revert.at("name"), "Error");
    EXPECT_THAT(error("aquifer_decode", "[{}]"), HasSubstr("one of calldata"));
}

TEST_F(Aquifer, WhatIsNotThereIsSaidWithWhatIs) {
    EXPECT_THAT(error("aquifer_backing", R"(["ezeth"])"), HasSubstr("did you mean ezETH?"));
    EXPECT_THAT(error("aquifer_backing", alice_), HasSubstr("a token with something behind it"));
    EXPECT_THAT(error("aquifer_backing", alice_), HasSubstr("cbeth, "));
    EXPECT_THAT(error("aquifer_slashers", R"(["weth"])"), HasSubstr("a restaked token"));
    EXPECT_THAT(error("aquifer_ticket", R"([{"protocol":"rocket","id":1}])"),
                HasSubstr("lido, renzo or eigenlayer"));
    EXPECT_THAT(error("aquifer_ticket", R"([{"protocol":"lido","id":5}])"),
                HasSubstr("its last is 0"));
    EXPECT_THAT(error("aquifer_ticket", R"([{"protocol":"eigenlayer","id":5}])"),
                HasSubstr("have a root"));
    EXPECT_THAT(error("aquifer_rateHistory", R"(["lido","latest","latest",0])"),
                HasSubstr("points are from 1"));
    EXPECT_THAT(error("aquifer_beaconDeposit", R"([{"pol":"mine"}])"),
                HasSubstr("no member pol; there are: pool n prefix gwei"));
    EXPECT_THAT(error("aquifer_beaconDeposit", R"([{"pool":"nobody"}])"), HasSubstr("nobody"));
}

/// Only a few recent states are held.
class AquiferForgets : public Aquifer {
protected:
    AquiferForgets() : Aquifer(options()) {}
    static chain::Options options() {
        chain::Options out;
        out.history_blocks = 4;
        return out;
    }
};

TEST_F(AquiferForgets, ARateThatIsNoLongerHeldIsReadFromItsLogs) {
    change([](chain::Chain& c) {
        const Address from = c.names().at("wbethAdmin");
        Transaction tx;
        tx.chain_id = 31'337;
        tx.gas = 200'000;
        tx.nonce = c.nonce(from);
        tx.to = c.names().at("wbeth");
        tx.data = abi_call(first_four(keccak(std::string_view("updateExchangeRate(uint256)"))),
                           1'100'000'000'000'000'000_u256);
        ASSERT_TRUE(c.submit(chain::Chain::unsigned_by(from, tx)).has_value());
        ASSERT_TRUE(c.mine(1, 0).has_value());
    });
    for (int i = 0; i < 20; ++i) send_one_wei();
    const Json history = result("aquifer_rateHistory", R"(["wbeth","earliest","latest",1000])");
    const JsonArray& points = history.at("points").as_array();
    ASSERT_EQ(points.size(), 22U);
    EXPECT_EQ(points[0].at("source"), "none");
    EXPECT_EQ(points[0].at("wei"), nullptr);
    // 1.1 ether.
    EXPECT_EQ(points[1].at("source"), "log");
    EXPECT_EQ(points[1].at("wei"), "0xf43fc2c04ee0000");
    EXPECT_EQ(points.back().at("source"), "state");
    EXPECT_EQ(points.back().at("wei"), "0xf43fc2c04ee0000");
}

TEST_F(AquiferForgets, RatesAreReadFromWhatWasChangedForWhat) {
    const auto submit = [&](std::string_view to, std::string_view value, const Bytes& data) {
        const std::string hash =
            text("eth_sendTransaction", R"([{"from":")" + to_hex(testing::kAlice) + R"(","to":")" +
                                            at(to) + R"(","value":")" + std::string(value) +
                                            R"(","data":")" + to_hex(BytesView(data)) + R"("}])");
        return std::string(result("eth_getTransactionReceipt", "[\"" + hash + "\"]")
                               .at("blockNumber")
                               .as_string());
    };
    // Two ether for two mETH, of which one is asked back; two for frxETH and into its vault; and
    // two for ezETH. The first stake of each is changed one for one.
    const auto call = [](std::string_view function, const auto&... arguments) {
        return abi_call(first_four(keccak(function)), arguments...);
    };
    const std::string two = "0x1bc16d674ec80000";
    submit("methStaking", two, call("stake(uint256)", u256()));
    submit("meth", "0x0",
           call("approve(address,uint256)", address("methStaking"), testing::kEther));
    submit("methStaking", "0x0", call("unstakeRequest(uint128,uint128)", testing::kEther, u256()));
    submit("frxethMinter", two, call("submitAndDeposit(address)", testing::kAlice));
    submit("restakeManager", two, call("depositETH()"));
    for (int i = 0; i < 20; ++i) send_one_wei();
    for (const char* token : {"meth", "sfrxeth", "ezETH"}) {
        const Json history = result(
            "aquifer_rateHistory", R"([")" + std::string(token) + R"(","earliest","latest",1000])");
        const JsonArray& points = history.at("points").as_array();
        EXPECT_EQ(points.front().at("source"), "none") << token;
        std::size_t told = 0;
        for (const Json& point : points) {
            if (point.at("source") != "log") continue;
            ++told;
            EXPECT_EQ(point.at("wei"), "0xde0b6b3a7640000") << token;
        }
        EXPECT_GT(told, 10U) << token;
    }
}

TEST_F(Aquifer, ChangesAreDevelopmentPowersAndReadsAreNot) {
    for (const auto& method : methods.all()) {
        if (!method->name.starts_with("aquifer_")) continue;
        EXPECT_EQ(method->development, method->kind == rpc::Method::Kind::kWrite) << method->name;
    }
}

}  // namespace
}  // namespace aq::node
