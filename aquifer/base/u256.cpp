// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/u256.hpp>

#include <aquifer/base/limb.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace aq {
namespace {

using detail::add_carry;
using detail::divide_2by1;
using detail::join;
using detail::sub_borrow;
using detail::wide_mul;

using Product = std::array<std::uint64_t, 8>;

constexpr std::uint64_t low_limb(u128 value) {
    return static_cast<std::uint64_t>(value);
}
constexpr std::uint64_t high_limb(u128 value) {
    return static_cast<std::uint64_t>(value >> 64U);
}

/// Limbs, least significant first.
using Limbs = std::span<const std::uint64_t>;

/// Without the zeros at the upper end.
Limbs significant(Limbs limbs) {
    while (!limbs.empty() && limbs.back() == 0) limbs = limbs.first(limbs.size() - 1);
    return limbs;
}

Product multiply(const u256& a, const u256& b) {
    Product out{};
    for (unsigned i = 0; i < 4; ++i) {
        if (a.limb[i] == 0) continue;
        std::uint64_t carry = 0;
#pragma GCC unroll 4
        for (unsigned j = 0; j < 4; ++j) {
            const u128 sum = wide_mul(a.limb[i], b.limb[j]) + out[i + j] + carry;
            out[i + j] = low_limb(sum);
            carry = high_limb(sum);
        }
        out[i + 4] = carry;
    }
    return out;
}

/// A divisor of two limbs, the highest bit of which is set, with its reciprocal
/// ⌊(2^192 - 1) / d⌋ - 2^64. It turns the guess of a quotient limb into two multiplications
/// (Möller and Granlund, "Improved division by invariant integers", 2011, algorithms 5 and 6).
class TopLimbs {
public:
    TopLimbs(std::uint64_t high, std::uint64_t low)
        : d_(join(high, low)), reciprocal_(divide_2by1(~high, ~0ULL, high).quotient) {
        std::uint64_t rest = high * reciprocal_ + low;
        if (rest < low) {
            --reciprocal_;
            if (rest >= high) {
                --reciprocal_;
                rest -= high;
            }
            rest -= high;
        }
        const u128 cross = wide_mul(reciprocal_, low);
        rest += high_limb(cross);
        if (rest < high_limb(cross)) {
            --reciprocal_;
            if (join(rest, low_limb(cross)) >= d_) --reciprocal_;
        }
    }

    struct Divided {
        std::uint64_t quotient;
        u128 remainder;
    };

    /// Three limbs by this, where the upper two are less than this.
    [[nodiscard]] Divided divide(u128 upper, std::uint64_t lowest) const {
        const u128 guess = wide_mul(reciprocal_, high_limb(upper)) + upper;
        std::uint64_t quotient = high_limb(guess);
        const std::uint64_t top = low_limb(upper) - quotient * high_limb(d_);
        u128 remainder = join(top, lowest) - wide_mul(low_limb(d_), quotient) - d_;
        ++quotient;
        if (high_limb(remainder) >= low_limb(guess)) {
            --quotient;
            remainder += d_;
        }
        if (remainder >= d_) [[unlikely]] {
            ++quotient;
            remainder -= d_;
        }
        return {quotient, remainder};
    }

    [[nodiscard]] u128 value() const { return d_; }

private:
    u128 d_;
    std::uint64_t reciprocal_;
};

struct Quotient {
    u256 quotient;
    u256 remainder;
};

Quotient divide_by_limb(Limbs u, std::uint64_t d) {
    Quotient out;
    std::uint64_t remainder = 0;
    std::size_t i = u.size();
    // The caller has made sure that the quotient has four limbs, so what stands above them is less
    // than the divisor.
    if (i > 4) remainder = u[--i];
    while (i-- > 0) {
        const auto step = divide_2by1(remainder, u[i], d);
        out.quotient.limb[i] = step.quotient;
        remainder = step.remainder;
    }
    out.remainder.limb[0] = remainder;
    return out;
}

/// The dividend with one limb more, shifted to the left by less than a limb.
using Shifted = std::array<std::uint64_t, 9>;

Shifted shift_left(Limbs u, unsigned shift) {
    Shifted out;  // NOLINT(*member-init): the limbs above those of `u` are never read.
    std::uint64_t carried = 0;
    for (std::size_t i = 0; i < u.size(); ++i) {
        out[i] = (u[i] << shift) | carried;
        carried = u[i] >> 1U >> (63U - shift);
    }
    out[u.size()] = carried;
    return out;
}

Quotient divide_by_two_limbs(Limbs u, const u256& d) {
    const auto shift = static_cast<unsigned>(std::countl_zero(d.limb[1]));
    const auto dividend = shift_left(u, shift);
    const u128 divisor = d.truncate_u128() << shift;
    const TopLimbs top(high_limb(divisor), low_limb(divisor));

    Quotient out;
    // The upper limb was shifted in and is less than the divisor's, whose highest bit is set.
    std::size_t i = u.size() - 1;
    u128 remainder = join(dividend[i + 1], dividend[i]);
    if (const u128 lower = join(dividend[i], dividend[i - 1]);
        dividend[i + 1] == 0 && lower < divisor) {
        remainder = lower;
        --i;
    }
    while (i-- > 0) {
        const auto step = top.divide(remainder, dividend[i]);
        if (i < 4) out.quotient.limb[i] = step.quotient;
        remainder = step.remainder;
    }
    out.remainder = u256(remainder >> shift);
    return out;
}

/// at[0 .. count) -= d * factor; returns what is left to take from the limb above.
std::uint64_t subtract_multiple(std::uint64_t* at, const u256& d, unsigned count,
                                std::uint64_t factor) {
    std::uint64_t owed = 0;
    for (unsigned i = 0; i < count; ++i) {
        const u128 take = wide_mul(d.limb[i], factor) + owed;
        const auto [value, borrow] = sub_borrow(at[i], low_limb(take), 0);
        at[i] = value;
        owed = high_limb(take) + borrow;
    }
    return owed;
}

/// at[0 .. count) += d; returns the carry.
unsigned char add_back(std::uint64_t* at, const u256& d, unsigned count) {
    unsigned char carry = 0;
    for (unsigned i = 0; i < count; ++i) {
        const auto sum = add_carry(at[i], d.limb[i], carry);
        at[i] = sum.value;
        carry = sum.carry;
    }
    return carry;
}

/// One limb of the quotient: at[0 .. n] by the n limbs of d, leaving the remainder in at[0 .. n).
/// Knuth's algorithm D, where the guess comes from three limbs by two and so is at most one too
/// high.
std::uint64_t divide_step(std::uint64_t* at, const u256& d, unsigned n, const TopLimbs& top) {
    const u128 upper = join(at[n], at[n - 1]);
    if (upper >= top.value()) [[unlikely]] {
        // The guess would not fit a limb, and the largest one is right: the upper limbs are those
        // of the divisor, so what its lower limbs take is less than one divisor.
        subtract_multiple(at, d, n, ~0ULL);
        return ~0ULL;
    }
    const auto [guess, rest] = top.divide(upper, at[n - 2]);
    const std::uint64_t owed = subtract_multiple(at, d, n - 2, guess);
    const auto low = sub_borrow(low_limb(rest), owed, 0);
    const auto high = sub_borrow(high_limb(rest), 0, low.carry);
    at[n - 2] = low.value;
    at[n - 1] = high.value;
    if (high.carry == 0) return guess;
    add_back(at, d, n);
    return guess - 1;
}

Quotient divide_by_many_limbs(Limbs u, const u256& d, unsigned n) {
    const auto shift = static_cast<unsigned>(std::countl_zero(d.limb[n - 1]));
    auto dividend = shift_left(u, shift);
    const u256 divisor = d << shift;
    const TopLimbs top(divisor.limb[n - 1], divisor.limb[n - 2]);

    Quotient out;
    for (std::size_t i = u.size() - n + 1; i-- > 0;) {
        const std::uint64_t digit = divide_step(&dividend[i], divisor, n, top);
        if (i < 4) out.quotient.limb[i] = digit;
    }
    std::copy_n(dividend.begin(), n, out.remainder.limb.begin());
    out.remainder = out.remainder >> shift;
    return out;
}

/// The quotient and the remainder, for a divisor that is neither zero nor above the dividend, and a
/// quotient below 2^256.
Quotient divide(Limbs dividend, const u256& d) {
    const Limbs u = significant(dividend);
    const auto n = static_cast<unsigned>(significant(d.limb).size());
    if (n == 1) return divide_by_limb(u, d.limb[0]);
    if (n == 2) return divide_by_two_limbs(u, d);
    return divide_by_many_limbs(u, d, n);
}

/// The same where the dividend has one limb or two, which is most of what the contracts divide.
Quotient divide_u128(u128 u, const u256& d) {
    if (!d.fits_u64()) {
        if (u256(u) < d) return {u256(), u256(u)};
        return divide(std::array{low_limb(u), high_limb(u)}, d);
    }
    const std::uint64_t divisor = d.limb[0];
    if (high_limb(u) == 0) {
        return {u256(low_limb(u) / divisor), u256(low_limb(u) % divisor)};
    }
    const std::uint64_t high = high_limb(u) / divisor;
    const auto low = divide_2by1(high_limb(u) % divisor, low_limb(u), divisor);
    return {u256(join(high, low.quotient)), u256(low.remainder)};
}

Quotient divide_u256(const u256& a, const u256& d) {
    if (a.fits_u128()) return divide_u128(a.truncate_u128(), d);
    if (a < d) return {u256(), a};
    return divide(a.limb, d);
}

enum class Rounding : std::uint8_t { kDown, kUp };

template <Rounding kRounding>
std::expected<u256, Arithmetic> rounded(const Quotient& exact) {
    if (kRounding == Rounding::kDown || exact.remainder.is_zero()) return exact.quotient;
    return checked_add(exact.quotient, 1);
}

/// OpenZeppelin looks at the divisor only after it has found the product to fit 256 bits: a product
/// that does not is an overflow for a divisor of zero too.
template <Rounding kRounding>
std::expected<u256, Arithmetic> mul_div(const u256& a, const u256& b, const u256& d) {
    if (a.fits_u128() && b.fits_u128()) {
        if (d.is_zero()) [[unlikely]]
            return std::unexpected(Arithmetic::kDivisionByZero);
        if (a.fits_u64() && b.fits_u64()) {
            return rounded<kRounding>(divide_u128(wide_mul(a.limb[0], b.limb[0]), d));
        }
        const u256 product = detail::mul_u128(a.truncate_u128(), b.truncate_u128());
        return rounded<kRounding>(divide_u256(product, d));
    }
    const Product product = multiply(a, b);
    const u256 high({product[4], product[5], product[6], product[7]});
    if (high.is_zero()) {
        if (d.is_zero()) [[unlikely]]
            return std::unexpected(Arithmetic::kDivisionByZero);
        const u256 low({product[0], product[1], product[2], product[3]});
        return rounded<kRounding>(divide_u256(low, d));
    }
    if (d <= high) [[unlikely]]
        return std::unexpected(Arithmetic::kMulDivOverflow);
    return rounded<kRounding>(divide(product, d));
}

/// ⌊√a⌋ of one limb, by Newton's method from above.
std::uint64_t sqrt_of_limb(std::uint64_t a) {
    if (a == 0) return 0;
    const auto half = (static_cast<unsigned>(std::bit_width(a)) + 1) / 2;
    std::uint64_t guess = 1ULL << half;
    for (;;) {
        const std::uint64_t next = (guess + a / guess) / 2;
        if (next >= guess) return guess;
        guess = next;
    }
}

constexpr std::uint64_t kTenTo19 = 10'000'000'000'000'000'000ULL;
constexpr unsigned kDigitsPerLimb = 19;

}  // namespace

std::expected<u256, Arithmetic> div_down(const u256& a, const u256& b) {
    if (b.is_zero()) [[unlikely]]
        return std::unexpected(Arithmetic::kDivisionByZero);
    return divide_u256(a, b).quotient;
}

std::expected<u256, Arithmetic> div_up(const u256& a, const u256& b) {
    if (b.is_zero()) [[unlikely]]
        return std::unexpected(Arithmetic::kDivisionByZero);
    return rounded<Rounding::kUp>(divide_u256(a, b));
}

std::expected<u256, Arithmetic> rem(const u256& a, const u256& b) {
    if (b.is_zero()) [[unlikely]]
        return std::unexpected(Arithmetic::kDivisionByZero);
    return divide_u256(a, b).remainder;
}

std::expected<u256, Arithmetic> mul_div_down(const u256& a, const u256& b, const u256& d) {
    return mul_div<Rounding::kDown>(a, b, d);
}

std::expected<u256, Arithmetic> mul_div_up(const u256& a, const u256& b, const u256& d) {
    return mul_div<Rounding::kUp>(a, b, d);
}

u256 sqrt_down(const u256& a) {
    if (a.fits_u64()) return u256(sqrt_of_limb(a.limb[0]));
    // The root of the upper 63 or 64 bits, plus one, is above the root that is wanted and has half
    // of its leading bits right; Newton's method then falls towards it and doubles them at each
    // step.
    const unsigned shift = (a.bit_width() - 63U) & ~1U;
    const std::uint64_t leading = (a >> shift).truncate_u64();
    u256 guess = u256(sqrt_of_limb(leading) + 1) << (shift / 2);
    for (;;) {
        // Both are 2^128 at most, so nothing wraps.
        const u256 next = wrapping_add(guess, divide_u256(a, guess).quotient) >> 1U;
        if (next >= guess) return guess;
        guess = next;
    }
}

std::string to_decimal(const u256& value) {
    std::array<char, 80> text{};
    std::size_t at = text.size();
    u256 left = value;
    while (!left.fits_u64()) {
        const auto [quotient, remainder] = divide_u256(left, kTenTo19);
        std::uint64_t digits = remainder.limb[0];
        for (unsigned i = 0; i < kDigitsPerLimb; ++i, digits /= 10) {
            text[--at] = static_cast<char>('0' + digits % 10);
        }
        left = quotient;
    }
    // The leading digits, of which there is at least one.
    text[--at] = static_cast<char>('0' + left.limb[0] % 10);
    for (std::uint64_t digits = left.limb[0] / 10; digits != 0; digits /= 10) {
        text[--at] = static_cast<char>('0' + digits % 10);
    }
    return {text.begin() + static_cast<std::ptrdiff_t>(at), text.end()};
}

std::optional<u256> parse_decimal(std::string_view text) {
    if (text.empty()) return std::nullopt;
    u256 out;
    while (!text.empty()) {
        const auto chunk = text.substr(0, std::min<std::size_t>(text.size(), kDigitsPerLimb));
        text.remove_prefix(chunk.size());
        std::uint64_t digits = 0;
        std::uint64_t scale = 1;
        for (const char c : chunk) {
            if (c < '0' || c > '9') return std::nullopt;
            digits = digits * 10 + static_cast<std::uint64_t>(c - '0');
            scale *= 10;
        }
        const auto [scaled, overflow] = detail::mul(out, scale);
        const auto [sum, carry] = detail::add(scaled, digits);
        if (overflow || carry) return std::nullopt;
        out = sum;
    }
    return out;
}

}  // namespace aq
