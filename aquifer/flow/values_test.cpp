// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/values.hpp>

#include <aquifer/eth/abi.hpp>

#include <gtest/gtest.h>

namespace aq::flow {
namespace {

constexpr Address kAlice = "0x00000000000000000000000000000000000a11ce"_address;

AbiParameters types(std::string_view list) {
    return parse_declaration("f" + std::string(list))->takes;
}

std::string name_of(const Address& at) {
    return at == kAlice ? "alice" : "somebody";
}

Value text(std::string words) {
    Value out;
    out.kind = Value::Kind::kText;
    out.text = std::move(words);
    return out;
}

// The oracle is the codec of eth, which the recorded runs hold to.
TEST(FlowValues, EncodeAsTheCodecDoes) {
    const std::vector<Value> values{
        Value::of(7_u256), Value::of(kAlice), Value::of(true), text("hello"),
        Value::of(std::vector<Value>{Value::of(1_u256), Value::of(2_u256)})};
    EXPECT_EQ(encode(types("(uint64 a, address b, bool c, string d, uint32[] e)"), values).value(),
              abi_encode(std::uint64_t{7}, kAlice, true, std::string("hello"),
                         std::vector<std::uint32_t>{1, 2}));
}

TEST(FlowValues, ReadBackWhatTheyEncode) {
    const AbiParameters all = types("((address who, uint256[] n)[] list, bytes32 root)");
    Value hash;
    hash.kind = Value::Kind::kBytes;
    hash.bytes = Bytes(32, 0x5a);
    const std::vector<Value> values{
        Value::of(std::vector<Value>{Value::of(std::vector<Value>{
            Value::of(kAlice), Value::of(std::vector<Value>{Value::of(3_u256)})})}),
        hash};
    const auto bytes = encode(all, values);
    ASSERT_TRUE(bytes.has_value());
    const auto back = decode(all, *bytes);
    ASSERT_TRUE(back.has_value());
    EXPECT_EQ(*back, values);
    EXPECT_EQ(to_text(back->front(), name_of), "[(who=alice, n=[3])]");
}

TEST(FlowValues, SayWhichArgumentDoesNotFit) {
    EXPECT_EQ(encode(types("(uint8 amount)"), {{Value::of(300_u256)}}).error(),
              "amount: 300 does not fit uint8");
    EXPECT_EQ(encode(types("(address to)"), {{Value::of(true)}}).error(),
              "to: true does not fit address");
    EXPECT_EQ(encode(types("(uint256 a, uint256 b)"), {{Value::of(1_u256)}}).error(),
              "2 values are needed, 1 given");
    EXPECT_EQ(
        encode(types("(uint256[2] pair)"), {{Value::of(std::vector<Value>{Value::of(1_u256)})}})
            .error(),
        "pair: [1] does not fit uint256[2]");
}

TEST(FlowValues, RefuseBytesThatAreNoEncoding) {
    EXPECT_FALSE(decode(types("(uint256 a)"), Bytes(31)).has_value());
    Bytes far(32, 0xff);
    EXPECT_FALSE(decode(types("(bytes a)"), far).has_value());
    // An array that claims more elements than there are bytes.
    Bytes bomb(64);
    bomb[31] = 0x20;
    bomb[63] = 0xff;
    EXPECT_FALSE(decode(types("(uint256[] a)"), bomb).has_value());
}

TEST(FlowValues, ReadNegativeNumbers) {
    const auto minus_two = decode(types("(int64 x)"), abi_encode(i256::negative(2_u256)));
    ASSERT_TRUE(minus_two.has_value());
    EXPECT_EQ(to_text(minus_two->front(), name_of), "-2");
    EXPECT_EQ(encode(types("(int64 x)"), *minus_two).value(), abi_encode(i256::negative(2_u256)));
}

}  // namespace
}  // namespace aq::flow
