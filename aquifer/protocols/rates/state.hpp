// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Tokens that are worth a rate of ether: rETH, cbETH, wBETH, mETH, sfrxETH (with frxETH) and
/// swETH. Balances and allowances stand in erc20; here is what the rates and the ether behind them
/// are made of. Each issuer's contracts and their storage are a namespace.

#include <aquifer/eth/types.hpp>
#include <aquifer/ledger/containers.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::rates {

using erc20::Amount;

/// Rocket Pool: the rate is the pair (ether, supply) that oracle nodes report.
namespace reth {

struct Deployment {
    Address token;
    Address balances;
    Address deposit_pool;
    Address vault;
    friend bool operator==(const Deployment&, const Deployment&) = default;
};

/// Settings of the protocol's DAO. Fractions are of 10^18.
struct Settings {
    bool deposits_enabled = false;
    bool assignments_enabled = false;
    bool submissions_enabled = false;
    std::uint64_t submit_frequency_seconds = 0;
    Wei deposit_min;
    Wei pool_max;
    u256 deposit_fee;
    u256 collateral_target;
    u256 rate_delta_max;
    u256 consensus_threshold;
    friend bool operator==(const Settings&, const Settings&) = default;
};

/// The newest balances that enough nodes agreed on. The supply is as reported, not the live one.
struct Balances {
    u256 block;
    /// When they were set, Unix seconds.
    u256 set_at;
    Wei total_ether;
    Wei staking_ether;
    Amount supply;
    friend bool operator==(const Balances&, const Balances&) = default;
};

struct State {
    Cell<Deployment> at;
    Cell<Settings> settings;
    Cell<Balances> balances;
    /// The deposit pool's ether in the vault.
    Cell<Wei> pool_balance;
    /// What validators in the queue ask for; ether up to it is no excess.
    Cell<Wei> queue_demand;
    Table<Address, bool> oracle_members;
    /// (node, what it submitted).
    Table<Key<Address, Hash>, bool> submitted;
    Table<Hash, std::uint32_t> submissions;

    friend bool operator==(const State&, const State&) = default;
};

}  // namespace reth

/// Coinbase's and Binance's StakedTokenV1 on Circle's FiatToken: an oracle stores the rate.
namespace staked {

enum class Kind : std::uint8_t { kNone = 0, kCbEth, kWbEth };

struct Token {
    Kind kind = Kind::kNone;
    u256 rate;
    Address oracle;
    Address owner;
    Address master_minter;
    Address pauser;
    Address blacklister;
    friend bool operator==(const Token&, const Token&) = default;
};

struct Minter {
    bool allowed = false;
    Amount allowance;
    friend bool operator==(const Minter&, const Minter&) = default;
};

struct Updater {
    Address token;
    Address owner;
    friend bool operator==(const Updater&, const Updater&) = default;
};

/// How far a caller may still move the rate, and how that grows back.
struct Caller {
    bool allowed = false;
    u256 allowance;
    u256 allowance_max;
    u256 interval_seconds;
    /// Unix seconds.
    u256 last_set;
    friend bool operator==(const Caller&, const Caller&) = default;
};

struct State {
    Table<Address, Token> tokens;
    /// (token, minter).
    Table<Key<Address, Address>, Minter> minters;
    Table<Address, Updater> updaters;
    /// (updater, caller).
    Table<Key<Address, Address>, Caller> callers;

    friend bool operator==(const State&, const State&) = default;
};

}  // namespace staked

/// Frax: frxETH is ether one to one; sfrxETH is a vault whose rewards come in over a cycle.
namespace frax {

struct Deployment {
    Address frxeth;
    Address sfrxeth;
    Address minter;
    friend bool operator==(const Deployment&, const Deployment&) = default;
};

struct Minter {
    bool submit_paused = false;
    /// Of a million: how much of the ether is not deposited.
    u256 withhold_ratio;
    Wei withheld;
    friend bool operator==(const Minter&, const Minter&) = default;
};

struct Vault {
    /// Without the rewards of the running cycle.
    Amount stored_assets;
    /// The rewards of the running cycle, all of them.
    Amount last_reward;
    /// Unix seconds.
    std::uint32_t last_sync = 0;
    std::uint32_t cycle_end = 0;
    std::uint32_t cycle_seconds = 0;
    friend bool operator==(const Vault&, const Vault&) = default;
};

struct State {
    Cell<Deployment> at;
    Cell<Minter> minter;
    Cell<Vault> vault;
    /// Who may mint frxETH.
    Table<Address, bool> minters;

    friend bool operator==(const State&, const State&) = default;
};

}  // namespace frax

/// Swell: a repricer stores the rate and mints the fee.
namespace sweth {

struct Deployment {
    Address token;
    Address deposit_manager;
    Address treasury;
    friend bool operator==(const Deployment&, const Deployment&) = default;
};

/// Fractions are of 10^18.
struct Settings {
    bool core_methods_paused = false;
    bool whitelist_enabled = false;
    u256 treasury_share;
    u256 operator_share;
    u256 reprice_interval_min;
    u256 rate_difference_max;
    u256 supply_difference_max;
    friend bool operator==(const Settings&, const Settings&) = default;
};

struct Pricing {
    /// Zero before the first: worth one ether.
    u256 rate;
    Wei reserves;
    /// Unix seconds.
    u256 repriced_at;
    friend bool operator==(const Pricing&, const Pricing&) = default;
};

/// A node operator, in the registry's order.
struct Operator {
    Address reward_address;
    std::uint64_t active_validators = 0;
    friend bool operator==(const Operator&, const Operator&) = default;
};

struct State {
    Cell<Deployment> at;
    Cell<Settings> settings;
    Cell<Pricing> pricing;
    Cell<Wei> total_deposited;
    Table<Address, bool> whitelisted;
    Table<Address, bool> repricers;
    List<Only, Operator> operators;

    friend bool operator==(const State&, const State&) = default;
};

}  // namespace sweth

/// Mantle: the rate is what the protocol controls over the supply; an oracle records the
/// validators.
namespace meth {

struct Deployment {
    Address token;
    Address staking;
    Address oracle;
    Address requests;
    Address aggregator;
    Address pauser;
    Address consensus_receiver;
    Address execution_receiver;
    Address fees_receiver;
    Address buffer;
    friend bool operator==(const Deployment&, const Deployment&) = default;
};

struct Settings {
    std::uint16_t adjustment_bps = 0;
    std::uint16_t fees_bps = 0;
    bool allowlist = false;
    std::uint16_t report_blocks_min = 0;
    std::uint32_t loss_max_ppm = 0;
    /// Parts of 10^12 a block.
    std::uint64_t gain_min_ppt = 0;
    std::uint64_t gain_max_ppt = 0;
    std::uint64_t finalization_blocks = 0;
    std::uint64_t unstake_blocks = 0;
    Wei stake_min;
    Amount unstake_min;
    Amount supply_max;
    Wei validator_deposit_min;
    Wei validator_deposit_max;
    Address oracle_updater;
    friend bool operator==(const Settings&, const Settings&) = default;
};

/// Who is under pauses: as Pauser names them, in the order of its `pauseAll`.
struct Pauses {
    bool staking = false;
    bool unstaking = false;
    bool initiating = false;
    bool records = false;
    bool allocating = false;
    bool buffer = false;
    friend bool operator==(const Pauses&, const Pauses&) = default;
};

struct Staking {
    Wei unallocated;
    Wei allocated_for_deposits;
    /// Ever, by withdrawn validators too.
    Wei deposited_in_validators;
    u256 validators_initiated;
    /// The liquidity buffer's, which is not modelled beyond what it holds.
    Wei buffer_available;
    Wei buffer_drawdown;
    friend bool operator==(const Staking&, const Staking&) = default;
};

struct Record {
    std::uint64_t update_start_block = 0;
    std::uint64_t update_end_block = 0;
    std::uint64_t current_num_validators_not_withdrawable = 0;
    std::uint64_t cumulative_num_validators_withdrawable = 0;
    Uint<128> window_withdrawn_principal_amount;
    Uint<128> window_withdrawn_reward_amount;
    Uint<128> current_total_validator_balance;
    Uint<128> cumulative_processed_deposit_amount;
    friend bool operator==(const Record&, const Record&) = default;
};

struct Pending {
    bool exists = false;
    Record record;
    friend bool operator==(const Pending&, const Pending&) = default;
};

struct Request {
    Address requester;
    std::uint64_t block = 0;
    Amount locked;
    Wei ether;
    /// All that was asked for up to and with this request.
    Wei cumulative;
    friend bool operator==(const Request&, const Request&) = default;
};

struct Requests {
    Wei allocated;
    Wei claimed;
    Wei cumulative;
    friend bool operator==(const Requests&, const Requests&) = default;
};

struct State {
    Cell<Deployment> at;
    Cell<Settings> settings;
    Cell<Pauses> pauses;
    Cell<Staking> staking;
    Cell<Pending> pending;
    List<Only, Record> records;
    Cell<Requests> requests;
    /// A claimed request is zero.
    List<Only, Request> queue;
    /// (contract, role, account).
    Table<Key<Address, Hash, Address>, bool> roles;

    friend bool operator==(const State&, const State&) = default;
};

}  // namespace meth

struct State {
    reth::State reth;
    staked::State staked;
    frax::State frax;
    sweth::State sweth;
    meth::State meth;

    friend bool operator==(const State&, const State&) = default;
};

struct Ports {
    State& self;
    const erc20::Ports tokens;
    Accounts& accounts;
};

}  // namespace aq::rates
