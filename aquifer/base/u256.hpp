// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Unsigned 256-bit integers as the Ethereum machine has them. Arithmetic is by named functions
/// that say what happens at the edges: `checked_` fails as Solidity 0.8 does, `wrapping_` is
/// `unchecked`, division says which way it rounds.

#include <aquifer/base/bytes.hpp>
#include <aquifer/base/limb.hpp>

#include <array>
#include <bit>
#include <compare>
#include <concepts>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace aq {

/// What arithmetic can refuse. The contracts report these as Panic 0x11, Panic 0x12 and
/// `Error("Math: mulDiv overflow")`.
enum class Arithmetic : std::uint8_t { kOverflow, kDivisionByZero, kMulDivOverflow };

struct u256 {
    /// Least significant limb first.
    std::array<std::uint64_t, 4> limb{};

    constexpr u256() = default;
    template <std::unsigned_integral N>
    constexpr u256(N value)
        : limb{static_cast<std::uint64_t>(value), 0, 0, 0} {}  // NOLINT(*explicit*)
    constexpr u256(u128 value)                                 // NOLINT(*explicit*)
        : limb{static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64U), 0, 0} {}
    /// Only for literals and constants: a negative number does not convert.
    consteval u256(int value)
        : limb{static_cast<std::uint64_t>(value), 0, 0, 0} {  // NOLINT(*explicit*)
        if (value < 0) throw "a negative number is no u256";
    }
    constexpr explicit u256(std::array<std::uint64_t, 4> limbs) : limb(limbs) {}

    static constexpr u256 max() { return u256({~0ULL, ~0ULL, ~0ULL, ~0ULL}); }

    [[nodiscard]] constexpr bool is_zero() const {
        return (limb[0] | limb[1] | limb[2] | limb[3]) == 0;
    }
    [[nodiscard]] constexpr bool fits_u64() const { return (limb[1] | limb[2] | limb[3]) == 0; }
    [[nodiscard]] constexpr bool fits_u128() const { return (limb[2] | limb[3]) == 0; }
    /// The low 64 (128) bits, whatever stands above them.
    [[nodiscard]] constexpr std::uint64_t truncate_u64() const { return limb[0]; }
    [[nodiscard]] constexpr u128 truncate_u128() const {
        return (static_cast<u128>(limb[1]) << 64U) | limb[0];
    }
    [[nodiscard]] constexpr bool bit(unsigned index) const {
        return index < 256 && ((limb[index / 64] >> (index % 64)) & 1U) != 0;
    }
    /// Number of bits up to the highest one set; 0 for zero.
    [[nodiscard]] constexpr unsigned bit_width() const {
        for (unsigned i = 4; i-- > 0;) {
            if (limb[i] != 0) return 64 * i + static_cast<unsigned>(std::bit_width(limb[i]));
        }
        return 0;
    }

    // Written out, because a defaulted == calls memcmp and the order through <=> is a loop, while
    // these become a handful of instructions without a branch.
    friend constexpr bool operator==(const u256& a, const u256& b) {
        return ((a.limb[0] ^ b.limb[0]) | (a.limb[1] ^ b.limb[1]) | (a.limb[2] ^ b.limb[2]) |
                (a.limb[3] ^ b.limb[3])) == 0;
    }
    friend constexpr std::strong_ordering operator<=>(const u256& a, const u256& b) {
        for (unsigned i = 4; i-- > 0;) {
            if (a.limb[i] != b.limb[i]) return a.limb[i] <=> b.limb[i];
        }
        return std::strong_ordering::equal;
    }
    friend constexpr bool operator<(const u256& a, const u256& b) {
        const auto low = detail::sub_borrow(a.limb[0], b.limb[0], 0);
        const auto second = detail::sub_borrow(a.limb[1], b.limb[1], low.carry);
        const auto third = detail::sub_borrow(a.limb[2], b.limb[2], second.carry);
        return detail::sub_borrow(a.limb[3], b.limb[3], third.carry).carry != 0;
    }
    friend constexpr bool operator>(const u256& a, const u256& b) { return b < a; }
    friend constexpr bool operator<=(const u256& a, const u256& b) { return !(b < a); }
    friend constexpr bool operator>=(const u256& a, const u256& b) { return !(a < b); }

    friend constexpr u256 operator&(const u256& a, const u256& b) {
        return u256({a.limb[0] & b.limb[0], a.limb[1] & b.limb[1], a.limb[2] & b.limb[2],
                     a.limb[3] & b.limb[3]});
    }
    friend constexpr u256 operator|(const u256& a, const u256& b) {
        return u256({a.limb[0] | b.limb[0], a.limb[1] | b.limb[1], a.limb[2] | b.limb[2],
                     a.limb[3] | b.limb[3]});
    }
    friend constexpr u256 operator^(const u256& a, const u256& b) {
        return u256({a.limb[0] ^ b.limb[0], a.limb[1] ^ b.limb[1], a.limb[2] ^ b.limb[2],
                     a.limb[3] ^ b.limb[3]});
    }
    friend constexpr u256 operator~(const u256& a) {
        return u256({~a.limb[0], ~a.limb[1], ~a.limb[2], ~a.limb[3]});
    }
    friend constexpr u256 operator<<(const u256& a, unsigned shift) {
        u256 out;
        if (shift >= 256) return out;
        const unsigned limbs = shift / 64;
        const unsigned bits = shift % 64;
        for (unsigned i = 4; i-- > limbs;) {
            out.limb[i] = a.limb[i - limbs] << bits;
            if (bits != 0 && i > limbs) out.limb[i] |= a.limb[i - limbs - 1] >> (64 - bits);
        }
        return out;
    }
    friend constexpr u256 operator>>(const u256& a, unsigned shift) {
        u256 out;
        if (shift >= 256) return out;
        const unsigned limbs = shift / 64;
        const unsigned bits = shift % 64;
        for (unsigned i = 0; i + limbs < 4; ++i) {
            out.limb[i] = a.limb[i + limbs] >> bits;
            if (bits != 0 && i + limbs + 1 < 4) out.limb[i] |= a.limb[i + limbs + 1] << (64 - bits);
        }
        return out;
    }
};

namespace detail {

/// The sum modulo 2^256 and the bit carried out.
struct Carried {
    u256 value;
    bool carry = false;
};

constexpr Carried add(const u256& a, const u256& b) {
    const auto low = add_carry(a.limb[0], b.limb[0], 0);
    const auto second = add_carry(a.limb[1], b.limb[1], low.carry);
    const auto third = add_carry(a.limb[2], b.limb[2], second.carry);
    const auto high = add_carry(a.limb[3], b.limb[3], third.carry);
    return {u256({low.value, second.value, third.value, high.value}), high.carry != 0};
}

/// The difference modulo 2^256 and the bit borrowed.
constexpr Carried sub(const u256& a, const u256& b) {
    const auto low = sub_borrow(a.limb[0], b.limb[0], 0);
    const auto second = sub_borrow(a.limb[1], b.limb[1], low.carry);
    const auto third = sub_borrow(a.limb[2], b.limb[2], second.carry);
    const auto high = sub_borrow(a.limb[3], b.limb[3], third.carry);
    return {u256({low.value, second.value, third.value, high.value}), high.carry != 0};
}

/// The whole product of two numbers of 128 bits.
constexpr u256 mul_u128(u128 a, u128 b) {
    const auto a_low = static_cast<std::uint64_t>(a);
    const auto a_high = static_cast<std::uint64_t>(a >> 64U);
    const auto b_low = static_cast<std::uint64_t>(b);
    const auto b_high = static_cast<std::uint64_t>(b >> 64U);
    const u128 low = wide_mul(a_low, b_low);
    const u128 cross = wide_mul(a_low, b_high) + static_cast<std::uint64_t>(low >> 64U);
    const u128 middle = wide_mul(a_high, b_low) + static_cast<std::uint64_t>(cross);
    const u128 high = wide_mul(a_high, b_high) + static_cast<std::uint64_t>(cross >> 64U) +
                      static_cast<std::uint64_t>(middle >> 64U);
    return u256({static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(middle),
                 static_cast<std::uint64_t>(high), static_cast<std::uint64_t>(high >> 64U)});
}

/// The product modulo 2^256, and whether something stood above it.
constexpr Carried mul(const u256& a, const u256& b) {
    if (a.fits_u128() && b.fits_u128()) {
        return {mul_u128(a.truncate_u128(), b.truncate_u128()), false};
    }
    Carried out;
    for (unsigned i = 0; i < 4; ++i) {
        if (a.limb[i] == 0) continue;
        std::uint64_t carry = 0;
        for (unsigned j = 0; i + j < 4; ++j) {
            const u128 sum = wide_mul(a.limb[i], b.limb[j]) + out.value.limb[i + j] + carry;
            out.value.limb[i + j] = static_cast<std::uint64_t>(sum);
            carry = static_cast<std::uint64_t>(sum >> 64U);
        }
        out.carry |= carry != 0;
        for (unsigned j = 4 - i; j < 4; ++j) out.carry |= b.limb[j] != 0;
    }
    return out;
}

}  // namespace detail

constexpr u256 wrapping_add(const u256& a, const u256& b) {
    return detail::add(a, b).value;
}
constexpr u256 wrapping_sub(const u256& a, const u256& b) {
    return detail::sub(a, b).value;
}
constexpr u256 wrapping_mul(const u256& a, const u256& b) {
    return detail::mul(a, b).value;
}

inline std::expected<u256, Arithmetic> checked_add(const u256& a, const u256& b) {
    const auto [value, carry] = detail::add(a, b);
    if (carry) [[unlikely]]
        return std::unexpected(Arithmetic::kOverflow);
    return value;
}

inline std::expected<u256, Arithmetic> checked_sub(const u256& a, const u256& b) {
    const auto [value, borrow] = detail::sub(a, b);
    if (borrow) [[unlikely]]
        return std::unexpected(Arithmetic::kOverflow);
    return value;
}

inline std::expected<u256, Arithmetic> checked_mul(const u256& a, const u256& b) {
    const auto [value, carry] = detail::mul(a, b);
    if (carry) [[unlikely]]
        return std::unexpected(Arithmetic::kOverflow);
    return value;
}

/// ⌊a / b⌋ and ⌈a / b⌉; a zero divisor is `kDivisionByZero`.
std::expected<u256, Arithmetic> div_down(const u256& a, const u256& b);
std::expected<u256, Arithmetic> div_up(const u256& a, const u256& b);
/// a mod b; a zero divisor is `kDivisionByZero`.
std::expected<u256, Arithmetic> rem(const u256& a, const u256& b);

/// ⌊a·b / d⌋ with a 512-bit product. As OpenZeppelin's `Math.mulDiv`: a zero divisor is
/// `kDivisionByZero` when the product fits 256 bits; otherwise a result that does not fit is
/// `kMulDivOverflow`.
std::expected<u256, Arithmetic> mul_div_down(const u256& a, const u256& b, const u256& d);
/// ⌈a·b / d⌉; as above, and rounding 2^256 - 1 up is `kOverflow`.
std::expected<u256, Arithmetic> mul_div_up(const u256& a, const u256& b, const u256& d);

/// Integer square root, rounded down.
u256 sqrt_down(const u256& a);

/// 32 big-endian bytes.
inline u256 load_be(const std::uint8_t* at) {
    return u256({load_be64(at + 24), load_be64(at + 16), load_be64(at + 8), load_be64(at)});
}
inline void store_be(std::uint8_t* at, const u256& value) {
    store_be64(at, value.limb[3]);
    store_be64(at + 8, value.limb[2]);
    store_be64(at + 16, value.limb[1]);
    store_be64(at + 24, value.limb[0]);
}

/// Decimal digits, without sign or separators.
std::string to_decimal(const u256& value);
/// Decimal digits only, no sign, no space, at least one; nothing if it is anything else or does not
/// fit 256 bits.
std::optional<u256> parse_decimal(std::string_view text);

namespace detail {

/// A literal's digits: decimal with optional ' separators and a decimal exponent (1e18), or 0x hex.
consteval u256 literal(std::string_view text) {
    u256 out;
    const bool hex = text.size() > 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X');
    const unsigned base = hex ? 16 : 10;
    const auto times = [](const u256& a, unsigned by) {
        u256 r;
        u128 carry = 0;
        for (unsigned i = 0; i < 4; ++i) {
            carry += static_cast<u128>(a.limb[i]) * by;
            r.limb[i] = static_cast<std::uint64_t>(carry);
            carry >>= 64U;
        }
        if (carry != 0) throw "the literal does not fit 256 bits";
        return r;
    };
    std::size_t i = hex ? 2 : 0;
    for (; i < text.size() && (hex || (text[i] != 'e' && text[i] != 'E')); ++i) {
        const char c = text[i];
        if (c == '\'') continue;
        const unsigned digit = c <= '9' ? static_cast<unsigned>(c - '0')
                                        : static_cast<unsigned>((c | 0x20) - 'a') + 10U;
        if (digit >= base) throw "not a digit";
        const auto [sum, carry] = add(times(out, base), u256(digit));
        if (carry) throw "the literal does not fit 256 bits";
        out = sum;
    }
    if (i < text.size()) {
        unsigned exponent = 0;
        for (++i; i < text.size(); ++i)
            exponent = exponent * 10 + static_cast<unsigned>(text[i] - '0');
        for (; exponent > 0; --exponent) out = times(out, 10);
    }
    return out;
}

}  // namespace detail

inline namespace literals {
/// `1000_u256`, `0xff_u256`, `1e18_u256`.
template <char... Digits>
consteval u256 operator""_u256() {
    constexpr std::array text{Digits...};
    return detail::literal(std::string_view(text.data(), text.size()));
}
}  // namespace literals

/// 10^18, the contracts' 1.0.
inline constexpr u256 kWad = 1e18_u256;
/// Wei in a gwei.
inline constexpr u256 kGwei = 1e9_u256;

}  // namespace aq
