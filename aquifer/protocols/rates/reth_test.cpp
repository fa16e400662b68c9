// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/maths.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

namespace aq::rates::reth {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

constexpr u256 kTotal = 700'123'456'789'012'345'678'901_u256;
constexpr u256 kSupply = 612'345'678'901'234'567'890'123_u256;
constexpr u256 kTen = 10e18_u256;
constexpr const char* kSubmit = "submitBalances(uint256,uint256,uint256,uint256,uint256)";
constexpr const char* kExecute = "executeUpdateBalances(uint256,uint256,uint256,uint256,uint256)";

/// The balances of worked example 1, set two days ago.
class Reth : public ::testing::Test {
protected:
    Reth() {
        move::set_balances(
            box_.undo, box_.state,
            {u256(900'000U), u256(kStart - 2 * 86'400), Wei(kTotal), Wei(), Amount(kSupply)});
    }

    auto deposit(const u256& value) { return box_.pay(kAlice, kPool, value, "deposit()"); }
    auto burn(const u256& amount) { return box_.call(kAlice, kReth, "burn(uint256)", amount); }
    auto submit(const Address& from, std::uint64_t at, const u256& total,
                const u256& staking = u256(), const u256& supply = kSupply) {
        return box_.call(from, kBalances, kSubmit, u256(at), u256(), total, staking, supply);
    }
    void configure(auto change) {
        Settings settings = *box_.state.reth.settings;
        change(settings);
        move::deploy(box_.undo, box_.state, *box_.state.reth.at, settings);
    }

    Sandbox box_;
};

// Worked example 1 of the specification.
TEST_F(Reth, TheWorkedExampleHoldsToTheWei) {
    EXPECT_EQ(box_.ask(kReth, "getExchangeRate()"), 1'143'346'774'399'195'987_u256);
    EXPECT_EQ(exchange_rate(box_.ports, box_.block, kReth).value(),
              Wei(1'143'346'774'399'195'987_u256));
    expect_done(deposit(kTen));
    EXPECT_EQ(box_.balance(kReth, kAlice), 8'741'879'737'450'745'356_u256);
    expect_done(burn(8'741'879'737'450'745'356_u256));
    // Ten ether went to the collateral, whose fee of 0.005 stays.
    EXPECT_EQ(box_.ether(kReth), 5'000'000'000'000'001_u256);
}

TEST_F(Reth, ADepositMintsWithoutTheFeeAndFillsTheCollateral) {
    expect_done(deposit(kTen));
    ASSERT_EQ(box_.logs.size(), 4U);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 0, kReth).to, kAlice);
    const auto minted = log_at<TokensMinted>(box_.logs, 1, kReth);
    EXPECT_EQ(minted.eth_amount, Wei(9'995'000'000'000'000'000_u256));
    EXPECT_EQ(log_at<DepositReceived>(box_.logs, 2, kPool).amount, Wei(kTen));
    EXPECT_EQ(log_at<EtherDeposited>(box_.logs, 3, kReth).from, kPool);
    EXPECT_EQ(box_.ether(kReth), kTen);
}

TEST_F(Reth, WhatTheCollateralDoesNotNeedGoesToTheVault) {
    // The target is a tenth of the total: 70012.3456… ether.
    box_.fund(kReth, 70'012'345'678'901'234'567'889_u256);
    expect_done(deposit(kTen));
    ASSERT_EQ(box_.logs.size(), 5U);
    EXPECT_EQ(log_at<EtherDeposited>(box_.logs, 3, kReth).amount, Wei(u256(1U)));
    const auto stored = log_at<vault::EtherDeposited>(box_.logs, 4, kVault);
    EXPECT_EQ(stored.by, keccak(std::string_view("rocketDepositPool")));
    EXPECT_EQ(stored.amount, Wei(9'999'999'999'999'999'999_u256));
    EXPECT_EQ(box_.ask(kPool, "getBalance()"), 9'999'999'999'999'999'999_u256);
    EXPECT_EQ(box_.ether(kVault), 9'999'999'999'999'999'999_u256);
}

TEST_F(Reth, ADepositIsRefused) {
    expect_refusal(deposit(9'999'999'999'999'999_u256),
                   "The deposited amount is less than the minimum deposit size");
    move::set_pool_balance(box_.undo, box_.state, Wei(18'000e18_u256));
    const Revert full("The deposit pool size after depositing exceeds the maximum size");
    expect_refusal(deposit(kTen), full);
    move::set_queue_demand(box_.undo, box_.state, Wei(9e18_u256));
    expect_refusal(deposit(kTen), full);
    move::set_queue_demand(box_.undo, box_.state, Wei(kTen));
    expect_done(deposit(kTen));
    configure([](Settings& s) { s.assignments_enabled = false; });
    expect_refusal(deposit(kTen), full);
    configure([](Settings& s) { s.deposits_enabled = false; });
    expect_refusal(deposit(kTen), "Deposits into Rocket Pool are currently disabled");
}

TEST_F(Reth, ADepositThatMintsNothingIsRefused) {
    configure([](Settings& s) {
        s.deposit_min = Wei();
        s.deposit_fee = u256();
    });
    // One wei is worth less than one wei of rETH.
    expect_refusal(deposit(u256(1U)), "Invalid token mint amount");
    move::set_balances(box_.undo, box_.state, {u256(), u256(), Wei(), Wei(), Amount(kSupply)});
    expect_refusal(deposit(u256(1U)),
                   "Cannot calculate rETH token amount while total network balance is zero");
}

TEST_F(Reth, BeforeAnySupplyTheRateIsOne) {
    move::set_balances(box_.undo, box_.state, {});
    EXPECT_EQ(box_.ask(kReth, "getExchangeRate()"), kEther);
    EXPECT_EQ(box_.ask(kReth, "getRethValue(uint256)", kTen), kTen);
    EXPECT_EQ(box_.ask(kReth, "getCollateralRate()"), kEther);
}

TEST_F(Reth, ValuesOverflowAsSafeMathDoes) {
    expect_refusal(box_.call(kAlice, kReth, "getEthValue(uint256)", u256::max()),
                   "SafeMath: multiplication overflow");
}

TEST_F(Reth, ABurnTakesTheRestFromThePool) {
    box_.grant(kReth, kAlice, kTen);
    box_.fund(kReth, kEther);
    box_.fund(kVault, 100e18_u256);
    move::set_pool_balance(box_.undo, box_.state, Wei(100e18_u256));
    EXPECT_EQ(box_.ask(kReth, "getTotalCollateral()"), 101e18_u256);
    expect_done(burn(kTen));
    // Ten rETH are worth 11433467743991959873, of which one ether was at hand.
    ASSERT_EQ(box_.logs.size(), 5U);
    EXPECT_EQ(log_at<vault::EtherWithdrawn>(box_.logs, 1, kVault).amount,
              Wei(10'433'467'743'991'959'873_u256));
    EXPECT_EQ(log_at<EtherDeposited>(box_.logs, 2, kReth).from, kPool);
    EXPECT_EQ(log_at<ExcessWithdrawn>(box_.logs, 3, kPool).to, kReth);
    EXPECT_EQ(log_at<TokensBurned>(box_.logs, 4, kReth).eth_amount,
              Wei(11'433'467'743'991'959'873_u256));
    EXPECT_EQ(box_.ether(kReth), u256());
}

TEST_F(Reth, ABurnIsRefused) {
    box_.grant(kReth, kAlice, kTen);
    expect_refusal(burn(u256()), "Invalid token burn amount");
    expect_refusal(burn(11e18_u256), "Insufficient rETH balance");
    expect_refusal(burn(kTen), "Insufficient ETH balance for exchange");
    // What the queue asks for is no excess.
    box_.fund(kVault, 100e18_u256);
    move::set_pool_balance(box_.undo, box_.state, Wei(100e18_u256));
    move::set_queue_demand(box_.undo, box_.state, Wei(100e18_u256));
    EXPECT_EQ(box_.ask(kPool, "getExcessBalance()"), u256());
    expect_refusal(burn(kTen), "Insufficient ETH balance for exchange");
}

TEST_F(Reth, CollateralAboveItsTargetGoesBackToThePool) {
    box_.grant(kReth, kAlice, kSupply);
    box_.fund(kReth, 80'000e18_u256);
    expect_done(box_.call(kBob, kReth, "depositExcessCollateral()"));
    // A rate of 0.114265… of which 0.1 is kept: 80000 * 0.1 / 0.114265…
    const auto recycled = log_at<DepositRecycled>(box_.logs, 0, kPool);
    const u256 kept = wrapping_sub(80'000e18_u256, recycled.amount.raw);
    EXPECT_EQ(box_.ask(kReth, "getCollateralRate()"), 100'000'000'000'000'000_u256);
    EXPECT_LE(difference(kept, 70'012'345'678'901'234'567'890_u256), 1'000'000_u256);
}

TEST_F(Reth, PlainEtherIsCollateral) {
    expect_done(box_.send(kBob, kReth, kEther, {}));
    EXPECT_EQ(log_at<EtherDeposited>(box_.logs, 0, kReth).from, kBob);
}

// Worked example 1: the bound is 22866935487983919, the new rate 1144653226012336270.
TEST_F(Reth, AReportIsTakenOnceEnoughNodesAgree) {
    constexpr u256 kNext = 700'923'456'789'012'345'678'901_u256;
    expect_done(submit(kAlice, 990'000, kNext));
    ASSERT_EQ(box_.logs.size(), 1U);
    EXPECT_EQ(log_at<BalancesSubmitted>(box_.logs, 0, kBalances).total_eth, Wei(kNext));
    expect_refusal(submit(kAlice, 990'000, kNext), "Duplicate submission from node");
    expect_done(submit(kBob, 990'000, kNext));
    ASSERT_EQ(box_.logs.size(), 2U);
    EXPECT_EQ(log_at<BalancesUpdated>(box_.logs, 1, kBalances).block, u256(990'000U));
    EXPECT_EQ(box_.ask(kReth, "getExchangeRate()"), 1'144'653'226'012'336'270_u256);
    EXPECT_EQ(box_.ask(kBalances, "getBalancesTimestamp()"), u256(kStart));
    // The third vote comes after the consensus.
    expect_done(submit(kCarol, 990'000, kNext));
    EXPECT_EQ(box_.logs.size(), 1U);
}

TEST_F(Reth, ASubmissionIsRefused) {
    expect_refusal(submit(kAdmin, 990'000, kTotal), "Invalid trusted node");
    expect_refusal(submit(kAlice, 1'000'000, kTotal),
                   "Balances can not be submitted for a future block");
    expect_refusal(submit(kAlice, 899'999, kTotal), "Network balances for a higher block are set");
    expect_refusal(submit(kAlice, 990'000, kTotal, wrapping_add(kTotal, 1)),
                   "Invalid network balances");
    configure([](Settings& s) { s.submissions_enabled = false; });
    const Revert disabled("Submitting balances is currently disabled");
    expect_refusal(submit(kAlice, 990'000, kTotal), disabled);
    expect_refusal(
        box_.call(kAlice, kBalances, kExecute, u256(990'000U), u256(), kTotal, u256(), kSupply),
        disabled);
}

TEST_F(Reth, AReportTooEarlyOrTooFarIsRefusedAtTheConsensus) {
    // 95 % of a day after the last: 82,080 seconds.
    box_.block.time = kStart - 2 * 86'400 + 82'079;
    expect_done(submit(kAlice, 990'000, kTotal));
    expect_refusal(submit(kBob, 990'000, kTotal), "Not enough time has passed");
    box_.block.time += 1;
    expect_done(submit(kBob, 990'000, kTotal));
    box_.block.time += 86'400;
    // 2 % of 1143346774399195987 is 22866935487983919: 714125… lies beyond, 714120… does not.
    constexpr u256 kBeyond = 714'126'000'000'000'000'000'000_u256;
    expect_done(submit(kAlice, 990'001, kBeyond));
    expect_refusal(submit(kBob, 990'001, kBeyond), "Change exceeds maximum");
    constexpr u256 kBelow = 686'120'000'000'000'000'000'000_u256;
    expect_done(submit(kAlice, 990'001, kBelow));
    expect_refusal(submit(kBob, 990'001, kBelow), "Change exceeds maximum");
    constexpr u256 kWithin = 686'121'000'000'000'000'000'000_u256;
    expect_done(submit(kAlice, 990'001, kWithin));
    expect_done(submit(kBob, 990'001, kWithin));
}

TEST_F(Reth, AnyoneExecutesWhatEnoughNodesSubmitted) {
    const auto execute = [&](std::uint64_t at, const u256& staking = u256()) {
        return box_.call(kAdmin, kBalances, kExecute, u256(at), u256(), kTotal, staking, kSupply);
    };
    expect_done(submit(kAlice, 990'000, kTotal));
    expect_refusal(execute(990'000), "Consensus has not been reached");
    expect_refusal(execute(900'000), "Network balances for an equal or higher block are set");
    expect_refusal(execute(1'000'000), "Balances can not be submitted for a future block");
    expect_refusal(execute(990'000, wrapping_add(kTotal, 1)), "Invalid network balances");
    // One of two members is less than 51 %; of one, all.
    move::set_oracle_member(box_.undo, box_.state, kCarol, false);
    expect_refusal(execute(990'000), "Consensus has not been reached");
    move::set_oracle_member(box_.undo, box_.state, kBob, false);
    expect_done(execute(990'000));
    EXPECT_EQ(box_.ask(kBalances, "getBalancesBlock()"), u256(990'000U));
}

TEST_F(Reth, ABurnByOneWhoTakesNoEtherReverts) {
    box_.grant(kReth, kUnwilling, kTen);
    box_.fund(kReth, 100e18_u256);
    expect_refusal(box_.call(kUnwilling, kReth, "burn(uint256)", kTen), Revert());
}

}  // namespace
}  // namespace aq::rates::reth
