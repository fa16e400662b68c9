// SPDX-License-Identifier: Apache-2.0
/// StrategyBaseTVLLimits: a strategy that takes so much a deposit and so much in all.
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::Sandbox;
using testing::topics;

class CappedStrategy : public ::testing::Test {
protected:
    Sandbox box;
    const Address alice = Sandbox::account("alice");
    const Address unpauser = Sandbox::account("unpauser");
    const Address token = box.token("TKN");
    const Address strategy = box.strategy("capped strategy", token);

    CappedStrategy() {
        box.undo.edit(box.s.strategies.rows, strategy,
                      [](Strategy& row) { row.kind = StrategyKind::kCapped; });
        box.mint(token, alice, 1000);
        box.approve(token, alice, box.at.strategy_manager);
        EXPECT_TRUE(limit(100, 250));
    }
    Result<void> limit(const u256& per_deposit, const u256& total) {
        return box.call(strategy::set_tvl_limits, unpauser, strategy, Amount(per_deposit),
                        Amount(total));
    }
    Result<Shares> deposit(const u256& amount) {
        return box.call(strategy_manager::deposit_into_strategy, alice, box.at.strategy_manager,
                        strategy, token, Amount(amount));
    }
    Result<Bytes> ask(const Selector& selector) {
        return box.send(strategy_capped_face(), {alice, strategy, Wei(), selector},
                        abi_call(selector));
    }
};

TEST_F(CappedStrategy, TakesDepositsUpToAndIncludingBothLimits) {
    EXPECT_TRUE(Sandbox::reverted(error::MaxPerDepositExceedsMax, deposit(101)));
    EXPECT_EQ(deposit(100).value(), Shares(100));
    EXPECT_EQ(deposit(100).value(), Shares(100));
    EXPECT_TRUE(Sandbox::reverted(error::BalanceExceedsMaxTotalDeposits, deposit(51)));
    EXPECT_EQ(deposit(50).value(), Shares(50));
    EXPECT_TRUE(Sandbox::reverted(error::BalanceExceedsMaxTotalDeposits, deposit(1)));
}

TEST_F(CappedStrategy, CountsWhatItHoldsAndNotWhatWasDeposited) {
    box.mint(token, strategy, 250);
    EXPECT_TRUE(Sandbox::reverted(error::BalanceExceedsMaxTotalDeposits, deposit(1)));
    // Somebody's withdrawal makes room.
    box.undo.set(box.tokens.balances, Key(token, strategy), Amount(150));
    EXPECT_TRUE(deposit(100));
}

TEST_F(CappedStrategy, LooksAtTheLimitsBeforeTheTokenAndAfterThePause) {
    const Address other = box.token("OTHER");
    box.mint(other, alice, 1000);
    box.approve(other, alice, box.at.strategy_manager);
    const auto deposit_other = [&](const u256& amount) {
        return box.call(strategy_manager::deposit_into_strategy, alice, box.at.strategy_manager,
                        strategy, other, Amount(amount));
    };
    EXPECT_TRUE(Sandbox::reverted(error::OnlyUnderlyingToken, deposit_other(100)));
    box.mint(token, strategy, 251);
    EXPECT_TRUE(Sandbox::reverted(error::BalanceExceedsMaxTotalDeposits, deposit_other(100)));
    EXPECT_TRUE(Sandbox::reverted(error::MaxPerDepositExceedsMax, deposit_other(101)));
    EXPECT_TRUE(
        Sandbox::reverted(error::OnlyStrategyManager,
                          box.call(strategy::deposit, alice, strategy, other, Amount(101))));
    box.undo.set(box.s.access.paused, strategy, u256(1));
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, deposit(101)));
}

TEST_F(CappedStrategy, TheUnpauserSetsTheLimits) {
    EXPECT_TRUE(Sandbox::reverted(error::OnlyUnpauser,
                                  box.call(strategy::set_tvl_limits, Sandbox::account("pauser"),
                                           strategy, Amount(1), Amount(2))));
    ASSERT_TRUE(limit(40, 60));
    EXPECT_EQ(box.order(), (topics<MaxPerDepositUpdated, MaxTotalDepositsUpdated>()));
    EXPECT_EQ(box.events<MaxPerDepositUpdated>().at(0).previous_value, Amount(100));
    EXPECT_EQ(box.events<MaxPerDepositUpdated>().at(0).new_value, Amount(40));
    EXPECT_EQ(box.events<MaxTotalDepositsUpdated>().at(0).previous_value, Amount(250));
    EXPECT_EQ(box.events<MaxTotalDepositsUpdated>().at(0).new_value, Amount(60));
    EXPECT_EQ(ask("0xdf6fadc1"_selector), abi_encode(40_u256, 60_u256));
    EXPECT_EQ(ask("0x43fe08b0"_selector), abi_encode(40_u256));
    EXPECT_EQ(ask("0x61b01b5d"_selector), abi_encode(60_u256));
}

TEST_F(CappedStrategy, ADepositMayBeTheWholeAndNoMore) {
    EXPECT_TRUE(limit(60, 60));
    EXPECT_TRUE(Sandbox::reverted(error::MaxPerDepositExceedsMax, limit(61, 60)));
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_EQ(ask("0xdf6fadc1"_selector), abi_encode(60_u256, 60_u256));
}

TEST_F(CappedStrategy, LimitsBelowWhatItHoldsStopDepositsOnly) {
    ASSERT_TRUE(deposit(100));
    ASSERT_TRUE(limit(10, 99));
    EXPECT_TRUE(Sandbox::reverted(error::BalanceExceedsMaxTotalDeposits, deposit(1)));
    EXPECT_EQ(
        box.call(strategy::withdraw, box.at.strategy_manager, strategy, alice, token, Shares(100)),
        Amount(100));
}

}  // namespace
}  // namespace aq::eigenlayer
