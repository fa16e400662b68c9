// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Renzo's storage, contract by contract. A field's comment says what it does not include.

#include <aquifer/ledger/containers.hpp>
#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>
#include <aquifer/protocols/erc20/state.hpp>
#include <aquifer/protocols/feeds/state.hpp>
#include <aquifer/protocols/renzo/types.hpp>

namespace aq::renzo {

/// Where the contracts stand. Fixed at deployment. Delegators and price adapters are many and have
/// rows of their own.
struct Deployment {
    Address role_manager;
    Address ez_eth;
    Address oracle;
    Address balancer_rate_provider;
    Address restake_manager;
    Address deposit_queue;
    Address withdraw_queue;
    Address instant_withdrawer;
    Address reward_handler;
    Address payment_splitter;
    /// Who is asked for pauses and the cool-down: the RiskOracleMiddleware or what stands in its
    /// place. Zero: nobody, and nothing is paused.
    Address risk;
    /// What the RiskOracleMiddleware reads.
    Address risk_oracle;
    /// stETH and Lido's withdrawal queue, which rebalancing uses.
    Address st_eth;
    Address st_eth_withdrawals;
    /// Rewards in it are unwrapped.
    Address weth = "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2"_address;
    friend bool operator==(const Deployment&, const Deployment&) = default;
};

/// OpenZeppelin's AccessControl.
struct RoleManager {
    /// (role, account).
    Table<Key<Hash, Address>, bool> has_role;
    /// Zero is DEFAULT_ADMIN_ROLE.
    Table<Hash, Hash> admin_of;
    friend bool operator==(const RoleManager&, const RoleManager&) = default;
};

enum class AdapterKind : std::uint8_t { kNone = 0, kOneToOne, kWbeth, kMeth };

/// A price adapter: STETHShim, WBETHShim or METHShim.
struct Adapter {
    AdapterKind kind = AdapterKind::kNone;
    /// wBETH itself, or mETH's staking contract. None for one to one.
    Address source;
    friend bool operator==(const Adapter&, const Adapter&) = default;
};

struct Oracle {
    /// By token.
    Table<Address, Address> feed;
    Table<Address, Adapter> adapters;
    friend bool operator==(const Oracle&, const Oracle&) = default;
};

struct RestakeManager {
    Cell<bool> paused;
    List<Only, Address> operator_delegators;
    /// Basis points.
    Table<Address, u256> allocation_bps;
    List<Only, Address> collateral_tokens;
    /// By token; zero is no limit.
    Table<Address, Wei> token_tvl_limit;
    friend bool operator==(const RestakeManager&, const RestakeManager&) = default;
};

struct DepositQueue {
    Cell<Address> fee_address;
    Cell<u256> fee_bps;
    Cell<Address> restake_manager;
    Cell<Address> withdraw_queue;
    friend bool operator==(const DepositQueue&, const DepositQueue&) = default;
};

/// What has been asked for beyond the buffer, ever, and what has been filled of it.
struct BufferQueue {
    Amount to_fill;
    Amount filled;
    friend bool operator==(const BufferQueue&, const BufferQueue&) = default;
};

struct WithdrawQueue {
    Cell<bool> paused;
    // By asset.
    Table<Address, Amount> buffer_target;
    Table<Address, Amount> claim_reserve;
    Table<Address, BufferQueue> queue;
    /// By user; a claim moves the last request into the gap.
    List<Address, WithdrawRequest> requests;
    /// By request: `filled` must reach this before it can be claimed. Zero if it was never queued;
    /// kept after the claim.
    Table<u256, Amount> fill_at;
    /// The contract's own key of a queued request, to its number.
    Table<Hash, u256> queued_requests;
    Cell<u256> request_nonce;
    /// Seconds.
    Cell<u256> cool_down_period;
    Table<Address, bool> whitelisted;
    /// stETH handed to Lido, one to one.
    Cell<Amount> st_eth_pending;
    /// By Lido's request; kept after completion.
    Table<u256, Amount> st_eth_pending_of;
    friend bool operator==(const WithdrawQueue&, const WithdrawQueue&) = default;
};

struct InstantWithdrawer {
    Cell<Address> owner;
    // Basis points.
    Cell<u256> allowed_drawdown_bps;
    Cell<u256> min_fee_bps;
    Cell<u256> max_fee_bps;
    Cell<Address> fee_destination;
    friend bool operator==(const InstantWithdrawer&, const InstantWithdrawer&) = default;
};

/// One OperatorDelegator, without its tokens.
struct Delegator {
    /// Whom Renzo believes it delegated to: EigenLayer may know better.
    Address delegate_address;
    /// Ether of validators that EigenLayer does not yet count.
    Wei staked_but_not_verified;
    /// Ether of exited validators that has not yet come back.
    Wei beacon_chain_exit_balance;
    Wei avs_eth_slashed;
    std::uint64_t current_checkpoint = 0;
    std::uint64_t last_checkpoint = 0;
    friend bool operator==(const Delegator&, const Delegator&) = default;
};

/// What only claiming rewards and administration use.
struct DelegatorSettings {
    Address rewards_coordinator;
    Address rewards_destination;
    Address gas_refund_address;
    u256 base_gas_amount_spent;
    friend bool operator==(const DelegatorSettings&, const DelegatorSettings&) = default;
};

/// One asset of one delegator.
struct Holding {
    Address strategy;
    /// Withdrawable shares in EigenLayer's queue, as they were when queued.
    Shares queued;
    /// What slashing has taken of `queued`, as far as somebody has tracked it.
    Shares slashed_delta;
    friend bool operator==(const Holding&, const Holding&) = default;
};

/// One asset of one queued withdrawal.
struct QueuedAsset {
    Shares initial;
    Shares slashed_delta;
    friend bool operator==(const QueuedAsset&, const QueuedAsset&) = default;
};

/// (delegator, token).
using HoldingKey = Key<Address, Address>;
/// (delegator, hash of a public key) and (delegator, withdrawal root).
using ValidatorKey = Key<Address, Hash>;
using WithdrawalKey = Key<Address, Hash>;
/// (delegator, checkpoint timestamp).
using CheckpointKey = Key<Address, std::uint64_t>;
/// (delegator, withdrawal root, token).
using QueuedAssetKey = Key<Address, Hash, Address>;

struct Delegators {
    Table<Address, Delegator> rows;
    Table<Address, DelegatorSettings> settings;
    Table<HoldingKey, Holding> holdings;
    /// A validator's part of `staked_but_not_verified`.
    Table<ValidatorKey, Wei> validator_not_verified;
    /// Kept after completion.
    Table<WithdrawalKey, bool> withdrawal_tracked;
    Table<QueuedAssetKey, QueuedAsset> queued_assets;
    Table<CheckpointKey, bool> checkpoint_recorded;
    friend bool operator==(const Delegators&, const Delegators&) = default;
};

struct State {
    Deployment at;
    RoleManager roles;
    Oracle oracle;
    RestakeManager manager;
    DepositQueue deposits;
    WithdrawQueue withdrawals;
    InstantWithdrawer instant;
    Delegators delegators;
    /// RewardHandler.rewardDestination.
    Cell<Address> reward_destination;

    friend bool operator==(const State&, const State&) = default;
};

/// The state itself and what Renzo reaches beyond it.
struct Ports {
    State& self;
    eigenlayer::Ports eigenlayer;
    erc20::Ports tokens;
    feeds::Ports feeds;
    Accounts& accounts;
};

using View = aq::View<Ports>;

}  // namespace aq::renzo
