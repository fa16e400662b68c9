// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

namespace aq::rates::sweth {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

constexpr u256 kTen = 10e18_u256;
constexpr u256 kSupply = 112'345'678'901'234'567'890'123_u256;
/// 120,000 ether over that supply.
constexpr u256 kOldRate = 1'068'131'869'188'262'288_u256;
constexpr u256 kReserves = 120'000e18_u256;
constexpr u256 kRewards = 12e18_u256;

/// Worked example 6: repriced a day ago; two operators with 3 and 1 validators.
class SwEth : public ::testing::Test {
protected:
    SwEth() {
        box_.grant(kSwEth, kCarol, kSupply);
        move::set_pricing(box_.undo, box_.state, {kOldRate, Wei(kReserves), u256(kStart - 86'400)});
    }
    void add_operators() {
        move::add_operator(box_.undo, box_.state, {kAlice, 3});
        move::add_operator(box_.undo, box_.state, {kCarol, 0});
        move::add_operator(box_.undo, box_.state, {kBob, 1});
    }
    auto reprice(const u256& pre, const u256& rewards, const u256& supply) {
        return box_.call(kAdmin, kSwEth, "reprice(uint256,uint256,uint256)", pre, rewards, supply);
    }
    auto deposit(const u256& value) { return box_.pay(kBob, kSwEth, value, "deposit()"); }
    void configure(auto change) {
        Settings settings = *box_.state.sweth.settings;
        change(settings);
        move::set_settings(box_.undo, box_.state, settings);
    }

    Sandbox box_;
};

TEST_F(SwEth, TheWorkedExampleHoldsToTheWei) {
    add_operators();
    expect_done(reprice(kReserves, kRewards, kSupply));
    EXPECT_EQ(box_.ask(kSwEth, "swETHToETHRate()"), 1'068'228'001'056'489'231_u256);
    EXPECT_EQ(exchange_rate(box_.ports, box_.block, kSwEth).value(),
              Wei(1'068'228'001'056'489'231_u256));
    EXPECT_EQ(box_.balance(kSwEth, kTreasury), 561'677'843'500'257'816_u256);
    // A quarter of 561677843500257816 for each validator.
    EXPECT_EQ(box_.balance(kSwEth, kAlice), 421'258'382'625'193'362_u256);
    EXPECT_EQ(box_.balance(kSwEth, kBob), 140'419'460'875'064'454_u256);
    expect_done(deposit(kTen));
    EXPECT_EQ(log_at<ETHDepositReceived>(box_.logs, 2, kSwEth).sweth_minted,
              Amount(9'361'297'391'670'963'612_u256));
}

TEST_F(SwEth, ARepricingMintsAndThenLogs) {
    add_operators();
    expect_done(reprice(kReserves, kRewards, kSupply));
    ASSERT_EQ(box_.logs.size(), 4U);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 0, kSwEth).to, kAlice);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 1, kSwEth).to, kBob);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 2, kSwEth).to, kTreasury);
    const auto log = log_at<Reprice>(box_.logs, 3, kSwEth);
    EXPECT_EQ(log.new_eth_reserves, Wei(120'012e18_u256));
    EXPECT_EQ(log.node_operator_rewards, Amount(561'677'843'500'257'816_u256));
    EXPECT_EQ(log.swell_treasury_rewards, Amount(561'677'843'500'257'816_u256));
    EXPECT_EQ(box_.ask(kSwEth, "lastRepriceUNIX()"), u256(kStart));
}

TEST_F(SwEth, WithoutValidatorsTheTreasuryTakesAll) {
    expect_done(reprice(kReserves, kRewards, kSupply));
    EXPECT_EQ(box_.balance(kSwEth, kTreasury), 1'123'355'687'000'515'632_u256);
}

TEST_F(SwEth, ARepricingIsRefused) {
    const auto stranger =
        box_.call(kAlice, kSwEth, "reprice(uint256,uint256,uint256)", kReserves, kRewards, kSupply);
    expect_refusal(stranger, without_role(kAlice, "REPRICER"));
    expect_refusal(reprice(kReserves, kRewards, u256()), error::CannotRepriceWithZeroSwETHSupply);
    expect_refusal(reprice(u256(), kRewards, kSupply), error::InvalidPreRewardETHReserves);
    // 1 % of the old rate is 10681318691882622; 122,000 ether give 1085932….
    const auto far = reprice(122'000e18_u256, u256(), kSupply);
    expect_refusal(far, {error::RepriceDifferenceTooLarge, 17'802'197'819'804'371_u256,
                         10'681'318'691'882'622_u256});
    // 1 % of the supply, and a wei more.
    constexpr u256 kMost = 1'123'456'789'012'345'678'901_u256;
    const auto off = reprice(kReserves, u256(), wrapping_sub(kSupply, wrapping_add(kMost, 1)));
    expect_refusal(off, {error::RepriceDifferenceTooLarge, 10'789'210'799'881'437_u256,
                         10'681'318'691'882'622_u256});
    configure([](Settings& s) { s.rate_difference_max = kEther; });
    expect_refusal(reprice(kReserves, u256(), wrapping_sub(kSupply, wrapping_add(kMost, 1))),
                   {error::RepriceswETHDifferenceTooLarge, wrapping_add(kMost, 1), kMost});
    expect_done(reprice(kReserves, u256(), wrapping_sub(kSupply, kMost)));
    expect_refusal(reprice(kReserves, u256(), kSupply),
                   {error::NotEnoughTimeElapsedForReprice, u256(64'800U)});
}

TEST_F(SwEth, TheFirstRepricingHasNoBoundOnItsDifference) {
    move::set_pricing(box_.undo, box_.state, {});
    EXPECT_EQ(box_.ask(kSwEth, "getRate()"), kEther);
    expect_done(reprice(kReserves, u256(), kSupply));
    EXPECT_EQ(box_.ask(kSwEth, "getRate()"), kOldRate);
}

TEST_F(SwEth, AnOverflowIsInTheWordsOfPrbMath) {
    expect_refusal(reprice(u256::max(), u256(1U), kSupply), Arithmetic::kOverflow);
    // A tenth of all the wei there can be is the fee.
    const u256 rewards = wrapping_sub(u256::max(), kReserves);
    const u256 fee =
        11579208923731619542357098500868790785326998466564056391945758400791312963993_u256;
    expect_refusal(reprice(kReserves, rewards, kSupply),
                   {error::PRBMath_MulDiv18_Overflow, kSupply, fee});
    configure([](Settings& s) { s.treasury_share = s.operator_share = u256(); });
    expect_refusal(reprice(kReserves, rewards, u256(1U)),
                   {error::PRBMath_MulDiv_Overflow, u256::max(), kEther, u256(1U)});
}

TEST_F(SwEth, ADepositPassesTheEtherOn) {
    expect_done(deposit(kTen));
    ASSERT_EQ(box_.logs.size(), 3U);
    EXPECT_EQ(log_at<ETHReceived>(box_.logs, 1, kDepositManager).from, kSwEth);
    const auto log = log_at<ETHDepositReceived>(box_.logs, 2, kSwEth);
    // floor(10 / 1.068131869188262288)
    EXPECT_EQ(log.sweth_minted, Amount(9'362'139'908'436'213'993_u256));
    EXPECT_EQ(log.new_total, Wei(kTen));
    EXPECT_EQ(log.referral, kZeroAddress);
    EXPECT_EQ(box_.ether(kDepositManager), kTen);
}

TEST_F(SwEth, ADepositIsRefused) {
    expect_refusal(deposit(u256()), error::InvalidETHDeposit);
    expect_refusal(box_.pay(kBob, kSwEth, kTen, "depositWithReferral(address)", kBob),
                   error::CannotReferSelf);
    expect_done(box_.pay(kBob, kSwEth, kTen, "depositWithReferral(address)", kAlice));
    configure([](Settings& s) { s.core_methods_paused = true; });
    expect_refusal(deposit(kTen), error::CoreMethodsPaused);
    configure([](Settings& s) { s.whitelist_enabled = true; });
    expect_refusal(deposit(kTen), error::NotInWhitelist);
    move::set_whitelisted(box_.undo, box_.state, kBob, true);
    expect_refusal(deposit(kTen), error::CoreMethodsPaused);
}

TEST_F(SwEth, HoldersBurn) {
    expect_refusal(box_.call(kCarol, kSwEth, "burn(uint256)", u256()), error::CannotBurnZeroSwETH);
    expect_done(box_.call(kCarol, kSwEth, "burn(uint256)", kTen));
    EXPECT_EQ(box_.supply(kSwEth), wrapping_sub(kSupply, kTen));
    expect_refusal(box_.call(kCarol, kSwEth, "nothing()"), error::InvalidMethodCall);
}

}  // namespace
}  // namespace aq::rates::sweth
