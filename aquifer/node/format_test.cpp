// SPDX-License-Identifier: Apache-2.0
#include <aquifer/node/format.hpp>

#include <aquifer/node/testing.hpp>

namespace aq::node {
namespace {

using testing::refusal;

constexpr Place kArgument{.argument = 0};

TEST(Format, AQuantityHasNoLeadingZeros) {
    EXPECT_EQ(quantity_text(std::uint64_t{0}), "0x0");
    EXPECT_EQ(quantity_text(std::uint64_t{27}), "0x1b");
    EXPECT_EQ(quantity_text(~std::uint64_t{0}), "0xffffffffffffffff");
    EXPECT_EQ(quantity_text(u256()), "0x0");
    EXPECT_EQ(quantity_text(u256(1U) << 64U), "0x10000000000000000");
    EXPECT_EQ(quantity_text(u256::max()), "0x" + std::string(64, 'f'));
}

TEST(Format, QuantitiesAreReadStrictly) {
    EXPECT_EQ(read_quantity(Json("0x0"), kArgument).value(), u256());
    EXPECT_EQ(read_quantity(Json("0x1B"), kArgument).value(), u256(27U));
    EXPECT_EQ(read_quantity(Json("0x" + std::string(64, 'f')), kArgument).value(), u256::max());
    for (const char* wrong : {"", "0x", "0x01", "0x00", "1", "27", "0x1g", "-0x1", " 0x1", "0X1"}) {
        EXPECT_FALSE(read_quantity(Json(wrong), kArgument).has_value()) << wrong;
    }
    EXPECT_FALSE(read_quantity(Json("0x1" + std::string(64, '0')), kArgument).has_value());
    EXPECT_FALSE(read_quantity(Json(1), kArgument).has_value());
    EXPECT_FALSE(read_quantity(Json(nullptr), kArgument).has_value());
    EXPECT_EQ(read_quantity_u64(Json("0xffffffffffffffff"), kArgument).value(), ~std::uint64_t{0});
    EXPECT_FALSE(read_quantity_u64(Json("0x10000000000000000"), kArgument).has_value());
}

TEST(Format, ARefusalSaysWhereWhatAndWhatCame) {
    EXPECT_EQ(refusal(read_quantity(Json("0x01"), {.argument = 2, .member = "value"})),
              "invalid argument 2: value: expected a quantity (0x and hexadecimal digits without "
              "leading zeros, at most 256 bits); got \"0x01\"");
    EXPECT_EQ(
        refusal(read_address(Json("0x12"), kArgument)),
        "invalid argument 0: expected an address (0x and 40 hexadecimal digits); got \"0x12\"");
    const std::string cut = refusal(read_address(Json(std::string(500, 'x')), kArgument));
    EXPECT_TRUE(cut.ends_with("xxx…")) << cut;
    EXPECT_LT(cut.size(), 200U);
    // Two bytes a character, so that the cut would fall within one.
    std::string umlauts;
    for (int i = 0; i < 100; ++i) umlauts += "ä";
    EXPECT_TRUE(refusal(read_address(Json("x" + umlauts), kArgument)).ends_with("ä…"));
    EXPECT_TRUE(refusal(read_address(Json(umlauts), kArgument)).ends_with("ä…"));
}

TEST(Format, AmountsOfToolsComeInManyForms) {
    EXPECT_EQ(read_amount(Json(12), kArgument).value(), u256(12U));
    EXPECT_EQ(read_amount(Json(~std::uint64_t{0}), kArgument).value(), u256(~std::uint64_t{0}));
    EXPECT_EQ(read_amount(Json("12"), kArgument).value(), u256(12U));
    EXPECT_EQ(read_amount(Json("0x000c"), kArgument).value(), u256(12U));
    for (const Json& wrong : {Json(-1), Json(1.5), Json(""), Json("0x"), Json("-1"), Json(true)}) {
        EXPECT_FALSE(read_amount(wrong, kArgument).has_value());
    }
    EXPECT_FALSE(read_amount_u64(Json("0x10000000000000000"), kArgument).has_value());
}

TEST(Format, AddressesComeInAnyCase) {
    constexpr Address kFive = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"_address;
    EXPECT_EQ(read_address(Json("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"), kArgument).value(),
              kFive);
    EXPECT_EQ(read_address(Json("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), kArgument).value(),
              kFive);
    EXPECT_FALSE(
        read_address(Json("5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"), kArgument).has_value());
}

TEST(Format, DataHasAnEvenNumberOfDigits) {
    EXPECT_EQ(read_data(Json("0x"), kArgument).value(), Bytes());
    EXPECT_EQ(read_data(Json("0x00fF"), kArgument).value(), Bytes({0x00, 0xff}));
    for (const char* wrong : {"", "0x0", "00", "0xzz"}) {
        EXPECT_FALSE(read_data(Json(wrong), kArgument).has_value()) << wrong;
    }
    EXPECT_FALSE(read_hash(Json("0x" + std::string(62, '0')), kArgument).has_value());
    EXPECT_TRUE(read_hash(Json("0x" + std::string(64, '0')), kArgument).has_value());
}

TEST(Format, ParametersAreCountedAndMissedInGethsWords) {
    const JsonArray values{nullptr, "0x1"};
    const Params params(values);
    EXPECT_EQ(refusal(params.number(0)), "missing value for required argument 0");
    EXPECT_EQ(refusal(params.number(2)), "missing value for required argument 2");
    EXPECT_EQ(params.number(1).value(), u256(1U));
    EXPECT_EQ(params.get_or(0, read_flag, true).value(), true);
    EXPECT_TRUE(params.at_most(2).has_value());
    EXPECT_EQ(refusal(params.at_most(1)), "too many arguments, want at most 1");
}

}  // namespace
}  // namespace aq::node
