// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/deploy.hpp>

#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>

namespace aq::lido {

namespace {

void mint_first_shares(Undo& u, StEth& e, Wei first_ether) {
    move::set_active(u, e, true);
    move::mint_shares(u, e, kInitialHolder, Shares(first_ether.raw));
    move::set_buffered(u, e, first_ether);
}

/// Who holds which role when all is connected.
void grant_roles(Undo& u, State& s, const Address& admin) {
    const Deployment& at = s.at;
    const auto grant = [&](const Address& contract, const Hash& role, const Address& account) {
        move::grant_role(u, s, contract, role, account);
    };
    for (const Hash& role : {role::kPause, role::kResume, role::kStakingPause,
                             role::kStakingControl, role::kBufferReserveManager}) {
        grant(at.lido, role, admin);
    }
    for (const Address& contract : {at.withdrawal_queue, at.accounting_oracle, at.sanity_checker,
                                    at.burner, at.staking_router}) {
        grant(contract, role::kDefaultAdmin, admin);
    }
    grant(at.withdrawal_queue, role::kPause, admin);
    grant(at.withdrawal_queue, role::kResume, admin);
    grant(at.withdrawal_queue, role::kFinalize, at.lido);
    grant(at.withdrawal_queue, role::kOracle, at.accounting_oracle);
    grant(at.burner, role::kRequestBurnShares, at.accounting);
    grant(at.staking_router, role::kStakingModuleManage, admin);
    grant(at.staking_router, role::kReportExitedValidators, at.accounting_oracle);
    grant(at.staking_router, role::kReportRewardsMinted, at.accounting);
    grant(at.sanity_checker, role::kAllLimitsManager, admin);
    for (const auto& rule : sanity_checker::limit_rules()) {
        grant(at.sanity_checker, rule.role, admin);
    }
}

}  // namespace

Deployment mainnet() {
    return {
        .lido = "0xae7ab96520de3a18e5e111b5eaab095312d7fe84"_address,
        .wsteth = "0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0"_address,
        .withdrawal_queue = "0x889edc2edab5f40e902b864ad4d7ade8e412f9b1"_address,
        .accounting = "0x23ed611be0e1a820978875c0122f92260804cddf"_address,
        .accounting_oracle = "0x852ded011285fe67063a08005c71a85690503cee"_address,
        .hash_consensus = "0xd624b08c83baecf0807dd2c6880c3154a5f0b288"_address,
        .sanity_checker = "0x147f8d3cf3004faf9bf94e88b54b6c06de507be9"_address,
        .burner = "0xe76c52750019b80b43e36df30bf4060eb73f573a"_address,
        .staking_router = "0xfddf38947afb03c621c71b06c9c70bce73f12999"_address,
        .el_rewards_vault = "0x388c818ca8b9251b393131c08a736a67ccb19297"_address,
        .withdrawal_vault = "0xb9d7934878b5fb9610b3fe8a5e441e8fad7e293f"_address,
        .locator = "0xc1d0b3de6792bf6b4b37eccdcc24e45978cfd2eb"_address,
        .deposit_security_module = "0xf573e9e3de1f86b085417ab294f56e7920b4e9be"_address,
        .top_up_gateway = "0x3fc2c71579d80790aaa3fc7be8b66ac39dc57374"_address,
        // The notifier has no observers here: it would do nothing.
        .post_token_rebase_receiver = kZeroAddress,
        .treasury = "0x3e40d73eb977dc6a537af587d48316fee66e9c8c"_address,
        .vault_hub = "0x1d201be093d847f6446530efb0e8fb426d176709"_address,
        .lazy_oracle = "0x5db427080200c235f2ae8cd17a7be87921f7ad6c"_address,
        .deposit_contract = "0x00000000219ab540356cbb839cbe05303d7705fa"_address,
        .eip712_steth = "0x8f73e4c2a6d852bb4ab2a45e6a9cf5715b3228b7"_address,
    };
}

Limits mainnet_limits() {
    return {
        .exited_eth_amount_per_day = 57'600_u256,
        .appeared_eth_amount_per_day = 57'600_u256,
        .annual_balance_increase_bps = 1'000_u256,
        .simulated_share_rate_deviation_bps = 50_u256,
        .max_balance_exit_requested_per_report_eth = 19'200_u256,
        .max_effective_balance_weight_wc_type01 = 32_u256,
        .max_effective_balance_weight_wc_type02 = 2'048_u256,
        .max_items_per_extra_data_transaction = 8_u256,
        .max_node_operators_per_extra_data_item = 24_u256,
        .request_timestamp_margin = 7'680_u256,
        .max_positive_token_rebase = 750'000_u256,
        .max_cl_balance_decrease_bps = 360_u256,
        .cl_balance_oracles_error_upper_bps = 50_u256,
        .consolidation_eth_amount_per_day = 93'375_u256,
        .exited_validator_eth_amount = 32_u256,
        .external_pending_balance_cap_eth = 300_u256,
    };
}

void deploy(Undo& u, State& s, const Genesis& genesis) {
    s.at = genesis.at;
    s.calendar = genesis.calendar;
    mint_first_shares(u, s.steth, genesis.first_ether);
    StakeLimit open;
    // Any block but zero: without a limit only that it is not zero counts.
    open.prev_block = 1;
    move::set_stake_limit(u, s.steth, open);
    move::set_allowance(u, s.steth, s.at.withdrawal_queue, s.at.burner, Wei::max());
    move::set_deposits_reserve_target(u, s.steth, genesis.deposits_reserve_target);
    move::initialize_queue(u, s.queue, genesis.time);
    move::set_bunker_mode_since(u, s.queue, withdrawal_queue::kBunkerModeDisabled);
    move::set_resume_since(u, s.queue, u256(genesis.time));
    move::set_limits(u, s.checker, genesis.limits);
    move::set_consensus_version(u, s.oracle, accounting_oracle::kConsensusVersion);
    move::set_last_processing_ref_slot(u, s.oracle, genesis.last_processing_ref_slot);
    move::set_consensus_report(u, s.oracle, {Hash(), genesis.last_processing_ref_slot, 0});
    Hash credentials = to_hash(to_u256(s.at.withdrawal_vault));
    credentials.bytes[0] = 1;
    move::set_router(u, s.router, credentials, 3'200'000'000'000);
    grant_roles(u, s, genesis.admin);
}

void deploy_stand_in(Undo& u, State& s, const Deployment& at, Wei first_ether) {
    s.at = at;
    move::set_buffered(u, s.steth, first_ether);
}

}  // namespace aq::lido
