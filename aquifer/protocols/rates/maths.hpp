// SPDX-License-Identifier: Apache-2.0
#pragma once

/// floor(a * b / d) as the six contracts write it. They round alike and fail in different words.

#include <aquifer/ledger/revert.hpp>

namespace aq::rates {

/// OpenZeppelin's SafeMath: "SafeMath: multiplication overflow", "SafeMath: division by zero".
Result<u256> safe_mul_div_down(const u256& a, const u256& b, const u256& d);
/// Solidity 0.8: the product must fit.
Result<u256> checked_mul_div_down(const u256& a, const u256& b, const u256& d);
/// solmate's FixedPointMathLib: reverts without data.
Result<u256> solmate_mul_div_down(const u256& a, const u256& b, const u256& d);
Result<u256> solmate_mul_div_up(const u256& a, const u256& b, const u256& d);
/// UD60x18 of PRBMath: floor(a * b / 10^18) and floor(a * 10^18 / b).
Result<u256> ud_mul_down(const u256& a, const u256& b);
Result<u256> ud_div_down(const u256& a, const u256& b);

/// |a - b|.
inline u256 difference(const u256& a, const u256& b) {
    return a < b ? wrapping_sub(b, a) : wrapping_sub(a, b);
}

}  // namespace aq::rates
