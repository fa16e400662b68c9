// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/abi_text.hpp>

#include <aquifer/eth/abi.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

constexpr Address kAlice = "0xabcdef0123456789abcdef0123456789abcdef01"_address;

/// Calldata of a function from words in hex without 0x, blanks between them.
Bytes calldata(std::string_view signature, std::string_view words) {
    const Selector selector = first_four(keccak(signature));
    std::string hex = to_hex(selector);
    for (const char c : words) {
        if (c != ' ') hex += c;
    }
    return parse_hex(hex).value();
}

std::string word(std::string_view low_digits) {
    return std::string(64 - low_digits.size(), '0') + std::string(low_digits) + ' ';
}

std::string call(std::string_view type, const std::string& words) {
    const std::string t(type);
    return decode_call("f(" + t + " x)", calldata("f(" + t + ")", words)).to_text();
}

TEST(AbiTextOf, Numbers) {
    EXPECT_EQ(
        call("uint256", std::string(64, 'f')),
        "f(x=115792089237316195423570985008687907853269984665640564039457584007913129639935)");
    EXPECT_EQ(call("uint8", word("ff")), "f(x=255)");
    EXPECT_EQ(call("int256", std::string(64, 'f')), "f(x=-1)");
    EXPECT_EQ(
        call("int256", '8' + std::string(63, '0')),
        "f(x=-57896044618658097711785492504343953926634992332820282019728792003956564819968)");
    EXPECT_EQ(call("int24", std::string(58, 'f') + "800000"), "f(x=-8388608)");
    EXPECT_EQ(call("int24", word("7fffff")), "f(x=8388607)");
    EXPECT_EQ(call("bool", word("0")), "f(x=false)");
    EXPECT_EQ(call("bool", word("1")), "f(x=true)");
}

TEST(AbiTextOf, AddressesByTheirNames) {
    const std::string words = word("abcdef0123456789abcdef0123456789abcdef01");
    EXPECT_EQ(call("address", words), "f(x=0xabcdef0123456789abcdef0123456789abcdef01)");
    EXPECT_EQ(decode_call("f(address who)", calldata("f(address)", words),
                          [](const Address& at) { return at == kAlice ? "alice" : "?"; })
                  .to_text(),
              "f(who=alice)");
}

TEST(AbiTextOf, BytesAndStrings) {
    EXPECT_EQ(call("bytes4", "deadbeef" + std::string(56, '0')), "f(x=0xdeadbeef)");
    EXPECT_EQ(call("bytes", word("20") + word("3") + "010203" + std::string(58, '0')),
              "f(x=0x010203)");
    EXPECT_EQ(call("bytes", word("20") + word("0")), "f(x=0x)");
    EXPECT_EQ(call("bytes", word("20") + word("22") + "aa" + std::string(64, '1') + "bb" +
                                std::string(60, '0')),
              "f(x=0xaa111111111111111111111111111111…111111111111111111111111111111bb"
              " (34 bytes))");
    // The text is: say "x", a tabulator, ü, and a byte that is no UTF-8.
    EXPECT_EQ(call("string", word("20") + word("d") + "7361792022782209" + "c3bcff5c20" +
                                 std::string(38, '0')),
              R"(f(x="say \"x\"\x09ü\xff\\ "))");
    EXPECT_EQ(
        decode_call("f(string x)", abi_call(first_four(keccak("f(string)")), std::string(300, 'a')))
            .to_text(),
        "f(x=\"" + std::string(256, 'a') + "\"… (300 bytes))");
}

struct Params {
    std::vector<Address> strategies;
    std::vector<u256> deposit_shares;
    Address unused;
};

TEST(AbiTextOf, TuplesAndArraysWithTheirNames) {
    const std::vector<Params> params{{{kAlice}, {u256(12U)}, kAlice}, {{}, {}, Address()}};
    EXPECT_EQ(decode_call(
                  "queueWithdrawals((address[] strategies, uint256[] depositShares, address "
                  "unused)[] params) returns (bytes32[])",
                  abi_call(first_four(keccak("queueWithdrawals((address[],uint256[],address)[])")),
                           params),
                  [](const Address& at) { return at == kAlice ? "alice" : "nobody"; })
                  .to_text(),
              "queueWithdrawals(params=[(strategies=[alice], depositShares=[12], unused=alice), "
              "(strategies=[], depositShares=[], unused=nobody)])");
    EXPECT_EQ(
        call("uint8[2][]", word("20") + word("2") + word("1") + word("2") + word("3") + word("4")),
        "f(x=[[1, 2], [3, 4]])");
}

TEST(AbiTextOf, Answers) {
    EXPECT_EQ(decode_answer("f() returns (uint256)", abi_encode(u256(7U))).to_text(), "7");
    EXPECT_EQ(decode_answer("f() returns (uint256 a, bool)", abi_encode(u256(7U), true)).to_text(),
              "(a=7, true)");
    EXPECT_EQ(decode_answer("f()", Bytes()).to_text(), "()");
    EXPECT_EQ(decode_answer("f() returns (bool)", abi_encode(true, true)).to_text(),
              "true and 32 bytes behind");
}

TEST(AbiTextOf, LogsInTheOrderOfTheDeclaration) {
    const std::string_view declaration =
        "event Moved(address from, uint32 indexed id, string indexed why, bytes data)";
    const Hash topic = keccak("Moved(address,uint32,string,bytes)");
    const std::array topics{topic, to_hash(u256(9U)), keccak("because")};
    const Bytes data = abi_encode(kAlice, Bytes{0xab});
    // Keccak-256 of "because", computed with pycryptodome.
    const std::string why =
        "keccak 0x28b81c8e4912ea69e000b26a50fadf183c10d66be8b43a192a361b6d38a1d464";
    EXPECT_EQ(
        decode_log(declaration, topics, data).to_text(),
        "Moved(from=0xabcdef0123456789abcdef0123456789abcdef01, id=9, why=" + why + ", data=0xab)");
    EXPECT_EQ(decode_log(declaration, std::span(topics).first(2), data).wrong,
              "1 indexed words where 2 are declared");
    const std::array dirty{topic, to_hash(u256(1ULL << 32U)), keccak("because")};
    EXPECT_EQ(decode_log(declaration, dirty, data).wrong, "id is too large for uint32");
    const std::array other{keccak("Other()"), topics[1], topics[2]};
    EXPECT_EQ(decode_log(declaration, other, data).wrong, "another topic");
    EXPECT_EQ(decode_log(declaration, topics, BytesView(data).first(40)).wrong, "data is cut off");
}

TEST(AbiTextOf, Reverts) {
    const Selector error = "0x08c379a0"_selector;
    const Selector panic = "0x4e487b71"_selector;
    EXPECT_EQ(decode_revert({}, Bytes()).to_text(), "no data");
    EXPECT_EQ(decode_revert({}, abi_call(error, std::string("no \"more\""))).to_text(),
              R"(Error("no \"more\""))");
    EXPECT_EQ(decode_revert({}, abi_call(panic, u256(0x11U))).to_text(),
              "Panic(0x11: arithmetic overflow or underflow)");
    EXPECT_EQ(decode_revert({}, abi_call(panic, u256(0x12U))).to_text(),
              "Panic(0x12: division by zero)");
    EXPECT_EQ(decode_revert({}, abi_call(panic, u256(0x13U))).to_text(),
              "Panic(0x13: no code of Solidity's)");
    EXPECT_EQ(decode_revert({}, abi_call(panic)).to_text(),
              "Panic 0x4e487b71 (a value is cut off)");
    const Selector small = first_four(keccak("TooSmall(uint256,bool)"));
    EXPECT_EQ(decode_revert("error TooSmall(uint256 least, bool)", abi_call(small, u256(5U), true))
                  .to_text(),
              "TooSmall(least=5, true)");
    EXPECT_EQ(decode_revert("error TooSmall(uint256 least, bool)", Bytes{1, 2, 3, 4}).to_text(),
              "TooSmall 0x01020304 (another selector)");
}

TEST(AbiTextOf, DirtyWordsAsHexWithTheReason) {
    const auto wrong = [](std::string_view type, const std::string& words) {
        const std::string t(type);
        return decode_call("f(" + t + " x)", calldata("f(" + t + ")", words)).wrong;
    };
    EXPECT_EQ(wrong("uint8", word("100")), "x is too large for uint8");
    EXPECT_EQ(wrong("int24", word("800000")), "x is too large for int24");
    EXPECT_EQ(wrong("bool", word("2")), "x is neither true nor false");
    EXPECT_EQ(wrong("address", '1' + std::string(63, '0')), "x has bits above an address");
    EXPECT_EQ(wrong("bytes4", word("1")), "x has bytes behind bytes4");
    EXPECT_EQ(wrong("IStrategy", word("1")), "x is of the unknown type IStrategy");
    EXPECT_EQ(wrong("uint256", ""), "x is cut off");
    EXPECT_EQ(wrong("bytes", word("ff")), "x has an offset that points outside");
    EXPECT_EQ(wrong("bytes", std::string(64, 'f')), "x has an offset that points outside");
    EXPECT_EQ(wrong("string", word("20") + word("5")), "x is cut off");
    EXPECT_EQ(wrong("uint256[]", word("20") + std::string(64, 'f')),
              "x has a length that does not fit");
    EXPECT_EQ(wrong("uint256[]", word("20") + word("2") + word("1")),
              "x has 2 elements, more than there are bytes for");
    EXPECT_EQ(call("uint8", word("100")),
              "f " + to_hex(calldata("f(uint8)", word("100"))) + " (x is too large for uint8)");
}

TEST(AbiTextOf, AnArrayBombEndsAtTheBound) {
    // Each of 64 elements is the same array of 64 elements, ten levels deep: 64^10 values.
    std::string words = word("20");
    std::string type = "uint256";
    for (int level = 0; level < 10; ++level) {
        type += "[]";
        words += word("40");
        // The elements' offsets lead behind their own list, to the next level.
        if (level < 9) {
            for (int i = 0; i < 64; ++i) words += word("800");
        }
    }
    for (int i = 0; i < 64; ++i) words += word("1");
    const std::string text = call(type, words);
    EXPECT_NE(text.find("is one of more than 4096 values"), std::string::npos) << text;
    EXPECT_LT(text.size(), 3000U);
}

TEST(AbiTextOf, AnArrayWhoseElementsAreItsOwnHeadEnds) {
    // The offset of each element is zero: its length is the first offset, which is zero too.
    const std::string words = word("20") + word("2") + word("0") + word("0");
    EXPECT_EQ(call("uint256[][][][]", words), "f(x=[[], []])");
}

TEST(AbiTextOf, AnythingIsReadWithoutHarm) {
    const std::string_view declaration =
        "f((address[] a, (bytes b, string[2] c)[] d)[] x, int128 y, bytes[][3] z)";
    const Bytes head = calldata("f((address[],(bytes,string[2])[])[],int128,bytes[][3])", "");
    std::uint64_t state = 1;
    for (int round = 0; round < 3000; ++round) {
        Bytes bytes = head;
        state = state * 6364136223846793005U + 1442695040888963407U;
        const std::size_t words = (state >> 40U) % 40;
        for (std::size_t i = 0; i < words; ++i) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            // Small multiples of a word: plausible offsets and lengths.
            const Hash w = to_hash(u256((state >> 45U) % 12 * ((state >> 33U) % 2 != 0 ? 32 : 1)));
            bytes.insert(bytes.end(), w.bytes.begin(), w.bytes.end());
        }
        bytes.resize(bytes.size() - (state >> 50U) % 3);
        const AbiText text = decode_call(declaration, bytes);
        EXPECT_LT(text.to_text().size(), 200'000U);
    }
}

TEST(AbiDifferences, NameTheInnermostValue) {
    const std::string_view declaration =
        "f((address[] strategies, uint256[] depositShares, address unused)[] params) returns "
        "(bool)";
    const Selector f = first_four(keccak("f((address[],uint256[],address)[])"));
    const auto decoded = [&](const std::vector<Params>& params) {
        return decode_call(declaration, abi_call(f, params)).values;
    };
    const auto a = decoded({{{kAlice}, {u256(1U), u256(2U)}, kAlice}});
    const auto b = decoded({{{kAlice}, {u256(1U), u256(3U)}, kAlice}});
    const auto found = differences(a, b);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].path, "params[0].depositShares[1]");
    EXPECT_EQ(found[0].a, "2");
    EXPECT_EQ(found[0].b, "3");
    const auto shorter = differences(a, decoded({{{kAlice}, {u256(1U)}, kAlice}}));
    ASSERT_EQ(shorter.size(), 1U);
    EXPECT_EQ(shorter[0].path, "params[0].depositShares");
    EXPECT_EQ(shorter[0].a, "[1, 2]");
    EXPECT_EQ(shorter[0].b, "[1]");
    EXPECT_TRUE(differences(a, a).empty());
    const auto unnamed =
        differences(decode_answer("f() returns (bool, bool)", abi_encode(true, true)).values,
                    decode_answer("f() returns (bool, bool)", abi_encode(true, false)).values);
    ASSERT_EQ(unnamed.size(), 1U);
    EXPECT_EQ(unnamed[0].path, "#1");
}

}  // namespace
}  // namespace aq
