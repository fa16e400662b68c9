// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

namespace aq::rates::staked {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

constexpr u256 kTen = 10e18_u256;
constexpr u256 kMost = 1e15_u256;
const Revert kBlacklisted("Blacklistable: account is blacklisted");

class RatesStaked : public ::testing::Test {
protected:
    auto update(const Address& from, const u256& rate) {
        return box_.call(from, kUpdater, "updateExchangeRate(uint256)", rate);
    }
    auto configure(const Address& caller, const u256& amount, const u256& interval) {
        return box_.call(kAdmin, kUpdater, "configureCaller(address,uint256,uint256)", caller,
                         amount, interval);
    }
    auto mint(const Address& to, const u256& amount) {
        return box_.call(kAlice, kCbEth, "mint(address,uint256)", to, amount);
    }
    auto burn(const u256& amount) { return box_.call(kAlice, kCbEth, "burn(uint256)", amount); }
    void allow_minter(const Address& token) {
        expect_done(box_.call(kAdmin, token, "configureMinter(address,uint256)", kAlice, kTen));
    }

    Sandbox box_;
};

TEST_F(RatesStaked, OnlyTheOracleSetsTheRate) {
    expect_refusal(box_.call(kAlice, kWbEth, "updateExchangeRate(uint256)", kTen),
                   "StakedTokenV1: caller is not the oracle");
    expect_done(
        box_.call(kAdmin, kWbEth, "updateExchangeRate(uint256)", 1'085'432'109'876'543'210_u256));
    EXPECT_EQ(log_at<ExchangeRateUpdated>(box_.logs, 0, kWbEth).oracle, kAdmin);
    EXPECT_EQ(exchange_rate(box_.ports, box_.block, kWbEth).value(),
              Wei(1'085'432'109'876'543'210_u256));
    expect_refusal(
        box_.call(kAdmin, kWbEth, "updateExchangeRate(uint256)", 999'999'999'999'999'999_u256),
        "StakedTokenV1: new exchange rate cannot be less than 1e18");
    move::set_oracle(box_.undo, box_.state, kCbEth, kAdmin);
    expect_refusal(box_.call(kAdmin, kCbEth, "updateExchangeRate(uint256)", u256()),
                   "StakedTokenV1: new exchange rate cannot be 0");
    // cbETH may fall below one.
    expect_done(box_.call(kAdmin, kCbEth, "updateExchangeRate(uint256)", u256(1U)));
}

TEST_F(RatesStaked, TheOwnerChangesTheOracle) {
    const auto change = [&](const Address& from, const Address& to) {
        return box_.call(from, kCbEth, "updateOracle(address)", to);
    };
    expect_refusal(change(kAlice, kBob), "Ownable: caller is not the owner");
    expect_refusal(change(kAdmin, kZeroAddress), "StakedTokenV1: oracle is the zero address");
    expect_refusal(change(kAdmin, kUpdater), "StakedTokenV1: new oracle is already the oracle");
    expect_done(change(kAdmin, kBob));
    EXPECT_EQ(log_at<OracleUpdated>(box_.logs, 0, kCbEth).new_oracle, kBob);
}

// Worked example 2: a quarter of a day gives back a quarter of the maximum.
TEST_F(RatesStaked, AnAllowanceGrowsBackWithTime) {
    expect_done(configure(kAlice, kMost, 86'400));
    EXPECT_EQ(log_at<CallerConfigured>(box_.logs, 0, kUpdater).interval, u256(86'400U));
    expect_done(update(kAlice, wrapping_add(kEther, kMost)));
    // A full allowance is not replenished; the token logs before the updater.
    ASSERT_EQ(box_.logs.size(), 2U);
    EXPECT_EQ(log_at<ExchangeRateUpdated>(box_.logs, 0, kCbEth).oracle, kUpdater);
    EXPECT_EQ(log_at<ExchangeRateUpdated>(box_.logs, 1, kUpdater).oracle, kAlice);
    box_.block.time += 21'600;
    EXPECT_EQ(box_.ask(kUpdater, "estimatedAllowance(address)", kAlice), 250'000'000'000'000_u256);
    EXPECT_EQ(box_.ask(kUpdater, "currentAllowance(address)", kAlice), 250'000'000'000'000_u256);
    const auto log = log_at<AllowanceReplenished>(box_.logs, 0, kUpdater);
    EXPECT_EQ(log.amount_replenished, 250'000'000'000'000_u256);
    box_.block.time += 10 * 86'400;
    EXPECT_EQ(box_.ask(kUpdater, "currentAllowance(address)", kAlice), kMost);
}

TEST_F(RatesStaked, TheClockStandsWhileNothingGrowsBack) {
    expect_done(configure(kAlice, u256(10U), 86'400));
    expect_done(update(kAlice, wrapping_add(kEther, 10)));
    const u256 before = box_.ask(kUpdater, "allowancesLastSet(address)", kAlice);
    // 8,639 seconds of a tenth of a day are nothing yet, one more is one.
    box_.block.time += 8'639;
    EXPECT_EQ(box_.ask(kUpdater, "currentAllowance(address)", kAlice), u256());
    EXPECT_EQ(box_.ask(kUpdater, "allowancesLastSet(address)", kAlice), before);
    box_.block.time += 1;
    EXPECT_EQ(box_.ask(kUpdater, "currentAllowance(address)", kAlice), u256(1U));
}

TEST_F(RatesStaked, TheUpdaterRefuses) {
    expect_refusal(update(kAlice, kTen), "RateLimit: caller is not whitelisted");
    expect_done(configure(kAlice, kMost, 86'400));
    expect_refusal(update(kAlice, u256()),
                   "ExchangeRateUpdater: new exchange rate must be greater than 0");
    expect_refusal(update(kAlice, kEther), "ExchangeRateUpdater: exchange rate isn't new");
    const u256 too_far = wrapping_add(kEther, wrapping_add(kMost, 1));
    expect_refusal(update(kAlice, too_far),
                   "ExchangeRateUpdater: exchange rate update exceeds allowance");
    // A fall costs as much as a rise.
    expect_done(update(kAlice, wrapping_sub(kEther, kMost)));
    EXPECT_EQ(box_.ask(kUpdater, "allowances(address)", kAlice), u256());
}

TEST_F(RatesStaked, TheOwnerConfiguresCallers) {
    expect_refusal(box_.call(kAlice, kUpdater, "configureCaller(address,uint256,uint256)", kAlice,
                             kMost, u256(1U)),
                   "Ownable: caller is not the owner");
    expect_refusal(configure(kZeroAddress, kMost, 1), "RateLimit: caller is the zero address");
    expect_refusal(configure(kAlice, u256(), 1), "RateLimit: amount is zero");
    expect_refusal(configure(kAlice, kMost, u256()), "RateLimit: interval is zero");
    expect_done(configure(kAlice, kMost, 1));
    expect_done(box_.call(kAdmin, kUpdater, "removeCaller(address)", kAlice));
    EXPECT_EQ(log_at<CallerRemoved>(box_.logs, 0, kUpdater).caller, kAlice);
    expect_refusal(update(kAlice, kTen), "RateLimit: caller is not whitelisted");
}

// Worked example 3 of the specification.
TEST_F(RatesStaked, WbEthIsMintedForEther) {
    move::set_rate(box_.undo, box_.state, kWbEth, 1'085'432'109'876'543'210_u256);
    expect_done(box_.pay(kBob, kWbEth, kTen, "deposit(address)", kCarol));
    EXPECT_EQ(box_.balance(kWbEth, kBob), 9'212'920'742'815'870'466_u256);
    ASSERT_EQ(box_.logs.size(), 3U);
    EXPECT_EQ(log_at<Mint>(box_.logs, 0, kWbEth).minter, kBob);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 1, kWbEth).to, kBob);
    const auto log = log_at<DepositEth>(box_.logs, 2, kWbEth);
    EXPECT_EQ(log.wbeth_amount, Amount(9'212'920'742'815'870'466_u256));
    EXPECT_EQ(log.referral, kCarol);
    // Its value is a wei less than what was paid: 9999999999999999999.
    EXPECT_EQ(mul_div_down(log.wbeth_amount.raw, 1'085'432'109'876'543'210_u256, kEther).value(),
              9'999'999'999'999'999'999_u256);
}

TEST_F(RatesStaked, WbEthRefusesADeposit) {
    expect_refusal(box_.call(kBob, kWbEth, "deposit(address)", kCarol), "zero ETH amount");
    expect_refusal(box_.send(kBob, kWbEth, kTen, {}), "please use deposit function to deposit ETH");
    move::set_rate(box_.undo, box_.state, kWbEth, 2e18_u256);
    expect_refusal(box_.pay(kBob, kWbEth, u256(1U), "deposit(address)", kCarol),
                   "StakedTokenV1: mint amount not greater than 0");
    expect_done(box_.call(kAdmin, kWbEth, "blacklist(address)", kBob));
    expect_refusal(box_.pay(kBob, kWbEth, kTen, "deposit(address)", kCarol), kBlacklisted);
    expect_done(box_.call(kAdmin, kWbEth, "pause()"));
    expect_refusal(box_.pay(kBob, kWbEth, kTen, "deposit(address)", kCarol), "Pausable: paused");
    move::set_rate(box_.undo, box_.state, kWbEth, u256());
    expect_refusal(box_.pay(kBob, kWbEth, kTen, "deposit(address)", kCarol),
                   "SafeMath: division by zero");
}

TEST_F(RatesStaked, WbEthMintersMintToThemselves) {
    expect_refusal(box_.call(kAlice, kWbEth, "mint(uint256)", kTen),
                   "FiatToken: caller is not a minter");
    allow_minter(kWbEth);
    expect_refusal(box_.call(kAlice, kWbEth, "mint(uint256)", 11e18_u256),
                   "StakedTokenV1: mint amount exceeds minterAllowance");
    expect_done(box_.call(kAlice, kWbEth, "mint(uint256)", kTen));
    EXPECT_EQ(box_.balance(kWbEth, kAlice), kTen);
    EXPECT_EQ(box_.ask(kWbEth, "minterAllowance(address)", kAlice), u256());
}

TEST_F(RatesStaked, CbEthMintersMintAndBurn) {
    expect_refusal(mint(kBob, kTen), "FiatToken: caller is not a minter");
    expect_refusal(burn(kTen), "FiatToken: caller is not a minter");
    allow_minter(kCbEth);
    EXPECT_EQ(log_at<MinterConfigured>(box_.logs, 0, kCbEth).allowed, Amount(kTen));
    expect_refusal(mint(kZeroAddress, kTen), "FiatToken: mint to the zero address");
    expect_refusal(mint(kBob, u256()), "FiatToken: mint amount not greater than 0");
    expect_refusal(mint(kBob, 11e18_u256), "FiatToken: mint amount exceeds minterAllowance");
    expect_done(mint(kAlice, kTen));
    ASSERT_EQ(box_.logs.size(), 2U);
    EXPECT_EQ(log_at<Mint>(box_.logs, 0, kCbEth).to, kAlice);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 1, kCbEth).from, kZeroAddress);
    expect_refusal(burn(u256()), "FiatToken: burn amount not greater than 0");
    expect_refusal(burn(11e18_u256), "FiatToken: burn amount exceeds balance");
    expect_done(burn(kTen));
    EXPECT_EQ(log_at<Burn>(box_.logs, 0, kCbEth).burner, kAlice);
    EXPECT_EQ(box_.supply(kCbEth), u256());
}

TEST_F(RatesStaked, TheMasterMinterConfigures) {
    const Revert other("FiatToken: caller is not the masterMinter");
    expect_refusal(box_.call(kBob, kCbEth, "configureMinter(address,uint256)", kBob, kTen), other);
    expect_refusal(box_.call(kBob, kCbEth, "removeMinter(address)", kAlice), other);
    allow_minter(kCbEth);
    expect_done(box_.call(kAdmin, kCbEth, "removeMinter(address)", kAlice));
    EXPECT_EQ(log_at<MinterRemoved>(box_.logs, 0, kCbEth).minter, kAlice);
    expect_refusal(mint(kBob, kTen), "FiatToken: caller is not a minter");
}

TEST_F(RatesStaked, PausesAndBlockListsStopTheToken) {
    allow_minter(kCbEth);
    expect_done(mint(kAlice, kEther));
    expect_refusal(box_.call(kBob, kCbEth, "blacklist(address)", kAlice),
                   "Blacklistable: caller is not the blacklister");
    expect_refusal(box_.call(kBob, kCbEth, "unBlacklist(address)", kAlice),
                   "Blacklistable: caller is not the blacklister");
    expect_done(box_.call(kAdmin, kCbEth, "blacklist(address)", kAlice));
    EXPECT_EQ(log_at<Blacklisted>(box_.logs, 0, kCbEth).account, kAlice);
    expect_refusal(mint(kBob, kEther), kBlacklisted);
    expect_refusal(burn(kEther), kBlacklisted);
    expect_refusal(box_.call(kAlice, kCbEth, "transfer(address,uint256)", kBob, kEther),
                   kBlacklisted);
    expect_done(box_.call(kAdmin, kCbEth, "unBlacklist(address)", kAlice));
    EXPECT_EQ(log_at<UnBlacklisted>(box_.logs, 0, kCbEth).account, kAlice);
    expect_done(box_.call(kAdmin, kCbEth, "blacklist(address)", kBob));
    expect_refusal(mint(kBob, kEther), kBlacklisted);
    expect_refusal(box_.call(kBob, kCbEth, "pause()"), "Pausable: caller is not the pauser");
    expect_refusal(box_.call(kBob, kCbEth, "unpause()"), "Pausable: caller is not the pauser");
    expect_done(box_.call(kAdmin, kCbEth, "pause()"));
    log_at<Pause>(box_.logs, 0, kCbEth);
    for (const auto& refused :
         {mint(kAlice, kEther), burn(kEther),
          box_.call(kAdmin, kCbEth, "configureMinter(address,uint256)", kBob, kTen)}) {
        expect_refusal(refused, "Pausable: paused");
    }
    expect_done(box_.call(kAdmin, kCbEth, "unpause()"));
    log_at<Unpause>(box_.logs, 0, kCbEth);
    expect_done(burn(kEther));
}

}  // namespace
}  // namespace aq::rates::staked
