// SPDX-License-Identifier: Apache-2.0
#include <aquifer/picture/restaking.hpp>

#include <aquifer/picture/restaked.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace aq::picture {

namespace {

namespace am = eigenlayer::allocation_manager;
namespace dm = eigenlayer::delegation_manager;
using eigenlayer::OperatorSet;
using eigenlayer::Shares;

std::string operators(const stack::World& world, const NameOf& name_of) {
    const eigenlayer::State& s = world.eigenlayer;
    std::string out =
        "\noperators                              stake (shares)  magnitude: max  encumbered\n";
    for (const Address& who : by_name(name_of, operators_of(s))) {
        for (const Address& strategy : strategies_of(s)) {
            const Shares stake = dm::operator_shares(s, who, strategy);
            if (stake.is_zero()) continue;
            const auto max = am::max_magnitude(s, who, strategy);
            const auto encumbered = am::encumbered_magnitude(s, world.block, who, strategy);
            out += fmt::format("  {:<18}  {:<14}  {:>16}  {:>14}  {:>10}\n", name_of(who),
                               asset_name(world, name_of, strategy), amount_down(stake.raw),
                               units_down(u256(max.raw), 4), units_down(u256(encumbered.raw), 4));
        }
    }
    return out;
}

/// What a set may slash of all its members together, by strategy.
std::string slashable(const stack::World& world, const NameOf& name_of,
                      const std::vector<Slashable>& all, const OperatorSet& set) {
    std::string out;
    for (const Address& strategy : world.eigenlayer.allocations.set_strategies.all(set)) {
        Shares sum;
        for (const Slashable& each : all) {
            if (each.set == set && each.strategy == strategy) sum = sum + each.shares;
        }
        if (sum.is_zero()) continue;
        out += fmt::format("  {} {}", amount_down(sum.raw), asset_name(world, name_of, strategy));
    }
    return out;
}

std::string avss(const stack::World& world, const NameOf& name_of) {
    const eigenlayer::State& s = world.eigenlayer;
    std::map<Address, std::vector<OperatorSet>> by_avs;
    for (const OperatorSet& set : sets_of(s)) by_avs[set.avs].push_back(set);
    std::vector<Address> avs_list;
    for (const auto& [avs, sets] : by_avs) avs_list.push_back(avs);
    const std::vector<Slashable> all = slashable_now(s, world.block);
    std::string out = "\nAVSs                  members  slashes  may slash now (shares)\n";
    for (const Address& avs : by_name(name_of, avs_list)) {
        for (const OperatorSet& set : by_avs[avs]) {
            out += fmt::format("  {:<10}  set {:<2}  {:>7}  {:>7}{}{}\n", name_of(avs), set.id,
                               s.allocations.members.size(set),
                               to_decimal(s.allocations.slash_count[set]),
                               slashable(world, name_of, all, set),
                               am::is_redistributing(s, set) ? "  (redistributes)" : "");
        }
    }
    return out;
}

std::string stakers(const stack::World& world, const NameOf& name_of) {
    std::map<Address, std::vector<Position>> by_staker;
    std::vector<Address> all;
    for (const Position& p : positions(world.eigenlayer, world.block)) {
        if (by_staker[p.staker].empty()) all.push_back(p.staker);
        by_staker[p.staker].push_back(p);
    }
    std::string out =
        "\nstakers                            deposited (shares)      withdrawable            "
        "queued\n";
    for (const Address& who : by_name(name_of, all)) {
        for (const Position& p : by_staker[who]) {
            out += fmt::format("  {:<18}  {:<14}  {:>16}  {:>16}  {:>16}\n", name_of(who),
                               asset_name(world, name_of, p.strategy), amount_down(p.deposited.raw),
                               amount_down(p.withdrawable.raw), amount_down(p.queued.raw));
        }
    }
    return out;
}

}  // namespace

std::string asset_name(const stack::World& world, const NameOf& name_of, const Address& strategy) {
    if (strategy == eigenlayer::kBeaconChainStrategy) return "native ether";
    return name_of(world.eigenlayer.strategies.rows[strategy].underlying_token);
}

std::string restaking(const stack::World& world, const NameOf& name_of) {
    if (positions(world.eigenlayer, world.block).empty()) return {};
    return fmt::format(
               "\nthe state at block {} (amounts in units of 10^18, rounded down; dust "
               "in its smallest unit: 12e-18)\n",
               world.block.number) +
           operators(world, name_of) + avss(world, name_of) + stakers(world, name_of);
}

}  // namespace aq::picture
