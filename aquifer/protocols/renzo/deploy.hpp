// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Renzo as its initialisers leave it. What its administrators set afterwards (tokens, delegators,
/// feeds, buffers) are ordinary transactions.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo {

/// Mainnet's addresses (specification, section 2). Those that the specification leaves to be read
/// from the chain are made up here: the hash of "renzo" and the contract's name.
Deployment mainnet();
/// The two operator delegators of a sandbox: the first of those known on mainnet.
std::array<Address, 2> mainnet_delegators();

/// What a new deployment starts with.
struct Genesis {
    Deployment at;
    /// Holds every role but that of native restaking.
    Address admin;
    Address restake_admin;
    /// Seconds.
    u256 cool_down_period;
};

/// Initialises all contracts: roles, wiring, the queue paused. No logs. The state is empty before.
void deploy(Undo& u, State& s, const Genesis& genesis);

}  // namespace aq::renzo
