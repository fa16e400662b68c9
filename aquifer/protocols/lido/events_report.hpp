// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of the oracle, its checks, the burner, the router, the vaults, and of roles.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/lido/types.hpp>

namespace aq::lido {

// AccessControl

struct RoleGranted {
    static constexpr Abi abi{
        "RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)"};
    Hash role;
    Address account;
    Address sender;
};

struct RoleRevoked {
    static constexpr Abi abi{
        "RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)"};
    Hash role;
    Address account;
    Address sender;
};

// BaseOracle, AccountingOracle

struct ConsensusVersionSet {
    static constexpr Abi abi{
        "ConsensusVersionSet(uint256 indexed version, uint256 indexed prevVersion)"};
    u256 version;
    u256 prev_version;
};

struct ReportSubmitted {
    static constexpr Abi abi{
        "ReportSubmitted(uint256 indexed refSlot, bytes32 hash, uint256 processingDeadlineTime)"};
    u256 ref_slot;
    Hash hash;
    u256 processing_deadline_time;
};

struct ReportDiscarded {
    static constexpr Abi abi{"ReportDiscarded(uint256 indexed refSlot, bytes32 hash)"};
    u256 ref_slot;
    Hash hash;
};

struct ProcessingStarted {
    static constexpr Abi abi{"ProcessingStarted(uint256 indexed refSlot, bytes32 hash)"};
    u256 ref_slot;
    Hash hash;
};

struct WarnProcessingMissed {
    static constexpr Abi abi{"WarnProcessingMissed(uint256 indexed refSlot)"};
    u256 ref_slot;
};

struct ExtraDataSubmitted {
    static constexpr Abi abi{
        "ExtraDataSubmitted(uint256 indexed refSlot, uint256 itemsProcessed, uint256 itemsCount)"};
    u256 ref_slot;
    u256 items_processed;
    u256 items_count;
};

struct WarnExtraDataIncompleteProcessing {
    static constexpr Abi abi{
        "WarnExtraDataIncompleteProcessing(uint256 indexed refSlot, uint256 processedItemsCount, "
        "uint256 itemsCount)"};
    u256 ref_slot;
    u256 processed_items_count;
    u256 items_count;
};

// LazyOracle, VaultHub

struct VaultsReportDataUpdated {
    static constexpr Abi abi{
        "VaultsReportDataUpdated(uint256 indexed timestamp, uint256 indexed refSlot, bytes32 "
        "indexed root, string cid)"};
    u256 timestamp;
    u256 ref_slot;
    Hash root;
    std::string cid;
};

struct BadDebtWrittenOffToBeInternalized {
    static constexpr Abi abi{
        "BadDebtWrittenOffToBeInternalized(address indexed vault, uint256 badDebtShares)"};
    Address vault;
    Shares bad_debt_shares;
};

// OracleReportSanityChecker

struct NegativeCLRebaseAccepted {
    static constexpr Abi abi{
        "NegativeCLRebaseAccepted(uint256 refSlot, uint256 clTotalBalance, uint256 "
        "clBalanceDecrease, uint256 maxAllowedDecrease)"};
    u256 ref_slot;
    Wei cl_total_balance;
    Wei cl_balance_decrease;
    Wei max_allowed_decrease;
};

struct NegativeCLRebaseConfirmed {
    static constexpr Abi abi{
        "NegativeCLRebaseConfirmed(uint256 refSlot, uint256 clBalanceWei, uint256 "
        "withdrawalVaultBalance)"};
    u256 ref_slot;
    Wei cl_balance_wei;
    Wei withdrawal_vault_balance;
};

struct BaselineSnapshotMigrated {
    static constexpr Abi abi{"BaselineSnapshotMigrated(uint256 clBalance, uint256 clWithdrawals)"};
    Wei cl_balance;
    Wei cl_withdrawals;
};

struct SecondOpinionOracleChanged {
    static constexpr Abi abi{"SecondOpinionOracleChanged(address indexed secondOpinionOracle)"};
    Address second_opinion_oracle;
};

struct ExitedEthAmountPerDayLimitSet {
    static constexpr Abi abi{"ExitedEthAmountPerDayLimitSet(uint256 exitedEthAmountPerDayLimit)"};
    u256 exited_eth_amount_per_day_limit;
};

struct AppearedEthAmountPerDayLimitSet {
    static constexpr Abi abi{
        "AppearedEthAmountPerDayLimitSet(uint256 appearedEthAmountPerDayLimit)"};
    u256 appeared_eth_amount_per_day_limit;
};

struct ConsolidationEthAmountPerDayLimitSet {
    static constexpr Abi abi{
        "ConsolidationEthAmountPerDayLimitSet(uint256 consolidationEthAmountPerDayLimit)"};
    u256 consolidation_eth_amount_per_day_limit;
};

struct ExitedValidatorEthAmountLimitSet {
    static constexpr Abi abi{
        "ExitedValidatorEthAmountLimitSet(uint256 exitedValidatorEthAmountLimit)"};
    u256 exited_validator_eth_amount_limit;
};

struct ExternalPendingBalanceCapEthSet {
    static constexpr Abi abi{
        "ExternalPendingBalanceCapEthSet(uint256 externalPendingBalanceCapEth)"};
    u256 external_pending_balance_cap_eth;
};

struct AnnualBalanceIncreaseBPLimitSet {
    static constexpr Abi abi{
        "AnnualBalanceIncreaseBPLimitSet(uint256 annualBalanceIncreaseBPLimit)"};
    u256 annual_balance_increase_bp_limit;
};

struct SimulatedShareRateDeviationBPLimitSet {
    static constexpr Abi abi{
        "SimulatedShareRateDeviationBPLimitSet(uint256 simulatedShareRateDeviationBPLimit)"};
    u256 simulated_share_rate_deviation_bp_limit;
};

struct MaxPositiveTokenRebaseSet {
    static constexpr Abi abi{"MaxPositiveTokenRebaseSet(uint256 maxPositiveTokenRebase)"};
    u256 max_positive_token_rebase;
};

struct MaxCLBalanceDecreaseBPSet {
    static constexpr Abi abi{"MaxCLBalanceDecreaseBPSet(uint256 maxCLBalanceDecreaseBP)"};
    u256 max_cl_balance_decrease_bp;
};

struct CLBalanceOraclesErrorUpperBPLimitSet {
    static constexpr Abi abi{
        "CLBalanceOraclesErrorUpperBPLimitSet(uint256 clBalanceOraclesErrorUpperBPLimit)"};
    u256 cl_balance_oracles_error_upper_bp_limit;
};

struct MaxBalanceExitRequestedPerReportInEthSet {
    static constexpr Abi abi{
        "MaxBalanceExitRequestedPerReportInEthSet(uint256 maxBalanceExitRequestedPerReportInEth)"};
    u256 max_balance_exit_requested_per_report_in_eth;
};

struct MaxEffectiveBalanceWeightWCType01Set {
    static constexpr Abi abi{
        "MaxEffectiveBalanceWeightWCType01Set(uint256 maxEffectiveBalanceWeightWCType01)"};
    u256 max_effective_balance_weight_wctype01;
};

struct MaxEffectiveBalanceWeightWCType02Set {
    static constexpr Abi abi{
        "MaxEffectiveBalanceWeightWCType02Set(uint256 maxEffectiveBalanceWeightWCType02)"};
    u256 max_effective_balance_weight_wctype02;
};

struct MaxItemsPerExtraDataTransactionSet {
    static constexpr Abi abi{
        "MaxItemsPerExtraDataTransactionSet(uint256 maxItemsPerExtraDataTransaction)"};
    u256 max_items_per_extra_data_transaction;
};

struct MaxNodeOperatorsPerExtraDataItemSet {
    static constexpr Abi abi{
        "MaxNodeOperatorsPerExtraDataItemSet(uint256 maxNodeOperatorsPerExtraDataItem)"};
    u256 max_node_operators_per_extra_data_item;
};

struct RequestTimestampMarginSet {
    static constexpr Abi abi{"RequestTimestampMarginSet(uint256 requestTimestampMargin)"};
    u256 request_timestamp_margin;
};

// Burner

struct StETHBurnRequested {
    static constexpr Abi abi{
        "StETHBurnRequested(bool indexed isCover, address indexed requestedBy, uint256 "
        "amountOfStETH, uint256 amountOfShares)"};
    bool is_cover = false;
    Address requested_by;
    Wei amount_of_steth;
    Shares amount_of_shares;
};

struct StETHBurnt {
    static constexpr Abi abi{
        "StETHBurnt(bool indexed isCover, uint256 amountOfStETH, uint256 amountOfShares)"};
    bool is_cover = false;
    Wei amount_of_steth;
    Shares amount_of_shares;
};

struct ExcessStETHRecovered {
    static constexpr Abi abi{
        "ExcessStETHRecovered(address indexed requestedBy, uint256 amountOfStETH, uint256 "
        "amountOfShares)"};
    Address requested_by;
    Wei amount_of_steth;
    Shares amount_of_shares;
};

// LidoExecutionLayerRewardsVault

struct ETHReceived {
    static constexpr Abi abi{"ETHReceived(uint256 amount)"};
    Wei amount;
};

// StakingRouter

struct StakingModuleAdded {
    static constexpr Abi abi{
        "StakingModuleAdded(uint256 indexed stakingModuleId, address stakingModule, string name, "
        "address createdBy)"};
    u256 staking_module_id;
    Address staking_module;
    std::string name;
    Address created_by;
};

struct StakingModuleShareLimitSet {
    static constexpr Abi abi{
        "StakingModuleShareLimitSet(uint256 indexed stakingModuleId, uint256 stakeShareLimit, "
        "uint256 priorityExitShareThreshold, address setBy)"};
    u256 staking_module_id;
    u256 stake_share_limit;
    u256 priority_exit_share_threshold;
    Address set_by;
};

struct StakingModuleFeesSet {
    static constexpr Abi abi{
        "StakingModuleFeesSet(uint256 indexed stakingModuleId, uint256 stakingModuleFee, uint256 "
        "treasuryFee, address setBy)"};
    u256 staking_module_id;
    u256 staking_module_fee;
    u256 treasury_fee;
    Address set_by;
};

struct StakingModuleMaxDepositsPerBlockSet {
    static constexpr Abi abi{
        "StakingModuleMaxDepositsPerBlockSet(uint256 indexed stakingModuleId, uint256 "
        "maxDepositsPerBlock, address setBy)"};
    u256 staking_module_id;
    u256 max_deposits_per_block;
    Address set_by;
};

struct StakingModuleMinDepositBlockDistanceSet {
    static constexpr Abi abi{
        "StakingModuleMinDepositBlockDistanceSet(uint256 indexed stakingModuleId, uint256 "
        "minDepositBlockDistance, address setBy)"};
    u256 staking_module_id;
    u256 min_deposit_block_distance;
    Address set_by;
};

struct StakingModuleStatusSet {
    static constexpr Abi abi{
        "StakingModuleStatusSet(uint256 indexed stakingModuleId, uint8 status, address setBy)"};
    u256 staking_module_id;
    std::uint8_t status = 0;
    Address set_by;
};

struct StakingRouterETHDeposited {
    static constexpr Abi abi{
        "StakingRouterETHDeposited(uint256 indexed stakingModuleId, uint256 amount)"};
    u256 staking_module_id;
    Wei amount;
};

struct StakingRouterETHTopUp {
    static constexpr Abi abi{
        "StakingRouterETHTopUp(uint256 indexed stakingModuleId, uint256 amount)"};
    u256 staking_module_id;
    Wei amount;
};

struct DepositableEthReceived {
    static constexpr Abi abi{"DepositableEthReceived(uint256 amount)"};
    Wei amount;
};

struct RewardsMintedReportFailed {
    static constexpr Abi abi{
        "RewardsMintedReportFailed(uint256 indexed stakingModuleId, bytes lowLevelRevertData)"};
    u256 staking_module_id;
    Bytes low_level_revert_data;
};

}  // namespace aq::lido
