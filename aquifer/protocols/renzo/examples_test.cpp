// SPDX-License-Identifier: Apache-2.0
// The worked examples of the specification of Renzo, section 16: exact integers, computed there.
#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

using testing::kHundred;
using testing::kTvl;

constexpr Amount kSupply{300'000'000'000'000'123'456'789_u256};

u256 rate(Wei tvl, Amount supply) {
    return *mul_then_div_down(kWad, tvl.raw, supply.raw);
}

class StateB : public ::testing::Test {
protected:
    void SetUp() override { box.make_state_b(); }

    Wei tvl() { return tvls().total; }
    restake_manager::Tvls tvls() {
        Tx tx = box.transaction();
        return *restake_manager::calculate_tvls(tx, box.ports);
    }

    testing::Sandbox box;
};

TEST_F(StateB, IsWorthTheSumOfItsParts) {
    EXPECT_EQ(tvl(), kTvl);
    EXPECT_EQ(*box.ask(balancer_rate_provider::get_rate, box.at.balancer_rate_provider),
              1'026'557'201'831'275'297_u256);
}

// Example 1.
TEST(RenzoExamples, ADepositOfTenEtherLeavesTheRateAlone) {
    const Wei added(10e18_u256);
    const Amount minted = *mint_amount_down(kTvl, added, kSupply);
    EXPECT_EQ(minted, Amount(9'741'298'373'009'317'865_u256));
    const Wei tvl = kTvl + added;
    const Amount supply = kSupply + minted;
    EXPECT_EQ(rate(tvl, supply), 1'026'557'201'831'275'297_u256);
    const u256 gained =
        wrapping_sub(*checked_mul(tvl.raw, kSupply.raw), *checked_mul(kTvl.raw, supply.raw));
    EXPECT_EQ(gained, 129'271'539'368'512'766'750'000_u256);
    EXPECT_EQ(*redeem_value_down(minted, supply, tvl), Wei(9'999'999'999'999'999'999_u256));
}

// Example 2.
TEST(RenzoExamples, ADepositOfTenWbethMintsItsValue) {
    const Wei value = *oracle::value_down(1'085'432'109'876'543'210_u256, Amount(10e18_u256));
    EXPECT_EQ(value, Wei(10'854'321'098'765'432'100_u256));
    EXPECT_EQ(*mint_amount_down(kTvl, value, kSupply), Amount(10'573'518'045'952'441'512_u256));
}

// Example 3.
TEST_F(StateB, TheFirstDelegatorBelowItsShareIsChosen) {
    const auto now = tvls();
    EXPECT_EQ(now.sum(0), Wei(210'000'000'000'000'000'000'000_u256));
    EXPECT_EQ(now.sum(1), Wei(74'341'728'439'506'172'840'000_u256));
    // 60 % and 40 % of the whole: 184780296329629629630000 and 123186864219753086420000.
    EXPECT_EQ(*restake_manager::choose_for_deposit(box.s, now), box.delegators[1]);
}

// Examples 4 and 5.
TEST(RenzoExamples, ARequestIsPaidTheLesserOfTwoValues) {
    const Wei asked = *redeem_value_down(kHundred, kSupply, kTvl);
    EXPECT_EQ(asked, Wei(102'655'720'183'127'529'771_u256));
    const Wei grown = kTvl + Wei(200e18_u256);
    EXPECT_EQ(*redeem_value_down(kHundred, kSupply, grown), Wei(102'722'386'849'794'196'410_u256));
    EXPECT_EQ(rate(grown, kSupply), 1'027'223'868'497'941'964_u256);
    EXPECT_EQ(rate(grown - asked, kSupply - kHundred), 1'027'224'090'794'262'959_u256);
    const Wei shrunk = kTvl - Wei(3000e18_u256);
    const Wei paid = *redeem_value_down(kHundred, kSupply, shrunk);
    EXPECT_EQ(paid, Wei(101'655'720'183'127'530'183_u256));
    EXPECT_EQ(asked - paid, Wei(999'999'999'999'999'588_u256));
    EXPECT_EQ(rate(shrunk, kSupply), 1'016'557'201'831'275'301_u256);
    EXPECT_EQ(rate(shrunk - paid, kSupply - kHundred), 1'016'557'201'831'275'301_u256);
}

// Example 6.
TEST(RenzoExamples, ATokenThatAppreciatesIsPaidInFewerUnits) {
    const Wei value = *redeem_value_down(kHundred, kSupply, kTvl);
    EXPECT_EQ(*oracle::amount_down(1'085'432'109'876'543'210_u256, value),
              Amount(94'575'901'384'383'742'772_u256));
    EXPECT_EQ(*oracle::amount_down(1'090'000'000'000'000'000_u256, value),
              Amount(94'179'559'801'034'430'982_u256));
}

// Example 7.
TEST(RenzoExamples, TheQueueServesTheOldestFirst) {
    Undo u;
    State s;
    const auto user = testing::Sandbox::account("user");
    const auto request = [](std::uint64_t id, const u256& amount) {
        return WithdrawRequest{.collateralToken = kNative,
                               .withdrawRequestID = u256(id),
                               .amountToRedeem = Amount(amount),
                               .ezETHLocked = {},
                               .createdAt = {}};
    };
    move::queue_request(u, s, user, request(1, 500e18_u256), Amount(300e18_u256));
    EXPECT_EQ(s.withdrawals.queue[kNative],
              (BufferQueue{Amount(500e18_u256), Amount(300e18_u256)}));
    EXPECT_EQ(s.withdrawals.fill_at[1_u256], Amount(500e18_u256));
    EXPECT_EQ(withdraw_queue::queue_deficit(s, kNative), Amount(200e18_u256));
    EXPECT_EQ(s.withdrawals.claim_reserve[kNative], Amount(300e18_u256));
    move::queue_request(u, s, user, request(2, 50e18_u256), Amount());
    EXPECT_EQ(s.withdrawals.fill_at[2_u256], Amount(550e18_u256));
    move::fill_queue(u, s, kNative, Amount(220e18_u256));
    EXPECT_EQ(s.withdrawals.queue[kNative].filled, Amount(520e18_u256));
}

// Example 8.
TEST(RenzoExamples, TheInstantFeeSlidesFromTargetToFloor) {
    const FeeRange fees{5_u256, 100_u256};
    const auto fee = [&](const u256& available, const u256& asked) {
        return *instant_fee_bps_down(Buffer{.target = Amount(5000e18_u256),
                                            .available = Amount(available),
                                            .after = Amount(wrapping_sub(available, asked)),
                                            .floor = Amount(2500e18_u256)},
                                     fees);
    };
    EXPECT_EQ(fee(5000e18_u256, 500e18_u256), 24_u256);
    EXPECT_EQ(*bps_down(500e18_u256, 24_u256), 1'200'000'000'000'000'000_u256);
    EXPECT_EQ(fee(5200e18_u256, 100e18_u256), 5_u256);
    EXPECT_EQ(fee(3000e18_u256, 500e18_u256), 100_u256);
    EXPECT_EQ(*bps_down(500e18_u256, 100_u256), 5e18_u256);
    constexpr u256 kAsked = 102'655'720'183'127'529'771_u256;
    EXPECT_EQ(fee(5000e18_u256, kAsked), 8_u256);
    EXPECT_EQ(*bps_down(kAsked, 8_u256), 82'124'576'146'502'023_u256);
    EXPECT_EQ(wrapping_sub(kAsked, 82'124'576'146'502'023_u256), 102'573'595'606'981'027'748_u256);
}

// Example 9.
TEST_F(StateB, AnOperatorsSlashIsInTheRateOfTheSameBlock) {
    const Key<Address, Address> of(box.operators[0], eigenlayer::kBeaconChainStrategy);
    push(box.undo, box.eigen.s.allocations.max_magnitude, of,
         static_cast<std::uint32_t>(box.block.number),
         eigenlayer::Magnitude(900'000'000'000'000'000ULL));
    const Wei slashed = tvl();
    EXPECT_EQ(tvls().native(0), Wei(135'000'000'000'000'000'000'000_u256));
    EXPECT_EQ(slashed, Wei(292'967'160'549'382'716'050'000_u256));
    EXPECT_EQ(rate(slashed, kSupply), 976'557'201'831'275'318_u256);
    EXPECT_EQ(*redeem_value_down(kHundred, kSupply, slashed), Wei(97'655'720'183'127'531'829_u256));
}

// Example 10.
TEST_F(StateB, ASlashOfQueuedSharesCountsOnceItIsTracked) {
    const move::QueuedIn in{box.delegators[0], Hash(), kNative};
    box.restake_native(box.delegators[0], 140'000e18_u256);
    move::queue_shares(box.undo, box.s, in, Shares(10'000e18_u256));
    EXPECT_EQ(tvl(), kTvl);
    move::set_slashed_delta(box.undo, box.s, in, Shares(1000e18_u256));
    EXPECT_EQ(kTvl - tvl(), Wei(1'000'000'000'000'000'000'000_u256));
    EXPECT_EQ(wrapping_sub(rate(kTvl, kSupply), rate(tvl(), kSupply)), 3'333'333'333'333'332_u256);
}

// Example 11.
TEST_F(StateB, WhatThePodEarnedCountsWhenItIsClaimed) {
    const Address& pod = box.eigen.s.pods.owner_to_pod[box.delegators[0]];
    box.undo.edit(box.eigen.s.pods.rows, pod, [](eigenlayer::Pod& row) {
        row.restaked_execution_layer = eigenlayer::Gwei(1'250'000'000'000ULL);
    });
    move::record_checkpoint(box.undo, box.s, box.delegators[0], 1, Wei(1000e18_u256));
    EXPECT_EQ(*operator_delegator::pod_delta(box.ports, box.delegators[0]),
              Wei(250'000'000'000'000'000'000_u256));
    EXPECT_EQ(kTvl - tvl(), Wei(250'000'000'000'000'000'000_u256));
    EXPECT_EQ(*bps_down(250e18_u256, 1000_u256), 25e18_u256);
}

// Example 12.
TEST(RenzoExamples, SharesAreConvertedDownTwice) {
    namespace el = eigenlayer;
    const el::Factor scaling(1'052'631'578'947'368'421_u256);
    const el::Factor slashing(900'000'000'000'000'007_u256);
    const Shares wanted(123'000'000'000'000'456'789_u256);
    const auto deposited = *el::deposit_shares_for_down(wanted, scaling, slashing);
    EXPECT_EQ(deposited, el::DepositShares(129'833'333'333'333'814'495_u256));
    EXPECT_EQ(*el::paid_down(*el::scaled_down(deposited, scaling), slashing),
              Shares(123'000'000'000'000'456'787_u256));
}

}  // namespace
}  // namespace aq::renzo
