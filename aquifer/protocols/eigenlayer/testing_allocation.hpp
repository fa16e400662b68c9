// SPDX-License-Identifier: Apache-2.0
#pragma once

/// For tests of the AllocationManager: an AVS with operator set 1 over two strategies, a registrar
/// and a slasher, and an operator whose allocations take effect at once.

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/moves_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <utility>

namespace aq::eigenlayer::testing {

namespace am = allocation_manager;

/// The sandbox's block.
inline constexpr std::uint32_t kNow = 20'000'000;
/// Mainnet's, in blocks.
inline constexpr std::uint32_t kDeallocationDelay = 100'800;
/// A whole magnitude.
inline constexpr std::uint64_t kOne = 1'000'000'000'000'000'000ULL;

class AllocationWorld {
protected:
    Sandbox box;
    const Address manager = box.at.allocation_manager;
    const Address avs = Sandbox::account("avs");
    const Address slasher = Sandbox::account("slasher");
    const Address alice = Sandbox::account("alice");
    const Address bob = Sandbox::account("bob");
    const Address registrar = box.registrar("registrar");
    const OperatorSet set{avs, 1};
    /// Two strategies in ascending order.
    Address low = box.strategy("strategy 1", box.token("token 1"));
    Address high = box.strategy("strategy 2", box.token("token 2"));

    template <class Rule, class... Args>
    auto as(const Address& sender, Rule rule, Args... args) {
        return box.call(rule, sender, manager, std::move(args)...);
    }

    AllocationWorld() {
        if (high < low) std::swap(low, high);
        must(as(avs, am::update_avs_metadata_uri, avs, std::string("avs")));
        must(as(avs, am::set_avs_registrar, avs, registrar));
        must(create(1, {low, high}));
        must(become_operator(alice, 0));
    }
    static void must(const Result<void>& result) { AQ_ASSERT(result.has_value()); }

    Result<void> become_operator(const Address& account, std::uint32_t delay) {
        return box.call(delegation_manager::register_as_operator, account,
                        box.at.delegation_manager, kZeroAddress, delay, std::string());
    }
    Result<void> create(std::uint32_t id, std::vector<Address> strategies) {
        return as(avs, am::create_operator_sets, avs,
                  std::vector<CreateSetParamsV2>{{id, std::move(strategies), slasher}});
    }
    Result<void> create_redistributing(std::uint32_t id, std::vector<Address> strategies,
                                       const Address& recipient) {
        return as(avs, am::create_redistributing_operator_sets, avs,
                  std::vector<CreateSetParamsV2>{{id, std::move(strategies), slasher}},
                  std::vector<Address>{recipient});
    }
    Result<void> join(const Address& operator_at, std::vector<std::uint32_t> ids) {
        return as(operator_at, am::register_for_operator_sets, operator_at,
                  RegisterParams{avs, std::move(ids), {}});
    }
    Result<void> leave(const Address& operator_at, std::vector<std::uint32_t> ids) {
        return as(operator_at, am::deregister_from_operator_sets,
                  DeregisterParams{operator_at, avs, std::move(ids)});
    }
    Result<void> allocate(const Address& operator_at, const OperatorSet& to,
                          const Address& strategy, std::uint64_t magnitude) {
        return as(operator_at, am::modify_allocations, operator_at,
                  std::vector<AllocateParams>{{to, {strategy}, {Magnitude(magnitude)}}});
    }
    Result<void> clear(const Address& operator_at, const Address& strategy, std::uint16_t most) {
        return as(bob, am::clear_deallocation_queue, operator_at, std::vector<Address>{strategy},
                  std::vector<std::uint16_t>{most});
    }
    Result<std::tuple<u256, std::vector<Shares>>> slash(const Address& operator_at,
                                                        std::vector<Address> strategies,
                                                        std::vector<u256> wads) {
        return as(slasher, am::slash_operator, avs,
                  SlashingParams{operator_at, 1, std::move(strategies), std::move(wads), "why"});
    }

    void pause(unsigned bit) {
        must(box.call(eigenlayer::pause, Sandbox::account("pauser"), manager, u256(1U) << bit));
    }
    /// Gives an appointee the permission to call one function of the AllocationManager.
    void appoint(const Address& account, const Address& appointee, const Selector& selector) {
        must(box.call(permission_controller::set_appointee, account, box.at.permission_controller,
                      account, appointee, manager, selector));
    }
    void give_shares(const Address& operator_at, const Address& strategy, const u256& shares) {
        move::set_operator_shares(box.undo, box.s.delegation, StrategyKey(operator_at, strategy),
                                  Shares(shares));
        box.undo.commit();
    }
    /// Puts an operator's magnitudes in set 1 where a worked example starts.
    struct Position {
        std::uint64_t current = 0;
        std::int64_t pending = 0;
        std::uint64_t encumbered = 0;
        std::uint64_t max = 0;
    };
    void place(const Address& operator_at, const Address& strategy, const Position& at) {
        const StrategyKey key(operator_at, strategy);
        Allocation allocation{Magnitude(at.current), 0, at.pending};
        if (at.pending != 0) allocation.effect_block = box.block.number32() + 100;
        move::set_allocation(box.undo, box.s, operator_at, set, strategy, allocation);
        move::set_encumbered(box.undo, box.s, key, Magnitude(at.encumbered));
        move::lower_max_magnitude(box.undo, box.s, key, box.block.number32() - 1,
                                  Magnitude(at.max));
        if (at.pending < 0) move::queue_deallocation(box.undo, box.s, key, set);
        box.undo.commit();
    }

    [[nodiscard]] Allocation stored(const Address& operator_at, const OperatorSet& of,
                                    const Address& strategy) const {
        return box.s.allocations.allocations[AllocationKey(operator_at, of, strategy)];
    }
    [[nodiscard]] std::uint64_t max(const Address& operator_at, const Address& strategy) const {
        return am::max_magnitude(box.s, operator_at, strategy).raw;
    }
    [[nodiscard]] std::uint64_t encumbered(const Address& operator_at,
                                           const Address& strategy) const {
        return box.s.allocations.encumbered[StrategyKey(operator_at, strategy)].raw;
    }
    [[nodiscard]] std::uint64_t current(const Address& operator_at, const OperatorSet& of,
                                        const Address& strategy) const {
        return am::evaluated(box.s, box.block, operator_at, of, strategy).allocation.current.raw;
    }
};

}  // namespace aq::eigenlayer::testing
