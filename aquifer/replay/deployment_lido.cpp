// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/deploy.hpp>
#include <aquifer/replay/deployment.hpp>

namespace aq::replay {

/// The share token within a stand-in for the pool, which holds the first ether, and wstETH.
void set_up_lido_shares(stack::World& world, HeaderEntries& entries) {
    lido::Deployment at;
    at.lido = entries.contract("stETH");
    at.wsteth = entries.contract("wstETH");
    const Wei first_ether(entries.amount("initialDeposit"));
    aq::move::set_ether(world.undo, world.accounts, at.lido, first_ether);
    lido::deploy_stand_in(world.undo, world.lido, at, first_ether);
}

}  // namespace aq::replay
