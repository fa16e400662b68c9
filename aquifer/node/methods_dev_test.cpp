// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using ::testing::HasSubstr;
using testing::kAlice;
using testing::kBob;
using testing::kCarol;

/// Of the first block (chain.hpp), and from block to block.
constexpr std::uint64_t kTime = 1'795'368'023;
constexpr std::uint64_t kStep = 12;

class MethodsDev : public testing::NodeTest {
protected:
    using NodeTest::NodeTest;

    static std::string one(const Address& a) { return R"([")" + to_hex(a) + R"("])"; }
    static std::string two(const Address& a, std::string_view second) {
        return R"([")" + to_hex(a) + R"(",)" + std::string(second) + ']';
    }
    std::uint64_t time() {
        return result("anvil_nodeInfo", "[]")
            .at("currentBlockTimestamp")
            .to_number<std::uint64_t>();
    }
    std::string number() { return text("eth_blockNumber", "[]"); }
    std::string balance(const Address& of) {
        return text("eth_getBalance", two(of, R"("latest")"));
    }
    std::string send_from(const Address& from) {
        return R"([{"from":")" + to_hex(from) + R"(","to":")" + to_hex(kBob) +
               R"(","value":"0x1"}])";
    }
};

/// Which of the `aquifer_` methods are, their own tests say.
TEST_F(MethodsDev, EveryPowerIsMarkedAsOneAndNothingElseIs) {
    std::size_t powers = 0;
    for (const auto& method : methods.all()) {
        const std::string& name = method->name;
        if (name.starts_with("aquifer_")) continue;
        const bool is_power = name.starts_with("evm_") || name.starts_with("anvil_") ||
                              name.starts_with("hardhat_") || name.starts_with("miner_") ||
                              name.starts_with("aquifer_deploy") || name == "aquifer_createAvs" ||
                              name == "aquifer_wait" ||
                              (name.starts_with("aquifer_beacon") && name != "aquifer_beacon");
        EXPECT_EQ(method->development, is_power) << name;
        powers += is_power ? 1 : 0;
    }
    EXPECT_GE(powers, 60U);
}

// ── Snapshots

TEST_F(MethodsDev, GoesBackToASnapshotAndOnlyOnce) {
    const std::string before = balance(kBob);
    const std::string first = text("evm_snapshot", "[]");
    const std::string block = number();
    EXPECT_EQ(first, "0x1");
    send_one_wei();
    const std::string second = text("anvil_snapshot", "[]");
    EXPECT_EQ(second, "0x2");
    send_one_wei();
    EXPECT_EQ(text("evm_revert", R"(["0x1"])"), "true");
    EXPECT_EQ(balance(kBob), before);
    EXPECT_EQ(number(), block);
    EXPECT_EQ(text("evm_revert", R"(["0x1"])"), "false");
    EXPECT_EQ(text("evm_revert", "[2]"), "false") << "it was taken after the other";
    EXPECT_EQ(text("anvil_revert", R"(["99"])"), "false");
}

class FewStates : public MethodsDev {
protected:
    static chain::Options few() {
        chain::Options out;
        // Nothing fits: each block gives up half of what is held.
        out.history_bytes_max = 1;
        return out;
    }
    FewStates() : MethodsDev(few(), NodeOptions()) {}
};

TEST_F(FewStates, ASnapshotThatWasGivenUpSaysSo) {
    const std::string id = text("evm_snapshot", "[]");
    for (int i = 0; i < 8; ++i) send_one_wei();
    EXPECT_THAT(error("evm_revert", R"([")" + id + R"("])"),
                HasSubstr("-32000 snapshot 0x1 was given up"));
    EXPECT_EQ(text("evm_revert", R"([")" + id + R"("])"), "false") << "said once";
}

// ── Mining and the clock

TEST_F(MethodsDev, MinesABlockAtATimeThatIsGiven) {
    EXPECT_EQ(text("evm_mine", "[]"), "0x0");
    EXPECT_EQ(time(), kTime + kStep);
    EXPECT_EQ(text("evm_mine", "[" + std::to_string(kTime + 100) + "]"), "0x0");
    EXPECT_EQ(time(), kTime + 100);
    EXPECT_EQ(
        text("evm_mine", R"([{"blocks":3,"timestamp":")" + quantity_text(kTime + 200) + R"("}])"),
        "0x0");
    EXPECT_EQ(time(), kTime + 200 + 2 * kStep);
    EXPECT_EQ(number(), quantity_text(std::uint64_t{25'900'005}));
    EXPECT_THAT(error("evm_mine", "[1]"), HasSubstr("the next block's time is above the last"));
}

TEST_F(MethodsDev, MinesManyBlocksAtOnce) {
    EXPECT_EQ(text("anvil_mine", R"(["0x18a88"])"), "null");
    EXPECT_EQ(time(), kTime + 101'000 * kStep);
    EXPECT_EQ(text("hardhat_mine", R"(["0x2","0x3c"])"), "true");
    EXPECT_EQ(time(), kTime + 101'000 * kStep + 120);
    // As viem sends it where no interval is given.
    EXPECT_EQ(text("anvil_mine", R"(["0x1","0x0"])"), "null");
    EXPECT_EQ(time(), kTime + 101'001 * kStep + 120);
    EXPECT_EQ(number(), quantity_text(std::uint64_t{26'001'003}));
    EXPECT_THAT(error("anvil_mine", R"(["0xffffffffff"])"), HasSubstr("32 bits"));
}

TEST_F(MethodsDev, TheNextBlockComesWhenItIsTold) {
    EXPECT_EQ(text("evm_increaseTime", "[3600]"), "3600");
    EXPECT_EQ(text("evm_increaseTime", R"(["0x3c"])"), "3660") << "all that was added";
    text("evm_mine", "[]");
    EXPECT_EQ(time(), kTime + kStep + 3660);
    EXPECT_EQ(text("evm_setNextBlockTimestamp", "[" + std::to_string(kTime + 10'000) + "]"),
              "null");
    send_one_wei();
    EXPECT_EQ(time(), kTime + 10'000);
    EXPECT_EQ(text("evm_setTime", "[" + std::to_string(kTime + 10'060) + "]"), "60");
    EXPECT_THAT(error("evm_setNextBlockTimestamp", "[5]"), HasSubstr("-32000"));
    EXPECT_THAT(error("evm_increaseTime", "[-5]"), HasSubstr("-32602 invalid argument 0"));
}

TEST_F(MethodsDev, BlocksCanBeFurtherApart) {
    EXPECT_EQ(text("anvil_setBlockTimestampInterval", "[100]"), "null");
    text("evm_mine", "[]");
    EXPECT_EQ(time(), kTime + 100);
    EXPECT_EQ(text("anvil_removeBlockTimestampInterval", "[]"), "true");
    EXPECT_EQ(text("anvil_removeBlockTimestampInterval", "[]"), "false");
    text("evm_mine", "[]");
    EXPECT_EQ(time(), kTime + 112);
    EXPECT_THAT(error("anvil_setBlockTimestampInterval", "[0]"), HasSubstr("from 1 to 31536000"));
}

TEST_F(MethodsDev, MiningCanWaitUntilItIsAskedFor) {
    EXPECT_EQ(text("anvil_getAutomine", "[]"), "true");
    text("evm_setAutomine", "[false]");
    EXPECT_EQ(text("hardhat_getAutomine", "[]"), "false");
    const std::string hash = send_one_wei();
    EXPECT_EQ(text("eth_getTransactionReceipt", R"([")" + hash + R"("])"), "null");
    text("evm_setAutomine", "[true]");
    EXPECT_NE(text("eth_getTransactionReceipt", R"([")" + hash + R"("])"), "null");
    text("miner_stop", "[]");
    EXPECT_EQ(text("anvil_getAutomine", "[]"), "false");
    text("miner_start", "[]");
    EXPECT_EQ(text("anvil_getAutomine", "[]"), "true");
}

TEST_F(MethodsDev, BlocksComeByTheClockInsteadIfAsked) {
    EXPECT_EQ(text("anvil_getIntervalMining", "[]"), "null");
    text("evm_setIntervalMining", "[3600]");
    EXPECT_EQ(text("anvil_getIntervalMining", "[]"), "3600");
    EXPECT_EQ(text("anvil_getAutomine", "[]"), "false");
    text("anvil_setIntervalMining", "[0]");
    EXPECT_EQ(text("anvil_getIntervalMining", "[]"), "null");
    EXPECT_EQ(text("anvil_getAutomine", "[]"), "false");
    text("anvil_setIntervalMining", "[60]");
    text("anvil_setAutomine", "[true]");
    EXPECT_EQ(text("anvil_getIntervalMining", "[]"), "null");
    // Milliseconds, as hardhat counts, show themselves.
    EXPECT_THAT(error("evm_setIntervalMining", "[100000000]"), HasSubstr("in seconds"));
}

// ── Accounts

TEST_F(MethodsDev, GivesEther) {
    EXPECT_EQ(text("hardhat_setBalance", two(kCarol, R"("0xde0b6b3a7640000")")), "true");
    EXPECT_EQ(balance(kCarol), "0xde0b6b3a7640000");
    EXPECT_EQ(text("anvil_addBalance", two(kCarol, R"("0x1")")), "null");
    EXPECT_EQ(balance(kCarol), "0xde0b6b3a7640001");
    text("anvil_setBalance", two(kCarol, R"("1000")"));
    EXPECT_EQ(balance(kCarol), "0x3e8");
    EXPECT_THAT(error("anvil_addBalance", two(kCarol, '"' + ("0x" + std::string(64, 'f')) + '"')),
                HasSubstr("does not fit 256 bits"));
    EXPECT_THAT(error("anvil_setBalance", one(kCarol)), HasSubstr("required argument 1"));
}

TEST_F(MethodsDev, MovesANonceForward) {
    text("anvil_setNonce", two(kAlice, R"("0x5")"));
    EXPECT_EQ(text("eth_getTransactionCount", two(kAlice, R"("latest")")), "0x5");
    EXPECT_THAT(error("hardhat_setNonce", two(kAlice, R"("0x4")")),
                HasSubstr("cannot become less"));
    text("evm_setAutomine", "[false]");
    send_one_wei();
    EXPECT_THAT(error("hardhat_setNonce", two(kAlice, R"("0x9")")), HasSubstr("would strand them"));
}

TEST_F(MethodsDev, SendsForAccountsWithoutTheirKeys) {
    text("anvil_setBalance", two(kCarol, R"("0x10")"));
    EXPECT_THAT(error("eth_sendTransaction", send_from(kCarol)), HasSubstr("unknown account"));
    EXPECT_EQ(text("hardhat_impersonateAccount", one(kCarol)), "true");
    const std::string hash = text("eth_sendTransaction", send_from(kCarol));
    EXPECT_EQ(result("eth_getTransactionByHash", R"([")" + hash + R"("])").at("from"),
              Json(to_hex(kCarol)));
    EXPECT_EQ(text("anvil_stopImpersonatingAccount", one(kCarol)), "null");
    EXPECT_THAT(error("eth_sendTransaction", send_from(kCarol)), HasSubstr("unknown account"));
    text("anvil_autoImpersonateAccount", "[true]");
    text("eth_sendTransaction", send_from(kCarol));
    text("anvil_autoImpersonateAccount", "[false]");
    EXPECT_THAT(error("eth_sendTransaction", send_from(kCarol)), HasSubstr("unknown account"));
}

// ── What waits

TEST_F(MethodsDev, DropsWhatWaits) {
    text("evm_setAutomine", "[false]");
    const std::string first = send_one_wei();
    const std::string second = send_one_wei();
    EXPECT_EQ(text("anvil_dropTransaction", R"([")" + second + R"("])"), second);
    EXPECT_EQ(text("anvil_dropTransaction", R"([")" + second + R"("])"), "null");
    EXPECT_EQ(text("hardhat_dropTransaction", R"([")" + first + R"("])"), "true");
    EXPECT_EQ(text("hardhat_dropTransaction", R"([")" + first + R"("])"), "false");
    for (int i = 0; i < 3; ++i) send_one_wei();
    text("anvil_removePoolTransactions", one(kBob));
    EXPECT_EQ(text("txpool_status", "[]"), R"({"pending":"0x3","queued":"0x0"})");
    text("anvil_removePoolTransactions", one(kAlice));
    EXPECT_EQ(text("txpool_status", "[]"), R"({"pending":"0x0","queued":"0x0"})");
    send_one_wei();
    text("anvil_dropAllTransactions", "[]");
    EXPECT_EQ(text("txpool_status", "[]"), R"({"pending":"0x0","queued":"0x0"})");
}

// ── What has no meaning here

TEST_F(MethodsDev, RefusesWhatANativeChainDoesNotHave) {
    for (const char* name : {"anvil_setCode", "hardhat_setCode", "evm_setAccountCode"}) {
        EXPECT_THAT(error(name, two(kCarol, R"("0x6000")")), HasSubstr("runs no bytecode")) << name;
    }
    EXPECT_THAT(error("hardhat_setStorageAt", two(kCarol, R"("0x0","0x00")")),
                HasSubstr("no storage slots"));
    for (const char* name :
         {"anvil_setMinGasPrice", "hardhat_setMinGasPrice", "anvil_setNextBlockBaseFeePerGas",
          "hardhat_setNextBlockBaseFeePerGas"}) {
        result(name, R"(["0x0"])");
        EXPECT_THAT(error(name, R"(["0x1"])"), HasSubstr("gas costs nothing")) << name;
    }
    result("hardhat_setCoinbase", one(kZeroAddress));
    EXPECT_THAT(error("anvil_setCoinbase", one(kBob)), HasSubstr("no fees are paid"));
    EXPECT_EQ(text("evm_setBlockGasLimit", R"(["0x3938700"])"), "true");
    EXPECT_THAT(error("evm_setBlockGasLimit", "[1]"), HasSubstr("only 60000000"));
    result("anvil_setChainId", "[31337]");
    EXPECT_THAT(error("anvil_setChainId", "[1]"), HasSubstr("network.chain_id"));
    result("hardhat_setPrevRandao", R"([")" + to_hex(Hash()) + R"("])");
    EXPECT_THAT(error("hardhat_setPrevRandao",
                      R"([")" + std::string("0x") + std::string(64, '1') + R"("])"),
                HasSubstr("no contract asks for chance"));
}

// ── Itself

TEST_F(MethodsDev, SaysWhereItStands) {
    const Json info = result("anvil_nodeInfo", "[]");
    EXPECT_EQ(info.at("currentBlockNumber"), Json("0x18b33e0"));
    EXPECT_EQ(info.at("environment").at("chainId"), Json(31337));
    EXPECT_EQ(info.at("environment").at("gasLimit"), Json(60'000'000));
    const Json metadata = result("hardhat_metadata", "[]");
    EXPECT_EQ(metadata.at("clientVersion"), Json("aquifer/test"));
    EXPECT_EQ(metadata.at("latestBlockNumber"), Json(25'900'000));
    EXPECT_EQ(metadata.at("instanceId"), result("anvil_metadata", "[]").at("instanceId"));
}

TEST_F(MethodsDev, ResetGoesBackToTheFirstBlock) {
    const std::string first = text("eth_getBlockByNumber", R"(["latest",false])");
    const std::string before = balance(kBob);
    const Json instance = result("anvil_metadata", "[]").at("instanceId");
    const std::string id = text("evm_snapshot", "[]");
    send_one_wei();
    text("anvil_setBlockTimestampInterval", "[100]");
    // As viem sends it.
    EXPECT_EQ(text("anvil_reset", R"([{"forking":{"blockNumber":null}}])"), "null");
    EXPECT_EQ(text("eth_getBlockByNumber", R"(["latest",false])"), first);
    EXPECT_EQ(balance(kBob), before);
    EXPECT_EQ(text("evm_revert", R"([")" + id + R"("])"), "false");
    EXPECT_NE(result("anvil_metadata", "[]").at("instanceId"), instance);
    send_one_wei();
    EXPECT_EQ(time(), kTime + kStep);
    EXPECT_EQ(text("hardhat_reset", "[]"), "true");
    EXPECT_THAT(error("hardhat_reset", R"([{"forking":{"jsonRpcUrl":"http://x"}}])"),
                HasSubstr("forks no other"));
}

}  // namespace
}  // namespace aq::node
