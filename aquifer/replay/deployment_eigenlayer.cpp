// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/deployment.hpp>

#include <algorithm>

namespace aq::replay {

void set_up_eigenlayer(stack::World& world, HeaderEntries& entries) {
    using stack::Kind;
    eigenlayer::State& s = world.eigenlayer;
    s.at = {.strategy_manager = entries.contract("strategyManager"),
            .delegation_manager = entries.contract("delegationManager"),
            .allocation_manager = entries.contract("allocationManager"),
            .allocation_manager_view = entries.contract("allocationManagerView"),
            .eigen_pod_manager = entries.contract("eigenPodManager"),
            .rewards_coordinator = entries.contract("rewardsCoordinator"),
            .permission_controller = entries.contract("permissionController"),
            .strategy_factory = entries.contract("strategyFactory"),
            .pauser_registry = entries.contract("pauserRegistry"),
            .eigen_strategy = entries.account("eigenStrategy"),
            .emissions_controller = entries.account("emissionsController"),
            .eth_pos = entries.contract("ethPOS"),
            .eigen_pod_beacon = entries.contract("eigenPodBeacon"),
            .strategy_beacon = entries.contract("strategyBeacon"),
            .duration_vault_beacon = entries.contract_if_any("durationVaultBeacon"),
            .strategy_code = code_of(Kind::kStrategyBase),
            .vault_code = code_of(Kind::kDurationVault),
            .pod_code = code_of(Kind::kEigenPod)};
    eigenlayer::Parameters& p = s.parameters;
    p.min_withdrawal_delay_blocks = entries.number("MIN_WITHDRAWAL_DELAY_BLOCKS");
    p.deallocation_delay_blocks = entries.number("DEALLOCATION_DELAY");
    p.allocation_configuration_delay_blocks = entries.number("ALLOCATION_CONFIGURATION_DELAY");
    p.slasher_configuration_delay_blocks = p.allocation_configuration_delay_blocks;
    p.calculation_interval_seconds = entries.number("CALCULATION_INTERVAL_SECONDS");
    p.max_rewards_duration_seconds = entries.number("MAX_REWARDS_DURATION");
    p.max_retroactive_length_seconds = entries.number("MAX_RETROACTIVE_LENGTH");
    p.max_future_length_seconds = entries.number("MAX_FUTURE_LENGTH");
    p.genesis_rewards_timestamp = entries.number("GENESIS_REWARDS_TIMESTAMP");
    p.pod_init_code_hash = entries.hash("podInitCodeHash");
    p.version = {};
    std::ranges::copy(entries.words("version", p.version.size() - 1), p.version.begin());
}

}  // namespace aq::replay
