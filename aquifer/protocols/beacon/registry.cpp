// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/registry.hpp>

#include <algorithm>

namespace aq::beacon {

Registry::Place Registry::find(std::uint64_t index) const {
    AQ_ASSERT(index < size_);
    std::size_t run = 0;
    while (index >= runs_[run].n) index -= runs_[run++].n;
    return {run, index};
}

void Registry::append(const Validator& each, std::uint64_t n) {
    size_ += n;
    if (!merging_) {
        runs_.insert(runs_.end(), n, {1, each});
    } else if (!runs_.empty() && runs_.back().each == each) {
        runs_.back().n += n;
    } else if (n > 0) {
        runs_.push_back({n, each});
    }
}

std::size_t Registry::isolate(const Place& place, std::uint64_t n) {
    const auto at = [&](std::size_t run) {
        return runs_.begin() + static_cast<std::ptrdiff_t>(run);
    };
    std::size_t run = place.run;
    AQ_ASSERT(n > 0 && place.offset + n <= runs_[run].n);
    if (place.offset > 0) {
        const Run before{place.offset, runs_[run].each};
        runs_[run].n -= place.offset;
        runs_.insert(at(run), before);
        ++run;
    }
    if (n < runs_[run].n) {
        const Run after{runs_[run].n - n, runs_[run].each};
        runs_[run].n = n;
        runs_.insert(at(run + 1), after);
    }
    return run;
}

void Registry::replace(std::size_t run, const std::vector<Run>& parts) {
    AQ_ASSERT(!parts.empty());
    std::uint64_t n = 0;
    for (const Run& part : parts) n += part.n;
    AQ_ASSERT(n == runs_[run].n);
    runs_[run] = parts[0];
    runs_.insert(runs_.begin() + static_cast<std::ptrdiff_t>(run) + 1, parts.begin() + 1,
                 parts.end());
}

std::size_t Registry::pay_first(std::size_t run, std::uint64_t n, Gwei amount) {
    AQ_ASSERT(n <= runs_[run].n);
    Validator after = runs_[run].each;
    after.balance = after.balance - amount;
    if (merging_ && run > 0 && runs_[run - 1].each == after) {
        // The usual case of a sweep: it saves the two insertions and the merge.
        runs_[run - 1].n += n;
        runs_[run].n -= n;
        if (runs_[run].n == 0) runs_.erase(runs_.begin() + static_cast<std::ptrdiff_t>(run));
        return run;
    }
    runs_[isolate({run, 0}, n)].each = after;
    return run + 1;
}

void Registry::merge() {
    if (!merging_ || runs_.empty()) return;
    std::size_t last = 0;
    for (std::size_t i = 1; i < runs_.size(); ++i) {
        if (runs_[i].each == runs_[last].each) {
            runs_[last].n += runs_[i].n;
        } else if (++last != i) {
            runs_[last] = runs_[i];
        }
    }
    runs_.resize(last + 1);
}

bool operator==(const Registry& a, const Registry& b) {
    if (a.size_ != b.size_) return false;
    Registry::Place left;
    Registry::Place right;
    while (left.run < a.runs_.size()) {
        const Run& mine = a.runs_[left.run];
        const Run& theirs = b.runs_[right.run];
        if (!(mine.each == theirs.each)) return false;
        const std::uint64_t n = std::min(mine.n - left.offset, theirs.n - right.offset);
        const auto step = [n](Registry::Place& place, const Run& run) {
            place.offset += n;
            if (place.offset == run.n) place = {place.run + 1, 0};
        };
        step(left, mine);
        step(right, theirs);
    }
    return true;
}

}  // namespace aq::beacon
