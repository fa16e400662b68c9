// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The AllocationManager's only writers.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::move {

// of an AVS

void register_metadata(Undo& u, State& s, const Address& avs);
void set_registrar(Undo& u, State& s, const Address& avs, const Address& registrar);
/// Keeps: an id is used once.
void create_operator_set(Undo& u, State& s, const OperatorSet& set);
/// Keeps: a recipient never changes once it is there.
void set_redistribution_recipient(Undo& u, State& s, const OperatorSet& set,
                                  const Address& recipient);
void add_set_strategy(Undo& u, State& s, const OperatorSet& set, const Address& strategy);
void remove_set_strategy(Undo& u, State& s, const OperatorSet& set, const Address& strategy);
void set_slasher(Undo& u, State& s, const OperatorSet& set, const Slasher& slasher);

// of an operator

void set_allocation_delay(Undo& u, State& s, const Address& operator_at,
                          const AllocationDelay& delay);
/// Keeps, as `leave_set` does: registered, listed by the operator and listed by the set are one.
void join_set(Undo& u, State& s, const Address& operator_at, const OperatorSet& set);
void leave_set(Undo& u, State& s, const Address& operator_at, const OperatorSet& set,
               std::uint32_t slashable_until);
void set_encumbered(Undo& u, State& s, const StrategyKey& operator_and_strategy,
                    const Magnitude& encumbered);
/// Keeps: a pending change is listed, nothing allocated and nothing pending is not.
void set_allocation(Undo& u, State& s, const Address& operator_at, const OperatorSet& set,
                    const Address& strategy, const Allocation& allocation);
void queue_deallocation(Undo& u, State& s, const StrategyKey& operator_and_strategy,
                        const OperatorSet& set);
/// The front of the queue leaves it.
void finish_deallocation(Undo& u, State& s, const StrategyKey& operator_and_strategy);

// of a slash

/// The new slash's id. Keeps: the ids of a set are 1, 2, 3 and so on.
u256 count_slash(Undo& u, State& s, const OperatorSet& set);
/// Keeps: the history never rises and its blocks never fall.
void lower_max_magnitude(Undo& u, State& s, const StrategyKey& operator_and_strategy,
                         std::uint32_t block, const Magnitude& max);

}  // namespace aq::eigenlayer::move
