// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/u256.hpp>

#include <aquifer/base/prng.hpp>

#include <gmpxx.h>
#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace aq {

// GoogleTest finds this by the namespace of the type.
// NOLINTNEXTLINE(misc-use-internal-linkage,readability-identifier-naming)
void PrintTo(const u256& value, std::ostream* out) {
    *out << to_decimal(value);
}

namespace {

constexpr int kRounds = 200'000;

mpz_class big(const u256& value) {
    mpz_class out;
    mpz_import(out.get_mpz_t(), 4, -1, 8, 0, 0, value.limb.data());
    return out;
}

u256 small(const mpz_class& value) {
    u256 out;
    std::size_t count = 0;
    mpz_export(out.limb.data(), &count, -1, 8, 0, 0, value.get_mpz_t());
    return out;
}

const mpz_class& modulus() {
    static const mpz_class value = mpz_class(1) << 256;
    return value;
}

mpz_class quotient_down(const mpz_class& a, const mpz_class& b) {
    mpz_class out;
    mpz_fdiv_q(out.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
    return out;
}

mpz_class quotient_up(const mpz_class& a, const mpz_class& b) {
    mpz_class out;
    mpz_cdiv_q(out.get_mpz_t(), a.get_mpz_t(), b.get_mpz_t());
    return out;
}

using Outcome = std::expected<u256, Arithmetic>;

/// The exact result, or overflow if it is out of range.
Outcome fitted(const mpz_class& exact, Arithmetic error = Arithmetic::kOverflow) {
    if (exact < 0 || exact >= modulus()) return std::unexpected(error);
    return small(exact);
}

/// What OpenZeppelin's `Math.mulDiv` says, from GMP's numbers.
Outcome expected_mul_div(const mpz_class& a, const mpz_class& b, const mpz_class& d, bool up) {
    const mpz_class product = a * b;
    if (d == 0) {
        return std::unexpected(product < modulus() ? Arithmetic::kDivisionByZero
                                                   : Arithmetic::kMulDivOverflow);
    }
    if (quotient_down(product, d) >= modulus()) return std::unexpected(Arithmetic::kMulDivOverflow);
    return fitted(up ? quotient_up(product, d) : quotient_down(product, d));
}

std::string shown(const Outcome& outcome) {
    if (outcome.has_value()) return to_decimal(*outcome);
    return "error " + std::to_string(static_cast<int>(outcome.error()));
}

/// EXPECT_EQ would build its message for each of a million comparisons.
#define EXPECT_SAME(ours, theirs)                                                     \
    do {                                                                              \
        const Outcome got = (ours);                                                   \
        const Outcome want = (theirs);                                                \
        if (got != want) {                                                            \
            FAIL() << #ours << " is " << shown(got) << ", not " << shown(want)        \
                   << "\na = " << big(a) << "\nb = " << big(b) << "\nd = " << big(d); \
        }                                                                             \
    } while (false)

struct Triple {
    u256 a, b, d;
};

/// Three numbers, often such that the quotient stands close to the border of 256 bits or the
/// remainder close to zero, which independent numbers seldom do.
Triple draw(Prng& rng) {
    Triple out{edge_u256(rng), edge_u256(rng), edge_u256(rng)};
    switch (rng.below(8)) {
        case 0:
            out.d = wrapping_add(out.a, u256(rng.below(3)));
            break;
        case 1:
            out.a = wrapping_mul(out.b, out.d);
            break;
        case 2:
            out.a = wrapping_sub(wrapping_mul(out.b, out.d), u256(rng.below(3)));
            break;
        case 3: {
            // The high half of the product, give or take one: where mulDiv starts to overflow.
            const mpz_class high = (big(out.a) * big(out.b)) >> 256;
            out.d = wrapping_sub(wrapping_add(small(high), u256(rng.below(3))), 1);
            break;
        }
        default:
            break;
    }
    return out;
}

TEST(U256, SumsAndDifferencesAgreeWithGmp) {
    Prng rng(1);
    for (int i = 0; i < kRounds; ++i) {
        const auto [a, b, d] = draw(rng);
        EXPECT_SAME(checked_add(a, b), fitted(big(a) + big(b)));
        EXPECT_SAME(checked_sub(a, b), fitted(big(a) - big(b)));
        EXPECT_SAME(wrapping_add(a, b), small((big(a) + big(b)) % modulus()));
        EXPECT_SAME(wrapping_sub(a, b), small((modulus() + big(a) - big(b)) % modulus()));
    }
}

TEST(U256, ProductsAgreeWithGmp) {
    Prng rng(2);
    for (int i = 0; i < kRounds; ++i) {
        const auto [a, b, d] = draw(rng);
        EXPECT_SAME(checked_mul(a, b), fitted(big(a) * big(b)));
        EXPECT_SAME(wrapping_mul(a, b), small((big(a) * big(b)) % modulus()));
    }
}

TEST(U256, QuotientsAndRemaindersAgreeWithGmp) {
    Prng rng(3);
    for (int i = 0; i < kRounds; ++i) {
        const auto [a, b, d] = draw(rng);
        if (d.is_zero()) {
            EXPECT_SAME(div_down(a, d), std::unexpected(Arithmetic::kDivisionByZero));
            EXPECT_SAME(div_up(a, d), std::unexpected(Arithmetic::kDivisionByZero));
            EXPECT_SAME(rem(a, d), std::unexpected(Arithmetic::kDivisionByZero));
            continue;
        }
        EXPECT_SAME(div_down(a, d), small(quotient_down(big(a), big(d))));
        EXPECT_SAME(div_up(a, d), small(quotient_up(big(a), big(d))));
        EXPECT_SAME(rem(a, d), small(big(a) % big(d)));
    }
}

TEST(U256, MulDivAgreesWithGmpInBothRoundings) {
    Prng rng(4);
    for (int i = 0; i < 2 * kRounds; ++i) {
        const auto [a, b, d] = draw(rng);
        EXPECT_SAME(mul_div_down(a, b, d), expected_mul_div(big(a), big(b), big(d), false));
        EXPECT_SAME(mul_div_up(a, b, d), expected_mul_div(big(a), big(b), big(d), true));
    }
}

TEST(U256, SquareRootsAgreeWithGmp) {
    Prng rng(5);
    for (int i = 0; i < kRounds; ++i) {
        auto [a, b, d] = draw(rng);
        // A square and its neighbours, as often as any number.
        if (rng.coin()) {
            const u256 root(b.truncate_u128());
            a = wrapping_sub(wrapping_add(wrapping_mul(root, root), u256(rng.below(3))), 1);
        }
        EXPECT_SAME(sqrt_down(a), small(sqrt(big(a))));
    }
}

TEST(U256, DecimalTextAgreesWithGmpBothWays) {
    Prng rng(6);
    for (int i = 0; i < kRounds; ++i) {
        const u256 a = edge_u256(rng);
        const std::string text = big(a).get_str();
        ASSERT_EQ(to_decimal(a), text);
        ASSERT_EQ(parse_decimal(text), a);
    }
}

TEST(U256, OrderBitsAndShiftsAgreeWithGmp) {
    Prng rng(7);
    for (int i = 0; i < kRounds; ++i) {
        auto [a, b, d] = draw(rng);
        if (rng.below(4) == 0) b = a;
        if (rng.below(4) == 0) b.limb[0] = a.limb[0];
        const mpz_class x = big(a);
        const mpz_class y = big(b);
        const auto shift = static_cast<unsigned>(rng.below(260));
        ASSERT_EQ(a == b, x == y);
        ASSERT_EQ(a != b, x != y);
        ASSERT_EQ(a < b, x < y);
        ASSERT_EQ(a > b, x > y);
        ASSERT_EQ(a <= b, x <= y);
        ASSERT_EQ(a >= b, x >= y);
        ASSERT_EQ((a <=> b) < 0, x < y);
        ASSERT_EQ((a <=> b) == 0, x == y);
        EXPECT_SAME(a & b, small(x & y));
        EXPECT_SAME(a | b, small(x | y));
        EXPECT_SAME(a ^ b, small(x ^ y));
        EXPECT_SAME(~a, small(modulus() - 1 - x));
        EXPECT_SAME(a << shift, small((x << shift) % modulus()));
        EXPECT_SAME(a >> shift, small(x >> shift));
        ASSERT_EQ(a.bit(shift), mpz_tstbit(x.get_mpz_t(), shift) != 0);
        ASSERT_EQ(a.bit_width(), a.is_zero() ? 0 : mpz_sizeinbase(x.get_mpz_t(), 2));
        ASSERT_EQ(a.fits_u64(), x < (mpz_class(1) << 64));
        ASSERT_EQ(a.fits_u128(), x < (mpz_class(1) << 128));
        ASSERT_EQ(u256(a.truncate_u128()), small(x % (mpz_class(1) << 128)));
    }
}

TEST(U256, BigEndianBytesAgreeWithGmpBothWays) {
    Prng rng(8);
    for (int i = 0; i < kRounds; ++i) {
        const u256 a = edge_u256(rng);
        std::array<std::uint8_t, 32> bytes{};
        store_be(bytes.data(), a);
        mpz_class read;
        mpz_import(read.get_mpz_t(), 32, 1, 1, 1, 0, bytes.data());
        ASSERT_EQ(read, big(a));
        ASSERT_EQ(load_be(bytes.data()), a);
    }
}

const u256 kMax = u256::max();
const u256 kHalf = 1_u256 << 255;

void expect_value(const Outcome& outcome, const u256& value) {
    ASSERT_TRUE(outcome.has_value()) << shown(outcome);
    EXPECT_EQ(*outcome, value);
}

void expect_error(const Outcome& outcome, Arithmetic error) {
    ASSERT_FALSE(outcome.has_value()) << shown(outcome);
    EXPECT_EQ(outcome.error(), error);
}

TEST(U256, CheckedArithmeticRefusesWhatLeavesTheRange) {
    expect_error(checked_add(kMax, 1), Arithmetic::kOverflow);
    expect_value(checked_add(kMax, 0), kMax);
    expect_error(checked_sub(0, 1), Arithmetic::kOverflow);
    expect_value(checked_sub(1, 1), 0);
    expect_error(checked_mul(kHalf, 2), Arithmetic::kOverflow);
    expect_value(checked_mul(kHalf, 1), kHalf);
    // 2^128 squared, and the largest square there is.
    expect_error(checked_mul(1_u256 << 128, 1_u256 << 128), Arithmetic::kOverflow);
    expect_value(checked_mul(0xffffffffffffffffffffffffffffffff_u256,
                             0xffffffffffffffffffffffffffffffff_u256),
                 0xfffffffffffffffffffffffffffffffe00000000000000000000000000000001_u256);
}

TEST(U256, WrappingArithmeticComesRoundTheOtherSide) {
    EXPECT_EQ(wrapping_add(kMax, 1), 0_u256);
    EXPECT_EQ(wrapping_sub(0, 1), kMax);
    EXPECT_EQ(wrapping_mul(kHalf, 2), 0_u256);
    EXPECT_EQ(wrapping_mul(kMax, kMax), 1_u256);
}

TEST(U256, ZeroDivisorIsRefused) {
    expect_error(div_down(1, 0), Arithmetic::kDivisionByZero);
    expect_error(div_down(0, 0), Arithmetic::kDivisionByZero);
    expect_error(div_up(1, 0), Arithmetic::kDivisionByZero);
    expect_error(div_up(0, 0), Arithmetic::kDivisionByZero);
    expect_error(rem(1, 0), Arithmetic::kDivisionByZero);
    expect_error(mul_div_down(1, 1, 0), Arithmetic::kDivisionByZero);
    expect_error(mul_div_up(1, 1, 0), Arithmetic::kDivisionByZero);
    expect_error(mul_div_down(1_u256 << 100, 1_u256 << 100, 0), Arithmetic::kDivisionByZero);
    expect_error(mul_div_down(kMax, 1, 0), Arithmetic::kDivisionByZero);
}

TEST(U256, DivisionRoundsTheWayItsNameSays) {
    expect_value(div_down(7, 2), 3);
    expect_value(div_up(7, 2), 4);
    expect_value(div_up(6, 2), 3);
    expect_value(div_up(0, 5), 0);
    expect_value(div_up(kMax, 1), kMax);
    expect_value(div_up(kMax, 2), kHalf);
    expect_value(div_down(1, kMax), 0);
    expect_value(div_up(1, kMax), 1);
    expect_value(rem(7, 4), 3);
    expect_value(rem(kMax, kHalf),
                 0x7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff_u256);
}

TEST(U256, MulDivKeepsTheWholeProduct) {
    // (2^256 - 1)^2 / (2^256 - 1), and 10^60 * 10^60 / 10^60.
    expect_value(mul_div_down(kMax, kMax, kMax), kMax);
    expect_value(mul_div_up(kMax, kMax, kMax), kMax);
    expect_value(mul_div_down(1e60_u256, 1e60_u256, 1e60_u256), 1e60_u256);
    expect_value(mul_div_down(kWad, 2, 3), 666666666666666666_u256);
    expect_value(mul_div_up(kWad, 2, 3), 666666666666666667_u256);
}

TEST(U256, MulDivOverflowIsAnErrorOfItsOwn) {
    expect_error(mul_div_down(kMax, 2, 1), Arithmetic::kMulDivOverflow);
    expect_error(mul_div_up(kMax, 2, 1), Arithmetic::kMulDivOverflow);
    expect_error(mul_div_down(kHalf, 4, 2), Arithmetic::kMulDivOverflow);
    expect_value(mul_div_down(kHalf, 4, 3),
                 0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa_u256);
    expect_error(mul_div_down(kMax, kMax, wrapping_sub(kMax, 1)), Arithmetic::kMulDivOverflow);
}

TEST(U256, MulDivOfALargeProductByZeroIsAnOverflow) {
    expect_error(mul_div_down(kMax, 2, 0), Arithmetic::kMulDivOverflow);
    expect_error(mul_div_up(kMax, kMax, 0), Arithmetic::kMulDivOverflow);
}

TEST(U256, RoundingTheLargestNumberUpOverflows) {
    // (2^129 - 1)(2^129 + 1) = 2^258 - 1 = 4 * (2^256 - 1) + 3.
    const u256 below = wrapping_sub(1_u256 << 129, 1);
    const u256 above = wrapping_add(1_u256 << 129, 1);
    expect_value(mul_div_down(below, above, 4), kMax);
    expect_error(mul_div_up(below, above, 4), Arithmetic::kOverflow);
}

TEST(U256, DivisionCorrectsAGuessThatWasTooHigh) {
    // From Hacker's Delight, section 9-2, and its neighbours, with limbs of 64 bits: the guess of
    // a quotient's limb must be put right once, or is too large for a limb.
    const u256 a({0, ~0ULL - 1, 1ULL << 63, 0});
    const u256 b({~0ULL, 0, 1ULL << 63, 0});
    expect_value(div_down(a, b), small(quotient_down(big(a), big(b))));
    const u256 c({3, 0, 0x8000000000000000ULL, 0x7fffffffffffffffULL});
    const u256 d({1, 0, 0x8000000000000000ULL, 0});
    expect_value(div_down(c, d), small(quotient_down(big(c), big(d))));
    expect_value(rem(c, d), small(big(c) % big(d)));
}

TEST(U256, LongDivisionAgreesWithGmpWhereItsGuessesFail) {
    // Limbs of zeros, ones and single bits make the leading limbs of dividend and divisor alike,
    // which is what the corrections of the quotient's limbs are for.
    constexpr std::array<std::uint64_t, 6> kLimbs{0,         1,          ~0ULL,
                                                  ~0ULL - 1, 1ULL << 63, (1ULL << 63) - 1};
    Prng rng(9);
    const auto number = [&] {
        u256 out;
        for (auto& limb : out.limb) limb = kLimbs[rng.below(kLimbs.size())];
        return out >> static_cast<unsigned>(rng.below(2) * rng.below(256));
    };
    for (int i = 0; i < kRounds; ++i) {
        const u256 a = number();
        const u256 b = number();
        u256 d = number();
        EXPECT_SAME(mul_div_down(a, b, d), expected_mul_div(big(a), big(b), big(d), false));
        EXPECT_SAME(mul_div_up(a, b, d), expected_mul_div(big(a), big(b), big(d), true));
        // A divisor whose upper limbs are those of the product's high half.
        d = wrapping_add(small((big(a) * big(b)) >> 256), u256(kLimbs[rng.below(kLimbs.size())]));
        EXPECT_SAME(mul_div_down(a, b, d), expected_mul_div(big(a), big(b), big(d), false));
        if (d.is_zero()) continue;
        EXPECT_SAME(div_down(a, d), small(quotient_down(big(a), big(d))));
        EXPECT_SAME(rem(a, d), small(big(a) % big(d)));
    }
}

TEST(U256, SquareRootOfTheLargestNumber) {
    EXPECT_EQ(sqrt_down(0), 0_u256);
    EXPECT_EQ(sqrt_down(3), 1_u256);
    EXPECT_EQ(sqrt_down(4), 2_u256);
    EXPECT_EQ(sqrt_down(kMax), 0xffffffffffffffffffffffffffffffff_u256);
    EXPECT_EQ(sqrt_down(~0ULL), 0xffffffff_u256);
}

TEST(U256, DecimalTextOfTheLargestNumberAndOneMore) {
    // 2^256 - 1 as EIP-20 wallets show an unlimited allowance.
    const std::string largest =
        "115792089237316195423570985008687907853269984665640564039457584007913129639935";
    EXPECT_EQ(to_decimal(kMax), largest);
    EXPECT_EQ(to_decimal(0), "0");
    EXPECT_EQ(to_decimal(1e19_u256), "10000000000000000000");
    EXPECT_EQ(to_decimal(1e38_u256), "1" + std::string(38, '0'));
    EXPECT_EQ(parse_decimal(largest), kMax);
    EXPECT_EQ(parse_decimal("000000000000000000000000" + largest), kMax);
    std::string one_more = largest;
    one_more.back() = '6';
    EXPECT_EQ(parse_decimal(one_more), std::nullopt);
    EXPECT_EQ(parse_decimal(largest + "0"), std::nullopt);
    EXPECT_EQ(parse_decimal(std::string(100, '9')), std::nullopt);
}

TEST(U256, ParsingRefusesWhatIsNotDigits) {
    for (const std::string text : {"", " ", "-1", "+1", " 1", "1 ", "1.0", "1e3", "0x10", "1_000",
                                   "1234567890123456789012x", "/", ":"}) {
        EXPECT_EQ(parse_decimal(text), std::nullopt) << '"' << text << '"';
    }
    EXPECT_EQ(parse_decimal(std::string_view("1\0", 2)), std::nullopt);
    EXPECT_EQ(parse_decimal("0"), 0_u256);
    EXPECT_EQ(parse_decimal("00"), 0_u256);
}

// What constants are made of works while compiling, and agrees with what runs.
static_assert(1e18_u256 == kWad && 1'000_u256 == 1000_u256 && 0xff_u256 == 255_u256);
static_assert(u256(5) == u256(5U) && u256(~0ULL).fits_u64() && u256{} == 0);
static_assert(wrapping_sub(0, 1) == u256::max() && wrapping_mul(kWad, kWad) == 1e36_u256);
static_assert(kWad < 1e19_u256 && kWad > 0 && u256::max() >= kWad && (0_u256 <=> kWad) < 0);

// A negative literal, a signed variable and a floating-point number are no u256.
template <class From>
concept Converts = std::is_convertible_v<From, u256>;
static_assert(Converts<unsigned> && Converts<std::uint64_t> && Converts<std::uint8_t>);
static_assert(!std::is_constructible_v<u256, const char*>);

struct Holder {
    u256 zero = 0;
    u256 many = 1000;
};

u256 twice(u256 value = 21) {
    return wrapping_add(value, value);
}

TEST(U256, SmallLiteralsConvert) {
    const Holder holder;
    EXPECT_EQ(holder.zero, 0_u256);
    EXPECT_EQ(holder.many, 1000_u256);
    EXPECT_EQ(twice(), 42_u256);
    EXPECT_EQ(twice(4), 8_u256);
    EXPECT_TRUE(twice(2) == 4);
    EXPECT_TRUE(3 < twice(2));
    const std::vector<u256> several{1, 2, 3};
    EXPECT_EQ(several[2], 3_u256);
    u256 assigned;
    assigned = 7;
    EXPECT_EQ(assigned, 7_u256);
    const bool yes = twice(1) == 2;
    EXPECT_EQ(yes ? assigned : 0, 7_u256);
}

}  // namespace
}  // namespace aq
