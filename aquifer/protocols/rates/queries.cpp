// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/queries.hpp>

#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/rates/maths.hpp>

namespace aq::rates {

Result<Wei> exchange_rate(const Ports& ports, const Block& block, const Address& token) {
    const State& s = ports.self;
    const Amount one(kWad);
    if (token == s.reth.at->token) return reth::eth_value(s.reth, one);
    if (token == s.sweth.at->token) return Wei(sweth::rate(s.sweth));
    if (token == s.meth.at->token) return meth::meth_to_eth(ports, one);
    if (token == s.frax.at->frxeth) return Wei(kWad);
    if (token == s.frax.at->sfrxeth) {
        return Wei(AQ_TRY(frax::to_assets(ports, block, one, frax::Rounding::kDown)).raw);
    }
    AQ_REQUIRE(s.staked.tokens.contains(token));
    return Wei(s.staked.tokens[token].rate);
}

namespace reth {

Result<Wei> eth_value(const State& s, Amount tokens) {
    if (s.balances->supply.is_zero()) return Wei(tokens.raw);
    return Wei(
        AQ_TRY(safe_mul_div_down(tokens.raw, s.balances->total_ether.raw, s.balances->supply.raw)));
}

Result<Amount> reth_value(const State& s, Wei value) {
    if (s.balances->supply.is_zero()) return Amount(value.raw);
    AQ_REQUIRE(!s.balances->total_ether.is_zero(),
               "Cannot calculate rETH token amount while total network balance is zero");
    return Amount(
        AQ_TRY(safe_mul_div_down(value.raw, s.balances->supply.raw, s.balances->total_ether.raw)));
}

Wei excess_balance(const State& s) {
    return *s.queue_demand >= *s.pool_balance ? Wei() : *s.pool_balance - *s.queue_demand;
}

Result<Wei> total_collateral(const Ports& ports) {
    const State& s = ports.self.reth;
    return AQ_TRY(checked_add(excess_balance(s), ports.accounts.ether[s.at->token]));
}

Result<u256> collateral_rate(const Ports& ports) {
    const State& s = ports.self.reth;
    const Amount supply = erc20::total_supply(ports.tokens.self, s.at->token);
    const Wei value = AQ_TRY(eth_value(s, supply));
    if (value.is_zero()) return kWad;
    return safe_mul_div_down(kWad, ports.accounts.ether[s.at->token].raw, value.raw);
}

}  // namespace reth

namespace staked {

Result<u256> replenishment(const Caller& caller, const Block& block) {
    const u256 seconds = AQ_TRY(checked_sub(u256(block.time), caller.last_set));
    const u256 grown =
        AQ_TRY(checked_mul_div_down(seconds, caller.allowance_max, caller.interval_seconds));
    const u256 after = AQ_TRY(checked_add(caller.allowance, grown));
    if (after > caller.allowance_max) {
        return AQ_TRY(checked_sub(caller.allowance_max, caller.allowance));
    }
    return grown;
}

}  // namespace staked

namespace frax {

Result<Amount> total_assets(const State& s, const Block& block) {
    const Vault& v = *s.vault;
    if (block.time >= v.cycle_end) return AQ_TRY(checked_add(v.stored_assets, v.last_reward));
    const u256 released = AQ_TRY(checked_mul_div_down(
        v.last_reward.raw, u256(block.time - v.last_sync), u256(v.cycle_end - v.last_sync)));
    return AQ_TRY(checked_add(v.stored_assets, Amount(released)));
}

Result<Amount> to_shares(const Ports& ports, const Block& block, Amount assets, Rounding rounding) {
    const State& s = ports.self.frax;
    const Amount supply = erc20::total_supply(ports.tokens.self, s.at->sfrxeth);
    if (supply.is_zero()) return assets;
    const Amount total = AQ_TRY(total_assets(s, block));
    const auto scale = rounding == Rounding::kUp ? solmate_mul_div_up : solmate_mul_div_down;
    return Amount(AQ_TRY(scale(assets.raw, supply.raw, total.raw)));
}

Result<Amount> to_assets(const Ports& ports, const Block& block, Amount shares, Rounding rounding) {
    const State& s = ports.self.frax;
    const Amount supply = erc20::total_supply(ports.tokens.self, s.at->sfrxeth);
    if (supply.is_zero()) return shares;
    const Amount total = AQ_TRY(total_assets(s, block));
    const auto scale = rounding == Rounding::kUp ? solmate_mul_div_up : solmate_mul_div_down;
    return Amount(AQ_TRY(scale(shares.raw, total.raw, supply.raw)));
}

}  // namespace frax

namespace sweth {

u256 rate(const State& s) {
    return s.pricing->rate.is_zero() ? kWad : s.pricing->rate;
}

}  // namespace sweth

namespace meth {

namespace {

constexpr std::uint64_t kBps = 10000;

}  // namespace

const Record& latest_record(const State& s) {
    static const Record kNone{};
    const std::uint32_t n = s.records.size(Only::kOne);
    return n == 0 ? kNone : s.records.at(Only::kOne, n - 1);
}

Wei requests_balance(const State& s) {
    const Requests& r = *s.requests;
    return r.allocated > r.claimed ? r.allocated - r.claimed : Wei();
}

bool is_finalized(const State& s, const Request& request) {
    return request.block + s.settings->unstake_blocks <= latest_record(s).update_end_block;
}

Result<Wei> total_controlled(const State& s) {
    const Staking& k = *s.staking;
    const Record& r = latest_record(s);
    Wei total = AQ_TRY(checked_add(k.unallocated, k.allocated_for_deposits));
    const Wei underway = AQ_TRY(checked_sub(
        k.deposited_in_validators, Wei(u256(r.cumulative_processed_deposit_amount.value))));
    total = AQ_TRY(checked_add(total, underway));
    total = AQ_TRY(checked_add(total, Wei(u256(r.current_total_validator_balance.value))));
    total = AQ_TRY(checked_add(total, k.buffer_available));
    total = AQ_TRY(checked_sub(total, k.buffer_drawdown));
    return AQ_TRY(checked_add(total, requests_balance(s)));
}

Result<Amount> eth_to_meth(const Ports& ports, Wei value) {
    const State& s = ports.self.meth;
    const Amount supply = erc20::total_supply(ports.tokens.self, s.at->token);
    if (supply.is_zero()) return Amount(value.raw);
    const u256 kept(kBps - s.settings->adjustment_bps);
    const u256 total = AQ_TRY(total_controlled(s)).raw;
    return Amount(AQ_TRY(mul_div_down(value.raw, AQ_TRY(checked_mul(supply.raw, kept)),
                                      AQ_TRY(checked_mul(total, u256(kBps))))));
}

Result<Wei> meth_to_eth(const Ports& ports, Amount tokens) {
    const State& s = ports.self.meth;
    const Amount supply = erc20::total_supply(ports.tokens.self, s.at->token);
    if (supply.is_zero()) return Wei(tokens.raw);
    return Wei(AQ_TRY(mul_div_down(tokens.raw, AQ_TRY(total_controlled(s)).raw, supply.raw)));
}

}  // namespace meth

}  // namespace aq::rates
