// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A number with its unit. Amounts of one unit add, subtract and compare; nothing divides or leaves
/// its unit without saying so.

#include <aquifer/base/result.hpp>
#include <aquifer/eth/abi.hpp>

#include <compare>
#include <type_traits>

namespace aq {

/// `Rep` is `u256` (uint256 in the ABI) or `std::uint64_t` (uint64).
template <class Unit, class Rep = u256>
struct Quantity {
    Rep raw{};

    constexpr Quantity() = default;
    constexpr explicit Quantity(const Rep& value) : raw(value) {}

    static constexpr Quantity max() {
        if constexpr (std::is_same_v<Rep, u256>) {
            return Quantity(u256::max());
        } else {
            return Quantity(static_cast<Rep>(~Rep{0}));
        }
    }
    [[nodiscard]] constexpr bool is_zero() const { return raw == Rep{}; }

    friend constexpr bool operator==(const Quantity&, const Quantity&) = default;
    friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;

    /// Sums and differences that cannot leave the range, because a rule has checked. Where a
    /// contract's checked arithmetic may revert, use `checked_add` and `checked_sub`.
    friend constexpr Quantity operator+(const Quantity& a, const Quantity& b) {
        if constexpr (std::is_same_v<Rep, u256>) {
            const auto [value, carry] = detail::add(a.raw, b.raw);
            AQ_ASSERT(!carry);
            return Quantity(value);
        } else {
            AQ_ASSERT(a.raw <= static_cast<Rep>(~b.raw));
            return Quantity(static_cast<Rep>(a.raw + b.raw));
        }
    }
    friend constexpr Quantity operator-(const Quantity& a, const Quantity& b) {
        AQ_ASSERT(b.raw <= a.raw);
        if constexpr (std::is_same_v<Rep, u256>) {
            return Quantity(wrapping_sub(a.raw, b.raw));
        } else {
            return Quantity(static_cast<Rep>(a.raw - b.raw));
        }
    }
};

template <class Unit, class Rep>
std::expected<Quantity<Unit, Rep>, Arithmetic> checked_add(const Quantity<Unit, Rep>& a,
                                                           const Quantity<Unit, Rep>& b) {
    if constexpr (std::is_same_v<Rep, u256>) {
        return Quantity<Unit, Rep>(AQ_TRY(checked_add(a.raw, b.raw)));
    } else {
        if (a.raw > static_cast<Rep>(~b.raw)) return std::unexpected(Arithmetic::kOverflow);
        return a + b;
    }
}

template <class Unit, class Rep>
std::expected<Quantity<Unit, Rep>, Arithmetic> checked_sub(const Quantity<Unit, Rep>& a,
                                                           const Quantity<Unit, Rep>& b) {
    if (b > a) return std::unexpected(Arithmetic::kOverflow);
    return a - b;
}

template <class Unit, class Rep>
struct AbiCodec<Quantity<Unit, Rep>> : AbiCodec<Rep> {
    static void write(std::uint8_t* at, const Quantity<Unit, Rep>& value) {
        AbiCodec<Rep>::write(at, value.raw);
    }
    static bool read(const AbiReader& in, Quantity<Unit, Rep>& out) {
        return AbiCodec<Rep>::read(in, out.raw);
    }
};

/// Ether, in wei.
using Wei = Quantity<struct WeiUnit>;

}  // namespace aq
