// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
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

}  // namespace
}  // namespace aq::eigenlayer
