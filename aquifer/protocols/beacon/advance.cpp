// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/advance.hpp>

#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

/// The block at the slot becomes the parent of the next. Who proposes is not drawn: index 0.
void seal(Feed& f, Archive* archive) {
    const Header header{.slot = f.slot, .parent_root = f.parent_root};
    if (!f.config.proofs) {
        f.parent_root = root_of(header);
        return;
    }
    AQ_ASSERT(archive != nullptr);
    f.parent_root = archive->seal(f, header);
}

void next_slot(Feed& f) {
    const bool last = f.slot % kSlotsPerEpoch == kSlotsPerEpoch - 1;
    if (last) process_epoch(f);
    ++f.slot;
    if (last) assign_duties(f, false);
}

/// Slots up to the end of the epoch or of the count, whichever comes first. Answers their number.
std::uint64_t advance_within_epoch(Feed& f, std::uint64_t slots, Advanced& out, bool last,
                                   Archive* archive) {
    const std::uint64_t n = std::min(slots, kSlotsPerEpoch - f.slot % kSlotsPerEpoch);
    Sweep sweep(f);
    for (std::uint64_t i = 0; i + 1 < n; ++i) {
        sweep.block({});
        ++f.slot;
    }
    sweep.block({});
    out.withdrawals.insert(out.withdrawals.end(), sweep.paid().begin(), sweep.paid().end());
    if (last && n == slots) seal(f, archive);
    if (f.slot % kSlotsPerEpoch == kSlotsPerEpoch - 1) ++out.exact_epochs;
    next_slot(f);
    return n;
}

}  // namespace

Payload next_payload(const Feed& f) {
    // A copy takes some microseconds and spares a second way to work out the withdrawals.
    Feed trial = f;
    Sweep sweep(trial);
    sweep.block({});
    return {.slot = f.slot,
            .time = time_of(f.config, f.slot),
            .parent_root = f.parent_root,
            .withdrawals = sweep.paid()};
}

Payload advance_slot(Feed& f, const Requests& requests, Archive* archive) {
    Payload out{.slot = f.slot,
                .time = time_of(f.config, f.slot),
                .parent_root = f.parent_root,
                .withdrawals = {}};
    Sweep sweep(f);
    sweep.block({});
    out.withdrawals = sweep.paid();
    process(f, requests);
    seal(f, archive);
    next_slot(f);
    return out;
}

Advanced advance(Feed& f, const Span& span, Mode mode, Archive* archive) {
    Advanced out;
    out.mode = mode;
    for (std::uint64_t left = span.slots; left > 0;) {
        const std::uint64_t epochs = f.slot % kSlotsPerEpoch == 0 ? left / kSlotsPerEpoch : 0;
        const std::uint64_t together =
            mode == Mode::kFast && epochs > 1 ? fast_epochs(f, epochs) : 1;
        if (together == 1) {
            left -= advance_within_epoch(f, left, out, true, archive);
            continue;
        }
        const std::vector<Withdrawal> paid = step_fast(f, together);
        out.withdrawals.insert(out.withdrawals.end(), paid.begin(), paid.end());
        ++out.fast_steps;
        left -= together * kSlotsPerEpoch;
        if (left == 0) {
            --f.slot;
            seal(f, archive);
            ++f.slot;
        }
    }
    return out;
}

}  // namespace aq::beacon
