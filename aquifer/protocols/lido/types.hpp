// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Lido's units and the tuples its contracts exchange.

#include <aquifer/ledger/quantity.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace aq::lido {

/// Shares of stETH. Amounts of stETH itself are `Wei`: one stETH stands for one ether.
using Shares = Quantity<struct LidoShareUnit>;
/// Ether a share is worth, times 10^27.
using ShareRate = Quantity<struct LidoShareRateUnit>;

inline constexpr u256 kRay = 1e27_u256;
inline constexpr u256 kEther = 1e18_u256;
inline constexpr u256 kBasisPoints = 10'000_u256;
/// `type(uint128).max`: conversions of stETH take less than this.
inline constexpr u256 kUint128Max = 0xffffffffffffffffffffffffffffffff_u256;
/// Who holds the shares that were minted for the contract's first ether.
inline constexpr Address kInitialHolder = "0x000000000000000000000000000000000000dead"_address;

/// `ReportValues`: what AccountingOracle hands to Accounting.
struct ReportValues {
    u256 timestamp;
    u256 time_elapsed;
    Wei cl_validators_balance;
    Wei cl_pending_balance;
    Wei withdrawal_vault_balance;
    Wei el_rewards_vault_balance;
    Shares shares_requested_to_burn;
    std::vector<u256> withdrawal_finalization_batches;
    ShareRate simulated_share_rate;
};

/// `Accounting.FeeDistribution`.
struct FeeDistribution {
    std::vector<Address> module_fee_recipients;
    std::vector<u256> module_ids;
    std::vector<Shares> module_shares_to_mint;
    Shares treasury_shares_to_mint;
};

/// `Accounting.CalculatedValues`.
struct CalculatedValues {
    Wei withdrawals_vault_transfer;
    Wei el_rewards_vault_transfer;
    Wei ether_to_finalize;
    Shares shares_to_finalize;
    Shares shares_to_burn_for_withdrawals;
    Shares total_shares_to_burn;
    Shares shares_to_mint_as_fees;
    FeeDistribution fee_distribution;
    Wei principal_cl_balance;
    Shares pre_total_shares;
    Wei pre_total_pooled_ether;
    Shares post_internal_shares;
    Wei post_internal_ether;
    Shares post_total_shares;
    Wei post_total_pooled_ether;

    static auto members(auto& v) {
        return std::tie(v.withdrawals_vault_transfer, v.el_rewards_vault_transfer,
                        v.ether_to_finalize, v.shares_to_finalize, v.shares_to_burn_for_withdrawals,
                        v.total_shares_to_burn, v.shares_to_mint_as_fees, v.fee_distribution,
                        v.principal_cl_balance, v.pre_total_shares, v.pre_total_pooled_ether,
                        v.post_internal_shares, v.post_internal_ether, v.post_total_shares,
                        v.post_total_pooled_ether);
    }
};

/// `AccountingOracle.ReportData`: what the oracle submits.
struct ReportData {
    u256 consensus_version;
    u256 ref_slot;
    u256 cl_validators_balance_gwei;
    u256 cl_pending_balance_gwei;
    std::vector<u256> module_ids_with_newly_exited_validators;
    std::vector<u256> num_exited_validators_by_module;
    std::vector<u256> module_ids_with_updated_balance;
    std::vector<u256> validator_balances_gwei_by_module;
    Wei withdrawal_vault_balance;
    Wei el_rewards_vault_balance;
    Shares shares_requested_to_burn;
    std::vector<u256> withdrawal_finalization_batches;
    ShareRate simulated_share_rate;
    bool is_bunker_mode = false;
    Hash vaults_data_tree_root;
    std::string vaults_data_tree_cid;
    u256 extra_data_format;
    Hash extra_data_hash;
    u256 extra_data_items_count;

    static auto members(auto& v) {
        return std::tie(v.consensus_version, v.ref_slot, v.cl_validators_balance_gwei,
                        v.cl_pending_balance_gwei, v.module_ids_with_newly_exited_validators,
                        v.num_exited_validators_by_module, v.module_ids_with_updated_balance,
                        v.validator_balances_gwei_by_module, v.withdrawal_vault_balance,
                        v.el_rewards_vault_balance, v.shares_requested_to_burn,
                        v.withdrawal_finalization_batches, v.simulated_share_rate, v.is_bunker_mode,
                        v.vaults_data_tree_root, v.vaults_data_tree_cid, v.extra_data_format,
                        v.extra_data_hash, v.extra_data_items_count);
    }
};

/// `OracleReportSanityChecker.LimitsList`.
struct Limits {
    u256 exited_eth_amount_per_day;
    u256 appeared_eth_amount_per_day;
    u256 annual_balance_increase_bps;
    u256 simulated_share_rate_deviation_bps;
    u256 max_balance_exit_requested_per_report_eth;
    u256 max_effective_balance_weight_wc_type01;
    u256 max_effective_balance_weight_wc_type02;
    u256 max_items_per_extra_data_transaction;
    u256 max_node_operators_per_extra_data_item;
    u256 request_timestamp_margin;
    /// In parts of 10^9; 2^64 - 1 is without limit.
    u256 max_positive_token_rebase;
    u256 max_cl_balance_decrease_bps;
    u256 cl_balance_oracles_error_upper_bps;
    u256 consolidation_eth_amount_per_day;
    u256 exited_validator_eth_amount;
    u256 external_pending_balance_cap_eth;

    static auto members(auto& v) {
        return std::tie(
            v.exited_eth_amount_per_day, v.appeared_eth_amount_per_day,
            v.annual_balance_increase_bps, v.simulated_share_rate_deviation_bps,
            v.max_balance_exit_requested_per_report_eth, v.max_effective_balance_weight_wc_type01,
            v.max_effective_balance_weight_wc_type02, v.max_items_per_extra_data_transaction,
            v.max_node_operators_per_extra_data_item, v.request_timestamp_margin,
            v.max_positive_token_rebase, v.max_cl_balance_decrease_bps,
            v.cl_balance_oracles_error_upper_bps, v.consolidation_eth_amount_per_day,
            v.exited_validator_eth_amount, v.external_pending_balance_cap_eth);
    }
    friend bool operator==(const Limits&, const Limits&) = default;
};

/// `WithdrawalQueueBase.MAX_BATCHES_LENGTH`.
inline constexpr std::size_t kBatchesMax = 36;
using Batches = std::array<u256, kBatchesMax>;

/// `WithdrawalQueueBase.BatchesCalculationState`.
struct BatchesCalculation {
    Wei remaining_eth_budget;
    bool finished = false;
    Batches batches{};
    u256 batches_length;
};

/// `WithdrawalQueueBase.WithdrawalRequestStatus`.
struct RequestStatus {
    Wei amount_of_steth;
    Shares amount_of_shares;
    Address owner;
    u256 timestamp;
    bool is_finalized = false;
    bool is_claimed = false;
};

/// `WithdrawalQueue.PermitInput`.
struct PermitInput {
    u256 value;
    u256 deadline;
    std::uint8_t v = 0;
    Hash r;
    Hash s;
};

/// `StakingRouter.StakingModuleConfig`.
struct ModuleConfig {
    u256 stake_share_limit;
    u256 priority_exit_share_threshold;
    u256 staking_module_fee;
    u256 treasury_fee;
    u256 max_deposits_per_block;
    u256 min_deposit_block_distance;
    u256 withdrawal_credentials_type;
};

namespace detail {

/// The codec of a tuple with more members than `fields_of` counts: it lists them itself.
template <class T>
struct WideCodec {
    using Codec =
        aq::detail::AbiTuple<decltype([]<class... M>(std::tuple<M&...>) -> std::tuple<M...> {
            throw;
        }(T::members(std::declval<T&>())))>;
    static constexpr bool kDynamic = Codec::kDynamic;
    static constexpr std::size_t kHead = kDynamic ? 32 : Codec::kSize;
    static std::string name() { return Codec::name(); }
    static std::size_t tail(const T& value) {
        return std::apply(
            [](const auto&... v) {
                return aq::detail::AbiTuple<
                    std::tuple<const std::remove_cvref_t<decltype(v)>&...>>::size(std::tie(v...));
            },
            T::members(value));
    }
    static void append(Bytes& out, const T& value) {
        std::apply(
            [&](const auto&... v) {
                aq::detail::AbiTuple<
                    std::tuple<const std::remove_cvref_t<decltype(v)>&...>>::append(out,
                                                                                    std::tie(v...));
            },
            T::members(value));
    }
    static void write(std::uint8_t* at, const T& value) {
        std::apply(
            [&](const auto&... v) {
                aq::detail::AbiTuple<std::tuple<const std::remove_cvref_t<decltype(v)>&...>>::write(
                    at, std::tie(v...));
            },
            T::members(value));
    }
    static bool read(const AbiReader& in, T& out) { return Codec::read(in, T::members(out)); }
};

}  // namespace detail

}  // namespace aq::lido

namespace aq {

template <>
struct AbiCodec<lido::Batches> {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32 * lido::kBatchesMax;
    static std::string name() { return "uint256[36]"; }
    static void write(std::uint8_t* at, const lido::Batches& value) {
        for (const u256& word : value) {
            store_be(at, word);
            at += 32;
        }
    }
    static bool read(const AbiReader& in, lido::Batches& out) {
        std::size_t at = 0;
        for (u256& word : out) {
            word = in.word(at);
            at += 32;
        }
        return true;
    }
};

template <>
struct AbiCodec<lido::CalculatedValues> : lido::detail::WideCodec<lido::CalculatedValues> {};
template <>
struct AbiCodec<lido::ReportData> : lido::detail::WideCodec<lido::ReportData> {};
template <>
struct AbiCodec<lido::Limits> : lido::detail::WideCodec<lido::Limits> {};

}  // namespace aq
