// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/queries_steth.hpp>

#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>

namespace aq::lido::steth {

Wei internal_ether(const State& s) {
    const StEth& e = s.steth;
    return *e.buffered + *e.cl_validators_balance + *e.cl_pending_balance +
           *e.deposited_post_report;
}

Shares internal_shares(const State& s) {
    return *s.steth.total_shares - *s.steth.external_shares;
}

Result<Wei> external_ether_down(const State& s) {
    return Wei(AQ_TRY(wrapping_mul_div_down(s.steth.external_shares->raw, internal_ether(s).raw,
                                            internal_shares(s).raw)));
}

Result<Wei> total_pooled_ether(const State& s) {
    const Wei external = AQ_TRY(external_ether_down(s));
    const auto total = checked_add(internal_ether(s), external);
    AQ_REQUIRE(total.has_value(), "MATH_ADD_OVERFLOW");
    return *total;
}

Result<Wei> pooled_eth_by_shares_down(const State& s, Shares n) {
    AQ_REQUIRE(n.raw < kUint128Max, "SHARES_TOO_LARGE");
    return Wei(AQ_TRY(wrapping_mul_div_down(n.raw, internal_ether(s).raw, internal_shares(s).raw)));
}

Result<Wei> pooled_eth_by_shares_up(const State& s, Shares n) {
    AQ_REQUIRE(n.raw < kUint128Max, "SHARES_TOO_LARGE");
    const u256 product = wrapping_mul(n.raw, internal_ether(s).raw);
    if (product.is_zero()) return Wei();
    AQ_REQUIRE(!internal_shares(s).is_zero());
    return Wei(AQ_TRY(div_up(product, internal_shares(s).raw)));
}

Result<Shares> shares_by_pooled_eth_down(const State& s, Wei amount) {
    AQ_REQUIRE(amount.raw < kUint128Max, "ETH_TOO_LARGE");
    return Shares(
        AQ_TRY(wrapping_mul_div_down(amount.raw, internal_shares(s).raw, internal_ether(s).raw)));
}

Shares max_mintable_external_shares_down(const State& s) {
    const u256 ratio = *s.steth.max_external_ratio_bps;
    if (ratio.is_zero()) return {};
    if (ratio == kBasisPoints) return Shares::max();
    const u256 allowed = wrapping_mul(s.steth.total_shares->raw, ratio);
    const u256 minted = wrapping_mul(s.steth.external_shares->raw, kBasisPoints);
    if (allowed <= minted) return {};
    return Shares(*div_down(wrapping_sub(allowed, minted), wrapping_sub(kBasisPoints, ratio)));
}

bool is_staking_paused(const State& s) {
    return s.steth.stake_limit->prev_block == 0;
}

Wei stake_limit(const State& s, const Block& block) {
    if (is_staking_paused(s)) return {};
    if (s.steth.stake_limit->max.is_zero()) return Wei::max();
    return current_stake_limit(*s.steth.stake_limit, block);
}

std::tuple<bool, bool, Wei, Wei, u256, Wei, u256> stake_limit_full_info(const State& s,
                                                                        const Block& block) {
    const StakeLimit& limit = *s.steth.stake_limit;
    return {is_staking_paused(s),      !limit.max.is_zero(), stake_limit(s, block), limit.max,
            u256(limit.growth_blocks), limit.prev,           u256(limit.prev_block)};
}

Result<Allocation> buffered_ether_allocation(const State& s) {
    Allocation out;
    Wei rest = *s.steth.buffered;
    out.deposits_reserve = std::min(rest, *s.steth.deposits_reserve);
    rest = rest - out.deposits_reserve;
    out.withdrawals_reserve = std::min(rest, AQ_TRY(withdrawal_queue::unfinalized_steth(s)));
    out.unreserved = rest - out.withdrawals_reserve;
    return out;
}

Result<Wei> depositable_ether(const State& s) {
    const Allocation a = AQ_TRY(buffered_ether_allocation(s));
    return a.deposits_reserve + a.unreserved;
}

bool can_deposit(const State& s) {
    return !withdrawal_queue::is_bunker_mode_active(s) && *s.steth.active;
}

Result<DepositedNextReport> deposited_next_report(const State& s, const Block& block) {
    const u256 current = AQ_TRY(accounting_oracle::current_ref_slot(s, block));
    const DepositedNextReport& last = *s.steth.deposited_next_report;
    return DepositedNextReport{last.ref_slot == current ? last.amount : Wei(), current};
}

Result<BalanceStats> balance_stats(const State& s, const Block& block) {
    const StEth& e = s.steth;
    const DepositedNextReport next = AQ_TRY(deposited_next_report(s, block));
    const Wei since = *e.deposited_post_report;
    return BalanceStats{*e.cl_validators_balance, *e.cl_pending_balance, since,
                        Wei(wrapping_sub(since.raw, next.amount.raw))};
}

Hash domain_separator(const State& s, const Block& block) {
    return eip712_domain("Liquid staked Ether 2.0", "2", u256(block.chain_id), s.at.lido);
}

}  // namespace aq::lido::steth
