// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_vault.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_strategy.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>

#include <limits>

namespace aq::eigenlayer::duration_vault {

namespace {

/// Two years of 365 days.
constexpr std::uint32_t kDurationMaxSeconds = 63'072'000;

/// What the vault says to another contract. It is an operator without admins, so it may always act
/// for itself and no permission looks at the selector.
Call message_from(const Address& vault, const Address& contract) {
    return {.sender = vault, .to = contract, .value = Wei(), .selector = Selector()};
}

Result<std::uint32_t> checked_add32(std::uint32_t a, std::uint32_t b) {
    if (b > std::numeric_limits<std::uint32_t>::max() - a) {
        return std::unexpected(Revert(Arithmetic::kOverflow));
    }
    return a + b;
}

/// Aim the vault's whole allocation in its operator set at a magnitude.
Result<void> allocate(Tx& tx, Ports& ports, const Address& vault, const OperatorSet& set,
                      Magnitude magnitude) {
    return allocation_manager::modify_allocations(
        tx, ports, message_from(vault, ports.self.at.allocation_manager), vault,
        {AllocateParams{.operatorSet = set, .strategies = {vault}, .newMagnitudes = {magnitude}}});
}

/// DurationVaultStrategy._configureOperatorIntegration, after the check that it opens with.
Result<void> become_operator(Tx& tx, Ports& ports, const Address& vault,
                             const VaultConfig& config) {
    const Deployment& at = ports.self.at;
    const OperatorSet& set = config.operatorSet;
    // More than the withdrawal delay: what was queued before the lock can never be slashed.
    const std::uint32_t allocation_delay =
        AQ_TRY(checked_add32(ports.self.parameters.min_withdrawal_delay_blocks, 1));
    AQ_TRY(delegation_manager::register_as_operator(
        tx, ports, message_from(vault, at.delegation_manager), config.delegationApprover,
        allocation_delay, config.operatorMetadataURI));
    AQ_TRY(allocation_manager::register_for_operator_sets(
        tx, ports, message_from(vault, at.allocation_manager), vault,
        RegisterParams{.avs = set.avs,
                       .operatorSetIds = {set.id},
                       .data = config.operatorSetRegistrationData}));
    // All rewards are the stakers'.
    const Call to_rewards = message_from(vault, at.rewards_coordinator);
    AQ_TRY(rewards_coordinator::set_operator_avs_split(tx, ports, to_rewards, vault, set.avs, 0));
    AQ_TRY(rewards_coordinator::set_operator_set_split(tx, ports, to_rewards, vault, set, 0));
    AQ_TRY(rewards_coordinator::set_operator_pi_split(tx, ports, to_rewards, vault, 0));
    return {};
}

/// DurationVaultStrategy._deallocateAll: whether nothing is allocated any more, or will be.
bool deallocate_all(Tx& tx, Ports& ports, const Address& vault) {
    const OperatorSet set = ports.self.strategies.vaults[vault].operator_set;
    const Allocation allocation =
        allocation_manager::evaluated(ports.self, tx.block, vault, set, vault).allocation;
    if (allocation.current.raw == 0 && allocation.pending_diff == 0) return true;
    if (allocation.effect_block != 0) return false;
    return tx.attempt([&] { return allocate(tx, ports, vault, set, Magnitude()); }).has_value();
}

/// DurationVaultStrategy._deregisterFromOperatorSet: whether the vault is no member any more.
bool deregister(Tx& tx, Ports& ports, const Address& vault) {
    if (!operator_set_registered(ports.self, vault)) return true;
    const OperatorSet set = ports.self.strategies.vaults[vault].operator_set;
    return tx
        .attempt([&] {
            return allocation_manager::deregister_from_operator_sets(
                tx, ports, message_from(vault, ports.self.at.allocation_manager),
                DeregisterParams{
                    .operatorAddress = vault, .avs = set.avs, .operatorSetIds = {set.id}});
        })
        .has_value();
}

/// DurationVaultStrategy._attemptOperatorCleanup: a failure must not keep the stakers locked.
void clean_up(Tx& tx, Ports& ports, const Address& vault) {
    tx.log(vault, DeallocateAttempted{deallocate_all(tx, ports, vault)});
    tx.log(vault, DeregisterAttempted{deregister(tx, ports, vault)});
}

Result<void> only_vault_admin(const State& s, const Call& call) {
    AQ_REQUIRE(call.sender == s.strategies.vaults[call.to].vault_admin, error::OnlyVaultAdmin);
    return {};
}

bool deposits_open(const State& s, const Address& vault) {
    return s.strategies.vaults[vault].state == VaultState::kDeposits;
}

}  // namespace

Result<void> initialize(Tx& tx, Ports& ports, const Call& call, const VaultConfig& config) {
    AQ_REQUIRE(config.vaultAdmin != kZeroAddress, error::InvalidVaultAdmin);
    AQ_REQUIRE(config.arbitrator != kZeroAddress, error::InvalidArbitrator);
    AQ_REQUIRE(config.duration != 0 && config.duration <= kDurationMaxSeconds,
               error::InvalidDuration);
    AQ_TRY(strategy::change_tvl_limits(tx, ports, call.to, config.maxPerDeposit, config.stakeCap));
    AQ_TRY(strategy::initialize_base(tx, ports, call, StrategyKind::kDurationVault,
                                     config.underlyingToken));
    AQ_REQUIRE(config.operatorSet.avs != kZeroAddress, error::OperatorIntegrationInvalid);
    move::create_vault(tx.undo, ports.self, call.to,
                       {.state = VaultState::kDeposits,
                        .vault_admin = config.vaultAdmin,
                        .arbitrator = config.arbitrator,
                        .duration = config.duration,
                        .locked_at = 0,
                        .unlock_at = 0,
                        .matured_at = 0,
                        .operator_set = config.operatorSet},
                       config.metadataURI);
    AQ_TRY(become_operator(tx, ports, call.to, config));
    tx.log(call.to, VaultInitialized{.vault_admin = config.vaultAdmin,
                                     .arbitrator = config.arbitrator,
                                     .underlying_token = config.underlyingToken,
                                     .duration = config.duration,
                                     .max_per_deposit = config.maxPerDeposit,
                                     .stake_cap = config.stakeCap,
                                     .metadata_uri = config.metadataURI});
    return {};
}

Result<void> lock(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    AQ_TRY(only_vault_admin(s, call));
    AQ_REQUIRE(deposits_open(s, call.to), error::VaultAlreadyLocked);
    const Vault vault = s.strategies.vaults[call.to];
    AQ_REQUIRE(s.allocations.set_strategies.contains(vault.operator_set, call.to),
               error::StrategyNotSupportedByOperatorSet);
    const std::uint32_t locked_at = tx.block.time32();
    const std::uint32_t unlock_at = AQ_TRY(checked_add32(locked_at, vault.duration));
    move::lock_vault(tx.undo, s, call.to, locked_at, unlock_at);
    tx.log(call.to, VaultLocked{locked_at, unlock_at});

    const Allocation allocation =
        allocation_manager::evaluated(s, tx.block, call.to, vault.operator_set, call.to).allocation;
    AQ_REQUIRE(allocation.effect_block == 0, error::PendingAllocation);
    return allocate(tx, ports, call.to, vault.operator_set, kOneMagnitude);
}

Result<void> update_tvl_limits(Tx& tx, Ports& ports, const Call& call, Amount max_per_deposit,
                               Amount stake_cap) {
    AQ_TRY(only_vault_admin(ports.self, call));
    AQ_REQUIRE(deposits_open(ports.self, call.to), error::DepositsLocked);
    return strategy::change_tvl_limits(tx, ports, call.to, max_per_deposit, stake_cap);
}

Result<void> update_metadata_uri(Tx& tx, Ports& ports, const Call& call, std::string metadata_uri) {
    AQ_TRY(only_vault_admin(ports.self, call));
    move::set_metadata_uri(tx.undo, ports.self, call.to, metadata_uri);
    tx.log(call.to, MetadataURIUpdated{std::move(metadata_uri)});
    return {};
}

Result<void> update_delegation_approver(Tx& tx, Ports& ports, const Call& call, Address approver) {
    AQ_TRY(only_vault_admin(ports.self, call));
    return delegation_manager::modify_operator_details(
        tx, ports, message_from(call.to, ports.self.at.delegation_manager), call.to, approver);
}

Result<void> update_operator_metadata_uri(Tx& tx, Ports& ports, const Call& call,
                                          std::string metadata_uri) {
    AQ_TRY(only_vault_admin(ports.self, call));
    return delegation_manager::update_operator_metadata_uri(
        tx, ports, message_from(call.to, ports.self.at.delegation_manager), call.to,
        std::move(metadata_uri));
}

Result<void> set_rewards_claimer(Tx& tx, Ports& ports, const Call& call, Address claimer) {
    AQ_TRY(only_vault_admin(ports.self, call));
    // The contract calls setClaimerFor(address,address) for itself. A vault is an operator that may
    // act for itself, so that is setClaimerFor(address).
    return rewards_coordinator::set_claimer_for(
        tx, ports, message_from(call.to, ports.self.at.rewards_coordinator), claimer);
}

Result<void> mark_matured(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    const Vault vault = s.strategies.vaults[call.to];
    if (vault.state != VaultState::kWithdrawals) {
        AQ_REQUIRE(vault.state == VaultState::kAllocations, error::DurationNotElapsed);
        AQ_REQUIRE(tx.block.time >= vault.unlock_at, error::DurationNotElapsed);
        move::mature_vault(tx.undo, s, call.to, tx.block.time32());
        tx.log(call.to, VaultMatured{tx.block.time32()});
    }
    clean_up(tx, ports, call.to);
    return {};
}

Result<void> advance_to_withdrawals(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    const Vault vault = s.strategies.vaults[call.to];
    AQ_REQUIRE(call.sender == vault.arbitrator, error::OnlyArbitrator);
    if (vault.state != VaultState::kWithdrawals) {
        AQ_REQUIRE(vault.state == VaultState::kAllocations, error::VaultNotLocked);
        AQ_REQUIRE(tx.block.time < vault.unlock_at, error::DurationAlreadyElapsed);
        move::mature_vault(tx.undo, s, call.to, tx.block.time32());
        tx.log(call.to, VaultMatured{tx.block.time32()});
        tx.log(call.to, VaultAdvancedToWithdrawals{call.sender, tx.block.time32()});
    }
    clean_up(tx, ports, call.to);
    return {};
}

Result<void> set_tvl_limits(Tx& tx, Ports& ports, const Call& call, Amount max_per_deposit,
                            Amount max_total_deposits) {
    AQ_REQUIRE(call.sender == *ports.self.access.unpauser, error::OnlyUnpauser);
    AQ_REQUIRE(deposits_open(ports.self, call.to), error::DepositsLocked);
    return strategy::change_tvl_limits(tx, ports, call.to, max_per_deposit, max_total_deposits);
}

Result<void> before_add_shares(Tx& tx, Ports& ports, const Address& vault, const Address& staker,
                               Shares shares) {
    const State& s = ports.self;
    const Strategy row = s.strategies.rows[vault];
    AQ_REQUIRE(deposits_open(s, vault), error::DepositsLocked);
    AQ_REQUIRE(!s.strategies.is_blacklisted[row.underlying_token],
               error::UnderlyingTokenBlacklisted);
    AQ_REQUIRE(s.delegation.delegated_to[staker] == vault, error::MustBeDelegatedToVaultOperator);

    const Amount added = AQ_TRY(strategy::shares_to_underlying_down(tx, ports, vault, shares));
    AQ_REQUIRE(added <= row.max_per_deposit, error::DepositExceedsMaxPerDeposit);
    // Shares in the withdrawal queue do not count.
    const Shares active = delegation_manager::operator_shares(s, vault, vault);
    const Amount after = AQ_TRY(
        strategy::shares_to_underlying_down(tx, ports, vault, AQ_TRY(checked_add(active, shares))));
    AQ_REQUIRE(after <= row.max_total_deposits, error::BalanceExceedsMaxTotalDeposits);
    return {};
}

Result<void> before_remove_shares(const State& s, const Address& vault) {
    AQ_REQUIRE(s.strategies.vaults[vault].state != VaultState::kAllocations,
               error::WithdrawalsLockedDuringAllocations);
    return {};
}

}  // namespace aq::eigenlayer::duration_vault
