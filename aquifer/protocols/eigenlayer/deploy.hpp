// SPDX-License-Identifier: Apache-2.0
#pragma once

/// EigenLayer as its initialisers leave it, with mainnet's parameters (those of `Parameters`).

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

/// Mainnet's addresses (specification, section 2). The codes are the deployment's to give.
Deployment mainnet();

/// What a new deployment starts with.
struct Genesis {
    Deployment at;
    /// Owner of every contract that has one, and unpauser.
    Address owner;
    Address pauser;
    Address rewards_updater;
    Address fee_recipient;
};

/// Initialises all contracts; nothing is paused, no strategy stands. No logs. The state is empty
/// before.
void deploy(Undo& u, State& s, const Genesis& genesis);

/// A strategy without limits, made before there was a factory, open for deposits.
void add_strategy(Undo& u, State& s, const Address& strategy, const Address& token);

}  // namespace aq::eigenlayer
