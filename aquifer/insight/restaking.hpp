// SPDX-License-Identifier: Apache-2.0
#pragma once

/// EigenLayer as rows: strategies, operators, operator sets, vaults and pods, and who may slash
/// whom for how much. Lists are in the order of addresses, so that they are the same on every
/// machine.

#include <aquifer/stack/world.hpp>

#include <optional>
#include <vector>

namespace aq::insight {

using eigenlayer::Magnitude;
using eigenlayer::OperatorSet;
using eigenlayer::Shares;

/// Strategies by address, native ether last.
std::vector<Address> strategies_of(const eigenlayer::State& s);
std::vector<Address> operators_of(const eigenlayer::State& s);
/// By AVS, and of an AVS in the order of their making.
std::vector<OperatorSet> sets_of(const eigenlayer::State& s);
/// The asset of a strategy: `kNative` for native ether.
Address asset_of(const eigenlayer::State& s, const Address& strategy);
bool is_strategy(const eigenlayer::State& s, const Address& at);
/// What shares of a strategy are paid in its asset now, rounded down; nothing if it refuses.
std::optional<u256> underlying_down(stack::World& world, const Address& strategy, Shares shares);

struct StrategyFacts {
    Address at;
    Address asset;
    eigenlayer::StrategyKind kind = eigenlayer::StrategyKind::kNone;
    bool whitelisted = false;
    /// Of native ether what operators and undelegated stakers hold: pods have no total.
    Shares total_shares;
    /// The asset that 10^18 shares are paid, rounded down.
    std::optional<u256> underlying_per_share;
    /// The asset that all shares are paid, rounded down.
    std::optional<u256> total_underlying;
    /// Of a capped strategy or vault, in the asset; zero otherwise.
    u256 deposit_max;
    u256 total_deposits_max;
};
std::vector<StrategyFacts> strategy_facts(stack::World& world);

struct OperatorStake {
    Address strategy;
    Shares shares;
    Magnitude magnitude_max;
    Magnitude magnitude_encumbered;
};
struct OperatorFacts {
    Address at;
    /// Zero: anyone may delegate.
    Address delegation_approver;
    /// Without itself.
    std::uint64_t stakers = 0;
    bool allocation_delay_set = false;
    std::uint32_t allocation_delay_blocks = 0;
    std::vector<OperatorStake> stakes;
    std::vector<OperatorSet> registered;
};
std::vector<OperatorFacts> operator_facts(const stack::World& world);

struct OperatorSetFacts {
    OperatorSet set;
    /// Zero: nobody may slash.
    Address slasher;
    bool redistributing = false;
    /// The burn address unless it redistributes.
    Address slashed_goes_to;
    u256 slashes;
    std::vector<Address> operators;
    std::vector<Address> strategies;
};
/// Of one AVS, or of all.
std::vector<OperatorSetFacts> operator_set_facts(const stack::World& world,
                                                 const std::optional<Address>& avs);

struct VaultFacts {
    Address at;
    Address token;
    eigenlayer::Vault vault;
    Shares total_shares;
    u256 total_deposits_max;
};
std::vector<VaultFacts> vault_facts(const stack::World& world);

struct PodFacts {
    Address at;
    eigenlayer::Pod pod;
    /// May be negative.
    i256 owner_deposit_shares;
    Magnitude beacon_chain_factor;
    u256 ether_wei;
};
std::vector<PodFacts> pod_facts(const stack::World& world);

/// What an operator set may take of an operator's shares of a strategy.
struct Slashable {
    OperatorSet set;
    /// Zero: the set has nobody to slash for it now.
    Address slasher;
    Address operator_at;
    Address strategy;
    /// What the set has been given of the operator's magnitude.
    Magnitude magnitude;
    Magnitude magnitude_max;
    /// Without what is queued and can still be slashed.
    Shares shares;
};
/// Left open: any.
struct SlashableOf {
    std::optional<Address> operator_at;
    std::optional<Address> strategy;
};
/// All that is not zero in the block.
std::vector<Slashable> slashable(const stack::World& world, const SlashableOf& of);

}  // namespace aq::insight
