// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The state of the consensus feed: a beacon chain without nodes, driven slot by slot or by days.
/// It is one value: copying it copies the chain.

#include <aquifer/protocols/beacon/fork.hpp>
#include <aquifer/protocols/beacon/keys.hpp>

#include <string>

namespace aq::beacon {

struct Config {
    Fork fork = Fork::kElectra;
    std::uint64_t genesis_time = kMainnetGenesisTime;
    /// Whether blocks have a state root that proofs can be made under.
    bool proofs = false;
    /// Whether proposers and sync committees are drawn, with this seed, and not expected.
    bool lottery = false;
    std::uint64_t lottery_seed = 0;
    friend bool operator==(const Config&, const Config&) = default;
};

/// A group of validators that the user of the sandbox has named.
struct Pool {
    std::string name;
    /// Where withdrawals of the validators that the pool deposits for go.
    Address withdrawal_address;
    /// The number of the next derived key.
    std::uint64_t next_key = 0;
    Gwei withdrawn;
    friend bool operator==(const Pool&, const Pool&) = default;
};

struct Credentials {
    Hash value;
    Gwei withdrawn;
    friend bool operator==(const Credentials&, const Credentials&) = default;
};

/// Each entry may stand for n identical ones with consecutive derived keys.
struct PendingDeposit {
    Key key;
    std::uint64_t n = 1;
    /// Where a new validator belongs.
    std::uint32_t pool = 0;
    Hash credentials;
    Gwei amount;
    std::uint64_t slot = 0;
    /// There are no signatures: whoever makes the deposit says whether it would be valid.
    bool signature_valid = true;
    friend bool operator==(const PendingDeposit&, const PendingDeposit&) = default;
};

struct PendingPartial {
    std::uint64_t validator = 0;
    Gwei amount;
    std::uint64_t withdrawable_epoch = 0;
    friend bool operator==(const PendingPartial&, const PendingPartial&) = default;
};

struct PendingConsolidation {
    std::uint64_t source = 0;
    std::uint64_t target = 0;
    friend bool operator==(const PendingConsolidation&, const PendingConsolidation&) = default;
};

/// The queue of exits or of consolidations: the epoch that is being filled, and what it still takes
/// (`earliest_exit_epoch`, `exit_balance_to_consume` and their like).
struct ChurnQueue {
    std::uint64_t earliest_epoch = 0;
    Gwei room;
    friend bool operator==(const ChurnQueue&, const ChurnQueue&) = default;
};

struct Finality {
    std::uint64_t finalized_epoch = 0;
    std::uint64_t previous_justified_epoch = 0;
    std::uint64_t current_justified_epoch = 0;
    /// Newest epoch in the lowest bit, four kept.
    std::uint8_t justification_bits = 0;
    friend bool operator==(const Finality&, const Finality&) = default;
};

/// Effective balance slashed in an epoch of the last 8,192.
struct Slashed {
    std::uint64_t epoch = 0;
    Gwei sum;
    friend bool operator==(const Slashed&, const Slashed&) = default;
};

/// A share of a pool (or of all pools) does its duties otherwise from one epoch up to another.
struct Performance {
    std::uint32_t pool = 0;
    bool every_pool = false;
    std::uint32_t share_bps = 0;
    Duty duty = Duty::kOffline;
    std::uint64_t from = 0;
    std::uint64_t until = 0;
    friend bool operator==(const Performance&, const Performance&) = default;
};

/// Where all money came from and went:
/// sum of balances + withdrawn + carry = entered + issued - burned.
struct Counters {
    /// Balances that validators began with and deposits applied, less what went back to the queue.
    Gwei entered;
    Gwei issued;
    Gwei burned;
    Gwei withdrawn;
    /// Deposits whose signature was not valid: outside of everything else.
    Gwei lost;
    friend bool operator==(const Counters&, const Counters&) = default;
};

/// Who sits in the sync committee, with repetition; only drawn in the lottery mode.
struct Committee {
    std::uint64_t period = 0;
    std::vector<std::uint64_t> seats;
    friend bool operator==(const Committee&, const Committee&) = default;
};

struct Feed {
    Config config;
    /// The next slot, whose block has not been processed.
    std::uint64_t slot = 0;
    Registry registry;
    Keys keys;
    std::vector<Credentials> credentials;
    /// The first is that of depositors whom no other pool claims.
    std::vector<Pool> pools{
        {.name = "depositors", .withdrawal_address = {}, .next_key = 0, .withdrawn = {}}};

    std::vector<PendingDeposit> pending_deposits;
    std::vector<PendingPartial> pending_partials;
    std::vector<PendingConsolidation> pending_consolidations;
    Gwei deposit_balance_to_consume;
    ChurnQueue exits;
    ChurnQueue consolidations;

    Finality finality;
    std::vector<Slashed> slashings;
    std::vector<Performance> performances;
    Committee committee;

    std::uint64_t next_withdrawal_validator = 0;
    std::uint64_t next_withdrawal_index = 0;
    /// Proposer and sync income of an epoch that does not divide among the validators.
    Gwei carry;
    Counters counters;
    /// The root of the block before `slot`.
    Hash parent_root;

    [[nodiscard]] std::uint64_t epoch() const { return slot / kSlotsPerEpoch; }

    friend bool operator==(const Feed&, const Feed&) = default;
};

}  // namespace aq::beacon
