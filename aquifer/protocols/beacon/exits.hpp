// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Leaving the set of active validators: the queues of exits and consolidations, and slashing.

#include <aquifer/protocols/beacon/feed.hpp>

namespace aq::beacon {

/// n that leave in the same epoch.
struct Departure {
    std::uint64_t epoch = 0;
    std::uint64_t n = 0;
    friend bool operator==(const Departure&, const Departure&) = default;
};

/// Who asks for a place in a queue: n, one after the other, each with this much effective balance.
struct Leaving {
    Gwei amount;
    std::uint64_t n = 1;
};

/// compute_exit_epoch_and_update_churn, and the same for consolidations, n times. `churn` is more
/// than zero.
std::vector<Departure> take(ChurnQueue& queue, const Leaving& leaving, std::uint64_t epoch,
                            Gwei churn);

/// initiate_validator_exit for the validators of a range in index order. Those that are exiting
/// already stay as they are.
void initiate_exit(Feed& f, const IndexRange& range);

/// slash_validator for the slashable validators of a range in index order; the others stay as they
/// are. The whistleblower's reward goes to the carry, because nobody knows who proposes.
void slash(Feed& f, const IndexRange& range);

/// process_slashings at the end of the epoch: what each increment of a validator in the middle of
/// its withdrawability delay loses.
Gwei correlation_penalty_down(const Feed& f, std::uint64_t active_increments);
/// process_slashings_reset: the oldest epoch leaves the window.
void reset_slashings(Feed& f, std::uint64_t epoch);

}  // namespace aq::beacon
