// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The contract ABI (Solidity documentation, "Contract ABI Specification") over C++ types:
/// `u256` is uint256, `Address` is address, `std::vector<T>` is T[], a plain struct is a tuple.
/// Decoding is strict (dirty high bits refused, as ABI coder v2) unless lenient is asked for.

#include <aquifer/eth/fields.hpp>
#include <aquifer/eth/types.hpp>

#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

namespace aq {

/// A declaration as it stands in the contract's interface, e.g.
/// `Transfer(address indexed from, address indexed to, uint256 value)`.
struct Abi {
    std::string_view declaration;
};

/// Encoded arguments being read. Offsets inside a dynamic value count from that value's own start.
struct AbiReader {
    const std::uint8_t* data = nullptr;
    std::size_t size = 0;
    bool strict = true;

    explicit AbiReader(BytesView bytes, bool is_strict = true)
        : data(bytes.data()), size(bytes.size()), strict(is_strict) {}

    [[nodiscard]] bool has(std::size_t at, std::size_t count) const {
        return at <= size && count <= size - at;
    }
    /// The word at an offset, which must be there (`has`).
    [[nodiscard]] u256 word(std::size_t at) const { return load_be(data + at); }
    /// What starts at an offset.
    [[nodiscard]] AbiReader from(std::size_t at) const {
        return AbiReader({data + at, size - at}, strict);
    }
    /// The reader at the offset that the word at `at` gives; false if it points outside.
    bool follow(std::size_t at, AbiReader& out) const {
        const u256 offset = word(at);
        if (!offset.fits_u64() || offset.truncate_u64() > size) return false;
        out = from(offset.truncate_u64());
        return true;
    }
    /// A length word at the start; false if it is cut off or absurd.
    bool length(std::size_t& out) const {
        if (!has(0, 32)) return false;
        const u256 n = word(0);
        if (!n.fits_u64() || n.truncate_u64() > size) return false;
        out = n.truncate_u64();
        return true;
    }
};

/// How one type is encoded: `kDynamic`, `kHead` (bytes in the enclosing head), `name()`, and
/// `write`/`read` for static types or `append`/`tail`/`read` for dynamic ones, where `tail` is the
/// number of bytes that `append` appends.
template <class T>
struct AbiCodec;

namespace detail {

inline void append_word(Bytes& out, const u256& value) {
    const std::size_t at = out.size();
    out.resize(at + 32);
    store_be(out.data() + at, value);
}

/// A length word, and bytes padded to whole words.
inline std::size_t blob_tail(std::size_t size) {
    return 32 + (size + 31) / 32 * 32;
}

inline void append_blob(Bytes& out, BytesView blob) {
    append_word(out, u256(blob.size()));
    const std::size_t at = out.size();
    out.resize(at + (blob.size() + 31) / 32 * 32);
    if (!blob.empty()) std::memcpy(out.data() + at, blob.data(), blob.size());
}

/// A `bytes` or `string` at the start of the reader; false if it is cut off.
inline bool read_blob(const AbiReader& in, BytesView& out) {
    std::size_t n = 0;
    if (!in.length(n) || !in.has(32, n)) return false;
    out = {in.data + 32, n};
    return true;
}

template <class Tuple>
struct AbiTuple;

template <class... T>
struct AbiTuple<std::tuple<T...>> {
    static constexpr bool kDynamic = (false || ... || AbiCodec<std::remove_cvref_t<T>>::kDynamic);
    static constexpr std::size_t kSize =
        (std::size_t{0} + ... + AbiCodec<std::remove_cvref_t<T>>::kHead);

    static std::string name() {
        std::string out = "(";
        ((out += AbiCodec<std::remove_cvref_t<T>>::name() + ','), ...);
        if (sizeof...(T) > 0) out.pop_back();
        return out + ')';
    }

    /// Head, then tails, appended to `out`.
    static void append(Bytes& out, const std::tuple<T...>& values) {
        const std::size_t start = out.size();
        std::size_t head = start;
        out.resize(start + kSize);
        std::apply([&](const auto&... v) { (append_one(out, start, head, v), ...); }, values);
    }

    /// Bytes that `append` appends.
    static std::size_t size(const std::tuple<T...>& values) {
        return std::apply([](const auto&... v) { return (kSize + ... + tail_of(v)); }, values);
    }

    /// All members static: written in place.
    static void write(std::uint8_t* at, const std::tuple<T...>& values) {
        std::apply(
            [&](const auto&... v) {
                ((AbiCodec<std::remove_cvref_t<decltype(v)>>::write(at, v),
                  at += AbiCodec<std::remove_cvref_t<decltype(v)>>::kHead),
                 ...);
            },
            values);
    }

    /// The head must be there whole; each member must be as its type allows.
    static bool read(const AbiReader& in, const std::tuple<T&...>& values) {
        if (!in.has(0, kSize)) return false;
        std::size_t head = 0;
        return std::apply([&](auto&... v) { return (true && ... && read_one(in, head, v)); },
                          values);
    }

private:
    template <class V>
    static std::size_t tail_of(const V& v) {
        if constexpr (AbiCodec<V>::kDynamic) {
            return AbiCodec<V>::tail(v);
        } else {
            return 0;
        }
    }

    template <class V>
    static void append_one(Bytes& out, std::size_t start, std::size_t& head, const V& v) {
        if constexpr (AbiCodec<V>::kDynamic) {
            store_be(out.data() + head, u256(out.size() - start));
            AbiCodec<V>::append(out, v);
        } else {
            AbiCodec<V>::write(out.data() + head, v);
        }
        head += AbiCodec<V>::kHead;
    }

    template <class V>
    static bool read_one(const AbiReader& in, std::size_t& head, V& v) {
        const std::size_t at = head;
        head += AbiCodec<V>::kHead;
        if constexpr (AbiCodec<V>::kDynamic) {
            AbiReader tail({});
            return in.follow(at, tail) && AbiCodec<V>::read(tail, v);
        } else {
            return AbiCodec<V>::read(in.from(at), v);
        }
    }
};

/// Unsigned numbers that fit `Bits` bits.
template <class Rep, unsigned Bits>
struct AbiUnsigned {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "uint" + std::to_string(Bits); }
    static void write(std::uint8_t* at, Rep value) { store_be(at, u256(value)); }
    static bool read(const AbiReader& in, Rep& out) {
        const u256 word = in.word(0);
        constexpr u128 kMask = ~u128{0} >> (128 - Bits);
        const u128 low = word.truncate_u128() & kMask;
        out = static_cast<Rep>(low);
        return !in.strict || word == u256(low);
    }
};

template <class Rep, unsigned Bits>
struct AbiSigned {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "int" + std::to_string(Bits); }
    static void write(std::uint8_t* at, Rep value) { store_be(at, i256::of(value).bits); }
    static bool read(const AbiReader& in, Rep& out) {
        const u256 word = in.word(0);
        out = static_cast<Rep>(static_cast<__int128>(word.truncate_u128()));
        return !in.strict || i256::of(out).bits == word;
    }
};

}  // namespace detail

template <>
struct AbiCodec<std::uint8_t> : detail::AbiUnsigned<std::uint8_t, 8> {};
template <>
struct AbiCodec<std::uint16_t> : detail::AbiUnsigned<std::uint16_t, 16> {};
template <>
struct AbiCodec<std::uint32_t> : detail::AbiUnsigned<std::uint32_t, 32> {};
template <>
struct AbiCodec<std::uint64_t> : detail::AbiUnsigned<std::uint64_t, 64> {};

template <unsigned Bits>
struct AbiCodec<Uint<Bits>> {
    using Inner = detail::AbiUnsigned<typename Uint<Bits>::Rep, Bits>;
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return Inner::name(); }
    static void write(std::uint8_t* at, const Uint<Bits>& v) { Inner::write(at, v.value); }
    static bool read(const AbiReader& in, Uint<Bits>& out) { return Inner::read(in, out.value); }
};

template <unsigned Bits>
struct AbiCodec<Int<Bits>> {
    using Inner = detail::AbiSigned<typename Int<Bits>::Rep, Bits>;
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return Inner::name(); }
    static void write(std::uint8_t* at, const Int<Bits>& v) { Inner::write(at, v.value); }
    static bool read(const AbiReader& in, Int<Bits>& out) { return Inner::read(in, out.value); }
};

template <>
struct AbiCodec<bool> {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "bool"; }
    static void write(std::uint8_t* at, bool value) { store_be(at, value ? u256(1U) : u256{}); }
    static bool read(const AbiReader& in, bool& out) {
        const u256 word = in.word(0);
        out = !word.is_zero();
        return !in.strict || word <= u256(1U);
    }
};

template <>
struct AbiCodec<u256> {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "uint256"; }
    static void write(std::uint8_t* at, const u256& value) { store_be(at, value); }
    static bool read(const AbiReader& in, u256& out) {
        out = in.word(0);
        return true;
    }
};

template <>
struct AbiCodec<i256> {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "int256"; }
    static void write(std::uint8_t* at, const i256& value) { store_be(at, value.bits); }
    static bool read(const AbiReader& in, i256& out) {
        out.bits = in.word(0);
        return true;
    }
};

template <>
struct AbiCodec<Address> {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "address"; }
    static void write(std::uint8_t* at, const Address& value) {
        std::memset(at, 0, 12);
        std::memcpy(at + 12, value.bytes.data(), 20);
    }
    static bool read(const AbiReader& in, Address& out) {
        std::memcpy(out.bytes.data(), in.data + 12, 20);
        static constexpr std::array<std::uint8_t, 12> kClean{};
        return !in.strict || equal_bytes<12>(in.data, kClean.data());
    }
};

template <>
struct AbiCodec<Hash> {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "bytes32"; }
    static void write(std::uint8_t* at, const Hash& value) {
        std::memcpy(at, value.bytes.data(), 32);
    }
    static bool read(const AbiReader& in, Hash& out) {
        std::memcpy(out.bytes.data(), in.data, 32);
        return true;
    }
};

template <>
struct AbiCodec<Selector> {
    static constexpr bool kDynamic = false;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "bytes4"; }
    static void write(std::uint8_t* at, const Selector& value) {
        std::memset(at, 0, 32);
        std::memcpy(at, value.bytes.data(), 4);
    }
    static bool read(const AbiReader& in, Selector& out) {
        std::memcpy(out.bytes.data(), in.data, 4);
        static constexpr std::array<std::uint8_t, 28> kClean{};
        return !in.strict || equal_bytes<28>(in.data + 4, kClean.data());
    }
};

template <>
struct AbiCodec<Bytes> {
    static constexpr bool kDynamic = true;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "bytes"; }
    static std::size_t tail(const Bytes& value) { return detail::blob_tail(value.size()); }
    static void append(Bytes& out, const Bytes& value) { detail::append_blob(out, value); }
    static bool read(const AbiReader& in, Bytes& out) {
        BytesView view;
        if (!detail::read_blob(in, view)) return false;
        out.assign(view.begin(), view.end());
        return true;
    }
};

template <>
struct AbiCodec<std::string> {
    static constexpr bool kDynamic = true;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return "string"; }
    static std::size_t tail(const std::string& value) { return detail::blob_tail(value.size()); }
    static void append(Bytes& out, const std::string& value) {
        detail::append_blob(out, bytes_of(value));
    }
    static bool read(const AbiReader& in, std::string& out) {
        BytesView view;
        if (!detail::read_blob(in, view)) return false;
        out.assign(view.begin(), view.end());
        return true;
    }
};

/// `uint8[]` does not exist here (a byte vector is `bytes`); every other T[] does.
template <class T>
struct AbiCodec<std::vector<T>> {
    static constexpr bool kDynamic = true;
    static constexpr std::size_t kHead = 32;
    static std::string name() { return AbiCodec<T>::name() + "[]"; }
    static std::size_t tail(const std::vector<T>& values) {
        std::size_t size = 32 + values.size() * AbiCodec<T>::kHead;
        if constexpr (AbiCodec<T>::kDynamic) {
            for (const T& v : values) size += AbiCodec<T>::tail(v);
        }
        return size;
    }
    static void append(Bytes& out, const std::vector<T>& values) {
        detail::append_word(out, u256(values.size()));
        const std::size_t start = out.size();
        out.resize(start + values.size() * AbiCodec<T>::kHead);
        std::size_t head = start;
        for (const T& v : values) {
            if constexpr (AbiCodec<T>::kDynamic) {
                store_be(out.data() + head, u256(out.size() - start));
                AbiCodec<T>::append(out, v);
            } else {
                AbiCodec<T>::write(out.data() + head, v);
            }
            head += AbiCodec<T>::kHead;
        }
    }
    static bool read(const AbiReader& in, std::vector<T>& out) {
        std::size_t n = 0;
        if (!in.length(n) || n > (in.size - 32) / AbiCodec<T>::kHead) return false;
        const AbiReader body = in.from(32);
        out.clear();
        out.reserve(n);
        for (std::size_t i = 0; i < n; ++i) {
            T value{};
            if constexpr (AbiCodec<T>::kDynamic) {
                AbiReader tail({});
                if (!body.follow(i * 32, tail) || !AbiCodec<T>::read(tail, value)) return false;
            } else {
                if (!AbiCodec<T>::read(body.from(i * AbiCodec<T>::kHead), value)) return false;
            }
            out.push_back(std::move(value));
        }
        return true;
    }
};

/// Any other plain struct is a tuple of its members.
template <class T>
    requires std::is_aggregate_v<T>
struct AbiCodec<T> {
    using Tuple = decltype(fields_of(std::declval<T&>()));
    using Codec = detail::AbiTuple<decltype([]<class... M>(std::tuple<M&...>) -> std::tuple<M...> {
        throw;
    }(std::declval<Tuple>()))>;
    static constexpr bool kDynamic = Codec::kDynamic;
    static constexpr std::size_t kHead = kDynamic ? 32 : Codec::kSize;
    static std::string name() { return Codec::name(); }
    static std::size_t tail(const T& value) {
        return std::apply(
            [](const auto&... v) {
                return detail::AbiTuple<
                    std::tuple<const std::remove_cvref_t<decltype(v)>&...>>::size(std::tie(v...));
            },
            fields_of(value));
    }
    static void append(Bytes& out, const T& value) {
        std::apply(
            [&](const auto&... v) {
                detail::AbiTuple<std::tuple<const std::remove_cvref_t<decltype(v)>&...>>::append(
                    out, std::tie(v...));
            },
            fields_of(value));
    }
    static void write(std::uint8_t* at, const T& value) {
        std::apply(
            [&](const auto&... v) {
                detail::AbiTuple<std::tuple<const std::remove_cvref_t<decltype(v)>&...>>::write(
                    at, std::tie(v...));
            },
            fields_of(value));
    }
    static bool read(const AbiReader& in, T& out) { return Codec::read(in, fields_of(out)); }
};

/// `abi.encode(values…)`.
template <class... T>
Bytes abi_encode(const T&... values) {
    using Tuple = detail::AbiTuple<std::tuple<const T&...>>;
    Bytes out;
    out.reserve(Tuple::size(std::tie(values...)));
    Tuple::append(out, std::tie(values...));
    return out;
}

/// Arguments that fill the given variables; false if the bytes are not such arguments. Bytes past
/// the last one are ignored, as every contract does.
template <class... T>
bool abi_decode(const AbiReader& in, T&... values) {
    return detail::AbiTuple<std::tuple<T...>>::read(in, std::tie(values...));
}

/// `abi.encodeWithSelector`.
template <class... T>
Bytes abi_call(const Selector& selector, const T&... values) {
    using Tuple = detail::AbiTuple<std::tuple<const T&...>>;
    Bytes out;
    out.reserve(selector.bytes.size() + Tuple::size(std::tie(values...)));
    out.assign(selector.bytes.begin(), selector.bytes.end());
    Tuple::append(out, std::tie(values...));
    return out;
}

}  // namespace aq
