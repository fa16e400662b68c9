// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What AccountingOracle, Burner and StakingRouter answer.

#include <aquifer/protocols/lido/state.hpp>

#include <tuple>

namespace aq::lido {

namespace accounting_oracle {

inline constexpr u256 kContractVersion = 5_u256;
inline constexpr u256 kConsensusVersion = 6_u256;
inline constexpr u256 kExtraDataFormatEmpty = 0_u256;
inline constexpr u256 kExtraDataFormatList = 1_u256;

/// HashConsensus.getCurrentFrame: the last slot before the current frame.
/// `InitialEpochIsYetToArrive`.
Result<u256> current_ref_slot(const State& s, const Block& block);
/// The Unix time of a slot.
Result<u256> slot_time(const State& s, const u256& slot);
/// BaseOracle.getConsensusReport: hash, reference slot, deadline, whether it is being processed.
std::tuple<Hash, u256, u256, bool> consensus_report(const State& s);

/// `AccountingOracle.ProcessingState`.
struct ProcessingState {
    u256 current_frame_ref_slot;
    u256 processing_deadline_time;
    Hash main_data_hash;
    bool main_data_submitted = false;
    Hash extra_data_hash;
    u256 extra_data_format;
    bool extra_data_submitted = false;
    u256 extra_data_items_count;
    u256 extra_data_items_submitted;
};
/// AccountingOracle.getProcessingState.
Result<ProcessingState> processing_state(const State& s, const Block& block);

}  // namespace accounting_oracle

namespace burner {

/// Burner.getSharesRequestedToBurn, both kinds together.
Result<Shares> requested(const State& s);
/// Burner.getExcessStETH: what it holds beyond what is to be burnt.
Result<Wei> excess_steth(const State& s);

}  // namespace burner

namespace staking_router {

/// 100 % in the precision of fees.
inline constexpr u256 kFeePrecision = 1e20_u256;

/// `getStakingRewardsDistribution` without the precision, which is constant.
struct RewardsDistribution {
    std::vector<Address> recipients;
    std::vector<u256> module_ids;
    std::vector<u256> module_fees;
    /// Of modules and treasury together.
    u256 total_fee;
};
/// StakingRouter.getStakingRewardsDistribution: modules without validators get none; what a stopped
/// one would get goes to the treasury.
Result<RewardsDistribution> rewards_distribution(const State& s);

/// The module of an id: `StakingModuleUnregistered`.
Result<Module> module_at(const State& s, const u256& id);
/// Ids from 1, in the order in which the modules were added.
std::vector<u256> module_ids(const State& s);
/// StakingRouter.validateReportValidatorBalancesByStakingModule: `ArraysLengthMismatch`,
/// `UnexpectedModuleId`, `InvalidAmountGwei`.
Result<void> validate_balances(const State& s, const std::vector<u256>& ids,
                               const std::vector<u256>& balances_gwei);
/// The withdrawal credentials of a module's type.
Hash withdrawal_credentials(const State& s, const Module& module);

}  // namespace staking_router

}  // namespace aq::lido
