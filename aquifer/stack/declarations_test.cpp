// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/declarations.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/erc20/errors.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/standins/events.hpp>
#include <aquifer/stack/kinds.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <regex>

namespace aq::stack {
namespace {

using ::testing::Contains;

constexpr Address kAlice = "0x00000000000000000000000000000000000000a1"_address;
constexpr Address kBob = "0x00000000000000000000000000000000000000b0"_address;

TEST(Declarations, AreFoundByTopic) {
    EXPECT_THAT(find_events(topic_of<erc20::Transfer>()),
                Contains("Transfer(address indexed from, address indexed to, uint256 value)"));
    EXPECT_THAT(find_events(topic_of<standins::Deposit>()),
                Contains("Deposit(bytes pubkey, bytes withdrawalCredentials, uint256 value)"));
    // Written over three literals in its header.
    EXPECT_THAT(find_events(topic_of<eigenlayer::SlashingWithdrawalQueued>()),
                Contains(eigenlayer::SlashingWithdrawalQueued::abi.declaration));
    EXPECT_TRUE(find_events(keccak("NeverDeclared()")).empty());
}

TEST(Declarations, AreFoundBySelector) {
    EXPECT_EQ(find_error(Selector::of(0x35313244)), "SaltSpent()");
    EXPECT_EQ(find_error(Selector::of(0xfb8f41b2)),
              "ERC20InsufficientAllowance(address,uint256,uint256)");
    EXPECT_EQ(find_error(Selector::of(0x00000001)), "");
}

/// How often a pattern stands in EigenLayer's headers, counted apart from the build's own search.
std::size_t declared(const std::string& file, const std::string& pattern) {
    std::ifstream in("aquifer/protocols/eigenlayer/" + file);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const std::regex regex(pattern);
    return static_cast<std::size_t>(
        std::distance(std::sregex_iterator(text.begin(), text.end(), regex), {}));
}

TEST(Declarations, EveryErrorOfEigenLayerIsThere) {
    std::ifstream in("aquifer/protocols/eigenlayer/errors.hpp");
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    const std::regex pattern(R"re("(\w+\([^"]*\))")re");
    std::size_t count = 0;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
        const std::string signature = it->str(1);
        EXPECT_EQ(find_error(first_four(keccak(std::string_view(signature)))), signature);
        ++count;
    }
    EXPECT_EQ(count, declared("errors.hpp", "constexpr CustomError "));
    EXPECT_GT(count, 100U);
}

TEST(DecodeLog, TakesTheDeclarationThatFits) {
    LogBuffer logs;
    logs.append(kBob, erc20::Transfer{kAlice, kBob, erc20::Amount(7)});
    EXPECT_EQ(decode_log(logs[0]).to_text(),
              "Transfer(from=0x00000000000000000000000000000000000000a1, "
              "to=0x00000000000000000000000000000000000000b0, value=7)");
    EXPECT_EQ(decode_log(logs[0], [](const Address& at) { return at == kBob ? "bob" : "other"; })
                  .to_text(),
              "Transfer(from=other, to=bob, value=7)");
}

TEST(DecodeLog, ShowsTheBytesOfALogItDoesNotKnow) {
    const Hash topic = "0x1111111111111111111111111111111111111111111111111111111111111111"_hash;
    const Bytes data{0xab};
    EXPECT_EQ(decode_log({kBob, {&topic, 1}, data}).to_text(),
              "0x1111111111111111111111111111111111111111111111111111111111111111 data 0xab "
              "(an event unknown here)");
    EXPECT_EQ(decode_log({kBob, {}, data}).to_text(), "data 0xab (an event unknown here)");
}

TEST(DecodeRevert, KnowsTheErrorsOfTheProtocols) {
    EXPECT_EQ(decode_revert(Revert(eigenlayer::error::SaltSpent).encode()).to_text(),
              "SaltSpent()");
    EXPECT_EQ(decode_revert(
                  Revert(erc20::error::ERC20InsufficientBalance, kBob, u256(1U), u256(2U)).encode(),
                  [](const Address&) { return "bob"; })
                  .to_text(),
              "ERC20InsufficientBalance(bob, 1, 2)");
    EXPECT_EQ(decode_revert(Bytes{1, 2, 3, 4, 5}).to_text(),
              "0x0102030405 (an error unknown here)");
    EXPECT_EQ(decode_revert(Bytes{1, 2}).to_text(), "0x0102 (an error unknown here)");
}

TEST(Declarations, AreKnownByTheirProtocol) {
    const auto has = [](const std::vector<std::string_view>& all, std::string_view start) {
        return std::ranges::any_of(all, [&](std::string_view d) { return d.starts_with(start); });
    };
    EXPECT_TRUE(has(events_of("lido"), "TokenRebased("));
    EXPECT_FALSE(has(events_of("renzo"), "TokenRebased("));
    EXPECT_TRUE(has(errors_of("eigenlayer"), "CurrentlyPaused("));
    EXPECT_TRUE(events_of("nobody").empty());
    EXPECT_EQ(protocol_of(Kind::kStEth), "lido");
    EXPECT_EQ(protocol_of(Kind::kWeth), "weth");
    EXPECT_EQ(protocol_of(Kind::kMeth), "rates");
    EXPECT_EQ(protocol_of(Kind::kNone), "");
}

}  // namespace
}  // namespace aq::stack
