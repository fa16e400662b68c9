// SPDX-License-Identifier: Apache-2.0
#pragma once

/// EigenLayer as its constructors and initialisers leave it, with mainnet's parameters unless told
/// otherwise.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

/// Mainnet's addresses (specification, section 2). The codes are the deployment's to give.
Deployment mainnet();

/// What a new deployment starts with.
struct Genesis {
    Deployment at;
    Parameters parameters = {};
    /// Owner of every contract that has one, and unpauser.
    Address owner;
    Address pauser;
    Address rewards_updater;
    Address fee_recipient;
    // Documented for mainnet (specification, section 9): a week, and a tenth.
    std::uint32_t activation_delay_seconds = 604'800;
    std::uint16_t default_split_bips = 1'000;
};

/// Initialises all contracts; nothing is paused, no strategy stands. No logs. The state is empty
/// before.
void deploy(Undo& u, State& s, const Genesis& genesis);

/// A strategy without limits, made before there was a factory, open for deposits.
void add_strategy(Undo& u, State& s, const Address& strategy, const Address& token);

}  // namespace aq::eigenlayer
