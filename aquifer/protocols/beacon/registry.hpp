// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The validator registry as runs: neighbours in exactly the same state are one run, so that every
/// rule is evaluated once a run. This is exact. The index of a validator is its position.

#include <aquifer/protocols/beacon/constants.hpp>

#include <vector>

namespace aq::beacon {

/// How a validator does its duties: all votes right and in time, the head always late, not at all.
enum class Duty : std::uint8_t { kOnline, kLate, kOffline };

/// TIMELY_SOURCE, TIMELY_TARGET and TIMELY_HEAD as bits.
inline constexpr std::uint8_t kSource = 1;
inline constexpr std::uint8_t kTarget = 2;
inline constexpr std::uint8_t kHead = 4;

constexpr std::uint8_t flags_of(Duty duty) {
    if (duty == Duty::kOnline) return kSource | kTarget | kHead;
    return duty == Duty::kLate ? kSource | kTarget : 0;
}

/// Everything about a validator but its index and its key.
struct Validator {
    Gwei balance;
    std::uint64_t activation_eligibility_epoch = kFar;
    std::uint64_t activation_epoch = kFar;
    std::uint64_t exit_epoch = kFar;
    std::uint64_t withdrawable_epoch = kFar;
    std::uint64_t inactivity_score = 0;
    /// Which of the feed's credentials.
    std::uint32_t credentials = 0;
    /// Which of the feed's pools; the protocol knows nothing of it.
    std::uint32_t pool = 0;
    /// The effective balance in increments.
    std::uint32_t increments = 0;
    /// The first byte of the credentials.
    std::uint8_t prefix = 1;
    /// Participation in the epoch before. That of the current epoch is what `duty` says at its end.
    std::uint8_t previous_flags = 0;
    Duty duty = Duty::kOnline;
    bool slashed = false;

    [[nodiscard]] Gwei effective() const { return Gwei(increments * kIncrementGwei); }
    [[nodiscard]] bool compounding() const { return prefix == 2; }
    /// The largest effective balance, in increments.
    [[nodiscard]] std::uint32_t cap() const {
        return compounding() ? kMaxCompounding : kMinActivation;
    }
    [[nodiscard]] bool active(std::uint64_t epoch) const {
        return activation_epoch <= epoch && epoch < exit_epoch;
    }
    [[nodiscard]] bool slashable(std::uint64_t epoch) const {
        return !slashed && activation_epoch <= epoch && epoch < withdrawable_epoch;
    }
    [[nodiscard]] bool withdrawable_to_an_address() const { return prefix == 1 || prefix == 2; }

    friend bool operator==(const Validator&, const Validator&) = default;
};

/// n neighbours that are the same.
struct Run {
    std::uint64_t n = 0;
    Validator each;
    friend bool operator==(const Run&, const Run&) = default;
};

/// Neighbouring indices.
struct IndexRange {
    std::uint64_t first = 0;
    std::uint64_t n = 0;
    friend bool operator==(const IndexRange&, const IndexRange&) = default;
};

class Registry {
public:
    /// Where a validator stands: a run, and how many of its members are before it.
    struct Place {
        std::size_t run = 0;
        std::uint64_t offset = 0;
    };

    /// Without merging every validator is a run of its own: slow, and what tests compare with.
    explicit Registry(bool merging = true) : merging_(merging) {}

    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] bool merging() const { return merging_; }
    [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }
    [[nodiscard]] std::vector<Run>& runs() { return runs_; }
    /// The place of a validator, which must exist.
    [[nodiscard]] Place find(std::uint64_t index) const;
    [[nodiscard]] const Validator& operator[](std::uint64_t index) const {
        return runs_[find(index).run].each;
    }

    void append(const Validator& each, std::uint64_t n);
    /// Cuts the run at the place so that n members from there are a run of their own.
    std::size_t isolate(const Place& place, std::uint64_t n);
    /// Calls `change(Validator&)` once for each run that the range touches, cut to the range.
    template <class Change>
    void edit(const IndexRange& range, Change change) {
        for_each_isolated(range, [&](std::size_t run) { change(runs_[run].each); });
    }
    /// Calls `visit(position of the run)` for each run of the range, cut to it. The visitor may cut
    /// that run further.
    template <class Visit>
    void for_each_isolated(IndexRange range, Visit visit) {
        while (range.n > 0) {
            const Place place = find(range.first);
            const std::uint64_t n = std::min(range.n, runs_[place.run].n - place.offset);
            visit(isolate(place, n));
            range.first += n;
            range.n -= n;
        }
    }
    /// Puts other members in the place of one run. Their number must be the same.
    void replace(std::size_t run, const std::vector<Run>& parts);
    /// The first n members of the run change by `pay`; they join the run before if they have become
    /// the same as it. Answers the position of the first run after them.
    std::size_t pay_first(std::size_t run, std::uint64_t n, Gwei amount);
    /// Neighbours that have become the same are one run again.
    void merge();

    /// The same validators, however they are cut into runs.
    friend bool operator==(const Registry& a, const Registry& b);

private:
    std::vector<Run> runs_;
    std::uint64_t size_ = 0;
    bool merging_ = true;
};

}  // namespace aq::beacon
