// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>

namespace aq::eigenlayer::move {

void register_metadata(Undo& u, State& s, const Address& avs) {
    u.set(s.allocations.metadata_registered, avs, true);
}

void set_registrar(Undo& u, State& s, const Address& avs, const Address& registrar) {
    u.set(s.allocations.registrar, avs, registrar);
}

void create_operator_set(Undo& u, State& s, const OperatorSet& set) {
    const bool added = insert(u, s.allocations.operator_sets, set.avs, set.id);
    AQ_ASSERT(added);
}

void set_redistribution_recipient(Undo& u, State& s, const OperatorSet& set,
                                  const Address& recipient) {
    AQ_ASSERT(!s.allocations.redistribution_recipient.contains(set));
    u.set(s.allocations.redistribution_recipient, set, recipient);
}

void add_set_strategy(Undo& u, State& s, const OperatorSet& set, const Address& strategy) {
    const bool added = insert(u, s.allocations.set_strategies, set, strategy);
    AQ_ASSERT(added);
}

void remove_set_strategy(Undo& u, State& s, const OperatorSet& set, const Address& strategy) {
    const bool removed = remove(u, s.allocations.set_strategies, set, strategy);
    AQ_ASSERT(removed);
}

void set_slasher(Undo& u, State& s, const OperatorSet& set, const Slasher& slasher) {
    u.set(s.allocations.slashers, set, slasher);
}

void set_allocation_delay(Undo& u, State& s, const Address& operator_at,
                          const AllocationDelay& delay) {
    u.set(s.allocations.delays, operator_at, delay);
}

void join_set(Undo& u, State& s, const Address& operator_at, const OperatorSet& set) {
    const bool listed = insert(u, s.allocations.registered_sets, operator_at, set);
    const bool member = insert(u, s.allocations.members, set, operator_at);
    AQ_ASSERT(listed);
    AQ_ASSERT(member);
    // The block until which an earlier membership was slashable stays, as in the contract.
    u.edit(s.allocations.registrations, MembershipKey(operator_at, set),
           [](Registration& r) { r.registered = true; });
}

void leave_set(Undo& u, State& s, const Address& operator_at, const OperatorSet& set,
               std::uint32_t slashable_until) {
    const bool listed = remove(u, s.allocations.registered_sets, operator_at, set);
    const bool member = remove(u, s.allocations.members, set, operator_at);
    AQ_ASSERT(listed);
    AQ_ASSERT(member);
    u.set(s.allocations.registrations, MembershipKey(operator_at, set), {false, slashable_until});
}

void set_encumbered(Undo& u, State& s, const StrategyKey& operator_and_strategy,
                    const Magnitude& encumbered) {
    u.set(s.allocations.encumbered, operator_and_strategy, encumbered);
}

void set_allocation(Undo& u, State& s, const Address& operator_at, const OperatorSet& set,
                    const Address& strategy, const Allocation& allocation) {
    Allocations& a = s.allocations;
    u.set(a.allocations, AllocationKey(operator_at, set, strategy), allocation);
    const MembershipKey key(operator_at, set);
    if (allocation.pending_diff != 0) {
        insert(u, a.allocated_strategies, key, strategy);
        insert(u, a.allocated_sets, operator_at, set);
    } else if (allocation.current.is_zero()) {
        remove(u, a.allocated_strategies, key, strategy);
        if (a.allocated_strategies.size(key) == 0) remove(u, a.allocated_sets, operator_at, set);
    }
}

void queue_deallocation(Undo& u, State& s, const StrategyKey& operator_and_strategy,
                        const OperatorSet& set) {
    push(u, s.allocations.deallocation_queue, operator_and_strategy, set);
}

void finish_deallocation(Undo& u, State& s, const StrategyKey& operator_and_strategy) {
    pop(u, s.allocations.deallocation_queue, operator_and_strategy);
}

u256 count_slash(Undo& u, State& s, const OperatorSet& set) {
    const u256 id = wrapping_add(s.allocations.slash_count[set], 1);
    u.set(s.allocations.slash_count, set, id);
    return id;
}

void lower_max_magnitude(Undo& u, State& s, const StrategyKey& operator_and_strategy,
                         std::uint32_t block, const Magnitude& max) {
    push(u, s.allocations.max_magnitude, operator_and_strategy, block, max);
}

}  // namespace aq::eigenlayer::move
