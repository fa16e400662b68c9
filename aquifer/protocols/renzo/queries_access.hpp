// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Who may do what: roles, and the pauses of the risk oracle.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo {

/// AccessControl.hasRole.
bool has_role(const State& s, const Hash& role, const Address& account);

/// The modifiers onlyXxx: the sender has the role, or the contract's own error.
Result<void> only_role(const State& s, const Call& call, const Hash& role,
                       const CustomError& error);

namespace risk {

/// What the risk oracle can switch off.
enum class Switch : std::uint8_t { kDeposit, kWithdrawRequest, kClaim, kInstantWithdraw };

/// RiskOracleMiddleware, asked by a contract of Renzo. Without a middleware nothing is paused and
/// there is no cool-down.
Result<bool> is_paused(Tx& tx, const Ports& ports, const Address& asker, Switch what);
/// Seconds.
Result<u256> cool_down(Tx& tx, const Ports& ports, const Address& asker);

/// What the outside risk oracle last said of ezETH under a name, as the middleware asks; zero if
/// it never said anything.
Result<u256> latest_value(Tx& tx, const Ports& ports, std::string_view name);

}  // namespace risk

}  // namespace aq::renzo
