// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The containers contracts keep in storage, one per key, built from tables: lists, enumerable sets
/// (OpenZeppelin's order: append, and the last moves into a hole), queues and block histories.
/// The free functions that take `Undo` are their only writers.

#include <aquifer/ledger/table.hpp>

#include <vector>

namespace aq {

/// A growing list under each key.
template <TableKey K, Plain T>
struct List {
    Table<K, std::uint32_t> count;
    Table<Key<K, std::uint32_t>, T> items;

    [[nodiscard]] std::uint32_t size(const K& key) const { return count[key]; }
    [[nodiscard]] const T& at(const K& key, std::uint32_t index) const {
        return items[Key<K, std::uint32_t>(key, index)];
    }
    [[nodiscard]] std::vector<T> all(const K& key) const {
        std::vector<T> out;
        const std::uint32_t n = size(key);
        out.reserve(n);
        for (std::uint32_t i = 0; i < n; ++i) out.push_back(at(key, i));
        return out;
    }
    friend bool operator==(const List&, const List&) = default;
};

/// Returns how many there are now.
template <class K, class T>
std::uint32_t push(Undo& u, List<K, T>& list, const K& key, const T& value) {
    std::uint32_t n = 0;
    u.edit(list.count, key, [&](std::uint32_t& count) { n = ++count; });
    u.set(list.items, Key<K, std::uint32_t>(key, n - 1), value);
    return n;
}

template <class K, class T>
void replace(Undo& u, List<K, T>& list, const K& key, std::uint32_t index, const T& value) {
    AQ_ASSERT(index < list.size(key));
    u.set(list.items, Key<K, std::uint32_t>(key, index), value);
}

template <class K, class T>
void pop(Undo& u, List<K, T>& list, const K& key) {
    std::uint32_t rest = 0;
    u.edit(list.count, key, [&](std::uint32_t& count) {
        AQ_ASSERT(count > 0);
        rest = --count;
    });
    u.set(list.items, Key<K, std::uint32_t>(key, rest), T{});
}

/// Removes all, the last first.
template <class K, class T>
void clear(Undo& u, List<K, T>& list, const K& key) {
    for (std::uint32_t n = list.size(key); n > 0; --n) {
        u.set(list.items, Key<K, std::uint32_t>(key, n - 1), T{});
    }
    u.set(list.count, key, std::uint32_t{0});
}

/// OpenZeppelin's EnumerableSet under each key.
template <TableKey K, TableKey T>
struct Set {
    List<K, T> list;
    /// Where a member stands, counted from one.
    Table<Key<K, T>, std::uint32_t> position;

    [[nodiscard]] bool contains(const K& key, const T& value) const {
        return position[Key<K, T>(key, value)] != 0;
    }
    [[nodiscard]] std::uint32_t size(const K& key) const { return list.size(key); }
    [[nodiscard]] const T& at(const K& key, std::uint32_t index) const {
        return list.at(key, index);
    }
    [[nodiscard]] std::vector<T> all(const K& key) const { return list.all(key); }
    friend bool operator==(const Set&, const Set&) = default;
};

/// False, and nothing written, if it is a member already.
template <class K, class T>
bool insert(Undo& u, Set<K, T>& set, const K& key, const T& value) {
    const Key<K, T> member(key, value);
    if (set.position[member] != 0) return false;
    u.set(set.position, member, push(u, set.list, key, value));
    return true;
}

/// False, and nothing written, if it is no member. The last member takes the place of the removed.
template <class K, class T>
bool remove(Undo& u, Set<K, T>& set, const K& key, const T& value) {
    // A copy: the value may have been read from the very place that the last member takes.
    const Key<K, T> member(key, value);
    const std::uint32_t at = set.position[member];
    if (at == 0) return false;
    const std::uint32_t last = set.size(key);
    if (at != last) {
        const T moved = set.at(key, last - 1);
        replace(u, set.list, key, at - 1, moved);
        u.set(set.position, Key<K, T>(key, moved), at);
    }
    pop(u, set.list, key);
    u.set(set.position, member, std::uint32_t{0});
    return true;
}

/// First in, first out, under each key.
template <TableKey K, Plain T>
struct Queue {
    struct Ends {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        friend bool operator==(const Ends&, const Ends&) = default;
    };
    Table<K, Ends> ends;
    Table<Key<K, std::uint32_t>, T> items;

    [[nodiscard]] std::uint32_t size(const K& key) const {
        const Ends& e = ends[key];
        return e.end - e.begin;
    }
    /// Counted from the front.
    [[nodiscard]] const T& at(const K& key, std::uint32_t index) const {
        return items[Key<K, std::uint32_t>(key, ends[key].begin + index)];
    }
    [[nodiscard]] const T& front(const K& key) const { return at(key, 0); }
    [[nodiscard]] std::vector<T> all(const K& key) const {
        std::vector<T> out;
        for (std::uint32_t i = 0; i < size(key); ++i) out.push_back(at(key, i));
        return out;
    }
    friend bool operator==(const Queue&, const Queue&) = default;
};

template <class K, class T>
void push(Undo& u, Queue<K, T>& queue, const K& key, const T& value) {
    auto ends = queue.ends[key];
    u.set(queue.items, Key<K, std::uint32_t>(key, ends.end), value);
    ++ends.end;
    u.set(queue.ends, key, ends);
}

template <class K, class T>
void pop(Undo& u, Queue<K, T>& queue, const K& key) {
    auto ends = queue.ends[key];
    AQ_ASSERT(ends.begin != ends.end);
    u.set(queue.items, Key<K, std::uint32_t>(key, ends.begin), T{});
    ++ends.begin;
    u.set(queue.ends, key, ends);
}

/// A value as of each block at which it changed (EigenLayer's `Snapshots`, OpenZeppelin's
/// `Checkpoints`), under each key.
template <TableKey K, Plain V>
struct History {
    struct Point {
        std::uint32_t block = 0;
        V value{};
        friend bool operator==(const Point&, const Point&) = default;
    };
    List<K, Point> points;

    /// The newest value, or `before` if there is none.
    [[nodiscard]] V latest(const K& key, const V& before) const {
        const std::uint32_t n = points.size(key);
        return n == 0 ? before : points.at(key, n - 1).value;
    }
    /// The value at the end of a block, or `before` if there was none yet.
    [[nodiscard]] V at_block(const K& key, std::uint32_t block, const V& before) const {
        std::uint32_t low = 0;
        std::uint32_t high = points.size(key);
        // Questions are nearly always about the newest points.
        if (high > 0 && points.at(key, high - 1).block <= block) low = high;
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (points.at(key, middle).block > block) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == 0 ? before : points.at(key, low - 1).value;
    }
    friend bool operator==(const History&, const History&) = default;
};

/// A second value in the same block replaces the first. The caller has checked that the block is
/// not before the last one.
template <class K, class V>
void push(Undo& u, History<K, V>& history, const K& key, std::uint32_t block, const V& value) {
    const std::uint32_t n = history.points.size(key);
    const typename History<K, V>::Point point{block, value};
    const std::uint32_t last = n == 0 ? 0 : history.points.at(key, n - 1).block;
    AQ_ASSERT(n == 0 || last <= block);
    if (n > 0 && last == block) {
        replace(u, history.points, key, n - 1, point);
    } else {
        push(u, history.points, key, point);
    }
}

}  // namespace aq
