// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::Sandbox;

class StrategyManagerRules : public ::testing::Test {
protected:
    Sandbox box;
    const Address alice = Sandbox::account("alice");
    const Address bob = Sandbox::account("bob");
    const Address token = box.token("TKN");
    const Address strategy = box.strategy("TKN strategy", token);

    StrategyManagerRules() {
        for (const Address& who : {alice, bob}) {
            box.mint(token, who, 10'000'000'000'000'000'000'000_u256);
            box.approve(token, who, box.at.strategy_manager);
        }
    }
    Result<Shares> deposit(const Address& who, const u256& amount) {
        return box.call(strategy_manager::deposit_into_strategy, who, box.at.strategy_manager,
                        strategy, token, Amount(amount));
    }
    /// Tokens that arrive without a deposit.
    void donate(const u256& amount) { box.mint(token, strategy, amount); }
    u256 worth(const u256& shares) {
        Tx tx = box.transaction();
        return strategy::shares_to_underlying_down(tx, box.ports, strategy, Shares(shares))
            .value()
            .raw;
    }
};

// Specification, worked example X1.
TEST_F(StrategyManagerRules, ADepositAfterARebaseMintsAtTheNewRate) {
    EXPECT_EQ(deposit(alice, 1e18_u256).value(), Shares(1e18_u256));
    EXPECT_EQ(box.events<ExchangeRateEmitted>().at(0).rate, 1e18_u256);
    donate(50'000'000'000'000'000_u256);
    EXPECT_EQ(worth(1e18_u256), 1'049'999'999'999'999'950_u256);
    EXPECT_EQ(deposit(bob, 1e18_u256).value(), Shares(952'380'952'380'952'426_u256));
    EXPECT_EQ(box.events<ExchangeRateEmitted>().at(0).rate, 1'049'999'999'999'999'950_u256);
}

// Specification, worked example X2.
TEST_F(StrategyManagerRules, ADonationDoesNotPayTheAttacker) {
    EXPECT_EQ(deposit(alice, 1).value(), Shares(1));
    donate(1e18_u256);
    EXPECT_TRUE(Sandbox::reverted(error::NewSharesZero, deposit(bob, 999'000'999'001'000_u256)));
    EXPECT_EQ(deposit(bob, 1e18_u256).value(), Shares(1000));
    EXPECT_EQ(worth(1000), 999'500'249'875'062'969_u256);
    EXPECT_EQ(worth(1), 999'500'249'875'062_u256);
}

// Specification, worked example X3.
TEST_F(StrategyManagerRules, ALossOfTheTokenIsSharedByAll) {
    EXPECT_EQ(deposit(alice, 100'000'000'000'000'000'000_u256).value(),
              Shares(100'000'000'000'000'000'000_u256));
    box.undo.set(box.tokens.balances, Key<Address, Address>(token, strategy),
                 Amount(90'000'000'000'000'000'000_u256));
    EXPECT_EQ(worth(100'000'000'000'000'000'000_u256), 90'000'000'000'000'000'099_u256);
    EXPECT_EQ(deposit(bob, 9e18_u256).value(), Shares(9'999'999'999'999'999'988_u256));
}

TEST_F(StrategyManagerRules, ADepositListsTheStrategyAndLogsInOrder) {
    ASSERT_TRUE(deposit(alice, 5).has_value());
    EXPECT_EQ(box.order().back(), topic_of<DepositScalingFactorUpdated>());
    EXPECT_EQ(box.events<Deposit>().at(0).shares, Shares(5));
    EXPECT_EQ(box.s.strategy_manager.staker_strategies.all(alice), std::vector{strategy});
}

TEST_F(StrategyManagerRules, OnlyWhitelistedStrategiesTakeDeposits) {
    box.undo.set(box.s.strategy_manager.is_whitelisted, strategy, false);
    EXPECT_TRUE(Sandbox::reverted(error::StrategyNotWhitelisted, deposit(alice, 5)));
}

TEST_F(StrategyManagerRules, APausedManagerTakesNoDeposits) {
    box.undo.set(box.s.access.paused, box.at.strategy_manager, u256(1));
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, deposit(alice, 5)));
}

TEST_F(StrategyManagerRules, AnotherTokenIsRefusedByTheStrategy) {
    const Address other = box.token("OTHER");
    box.mint(other, alice, 100);
    box.approve(other, alice, box.at.strategy_manager);
    EXPECT_TRUE(Sandbox::reverted(error::OnlyUnderlyingToken,
                                  box.call(strategy_manager::deposit_into_strategy, alice,
                                           box.at.strategy_manager, strategy, other, Amount(5))));
}

TEST_F(StrategyManagerRules, OnlyTheStrategyManagerDepositsIntoAStrategy) {
    EXPECT_TRUE(Sandbox::reverted(error::OnlyStrategyManager,
                                  box.call(strategy::deposit, alice, strategy, token, Amount(5))));
}

TEST_F(StrategyManagerRules, OnlyTheDelegationManagerMovesShares) {
    EXPECT_TRUE(Sandbox::reverted(error::OnlyDelegationManager,
                                  box.call(strategy_manager::add_shares, alice,
                                           box.at.strategy_manager, alice, strategy, Shares(5))));
}

TEST_F(StrategyManagerRules, MoreSharesThanTheMaximumAreRefused) {
    box.mint(token, alice, 100'000'000'000'000'000'000'000'000'000'000'000'000_u256);
    EXPECT_TRUE(Sandbox::reverted(
        error::TotalSharesExceedsMax,
        deposit(alice, 100'000'000'000'000'000'000'000'000'000'000'000'000_u256)));
}

}  // namespace
}  // namespace aq::eigenlayer
