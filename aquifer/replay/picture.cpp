// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/picture.hpp>

#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <algorithm>
#include <vector>

namespace aq::replay {

namespace {

namespace am = eigenlayer::allocation_manager;
namespace dm = eigenlayer::delegation_manager;
using eigenlayer::OperatorSet;
using eigenlayer::Shares;
using eigenlayer::State;

/// 10^18 of it as 1.0000, rounded down.
std::string units(const u256& amount) {
    std::string digits = to_decimal(amount);
    if (digits.size() < 19) digits.insert(0, 19 - digits.size(), '0');
    return digits.substr(0, digits.size() - 18) + '.' + digits.substr(digits.size() - 18, 4);
}

std::string padded(std::string text, std::size_t width) {
    if (text.size() < width) text.append(width - text.size(), ' ');
    return text + "  ";
}

std::string right(const std::string& text, std::size_t width) {
    return (text.size() < width ? std::string(width - text.size(), ' ') : std::string()) + text +
           "  ";
}

/// In the order of their names, so that the picture is the same on every machine.
std::vector<Address> by_name(const Player& player, std::vector<Address> addresses) {
    std::ranges::sort(addresses, {}, [&](const Address& a) {
        const std::string name = player.name_of(a);
        const std::size_t stem = name.find_last_not_of("0123456789") + 1;
        return std::pair(name.substr(0, stem) + std::string(name.size() - stem, ' '), name);
    });
    return addresses;
}

std::vector<Address> strategies_of(const State& s) {
    std::vector<Address> out;
    s.strategies.rows.for_each([&](const Address& at, const auto&) { out.push_back(at); });
    out.push_back(eigenlayer::kBeaconChainStrategy);
    return out;
}

std::string strategy_name(const Player& player, const State& s, const Address& strategy) {
    if (strategy == eigenlayer::kBeaconChainStrategy) return "native ether";
    return player.name_of(s.strategies.rows[strategy].underlying_token);
}

void operators(const Player& player, const State& s, std::string& out) {
    std::vector<Address> all;
    s.delegation.delegated_to.for_each([&](const Address& staker, const Address& to) {
        if (staker == to) all.push_back(staker);
    });
    out += "\noperators                     stake (shares)    magnitude: max   encumbered\n";
    for (const Address& who : by_name(player, all)) {
        for (const Address& strategy : strategies_of(s)) {
            const Shares stake = dm::operator_shares(s, who, strategy);
            const auto max = am::max_magnitude(s, who, strategy);
            const auto encumbered = am::encumbered_magnitude(s, player.world.block, who, strategy);
            if (stake.is_zero()) continue;
            out += "  " + padded(player.name_of(who), 10) +
                   padded(strategy_name(player, s, strategy), 12) + right(units(stake.raw), 18) +
                   right(units(u256(max.raw)), 16) + right(units(u256(encumbered.raw)), 10) + "\n";
        }
    }
}

void avss(const Player& player, const State& s, std::string& out) {
    std::vector<std::pair<OperatorSet, std::uint32_t>> sets;
    std::vector<Address> avs_list;
    s.allocations.operator_sets.list.count.for_each(
        [&](const Address& avs, std::uint32_t) { avs_list.push_back(avs); });
    out += "\nAVSs                          members  slashes    may slash now (shares)\n";
    const Block& now = player.world.block;
    for (const Address& avs : by_name(player, avs_list)) {
        for (const std::uint32_t id : s.allocations.operator_sets.all(avs)) {
            const OperatorSet set{avs, id};
            const auto members = s.allocations.members.all(set);
            const auto strategies = s.allocations.set_strategies.all(set);
            const auto stakes =
                am::minimum_slashable_stake(s, now, set, members, strategies, now.number32());
            std::string line = "  " + padded(player.name_of(avs), 8) + "set " +
                               padded(std::to_string(id), 12) +
                               right(std::to_string(members.size()), 9) +
                               right(to_decimal(s.allocations.slash_count[set]), 7);
            for (std::size_t i = 0; stakes.has_value() && i < strategies.size(); ++i) {
                Shares total;
                for (const auto& of_operator : *stakes) total = total + of_operator[i];
                if (total.is_zero()) continue;
                line += "  " + units(total.raw) + " " + strategy_name(player, s, strategies[i]);
            }
            out += line + (am::is_redistributing(s, set) ? "  (redistributes)\n" : "\n");
        }
    }
}

void stakers(const Player& player, const State& s, std::string& out) {
    std::vector<Address> all;
    s.strategy_manager.staker_strategies.list.count.for_each(
        [&](const Address& staker, std::uint32_t) { all.push_back(staker); });
    s.pods.deposit_shares.for_each([&](const Address& staker, const auto&) {
        if (std::ranges::find(all, staker) == all.end()) all.push_back(staker);
    });
    s.delegation.queued_roots.list.count.for_each([&](const Address& staker, std::uint32_t) {
        if (std::ranges::find(all, staker) == all.end()) all.push_back(staker);
    });
    out +=
        "\nstakers                       deposited (shares)      withdrawable            queued\n";
    for (const Address& who : by_name(player, all)) {
        const auto queued = dm::get_queued_withdrawals(s, player.world.block, who);
        for (const Address& strategy : strategies_of(s)) {
            const auto held = dm::get_withdrawable_shares(s, who, {strategy});
            Shares waiting;
            if (queued.has_value()) {
                const auto& [withdrawals, shares] = *queued;
                for (std::size_t w = 0; w < withdrawals.size(); ++w) {
                    for (std::size_t i = 0; i < withdrawals[w].strategies.size(); ++i) {
                        if (withdrawals[w].strategies[i] == strategy) {
                            waiting = waiting + shares[w][i];
                        }
                    }
                }
            }
            if (!held.has_value()) continue;
            const auto& [withdrawable, deposited] = *held;
            if (deposited[0].is_zero() && waiting.is_zero()) continue;
            out += "  " + padded(player.name_of(who), 10) +
                   padded(strategy_name(player, s, strategy), 12) +
                   right(units(deposited[0].raw), 20) + right(units(withdrawable[0].raw), 16) +
                   right(units(waiting.raw), 16) + "\n";
        }
    }
}

}  // namespace

std::string picture(Player& player) {
    const State& s = player.world.eigenlayer;
    std::string out = "\nthe state at block " + std::to_string(player.world.block.number) +
                      " (amounts in units of 10^18, rounded down)\n";
    operators(player, s, out);
    avss(player, s, out);
    stakers(player, s, out);
    return out;
}

}  // namespace aq::replay
