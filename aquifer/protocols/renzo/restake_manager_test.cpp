// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_manager.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace manager = restake_manager;
using testing::topics;

class RestakeManagerTest : public ::testing::Test {
protected:
    auto deposit(const Address& token, const u256& amount) {
        return box.call(manager::deposit, alice, box.at.restake_manager, token, Amount(amount));
    }
    auto deposit_eth(const u256& wei) {
        return box.call_with({alice, box.at.restake_manager, Wei(wei), Selector()},
                             manager::deposit_eth);
    }
    Amount ez_eth() const { return erc20::balance(box.tokens, box.at.ez_eth, alice); }
    Result<manager::Tvls> tvls() {
        Tx tx = box.transaction();
        return manager::calculate_tvls(tx, box.ports);
    }

    testing::Sandbox box;
    const Address alice = box.account("alice");
};

TEST_F(RestakeManagerTest, ADepositFillsTheBufferThenTheFirstDelegator) {
    box.set_target(box.st_eth, 4e18_u256);
    box.give(box.st_eth, alice, 10e18_u256);
    ASSERT_TRUE(deposit(box.st_eth, 10e18_u256).has_value());
    // Line 81 of the recorded run has the same order.
    EXPECT_EQ(box.order(), (topics<ERC20BufferFilled, Deposit>()));
    const auto event = box.events<Deposit>().at(0);
    // What the buffer took is not in the event, but has been paid for.
    EXPECT_EQ(event.amount, Amount(6e18_u256));
    EXPECT_EQ(event.ezETHMinted, Amount(10e18_u256));
    EXPECT_EQ(ez_eth(), Amount(10e18_u256));
    EXPECT_EQ(tvls()->of_token(0, 0), Wei(6e18_u256));
    EXPECT_EQ(tvls()->total, Wei(10e18_u256));
}

TEST_F(RestakeManagerTest, AnEtherDepositLogsAsRecorded) {
    box.set_target(kNative, 1e18_u256);
    box.fund(alice, 10e18_u256);
    ASSERT_TRUE(deposit_eth(3e18_u256).has_value());
    // Line 80 of the recorded run.
    EXPECT_EQ(box.order(),
              (topics<EthBufferFilled, BufferFilled, ETHDepositedFromProtocol, Deposit>()));
    EXPECT_EQ(box.accounts.ether[box.at.withdraw_queue], Wei(1e18_u256));
    EXPECT_EQ(box.accounts.ether[box.at.deposit_queue], Wei(2e18_u256));
    EXPECT_EQ(ez_eth(), Amount(3e18_u256));
    const Call referred{alice, box.at.restake_manager, Wei(1e18_u256), Selector()};
    ASSERT_TRUE(box.call_with(referred, manager::deposit_eth_referred, 459_u256).has_value());
    EXPECT_EQ(box.order(), (topics<ETHDepositedFromProtocol, Deposit>()));
    EXPECT_EQ(box.events<Deposit>().at(0).referralId, 459_u256);
    EXPECT_TRUE(box.reverted(error::InvalidTokenAmount, deposit_eth(u256())));
}

TEST_F(RestakeManagerTest, PausesStopDeposits) {
    box.give(box.st_eth, alice, 1e18_u256);
    box.fund(alice, 1e18_u256);
    const auto set_paused = [&](bool paused) {
        return box.call(manager::set_paused, box.admin, box.at.restake_manager, paused);
    };
    ASSERT_TRUE(set_paused(true).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit(box.st_eth, 1_u256)));
    ASSERT_TRUE(set_paused(false).has_value());
    box.use_risk_oracle();
    box.risk.paused[0] = true;
    EXPECT_TRUE(box.reverted(error::ContractPaused, deposit_eth(1_u256)));
    box.risk.paused[0] = false;
    EXPECT_TRUE(deposit_eth(1_u256).has_value());
    EXPECT_TRUE(box.reverted(error::NotDepositWithdrawPauser,
                             box.call(manager::set_paused, alice, box.at.restake_manager, true)));
}

TEST_F(RestakeManagerTest, ADepositIsNotReentered) {
    box.fund(alice, 1e18_u256);
    Tx tx = box.transaction();
    const ReentrancyGuard held(tx, box.at.restake_manager);
    const Call call{alice, box.at.restake_manager, Wei(), Selector()};
    const Revert reentrant("ReentrancyGuard: reentrant call");
    EXPECT_TRUE(box.reverted(reentrant, manager::deposit_eth(tx, box.ports, call)));
    EXPECT_TRUE(
        box.reverted(reentrant, manager::deposit(tx, box.ports, call, box.st_eth, Amount(1_u256))));
}

TEST_F(RestakeManagerTest, OnlyListedTokensAreTaken) {
    EXPECT_TRUE(box.reverted(error::NotFound, deposit(box.account("other token"), 1_u256)));
}

TEST_F(RestakeManagerTest, TheLimitCountsWhatDelegatorsHold) {
    box.give(box.st_eth, alice, 100e18_u256);
    ASSERT_TRUE(deposit(box.st_eth, 10e18_u256).has_value());
    const auto limit = [&](const u256& wei) {
        return box.call(manager::set_token_tvl_limit, box.admin, box.at.restake_manager, box.st_eth,
                        Wei(wei));
    };
    ASSERT_TRUE(limit(12e18_u256).has_value());
    EXPECT_EQ(box.order(), topics<CollateralTokenTvlUpdated>());
    EXPECT_TRUE(box.reverted(error::MaxTokenTVLReached,
                             deposit(box.st_eth, 2'000'000'000'000'000'001_u256)));
    // Reaching it is allowed.
    EXPECT_TRUE(deposit(box.st_eth, 2e18_u256).has_value());
    ASSERT_TRUE(limit(u256()).has_value());
    EXPECT_TRUE(deposit(box.st_eth, 50e18_u256).has_value());
    EXPECT_TRUE(box.reverted(
        error::NotFound, box.call(manager::set_token_tvl_limit, box.admin, box.at.restake_manager,
                                  box.account("other"), Wei())));
}

TEST_F(RestakeManagerTest, TheNextDelegatorIsTheFirstBelowItsShare) {
    box.give(box.st_eth, alice, 100e18_u256);
    ASSERT_TRUE(deposit(box.st_eth, 10e18_u256).has_value());
    // Delegator 0 has all of it, which is more than 60 %.
    ASSERT_TRUE(deposit(box.st_eth, 5e18_u256).has_value());
    EXPECT_EQ(tvls()->sum(1), Wei(5e18_u256));
    const std::vector<Wei> full{Wei(60_u256), Wei(40_u256)};
    EXPECT_EQ(*manager::choose_for_deposit(box.s, full, Wei(100_u256)), box.delegators[0]);
}

TEST_F(RestakeManagerTest, AWithdrawalComesFromTheFirstAboveItsShareThatHasEnough) {
    using Rows = manager::TokenTvls;
    const Rows rows{{Wei(10_u256)}, {Wei(90_u256)}};
    const auto choose = [&](u256 index, Wei value, std::vector<Wei> sums) {
        return box.ask(manager::choose_for_withdraw, box.at.restake_manager, index, value, rows,
                       sums, Wei(100_u256));
    };
    EXPECT_EQ(*choose(u256(), Wei(5_u256), {Wei(10_u256), Wei(90_u256)}), box.delegators[1]);
    // Nobody above its share has enough: the first that has.
    EXPECT_EQ(*choose(u256(), Wei(80_u256), {Wei(90_u256), Wei(10_u256)}), box.delegators[1]);
    EXPECT_TRUE(
        box.reverted(error::NotFound, choose(u256(), Wei(91_u256), {Wei(10_u256), Wei(90_u256)})));
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicIndexOutOfRange),
                             choose(1_u256, Wei(1_u256), {Wei(10_u256), Wei(90_u256)})));
}

TEST_F(RestakeManagerTest, OneSourceThatFailsStopsEverything) {
    box.fund(alice, 1e18_u256);
    // A feed too old.
    box.block.time += 86'461;
    EXPECT_TRUE(box.reverted(error::OraclePriceExpired, deposit_eth(1_u256)));
    box.set_price(1e18_u256);
    EXPECT_TRUE(deposit_eth(1_u256).has_value());
    // A delegator that its operator has thrown out.
    namespace delegation_manager = eigenlayer::delegation_manager;
    ASSERT_TRUE(box.eigen
                    .call(delegation_manager::undelegate, box.operators[0],
                          box.eigen.at.delegation_manager, box.delegators[0])
                    .has_value());
    EXPECT_TRUE(box.reverted(error::OperatoDelegatorNotDelegated, deposit_eth(1_u256)));
}

TEST_F(RestakeManagerTest, WithoutADelegatorNothingCanBeDeposited) {
    box.give(box.st_eth, alice, 1e18_u256);
    move::remove_operator_delegator(box.undo, box.s, 0);
    move::remove_operator_delegator(box.undo, box.s, 0);
    EXPECT_TRUE(box.reverted(error::NotFound, deposit(box.st_eth, 1_u256)));
    // Then tokens in the queue count for nothing either.
    box.give(box.st_eth, box.at.withdraw_queue, 5_u256);
    EXPECT_EQ(tvls()->total, Wei());
}

TEST_F(RestakeManagerTest, ADelegatorIsListedOnceAndLeavesEmpty) {
    const auto add = [&](const Address& delegator, const u256& bps) {
        return box.call(manager::add_operator_delegator, box.admin, box.at.restake_manager,
                        delegator, bps);
    };
    const auto remove = [&](const Address& delegator) {
        return box.call(manager::remove_operator_delegator, box.admin, box.at.restake_manager,
                        delegator);
    };
    EXPECT_TRUE(box.reverted(error::AlreadyAdded, add(box.delegators[0], 1_u256)));
    // What has no code does not answer whom it is delegated to.
    EXPECT_TRUE(box.reverted(Revert(), add(alice, 10'001_u256)));
    box.restake_native(box.delegators[0], 1e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidTVL, remove(box.delegators[0])));
    box.restake_native(box.delegators[0], u256());
    EXPECT_TRUE(box.reverted(error::NotFound, remove(alice)));
    ASSERT_TRUE(remove(box.delegators[0]).has_value());
    EXPECT_EQ(box.order(), topics<OperatorDelegatorRemoved>());
    EXPECT_EQ(box.s.manager.operator_delegators.all(Only::kOne), (std::vector{box.delegators[1]}));
    move::set_delegate_address(box.undo, box.s, box.delegators[0], box.operators[1]);
    EXPECT_TRUE(
        box.reverted(error::OperatoDelegatorNotDelegated, add(box.delegators[0], 10'001_u256)));
    move::set_delegate_address(box.undo, box.s, box.delegators[0], box.operators[0]);
    EXPECT_TRUE(box.reverted(error::OverMaxBasisPoints, add(box.delegators[0], 10'001_u256)));
    ASSERT_TRUE(add(box.delegators[0], 10'000_u256).has_value());
    EXPECT_EQ(box.order(), (topics<OperatorDelegatorAdded, OperatorDelegatorAllocationUpdated>()));
}

TEST_F(RestakeManagerTest, SharesAreSetInBasisPoints) {
    const auto allocate = [&](const Address& delegator, const u256& bps) {
        return box.call(manager::set_operator_delegator_allocation, box.admin,
                        box.at.restake_manager, delegator, bps);
    };
    ASSERT_TRUE(allocate(box.delegators[1], 3000_u256).has_value());
    EXPECT_EQ(box.order(), topics<OperatorDelegatorAllocationUpdated>());
    EXPECT_EQ(box.s.manager.allocation_bps[box.delegators[1]], 3000_u256);
    EXPECT_TRUE(box.reverted(error::OverMaxBasisPoints, allocate(box.delegators[1], 10'001_u256)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, allocate(kZeroAddress, 1_u256)));
    EXPECT_TRUE(box.reverted(error::NotFound, allocate(alice, 1_u256)));
}

TEST_F(RestakeManagerTest, ATokenLeavesWhenNobodyHoldsIt) {
    const auto add = [&](const Address& token) {
        return box.call(manager::add_collateral_token, box.admin, box.at.restake_manager, token);
    };
    const auto remove = [&](const Address& token) {
        return box.call(manager::remove_collateral_token, box.admin, box.at.restake_manager, token);
    };
    EXPECT_TRUE(box.reverted(error::AlreadyAdded, add(box.st_eth)));
    EXPECT_TRUE(box.reverted(error::NotFound, remove(alice)));
    box.give(box.st_eth, box.at.withdraw_queue, 1_u256);
    EXPECT_TRUE(box.reverted(error::InvalidTVL, remove(box.st_eth)));
    ASSERT_TRUE(remove(box.wb_eth).has_value());
    EXPECT_EQ(box.order(), topics<CollateralTokenRemoved>());
    ASSERT_TRUE(add(box.wb_eth).has_value());
    EXPECT_EQ(box.order(), topics<CollateralTokenAdded>());
    const Address six = box.eigen.token("six decimals");
    box.undo.edit(box.tokens.tokens, six, [](erc20::Token& row) { row.decimals = 6; });
    EXPECT_TRUE(box.reverted(Revert(error::InvalidTokenDecimals, std::uint8_t{18}, std::uint8_t{6}),
                             add(six)));
}

TEST_F(RestakeManagerTest, AdministrationNeedsItsRole) {
    const Address& to = box.at.restake_manager;
    const auto refused = [&](const auto& result) {
        return box.reverted(error::NotRestakeManagerAdmin, result);
    };
    EXPECT_TRUE(refused(box.call(manager::add_operator_delegator, alice, to, alice, u256())));
    EXPECT_TRUE(refused(box.call(manager::remove_operator_delegator, alice, to, alice)));
    EXPECT_TRUE(
        refused(box.call(manager::set_operator_delegator_allocation, alice, to, alice, u256())));
    EXPECT_TRUE(refused(box.call(manager::add_collateral_token, alice, to, alice)));
    EXPECT_TRUE(refused(box.call(manager::remove_collateral_token, alice, to, alice)));
    EXPECT_TRUE(refused(box.call(manager::set_token_tvl_limit, alice, to, alice, Wei())));
}

TEST_F(RestakeManagerTest, RewardsAndStakesComeFromTheDepositQueue) {
    const Address& to = box.at.restake_manager;
    EXPECT_TRUE(
        box.reverted(error::NotDepositQueue, box.call(manager::deposit_token_rewards_from_protocol,
                                                      alice, to, box.st_eth, Amount(1_u256))));
    EXPECT_TRUE(box.reverted(error::NotDepositQueue,
                             box.call(manager::stake_eth_in_operator_delegator, alice, to,
                                      box.delegators[0], Bytes(48), Bytes(96), Hash())));
    EXPECT_TRUE(box.reverted(
        error::NotFound, box.call(manager::stake_eth_in_operator_delegator, box.at.deposit_queue,
                                  to, alice, Bytes(48), Bytes(96), Hash())));
}

TEST_F(RestakeManagerTest, ViewsAnswerWhatIsStored) {
    const Address& to = box.at.restake_manager;
    const auto ask = [&](const Bytes& data) { return box.send(alice, to, u256(), data); };
    // calculateTVLs(), collateralTokens(uint256), getCollateralTokenIndex(address),
    // getCollateralTokensLength().
    EXPECT_EQ(ask(abi_call("0xff9969cd"_selector))->size(), 32U * 17U);
    EXPECT_EQ(*ask(abi_call(first_four(keccak("collateralTokens(uint256)")), 1_u256)),
              abi_encode(box.wb_eth));
    EXPECT_FALSE(ask(abi_call(first_four(keccak("collateralTokens(uint256)")), 2_u256)));
    EXPECT_EQ(*ask(abi_call(first_four(keccak("getCollateralTokenIndex(address)")), box.wb_eth)),
              abi_encode(1_u256));
    EXPECT_EQ(*ask(abi_call(first_four(keccak("getCollateralTokensLength()")))),
              abi_encode(2_u256));
}

}  // namespace
}  // namespace aq::renzo
