// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>

namespace aq::lido::sanity_checker {

namespace {

constexpr u256 kUint16Max = 0xffff_u256;
constexpr u256 kUint32Max = 0xffffffff_u256;
constexpr u256 kUint64Max = 0xffffffffffffffff_u256;
constexpr u256 kOne{1U};

template <class E>
void log_limit(Tx& tx, const Address& checker, const u256& value) {
    tx.log(checker, E{value});
}

/// In the order of `_validateLimitsList`.
constexpr std::array<LimitRule, 16> kRules{{
    {&Limits::exited_eth_amount_per_day,
     role::kExitedEthAmountPerDayLimitManager,
     {},
     kUint32Max,
     log_limit<ExitedEthAmountPerDayLimitSet>},
    {&Limits::appeared_eth_amount_per_day,
     role::kAppearedEthAmountPerDayLimitManager,
     {},
     kUint32Max,
     log_limit<AppearedEthAmountPerDayLimitSet>},
    {&Limits::consolidation_eth_amount_per_day,
     role::kConsolidationEthAmountPerDayLimitManager,
     {},
     kUint32Max,
     log_limit<ConsolidationEthAmountPerDayLimitSet>},
    {&Limits::exited_validator_eth_amount, role::kExitedValidatorEthAmountLimitManager, kOne,
     kUint16Max, log_limit<ExitedValidatorEthAmountLimitSet>},
    {&Limits::external_pending_balance_cap_eth,
     role::kExternalPendingBalanceCapManager,
     {},
     kUint16Max,
     log_limit<ExternalPendingBalanceCapEthSet>},
    {&Limits::annual_balance_increase_bps,
     role::kAnnualBalanceIncreaseLimitManager,
     {},
     kBasisPoints,
     log_limit<AnnualBalanceIncreaseBPLimitSet>},
    {&Limits::simulated_share_rate_deviation_bps,
     role::kShareRateDeviationLimitManager,
     {},
     kBasisPoints,
     log_limit<SimulatedShareRateDeviationBPLimitSet>},
    {&Limits::max_balance_exit_requested_per_report_eth,
     role::kMaxBalanceExitRequestedPerReportInEth,
     {},
     kUint16Max,
     log_limit<MaxBalanceExitRequestedPerReportInEthSet>},
    {&Limits::max_effective_balance_weight_wc_type01, role::kMaxEffectiveBalanceWeightsManager,
     kOne, kUint16Max, log_limit<MaxEffectiveBalanceWeightWCType01Set>},
    {&Limits::max_effective_balance_weight_wc_type02, role::kMaxEffectiveBalanceWeightsManager,
     kOne, kUint16Max, log_limit<MaxEffectiveBalanceWeightWCType02Set>},
    {&Limits::max_items_per_extra_data_transaction,
     role::kMaxItemsPerExtraDataTransaction,
     {},
     kUint16Max,
     log_limit<MaxItemsPerExtraDataTransactionSet>},
    {&Limits::max_node_operators_per_extra_data_item,
     role::kMaxNodeOperatorsPerExtraDataItem,
     {},
     kUint16Max,
     log_limit<MaxNodeOperatorsPerExtraDataItemSet>},
    {&Limits::request_timestamp_margin,
     role::kRequestTimestampMarginManager,
     {},
     kUint32Max,
     log_limit<RequestTimestampMarginSet>},
    {&Limits::max_positive_token_rebase, role::kMaxPositiveTokenRebaseManager, kOne, kUint64Max,
     log_limit<MaxPositiveTokenRebaseSet>},
    {&Limits::max_cl_balance_decrease_bps,
     role::kMaxClBalanceDecreaseManager,
     {},
     kBasisPoints,
     log_limit<MaxCLBalanceDecreaseBPSet>},
    {&Limits::cl_balance_oracles_error_upper_bps,
     role::kSecondOpinionManager,
     {},
     kBasisPoints,
     log_limit<CLBalanceOraclesErrorUpperBPLimitSet>},
}};

/// First the limits of `_updateAccountingCoreLimits`, then those of `_updateOperationalLimits`.
constexpr std::array<std::uint8_t, 16> kLogOrder{0,  1,  2, 3, 4, 5,  6,  13,
                                                 14, 15, 7, 8, 9, 10, 11, 12};

Result<void> require_in_bounds(const LimitRule& rule, const u256& value) {
    AQ_REQUIRE(value >= rule.min && value <= rule.max, error::IncorrectLimitValue, value, rule.min,
               rule.max);
    return {};
}

void store(Tx& tx, Ports& ports, const Call& call, const Limits& limits) {
    Checker& c = ports.self.checker;
    for (const std::uint8_t i : kLogOrder) {
        const LimitRule& rule = kRules.at(i);
        const u256 value = limits.*rule.limit;
        if ((*c.limits).*rule.limit != value) rule.log(tx, call.to, value);
    }
    move::set_limits(tx.undo, c, limits);
}

void store_second_opinion(Tx& tx, Ports& ports, const Call& call, const Address& oracle) {
    Checker& c = ports.self.checker;
    if (oracle == *c.second_opinion_oracle) return;
    move::set_second_opinion_oracle(tx.undo, c, oracle);
    tx.log(call.to, SecondOpinionOracleChanged{oracle});
}

const LimitRule& rule_of(u256 Limits::* limit) {
    return *std::ranges::find(kRules, limit, &LimitRule::limit);
}

}  // namespace

std::span<const LimitRule> limit_rules() {
    return kRules;
}

Result<void> set_limit(Tx& tx, Ports& ports, const Call& call, u256 Limits::* limit, u256 value) {
    const LimitRule& rule = rule_of(limit);
    AQ_TRY(require_role(ports.self, call, rule.role));
    AQ_TRY(require_in_bounds(rule, value));
    Limits changed = *ports.self.checker.limits;
    changed.*limit = value;
    store(tx, ports, call, changed);
    return {};
}

Result<void> set_oracle_report_limits(Tx& tx, Ports& ports, const Call& call, Limits limits,
                                      Address second_opinion_oracle) {
    AQ_TRY(require_role(ports.self, call, role::kAllLimitsManager));
    for (const LimitRule& rule : kRules) AQ_TRY(require_in_bounds(rule, limits.*rule.limit));
    store(tx, ports, call, limits);
    store_second_opinion(tx, ports, call, second_opinion_oracle);
    return {};
}

Result<void> set_second_opinion_oracle(Tx& tx, Ports& ports, const Call& call, Address oracle,
                                       u256 error_upper_bps) {
    AQ_TRY(
        set_limit(tx, ports, call, &Limits::cl_balance_oracles_error_upper_bps, error_upper_bps));
    store_second_opinion(tx, ports, call, oracle);
    return {};
}

}  // namespace aq::lido::sanity_checker
