// SPDX-License-Identifier: Apache-2.0
/// The DelegationManager's withdrawal queue, and what it answers about shares.
#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/eigenlayer/signatures.hpp>
#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

class Withdrawing : public ::testing::Test, protected DelegationWorld {
protected:
    Withdrawing() {
        got(deposit(carol, low, 100_u256));
        got(deposit(carol, high, 50_u256));
        must(delegate(carol, alice));
    }
    Result<void> complete_as(const Address& sender, const Withdrawal& withdrawal,
                             const std::vector<Address>& tokens) {
        return at_delegations(sender, dm::complete_queued_withdrawal, withdrawal, tokens, true);
    }
};

}  // namespace

TEST(WithdrawalRoot, IsTheHashOfTheAbiEncoding) {
    // Specification, section 7.1; the strategy is mainnet's for stETH.
    const Withdrawal withdrawal{"0x1111111111111111111111111111111111111111"_address,
                                "0x2222222222222222222222222222222222222222"_address,
                                "0x1111111111111111111111111111111111111111"_address,
                                3_u256,
                                20'000'000,
                                {"0x93c4b944d05dfe6df7645a86cd2206016c51564d"_address},
                                {ScaledShares(kWad)}};
    EXPECT_EQ(dm::withdrawal_root(withdrawal),
              "0xd72e39a774d7e20444d51db9fbc13b8315551290e26c033ed8972511c52c580c"_hash);
}

TEST(WithdrawalRoot, IsTheSameHashForAnyNumberOfStrategies) {
    Withdrawal withdrawal;
    withdrawal.nonce = 7_u256;
    for (std::uint8_t n = 0; n < 40; ++n) {
        ASSERT_EQ(dm::withdrawal_root(withdrawal), keccak(abi_encode(withdrawal))) << +n;
        Address strategy;
        strategy.bytes[19] = n;
        withdrawal.strategies.push_back(strategy);
        withdrawal.scaledShares.emplace_back(u256(n));
    }
    // Lists of unequal lengths have a root too; nothing is queued under it.
    withdrawal.scaledShares.pop_back();
    EXPECT_EQ(dm::withdrawal_root(withdrawal), keccak(abi_encode(withdrawal)));
}

TEST(EigenLayerSignatures, DomainSeparatorsAreThoseOfMainnet) {
    // Specification, section 3.6.
    const Sandbox box;
    EXPECT_EQ(domain_separator(box.s, box.block, box.at.strategy_manager),
              "0x7c2f5724769520ee7544a4791200f9aa455f6f21afc2d346341bbce85843ac90"_hash);
    EXPECT_EQ(domain_separator(box.s, box.block, box.at.delegation_manager),
              "0x97aaae396c09a3be5493f06d25136bb99c8076172fccf4d7be0faa3a6f370b81"_hash);
    EXPECT_EQ(dm::kDelegationApprovalTypehash,
              keccak("DelegationApproval(address delegationApprover,address staker,address "
                     "operator,bytes32 salt,uint256 expiry)"));
}

// Queueing.

TEST_F(Withdrawing, QueueingTakesFromOperatorAndStakerAndLogsInTheContractsOrder) {
    const auto roots =
        got(queue(carol, {low, high}, {DepositShares(40_u256), DepositShares(50_u256)}));
    ASSERT_EQ(roots.size(), 1U);
    // The second strategy is emptied, so its scaling factor starts anew.
    EXPECT_EQ(box.order(), (topics<OperatorSharesDecreased, OperatorSharesDecreased,
                                   DepositScalingFactorUpdated, SlashingWithdrawalQueued>()));
    const auto event = box.events<SlashingWithdrawalQueued>().at(0);
    EXPECT_EQ(event.withdrawal_root, roots[0]);
    EXPECT_EQ(dm::withdrawal_root(event.withdrawal), roots[0]);
    EXPECT_EQ(event.withdrawal.staker, carol);
    EXPECT_EQ(event.withdrawal.delegatedTo, alice);
    // The third parameter of a request is ignored: only the staker withdraws.
    EXPECT_EQ(event.withdrawal.withdrawer, carol);
    EXPECT_EQ(event.withdrawal.nonce, 0_u256);
    EXPECT_EQ(event.withdrawal.startBlock, 20'000'000U);
    EXPECT_EQ(event.withdrawal.strategies, (std::vector{low, high}));
    EXPECT_EQ(event.withdrawal.scaledShares,
              (std::vector{ScaledShares(40_u256), ScaledShares(50_u256)}));
    EXPECT_EQ(event.shares_to_withdraw, (std::vector{Shares(40_u256), Shares(50_u256)}));
    const auto reset = box.events<DepositScalingFactorUpdated>().at(0);
    EXPECT_EQ(reset.strategy, high);
    EXPECT_EQ(reset.new_deposit_scaling_factor, kOneFactor);

    EXPECT_EQ(op(alice, low), 60_u256);
    EXPECT_EQ(op(alice, high), 0_u256);
    EXPECT_EQ(deposited(carol, low), 60_u256);
    EXPECT_EQ(deposited(carol, high), 0_u256);
    EXPECT_TRUE(box.s.delegation.queued_withdrawals.contains(roots[0]));
    EXPECT_EQ(box.s.delegation.queued_roots.all(carol), roots);
    EXPECT_EQ(box.s.delegation.withdrawals_queued[carol], 1_u256);
}

TEST_F(Withdrawing, WhatIsQueuedCumulatesByBlock) {
    const StrategyKey of(alice, low);
    queued(carol, low, 10_u256);
    queued(carol, low, 20_u256);
    EXPECT_EQ(box.s.delegation.cumulative_scaled.points.size(of), 1U);
    box.mine(5);
    queued(carol, low, 30_u256);
    const auto points = box.s.delegation.cumulative_scaled.points.all(of);
    ASSERT_EQ(points.size(), 2U);
    EXPECT_EQ(points[0].block, 20'000'000U);
    EXPECT_EQ(points[0].value, ScaledShares(30_u256));
    EXPECT_EQ(points[1].block, 20'000'005U);
    EXPECT_EQ(points[1].value, ScaledShares(60_u256));
    EXPECT_EQ(got(dm::get_slashable_shares_in_queue(box.s, box.block, alice, low)),
              Shares(60_u256));
}

TEST_F(Withdrawing, TheCumulativeHistoryIsCutTo224Bits) {
    const StrategyKey of(alice, low);
    const u256 highest = wrapping_sub(u256(1U) << 224U, 1);
    move::set_cumulative_scaled(box.undo, box.s.delegation, of, 19'000'000, ScaledShares(highest));
    box.undo.commit();
    queued(carol, low, 10_u256);
    EXPECT_EQ(box.s.delegation.cumulative_scaled.latest(of, ScaledShares()), ScaledShares(9_u256));
    // What was queued in the window is now less than nothing.
    EXPECT_TRUE(
        box.reverted(panic(0x11), dm::get_slashable_shares_in_queue(box.s, box.block, alice, low)));
}

TEST_F(Withdrawing, AnUndelegatedStakerIsNotSlashable) {
    const Address dave = Sandbox::account("dave");
    ASSERT_TRUE(deposit(dave, low, 5_u256));
    const Hash root = queued(dave, low, 2_u256);
    EXPECT_EQ(box.order(), topics<SlashingWithdrawalQueued>());
    EXPECT_EQ(dm::queued_withdrawal(box.s, root).delegatedTo, kZeroAddress);
    EXPECT_EQ(box.s.delegation.cumulative_scaled.points.size(StrategyKey(kZeroAddress, low)), 0U);
}

TEST_F(Withdrawing, QueueingChecksPauseLengthsSenderAndEmptinessInThisOrder) {
    const std::vector<DepositShares> one{DepositShares(1_u256)};
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, queue(carol, {}, one)));
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, queue(kZeroAddress, {}, one)));
    EXPECT_TRUE(box.reverted(error::InputAddressZero, queue(kZeroAddress, {}, {})));
    EXPECT_TRUE(box.reverted(error::InputArrayLengthZero, queue(carol, {}, {})));
    pause_delegations(dm::kPausedEnterWithdrawalQueue);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, queue(carol, {}, one)));
}

TEST_F(Withdrawing, MoreThanTheOperatorHasIsAnUnderflowBeforeTheShareManagerIsAsked) {
    EXPECT_TRUE(box.reverted(panic(0x11), queue(carol, {low}, {DepositShares(101_u256)})));
    give_shares(alice, low, 1000_u256);
    EXPECT_TRUE(
        box.reverted(error::SharesAmountTooHigh, queue(carol, {low}, {DepositShares(101_u256)})));
    EXPECT_TRUE(box.reverted(error::SharesAmountZero, queue(carol, {low}, {DepositShares()})));
    // A refusal in the second strategy takes back the first.
    EXPECT_TRUE(box.reverted(error::SharesAmountZero,
                             queue(carol, {low, high}, {DepositShares(1_u256), DepositShares()})));
    EXPECT_EQ(deposited(carol, low), 100_u256);
    EXPECT_TRUE(box.order().empty());
}

TEST_F(Withdrawing, ManyRequestsInOneCallGetTheirNoncesInOrder) {
    const std::vector<QueuedWithdrawalParams> params{
        {{low}, {DepositShares(1_u256)}, carol},
        {{high}, {DepositShares(2_u256)}, bob},
    };
    const auto roots = got(at_delegations(carol, dm::queue_withdrawals, params));
    ASSERT_EQ(roots.size(), 2U);
    EXPECT_EQ(dm::queued_withdrawal(box.s, roots[0]).nonce, 0_u256);
    EXPECT_EQ(dm::queued_withdrawal(box.s, roots[1]).nonce, 1_u256);
    EXPECT_TRUE(
        got(at_delegations(carol, dm::queue_withdrawals, std::vector<QueuedWithdrawalParams>()))
            .empty());
}

// Completing.

TEST_F(Withdrawing, CompletingChecksInTheContractsOrder) {
    const Hash root = queued(carol, low, 40_u256);
    const Withdrawal withdrawal = dm::queued_withdrawal(box.s, root);
    const std::vector<Address> tokens{token_of(low)};
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, complete_as(bob, withdrawal, {})));
    EXPECT_TRUE(box.reverted(error::WithdrawerNotCaller, complete_as(bob, withdrawal, tokens)));
    Withdrawal other = withdrawal;
    other.nonce = 1_u256;
    EXPECT_TRUE(box.reverted(error::WithdrawalNotQueued, complete_as(carol, other, tokens)));
    EXPECT_TRUE(
        box.reverted(error::WithdrawalDelayNotElapsed, complete_as(carol, withdrawal, tokens)));
    box.mine(kDelay);
    EXPECT_TRUE(
        box.reverted(error::WithdrawalDelayNotElapsed, complete_as(carol, withdrawal, tokens)));
    box.mine(1);
    pause_delegations(dm::kPausedExitWithdrawalQueue);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, complete_as(bob, withdrawal, {})));
    must(box.call(eigenlayer::unpause, Sandbox::account("unpauser"), delegations, u256()));
    ASSERT_TRUE(complete_as(carol, withdrawal, tokens));
    EXPECT_TRUE(box.reverted(error::WithdrawalNotQueued, complete_as(carol, withdrawal, tokens)));
}

TEST_F(Withdrawing, AWithdrawalIsFoundByEveryWordAmongFewAndAmongMany) {
    std::vector<Hash> roots;
    for (unsigned i = 1; i <= 12; ++i) {
        roots.push_back(
            got(queue(carol, {low, high}, {DepositShares(u256(i)), DepositShares(1_u256)})).at(0));
        const Withdrawal w = dm::queued_withdrawal(box.s, roots.back());
        EXPECT_EQ(roots.back(), keccak(abi_encode(w)));
        for (const Hash& root : roots) {
            EXPECT_EQ(dm::withdrawal_root(box.s, dm::queued_withdrawal(box.s, root)), root);
        }
        std::vector<Withdrawal> others(10, w);
        others[0].staker = bob;
        others[1].delegatedTo = bob;
        others[2].withdrawer = bob;
        others[3].nonce = 99_u256;
        others[4].startBlock += 1;
        others[5].strategies[1] = low;
        others[6].scaledShares[1] = ScaledShares(2_u256);
        others[7].strategies.pop_back();
        others[8].scaledShares.pop_back();
        others[9].scaledShares.push_back(ScaledShares());
        for (const Withdrawal& other : others) {
            EXPECT_EQ(dm::withdrawal_root(box.s, other), keccak(abi_encode(other)));
        }
    }
}

TEST_F(Withdrawing, ABlockNumberNearItsEndIsAnOverflow) {
    Withdrawal withdrawal{carol, alice, carol, 9_u256, ~0U, {low}, {ScaledShares(1_u256)}};
    const Hash root = dm::withdrawal_root(withdrawal);
    move::queue_withdrawal(box.undo, box.s.delegation, root, withdrawal);
    box.undo.commit();
    EXPECT_TRUE(box.reverted(panic(0x11), complete_as(carol, withdrawal, {token_of(low)})));
    EXPECT_TRUE(box.reverted(panic(0x11), dm::get_queued_withdrawal(box.s, box.block, root)));
}

TEST_F(Withdrawing, AsTokensPaysFromTheStrategies) {
    const Hash root =
        got(queue(carol, {low, high}, {DepositShares(40_u256), DepositShares(50_u256)})).at(0);
    box.mine(kDelay + 1);
    ASSERT_TRUE(complete(root, true));
    const Hash transfer = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"_hash;
    EXPECT_EQ(box.order(),
              (std::vector{topic_of<SlashingWithdrawalCompleted>(), topic_of<ExchangeRateEmitted>(),
                           transfer, topic_of<ExchangeRateEmitted>(), transfer}));
    EXPECT_EQ(box.events<SlashingWithdrawalCompleted>().at(0).withdrawal_root, root);
    EXPECT_EQ(balance(token_of(low), carol), 40_u256);
    EXPECT_EQ(balance(token_of(high), carol), 50_u256);
    EXPECT_FALSE(box.s.delegation.queued_withdrawals.contains(root));
    EXPECT_EQ(box.s.delegation.queued_strategies.size(root), 0U);
    EXPECT_EQ(box.s.delegation.queued_roots.size(carol), 0U);
    EXPECT_EQ(op(alice, low), 60_u256);
}

TEST_F(Withdrawing, AsSharesGoesBackToTheStakerAndItsOperator) {
    const Hash root = queued(carol, low, 40_u256);
    box.mine(kDelay + 1);
    ASSERT_TRUE(complete(root, false));
    EXPECT_EQ(box.order(), (topics<SlashingWithdrawalCompleted, Deposit,
                                   DepositScalingFactorUpdated, OperatorSharesIncreased>()));
    EXPECT_EQ(deposited(carol, low), 100_u256);
    EXPECT_EQ(op(alice, low), 100_u256);
}

TEST_F(Withdrawing, AsSharesOfAStakerThatHasLeftJoinsNobody) {
    const Hash root = got(undelegate(carol, carol)).at(0);
    box.mine(kDelay + 1);
    ASSERT_TRUE(complete(root, false));
    EXPECT_EQ(box.order(),
              (topics<SlashingWithdrawalCompleted, Deposit, DepositScalingFactorUpdated>()));
    EXPECT_EQ(op(alice, low), 0_u256);
}

TEST_F(Withdrawing, TheBatchRefusesShortListsAtTheFirstMissingEntry) {
    const Withdrawal first = dm::queued_withdrawal(box.s, queued(carol, low, 1_u256));
    const Withdrawal second = dm::queued_withdrawal(box.s, queued(carol, low, 2_u256));
    const std::vector<Address> tokens{token_of(low)};
    const auto batch = [&](const std::vector<std::vector<Address>>& all_tokens,
                           const std::vector<bool>& flags) {
        return at_delegations(carol, dm::complete_queued_withdrawals, std::vector{first, second},
                              all_tokens, flags);
    };
    EXPECT_TRUE(box.reverted(panic(0x32), batch({}, {true, true})));
    // The first withdrawal's own refusal comes before the missing second entry.
    EXPECT_TRUE(box.reverted(error::WithdrawalDelayNotElapsed, batch({tokens}, {true, true})));
    box.mine(kDelay + 1);
    EXPECT_TRUE(box.reverted(panic(0x32), batch({tokens}, {true, true})));
    EXPECT_TRUE(box.reverted(panic(0x32), batch({tokens, tokens}, {true})));
    EXPECT_EQ(box.s.delegation.queued_roots.size(carol), 2U);
    // Entries too many are not looked at.
    ASSERT_TRUE(batch({tokens, tokens, {}}, {true, false, true}));
    EXPECT_EQ(balance(token_of(low), carol), 1_u256);
    EXPECT_EQ(deposited(carol, low), 99_u256);
    pause_delegations(dm::kPausedExitWithdrawalQueue);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, batch({}, {})));
}

// Views.

TEST_F(Withdrawing, AQueuedWithdrawalIsSlashedThroughTheLastBlockOfTheDelay) {
    const Hash root = queued(carol, low, 40_u256);
    box.mine(kDelay);
    set_max_magnitude(alice, low, 500'000'000'000'000'000);
    EXPECT_EQ(payout(root), 20_u256);
    // One block later the factor of that last block holds, whatever comes.
    box.mine(2);
    set_max_magnitude(alice, low, 100'000'000'000'000'000);
    EXPECT_EQ(payout(root), 20_u256);
    EXPECT_EQ(withdrawable(carol, low), 6_u256);
    ASSERT_TRUE(complete(root, true));
    EXPECT_EQ(balance(token_of(low), carol), 20_u256);
}

TEST_F(Withdrawing, AnUnknownWithdrawalAnswersZeros) {
    const auto [withdrawal, shares] =
        got(dm::get_queued_withdrawal(box.s, box.block, keccak("nothing")));
    EXPECT_EQ(withdrawal.staker, kZeroAddress);
    EXPECT_TRUE(withdrawal.strategies.empty());
    EXPECT_TRUE(shares.empty());
    EXPECT_TRUE(std::get<0>(got(dm::get_queued_withdrawals(box.s, box.block, carol))).empty());
}

TEST_F(Withdrawing, AllOfAStakersWithdrawalsAreListedInTheSetsOrder) {
    const Hash first = queued(carol, low, 1_u256);
    const Hash second = queued(carol, high, 2_u256);
    const Hash third = queued(carol, low, 3_u256);
    EXPECT_EQ(box.s.delegation.queued_roots.all(carol), (std::vector{first, second, third}));
    box.mine(kDelay + 1);
    ASSERT_TRUE(complete(first, true));
    // The last has moved into the hole.
    const auto [withdrawals, shares] = got(dm::get_queued_withdrawals(box.s, box.block, carol));
    ASSERT_EQ(withdrawals.size(), 2U);
    EXPECT_EQ(dm::withdrawal_root(withdrawals[0]), third);
    EXPECT_EQ(dm::withdrawal_root(withdrawals[1]), second);
    EXPECT_EQ(shares, (std::vector<std::vector<Shares>>{{Shares(3_u256)}, {Shares(2_u256)}}));
}

TEST_F(Withdrawing, DepositsAreListedWithNativeEtherLast) {
    ASSERT_TRUE(prove_balance(carol, 0_u256, i256::positive(3'000'000'000_u256)));
    const auto [strategies, shares] = dm::get_deposited_shares(box.s, carol);
    EXPECT_EQ(strategies, (std::vector{low, high, kBeaconChainStrategy}));
    EXPECT_EQ(shares, (std::vector{DepositShares(100_u256), DepositShares(50_u256),
                                   DepositShares(3'000'000'000_u256)}));
}

TEST_F(Withdrawing, OperatorSharesAreAnsweredInRowsAndColumns) {
    EXPECT_EQ(dm::get_operator_shares(box.s, alice, {high, low}),
              (std::vector{Shares(50_u256), Shares(100_u256)}));
    EXPECT_EQ(dm::get_operators_shares(box.s, {bob, alice}, {high, low}),
              (std::vector<std::vector<Shares>>{{Shares(), Shares()},
                                                {Shares(50_u256), Shares(100_u256)}}));
}

TEST_F(Withdrawing, ConvertingToDepositSharesRefusesAShortListAndAFactorOfZero) {
    const auto convert = [&](const std::vector<Shares>& shares) {
        return dm::convert_to_deposit_shares(box.s, carol, {low, high}, shares);
    };
    EXPECT_EQ(convert({Shares(3_u256), Shares(4_u256)}),
              (std::vector{DepositShares(3_u256), DepositShares(4_u256)}));
    EXPECT_TRUE(box.reverted(panic(0x32), convert({Shares(3_u256)})));
    set_max_magnitude(alice, low, 0);
    EXPECT_TRUE(box.reverted(panic(0x12), convert({Shares(3_u256)})));
    EXPECT_EQ(got(dm::get_slashable_shares_in_queue(box.s, box.block, alice, low)), Shares());
}

}  // namespace aq::eigenlayer::testing
