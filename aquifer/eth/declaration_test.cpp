// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/declaration.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

using Kind = AbiParameter::Kind;

TEST(Declarations, GiveNamesTypesAndReturns) {
    const auto f = parse_declaration(
        "function f((uint96 a, bytes3[] b) sets, address payable to, int24[2][] memory c)"
        " external view returns (bool ok, string)");
    ASSERT_TRUE(f.has_value());
    EXPECT_EQ(f->name, "f");
    ASSERT_EQ(f->takes.size(), 3U);
    EXPECT_EQ(f->takes[0].kind, Kind::kTuple);
    EXPECT_EQ(f->takes[0].name, "sets");
    EXPECT_TRUE(f->takes[0].dynamic);
    EXPECT_EQ(f->takes[0].parts[0].kind, Kind::kUnsigned);
    EXPECT_EQ(f->takes[0].parts[0].width, 96U);
    EXPECT_EQ(f->takes[0].parts[1].parts[0].kind, Kind::kFixedBytes);
    EXPECT_EQ(f->takes[1].name, "to");
    EXPECT_EQ(f->takes[2].name, "c");
    EXPECT_EQ(f->takes[2].parts[0].length, 2U);
    EXPECT_EQ(f->takes[2].parts[0].head, 64U);
    ASSERT_EQ(f->returns.size(), 2U);
    EXPECT_EQ(f->returns[0].name, "ok");
    EXPECT_EQ(canonical_types(f->takes), "((uint96,bytes3[]),address,int24[2][])");
    EXPECT_EQ(canonical_types(f->returns), "(bool,string)");
}

TEST(Declarations, SayWhatIsIndexed) {
    const auto e = parse_declaration("event E(address indexed a, uint256 b) anonymous");
    ASSERT_TRUE(e.has_value());
    EXPECT_TRUE(e->takes[0].indexed);
    EXPECT_EQ(e->takes[0].name, "a");
    EXPECT_FALSE(e->takes[1].indexed);
}

TEST(Declarations, MeasureHeads) {
    const auto f = parse_declaration("f((uint256 a, (bool b, bool c) d)[3] fixed_size, bytes x)");
    ASSERT_TRUE(f.has_value());
    EXPECT_EQ(f->takes[0].head, 288U);
    EXPECT_FALSE(f->takes[0].dynamic);
    EXPECT_EQ(f->takes[1].head, 32U);
    EXPECT_TRUE(f->takes[1].dynamic);
}

TEST(Declarations, KeepWordsThatAreNoAbiType) {
    for (const char* word : {"IStrategy", "uint7", "uint264", "uint", "bytes33", "bytes0"}) {
        const auto f = parse_declaration("f(" + std::string(word) + " x)");
        ASSERT_TRUE(f.has_value()) << word;
        EXPECT_EQ(f->takes[0].kind, Kind::kUnknown) << word;
        EXPECT_EQ(canonical_types(f->takes), '(' + std::string(word) + ')');
    }
}

TEST(Declarations, RefuseWhatIsNone) {
    for (const char* text :
         {"", "f", "f(", "f(uint256", "f(,)", "f(uint256[)", "f(uint256[0])", "f(uint256[x])",
          "f(() a)", "f(uint256[99999999])", "f(uint256) returns", "f(uint256[1024][1024])"}) {
        EXPECT_FALSE(parse_declaration(text).has_value()) << text;
    }
}

TEST(Declarations, EndADeepNest) {
    const std::string deep = "f" + std::string(100'000, '(') + "bool" + std::string(100'000, ')');
    EXPECT_FALSE(parse_declaration(deep).has_value());
    std::string arrays = "f(bool";
    for (int i = 0; i < 100'000; ++i) arrays += "[]";
    EXPECT_FALSE(parse_declaration(arrays + ')').has_value());
}

}  // namespace
}  // namespace aq
