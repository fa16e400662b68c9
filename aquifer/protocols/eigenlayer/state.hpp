// SPDX-License-Identifier: Apache-2.0
#pragma once

/// EigenLayer's storage, contract by contract. A field's comment says what it does not include.

#include <aquifer/ledger/containers.hpp>
#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/beacon/state.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::eigenlayer {

/// Where the contracts stand. Fixed at deployment.
struct Deployment {
    Address strategy_manager;
    Address delegation_manager;
    Address allocation_manager;
    Address allocation_manager_view;
    Address eigen_pod_manager;
    Address rewards_coordinator;
    Address permission_controller;
    Address strategy_factory;
    Address pauser_registry;
    Address eigen_strategy;
    Address emissions_controller;
    /// The beacon deposit contract.
    Address eth_pos;
    Address eigen_pod_beacon;
    Address strategy_beacon;
    Address duration_vault_beacon;
    /// The codes that factory-made strategies, vaults and pods get (see `stack`).
    Code strategy_code{};
    Code vault_code{};
    Code pod_code{};
    friend bool operator==(const Deployment&, const Deployment&) = default;
};

/// The contracts' immutables. Blocks and seconds as the names say.
struct Parameters {
    std::uint32_t min_withdrawal_delay_blocks = 100'800;
    std::uint32_t deallocation_delay_blocks = 100'800;
    std::uint32_t allocation_configuration_delay_blocks = 126'000;
    std::uint32_t slasher_configuration_delay_blocks = 126'000;
    std::uint32_t calculation_interval_seconds = 86'400;
    std::uint32_t max_rewards_duration_seconds = 63'072'000;
    std::uint32_t max_retroactive_length_seconds = 14'515'200;
    std::uint32_t max_future_length_seconds = 2'592'000;
    std::uint32_t genesis_rewards_timestamp = 1'710'979'200;
    /// Hash of the pod creation code (with constructor arguments): makes pod addresses (CREATE2).
    Hash pod_init_code_hash =
        "0x71d434908b1e0680c8d79f8e54ab2bf022aab159b5c87073bd081eba22f779b3"_hash;
    /// The contracts' semantic version; its first character is the EIP-712 domain's version.
    std::array<char, 16> version{'1', '.', '1', '2', '.', '0'};
    friend bool operator==(const Parameters&, const Parameters&) = default;
};

/// Pausing and ownership of all contracts, by contract address.
struct Access {
    Table<Address, u256> paused;
    Table<Address, Address> owner;
    Table<Address, bool> is_pauser;
    Cell<Address> unpauser;
    friend bool operator==(const Access&, const Access&) = default;
};

enum class StrategyKind : std::uint8_t { kNone = 0, kBase, kCapped, kDurationVault };

/// A strategy's own storage. Its token balance is the token's to know, and read live.
struct Strategy {
    StrategyKind kind = StrategyKind::kNone;
    Address underlying_token;
    Shares total_shares;
    /// Capped strategies and vaults (there `max_total_deposits` is the stake cap).
    Amount max_per_deposit;
    Amount max_total_deposits;
    friend bool operator==(const Strategy&, const Strategy&) = default;
};

enum class VaultState : std::uint8_t { kUninitialized = 0, kDeposits, kAllocations, kWithdrawals };

/// What a duration vault adds to its strategy.
struct Vault {
    VaultState state = VaultState::kUninitialized;
    Address vault_admin;
    Address arbitrator;
    /// Seconds.
    std::uint32_t duration = 0;
    /// Unix seconds; zero until it happens.
    std::uint32_t locked_at = 0;
    std::uint32_t unlock_at = 0;
    std::uint32_t matured_at = 0;
    OperatorSet operator_set;
    friend bool operator==(const Vault&, const Vault&) = default;
};

struct Strategies {
    Table<Address, Strategy> rows;
    Table<Address, Vault> vaults;
    /// The metadata URI of a vault, byte by byte.
    List<Address, std::uint8_t> vault_metadata_uri;
    // StrategyFactory
    Table<Address, Address> deployed_strategies;
    Table<Address, bool> is_blacklisted;
    List<Address, Address> duration_vaults_by_token;
    /// Contracts the factory has created: its account nonce less one.
    Cell<std::uint64_t> created;
    friend bool operator==(const Strategies&, const Strategies&) = default;
};

/// (operator set, slash id).
using SlashKey = Key<OperatorSet, u256>;

struct StrategyManager {
    Cell<Address> strategy_whitelister;
    Table<Address, bool> is_whitelisted;
    /// (staker, strategy). Token strategies only.
    Table<Key<Address, Address>, DepositShares> deposit_shares;
    /// Not storage: the deposit shares that logs leave in doubt, and that a mirror has to read
    /// (README, witness table). Only a fold writes it; the shares held are then at most those
    /// above.
    Table<Key<Address, Address>, bool> deposit_shares_in_doubt;
    Set<Address, Address> staker_strategies;
    /// Nonces of signature deposits.
    Table<Address, u256> nonces;
    /// Strategies of a slash not yet cleared; the shares, which can be zero, stand beside it.
    Set<SlashKey, Address> slashed_strategies;
    Table<Key<OperatorSet, u256, Address>, Shares> burn_or_redistributable;
    Set<Only, OperatorSet> pending_operator_sets;
    Set<OperatorSet, u256> pending_slash_ids;
    friend bool operator==(const StrategyManager&, const StrategyManager&) = default;
};

/// A queued withdrawal without its strategies, which stand in a list of their own.
struct QueuedWithdrawal {
    Address staker;
    Address delegated_to;
    Address withdrawer;
    std::uint32_t start_block = 0;
    u256 nonce;
    friend bool operator==(const QueuedWithdrawal&, const QueuedWithdrawal&) = default;
};

struct QueuedStrategy {
    Address strategy;
    ScaledShares scaled;
    friend bool operator==(const QueuedStrategy&, const QueuedStrategy&) = default;
};

/// (operator or staker, strategy).
using StrategyKey = Key<Address, Address>;

struct Delegation {
    /// An operator points to itself.
    Table<Address, Address> delegated_to;
    Table<Address, Address> delegation_approver;
    /// (operator, strategy).
    Table<StrategyKey, Shares> operator_shares;
    /// (staker, strategy); zero is unset and reads as 10^18.
    Table<StrategyKey, Factor> deposit_scaling_factor;
    /// (approver, salt).
    Table<Key<Address, Hash>, bool> salt_spent;
    Table<Address, u256> withdrawals_queued;
    Table<Hash, QueuedWithdrawal> queued_withdrawals;
    List<Hash, QueuedStrategy> queued_strategies;
    Set<Address, Hash> queued_roots;
    /// (operator, strategy): scaled shares ever queued, cut to 224 bits.
    History<StrategyKey, ScaledShares> cumulative_scaled;
    friend bool operator==(const Delegation&, const Delegation&) = default;
};

struct AllocationDelay {
    std::uint32_t delay = 0;
    bool is_set = false;
    std::uint32_t pending_delay = 0;
    std::uint32_t effect_block = 0;
    friend bool operator==(const AllocationDelay&, const AllocationDelay&) = default;
};

struct Registration {
    bool registered = false;
    /// Last block at which a leaver can still be slashed.
    std::uint32_t slashable_until = 0;
    friend bool operator==(const Registration&, const Registration&) = default;
};

/// As stored: what has matured since is not yet applied (see `evaluated` in queries).
struct Allocation {
    Magnitude current;
    std::uint32_t effect_block = 0;
    __int128 pending_diff = 0;
    friend bool operator==(const Allocation&, const Allocation&) = default;
};

struct Slasher {
    Address slasher;
    Address pending_slasher;
    std::uint32_t effect_block = 0;
    friend bool operator==(const Slasher&, const Slasher&) = default;
};

/// (operator, operator set).
using MembershipKey = Key<Address, OperatorSet>;
/// (operator, operator set, strategy).
using AllocationKey = Key<Address, OperatorSet, Address>;

struct Allocations {
    // of an AVS
    Table<Address, Address> registrar;
    Set<Address, std::uint32_t> operator_sets;
    Table<Address, bool> metadata_registered;
    // of an operator set
    Set<OperatorSet, Address> set_strategies;
    Set<OperatorSet, Address> members;
    Table<OperatorSet, Address> redistribution_recipient;
    Table<OperatorSet, u256> slash_count;
    Table<OperatorSet, Slasher> slashers;
    // of an operator
    Table<Address, AllocationDelay> delays;
    Set<Address, OperatorSet> registered_sets;
    Set<Address, OperatorSet> allocated_sets;
    Table<MembershipKey, Registration> registrations;
    Set<MembershipKey, Address> allocated_strategies;
    Table<AllocationKey, Allocation> allocations;
    /// (operator, strategy); before the first entry 10^18.
    History<StrategyKey, Magnitude> max_magnitude;
    Table<StrategyKey, Magnitude> encumbered;
    Queue<StrategyKey, OperatorSet> deallocation_queue;
    friend bool operator==(const Allocations&, const Allocations&) = default;
};

/// Reads as 10^18 until set; a set zero is real.
struct BeaconChainFactor {
    bool is_set = false;
    Magnitude factor;
    friend bool operator==(const BeaconChainFactor&, const BeaconChainFactor&) = default;
};

enum class ValidatorStatus : std::uint8_t { kInactive = 0, kActive, kWithdrawn };

struct Validator {
    std::uint64_t index = 0;
    Gwei restaked_balance;
    /// Unix seconds of the checkpoint that last proved it.
    std::uint64_t last_checkpointed_at = 0;
    ValidatorStatus status = ValidatorStatus::kInactive;
    friend bool operator==(const Validator&, const Validator&) = default;
};

struct Checkpoint {
    Hash beacon_block_root;
    std::uint32_t proofs_remaining = 0;
    Gwei pod_balance;
    std::int64_t balance_deltas_gwei = 0;
    Gwei prev_beacon_balance;
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

struct Pod {
    Address owner;
    Address proof_submitter;
    /// Ether in the pod that a checkpoint has credited.
    Gwei restaked_execution_layer;
    std::uint64_t active_validator_count = 0;
    std::uint64_t last_checkpoint_timestamp = 0;
    /// Zero when no checkpoint is open.
    std::uint64_t current_checkpoint_timestamp = 0;
    friend bool operator==(const Pod&, const Pod&) = default;
};

struct Pods {
    Table<Address, Address> owner_to_pod;
    Cell<std::uint64_t> pod_count;
    Table<Address, i256> deposit_shares;
    Table<Address, BeaconChainFactor> slashing_factor;
    Cell<Shares> burnable;
    Cell<Address> proof_timestamp_setter;
    Cell<std::uint64_t> pectra_fork_timestamp;
    /// By pod address.
    Table<Address, Pod> rows;
    Table<Address, Checkpoint> checkpoints;
    /// (pod, hash of the public key).
    Table<Key<Address, Hash>, Validator> validators;
    /// (pod, checkpoint timestamp).
    Table<Key<Address, std::uint64_t>, Gwei> balance_exited;
    friend bool operator==(const Pods&, const Pods&) = default;
};

enum class SubmissionKind : std::uint8_t {
    kAvs = 1,
    kForAll,
    kForAllEarners,
    kOperatorDirectedAvs,
    kOperatorDirectedOperatorSet,
    kUniqueStake,
    kTotalStake,
};

struct OperatorSplit {
    std::uint16_t old_bips = 0;
    std::uint16_t new_bips = 0;
    std::uint32_t activated_at = 0;
    friend bool operator==(const OperatorSplit&, const OperatorSplit&) = default;
};

struct Rewards {
    Cell<Address> rewards_updater;
    Cell<std::uint32_t> activation_delay_seconds;
    Cell<std::uint16_t> default_split_bips;
    Cell<Address> fee_recipient;
    Cell<std::uint32_t> calculation_end_timestamp;
    List<Only, DistributionRoot> roots;
    Table<Address, Address> claimer_for;
    /// (earner, token).
    Table<Key<Address, Address>, Amount> cumulative_claimed;
    Table<Address, u256> submission_nonce;
    Table<Key<SubmissionKind, Address, Hash>, bool> submission_hashes;
    Table<Address, bool> for_all_submitter;
    Table<Address, bool> fee_opted_in;
    /// (operator, AVS), operator, (operator, operator set).
    Table<Key<Address, Address>, OperatorSplit> avs_splits;
    Table<Address, OperatorSplit> pi_splits;
    Table<MembershipKey, OperatorSplit> set_splits;
    friend bool operator==(const Rewards&, const Rewards&) = default;
};

/// Target and selector of a function, packed as the contract packs them.
struct Permission {
    Address target;
    Selector selector;
    friend bool operator==(const Permission&, const Permission&) = default;
};

struct Permissions {
    Set<Address, Address> pending_admins;
    Set<Address, Address> admins;
    /// (account, appointee).
    Set<Key<Address, Address>, Permission> appointee_permissions;
    /// (account, permission).
    Set<Key<Address, Permission>, Address> permission_appointees;
    friend bool operator==(const Permissions&, const Permissions&) = default;
};

struct State {
    Deployment at;
    Parameters parameters;
    Access access;
    Strategies strategies;
    StrategyManager strategy_manager;
    Delegation delegation;
    Allocations allocations;
    Pods pods;
    Rewards rewards;
    Permissions permissions;

    friend bool operator==(const State&, const State&) = default;
};

/// The state itself and what EigenLayer reaches beyond it.
struct Ports {
    State& self;
    erc20::Ports tokens;
    Accounts& accounts;
    const beacon::State& beacon;
};

using View = aq::View<Ports>;

}  // namespace aq::eigenlayer
