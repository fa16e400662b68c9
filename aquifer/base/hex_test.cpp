// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/hex.hpp>

#include <aquifer/base/prng.hpp>

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aq {
namespace {

TEST(Hex, WritesLowerCaseWithItsPrefix) {
    EXPECT_EQ(to_hex({}), "0x");
    EXPECT_EQ(to_hex(Bytes{0x00}), "0x00");
    EXPECT_EQ(to_hex(Bytes{0xde, 0xad, 0xbe, 0xef, 0x01}), "0xdeadbeef01");
}

TEST(Hex, ReadsDigitsOfEitherCase) {
    EXPECT_EQ(parse_hex("0x"), Bytes{});
    EXPECT_EQ(parse_hex("0x00ff"), (Bytes{0x00, 0xff}));
    EXPECT_EQ(parse_hex("0xDeAdBeEf"), (Bytes{0xde, 0xad, 0xbe, 0xef}));
    EXPECT_EQ(parse_hex("0x0123456789abcdefABCDEF"),
              (Bytes{0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xab, 0xcd, 0xef}));
}

TEST(Hex, RefusesWhatIsNotPrefixedWholeBytes) {
    for (const std::string_view text :
         {"", "0", "x", "00", "0X00", "0x0", "0x000", "ab", "1x00", " 0x00", "0x00 ", "0x 0",
          "0x-1", "0x0x", "0xg0", "0x0g", "0x0000000000000000000z"}) {
        EXPECT_EQ(parse_hex(text), std::nullopt) << '"' << text << '"';
    }
}

TEST(Hex, ExactlyTwentyTwoCharactersAreDigitsInEitherPlace) {
    const std::string_view digits = "0123456789abcdefABCDEF";
    for (int c = 0; c < 256; ++c) {
        const char character = static_cast<char>(c);
        const bool digit = digits.find(character) != std::string_view::npos;
        EXPECT_EQ(parse_hex(std::string("0x") + character + '0').has_value(), digit) << c;
        EXPECT_EQ(parse_hex(std::string("0x0") + character).has_value(), digit) << c;
    }
}

TEST(Hex, ReadsBackWhatItWrote) {
    Prng rng(1);
    for (int i = 0; i < 2000; ++i) {
        Bytes bytes(rng.below(200));
        for (auto& byte : bytes) byte = static_cast<std::uint8_t>(rng());
        const std::string text = to_hex(bytes);
        ASSERT_EQ(text.size(), 2 + 2 * bytes.size());
        ASSERT_EQ(parse_hex(text), bytes);
    }
}

TEST(Hex, FillsMemoryThatHasTheSizeOfTheText) {
    std::array<std::uint8_t, 2> out{};
    EXPECT_TRUE(parse_hex_into("0x12ab", out));
    EXPECT_EQ(out, (std::array<std::uint8_t, 2>{0x12, 0xab}));
    EXPECT_FALSE(parse_hex_into("0x12", out));
    EXPECT_FALSE(parse_hex_into("0x12abcd", out));
    EXPECT_FALSE(parse_hex_into("0x12ab0", out));
    EXPECT_FALSE(parse_hex_into("12ab", out));
    EXPECT_FALSE(parse_hex_into("", out));
    EXPECT_FALSE(parse_hex_into("", {}));
    EXPECT_FALSE(parse_hex_into("0", {}));
    EXPECT_TRUE(parse_hex_into("0x", {}));
}

}  // namespace
}  // namespace aq
