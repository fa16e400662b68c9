// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the AllocationManager answers, to the other contracts and to everybody. Where a block is
/// asked for, changes that have matured by it count although nobody has stored them yet.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::allocation_manager {

bool is_operator_set(const State& s, const OperatorSet& set);
/// The newest max magnitude; 1 if never slashed.
Magnitude max_magnitude(const State& s, const Address& operator_at, const Address& strategy);
/// As it stood at the end of a block.
Magnitude max_magnitude_at_block(const State& s, const Address& operator_at,
                                 const Address& strategy, std::uint32_t block);
/// An allocation with everything applied that has matured by this block, and the operator's
/// encumbered magnitude with it (AllocationManager._getUpdatedAllocation).
struct EvaluatedAllocation {
    Allocation allocation;
    Magnitude encumbered;
};
EvaluatedAllocation evaluated(const State& s, const Block& block, const Address& operator_at,
                              const OperatorSet& set, const Address& strategy);
/// An allocation alone, with everything applied that has matured by this block.
Allocation matured(const Allocation& stored, const Block& block);
/// Registered, or left less than the deallocation delay ago.
bool is_operator_slashable(const State& s, const Block& block, const Address& operator_at,
                           const OperatorSet& set);
bool is_redistributing(const State& s, const OperatorSet& set);
/// The burn address for an ordinary set.
Address redistribution_recipient(const State& s, const OperatorSet& set);

/// A magnitude after a change that leaves it within 64 bits.
Magnitude moved_by(const Magnitude& magnitude, __int128 diff);

/// The allocation delay in force. getAllocationDelay.
struct EffectiveDelay {
    bool is_set = false;
    std::uint32_t blocks = 0;
};
EffectiveDelay allocation_delay(const State& s, const Block& block, const Address& operator_at);

/// The AVS itself until it has set another.
Address avs_registrar(const State& s, const Address& avs);
/// Who may slash a set now; zero if nobody.
Address slasher(const State& s, const Block& block, const OperatorSet& set);
/// Who will, and from which block; zeros if no change is under way.
struct PendingSlasher {
    Address slasher;
    std::uint32_t effect_block = 0;
};
PendingSlasher pending_slasher(const State& s, const Block& block, const OperatorSet& set);

/// `evaluated` in the form of the interface. getAllocation.
AllocationAnswer allocation(const State& s, const Block& block, const Address& operator_at,
                            const OperatorSet& set, const Address& strategy);
/// Without the deallocations that could be cleared now. getEncumberedMagnitude.
Magnitude encumbered_magnitude(const State& s, const Block& block, const Address& operator_at,
                               const Address& strategy);
/// What of the max magnitude is not encumbered. getAllocatableMagnitude.
Magnitude allocatable_magnitude(const State& s, const Block& block, const Address& operator_at,
                                const Address& strategy);
/// Slashable in a redistributing set that it is registered in or has allocated to.
bool is_operator_redistributable(const State& s, const Block& block, const Address& operator_at);

/// One row for each operator, one column for each strategy.
using Stakes = std::vector<std::vector<Shares>>;
/// Of each operator's shares the part that its allocation to the set stands for.
Result<Stakes> allocated_stake(const State& s, const Block& block, const OperatorSet& set,
                               const std::vector<Address>& operators,
                               const std::vector<Address>& strategies);
/// The least of it from now to a block, and nothing of operators that the set cannot slash. Does
/// not include what waits in withdrawal queues, nor ask whether the strategies are the set's.
Result<Stakes> minimum_slashable_stake(const State& s, const Block& block, const OperatorSet& set,
                                       const std::vector<Address>& operators,
                                       const std::vector<Address>& strategies,
                                       std::uint32_t future_block);

}  // namespace aq::eigenlayer::allocation_manager
