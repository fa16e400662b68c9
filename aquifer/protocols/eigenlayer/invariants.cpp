// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/invariants.hpp>

#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>

#include <map>
#include <utility>

namespace aq::eigenlayer {

namespace {

class Findings {
public:
    void expect(bool holds, const char* what) {
        if (!holds && (broken.empty() || broken.back() != what)) broken.emplace_back(what);
    }
    std::vector<std::string> broken;
};

void check_shares(Findings& f, const State& s) {
    s.delegation.delegated_to.for_each([&](const Address& /*staker*/, const Address& to) {
        f.expect(s.delegation.delegated_to[to] == to, "who is delegated to is an operator");
    });
    s.strategy_manager.deposit_shares.for_each(
        [&](const StrategyKey& key, const DepositShares& /*shares*/) {
            f.expect(s.strategy_manager.staker_strategies.contains(key.get<0>(), key.get<1>()),
                     "a strategy with deposit shares is in the staker's list");
        });
    s.strategy_manager.staker_strategies.list.count.for_each(
        [&](const Address& staker, std::uint32_t count) {
            f.expect(count <= 32, "a staker has at most 32 strategies");
            for (const Address& strategy : s.strategy_manager.staker_strategies.all(staker)) {
                f.expect(s.strategy_manager.deposit_shares.contains(StrategyKey(staker, strategy)),
                         "a strategy in the staker's list has deposit shares");
            }
        });
    s.strategies.rows.for_each([&](const Address& /*strategy*/, const Strategy& row) {
        constexpr Shares kMax{99'999'999'999'999'999'999'999'999'999'999'999'999_u256};
        f.expect(row.total_shares <= kMax, "total shares are at most 10^38 - 1");
    });
}

/// op ≥ Σ withdrawable for token strategies: the last staker can always leave. Not so for native
/// ether (specification, X15).
void check_operators_cover_stakers(Findings& f, const State& s) {
    std::map<std::pair<Address, Address>, Shares> sums;
    s.strategy_manager.deposit_shares.for_each(
        [&](const StrategyKey& key, const DepositShares& shares) {
            const Address to = s.delegation.delegated_to[key.get<0>()];
            if (to == kZeroAddress) return;
            const Address strategy = key.get<1>();
            const Magnitude max = allocation_manager::max_magnitude(s, to, strategy);
            const Factor scaling = scaling_factor(s.delegation.deposit_scaling_factor[key]);
            const auto withdrawable = withdrawable_down(shares, scaling, Factor(u256(max.raw)));
            f.expect(withdrawable.has_value(), "withdrawable shares can be computed");
            if (!withdrawable.has_value()) return;
            f.expect(withdrawable->raw <= shares.raw, "withdrawable is at most deposited");
            Shares& sum = sums[{to, strategy}];
            sum = sum + *withdrawable;
        });
    for (const auto& [key, sum] : sums) {
        f.expect(s.delegation.operator_shares[StrategyKey(key.first, key.second)] >= sum,
                 "operator shares cover what its stakers can withdraw");
    }
}

void check_magnitudes(Findings& f, const State& s) {
    s.allocations.allocations.for_each([&](const AllocationKey& key, const Allocation& row) {
        const StrategyKey of(key.get<0>(), key.get<2>());
        const Magnitude encumbered = s.allocations.encumbered[of];
        const Magnitude max = s.allocations.max_magnitude.latest(of, kOneMagnitude);
        f.expect(row.current <= encumbered, "a magnitude is at most what is encumbered");
        f.expect(encumbered <= max, "what is encumbered is at most the max magnitude");
        f.expect(max <= kOneMagnitude, "a max magnitude is at most 1");
        f.expect(row.pending_diff >= -static_cast<__int128>(row.current.raw),
                 "a deallocation is at most what is allocated");
        f.expect(row.effect_block != 0 || row.pending_diff == 0,
                 "what is pending has its effect block");
    });
    s.allocations.registrations.for_each([&](const MembershipKey& key, const Registration& row) {
        f.expect(row.registered == s.allocations.members.contains(key.get<1>(), key.get<0>()),
                 "registered and member are one");
        f.expect(
            row.registered == s.allocations.registered_sets.contains(key.get<0>(), key.get<1>()),
            "registered and listed by the operator are one");
    });
}

void check_pods(Findings& f, const State& s, const Accounts& accounts) {
    std::map<Address, std::uint64_t> active;
    s.pods.validators.for_each([&](const Key<Address, Hash>& key, const Validator& row) {
        f.expect(row.status != ValidatorStatus::kWithdrawn || row.restaked_balance.is_zero(),
                 "a withdrawn validator has no balance");
        if (row.status == ValidatorStatus::kActive) ++active[key.get<0>()];
    });
    s.pods.rows.for_each([&](const Address& pod, const Pod& row) {
        f.expect(active[pod] == row.active_validator_count,
                 "the count of active validators is their number");
        const auto credited =
            checked_mul(u256(row.restaked_execution_layer.raw), 1'000'000'000_u256);
        f.expect(credited.has_value() && accounts.ether[pod].raw >= *credited,
                 "a pod has the ether that was credited");
    });
    s.pods.slashing_factor.for_each([&](const Address& /*owner*/, const BeaconChainFactor& row) {
        f.expect(row.factor <= kOneMagnitude, "a beacon-chain factor is at most 1");
    });
}

}  // namespace

std::vector<std::string> broken_invariants(const State& s, const Accounts& accounts) {
    Findings f;
    check_shares(f, s);
    check_operators_cover_stakers(f, s);
    check_magnitudes(f, s);
    check_pods(f, s, accounts);
    return f.broken;
}

}  // namespace aq::eigenlayer
