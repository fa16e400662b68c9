// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/keys.hpp>

#include <aquifer/base/hash.hpp>

#include <algorithm>

namespace aq::beacon {

Pubkey Key::bytes() const {
    if (!derived) return given;
    std::array<std::uint8_t, 20> seed{'p', 'o', 'o', 'l'};
    store_be64(seed.data() + 4, pool);
    store_be64(seed.data() + 12, number);
    Pubkey out{};
    const Digest digest = sha256(seed);
    std::ranges::copy(digest, out.begin());
    store_be64(out.data() + 32, pool);
    store_be64(out.data() + 40, number);
    return out;
}

Key Key::recognise(const Pubkey& bytes) {
    const std::uint64_t pool = load_be64(bytes.data() + 32);
    if (pool <= ~std::uint32_t{0}) {
        const Key guess = of(static_cast<std::uint32_t>(pool), load_be64(bytes.data() + 40));
        if (guess.bytes() == bytes) return guess;
    }
    return of(bytes);
}

bool Keys::follows(const Range& last, const Key& first) {
    return first.derived && last.first.derived && last.first.pool == first.pool &&
           last.first.number + last.n == first.number;
}

std::optional<Keys> Keys::of(std::vector<Range> ranges) {
    Keys out;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
        const Range& range = ranges[i];
        const Key& first = range.first;
        const bool well = range.index == out.size_ && range.n > 0 && range.n <= kFar - out.size_ &&
                          (first.derived ? range.n <= kFar - first.number && first.given == Pubkey{}
                                         : range.n == 1 && first.pool == 0 && first.number == 0);
        if (!well || (i > 0 && follows(ranges[i - 1], first))) return std::nullopt;
        if (!first.derived) out.given_.push_back({first.given, range.index});
        out.size_ += range.n;
    }
    std::ranges::sort(out.given_, {}, &Given::key);
    if (std::ranges::adjacent_find(out.given_, {}, &Given::key) != out.given_.end()) {
        return std::nullopt;
    }
    out.ranges_ = std::move(ranges);
    return out;
}

void Keys::append(const Key& first, std::uint64_t n) {
    AQ_ASSERT(first.derived || n == 1);
    if (!first.derived) {
        given_.insert(std::ranges::upper_bound(given_, first.given, {}, &Given::key),
                      {first.given, size_});
    }
    if (!ranges_.empty() && follows(ranges_.back(), first)) {
        ranges_.back().n += n;
    } else {
        ranges_.push_back({size_, n, first});
    }
    size_ += n;
}

Key Keys::at(std::uint64_t index) const {
    AQ_ASSERT(index < size_);
    const Range& range = *std::prev(std::ranges::upper_bound(ranges_, index, {}, &Range::index));
    Key key = range.first;
    if (key.derived) key.number += index - range.index;
    return key;
}

std::optional<std::uint64_t> Keys::find(const Key& key) const {
    if (!key.derived) {
        const auto it = std::ranges::lower_bound(given_, key.given, {}, &Given::key);
        if (it == given_.end() || it->key != key.given) return std::nullopt;
        return it->index;
    }
    for (const Range& range : ranges_) {
        const Key& first = range.first;
        if (first.derived && first.pool == key.pool && first.number <= key.number &&
            key.number - first.number < range.n) {
            return range.index + (key.number - first.number);
        }
    }
    return std::nullopt;
}

std::uint64_t Keys::first_difference(const Keys& other) const {
    const auto [mine, theirs] = std::ranges::mismatch(ranges_, other.ranges_);
    if (mine == ranges_.end() || theirs == other.ranges_.end()) return std::min(size_, other.size_);
    // Equal ranges before them begin both at the same index.
    return mine->first == theirs->first ? mine->index + std::min(mine->n, theirs->n) : mine->index;
}

}  // namespace aq::beacon
