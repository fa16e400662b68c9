// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/syntax.hpp>

#include <gtest/gtest.h>

namespace aq::flow {
namespace {

/// The text of the fault that a line is.
std::string fault_of(std::string_view line) {
    const auto parsed = parse(line, 3);
    return parsed.has_value() ? "no fault" : parsed.error().to_text("story.flow");
}

Expression value_of(std::string_view text) {
    const auto parsed = parse("let x = " + std::string(text), 1);
    EXPECT_TRUE(parsed.has_value()) << text;
    return std::get<statement::Let>(parsed->what).value;
}

TEST(FlowNumbers, HaveUnitsFractionsAndPowersOfTen) {
    EXPECT_EQ(value_of("8ether").number, 8'000'000'000'000'000'000_u256);
    EXPECT_EQ(value_of("10 ether").number, 10'000'000'000'000'000'000_u256);
    EXPECT_EQ(value_of("1.5gwei").number, 1'500'000'000_u256);
    EXPECT_EQ(value_of("8e18").number, 8'000'000'000'000'000'000_u256);
    EXPECT_EQ(value_of("2.50e1").number, 25_u256);
    EXPECT_EQ(value_of("1_000_000").number, 1'000'000_u256);
    EXPECT_EQ(
        value_of("115792089237316195423570985008687907853269984665640564039457584007913129639935")
            .number,
        u256::max());
}

TEST(FlowNumbers, AreWholeAndBelowTwoToThe256) {
    EXPECT_EQ(fault_of("let x = 1.5"), "story.flow:3:9: 1.5 is no whole number below 2^256");
    EXPECT_EQ(fault_of("let x = 1.0000000000000000001 ether"),
              "story.flow:3:9: 1.0000000000000000001 is no whole number below 2^256");
    EXPECT_EQ(fault_of("let x = 1e78"), "story.flow:3:9: 1e78 is no whole number below 2^256");
    EXPECT_EQ(fault_of("let x = 1e999"), "story.flow:3:9: 1e999 is no whole number below 2^256");
}

TEST(FlowCalls, HaveAnActorAContractAFunctionAndAnOutcome) {
    const auto parsed =
        parse("alice  lido.transferShares to=bob n=3e18 value=1ether -> 4, 5  # why", 1);
    ASSERT_TRUE(parsed.has_value());
    const auto& call = std::get<statement::Call>(parsed->what);
    EXPECT_EQ(call.actor, "alice");
    EXPECT_EQ(call.contract, "lido");
    EXPECT_EQ(call.function, "transferShares");
    ASSERT_EQ(call.arguments.size(), 2U);
    EXPECT_EQ(call.arguments[0].name, "to");
    EXPECT_EQ(call.arguments[1].value.number, 3'000'000'000'000'000'000_u256);
    ASSERT_TRUE(call.value.has_value());
    EXPECT_EQ(call.value->number, 1'000'000'000'000'000'000_u256);
    ASSERT_EQ(call.answer.size(), 2U);
    EXPECT_EQ(call.answer[1].number, 5_u256);
    EXPECT_FALSE(call.refusal.has_value());
}

TEST(FlowCalls, MayBeRefusedInWordsOrByACustomError) {
    const auto refusal = [](std::string_view line) {
        return std::get<statement::Call>(parse(line, 1)->what).refusal;
    };
    EXPECT_EQ(refusal("alice lido.transfer(bob, 1) !! BALANCE_EXCEEDED")->words,
              "BALANCE_EXCEEDED");
    EXPECT_EQ(refusal("alice ezETH.transfer(bob, 1) !! \"ERC20: insufficient allowance\"")->words,
              "ERC20: insufficient allowance");
    EXPECT_TRUE(refusal("alice weth.withdraw(1) !! nothing")->nothing);
    EXPECT_FALSE(refusal("alice weth.withdraw(1) !! \"nothing\"")->nothing);
    const auto error = refusal("alice a.b() !! TooMuch(1, 2)");
    ASSERT_TRUE(error->arguments.has_value());
    EXPECT_EQ(error->arguments->size(), 2U);
}

TEST(FlowCalls, OfPlainEtherNameNoFunction) {
    const auto parsed = parse("alice lido value=1ether", 1);
    ASSERT_TRUE(parsed.has_value());
    const auto& call = std::get<statement::Call>(parsed->what);
    EXPECT_EQ(call.function, "");
    EXPECT_EQ(call.value->number, 1'000'000'000'000'000'000_u256);
}

TEST(FlowLines, WithoutAnythingDoNothing) {
    for (const char* line : {"", "   ", "# a comment", "\t# another"}) {
        const auto parsed = parse(line, 1);
        ASSERT_TRUE(parsed.has_value()) << line;
        EXPECT_TRUE(std::holds_alternative<std::monostate>(parsed->what)) << line;
    }
}

TEST(FlowFaults, SayLineColumnAndWhatWouldHaveBeenAccepted) {
    EXPECT_EQ(fault_of("check lido.sharesOf(alice)"),
              "story.flow:3:27: the line ends where a comparison should stand\n"
              "  accepted: ==, !=, <, <=, >, >=");
    EXPECT_EQ(fault_of("let = 5"), "story.flow:3:5: \"=\" where a name should stand");
    EXPECT_EQ(fault_of("alice"),
              "story.flow:3:6: the line ends where a contract should stand\n"
              "  accepted: <contract>.<function>");
    EXPECT_EQ(fault_of("fund alice 5 ether now"),
              "story.flow:3:20: \"now\" where the end of the line should stand");
    EXPECT_EQ(fault_of("alice lido.submit(zero"),
              "story.flow:3:23: the line ends where a sign should stand\n  accepted: )");
    EXPECT_EQ(fault_of("let x = \"open"),
              "story.flow:3:9: this text has no closing quote\n"
              "  accepted: \"");
    EXPECT_EQ(fault_of("let x = 0xabc"), "story.flow:3:9: hex has two digits a byte");
    EXPECT_EQ(fault_of("let x = ?"), "story.flow:3:9: the sign \"?\" means nothing here");
    EXPECT_EQ(fault_of("let x = \xc3\xa9"),
              "story.flow:3:9: the sign \"\xc3\xa9\" means nothing here");
    EXPECT_EQ(fault_of("let x = \x1b[0m"), "story.flow:3:9: the sign 0x1b means nothing here");
    EXPECT_EQ(fault_of("let x = \xff"), "story.flow:3:9: the sign 0xff means nothing here");
}

TEST(FlowFaults, EndNestingThatNobodyWrites) {
    const std::string deep = "let x = " + std::string(1000, '[');
    EXPECT_NE(fault_of(deep).find("nested too deep"), std::string::npos);
}

TEST(FlowFaults, EndChainsThatNobodyWrites) {
    std::string sum = "let x = 1";
    for (int i = 0; i < 256; ++i) sum += "+1";
    EXPECT_EQ(fault_of(sum), "no fault");
    EXPECT_NE(fault_of(sum + "+1").find("at most 256 signs, fields and elements"),
              std::string::npos);
}

TEST(FlowFaults, AnUnknownWordShowsTheNearestFirst) {
    const Fault fault =
        unknown_word({4, 2}, "contract", "lidoo", {"weth", "lido", "ezETH", "lidoQueue"});
    EXPECT_EQ(fault.to_text("a.flow"),
              "a.flow:4:2: there is no contract \"lidoo\"\n"
              "  accepted: lido, ezETH, lidoQueue, weth");
}

}  // namespace
}  // namespace aq::flow
