// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/maths.hpp>

#include <aquifer/protocols/lido/errors.hpp>

namespace aq::lido {

std::expected<u256, Arithmetic> checked_mul_div_down(const u256& a, const u256& b, const u256& d) {
    return div_down(AQ_TRY(checked_mul(a, b)), d);
}

Result<u256> wrapping_mul_div_down(const u256& a, const u256& b, const u256& d) {
    AQ_REQUIRE(!d.is_zero());
    return AQ_TRY(div_down(wrapping_mul(a, b), d));
}

Wei current_stake_limit(const StakeLimit& limit, const Block& block) {
    u256 increase_per_block;
    if (limit.growth_blocks != 0) {
        increase_per_block = *div_down(limit.max.raw, u256(limit.growth_blocks));
    }
    const u256 blocks = wrapping_sub(u256(block.number), u256(limit.prev_block));
    const Wei change(wrapping_mul(blocks, increase_per_block));
    if (limit.prev < limit.max) {
        return std::min(Wei(wrapping_add(limit.prev.raw, change.raw)), limit.max);
    }
    return std::max(limit.prev < change ? Wei() : limit.prev - change, limit.max);
}

Result<RebaseLimiter> RebaseLimiter::make(const u256& limit, Wei pre_ether, Shares pre_shares) {
    AQ_REQUIRE(!limit.is_zero(), error::TooLowTokenRebaseLimit);
    AQ_REQUIRE(limit <= kUnlimited, error::TooHighTokenRebaseLimit);
    RebaseLimiter out;
    out.limit_ = pre_ether.is_zero() ? kUnlimited : limit;
    out.pre_ether_ = pre_ether;
    out.pre_shares_ = pre_shares;
    out.current_ = pre_ether;
    out.max_ = Wei::max();
    if (!out.is_unlimited()) {
        const Wei room(AQ_TRY(checked_mul_div_down(limit, pre_ether.raw, kPrecision)));
        out.max_ = AQ_TRY(checked_add(pre_ether, room));
    }
    return out;
}

Result<void> RebaseLimiter::decrease(Wei amount) {
    if (is_unlimited()) return {};
    AQ_REQUIRE(amount <= current_, error::NegativeTotalPooledEther);
    current_ = current_ - amount;
    return {};
}

Result<Wei> RebaseLimiter::increase(Wei amount) {
    if (is_unlimited()) return amount;
    const Wei before = current_;
    current_ = std::min(AQ_TRY(checked_add(current_, amount)), max_);
    // The contract asserts it: nothing before has brought the ether above the limit.
    AQ_ASSERT(current_ >= before);
    return current_ - before;
}

Result<Shares> RebaseLimiter::shares_to_burn_limit_down() const {
    if (is_unlimited()) return pre_shares_;
    if (current_ >= max_) return Shares();
    const u256 limit_plus_one = AQ_TRY(checked_add(limit_, kPrecision));
    const u256 rate = AQ_TRY(checked_mul_div_down(current_.raw, kPrecision, pre_ether_.raw));
    const u256 rest = AQ_TRY(checked_sub(limit_plus_one, rate));
    return Shares(AQ_TRY(checked_mul_div_down(pre_shares_.raw, rest, limit_plus_one)));
}

}  // namespace aq::lido
