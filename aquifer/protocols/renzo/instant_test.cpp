// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/rules_instant.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace instant = instant_withdrawer;

/// State B with example 8's buffer: 5,000 ether, half of which may be drawn, for 5 to 100 bps.
class InstantWithdrawerTest : public ::testing::Test {
protected:
    void SetUp() override {
        box.make_state_b();
        box.set_target(kNative, 5000e18_u256);
        box.fund(box.at.withdraw_queue, 3000e18_u256);
        // 3,000 ether moved from validators into the buffer.
        box.restake_native(box.delegators[0], 147'000e18_u256);
        move::set_whitelisted(box.undo, box.s, to, true);
        move::set_allowed_drawdown(box.undo, box.s, 5000_u256);
        move::set_instant_fee(box.undo, box.s, {5_u256, 100_u256, fees});
        take_ez_eth();
    }
    /// 5,000 of the ezETH there is becomes alice's.
    void take_ez_eth() {
        const Address holders = box.account("holders");
        const Key<Address, Address> from(box.at.ez_eth, holders);
        const Key<Address, Address> of_alice(box.at.ez_eth, alice);
        const Amount part(5000e18_u256);
        box.undo.set(box.tokens.balances, from, box.tokens.balances[from] - part);
        box.undo.set(box.tokens.balances, of_alice, part);
        box.undo.set(box.tokens.allowances,
                     Key<Address, Address, Address>(box.at.ez_eth, alice, to), Amount::max());
        box.undo.commit();
    }
    auto exit(const u256& ez_eth, const Address& asset, const u256& min_out) {
        return box.call(instant::withdraw, alice, to, Amount(ez_eth), asset, Amount(min_out));
    }

    testing::Sandbox box;
    const Address& to = box.at.instant_withdrawer;
    const Address alice = box.account("alice");
    const Address fees = box.account("instant fees");
};

TEST_F(InstantWithdrawerTest, AnExitPaysTheSlidingFee) {
    ASSERT_TRUE(exit(100e18_u256, kNative, 102'573'595'606'981'027'748_u256).has_value());
    EXPECT_EQ(box.accounts.ether[alice], Wei(102'573'595'606'981'027'748_u256));
    EXPECT_EQ(box.accounts.ether[fees], Wei(82'124'576'146'502'023_u256));
    const auto event = box.events<instant::WithdrawCompleted>().at(0);
    EXPECT_EQ(event.amountToRedeem, Amount(102'655'720'183'127'529'771_u256));
    EXPECT_EQ(event.fee, Amount(82'124'576'146'502'023_u256));
}

TEST_F(InstantWithdrawerTest, TokensLeaveTheSameWay) {
    box.set_target(box.st_eth, 20'000e18_u256);
    ASSERT_TRUE(exit(100e18_u256, box.st_eth, u256()).has_value());
    const Amount out = erc20::balance(box.tokens, box.st_eth, alice);
    const Amount fee = erc20::balance(box.tokens, box.st_eth, fees);
    EXPECT_EQ(out + fee, Amount(102'655'720'183'127'529'771_u256));
}

TEST_F(InstantWithdrawerTest, WhatIsRefused) {
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, exit(u256(), kNative, u256())));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, exit(1_u256, kZeroAddress, u256())));
    EXPECT_TRUE(box.reverted(error::UnsupportedWithdrawAsset, exit(1e18_u256, box.wb_eth, u256())));
    EXPECT_TRUE(box.reverted(error::NotEnoughWithdrawBuffer, exit(4999e18_u256, kNative, u256())));
    EXPECT_TRUE(box.reverted(error::BelowAllowedLimit, exit(2500e18_u256, kNative, u256())));
    EXPECT_TRUE(box.reverted(error::InsufficientOutputAmount,
                             exit(100e18_u256, kNative, 102'573'595'606'981'027'749_u256)));
    Tx tx = box.transaction();
    const ReentrancyGuard held(tx, to);
    EXPECT_TRUE(box.reverted(Revert("ReentrancyGuard: reentrant call"),
                             instant::withdraw(tx, box.ports, {alice, to, Wei(), Selector()},
                                               Amount(1_u256), kNative, Amount())));
}

TEST_F(InstantWithdrawerTest, AFeeDestinationThatRefusesStopsEtherExits) {
    move::set_instant_fee(box.undo, box.s, {5_u256, 100_u256, box.refuser});
    EXPECT_TRUE(box.reverted(error::TransferFailed, exit(100e18_u256, kNative, u256())));
}

// The inner claim finds the instant withdrawer no longer exempt from waiting.
TEST_F(InstantWithdrawerTest, PausedInstantExitsEndAsEarlyClaims) {
    box.use_risk_oracle();
    box.risk.paused[3] = true;
    EXPECT_TRUE(box.reverted(error::EarlyClaim, exit(100e18_u256, kNative, u256())));
}

TEST_F(InstantWithdrawerTest, TheOwnerSetsLimitAndFee) {
    const auto set_limit = [&](const Address& by, const u256& bps) {
        return box.call(instant::set_allowed_buffer_drawdown_bps, by, to, bps);
    };
    const auto set_fee = [&](const Address& by, const u256& max) {
        return box.call(instant::set_fee_info, by, to, 1_u256, max, alice);
    };
    ASSERT_TRUE(set_limit(box.admin, 10'000_u256).has_value());
    ASSERT_TRUE(set_fee(box.admin, 2_u256).has_value());
    EXPECT_EQ(*box.s.instant.max_fee_bps, 2_u256);
    const Revert not_owner("Ownable: caller is not the owner");
    EXPECT_TRUE(box.reverted(not_owner, set_limit(alice, 1_u256)));
    EXPECT_TRUE(box.reverted(not_owner, set_fee(alice, 1_u256)));
    EXPECT_TRUE(box.reverted(error::OverMaxBasisPoints, set_limit(box.admin, 10'001_u256)));
    EXPECT_TRUE(box.reverted(error::OverMaxBasisPoints, set_fee(box.admin, 10'001_u256)));
}

/// A buffer of 100 ether, half of which may be drawn, for 10 to 110 bps; ezETH at one to one.
class InstantFees : public ::testing::Test {
protected:
    void SetUp() override {
        box.set_target(kNative, 100e18_u256);
        box.fund(box.at.withdraw_queue, 100e18_u256);
        box.restake_native(box.delegators[0], 400e18_u256);
        box.give(box.at.ez_eth, alice, 500e18_u256);
        move::set_whitelisted(box.undo, box.s, to, true);
        move::set_allowed_drawdown(box.undo, box.s, 5000_u256);
        move::set_instant_fee(box.undo, box.s, {10_u256, 110_u256, fees});
        box.undo.commit();
    }
    auto exit(const u256& ez_eth) {
        return box.call(instant::withdraw, alice, to, Amount(ez_eth), kNative, Amount());
    }
    Amount fee() const { return box.events<instant::WithdrawCompleted>().at(0).fee; }

    testing::Sandbox box;
    const Address& to = box.at.instant_withdrawer;
    const Address alice = box.account("alice");
    const Address fees = box.account("instant fees");
};

// Section 10: `BelowAllowedLimit()` if after < F, so that the floor itself may be reached, at the
// highest fee.
TEST_F(InstantFees, TheFloorMayBeReachedAtTheHighestFee) {
    EXPECT_TRUE(box.reverted(error::BelowAllowedLimit, exit(50'000'000'000'000'000'001_u256)));
    ASSERT_TRUE(exit(50e18_u256).has_value());
    EXPECT_EQ(fee(), Amount(550'000'000'000'000'000_u256));
}

// c = 10,000 when the buffer is full after the exit, and above it, costs the least alike.
TEST_F(InstantFees, AFullBufferCostsTheLeast) {
    box.fund(box.at.withdraw_queue, 10e18_u256);
    ASSERT_TRUE(exit(10e18_u256).has_value());
    // 510 ether for 500 ezETH, of which 10 are worth 10.2: the buffer is 0.2 below its target, so
    // c = 9,960 and the fee 10 + floor(100 * 40 / 10000) = 10 bps.
    EXPECT_EQ(fee(), Amount(10'200'000'000'000'000_u256));
    box.fund(box.at.withdraw_queue, 100e18_u256);
    ASSERT_TRUE(exit(1e18_u256).has_value());
    const auto event = box.events<instant::WithdrawCompleted>().at(0);
    EXPECT_EQ(event.fee, Amount(*div_down(event.amountToRedeem.raw, 1000_u256)));
}

TEST_F(InstantFees, WithoutAFloorTheBufferMayBeEmptied) {
    move::set_allowed_drawdown(box.undo, box.s, u256());
    EXPECT_TRUE(
        box.reverted(error::NotEnoughWithdrawBuffer, exit(100'000'000'000'000'000'001_u256)));
    ASSERT_TRUE(exit(100e18_u256).has_value());
    EXPECT_EQ(fee(), Amount(1'100'000'000'000'000'000_u256));
    EXPECT_EQ(box.accounts.ether[box.at.withdraw_queue], Wei());
}

// The fee rounds down, and so may be nothing.
TEST_F(InstantFees, TooLittleToTakeAFeeOfIsFree) {
    ASSERT_TRUE(exit(999_u256).has_value());
    EXPECT_EQ(fee(), Amount());
    EXPECT_EQ(box.accounts.ether[alice], Wei(999_u256));
}

// The setters look at each end alone: a range that is upside down is found by the subtraction.
TEST_F(InstantFees, ALowestFeeAboveTheHighestStopsExitsFromBelowTheTarget) {
    ASSERT_TRUE(
        box.call(instant::set_fee_info, box.admin, to, 110_u256, 10_u256, fees).has_value());
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), exit(1e18_u256)));
    box.fund(box.at.withdraw_queue, 10e18_u256);
    EXPECT_TRUE(exit(1e18_u256).has_value());
}

// "The fee leaves the protocol (holders get none of it)": the rate is as before the exit.
TEST_F(InstantFees, TheFeeChangesNoRate) {
    const auto rate = [&] {
        return *box.ask(balancer_rate_provider::get_rate, box.at.balancer_rate_provider);
    };
    const u256 before = rate();
    ASSERT_TRUE(exit(10e18_u256).has_value());
    EXPECT_EQ(rate(), before);
    EXPECT_EQ(box.accounts.ether[alice] + box.accounts.ether[fees], Wei(10e18_u256));
}

}  // namespace
}  // namespace aq::renzo
