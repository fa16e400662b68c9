// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/maths.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>

namespace aq::eigenlayer {

// A factor of 1 is by far the most common, and exact: a·1 / 1 = a, whatever the width of the
// product.

std::expected<u256, Arithmetic> mul_wad_down(const u256& a, const u256& b) {
    if (b == kWad) return a;
    return mul_div_down(a, b, kWad);
}

std::expected<u256, Arithmetic> mul_wad_up(const u256& a, const u256& b) {
    if (b == kWad) return a;
    return mul_div_up(a, b, kWad);
}

std::expected<u256, Arithmetic> div_wad_down(const u256& a, const u256& b) {
    if (b == kWad) return a;
    return mul_div_down(a, kWad, b);
}

Factor scaling_factor(const Factor& stored) {
    return stored.is_zero() ? kOneFactor : stored;
}

Result<ScaledShares> scaled_down(const DepositShares& shares, const Factor& scaling) {
    return ScaledShares(AQ_TRY(mul_wad_down(shares.raw, scaling_factor(scaling).raw)));
}

Result<Shares> paid_down(const ScaledShares& scaled, const Factor& slashing) {
    return Shares(AQ_TRY(mul_wad_down(scaled.raw, slashing.raw)));
}

Result<Shares> withdrawable_down(const DepositShares& shares, const Factor& scaling,
                                 const Factor& slashing) {
    return paid_down(AQ_TRY(scaled_down(shares, scaling)), slashing);
}

Result<DepositShares> deposit_shares_for_down(const Shares& withdrawable, const Factor& scaling,
                                              const Factor& slashing) {
    const u256 unscaled = AQ_TRY(div_wad_down(withdrawable.raw, scaling_factor(scaling).raw));
    return DepositShares(AQ_TRY(div_wad_down(unscaled, slashing.raw)));
}

Result<Shares> slashed_down(const Shares& amount, const Magnitude& previous,
                            const Magnitude& next) {
    const Shares remaining(AQ_TRY(mul_div_up(amount.raw, u256(next.raw), u256(previous.raw))));
    return AQ_TRY(checked_sub(amount, remaining));
}

Result<Factor> updated_scaling_factor(const Factor& scaling, const DepositShares& previous,
                                      const Shares& added, const Factor& slashing) {
    const Factor now = scaling_factor(scaling);
    if (previous.is_zero()) return Factor(AQ_TRY(div_wad_down(now.raw, slashing.raw)));

    const Shares before = AQ_TRY(withdrawable_down(previous, now, slashing));
    const u256 withdrawable = AQ_TRY(checked_add(before.raw, added.raw));
    const u256 deposited = AQ_TRY(checked_add(previous.raw, added.raw));
    // Nobody has been slashed: the quotient of the two equal sums is 1.
    if (now == kOneFactor && slashing == kOneFactor) return kOneFactor;
    const u256 rate = AQ_TRY(div_wad_down(withdrawable, deposited));
    const Factor next(AQ_TRY(div_wad_down(rate, slashing.raw)));
    AQ_REQUIRE(!next.is_zero(), error::InvalidDepositScalingFactor);
    return next;
}

}  // namespace aq::eigenlayer
