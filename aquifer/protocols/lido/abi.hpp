// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of Lido's contracts: every external function by its selector.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido {

using Face = Contract<Ports>;

/// Lido and StETH were compiled by Solidity 0.4: their arguments are read leniently, as wstETH's,
/// and are zeros past the end of calldata, which has to be made longer for that.
const Face& steth_face();
/// The pool's stand-in of recorded runs.
const Face& steth_stand_in_face();
const Face& wsteth_face();
const Face& withdrawal_queue_face();
const Face& accounting_face();
const Face& accounting_oracle_face();
const Face& sanity_checker_face();
const Face& burner_face();
const Face& el_rewards_vault_face();
const Face& withdrawal_vault_face();
const Face& staking_router_face();
const Face& lido_locator_face();

/// What contracts with roles share: OpenZeppelin 4.4's AccessControlEnumerable, and 5's.
Face::Functions access_functions();
Face::Functions access5_functions();

}  // namespace aq::lido
