// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of Lido and StETH, and of the stand-in for the pool.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/lido/types.hpp>

namespace aq::lido {

// StETH

/// The stETH that the caller asked to move, or what the shares are worth.
struct Transfer {
    static constexpr Abi abi{"Transfer(address indexed from, address indexed to, uint256 value)"};
    Address from;
    Address to;
    Wei value;
};

struct TransferShares {
    static constexpr Abi abi{
        "TransferShares(address indexed from, address indexed to, uint256 sharesValue)"};
    Address from;
    Address to;
    Shares shares_value;
};

struct Approval {
    static constexpr Abi abi{
        "Approval(address indexed owner, address indexed spender, uint256 value)"};
    Address owner;
    Address spender;
    Wei value;
};

struct SharesBurnt {
    static constexpr Abi abi{
        "SharesBurnt(address indexed account, uint256 preRebaseTokenAmount, uint256 "
        "postRebaseTokenAmount, uint256 sharesAmount)"};
    Address account;
    Wei pre_rebase_token_amount;
    Wei post_rebase_token_amount;
    Shares shares_amount;
};

// Pausable

struct Stopped {
    static constexpr Abi abi{"Stopped()"};
};

struct Resumed {
    static constexpr Abi abi{"Resumed()"};
};

// Lido: staking

struct Submitted {
    static constexpr Abi abi{"Submitted(address indexed sender, uint256 amount, address referral)"};
    Address sender;
    Wei amount;
    Address referral;
};

struct StakingPaused {
    static constexpr Abi abi{"StakingPaused()"};
};

struct StakingResumed {
    static constexpr Abi abi{"StakingResumed()"};
};

struct StakingLimitSet {
    static constexpr Abi abi{
        "StakingLimitSet(uint256 maxStakeLimit, uint256 stakeLimitIncreasePerBlock)"};
    Wei max_stake_limit;
    Wei stake_limit_increase_per_block;
};

struct StakingLimitRemoved {
    static constexpr Abi abi{"StakingLimitRemoved()"};
};

// Lido: external shares

struct ExternalSharesMinted {
    static constexpr Abi abi{
        "ExternalSharesMinted(address indexed receiver, uint256 amountOfShares)"};
    Address receiver;
    Shares amount_of_shares;
};

struct ExternalSharesBurnt {
    static constexpr Abi abi{"ExternalSharesBurnt(uint256 amountOfShares)"};
    Shares amount_of_shares;
};

struct ExternalEtherTransferredToBuffer {
    static constexpr Abi abi{"ExternalEtherTransferredToBuffer(uint256 amount)"};
    Wei amount;
};

struct ExternalBadDebtInternalized {
    static constexpr Abi abi{"ExternalBadDebtInternalized(uint256 amountOfShares)"};
    Shares amount_of_shares;
};

struct MaxExternalRatioBPSet {
    static constexpr Abi abi{"MaxExternalRatioBPSet(uint256 maxExternalRatioBP)"};
    u256 max_external_ratio_bp;
};

// Lido: buffer and deposits

struct Unbuffered {
    static constexpr Abi abi{"Unbuffered(uint256 amount)"};
    Wei amount;
};

struct DepositedPostReportUpdated {
    static constexpr Abi abi{"DepositedPostReportUpdated(uint256 depositedPostReport)"};
    Wei deposited_post_report;
};

struct DepositedValidatorsChanged {
    static constexpr Abi abi{"DepositedValidatorsChanged(uint256 depositedValidators)"};
    u256 deposited_validators;
};

struct DepositsReserveSet {
    static constexpr Abi abi{"DepositsReserveSet(uint256 depositsReserve)"};
    Wei deposits_reserve;
};

struct DepositsReserveTargetSet {
    static constexpr Abi abi{"DepositsReserveTargetSet(uint256 depositsReserveTarget)"};
    Wei deposits_reserve_target;
};

// Lido: reports

struct CLBalancesUpdated {
    static constexpr Abi abi{
        "CLBalancesUpdated(uint256 indexed reportTimestamp, uint256 clValidatorsBalance, uint256 "
        "clPendingBalance)"};
    u256 report_timestamp;
    Wei cl_validators_balance;
    Wei cl_pending_balance;
};

struct ELRewardsReceived {
    static constexpr Abi abi{"ELRewardsReceived(uint256 amount)"};
    Wei amount;
};

struct WithdrawalsReceived {
    static constexpr Abi abi{"WithdrawalsReceived(uint256 amount)"};
    Wei amount;
};

/// `preCLBalance` is the principal: deposits of the frame are in it.
struct ETHDistributed {
    static constexpr Abi abi{
        "ETHDistributed(uint256 indexed reportTimestamp, uint256 preCLBalance, uint256 "
        "postCLBalance, uint256 withdrawalsWithdrawn, uint256 executionLayerRewardsWithdrawn, "
        "uint256 postBufferedEther)"};
    u256 report_timestamp;
    Wei pre_cl_balance;
    Wei post_cl_balance;
    Wei withdrawals_withdrawn;
    Wei execution_layer_rewards_withdrawn;
    Wei post_buffered_ether;
};

struct TokenRebased {
    static constexpr Abi abi{
        "TokenRebased(uint256 indexed reportTimestamp, uint256 timeElapsed, uint256 "
        "preTotalShares, uint256 preTotalEther, uint256 postTotalShares, uint256 postTotalEther, "
        "uint256 sharesMintedAsFees)"};
    u256 report_timestamp;
    u256 time_elapsed;
    Shares pre_total_shares;
    Wei pre_total_ether;
    Shares post_total_shares;
    Wei post_total_ether;
    Shares shares_minted_as_fees;
};

struct InternalShareRateUpdated {
    static constexpr Abi abi{
        "InternalShareRateUpdated(uint256 indexed reportTimestamp, uint256 postInternalShares, "
        "uint256 postInternalEther, uint256 sharesMintedAsFees)"};
    u256 report_timestamp;
    Shares post_internal_shares;
    Wei post_internal_ether;
    Shares shares_minted_as_fees;
};

// the pool's stand-in

struct PooledSet {
    static constexpr Abi abi{"PooledSet(uint256 pooled)"};
    Wei pooled;
};

}  // namespace aq::lido
