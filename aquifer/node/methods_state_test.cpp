// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/reverts.hpp>
#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using ::testing::HasSubstr;
using testing::kAlice;
using testing::kBob;
using testing::kCarol;

class MethodsState : public testing::NodeTest {
protected:
    static std::string quoted(const Address& a) { return '"' + to_hex(a) + '"'; }
    /// Parameters of a call to Lido.
    [[nodiscard]] std::string to_lido(const std::string& data, const std::string& more = "",
                                      const std::string& rest = "") const {
        return R"([{"to":)" + quoted(lido) + R"(,"data":")" + data + "\"" + more + "}" + rest + "]";
    }
    static std::string word(const Address& a) { return std::string(24, '0') + to_hex(a).substr(2); }
    /// balanceOf(address) of ERC-20.
    [[nodiscard]] std::string balance_of(const Address& a) const { return "0x70a08231" + word(a); }
    /// submit(address) of Lido with no referral.
    const std::string kSubmit = "0xa1903eab" + std::string(64, '0');
};

TEST_F(MethodsState, BalancesAndNoncesAreThoseOfTheBlock) {
    // 10,000 ether.
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kBob) + ", \"latest\"]"),
              "0x21e19e0c9bab2400000");
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kCarol) + "]"), "0x0");
    send_one_wei();
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kBob) + "]"), "0x21e19e0c9bab2400001");
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kBob) + ", \"earliest\"]"),
              "0x21e19e0c9bab2400000");
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kBob) + ", \"0x18b33e0\"]"),
              "0x21e19e0c9bab2400000");
    const std::string first(
        result("eth_getBlockByNumber", R"(["earliest"])").at("hash").get_string());
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kBob) + ", {\"blockHash\":\"" + first + "\"}]"),
              "0x21e19e0c9bab2400000");
    EXPECT_EQ(text("eth_getTransactionCount", "[" + quoted(kAlice) + "]"), "0x1");
    EXPECT_EQ(text("eth_getTransactionCount", "[" + quoted(kAlice) + ", \"earliest\"]"), "0x0");
}

TEST_F(MethodsState, APendingNonceCountsWhatWaits) {
    change([](chain::Chain& c) { c.set_mining(chain::Mining::kOnDemand); });
    send_one_wei();
    send_one_wei();
    EXPECT_EQ(text("eth_getTransactionCount", "[" + quoted(kAlice) + ", \"latest\"]"), "0x0");
    EXPECT_EQ(text("eth_getTransactionCount", "[" + quoted(kAlice) + ", \"pending\"]"), "0x2");
}

TEST_F(MethodsState, RefusesStatesThatAreNotHeld) {
    EXPECT_EQ(error("eth_getBalance", "[" + quoted(kBob) + ", \"0x18b33e1\"]"),
              "-32000 header not found: block 25900001 is not there yet: the last one is 25900000");
    EXPECT_THAT(error("eth_getBalance", "[" + quoted(kBob) + ", \"0x1\"]"),
                HasSubstr("-32000 header not found: the state at block 1 is no longer held"));
    const std::string hash = "0x" + std::string(64, '7');
    EXPECT_EQ(error("eth_getBalance", "[" + quoted(kBob) + ", {\"blockHash\":\"" + hash + "\"}]"),
              "-32000 header not found: no block has hash " + hash);
    EXPECT_EQ(error("eth_getBalance", "[]"), "-32602 missing value for required argument 0");
    EXPECT_THAT(error("eth_getTransactionCount", "[\"0x1\"]"), HasSubstr("expected an address"));
    EXPECT_THAT(error("eth_getCode", "[" + quoted(kBob) + ", 7]"), HasSubstr("a block number"));
}

TEST_F(MethodsState, CodeIsAMarkerWhereAContractStands) {
    EXPECT_EQ(text("eth_getCode", "[" + quoted(kAlice) + ", \"latest\"]"), "0x");
    const std::string code = text("eth_getCode", "[" + quoted(lido) + "]");
    EXPECT_EQ(code.size(), 8U);
    EXPECT_EQ(code.substr(0, 4), "0xfe");
}

TEST_F(MethodsState, ContractsHaveNoStorageSlots) {
    EXPECT_EQ(text("eth_getStorageAt", "[" + quoted(kAlice) + ", \"0x0\", \"latest\"]"),
              "0x" + std::string(64, '0'));
    EXPECT_THAT(error("eth_getStorageAt",
                      "[" + quoted(lido) + ", \"0x" + std::string(64, '0') + "\", \"latest\"]"),
                HasSubstr("-32000 contracts here run natively and keep no numbered storage slots"));
    EXPECT_THAT(error("eth_getStorageAt", "[" + quoted(lido) + ", 0]"),
                HasSubstr("a storage slot"));
}

TEST_F(MethodsState, CallsAnswerInTheStateOfTheBlock) {
    EXPECT_EQ(text("eth_call", to_lido(balance_of(kAlice))), "0x" + std::string(64, '0'));
    submit_to_lido();
    // One ether; no share was there before but the first ones, worth as much.
    EXPECT_EQ(text("eth_call", to_lido(balance_of(kAlice), "", ", \"latest\"")),
              "0x" + std::string(49, '0') + "de0b6b3a7640000");
    EXPECT_EQ(text("eth_call", to_lido(balance_of(kAlice), "", ", \"0x18b33e0\"")),
              "0x" + std::string(64, '0'));
    // Whoever stands at an address without a contract takes anything and answers nothing.
    EXPECT_EQ(text("eth_call", R"([{"to":)" + quoted(kBob) + R"(,"data":"0x01020304"}])"), "0x");
}

TEST_F(MethodsState, ACallLeavesNoTrace) {
    const std::string from = R"(,"from":)" + quoted(kAlice) + R"(,"value":"0x64")";
    EXPECT_NE(text("eth_call", to_lido(kSubmit, from)), "0x");
    EXPECT_EQ(text("eth_call", to_lido(balance_of(kAlice))), "0x" + std::string(64, '0'));
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kAlice) + "]"), "0x21e19e0c9bab2400000");
}

TEST_F(MethodsState, ARefusalHasCodeThreeAndItsData) {
    const auto answer = ask("eth_call", to_lido(kSubmit));
    ASSERT_FALSE(answer.has_value());
    EXPECT_EQ(answer.error().code, 3);
    EXPECT_EQ(answer.error().message, "execution reverted: ZERO_DEPOSIT");
    // Error(string) of "ZERO_DEPOSIT": selector, offset 32, length 12, text.
    EXPECT_EQ(answer.error().data,
              Json("0x08c379a0" + std::string(62, '0') + "20" + std::string(63, '0') + "c" +
                   "5a45524f5f4445504f534954" + std::string(40, '0')));
    EXPECT_EQ(error("eth_estimateGas", to_lido(kSubmit)), "3 execution reverted: ZERO_DEPOSIT");
    // A function that Lido does not have reaches its fallback, which takes no data.
    EXPECT_EQ(error("eth_call", to_lido("0x01020304")), "3 execution reverted: NON_EMPTY_DATA");
    // Ether for a function that takes none.
    EXPECT_EQ(error("eth_call", to_lido(balance_of(kAlice),
                                        R"(,"from":)" + quoted(kAlice) + R"(,"value":"0x1")")),
              "3 execution reverted");
}

TEST_F(MethodsState, PanicsHaveGethsWords) {
    const auto panic = [](std::uint64_t code) {
        return revert_message(abi_call("0x4e487b71"_selector, u256(code)));
    };
    EXPECT_EQ(panic(0x01), "execution reverted: assert(false)");
    EXPECT_EQ(panic(0x11), "execution reverted: arithmetic underflow or overflow");
    EXPECT_EQ(panic(0x12), "execution reverted: division or modulo by zero");
    EXPECT_EQ(panic(0x32), "execution reverted: out-of-bounds access of an array or bytesN");
    EXPECT_THAT(panic(0x99), HasSubstr("execution reverted: unknown panic code: 0x"));
    // A custom error is for its receiver to read; so is text that is no UTF-8.
    EXPECT_EQ(revert_message(Bytes{1, 2, 3, 4}), "execution reverted");
    EXPECT_EQ(revert_message(Bytes{}), "execution reverted");
    EXPECT_EQ(revert_message(abi_call("0x08c379a0"_selector, std::string("\xff"))),
              "execution reverted");
}

TEST_F(MethodsState, ACallMaySupposeBalances) {
    const std::string poor =
        to_lido(kSubmit, R"(,"from":)" + quoted(kCarol) + R"(,"value":"0x64")");
    EXPECT_EQ(error("eth_call", poor),
              "-32000 insufficient funds for gas * price + value: address "
              "0x000000000000000000000000000000000000ca01 have 0 want 100");
    const std::string supposed = R"(, "latest", {)" + quoted(kCarol) + R"(: {"balance":"0x64"}})";
    EXPECT_NE(
        text("eth_call",
             to_lido(kSubmit, R"(,"from":)" + quoted(kCarol) + R"(,"value":"0x64")", supposed)),
        "0x");
    EXPECT_EQ(text("eth_getBalance", "[" + quoted(kCarol) + "]"), "0x0");
    EXPECT_THAT(
        error("eth_call",
              to_lido(kSubmit, "", R"(, "latest", {)" + quoted(lido) + R"(: {"code":"0x00"}})")),
        HasSubstr("only balance and nonce can be supposed, not \"code\""));
}

TEST_F(MethodsState, ACallMaySupposeALaterBlock) {
    const std::string call =
        to_lido(balance_of(kAlice), "", R"(, "latest", {}, {"time":"0x6c000000"})");
    EXPECT_EQ(text("eth_call", call), "0x" + std::string(64, '0'));
    EXPECT_THAT(
        error("eth_call", to_lido(balance_of(kAlice), "", R"(, "latest", {}, {"number":"0x1"})")),
        HasSubstr("for less name an earlier block"));
    EXPECT_THAT(error("eth_call",
                      to_lido(balance_of(kAlice), "", R"(, "latest", {}, {"time":"0x100000000"})")),
                HasSubstr("up to 32 bits"));
}

TEST_F(MethodsState, NoCallDeploysCode) {
    EXPECT_THAT(error("eth_call", R"([{"data":"0x6000"}])"),
                HasSubstr("-32602 invalid argument 0: this chain runs no bytecode"));
    EXPECT_THAT(error("eth_estimateGas", R"([{"data":"0x6000"}])"), HasSubstr("no bytecode"));
    EXPECT_THAT(error("eth_call", to_lido(kSubmit, R"(,"chainId":"0x1")")),
                HasSubstr("chainId does not match node's (have=1, want=31337)"));
}

TEST_F(MethodsState, GasIsNominal) {
    EXPECT_EQ(text("eth_estimateGas", R"([{"from":)" + quoted(kAlice) + R"(,"to":)" + quoted(kBob) +
                                          R"(,"value":"0x1"}])"),
              quantity_text(std::uint64_t{21'000}));
    // 21,000 + 100,000 for a contract + 4 * 16 + 32 * 4.
    const std::string paid =
        to_lido(kSubmit, R"(,"from":)" + quoted(kAlice) + R"(,"value":"0x64")");
    EXPECT_EQ(text("eth_estimateGas", paid), quantity_text(std::uint64_t{121'192}));
    const Json list = result("eth_createAccessList", paid);
    EXPECT_EQ(list.at("accessList"), Json(JsonArray()));
    EXPECT_EQ(list.at("gasUsed"), quantity(std::uint64_t{121'192}));
    EXPECT_EQ(result("eth_createAccessList", to_lido(kSubmit)).at("error"),
              Json("execution reverted: ZERO_DEPOSIT"));
}

}  // namespace
}  // namespace aq::node
