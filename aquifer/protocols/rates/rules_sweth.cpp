// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/rules_sweth.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/maths.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/roles.hpp>

namespace aq::rates::sweth {

namespace {

/// swETH._deposit. The ether goes on to the DepositManager, whose own log comes before the token's.
Result<void> deposit_for(Tx& tx, Ports& ports, const Call& call, const Address& referral) {
    const State& s = ports.self.sweth;
    AQ_REQUIRE(!s.settings->whitelist_enabled || s.whitelisted[call.sender], error::NotInWhitelist);
    AQ_REQUIRE(!s.settings->core_methods_paused, error::CoreMethodsPaused);
    AQ_REQUIRE(!call.value.is_zero(), error::InvalidETHDeposit);
    const u256 scaled = AQ_TRY(ud_mul_down(call.value.raw, kWad));
    const Amount minted(AQ_TRY(ud_div_down(scaled, rate(s))));
    AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, call.sender, minted));
    const Wei total = AQ_TRY(checked_add(*s.total_deposited, call.value));
    move::set_total_deposited(tx.undo, ports.self, total);
    aq::move::transfer_ether(tx.undo, ports.accounts, call.to, s.at->deposit_manager, call.value);
    tx.log(s.at->deposit_manager, ETHReceived{call.to, call.value});
    tx.log(call.to, ETHDepositReceived{call.sender, call.value, minted, total, referral});
    return {};
}

/// The reserves and the new rate, and what of the supply the fee adds.
struct Repricing {
    Wei reserves;
    u256 rate;
    /// In swETH, for operators and treasury together.
    u256 fee;
};

Result<Repricing> repriced(const Settings& settings, Wei pre_reward_reserves, Wei new_rewards,
                           Amount supply) {
    const Wei reserves = AQ_TRY(checked_add(pre_reward_reserves, new_rewards));
    const u256 share = AQ_TRY(checked_add(settings.treasury_share, settings.operator_share));
    const u256 fee_ether = AQ_TRY(ud_mul_down(new_rewards.raw, share));
    const u256 rest = AQ_TRY(checked_sub(reserves.raw, fee_ether));
    const u256 fee = AQ_TRY(ud_div_down(AQ_TRY(ud_mul_down(supply.raw, fee_ether)), rest));
    const u256 with_fee = AQ_TRY(checked_add(supply.raw, fee));
    return Repricing{reserves, AQ_TRY(ud_div_down(reserves.raw, with_fee)), fee};
}

Result<void> require_within_bounds(const State& s, const Repricing& r, Amount current,
                                   Amount supply) {
    if (!s.pricing->repriced_at.is_zero()) {
        const u256 moved = difference(r.rate, s.pricing->rate);
        const u256 most = AQ_TRY(ud_mul_down(s.pricing->rate, s.settings->rate_difference_max));
        AQ_REQUIRE(moved <= most, error::RepriceDifferenceTooLarge, moved, most);
    }
    const u256 apart = difference(current.raw, supply.raw);
    const u256 most =
        AQ_TRY(checked_mul_div_down(current.raw, s.settings->supply_difference_max, kWad));
    AQ_REQUIRE(apart <= most, error::RepriceswETHDifferenceTooLarge, apart, most);
    return {};
}

/// Mints the operators' part, a share for each active validator. What that division leaves over is
/// minted to nobody, yet counts as theirs.
Result<Amount> reward_operators(Tx& tx, Ports& ports, const Call& call, const u256& fee) {
    const State& s = ports.self.sweth;
    const Settings& settings = *s.settings;
    const u256 share = AQ_TRY(checked_add(settings.treasury_share, settings.operator_share));
    const u256 portion = AQ_TRY(ud_div_down(settings.operator_share, share));
    const u256 rewards = AQ_TRY(ud_mul_down(portion, fee));
    u256 validators;
    const std::vector<Operator> operators = s.operators.all(Only::kOne);
    for (const Operator& o : operators) {
        validators = wrapping_add(validators, u256(o.active_validators));
    }
    if (validators.is_zero()) return Amount();
    if (rewards.is_zero()) return Amount();
    const u256 per_validator = AQ_TRY(ud_div_down(rewards, validators));
    for (const Operator& o : operators) {
        if (o.active_validators == 0) continue;
        const Amount part(AQ_TRY(ud_mul_down(per_validator, u256(o.active_validators))));
        AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, o.reward_address, part));
    }
    return Amount(rewards);
}

}  // namespace

Result<void> deposit(Tx& tx, Ports& ports, const Call& call) {
    return deposit_for(tx, ports, call, kZeroAddress);
}

Result<void> deposit_with_referral(Tx& tx, Ports& ports, const Call& call, Address referral) {
    AQ_REQUIRE(call.sender != referral, error::CannotReferSelf);
    return deposit_for(tx, ports, call, referral);
}

Result<void> reprice(Tx& tx, Ports& ports, const Call& call, Wei pre_reward_reserves,
                     Wei new_rewards, Amount supply) {
    static const Hash kRepricer = keccak(std::string_view("REPRICER"));
    const State& s = ports.self.sweth;
    if (!s.repricers[call.sender]) return std::unexpected(missing_role(call.sender, kRepricer));
    const Amount current = erc20::total_supply(ports.tokens.self, call.to);
    AQ_REQUIRE(!supply.is_zero() && !current.is_zero(), error::CannotRepriceWithZeroSwETHSupply);
    AQ_REQUIRE(!pre_reward_reserves.is_zero(), error::InvalidPreRewardETHReserves);
    const u256 now(tx.block.time);
    const u256 elapsed = AQ_TRY(checked_sub(now, s.pricing->repriced_at));
    const u256 least = s.settings->reprice_interval_min;
    AQ_REQUIRE(elapsed >= least, error::NotEnoughTimeElapsedForReprice,
               wrapping_sub(least, elapsed));
    const Repricing r = AQ_TRY(repriced(*s.settings, pre_reward_reserves, new_rewards, supply));
    AQ_TRY(require_within_bounds(s, r, current, supply));
    Amount to_operators;
    Amount to_treasury;
    if (!r.fee.is_zero()) {
        to_operators = AQ_TRY(reward_operators(tx, ports, call, r.fee));
        to_treasury = AQ_TRY(checked_sub(Amount(r.fee), to_operators));
        if (!to_treasury.is_zero()) {
            AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, s.at->treasury, to_treasury));
        }
    }
    move::set_pricing(tx.undo, ports.self, {r.rate, r.reserves, now});
    tx.log(call.to, Reprice{r.reserves, r.rate, to_operators, to_treasury, *s.total_deposited});
    return {};
}

Result<void> burn(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    AQ_REQUIRE(!amount.is_zero(), error::CannotBurnZeroSwETH);
    return erc20::burn_from(tx, ports.tokens, call.to, call.sender, amount);
}

Result<void> fallback(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return std::unexpected(Revert(error::InvalidMethodCall));
}

}  // namespace aq::rates::sweth
