// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_delegation.hpp>
#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>

namespace aq::eigenlayer::allocation_manager {

namespace {

/// What one strategy of a slash came to. `wad` is the fraction of all the operator's stake in it.
struct Slashed {
    u256 wad;
    Shares shares;
};

/// A fraction of a magnitude, at most all of it, so that a slash never rounds down to nothing.
Result<Magnitude> part_up(std::uint64_t magnitude, const u256& wad) {
    const u256 part = AQ_TRY(mul_wad_up(u256(magnitude), wad));
    return Magnitude(part.truncate_u64());
}

/// One strategy of AllocationManager._slashOperator, once its checks have passed.
Result<Slashed> slash_strategy(Tx& tx, Ports& ports, const AllocationOf& of, const u256& wad,
                               const u256& slash_id) {
    State& s = ports.self;
    const Address& self = s.at.allocation_manager;
    EvaluatedAllocation next = evaluated(s, tx.block, of.operator_at, of.set, of.strategy);
    Allocation& at = next.allocation;
    if (at.current.is_zero()) return Slashed{};

    const Magnitude slashed = AQ_TRY(part_up(at.current.raw, wad));
    const Magnitude previous_max = max_magnitude(s, of.operator_at, of.strategy);
    const Magnitude max = previous_max - slashed;
    at.current = at.current - slashed;
    next.encumbered = next.encumbered - slashed;

    // A deallocation under way frees less; an allocation under way is not touched.
    if (at.pending_diff < 0) {
        const auto pending = static_cast<std::uint64_t>(-at.pending_diff);
        at.pending_diff += static_cast<__int128>(AQ_TRY(part_up(pending, wad)).raw);
        tx.log(self, AllocationUpdated{of.operator_at, of.set, of.strategy,
                                       moved_by(at.current, at.pending_diff), at.effect_block});
    }
    store_allocation(tx, s, of, next);
    tx.log(self,
           AllocationUpdated{of.operator_at, of.set, of.strategy, at.current, tx.block.number32()});
    move::lower_max_magnitude(tx.undo, s, StrategyKey(of.operator_at, of.strategy),
                              tx.block.number32(), max);
    tx.log(self, MaxMagnitudeUpdated{of.operator_at, of.strategy, max});

    const Call to_delegation{
        .sender = self, .to = s.at.delegation_manager, .value = {}, .selector = {}};
    const Shares shares = AQ_TRY(
        delegation_manager::slash_operator_shares(tx, ports, to_delegation, of.operator_at, of.set,
                                                  slash_id, of.strategy, previous_max, max));
    return Slashed{AQ_TRY(div_wad_down(u256(slashed.raw), u256(previous_max.raw))), shares};
}

}  // namespace

/// AllocationManager.slashOperator.
Result<std::tuple<u256, std::vector<Shares>>> slash_operator(Tx& tx, Ports& ports, const Call& call,
                                                             Address avs, SlashingParams params) {
    State& s = ports.self;
    const OperatorSet set{avs, params.operatorSetId};
    const std::size_t n = params.strategies.size();
    AQ_TRY(only_when_not_paused(s, call.to, kPausedSlashing));
    AQ_REQUIRE(n == params.wadsToSlash.size(), error::InputArrayLengthMismatch);
    AQ_REQUIRE(is_operator_set(s, set), error::InvalidOperatorSet);
    AQ_REQUIRE(is_operator_slashable(s, tx.block, params.operatorAddress, set),
               error::OperatorNotSlashable);
    AQ_REQUIRE(call.sender == slasher(s, tx.block, set), error::InvalidCaller);

    // The id is used up even if nothing turns out to be slashed.
    const u256 slash_id = move::count_slash(tx.undo, s, set);
    std::vector<u256> wad_slashed(n);
    std::vector<Shares> shares(n);
    for (std::size_t i = 0; i < n; ++i) {
        const Address& strategy = params.strategies[i];
        const u256& wad = params.wadsToSlash[i];
        AQ_REQUIRE(i == 0 || strategy > params.strategies[i - 1],
                   error::StrategiesMustBeInAscendingOrder);
        AQ_REQUIRE(!wad.is_zero() && wad <= kWad, error::InvalidWadToSlash);
        AQ_REQUIRE(s.allocations.set_strategies.contains(set, strategy),
                   error::StrategyNotInOperatorSet);
        const Slashed slashed = AQ_TRY(
            slash_strategy(tx, ports, {params.operatorAddress, set, strategy}, wad, slash_id));
        wad_slashed[i] = slashed.wad;
        shares[i] = slashed.shares;
    }
    tx.log(call.to, OperatorSlashed{params.operatorAddress, set, std::move(params.strategies),
                                    std::move(wad_slashed), std::move(params.description)});
    return std::tuple(slash_id, std::move(shares));
}

}  // namespace aq::eigenlayer::allocation_manager
