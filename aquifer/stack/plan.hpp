// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a deployment can have otherwise than mainnet: which protocols stand, where, and with which
/// parameters. The defaults are mainnet's.

#include <aquifer/eth/types.hpp>
#include <aquifer/ledger/quantity.hpp>

#include <cstdint>
#include <map>
#include <string>

namespace aq::stack {

/// So many whole ether, in wei.
consteval Wei ether(std::uint64_t n) {
    return Wei(wrapping_mul(u256(n), kWad));
}

/// Which protocols stand. The beacon chain's contracts and WETH always do. Renzo needs all others.
struct Protocols {
    bool lido = true;
    bool rates = true;
    bool eigenlayer = true;
    bool renzo = true;
    friend bool operator==(const Protocols&, const Protocols&) = default;
};

struct LidoParameters {
    // The two parts of the fee on rewards, together at most 10,000.
    std::uint64_t operators_fee_bps = 500;
    std::uint64_t treasury_fee_bps = 500;
    /// Zero: none, unlike on mainnet, so that nobody runs into it unasked.
    Wei staking_limit;
    /// At most the limit.
    Wei staking_limit_increase_per_block;
    std::uint64_t epochs_per_frame = 225;
    // Limits of the sanity checker, under its own names.
    std::uint64_t exited_eth_amount_per_day = 57'600;
    std::uint64_t appeared_eth_amount_per_day = 57'600;
    std::uint64_t annual_balance_increase_bps = 1'000;
    std::uint64_t simulated_share_rate_deviation_bps = 50;
    std::uint64_t request_timestamp_margin_seconds = 7'680;
    /// Of 10^9.
    std::uint64_t max_positive_token_rebase = 750'000;
    std::uint64_t max_cl_balance_decrease_bps = 360;
    friend bool operator==(const LidoParameters&, const LidoParameters&) = default;
};

struct RatesParameters {
    Wei reth_deposit_pool_max = ether(18'000);
    std::uint64_t reth_deposit_fee_ppm = 500;
    std::uint64_t sfrxeth_cycle_seconds = 604'800;
    std::uint64_t sweth_reprice_seconds_min = 64'800;
    std::uint64_t meth_fees_bps = 1'000;
    std::uint64_t meth_unstake_blocks = 7'200;
    friend bool operator==(const RatesParameters&, const RatesParameters&) = default;
};

/// The immutables' names are those of `eigenlayer::Parameters`.
struct EigenLayerParameters {
    std::uint64_t min_withdrawal_delay_blocks = 100'800;
    std::uint64_t deallocation_delay_blocks = 100'800;
    std::uint64_t allocation_configuration_delay_blocks = 126'000;
    std::uint64_t slasher_configuration_delay_blocks = 126'000;
    /// Whole days that divide the genesis of rewards, 1710979200.
    std::uint64_t calculation_interval_seconds = 86'400;
    std::uint64_t max_rewards_duration_seconds = 63'072'000;
    std::uint64_t max_retroactive_length_seconds = 14'515'200;
    std::uint64_t max_future_length_seconds = 2'592'000;
    std::uint64_t activation_delay_seconds = 604'800;
    std::uint64_t default_operator_split_bps = 1'000;
    friend bool operator==(const EigenLayerParameters&, const EigenLayerParameters&) = default;
};

struct RenzoParameters {
    std::uint64_t cool_down_seconds = 259'200;
    std::uint64_t fee_bps = 1'000;
    // Zero: no limit.
    Wei steth_tvl_limit;
    Wei wbeth_tvl_limit;
    Wei eth_buffer_target = ether(5'000);
    Wei steth_buffer_target = ether(20'000);
    Wei wbeth_buffer_target = ether(1'000);
    std::uint64_t instant_drawdown_bps = 5'000;
    // The fee at an untouched buffer, and at one drawn down as far as it may be.
    std::uint64_t instant_fee_bps_min = 5;
    std::uint64_t instant_fee_bps_max = 100;
    friend bool operator==(const RenzoParameters&, const RenzoParameters&) = default;
};

/// By what a contract, or an account that administers some, is called.
using Addresses = std::map<std::string, Address>;

struct Plan {
    Protocols protocols;
    /// Who stands elsewhere than on mainnet. Names that the deployment does not know are passed
    /// over; no two roles may come to one address.
    Addresses addresses;
    LidoParameters lido;
    RatesParameters rates;
    EigenLayerParameters eigenlayer;
    RenzoParameters renzo;
    friend bool operator==(const Plan&, const Plan&) = default;
};

}  // namespace aq::stack
