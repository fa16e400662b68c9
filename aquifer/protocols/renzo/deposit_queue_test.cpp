// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/rules_instant.hpp>
#include <aquifer/protocols/renzo/steps.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

using testing::topics;

class DepositQueueTest : public ::testing::Test {
protected:
    auto pay(const u256& wei) { return box.send(alice, to, wei, Bytes()); }
    Wei ether(const Address& at) const { return box.accounts.ether[at]; }

    void SetUp() override { box.fund(alice, 1000e18_u256); }

    testing::Sandbox box;
    const Address& to = box.at.deposit_queue;
    const Address alice = box.account("alice");
};

TEST_F(DepositQueueTest, ARewardPaysTheFeeThenFillsTheBuffer) {
    box.set_target(kNative, 4e18_u256);
    ASSERT_TRUE(pay(10e18_u256).has_value());
    // Transaction 587 of the recorded run has this order, with a queue to fill.
    EXPECT_EQ(box.order(),
              (topics<ProtocolFeesPaid, EthBufferFilled, BufferFilled, RewardsDeposited>()));
    EXPECT_EQ(ether(box.fee_address), Wei(1e18_u256));
    EXPECT_EQ(ether(box.at.withdraw_queue), Wei(4e18_u256));
    EXPECT_EQ(ether(to), Wei(5e18_u256));
    EXPECT_EQ(box.events<RewardsDeposited>().at(0).amount, Amount(9e18_u256));
}

TEST_F(DepositQueueTest, WithoutAFeeARewardIsWhole) {
    ASSERT_TRUE(
        box.call(deposit_queue::set_fee_config, box.admin, to, kZeroAddress, u256()).has_value());
    EXPECT_EQ(box.order(), topics<FeeConfigUpdated>());
    ASSERT_TRUE(pay(10_u256).has_value());
    EXPECT_EQ(box.order(), topics<RewardsDeposited>());
    EXPECT_EQ(ether(to), Wei(10_u256));
}

TEST_F(DepositQueueTest, AFeeNobodyTakesStopsRewards) {
    move::set_fee_config(box.undo, box.s, box.refuser, 1000_u256);
    EXPECT_TRUE(box.reverted(error::TransferFailed, pay(10_u256)));
}

TEST_F(DepositQueueTest, PrincipalPaysNoFee) {
    const auto done = box.call_with({alice, to, Wei(7_u256), Selector()},
                                    deposit_queue::forward_full_withdrawal_eth);
    ASSERT_TRUE(done.has_value());
    EXPECT_EQ(box.order(), topics<FullWithdrawalETHReceived>());
    EXPECT_EQ(ether(to), Wei(7_u256));
}

TEST_F(DepositQueueTest, OnlyTheManagerDepositsFromTheProtocol) {
    EXPECT_TRUE(box.reverted(error::NotRestakeManager,
                             box.call(deposit_queue::deposit_eth_from_protocol, alice, to)));
}

TEST_F(DepositQueueTest, NothingIsReentered) {
    Tx tx = box.transaction();
    const ReentrancyGuard held(tx, to);
    const Call call{alice, to, Wei(), Selector()};
    const Revert reentrant("ReentrancyGuard: reentrant call");
    EXPECT_TRUE(box.reverted(reentrant, deposit_queue::receive(tx, box.ports, call)));
    EXPECT_TRUE(
        box.reverted(reentrant, deposit_queue::forward_full_withdrawal_eth(tx, box.ports, call)));
    EXPECT_TRUE(box.reverted(reentrant, deposit_queue::fill_erc20_withdraw_buffer(
                                            tx, box.ports, call, box.st_eth, Amount(1_u256))));
}

TEST_F(DepositQueueTest, AnyoneMayFillATokensBuffer) {
    box.set_target(box.st_eth, 5_u256);
    box.give(box.st_eth, alice, 100_u256);
    const auto fill = [&](const Address& token, const u256& amount) {
        return box.call(deposit_queue::fill_erc20_withdraw_buffer, alice, to, token,
                        Amount(amount));
    };
    // More than is missing is a donation.
    ASSERT_TRUE(fill(box.st_eth, 9_u256).has_value());
    EXPECT_EQ(box.order(), topics<ERC20BufferFilled>());
    EXPECT_EQ(erc20::balance(box.tokens, box.st_eth, box.at.withdraw_queue), Amount(9_u256));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, fill(box.st_eth, u256())));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, fill(kZeroAddress, 1_u256)));
    box.give(box.wb_eth, alice, 1_u256);
    EXPECT_TRUE(box.reverted(error::UnsupportedWithdrawAsset, fill(box.wb_eth, 1_u256)));
}

TEST_F(DepositQueueTest, TokensAreGivenAwayOnlyWhereThereAreSome) {
    Tx tx = box.transaction();
    EXPECT_TRUE(box.reverted(Revert("Address: call to non-contract"),
                             step::approve(tx, box.ports, alice, to, alice, Amount(1_u256))));
}

class StakingFromTheQueue : public DepositQueueTest {
protected:
    auto stake(const Address& by, const Address& delegator) {
        return box.call(deposit_queue::stake_eth_from_queue, by, to, delegator, Bytes(48, 7),
                        Bytes(96), Hash());
    }
    const Delegator& delegator() const { return box.s.delegators.rows[box.delegators[0]]; }
};

TEST_F(StakingFromTheQueue, AValidatorTakesThirtyTwoEther) {
    box.fund(to, 33e18_u256);
    ASSERT_TRUE(stake(box.admin, box.delegators[0]).has_value());
    // Transaction 112 of the recorded run.
    EXPECT_EQ(box.order(), (topics<ETHStakedFromQueue, GasRefunded>()));
    const auto event = box.events<ETHStakedFromQueue>().at(0);
    EXPECT_EQ(event.amountStaked, Wei(32e18_u256));
    EXPECT_EQ(event.amountQueued, Wei(1e18_u256));
    EXPECT_EQ(delegator().staked_but_not_verified, Wei(32e18_u256));
    // Less than 32 ether is a call of more value than there is.
    EXPECT_TRUE(box.reverted(Revert(), stake(box.admin, box.delegators[0])));
}

TEST_F(StakingFromTheQueue, ASecondDepositForOneKeyCountsOnce) {
    box.fund(to, 64e18_u256);
    ASSERT_TRUE(stake(box.admin, box.delegators[0]).has_value());
    ASSERT_TRUE(stake(box.admin, box.delegators[0]).has_value());
    EXPECT_EQ(delegator().staked_but_not_verified, Wei(32e18_u256));
}

TEST_F(StakingFromTheQueue, NeedsItsRoleAndAListedDelegator) {
    box.fund(to, 64e18_u256);
    EXPECT_TRUE(box.reverted(error::NotNativeEthRestakeAdmin, stake(alice, box.delegators[0])));
    EXPECT_TRUE(box.reverted(error::NotFound, stake(box.admin, alice)));
}

TEST_F(StakingFromTheQueue, ManyValidatorsAtOnce) {
    box.fund(to, 64e18_u256);
    const auto stake_many = [&](const Address& by, std::vector<Bytes> keys) {
        return box.call(deposit_queue::stake_eth_from_queue_multi, by, to,
                        std::vector{box.delegators[0], box.delegators[1]}, keys,
                        std::vector<Bytes>(2, Bytes(96)), std::vector<Hash>(2));
    };
    EXPECT_TRUE(box.reverted(error::MismatchedArrayLengths, stake_many(box.admin, {Bytes(48, 1)})));
    EXPECT_TRUE(box.reverted(error::NotNativeEthRestakeAdmin, stake_many(alice, {})));
    ASSERT_TRUE(stake_many(box.admin, {Bytes(48, 1), Bytes(48, 2)}).has_value());
    EXPECT_EQ(box.order(), (topics<ETHStakedFromQueue, ETHStakedFromQueue, GasRefunded>()));
    EXPECT_EQ(ether(to), Wei());
}

TEST_F(DepositQueueTest, SweptRewardsAreRestakedLessTheFee) {
    const auto sweep = [&](const Address& by) {
        return box.call(deposit_queue::sweep_erc20, by, to, box.st_eth);
    };
    EXPECT_TRUE(box.reverted(error::NotERC20RewardsAdmin, sweep(alice)));
    ASSERT_TRUE(sweep(box.admin).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
    box.give(box.st_eth, to, 413'000'000'000'000'000_u256);
    ASSERT_TRUE(sweep(box.admin).has_value());
    EXPECT_EQ(box.order(), (topics<ProtocolFeesPaid, RewardsDeposited>()));
    // Transaction 383 of the recorded run has these amounts.
    EXPECT_EQ(box.events<ProtocolFeesPaid>().at(0).amount, Amount(41'300'000'000'000'000_u256));
    EXPECT_EQ(box.events<RewardsDeposited>().at(0).amount, Amount(371'700'000'000'000'000_u256));
}

TEST_F(DepositQueueTest, ConfigurationNeedsItsRole) {
    const auto set_fee = [&](const Address& by, const Address& at, const u256& bps) {
        return box.call(deposit_queue::set_fee_config, by, to, at, bps);
    };
    EXPECT_TRUE(box.reverted(error::NotRestakeManagerAdmin, set_fee(alice, alice, 1_u256)));
    EXPECT_TRUE(box.reverted(error::OverMaxBasisPoints, set_fee(box.admin, alice, 10'001_u256)));
    // A fee without an address is refused first: transaction 2767 of the recorded run.
    EXPECT_TRUE(
        box.reverted(error::InvalidZeroInput, set_fee(box.admin, kZeroAddress, 10'001_u256)));
    for (const auto setter :
         {deposit_queue::set_restake_manager, deposit_queue::set_withdraw_queue}) {
        EXPECT_TRUE(
            box.reverted(error::NotRestakeManagerAdmin, box.call(setter, alice, to, alice)));
        EXPECT_TRUE(
            box.reverted(error::InvalidZeroInput, box.call(setter, box.admin, to, kZeroAddress)));
        EXPECT_TRUE(box.call(setter, box.admin, to, alice).has_value());
        EXPECT_EQ(box.logs.size(), 1U);
    }
    EXPECT_EQ(*box.s.deposits.restake_manager, alice);
    EXPECT_EQ(*box.s.deposits.withdraw_queue, alice);
}

class RewardHandlerTest : public DepositQueueTest {
protected:
    const Address& handler = box.at.reward_handler;
    auto forward(const Address& by) {
        return box.call(reward_handler::forward_rewards, by, handler);
    }
};

TEST_F(RewardHandlerTest, WhatArrivesGoesOn) {
    ASSERT_TRUE(box.send(alice, handler, 10_u256, Bytes()).has_value());
    EXPECT_EQ(box.order(), (topics<ProtocolFeesPaid, RewardsDeposited>()));
    EXPECT_EQ(ether(to), Wei(9_u256));
    EXPECT_TRUE(box.reverted(error::NotNativeEthRestakeAdmin, forward(alice)));
    ASSERT_TRUE(forward(box.admin).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
    box.fund(handler, 10_u256);
    ASSERT_TRUE(forward(box.admin).has_value());
    EXPECT_EQ(ether(to), Wei(18_u256));
}

TEST_F(RewardHandlerTest, ADestinationThatRefusesStopsIt) {
    const auto set = [&](const Address& by, const Address& at) {
        return box.call(reward_handler::set_reward_destination, by, handler, at);
    };
    EXPECT_TRUE(box.reverted(error::NotRestakeManagerAdmin, set(alice, alice)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, set(box.admin, kZeroAddress)));
    ASSERT_TRUE(set(box.admin, box.refuser).has_value());
    EXPECT_EQ(box.order(), topics<RewardDestinationUpdated>());
    box.fund(handler, 10_u256);
    EXPECT_TRUE(box.reverted(error::TransferFailed, forward(box.admin)));
    Tx tx = box.transaction();
    const ReentrancyGuard held(tx, handler);
    EXPECT_TRUE(
        box.reverted(Revert("ReentrancyGuard: reentrant call"),
                     reward_handler::receive(tx, box.ports, {alice, handler, Wei(), Selector()})));
}

}  // namespace
}  // namespace aq::renzo
