// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/invariants.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace queue = withdraw_queue;
using testing::topics;

/// 100 ezETH of alice's, worth 100 ether: 20 in the buffer, 30 stETH beside it, 50 in validators.
class WithdrawQueueTest : public ::testing::Test {
protected:
    void SetUp() override {
        box.set_target(kNative, 20e18_u256);
        box.set_target(box.st_eth, 30e18_u256);
        box.fund(to, 20e18_u256);
        box.give(box.st_eth, to, 30e18_u256);
        box.restake_native(box.delegators[0], 50e18_u256);
        box.give(box.at.ez_eth, alice, 100e18_u256);
    }
    void TearDown() override { EXPECT_TRUE(broken_invariants(box.ports).empty()); }

    auto request(const u256& ez_eth, const Address& asset) {
        return box.call(queue::withdraw, alice, to, Amount(ez_eth), asset);
    }
    auto claim(const u256& index) { return box.call(queue::claim, bob, to, index, alice); }
    void wait() { box.block.time += 3600; }
    /// Ether into the queue, from the DepositQueue.
    auto fill(const u256& wei) {
        box.fund(box.at.deposit_queue, wei);
        return box.call_with({box.at.deposit_queue, to, Wei(wei), Selector()},
                             queue::fill_eth_withdraw_buffer);
    }
    Wei ether(const Address& at) const { return box.accounts.ether[at]; }
    Amount reserve(const Address& asset) const { return box.s.withdrawals.claim_reserve[asset]; }

    testing::Sandbox box;
    const Address& to = box.at.withdraw_queue;
    const Address alice = box.account("alice");
    const Address bob = box.account("bob");
};

TEST_F(WithdrawQueueTest, ARequestIsPaidAfterTheCoolDown) {
    ASSERT_TRUE(request(5e18_u256, kNative).has_value());
    EXPECT_EQ(box.order(), topics<WithdrawRequestCreated>());
    const auto created = box.events<WithdrawRequestCreated>().at(0);
    EXPECT_EQ(created.withdrawRequestID, 1_u256);
    EXPECT_FALSE(created.queued);
    // What was free, although nothing was queued.
    EXPECT_EQ(created.queueFilled, Amount(20e18_u256));
    EXPECT_EQ(reserve(kNative), Amount(5e18_u256));
    box.block.time += 3599;
    EXPECT_TRUE(box.reverted(error::EarlyClaim, claim(u256())));
    box.block.time += 1;
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(box.order(), topics<WithdrawRequestClaimed>());
    EXPECT_EQ(ether(alice), Wei(5e18_u256));
    EXPECT_EQ(reserve(kNative), Amount());
    EXPECT_EQ(erc20::total_supply(box.tokens, box.at.ez_eth), Amount(95e18_u256));
}

TEST_F(WithdrawQueueTest, ALossBeforeTheClaimIsShared) {
    ASSERT_TRUE(request(10e18_u256, box.st_eth).has_value());
    box.restake_native(box.delegators[0], 40e18_u256);
    wait();
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(erc20::balance(box.tokens, box.st_eth, alice), Amount(9e18_u256));
    EXPECT_EQ(box.events<WithdrawRequestClaimed>().at(0).withdrawRequest.amountToRedeem,
              Amount(9e18_u256));
}

TEST_F(WithdrawQueueTest, AGainBeforeTheClaimIsNot) {
    ASSERT_TRUE(request(10e18_u256, kNative).has_value());
    box.restake_native(box.delegators[0], 60e18_u256);
    wait();
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(ether(alice), Wei(10e18_u256));
}

TEST_F(WithdrawQueueTest, ARequestBeyondTheBufferWaitsForIt) {
    ASSERT_TRUE(request(30e18_u256, kNative).has_value());
    EXPECT_TRUE(box.events<WithdrawRequestCreated>().at(0).queued);
    ASSERT_TRUE(request(2e18_u256, kNative).has_value());
    wait();
    EXPECT_TRUE(box.reverted(error::QueuedWithdrawalNotFilled, claim(u256())));
    ASSERT_TRUE(fill(11e18_u256).has_value());
    EXPECT_EQ(box.order(), (topics<QueueFilled, EthBufferFilled>()));
    EXPECT_EQ(box.events<QueueFilled>().at(0).amount, Amount(11e18_u256));
    EXPECT_EQ(box.events<EthBufferFilled>().at(0).amount, Amount());
    // The value fell with the 10 ether that the queue no longer counts twice: none here.
    ASSERT_TRUE(claim(u256()).has_value());
    // The last request has moved into the gap, and waits.
    EXPECT_TRUE(box.reverted(error::QueuedWithdrawalNotFilled, claim(u256())));
    ASSERT_TRUE(fill(3e18_u256).has_value());
    EXPECT_EQ(box.events<EthBufferFilled>().at(0).amount, Amount(2e18_u256));
    EXPECT_TRUE(claim(u256()).has_value());
    EXPECT_TRUE(box.reverted(error::InvalidWithdrawIndex, claim(u256())));
}

TEST_F(WithdrawQueueTest, AQueuedRequestIsKnownByItsHash) {
    ASSERT_TRUE(request(30e18_u256, kNative).has_value());
    const WithdrawRequest row = box.s.withdrawals.requests.at(alice, 0);
    const auto answer = box.ask(queue::withdraw_queued, to, queue::request_hash(row, alice));
    EXPECT_EQ(answer, std::tuple(true, Amount(30e18_u256)));
    EXPECT_EQ(box.ask(queue::withdraw_queued, to, Hash()), std::tuple(false, Amount()));
    EXPECT_EQ(std::get<3>(*box.ask(queue::withdraw_requests, to, alice, u256())),
              Amount(30e18_u256));
    EXPECT_FALSE(box.ask(queue::withdraw_requests, to, alice, 1_u256).has_value());
}

// Section 16, edge cases: "`withdrawQueued` is never deleted".
TEST_F(WithdrawQueueTest, AQueuedRequestIsStillKnownAfterItsClaim) {
    ASSERT_TRUE(request(30e18_u256, kNative).has_value());
    const Hash hash = queue::request_hash(box.s.withdrawals.requests.at(alice, 0), alice);
    ASSERT_TRUE(fill(10e18_u256).has_value());
    wait();
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(box.ask(queue::withdraw_queued, to, hash), std::tuple(true, Amount(30e18_u256)));
}

// Section 9: "claiming shifts the user's indexes", and anyone may claim, for the user.
TEST_F(WithdrawQueueTest, AClaimMovesTheLastRequestIntoTheGap) {
    for (const auto& ether : {1e18_u256, 2e18_u256, 3e18_u256}) {
        ASSERT_TRUE(request(ether, kNative).has_value());
    }
    EXPECT_EQ(box.events<WithdrawRequestCreated>().at(0).withdrawRequestIndex, 2_u256);
    wait();
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(ether(alice), Wei(1e18_u256));
    EXPECT_EQ(ether(bob), Wei());
    EXPECT_EQ(box.s.withdrawals.requests.at(alice, 0).amountToRedeem, Amount(3e18_u256));
    EXPECT_EQ(box.s.withdrawals.requests.at(alice, 1).amountToRedeem, Amount(2e18_u256));
    // The next request's number goes on, its index does not.
    ASSERT_TRUE(request(4e18_u256, kNative).has_value());
    const auto created = box.events<WithdrawRequestCreated>().at(0);
    EXPECT_EQ(created.withdrawRequestID, 4_u256);
    EXPECT_EQ(created.withdrawRequestIndex, 2_u256);
}

// "The value is compared twice, at request and at claim, nothing between counts."
TEST_F(WithdrawQueueTest, ALossThatIsMadeGoodBeforeTheClaimCostsNothing) {
    ASSERT_TRUE(request(10e18_u256, kNative).has_value());
    box.restake_native(box.delegators[0], 1e18_u256);
    wait();
    box.restake_native(box.delegators[0], 50e18_u256);
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(ether(alice), Wei(10e18_u256));
}

TEST_F(WithdrawQueueTest, ARequestIsCoveredByWhatCanBeBroughtIn) {
    // No delegator holds stETH: there is only the buffer's.
    EXPECT_TRUE(box.reverted(error::NotEnoughCollateralValue,
                             request(30'000'000'000'000'000'001_u256, box.st_eth)));
    // 20 in the buffer and 50 in validators.
    EXPECT_EQ(*box.ask(queue::available_collateral_amount, to, kNative), Amount(70e18_u256));
    EXPECT_EQ(*box.ask(queue::available_collateral_amount, to, box.st_eth), Amount(30e18_u256));
    EXPECT_TRUE(box.reverted(error::NotEnoughCollateralValue, request(71e18_u256, kNative)));
    ASSERT_TRUE(request(70e18_u256, kNative).has_value());
    EXPECT_TRUE(box.reverted(error::NotEnoughCollateralValue, request(21e18_u256, kNative)));
    EXPECT_TRUE(request(30e18_u256, box.st_eth).has_value());
}

TEST_F(WithdrawQueueTest, WhatCouldBeBroughtInIsRoundedForEachDelegator) {
    box.set_target(box.wb_eth, 1_u256);
    for (const Address& delegator : box.delegators) {
        box.restake(delegator, box.wb_eth, box.wb_eth_strategy, 1_u256);
    }
    // One wei of a token at 1.5 is worth 1 wei, which is 0 of the token; together they would be 1.
    box.set_price(1'500'000'000'000'000'000_u256);
    EXPECT_EQ(*box.ask(queue::available_collateral_amount, to, box.wb_eth), Amount());
}

TEST_F(WithdrawQueueTest, WhatIsRefusedAtARequest) {
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, request(u256(), kNative)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, request(1_u256, kZeroAddress)));
    EXPECT_TRUE(box.reverted(error::UnsupportedWithdrawAsset, request(1_u256, box.wb_eth)));
    EXPECT_TRUE(box.reverted(Revert("ERC20: transfer amount exceeds balance"),
                             request(101e18_u256, kNative)));
    // One wei of ezETH below a rate of one is worth nothing.
    box.restake_native(box.delegators[0], 49e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, request(1_u256, kNative)));
}

TEST_F(WithdrawQueueTest, PausesStopRequestsAndClaims) {
    ASSERT_TRUE(request(1e18_u256, kNative).has_value());
    wait();
    ASSERT_TRUE(box.call(queue::pause, box.admin, to).has_value());
    EXPECT_EQ(box.order(), topics<Paused>());
    const Revert paused("Pausable: paused");
    EXPECT_TRUE(box.reverted(paused, request(1_u256, kNative)));
    EXPECT_TRUE(box.reverted(paused, claim(u256())));
    EXPECT_TRUE(box.reverted(paused, box.call(queue::pause, box.admin, to)));
    ASSERT_TRUE(box.call(queue::unpause, box.admin, to).has_value());
    EXPECT_EQ(box.order(), topics<Unpaused>());
    EXPECT_TRUE(
        box.reverted(Revert("Pausable: not paused"), box.call(queue::unpause, box.admin, to)));
    EXPECT_TRUE(box.reverted(error::NotDepositWithdrawPauser, box.call(queue::pause, alice, to)));
    EXPECT_TRUE(box.reverted(error::NotDepositWithdrawPauser, box.call(queue::unpause, alice, to)));
    box.use_risk_oracle();
    box.risk.paused = {false, true, true, false};
    EXPECT_TRUE(box.reverted(error::WithdrawRequestPaused, request(1_u256, kNative)));
    EXPECT_TRUE(box.reverted(error::ClaimPaused, claim(u256())));
}

TEST_F(WithdrawQueueTest, TheRiskOracleCanLengthenTheCoolDown) {
    box.use_risk_oracle();
    box.risk.cool_down = 7200_u256;
    ASSERT_TRUE(request(1e18_u256, kNative).has_value());
    wait();
    EXPECT_TRUE(box.reverted(error::EarlyClaim, claim(u256())));
    wait();
    EXPECT_TRUE(claim(u256()).has_value());
}

TEST_F(WithdrawQueueTest, TheWhitelistedNeedNotWait) {
    box.use_risk_oracle();
    const auto list = [&](const Address& by, std::vector<bool> status) {
        return box.call(queue::set_white_listed, by, to, std::vector{alice}, status);
    };
    ASSERT_TRUE(list(box.admin, {true}).has_value());
    EXPECT_EQ(box.order(), topics<WhitelistUpdated>());
    ASSERT_TRUE(request(1e18_u256, kNative).has_value());
    box.risk.paused[3] = true;
    EXPECT_TRUE(box.reverted(error::EarlyClaim, claim(u256())));
    box.risk.paused[3] = false;
    EXPECT_TRUE(claim(u256()).has_value());
    EXPECT_TRUE(box.reverted(error::MismatchedArrayLengths, list(box.admin, {})));
    EXPECT_TRUE(box.reverted(error::NotWithdrawQueueAdmin, list(alice, {true})));
}

TEST_F(WithdrawQueueTest, AContractThatRefusesEtherCannotClaimIt) {
    box.give(box.at.ez_eth, box.refuser, 1e18_u256);
    ASSERT_TRUE(box.call(queue::withdraw, box.refuser, to, Amount(1e18_u256), kNative).has_value());
    wait();
    EXPECT_TRUE(
        box.reverted(error::TransferFailed, box.call(queue::claim, bob, to, u256(), box.refuser)));
}

TEST_F(WithdrawQueueTest, WhoIsPaidCannotReenter) {
    const Address thief = box.account("thief");
    aq::move::deploy(box.undo, box.accounts, thief, Code{7});
    bool tried = false;
    box.others[thief] = [&](Tx& tx, const Call& call, BytesView /*data*/) -> Result<Bytes> {
        tried = true;
        const Call again{thief, call.sender, Wei(), Selector()};
        const auto result = queue::claim(tx, box.ports, again, u256(), thief);
        EXPECT_TRUE(box.reverted(Revert("ReentrancyGuard: reentrant call"), result));
        const auto other = queue::withdraw(tx, box.ports, again, Amount(1_u256), kNative);
        EXPECT_TRUE(box.reverted(Revert("ReentrancyGuard: reentrant call"), other));
        return Bytes();
    };
    box.give(box.at.ez_eth, thief, 1e18_u256);
    ASSERT_TRUE(box.call(queue::withdraw, thief, to, Amount(1e18_u256), kNative).has_value());
    wait();
    EXPECT_TRUE(box.call(queue::claim, bob, to, u256(), thief).has_value());
    EXPECT_TRUE(tried);
}

TEST_F(WithdrawQueueTest, OnlyTheDepositQueueFills) {
    EXPECT_TRUE(
        box.reverted(error::NotDepositQueue, box.call(queue::fill_eth_withdraw_buffer, alice, to)));
    EXPECT_TRUE(box.reverted(
        error::NotDepositQueue,
        box.call(queue::fill_erc20_withdraw_buffer, alice, to, box.st_eth, Amount(1_u256))));
    const auto fill_token = [&](const Address& token, const u256& amount) {
        return box.call(queue::fill_erc20_withdraw_buffer, box.at.deposit_queue, to, token,
                        Amount(amount));
    };
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, fill_token(box.st_eth, u256())));
    EXPECT_TRUE(box.reverted(error::UnsupportedWithdrawAsset, fill_token(box.wb_eth, 1_u256)));
    Tx tx = box.transaction();
    const ReentrancyGuard held(tx, to);
    const Call call{box.at.deposit_queue, to, Wei(), Selector()};
    const Revert reentrant("ReentrancyGuard: reentrant call");
    EXPECT_TRUE(box.reverted(reentrant, queue::fill_eth_withdraw_buffer(tx, box.ports, call)));
    EXPECT_TRUE(box.reverted(reentrant, queue::fill_erc20_withdraw_buffer(
                                            tx, box.ports, call, box.st_eth, Amount(1_u256))));
}

// Specification, "Edge cases": a token that loses value below what is reserved stops what asks how
// much is free; claims go on until tokens run out.
TEST_F(WithdrawQueueTest, AReserveEatenIntoStopsRequestsButNotClaims) {
    ASSERT_TRUE(request(20e18_u256, box.st_eth).has_value());
    erc20::move::burn(box.undo, box.tokens, box.st_eth, to, Amount(15e18_u256));
    const Revert overflow = Revert::panic(kPanicOverflow);
    EXPECT_TRUE(box.reverted(overflow, request(1e18_u256, box.st_eth)));
    Tx tx = box.transaction();
    EXPECT_TRUE(box.reverted(overflow, queue::withdraw_deficit(tx, box.ports, box.st_eth)));
    EXPECT_TRUE(request(1e18_u256, kNative).has_value());
    wait();
    EXPECT_TRUE(box.reverted(Revert("ERC20: transfer amount exceeds balance"), claim(u256())));
    box.give(box.st_eth, to, 15e18_u256);
    EXPECT_TRUE(claim(u256()).has_value());
}

TEST_F(WithdrawQueueTest, TargetsAndCoolDownAreNeverZero) {
    const auto set_target = [&](const Address& by, const Address& asset, const u256& amount) {
        return box.call(queue::update_withdraw_buffer_target, by, to,
                        std::vector<TokenWithdrawBuffer>{{asset, Amount(amount)}});
    };
    ASSERT_TRUE(set_target(box.admin, box.wb_eth, 5_u256).has_value());
    EXPECT_EQ(box.order(), topics<WithdrawBufferTargetUpdated>());
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, set_target(box.admin, box.wb_eth, u256())));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, set_target(box.admin, kZeroAddress, 5_u256)));
    EXPECT_TRUE(box.reverted(error::NotWithdrawQueueAdmin, set_target(alice, box.wb_eth, 5_u256)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput,
                             box.call(queue::update_withdraw_buffer_target, box.admin, to,
                                      std::vector<TokenWithdrawBuffer>{})));
    const auto set_cool_down = [&](const Address& by, const u256& seconds) {
        return box.call(queue::update_cool_down_period, by, to, seconds);
    };
    ASSERT_TRUE(set_cool_down(box.admin, 600_u256).has_value());
    EXPECT_EQ(box.order(), topics<CoolDownPeriodUpdated>());
    EXPECT_EQ(box.events<CoolDownPeriodUpdated>().at(0).oldCoolDownPeriod, 3600_u256);
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, set_cool_down(box.admin, u256())));
    EXPECT_TRUE(box.reverted(error::NotWithdrawQueueAdmin, set_cool_down(alice, 1_u256)));
}

/// Lido's queue: takes stETH, pays one to one.
class Rebalancing : public WithdrawQueueTest {
protected:
    void SetUp() override {
        WithdrawQueueTest::SetUp();
        const Address& lido = box.at.st_eth_withdrawals;
        aq::move::deploy(box.undo, box.accounts, lido, Code{7});
        box.fund(lido, 100e18_u256);
        box.others[lido] = [&](Tx& tx, const Call& call, BytesView data) -> Result<Bytes> {
            if (data.empty()) return Bytes();
            std::vector<u256> first;
            if (data[0] == 0xd6) {  // requestWithdrawals(uint256[],address)
                Address owner;
                EXPECT_TRUE(abi_decode(AbiReader(data.subspan(4)), first, owner));
                AQ_TRY(erc20::safe_transfer_from(tx, box.ports.tokens, box.st_eth, call.to,
                                                 call.sender, call.to, Amount(first[0])));
                asked = first[0];
                return abi_encode(std::vector<u256>{42_u256});
            }
            const Call payment{call.to, call.sender, Wei(asked), Selector()};
            return tx.call(payment, BytesView());
        };
    }
    auto start(const Address& by, const u256& amount) {
        return box.call(queue::start_st_eth_rebalance, by, to, Amount(amount));
    }
    auto complete(const Address& by) {
        return box.call(queue::complete_st_eth_rebalance, by, to, 42_u256, 1_u256);
    }
    u256 asked;
};

TEST_F(Rebalancing, StakedEtherComesBackAsEther) {
    ASSERT_TRUE(start(box.admin, 10e18_u256).has_value());
    EXPECT_EQ(box.order(), topics<StETHRebalanceStarted>());
    EXPECT_EQ(*box.s.withdrawals.st_eth_pending, Amount(10e18_u256));
    ASSERT_TRUE(complete(box.admin).has_value());
    // Transaction 338 of the recorded run, where the buffer lacked something.
    EXPECT_EQ(box.order(), (topics<FullWithdrawalETHReceived, StETHRebalanceCompleted>()));
    EXPECT_EQ(*box.s.withdrawals.st_eth_pending, Amount());
    EXPECT_EQ(ether(box.at.deposit_queue), Wei(10e18_u256));
    // What was counted out of a request stays on record: a second time there is not enough pending.
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), complete(box.admin)));
}

TEST_F(Rebalancing, OnlyFreeStakedEtherMoves) {
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, start(box.admin, u256())));
    EXPECT_TRUE(
        box.reverted(error::InvalidTokenAmount, start(box.admin, 30'000'000'000'000'000'001_u256)));
    // The contract's own word for the missing role.
    EXPECT_TRUE(box.reverted(error::NotDepositWithdrawPauser, start(alice, 1_u256)));
    EXPECT_TRUE(box.reverted(error::NotDepositWithdrawPauser, complete(alice)));
}

// "pending += actual balance drop", which is what a rebasing token lets go.
TEST_F(Rebalancing, WhatLeftIsPendingNotWhatWasAsked) {
    box.others[box.at.st_eth_withdrawals] = [&](Tx& tx, const Call& call,
                                                BytesView /*data*/) -> Result<Bytes> {
        AQ_TRY(erc20::safe_transfer_from(tx, box.ports.tokens, box.st_eth, call.to, call.sender,
                                         call.to, Amount(9'999'999'999'999'999'999_u256)));
        return abi_encode(std::vector<u256>{7_u256});
    };
    ASSERT_TRUE(start(box.admin, 10e18_u256).has_value());
    const auto event = box.events<StETHRebalanceStarted>().at(0);
    EXPECT_EQ(event.requestId, 7_u256);
    EXPECT_EQ(event.amount, Amount(9'999'999'999'999'999'999_u256));
    EXPECT_EQ(*box.s.withdrawals.st_eth_pending, Amount(9'999'999'999'999'999'999_u256));
}

TEST_F(Rebalancing, NeitherEndChangesTheValue) {
    const auto tvl = [&] {
        Tx tx = box.transaction();
        return restake_manager::calculate_tvls(tx, box.ports)->total;
    };
    const Wei before = tvl();
    ASSERT_TRUE(start(box.admin, 10e18_u256).has_value());
    EXPECT_EQ(tvl(), before);
    box.set_target(kNative, 25e18_u256);
    ASSERT_TRUE(complete(box.admin).has_value());
    // Transaction 338 of the recorded run: the buffer takes what it lacks.
    EXPECT_EQ(box.order(), (topics<EthBufferFilled, BufferFilled, FullWithdrawalETHReceived,
                                   StETHRebalanceCompleted>()));
    EXPECT_EQ(ether(to), Wei(25e18_u256));
    EXPECT_EQ(tvl(), before);
}

TEST_F(Rebalancing, OnlyLidoMaySendEther) {
    box.fund(alice, 1_u256);
    EXPECT_TRUE(box.reverted(error::TransferFailed, box.send(alice, to, 1_u256, Bytes())));
}

}  // namespace
}  // namespace aq::renzo
