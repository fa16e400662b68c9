// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/replay/deployment.hpp>

namespace aq::replay {

void set_up_renzo(stack::World& world, HeaderEntries& entries) {
    set_up_eigenlayer(world, entries);
    renzo::State& s = world.renzo;
    s.at = {.role_manager = entries.contract("roleManager"),
            .ez_eth = entries.contract("ezETH"),
            .oracle = entries.contract("renzoOracle"),
            .balancer_rate_provider = {},
            .restake_manager = entries.contract("restakeManager"),
            .deposit_queue = entries.contract("depositQueue"),
            .withdraw_queue = entries.contract("withdrawQueue"),
            .instant_withdrawer = {},
            .reward_handler = entries.contract("rewardHandler"),
            .payment_splitter = {},
            .risk = entries.contract("risk"),
            .risk_oracle = {},
            .st_eth = entries.contract("token0"),
            .st_eth_withdrawals = entries.contract("stETHExit")};
    // The initialiser set these without a log.
    const auto buffer = [&](const char* name, const Address& asset) {
        renzo::move::set_buffer_target(world.undo, s, asset, renzo::Amount(entries.amount(name)));
    };
    buffer("withdrawBuffers.native", renzo::kNative);
    buffer("withdrawBuffers.token0", entries.contract("token0"));
    buffer("withdrawBuffers.token1", entries.contract("token1"));
    renzo::move::set_cool_down_period(world.undo, s, entries.amount("coolDownPeriod"));
}

}  // namespace aq::replay
