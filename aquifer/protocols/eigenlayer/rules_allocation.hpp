// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The AllocationManager.

#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

#include <tuple>

namespace aq::eigenlayer::allocation_manager {

// An operator, or who may act for it

Result<void> set_allocation_delay(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                  std::uint32_t delay);
Result<void> register_for_operator_sets(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                        RegisterParams params);
/// The AVS may do this too.
Result<void> deregister_from_operator_sets(Tx& tx, Ports& ports, const Call& call,
                                           DeregisterParams params);
Result<void> modify_allocations(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                std::vector<AllocateParams> params);
/// Anyone.
Result<void> clear_deallocation_queue(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                      std::vector<Address> strategies,
                                      std::vector<std::uint16_t> counts);

// An AVS, or who may act for it

Result<void> update_avs_metadata_uri(Tx& tx, Ports& ports, const Call& call, Address avs,
                                     std::string metadata_uri);
Result<void> set_avs_registrar(Tx& tx, Ports& ports, const Call& call, Address avs,
                               Address registrar);
Result<void> create_operator_sets(Tx& tx, Ports& ports, const Call& call, Address avs,
                                  std::vector<CreateSetParamsV2> params);
/// The form that names no slasher: the AVS slashes.
Result<void> create_operator_sets_legacy(Tx& tx, Ports& ports, const Call& call, Address avs,
                                         std::vector<CreateSetParams> params);
Result<void> create_redistributing_operator_sets(Tx& tx, Ports& ports, const Call& call,
                                                 Address avs, std::vector<CreateSetParamsV2> params,
                                                 std::vector<Address> recipients);
Result<void> create_redistributing_operator_sets_legacy(Tx& tx, Ports& ports, const Call& call,
                                                        Address avs,
                                                        std::vector<CreateSetParams> params,
                                                        std::vector<Address> recipients);
Result<void> add_strategies_to_operator_set(Tx& tx, Ports& ports, const Call& call, Address avs,
                                            std::uint32_t set_id, std::vector<Address> strategies);
Result<void> remove_strategies_from_operator_set(Tx& tx, Ports& ports, const Call& call,
                                                 Address avs, std::uint32_t set_id,
                                                 std::vector<Address> strategies);
Result<void> update_slasher(Tx& tx, Ports& ports, const Call& call, OperatorSet set,
                            Address slasher_at);
/// Anyone, for sets that have no slasher yet.
Result<void> migrate_slashers(Tx& tx, Ports& ports, const Call& call,
                              std::vector<OperatorSet> sets);

// The slasher of a set

/// Returns the slash's id and, for each strategy, the shares to burn or redistribute.
Result<std::tuple<u256, std::vector<Shares>>> slash_operator(Tx& tx, Ports& ports, const Call& call,
                                                             Address avs, SlashingParams params);

// Shared by the rules

// Pause bits.
inline constexpr unsigned kPausedModifyAllocations = 0;
inline constexpr unsigned kPausedSlashing = 1;
inline constexpr unsigned kPausedRegistration = 2;

// What an AVS's registrar is called with (IAVSRegistrar).
inline constexpr Selector kSupportsAvs = "0xb5265787"_selector;
inline constexpr Selector kRegisterOperator = "0xc63fd502"_selector;
inline constexpr Selector kDeregisterOperator = "0x303ca956"_selector;
/// The permission that made a slasher before operator sets had one of their own.
inline constexpr Selector kSlashOperator = "0x36352057"_selector;

/// Whose allocation, to which set, of which strategy.
struct AllocationOf {
    Address operator_at;
    OperatorSet set;
    Address strategy;
};
/// AllocationManager._updateAllocationInfo.
void store_allocation(Tx& tx, State& s, const AllocationOf& of, const EvaluatedAllocation& next);

}  // namespace aq::eigenlayer::allocation_manager
