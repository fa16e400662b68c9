// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/advance.hpp>
#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/exits.hpp>
#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

/// A step ends before an epoch in which something changes what validators earn, so that the epoch
/// itself is the first of the next step.
struct Horizon {
    std::uint64_t first = 0;
    std::uint64_t epochs = 0;

    void end_before(std::uint64_t epoch) {
        if (epoch > first) epochs = std::min(epochs, epoch - first);
    }
};

/// Whether the validator will go on as it is: its votes of the epoch before are those of its duty,
/// and nothing is left of a leak.
bool is_steady(const Validator& v, std::uint64_t epoch) {
    if (v.inactivity_score > 0) return false;
    const bool judged = epoch > 0 && v.active(epoch - 1) && !v.slashed;
    return !judged || v.previous_flags == flags_of(v.duty);
}

/// Validators that wait for activation have their effective balance updated each epoch, or a
/// deposit in two parts would wait for the end of the step.
void update_waiting(Feed& f) {
    for (Run& run : f.registry.runs()) {
        if (run.each.activation_epoch == kFar) run.each.increments = with_hysteresis(run.each);
    }
}

}  // namespace

std::uint64_t fast_epochs(const Feed& f, std::uint64_t limit) {
    if (f.config.lottery) return 1;
    const std::uint64_t epoch = f.epoch();
    Horizon horizon{epoch, std::min(limit, kEpochsPerDay)};
    const Participation did = participation_of(f);
    if (3 * did.current_target < 2 * did.active) return 1;
    if (f.finality.finalized_epoch + 3 < epoch) return 1;
    for (const Run& run : f.registry.runs()) {
        if (!is_steady(run.each, epoch)) return 1;
        if (!run.each.slashed) continue;
        const std::uint64_t middle = run.each.withdrawable_epoch - kEpochsPerSlashingsVector / 2;
        if (middle == epoch) return 1;
        horizon.end_before(middle);
    }
    for (const Performance& p : f.performances) {
        horizon.end_before(p.from);
        horizon.end_before(p.until);
    }
    return horizon.epochs;
}

std::vector<Withdrawal> step_fast(Feed& f, std::uint64_t epochs) {
    AQ_ASSERT(f.slot % kSlotsPerEpoch == 0 && epochs > 1);
    const std::uint64_t first = f.epoch();
    const Participation did = participation_of(f);
    const Churn churn = churn_of(f.config.fork, Gwei(did.active * kIncrementGwei));
    TargetVotes votes{
        .active = did.active, .previous = did.previous[1], .current = did.current_target};
    for (std::uint64_t epoch = first; epoch < first + epochs; ++epoch) {
        f.slot = epoch * kSlotsPerEpoch + kSlotsPerEpoch - 1;
        f.finality = justified(f.finality, epoch, votes);
        votes.previous = votes.current;
        update_registry(f);
        process_pending_deposits(f, churn.activation);
        process_pending_consolidations(f);
        update_waiting(f);
        reset_slashings(f, epoch);
    }
    // Now it is known who became active or left within the step, and when.
    accrue(f, did, {.first = first, .count = epochs});
    update_effective_balances(f);
    Sweep sweep(f);
    sweep.block(WithdrawalLimits{}.times(epochs * kSlotsPerEpoch));
    f.registry.merge();
    ++f.slot;
    assign_duties(f, false);
    return sweep.paid();
}

}  // namespace aq::beacon
