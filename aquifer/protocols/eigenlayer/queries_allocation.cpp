// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>

#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <limits>

namespace aq::eigenlayer::allocation_manager {

namespace {

/// AllocationManagerView._getMinimumAllocatedStake for one operator and strategy. A pending
/// deallocation counts if it takes effect by `until`; a pending allocation never does.
Result<Shares> stake_until(const State& s, const Block& block, const Address& operator_at,
                           const OperatorSet& set, const Address& strategy, std::uint32_t until) {
    const Magnitude max = max_magnitude(s, operator_at, strategy);
    if (max.is_zero()) return Shares();
    const Allocation at = evaluated(s, block, operator_at, set, strategy).allocation;
    Magnitude current = at.current;
    if (at.effect_block <= until && at.pending_diff < 0) {
        current = moved_by(current, at.pending_diff);
    }
    const u256 part = AQ_TRY(div_wad_down(u256(current.raw), u256(max.raw)));
    const Shares shares = delegation_manager::operator_shares(s, operator_at, strategy);
    return Shares(AQ_TRY(mul_wad_down(shares.raw, part)));
}

}  // namespace

bool is_operator_set(const State& s, const OperatorSet& set) {
    return s.allocations.operator_sets.contains(set.avs, set.id);
}

Magnitude max_magnitude(const State& s, const Address& operator_at, const Address& strategy) {
    return s.allocations.max_magnitude.latest(StrategyKey(operator_at, strategy), kOneMagnitude);
}

Magnitude max_magnitude_at_block(const State& s, const Address& operator_at,
                                 const Address& strategy, std::uint32_t block) {
    return s.allocations.max_magnitude.at_block(StrategyKey(operator_at, strategy), block,
                                                kOneMagnitude);
}

Magnitude moved_by(const Magnitude& magnitude, __int128 diff) {
    const __int128 sum = static_cast<__int128>(magnitude.raw) + diff;
    AQ_ASSERT(sum >= 0);
    AQ_ASSERT(sum <= std::numeric_limits<std::uint64_t>::max());
    return Magnitude(static_cast<std::uint64_t>(sum));
}

Allocation matured(const Allocation& stored, const Block& block) {
    if (block.number < stored.effect_block) return stored;
    return {moved_by(stored.current, stored.pending_diff), 0, 0};
}

EvaluatedAllocation evaluated(const State& s, const Block& block, const Address& operator_at,
                              const OperatorSet& set, const Address& strategy) {
    const Allocation& stored = s.allocations.allocations[AllocationKey(operator_at, set, strategy)];
    const Magnitude& encumbered = s.allocations.encumbered[StrategyKey(operator_at, strategy)];
    if (block.number < stored.effect_block) return {stored, encumbered};
    // An allocation encumbers from the moment it is made, a deallocation until it has matured.
    return {matured(stored, block),
            stored.pending_diff < 0 ? moved_by(encumbered, stored.pending_diff) : encumbered};
}

bool is_operator_slashable(const State& s, const Block& block, const Address& operator_at,
                           const OperatorSet& set) {
    const Registration& r = s.allocations.registrations[MembershipKey(operator_at, set)];
    return r.registered || block.number <= r.slashable_until;
}

bool is_redistributing(const State& s, const OperatorSet& set) {
    return redistribution_recipient(s, set) != kBurnAddress;
}

Address redistribution_recipient(const State& s, const OperatorSet& set) {
    const Address& recipient = s.allocations.redistribution_recipient[set];
    return recipient == kZeroAddress ? kBurnAddress : recipient;
}

EffectiveDelay allocation_delay(const State& s, const Block& block, const Address& operator_at) {
    const AllocationDelay& d = s.allocations.delays[operator_at];
    if (d.effect_block != 0 && block.number >= d.effect_block) return {true, d.pending_delay};
    return {d.is_set, d.delay};
}

Address avs_registrar(const State& s, const Address& avs) {
    const Address& registrar = s.allocations.registrar[avs];
    return registrar == kZeroAddress ? avs : registrar;
}

Address slasher(const State& s, const Block& block, const OperatorSet& set) {
    const Slasher& at = s.allocations.slashers[set];
    const bool matured = at.effect_block != 0 && block.number >= at.effect_block;
    return matured ? at.pending_slasher : at.slasher;
}

PendingSlasher pending_slasher(const State& s, const Block& block, const OperatorSet& set) {
    const Slasher& at = s.allocations.slashers[set];
    if (block.number >= at.effect_block) return {};
    return {at.pending_slasher, at.effect_block};
}

AllocationAnswer allocation(const State& s, const Block& block, const Address& operator_at,
                            const OperatorSet& set, const Address& strategy) {
    const Allocation at = evaluated(s, block, operator_at, set, strategy).allocation;
    return {at.current, {at.pending_diff}, at.effect_block};
}

Magnitude encumbered_magnitude(const State& s, const Block& block, const Address& operator_at,
                               const Address& strategy) {
    const StrategyKey key(operator_at, strategy);
    Magnitude out = s.allocations.encumbered[key];
    const std::uint32_t n = s.allocations.deallocation_queue.size(key);
    for (std::uint32_t i = 0; i < n; ++i) {
        const OperatorSet& set = s.allocations.deallocation_queue.at(key, i);
        const Allocation& at = s.allocations.allocations[AllocationKey(operator_at, set, strategy)];
        if (block.number < at.effect_block) break;
        out = moved_by(out, at.pending_diff);
    }
    return out;
}

Magnitude allocatable_magnitude(const State& s, const Block& block, const Address& operator_at,
                                const Address& strategy) {
    return max_magnitude(s, operator_at, strategy) -
           encumbered_magnitude(s, block, operator_at, strategy);
}

bool is_operator_redistributable(const State& s, const Block& block, const Address& operator_at) {
    const auto any = [&](const Set<Address, OperatorSet>& sets) {
        const std::uint32_t n = sets.size(operator_at);
        for (std::uint32_t i = 0; i < n; ++i) {
            const OperatorSet& set = sets.at(operator_at, i);
            if (is_operator_slashable(s, block, operator_at, set) && is_redistributing(s, set)) {
                return true;
            }
        }
        return false;
    };
    return any(s.allocations.registered_sets) || any(s.allocations.allocated_sets);
}

Result<Stakes> allocated_stake(const State& s, const Block& block, const OperatorSet& set,
                               const std::vector<Address>& operators,
                               const std::vector<Address>& strategies) {
    Stakes out(operators.size(), std::vector<Shares>(strategies.size()));
    for (std::size_t i = 0; i < operators.size(); ++i) {
        for (std::size_t j = 0; j < strategies.size(); ++j) {
            out[i][j] =
                AQ_TRY(stake_until(s, block, operators[i], set, strategies[j], block.number32()));
        }
    }
    return out;
}

Result<Stakes> minimum_slashable_stake(const State& s, const Block& block, const OperatorSet& set,
                                       const std::vector<Address>& operators,
                                       const std::vector<Address>& strategies,
                                       std::uint32_t future_block) {
    Stakes out(operators.size(), std::vector<Shares>(strategies.size()));
    for (std::size_t i = 0; i < operators.size(); ++i) {
        if (!is_operator_slashable(s, block, operators[i], set)) continue;
        for (std::size_t j = 0; j < strategies.size(); ++j) {
            out[i][j] =
                AQ_TRY(stake_until(s, block, operators[i], set, strategies[j], future_block));
        }
    }
    return out;
}

}  // namespace aq::eigenlayer::allocation_manager
