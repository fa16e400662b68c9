// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/fold_internal.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>

namespace aq::eigenlayer::detail {

namespace {

/// One kind of log says three things. With an effect block ahead: a change that waits, and what it
/// will lead to. At this block with nothing waiting: the new magnitude. At this block with
/// something waiting: a slash, and the magnitude left; what waits was announced just before if it
/// is a decrease, and is untouched if it is an increase, or nothing: a slash may have eaten up the
/// decrease, whose block is still ahead.
void fold_allocation(const Folding& f, const AllocationUpdated& e) {
    State& s = f.state();
    // The encumbered magnitude has a log of its own, which comes first.
    const AllocationKey key(e.operator_address, e.operator_set, e.strategy);
    Allocation next = allocation_manager::matured(s.allocations.allocations[key], f.block);
    const auto told = static_cast<__int128>(e.magnitude.raw);
    const __int128 target = static_cast<__int128>(next.current.raw) + next.pending_diff;
    if (e.effect_block > f.block.number32()) {
        next.pending_diff = told - static_cast<__int128>(next.current.raw);
        next.effect_block = e.effect_block;
    } else if (next.effect_block > f.block.number32()) {
        if (next.pending_diff < 0) next.pending_diff = target - told;
        next.current = e.magnitude;
    } else {
        next = {e.magnitude, 0, 0};
    }
    move::set_allocation(f.undo, s, e.operator_address, e.operator_set, e.strategy, next);
}

void fold_delay(const Folding& f, const AllocationDelaySet& e) {
    State& s = f.state();
    AllocationDelay next = s.allocations.delays[e.operator_address];
    const auto now = allocation_manager::allocation_delay(s, f.block, e.operator_address);
    const bool at_once = e.effect_block == f.block.number32();
    next.delay = at_once ? e.delay : now.blocks;
    next.is_set = at_once || now.is_set;
    next.pending_delay = e.delay;
    next.effect_block = e.effect_block;
    move::set_allocation_delay(f.undo, s, e.operator_address, next);
}

void fold_slasher(const Folding& f, const SlasherUpdated& e) {
    State& s = f.state();
    Slasher next;
    next.slasher = e.effect_block == f.block.number32()
                       ? e.slasher
                       : allocation_manager::slasher(s, f.block, e.operator_set);
    next.pending_slasher = e.slasher;
    next.effect_block = e.effect_block;
    move::set_slasher(f.undo, s, e.operator_set, next);
}

bool in_set(const Folding& f, const OperatorSet& set, const Address& strategy) {
    return f.state().allocations.set_strategies.contains(set, strategy);
}

bool is_member(const Folding& f, const Address& operator_at, const OperatorSet& set) {
    return f.state().allocations.members.contains(set, operator_at);
}

FoldEntries set_folds() {
    using Joined = OperatorAddedToOperatorSet;
    using Left = OperatorRemovedFromOperatorSet;
    return {
        folds<AVSMetadataURIUpdated,
              [](const Folding& f, const AVSMetadataURIUpdated& e) {
                  move::register_metadata(f.undo, f.state(), e.avs);
              }>(),
        folds<AVSRegistrarSet,
              [](const Folding& f, const AVSRegistrarSet& e) {
                  move::set_registrar(f.undo, f.state(), e.avs, e.registrar);
              }>(),
        folds<OperatorSetCreated,
              [](const Folding& f, const OperatorSetCreated& e) {
                  if (allocation_manager::is_operator_set(f.state(), e.operator_set)) return false;
                  move::create_operator_set(f.undo, f.state(), e.operator_set);
                  return true;
              }>(),
        folds<RedistributionAddressSet,
              [](const Folding& f, const RedistributionAddressSet& e) {
                  State& s = f.state();
                  const OperatorSet& set = e.operator_set;
                  if (s.allocations.redistribution_recipient.contains(set)) return false;
                  move::set_redistribution_recipient(f.undo, s, set, e.redistribution_recipient);
                  return true;
              }>(),
        folds<StrategyAddedToOperatorSet,
              [](const Folding& f, const StrategyAddedToOperatorSet& e) {
                  if (in_set(f, e.operator_set, e.strategy)) return false;
                  move::add_set_strategy(f.undo, f.state(), e.operator_set, e.strategy);
                  return true;
              }>(),
        folds<StrategyRemovedFromOperatorSet,
              [](const Folding& f, const StrategyRemovedFromOperatorSet& e) {
                  if (!in_set(f, e.operator_set, e.strategy)) return false;
                  move::remove_set_strategy(f.undo, f.state(), e.operator_set, e.strategy);
                  return true;
              }>(),
        folds<SlasherUpdated, fold_slasher>(),
        folds<Joined,
              [](const Folding& f, const Joined& e) {
                  if (is_member(f, e.operator_address, e.operator_set)) return false;
                  move::join_set(f.undo, f.state(), e.operator_address, e.operator_set);
                  return true;
              }>(),
        folds<Left,
              [](const Folding& f, const Left& e) {
                  State& s = f.state();
                  if (!is_member(f, e.operator_address, e.operator_set)) return false;
                  move::leave_set(f.undo, s, e.operator_address, e.operator_set,
                                  f.block.number32() + s.parameters.deallocation_delay_blocks);
                  return true;
              }>(),
        folds<OperatorSlashed,
              [](const Folding& f, const OperatorSlashed& e) {
                  move::count_slash(f.undo, f.state(), e.operator_set);
              }>(),
    };
}

}  // namespace

FoldEntries allocation_folds() {
    FoldEntries all = set_folds();
    const FoldEntries magnitudes{
        folds<AllocationDelaySet, fold_delay>(),
        folds<AllocationUpdated, fold_allocation>(),
        folds<EncumberedMagnitudeUpdated,
              [](const Folding& f, const EncumberedMagnitudeUpdated& e) {
                  move::set_encumbered(f.undo, f.state(),
                                       StrategyKey(e.operator_address, e.strategy),
                                       e.encumbered_magnitude);
              }>(),
        folds<MaxMagnitudeUpdated,
              [](const Folding& f, const MaxMagnitudeUpdated& e) {
                  move::lower_max_magnitude(f.undo, f.state(),
                                            StrategyKey(e.operator_address, e.strategy),
                                            f.block.number32(), e.max_magnitude);
              }>(),
    };
    all.insert(all.end(), magnitudes.begin(), magnitudes.end());
    return all;
}

}  // namespace aq::eigenlayer::detail
