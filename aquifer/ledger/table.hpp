// SPDX-License-Identifier: Apache-2.0
#pragma once

/// State: single values (`Cell`), maps (`Table`) and the flat log (`Undo`) that is the only way to
/// change them and the way back.

#include <aquifer/base/bytes.hpp>
#include <aquifer/base/result.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>
#include <utility>
#include <vector>

namespace aq {

class Undo;

/// What a table can hold: plain data whose default is the contract's zero.
template <class T>
concept Plain = std::is_trivially_copyable_v<T> && requires(const T& a) {
    { a == a } -> std::convertible_to<bool>;
};

/// What a table can be keyed by: plain data without padding, so that its bytes are its identity.
template <class T>
concept TableKey = Plain<T> && std::has_unique_object_representations_v<T>;

/// Several keys as one: `Key<Address, Address>` for a mapping of mappings.
template <class... Part>
class Key {
public:
    Key() = default;
    explicit Key(const Part&... part) {
        std::size_t at = 0;
        ((std::memcpy(bytes_.data() + at, &part, sizeof part), at += sizeof part), ...);
    }

    template <std::size_t I>
    [[nodiscard]] auto get() const {
        using T = std::tuple_element_t<I, std::tuple<Part...>>;
        T out;
        std::memcpy(&out, bytes_.data() + offset<I>(), sizeof out);
        return out;
    }

    friend bool operator==(const Key&, const Key&) = default;

private:
    template <std::size_t I>
    static constexpr std::size_t offset() {
        constexpr std::array<std::size_t, sizeof...(Part)> kSizes{sizeof(Part)...};
        std::size_t at = 0;
        for (std::size_t i = 0; i < I; ++i) at += kSizes[i];
        return at;
    }
    std::array<std::uint8_t, (sizeof(Part) + ...)> bytes_{};
};

/// The key of a mapping that has only one entry: a list or set that stands alone.
enum class Only : std::uint8_t { kOne };

namespace detail {

/// Differs from run to run where the system loads programs at random addresses, so that nobody can
/// choose keys that collide. Nothing that can be observed depends on a hash.
inline std::uint64_t hash_seed() {
    static const char kAnchor = 0;
    return reinterpret_cast<std::uintptr_t>(&kAnchor) * 0x9e3779b97f4a7c15ULL;
}

/// Multiplies each pair of words and folds the product, then mixes the sum of all once more (as
/// wyhash does). The pairs do not wait for each other: a key of 76 bytes takes hardly longer than
/// one of 20. Without the last step, keys that count upwards would cluster under some seeds.
template <std::size_t N>
std::uint64_t hash_bytes(const void* key) {
    constexpr std::uint64_t kOdd = 0xd6e8feb86659fd93ULL;
    // Its multiples fit the displacement of an instruction, where 64 bits would be one more each.
    constexpr std::uint64_t kStep = 0x06659fd9ULL;
    const std::uint64_t seed = hash_seed();
    const auto fold = [](std::uint64_t a, std::uint64_t b) {
        const unsigned __int128 product = static_cast<unsigned __int128>(a) * b;
        return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
    };
    const std::uint64_t mixed = [&]<std::size_t... I>(std::index_sequence<I...> /*pairs*/) {
        return (fold(word_of<N, 2 * I>(key) ^ (seed + kStep * (2 * I + 1)),
                     word_of<N, 2 * I + 1>(key) ^ (seed + kStep * (2 * I + 2))) ^
                ...);
    }(std::make_index_sequence<(N + 15) / 16>{});
    return fold(mixed ^ seed, kOdd);
}

}  // namespace detail

/// One value of the state.
template <Plain T>
class Cell {
public:
    Cell() = default;
    explicit Cell(const T& value) : value_(value) {}

    const T& operator*() const { return value_; }
    const T* operator->() const { return &value_; }
    friend bool operator==(const Cell&, const Cell&) = default;

private:
    friend class Undo;
    T value_{};
};

/// A mapping. An absent key reads as zero, and a zero value counts as absent in size, equality and
/// iteration. Entries keep the order in which their keys were first written.
template <TableKey K, Plain V>
class Table {
public:
    const V& operator[](const K& key) const {
        static const V kZero{};
        const std::uint32_t at = find(key);
        return at == kNone ? kZero : entries_[at].value;
    }
    [[nodiscard]] bool contains(const K& key) const { return !((*this)[key] == V{}); }
    [[nodiscard]] std::size_t size() const { return live_; }
    /// Entries held in memory, zero ones among them.
    [[nodiscard]] std::size_t capacity() const { return entries_.size(); }

    /// Calls `visit(key, value)` for each entry that is not zero, in order of first writing. Sort
    /// before anything that depends on the order leaves the engine.
    template <class Visit>
    void for_each(Visit visit) const {
        for (const Entry& e : entries_) {
            if (!(e.value == V{})) visit(e.key, e.value);
        }
    }

    friend bool operator==(const Table& a, const Table& b) {
        if (a.live_ != b.live_) return false;
        return std::ranges::all_of(a.entries_, [&](const Entry& e) { return b[e.key] == e.value; });
    }

private:
    friend class Undo;
    struct Entry {
        K key;
        V value;
    };
    static constexpr std::uint32_t kNone = ~0U;

    /// Half of the hash stands beside the index: a key that is not there is nearly always refused
    /// without a look at the entries.
    struct Slot {
        std::uint32_t index = kNone;
        std::uint32_t hash = 0;
    };

    static std::uint32_t hash_of(const K& key) {
        return static_cast<std::uint32_t>(detail::hash_bytes<sizeof(K)>(&key) >> 32U);
    }

    [[nodiscard]] std::uint32_t find(const K& key) const { return find(key, hash_of(key)); }
    [[nodiscard]] std::uint32_t find(const K& key, std::uint32_t hash) const {
        if (slots_.empty()) return kNone;
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
            const Slot slot = slots_[i];
            if (slot.index == kNone) return kNone;
            if (slot.hash == hash && equal_bytes<sizeof(K)>(&entries_[slot.index].key, &key)) {
                return slot.index;
            }
        }
    }

    void place(Slot slot) {
        const std::size_t mask = slots_.size() - 1;
        std::size_t i = slot.hash & mask;
        while (slots_[i].index != kNone) i = (i + 1) & mask;
        slots_[i] = slot;
    }

    /// Entries may be dropped only when no undo record names them by index. The key is a copy: it
    /// may have been read from this table.
    std::uint32_t add(K key, std::uint32_t hash, bool may_compact) {
        if (may_compact && entries_.size() > 64 && live_ < entries_.size() / 2) {
            std::erase_if(entries_, [](const Entry& e) { return e.value == V{}; });
            rebuild(slots_.size());
        }
        if (2 * (entries_.size() + 1) > slots_.size()) {
            rebuild(std::max<std::size_t>(16, 2 * slots_.size()));
        }
        const auto index = static_cast<std::uint32_t>(entries_.size());
        entries_.push_back({key, V{}});
        place({index, hash});
        return index;
    }

    void rebuild(std::size_t slots) {
        slots_.assign(slots, Slot());
        for (std::uint32_t i = 0; i < entries_.size(); ++i) place({i, hash_of(entries_[i].key)});
    }

    void assign(std::uint32_t index, const V& value) {
        V& slot = entries_[index].value;
        live_ += static_cast<std::size_t>(!(value == V{}));
        live_ -= static_cast<std::size_t>(!(slot == V{}));
        slot = value;
    }

    std::vector<Entry> entries_;
    std::vector<Slot> slots_;
    std::size_t live_ = 0;
};

/// The log of old values. Every write goes through it; `rewind` takes back all writes since a mark,
/// and `visit` for a while.
///
/// Tables drop entries that have become zero only when the log is empty, because its records name
/// entries by index: who keeps a long way back keeps them too, and should `commit` at times.
class Undo {
public:
    using Mark = std::size_t;

    [[nodiscard]] Mark mark() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == begin_; }
    /// Bytes of old values held.
    [[nodiscard]] std::size_t size() const { return size_ - begin_; }
    /// Whether the state is that of a mark, and the present will come back.
    [[nodiscard]] bool visiting() const { return visiting_; }

    void rewind(Mark mark) {
        AQ_ASSERT(mark <= size_);
        AQ_ASSERT(mark >= floor_);
        while (size_ > mark) size_ = exchange(size_);
    }

    /// Keep all writes: there is no way back past this point.
    void commit() {
        AQ_ASSERT(!visiting());
        size_ = begin_ = floor_ = 0;
    }

    /// Gives up the way back before the mark. Marks at or after it are to be lowered by what this
    /// returns, which is often nothing: the bytes are given back many at a time.
    std::size_t forget(Mark mark) {
        AQ_ASSERT(!visiting());
        AQ_ASSERT(mark >= begin_);
        AQ_ASSERT(mark <= size_);
        begin_ = floor_ = mark;
        if (begin_ < size_ - begin_) return 0;
        const std::size_t dropped = begin_;
        if (!empty()) std::memmove(buffer_.data(), buffer_.data() + begin_, size_ - begin_);
        size_ -= dropped;
        begin_ = floor_ = 0;
        return dropped;
    }

    /// Runs the action on the state as it was at the mark, takes back what the action wrote, and
    /// brings the present back exactly. Returns what the action does. The action may write, and
    /// rewind to marks that it took itself; it may not commit, forget or visit.
    template <class Action>
    auto visit(Mark mark, Action action) {
        const Visit visit(*this, mark);
        return action();
    }

    template <class T>
    void set(Cell<T>& cell, const T& value) {
        if (cell.value_ == value) return;
        record(&cell, 0, cell.value_, [](void* target, std::uint32_t, std::byte* other) {
            T& value = static_cast<Cell<T>*>(target)->value_;
            const T now = value;
            std::memcpy(static_cast<void*>(&value), other, sizeof value);
            std::memcpy(other, &now, sizeof now);
        });
        cell.value_ = value;
    }

    template <class K, class V>
    void set(Table<K, V>& table, const K& key, const V& value) {
        const std::uint32_t hash = table.hash_of(key);
        set_found(table, key, hash, table.find(key, hash), value);
    }

    /// Change some members of a row: `edit(table, key, [&](Row& row) { … })`.
    template <class K, class V, class Change>
    void edit(Table<K, V>& table, const K& key, Change change) {
        const std::uint32_t hash = table.hash_of(key);
        const std::uint32_t index = table.find(key, hash);
        V row = index == Table<K, V>::kNone ? V{} : table.entries_[index].value;
        change(row);
        set_found(table, key, hash, index, row);
    }

    /// For who loads a table: room for so many rows.
    template <class K, class V>
    void reserve(Table<K, V>& table, std::size_t rows) {
        table.entries_.reserve(rows);
        const std::size_t slots = std::bit_ceil(std::max<std::size_t>(16, 2 * rows));
        if (slots > table.slots_.size()) table.rebuild(slots);
    }

    /// For who loads a table: a row whose key is known not to be there, for good.
    template <class K, class V>
    void append(Table<K, V>& table, const K& key, const V& value) {
        AQ_ASSERT(empty());
        AQ_ASSERT(!(value == V{}));
        table.assign(table.add(key, table.hash_of(key), false), value);
    }

private:
    /// Exchanges the value in the state with that of the record. Done twice, nothing has changed.
    using Exchange = void (*)(void* target, std::uint32_t index, std::byte* other);
    struct Header {
        Exchange exchange = nullptr;
        void* target = nullptr;
        std::uint32_t index = 0;
        std::uint32_t bytes = 0;
    };

    /// While it lives the state is that of a mark.
    class Visit {
    public:
        Visit(Undo& undo, Mark mark) : undo_(undo), present_(undo.size_) {
            AQ_ASSERT(!undo.visiting());
            AQ_ASSERT(mark >= undo.begin_);
            AQ_ASSERT(mark <= present_);
            undo.ends_.clear();
            for (Mark end = present_; end > mark; end = undo.exchange(end)) {
                undo.ends_.push_back(end);
            }
            undo.floor_ = present_;
            undo.visiting_ = true;
        }
        ~Visit() {
            undo_.rewind(present_);
            for (std::size_t i = undo_.ends_.size(); i > 0; --i) undo_.exchange(undo_.ends_[i - 1]);
            undo_.floor_ = undo_.begin_;
            undo_.visiting_ = false;
        }
        Visit(const Visit&) = delete;
        Visit& operator=(const Visit&) = delete;

    private:
        Undo& undo_;
        const Mark present_;
    };

    /// The state and the record that ends here change places. Returns where the record begins.
    Mark exchange(Mark end) {
        Header header;
        std::memcpy(&header, buffer_.data() + end - sizeof header, sizeof header);
        const Mark begin = end - sizeof header - header.bytes;
        header.exchange(header.target, header.index, buffer_.data() + begin);
        return begin;
    }

    template <class K, class V>
    void set_found(Table<K, V>& table, const K& key, std::uint32_t hash, std::uint32_t index,
                   const V& value) {
        if (index == Table<K, V>::kNone) {
            if (value == V{}) return;
            // A copy: it may have been read from this table.
            const V added = value;
            index = table.add(key, hash, empty());
            record(&table, index, V{}, exchange_entry<K, V>);
            table.assign(index, added);
            return;
        }
        if (table.entries_[index].value == value) {
            return;
        }
        record(&table, index, table.entries_[index].value, exchange_entry<K, V>);
        table.assign(index, value);
    }

    template <class K, class V>
    static void exchange_entry(void* target, std::uint32_t index, std::byte* other) {
        auto& table = *static_cast<Table<K, V>*>(target);
        const V now = table.entries_[index].value;
        V value;
        std::memcpy(static_cast<void*>(&value), other, sizeof value);
        std::memcpy(other, static_cast<const void*>(&now), sizeof now);
        table.assign(index, value);
    }

    template <class T>
    void record(void* target, std::uint32_t index, const T& old, Exchange exchange) {
        constexpr std::size_t bytes = sizeof(T) + sizeof(Header);
        if (buffer_.size() - size_ < bytes) buffer_.resize(2 * buffer_.size() + 4096 + bytes);
        std::memcpy(buffer_.data() + size_, &old, sizeof old);
        const Header header{exchange, target, index, sizeof old};
        std::memcpy(buffer_.data() + size_ + sizeof old, &header, sizeof header);
        size_ += bytes;
    }

    std::vector<std::byte> buffer_;
    std::size_t size_ = 0;
    /// Records before this one have been forgotten.
    std::size_t begin_ = 0;
    /// No way back past this: what has been forgotten, or what a visit found.
    std::size_t floor_ = 0;
    /// Where the records end that a visit has to exchange again, newest first.
    std::vector<std::size_t> ends_;
    bool visiting_ = false;
};

}  // namespace aq
