// SPDX-License-Identifier: Apache-2.0
/// The DelegationManager: operators, delegating, undelegating, and the hooks of the other
/// contracts.
#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/eigenlayer/signatures.hpp>
#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

class Delegating : public ::testing::Test, protected DelegationWorld {
protected:
    const Hash approver_key = keccak("approver's key");
    const Address approver = account_of(approver_key);

    /// Made without the code under test: the domain is the specification's (section 3.6).
    [[nodiscard]] SignatureWithExpiry approval(const Address& staker, const Address& operator_at,
                                               const Hash& salt, const u256& expiry) const {
        const Hash domain =
            "0x97aaae396c09a3be5493f06d25136bb99c8076172fccf4d7be0faa3a6f370b81"_hash;
        const Hash type = keccak(
            "DelegationApproval(address delegationApprover,address staker,address operator,bytes32 "
            "salt,uint256 expiry)");
        const Hash inner = keccak(abi_encode(type, approver, staker, operator_at, salt, expiry));
        return {sign(eip712_digest(domain, inner), approver_key), expiry};
    }
    Result<void> register_as(const Address& account, const Address& with_approver) {
        return at_delegations(account, dm::register_as_operator, with_approver, std::uint32_t{0},
                              std::string("https://operator"));
    }
};

}  // namespace

// Operators.

TEST_F(Delegating, RegisteringDelegatesTheOperatorToItselfAndLogsInTheContractsOrder) {
    ASSERT_TRUE(deposit(bob, low, 5_u256));
    ASSERT_TRUE(deposit(bob, high, 7_u256));
    ASSERT_TRUE(register_as(bob, approver));
    EXPECT_EQ(
        box.order(),
        (topics<AllocationDelaySet, DelegationApproverUpdated, StakerDelegated,
                DepositScalingFactorUpdated, OperatorSharesIncreased, DepositScalingFactorUpdated,
                OperatorSharesIncreased, OperatorRegistered, OperatorMetadataURIUpdated>()));
    EXPECT_TRUE(dm::is_operator(box.s, bob));
    EXPECT_TRUE(dm::is_delegated(box.s, bob));
    EXPECT_EQ(box.s.delegation.delegation_approver[bob], approver);
    EXPECT_EQ(op(bob, low), 5_u256);
    EXPECT_EQ(op(bob, high), 7_u256);
    EXPECT_EQ(box.events<OperatorRegistered>().at(0).delegation_approver, approver);
    EXPECT_EQ(box.events<OperatorMetadataURIUpdated>().at(0).metadata_uri, "https://operator");
    const auto joined = box.events<OperatorSharesIncreased>().at(0);
    EXPECT_EQ(joined.operator_address, bob);
    EXPECT_EQ(joined.staker, bob);
    EXPECT_EQ(joined.strategy, low);
    EXPECT_EQ(joined.shares, Shares(5_u256));
}

TEST_F(Delegating, RegisteringRefusesWhoIsDelegatedAndThenWhilePaused) {
    EXPECT_TRUE(box.reverted(error::ActivelyDelegated, register_as(alice, kZeroAddress)));
    pause_delegations(dm::kPausedNewDelegation);
    EXPECT_TRUE(box.reverted(error::ActivelyDelegated, register_as(alice, kZeroAddress)));
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, register_as(bob, kZeroAddress)));
    EXPECT_FALSE(dm::is_delegated(box.s, bob));
}

TEST_F(Delegating, OperatorDetailsAreChangedByWhoMayActForTheOperator) {
    const auto modify = [&](const Address& sender, const Address& operator_at) {
        return at_delegations(sender, dm::modify_operator_details, operator_at, approver);
    };
    EXPECT_TRUE(box.reverted(error::InvalidPermissions, modify(carol, alice)));
    // Permission is asked before whether there is such an operator.
    EXPECT_TRUE(box.reverted(error::InvalidPermissions, modify(carol, bob)));
    EXPECT_TRUE(box.reverted(error::OperatorNotRegistered, modify(bob, bob)));
    ASSERT_TRUE(modify(alice, alice));
    EXPECT_EQ(box.order(), topics<DelegationApproverUpdated>());
    EXPECT_EQ(box.events<DelegationApproverUpdated>().at(0).new_delegation_approver, approver);
    EXPECT_EQ(box.s.delegation.delegation_approver[alice], approver);
}

TEST_F(Delegating, TheMetadataUriIsOnlyLogged) {
    const auto update = [&](const Address& sender, const Address& operator_at) {
        return at_delegations(sender, dm::update_operator_metadata_uri, operator_at,
                              std::string("new"));
    };
    EXPECT_TRUE(box.reverted(error::InvalidPermissions, update(carol, alice)));
    EXPECT_TRUE(box.reverted(error::OperatorNotRegistered, update(bob, bob)));
    ASSERT_TRUE(update(alice, alice));
    EXPECT_EQ(box.order(), topics<OperatorMetadataURIUpdated>());
    EXPECT_EQ(box.events<OperatorMetadataURIUpdated>().at(0).metadata_uri, "new");
}

// Delegating.

TEST_F(Delegating, TheStakersSharesJoinTheOperator) {
    ASSERT_TRUE(deposit(carol, high, 7_u256));
    ASSERT_TRUE(deposit(carol, low, 5_u256));
    ASSERT_TRUE(prove_balance(carol, 0_u256, i256::positive(kWad)));
    ASSERT_TRUE(delegate(carol, alice));
    EXPECT_EQ(box.order(),
              (topics<StakerDelegated, DepositScalingFactorUpdated, OperatorSharesIncreased,
                      DepositScalingFactorUpdated, OperatorSharesIncreased,
                      DepositScalingFactorUpdated, OperatorSharesIncreased>()));
    // Token strategies in the order of the staker's list, then native ether.
    const auto joined = box.events<OperatorSharesIncreased>();
    EXPECT_EQ(joined.at(0).strategy, high);
    EXPECT_EQ(joined.at(1).strategy, low);
    EXPECT_EQ(joined.at(2).strategy, kBeaconChainStrategy);
    EXPECT_EQ(box.events<DepositScalingFactorUpdated>().at(0).new_deposit_scaling_factor,
              kOneFactor);
    EXPECT_EQ(op(alice, high), 7_u256);
    EXPECT_EQ(op(alice, low), 5_u256);
    EXPECT_EQ(op(alice, kBeaconChainStrategy), kWad);
}

TEST_F(Delegating, IsRefusedTwiceToNobodyAndWhilePausedInThisOrder) {
    pause_delegations(dm::kPausedNewDelegation);
    EXPECT_TRUE(box.reverted(error::ActivelyDelegated, delegate(alice, bob)));
    EXPECT_TRUE(box.reverted(error::OperatorNotRegistered, delegate(carol, bob)));
    EXPECT_TRUE(box.reverted(error::OperatorNotRegistered, delegate(carol, kZeroAddress)));
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, delegate(carol, alice)));
}

TEST_F(Delegating, AFullySlashedStrategyOfTheStakerRefusesTheOperator) {
    set_max_magnitude(alice, low, 0);
    EXPECT_TRUE(delegate(Sandbox::account("dave"), alice));
    ASSERT_TRUE(deposit(carol, low, 5_u256));
    EXPECT_TRUE(box.reverted(error::FullySlashed, delegate(carol, alice)));
    EXPECT_FALSE(dm::is_delegated(box.s, carol));
}

TEST_F(Delegating, FullySlashedNativeEtherOfTheStakerRefusesTheOperator) {
    set_max_magnitude(alice, kBeaconChainStrategy, 0);
    ASSERT_TRUE(prove_balance(carol, 0_u256, i256::positive(32e18_u256)));
    EXPECT_TRUE(box.reverted(error::FullySlashed, delegate(carol, alice)));
    EXPECT_FALSE(dm::is_delegated(box.s, carol));
}

TEST_F(Delegating, AnOperatorsSlashingIsForgivenToWhoJoinsLater) {
    set_max_magnitude(alice, low, 700'000'000'000'000'000);
    ASSERT_TRUE(deposit(carol, low, 100'000'000'000'000'000'000_u256));
    ASSERT_TRUE(delegate(carol, alice));
    // ⌊10^36 / 0.7·10^18⌋, and ⌊⌊100·k⌋·0.7⌋ loses the thirty wei that k rounded away.
    EXPECT_EQ(scaling(carol, low), 1'428'571'428'571'428'571_u256);
    EXPECT_EQ(op(alice, low), 100'000'000'000'000'000'000_u256);
    EXPECT_EQ(withdrawable(carol, low), 99'999'999'999'999'999'970_u256);
}

TEST_F(Delegating, AnApproverMustHaveSigned) {
    ASSERT_TRUE(register_as(bob, approver));
    const Hash salt = keccak("salt");
    const u256 now(box.block.time);
    const auto with = [&](const SignatureWithExpiry& signature, const Hash& used_salt) {
        return at_delegations(carol, dm::delegate_to, bob, signature, used_salt);
    };
    const auto good = approval(carol, bob, salt, now);
    EXPECT_TRUE(box.reverted(error::SignatureExpired,
                             with(approval(carol, bob, salt, wrapping_sub(now, 1)), salt)));
    EXPECT_TRUE(box.reverted(error::InvalidSignature, with(good, keccak("other salt"))));
    EXPECT_TRUE(box.reverted(error::InvalidSignature, with(approval(alice, bob, salt, now), salt)));
    EXPECT_TRUE(box.reverted(error::InvalidSignature, with({{}, now}, salt)));
    // A refusal spends no salt.
    const Key<Address, Hash> key(approver, salt);
    EXPECT_FALSE(box.s.delegation.salt_spent[key]);
    ASSERT_TRUE(with(good, salt));
    EXPECT_TRUE(box.s.delegation.salt_spent[key]);
    EXPECT_EQ(box.order(), topics<StakerDelegated>());

    // Spent is found before expired.
    ASSERT_TRUE(undelegate(carol, carol));
    box.mine(1);
    EXPECT_TRUE(box.reverted(error::SaltSpent, with(good, salt)));
}

TEST_F(Delegating, TheSignatureIsCheckedBeforeThePause) {
    ASSERT_TRUE(register_as(bob, approver));
    pause_delegations(dm::kPausedNewDelegation);
    EXPECT_TRUE(box.reverted(error::SignatureExpired, delegate(carol, bob)));
}

TEST_F(Delegating, TheOperatorNeedsNoApprovalOfItsOwn) {
    // `delegateTo` asks for a signature, registration does not.
    EXPECT_TRUE(register_as(bob, approver));
}

// Undelegating.

TEST_F(Delegating, UndelegatingQueuesAWithdrawalForEachStrategy) {
    ASSERT_TRUE(deposit(carol, low, 5_u256));
    ASSERT_TRUE(deposit(carol, high, 7_u256));
    ASSERT_TRUE(prove_balance(carol, 0_u256, i256::positive(9e9_u256)));
    ASSERT_TRUE(delegate(carol, alice));
    const auto roots = got(undelegate(carol, carol));
    ASSERT_EQ(roots.size(), 3U);
    EXPECT_EQ(roots, box.s.delegation.queued_roots.all(carol));
    EXPECT_EQ(
        box.order(),
        (topics<StakerUndelegated, OperatorSharesDecreased, DepositScalingFactorUpdated,
                SlashingWithdrawalQueued, OperatorSharesDecreased, DepositScalingFactorUpdated,
                SlashingWithdrawalQueued, OperatorSharesDecreased, NewTotalShares,
                DepositScalingFactorUpdated, SlashingWithdrawalQueued>()));
    const std::vector<Address> order{low, high, kBeaconChainStrategy};
    const std::vector<u256> amounts{5_u256, 7_u256, 9e9_u256};
    for (std::size_t i = 0; i < 3; ++i) {
        const Withdrawal withdrawal = dm::queued_withdrawal(box.s, roots[i]);
        EXPECT_EQ(withdrawal.staker, carol);
        EXPECT_EQ(withdrawal.withdrawer, carol);
        // Still slashable by the operator that was left.
        EXPECT_EQ(withdrawal.delegatedTo, alice);
        EXPECT_EQ(withdrawal.nonce, u256(i));
        EXPECT_EQ(withdrawal.startBlock, 20'000'000U);
        EXPECT_EQ(withdrawal.strategies, std::vector{order[i]});
        EXPECT_EQ(withdrawal.scaledShares, std::vector{ScaledShares(amounts[i])});
        EXPECT_EQ(op(alice, order[i]), 0_u256);
        EXPECT_EQ(deposited(carol, order[i]), 0_u256);
    }
    EXPECT_FALSE(dm::is_delegated(box.s, carol));
}

TEST_F(Delegating, UndelegatingWithoutDepositsQueuesNothing) {
    ASSERT_TRUE(delegate(carol, alice));
    EXPECT_TRUE(got(undelegate(carol, carol)).empty());
    EXPECT_EQ(box.order(), topics<StakerUndelegated>());
}

TEST_F(Delegating, OnlyTheStakerItsOperatorAndTheApproverUndelegate) {
    ASSERT_TRUE(register_as(bob, approver));
    const Address dave = Sandbox::account("dave");
    EXPECT_TRUE(box.reverted(error::NotActivelyDelegated, undelegate(carol, carol)));
    EXPECT_TRUE(box.reverted(error::OperatorsCannotUndelegate, undelegate(alice, alice)));
    const auto join_bob = [&] {
        move::set_delegated_to(box.undo, box.s.delegation, carol, bob);
        box.undo.commit();
    };
    join_bob();
    EXPECT_TRUE(box.reverted(error::CallerCannotUndelegate, undelegate(dave, carol)));
    ASSERT_TRUE(undelegate(bob, carol));
    EXPECT_EQ(box.order(), (topics<StakerForceUndelegated, StakerUndelegated>()));
    EXPECT_EQ(box.events<StakerForceUndelegated>().at(0).operator_address, bob);
    join_bob();
    EXPECT_TRUE(undelegate(approver, carol));
    join_bob();
    // One whom the operator has appointed for this function.
    const Selector selector = "0xda8be864"_selector;
    must(box.call(permission_controller::set_appointee, bob, box.at.permission_controller, bob,
                  dave, delegations, selector));
    EXPECT_TRUE(box.call_with({dave, delegations, Wei(), selector}, dm::undelegate, carol));
}

TEST_F(Delegating, UndelegatingIsPausedWithTheQueue) {
    ASSERT_TRUE(delegate(carol, alice));
    pause_delegations(dm::kPausedEnterWithdrawalQueue);
    EXPECT_TRUE(box.reverted(error::CallerCannotUndelegate, undelegate(bob, carol)));
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, undelegate(carol, carol)));
    EXPECT_TRUE(dm::is_delegated(box.s, carol));
}

TEST_F(Delegating, RedelegatingQueuesWithTheOldOperatorAndJoinsTheNewOne) {
    const auto redelegate = [&](const Address& to) {
        return at_delegations(carol, dm::redelegate, to, SignatureWithExpiry(), Hash());
    };
    EXPECT_TRUE(box.reverted(error::NotActivelyDelegated, redelegate(bob)));
    ASSERT_TRUE(deposit(carol, low, 5_u256));
    ASSERT_TRUE(delegate(carol, alice));
    EXPECT_TRUE(box.reverted(error::OperatorNotRegistered, redelegate(bob)));
    EXPECT_EQ(box.s.delegation.delegated_to[carol], alice);
    ASSERT_TRUE(register_as(bob, kZeroAddress));
    const auto roots = got(redelegate(bob));
    ASSERT_EQ(roots.size(), 1U);
    EXPECT_EQ(box.order(),
              (topics<StakerUndelegated, OperatorSharesDecreased, DepositScalingFactorUpdated,
                      SlashingWithdrawalQueued, StakerDelegated>()));
    EXPECT_EQ(dm::queued_withdrawal(box.s, roots[0]).delegatedTo, alice);
    EXPECT_EQ(box.s.delegation.delegated_to[carol], bob);
    EXPECT_EQ(op(bob, low), 0_u256);
}

// Hooks.

TEST_F(Delegating, HooksAreForTheContractsTheyAreMadeFor) {
    EXPECT_TRUE(
        box.reverted(error::OnlyStrategyManagerOrEigenPodManager,
                     at_delegations(box.at.allocation_manager, dm::increase_delegated_shares, carol,
                                    low, DepositShares(), Shares(1_u256))));
    EXPECT_TRUE(box.reverted(error::OnlyEigenPodManager,
                             at_delegations(box.at.strategy_manager, dm::decrease_delegated_shares,
                                            carol, DepositShares(1_u256), Magnitude(1))));
    EXPECT_TRUE(box.reverted(error::OnlyAllocationManager,
                             at_delegations(box.at.strategy_manager, dm::slash_operator_shares,
                                            alice, set, 1_u256, low, Magnitude(2), Magnitude(1))));
}

TEST_F(Delegating, AnIncreaseMovesTheScalingFactorAlsoWithoutAnOperator) {
    const auto increase = [&](const Address& manager_at, const Shares& added) {
        return at_delegations(manager_at, dm::increase_delegated_shares, carol, low,
                              DepositShares(), added);
    };
    ASSERT_TRUE(increase(box.at.strategy_manager, Shares(5_u256)));
    EXPECT_EQ(box.order(), topics<DepositScalingFactorUpdated>());
    ASSERT_TRUE(delegate(carol, alice));
    ASSERT_TRUE(increase(box.at.eigen_pod_manager, Shares(5_u256)));
    EXPECT_EQ(box.order(), (topics<DepositScalingFactorUpdated, OperatorSharesIncreased>()));
    ASSERT_TRUE(increase(box.at.strategy_manager, Shares()));
    EXPECT_TRUE(box.order().empty());
    // Checked even when nothing is added.
    set_max_magnitude(alice, low, 0);
    EXPECT_TRUE(box.reverted(error::FullySlashed, increase(box.at.strategy_manager, Shares())));
}

TEST_F(Delegating, OperatorSharesThatOverflowAreRefused) {
    ASSERT_TRUE(delegate(carol, alice));
    give_shares(alice, low, u256::max());
    EXPECT_TRUE(box.reverted(
        panic(0x11), at_delegations(box.at.strategy_manager, dm::increase_delegated_shares, carol,
                                    low, DepositShares(), Shares(1_u256))));
}

TEST_F(Delegating, ABeaconChainLossTakesFromTheOperator) {
    const auto decrease = [&](std::uint64_t fall) {
        return at_delegations(box.at.eigen_pod_manager, dm::decrease_delegated_shares, carol,
                              DepositShares(32'000'000'000'000'000'000_u256), Magnitude(fall));
    };
    // Undelegated: nothing to do, nothing to log.
    ASSERT_TRUE(decrease(kOne));
    EXPECT_TRUE(box.order().empty());

    ASSERT_TRUE(delegate(carol, alice));
    give_shares(alice, kBeaconChainStrategy, 32'000'000'000'000'000'000_u256);
    set_max_magnitude(alice, kBeaconChainStrategy, 500'000'000'000'000'000);
    // A quarter of 32, of which slashing has left half.
    ASSERT_TRUE(decrease(250'000'000'000'000'000));
    const auto lost = box.events<OperatorSharesDecreased>();
    ASSERT_EQ(lost.size(), 1U);
    EXPECT_EQ(lost[0].staker, carol);
    EXPECT_EQ(lost[0].shares, Shares(4'000'000'000'000'000'000_u256));
    EXPECT_EQ(op(alice, kBeaconChainStrategy), 28'000'000'000'000'000'000_u256);
    // Also for nothing.
    ASSERT_TRUE(decrease(0));
    EXPECT_EQ(box.order(), topics<OperatorSharesDecreased>());

    give_shares(alice, kBeaconChainStrategy, 1_u256);
    EXPECT_TRUE(box.reverted(panic(0x11), decrease(kOne)));
}

TEST_F(Delegating, ASlashTakesFromTheOperatorAndTheQueueAndLogsNoStaker) {
    ASSERT_TRUE(deposit(carol, low, 100_u256));
    ASSERT_TRUE(delegate(carol, alice));
    queued(carol, low, 40_u256);
    const auto slash_half = [&](std::uint64_t from, std::uint64_t to) {
        return at_delegations(manager, dm::slash_operator_shares, alice, set, 1_u256, low,
                              Magnitude(from), Magnitude(to));
    };
    EXPECT_EQ(slash_half(kOne, kOne / 2), Shares(50_u256));
    EXPECT_EQ(box.order(), (topics<OperatorSharesDecreased, OperatorSharesSlashed,
                                   BurnOrRedistributableSharesIncreased>()));
    EXPECT_EQ(box.events<OperatorSharesDecreased>().at(0).staker, kZeroAddress);
    EXPECT_EQ(box.events<OperatorSharesDecreased>().at(0).shares, Shares(30_u256));
    EXPECT_EQ(box.events<OperatorSharesSlashed>().at(0).total_slashed_shares, Shares(50_u256));
    EXPECT_EQ(op(alice, low), 30_u256);

    EXPECT_TRUE(box.reverted(panic(0x12), slash_half(0, 0)));
    EXPECT_TRUE(box.reverted(panic(0x11), slash_half(1, 2)));
}

// The AllocationManager gives every slash an id of its own, so only it itself could ask for this.
TEST_F(Delegating, ASlashThatTheShareManagerRefusesTakesNothing) {
    ASSERT_TRUE(deposit(carol, low, 100_u256));
    ASSERT_TRUE(delegate(carol, alice));
    const auto slash_again = [&](std::uint64_t from, std::uint64_t to) {
        return at_delegations(manager, dm::slash_operator_shares, alice, set, 1_u256, low,
                              Magnitude(from), Magnitude(to));
    };
    ASSERT_TRUE(slash_again(kOne, kOne / 2));
    EXPECT_TRUE(box.reverted(error::StrategyAlreadyInSlash, slash_again(kOne / 2, 0)));
    EXPECT_EQ(op(alice, low), 50_u256);
}

TEST_F(Delegating, AChainYoungerThanTheDelayCannotSlash) {
    const auto slash_all = [&] {
        return at_delegations(manager, dm::slash_operator_shares, alice, set, 1_u256, low,
                              Magnitude(kOne), Magnitude());
    };
    box.block.number = kDelay;
    EXPECT_TRUE(box.reverted(panic(0x11), slash_all()));
    EXPECT_TRUE(
        box.reverted(panic(0x11), dm::get_slashable_shares_in_queue(box.s, box.block, alice, low)));
    box.block.number = kDelay + 1;
    EXPECT_TRUE(slash_all());
}

TEST_F(Delegating, EveryGuardedFunctionRefusesToBeReentered) {
    const Revert reentrant("ReentrancyGuard: reentrant call");
    Tx tx = box.transaction();
    const ReentrancyGuard outer(tx, delegations);
    const auto inner = [&](const Address& sender, auto rule, auto... args) {
        const auto result = rule(tx, box.ports, {sender, delegations, Wei(), Selector()}, args...);
        return box.reverted(reentrant, result);
    };
    EXPECT_TRUE(
        inner(bob, dm::register_as_operator, kZeroAddress, std::uint32_t{0}, std::string()));
    EXPECT_TRUE(inner(alice, dm::modify_operator_details, alice, bob));
    EXPECT_TRUE(inner(carol, dm::delegate_to, alice, SignatureWithExpiry(), Hash()));
    EXPECT_TRUE(inner(carol, dm::undelegate, carol));
    EXPECT_TRUE(inner(carol, dm::redelegate, alice, SignatureWithExpiry(), Hash()));
    EXPECT_TRUE(inner(carol, dm::queue_withdrawals, std::vector<QueuedWithdrawalParams>()));
    EXPECT_TRUE(
        inner(carol, dm::complete_queued_withdrawal, Withdrawal(), std::vector<Address>(), true));
    EXPECT_TRUE(inner(carol, dm::complete_queued_withdrawals, std::vector<Withdrawal>(),
                      std::vector<std::vector<Address>>(), std::vector<bool>()));
    EXPECT_TRUE(inner(box.at.strategy_manager, dm::increase_delegated_shares, carol, low,
                      DepositShares(), Shares()));
    EXPECT_TRUE(inner(box.at.eigen_pod_manager, dm::decrease_delegated_shares, carol,
                      DepositShares(), Magnitude()));
    EXPECT_TRUE(inner(manager, dm::slash_operator_shares, alice, set, 1_u256, low, Magnitude(1),
                      Magnitude()));
    // The one that has no guard.
    const auto logged = dm::update_operator_metadata_uri(
        tx, box.ports, {alice, delegations, Wei(), Selector()}, alice, "");
    EXPECT_TRUE(logged);
}

}  // namespace aq::eigenlayer::testing
