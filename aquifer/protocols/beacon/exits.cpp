// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/exits.hpp>

#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

/// compute_activation_exit_epoch.
constexpr std::uint64_t earliest_after(std::uint64_t epoch) {
    return epoch + kActivationExitDelay;
}

/// The members of one run begin to leave; they become as many runs as there are epochs in which
/// they leave.
void initiate_exit_of_run(Feed& f, std::size_t position, Gwei churn) {
    const Run run = f.registry.runs()[position];
    if (run.each.exit_epoch != kFar) return;
    std::vector<Run> parts;
    for (const Departure& d : take(f.exits, {run.each.effective(), run.n}, f.epoch(), churn)) {
        Run part{d.n, run.each};
        part.each.exit_epoch = d.epoch;
        part.each.withdrawable_epoch = d.epoch + kMinWithdrawabilityDelay;
        parts.push_back(part);
    }
    f.registry.replace(position, parts);
}

Slashed& slashed_in(Feed& f, std::uint64_t epoch) {
    if (f.slashings.empty() || f.slashings.back().epoch != epoch)
        f.slashings.push_back({epoch, {}});
    return f.slashings.back();
}

void slash_members(Feed& f, Validator& v, std::uint64_t n) {
    v.slashed = true;
    v.withdrawable_epoch = std::max(v.withdrawable_epoch, f.epoch() + kEpochsPerSlashingsVector);
    const Gwei penalty(v.effective().raw / kMinSlashingPenaltyQuotient);
    const Gwei lost = std::min(penalty, v.balance);
    v.balance = v.balance - lost;
    Slashed& window = slashed_in(f, f.epoch());
    window.sum = window.sum + Gwei(n * v.effective().raw);
    f.counters.burned = f.counters.burned + Gwei(n * lost.raw);
    // WHISTLEBLOWER_REWARD_QUOTIENT is the same 4,096.
    f.counters.issued = f.counters.issued + Gwei(n * penalty.raw);
    f.carry = f.carry + Gwei(n * penalty.raw);
}

}  // namespace

std::vector<Departure> take(ChurnQueue& queue, const Leaving& leaving, std::uint64_t epoch,
                            Gwei churn) {
    AQ_ASSERT(!churn.is_zero());
    if (queue.earliest_epoch < earliest_after(epoch)) {
        queue = {earliest_after(epoch), churn};
    }
    std::vector<Departure> out;
    const std::uint64_t amount = leaving.amount.raw;
    for (std::uint64_t left = leaving.n; left > 0;) {
        const std::uint64_t fit = amount == 0 ? left : std::min(left, queue.room.raw / amount);
        if (fit > 0) {
            queue.room = queue.room - Gwei(fit * amount);
            out.push_back({queue.earliest_epoch, fit});
            left -= fit;
            continue;
        }
        // The last epoch of those that the amount spans is the one of the departure.
        const std::uint64_t more = (amount - queue.room.raw - 1) / churn.raw + 1;
        queue.earliest_epoch += more;
        queue.room = queue.room + Gwei(more * churn.raw);
    }
    return out;
}

void initiate_exit(Feed& f, const IndexRange& range) {
    const Gwei churn = churn_of(f).exit;
    f.registry.for_each_isolated(range,
                                 [&](std::size_t run) { initiate_exit_of_run(f, run, churn); });
}

void slash(Feed& f, const IndexRange& range) {
    const Gwei churn = churn_of(f).exit;
    f.registry.for_each_isolated(range, [&](std::size_t first) {
        if (!f.registry.runs()[first].each.slashable(f.epoch())) return;
        const std::size_t before = f.registry.runs().size();
        initiate_exit_of_run(f, first, churn);
        const std::size_t end = first + 1 + f.registry.runs().size() - before;
        for (std::size_t i = first; i < end; ++i) {
            Run& run = f.registry.runs()[i];
            slash_members(f, run.each, run.n);
        }
    });
}

Gwei correlation_penalty_down(const Feed& f, std::uint64_t active_increments) {
    std::uint64_t sum = 0;
    for (const Slashed& s : f.slashings) sum += s.sum.raw;
    const std::uint64_t adjusted =
        std::min(kProportionalSlashingMultiplier * sum, active_increments * kIncrementGwei);
    return Gwei(adjusted / active_increments);
}

void reset_slashings(Feed& f, std::uint64_t epoch) {
    std::erase_if(f.slashings, [&](const Slashed& s) {
        return s.epoch + kEpochsPerSlashingsVector <= epoch + 1;
    });
}

}  // namespace aq::beacon
