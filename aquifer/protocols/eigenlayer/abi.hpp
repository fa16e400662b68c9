// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of EigenLayer's contracts: every external function by its selector.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

using Face = Contract<Ports>;

/// What pausable and owned contracts share.
Face::Functions pausable_functions();
Face::Functions ownable_functions();

const Face& strategy_manager_face();
const Face& strategy_base_face();
const Face& strategy_capped_face();
const Face& duration_vault_face();
const Face& strategy_factory_face();
const Face& delegation_manager_face();
const Face& allocation_manager_face();
const Face& eigen_pod_manager_face();
const Face& eigen_pod_face();
const Face& rewards_coordinator_face();
const Face& permission_controller_face();
const Face& pauser_registry_face();

}  // namespace aq::eigenlayer
