// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of Renzo's contracts: every external function by its selector.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo {

using Face = Contract<Ports>;

const Face& role_manager_face();
const Face& ez_eth_face();
const Face& renzo_oracle_face();
/// STETHShim, WBETHShim, METHShim.
const Face& adapter_face();
const Face& balancer_rate_provider_face();
const Face& risk_oracle_middleware_face();
const Face& restake_manager_face();
const Face& deposit_queue_face();
const Face& withdraw_queue_face();
const Face& instant_withdrawer_face();
const Face& operator_delegator_face();
const Face& reward_handler_face();

}  // namespace aq::renzo
