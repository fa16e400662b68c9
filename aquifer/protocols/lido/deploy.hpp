// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Lido as its initialisers leave it, with mainnet's parameters.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido {

/// Mainnet's addresses (specification, section 2).
Deployment mainnet();
/// Mainnet's limits of the sanity checker (specification, section 3).
Limits mainnet_limits();

/// What a new deployment starts with.
struct Genesis {
    Deployment at;
    Calendar calendar;
    Limits limits;
    /// Administrator of all roles and holder of those that only governance uses.
    Address admin;
    /// The contract's first ether, minted 1:1 to the dead address. It is part of the deployment:
    /// whoever deploys moves it to the contract.
    Wei first_ether;
    std::uint64_t time = 0;
    std::uint64_t last_processing_ref_slot = 0;
    Wei deposits_reserve_target;
};

/// Initialises all contracts but wstETH's row: roles, limits, the queue's first entries, the
/// burner's allowance on the queue's shares; staking is open and without a limit, nothing is
/// paused. No logs. The state is empty before.
void deploy(Undo& u, State& s, const Genesis& genesis);

/// Of the pool's stand-in only what the logs of its deployment do not tell: the addresses and its
/// first ether. That it is active, and its first shares, come with those logs.
void deploy_stand_in(Undo& u, State& s, const Deployment& at, Wei first_ether);

}  // namespace aq::lido
