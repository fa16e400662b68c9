// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/commands.hpp>
#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/queries.hpp>
#include <aquifer/protocols/beacon/refuse.hpp>

#include <algorithm>

namespace aq::beacon::command {

namespace {

constexpr std::uint32_t kWholeBps = 10'000;

Answer<void> plan(Feed& f, Performance p, std::uint64_t epochs) {
    if (p.share_bps > kWholeBps) {
        return refuse("a share of " + words(std::uint64_t{p.share_bps}) +
                      " basis points is more than all: 0 to 10000 would be accepted");
    }
    if (p.from < f.epoch()) {
        return refuse("epoch " + words(p.from) + " is over: " + words(f.epoch()) +
                      " or later would be accepted");
    }
    if (epochs == 0 || epochs > kFar - p.from) {
        return refuse("a performance of " + words(epochs) +
                      " epochs cannot be: 1 or more would be accepted");
    }
    p.until = p.from + epochs;
    f.performances.push_back(p);
    if (p.from == f.epoch()) assign_duties(f, true);
    return {};
}

/// A member of the background pool whose stake may be changed at will.
bool is_background(const Validator& v, std::uint32_t pool, std::uint64_t epoch) {
    return v.pool == pool && v.active(epoch) && v.exit_epoch == kFar;
}

}  // namespace

Answer<void> perform(Feed& f, std::string_view pool_name, const Duties& duties) {
    const auto pool = find_pool(f, pool_name);
    if (!pool) {
        return refuse("there is no pool \"" + std::string(pool_name) + "\" to perform");
    }
    return plan(f,
                {.pool = *pool,
                 .every_pool = false,
                 .share_bps = duties.share_bps,
                 .duty = duties.duty,
                 .from = duties.from,
                 .until = 0},
                duties.epochs);
}

Answer<void> offline(Feed& f, std::uint32_t share_bps, std::uint64_t epochs) {
    return plan(f,
                {.pool = 0,
                 .every_pool = true,
                 .share_bps = share_bps,
                 .duty = Duty::kOffline,
                 .from = f.epoch(),
                 .until = 0},
                epochs);
}

Answer<void> scale_total(Feed& f, Gwei total) {
    const auto pool = find_pool(f, kBackground);
    if (!pool) return refuse("there is no pool \"background\" to scale: add one first");
    const std::uint64_t epoch = f.epoch();
    std::uint64_t members = 0;
    std::uint64_t others = 0;
    std::uint32_t cap = kMaxCompounding;
    for (const Run& run : f.registry.runs()) {
        if (is_background(run.each, *pool, epoch)) {
            members += run.n;
            cap = std::min(cap, run.each.cap());
        } else if (run.each.active(epoch)) {
            others += run.n * run.each.increments;
        }
    }
    // One more than the ejection balance, or they would leave.
    const std::uint64_t least = others + members * (kEjection + 1);
    const std::uint64_t most = others + members * cap;
    const std::uint64_t wished = total.raw / kIncrementGwei;
    if (members == 0 || total.raw % kIncrementGwei != 0 || wished < least || wished > most) {
        return refuse("a total of " + words(total) + " cannot be reached with " + words(members) +
                      " background validators: whole ether from " + words(least) + " to " +
                      words(most) + " would be accepted");
    }
    const std::uint64_t each = (wished - others) / members;
    std::uint64_t with_more = (wished - others) % members;
    Gwei before;
    Gwei after;
    for (std::size_t i = 0; i < f.registry.runs().size(); ++i) {
        const Run run = f.registry.runs()[i];
        if (!is_background(run.each, *pool, epoch)) continue;
        const std::uint64_t n = with_more == 0 ? run.n : std::min(run.n, with_more);
        f.registry.isolate({i, 0}, n);
        Validator& v = f.registry.runs()[i].each;
        before = before + Gwei(n * v.balance.raw);
        v.increments = static_cast<std::uint32_t>(each + (with_more > 0 ? 1 : 0));
        v.balance = v.effective();
        after = after + Gwei(n * v.balance.raw);
        with_more -= std::min(with_more, n);
    }
    f.counters.entered = f.counters.entered + after - before;
    f.registry.merge();
    return {};
}

}  // namespace aq::beacon::command
