// SPDX-License-Identifier: Apache-2.0
#pragma once

/// State as bytes: equal states give equal bytes, and no two states give the same. Plain structs
/// are written member by member, so that a member more is saved without a line here and padding
/// never gets out. Integers are big-endian and fixed in width; tables are sorted by key.
///
/// The reader takes only what the writer makes. Whatever else it is given ends in an error with its
/// place, and in no more memory than a small multiple of the bytes there are.

#include <aquifer/base/hash.hpp>
#include <aquifer/eth/fields.hpp>
#include <aquifer/ledger/quantity.hpp>
#include <aquifer/ledger/table.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <variant>
#include <vector>

namespace aq {

namespace persist {

/// Where bytes go: kept in memory, or piece by piece to somebody who takes them.
class Writer {
public:
    /// Calls `take(to, piece)`. No function object: this layer has no virtual calls.
    struct Sink {
        void* to = nullptr;
        void (*take)(void* to, BytesView piece) = nullptr;
    };

    Writer() = default;
    explicit Writer(Sink sink) : sink_(sink) {}
    explicit Writer(Keccak256& hash)
        : sink_{&hash,
                [](void* to, BytesView piece) { static_cast<Keccak256*>(to)->update(piece); }} {}

    void raw(BytesView bytes);
    /// How many elements follow.
    void put_count(std::size_t count);
    /// What was kept.
    [[nodiscard]] BytesView bytes() const { return BytesView(buffer_).first(size_); }
    /// The same, and the writer is empty again.
    Bytes take();
    /// Who takes the bytes gets what they have not got yet.
    void flush();

private:
    void make_room(std::size_t bytes);

    Bytes buffer_;
    std::size_t size_ = 0;
    Sink sink_;
};

class Reader {
public:
    explicit Reader(BytesView bytes) : bytes_(bytes) {}

    [[nodiscard]] std::size_t remaining() const { return bytes_.size() - at_; }
    /// The next bytes, not yet read; empty if there are not so many.
    [[nodiscard]] BytesView peek(std::size_t n) const {
        return n <= remaining() ? bytes_.subspan(at_, n) : BytesView();
    }
    [[nodiscard]] bool raw(void* to, std::size_t n);
    /// How many elements follow. Each takes a byte at least, so that a lie is noticed here.
    [[nodiscard]] bool get_count(std::uint64_t& count);
    /// False, and the first reason with its place is kept.
    bool fail(std::string_view why);
    /// Whether nothing was wrong and all has been read.
    [[nodiscard]] bool ended_well() {
        if (error_.empty() && remaining() > 0) fail("more data than belongs here");
        return error_.empty();
    }
    /// Empty while all is well.
    [[nodiscard]] const std::string& error() const { return error_; }
    /// How loaded values get into the state.
    [[nodiscard]] Undo& undo() { return undo_; }

private:
    BytesView bytes_;
    std::size_t at_ = 0;
    std::string error_;
    Undo undo_;
};

}  // namespace persist

/// How a type is written and read. A class with private members specialises it beside its use.
template <class T>
struct Persist;

template <class T>
void save(persist::Writer& out, const T& value) {
    Persist<T>::save(out, value);
}
/// Into a value as it is when made. False if the bytes are none of `save`; the reader remembers.
template <class T>
bool load(persist::Reader& in, T& value) {
    return Persist<T>::load(in, value);
}

namespace detail {

template <class N>
std::array<std::uint8_t, sizeof(N)> big_endian(N value) {
    std::array<std::uint8_t, sizeof(N)> out{};
    std::memcpy(out.data(), &value, sizeof value);
    if constexpr (std::endian::native == std::endian::little) std::ranges::reverse(out);
    return out;
}

/// The ascending order of keys that lie one behind the other. Not a template: there are hundreds of
/// kinds of table.
std::vector<std::uint32_t> order_of(BytesView keys, std::size_t bytes_each);

/// Compilers spell a value of an enumeration that has no name as "(Type)3".
template <auto V>
constexpr bool has_name() {
    constexpr std::string_view kText = __PRETTY_FUNCTION__;
    constexpr std::size_t kAfter = kText.rfind(')') + 1;
    return kAfter >= kText.size() || kText[kAfter] < '0' || kText[kAfter] > '9';
}

/// No enumeration of a byte has more values.
inline constexpr std::size_t kEnumeratorsMax = 32;

template <class E>
inline constexpr auto kNamed = []<std::size_t... I>(std::index_sequence<I...> /*values*/) {
    return std::array<bool, sizeof...(I)>{has_name<static_cast<E>(I)>()...};
}(std::make_index_sequence<kEnumeratorsMax>{});

template <class... M>
void save_all(persist::Writer& out, const std::tuple<M...>& members) {
    std::apply([&](const auto&... m) { (aq::save(out, m), ...); }, members);
}
template <class... M>
[[nodiscard]] bool load_all(persist::Reader& in, const std::tuple<M&...>& members) {
    return std::apply([&](auto&... m) { return (aq::load(in, m) && ...); }, members);
}

}  // namespace detail

template <class T>
    requires std::is_integral_v<T> || std::is_same_v<T, __int128> || std::is_same_v<T, u128>
struct Persist<T> {
    static void save(persist::Writer& out, T value) { out.raw(detail::big_endian(value)); }
    static bool load(persist::Reader& in, T& value) {
        std::array<std::uint8_t, sizeof(T)> bytes{};
        if (!in.raw(bytes.data(), bytes.size())) return false;
        if constexpr (std::endian::native == std::endian::little) std::ranges::reverse(bytes);
        if constexpr (std::is_same_v<T, bool>) {
            if (bytes[0] > 1) return in.fail("a truth value is neither 0 nor 1");
            value = bytes[0] == 1;
        } else {
            std::memcpy(&value, bytes.data(), bytes.size());
        }
        return true;
    }
};

/// Values without a name are refused where the type is one byte; a wider one (`Code`) numbers what
/// others know.
template <class T>
    requires std::is_enum_v<T>
struct Persist<T> {
    using Number = std::underlying_type_t<T>;
    static void save(persist::Writer& out, T value) { aq::save(out, static_cast<Number>(value)); }
    static bool load(persist::Reader& in, T& value) {
        Number number{};
        if (!aq::load(in, number)) return false;
        if constexpr (sizeof(T) == 1) {
            const auto index = static_cast<std::uint8_t>(number);
            if (index >= detail::kEnumeratorsMax || !detail::kNamed<T>[index]) {
                return in.fail("a number stands for nothing in its enumeration");
            }
        }
        value = static_cast<T>(number);
        return true;
    }
};

template <>
struct Persist<u256> {
    static void save(persist::Writer& out, const u256& value) {
        std::array<std::uint8_t, 32> bytes{};
        store_be(bytes.data(), value);
        out.raw(bytes);
    }
    static bool load(persist::Reader& in, u256& value) {
        std::array<std::uint8_t, 32> bytes{};
        if (!in.raw(bytes.data(), bytes.size())) return false;
        value = load_be(bytes.data());
        return true;
    }
};

template <class Unit, class Rep>
struct Persist<Quantity<Unit, Rep>> {
    static void save(persist::Writer& out, const Quantity<Unit, Rep>& value) {
        aq::save(out, value.raw);
    }
    static bool load(persist::Reader& in, Quantity<Unit, Rep>& value) {
        return aq::load(in, value.raw);
    }
};

template <unsigned Bits>
struct Persist<Uint<Bits>> {
    static void save(persist::Writer& out, const Uint<Bits>& value) { aq::save(out, value.value); }
    static bool load(persist::Reader& in, Uint<Bits>& value) {
        if (!aq::load(in, value.value)) return false;
        if constexpr (Bits < 8 * sizeof(value.value)) {
            if (value.value >> Bits != 0) return in.fail("a number is wider than its type");
        }
        return true;
    }
};

template <class T>
struct Persist<Cell<T>> {
    static void save(persist::Writer& out, const Cell<T>& cell) { aq::save(out, *cell); }
    static bool load(persist::Reader& in, Cell<T>& cell) {
        T value{};
        if (!aq::load(in, value)) return false;
        in.undo().set(cell, value);
        in.undo().commit();
        return true;
    }
};

template <class... Part>
struct Persist<Key<Part...>> {
    using Parts = std::tuple<Part...>;
    static void save(persist::Writer& out, const Key<Part...>& key) {
        [&]<std::size_t... I>(std::index_sequence<I...> /*parts*/) {
            (aq::save(out, key.template get<I>()), ...);
        }(std::index_sequence_for<Part...>{});
    }
    static bool load(persist::Reader& in, Key<Part...>& key) {
        Parts parts;
        if (!std::apply([&](auto&... part) { return (aq::load(in, part) && ...); }, parts)) {
            return false;
        }
        key = std::apply([](const auto&... part) { return Key<Part...>(part...); }, parts);
        return true;
    }
};

template <class K, class V>
struct Persist<Table<K, V>> {
    static void save(persist::Writer& out, const Table<K, V>& table) {
        std::vector<const V*> values;
        values.reserve(table.size());
        persist::Writer keys;
        table.for_each([&](const K& key, const V& value) {
            aq::save(keys, key);
            values.push_back(&value);
        });
        // A key has no padding and every number its own width: as many bytes here as in memory.
        const BytesView all = keys.bytes();
        AQ_ASSERT(all.size() == values.size() * sizeof(K));
        out.put_count(values.size());
        for (const std::uint32_t i : detail::order_of(all, sizeof(K))) {
            out.raw(all.subspan(i * sizeof(K), sizeof(K)));
            aq::save(out, *values[i]);
        }
    }
    static bool load(persist::Reader& in, Table<K, V>& table) {
        AQ_ASSERT(table.size() == 0);
        std::uint64_t count = 0;
        if (!in.get_count(count)) return false;
        // A count that lies is no reason to take more memory than the bytes there are.
        in.undo().reserve(table, std::min<std::uint64_t>(count, in.remaining() / sizeof(K)));
        BytesView before;
        for (std::uint64_t i = 0; i < count; ++i) {
            const BytesView bytes = in.peek(sizeof(K));
            K key{};
            V value{};
            if (!aq::load(in, key)) return false;
            if (i > 0 && !std::ranges::lexicographical_compare(before, bytes)) {
                return in.fail("the keys of a table are not in order");
            }
            if (!aq::load(in, value)) return false;
            if (value == V{}) return in.fail("a table holds a zero");
            // The keys ascend: none comes twice.
            in.undo().append(table, key, value);
            before = bytes;
        }
        return true;
    }
};

template <class T, std::size_t N>
struct Persist<std::array<T, N>> {
    static void save(persist::Writer& out, const std::array<T, N>& values) {
        if constexpr (std::is_same_v<T, std::uint8_t>) {
            out.raw(values);
        } else {
            for (const T& value : values) aq::save(out, value);
        }
    }
    static bool load(persist::Reader& in, std::array<T, N>& values) {
        if constexpr (std::is_same_v<T, std::uint8_t>) {
            return in.raw(values.data(), N);
        } else {
            return std::ranges::all_of(values, [&](T& value) { return aq::load(in, value); });
        }
    }
};

template <>
struct Persist<std::string> {
    static void save(persist::Writer& out, const std::string& text) {
        out.put_count(text.size());
        out.raw(bytes_of(text));
    }
    static bool load(persist::Reader& in, std::string& text) {
        std::uint64_t count = 0;
        if (!in.get_count(count)) return false;
        text.resize(count);
        return in.raw(text.data(), count);
    }
};

template <class T>
struct Persist<std::vector<T>> {
    static void save(persist::Writer& out, const std::vector<T>& values) {
        out.put_count(values.size());
        if constexpr (std::is_same_v<T, std::uint8_t>) {
            out.raw(values);
        } else {
            for (const T& value : values) aq::save(out, value);
        }
    }
    static bool load(persist::Reader& in, std::vector<T>& values) {
        std::uint64_t count = 0;
        if (!in.get_count(count)) return false;
        values.clear();
        if constexpr (std::is_same_v<T, std::uint8_t>) {
            values.resize(count);
            return in.raw(values.data(), count);
        } else {
            // Not reserved: the count is only known to be less than the bytes there are.
            for (std::uint64_t i = 0; i < count; ++i) {
                T value{};
                if (!aq::load(in, value)) return false;
                values.push_back(std::move(value));
            }
            return true;
        }
    }
};

template <class T>
struct Persist<std::optional<T>> {
    static void save(persist::Writer& out, const std::optional<T>& value) {
        aq::save(out, value.has_value());
        if (value.has_value()) aq::save(out, *value);
    }
    static bool load(persist::Reader& in, std::optional<T>& value) {
        bool there = false;
        if (!aq::load(in, there)) return false;
        value.reset();
        return !there || aq::load(in, value.emplace());
    }
};

template <class A, class B>
struct Persist<std::pair<A, B>> {
    static void save(persist::Writer& out, const std::pair<A, B>& value) {
        aq::save(out, value.first);
        aq::save(out, value.second);
    }
    static bool load(persist::Reader& in, std::pair<A, B>& value) {
        return aq::load(in, value.first) && aq::load(in, value.second);
    }
};

template <class... T>
struct Persist<std::variant<T...>> {
    static_assert(sizeof...(T) < 256);
    static void save(persist::Writer& out, const std::variant<T...>& value) {
        aq::save(out, static_cast<std::uint8_t>(value.index()));
        std::visit([&](const auto& held) { aq::save(out, held); }, value);
    }
    static bool load(persist::Reader& in, std::variant<T...>& value) {
        std::uint8_t index = 0;
        if (!aq::load(in, index)) return false;
        if (index >= sizeof...(T)) return in.fail("a choice is none of those there are");
        return [&]<std::size_t... I>(std::index_sequence<I...> /*choices*/) {
            return ((I == index && aq::load(in, value.template emplace<I>())) || ...);
        }(std::index_sequence_for<T...>{});
    }
};

template <>
struct Persist<std::monostate> {
    static void save(persist::Writer& /*out*/, std::monostate /*nothing*/) {}
    static bool load(persist::Reader& /*in*/, std::monostate& /*nothing*/) { return true; }
};

template <class K, class V>
struct Persist<std::map<K, V>> {
    static void save(persist::Writer& out, const std::map<K, V>& values) {
        out.put_count(values.size());
        for (const auto& [key, value] : values) {
            aq::save(out, key);
            aq::save(out, value);
        }
    }
    static bool load(persist::Reader& in, std::map<K, V>& values) {
        std::uint64_t count = 0;
        if (!in.get_count(count)) return false;
        values.clear();
        for (std::uint64_t i = 0; i < count; ++i) {
            std::pair<K, V> entry;
            if (!aq::load(in, entry)) return false;
            if (!values.empty() && !(std::prev(values.end())->first < entry.first)) {
                return in.fail("the keys of a map are not in order");
            }
            values.insert(values.end(), std::move(entry));
        }
        return true;
    }
};

/// Any other plain struct: its members in their order. Lists, sets, queues and histories are such.
template <class T>
    requires std::is_aggregate_v<T>
struct Persist<T> {
    static void save(persist::Writer& out, const T& value) {
        detail::save_all(out, fields_of(value));
    }
    static bool load(persist::Reader& in, T& value) {
        return detail::load_all(in, fields_of(value));
    }
};

}  // namespace aq
