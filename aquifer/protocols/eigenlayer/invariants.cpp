// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/invariants.hpp>

#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>

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

/// Each point of a history with the one before it under the same key.
template <class K, class V, class Visit>
void for_each_step(const History<K, V>& history, Visit visit) {
    history.points.count.for_each([&](const K& key, std::uint32_t count) {
        for (std::uint32_t i = 1; i < count; ++i) {
            visit(history.points.at(key, i - 1), history.points.at(key, i));
        }
    });
}

void check_shares(Findings& f, const State& s) {
    s.delegation.delegated_to.for_each([&](const Address& /*staker*/, const Address& to) {
        f.expect(s.delegation.delegated_to[to] == to, "who is delegated to is an operator");
    });
    s.strategy_manager.deposit_shares.for_each(
        [&](const StrategyKey& key, const DepositShares& /*shares*/) {
            f.expect(s.strategy_manager.staker_strategies.contains(key.get<0>(), key.get<1>()),
                     "a strategy with deposit shares is in the staker's list");
        });
    const Set<Address, Address>& lists = s.strategy_manager.staker_strategies;
    lists.list.count.for_each([&](const Address& staker, std::uint32_t count) {
        f.expect(count <= 32, "a staker has at most 32 strategies");
        for (std::uint32_t i = 0; i < count; ++i) {
            const Address& strategy = lists.at(staker, i);
            f.expect(s.strategy_manager.deposit_shares.contains(StrategyKey(staker, strategy)),
                     "a strategy in the staker's list has deposit shares");
            f.expect(lists.position[StrategyKey(staker, strategy)] == i + 1,
                     "a strategy is in the staker's list once");
        }
    });
    s.strategies.rows.for_each([&](const Address& /*strategy*/, const Strategy& row) {
        constexpr Shares kMax{99'999'999'999'999'999'999'999'999'999'999'999'999_u256};
        f.expect(row.total_shares <= kMax, "total shares are at most 10^38 - 1");
    });
}

/// op·W ≥ m·Σ mulW(s, k) for token strategies, which is more than op ≥ Σ withdrawable: the last
/// staker can always leave. Not so for native ether (specification, X15).
void check_operators_cover_stakers(Findings& f, const State& s) {
    // What all stakers of an operator would queue, by operator and strategy.
    std::map<std::pair<Address, Address>, u256> sums;
    s.strategy_manager.deposit_shares.for_each(
        [&](const StrategyKey& key, const DepositShares& shares) {
            const Address to = s.delegation.delegated_to[key.get<0>()];
            if (to == kZeroAddress) return;
            const Address strategy = key.get<1>();
            const Magnitude max = allocation_manager::max_magnitude(s, to, strategy);
            const Factor scaling = scaling_factor(s.delegation.deposit_scaling_factor[key]);
            const auto withdrawable = withdrawable_down(shares, scaling, Factor(u256(max.raw)));
            const auto scaled = scaled_down(shares, scaling);
            f.expect(withdrawable.has_value() && scaled.has_value(),
                     "withdrawable shares can be computed");
            if (!withdrawable.has_value() || !scaled.has_value()) return;
            f.expect(withdrawable->raw <= shares.raw, "withdrawable is at most deposited");
            u256& sum = sums[{to, strategy}];
            sum = wrapping_add(sum, scaled->raw);
        });
    for (const auto& [key, sum] : sums) {
        const auto& [to, strategy] = key;
        const Magnitude max = allocation_manager::max_magnitude(s, to, strategy);
        const auto have =
            checked_mul(s.delegation.operator_shares[StrategyKey(to, strategy)].raw, kWad);
        const auto need = checked_mul(sum, u256(max.raw));
        f.expect(have.has_value() && need.has_value() && *have >= *need,
                 "operator shares cover what its stakers can withdraw");
    }
}

void check_queue(Findings& f, const State& s) {
    const Delegation& d = s.delegation;
    std::size_t listed = 0;
    d.queued_roots.list.count.for_each([&](const Address& staker, std::uint32_t count) {
        listed += count;
        std::map<u256, std::uint32_t> nonces;
        for (const Hash& root : d.queued_roots.all(staker)) {
            const QueuedWithdrawal& row = d.queued_withdrawals[root];
            f.expect(row.staker == staker, "a listed withdrawal is stored for its staker");
            f.expect(d.queued_strategies.size(root) > 0, "a listed withdrawal has strategies");
            f.expect(row.nonce < d.withdrawals_queued[staker], "a nonce has been counted");
            f.expect(++nonces[row.nonce] == 1, "a nonce is used once");
        }
    });
    f.expect(listed == d.queued_withdrawals.size(), "a stored withdrawal is listed");
    for_each_step(d.cumulative_scaled, [&](const auto& before, const auto& after) {
        f.expect(before.block < after.block && before.value <= after.value,
                 "cumulative scaled shares never fall");
    });
}

/// Slashed shares that wait to be cleared.
void check_slashes(Findings& f, const State& s) {
    const StrategyManager& m = s.strategy_manager;
    m.slashed_strategies.list.count.for_each([&](const SlashKey& key, std::uint32_t /*count*/) {
        const u256 id = key.get<1>();
        f.expect(!id.is_zero() && id <= s.allocations.slash_count[key.get<0>()],
                 "the ids of a set's slashes are 1, 2, 3 and so on");
        f.expect(m.pending_slash_ids.contains(key.get<0>(), id), "a slash to clear is pending");
    });
    m.pending_slash_ids.list.count.for_each([&](const OperatorSet& set, std::uint32_t /*count*/) {
        f.expect(m.pending_operator_sets.contains(Only::kOne, set), "a set to clear is pending");
        for (const u256& id : m.pending_slash_ids.all(set)) {
            f.expect(m.slashed_strategies.size(SlashKey(set, id)) > 0,
                     "a pending slash has something to clear");
        }
    });
    for (const OperatorSet& set : m.pending_operator_sets.all(Only::kOne)) {
        f.expect(m.pending_slash_ids.size(set) > 0, "a pending set has a pending slash");
    }
    m.burn_or_redistributable.for_each([&](const Key<OperatorSet, u256, Address>& key,
                                           const Shares& /*shares*/) {
        f.expect(m.slashed_strategies.contains(SlashKey(key.get<0>(), key.get<1>()), key.get<2>()),
                 "slashed shares are listed in their slash");
    });
}

void check_operator_sets(Findings& f, const State& s) {
    const Allocations& a = s.allocations;
    a.registrations.for_each([&](const MembershipKey& key, const Registration& row) {
        f.expect(row.registered == a.members.contains(key.get<1>(), key.get<0>()),
                 "registered and member are one");
        f.expect(row.registered == a.registered_sets.contains(key.get<0>(), key.get<1>()),
                 "registered and listed by the operator are one");
    });
    a.members.list.count.for_each([&](const OperatorSet& set, std::uint32_t /*count*/) {
        for (const Address& member : a.members.all(set)) {
            f.expect(a.registrations[MembershipKey(member, set)].registered,
                     "a member is registered");
        }
    });
    a.registered_sets.list.count.for_each([&](const Address& member, std::uint32_t /*count*/) {
        for (const OperatorSet& set : a.registered_sets.all(member)) {
            f.expect(a.registrations[MembershipKey(member, set)].registered,
                     "an operator's sets have it registered");
        }
    });
    a.redistribution_recipient.for_each([&](const OperatorSet& set, const Address& recipient) {
        f.expect(recipient != kBurnAddress, "a redistributing set does not burn");
        f.expect(!a.set_strategies.contains(set, kBeaconChainStrategy) &&
                     !a.set_strategies.contains(set, s.at.eigen_strategy),
                 "native ether and EIGEN are not redistributed");
    });
}

void check_magnitudes(Findings& f, const State& s) {
    // What is allocated or will be, over all sets of an operator and strategy.
    std::map<std::pair<Address, Address>, __int128> sums;
    s.allocations.allocations.for_each([&](const AllocationKey& key, const Allocation& row) {
        f.expect(row.pending_diff >= -static_cast<__int128>(row.current.raw),
                 "a deallocation is at most what is allocated");
        f.expect(row.effect_block != 0 || row.pending_diff == 0,
                 "what is pending has its effect block");
        __int128& sum = sums[{key.get<0>(), key.get<2>()}];
        sum += static_cast<__int128>(row.current.raw) + std::max<__int128>(row.pending_diff, 0);
    });
    for (const auto& [key, sum] : sums) {
        const StrategyKey of(key.first, key.second);
        f.expect(sum == static_cast<__int128>(s.allocations.encumbered[of].raw),
                 "what is encumbered is what is allocated or will be");
    }
    s.allocations.encumbered.for_each([&](const StrategyKey& of, const Magnitude& encumbered) {
        f.expect(sums.contains({of.get<0>(), of.get<1>()}),
                 "what is encumbered is what is allocated or will be");
        f.expect(encumbered <= s.allocations.max_magnitude.latest(of, kOneMagnitude),
                 "what is encumbered is at most the max magnitude");
    });
    s.allocations.max_magnitude.points.count.for_each(
        [&](const StrategyKey& of, std::uint32_t /*count*/) {
            f.expect(s.allocations.max_magnitude.points.at(of, 0).value <= kOneMagnitude,
                     "a max magnitude is at most 1");
        });
    for_each_step(s.allocations.max_magnitude, [&](const auto& before, const auto& after) {
        f.expect(before.block < after.block && before.value >= after.value,
                 "a max magnitude never rises");
    });
}

void check_deallocations(Findings& f, const State& s) {
    const Allocations& a = s.allocations;
    std::map<std::pair<Address, Address>, std::size_t> deallocating;
    a.allocations.for_each([&](const AllocationKey& key, const Allocation& row) {
        if (row.pending_diff < 0) ++deallocating[{key.get<0>(), key.get<2>()}];
    });
    a.deallocation_queue.ends.for_each([&](const StrategyKey& of, const auto& /*ends*/) {
        std::map<std::pair<Address, std::uint32_t>, std::uint32_t> times;
        std::uint32_t last = 0;
        for (const OperatorSet& set : a.deallocation_queue.all(of)) {
            f.expect(++times[{set.avs, set.id}] == 1, "a set is in a deallocation queue once");
            const Allocation& row = a.allocations[AllocationKey(of.get<0>(), set, of.get<1>())];
            f.expect(row.pending_diff <= 0, "a deallocation queue holds no allocation");
            if (row.pending_diff < 0) --deallocating[{of.get<0>(), of.get<1>()}];
            // A slash applies what has matured, and the entry waits on without an effect block.
            if (row.effect_block == 0) continue;
            f.expect(last <= row.effect_block, "a deallocation queue is in order of effect");
            last = row.effect_block;
        }
    });
    for (const auto& [key, count] : deallocating) {
        f.expect(count == 0, "a pending deallocation is in its queue");
    }
}

void check_pods(Findings& f, const State& s, const Accounts& accounts) {
    std::map<Address, std::uint64_t> active;
    s.pods.validators.for_each([&](const Key<Address, Hash>& key, const Validator& row) {
        f.expect(row.status != ValidatorStatus::kWithdrawn || row.restaked_balance.is_zero(),
                 "a withdrawn validator has no balance");
        if (row.status == ValidatorStatus::kActive) ++active[key.get<0>()];
    });
    s.pods.rows.for_each([&](const Address& pod, const Pod& row) {
        f.expect(s.pods.owner_to_pod[row.owner] == pod, "a pod is its owner's");
        f.expect(active[pod] == row.active_validator_count,
                 "the count of active validators is their number");
        const auto credited =
            checked_mul(u256(row.restaked_execution_layer.raw), 1'000'000'000_u256);
        f.expect(credited.has_value() && accounts.ether[pod].raw >= *credited,
                 "a pod has the ether that was credited");
    });
    s.pods.checkpoints.for_each([&](const Address& /*pod*/, const Checkpoint& row) {
        f.expect(static_cast<__int128>(row.balance_deltas_gwei) +
                         static_cast<__int128>(row.prev_beacon_balance.raw) >=
                     0,
                 "a checkpoint loses at most what there was");
    });
    s.pods.deposit_shares.for_each([&](const Address& /*owner*/, const i256& shares) {
        f.expect(!shares.is_negative(), "native shares are not negative");
    });
    s.pods.slashing_factor.for_each([&](const Address& /*owner*/, const BeaconChainFactor& row) {
        f.expect(row.factor <= kOneMagnitude, "a beacon-chain factor is at most 1");
    });
}

void check_rewards(Findings& f, const State& s) {
    namespace rc = rewards_coordinator;
    const Rewards& r = s.rewards;
    std::uint32_t last = 0;
    for (const DistributionRoot& root : r.roots.all(Only::kOne)) {
        f.expect(last < root.rewardsCalculationEndTimestamp, "each root ends after the one before");
        last = root.rewardsCalculationEndTimestamp;
    }
    f.expect(r.roots.size(Only::kOne) == 0 || last == *r.calculation_end_timestamp,
             "the last root ends where the calculation does");
    const auto check_split = [&](const auto& /*key*/, const OperatorSplit& split) {
        f.expect(
            split.new_bips <= rc::kOneHundredInBips && (split.old_bips <= rc::kOneHundredInBips ||
                                                        split.old_bips == rc::kDefaultSplitMarker),
            "a split is at most the whole");
    };
    r.avs_splits.for_each(check_split);
    r.pi_splits.for_each(check_split);
    r.set_splits.for_each(check_split);
    f.expect(*r.default_split_bips <= rc::kOneHundredInBips, "a split is at most the whole");
}

void check_vaults(Findings& f, const State& s) {
    s.strategies.vaults.for_each([&](const Address& /*vault*/, const Vault& row) {
        const bool locked = row.locked_at != 0;
        f.expect(locked == (row.state >= VaultState::kAllocations),
                 "a vault past its deposits was locked");
        f.expect(row.unlock_at == (locked ? row.locked_at + row.duration : 0),
                 "a vault unlocks a duration after its lock");
        f.expect((row.matured_at != 0) == (row.state == VaultState::kWithdrawals),
                 "a vault that pays out has matured");
    });
    s.strategy_manager.deposit_shares.for_each(
        [&](const StrategyKey& key, const DepositShares& /*shares*/) {
            if (!s.strategies.vaults.contains(key.get<1>())) return;
            f.expect(s.delegation.delegated_to[key.get<0>()] == key.get<1>(),
                     "a vault's stakers are delegated to it");
        });
}

}  // namespace

std::vector<std::string> broken_invariants(const State& s, const Accounts& accounts) {
    Findings f;
    check_shares(f, s);
    check_operators_cover_stakers(f, s);
    check_queue(f, s);
    check_slashes(f, s);
    check_operator_sets(f, s);
    check_magnitudes(f, s);
    check_deallocations(f, s);
    check_pods(f, s, accounts);
    check_rewards(f, s);
    check_vaults(f, s);
    return f.broken;
}

}  // namespace aq::eigenlayer
