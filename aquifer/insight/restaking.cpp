// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/restaking.hpp>

#include <aquifer/insight/ask.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_pods.hpp>

#include <algorithm>
#include <map>

namespace aq::insight {

namespace {

namespace am = eigenlayer::allocation_manager;
namespace dm = eigenlayer::delegation_manager;
using eigenlayer::kBeaconChainStrategy;
using eigenlayer::State;

template <class K, class V>
std::vector<K> sorted_keys(const Table<K, V>& table) {
    std::vector<K> out;
    table.for_each([&](const K& key, const V&) { out.push_back(key); });
    std::ranges::sort(out);
    return out;
}

/// What pods have in the virtual strategy: through operators, and of stakers without one.
Shares native_shares(const State& s) {
    Shares out;
    for (const Address& at : operators_of(s)) {
        out = out + dm::operator_shares(s, at, kBeaconChainStrategy);
    }
    s.pods.deposit_shares.for_each([&](const Address& staker, const i256&) {
        if (dm::is_delegated(s, staker)) return;
        const auto held = dm::get_withdrawable_shares(s, staker, {kBeaconChainStrategy});
        if (held.has_value()) out = out + std::get<0>(*held)[0];
    });
    return out;
}

/// Whether the set can take something of an operator that is asked for.
bool concerns(const State& s, const OperatorSet& set, const SlashableOf& of) {
    if (of.strategy.has_value() && !s.allocations.set_strategies.contains(set, *of.strategy)) {
        return false;
    }
    return true;
}

}  // namespace

std::vector<Address> strategies_of(const State& s) {
    std::vector<Address> out = sorted_keys(s.strategies.rows);
    out.push_back(kBeaconChainStrategy);
    return out;
}

std::vector<Address> operators_of(const State& s) {
    std::vector<Address> out;
    s.delegation.delegated_to.for_each([&](const Address& staker, const Address& to) {
        if (staker == to) out.push_back(staker);
    });
    std::ranges::sort(out);
    return out;
}

std::vector<OperatorSet> sets_of(const State& s) {
    std::vector<OperatorSet> out;
    for (const Address& avs : sorted_keys(s.allocations.operator_sets.list.count)) {
        for (const std::uint32_t id : s.allocations.operator_sets.all(avs)) {
            out.push_back({avs, id});
        }
    }
    return out;
}

bool is_strategy(const State& s, const Address& at) {
    return at == kBeaconChainStrategy || s.strategies.rows.contains(at);
}

Address asset_of(const State& s, const Address& strategy) {
    return strategy == kBeaconChainStrategy ? kNative
                                            : s.strategies.rows[strategy].underlying_token;
}

std::optional<u256> underlying_down(stack::World& world, const Address& strategy, Shares shares) {
    if (strategy == kBeaconChainStrategy) return shares.raw;
    return asked<u256>(world, strategy, "sharesToUnderlyingView(uint256)", shares.raw);
}

std::vector<StrategyFacts> strategy_facts(stack::World& world) {
    const State& s = world.eigenlayer;
    std::vector<StrategyFacts> out;
    for (const Address& at : strategies_of(s)) {
        const bool native = at == kBeaconChainStrategy;
        const eigenlayer::Strategy& row = s.strategies.rows[at];
        StrategyFacts facts{.at = at,
                            .asset = asset_of(s, at),
                            .kind = row.kind,
                            .whitelisted = native || s.strategy_manager.is_whitelisted[at],
                            .total_shares = native ? native_shares(s) : row.total_shares,
                            .underlying_per_share = underlying_down(world, at, Shares(kWad)),
                            .total_underlying = {},
                            .deposit_max = row.max_per_deposit.raw,
                            .total_deposits_max = row.max_total_deposits.raw};
        facts.total_underlying = underlying_down(world, at, facts.total_shares);
        out.push_back(facts);
    }
    return out;
}

std::vector<OperatorFacts> operator_facts(const stack::World& world) {
    const State& s = world.eigenlayer;
    std::map<Address, std::uint64_t> stakers;
    s.delegation.delegated_to.for_each([&](const Address& staker, const Address& to) {
        if (staker != to) ++stakers[to];
    });
    const std::vector<Address> strategies = strategies_of(s);
    std::vector<OperatorFacts> out;
    for (const Address& at : operators_of(s)) {
        const auto delay = am::allocation_delay(s, world.block, at);
        OperatorFacts facts{.at = at,
                            .delegation_approver = s.delegation.delegation_approver[at],
                            .stakers = stakers[at],
                            .allocation_delay_set = delay.is_set,
                            .allocation_delay_blocks = delay.blocks,
                            .stakes = {},
                            .registered = s.allocations.registered_sets.all(at)};
        for (const Address& strategy : strategies) {
            const OperatorStake stake{strategy, dm::operator_shares(s, at, strategy),
                                      am::max_magnitude(s, at, strategy),
                                      am::encumbered_magnitude(s, world.block, at, strategy)};
            const bool idle = stake.shares.is_zero() && stake.magnitude_encumbered.is_zero() &&
                              stake.magnitude_max == eigenlayer::kOneMagnitude;
            if (!idle) facts.stakes.push_back(stake);
        }
        out.push_back(std::move(facts));
    }
    return out;
}

std::vector<OperatorSetFacts> operator_set_facts(const stack::World& world,
                                                 const std::optional<Address>& avs) {
    const State& s = world.eigenlayer;
    std::vector<OperatorSetFacts> out;
    for (const OperatorSet& set : sets_of(s)) {
        if (avs.has_value() && set.avs != *avs) continue;
        out.push_back({.set = set,
                       .slasher = am::slasher(s, world.block, set),
                       .redistributing = am::is_redistributing(s, set),
                       .slashed_goes_to = am::redistribution_recipient(s, set),
                       .slashes = s.allocations.slash_count[set],
                       .operators = s.allocations.members.all(set),
                       .strategies = s.allocations.set_strategies.all(set)});
    }
    return out;
}

std::vector<VaultFacts> vault_facts(const stack::World& world) {
    const State& s = world.eigenlayer;
    std::vector<VaultFacts> out;
    for (const Address& at : sorted_keys(s.strategies.vaults)) {
        const eigenlayer::Strategy& row = s.strategies.rows[at];
        out.push_back({at, row.underlying_token, s.strategies.vaults[at], row.total_shares,
                       row.max_total_deposits.raw});
    }
    return out;
}

std::vector<PodFacts> pod_facts(const stack::World& world) {
    const State& s = world.eigenlayer;
    std::vector<PodFacts> out;
    for (const Address& at : sorted_keys(s.pods.rows)) {
        const eigenlayer::Pod& pod = s.pods.rows[at];
        out.push_back({at, pod, s.pods.deposit_shares[pod.owner],
                       eigenlayer::eigen_pod_manager::slashing_factor(s, pod.owner),
                       world.accounts.ether[at].raw});
    }
    return out;
}

std::vector<Slashable> slashable(const stack::World& world, const SlashableOf& of) {
    const State& s = world.eigenlayer;
    const Block& now = world.block;
    std::vector<Slashable> out;
    for (const OperatorSet& set : sets_of(s)) {
        if (!concerns(s, set, of)) continue;
        const std::vector<Address> members = of.operator_at.has_value()
                                                 ? std::vector{*of.operator_at}
                                                 : s.allocations.members.all(set);
        const std::vector<Address> strategies = of.strategy.has_value()
                                                    ? std::vector{*of.strategy}
                                                    : s.allocations.set_strategies.all(set);
        const auto stakes =
            am::minimum_slashable_stake(s, now, set, members, strategies, now.number32());
        if (!stakes.has_value()) continue;
        const Address slasher = am::slasher(s, now, set);
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (std::size_t j = 0; j < strategies.size(); ++j) {
                const Shares& shares = (*stakes)[i][j];
                if (shares.is_zero()) continue;
                const auto given = am::allocation(s, now, members[i], set, strategies[j]);
                out.push_back({set, slasher, members[i], strategies[j], given.currentMagnitude,
                               am::max_magnitude(s, members[i], strategies[j]), shares});
            }
        }
    }
    return out;
}

}  // namespace aq::insight
