// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_allocation.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_delegation.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <algorithm>
#include <limits>

namespace aq::eigenlayer::allocation_manager {

namespace {

/// `uint32(block.number)` and a delay, added in 32 bits.
Result<std::uint32_t> blocks_from_now(const Block& block, std::uint64_t blocks) {
    const std::uint64_t at = std::uint64_t{block.number32()} + blocks;
    AQ_REQUIRE(at <= std::numeric_limits<std::uint32_t>::max(), Arithmetic::kOverflow);
    return static_cast<std::uint32_t>(at);
}

Result<void> check_can_call(const State& s, const Call& call, const Address& account) {
    AQ_REQUIRE(permission_controller::may_act_for(s, call, account), error::InvalidPermissions);
    return {};
}

/// Solidity's call of an interface: an address without code reverts without data, and what a
/// registrar refuses with is passed on.
Result<Bytes> call_registrar(Tx& tx, Ports& ports, const Call& call, const Address& registrar,
                             const Bytes& data) {
    AQ_REQUIRE(ports.accounts.has_code(registrar));
    return tx.call({.sender = call.to, .to = registrar, .value = {}, .selector = {}}, data);
}

// Operator side

/// AllocationManager._clearDeallocationQueue.
void clear_deallocations(Tx& tx, State& s, const Address& operator_at, const Address& strategy,
                         std::uint16_t most) {
    const StrategyKey key(operator_at, strategy);
    const auto& queue = s.allocations.deallocation_queue;
    for (std::uint32_t left = std::min<std::uint32_t>(most, queue.size(key)); left > 0; --left) {
        const OperatorSet set = queue.front(key);
        const EvaluatedAllocation next = evaluated(s, tx.block, operator_at, set, strategy);
        // Whatever stands behind it in the queue matures later still.
        if (tx.block.number < next.allocation.effect_block) return;
        store_allocation(tx, s, {operator_at, set, strategy}, next);
        move::finish_deallocation(tx.undo, s, key);
    }
}

/// What modifyAllocations knows before it looks at a strategy.
struct Modification {
    bool operator_slashable = false;
    std::uint32_t allocation_delay = 0;
};

/// One strategy of one set in AllocationManager.modifyAllocations.
Result<void> modify_allocation(Tx& tx, State& s, const AllocationOf& of, const Magnitude& target,
                               const Modification& how) {
    clear_deallocations(tx, s, of.operator_at, of.strategy,
                        std::numeric_limits<std::uint16_t>::max());

    EvaluatedAllocation next = evaluated(s, tx.block, of.operator_at, of.set, of.strategy);
    Allocation& at = next.allocation;
    AQ_REQUIRE(at.effect_block == 0, error::ModificationAlreadyPending);
    const auto diff = static_cast<__int128>(target.raw) - static_cast<__int128>(at.current.raw);
    AQ_REQUIRE(diff != 0, error::SameMagnitude);

    if (diff < 0) {
        const bool slashable = how.operator_slashable && !at.current.is_zero() &&
                               s.allocations.set_strategies.contains(of.set, of.strategy);
        if (slashable) {
            // Slashable through the whole delay; the block after it is the first that is not.
            at.pending_diff = diff;
            at.effect_block = AQ_TRY(blocks_from_now(
                tx.block, std::uint64_t{s.parameters.deallocation_delay_blocks} + 1));
            move::queue_deallocation(tx.undo, s, StrategyKey(of.operator_at, of.strategy), of.set);
        } else {
            next.encumbered = moved_by(next.encumbered, diff);
            at.current = target;
            at.effect_block = tx.block.number32();
        }
    } else {
        const __int128 encumbered = static_cast<__int128>(next.encumbered.raw) + diff;
        AQ_REQUIRE(encumbered <= std::numeric_limits<std::uint64_t>::max(),
                   "SafeCast: value doesn't fit in 64 bits");
        next.encumbered = Magnitude(static_cast<std::uint64_t>(encumbered));
        AQ_REQUIRE(next.encumbered <= max_magnitude(s, of.operator_at, of.strategy),
                   error::InsufficientMagnitude);
        at.pending_diff = diff;
        at.effect_block = AQ_TRY(blocks_from_now(tx.block, how.allocation_delay));
    }

    store_allocation(tx, s, of, next);
    tx.log(s.at.allocation_manager,
           AllocationUpdated{of.operator_at, of.set, of.strategy, target, at.effect_block});
    return {};
}

// AVS side

/// AllocationManager._addStrategyToOperatorSet.
Result<void> add_strategy(Tx& tx, State& s, const OperatorSet& set, const Address& strategy) {
    if (is_redistributing(s, set)) {
        AQ_REQUIRE(strategy != kBeaconChainStrategy, error::InvalidStrategy);
        AQ_REQUIRE(strategy != s.at.eigen_strategy, error::InvalidStrategy);
    }
    AQ_REQUIRE(!s.allocations.set_strategies.contains(set, strategy),
               error::StrategyAlreadyInOperatorSet);
    move::add_set_strategy(tx.undo, s, set, strategy);
    tx.log(s.at.allocation_manager, StrategyAddedToOperatorSet{set, strategy});
    return {};
}

enum class SlasherChange : std::uint8_t { kAtOnce, kAfterDelay };

/// AllocationManager._updateSlasher.
Result<void> change_slasher(Tx& tx, State& s, const OperatorSet& set, const Address& to,
                            SlasherChange when) {
    AQ_REQUIRE(to != kZeroAddress, error::InputAddressZero);
    Slasher next = s.allocations.slashers[set];
    next.slasher = slasher(s, tx.block, set);
    // To propose again what is under way does not start its delay again.
    if (to == next.pending_slasher && tx.block.number < next.effect_block) return {};
    next.pending_slasher = to;
    if (when == SlasherChange::kAtOnce) {
        next.slasher = to;
        next.effect_block = tx.block.number32();
    } else {
        next.effect_block = AQ_TRY(blocks_from_now(
            tx.block, std::uint64_t{s.parameters.slasher_configuration_delay_blocks} + 1));
    }
    move::set_slasher(tx.undo, s, set, next);
    tx.log(s.at.allocation_manager, SlasherUpdated{set, to, next.effect_block});
    return {};
}

/// AllocationManager._createOperatorSet. An ordinary set's recipient is the burn address.
Result<void> create_operator_set(Tx& tx, State& s, const Address& avs,
                                 const CreateSetParamsV2& params, const Address& recipient) {
    const OperatorSet set{avs, params.operatorSetId};
    AQ_REQUIRE(!is_operator_set(s, set), error::InvalidOperatorSet);
    move::create_operator_set(tx.undo, s, set);
    tx.log(s.at.allocation_manager, OperatorSetCreated{set});
    if (recipient != kBurnAddress) {
        move::set_redistribution_recipient(tx.undo, s, set, recipient);
        tx.log(s.at.allocation_manager, RedistributionAddressSet{set, recipient});
    }
    for (const Address& strategy : params.strategies) AQ_TRY(add_strategy(tx, s, set, strategy));
    return change_slasher(tx, s, set, params.slasher, SlasherChange::kAtOnce);
}

/// AllocationManager._convertCreateSetParams.
std::vector<CreateSetParamsV2> slashed_by(const Address& avs, std::vector<CreateSetParams> params) {
    std::vector<CreateSetParamsV2> out;
    out.reserve(params.size());
    for (CreateSetParams& p : params) {
        out.push_back({p.operatorSetId, std::move(p.strategies), avs});
    }
    return out;
}

}  // namespace

void store_allocation(Tx& tx, State& s, const AllocationOf& of, const EvaluatedAllocation& next) {
    const StrategyKey key(of.operator_at, of.strategy);
    if (s.allocations.encumbered[key] != next.encumbered) {
        move::set_encumbered(tx.undo, s, key, next.encumbered);
        tx.log(s.at.allocation_manager,
               EncumberedMagnitudeUpdated{of.operator_at, of.strategy, next.encumbered});
    }
    move::set_allocation(tx.undo, s, of.operator_at, of.set, of.strategy, next.allocation);
}

/// AllocationManager.modifyAllocations.
Result<void> modify_allocations(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                std::vector<AllocateParams> params) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, call.to, kPausedModifyAllocations));
    AQ_TRY(check_can_call(s, call, operator_at));
    const EffectiveDelay delay = allocation_delay(s, tx.block, operator_at);
    AQ_REQUIRE(delay.is_set, error::UninitializedAllocationDelay);
    for (const AllocateParams& p : params) {
        AQ_REQUIRE(p.strategies.size() == p.newMagnitudes.size(), error::InputArrayLengthMismatch);
        AQ_REQUIRE(is_operator_set(s, p.operatorSet), error::InvalidOperatorSet);
        const Modification how{is_operator_slashable(s, tx.block, operator_at, p.operatorSet),
                               delay.blocks};
        for (std::size_t i = 0; i < p.strategies.size(); ++i) {
            AQ_TRY(modify_allocation(tx, s, {operator_at, p.operatorSet, p.strategies[i]},
                                     p.newMagnitudes[i], how));
        }
    }
    return {};
}

/// AllocationManager.clearDeallocationQueue.
Result<void> clear_deallocation_queue(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                      std::vector<Address> strategies,
                                      std::vector<std::uint16_t> counts) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedModifyAllocations));
    AQ_REQUIRE(strategies.size() == counts.size(), error::InputArrayLengthMismatch);
    for (std::size_t i = 0; i < strategies.size(); ++i) {
        clear_deallocations(tx, ports.self, operator_at, strategies[i], counts[i]);
    }
    return {};
}

/// AllocationManager.registerForOperatorSets.
Result<void> register_for_operator_sets(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                        RegisterParams params) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, call.to, kPausedRegistration));
    AQ_TRY(check_can_call(s, call, operator_at));
    AQ_REQUIRE(delegation_manager::is_operator(s, operator_at), error::InvalidOperator);
    for (const std::uint32_t id : params.operatorSetIds) {
        const OperatorSet set{params.avs, id};
        AQ_REQUIRE(is_operator_set(s, set), error::InvalidOperatorSet);
        AQ_REQUIRE(!is_operator_slashable(s, tx.block, operator_at, set),
                   error::AlreadyMemberOfSet);
        move::join_set(tx.undo, s, operator_at, set);
        tx.log(call.to, OperatorAddedToOperatorSet{operator_at, set});
    }
    AQ_TRY(call_registrar(
        tx, ports, call, avs_registrar(s, params.avs),
        abi_call(kRegisterOperator, operator_at, params.avs, params.operatorSetIds, params.data)));
    return {};
}

/// AllocationManager.deregisterFromOperatorSets.
Result<void> deregister_from_operator_sets(Tx& tx, Ports& ports, const Call& call,
                                           DeregisterParams params) {
    State& s = ports.self;
    const Address& operator_at = params.operatorAddress;
    AQ_TRY(only_when_not_paused(s, call.to, kPausedRegistration));
    AQ_REQUIRE(permission_controller::may_act_for(s, call, operator_at) ||
                   permission_controller::may_act_for(s, call, params.avs),
               error::InvalidCaller);
    for (const std::uint32_t id : params.operatorSetIds) {
        const OperatorSet set{params.avs, id};
        AQ_REQUIRE(is_operator_set(s, set), error::InvalidOperatorSet);
        AQ_REQUIRE(s.allocations.registrations[MembershipKey(operator_at, set)].registered,
                   error::NotMemberOfSet);
        const std::uint32_t slashable_until =
            AQ_TRY(blocks_from_now(tx.block, s.parameters.deallocation_delay_blocks));
        move::leave_set(tx.undo, s, operator_at, set, slashable_until);
        tx.log(call.to, OperatorRemovedFromOperatorSet{operator_at, set});
    }
    AQ_TRY(call_registrar(
        tx, ports, call, avs_registrar(s, params.avs),
        abi_call(kDeregisterOperator, operator_at, params.avs, params.operatorSetIds)));
    return {};
}

/// AllocationManager.setAllocationDelay. At registration the DelegationManager calls, and the delay
/// holds at once.
Result<void> set_allocation_delay(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                  std::uint32_t delay) {
    State& s = ports.self;
    const bool newly_registered = call.sender == s.at.delegation_manager;
    if (!newly_registered) {
        AQ_TRY(check_can_call(s, call, operator_at));
        AQ_REQUIRE(delegation_manager::is_operator(s, operator_at), error::InvalidOperator);
    }
    AllocationDelay next = s.allocations.delays[operator_at];
    const EffectiveDelay now = allocation_delay(s, tx.block, operator_at);
    next.delay = now.blocks;
    next.is_set = now.is_set;
    next.pending_delay = delay;
    if (newly_registered) {
        next.delay = delay;
        next.is_set = true;
        next.effect_block = tx.block.number32();
    } else {
        next.effect_block = AQ_TRY(blocks_from_now(
            tx.block, std::uint64_t{s.parameters.allocation_configuration_delay_blocks} + 1));
    }
    move::set_allocation_delay(tx.undo, s, operator_at, next);
    tx.log(call.to, AllocationDelaySet{operator_at, delay, next.effect_block});
    return {};
}

/// AllocationManager.setAVSRegistrar.
Result<void> set_avs_registrar(Tx& tx, Ports& ports, const Call& call, Address avs,
                               Address registrar) {
    State& s = ports.self;
    AQ_TRY(check_can_call(s, call, avs));
    const Bytes answer =
        AQ_TRY(call_registrar(tx, ports, call, registrar, abi_call(kSupportsAvs, avs)));
    bool supported = false;
    AQ_REQUIRE(abi_decode(AbiReader(answer), supported));
    AQ_REQUIRE(supported, error::InvalidAVSRegistrar);
    move::set_registrar(tx.undo, s, avs, registrar);
    tx.log(call.to, AVSRegistrarSet{avs, registrar});
    return {};
}

/// AllocationManager.updateAVSMetadataURI.
Result<void> update_avs_metadata_uri(Tx& tx, Ports& ports, const Call& call, Address avs,
                                     std::string metadata_uri) {
    AQ_TRY(check_can_call(ports.self, call, avs));
    move::register_metadata(tx.undo, ports.self, avs);
    tx.log(call.to, AVSMetadataURIUpdated{avs, std::move(metadata_uri)});
    return {};
}

/// AllocationManager.createOperatorSets, whose sets name their slasher.
Result<void> create_operator_sets(Tx& tx, Ports& ports, const Call& call, Address avs,
                                  std::vector<CreateSetParamsV2> params) {
    State& s = ports.self;
    AQ_TRY(check_can_call(s, call, avs));
    AQ_REQUIRE(s.allocations.metadata_registered[avs], error::NonexistentAVSMetadata);
    for (const CreateSetParamsV2& p : params) {
        AQ_TRY(create_operator_set(tx, s, avs, p, kBurnAddress));
    }
    return {};
}

/// AllocationManager.createOperatorSets, the form without slashers.
Result<void> create_operator_sets_legacy(Tx& tx, Ports& ports, const Call& call, Address avs,
                                         std::vector<CreateSetParams> params) {
    return create_operator_sets(tx, ports, call, avs, slashed_by(avs, std::move(params)));
}

/// AllocationManager.createRedistributingOperatorSets, whose sets name their slasher.
Result<void> create_redistributing_operator_sets(Tx& tx, Ports& ports, const Call& call,
                                                 Address avs, std::vector<CreateSetParamsV2> params,
                                                 std::vector<Address> recipients) {
    State& s = ports.self;
    AQ_TRY(check_can_call(s, call, avs));
    AQ_REQUIRE(params.size() == recipients.size(), error::InputArrayLengthMismatch);
    AQ_REQUIRE(s.allocations.metadata_registered[avs], error::NonexistentAVSMetadata);
    for (std::size_t i = 0; i < params.size(); ++i) {
        AQ_REQUIRE(recipients[i] != kZeroAddress, error::InputAddressZero);
        AQ_REQUIRE(recipients[i] != kBurnAddress, error::InvalidRedistributionRecipient);
        AQ_TRY(create_operator_set(tx, s, avs, params[i], recipients[i]));
    }
    return {};
}

/// AllocationManager.createRedistributingOperatorSets, the form without slashers.
Result<void> create_redistributing_operator_sets_legacy(Tx& tx, Ports& ports, const Call& call,
                                                        Address avs,
                                                        std::vector<CreateSetParams> params,
                                                        std::vector<Address> recipients) {
    return create_redistributing_operator_sets(
        tx, ports, call, avs, slashed_by(avs, std::move(params)), std::move(recipients));
}

/// AllocationManager.addStrategiesToOperatorSet.
Result<void> add_strategies_to_operator_set(Tx& tx, Ports& ports, const Call& call, Address avs,
                                            std::uint32_t set_id, std::vector<Address> strategies) {
    State& s = ports.self;
    AQ_TRY(check_can_call(s, call, avs));
    const OperatorSet set{avs, set_id};
    AQ_REQUIRE(is_operator_set(s, set), error::InvalidOperatorSet);
    for (const Address& strategy : strategies) AQ_TRY(add_strategy(tx, s, set, strategy));
    return {};
}

/// AllocationManager.removeStrategiesFromOperatorSet.
Result<void> remove_strategies_from_operator_set(Tx& tx, Ports& ports, const Call& call,
                                                 Address avs, std::uint32_t set_id,
                                                 std::vector<Address> strategies) {
    State& s = ports.self;
    AQ_TRY(check_can_call(s, call, avs));
    const OperatorSet set{avs, set_id};
    AQ_REQUIRE(is_operator_set(s, set), error::InvalidOperatorSet);
    for (const Address& strategy : strategies) {
        AQ_REQUIRE(s.allocations.set_strategies.contains(set, strategy),
                   error::StrategyNotInOperatorSet);
        move::remove_set_strategy(tx.undo, s, set, strategy);
        tx.log(call.to, StrategyRemovedFromOperatorSet{set, strategy});
    }
    return {};
}

/// AllocationManager.updateSlasher.
Result<void> update_slasher(Tx& tx, Ports& ports, const Call& call, OperatorSet set,
                            Address slasher_at) {
    State& s = ports.self;
    AQ_TRY(check_can_call(s, call, set.avs));
    AQ_REQUIRE(is_operator_set(s, set), error::InvalidOperatorSet);
    AQ_REQUIRE(slasher(s, tx.block, set) != kZeroAddress, error::SlasherNotSet);
    return change_slasher(tx, s, set, slasher_at, SlasherChange::kAfterDelay);
}

/// AllocationManager.migrateSlashers.
Result<void> migrate_slashers(Tx& tx, Ports& ports, const Call& call,
                              std::vector<OperatorSet> sets) {
    State& s = ports.self;
    const Permission to_slash{s.at.allocation_manager, kSlashOperator};
    for (const OperatorSet& set : sets) {
        if (!is_operator_set(s, set) || slasher(s, tx.block, set) != kZeroAddress) continue;
        const Key<Address, Permission> key(set.avs, to_slash);
        const auto& appointees = s.permissions.permission_appointees;
        Address to = appointees.size(key) == 0 ? set.avs : appointees.at(key, 0);
        if (to == kZeroAddress) to = set.avs;
        AQ_TRY(change_slasher(tx, s, set, to, SlasherChange::kAtOnce));
        tx.log(call.to, SlasherMigrated{set, to});
    }
    return {};
}

}  // namespace aq::eigenlayer::allocation_manager
