// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Logs of the rate tokens' contracts, by issuer.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates {

namespace reth {

// RocketTokenRETH

struct EtherDeposited {
    static constexpr Abi abi{"EtherDeposited(address indexed from, uint256 amount, uint256 time)"};
    Address from;
    Wei amount;
    u256 time;
};

struct TokensMinted {
    static constexpr Abi abi{
        "TokensMinted(address indexed to, uint256 amount, uint256 ethAmount, uint256 time)"};
    Address to;
    Amount amount;
    Wei eth_amount;
    u256 time;
};

struct TokensBurned {
    static constexpr Abi abi{
        "TokensBurned(address indexed from, uint256 amount, uint256 ethAmount, uint256 time)"};
    Address from;
    Amount amount;
    Wei eth_amount;
    u256 time;
};

// RocketNetworkBalances

struct BalancesSubmitted {
    static constexpr Abi abi{
        "BalancesSubmitted(address indexed from, uint256 block, uint256 slotTimestamp, uint256 "
        "totalEth, uint256 stakingEth, uint256 rethSupply, uint256 blockTimestamp)"};
    Address from;
    u256 block;
    u256 slot_timestamp;
    Wei total_eth;
    Wei staking_eth;
    Amount reth_supply;
    u256 block_timestamp;
};

struct BalancesUpdated {
    static constexpr Abi abi{
        "BalancesUpdated(uint256 indexed block, uint256 slotTimestamp, uint256 totalEth, uint256 "
        "stakingEth, uint256 rethSupply, uint256 blockTimestamp)"};
    u256 block;
    u256 slot_timestamp;
    Wei total_eth;
    Wei staking_eth;
    Amount reth_supply;
    u256 block_timestamp;
};

// RocketDepositPool

struct DepositReceived {
    static constexpr Abi abi{"DepositReceived(address indexed from, uint256 amount, uint256 time)"};
    Address from;
    Wei amount;
    u256 time;
};

struct DepositRecycled {
    static constexpr Abi abi{"DepositRecycled(address indexed from, uint256 amount, uint256 time)"};
    Address from;
    Wei amount;
    u256 time;
};

struct ExcessWithdrawn {
    static constexpr Abi abi{"ExcessWithdrawn(address indexed to, uint256 amount, uint256 time)"};
    Address to;
    Wei amount;
    u256 time;
};

// RocketVault; `by` is the hash of a contract's name.

namespace vault {

struct EtherDeposited {
    static constexpr Abi abi{"EtherDeposited(string indexed by, uint256 amount, uint256 time)"};
    Hash by;
    Wei amount;
    u256 time;
};

struct EtherWithdrawn {
    static constexpr Abi abi{"EtherWithdrawn(string indexed by, uint256 amount, uint256 time)"};
    Hash by;
    Wei amount;
    u256 time;
};

}  // namespace vault

}  // namespace reth

namespace staked {

// StakedTokenV1 and FiatToken

struct Blacklisted {
    static constexpr Abi abi{"Blacklisted(address indexed account)"};
    Address account;
};

struct Burn {
    static constexpr Abi abi{"Burn(address indexed burner, uint256 amount)"};
    Address burner;
    Amount amount;
};

struct ExchangeRateUpdated {
    static constexpr Abi abi{
        "ExchangeRateUpdated(address indexed oracle, uint256 newExchangeRate)"};
    Address oracle;
    u256 new_exchange_rate;
};

struct Mint {
    static constexpr Abi abi{"Mint(address indexed minter, address indexed to, uint256 amount)"};
    Address minter;
    Address to;
    Amount amount;
};

struct MinterConfigured {
    static constexpr Abi abi{
        "MinterConfigured(address indexed minter, uint256 minterAllowedAmount)"};
    Address minter;
    Amount allowed;
};

struct MinterRemoved {
    static constexpr Abi abi{"MinterRemoved(address indexed oldMinter)"};
    Address minter;
};

struct OracleUpdated {
    static constexpr Abi abi{"OracleUpdated(address indexed newOracle)"};
    Address new_oracle;
};

struct Pause {
    static constexpr Abi abi{"Pause()"};
};

struct UnBlacklisted {
    static constexpr Abi abi{"UnBlacklisted(address indexed account)"};
    Address account;
};

struct Unpause {
    static constexpr Abi abi{"Unpause()"};
};

// wBETH

struct DepositEth {
    static constexpr Abi abi{
        "DepositEth(address indexed user, uint256 ethAmount, uint256 wBETHAmount, address indexed "
        "referral)"};
    Address user;
    Wei eth_amount;
    Amount wbeth_amount;
    Address referral;
};

// ExchangeRateUpdater, which logs `ExchangeRateUpdated` with its caller as well

struct AllowanceReplenished {
    static constexpr Abi abi{
        "AllowanceReplenished(address indexed caller, uint256 allowance, uint256 "
        "amountReplenished)"};
    Address caller;
    u256 allowance;
    u256 amount_replenished;
};

struct CallerConfigured {
    static constexpr Abi abi{
        "CallerConfigured(address indexed caller, uint256 amount, uint256 interval)"};
    Address caller;
    u256 amount;
    u256 interval;
};

struct CallerRemoved {
    static constexpr Abi abi{"CallerRemoved(address indexed caller)"};
    Address caller;
};

}  // namespace staked

namespace frax {

// frxETH and its minter

struct TokenMinterMinted {
    static constexpr Abi abi{
        "TokenMinterMinted(address indexed from, address indexed to, uint256 amount)"};
    Address from;
    Address to;
    Amount amount;
};

struct ETHSubmitted {
    static constexpr Abi abi{
        "ETHSubmitted(address indexed sender, address indexed recipient, uint256 sent_amount, "
        "uint256 withheld_amt)"};
    Address sender;
    Address recipient;
    Wei sent_amount;
    Wei withheld_amt;
};

// sfrxETH

struct Deposit {
    static constexpr Abi abi{
        "Deposit(address indexed caller, address indexed owner, uint256 assets, uint256 shares)"};
    Address caller;
    Address owner;
    Amount assets;
    Amount shares;
};

struct Withdraw {
    static constexpr Abi abi{
        "Withdraw(address indexed caller, address indexed receiver, address indexed owner, uint256 "
        "assets, uint256 shares)"};
    Address caller;
    Address receiver;
    Address owner;
    Amount assets;
    Amount shares;
};

struct NewRewardsCycle {
    static constexpr Abi abi{"NewRewardsCycle(uint32 indexed cycleEnd, uint256 rewardAmount)"};
    std::uint32_t cycle_end = 0;
    Amount reward_amount;
};

}  // namespace frax

namespace sweth {

struct ETHDepositReceived {
    static constexpr Abi abi{
        "ETHDepositReceived(address indexed from, uint256 amount, uint256 swETHMinted, uint256 "
        "newTotalETHDeposited, address indexed referral)"};
    Address from;
    Wei amount;
    Amount sweth_minted;
    Wei new_total;
    Address referral;
};

struct Reprice {
    static constexpr Abi abi{
        "Reprice(uint256 newEthReserves, uint256 newSwETHToETHRate, uint256 nodeOperatorRewards, "
        "uint256 swellTreasuryRewards, uint256 totalETHDeposited)"};
    Wei new_eth_reserves;
    u256 new_rate;
    Amount node_operator_rewards;
    Amount swell_treasury_rewards;
    Wei total_eth_deposited;
};

// DepositManager

struct ETHReceived {
    static constexpr Abi abi{"ETHReceived(address indexed from, uint256 amount)"};
    Address from;
    Wei amount;
};

}  // namespace sweth

namespace meth {

// Staking

struct AllocatedETHToDeposits {
    static constexpr Abi abi{"AllocatedETHToDeposits(uint256 amount)"};
    Wei amount;
};

struct AllocatedETHToLiquidityBuffer {
    static constexpr Abi abi{"AllocatedETHToLiquidityBuffer(uint256 amount)"};
    Wei amount;
};

struct AllocatedETHToUnstakeRequestsManager {
    static constexpr Abi abi{"AllocatedETHToUnstakeRequestsManager(uint256 amount)"};
    Wei amount;
};

struct ReturnsReceived {
    static constexpr Abi abi{"ReturnsReceived(uint256 amount)"};
    Wei amount;
};

struct Staked {
    static constexpr Abi abi{
        "Staked(address indexed staker, uint256 ethAmount, uint256 mETHAmount)"};
    Address staker;
    Wei eth_amount;
    Amount meth_amount;
};

struct UnstakeRequested {
    static constexpr Abi abi{
        "UnstakeRequested(uint256 indexed id, address indexed staker, uint256 ethAmount, uint256 "
        "mETHLocked)"};
    u256 id;
    Address staker;
    Wei eth_amount;
    Amount meth_locked;
};

struct UnstakeRequestClaimed {
    static constexpr Abi abi{"UnstakeRequestClaimed(uint256 indexed id, address indexed staker)"};
    u256 id;
    Address staker;
};

// UnstakeRequestsManager, whose claim is logged under the same name with more

namespace requests {

struct UnstakeRequestCreated {
    static constexpr Abi abi{
        "UnstakeRequestCreated(uint256 indexed id, address indexed requester, uint256 mETHLocked, "
        "uint256 ethRequested, uint256 cumulativeETHRequested, uint256 blockNumber)"};
    u256 id;
    Address requester;
    Amount meth_locked;
    Wei eth_requested;
    Wei cumulative;
    u256 block_number;
};

struct UnstakeRequestClaimed {
    static constexpr Abi abi{
        "UnstakeRequestClaimed(uint256 indexed id, address indexed requester, uint256 mETHLocked, "
        "uint256 ethRequested, uint256 cumulativeETHRequested, uint256 blockNumber)"};
    u256 id;
    Address requester;
    Amount meth_locked;
    Wei eth_requested;
    Wei cumulative;
    u256 block_number;
};

}  // namespace requests

// Oracle

struct OraclePendingUpdateRejected {
    static constexpr Abi abi{
        "OraclePendingUpdateRejected((uint64,uint64,uint64,uint64,uint128,uint128,uint128,uint128) "
        "pendingUpdate)"};
    Record pending_update;
};

struct OracleRecordAdded {
    static constexpr Abi abi{
        "OracleRecordAdded(uint256 indexed index, "
        "(uint64,uint64,uint64,uint64,uint128,uint128,uint128,uint128) record)"};
    u256 index;
    Record record;
};

struct OracleRecordFailedSanityCheck {
    static constexpr Abi abi{
        "OracleRecordFailedSanityCheck(bytes32 indexed reasonHash, string reason, "
        "(uint64,uint64,uint64,uint64,uint128,uint128,uint128,uint128) record, uint256 value, "
        "uint256 bound)"};
    Hash reason_hash;
    std::string reason;
    Record record;
    u256 value;
    u256 bound;
};

// ReturnsAggregator

struct FeesCollected {
    static constexpr Abi abi{"FeesCollected(uint256 amount)"};
    Wei amount;
};

// Pauser

struct FlagUpdated {
    static constexpr Abi abi{
        "FlagUpdated(bytes4 indexed selector, bool indexed isPaused, string flagName)"};
    Selector selector;
    bool is_paused = false;
    std::string flag_name;
};

}  // namespace meth

}  // namespace aq::rates
