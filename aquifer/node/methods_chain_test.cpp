// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/testing.hpp>

#include <regex>

namespace aq::node {
namespace {

using ::testing::HasSubstr;

/// The base types of the execution-apis specification (src/schemas/base-types.yaml).
constexpr const char* kUint = "0x(0|[1-9a-f][0-9a-f]{0,63})";
constexpr const char* kHash32 = "0x[0-9a-f]{64}";
constexpr const char* kAddress = "0x[0-9a-fA-F]{40}";
constexpr const char* kBytes = "0x([0-9a-f]{2})*";
constexpr const char* kBytes8 = "0x[0-9a-f]{16}";
constexpr const char* kBytes256 = "0x[0-9a-f]{512}";

struct Shape {
    const char* member;
    const char* pattern;
};

/// Each member is there, as text of this form.
void expect_shape(const Json& value, const std::vector<Shape>& shapes) {
    ASSERT_TRUE(value.is_object());
    for (const Shape& shape : shapes) {
        const Json* member = value.get_object().if_contains(shape.member);
        ASSERT_NE(member, nullptr) << shape.member;
        ASSERT_TRUE(member->is_string()) << shape.member;
        const std::string text(member->get_string());
        EXPECT_TRUE(std::regex_match(text, std::regex(shape.pattern)))
            << shape.member << ": " << text;
    }
}

/// src/schemas/block.yaml, with what later forks added.
const std::vector<Shape> kHeaderShape{
    {"hash", kHash32},         {"parentHash", kHash32},  {"sha3Uncles", kHash32},
    {"miner", kAddress},       {"stateRoot", kHash32},   {"transactionsRoot", kHash32},
    {"receiptsRoot", kHash32}, {"logsBloom", kBytes256}, {"difficulty", kUint},
    {"number", kUint},         {"gasLimit", kUint},      {"gasUsed", kUint},
    {"timestamp", kUint},      {"extraData", kBytes},    {"mixHash", kHash32},
    {"nonce", kBytes8},        {"baseFeePerGas", kUint}, {"withdrawalsRoot", kHash32},
    {"blobGasUsed", kUint},    {"excessBlobGas", kUint}, {"parentBeaconBlockRoot", kHash32},
    {"requestsHash", kHash32}};

/// src/schemas/transaction.yaml: TransactionInfo with Transaction1559Signed.
const std::vector<Shape> kTransactionShape{{"blockHash", kHash32},
                                           {"blockNumber", kUint},
                                           {"from", kAddress},
                                           {"hash", kHash32},
                                           {"transactionIndex", kUint},
                                           {"type", kUint},
                                           {"nonce", kUint},
                                           {"to", kAddress},
                                           {"gas", kUint},
                                           {"value", kUint},
                                           {"input", kBytes},
                                           {"maxPriorityFeePerGas", kUint},
                                           {"maxFeePerGas", kUint},
                                           {"gasPrice", kUint},
                                           {"chainId", kUint},
                                           {"yParity", kUint},
                                           {"v", kUint},
                                           {"r", kUint},
                                           {"s", kUint}};

/// src/schemas/receipt.yaml.
const std::vector<Shape> kReceiptShape{
    {"type", kUint},        {"transactionHash", kHash32}, {"transactionIndex", kUint},
    {"blockHash", kHash32}, {"blockNumber", kUint},       {"from", kAddress},
    {"to", kAddress},       {"cumulativeGasUsed", kUint}, {"gasUsed", kUint},
    {"status", kUint},      {"effectiveGasPrice", kUint}, {"logsBloom", kBytes256}};
const std::vector<Shape> kLogShape{{"address", kAddress},  {"data", kBytes},
                                   {"blockNumber", kUint}, {"transactionHash", kHash32},
                                   {"blockHash", kHash32}, {"transactionIndex", kUint},
                                   {"logIndex", kUint},    {"blockTimestamp", kUint}};

using MethodsChain = testing::NodeTest;

TEST_F(MethodsChain, SaysWhatItIs) {
    EXPECT_EQ(text("eth_chainId", "[]"), "0x7a69");
    EXPECT_EQ(text("net_version", "[]"), "31337");
    EXPECT_EQ(text("net_listening", "[]"), "true");
    EXPECT_EQ(text("net_peerCount", "[]"), "0x0");
    EXPECT_EQ(text("web3_clientVersion", "[]"), "aquifer/test");
    EXPECT_EQ(text("eth_syncing", "[]"), "false");
    EXPECT_EQ(text("eth_mining", "[]"), "false");
    EXPECT_EQ(text("eth_hashrate", "[]"), "0x0");
    EXPECT_EQ(text("eth_protocolVersion", "[]"), "0x44");
    EXPECT_EQ(text("eth_coinbase", "[]"), "0x0000000000000000000000000000000000000000");
    EXPECT_EQ(text("eth_gasPrice", "[]"), "0x0");
    EXPECT_EQ(text("eth_maxPriorityFeePerGas", "[]"), "0x0");
    EXPECT_EQ(text("eth_blobBaseFee", "[]"), "0x1");
    EXPECT_EQ(error("eth_chainId", "[1]"), "-32602 too many arguments, want at most 0");
    // keccak256 of nothing and of "hello world", from the Ethereum wiki's example of web3_sha3.
    EXPECT_EQ(text("web3_sha3", R"(["0x"])"),
              "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    EXPECT_EQ(text("web3_sha3", R"(["0x68656c6c6f20776f726c64"])"),
              "0x47173285a8d7341e5e972fc677286384f802f8ef42a5ec5f03bbfa254cb01fad");
    EXPECT_EQ(error("web3_sha3", "[]"), "-32602 missing value for required argument 0");
}

/// The accounts of the test mnemonic, as eth_account derives them along m/44'/60'/0'/0/i.
TEST_F(MethodsChain, UnlocksTheTenAccountsOfEveryDevelopmentChain) {
    EXPECT_EQ(text("eth_accounts", "[]"),
              "[\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\","
              "\"0x70997970c51812dc3a010c7d01b50e0d17dc79c8\","
              "\"0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc\","
              "\"0x90f79bf6eb2c4f870365e785982e1f101e93b906\","
              "\"0x15d34aaf54267db7d7c367839aaf71a00a2c6a65\","
              "\"0x9965507d1a55bcc2695c58ba16fb37d819b0a4dc\","
              "\"0x976ea74026e726554db657fa54763abd0c3a0aa9\","
              "\"0x14dc79964da2c08b23698b3d3cc7ca32193d9955\","
              "\"0x23618e81e3f5cdf7f54c3d65f7fbc0abf5b21e8f\","
              "\"0xa0ee7a142d267c1f36714e4a8f75612f20a79720\"]");
}

TEST_F(MethodsChain, BlocksHaveTheShapeOfTheSpecification) {
    const std::string hash = submit_to_lido();
    const Json block = result("eth_getBlockByNumber", R"(["latest"])");
    expect_shape(block, kHeaderShape);
    expect_shape(block, {{"size", kUint}});
    EXPECT_EQ(block.at("uncles"), Json(JsonArray()));
    EXPECT_EQ(block.at("withdrawals"), Json(JsonArray()));
    EXPECT_EQ(block.at("transactions"), Json(JsonArray{Json(hash)}));
    // 25,900,001: one block after the first.
    EXPECT_EQ(block.at("number"), Json("0x18b33e1"));
    EXPECT_EQ(text("eth_blockNumber", "[]"), "0x18b33e1");
    EXPECT_EQ(block.at("gasUsed"),
              result("eth_getTransactionReceipt", "[\"" + hash + "\"]").at("gasUsed"));

    const std::string block_hash(block.at("hash").get_string());
    EXPECT_EQ(result("eth_getBlockByHash", "[\"" + block_hash + "\", false]"), block);
    const Json full = result("eth_getBlockByHash", "[\"" + block_hash + "\", true]");
    const Json& tx = full.at("transactions").at(0);
    EXPECT_EQ(tx, result("eth_getTransactionByHash", "[\"" + hash + "\"]"));
    EXPECT_EQ(tx,
              result("eth_getTransactionByBlockHashAndIndex", "[\"" + block_hash + "\", \"0x0\"]"));
    EXPECT_EQ(tx, result("eth_getTransactionByBlockNumberAndIndex", R"(["latest", "0x0"])"));
    EXPECT_EQ(text("eth_getTransactionByBlockNumberAndIndex", R"(["latest", "0x1"])"), "null");
    EXPECT_EQ(text("eth_getBlockTransactionCountByNumber", R"(["latest"])"), "0x1");
    EXPECT_EQ(text("eth_getBlockTransactionCountByHash", "[\"" + block_hash + "\"]"), "0x1");
    EXPECT_EQ(text("eth_getUncleCountByBlockNumber", R"(["latest"])"), "0x0");
    EXPECT_EQ(text("eth_getUncleCountByBlockHash", "[\"" + block_hash + "\"]"), "0x0");
    EXPECT_EQ(text("eth_getUncleByBlockNumberAndIndex", R"(["latest", "0x0"])"), "null");
    EXPECT_EQ(text("eth_getUncleByBlockHashAndIndex", "[\"" + block_hash + "\", \"0x0\"]"), "null");
}

TEST_F(MethodsChain, TransactionsAndReceiptsHaveTheShapeOfTheSpecification) {
    const std::string hash = submit_to_lido();
    const Json tx = result("eth_getTransactionByHash", "[\"" + hash + "\"]");
    expect_shape(tx, kTransactionShape);
    EXPECT_EQ(tx.at("accessList"), Json(JsonArray()));
    EXPECT_EQ(tx.at("type"), Json("0x2"));
    const Json receipt = result("eth_getTransactionReceipt", "[\"" + hash + "\"]");
    expect_shape(receipt, kReceiptShape);
    EXPECT_TRUE(receipt.at("contractAddress").is_null());
    EXPECT_EQ(receipt.at("status"), Json("0x1"));
    EXPECT_FALSE(receipt.get_object().contains("revertReason"));
    const JsonArray& logs = receipt.at("logs").as_array();
    // Submitted, and the two transfers that mint.
    ASSERT_EQ(logs.size(), 3U);
    for (std::size_t i = 0; i < logs.size(); ++i) {
        expect_shape(logs[i], kLogShape);
        EXPECT_EQ(logs[i].at("removed"), Json(false));
        EXPECT_EQ(logs[i].at("logIndex"), quantity(std::uint64_t{i}));
        EXPECT_EQ(logs[i].at("address"), Json(to_hex(lido)));
    }
    EXPECT_EQ(result("eth_getBlockReceipts", R"(["latest"])"), Json(JsonArray{receipt}));
    EXPECT_EQ(text("eth_getBlockReceipts", R"(["0x1"])"), "null");
}

TEST_F(MethodsChain, AReceiptOfAFailureShowsWhatTheContractReturned) {
    // submit() without ether, with its gas given so that nobody looks ahead.
    const std::string hash =
        text("eth_sendTransaction", R"([{"from":")" + to_hex(testing::kAlice) + R"(","to":")" +
                                        to_hex(lido) + R"(","gas":"0x30d40","data":"0xa1903eab)" +
                                        std::string(64, '0') + R"("}])");
    const Json receipt = result("eth_getTransactionReceipt", "[\"" + hash + "\"]");
    EXPECT_EQ(receipt.at("status"), Json("0x0"));
    EXPECT_EQ(receipt.at("logs"), Json(JsonArray()));
    EXPECT_EQ(receipt.at("revertReason"), Json(to_hex(BytesView(Revert("ZERO_DEPOSIT").encode()))));
}

TEST_F(MethodsChain, LogsAreNumberedThroughABlock) {
    change([](chain::Chain& c) { c.set_mining(chain::Mining::kOnDemand); });
    submit_to_lido();
    submit_to_lido();
    change([](chain::Chain& c) { ASSERT_TRUE(c.mine(1, 0).has_value()); });
    const JsonArray receipts = result("eth_getBlockReceipts", R"(["latest"])").as_array();
    ASSERT_EQ(receipts.size(), 2U);
    EXPECT_EQ(receipts[1].at("transactionIndex"), Json("0x1"));
    EXPECT_EQ(receipts[1].at("logs").at(0).at("logIndex"), Json("0x3"));
    const std::string hash(receipts[1].at("transactionHash").get_string());
    EXPECT_EQ(result("eth_getTransactionReceipt", "[\"" + hash + "\"]"), receipts[1]);
    // Twice a call of a contract with 4 bytes of selector and 32 zeros: 21,000 + 100,000 + 4 * 16 +
    // 32 * 4 each.
    EXPECT_EQ(receipts[0].at("cumulativeGasUsed"), quantity(std::uint64_t{121'192}));
    EXPECT_EQ(receipts[1].at("cumulativeGasUsed"), quantity(std::uint64_t{242'384}));
}

TEST_F(MethodsChain, WhatIsNotThereIsNull) {
    const std::string none = "[\"0x" + std::string(64, '7') + "\"]";
    EXPECT_EQ(text("eth_getBlockByHash", none), "null");
    EXPECT_EQ(text("eth_getTransactionByHash", none), "null");
    EXPECT_EQ(text("eth_getTransactionReceipt", none), "null");
    EXPECT_EQ(text("eth_getBlockTransactionCountByHash", none), "null");
    EXPECT_EQ(text("eth_getUncleCountByBlockHash", none), "null");
    EXPECT_EQ(text("eth_getBlockByNumber", R"(["0x18b33e1", true])"), "null");
    EXPECT_EQ(text("eth_getBlockByNumber", R"(["0x0"])"), "null");
}

TEST_F(MethodsChain, RefusesWhatNamesNoBlock) {
    EXPECT_EQ(error("eth_getBlockByNumber", "[]"), "-32602 missing value for required argument 0");
    EXPECT_THAT(error("eth_getBlockByNumber", R"(["0x01"])"),
                HasSubstr("-32602 invalid argument 0: "));
    EXPECT_THAT(error("eth_getBlockByNumber", R"(["latest", "yes"])"),
                HasSubstr("-32602 invalid argument 1: expected true or false; got \"yes\""));
    EXPECT_THAT(error("eth_getBlockByHash", R"(["0x12"])"), HasSubstr("expected 32 bytes"));
    EXPECT_THAT(error("eth_getTransactionByHash", "[12]"), HasSubstr("expected 32 bytes"));
    EXPECT_THAT(error("eth_getBlockReceipts", "[{}]"), HasSubstr("EIP-1898"));
}

TEST_F(MethodsChain, BlocksWithinARunOfEmptyOnesAreFoundByNumberAndHash) {
    change([](chain::Chain& c) { ASSERT_TRUE(c.mine(1000, 0).has_value()); });
    // 25,900,500.
    const Json block = result("eth_getBlockByNumber", R"(["0x18b35d4", true])");
    expect_shape(block, kHeaderShape);
    EXPECT_EQ(block.at("timestamp"), quantity(std::uint64_t{1'795'368'023 + 500 * 12}));
    const std::string hash(block.at("hash").get_string());
    EXPECT_EQ(result("eth_getBlockByHash", "[\"" + hash + "\", true]"), block);
    EXPECT_EQ(block.at("parentHash"),
              result("eth_getBlockByNumber", R"(["0x18b35d3"])").at("hash"));
    std::string other = hash;
    other[2] = other[2] == '0' ? '1' : '0';
    EXPECT_EQ(text("eth_getBlockByHash", "[\"" + other + "\"]"), "null");
}

TEST_F(MethodsChain, WaitingTransactionsStandInThePendingBlock) {
    change([](chain::Chain& c) { c.set_mining(chain::Mining::kOnDemand); });
    const std::string hash = send_one_wei();
    const Json block = result("eth_getBlockByNumber", R"(["pending"])");
    EXPECT_TRUE(block.at("hash").is_null());
    EXPECT_TRUE(block.at("nonce").is_null());
    EXPECT_TRUE(block.at("miner").is_null());
    EXPECT_EQ(block.at("number"), Json("0x18b33e1"));
    EXPECT_EQ(block.at("timestamp"), quantity(std::uint64_t{1'795'368'035}));
    EXPECT_EQ(block.at("transactions"), Json(JsonArray{Json(hash)}));
    const Json tx = result("eth_getTransactionByHash", "[\"" + hash + "\"]");
    EXPECT_TRUE(tx.at("blockHash").is_null());
    EXPECT_TRUE(tx.at("blockNumber").is_null());
    EXPECT_TRUE(tx.at("transactionIndex").is_null());
    EXPECT_EQ(result("eth_getBlockByNumber", R"(["pending", true])").at("transactions"),
              Json(JsonArray{tx}));
    EXPECT_EQ(result("eth_getTransactionByBlockNumberAndIndex", R"(["pending", "0x0"])"), tx);
    EXPECT_EQ(text("eth_getBlockTransactionCountByNumber", R"(["pending"])"), "0x1");
    EXPECT_EQ(text("eth_getTransactionReceipt", "[\"" + hash + "\"]"), "null");
}

TEST_F(MethodsChain, AFeeHistoryIsOfZeros) {
    send_one_wei();
    const Json history = result("eth_feeHistory", R"(["0x5", "latest", [25, 75]])");
    // The first block and the one after it.
    EXPECT_EQ(history.at("oldestBlock"), Json("0x18b33e0"));
    EXPECT_EQ(history.at("baseFeePerGas"), json(R"(["0x0","0x0","0x0"])"));
    EXPECT_EQ(history.at("baseFeePerBlobGas"), json(R"(["0x1","0x1","0x1"])"));
    EXPECT_EQ(history.at("reward"), json(R"([["0x0","0x0"],["0x0","0x0"]])"));
    const JsonArray& ratio = history.at("gasUsedRatio").as_array();
    ASSERT_EQ(ratio.size(), 2U);
    EXPECT_EQ(ratio[0].to_number<double>(), 0.0);
    EXPECT_EQ(ratio[1].to_number<double>(), 21'000.0 / 60'000'000.0);
    EXPECT_FALSE(result("eth_feeHistory", R"([1, "latest"])").get_object().contains("reward"));
    EXPECT_THAT(error("eth_feeHistory", R"(["0x1", "latest", [75, 25]])"),
                HasSubstr("percentiles from 0 to 100 in ascending order"));
    EXPECT_THAT(error("eth_feeHistory", R"(["0x1", "0xffffffff", []])"),
                HasSubstr("request beyond head block"));
}

}  // namespace
}  // namespace aq::node
