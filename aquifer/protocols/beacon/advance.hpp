// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Time passes: one block, or many epochs at once.

#include <aquifer/protocols/beacon/archive.hpp>
#include <aquifer/protocols/beacon/requests.hpp>
#include <aquifer/protocols/beacon/withdrawals.hpp>

namespace aq::beacon {

/// What the next block brings to the execution layer before its transactions.
struct Payload {
    std::uint64_t slot = 0;
    std::uint64_t time = 0;
    /// What the beacon-roots contract will answer for `time`.
    Hash parent_root;
    std::vector<Withdrawal> withdrawals;
};
/// The feed does not change: the block may still be filled with transactions.
Payload next_payload(const Feed& f);

/// How many epochs share one run over the validators.
enum class Mode : std::uint8_t { kExact, kFast };

/// Processes the next block with what its transactions asked for, and after the last block of an
/// epoch the epoch. The archive is needed where the feed makes proofs, and may else be null.
Payload advance_slot(Feed& f, const Requests& requests, Archive* archive);

struct Advanced {
    Mode mode = Mode::kExact;
    /// Epochs worked through one by one, and steps of several epochs.
    std::uint64_t exact_epochs = 0;
    std::uint64_t fast_steps = 0;
    std::vector<Withdrawal> withdrawals;
};

struct Span {
    std::uint64_t slots = 0;

    static Span of_slots(std::uint64_t n) { return {n}; }
    static Span of_epochs(std::uint64_t n) { return {n * kSlotsPerEpoch}; }
    static Span of_days(std::uint64_t n) { return {n * kEpochsPerDay * kSlotsPerEpoch}; }
};

/// Blocks without requests. Only the root of the last block is made. The fast mode takes up to 225
/// epochs at once wherever nothing happens that would change what validators earn: see the README
/// for its error.
Advanced advance(Feed& f, const Span& span, Mode mode, Archive* archive);

/// How many epochs from here can be taken as one, at most `limit`; 1 asks for an exact epoch. The
/// slot is the first of its epoch.
std::uint64_t fast_epochs(const Feed& f, std::uint64_t limit);
/// Takes these epochs as one.
std::vector<Withdrawal> step_fast(Feed& f, std::uint64_t epochs);

}  // namespace aq::beacon
