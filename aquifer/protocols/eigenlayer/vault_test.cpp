// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_factory.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/rules_vault.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::Sandbox;

// Specification, section 4.5.
class DurationVault : public ::testing::Test {
protected:
    Sandbox box;
    const Address avs = Sandbox::account("avs");
    const Address admin = Sandbox::account("vault admin");
    const Address arbitrator = Sandbox::account("arbitrator");
    const Address alice = Sandbox::account("alice");
    const Address token = box.token("TKN");
    const Address registrar = box.registrar("registrar");
    const OperatorSet set{avs, 1};
    VaultConfig config{token,      admin, arbitrator, 86'400, Amount(1000), Amount(1500),
                       "ipfs://v", set,   {},         {},     "ipfs://o"};

    DurationVault() {
        namespace am = allocation_manager;
        const Address at = box.at.allocation_manager;
        EXPECT_TRUE(box.call(am::update_avs_metadata_uri, avs, at, avs, std::string("ipfs://a")));
        EXPECT_TRUE(box.call(am::set_avs_registrar, avs, at, avs, registrar));
        EXPECT_TRUE(box.call(am::create_operator_sets, avs, at, avs,
                             std::vector<CreateSetParamsV2>{{1, {}, avs}}));
        box.mint(token, alice, 10'000);
        box.approve(token, alice, box.at.strategy_manager);
    }
    Result<Address> deploy() {
        return box.call(strategy_factory::deploy_duration_vault_strategy, alice,
                        box.at.strategy_factory, config);
    }
    Result<Shares> deposit(const Address& vault, const u256& amount) {
        return box.call(strategy_manager::deposit_into_strategy, alice, box.at.strategy_manager,
                        vault, token, Amount(amount));
    }
    void delegate(const Address& vault) {
        EXPECT_TRUE(box.call(delegation_manager::delegate_to, alice, box.at.delegation_manager,
                             vault, SignatureWithExpiry(), Hash()));
    }
    void support(const Address& vault) {
        EXPECT_TRUE(box.call(allocation_manager::add_strategies_to_operator_set, avs,
                             box.at.allocation_manager, avs, std::uint32_t{1}, std::vector{vault}));
    }
    Result<std::vector<Hash>> queue(const Address& vault, const u256& shares) {
        return box.call(
            delegation_manager::queue_withdrawals, alice, box.at.delegation_manager,
            std::vector<QueuedWithdrawalParams>{{{vault}, {DepositShares(shares)}, {}}});
    }
    VaultState state(const Address& vault) { return box.s.strategies.vaults[vault].state; }
};

TEST_F(DurationVault, IsAnOperatorAndAMemberOfItsSetFromTheStart) {
    const Address vault = deploy().value();
    EXPECT_TRUE(delegation_manager::is_operator(box.s, vault));
    EXPECT_TRUE(box.s.allocations.members.contains(set, vault));
    EXPECT_EQ(state(vault), VaultState::kDeposits);
    EXPECT_TRUE(box.s.strategy_manager.is_whitelisted[vault]);
    // MIN_WITHDRAWAL_DELAY_BLOCKS + 1.
    EXPECT_EQ(allocation_manager::allocation_delay(box.s, box.block, vault).blocks, 100'801U);
    EXPECT_EQ(box.events<VaultInitialized>().at(0).metadata_uri, "ipfs://v");
    EXPECT_EQ(box.events<DurationVaultDeployed>().at(0).stake_cap, Amount(1500));
    EXPECT_EQ(box.s.strategies.duration_vaults_by_token.all(token), std::vector{vault});
}

TEST_F(DurationVault, RefusesABadConfiguration) {
    const VaultConfig good = config;
    config.vaultAdmin = {};
    EXPECT_TRUE(Sandbox::reverted(error::InvalidVaultAdmin, deploy()));
    config = good;
    config.arbitrator = {};
    EXPECT_TRUE(Sandbox::reverted(error::InvalidArbitrator, deploy()));
    config = good;
    config.duration = 0;
    EXPECT_TRUE(Sandbox::reverted(error::InvalidDuration, deploy()));
    config.duration = 63'072'001;
    EXPECT_TRUE(Sandbox::reverted(error::InvalidDuration, deploy()));
    config = good;
    config.maxPerDeposit = Amount(1501);
    EXPECT_TRUE(Sandbox::reverted(error::MaxPerDepositExceedsMax, deploy()));
    config = good;
    config.operatorSet.avs = {};
    EXPECT_TRUE(Sandbox::reverted(error::OperatorIntegrationInvalid, deploy()));
    config = good;
    config.operatorSet.id = 2;
    EXPECT_TRUE(Sandbox::reverted(error::InvalidOperatorSet, deploy()));
}

TEST_F(DurationVault, TakesDepositsOfItsOwnDelegatesWithinItsCaps) {
    const Address vault = deploy().value();
    EXPECT_TRUE(Sandbox::reverted(error::MustBeDelegatedToVaultOperator, deposit(vault, 10)));
    delegate(vault);
    EXPECT_TRUE(Sandbox::reverted(error::DepositExceedsMaxPerDeposit, deposit(vault, 1001)));
    EXPECT_EQ(deposit(vault, 1000).value(), Shares(1000));
    EXPECT_TRUE(Sandbox::reverted(error::BalanceExceedsMaxTotalDeposits, deposit(vault, 501)));
    EXPECT_EQ(deposit(vault, 500).value(), Shares(500));
}

TEST_F(DurationVault, LocksItsStakersUntilItMatures) {
    const Address vault = deploy().value();
    delegate(vault);
    ASSERT_TRUE(deposit(vault, 1000).has_value());
    EXPECT_TRUE(
        Sandbox::reverted(error::OnlyVaultAdmin, box.call(duration_vault::lock, alice, vault)));
    EXPECT_TRUE(Sandbox::reverted(error::StrategyNotSupportedByOperatorSet,
                                  box.call(duration_vault::lock, admin, vault)));
    support(vault);
    // The allocation delay of an operator takes effect at once on registration.
    ASSERT_TRUE(box.call(duration_vault::lock, admin, vault).has_value());
    EXPECT_EQ(state(vault), VaultState::kAllocations);
    EXPECT_TRUE(
        Sandbox::reverted(error::VaultAlreadyLocked, box.call(duration_vault::lock, admin, vault)));
    EXPECT_TRUE(Sandbox::reverted(error::DepositsLocked, deposit(vault, 10)));
    EXPECT_TRUE(Sandbox::reverted(error::WithdrawalsLockedDuringAllocations, queue(vault, 10)));
    EXPECT_TRUE(Sandbox::reverted(error::DurationNotElapsed,
                                  box.call(duration_vault::mark_matured, alice, vault)));
    box.mine(7200);  // 86,400 seconds
    ASSERT_TRUE(box.call(duration_vault::mark_matured, alice, vault).has_value());
    EXPECT_EQ(state(vault), VaultState::kWithdrawals);
    EXPECT_EQ(box.events<VaultMatured>().size(), 1U);
    EXPECT_TRUE(queue(vault, 1000).has_value());
}

TEST_F(DurationVault, TheArbitratorEndsItEarly) {
    const Address vault = deploy().value();
    EXPECT_TRUE(Sandbox::reverted(error::OnlyArbitrator,
                                  box.call(duration_vault::advance_to_withdrawals, admin, vault)));
    EXPECT_TRUE(
        Sandbox::reverted(error::VaultNotLocked,
                          box.call(duration_vault::advance_to_withdrawals, arbitrator, vault)));
    support(vault);
    ASSERT_TRUE(box.call(duration_vault::lock, admin, vault).has_value());
    ASSERT_TRUE(box.call(duration_vault::advance_to_withdrawals, arbitrator, vault).has_value());
    EXPECT_EQ(state(vault), VaultState::kWithdrawals);
    EXPECT_EQ(box.events<VaultAdvancedToWithdrawals>().size(), 1U);
}

TEST_F(DurationVault, TheArbitratorIsTooLateOnceTheTimeIsOver) {
    const Address vault = deploy().value();
    support(vault);
    ASSERT_TRUE(box.call(duration_vault::lock, admin, vault).has_value());
    box.mine(7200);
    EXPECT_TRUE(
        Sandbox::reverted(error::DurationAlreadyElapsed,
                          box.call(duration_vault::advance_to_withdrawals, arbitrator, vault)));
}

TEST_F(DurationVault, ABlacklistedTokenEndsItsDeposits) {
    const Address vault = deploy().value();
    delegate(vault);
    ASSERT_TRUE(box.call(strategy_factory::blacklist_tokens, Sandbox::account("owner"),
                         box.at.strategy_factory, std::vector{token})
                    .has_value());
    EXPECT_TRUE(Sandbox::reverted(error::UnderlyingTokenBlacklisted, deposit(vault, 10)));
}

TEST_F(DurationVault, IsCalledMaturedAgainUntilItHasLeftItsSet) {
    const Address vault = deploy().value();
    support(vault);
    ASSERT_TRUE(box.call(duration_vault::lock, admin, vault).has_value());
    // The time is over before the allocation of 100,801 blocks: it cannot be undone yet.
    box.mine(7200);
    ASSERT_TRUE(box.call(duration_vault::mark_matured, alice, vault).has_value());
    EXPECT_FALSE(box.events<DeallocateAttempted>().at(0).success);
    EXPECT_TRUE(box.events<DeregisterAttempted>().at(0).success);
    EXPECT_FALSE(box.s.allocations.members.contains(set, vault));

    box.mine(100'801);
    ASSERT_TRUE(box.call(duration_vault::mark_matured, alice, vault).has_value());
    EXPECT_EQ(box.events<VaultMatured>().size(), 0U);
    EXPECT_TRUE(box.events<DeallocateAttempted>().at(0).success);
    EXPECT_TRUE(box.events<DeregisterAttempted>().at(0).success);
    EXPECT_EQ(box.events<AllocationUpdated>().at(0).magnitude, Magnitude());
}

// Only a vault allocates its own magnitude, and only when it is locked, which happens once: no
// sequence of transactions gets here.
TEST_F(DurationVault, CannotLockOverAPendingAllocation) {
    const Address vault = deploy().value();
    support(vault);
    move::set_allocation(box.undo, box.s, vault, set, vault,
                         {Magnitude(), box.block.number32() + 1, 5});
    EXPECT_TRUE(
        Sandbox::reverted(error::PendingAllocation, box.call(duration_vault::lock, admin, vault)));
    EXPECT_EQ(state(vault), VaultState::kDeposits);
}

TEST_F(DurationVault, ItsAdminAndTheUnpauserMoveItsCapsUntilItIsLocked) {
    const Address vault = deploy().value();
    const Address unpauser = Sandbox::account("unpauser");
    EXPECT_TRUE(Sandbox::reverted(
        error::OnlyVaultAdmin,
        box.call(duration_vault::update_tvl_limits, unpauser, vault, Amount(5), Amount(6))));
    EXPECT_TRUE(Sandbox::reverted(
        error::OnlyUnpauser,
        box.call(duration_vault::set_tvl_limits, admin, vault, Amount(5), Amount(6))));
    ASSERT_TRUE(box.call(duration_vault::update_tvl_limits, admin, vault, Amount(5), Amount(6)));
    EXPECT_EQ(box.events<MaxPerDepositUpdated>().at(0).previous_value, Amount(1000));
    EXPECT_EQ(box.events<MaxTotalDepositsUpdated>().at(0).previous_value, Amount(1500));
    EXPECT_TRUE(Sandbox::reverted(
        error::MaxPerDepositExceedsMax,
        box.call(duration_vault::set_tvl_limits, unpauser, vault, Amount(7), Amount(6))));
    ASSERT_TRUE(box.call(duration_vault::set_tvl_limits, unpauser, vault, Amount(6), Amount(6)));
    EXPECT_EQ(box.s.strategies.rows[vault].max_per_deposit, Amount(6));

    support(vault);
    ASSERT_TRUE(box.call(duration_vault::lock, admin, vault).has_value());
    EXPECT_TRUE(Sandbox::reverted(
        error::DepositsLocked,
        box.call(duration_vault::update_tvl_limits, admin, vault, Amount(5), Amount(6))));
    EXPECT_TRUE(Sandbox::reverted(
        error::DepositsLocked,
        box.call(duration_vault::set_tvl_limits, unpauser, vault, Amount(5), Amount(6))));
}

TEST_F(DurationVault, ItsAdminSpeaksForItAsAnOperator) {
    const Address vault = deploy().value();
    ASSERT_TRUE(box.call(duration_vault::update_metadata_uri, admin, vault, std::string("w")));
    EXPECT_EQ(box.events<MetadataURIUpdated>().at(0).new_metadata_uri, "w");
    EXPECT_EQ(duration_vault::metadata_uri(box.s, vault), "w");
    ASSERT_TRUE(
        box.call(duration_vault::update_operator_metadata_uri, admin, vault, std::string("o")));
    EXPECT_EQ(box.events<OperatorMetadataURIUpdated>().at(0).operator_address, vault);
    ASSERT_TRUE(box.call(duration_vault::update_delegation_approver, admin, vault, arbitrator));
    EXPECT_EQ(box.s.delegation.delegation_approver[vault], arbitrator);
    ASSERT_TRUE(box.call(duration_vault::set_rewards_claimer, admin, vault, alice));
    EXPECT_EQ(box.s.rewards.claimer_for[vault], alice);

    const auto refuses = [&](auto rule, auto... args) {
        return Sandbox::reverted(error::OnlyVaultAdmin, box.call(rule, arbitrator, vault, args...));
    };
    EXPECT_TRUE(refuses(duration_vault::update_metadata_uri, std::string("w")));
    EXPECT_TRUE(refuses(duration_vault::update_operator_metadata_uri, std::string("o")));
    EXPECT_TRUE(refuses(duration_vault::update_delegation_approver, arbitrator));
    EXPECT_TRUE(refuses(duration_vault::set_rewards_claimer, alice));
}

// DurationVaultStrategy._configureOperatorIntegration: a vault that one of its five calls refuses
// is not made.
TEST_F(DurationVault, IsNotMadeWhereItCannotBecomeAnOperator) {
    box.undo.set(box.s.access.paused, box.at.delegation_manager,
                 u256(1U) << delegation_manager::kPausedNewDelegation);
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, deploy()));
}

TEST_F(DurationVault, IsNotMadeWhereTheRegistrarRefusesIt) {
    box.refusing.insert(registrar);
    EXPECT_TRUE(Sandbox::reverted(Revert("refused"), deploy()));
}

TEST_F(DurationVault, IsNotMadeWhereOneOfItsSplitsIsPaused) {
    const auto paused = [&](rewards_coordinator::Pause bit) {
        box.undo.set(box.s.access.paused, box.at.rewards_coordinator,
                     u256(1U) << static_cast<unsigned>(bit));
        return deploy();
    };
    using enum rewards_coordinator::Pause;
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, paused(kOperatorAvsSplit)));
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, paused(kOperatorSetSplit)));
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, paused(kOperatorPiSplit)));
    EXPECT_TRUE(paused(kSubmitDisableRoots));
}

TEST_F(DurationVault, IsNotMadeForATokenThatAnswersNothing) {
    config.underlyingToken = Sandbox::account("no contract");
    EXPECT_TRUE(Sandbox::reverted(Revert("Address: low-level delegate call failed"), deploy()));
}

TEST_F(DurationVault, LastsTwoYearsAtMost) {
    config.duration = 63'072'000;
    const Address vault = deploy().value();
    EXPECT_EQ(box.s.strategies.vaults[vault].duration, 63'072'000U);
}

TEST_F(DurationVault, DoesNotMatureBeforeItIsLocked) {
    const Address vault = deploy().value();
    EXPECT_TRUE(Sandbox::reverted(error::DurationNotElapsed,
                                  box.call(duration_vault::mark_matured, alice, vault)));
    EXPECT_EQ(state(vault), VaultState::kDeposits);
}

TEST_F(DurationVault, AFactoryThatIsNoWhitelisterLeavesNothingBehind) {
    box.undo.set(box.s.strategy_manager.strategy_whitelister, admin);
    box.undo.commit();
    const auto before = box.copy();
    EXPECT_TRUE(Sandbox::reverted(error::OnlyStrategyWhitelister, deploy()));
    EXPECT_TRUE(box.is_as(*before));
}

}  // namespace
}  // namespace aq::eigenlayer
