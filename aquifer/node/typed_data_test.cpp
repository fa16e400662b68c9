// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/typed_data.hpp>

#include <aquifer/rpc/request.hpp>

#include <gtest/gtest.h>

namespace aq::node {
namespace {

/// The example of EIP-712, and its digest there.
constexpr std::string_view kMail = R"({
  "types": {
    "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "version", "type": "string"},
                     {"name": "chainId", "type": "uint256"},
                     {"name": "verifyingContract", "type": "address"}],
    "Person": [{"name": "name", "type": "string"}, {"name": "wallet", "type": "address"}],
    "Mail": [{"name": "from", "type": "Person"}, {"name": "to", "type": "Person"},
             {"name": "contents", "type": "string"}]},
  "primaryType": "Mail",
  "domain": {"name": "Ether Mail", "version": "1", "chainId": 1,
             "verifyingContract": "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCcccccccC"},
  "message": {"from": {"name": "Cow", "wallet": "0xCD2a3d9F938E13CD947Ec05AbC7FE734Df8DD826"},
              "to": {"name": "Bob", "wallet": "0xbBbBBBBbbBBBbbbBbbBbbbbBBbBbbbbBbBbbBBbB"},
              "contents": "Hello, Bob!"}})";
constexpr std::string_view kMailDigest =
    "0xbe609aee343fb3c4b28e1df9e632fca64fcfaede20f02e86244efddf30957bd2";

/// Every kind of type; the digest is eth_account's (0.13).
constexpr std::string_view kTree = R"({
  "types": {
    "EIP712Domain": [{"name": "name", "type": "string"}, {"name": "salt", "type": "bytes32"}],
    "Leaf": [{"name": "n", "type": "int128"}, {"name": "tag", "type": "bytes4"}],
    "Tree": [{"name": "ok", "type": "bool"}, {"name": "small", "type": "uint8"},
             {"name": "big", "type": "uint256"}, {"name": "neg", "type": "int256"},
             {"name": "raw", "type": "bytes"}, {"name": "names", "type": "string[]"},
             {"name": "leaves", "type": "Leaf[2]"}, {"name": "grid", "type": "uint16[][2]"},
             {"name": "none", "type": "address[]"}]},
  "primaryType": "Tree",
  "domain": {"name": "Garden",
             "salt": "0x1111111111111111111111111111111111111111111111111111111111111111"},
  "message": {"ok": true, "small": 255,
    "big": "115792089237316195423570985008687907853269984665640564039457584007913129639935",
    "neg": -5, "raw": "0xdeadbeef", "names": ["a", "b\u00e9"],
    "leaves": [{"n": "-1", "tag": "0x01020304"}, {"n": "0x7", "tag": "0xffffffff"}],
    "grid": [[1, 2, 3], []], "none": []}})";
constexpr std::string_view kTreeDigest =
    "0xd300c03ea676c179abe40ffef85a61612c27b75ab39a741bd4a0085521d9a2a2";

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
    std::string out(text);
    const std::size_t at = out.find(what);
    if (at == std::string::npos) {
        ADD_FAILURE() << "no " << what;
        return out;
    }
    return out.replace(at, what.size(), by);
}

std::string digest(std::string_view text) {
    const auto out = typed_data_digest(rpc::parse_json(text, 64).value(), {.argument = 1});
    return out.has_value() ? to_hex(*out) : out.error().message;
}

TEST(TypedData, TheExampleOfTheStandardHasItsDigest) {
    EXPECT_EQ(digest(kMail), kMailDigest);
}

TEST(TypedData, MayComeAsTheTextOfItsJson) {
    const auto out = typed_data_digest(Json(kMail), {.argument = 1});
    ASSERT_TRUE(out.has_value()) << out.error().message;
    EXPECT_EQ(to_hex(*out), kMailDigest);
    EXPECT_FALSE(typed_data_digest(Json("{"), {.argument = 1}).has_value());
    EXPECT_FALSE(typed_data_digest(Json("\"\""), {.argument = 1}).has_value());
}

TEST(TypedData, ADomainsTypeFollowsFromItsMembers) {
    std::string text(kMail);
    const std::size_t begin = text.find("\"EIP712Domain\"");
    text.erase(begin, text.find("\"Person\"") - begin);
    EXPECT_EQ(digest(text), kMailDigest);
}

TEST(TypedData, HasArraysStructsAndNumbersOfEveryWidth) {
    EXPECT_EQ(digest(kTree), kTreeDigest);
}

TEST(TypedData, RefusesValuesThatAreNotOfTheirTypes) {
    EXPECT_EQ(digest(replaced(kTree, "\"small\": 255", "\"small\": 256")),
              "invalid argument 1: Tree.small: expected a number of at most 8 bits; got 256");
    EXPECT_EQ(digest(replaced(kTree, "0x01020304", "0x010203")),
              "invalid argument 1: Leaf.tag: expected 4 bytes; got \"0x010203\"");
    EXPECT_EQ(digest(replaced(kTree, "[1, 2, 3], []", "[1, 2, 3]")),
              "invalid argument 1: Tree.grid: 2 elements expected; 1 given");
    EXPECT_EQ(digest(replaced(kTree, "\"n\": \"-1\"",
                              "\"n\": \"-170141183460469231731687303715884105729\"")),
              "invalid argument 1: Leaf.n: expected a signed number of 128 bits; got "
              "\"-170141183460469231731687303715884105729\"");
    EXPECT_EQ(digest(replaced(kTree, "\"ok\": true", "\"ok\": 1")),
              "invalid argument 1: Tree.ok: expected true or false; got 1");
    EXPECT_EQ(digest(replaced(kTree, "\"ok\": true,", "")),
              "invalid argument 1: Tree.ok: a value of type bool is missing");
    EXPECT_EQ(digest(replaced(kTree, "\"type\": \"uint8\"", "\"type\": \"uint7\"")),
              "invalid argument 1: Tree.small: there is no type uint7");
    EXPECT_EQ(digest(replaced(kTree, "\"primaryType\": \"Tree\"", "\"primaryType\": \"Bush\"")),
              "invalid argument 1: types: no type is called Bush");
    EXPECT_EQ(digest(R"({"domain":{},"message":{},"primaryType":"A"})"),
              "invalid argument 1: types: missing");
}

TEST(TypedData, TypesMayReferToThemselves) {
    EXPECT_TRUE(digest(R"({"types":{"Node":[{"name":"next","type":"Node"}]},"primaryType":"Node",
                           "domain":{},"message":{"next":{"next":null}}})")
                    .starts_with("0x"));
}

}  // namespace
}  // namespace aq::node
