// SPDX-License-Identifier: Apache-2.0
// The worked examples of the specification of Renzo, section 16, through the contracts: what
// examples_test.cpp computes is here minted, paid and logged.
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/invariants.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/rules_manager.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace manager = restake_manager;
namespace queue = withdraw_queue;
namespace od = operator_delegator;
using testing::kHundred;
using testing::kTvl;
using testing::topics;

class WorkedFlows : public ::testing::Test {
protected:
    void SetUp() override {
        box.make_state_b();
        box.set_target(kNative, 2000e18_u256);
        box.set_target(box.wb_eth, 1000e18_u256);
        box.fund(alice, 1000e18_u256);
        box.give(box.wb_eth, alice, 1000e18_u256);
        const Key<Address, Address, Address> allowance(box.at.ez_eth, holders,
                                                       box.at.withdraw_queue);
        box.undo.set(box.tokens.allowances, allowance, Amount::max());
        box.undo.commit();
    }
    void TearDown() override { EXPECT_TRUE(broken_invariants(box.ports).empty()); }

    Wei tvl() {
        Tx tx = box.transaction();
        return manager::calculate_tvls(tx, box.ports)->total;
    }
    u256 rate() {
        return *box.ask(balancer_rate_provider::get_rate, box.at.balancer_rate_provider);
    }
    Amount quote(Amount ez_eth, const Address& asset) {
        return std::get<1>(*box.ask(queue::calculate_amount_to_redeem, to, ez_eth, asset));
    }
    void request(Amount ez_eth, const Address& asset) {
        ASSERT_TRUE(box.call(queue::withdraw, holders, to, ez_eth, asset).has_value());
    }
    Amount claim() {
        box.block.time += 3600;
        AQ_ASSERT(box.call(queue::claim, alice, to, u256(), holders).has_value());
        return box.events<WithdrawRequestClaimed>().at(0).withdrawRequest.amountToRedeem;
    }
    Amount available(const Address& asset) {
        Tx tx = box.transaction();
        return *queue::available(tx, box.ports, asset);
    }

    testing::Sandbox box;
    const Address& to = box.at.withdraw_queue;
    const Address alice = box.account("alice");
    const Address holders = box.account("holders");
};

// Example 1.
TEST_F(WorkedFlows, TenEtherMintWhatLeavesTheRateAlone) {
    ASSERT_TRUE(box.call_with({alice, box.at.restake_manager, Wei(10e18_u256), Selector()},
                              manager::deposit_eth)
                    .has_value());
    const Amount minted = box.events<Deposit>().at(0).ezETHMinted;
    EXPECT_EQ(minted, Amount(9'741'298'373'009'317'865_u256));
    EXPECT_EQ(erc20::balance(box.tokens, box.at.ez_eth, alice), minted);
    EXPECT_EQ(tvl(), kTvl + Wei(10e18_u256));
    EXPECT_EQ(rate(), 1'026'557'201'831'275'297_u256);
    EXPECT_EQ(quote(minted, kNative), Amount(9'999'999'999'999'999'999_u256));
}

// Examples 2 and 3: the second delegator is below its share and gets the tokens.
TEST_F(WorkedFlows, TenWbethMintTheirValueAndGoToTheSecondDelegator) {
    ASSERT_TRUE(
        box.call(manager::deposit, alice, box.at.restake_manager, box.wb_eth, Amount(10e18_u256))
            .has_value());
    EXPECT_EQ(box.events<Deposit>().at(0).ezETHMinted, Amount(10'573'518'045'952'441'512_u256));
    Tx tx = box.transaction();
    EXPECT_EQ(*od::token_balance_from_strategy(tx, box.ports, box.delegators[1], box.wb_eth),
              Amount(4010e18_u256));
    EXPECT_EQ(tvl(), kTvl + Wei(10'854'321'098'765'432'100_u256));
}

// Example 4.
TEST_F(WorkedFlows, AGainAfterTheRequestIsSharedByWhoStays) {
    request(kHundred, kNative);
    EXPECT_EQ(box.events<WithdrawRequestCreated>().at(0).amountToRedeem,
              Amount(102'655'720'183'127'529'771_u256));
    box.fund(box.at.deposit_queue, 200e18_u256);
    EXPECT_EQ(rate(), 1'027'223'868'497'941'964_u256);
    EXPECT_EQ(quote(kHundred, kNative), Amount(102'722'386'849'794'196'410_u256));
    EXPECT_EQ(claim(), Amount(102'655'720'183'127'529'771_u256));
    EXPECT_EQ(rate(), 1'027'224'090'794'262'959_u256);
    EXPECT_EQ(box.accounts.ether[holders], Wei(102'655'720'183'127'529'771_u256));
}

// Example 5.
TEST_F(WorkedFlows, ALossAfterTheRequestIsBornByItTooAndTheRestIsFree) {
    request(kHundred, kNative);
    const Amount free = available(kNative);
    box.restake_native(box.delegators[0], 147'000e18_u256);
    EXPECT_EQ(rate(), 1'016'557'201'831'275'301_u256);
    EXPECT_EQ(claim(), Amount(101'655'720'183'127'530'183_u256));
    EXPECT_EQ(rate(), 1'016'557'201'831'275'301_u256);
    EXPECT_EQ(available(kNative) - free, Amount(999'999'999'999'999'588_u256));
    EXPECT_EQ(box.s.withdrawals.claim_reserve[kNative], Amount());
}

// Example 6. The rise of 5,000 wBETH's value, 22839450617283950000 wei, leaves the validators.
TEST_F(WorkedFlows, ATokenThatAppreciatesAgainstEzethIsPaidInFewerUnits) {
    request(kHundred, box.wb_eth);
    EXPECT_EQ(box.events<WithdrawRequestCreated>().at(0).amountToRedeem,
              Amount(94'575'901'384'383'742'772_u256));
    box.set_price(1'090'000'000'000'000'000_u256);
    box.restake_native(box.delegators[1],
                       wrapping_sub(70'000e18_u256, 22'839'450'617'283'950'000_u256));
    EXPECT_EQ(tvl(), kTvl);
    EXPECT_EQ(claim(), Amount(94'179'559'801'034'430'982_u256));
    EXPECT_EQ(box.order(), topics<WithdrawRequestClaimed>());
    EXPECT_EQ(erc20::balance(box.tokens, box.wb_eth, holders),
              Amount(94'179'559'801'034'430'982_u256));
}

TEST_F(WorkedFlows, ATokenThatDepreciatesAgainstEzethIsStillCapped) {
    request(kHundred, box.wb_eth);
    box.set_price(1e18_u256);
    EXPECT_GT(quote(kHundred, box.wb_eth), Amount(94'575'901'384'383'742'772_u256));
    EXPECT_EQ(claim(), Amount(94'575'901'384'383'742'772_u256));
}

// Example 10, with the 140,000 ether that do not wait slashed as well: the rates are Python's.
TEST_F(WorkedFlows, ASlashOfTheQueueIsInTheRateOnceAnyoneTracksIt) {
    const Address& first = box.delegators[0];
    const auto roots = box.call(od::queue_withdrawals, box.admin, first, std::vector{kNative},
                                std::vector{10'000e18_u256});
    ASSERT_TRUE(roots.has_value());
    EXPECT_EQ(tvl(), kTvl);
    const Key<Address, Address> of(box.operators[0], eigenlayer::kBeaconChainStrategy);
    push(box.undo, box.eigen.s.allocations.max_magnitude, of,
         static_cast<std::uint32_t>(box.block.number),
         eigenlayer::Magnitude(900'000'000'000'000'000ULL));
    EXPECT_EQ(kTvl - tvl(), Wei(14'000e18_u256));
    EXPECT_EQ(rate(), 979'890'535'164'608'650_u256);
    ASSERT_TRUE(box.call(od::emergency_track_slashed_queued_withdrawal_delta, alice, first, *roots)
                    .has_value());
    EXPECT_EQ(kTvl - tvl(), Wei(15'000e18_u256));
    EXPECT_EQ(rate(), 976'557'201'831'275'318_u256);
}

// Example 11: 1,000 ether of exits come back without a fee, 250 of rewards less 25.
TEST_F(WorkedFlows, WhatAPodEarnedEntersTheValueLessTheFeeWhenItIsClaimed) {
    const Address& first = box.delegators[0];
    const Address& pod = box.eigen.s.pods.owner_to_pod[first];
    box.undo.edit(box.eigen.s.pods.rows, pod, [](eigenlayer::Pod& row) {
        row.restaked_execution_layer = eigenlayer::Gwei(1'250'000'000'000ULL);
    });
    box.fund(pod, 1250e18_u256);
    move::record_checkpoint(box.undo, box.s, first, 1, Wei(1000e18_u256));
    const Wei before = tvl();
    EXPECT_EQ(kTvl - before, Wei(250e18_u256));
    const auto roots = box.call(od::queue_withdrawals, box.admin, first, std::vector{kNative},
                                std::vector{1250e18_u256});
    ASSERT_TRUE(roots.has_value());
    EXPECT_EQ(tvl(), before);
    const Withdrawal withdrawal =
        eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, roots->front());
    box.eigen.mine(100'801);
    box.set_price(1'085'432'109'876'543'210_u256);
    ASSERT_TRUE(
        box.call(od::complete_queued_withdrawal, box.admin, first, withdrawal, std::vector{kNative})
            .has_value());
    EXPECT_EQ(box.order(), (topics<FullWithdrawalETHReceived, ProtocolFeesPaid, RewardsDeposited,
                                   RewardsForwarded, WithdrawCompleted, GasSpent>()));
    EXPECT_EQ(box.accounts.ether[box.fee_address], Wei(25e18_u256));
    EXPECT_EQ(tvl() - before, Wei(225e18_u256));
    EXPECT_EQ(*od::pod_delta(box.ports, first), Wei());
}

/// 1,300 ezETH worth as many ether: 300 in the queue, 1,000 in validators.
class WorkedQueue : public ::testing::Test {
protected:
    void SetUp() override {
        box.set_target(kNative, 1_u256);
        box.fund(to, 300e18_u256);
        box.restake_native(box.delegators[0], 1000e18_u256);
        box.give(box.at.ez_eth, alice, 1300e18_u256);
        box.fund(bob, 220e18_u256);
    }
    void TearDown() override { EXPECT_TRUE(broken_invariants(box.ports).empty()); }
    auto request(const u256& ez_eth) {
        return box.call(queue::withdraw, alice, to, Amount(ez_eth), kNative);
    }
    auto claim(const u256& index) { return box.call(queue::claim, bob, to, index, alice); }
    BufferQueue counters() const { return box.s.withdrawals.queue[kNative]; }
    Amount reserve() const { return box.s.withdrawals.claim_reserve[kNative]; }

    testing::Sandbox box;
    const Address& to = box.at.withdraw_queue;
    const Address alice = box.account("alice");
    const Address bob = box.account("bob");
};

// Example 7.
TEST_F(WorkedQueue, TheOldestIsFilledFirst) {
    ASSERT_TRUE(request(500e18_u256).has_value());
    EXPECT_EQ(counters(), (BufferQueue{Amount(500e18_u256), Amount(300e18_u256)}));
    EXPECT_EQ(reserve(), Amount(300e18_u256));
    const auto created = box.events<WithdrawRequestCreated>().at(0);
    EXPECT_TRUE(created.queued);
    EXPECT_EQ(created.queueFilled, Amount(300e18_u256));
    ASSERT_TRUE(request(50e18_u256).has_value());
    EXPECT_EQ(counters(), (BufferQueue{Amount(550e18_u256), Amount(300e18_u256)}));
    EXPECT_EQ(box.events<WithdrawRequestCreated>().at(0).queueFilled, Amount());
    ASSERT_TRUE(box.call_with({bob, box.at.restake_manager, Wei(220e18_u256), Selector()},
                              manager::deposit_eth)
                    .has_value());
    EXPECT_EQ(
        box.order(),
        (topics<QueueFilled, EthBufferFilled, BufferFilled, ETHDepositedFromProtocol, Deposit>()));
    EXPECT_EQ(box.events<QueueFilled>().at(0).amount, Amount(220e18_u256));
    EXPECT_EQ(box.events<EthBufferFilled>().at(0).amount, Amount());
    EXPECT_EQ(counters(), (BufferQueue{Amount(550e18_u256), Amount(520e18_u256)}));
    EXPECT_TRUE(box.reverted(error::EarlyClaim, claim(u256())));
    box.block.time += 3600;
    box.set_price(1e18_u256);
    EXPECT_TRUE(box.reverted(error::QueuedWithdrawalNotFilled, claim(1_u256)));
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(box.accounts.ether[alice], Wei(500e18_u256));
    EXPECT_EQ(reserve(), Amount(20e18_u256));
}

// Section 9, caveat: what is freed is not assigned to the deficit, so a later small request is
// served while an older one waits; and a queued one books what is free for the oldest.
TEST_F(WorkedQueue, WhatIsFreedServesALaterRequestBeforeTheQueue) {
    ASSERT_TRUE(request(500e18_u256).has_value());
    // Somebody gives 10 ether, to nobody's account.
    box.fund(to, 10e18_u256);
    ASSERT_TRUE(request(5e18_u256).has_value());
    EXPECT_FALSE(box.events<WithdrawRequestCreated>().at(0).queued);
    EXPECT_EQ(counters(), (BufferQueue{Amount(500e18_u256), Amount(300e18_u256)}));
    box.block.time += 3600;
    EXPECT_TRUE(box.reverted(error::QueuedWithdrawalNotFilled, claim(u256())));
    EXPECT_TRUE(claim(1_u256).has_value());
    ASSERT_TRUE(request(20e18_u256).has_value());
    const auto third = box.events<WithdrawRequestCreated>().at(0);
    EXPECT_TRUE(third.queued);
    EXPECT_EQ(counters().to_fill, Amount(500e18_u256) + third.amountToRedeem);
    EXPECT_EQ(counters().filled, Amount(300e18_u256) + third.queueFilled);
}

}  // namespace
}  // namespace aq::renzo
