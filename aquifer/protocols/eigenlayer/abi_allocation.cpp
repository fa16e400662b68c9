// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_allocation.hpp>

#include <tuple>

namespace aq::eigenlayer {

namespace {

using namespace allocation_manager;

using Addresses = std::vector<Address>;

const State& state(const View& v) {
    return v.ports.self;
}
const Allocations& allocations(const View& v) {
    return v.ports.self.allocations;
}

Face::Functions rules() {
    return {
        bind<initialize_again<u256>>("initialize(uint256 initialPausedStatus)"),
        bind<slash_operator>(
            "slashOperator(address avs, (address operator, uint32 operatorSetId, address[] "
            "strategies, uint256[] wadsToSlash, string description) params) returns (uint256, "
            "uint256[])"),
        bind<modify_allocations>(
            "modifyAllocations(address operator, ((address avs, uint32 id) operatorSet, address[] "
            "strategies, uint64[] newMagnitudes)[] params)"),
        bind<clear_deallocation_queue>(
            "clearDeallocationQueue(address operator, address[] strategies, uint16[] numToClear)"),
        bind<register_for_operator_sets>(
            "registerForOperatorSets(address operator, (address avs, uint32[] operatorSetIds, "
            "bytes data) params)"),
        bind<deregister_from_operator_sets>(
            "deregisterFromOperatorSets((address operator, address avs, uint32[] operatorSetIds) "
            "params)"),
        bind<set_allocation_delay>("setAllocationDelay(address operator, uint32 delay)"),
        bind<set_avs_registrar>("setAVSRegistrar(address avs, address registrar)"),
        bind<update_avs_metadata_uri>("updateAVSMetadataURI(address avs, string metadataURI)"),
        bind<create_operator_sets>(
            "createOperatorSets(address avs, (uint32 operatorSetId, address[] strategies, address "
            "slasher)[] params)"),
        bind<create_operator_sets_legacy>(
            "createOperatorSets(address avs, (uint32 operatorSetId, address[] strategies)[] "
            "params)"),
        bind<create_redistributing_operator_sets>(
            "createRedistributingOperatorSets(address avs, (uint32 operatorSetId, address[] "
            "strategies, address slasher)[] params, address[] redistributionRecipients)"),
        bind<create_redistributing_operator_sets_legacy>(
            "createRedistributingOperatorSets(address avs, (uint32 operatorSetId, address[] "
            "strategies)[] params, address[] redistributionRecipients)"),
        bind<add_strategies_to_operator_set>(
            "addStrategiesToOperatorSet(address avs, uint32 operatorSetId, address[] strategies)"),
        bind<remove_strategies_from_operator_set>(
            "removeStrategiesFromOperatorSet(address avs, uint32 operatorSetId, address[] "
            "strategies)"),
        bind<update_slasher>(
            "updateSlasher((address avs, uint32 id) operatorSet, address slasher)"),
        bind<migrate_slashers>("migrateSlashers((address avs, uint32 id)[] operatorSets)"),
    };
}

Face::Functions fixed() {
    return {
        bind<[](const View& v) { return state(v).at.delegation_manager; }>(
            "delegation() view returns (address)"),
        bind<[](const View& v) { return state(v).at.eigen_strategy; }>(
            "eigenStrategy() view returns (address)"),
        bind<[](const View& v) { return state(v).at.permission_controller; }>(
            "permissionController() view returns (address)"),
        bind<[](const View& v) { return state(v).at.allocation_manager_view; }>(
            "viewImplementation() view returns (address)"),
        bind<[](const View& v) { return state(v).parameters.deallocation_delay_blocks; }>(
            "DEALLOCATION_DELAY() view returns (uint32)"),
        bind<[](const View& v) {
            return state(v).parameters.allocation_configuration_delay_blocks;
        }>("ALLOCATION_CONFIGURATION_DELAY() view returns (uint32)"),
        bind<[](const View& v) { return state(v).parameters.slasher_configuration_delay_blocks; }>(
            "SLASHER_CONFIGURATION_DELAY() view returns (uint32)"),
    };
}

Face::Functions views_of_sets() {
    return {
        bind<[](const View& v, Address avs) { return avs_registrar(state(v), avs); }>(
            "getAVSRegistrar(address avs) view returns (address)"),
        bind<[](const View& v, Address avs) {
            return u256(allocations(v).operator_sets.size(avs));
        }>("getOperatorSetCount(address avs) view returns (uint256)"),
        bind<[](const View& v, OperatorSet set) { return is_operator_set(state(v), set); }>(
            "isOperatorSet((address avs, uint32 id) operatorSet) view returns (bool)"),
        bind<[](const View& v, OperatorSet set) { return allocations(v).members.all(set); }>(
            "getMembers((address avs, uint32 id) operatorSet) view returns (address[])"),
        bind<[](const View& v, OperatorSet set) { return u256(allocations(v).members.size(set)); }>(
            "getMemberCount((address avs, uint32 id) operatorSet) view returns (uint256)"),
        bind<[](const View& v, OperatorSet set) { return allocations(v).set_strategies.all(set); }>(
            "getStrategiesInOperatorSet((address avs, uint32 id) operatorSet) view returns "
            "(address[])"),
        bind<[](const View& v, OperatorSet set) { return is_redistributing(state(v), set); }>(
            "isRedistributingOperatorSet((address avs, uint32 id) operatorSet) view returns "
            "(bool)"),
        bind<[](const View& v, OperatorSet set) {
            return redistribution_recipient(state(v), set);
        }>("getRedistributionRecipient((address avs, uint32 id) operatorSet) view returns "
           "(address)"),
        bind<[](const View& v, OperatorSet set) { return allocations(v).slash_count[set]; }>(
            "getSlashCount((address avs, uint32 id) operatorSet) view returns (uint256)"),
        bind<[](const View& v, OperatorSet set) { return slasher(state(v), v.block(), set); }>(
            "getSlasher((address avs, uint32 id) operatorSet) view returns (address)"),
        bind<[](const View& v, OperatorSet set) {
            const PendingSlasher pending = pending_slasher(state(v), v.block(), set);
            return std::tuple(pending.slasher, pending.effect_block);
        }>("getPendingSlasher((address avs, uint32 id) operatorSet) view returns (address, "
           "uint32)"),
        bind<[](const View& v, OperatorSet set, Addresses operators, Addresses strategies) {
            return allocated_stake(state(v), v.block(), set, operators, strategies);
        }>("getAllocatedStake((address avs, uint32 id) operatorSet, address[] operators, address[] "
           "strategies) view returns (uint256[][])"),
        bind<[](const View& v, OperatorSet set, Addresses operators, Addresses strategies,
                std::uint32_t future_block) {
            return minimum_slashable_stake(state(v), v.block(), set, operators, strategies,
                                           future_block);
        }>("getMinimumSlashableStake((address avs, uint32 id) operatorSet, address[] operators, "
           "address[] strategies, uint32 futureBlock) view returns (uint256[][])"),
    };
}

Face::Functions views_of_operators() {
    return {
        bind<[](const View& v, Address operator_at) {
            const EffectiveDelay delay = allocation_delay(state(v), v.block(), operator_at);
            return std::tuple(delay.is_set, delay.blocks);
        }>("getAllocationDelay(address operator) view returns (bool, uint32)"),
        bind<[](const View& v, Address operator_at) {
            return allocations(v).registered_sets.all(operator_at);
        }>("getRegisteredSets(address operator) view returns ((address avs, uint32 id)[])"),
        bind<[](const View& v, Address operator_at) {
            return allocations(v).allocated_sets.all(operator_at);
        }>("getAllocatedSets(address operator) view returns ((address avs, uint32 id)[])"),
        bind<[](const View& v, Address operator_at, OperatorSet set) {
            return allocations(v).allocated_strategies.all(MembershipKey(operator_at, set));
        }>("getAllocatedStrategies(address operator, (address avs, uint32 id) operatorSet) view "
           "returns (address[])"),
        bind<[](const View& v, Address operator_at, OperatorSet set) {
            return allocations(v).members.contains(set, operator_at);
        }>("isMemberOfOperatorSet(address operator, (address avs, uint32 id) operatorSet) view "
           "returns (bool)"),
        bind<[](const View& v, Address operator_at, OperatorSet set) {
            return is_operator_slashable(state(v), v.block(), operator_at, set);
        }>("isOperatorSlashable(address operator, (address avs, uint32 id) operatorSet) view "
           "returns (bool)"),
        bind<[](const View& v, Address operator_at) {
            return is_operator_redistributable(state(v), v.block(), operator_at);
        }>("isOperatorRedistributable(address operator) view returns (bool)"),
    };
}

Face::Functions views_of_allocations() {
    return {
        bind<[](const View& v, Address operator_at, OperatorSet set, Address strategy) {
            return allocation(state(v), v.block(), operator_at, set, strategy);
        }>("getAllocation(address operator, (address avs, uint32 id) operatorSet, address "
           "strategy) "
           "view returns ((uint64 currentMagnitude, int128 pendingDiff, uint32 effectBlock))"),
        bind<[](const View& v, Addresses operators, OperatorSet set, Address strategy) {
            std::vector<AllocationAnswer> out;
            out.reserve(operators.size());
            for (const Address& operator_at : operators) {
                out.push_back(allocation(state(v), v.block(), operator_at, set, strategy));
            }
            return out;
        }>("getAllocations(address[] operators, (address avs, uint32 id) operatorSet, address "
           "strategy) view returns ((uint64 currentMagnitude, int128 pendingDiff, uint32 "
           "effectBlock)[])"),
        bind<[](const View& v, Address operator_at, Address strategy) {
            std::vector<OperatorSet> sets = allocations(v).allocated_sets.all(operator_at);
            std::vector<AllocationAnswer> out;
            out.reserve(sets.size());
            for (const OperatorSet& set : sets) {
                out.push_back(allocation(state(v), v.block(), operator_at, set, strategy));
            }
            return std::tuple(std::move(sets), std::move(out));
        }>("getStrategyAllocations(address operator, address strategy) view returns ((address avs, "
           "uint32 id)[], (uint64 currentMagnitude, int128 pendingDiff, uint32 effectBlock)[])"),
        bind<[](const View& v, Address operator_at, Address strategy) {
            return encumbered_magnitude(state(v), v.block(), operator_at, strategy);
        }>("getEncumberedMagnitude(address operator, address strategy) view returns (uint64)"),
        bind<[](const View& v, Address operator_at, Address strategy) {
            return allocatable_magnitude(state(v), v.block(), operator_at, strategy);
        }>("getAllocatableMagnitude(address operator, address strategy) view returns (uint64)"),
        bind<[](const View& v, Address operator_at, Address strategy) {
            return max_magnitude(state(v), operator_at, strategy);
        }>("getMaxMagnitude(address operator, address strategy) view returns (uint64)"),
        bind<[](const View& v, Address operator_at, Addresses strategies) {
            std::vector<Magnitude> out;
            out.reserve(strategies.size());
            for (const Address& strategy : strategies) {
                out.push_back(max_magnitude(state(v), operator_at, strategy));
            }
            return out;
        }>("getMaxMagnitudes(address operator, address[] strategies) view returns (uint64[])"),
        bind<[](const View& v, Addresses operators, Address strategy) {
            std::vector<Magnitude> out;
            out.reserve(operators.size());
            for (const Address& operator_at : operators) {
                out.push_back(max_magnitude(state(v), operator_at, strategy));
            }
            return out;
        }>("getMaxMagnitudes(address[] operators, address strategy) view returns (uint64[])"),
        bind<[](const View& v, Address operator_at, Addresses strategies, std::uint32_t block) {
            std::vector<Magnitude> out;
            out.reserve(strategies.size());
            for (const Address& strategy : strategies) {
                out.push_back(max_magnitude_at_block(state(v), operator_at, strategy, block));
            }
            return out;
        }>("getMaxMagnitudesAtBlock(address operator, address[] strategies, uint32 blockNumber) "
           "view returns (uint64[])"),
    };
}

}  // namespace

const Face& allocation_manager_face() {
    static const Face face("AllocationManager",
                           {pausable_functions(), rules(), fixed(), views_of_sets(),
                            views_of_operators(), views_of_allocations()});
    return face;
}

}  // namespace aq::eigenlayer
