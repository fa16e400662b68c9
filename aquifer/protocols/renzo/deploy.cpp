// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/deploy.hpp>

#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/roles.hpp>

namespace aq::renzo {

namespace {

Address made_up(std::string_view name) {
    return truncate_address(to_u256(keccak("renzo " + std::string(name))));
}

}  // namespace

Deployment mainnet() {
    return {
        .role_manager = made_up("RoleManager"),
        .ez_eth = "0xbf5495efe5db9ce00f80364c8b423567e58d2110"_address,
        .oracle = "0x5a12796f7e7ebbbc8a402667d266d2e65a814042"_address,
        .balancer_rate_provider = "0x387dbc0fb00b26fb085aa658527d5be98302c84c"_address,
        .restake_manager = "0x74a09653a083691711cf8215a6ab074bb4e99ef5"_address,
        .deposit_queue = "0xf2f305d14dcd8aaef887e0428b3c9534795d0d60"_address,
        .withdraw_queue = "0x5efc9d10e42fb517456f4ac41eb5e2ebe42c8918"_address,
        .instant_withdrawer = made_up("InstantWithdrawer"),
        .reward_handler = made_up("RewardHandler"),
        .payment_splitter = {},
        // Nobody is asked: nothing is paused from outside.
        .risk = {},
        .risk_oracle = {},
        .st_eth = "0xae7ab96520de3a18e5e111b5eaab095312d7fe84"_address,
        .st_eth_withdrawals = "0x889edc2edab5f40e902b864ad4d7ade8e412f9b1"_address,
    };
}

std::array<Address, 2> mainnet_delegators() {
    return {"0x78524beeac12368e600457478738c233f436e9f6"_address,
            "0x125b367c16c5858f11e12948404f7a1371a0fda3"_address};
}

void deploy(Undo& u, State& s, const Genesis& genesis) {
    s.at = genesis.at;
    for (const Hash& role :
         {role::kDefaultAdmin, role::kOperatorDelegatorAdmin, role::kOracleAdmin,
          role::kRestakeManagerAdmin, role::kTokenAdmin, role::kErc20RewardAdmin,
          role::kDepositWithdrawPauser, role::kWithdrawQueueAdmin,
          role::kEmergencyWithdrawTrackingAdmin, role::kEigenLayerRewardsAdmin,
          role::kEmergencyCheckpointTrackingAdmin, role::kEmergencyAvsEthSlashTrackingAdmin,
          role::kWithdrawQueueRebalanceAdmin}) {
        move::set_role(u, s, role, genesis.admin, true);
    }
    move::set_role(u, s, role::kNativeEthRestakeAdmin, genesis.restake_admin, true);
    for (const Address& contract : {s.at.restake_manager, s.at.withdraw_queue}) {
        move::set_role(u, s, role::kRxEthMinterBurner, contract, true);
    }
    move::set_restake_manager(u, s, s.at.restake_manager);
    move::set_withdraw_queue(u, s, s.at.withdraw_queue);
    move::set_reward_destination(u, s, s.at.deposit_queue);
    move::set_instant_owner(u, s, genesis.admin);
    move::set_cool_down_period(u, s, genesis.cool_down_period);
    move::set_queue_paused(u, s, true);
}

}  // namespace aq::renzo
