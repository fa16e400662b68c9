// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Addresses, hashes, selectors and the odd-width integers of the ABI, each a type of its own.

#include <aquifer/base/hash.hpp>
#include <aquifer/base/hex.hpp>
#include <aquifer/base/u256.hpp>

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace aq {

namespace detail {

consteval std::uint8_t nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<std::uint8_t>(c - 'A' + 10);
    throw "not a hexadecimal digit";
}

template <std::size_t N>
consteval std::array<std::uint8_t, N> fixed_hex(std::string_view text) {
    if (text.size() != 2 * N + 2 || text[0] != '0' || text[1] != 'x') throw "wrong length";
    std::array<std::uint8_t, N> out{};
    for (std::size_t i = 0; i < N; ++i) {
        out[i] = static_cast<std::uint8_t>(nibble(text[2 + 2 * i]) * 16 + nibble(text[3 + 2 * i]));
    }
    return out;
}

}  // namespace detail

/// A 20-byte account. Orders as the number it is, as Solidity compares addresses.
struct Address {
    std::array<std::uint8_t, 20> bytes{};

    friend constexpr bool operator==(const Address& a, const Address& b) {
        if consteval {
            return a.bytes == b.bytes;
        } else {
            return equal_bytes<20>(a.bytes.data(), b.bytes.data());
        }
    }
    friend std::strong_ordering operator<=>(const Address& a, const Address& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), 20) <=> 0;
    }
};
inline constexpr Address kZeroAddress{};

/// 32 bytes: a hash, a topic, a root, a salt.
struct Hash {
    Digest bytes{};

    friend constexpr bool operator==(const Hash& a, const Hash& b) {
        if consteval {
            return a.bytes == b.bytes;
        } else {
            return equal_bytes<32>(a.bytes.data(), b.bytes.data());
        }
    }
    friend std::strong_ordering operator<=>(const Hash& a, const Hash& b) {
        return std::memcmp(a.bytes.data(), b.bytes.data(), 32) <=> 0;
    }
};

/// The first four bytes of a hash: which function is called, which error was raised.
struct Selector {
    std::array<std::uint8_t, 4> bytes{};

    friend constexpr bool operator==(const Selector&, const Selector&) = default;
    friend constexpr auto operator<=>(const Selector&, const Selector&) = default;
    [[nodiscard]] constexpr std::uint32_t number() const {
        return (std::uint32_t{bytes[0]} << 24U) | (std::uint32_t{bytes[1]} << 16U) |
               (std::uint32_t{bytes[2]} << 8U) | bytes[3];
    }
    static constexpr Selector of(std::uint32_t number) {
        return {{static_cast<std::uint8_t>(number >> 24U), static_cast<std::uint8_t>(number >> 16U),
                 static_cast<std::uint8_t>(number >> 8U), static_cast<std::uint8_t>(number)}};
    }
};

inline namespace literals {
consteval Address operator""_address(const char* text, std::size_t size) {
    return {detail::fixed_hex<20>({text, size})};
}
consteval Hash operator""_hash(const char* text, std::size_t size) {
    return {detail::fixed_hex<32>({text, size})};
}
consteval Selector operator""_selector(const char* text, std::size_t size) {
    return {detail::fixed_hex<4>({text, size})};
}
}  // namespace literals

inline Hash keccak(BytesView data) {
    return {keccak256(data)};
}
inline Hash keccak(std::string_view text) {
    return {keccak256(bytes_of(text))};
}
inline Selector first_four(const Hash& hash) {
    return {{hash.bytes[0], hash.bytes[1], hash.bytes[2], hash.bytes[3]}};
}

inline std::string to_hex(const Address& address) {
    return to_hex(BytesView(address.bytes));
}
inline std::string to_hex(const Hash& hash) {
    return to_hex(BytesView(hash.bytes));
}
inline std::string to_hex(const Selector& selector) {
    return to_hex(BytesView(selector.bytes));
}

inline u256 to_u256(const Hash& hash) {
    return load_be(hash.bytes.data());
}
inline u256 to_u256(const Address& address) {
    Digest word{};
    std::ranges::copy(address.bytes, word.begin() + 12);
    return load_be(word.data());
}
inline Hash to_hash(const u256& value) {
    Hash out;
    store_be(out.bytes.data(), value);
    return out;
}
/// The low 20 bytes, whatever stands above them.
inline Address truncate_address(const u256& value) {
    Digest word{};
    store_be(word.data(), value);
    Address out;
    std::copy_n(word.begin() + 12, 20, out.bytes.begin());
    return out;
}

/// `uint24`, `uint40`, `uint96`…: an ABI width that no C++ integer has. Holds at most 128 bits.
template <unsigned Bits>
struct Uint {
    using Rep = std::conditional_t<(Bits > 64), unsigned __int128,
                                   std::conditional_t<(Bits > 32), std::uint64_t, std::uint32_t>>;
    Rep value{};

    friend constexpr bool operator==(const Uint&, const Uint&) = default;
    friend constexpr auto operator<=>(const Uint&, const Uint&) = default;
};
using u24 = Uint<24>;
using u40 = Uint<40>;
using u96 = Uint<96>;

/// `int256`, `int128`, `int64` in two's complement over 256 bits.
struct i256 {
    u256 bits;

    [[nodiscard]] constexpr bool is_negative() const { return bits.bit(255); }
    /// The distance from zero; 2^255 for the least number.
    [[nodiscard]] constexpr u256 magnitude() const {
        return is_negative() ? wrapping_sub(u256{}, bits) : bits;
    }
    static constexpr i256 positive(const u256& magnitude) { return {magnitude}; }
    static constexpr i256 negative(const u256& magnitude) {
        return {wrapping_sub(u256{}, magnitude)};
    }
    static constexpr i256 of(__int128 value) {
        return value < 0 ? negative(u256(-static_cast<unsigned __int128>(value)))
                         : positive(u256(static_cast<unsigned __int128>(value)));
    }
    friend constexpr bool operator==(const i256&, const i256&) = default;
    friend constexpr std::strong_ordering operator<=>(const i256& a, const i256& b) {
        if (a.is_negative() != b.is_negative()) {
            return a.is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
        }
        return a.bits <=> b.bits;
    }
};

/// `int64` and `int128` of the ABI: a signed number with its width.
template <unsigned Bits>
struct Int {
    using Rep = std::conditional_t<(Bits > 64), __int128, std::int64_t>;
    Rep value{};

    friend constexpr bool operator==(const Int&, const Int&) = default;
    friend constexpr auto operator<=>(const Int&, const Int&) = default;
};

}  // namespace aq
