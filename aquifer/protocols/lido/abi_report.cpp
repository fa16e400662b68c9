// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/abi.hpp>
#include <aquifer/protocols/lido/accounting.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_burner.hpp>
#include <aquifer/protocols/lido/rules_oracle.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>

namespace aq::lido {

namespace {

using RoleMembers = Key<Address, Hash>;

Result<Address> role_member(const View& v, Hash role, u256 index) {
    const RoleMembers key(v.self(), role);
    const auto& members = v.ports.self.access.members;
    if (index >= u256(members.size(key))) {
        return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
    }
    return members.at(key, static_cast<std::uint32_t>(index.truncate_u64()));
}

/// What both versions of AccessControlEnumerable answer.
Face::Functions access_views() {
    return {
        bind<[](const View& v, Hash role, Address account) {
            return has_role(v.ports.self, v.self(), role, account);
        }>("hasRole(bytes32 role, address account) view returns (bool)"),
        bind<role_member>("getRoleMember(bytes32 role, uint256 index) view returns (address)"),
        bind<[](const View& v, Hash role) {
            return u256(v.ports.self.access.members.size(RoleMembers(v.self(), role)));
        }>("getRoleMemberCount(bytes32 role) view returns (uint256)"),
        bind<[](const View& /*v*/, Hash /*role*/) { return role::kDefaultAdmin; }>(
            "getRoleAdmin(bytes32 role) view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kDefaultAdmin; }>(
            "DEFAULT_ADMIN_ROLE() view returns (bytes32)"),
    };
}

Face::Functions joined(Face::Functions first, const Face::Functions& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

Result<std::tuple<u256, u256>> current_frame(const View& v) {
    const u256 slot = AQ_TRY(accounting_oracle::current_ref_slot(v.ports.self, v.block()));
    return std::tuple(slot, AQ_TRY(accounting_oracle::slot_time(v.ports.self, slot)));
}

Result<std::tuple<std::uint64_t, std::uint64_t>> module_accounting(const View& v, u256 id) {
    const Module m = AQ_TRY(staking_router::module_at(v.ports.self, id));
    return std::tuple(m.validators_balance_gwei, m.exited_validators_count);
}

Result<std::uint8_t> module_status(const View& v, u256 id) {
    return static_cast<std::uint8_t>(AQ_TRY(staking_router::module_at(v.ports.self, id)).status);
}

Result<Hash> module_credentials(const View& v, u256 id) {
    return staking_router::withdrawal_credentials(
        v.ports.self, AQ_TRY(staking_router::module_at(v.ports.self, id)));
}

/// Fees are uint96 in the contract's interface.
Result<std::tuple<std::vector<Address>, std::vector<u256>, std::vector<u96>, u96, u256>>
rewards_with_precision(const View& v) {
    const auto d = AQ_TRY(staking_router::rewards_distribution(v.ports.self));
    std::vector<u96> fees;
    for (const u256& fee : d.module_fees) fees.push_back({fee.truncate_u128()});
    return std::tuple(d.recipients, d.module_ids, fees, u96{d.total_fee.truncate_u128()},
                      staking_router::kFeePrecision);
}

Result<std::tuple<Wei, Wei, Shares, Shares>> smoothen(const View& v, Wei ether, Shares shares,
                                                      Wei pre_cl, Wei post_cl, Wei withdrawals,
                                                      Wei rewards, Shares burn, Wei lock,
                                                      Shares new_burn) {
    const auto out = AQ_TRY(sanity_checker::smoothen_token_rebase(
        v.ports.self,
        {ether, shares, pre_cl, post_cl, withdrawals, rewards, burn, lock, new_burn}));
    return std::tuple(out.withdrawals, out.el_rewards, out.shares_from_queue_to_burn,
                      out.shares_to_burn);
}

Face::Functions limit_setters() {
    using sanity_checker::set_one_limit;
    return {
        bind<set_one_limit<&Limits::exited_eth_amount_per_day>>(
            "setExitedEthAmountPerDayLimit(uint256 exitedEthAmountPerDayLimit)"),
        bind<set_one_limit<&Limits::appeared_eth_amount_per_day>>(
            "setAppearedEthAmountPerDayLimit(uint256 appearedEthAmountPerDayLimit)"),
        bind<set_one_limit<&Limits::consolidation_eth_amount_per_day>>(
            "setConsolidationEthAmountPerDayLimit(uint256 consolidationEthAmountPerDayLimit)"),
        bind<set_one_limit<&Limits::exited_validator_eth_amount>>(
            "setExitedValidatorEthAmountLimit(uint256 exitedValidatorEthAmountLimit)"),
        bind<set_one_limit<&Limits::external_pending_balance_cap_eth>>(
            "setExternalPendingBalanceCapEth(uint256 externalPendingBalanceCapEth)"),
        bind<set_one_limit<&Limits::annual_balance_increase_bps>>(
            "setAnnualBalanceIncreaseBPLimit(uint256 annualBalanceIncreaseBPLimit)"),
        bind<set_one_limit<&Limits::simulated_share_rate_deviation_bps>>(
            "setSimulatedShareRateDeviationBPLimit(uint256 simulatedShareRateDeviationBPLimit)"),
        bind<set_one_limit<&Limits::max_balance_exit_requested_per_report_eth>>(
            "setMaxBalanceExitRequestedPerReportInEth(uint256 "
            "maxBalanceExitRequestedPerReportInEth)"),
        bind<set_one_limit<&Limits::max_effective_balance_weight_wc_type01>>(
            "setMaxEffectiveBalanceWeightWCType01(uint256 maxEffectiveBalanceWeightWCType01)"),
        bind<set_one_limit<&Limits::max_effective_balance_weight_wc_type02>>(
            "setMaxEffectiveBalanceWeightWCType02(uint256 maxEffectiveBalanceWeightWCType02)"),
        bind<set_one_limit<&Limits::request_timestamp_margin>>(
            "setRequestTimestampMargin(uint256 requestTimestampMargin)"),
        bind<set_one_limit<&Limits::max_positive_token_rebase>>(
            "setMaxPositiveTokenRebase(uint256 maxPositiveTokenRebase)"),
        bind<set_one_limit<&Limits::max_items_per_extra_data_transaction>>(
            "setMaxItemsPerExtraDataTransaction(uint256 maxItemsPerExtraDataTransaction)"),
        bind<set_one_limit<&Limits::max_node_operators_per_extra_data_item>>(
            "setMaxNodeOperatorsPerExtraDataItem(uint256 maxNodeOperatorsPerExtraDataItem)"),
        bind<set_one_limit<&Limits::max_cl_balance_decrease_bps>>(
            "setMaxCLBalanceDecreaseBP(uint256 maxCLBalanceDecreaseBP)"),
        bind<sanity_checker::set_oracle_report_limits>(
            "setOracleReportLimits((uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256"
            ",uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256) limitsList, address "
            "secondOpinionOracle)"),
        bind<sanity_checker::set_second_opinion_oracle>(
            "setSecondOpinionOracleAndCLBalanceUpperMargin(address secondOpinionOracle, uint256 "
            "clBalanceOraclesErrorUpperBPLimit)"),
    };
}

}  // namespace

Face::Functions access_functions() {
    return joined(access_views(),
                  {
                      bind<grant_role>("grantRole(bytes32 role, address account)"),
                      bind<revoke_role>("revokeRole(bytes32 role, address account)"),
                      bind<renounce_role>("renounceRole(bytes32 role, address account)"),
                  });
}

Face::Functions access5_functions() {
    return joined(access_views(),
                  {
                      bind<grant_role5>("grantRole(bytes32 role, address account)"),
                      bind<revoke_role5>("revokeRole(bytes32 role, address account)"),
                      bind<renounce_role5>("renounceRole(bytes32 role, address account)"),
                  });
}

const Face& accounting_face() {
    using namespace accounting;  // NOLINT(*build-using-namespace*): the functions of one contract
    static const Face face(
        "Accounting",
        {{
            bind<handle_oracle_report>(
                "handleOracleReport((uint256 timestamp, uint256 timeElapsed, uint256 "
                "clValidatorsBalance, uint256 clPendingBalance, uint256 withdrawalVaultBalance, "
                "uint256 elRewardsVaultBalance, uint256 sharesRequestedToBurn, uint256[] "
                "withdrawalFinalizationBatches, uint256 simulatedShareRate) report)"),
            bind<[](const View& v, ReportValues report) {
                return simulate_oracle_report(v.ports.self, v.block(), report);
            }>("simulateOracleReport((uint256 timestamp, uint256 timeElapsed, uint256 "
               "clValidatorsBalance, uint256 clPendingBalance, uint256 withdrawalVaultBalance, "
               "uint256 elRewardsVaultBalance, uint256 sharesRequestedToBurn, uint256[] "
               "withdrawalFinalizationBatches, uint256 simulatedShareRate) report) view returns "
               "((uint256,uint256,uint256,uint256,uint256,uint256,uint256,(address[],uint256[],"
               "uint256[],uint256),uint256,uint256,uint256,uint256,uint256,uint256,uint256))"),
            bind<[](const View& v) { return v.ports.self.at.lido; }>(
                "LIDO() view returns (address)"),
            bind<[](const View& v) { return v.ports.self.at.locator; }>(
                "LIDO_LOCATOR() view returns (address)"),
        }});
    return face;
}

const Face& accounting_oracle_face() {
    using namespace accounting_oracle;  // NOLINT(*build-using-namespace*): one contract's functions
    static const Face face(
        "AccountingOracle",
        {{
             bind<submit_report_data>(
                 "submitReportData((uint256 consensusVersion, uint256 refSlot, uint256 "
                 "clValidatorsBalanceGwei, uint256 clPendingBalanceGwei, uint256[] "
                 "stakingModuleIdsWithNewlyExitedValidators, uint256[] "
                 "numExitedValidatorsByStakingModule, uint256[] "
                 "stakingModuleIdsWithUpdatedBalance, "
                 "uint256[] validatorBalancesGweiByStakingModule, uint256 withdrawalVaultBalance, "
                 "uint256 elRewardsVaultBalance, uint256 sharesRequestedToBurn, uint256[] "
                 "withdrawalFinalizationBatches, uint256 simulatedShareRate, bool isBunkerMode, "
                 "bytes32 vaultsDataTreeRoot, string vaultsDataTreeCid, uint256 extraDataFormat, "
                 "bytes32 extraDataHash, uint256 extraDataItemsCount) data, uint256 "
                 "contractVersion)"),
             bind<submit_report_extra_data_empty>("submitReportExtraDataEmpty()"),
             bind<submit_consensus_report>(
                 "submitConsensusReport(bytes32 reportHash, uint256 refSlot, uint256 deadline)"),
             bind<discard_consensus_report>("discardConsensusReport(uint256 refSlot)"),
             bind<set_consensus_version>("setConsensusVersion(uint256 version)"),
             bind<[](const View& v) { return consensus_report(v.ports.self); }>(
                 "getConsensusReport() view returns (bytes32 hash, uint256 refSlot, uint256 "
                 "processingDeadlineTime, bool processingStarted)"),
             bind<[](const View& v) { return v.ports.self.at.hash_consensus; }>(
                 "getConsensusContract() view returns (address)"),
             bind<[](const View& v) { return *v.ports.self.oracle.consensus_version; }>(
                 "getConsensusVersion() view returns (uint256)"),
             bind<[](const View& /*v*/) { return kContractVersion; }>(
                 "getContractVersion() view returns (uint256)"),
             bind<current_frame>(
                 "getCurrentFrame() view returns (uint256 refSlot, uint256 refSlotTimestamp)"),
             bind<[](const View& v) {
                 return u256(*v.ports.self.oracle.last_processing_ref_slot);
             }>("getLastProcessingRefSlot() view returns (uint256)"),
             bind<[](const View& v) { return processing_state(v.ports.self, v.block()); }>(
                 "getProcessingState() view returns ((uint256 currentFrameRefSlot, uint256 "
                 "processingDeadlineTime, bytes32 mainDataHash, bool mainDataSubmitted, bytes32 "
                 "extraDataHash, uint256 extraDataFormat, bool extraDataSubmitted, uint256 "
                 "extraDataItemsCount, uint256 extraDataItemsSubmitted))"),
             bind<[](const View& v) { return u256(v.ports.self.calendar.genesis_time); }>(
                 "GENESIS_TIME() view returns (uint256)"),
             bind<[](const View& v) { return u256(v.ports.self.calendar.seconds_per_slot); }>(
                 "SECONDS_PER_SLOT() view returns (uint256)"),
             bind<[](const View& /*v*/) { return role::kSubmitData; }>(
                 "SUBMIT_DATA_ROLE() view returns (bytes32)"),
         },
         access_functions()});
    return face;
}

const Face& sanity_checker_face() {
    static const Face face(
        "OracleReportSanityChecker",
        {{
             bind<[](const View& v) { return *v.ports.self.checker.limits; }>(
                 "getOracleReportLimits() view returns "
                 "((uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256,uint256"
                 ",uint256,uint256,uint256,uint256,uint256,uint256))"),
             bind<[](const View& v) {
                 return v.ports.self.checker.limits->max_positive_token_rebase;
             }>("getMaxPositiveTokenRebase() view returns (uint256)"),
             bind<[](const View& v) {
                 return v.ports.self.checker.limits->max_cl_balance_decrease_bps;
             }>("getMaxCLBalanceDecreaseBP() view returns (uint256)"),
             bind<[](const View& v) {
                 return u256(v.ports.self.checker.records.size(Only::kOne));
             }>("getReportDataCount() view returns (uint256)"),
             bind<[](const View& v) {
                 return *v.ports.self.checker.last_vault_balance_after_transfer;
             }>("lastVaultBalanceAfterTransfer() view returns (uint256)"),
             bind<[](const View& v) { return *v.ports.self.checker.last_report_timestamp; }>(
                 "lastReportTimestamp() view returns (uint256)"),
             bind<[](const View& v) { return *v.ports.self.checker.first_report_done; }>(
                 "isPostMigrationFirstReportDone() view returns (bool)"),
             bind<[](const View& v) { return *v.ports.self.checker.second_opinion_oracle; }>(
                 "secondOpinionOracle() view returns (address)"),
             bind<sanity_checker::migrate_baseline_snapshot>("migrateBaselineSnapshot()"),
             bind<smoothen>(
                 "smoothenTokenRebase(uint256 preInternalEther, uint256 preInternalShares, uint256 "
                 "preCLBalance, uint256 postCLBalance, uint256 withdrawalVaultBalance, uint256 "
                 "elRewardsVaultBalance, uint256 sharesRequestedToBurn, uint256 "
                 "etherToLockForWithdrawals, uint256 newSharesToBurnForWithdrawals) view returns "
                 "(uint256 withdrawals, uint256 elRewards, uint256 sharesFromWQToBurn, uint256 "
                 "sharesToBurn)"),
             bind<[](const View& v) { return v.ports.self.at.locator; }>(
                 "getLidoLocator() view returns (address)"),
         },
         limit_setters(),
         access_functions()});
    return face;
}

const Face& burner_face() {
    using namespace burner;  // NOLINT(*build-using-namespace*): the functions of one contract
    static const Face face(
        "Burner",
        {{
             bind<receive>("receive() payable"),
             bind<request_burn_my_steth_for_cover>(
                 "requestBurnMyStETHForCover(uint256 stETHAmountToBurn)"),
             bind<request_burn_my_steth>("requestBurnMyStETH(uint256 stETHAmountToBurn)"),
             bind<request_burn_my_shares>("requestBurnMyShares(uint256 sharesAmountToBurn)"),
             bind<request_burn_shares_for_cover>(
                 "requestBurnSharesForCover(address from, uint256 sharesAmountToBurn)"),
             bind<request_burn_shares>(
                 "requestBurnShares(address from, uint256 sharesAmountToBurn)"),
             bind<commit_shares_to_burn>("commitSharesToBurn(uint256 sharesToBurn)"),
             bind<recover_excess_steth>("recoverExcessStETH()"),
             bind<[](const View& v) {
                 const Burning& b = v.ports.self.burning;
                 return std::tuple(*b.cover_requested, *b.non_cover_requested);
             }>("getSharesRequestedToBurn() view returns (uint256 coverShares, uint256 "
                "nonCoverShares)"),
             bind<[](const View& v) { return *v.ports.self.burning.cover_burnt; }>(
                 "getCoverSharesBurnt() view returns (uint256)"),
             bind<[](const View& v) { return *v.ports.self.burning.non_cover_burnt; }>(
                 "getNonCoverSharesBurnt() view returns (uint256)"),
             bind<[](const View& v) { return excess_steth(v.ports.self); }>(
                 "getExcessStETH() view returns (uint256)"),
         },
         access_functions()});
    return face;
}

const Face& el_rewards_vault_face() {
    static const Face face("LidoExecutionLayerRewardsVault",
                           {{
                               bind<el_rewards_vault::receive>("receive() payable"),
                               bind<el_rewards_vault::withdraw_rewards>(
                                   "withdrawRewards(uint256 maxAmount) returns (uint256 amount)"),
                               bind<[](const View& v) { return v.ports.self.at.lido; }>(
                                   "LIDO() view returns (address)"),
                               bind<[](const View& v) { return v.ports.self.at.treasury; }>(
                                   "TREASURY() view returns (address)"),
                           }});
    return face;
}

const Face& withdrawal_vault_face() {
    static const Face face(
        "WithdrawalVault",
        {{
            bind<withdrawal_vault::withdraw_withdrawals>("withdrawWithdrawals(uint256 amount)"),
            bind<[](const View& v) { return v.ports.self.at.lido; }>(
                "LIDO() view returns (address)"),
            bind<[](const View& v) { return v.ports.self.at.treasury; }>(
                "TREASURY() view returns (address)"),
        }});
    return face;
}

const Face& staking_router_face() {
    using namespace staking_router;  // NOLINT(*build-using-namespace*): one contract's functions
    static const Face face(
        "StakingRouter",
        {{
             bind<receive>("receive() payable"),
             bind<receive_depositable_ether>("receiveDepositableEther() payable"),
             bind<add_staking_module>(
                 "addStakingModule(string name, address stakingModuleAddress, (uint256 "
                 "stakeShareLimit, uint256 priorityExitShareThreshold, uint256 stakingModuleFee, "
                 "uint256 treasuryFee, uint256 maxDepositsPerBlock, uint256 "
                 "minDepositBlockDistance, uint256 withdrawalCredentialsType) "
                 "stakingModuleConfig)"),
             bind<update_staking_module>(
                 "updateStakingModule(uint256 stakingModuleId, uint256 stakeShareLimit, uint256 "
                 "priorityExitShareThreshold, uint256 stakingModuleFee, uint256 treasuryFee, "
                 "uint256 maxDepositsPerBlock, uint256 minDepositBlockDistance)"),
             bind<set_staking_module_status>(
                 "setStakingModuleStatus(uint256 stakingModuleId, uint8 status)"),
             bind<report_rewards_minted>(
                 "reportRewardsMinted(uint256[] stakingModuleIds, uint256[] totalShares)"),
             bind<update_exited_validators_count>(
                 "updateExitedValidatorsCountByStakingModule(uint256[] stakingModuleIds, uint256[] "
                 "exitedValidatorsCounts) returns (uint256)"),
             bind<report_validator_balances>(
                 "reportValidatorBalancesByStakingModule(uint256[] stakingModuleIds, uint256[] "
                 "validatorBalancesGwei)"),
             bind<deposit>("deposit(uint256 stakingModuleId, bytes depositCalldata)"),
             bind<top_up>("topUp(uint256 stakingModuleId, uint256[] keyIndices, uint256[] "
                          "operatorIds, bytes[] pubkeys, uint256[] topUpLimits)"),
             bind<rewards_with_precision>(
                 "getStakingRewardsDistribution() view returns (address[] recipients, uint256[] "
                 "stakingModuleIds, uint96[] stakingModuleFees, uint96 totalFee, uint256 "
                 "precisionPoints)"),
             bind<[](const View& v) { return module_ids(v.ports.self); }>(
                 "getStakingModuleIds() view returns (uint256[])"),
             bind<[](const View& v) { return u256(*v.ports.self.router.last_module_id); }>(
                 "getStakingModulesCount() view returns (uint256)"),
             bind<module_status>(
                 "getStakingModuleStatus(uint256 stakingModuleId) view returns (uint8)"),
             bind<module_accounting>(
                 "getStakingModuleStateAccounting(uint256 stakingModuleId) view returns (uint64 "
                 "validatorsBalanceGwei, uint64 exitedValidatorsCount)"),
             bind<module_credentials>("getStakingModuleWithdrawalCredentials(uint256 "
                                      "stakingModuleId) view returns (bytes32)"),
             bind<[](const View& v) { return *v.ports.self.router.withdrawal_credentials; }>(
                 "getWithdrawalCredentials() view returns (bytes32)"),
             bind<[](const View& v) { return *v.ports.self.router.max_top_up_per_block_gwei; }>(
                 "getMaxTopUpPerBlockGwei() view returns (uint64)"),
             bind<[](const View& v) {
                 return Wei(
                     wrapping_mul(u256(*v.ports.self.router.validators_balance_gwei), kGwei));
             }>("getTotalModulesValidatorsBalance() view returns (uint256)"),
             bind<[](const View& /*v*/) { return kFeePrecision; }>(
                 "FEE_PRECISION_POINTS() view returns (uint256)"),
             bind<[](const View& /*v*/) { return kBasisPoints; }>(
                 "TOTAL_BASIS_POINTS() view returns (uint256)"),
         },
         access5_functions()});
    return face;
}

}  // namespace aq::lido
