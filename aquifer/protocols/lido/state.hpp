// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The storage of Lido's contracts, contract by contract. wstETH is a row of `erc20::State`.

#include <aquifer/ledger/containers.hpp>
#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/erc20/state.hpp>
#include <aquifer/protocols/lido/types.hpp>

namespace aq::lido {

/// What LidoLocator answers, and the addresses that are immutable elsewhere.
struct Deployment {
    Address lido;
    Address wsteth;
    Address withdrawal_queue;
    Address accounting;
    Address accounting_oracle;
    /// Stands for HashConsensus: whoever it is may submit the hash the committee agreed on.
    Address hash_consensus;
    Address sanity_checker;
    Address burner;
    Address staking_router;
    Address el_rewards_vault;
    Address withdrawal_vault;
    Address locator;
    Address deposit_security_module;
    Address top_up_gateway;
    Address post_token_rebase_receiver;
    Address treasury;
    Address vault_hub;
    Address lazy_oracle;
    /// The beacon chain's deposit contract.
    Address deposit_contract;
    Address eip712_steth;

    friend bool operator==(const Deployment&, const Deployment&) = default;
};

/// The beacon chain's clock and the report frame (HashConsensus).
struct Calendar {
    std::uint64_t genesis_time = 1'606'824'023;
    std::uint64_t seconds_per_slot = 12;
    std::uint64_t slots_per_epoch = 32;
    std::uint64_t initial_epoch = 0;
    std::uint64_t epochs_per_frame = 225;

    friend bool operator==(const Calendar&, const Calendar&) = default;
};

/// `StakeLimitState.Data`.
struct StakeLimit {
    /// Zero: staking is paused.
    std::uint32_t prev_block = 0;
    std::uint32_t growth_blocks = 0;
    /// What was left at that block; may exceed the maximum after external burns.
    Wei prev;
    /// Zero: no limit.
    Wei max;

    friend bool operator==(const StakeLimit&, const StakeLimit&) = default;
};

/// Deposits made after the newest reference slot.
struct DepositedNextReport {
    Wei amount;
    /// The reference slot at the last deposit: at another one the amount reads as zero.
    u256 ref_slot;

    friend bool operator==(const DepositedNextReport&, const DepositedNextReport&) = default;
};

/// Lido and StETH.
struct StEth {
    Cell<Shares> total_shares;
    /// Part of the total, minted against ether in stVaults.
    Cell<Shares> external_shares;
    Table<Address, Shares> shares;
    /// (owner, spender), in stETH.
    Table<Key<Address, Address>, Wei> allowances;
    Table<Address, u256> nonces;
    Cell<bool> active;
    Cell<StakeLimit> stake_limit;

    /// Ether in the contract that counts: not what was forced on it.
    Cell<Wei> buffered;
    Cell<Wei> cl_validators_balance;
    Cell<Wei> cl_pending_balance;
    /// Deposited since the block of the last report's reference slot, so not in the two above.
    Cell<Wei> deposited_post_report;
    Cell<DepositedNextReport> deposited_next_report;
    Cell<u256> seed_deposits_count;
    Cell<Wei> deposits_reserve;
    Cell<Wei> deposits_reserve_target;
    Cell<Wei> el_rewards_collected;
    Cell<u256> max_external_ratio_bps;

    friend bool operator==(const StEth&, const StEth&) = default;
};

/// `WithdrawalQueueBase.WithdrawalRequest`. Amounts are cumulative: a request's own is the
/// difference to the one before.
struct Request {
    Wei cumulative_steth;
    Shares cumulative_shares;
    Address owner;
    std::uint64_t timestamp = 0;
    /// The time of the last report when the request was made.
    std::uint64_t report_timestamp = 0;
    bool claimed = false;

    friend bool operator==(const Request&, const Request&) = default;
};

struct Checkpoint {
    u256 from_request_id;
    ShareRate max_share_rate;

    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// WithdrawalQueueERC721.
struct Queue {
    /// From 1; request 0 is claimed and empty.
    Table<u256, Request> requests;
    /// From 1.
    Table<u256, Checkpoint> checkpoints;
    Cell<u256> last_request_id;
    Cell<u256> last_finalized_request_id;
    Cell<u256> last_checkpoint_index;
    Cell<Wei> locked_ether;
    Set<Address, u256> requests_by_owner;
    Table<u256, Address> token_approvals;
    /// (owner, operator).
    Table<Key<Address, Address>, bool> operator_approvals;
    Cell<u256> last_report_timestamp;
    /// 2^256 - 1: not in bunker mode.
    Cell<u256> bunker_mode_since;
    Cell<u256> resume_since;

    friend bool operator==(const Queue&, const Queue&) = default;
};

/// Burner.
struct Burning {
    Cell<Shares> cover_requested;
    Cell<Shares> non_cover_requested;
    Cell<Shares> cover_burnt;
    Cell<Shares> non_cover_burnt;

    friend bool operator==(const Burning&, const Burning&) = default;
};

/// `BaseOracle.ConsensusReport`.
struct ConsensusReport {
    Hash hash;
    std::uint64_t ref_slot = 0;
    std::uint64_t processing_deadline_time = 0;

    friend bool operator==(const ConsensusReport&, const ConsensusReport&) = default;
};

/// `AccountingOracle.ExtraDataProcessingState`, without what only a list of items needs.
struct ExtraData {
    std::uint64_t ref_slot = 0;
    std::uint64_t items_count = 0;
    Hash data_hash;
    std::uint16_t data_format = 0;
    bool submitted = false;

    friend bool operator==(const ExtraData&, const ExtraData&) = default;
};

/// AccountingOracle.
struct Oracle {
    Cell<u256> consensus_version;
    Cell<std::uint64_t> last_processing_ref_slot;
    Cell<ConsensusReport> consensus_report;
    Cell<ExtraData> extra_data;
    Table<Address, bool> is_committee_member;

    friend bool operator==(const Oracle&, const Oracle&) = default;
};

/// `OracleReportSanityChecker.ReportData`: one report in the window of CL losses.
struct ReportRecord {
    std::uint64_t timestamp = 0;
    Wei cl_balance;
    Wei deposits;
    Wei cl_withdrawals;

    friend bool operator==(const ReportRecord&, const ReportRecord&) = default;
};

/// OracleReportSanityChecker.
struct Checker {
    Cell<Limits> limits;
    List<Only, ReportRecord> records;
    Cell<Address> second_opinion_oracle;
    Cell<Wei> last_vault_balance_after_transfer;
    Cell<u256> last_report_timestamp;
    Cell<bool> first_report_done;

    friend bool operator==(const Checker&, const Checker&) = default;
};

enum class ModuleStatus : std::uint8_t { kActive = 0, kDepositsPaused, kStopped };

/// A staking module as StakingRouter sees it. Its keys and operators are not here.
struct Module {
    Address at;
    std::uint16_t module_fee_bps = 0;
    std::uint16_t treasury_fee_bps = 0;
    std::uint16_t stake_share_limit_bps = 0;
    std::uint16_t priority_exit_share_threshold_bps = 0;
    ModuleStatus status = ModuleStatus::kActive;
    std::uint8_t withdrawal_credentials_type = 0;
    std::uint64_t last_deposit_at = 0;
    std::uint64_t last_deposit_block = 0;
    std::uint64_t max_deposits_per_block = 0;
    std::uint64_t min_deposit_block_distance = 0;
    std::uint64_t validators_balance_gwei = 0;
    std::uint64_t exited_validators_count = 0;

    friend bool operator==(const Module&, const Module&) = default;
};

/// StakingRouter.
struct Router {
    /// By id, from 1 without gaps.
    Table<std::uint64_t, Module> modules;
    Cell<std::uint64_t> last_module_id;
    Cell<std::uint64_t> validators_balance_gwei;
    Cell<Hash> withdrawal_credentials;
    Cell<std::uint64_t> max_top_up_per_block_gwei;

    friend bool operator==(const Router&, const Router&) = default;
};

/// `RefSlotCache.Uint104WithCache` of VaultHub: shares of stVaults written off.
struct BadDebt {
    Shares now;
    /// As of `ref_slot`, if that is still the newest one.
    Shares at_ref_slot;
    u256 ref_slot;

    friend bool operator==(const BadDebt&, const BadDebt&) = default;
};

/// AccessControlEnumerable of all contracts, and Lido's Aragon permissions.
struct Access {
    /// (contract, role).
    Set<Key<Address, Hash>, Address> members;

    friend bool operator==(const Access&, const Access&) = default;
};

struct State {
    Deployment at;
    Calendar calendar;
    Access access;
    StEth steth;
    Queue queue;
    Burning burning;
    Oracle oracle;
    Checker checker;
    Router router;
    Cell<BadDebt> bad_debt;

    friend bool operator==(const State&, const State&) = default;
};

/// What Lido's rules reach: tokens for wstETH, accounts for ether.
struct Ports {
    State& self;
    erc20::Ports tokens;
    Accounts& accounts;
};
using View = aq::View<Ports>;

/// What one contract sends another. Value has to be moved beside it.
inline Call message(const Address& from, const Address& to, Wei value = Wei()) {
    return {.sender = from, .to = to, .value = value, .selector = Selector()};
}

}  // namespace aq::lido
