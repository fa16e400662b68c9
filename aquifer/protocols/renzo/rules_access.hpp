// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The RoleManager, what the ezETH token adds to a plain one, and the RenzoOracle's setting.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo {

namespace role_manager {

/// AccessControl.grantRole and revokeRole, by the role's admin. Nothing is logged when nothing
/// changes.
Result<void> grant_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);
Result<void> revoke_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);
/// AccessControl.renounceRole: "AccessControl: can only renounce roles for self".
Result<void> renounce_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account);

}  // namespace role_manager

namespace ez_eth {

/// EzEthToken.mint and burn: `NotEzETHMinterBurner`.
Result<void> mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount);
Result<void> burn(Tx& tx, Ports& ports, const Call& call, Address from, Amount amount);

}  // namespace ez_eth

namespace oracle {

/// RenzoOracle.setOracleAddress: `NotOracleAdmin`, `InvalidZeroInput`, `InvalidTokenDecimals`.
Result<void> set_oracle_address(Tx& tx, Ports& ports, const Call& call, Address token,
                                Address oracle_address);

}  // namespace oracle

}  // namespace aq::renzo
