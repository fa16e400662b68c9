// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/maths.hpp>

#include <aquifer/protocols/rates/errors.hpp>

namespace aq::rates {

Result<u256> safe_mul_div_down(const u256& a, const u256& b, const u256& d) {
    const auto product = checked_mul(a, b);
    AQ_REQUIRE(product.has_value(), "SafeMath: multiplication overflow");
    AQ_REQUIRE(!d.is_zero(), "SafeMath: division by zero");
    return AQ_TRY(div_down(*product, d));
}

Result<u256> checked_mul_div_down(const u256& a, const u256& b, const u256& d) {
    return AQ_TRY(div_down(AQ_TRY(checked_mul(a, b)), d));
}

Result<u256> solmate_mul_div_down(const u256& a, const u256& b, const u256& d) {
    const auto product = checked_mul(a, b);
    AQ_REQUIRE(product.has_value() && !d.is_zero());
    return AQ_TRY(div_down(*product, d));
}

Result<u256> solmate_mul_div_up(const u256& a, const u256& b, const u256& d) {
    const auto product = checked_mul(a, b);
    AQ_REQUIRE(product.has_value() && !d.is_zero());
    return AQ_TRY(div_up(*product, d));
}

Result<u256> ud_mul_down(const u256& a, const u256& b) {
    const auto out = mul_div_down(a, b, kWad);
    AQ_REQUIRE(out.has_value(), error::PRBMath_MulDiv18_Overflow, a, b);
    return *out;
}

Result<u256> ud_div_down(const u256& a, const u256& b) {
    AQ_REQUIRE(!b.is_zero(), Arithmetic::kDivisionByZero);
    const auto out = mul_div_down(a, kWad, b);
    AQ_REQUIRE(out.has_value(), error::PRBMath_MulDiv_Overflow, a, kWad, b);
    return *out;
}

}  // namespace aq::rates
