// SPDX-License-Identifier: Apache-2.0
#include <aquifer/picture/restaked.hpp>

#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <algorithm>
#include <map>

namespace aq::picture {

namespace {

namespace am = eigenlayer::allocation_manager;
namespace dm = eigenlayer::delegation_manager;
using eigenlayer::OperatorSet;
using eigenlayer::Shares;
using eigenlayer::State;

/// Everybody with deposits or queued withdrawals.
std::vector<Address> stakers_of(const State& s) {
    std::vector<Address> out;
    const auto add = [&](const Address& staker) {
        if (std::ranges::find(out, staker) == out.end()) out.push_back(staker);
    };
    s.strategy_manager.staker_strategies.list.count.for_each(
        [&](const Address& staker, std::uint32_t) { add(staker); });
    s.pods.deposit_shares.for_each([&](const Address& staker, const auto&) { add(staker); });
    s.delegation.queued_roots.list.count.for_each(
        [&](const Address& staker, std::uint32_t) { add(staker); });
    return out;
}

/// What a staker's queued withdrawals would pay, by strategy.
std::map<Address, Shares> queued_of(const State& s, const Block& now, const Address& staker) {
    std::map<Address, Shares> out;
    const auto queued = dm::get_queued_withdrawals(s, now, staker);
    if (!queued.has_value()) return out;
    const auto& [withdrawals, shares] = *queued;
    for (std::size_t w = 0; w < withdrawals.size(); ++w) {
        for (std::size_t i = 0; i < withdrawals[w].strategies.size(); ++i) {
            Shares& sum = out[withdrawals[w].strategies[i]];
            sum = sum + shares[w][i];
        }
    }
    return out;
}

}  // namespace

std::vector<Address> strategies_of(const State& s) {
    std::vector<Address> out;
    s.strategies.rows.for_each([&](const Address& at, const auto&) { out.push_back(at); });
    out.push_back(eigenlayer::kBeaconChainStrategy);
    return out;
}

std::vector<Address> operators_of(const State& s) {
    std::vector<Address> out;
    s.delegation.delegated_to.for_each([&](const Address& staker, const Address& to) {
        if (staker == to) out.push_back(staker);
    });
    return out;
}

std::vector<OperatorSet> sets_of(const State& s) {
    std::vector<OperatorSet> out;
    s.allocations.operator_sets.list.count.for_each([&](const Address& avs, std::uint32_t) {
        for (const std::uint32_t id : s.allocations.operator_sets.all(avs)) {
            out.push_back({avs, id});
        }
    });
    return out;
}

std::vector<Position> positions(const State& s, const Block& now) {
    const std::vector<Address> strategies = strategies_of(s);
    std::vector<Position> out;
    for (const Address& staker : stakers_of(s)) {
        auto queued = queued_of(s, now, staker);
        for (const Address& strategy : strategies) {
            const auto held = dm::get_withdrawable_shares(s, staker, {strategy});
            if (!held.has_value()) continue;
            const auto& [withdrawable, deposited] = *held;
            const Shares waiting = queued[strategy];
            if (deposited[0].is_zero() && waiting.is_zero()) continue;
            out.push_back({staker, strategy, s.delegation.delegated_to[staker], deposited[0],
                           withdrawable[0], waiting});
        }
    }
    return out;
}

std::vector<Slashable> slashable_now(const State& s, const Block& now) {
    std::vector<Slashable> out;
    for (const OperatorSet& set : sets_of(s)) {
        const auto members = s.allocations.members.all(set);
        const auto strategies = s.allocations.set_strategies.all(set);
        const auto stakes =
            am::minimum_slashable_stake(s, now, set, members, strategies, now.number32());
        if (!stakes.has_value()) continue;
        for (std::size_t i = 0; i < members.size(); ++i) {
            for (std::size_t j = 0; j < strategies.size(); ++j) {
                const Shares& shares = (*stakes)[i][j];
                if (!shares.is_zero()) out.push_back({set, members[i], strategies[j], shares});
            }
        }
    }
    return out;
}

}  // namespace aq::picture
