// SPDX-License-Identifier: Apache-2.0
// Which refusal comes first, and what nothing, or nearly nothing, is refused or taken for. Each
// test begins with everything wrong and sets one thing right after the other, in the order of the
// specification of Renzo, sections 7 to 11.
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
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
using testing::topics;

class Refusals : public ::testing::Test {
protected:
    Result<void> deposit(const Address& token, const u256& amount) {
        return box.call(manager::deposit, alice, box.at.restake_manager, token, Amount(amount));
    }
    Result<void> deposit_eth(const u256& wei) {
        box.fund(alice, wei);
        return box.call_with({alice, box.at.restake_manager, Wei(wei), Selector()},
                             manager::deposit_eth);
    }
    Result<void> request(const u256& ez_eth, const Address& asset) {
        return box.call(queue::withdraw, alice, box.at.withdraw_queue, Amount(ez_eth), asset);
    }
    Result<void> claim(const u256& index) {
        return box.call(queue::claim, alice, box.at.withdraw_queue, index, alice);
    }
    void allow(const Address& token, const Address& spender, Amount amount = Amount::max()) {
        erc20::move::set_allowance(box.undo, box.tokens, token, alice, spender, amount);
        box.undo.commit();
    }
    void mint(const Address& token, const u256& amount) {
        erc20::move::mint(box.undo, box.tokens, token, alice, Amount(amount));
        box.undo.commit();
    }
    void limit(const Address& token, const u256& wei) {
        move::set_token_tvl_limit(box.undo, box.s, token, Wei(wei));
        box.undo.commit();
    }
    void whitelist(const Address& user, bool listed) {
        move::set_whitelisted(box.undo, box.s, user, listed);
        box.undo.commit();
    }

    testing::Sandbox box;
    const Address alice = box.account("alice");
    const Revert no_allowance{"ERC20: insufficient allowance"};
    const Revert no_balance{"ERC20: transfer amount exceeds balance"};
};

TEST_F(Refusals, OfADeposit) {
    const Address other = box.account("other token");
    limit(box.st_eth, 9e18_u256);
    move::set_manager_paused(box.undo, box.s, true);
    box.set_price(u256());
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit(other, 10e18_u256)));
    move::set_manager_paused(box.undo, box.s, false);
    EXPECT_TRUE(box.reverted(error::NotFound, deposit(other, 10e18_u256)));
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, deposit(box.st_eth, 10e18_u256)));
    box.set_price(1e18_u256);
    // Its value is found before the limit is looked at.
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), deposit(box.st_eth, u256::max())));
    EXPECT_TRUE(box.reverted(error::MaxTokenTVLReached, deposit(box.st_eth, 10e18_u256)));
    limit(box.st_eth, 10e18_u256);
    EXPECT_TRUE(box.reverted(no_allowance, deposit(box.st_eth, 10e18_u256)));
    allow(box.st_eth, box.at.restake_manager);
    EXPECT_TRUE(box.reverted(no_balance, deposit(box.st_eth, 10e18_u256)));
    mint(box.st_eth, 10e18_u256);
    EXPECT_TRUE(deposit(box.st_eth, 10e18_u256).has_value());
}

TEST_F(Refusals, OfADepositWithoutDelegators) {
    limit(box.st_eth, 1_u256);
    move::remove_operator_delegator(box.undo, box.s, 0);
    move::remove_operator_delegator(box.undo, box.s, 0);
    EXPECT_TRUE(box.reverted(error::MaxTokenTVLReached, deposit(box.st_eth, 2_u256)));
    EXPECT_TRUE(box.reverted(error::NotFound, deposit(box.st_eth, 1_u256)));
    // Ether needs none.
    EXPECT_TRUE(deposit_eth(1_u256).has_value());
}

// Step 5: the nominal value counts, what the buffer will take of it too; what the queue holds does
// not, and what waits in EigenLayer does.
TEST_F(Refusals, TheLimitLooksAtTheWholeDepositAndAtDelegatorsOnly) {
    box.set_target(box.st_eth, 100e18_u256);
    box.give(box.st_eth, alice, 100e18_u256);
    limit(box.st_eth, 10e18_u256);
    EXPECT_TRUE(box.reverted(error::MaxTokenTVLReached,
                             deposit(box.st_eth, 10'000'000'000'000'000'001_u256)));
    // All of it goes to the buffer, and again: no delegator holds any.
    EXPECT_TRUE(deposit(box.st_eth, 10e18_u256).has_value());
    EXPECT_TRUE(deposit(box.st_eth, 10e18_u256).has_value());
    box.restake(box.delegators[1], box.st_eth, box.st_eth_strategy, 4e18_u256);
    const auto roots = box.call(od::queue_withdrawals, box.admin, box.delegators[1],
                                std::vector{box.st_eth}, std::vector{3e18_u256});
    ASSERT_TRUE(roots.has_value());
    EXPECT_TRUE(box.reverted(error::MaxTokenTVLReached,
                             deposit(box.st_eth, 6'000'000'000'000'000'001_u256)));
    EXPECT_TRUE(deposit(box.st_eth, 6e18_u256).has_value());
    // Another token and ether have no limit.
    box.give(box.wb_eth, alice, 50e18_u256);
    EXPECT_TRUE(deposit(box.wb_eth, 50e18_u256).has_value());
    EXPECT_TRUE(deposit_eth(50e18_u256).has_value());
}

// "Zero amount fails with InvalidTokenAmount() once there is supply." The buffer's part of nothing
// is refused earlier, where it passes through the deposit queue.
TEST_F(Refusals, OfADepositOfNothing) {
    box.give(box.st_eth, alice, 10e18_u256);
    ASSERT_TRUE(deposit(box.st_eth, u256()).has_value());
    EXPECT_EQ(box.events<Deposit>().at(0).ezETHMinted, Amount());
    ASSERT_TRUE(deposit_eth(u256()).has_value());
    EXPECT_EQ(box.order(), (topics<ETHDepositedFromProtocol, Deposit>()));
    ASSERT_TRUE(deposit(box.st_eth, 1e18_u256).has_value());
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, deposit(box.st_eth, u256())));
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, deposit_eth(u256())));
    box.set_target(box.st_eth, 1e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, deposit(box.st_eth, u256())));
}

// One wei that is worth a wei of ezETH but no share of the strategy, and one that is worth less
// than a wei of ezETH: EigenLayer is asked first.
TEST_F(Refusals, OfADepositOfTooLittle) {
    box.give(box.st_eth, alice, 100e18_u256);
    ASSERT_TRUE(deposit(box.st_eth, 10e18_u256).has_value());
    // The strategy's rate trebles, and ezETH's with it.
    erc20::move::mint(box.undo, box.tokens, box.st_eth, box.st_eth_strategy, Amount(20e18_u256));
    EXPECT_TRUE(box.reverted(eigenlayer::error::NewSharesZero, deposit(box.st_eth, 1_u256)));
    // What the buffer takes asks no strategy.
    box.set_target(box.st_eth, 1e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, deposit(box.st_eth, 1_u256)));
}

TEST_F(Refusals, OfARequest) {
    box.use_risk_oracle();
    box.risk.paused = {false, true, false, false};
    move::set_queue_paused(box.undo, box.s, true);
    box.set_price(u256());
    EXPECT_TRUE(box.reverted(Revert("Pausable: paused"), request(u256(), box.wb_eth)));
    move::set_queue_paused(box.undo, box.s, false);
    EXPECT_TRUE(box.reverted(error::WithdrawRequestPaused, request(u256(), box.wb_eth)));
    box.risk.paused = {};
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, request(u256(), box.wb_eth)));
    EXPECT_TRUE(box.reverted(error::UnsupportedWithdrawAsset, request(1e18_u256, box.wb_eth)));
    box.set_target(box.wb_eth, 1_u256);
    EXPECT_TRUE(box.reverted(no_allowance, request(1e18_u256, box.wb_eth)));
    allow(box.at.ez_eth, box.at.withdraw_queue);
    EXPECT_TRUE(box.reverted(no_balance, request(1e18_u256, box.wb_eth)));
    mint(box.at.ez_eth, 1e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, request(1e18_u256, box.wb_eth)));
    box.set_price(1e18_u256);
    // Nothing stands behind it yet.
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, request(1e18_u256, box.wb_eth)));
    box.fund(box.at.deposit_queue, 1e18_u256);
    EXPECT_TRUE(box.reverted(error::NotEnoughCollateralValue, request(1e18_u256, box.wb_eth)));
    box.restake(box.delegators[0], box.wb_eth, box.wb_eth_strategy, 2e18_u256);
    EXPECT_TRUE(box.reverted(error::NotEnoughCollateralValue, request(1e18_u256, box.wb_eth)));
    box.restake(box.delegators[0], box.wb_eth, box.wb_eth_strategy, 3e18_u256);
    box.give(box.wb_eth, box.at.withdraw_queue, 1e18_u256);
    // Five are asked for, of which one is here and three can be brought in.
    EXPECT_TRUE(box.reverted(error::NotEnoughCollateralValue, request(1e18_u256, box.wb_eth)));
    EXPECT_TRUE(request(800'000'000'000'000'000_u256, box.wb_eth).has_value());
}

// Only the value in ether must be something: in a dear token it may be nothing, and is asked for,
// queued behind nothing and paid all the same.
TEST_F(Refusals, ARequestMayBeWorthNothingOfItsToken) {
    box.set_price(3e18_u256);
    box.fund(box.at.deposit_queue, 10e18_u256);
    box.set_target(box.wb_eth, 1_u256);
    box.give(box.at.ez_eth, alice, 10e18_u256);
    ASSERT_TRUE(request(2_u256, box.wb_eth).has_value());
    const auto created = box.events<WithdrawRequestCreated>().at(0);
    EXPECT_EQ(created.amountToRedeem, Amount());
    EXPECT_FALSE(created.queued);
    box.block.time += 3600;
    ASSERT_TRUE(claim(u256()).has_value());
    EXPECT_EQ(erc20::total_supply(box.tokens, box.at.ez_eth),
              Amount(9'999'999'999'999'999'998_u256));
}

TEST_F(Refusals, OfAClaim) {
    box.fund(box.at.withdraw_queue, 10e18_u256);
    box.restake_native(box.delegators[0], 90e18_u256);
    box.set_target(kNative, 10e18_u256);
    box.give(box.at.ez_eth, alice, 100e18_u256);
    ASSERT_TRUE(request(20e18_u256, kNative).has_value());
    box.use_risk_oracle();
    box.risk.paused = {false, false, true, false};
    move::set_queue_paused(box.undo, box.s, true);
    box.set_price(u256());
    EXPECT_TRUE(box.reverted(Revert("Pausable: paused"), claim(1_u256)));
    move::set_queue_paused(box.undo, box.s, false);
    EXPECT_TRUE(box.reverted(error::ClaimPaused, claim(1_u256)));
    box.risk.paused = {};
    EXPECT_TRUE(box.reverted(error::InvalidWithdrawIndex, claim(1_u256)));
    EXPECT_TRUE(box.reverted(error::InvalidWithdrawIndex, claim(u256::max())));
    EXPECT_TRUE(box.reverted(error::EarlyClaim, claim(u256())));
    whitelist(alice, true);
    EXPECT_TRUE(box.reverted(error::QueuedWithdrawalNotFilled, claim(u256())));
    box.fund(box.at.deposit_queue, 10e18_u256);
    ASSERT_TRUE(
        box.call_with({box.at.deposit_queue, box.at.withdraw_queue, Wei(10e18_u256), Selector()},
                      queue::fill_eth_withdraw_buffer)
            .has_value());
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, claim(u256())));
    box.set_price(1e18_u256);
    EXPECT_TRUE(claim(u256()).has_value());
}

// Who is whitelisted waits like everybody while instant exits are paused, also by exactly as long.
TEST_F(Refusals, AClaimIsEarlyUntilTheLongerOfBothCoolDowns) {
    box.fund(box.at.withdraw_queue, 100e18_u256);
    box.set_target(kNative, 10e18_u256);
    box.give(box.at.ez_eth, alice, 100e18_u256);
    box.use_risk_oracle();
    box.risk.paused = {false, false, false, true};
    whitelist(alice, true);
    for (const std::uint64_t seconds : {1000U, 9000U}) {
        box.risk.cool_down = u256(seconds);
        ASSERT_TRUE(request(1e18_u256, kNative).has_value());
        const std::uint64_t needed = std::max<std::uint64_t>(3600, seconds);
        box.block.time += needed - 1;
        EXPECT_TRUE(box.reverted(error::EarlyClaim, claim(u256())));
        box.block.time += 1;
        EXPECT_TRUE(claim(u256()).has_value());
    }
}

TEST_F(Refusals, OfAnInstantExit) {
    const Address& to = box.at.instant_withdrawer;
    const auto exit = [&](const u256& ez_eth, const Address& asset, const u256& min_out) {
        return box.call(instant_withdrawer::withdraw, alice, to, Amount(ez_eth), asset,
                        Amount(min_out));
    };
    move::set_allowed_drawdown(box.undo, box.s, 10'000_u256);
    move::set_instant_fee(box.undo, box.s, {5_u256, 100_u256, box.refuser});
    box.set_price(u256());
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, exit(u256(), kNative, u256())));
    EXPECT_TRUE(box.reverted(no_allowance, exit(10e18_u256, kNative, u256())));
    allow(box.at.ez_eth, to);
    EXPECT_TRUE(box.reverted(no_balance, exit(10e18_u256, kNative, u256())));
    mint(box.at.ez_eth, 100e18_u256);
    // What is available is read before the target is: no token, no answer.
    EXPECT_TRUE(box.reverted(Revert(), exit(10e18_u256, alice, u256())));
    EXPECT_TRUE(box.reverted(error::UnsupportedWithdrawAsset, exit(10e18_u256, kNative, u256())));
    box.set_target(kNative, 10e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, exit(10e18_u256, kNative, u256())));
    box.set_price(1e18_u256);
    box.fund(box.at.deposit_queue, 90e18_u256);
    box.fund(box.at.withdraw_queue, 9e18_u256);
    EXPECT_TRUE(box.reverted(error::NotEnoughWithdrawBuffer, exit(10e18_u256, kNative, u256())));
    box.fund(box.at.withdraw_queue, 1e18_u256);
    EXPECT_TRUE(box.reverted(error::BelowAllowedLimit, exit(10e18_u256, kNative, u256())));
    // A floor at the target: there is nothing to slide over.
    box.fund(box.at.withdraw_queue, 10e18_u256);
    EXPECT_TRUE(
        box.reverted(Revert::panic(kPanicDivisionByZero), exit(1e18_u256, kNative, 90e18_u256)));
    move::set_allowed_drawdown(box.undo, box.s, 5000_u256);
    move::set_queue_paused(box.undo, box.s, true);
    EXPECT_TRUE(box.reverted(Revert("Pausable: paused"), exit(1e18_u256, kNative, 90e18_u256)));
    move::set_queue_paused(box.undo, box.s, false);
    // Not whitelisted: its own claim comes too early.
    EXPECT_TRUE(box.reverted(error::EarlyClaim, exit(1e18_u256, kNative, 90e18_u256)));
    whitelist(to, true);
    EXPECT_TRUE(
        box.reverted(error::InsufficientOutputAmount, exit(1e18_u256, kNative, 90e18_u256)));
    EXPECT_TRUE(box.reverted(error::TransferFailed, exit(1e18_u256, kNative, u256())));
    move::set_instant_fee(box.undo, box.s, {5_u256, 100_u256, box.fee_address});
    EXPECT_TRUE(exit(1e18_u256, kNative, u256()).has_value());
}

TEST_F(Refusals, OfADelegatorsAdministration) {
    const Address& to = box.delegators[0];
    box.restake(to, box.st_eth, box.st_eth_strategy, 1e18_u256);
    const auto set = [&](const Address& strategy) {
        return box.call(od::set_token_strategy, box.admin, to, box.st_eth, strategy);
    };
    // Transactions 1440 and 887 of the recorded run: the strategy is looked at before the shares.
    EXPECT_TRUE(box.reverted(error::InvalidStrategy, set(box.wb_eth_strategy)));
    EXPECT_TRUE(box.reverted(error::NonZeroUnderlyingStrategyExist, set(kZeroAddress)));
    // What answers no underlying token is no strategy.
    EXPECT_TRUE(box.reverted(Revert(), set(alice)));
    ASSERT_TRUE(box.call(od::queue_withdrawals, box.admin, to, std::vector{box.st_eth},
                         std::vector{1e18_u256})
                    .has_value());
    // Shares in the queue keep the strategy as well.
    EXPECT_TRUE(box.reverted(error::NonZeroUnderlyingStrategyExist, set(kZeroAddress)));

    box.finish_checkpoint(to, 77, 78);
    move::set_current_checkpoint(box.undo, box.s, to, 79);
    const auto start = [&] { return box.call(od::start_checkpoint, box.admin, to); };
    EXPECT_TRUE(box.reverted(error::CheckpointAlreadyActive, start()));
    move::set_current_checkpoint(box.undo, box.s, to, 0);
    EXPECT_TRUE(box.reverted(error::CheckpointNotRecorded, start()));
    ASSERT_TRUE(box.call(od::emergency_track_missed_checkpoint, box.admin, to,
                         std::vector<std::uint64_t>{78})
                    .has_value());
    EXPECT_TRUE(box.reverted(eigenlayer::error::NoBalanceToCheckpoint, start()));
}

// What is queued of nothing, of too little and of more than there is.
TEST_F(Refusals, OfQueueingWithdrawals) {
    const Address& to = box.delegators[0];
    box.restake(to, box.st_eth, box.st_eth_strategy, 10e18_u256);
    box.restake_native(to, 32e18_u256);
    const auto queue_up = [&](std::vector<Address> tokens, std::vector<u256> amounts) {
        return box.call(od::queue_withdrawals, box.admin, to, tokens, amounts);
    };
    EXPECT_TRUE(box.reverted(error::MismatchedArrayLengths, queue_up({box.st_eth}, {})));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, queue_up({kZeroAddress}, {1_u256})));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, queue_up({box.account("token")}, {1_u256})));
    // Transactions 298 and 111 of the recorded run.
    erc20::move::mint(box.undo, box.tokens, box.st_eth, box.st_eth_strategy, Amount(20e18_u256));
    EXPECT_TRUE(
        box.reverted(eigenlayer::error::SharesAmountZero, queue_up({box.st_eth}, {1_u256})));
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow),
                             queue_up({kNative}, {32'000'000'000'000'000'001_u256})));
    // One refused, all refused.
    EXPECT_TRUE(box.reverted(eigenlayer::error::SharesAmountZero,
                             queue_up({kNative, box.st_eth}, {32e18_u256, 1_u256})));
    EXPECT_EQ(box.s.delegators.holdings[HoldingKey(to, kNative)].queued, Shares());
    // Of no tokens, nothing but the gas.
    ASSERT_TRUE(queue_up({}, {}).has_value());
    EXPECT_EQ(box.order(), topics<GasSpent>());
    ASSERT_TRUE(queue_up({kNative}, {32e18_u256}).has_value());
}

TEST_F(Refusals, OfStakingFromTheQueue) {
    box.fund(box.at.deposit_queue, 32e18_u256);
    const auto stake = [&](const Address& by, const Address& delegator, const Bytes& pubkey) {
        return box.call(deposit_queue::stake_eth_from_queue, by, box.at.deposit_queue, delegator,
                        pubkey, Bytes(96), Hash());
    };
    EXPECT_TRUE(box.reverted(error::NotNativeEthRestakeAdmin, stake(alice, alice, Bytes())));
    EXPECT_TRUE(box.reverted(error::NotFound, stake(box.admin, alice, Bytes())));
    EXPECT_TRUE(box.reverted(eigenlayer::error::InvalidPubKeyLength,
                             stake(box.admin, box.delegators[0], Bytes(47))));
    EXPECT_TRUE(stake(box.admin, box.delegators[0], Bytes(48)).has_value());
}

TEST_F(Refusals, RewardsOfNothingAreLoggedAllTheSame) {
    box.set_target(kNative, 1e18_u256);
    ASSERT_TRUE(box.send(alice, box.at.deposit_queue, u256(), Bytes()).has_value());
    EXPECT_EQ(box.order(),
              (topics<ProtocolFeesPaid, EthBufferFilled, BufferFilled, RewardsDeposited>()));
    ASSERT_TRUE(box.call(deposit_queue::forward_full_withdrawal_eth, alice, box.at.deposit_queue)
                    .has_value());
    EXPECT_EQ(box.order(), (topics<EthBufferFilled, BufferFilled, FullWithdrawalETHReceived>()));
    // Nine wei of reward at 10 % pay no fee.
    box.fund(alice, 9_u256);
    ASSERT_TRUE(box.send(alice, box.at.deposit_queue, 9_u256, Bytes()).has_value());
    EXPECT_EQ(box.events<ProtocolFeesPaid>().at(0).amount, Amount());
    EXPECT_EQ(box.events<RewardsDeposited>().at(0).amount, Amount(9_u256));
}

// Everything a fee of 100 % leaves of swept rewards is nothing, which no delegator takes.
TEST_F(Refusals, OfASweepThatLeavesNothing) {
    move::set_fee_config(box.undo, box.s, box.fee_address, 10'000_u256);
    box.give(box.st_eth, box.at.deposit_queue, 1e18_u256);
    const auto sweep = [&](const Address& token) {
        return box.call(deposit_queue::sweep_erc20, box.admin, box.at.deposit_queue, token);
    };
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, sweep(box.st_eth)));
    // A token that no delegator has a strategy for.
    const Address other = box.eigen.token("other token");
    box.give(other, box.at.deposit_queue, 1e18_u256);
    move::set_fee_config(box.undo, box.s, kZeroAddress, u256());
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, sweep(other)));
    ASSERT_TRUE(sweep(box.st_eth).has_value());
    EXPECT_EQ(box.order(), topics<RewardsDeposited>());
}

}  // namespace
}  // namespace aq::renzo
