// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/beacon.hpp>

#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::insight {

BeaconFacts beacon_facts(const stack::World& world) {
    const aq::beacon::Feed& f = *world.beacon.feed;
    const std::uint64_t slot =
        (world.block.time - f.config.genesis_time) / aq::beacon::kSecondsPerSlot;
    BeaconFacts out{.slot = slot,
                    .epoch = slot / aq::beacon::kSlotsPerEpoch,
                    .finalized_epoch = f.finality.finalized_epoch,
                    .genesis_time = f.config.genesis_time,
                    .validators = 0,
                    .active_gwei = aq::beacon::total_active(f, f.epoch()).raw,
                    .balance_gwei = aq::beacon::sum_of_balances(f).raw,
                    .pending_deposits = 0,
                    .pending_deposits_gwei = 0,
                    .pending_partial_withdrawals = f.pending_partials.size(),
                    .pending_consolidations = f.pending_consolidations.size(),
                    .next_exit_epoch = std::max(f.exits.earliest_epoch,
                                                f.epoch() + aq::beacon::kActivationExitDelay),
                    .issued_gwei = f.counters.issued.raw,
                    .burned_gwei = f.counters.burned.raw,
                    .withdrawn_gwei = f.counters.withdrawn.raw,
                    .pools = {}};
    for (const aq::beacon::PendingDeposit& deposit : f.pending_deposits) {
        out.pending_deposits += deposit.n;
        out.pending_deposits_gwei += deposit.n * deposit.amount.raw;
    }
    for (std::uint32_t i = 0; i < f.pools.size(); ++i) {
        const aq::beacon::PoolView view = aq::beacon::pool_view(f, i);
        out.validators += view.validators;
        out.pools.push_back({.name = f.pools[i].name,
                             .withdrawal_address = f.pools[i].withdrawal_address,
                             .validators = view.validators,
                             .balance_gwei = view.balance.raw,
                             .effective_gwei = view.effective.raw,
                             .withdrawn_gwei = view.withdrawn.raw,
                             .pending_gwei = view.pending.raw});
    }
    return out;
}

}  // namespace aq::insight
