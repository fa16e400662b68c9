// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The 64-bit digits (limbs) that long integers are made of: sums with a carry, wide products and
/// the division of two limbs by one.

#include <cstdint>

namespace aq {

/// `__extension__` quietens -Wpedantic, which a `using` cannot.
__extension__ typedef unsigned __int128 u128;  // NOLINT(modernize-use-using)

}  // namespace aq

namespace aq::detail {

/// A limb, and what it hands to the next one: 0 or 1.
struct LimbCarried {
    std::uint64_t value = 0;
    unsigned char carry = 0;
};

/// g++ 12 finds the add-with-carry instruction through this builtin and through nothing else; the
/// portable form below it is for other machines and for constant evaluation.
constexpr LimbCarried add_carry(std::uint64_t a, std::uint64_t b, unsigned char carry) {
#if defined(__x86_64__)
    if (!__builtin_is_constant_evaluated()) {
        unsigned long long value = 0;
        const unsigned char out = __builtin_ia32_addcarryx_u64(carry, a, b, &value);
        return {value, out};
    }
#endif
    const u128 sum = static_cast<u128>(a) + b + carry;
    return {static_cast<std::uint64_t>(sum), static_cast<unsigned char>(sum >> 64U)};
}

constexpr LimbCarried sub_borrow(std::uint64_t a, std::uint64_t b, unsigned char borrow) {
#if defined(__x86_64__)
    if (!__builtin_is_constant_evaluated()) {
        unsigned long long value = 0;
#if defined(__clang__)
        const unsigned char out = __builtin_ia32_subborrow_u64(borrow, a, b, &value);
#else
        const unsigned char out = __builtin_ia32_sbb_u64(borrow, a, b, &value);
#endif
        return {value, out};
    }
#endif
    const u128 difference = static_cast<u128>(a) - b - borrow;
    return {static_cast<std::uint64_t>(difference),
            static_cast<unsigned char>((difference >> 64U) & 1U)};
}

constexpr u128 wide_mul(std::uint64_t a, std::uint64_t b) {
    return static_cast<u128>(a) * b;
}

constexpr u128 join(std::uint64_t high, std::uint64_t low) {
    return (static_cast<u128>(high) << 64U) | low;
}

struct LimbDivided {
    std::uint64_t quotient = 0;
    std::uint64_t remainder = 0;
};

/// (high·2^64 + low) / d, for high < d.
inline LimbDivided divide_2by1(std::uint64_t high, std::uint64_t low, std::uint64_t d) {
#if defined(__x86_64__)
    // The compiler knows no such operation and would call a function for 128 bits by 128.
    LimbDivided out;
    __asm__("divq %4"
            : "=a"(out.quotient), "=d"(out.remainder)
            : "0"(low), "1"(high), "rm"(d)
            : "cc");
    return out;
#else
    const u128 u = join(high, low);
    return {static_cast<std::uint64_t>(u / d), static_cast<std::uint64_t>(u % d)};
#endif
}

}  // namespace aq::detail
