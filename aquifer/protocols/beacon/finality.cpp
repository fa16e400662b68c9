// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/epoch.hpp>

namespace aq::beacon {

Finality justified(const Finality& before, std::uint64_t epoch, const TargetVotes& votes) {
    // Genesis is its own justification: process_justification_and_finalization waits two epochs.
    if (epoch <= 1) return before;
    Finality now = before;
    now.previous_justified_epoch = before.current_justified_epoch;
    std::uint8_t bits = (before.justification_bits << 1U) & 0xfU;
    if (3 * votes.previous >= 2 * votes.active) {
        now.current_justified_epoch = epoch - 1;
        bits |= 2U;
    }
    if (3 * votes.current >= 2 * votes.active) {
        now.current_justified_epoch = epoch;
        bits |= 1U;
    }
    now.justification_bits = bits;

    const std::uint64_t old_previous = before.previous_justified_epoch;
    const std::uint64_t old_current = before.current_justified_epoch;
    const auto all = [bits](unsigned mask) { return (bits & mask) == mask; };
    // Each overrides the one before.
    if (all(0b1110) && old_previous + 3 == epoch) now.finalized_epoch = old_previous;
    if (all(0b0110) && old_previous + 2 == epoch) now.finalized_epoch = old_previous;
    if (all(0b0111) && old_current + 2 == epoch) now.finalized_epoch = old_current;
    if (all(0b0011) && old_current + 1 == epoch) now.finalized_epoch = old_current;
    return now;
}

bool in_leak(const Finality& finality, std::uint64_t epoch) {
    const std::uint64_t previous = epoch == 0 ? 0 : epoch - 1;
    return previous > finality.finalized_epoch &&
           previous - finality.finalized_epoch > kMinEpochsToInactivityPenalty;
}

}  // namespace aq::beacon
