// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using ::testing::HasSubstr;
using testing::kAlice;
using testing::kBob;
using testing::kCarol;

/// Transactions of the first unlocked account to the second, signed by eth_account 0.13 for chain
/// 31337 with nonce 0; the hashes are its, too.
struct Signed {
    std::string raw;
    std::string hash;
};
/// One ether, legacy with EIP-155.
const Signed kLegacy{
    "0xf86980808252089470997970c51812dc3a010c7d01b50e0d17dc79c8880de0b6b3a76400008082f4f6a024f04f8e"
    "19eaa38f678093169df4192797757154a04583353ea31d5bcdb36fa0a00c72bd68aa91c42c41c13cd893c20144e4a8"
    "457c3450ede92d1c03615e71aad3",
    "0x5494f2214f2c30a967e74449b661de889fb622b612a377a02102ddd1b3e33a16"};
/// One wei, with an access list.
const Signed kListed{
    "0x01f89c827a6980808275309470997970c51812dc3a010c7d01b50e0d17dc79c80180f838f79470997970c51812dc"
    "3a010c7d01b50e0d17dc79c8e1a0000000000000000000000000000000000000000000000000000000000000000180"
    "a0bbca4e085ddab4f27546663bb77641525d0a66aad902f9c501513b7051c82664a03aa334e0d3c9d3e7a714fa3db8"
    "a6f8f83cdc8af1688dab721d24458d723ce4f3",
    "0x40e809847fb4e49e7ec5a51d5194c6fc96d9b06560a94567bb4761bfc4bfa801"};
/// Five wei, a fee of at most 3 and a tip of 1.
const Signed kDynamic{
    "0x02f864827a6980010382c3509470997970c51812dc3a010c7d01b50e0d17dc79c80580c001a011c392cb39e446c5"
    "aa10e5814938ca9646528200cd77ad485ea3a8063120bc4ea06f422c27bba24ee5b9229829538afa2e7776a3ef6a70"
    "8e9b1f979d2509c9146c",
    "0xe435b5c15359880b9d140a7361736953b4fd27212348fa94cbe36a0cad6ce417"};
/// Three wei for no fee.
const Signed kFree{
    "0x02f864827a698080808252089470997970c51812dc3a010c7d01b50e0d17dc79c80380c080a08d5d4c1a654a5dd1"
    "074b0fdd6219591b8aa287cd62beae38ef826b246a7eba83a0337307b23eaa55eece65c33d305d01a563d096f5d7ca"
    "8f46d05776b45203074d",
    "0xa00279cc9a866e732fd9fa7a7057357fed239aeb79943093845bb2cab4bab191"};
/// Like kDynamic, for chain 1.
const std::string kForeign =
    "0x02f8620180010382c3509470997970c51812dc3a010c7d01b50e0d17dc79c80580c080a0a6f9da49f7c3f1a11f39"
    "407a9098e4abf547d6bffa141873bf5d2d56b1c33a51a045cfdbd44e04375bc0491eb89d79e3c39fd4ea8700513674"
    "933a69c344eb9ab7";
/// Deploys a contract.
const std::string kDeployment =
    "0x02f853827a698001038307a1208080826000c080a00f0ef1ffba96ab225da388c4ed44b507b5962ae37c19b5a3ea"
    "ceb1b0a3f643a2a0413c082a5bb4fe7c1501e8799caeae3bf3670beedfe05ee6f0d50f2e7c26277a";

class MethodsSend : public testing::NodeTest {
protected:
    static std::string quoted(std::string_view text) { return '"' + std::string(text) + '"'; }
    static std::string quoted(const Address& a) { return quoted(to_hex(a)); }
    std::string send_raw(const std::string& raw) {
        return text("eth_sendRawTransaction", "[" + quoted(raw) + "]");
    }
    std::string refuse_raw(const std::string& raw) {
        return error("eth_sendRawTransaction", "[" + quoted(raw) + "]");
    }
    /// Parameters of a transaction.
    static std::string wish(const Address& from, const Address& to, const std::string& more = "") {
        return R"([{"from":)" + quoted(from) + R"(,"to":)" + quoted(to) + more + "}]";
    }
    void mine_on_demand() {
        change([](chain::Chain& c) { c.set_mining(chain::Mining::kOnDemand); });
    }
};

TEST_F(MethodsSend, TakesLegacyTransactions) {
    EXPECT_EQ(send_raw(kLegacy.raw), kLegacy.hash);
    const Json tx = result("eth_getTransactionByHash", "[" + quoted(kLegacy.hash) + "]");
    EXPECT_EQ(tx.at("from"), Json(to_hex(kAlice)));
    EXPECT_EQ(tx.at("type"), Json("0x0"));
    EXPECT_EQ(tx.at("chainId"), Json("0x7a69"));
    // 62710, as eth_account gives it.
    EXPECT_EQ(tx.at("v"), Json("0xf4f6"));
    EXPECT_FALSE(tx.get_object().contains("yParity"));
    EXPECT_FALSE(tx.get_object().contains("accessList"));
    EXPECT_EQ(result("eth_getTransactionReceipt", "[" + quoted(kLegacy.hash) + "]").at("status"),
              Json("0x1"));
}

TEST_F(MethodsSend, TakesTransactionsWithAccessLists) {
    EXPECT_EQ(send_raw(kListed.raw), kListed.hash);
    const Json tx = result("eth_getTransactionByHash", "[" + quoted(kListed.hash) + "]");
    EXPECT_EQ(tx.at("type"), Json("0x1"));
    EXPECT_EQ(tx.at("yParity"), Json("0x0"));
    EXPECT_EQ(tx.at("v"), Json("0x0"));
    EXPECT_EQ(tx.at("accessList"),
              json(R"([{"address":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8","storageKeys":
                  ["0x0000000000000000000000000000000000000000000000000000000000000001"]}])"));
}

TEST_F(MethodsSend, TakesTransactionsWithDynamicFeesAndChargesNothing) {
    EXPECT_EQ(send_raw(kDynamic.raw), kDynamic.hash);
    const Json tx = result("eth_getTransactionByHash", "[" + quoted(kDynamic.hash) + "]");
    EXPECT_EQ(tx.at("type"), Json("0x2"));
    EXPECT_EQ(tx.at("yParity"), Json("0x1"));
    EXPECT_EQ(tx.at("maxFeePerGas"), Json("0x3"));
    EXPECT_EQ(tx.at("maxPriorityFeePerGas"), Json("0x1"));
    EXPECT_EQ(tx.at("gasPrice"), Json("0x0"));
    EXPECT_EQ(tx.at("r"),
              Json("0x11c392cb39e446c5aa10e5814938ca9646528200cd77ad485ea3a8063120bc4e"));
    // 10,000 ether less five wei.
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kAlice) + "]"), "0x21e19e0c9bab23ffffb");
}

TEST_F(MethodsSend, RefusesInTheWordsThatClientsKnow) {
    send_raw(kLegacy.raw);
    EXPECT_EQ(refuse_raw(kLegacy.raw), "-32000 nonce too low: next nonce 1, tx nonce 0");
    EXPECT_EQ(refuse_raw(kForeign), "-32000 invalid chain id for signer: have 1 want 31337");
    EXPECT_THAT(refuse_raw(kDeployment), HasSubstr("-32000 this chain runs no bytecode"));
    EXPECT_THAT(refuse_raw("0x"), HasSubstr("-32602 invalid argument 0: transaction: no bytes"));
    EXPECT_THAT(refuse_raw("0x03c0"), HasSubstr("type 3 (blobs, EIP-4844) is not supported"));
    EXPECT_THAT(refuse_raw("0x02c0"), HasSubstr("-32602 invalid argument 0: transaction"));
    EXPECT_THAT(refuse_raw("0x0"), HasSubstr("-32602 invalid argument 0: expected data"));
    EXPECT_EQ(error("eth_sendRawTransaction", "[]"),
              "-32602 missing value for required argument 0");
    // A signature whose r is zero.
    std::string unsigned_raw = kFree.raw;
    const std::size_t r = unsigned_raw.find("a08d5d");
    unsigned_raw.replace(r, 66, "80");
    unsigned_raw.replace(0, 8, "0x02f844");
    EXPECT_THAT(refuse_raw(unsigned_raw), HasSubstr("-32000 invalid sender"));
}

TEST_F(MethodsSend, WhatWaitsIsKnownOrReplaced) {
    mine_on_demand();
    EXPECT_EQ(send_raw(kFree.raw), kFree.hash);
    EXPECT_EQ(refuse_raw(kFree.raw), "-32000 already known");
    EXPECT_EQ(refuse_raw(kLegacy.raw), "-32000 replacement transaction underpriced");
    EXPECT_EQ(send_raw(kDynamic.raw), kDynamic.hash);
    EXPECT_EQ(text("eth_getTransactionByHash", "[" + quoted(kFree.hash) + "]"), "null");
}

TEST_F(MethodsSend, SignsForUnlockedAccounts) {
    const std::string first = send_one_wei();
    const std::string second =
        text("eth_sendTransaction", wish(kAlice, kBob, R"(,"gasPrice":"0x0","value":"0x1")"));
    const Json tx = result("eth_getTransactionByHash", "[" + quoted(second) + "]");
    EXPECT_EQ(tx.at("nonce"), Json("0x1"));
    EXPECT_EQ(tx.at("type"), Json("0x0"));
    EXPECT_EQ(tx.at("gas"), quantity(std::uint64_t{21'000}));
    EXPECT_EQ(text("eth_getTransactionCount", "[" + quoted(kAlice) + "]"), "0x2");
}

TEST_F(MethodsSend, TheSignatureOfAnUnlockedAccountIsItsOwn) {
    const std::string hash =
        text("eth_sendTransaction", wish(kAlice, kBob,
                                         R"(,"value":"0x5","gas":"0xc350","maxFeePerGas":"0x3",
                     "maxPriorityFeePerGas":"0x1","nonce":"0x0")"));
    EXPECT_EQ(hash, kDynamic.hash);
    const Json signed_tx = [&] {
        return result("eth_signTransaction",
                      wish(kAlice, kBob,
                           R"(,"value":"0x5","gas":"0xc350","maxFeePerGas":"0x3",
                              "maxPriorityFeePerGas":"0x1","nonce":"0x0")"));
    }();
    EXPECT_EQ(signed_tx.at("raw"), Json(kDynamic.raw));
    EXPECT_EQ(signed_tx.at("tx").at("hash"), Json(kDynamic.hash));
}

TEST_F(MethodsSend, SendsForImpersonatedAccountsOnly) {
    change([](chain::Chain& c) {
        ASSERT_TRUE(c.command(chain::command::SetBalance{kCarol, u256(10U)}).has_value());
    });
    const std::string params = wish(kCarol, kBob, R"(,"value":"0x1")");
    EXPECT_THAT(error("eth_sendTransaction", params), HasSubstr("-32000 unknown account: 0x"));
    node->keys().impersonate(kCarol);
    const std::string hash = text("eth_sendTransaction", params);
    const Json tx = result("eth_getTransactionByHash", "[" + quoted(hash) + "]");
    EXPECT_EQ(tx.at("from"), Json(to_hex(kCarol)));
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kCarol) + "]"), "0x9");
    EXPECT_THAT(error("eth_signTransaction", params), HasSubstr("no key to sign with"));
    EXPECT_TRUE(node->keys().stop_impersonating(kCarol));
    EXPECT_FALSE(node->keys().stop_impersonating(kCarol));
    EXPECT_THAT(error("eth_sendTransaction", params), HasSubstr("unknown account"));
    node->keys().impersonate_everybody(true);
    EXPECT_NE(text("eth_sendTransaction", params), hash);
}

TEST_F(MethodsSend, WhoLeavesTheGasOpenIsToldOfARevert) {
    const std::string submit = R"(,"data":"0xa1903eab)" + std::string(64, '0') + "\"";
    const auto refused = ask("eth_sendTransaction", wish(kAlice, lido, submit));
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, 3);
    EXPECT_EQ(refused.error().message, "execution reverted: ZERO_DEPOSIT");
    EXPECT_EQ(text("eth_getTransactionCount", "[" + quoted(kAlice) + "]"), "0x0");
    const std::string hash =
        text("eth_sendTransaction", wish(kAlice, lido, submit + R"(,"gas":"0x30d40")"));
    EXPECT_EQ(result("eth_getTransactionReceipt", "[" + quoted(hash) + "]").at("status"),
              Json("0x0"));
}

TEST_F(MethodsSend, RefusesWishesThatCannotBeGranted) {
    EXPECT_EQ(
        error("eth_sendTransaction", R"([{"to":"0x70997970c51812dc3a010c7d01b50e0d17dc79c8"}])"),
        "-32602 invalid argument 0: from: missing");
    EXPECT_THAT(
        error("eth_sendTransaction", R"([{"from":)" + quoted(kAlice) + R"(,"data":"0x6000"}])"),
        HasSubstr("-32000 this chain runs no bytecode"));
    EXPECT_THAT(error("eth_sendTransaction", wish(kAlice, kBob, R"(,"chainId":"0x1")")),
                HasSubstr("-32000 invalid chain id for signer: have 1 want 31337"));
    EXPECT_THAT(
        error("eth_sendTransaction", wish(kAlice, kBob, R"(,"value":"0xffffffffffffffffffff")")),
        HasSubstr("-32000 insufficient funds for gas * price + value: address"));
    EXPECT_THAT(error("eth_sendTransaction", wish(kAlice, kBob, R"(,"nonce":"0x401")")),
                HasSubstr("-32000 nonce too high: next nonce 0, tx nonce 1025"));
    EXPECT_THAT(error("eth_sendTransaction", wish(kAlice, kBob, R"(,"gas":"0xffffffffff")")),
                HasSubstr("-32000 exceeds block gas limit"));
    EXPECT_EQ(error("eth_sendTransaction", "[]"), "-32602 missing value for required argument 0");
}

TEST_F(MethodsSend, AStoppedNodeTakesNothing) {
    ASSERT_TRUE(node->engine().stop().has_value());
    EXPECT_THAT(refuse_raw(kLegacy.raw), HasSubstr("-32000 the node takes no changes now"));
}

/// "hello aquifer", signed by the first account with eth_account 0.13.
TEST_F(MethodsSend, SignsMessagesToPersons) {
    const std::string signature =
        "0xd3bce6817360a28395988a12721e43cc200e46754c61f93de100191c380ae02977c7239cfc53cc67ab672ca2"
        "80181fe7f072006b26f164f61b36c5debdaed1761c";
    EXPECT_EQ(text("eth_sign", "[" + quoted(kAlice) + ", \"0x68656c6c6f2061717569666572\"]"),
              signature);
    EXPECT_EQ(
        text("personal_sign", "[\"0x68656c6c6f2061717569666572\", " + quoted(kAlice) + ", \"\"]"),
        signature);
    EXPECT_THAT(error("eth_sign", "[" + quoted(kCarol) + ", \"0x00\"]"),
                HasSubstr("unknown account"));
}

/// The example of EIP-712, signed by the first account with eth_account 0.13.
TEST_F(MethodsSend, SignsTypedData) {
    const std::string mail = R"({"types":{
        "Person":[{"name":"name","type":"string"},{"name":"wallet","type":"address"}],
        "Mail":[{"name":"from","type":"Person"},{"name":"to","type":"Person"},
                {"name":"contents","type":"string"}]},
        "primaryType":"Mail",
        "domain":{"name":"Ether Mail","version":"1","chainId":1,
                  "verifyingContract":"0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
        "message":{"from":{"name":"Cow","wallet":"0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
                   "to":{"name":"Bob","wallet":"0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
                   "contents":"Hello, Bob!"}})";
    EXPECT_EQ(text("eth_signTypedData_v4", "[" + quoted(kAlice) + ", " + mail + "]"),
              "0x6ea8bb309a3401225701f3565e32519f94a0ea91a5910ce9229fe488e773584c0390416a2190d95602"
              "19dab757ecca2029e63fa9d1c2aebf676cc25b9f03126a1b");
    EXPECT_THAT(error("eth_signTypedData_v4", "[" + quoted(kAlice) + ", {}]"),
                HasSubstr("-32602 invalid argument 1: domain: missing"));
}

}  // namespace
}  // namespace aq::node
