// SPDX-License-Identifier: Apache-2.0
/// The worked examples of the specification, section 13, that touch delegation, each through the
/// rules of all the contracts it passes. All numbers were computed there with exact integers. Alice
/// is the operator, carol the staker.
#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

class Example : public ::testing::Test, protected DelegationWorld {
protected:
    static constexpr u256 k100 = 100e18_u256;
    static constexpr u256 kHalf = 5e17_u256;

    Example() {
        allocate_all(low);
        must(delegate(carol, alice));
    }
    void carol_deposits(const u256& amount) { got(deposit(carol, low, amount)); }
    /// After the delay: as tokens; returns what carol received.
    u256 paid(const Hash& root) {
        const u256 before = balance(token_of(low), carol);
        must(complete(root, true));
        return wrapping_sub(balance(token_of(low), carol), before);
    }
    void allocate_native() {
        must(as(avs, am::add_strategies_to_operator_set, avs, std::uint32_t{1},
                std::vector<Address>{kBeaconChainStrategy}));
        must(allocate(alice, set, kBeaconChainStrategy, kOne));
    }
};

}  // namespace

TEST_F(Example, X4FullSlash) {
    carol_deposits(k100);
    const Hash first = queued(carol, low, 40e18_u256);
    EXPECT_EQ(op(alice, low), 60e18_u256);
    box.mine(10);
    EXPECT_EQ(slash_one(low, kWad), k100);
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed, std::vector{kWad});
    EXPECT_EQ(box.events<OperatorSharesDecreased>().at(0).shares, Shares(60e18_u256));
    EXPECT_EQ(max(alice, low), 0U);
    EXPECT_EQ(op(alice, low), 0_u256);
    EXPECT_EQ(withdrawable(carol, low), 0_u256);

    EXPECT_TRUE(box.reverted(error::FullySlashed, deposit(carol, low, 1e18_u256)));
    ASSERT_TRUE(deposit(bob, low, 1e18_u256));
    EXPECT_TRUE(box.reverted(error::FullySlashed, delegate(bob, alice)));

    const Hash second = queued(carol, low, 60e18_u256);
    EXPECT_EQ(
        box.order(),
        (topics<OperatorSharesDecreased, DepositScalingFactorUpdated, SlashingWithdrawalQueued>()));
    const auto event = box.events<SlashingWithdrawalQueued>().at(0);
    EXPECT_EQ(event.withdrawal.scaledShares, std::vector{ScaledShares(60e18_u256)});
    EXPECT_EQ(event.shares_to_withdraw, std::vector{Shares()});
    box.mine(kDelay + 1);
    for (const Hash& root : {first, second}) {
        ASSERT_TRUE(complete(root, true));
        EXPECT_EQ(box.order(), topics<SlashingWithdrawalCompleted>());
    }
    EXPECT_EQ(balance(token_of(low), carol), 1e18_u256);  // the deposit that was refused
}

TEST_F(Example, X4CompletingAsSharesOntoAFullySlashedOperatorIsRefused) {
    carol_deposits(k100);
    const Hash root = queued(carol, low, 40e18_u256);
    box.mine(kDelay + 1);
    slash_one(low, kWad);
    EXPECT_TRUE(box.reverted(error::FullySlashed, complete(root, false)));
    ASSERT_TRUE(undelegate(carol, carol));
    EXPECT_TRUE(complete(root, false));
    EXPECT_EQ(withdrawable(carol, low), 40e18_u256);
}

TEST_F(Example, X5NearFullSlash) {
    carol_deposits(k100);
    EXPECT_EQ(slash_one(low, 999'999'999'999'999'999_u256), 99'999'999'999'999'999'900_u256);
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed,
              std::vector{999'999'999'999'999'999_u256});
    EXPECT_EQ(max(alice, low), 1U);
    EXPECT_EQ(op(alice, low), 100_u256);
    EXPECT_EQ(withdrawable(carol, low), 100_u256);

    carol_deposits(50e18_u256);
    EXPECT_EQ(scaling(carol, low), 333'333'333'333'333'334e18_u256);
    EXPECT_EQ(withdrawable(carol, low), 50'000'000'000'000'000'100_u256);
    EXPECT_EQ(op(alice, low), 50'000'000'000'000'000'100_u256);
    carol_deposits(333'333'333'333'333'333_u256);
    EXPECT_EQ(scaling(carol, low), 334'811'529'933'481'153e18_u256);
    EXPECT_EQ(withdrawable(carol, low), 50'333'333'333'333'333'334_u256);
    EXPECT_EQ(op(alice, low), 50'333'333'333'333'333'433_u256);

    // The smallest slash of the smallest magnitude takes all of it.
    EXPECT_EQ(slash_one(low, 1_u256), 50'333'333'333'333'333'433_u256);
    EXPECT_EQ(max(alice, low), 0U);
}

TEST_F(Example, X5AFreshStakerAtAMagnitudeOfOneWeiLosesNothing) {
    set_max_magnitude(alice, low, 1);
    carol_deposits(7e18_u256);
    EXPECT_EQ(scaling(carol, low), 1e36_u256);
    EXPECT_EQ(withdrawable(carol, low), 7e18_u256);
}

TEST_F(Example, X6DepositAfterASlashOfAQuarter) {
    carol_deposits(k100);
    slash_one(low, 250'000'000'000'000'000_u256);
    EXPECT_EQ(op(alice, low), 75e18_u256);
    EXPECT_EQ(withdrawable(carol, low), 75e18_u256);
    carol_deposits(50e18_u256);
    EXPECT_EQ(box.events<DepositScalingFactorUpdated>().at(0).new_deposit_scaling_factor,
              Factor(1'111'111'111'111'111'110_u256));
    EXPECT_EQ(withdrawable(carol, low), 124'999'999'999'999'999'875_u256);
    EXPECT_EQ(op(alice, low), 125e18_u256);

    const Hash root = queued(carol, low, 75e18_u256);
    EXPECT_EQ(dm::queued_withdrawal(box.s, root).scaledShares,
              std::vector{ScaledShares(83'333'333'333'333'333'250_u256)});
    EXPECT_EQ(box.events<SlashingWithdrawalQueued>().at(0).shares_to_withdraw,
              std::vector{Shares(62'499'999'999'999'999'937_u256)});
    EXPECT_EQ(op(alice, low), 62'500'000'000'000'000'063_u256);
    EXPECT_EQ(got(dm::convert_to_deposit_shares(box.s, carol, {low}, {Shares(50e18_u256)})),
              std::vector{DepositShares(60'000'000'000'000'000'060_u256)});
}

TEST_F(Example, X7SlashOfAThird) {
    carol_deposits(k100);
    slash_one(low, 333'333'333'333'333'333_u256);
    EXPECT_EQ(max(alice, low), 666'666'666'666'666'667U);
    EXPECT_EQ(op(alice, low), 66'666'666'666'666'666'700_u256);
    EXPECT_EQ(withdrawable(carol, low), 66'666'666'666'666'666'700_u256);
    carol_deposits(50e18_u256);
    EXPECT_EQ(scaling(carol, low), 1'166'666'666'666'666'666_u256);
    EXPECT_EQ(withdrawable(carol, low), 116'666'666'666'666'666'658_u256);
    EXPECT_EQ(op(alice, low), 116'666'666'666'666'666'700_u256);

    ASSERT_TRUE(delegate(bob, alice));
    ASSERT_TRUE(deposit(bob, low, 7e18_u256));
    EXPECT_EQ(scaling(bob, low), 1'499'999'999'999'999'999_u256);
    EXPECT_EQ(withdrawable(bob, low), 6'999'999'999'999'999'998_u256);
    EXPECT_EQ(wrapping_add(withdrawable(carol, low), withdrawable(bob, low)),
              123'666'666'666'666'666'656_u256);
    EXPECT_EQ(op(alice, low), 123'666'666'666'666'666'700_u256);
}

TEST_F(Example, X8ASlashInTheLastBlockOfTheDelayCounts) {
    carol_deposits(k100);
    const Hash root = queued(carol, low, k100);
    box.mine(kDelay);
    EXPECT_EQ(slash_one(low, kHalf), 50e18_u256);
    EXPECT_TRUE(box.reverted(error::WithdrawalDelayNotElapsed, complete(root, true)));
    box.mine(1);
    EXPECT_EQ(paid(root), 50e18_u256);
}

TEST_F(Example, X8ASlashOneBlockLaterTakesNothing) {
    carol_deposits(k100);
    const Hash root = queued(carol, low, k100);
    box.mine(kDelay + 1);
    EXPECT_EQ(slash_one(low, kHalf), 0_u256);
    EXPECT_EQ(paid(root), k100);
}

TEST_F(Example, X9QueueingAfterASlash) {
    carol_deposits(k100);
    slash_one(low, kHalf);
    EXPECT_EQ(op(alice, low), 50e18_u256);
    const Hash root = queued(carol, low, k100);
    EXPECT_EQ(dm::queued_withdrawal(box.s, root).scaledShares, std::vector{ScaledShares(k100)});
    EXPECT_EQ(box.events<SlashingWithdrawalQueued>().at(0).shares_to_withdraw,
              std::vector{Shares(50e18_u256)});
    EXPECT_EQ(op(alice, low), 0_u256);
    EXPECT_EQ(payout(root), 50e18_u256);
    // A second slash inside the window: a tenth of the allocation of 0.5 leaves 0.45.
    box.mine(1);
    EXPECT_EQ(slash_one(low, 100'000'000'000'000'000_u256), 5e18_u256);
    box.mine(kDelay);
    EXPECT_EQ(paid(root), 45e18_u256);
}

TEST_F(Example, X10TwoSlashesTwoWithdrawals) {
    carol_deposits(k100);
    const Hash first = queued(carol, low, 40e18_u256);
    box.mine(1);
    EXPECT_EQ(slash_one(low, 100'000'000'000'000'000_u256), 10e18_u256);
    EXPECT_EQ(box.events<OperatorSharesDecreased>().at(0).shares, Shares(6e18_u256));
    EXPECT_EQ(op(alice, low), 54e18_u256);
    box.mine(1);
    const Hash second = queued(carol, low, 30e18_u256);
    EXPECT_EQ(dm::queued_withdrawal(box.s, second).scaledShares,
              std::vector{ScaledShares(30e18_u256)});
    EXPECT_EQ(box.events<SlashingWithdrawalQueued>().at(0).shares_to_withdraw,
              std::vector{Shares(27e18_u256)});
    EXPECT_EQ(op(alice, low), 27e18_u256);
    box.mine(1);
    EXPECT_EQ(got(dm::get_slashable_shares_in_queue(box.s, box.block, alice, low)),
              Shares(63e18_u256));
    EXPECT_EQ(slash_one(low, kHalf), 45e18_u256);
    EXPECT_EQ(box.events<OperatorSlashed>().at(0).wad_slashed, std::vector{kHalf});
    EXPECT_EQ(box.events<OperatorSharesDecreased>().at(0).shares, Shares(13'500e15_u256));
    EXPECT_EQ(max(alice, low), 450'000'000'000'000'000U);
    box.mine(kDelay + 1);
    EXPECT_EQ(paid(first), 18e18_u256);
    EXPECT_EQ(paid(second), 13'500e15_u256);
    EXPECT_EQ(withdrawable(carol, low), 13'500e15_u256);
}

TEST_F(Example, X15OperatorSharesOfNativeEtherCanFallShort) {
    allocate_native();
    const Address& native = kBeaconChainStrategy;
    ASSERT_TRUE(prove_balance(carol, 0_u256, i256::positive(32e18_u256)));
    ASSERT_TRUE(prove_balance(carol, 32e18_u256, i256::negative(8e18_u256)));
    EXPECT_EQ(op(alice, native), 24e18_u256);
    const u256 third = 333'333'333'333'333'333_u256;
    slash_one(native, third);
    EXPECT_EQ(max(alice, native), 666'666'666'666'666'667U);
    EXPECT_EQ(op(alice, native), 16'000'000'000'000'000'008_u256);
    ASSERT_TRUE(prove_balance(carol, 24e18_u256, i256::positive(32e18_u256)));
    EXPECT_EQ(scaling(carol, native), 1'500'000'000'000'000'000_u256);
    EXPECT_EQ(op(alice, native), 48'000'000'000'000'000'008_u256);
    EXPECT_EQ(withdrawable(carol, native), 48e18_u256);
    slash_one(native, third);
    EXPECT_EQ(max(alice, native), 444'444'444'444'444'444U);
    EXPECT_EQ(op(alice, native), 31'999'999'999'999'999'958_u256);
    EXPECT_EQ(withdrawable(carol, native), 31'999'999'999'999'999'968_u256);
    EXPECT_TRUE(box.reverted(panic(0x11), queue(carol, {native}, {DepositShares(64e18_u256)})));
    EXPECT_TRUE(box.reverted(panic(0x11), undelegate(carol, carol)));
}

TEST_F(Example, X16SmallDepositsCostALargeHolder) {
    set_max_magnitude(alice, low, 900'000'000'000'000'000);
    carol_deposits(1e27_u256);
    EXPECT_EQ(scaling(carol, low), 1'111'111'111'111'111'111_u256);
    const u256 start = 999'999'999'999'999'999'900'000'000_u256;
    EXPECT_EQ(withdrawable(carol, low), start);
    for (const u256& lost : {899'999'001_u256, 2'699'998'001_u256, 3'599'997'001_u256,
                             4'499'996'001_u256, 5'399'995'001_u256}) {
        carol_deposits(1000_u256);
        EXPECT_EQ(wrapping_sub(start, withdrawable(carol, low)), lost);
    }
    for (int i = 5; i < 1000; ++i) carol_deposits(1000_u256);
    EXPECT_EQ(wrapping_sub(start, withdrawable(carol, low)), 999'899'000'001_u256);
    EXPECT_EQ(op(alice, low), 1'000'000'000'000'000'000'001'000'000_u256);
}

TEST_F(Example, X16AScalingFactorBelowOne) {
    carol_deposits(1_u256);
    slash_one(low, 100'000'000'000'000'000_u256);
    carol_deposits(1_u256);
    EXPECT_EQ(scaling(carol, low), 555'555'555'555'555'555_u256);
    EXPECT_EQ(withdrawable(carol, low), 0_u256);
    EXPECT_EQ(op(alice, low), 2_u256);
}

TEST_F(Example, X17MoreIsRecordedAsSlashedThanWasDeposited) {
    carol_deposits(2_u256);
    EXPECT_EQ(slash_one(low, kHalf), 1_u256);
    EXPECT_EQ(op(alice, low), 1_u256);
    for (int i = 0; i < 2; ++i) {
        queued(carol, low, 1_u256);
        EXPECT_EQ(box.events<SlashingWithdrawalQueued>().at(0).shares_to_withdraw,
                  std::vector{Shares()});
        EXPECT_EQ(op(alice, low), 1_u256);
    }
    EXPECT_EQ(slash_one(low, kWad), 2_u256);
    const auto clear_slash = [&](const u256& id) {
        return box.call(strategy_manager::clear_burn_or_redistributable_shares, bob,
                        box.at.strategy_manager, set, id);
    };
    ASSERT_TRUE(clear_slash(1_u256));
    EXPECT_TRUE(box.reverted(error::WithdrawalAmountExceedsTotalDeposits, clear_slash(2_u256)));
}

TEST_F(Example, X19AnUndelegatedStakerWithABeaconChainLoss) {
    const Address dave = Sandbox::account("dave");
    ASSERT_TRUE(prove_balance(dave, 0_u256, i256::positive(32e18_u256)));
    ASSERT_TRUE(prove_balance(dave, 32e18_u256, i256::negative(16e18_u256)));
    ASSERT_TRUE(prove_balance(dave, 16e18_u256, i256::positive(8e18_u256)));
    EXPECT_EQ(scaling(dave, kBeaconChainStrategy), 1'200'000'000'000'000'000_u256);
    EXPECT_EQ(withdrawable(dave, kBeaconChainStrategy), 24e18_u256);
    set_max_magnitude(alice, kBeaconChainStrategy, 800'000'000'000'000'000);
    ASSERT_TRUE(delegate(dave, alice));
    EXPECT_EQ(scaling(dave, kBeaconChainStrategy), 1'500'000'000'000'000'000_u256);
    EXPECT_EQ(op(alice, kBeaconChainStrategy), 24e18_u256);
    EXPECT_EQ(withdrawable(dave, kBeaconChainStrategy), 24e18_u256);
}

TEST_F(Example, X22ASlashCanRoundToNothingAndIsRecordedAllTheSame) {
    carol_deposits(1_u256);
    EXPECT_EQ(slash_one(low, 900'000'000'000'000'000_u256), 0_u256);
    EXPECT_EQ(op(alice, low), 1_u256);
    EXPECT_EQ(box.events<OperatorSharesSlashed>().at(0).total_slashed_shares, Shares());
    EXPECT_EQ(box.events<BurnOrRedistributableSharesIncreased>().size(), 1U);
    EXPECT_TRUE(box.s.strategy_manager.slashed_strategies.contains(SlashKey(set, u256(1U)), low));
    ASSERT_TRUE(box.call(strategy_manager::clear_burn_or_redistributable_shares, bob,
                         box.at.strategy_manager, set, u256(1U)));
    EXPECT_TRUE(box.order().empty());
}

TEST_F(Example, X22TheSmallestSlashTakesOneShareOfAWad) {
    carol_deposits(kWad);
    EXPECT_EQ(slash_one(low, 1_u256), 1_u256);
    EXPECT_EQ(max(alice, low), kOne - 1);
    EXPECT_EQ(op(alice, low), 999'999'999'999'999'999_u256);
}

TEST_F(Example, X23Redelegation) {
    ASSERT_TRUE(deposit(bob, low, 1e18_u256));
    must(become_operator(bob, 0));
    give_shares(bob, low, 800'000'000'000'000'000_u256);
    set_max_magnitude(bob, low, 800'000'000'000'000'000);
    carol_deposits(k100);
    const auto roots =
        got(at_delegations(carol, dm::redelegate, bob, SignatureWithExpiry(), Hash()));
    ASSERT_EQ(roots.size(), 1U);
    box.mine(100);
    EXPECT_EQ(slash_one(low, 300'000'000'000'000'000_u256), 30e18_u256);
    EXPECT_EQ(box.events<OperatorSharesDecreased>().at(0).shares, Shares());
    box.mine(kDelay - 99);
    ASSERT_TRUE(complete(roots[0], false));
    EXPECT_EQ(scaling(carol, low), 1'250'000'000'000'000'000_u256);
    EXPECT_EQ(op(bob, low), 70'800'000'000'000'000'000_u256);
    EXPECT_EQ(withdrawable(carol, low), 70e18_u256);
}

TEST_F(Example, X24CompletionAsSharesOntoASlashedPosition) {
    carol_deposits(k100);
    const Hash root = queued(carol, low, 40e18_u256);
    box.mine(kDelay + 1);
    EXPECT_EQ(slash_one(low, kHalf), 30e18_u256);
    EXPECT_EQ(op(alice, low), 30e18_u256);
    ASSERT_TRUE(complete(root, false));
    EXPECT_EQ(scaling(carol, low), 1'400'000'000'000'000'000_u256);
    EXPECT_EQ(deposited(carol, low), k100);
    EXPECT_EQ(withdrawable(carol, low), 70e18_u256);
    EXPECT_EQ(op(alice, low), 70e18_u256);
}

TEST_F(Example, X25ADeallocationIsSlashableThroughTheDelay) {
    // Allocation and slash in one block.
    carol_deposits(k100);
    EXPECT_EQ(slash_one(low, kHalf), 50e18_u256);
    ASSERT_TRUE(allocate(alice, set, low, 0));
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).effect_block,
              box.block.number32() + kDelay + 1);
    box.mine(kDelay);
    EXPECT_EQ(current(alice, set, low), kOne / 2);
    EXPECT_EQ(slash_one(low, kHalf), 25e18_u256);
    box.mine(1);
    EXPECT_EQ(current(alice, set, low), 0U);
}

TEST_F(Example, X25ALeaverIsSlashableThroughTheDelayAndMayThenComeBack) {
    ASSERT_TRUE(leave(alice, {1}));
    box.mine(kDelay);
    EXPECT_TRUE(am::is_operator_slashable(box.s, box.block, alice, set));
    EXPECT_TRUE(box.reverted(error::AlreadyMemberOfSet, join(alice, {1})));
    box.mine(1);
    EXPECT_FALSE(am::is_operator_slashable(box.s, box.block, alice, set));
    EXPECT_TRUE(join(alice, {1}));
}

TEST_F(Example, X26OneStrategyTwiceInOneWithdrawal) {
    carol_deposits(k100);
    const auto roots =
        got(queue(carol, {low, low}, {DepositShares(30e18_u256), DepositShares(70e18_u256)}));
    EXPECT_EQ(deposited(carol, low), 0_u256);
    EXPECT_EQ(op(alice, low), 0_u256);
    box.mine(kDelay + 1);
    EXPECT_EQ(paid(roots.at(0)), k100);
}

TEST_F(Example, X26RemovingNothingIsRefusedForTokensAndResetsNativeEther) {
    carol_deposits(k100);
    EXPECT_TRUE(box.reverted(error::SharesAmountZero, queue(carol, {low}, {DepositShares()})));
    move::set_scaling_factor(box.undo, box.s.delegation, StrategyKey(carol, kBeaconChainStrategy),
                             Factor(7_u256));
    ASSERT_TRUE(queue(carol, {kBeaconChainStrategy}, {DepositShares()}));
    EXPECT_EQ(box.order(), (topics<OperatorSharesDecreased, NewTotalShares,
                                   DepositScalingFactorUpdated, SlashingWithdrawalQueued>()));
    EXPECT_EQ(scaling(carol, kBeaconChainStrategy), kWad);
}

TEST_F(Example, X26TheThirtyThirdStrategyIsRefusedAsSharesOnly) {
    carol_deposits(k100);
    const Hash root = queued(carol, low, k100);
    const auto nth = [&](int n) {
        const std::string name = "token " + std::to_string(n);
        return box.strategy("strategy " + std::to_string(n), box.token(name));
    };
    for (int n = 100; n < 132; ++n) ASSERT_TRUE(deposit(carol, nth(n), 1_u256));
    EXPECT_TRUE(box.reverted(error::MaxStrategiesExceeded, deposit(carol, nth(132), 1_u256)));
    box.mine(kDelay + 1);
    EXPECT_TRUE(box.reverted(error::MaxStrategiesExceeded, complete(root, false)));
    EXPECT_EQ(paid(root), k100);
}

TEST_F(Example, X26AStrategyTakenFromTheWhitelistStillTakesSharesBack) {
    carol_deposits(k100);
    const Hash root = queued(carol, low, k100);
    box.mine(kDelay + 1);
    ASSERT_TRUE(box.call(strategy_manager::remove_strategies_from_deposit_whitelist,
                         box.at.strategy_factory, box.at.strategy_manager,
                         std::vector<Address>{low}));
    EXPECT_TRUE(box.reverted(error::StrategyNotWhitelisted, deposit(carol, low, 1_u256)));
    EXPECT_TRUE(complete(root, false));
}

TEST_F(Example, X26AStrategyWithPausedWithdrawalsBlocksTheWholeWithdrawal) {
    carol_deposits(k100);
    ASSERT_TRUE(deposit(carol, high, k100));
    const Hash root =
        got(queue(carol, {high, low}, {DepositShares(k100), DepositShares(k100)})).at(0);
    box.mine(kDelay + 1);
    // Bit 1 of a strategy pauses withdrawals.
    must(box.call(eigenlayer::pause, Sandbox::account("pauser"), low, u256(2U)));
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, complete(root, true)));
    EXPECT_EQ(balance(token_of(high), carol), 0_u256);
    EXPECT_TRUE(complete(root, false));
}

}  // namespace aq::eigenlayer::testing
