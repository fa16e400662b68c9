// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/epoch.hpp>

#include <aquifer/protocols/beacon/exits.hpp>
#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

/// Participation flags of the epoch that ends: there are none for who is slashed or not active.
std::uint8_t current_flags(const Validator& v, std::uint64_t epoch) {
    return v.active(epoch) && !v.slashed ? flags_of(v.duty) : 0;
}

bool counts_for(const Performance& p, const Validator& v, std::uint64_t epoch) {
    return epoch < v.exit_epoch && (p.every_pool || p.pool == v.pool);
}

void perform(Feed& f, const Performance& p) {
    std::vector<std::uint64_t> left(f.pools.size());
    for (const Run& run : f.registry.runs()) {
        if (counts_for(p, run.each, f.epoch())) left[run.each.pool] += run.n;
    }
    constexpr std::uint64_t kWhole = 10'000;
    for (std::uint64_t& n : left) n = n * p.share_bps / kWhole;
    for (std::size_t i = 0; i < f.registry.runs().size(); ++i) {
        const Run& run = f.registry.runs()[i];
        if (!counts_for(p, run.each, f.epoch())) continue;
        const std::uint64_t n = std::min(run.n, left[run.each.pool]);
        if (n == 0) continue;
        left[run.each.pool] -= n;
        f.registry.isolate({i, 0}, n);
        f.registry.runs()[i].each.duty = p.duty;
    }
}

}  // namespace

void update_registry(Feed& f) {
    const std::uint64_t epoch = f.epoch();
    std::uint64_t index = 0;
    // By index, because an ejection cuts its run into pieces.
    for (std::size_t i = 0; i < f.registry.runs().size(); ++i) {
        Validator& v = f.registry.runs()[i].each;
        const IndexRange members{index, f.registry.runs()[i].n};
        index += members.n;
        if (v.activation_eligibility_epoch == kFar && v.increments >= kMinActivation) {
            v.activation_eligibility_epoch = epoch + 1;
        } else if (v.active(epoch) && v.increments <= kEjection) {
            if (v.exit_epoch != kFar) continue;
            const std::size_t before = f.registry.runs().size();
            initiate_exit(f, members);
            i += f.registry.runs().size() - before;
        } else if (v.activation_epoch == kFar &&
                   v.activation_eligibility_epoch <= f.finality.finalized_epoch) {
            v.activation_epoch = epoch + kActivationExitDelay;
        }
    }
}

std::uint32_t with_hysteresis(const Validator& v) {
    const Gwei effective = v.effective();
    if (v.balance + kHysteresisDown < effective || effective + kHysteresisUp < v.balance) {
        const std::uint64_t whole = v.balance.raw / kIncrementGwei;
        return static_cast<std::uint32_t>(std::min<std::uint64_t>(whole, v.cap()));
    }
    return v.increments;
}

void update_effective_balances(Feed& f) {
    const std::uint64_t epoch = f.epoch();
    for (Run& run : f.registry.runs()) {
        run.each.increments = with_hysteresis(run.each);
        run.each.previous_flags = current_flags(run.each, epoch);
    }
}

void process_epoch(Feed& f) {
    const std::uint64_t epoch = f.epoch();
    const Participation did = participation_of(f);
    const Churn churn = churn_of(f.config.fork, Gwei(did.active * kIncrementGwei));
    f.finality = justified(
        f.finality, epoch,
        {.active = did.active, .previous = did.previous[1], .current = did.current_target});
    accrue(f, did, {.first = epoch, .count = 1});
    update_registry(f);
    process_pending_deposits(f, churn.activation);
    process_pending_consolidations(f);
    update_effective_balances(f);
    reset_slashings(f, epoch);
    f.registry.merge();
}

void assign_duties(Feed& f, bool even_without_change) {
    const std::uint64_t epoch = f.epoch();
    const bool change = std::ranges::any_of(
        f.performances, [&](const Performance& p) { return p.from == epoch || p.until == epoch; });
    if (!change && !even_without_change) return;
    std::erase_if(f.performances, [&](const Performance& p) { return p.until <= epoch; });
    for (Run& run : f.registry.runs()) run.each.duty = Duty::kOnline;
    for (const Performance& p : f.performances) {
        if (p.from <= epoch) perform(f, p);
    }
    f.registry.merge();
}

}  // namespace aq::beacon
