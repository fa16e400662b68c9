// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Renzo's arithmetic. Products are plain checked uint256, as the contracts have them.

#include <aquifer/ledger/revert.hpp>
#include <aquifer/protocols/renzo/types.hpp>

namespace aq::renzo {

/// ⌊a·b / d⌋ with the product in 256 bits: Panic 0x11 when it does not fit, 0x12 for a zero d.
inline std::expected<u256, Arithmetic> mul_then_div_down(const u256& a, const u256& b,
                                                         const u256& d) {
    return div_down(AQ_TRY(checked_mul(a, b)), d);
}

/// ezETH for value added to a pool worth `tvl`. RenzoOracle.calculateMintAmount:
/// `InvalidTokenAmount`. An empty pool mints one to one.
Result<Amount> mint_amount_down(Wei tvl, Wei added, Amount supply);
/// What ezETH is worth. RenzoOracle.calculateRedeemAmount: `InvalidTokenAmount`.
Result<Wei> redeem_value_down(Amount ez_eth, Amount supply, Wei tvl);

/// ⌊amount·bps / 10,000⌋.
std::expected<u256, Arithmetic> bps_down(const u256& amount, const u256& bps);

/// What the buffer of an asset holds and may fall to.
struct Buffer {
    Amount target;
    Amount available;
    /// Left after the exit; not below the floor.
    Amount after;
    Amount floor;
};
struct FeeRange {
    u256 min_bps;
    u256 max_bps;
};
/// The sliding fee of an instant exit in basis points: the least above the target, the most at the
/// floor. InstantWithdrawer.
Result<u256> instant_fee_bps_down(const Buffer& buffer, const FeeRange& fees);

}  // namespace aq::renzo
