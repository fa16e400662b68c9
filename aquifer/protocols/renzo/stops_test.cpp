// SPDX-License-Identifier: Apache-2.0
// "One failing source makes every deposit, request, claim and rate call revert": specification of
// Renzo, section 6, with the edge cases of section 16.
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/rules.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/rules_instant.hpp>
#include <aquifer/protocols/renzo/rules_manager.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace manager = restake_manager;
namespace queue = withdraw_queue;
namespace od = operator_delegator;

/// 300 ezETH of alice's, worth as many ether: 100 stETH and 64 ether restaked by the first
/// delegator, 10 wBETH by the second, and buffers of all three. One request of hers has cooled
/// down.
class Stops : public ::testing::Test {
protected:
    void SetUp() override {
        box.set_target(kNative, 50e18_u256);
        box.set_target(box.st_eth, 50e18_u256);
        box.set_target(box.wb_eth, 26e18_u256);
        box.fund(box.at.withdraw_queue, 50e18_u256);
        box.give(box.st_eth, box.at.withdraw_queue, 50e18_u256);
        box.give(box.wb_eth, box.at.withdraw_queue, 26e18_u256);
        box.restake(first, box.st_eth, box.st_eth_strategy, 100e18_u256);
        box.restake_native(first, 64e18_u256);
        box.restake(second, box.wb_eth, box.wb_eth_strategy, 10e18_u256);
        box.give(box.at.ez_eth, alice, 300e18_u256);
        box.give(box.st_eth, alice, 100e18_u256);
        box.fund(alice, 100e18_u256);
        move::set_whitelisted(box.undo, box.s, box.at.instant_withdrawer, true);
        move::set_allowed_drawdown(box.undo, box.s, 5000_u256);
        move::set_instant_fee(box.undo, box.s, {5_u256, 100_u256, box.fee_address});
        AQ_ASSERT(request(1e18_u256, kNative).has_value());
        box.block.time += 3600;
    }

    Result<void> deposit(const Address& token) {
        return box.call(manager::deposit, alice, box.at.restake_manager, token, Amount(1e18_u256));
    }
    Result<void> deposit_eth() {
        return box.call_with({alice, box.at.restake_manager, Wei(1e18_u256), Selector()},
                             manager::deposit_eth);
    }
    Result<void> request(const u256& ez_eth, const Address& asset) {
        return box.call(queue::withdraw, alice, box.at.withdraw_queue, Amount(ez_eth), asset);
    }
    Result<void> claim() {
        return box.call(queue::claim, alice, box.at.withdraw_queue, u256(), alice);
    }
    Result<void> exit_at_once() {
        return box.call(instant_withdrawer::withdraw, alice, box.at.instant_withdrawer,
                        Amount(1e18_u256), kNative, Amount());
    }
    Result<void> sweep() {
        box.give(box.st_eth, box.at.deposit_queue, 1e18_u256);
        return box.call(deposit_queue::sweep_erc20, box.admin, box.at.deposit_queue, box.st_eth);
    }
    Result<void> remove_delegator() {
        return box.call(manager::remove_operator_delegator, box.admin, box.at.restake_manager,
                        second);
    }
    Result<void> remove_token() {
        return box.call(manager::remove_collateral_token, box.admin, box.at.restake_manager,
                        box.wb_eth);
    }

    /// What does not stop with this refusal.
    template <class Refusal>
    std::vector<std::string> not_stopped(const Refusal& refusal) {
        std::vector<std::string> out;
        const auto expect = [&](const char* what, const auto& result) {
            if (!box.reverted(refusal, result)) out.emplace_back(what);
        };
        expect("deposit", deposit(box.st_eth));
        expect("depositETH", deposit_eth());
        expect("withdraw", request(1e18_u256, kNative));
        expect("claim", claim());
        expect("instant withdraw", exit_at_once());
        expect("sweepERC20", sweep());
        expect("removeOperatorDelegator", remove_delegator());
        expect("removeCollateralToken", remove_token());
        expect("getRate", box.ask(balancer_rate_provider::get_rate, box.at.balancer_rate_provider));
        const auto to = box.at.withdraw_queue;
        expect("calculateAmountToRedeem",
               box.ask(queue::calculate_amount_to_redeem, to, Amount(1e18_u256), kNative));
        expect("availableCollateralAmount",
               box.ask(queue::available_collateral_amount, to, kNative));
        Tx tx = box.transaction();
        expect("calculateTVLs", manager::calculate_tvls(tx, box.ports));
        return out;
    }
    /// What goes on without any value being asked for.
    void expect_the_rest_goes_on() {
        const Call payment{alice, box.at.deposit_queue, Wei(1e18_u256), Selector()};
        EXPECT_TRUE(box.call_with(payment, deposit_queue::forward_full_withdrawal_eth).has_value());
        EXPECT_TRUE(box.send(alice, box.at.deposit_queue, 1e18_u256, Bytes()).has_value());
        EXPECT_TRUE(box.call(deposit_queue::fill_erc20_withdraw_buffer, alice, box.at.deposit_queue,
                             box.st_eth, Amount(1e18_u256))
                        .has_value());
        const Call transfer{alice, box.at.ez_eth, Wei(), Selector()};
        Tx tx = box.transaction();
        EXPECT_TRUE(
            erc20::transfer(tx, box.ports.tokens, transfer, first, Amount(1_u256)).has_value());
        const auto roots = box.call(od::queue_withdrawals, box.admin, first,
                                    std::vector{box.st_eth}, std::vector{1e18_u256});
        ASSERT_TRUE(roots.has_value());
        const Withdrawal withdrawal =
            eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, roots->front());
        box.eigen.mine(100'801);
        EXPECT_TRUE(box.call(od::complete_queued_withdrawal, box.admin, first, withdrawal,
                             std::vector{box.st_eth})
                        .has_value());
    }
    void throw_out(std::size_t index) {
        AQ_ASSERT(box.eigen
                      .call(eigenlayer::delegation_manager::undelegate, box.operators[index],
                            box.eigen.at.delegation_manager, box.delegators[index])
                      .has_value());
    }
    void finish_a_checkpoint_past(const Address& delegator) {
        box.finish_checkpoint(delegator, 77, 78);
    }

    testing::Sandbox box;
    const Address& first = box.delegators[0];
    const Address& second = box.delegators[1];
    const Address alice = box.account("alice");
    const std::vector<std::string> nothing;
};

TEST_F(Stops, NothingIsStoppedAtFirst) {
    EXPECT_TRUE(deposit(box.st_eth).has_value());
    EXPECT_TRUE(deposit_eth().has_value());
    EXPECT_TRUE(request(1e18_u256, kNative).has_value());
    EXPECT_TRUE(claim().has_value());
    EXPECT_TRUE(exit_at_once().has_value());
    EXPECT_TRUE(sweep().has_value());
    EXPECT_TRUE(box.reverted(error::InvalidTVL, remove_delegator()));
    EXPECT_TRUE(box.reverted(error::InvalidTVL, remove_token()));
    expect_the_rest_goes_on();
}

TEST_F(Stops, APriceStopsEverythingFromTheSecondAfterItsWindow) {
    box.set_price(1e18_u256);
    box.block.time += 86'460;
    EXPECT_TRUE(deposit_eth().has_value());
    box.block.time += 1;
    EXPECT_EQ(not_stopped(error::OraclePriceExpired), nothing);
    expect_the_rest_goes_on();
    box.set_price(1e18_u256);
    EXPECT_TRUE(claim().has_value());
}

// "If an LST is fully slashed to price 0 the feed test reverts everything."
TEST_F(Stops, APriceOfNothingStopsEverything) {
    box.set_price(u256());
    EXPECT_EQ(not_stopped(error::InvalidOraclePrice), nothing);
    expect_the_rest_goes_on();
}

TEST_F(Stops, ATokenWithoutAFeedStopsEverything) {
    move::set_feed(box.undo, box.s, box.wb_eth, kZeroAddress);
    EXPECT_EQ(not_stopped(error::OracleNotFound), nothing);
    expect_the_rest_goes_on();
}

TEST_F(Stops, ADelegatorThatWasThrownOutStopsEverything) {
    throw_out(1);
    EXPECT_EQ(not_stopped(error::OperatoDelegatorNotDelegated), nothing);
    expect_the_rest_goes_on();
}

TEST_F(Stops, ADelegatorThatNeverChoseAnOperatorStopsEverything) {
    move::set_delegate_address(box.undo, box.s, first, kZeroAddress);
    EXPECT_EQ(not_stopped(error::OperatoDelegatorNotDelegated), nothing);
}

TEST_F(Stops, ADelegatorThatChoseAnotherOperatorThanRenzoKnowsStopsEverything) {
    move::set_delegate_address(box.undo, box.s, first, box.operators[1]);
    EXPECT_EQ(not_stopped(error::OperatoDelegatorNotDelegated), nothing);
}

TEST_F(Stops, ACheckpointFinishedPastRenzoStopsEverything) {
    finish_a_checkpoint_past(second);
    EXPECT_EQ(not_stopped(error::CheckpointNotRecorded), nothing);
    expect_the_rest_goes_on();
}

// The first checkpoint of all is not missed: own last and the pod's must both be known.
TEST_F(Stops, APodsFirstCheckpointStopsNothing) {
    box.undo.edit(box.eigen.s.pods.rows, box.eigen.s.pods.owner_to_pod[first],
                  [](eigenlayer::Pod& pod) { pod.last_checkpoint_timestamp = 78; });
    EXPECT_TRUE(deposit_eth().has_value());
}

TEST_F(Stops, EtherSlashedByAnAvsAbovePodsEtherStopsEverything) {
    ASSERT_TRUE(box.call(od::emergency_track_avs_eth_slashed_amount, box.admin, second, Wei(1_u256))
                    .has_value());
    EXPECT_EQ(not_stopped(Revert::panic(kPanicOverflow)), nothing);
    expect_the_rest_goes_on();
}

TEST_F(Stops, MoreUnclaimedInAPodThanSharesStopsEverything) {
    // 64 ether restaked, 65 proven in the pod: podDelta is above what it is taken from.
    box.undo.edit(box.eigen.s.pods.rows, box.eigen.s.pods.owner_to_pod[first],
                  [](eigenlayer::Pod& pod) {
                      pod.restaked_execution_layer = eigenlayer::Gwei(65'000'000'000);
                  });
    EXPECT_EQ(not_stopped(Revert::panic(kPanicOverflow)), nothing);
}

// A strategy of zero is asked for its rate, and does not answer: no data.
TEST_F(Stops, AListedTokenThatADelegatorHasNoStrategyForStopsEverything) {
    move::set_token_strategy(box.undo, box.s, second, box.st_eth, kZeroAddress);
    EXPECT_EQ(not_stopped(Revert()), nothing);
}

TEST_F(Stops, TheFirstDelegatorsTroubleIsToldFirst) {
    finish_a_checkpoint_past(first);
    throw_out(1);
    EXPECT_TRUE(box.reverted(error::CheckpointNotRecorded, deposit_eth()));
    // Within a delegator: its operator, then its tokens, then its ether.
    box.set_price(u256());
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, deposit_eth()));
    move::set_delegate_address(box.undo, box.s, first, kZeroAddress);
    EXPECT_TRUE(box.reverted(error::OperatoDelegatorNotDelegated, deposit_eth()));
}

// Section 16, edge cases: "Negative rebase of stETH can push balance below claimReserve".
TEST_F(Stops, AReserveEatenIntoStopsItsTokenAndEveryCompletion) {
    ASSERT_TRUE(request(40e18_u256, box.st_eth).has_value());
    const auto roots = box.call(od::queue_withdrawals, box.admin, second, std::vector{box.wb_eth},
                                std::vector{1e18_u256});
    ASSERT_TRUE(roots.has_value());
    const Withdrawal withdrawal =
        eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, roots->front());
    box.eigen.mine(100'801);
    erc20::move::burn(box.undo, box.tokens, box.st_eth, box.at.withdraw_queue, Amount(11e18_u256));
    box.undo.commit();
    box.set_price(1e18_u256);
    const Revert underflow = Revert::panic(kPanicOverflow);
    EXPECT_TRUE(box.reverted(underflow, deposit(box.st_eth)));
    EXPECT_TRUE(box.reverted(underflow, request(1e18_u256, box.st_eth)));
    EXPECT_TRUE(box.reverted(underflow, box.call(od::complete_queued_withdrawal, box.admin, second,
                                                 withdrawal, std::vector{box.wb_eth})));
    EXPECT_TRUE(box.reverted(
        underflow, box.ask(queue::available_collateral_amount, box.at.withdraw_queue, box.st_eth)));
    EXPECT_TRUE(box.reverted(underflow, box.call(queue::start_st_eth_rebalance, box.admin,
                                                 box.at.withdraw_queue, Amount(1e18_u256))));
    // The rest of the protocol does not ask how much stETH is free; a fill of the queue does not
    // either.
    EXPECT_TRUE(deposit_eth().has_value());
    EXPECT_TRUE(request(1e18_u256, kNative).has_value());
    EXPECT_TRUE(claim().has_value());
    EXPECT_TRUE(box.call(deposit_queue::fill_erc20_withdraw_buffer, alice, box.at.deposit_queue,
                         box.st_eth, Amount(1e18_u256))
                    .has_value());
    // Which makes the reserve whole again.
    EXPECT_TRUE(deposit(box.st_eth).has_value());
    EXPECT_TRUE(box.call(od::complete_queued_withdrawal, box.admin, second, withdrawal,
                         std::vector{box.wb_eth})
                    .has_value());
}

}  // namespace
}  // namespace aq::renzo
