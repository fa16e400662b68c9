// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/credentials.hpp>
#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

void increase(Feed& f, std::uint64_t validator, Gwei amount) {
    f.registry.edit({validator, 1}, [&](Validator& v) { v.balance = v.balance + amount; });
}

/// apply_pending_deposit for the first n of an entry whose key is not known: add_validator_to_
/// registry, or nothing if the signature is not valid.
void add_validators(Feed& f, const PendingDeposit& d, std::uint64_t n) {
    const Gwei sum(n * d.amount.raw);
    if (!d.signature_valid) {
        f.counters.lost = f.counters.lost + sum;
        return;
    }
    Validator v = new_validator(f, d.credentials, d.pool);
    v.balance = d.amount;
    const std::uint64_t whole = d.amount.raw / kIncrementGwei;
    v.increments = static_cast<std::uint32_t>(std::min<std::uint64_t>(whole, v.cap()));
    f.registry.append(v, n);
    f.keys.append(d.key, n);
    f.counters.entered = f.counters.entered + sum;
}

void top_up(Feed& f, const PendingDeposit& d, std::uint64_t validator) {
    increase(f, validator, d.amount);
    f.counters.entered = f.counters.entered + d.amount;
}

/// One pass over the queue.
struct Pass {
    Pass(Feed& feed, Gwei may_apply) : f(feed), room(may_apply) {}

    Feed& f;
    const Gwei room;
    Gwei processed;
    std::uint64_t handled = 0;
    bool churn_reached = false;
    std::vector<PendingDeposit> postponed;

    /// How many of the entry's deposits are done with; if not all, the pass is over.
    std::uint64_t handle(const PendingDeposit& d) {
        const std::uint64_t may = std::min(d.n, kMaxPendingDepositsPerEpoch - handled);
        const auto validator = f.keys.find(d.key);
        if (validator) {
            const Validator& v = f.registry[*validator];
            if (v.withdrawable_epoch <= f.epoch()) {
                top_up(f, d, *validator);
                return 1;
            }
            if (v.exit_epoch != kFar) {
                postponed.push_back(d);
                return 1;
            }
        }
        const std::uint64_t n = std::min(may, (room.raw - processed.raw) / d.amount.raw);
        churn_reached = n < may;
        if (n == 0) return 0;
        processed = processed + Gwei(n * d.amount.raw);
        if (validator) {
            top_up(f, d, *validator);
        } else {
            add_validators(f, d, n);
        }
        return n;
    }
};

}  // namespace

void process_pending_deposits(Feed& f, Gwei activation_churn) {
    const std::uint64_t finalized_slot = f.finality.finalized_epoch * kSlotsPerEpoch;
    Pass pass(f, f.deposit_balance_to_consume + activation_churn);
    std::size_t done = 0;
    while (done < f.pending_deposits.size() && pass.handled < kMaxPendingDepositsPerEpoch) {
        PendingDeposit& d = f.pending_deposits[done];
        if (d.slot > finalized_slot) break;
        const std::uint64_t n = pass.handle(d);
        pass.handled += n;
        if (n < d.n) {
            d.n -= n;
            if (d.key.derived) d.key.number += n;
            break;
        }
        ++done;
    }
    auto& queue = f.pending_deposits;
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(done));
    queue.insert(queue.end(), pass.postponed.begin(), pass.postponed.end());
    f.deposit_balance_to_consume = pass.churn_reached ? pass.room - pass.processed : Gwei();
}

void process_pending_consolidations(Feed& f) {
    std::size_t done = 0;
    for (const PendingConsolidation& c : f.pending_consolidations) {
        const Validator source = f.registry[c.source];
        if (!source.slashed) {
            if (source.withdrawable_epoch > f.epoch() + 1) break;
            // What is over the effective balance stays for the sweep.
            const Gwei moved = std::min(source.balance, source.effective());
            f.registry.edit({c.source, 1}, [&](Validator& v) { v.balance = v.balance - moved; });
            increase(f, c.target, moved);
        }
        ++done;
    }
    auto& queue = f.pending_consolidations;
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(done));
}

}  // namespace aq::beacon
