// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/arguments.hpp>

#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using testing::refusal;

constexpr Place kFirst{.argument = 0};

Json json(std::string_view text) {
    return rpc::parse_json(text, 64).value();
}

const std::string kQuotedAlice = "\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\"";

Parsed<CallRequest> call(const std::string& members) {
    return read_call(json("{" + members + "}"), kFirst);
}

TEST(Arguments, ABlockIsATagANumberOrAHash) {
    using Kind = BlockRef::Kind;
    const auto kind = [](const char* text) { return read_block_ref(Json(text), kFirst)->kind; };
    EXPECT_EQ(kind("latest"), Kind::kLatest);
    EXPECT_EQ(kind("safe"), Kind::kLatest);
    EXPECT_EQ(kind("finalized"), Kind::kLatest);
    EXPECT_EQ(kind("pending"), Kind::kPending);
    EXPECT_EQ(kind("earliest"), Kind::kEarliest);
    EXPECT_EQ(read_block_ref(Json("0x10"), kFirst)->number, 16U);
    EXPECT_EQ(read_block_ref(json(R"({"blockNumber":"0x10"})"), kFirst)->number, 16U);
    const std::string hash = "0x" + std::string(64, 'a');
    const BlockRef by_hash =
        *read_block_ref(json(R"({"blockHash":")" + hash + R"(","requireCanonical":true})"), kFirst);
    EXPECT_EQ(by_hash.kind, Kind::kHash);
    EXPECT_EQ(by_hash.to_text(), hash);
    for (const char* wrong : {"", "16", "0x010", "0x", "newest", "0x10000000000000000"}) {
        EXPECT_EQ(refusal(read_block_ref(Json(wrong), kFirst)),
                  "invalid argument 0: expected a block number (0x and hexadecimal digits without "
                  "leading zeros), or \"latest\", \"pending\", \"earliest\", \"safe\" or "
                  "\"finalized\"; got \"" +
                      std::string(wrong) + "\"");
    }
    EXPECT_EQ(refusal(read_block_ref(json("{}"), kFirst)),
              "invalid argument 0: give either blockNumber or blockHash (EIP-1898)");
    EXPECT_FALSE(read_block_number(json(R"({"blockNumber":"0x10"})"), kFirst).has_value());
    EXPECT_FALSE(read_block_ref(Json(16), kFirst).has_value());
}

TEST(Arguments, ACallMayGiveItsDataUnderBothNamesIfTheyAgree) {
    EXPECT_EQ(call(R"("data":"0x01")")->data, Bytes({1}));
    EXPECT_EQ(call(R"("input":"0x02")")->data, Bytes({2}));
    EXPECT_EQ(call(R"("input":"0x02","data":"0x02")")->data, Bytes({2}));
    EXPECT_EQ(refusal(call(R"("input":"0x02","data":"0x01")")),
              "invalid argument 0: both \"data\" and \"input\" are set and not equal. Please use "
              "\"input\" to pass transaction call data");
    EXPECT_EQ(call("")->data, Bytes());
}

TEST(Arguments, ACallNamesWhatIsWrongInIt) {
    EXPECT_EQ(refusal(read_call(Json("0x"), kFirst)),
              "invalid argument 0: expected an object; got \"0x\"");
    EXPECT_EQ(refusal(call(R"("from":"0x1")")),
              "invalid argument 0: from: expected an address (0x and 40 hexadecimal digits); got "
              "\"0x1\"");
    EXPECT_FALSE(call(R"("value":1)").has_value());
    EXPECT_FALSE(call(R"("gas":"0x10000000000000000")").has_value());
    EXPECT_EQ(refusal(call(R"("type":"0x3")")),
              "invalid argument 0: type: transaction type not supported; 0x0 (legacy), 0x1 "
              "(EIP-2930) and 0x2 (EIP-1559) are");
    EXPECT_EQ(refusal(call(R"("authorizationList":[])")),
              "invalid argument 0: authorizationList: not supported: this chain takes legacy, "
              "EIP-2930 and EIP-1559 transactions");
    EXPECT_EQ(refusal(call(R"("gasPrice":"0x1","maxFeePerGas":"0x1")")),
              "invalid argument 0: both gasPrice and (maxFeePerGas or maxPriorityFeePerGas) "
              "specified");
    EXPECT_FALSE(call(R"("type":"0x0","maxFeePerGas":"0x1")").has_value());
    EXPECT_FALSE(call(R"("type":"0x2","gasPrice":"0x1")").has_value());
    EXPECT_FALSE(call(R"("type":"0x0","accessList":[])").has_value());
    EXPECT_FALSE(call(R"("accessList":[{}])").has_value());
    EXPECT_FALSE(call(R"("accessList":[{"address":)" + kQuotedAlice + R"(,"storageKeys":["0x1"]}])")
                     .has_value());
}

TEST(Arguments, WhatATransactionLeavesOpenIsFilledIn) {
    const Defaults open{.chain_id = 7, .nonce = 3, .gas = 21'000};
    const Transaction plain = to_transaction(*call(""), open);
    EXPECT_EQ(plain.type, TransactionType::kDynamicFee);
    EXPECT_EQ(plain.chain_id, 7U);
    EXPECT_EQ(plain.nonce, 3U);
    EXPECT_EQ(plain.gas, 21'000U);
    const Transaction legacy = to_transaction(*call(R"("gasPrice":"0x5","nonce":"0x9")"), open);
    EXPECT_EQ(legacy.type, TransactionType::kLegacy);
    EXPECT_EQ(legacy.gas_price, u256(5U));
    EXPECT_EQ(legacy.nonce, 9U);
    const Transaction listed =
        to_transaction(*call(R"("gasPrice":"0x5","accessList":[{"address":)" + kQuotedAlice +
                             R"(,"storageKeys":[]}])"),
                       open);
    EXPECT_EQ(listed.type, TransactionType::kAccessList);
    EXPECT_EQ(listed.access_list.size(), 1U);
    const Transaction tip = to_transaction(*call(R"("maxPriorityFeePerGas":"0x2")"), open);
    EXPECT_EQ(tip.max_fee_per_gas, u256(2U)) << "the tip is part of the fee";
}

TEST(Arguments, OnlyBalanceAndNonceCanBeSupposed) {
    const auto read = [](const std::string& account) {
        return read_state_overrides(json("{" + kQuotedAlice + ":" + account + "}"),
                                    {.argument = 2});
    };
    const auto both = read(R"({"balance":"0x5","nonce":"0x6"})");
    ASSERT_TRUE(both.has_value());
    EXPECT_EQ(both->front().ether, u256(5U));
    EXPECT_EQ(both->front().nonce, 6U);
    EXPECT_TRUE(read("{}").has_value());
    EXPECT_EQ(refusal(read(R"({"code":"0x00"})")),
              "invalid argument 2: 0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266: only balance and "
              "nonce can be supposed, not \"code\": contracts here have neither bytecode nor "
              "storage slots");
    EXPECT_FALSE(read(R"({"stateDiff":{}})").has_value());
    EXPECT_FALSE(read_state_overrides(json(R"({"0x1":{}})"), {.argument = 2}).has_value());
}

TEST(Arguments, OfABlockNumberAndTimeCanBeSupposed) {
    const auto read = [](const char* text) { return read_block_override(json(text), kFirst); };
    EXPECT_EQ(read(R"({"number":"0x5"})")->number, 5U);
    EXPECT_EQ(read(R"({"time":"0x6","gasLimit":"0x1"})")->time, 6U);
    EXPECT_EQ(refusal(read(R"({"beaconRoot":"0x0"})")),
              "invalid argument 0: a block has no \"beaconRoot\" to suppose; number and time are "
              "what contracts see");
}

}  // namespace
}  // namespace aq::node
