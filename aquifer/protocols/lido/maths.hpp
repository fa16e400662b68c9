// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Lido's arithmetic: products as each compiler has them, the stake limit, and the limiter of
/// positive rebases.

#include <aquifer/ledger/revert.hpp>
#include <aquifer/protocols/lido/state.hpp>

#include <algorithm>

namespace aq::lido {

/// `a * b / d` of Solidity 0.8: Panic 0x11 where the product leaves 256 bits, 0x12 for no divisor.
std::expected<u256, Arithmetic> checked_mul_div_down(const u256& a, const u256& b, const u256& d);
/// `a * b / d` of Solidity 0.4: the product wraps; a zero divisor reverts without data.
Result<u256> wrapping_mul_div_down(const u256& a, const u256& b, const u256& d);

/// StakeLimitUtils.calculateCurrentStakeLimit: what may be staked at a block, if a limit is set.
Wei current_stake_limit(const StakeLimit& limit, const Block& block);

/// PositiveTokenRebaseLimiter: how far a report may raise the rate.
class RebaseLimiter {
public:
    static constexpr u256 kPrecision = 1'000'000'000_u256;
    static constexpr u256 kUnlimited = 0xffffffffffffffff_u256;

    /// initLimiterState: `TooLowTokenRebaseLimit`, `TooHighTokenRebaseLimit`.
    static Result<RebaseLimiter> make(const u256& limit, Wei pre_ether, Shares pre_shares);

    /// decreaseEther: `NegativeTotalPooledEther`.
    Result<void> decrease(Wei amount);
    /// increaseEther: what of the amount fits below the limit.
    Result<Wei> increase(Wei amount);
    /// getSharesToBurnLimit.
    [[nodiscard]] Result<Shares> shares_to_burn_limit_down() const;

private:
    [[nodiscard]] bool is_unlimited() const { return limit_ == kUnlimited; }

    Wei pre_ether_;
    Shares pre_shares_;
    Wei current_;
    u256 limit_;
    Wei max_;
};

}  // namespace aq::lido
