// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi_strategies.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_vault.hpp>

namespace aq::eigenlayer {

namespace {

const Vault& vault_of(const View& v) {
    return v.ports.self.strategies.vaults[v.self()];
}

Face::Functions vault_functions() {
    namespace dv = duration_vault;
    return {
        bind<initialize_again<VaultConfig>>(
            "initialize((address underlyingToken, address vaultAdmin, address arbitrator, uint32 "
            "duration, uint256 maxPerDeposit, uint256 stakeCap, string metadataURI, (address avs, "
            "uint32 id) operatorSet, bytes operatorSetRegistrationData, address "
            "delegationApprover, string operatorMetadataURI) config)"),
        bind<dv::lock>("lock()"),
        bind<dv::mark_matured>("markMatured()"),
        bind<dv::advance_to_withdrawals>("advanceToWithdrawals()"),
        bind<dv::update_tvl_limits>(
            "updateTVLLimits(uint256 newMaxPerDeposit, uint256 newStakeCap)"),
        bind<dv::set_tvl_limits>(
            "setTVLLimits(uint256 newMaxPerDeposit, uint256 newMaxTotalDeposits)"),
        bind<dv::update_metadata_uri>("updateMetadataURI(string newMetadataURI)"),
        bind<dv::update_delegation_approver>(
            "updateDelegationApprover(address newDelegationApprover)"),
        bind<dv::update_operator_metadata_uri>(
            "updateOperatorMetadataURI(string newOperatorMetadataURI)"),
        bind<dv::set_rewards_claimer>("setRewardsClaimer(address claimer)"),
    };
}

Face::Functions vault_views() {
    return {
        bind<[](const View& v) { return static_cast<std::uint8_t>(vault_of(v).state); }>(
            "state() view returns (uint8)"),
        bind<[](const View& v) { return vault_of(v).state == VaultState::kDeposits; }>(
            "depositsOpen() view returns (bool)"),
        bind<[](const View& v) { return vault_of(v).state != VaultState::kAllocations; }>(
            "withdrawalsOpen() view returns (bool)"),
        bind<[](const View& v) { return vault_of(v).state == VaultState::kAllocations; }>(
            "allocationsActive() view returns (bool)"),
        bind<[](const View& v) { return vault_of(v).state != VaultState::kDeposits; }>(
            "isLocked() view returns (bool)"),
        bind<[](const View& v) { return vault_of(v).state == VaultState::kWithdrawals; }>(
            "isMatured() view returns (bool)"),
        bind<[](const View& v) { return vault_of(v).vault_admin; }>(
            "vaultAdmin() view returns (address)"),
        bind<[](const View& v) { return vault_of(v).arbitrator; }>(
            "arbitrator() view returns (address)"),
        bind<[](const View& v) { return vault_of(v).duration; }>(
            "duration() view returns (uint32)"),
        bind<[](const View& v) { return vault_of(v).locked_at; }>(
            "lockedAt() view returns (uint32)"),
        bind<[](const View& v) { return vault_of(v).unlock_at; }>(
            "unlockAt() view returns (uint32)"),
        bind<[](const View& v) { return vault_of(v).unlock_at; }>(
            "unlockTimestamp() view returns (uint32)"),
        bind<[](const View& v) { return vault_of(v).matured_at; }>(
            "maturedAt() view returns (uint32)"),
        bind<[](const View& v) {
            return v.ports.self.strategies.rows[v.self()].max_total_deposits;
        }>("stakeCap() view returns (uint256)"),
        bind<[](const View& v) { return duration_vault::metadata_uri(v.ports.self, v.self()); }>(
            "metadataURI() view returns (string)"),
        bind<[](const View&) { return true; }>(
            "operatorIntegrationConfigured() view returns (bool)"),
        bind<[](const View& v) {
            return std::tuple(vault_of(v).operator_set.avs, vault_of(v).operator_set.id);
        }>("operatorSetInfo() view returns (address avs, uint32 operatorSetId)"),
        bind<[](const View& v) {
            return duration_vault::operator_set_registered(v.ports.self, v.self());
        }>("operatorSetRegistered() view returns (bool)"),
        bind<[](const View& v) { return v.ports.self.at.delegation_manager; }>(
            "delegationManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.allocation_manager; }>(
            "allocationManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.rewards_coordinator; }>(
            "rewardsCoordinator() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.strategy_factory; }>(
            "strategyFactory() view returns (address)"),
        bind<[](const View&) {
            return std::string(
                "Duration-bound vault strategy with configurable deposit caps and lock periods");
        }>("explanation() view returns (string)"),
    };
}

}  // namespace

const Face& duration_vault_face() {
    static const Face kFace("DurationVaultStrategy",
                            {strategy_functions(), limit_views(), vault_functions(), vault_views(),
                             pausable_functions()});
    return kFace;
}

}  // namespace aq::eigenlayer
