// SPDX-License-Identifier: Apache-2.0
// What fails inside fails the whole: a refusal by the token, by another contract of Renzo, by
// EigenLayer, by Lido or by who is paid comes out in its own words, and nothing remains.
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/invariants.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/roles.hpp>
#include <aquifer/protocols/renzo/rules_access.hpp>
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

/// 100 ezETH of alice's, worth as many ether: 40 in the buffer, 20 stETH and 40 ether restaked.
class Failures : public ::testing::Test {
protected:
    void SetUp() override {
        box.set_target(kNative, 40e18_u256);
        box.set_target(box.st_eth, 1_u256);
        box.fund(to, 40e18_u256);
        box.restake(delegator, box.st_eth, box.st_eth_strategy, 20e18_u256);
        box.restake_native(delegator, 40e18_u256);
        box.give(box.at.ez_eth, alice, 100e18_u256);
        box.give(box.st_eth, alice, 100e18_u256);
        box.fund(alice, 100e18_u256);
    }
    Result<void> deposit_eth() {
        return box.call_with({alice, box.at.restake_manager, Wei(1e18_u256), Selector()},
                             manager::deposit_eth);
    }
    Result<void> request(const Address& by) {
        return box.call(queue::withdraw, by, to, Amount(10e18_u256), kNative);
    }
    Result<void> claim(const Address& user) {
        box.block.time += 3600;
        return box.call(queue::claim, alice, to, u256(), user);
    }
    void take_role(const Address& account) {
        move::set_role(box.undo, box.s, role::kRxEthMinterBurner, account, false);
        box.undo.commit();
    }
    Withdrawal queued(const Address& token, const u256& amount) {
        const auto roots = box.call(od::queue_withdrawals, box.admin, delegator, std::vector{token},
                                    std::vector{amount});
        AQ_ASSERT(roots.has_value());
        return eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, roots->front());
    }
    Result<void> complete_all(const std::vector<Withdrawal>& withdrawals,
                              std::vector<std::vector<Address>> tokens) {
        const std::vector<bool> as_tokens(withdrawals.size(), true);
        return box.call(od::complete_queued_withdrawals, box.admin, delegator, withdrawals, tokens,
                        as_tokens);
    }

    testing::Sandbox box;
    const Address& to = box.at.withdraw_queue;
    const Address& delegator = box.delegators[0];
    const Address alice = box.account("alice");
};

TEST_F(Failures, AManagerThatMayNotMintTakesNoDeposit) {
    take_role(box.at.restake_manager);
    EXPECT_TRUE(box.reverted(error::NotEzETHMinterBurner, deposit_eth()));
    EXPECT_EQ(box.accounts.ether[alice], Wei(100e18_u256));
    EXPECT_EQ(box.accounts.ether[box.at.deposit_queue], Wei());
}

TEST_F(Failures, AQueueThatMayNotBurnPaysNoClaim) {
    ASSERT_TRUE(request(alice).has_value());
    take_role(to);
    EXPECT_TRUE(box.reverted(error::NotEzETHMinterBurner, claim(alice)));
    EXPECT_EQ(box.s.withdrawals.requests.size(alice), 1U);
    EXPECT_EQ(box.s.withdrawals.claim_reserve[kNative], Amount(10e18_u256));
}

TEST_F(Failures, AQueueWithoutTheEtherPaysNoClaim) {
    ASSERT_TRUE(request(alice).has_value());
    // Worth 6.5 now, of which 5 are there.
    aq::move::set_ether(box.undo, box.accounts, to, Wei(5e18_u256));
    EXPECT_TRUE(box.reverted(error::TransferFailed, claim(alice)));
    EXPECT_EQ(box.s.withdrawals.requests.size(alice), 1U);
}

// The instant withdrawer pays the fee first; who takes no ether gets the whole refused.
TEST_F(Failures, WhoTakesNoEtherCannotExitAtOnce) {
    move::set_whitelisted(box.undo, box.s, box.at.instant_withdrawer, true);
    move::set_allowed_drawdown(box.undo, box.s, 1000_u256);
    move::set_instant_fee(box.undo, box.s, {5_u256, 100_u256, box.fee_address});
    box.give(box.at.ez_eth, box.refuser, 1e18_u256);
    EXPECT_TRUE(
        box.reverted(error::TransferFailed,
                     box.call(instant_withdrawer::withdraw, box.refuser, box.at.instant_withdrawer,
                              Amount(1e18_u256), kNative, Amount())));
    EXPECT_EQ(box.accounts.ether[box.fee_address], Wei());
}

// The DepositQueue answers to the manager it was told of, and fills the queue it was told of.
TEST_F(Failures, ADepositQueueThatWasToldOfOthersServesNobody) {
    const Address& deposits = box.at.deposit_queue;
    ASSERT_TRUE(
        box.call(deposit_queue::set_restake_manager, box.admin, deposits, alice).has_value());
    EXPECT_TRUE(box.reverted(error::NotRestakeManager, deposit_eth()));
    box.fund(deposits, 32e18_u256);
    // An address without code is called with 32 ether, and does not answer as a manager.
    EXPECT_TRUE(
        box.reverted(Revert(), box.call(deposit_queue::stake_eth_from_queue, box.admin, deposits,
                                        delegator, Bytes(48), Bytes(96), Hash())));
    ASSERT_TRUE(
        box.call(deposit_queue::set_restake_manager, box.admin, deposits, box.at.restake_manager)
            .has_value());
    ASSERT_TRUE(
        box.call(deposit_queue::set_withdraw_queue, box.admin, deposits, alice).has_value());
    EXPECT_TRUE(box.reverted(Revert(), deposit_eth()));
    EXPECT_TRUE(box.reverted(
        Revert(), box.call(deposit_queue::forward_full_withdrawal_eth, alice, deposits)));
    EXPECT_TRUE(box.reverted(Revert(), box.send(alice, deposits, 1e18_u256, Bytes())));
    EXPECT_TRUE(box.reverted(Revert(), box.call(deposit_queue::fill_erc20_withdraw_buffer, alice,
                                                deposits, box.st_eth, Amount(1_u256))));
}

TEST_F(Failures, OneValidatorWithoutItsEtherStakesNone) {
    box.fund(box.at.deposit_queue, 63e18_u256);
    EXPECT_TRUE(box.reverted(
        Revert(),
        box.call(deposit_queue::stake_eth_from_queue_multi, box.admin, box.at.deposit_queue,
                 std::vector{delegator, box.delegators[1]}, std::vector{Bytes(48, 1), Bytes(48, 2)},
                 std::vector<Bytes>(2, Bytes(96)), std::vector<Hash>(2))));
    EXPECT_EQ(box.s.delegators.rows[delegator].staked_but_not_verified, Wei());
}

TEST_F(Failures, BuffersTakeOnlyTokensThatAreThere) {
    const Address bob = box.account("bob");
    const Revert no_allowance("ERC20: insufficient allowance");
    EXPECT_TRUE(
        box.reverted(no_allowance, box.call(deposit_queue::fill_erc20_withdraw_buffer, bob,
                                            box.at.deposit_queue, box.st_eth, Amount(1_u256))));
    EXPECT_TRUE(
        box.reverted(no_allowance, box.call(queue::fill_erc20_withdraw_buffer, box.at.deposit_queue,
                                            to, box.st_eth, Amount(1_u256))));
}

TEST_F(Failures, AFeeThatIsRefusedStopsEtherOnItsWay) {
    move::set_fee_config(box.undo, box.s, box.refuser, 1000_u256);
    EXPECT_TRUE(box.reverted(error::TransferFailed, box.send(alice, delegator, 5_u256, Bytes())));
    EXPECT_TRUE(box.reverted(error::TransferFailed,
                             box.send(alice, box.at.reward_handler, 5_u256, Bytes())));
    // Ether of exits pays none.
    move::record_checkpoint(box.undo, box.s, delegator, 1, Wei(5_u256));
    EXPECT_TRUE(box.send(alice, delegator, 5_u256, Bytes()).has_value());
}

TEST_F(Failures, SeveralCompletionsAreAllOrNothing) {
    const Withdrawal first = queued(box.st_eth, 5e18_u256);
    const Withdrawal second = queued(kNative, 1e9_u256);
    EXPECT_TRUE(box.reverted(eigenlayer::error::WithdrawalDelayNotElapsed,
                             complete_all({first, second}, {{box.st_eth}, {kNative}})));
    box.eigen.mine(100'801);
    // The pod has no ether for the second.
    EXPECT_TRUE(box.reverted(eigenlayer::error::InsufficientWithdrawableBalance,
                             complete_all({first, second}, {{box.st_eth}, {kNative}})));
    const Address& pod = box.eigen.s.pods.owner_to_pod[delegator];
    box.fund(pod, 1e9_u256);
    box.undo.edit(box.eigen.s.pods.rows, pod,
                  [](eigenlayer::Pod& row) { row.restaked_execution_layer = eigenlayer::Gwei(1); });
    EXPECT_TRUE(box.reverted(error::IncorrectStrategy,
                             complete_all({first, second}, {{box.st_eth}, {box.st_eth}})));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput,
                             complete_all({first, second}, {{box.st_eth}, {kZeroAddress}})));
    EXPECT_EQ(box.s.delegators.holdings[HoldingKey(delegator, box.st_eth)].queued,
              Shares(5e18_u256));
    // What is reserved is not there: the loop over all tokens says so.
    move::add_request(box.undo, box.s, alice,
                      {.collateralToken = box.wb_eth,
                       .withdrawRequestID = 1_u256,
                       .amountToRedeem = Amount(1_u256),
                       .ezETHLocked = {},
                       .createdAt = {}});
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow),
                             complete_all({first, second}, {{box.st_eth}, {kNative}})));
    box.give(box.wb_eth, to, 1_u256);
    EXPECT_TRUE(complete_all({first, second}, {{box.st_eth}, {kNative}}).has_value());
}

TEST_F(Failures, LidosRefusalIsTheRebalances) {
    const Address& lido = box.at.st_eth_withdrawals;
    box.give(box.st_eth, to, 5e18_u256);
    const auto start = [&](const u256& amount) {
        return box.call(queue::start_st_eth_rebalance, box.admin, to, Amount(amount));
    };
    const auto complete = [&] {
        return box.call(queue::complete_st_eth_rebalance, box.admin, to, 9_u256, 1_u256);
    };
    // There is no Lido yet.
    EXPECT_TRUE(box.reverted(Revert(), start(1e18_u256)));
    EXPECT_TRUE(box.reverted(Revert(), complete()));
    aq::move::deploy(box.undo, box.accounts, lido, Code{7});
    box.others[lido] = [&](Tx& tx, const Call& call, BytesView data) -> Result<Bytes> {
        if (data[0] != 0xd6) return std::unexpected(Revert("NotOwner"));
        AQ_TRY(tx.call(
            {call.to, box.st_eth, Wei(), Selector()},
            abi_call(first_four(keccak(std::string_view("transferFrom(address,address,uint256)"))),
                     call.sender, call.to, 5e18_u256)));
        return abi_encode(std::vector<u256>{1_u256});
    };
    EXPECT_TRUE(box.reverted(Revert("NotOwner"), complete()));
    // All that is free may go.
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, start(5'000'000'000'000'000'001_u256)));
    ASSERT_TRUE(start(5e18_u256).has_value());
    EXPECT_EQ(*box.s.withdrawals.st_eth_pending, Amount(5e18_u256));
}

TEST_F(Failures, WhatHasNoCodeAnswersNothing) {
    const Address nobody = box.account("nobody");
    EXPECT_TRUE(box.reverted(Revert(), box.call(manager::add_collateral_token, box.admin,
                                                box.at.restake_manager, nobody)));
    EXPECT_TRUE(box.reverted(Revert(), box.call(oracle::set_oracle_address, box.admin,
                                                box.at.oracle, box.st_eth, nobody)));
    box.s.at.risk = nobody;
    EXPECT_TRUE(box.reverted(Revert(), deposit_eth()));
    EXPECT_TRUE(box.reverted(Revert(), request(alice)));
}

// Section 5: the test of a price is the same for an adapter's.
TEST_F(Failures, AnAdapterMayAnswerNoPriceEither) {
    const Address token = box.account("wBETH itself");
    const Address adapter = box.account("wBETH adapter");
    aq::move::deploy(box.undo, box.accounts, token, Code{7});
    u256 rate;
    box.others[token] = [&](Tx& /*tx*/, const Call& /*call*/, BytesView /*data*/) -> Result<Bytes> {
        return abi_encode(rate);
    };
    move::create_adapter(box.undo, box.s, adapter, {AdapterKind::kWbeth, token});
    move::set_feed(box.undo, box.s, box.wb_eth, adapter);
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, deposit_eth()));
    // int256(2^255) is negative.
    rate = 1_u256 << 255;
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, deposit_eth()));
    rate = 1_u256;
    EXPECT_TRUE(deposit_eth().has_value());
}

// Section 7, choice for withdrawals: `NotFound()` if none, and the only one only if it has enough.
TEST_F(Failures, AWithdrawalNeedsADelegatorThatHasEnough) {
    const auto choose = [&](Wei value) {
        return box.ask(manager::choose_for_withdraw, box.at.restake_manager, u256(), value,
                       manager::TokenTvls{{Wei(5_u256)}}, std::vector{Wei(5_u256)}, Wei(5_u256));
    };
    move::remove_operator_delegator(box.undo, box.s, 1);
    EXPECT_EQ(*choose(Wei(5_u256)), delegator);
    EXPECT_TRUE(box.reverted(error::NotFound, choose(Wei(6_u256))));
    move::remove_operator_delegator(box.undo, box.s, 0);
    EXPECT_TRUE(box.reverted(error::NotFound, choose(Wei(1_u256))));
}

// "`OverMaxBasisPoints` above 10,000": all of it is allowed.
TEST_F(Failures, AHundredPerCentIsNotTooMuch) {
    EXPECT_TRUE(
        box.call(deposit_queue::set_fee_config, box.admin, box.at.deposit_queue, alice, 10'000_u256)
            .has_value());
    EXPECT_TRUE(box.call(manager::set_operator_delegator_allocation, box.admin,
                         box.at.restake_manager, delegator, 10'000_u256)
                    .has_value());
    EXPECT_TRUE(box.call(instant_withdrawer::set_fee_info, box.admin, box.at.instant_withdrawer,
                         10'000_u256, 10'000_u256, alice)
                    .has_value());
    EXPECT_TRUE(box.reverted(error::OverMaxBasisPoints,
                             box.call(instant_withdrawer::set_fee_info, box.admin,
                                      box.at.instant_withdrawer, 10'001_u256, 10'000_u256, alice)));
}

}  // namespace
}  // namespace aq::renzo
