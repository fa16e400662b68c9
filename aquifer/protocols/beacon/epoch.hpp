// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What happens at the end of an epoch, part by part. All parts work on the epoch of the feed's
/// slot, which is still the epoch's last.

#include <aquifer/protocols/beacon/feed.hpp>

namespace aq::beacon {

/// Increments of stake by what they did, at the end of an epoch.
struct Participation {
    /// Active in the epoch; at least one.
    std::uint64_t active = 1;
    /// Active, not slashed, and on duty or not in the epoch.
    std::uint64_t online = 0;
    std::uint64_t offline = 0;
    /// The same times the weights of the votes they cast.
    std::uint64_t weighted = 0;
    /// By flag (source, target, head) of the epoch before; each at least one.
    std::array<std::uint64_t, 3> previous{};
    /// With the target flag of the epoch itself; at least one.
    std::uint64_t current_target = 1;
};
Participation participation_of(const Feed& f);

/// weigh_justification_and_finalization for the end of an epoch.
struct TargetVotes {
    std::uint64_t active = 0;
    std::uint64_t previous = 0;
    std::uint64_t current = 0;
};
Finality justified(const Finality& before, std::uint64_t epoch, const TargetVotes& votes);
/// is_in_inactivity_leak at the end of an epoch.
bool in_leak(const Finality& finality, std::uint64_t epoch);

/// Several epochs taken as one: `count` is 1 in the exact mode.
struct Step {
    std::uint64_t first = 0;
    std::uint64_t count = 1;
};
/// Income of proposers and sync committees (spread over all who are online), inactivity scores,
/// rewards and penalties for attestations, and correlation penalties. In a step of several epochs
/// each is worked out once and taken as often as the validator was active; the caller has seen to
/// it that there is no leak, no score and no correlation penalty within the step.
void accrue(Feed& f, const Participation& did, const Step& step);

/// process_registry_updates.
void update_registry(Feed& f);
/// process_pending_deposits.
void process_pending_deposits(Feed& f, Gwei activation_churn);
/// process_pending_consolidations.
void process_pending_consolidations(Feed& f);
/// The effective balance that a balance leads to, in increments.
std::uint32_t with_hysteresis(const Validator& v);
/// process_effective_balance_updates and process_participation_flag_updates.
void update_effective_balances(Feed& f);

/// process_epoch: everything above in its order. The slot does not move.
void process_epoch(Feed& f);
/// Work out anew who does which duties, if a performance begins or ends in the slot's epoch or if
/// asked to.
void assign_duties(Feed& f, bool even_without_change);

}  // namespace aq::beacon
