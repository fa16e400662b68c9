// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/maths.hpp>

#include <aquifer/protocols/renzo/errors.hpp>

namespace aq::renzo {

Result<Amount> mint_amount_down(Wei tvl, Wei added, Amount supply) {
    if (tvl.is_zero() || supply.is_zero()) return Amount(added.raw);
    const Amount minted(AQ_TRY(mul_then_div_down(supply.raw, added.raw, tvl.raw)));
    AQ_REQUIRE(!minted.is_zero(), error::InvalidTokenAmount);
    return minted;
}

Result<Wei> redeem_value_down(Amount ez_eth, Amount supply, Wei tvl) {
    const Wei value(AQ_TRY(mul_then_div_down(tvl.raw, ez_eth.raw, supply.raw)));
    AQ_REQUIRE(!value.is_zero(), error::InvalidTokenAmount);
    return value;
}

std::expected<u256, Arithmetic> bps_down(const u256& amount, const u256& bps) {
    return mul_then_div_down(amount, bps, kBasisPoints);
}

Result<u256> instant_fee_bps_down(const Buffer& buffer, const FeeRange& fees) {
    // How full the part above the floor will be, in basis points. A floor at the target leaves
    // nothing to divide by.
    const u256 above = AQ_TRY(checked_sub(buffer.after, buffer.floor)).raw;
    const u256 room = AQ_TRY(checked_sub(buffer.target, buffer.floor)).raw;
    const u256 full = AQ_TRY(mul_then_div_down(kBasisPoints, above, room));
    if (full > kBasisPoints) return fees.min_bps;
    const u256 range = AQ_TRY(checked_sub(fees.max_bps, fees.min_bps));
    const u256 sliding = AQ_TRY(bps_down(range, wrapping_sub(kBasisPoints, full)));
    return AQ_TRY(checked_add(fees.min_bps, sliding));
}

}  // namespace aq::renzo
