// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/composition.hpp>

#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/rates/queries.hpp>

namespace aq::insight {

namespace {

void add(std::vector<Part>& to, std::string_view what, const Address& at, const u256& amount,
         const Address& asset = kNative) {
    if (amount.is_zero()) return;
    to.push_back({.what = what,
                  .at = at,
                  .operator_at = {},
                  .asset = asset,
                  .amount = amount,
                  .of_one = {},
                  .parts = {}});
}

std::vector<Part> st_eth(const lido::State& s) {
    std::vector<Part> out;
    add(out, "buffer", s.at.lido, s.steth.buffered->raw);
    add(out, "validators", kZeroAddress, s.steth.cl_validators_balance->raw);
    if (!s.steth.cl_validators_balance->is_zero()) {
        for (std::uint64_t id = 1; id <= *s.router.last_module_id; ++id) {
            const lido::Module& module = s.router.modules[id];
            add(out.back().parts, "stakingModule", module.at,
                wrapping_mul(u256(module.validators_balance_gwei), kGwei));
        }
    }
    add(out, "pendingDeposits", kZeroAddress, s.steth.cl_pending_balance->raw);
    add(out, "depositedSinceReport", kZeroAddress, s.steth.deposited_post_report->raw);
    if (const auto external = lido::steth::external_ether_down(s)) {
        add(out, "stakingVaults", s.at.vault_hub, external->raw);
    }
    return out;
}

std::vector<Part> wst_eth(stack::World& world) {
    const lido::State& s = world.lido;
    std::vector<Part> out;
    const auto held = lido::steth::pooled_eth_by_shares_down(s, s.steth.shares[s.at.wsteth]);
    const auto whole = lido::steth::total_pooled_ether(s);
    if (!held.has_value() || !whole.has_value()) return out;
    add(out, "held", s.at.wsteth, held->raw, s.at.lido);
    if (!out.empty()) out.back().parts = scaled_down(st_eth(s), held->raw, whole->raw);
    return out;
}

std::vector<Part> m_eth(const rates::meth::State& s) {
    const rates::meth::Staking& k = *s.staking;
    const rates::meth::Record& record = rates::meth::latest_record(s);
    std::vector<Part> out;
    add(out, "unallocated", s.at->staking, k.unallocated.raw);
    add(out, "allocatedForDeposits", s.at->staking, k.allocated_for_deposits.raw);
    add(out, "pendingDeposits", kZeroAddress,
        checked_sub(k.deposited_in_validators.raw,
                    u256(record.cumulative_processed_deposit_amount.value))
            .value_or(u256()));
    add(out, "validators", kZeroAddress, u256(record.current_total_validator_balance.value));
    add(out, "buffer", s.at->buffer,
        checked_sub(k.buffer_available.raw, k.buffer_drawdown.raw).value_or(u256()));
    add(out, "setAsideForRequests", s.at->requests, rates::meth::requests_balance(s).raw);
    return out;
}

std::vector<Part> r_eth(const rates::reth::State& s) {
    const rates::reth::Balances& reported = *s.balances;
    std::vector<Part> out;
    add(out, "validators", kZeroAddress, reported.staking_ether.raw);
    add(out, "notStaked", kZeroAddress,
        checked_sub(reported.total_ether.raw, reported.staking_ether.raw).value_or(u256()));
    return out;
}

}  // namespace

std::vector<Part> scaled_down(std::vector<Part> parts, const u256& amount, const u256& whole) {
    for (Part& part : parts) {
        part.amount = mul_div_down(part.amount, amount, whole).value_or(u256());
        part.parts = scaled_down(std::move(part.parts), amount, whole);
    }
    return parts;
}

u256 sum_of(const std::vector<Part>& parts) {
    u256 out;
    for (const Part& part : parts) {
        out = checked_add(out, part.amount).value_or(u256::max());
    }
    return out;
}

Composition composition_of(stack::World& world, const Address& token) {
    const rates::State& s = world.rates;
    Composition out;
    if (world.kind_at(token) == stack::Kind::kNone) return out;
    if (token == world.lido.at.lido) {
        out.parts = st_eth(world.lido);
        out.remark = "validators and pending deposits are as Lido's oracle last reported them";
    } else if (token == world.lido.at.wsteth) {
        out.parts = wst_eth(world);
    } else if (world.tokens.tokens[token].kind == erc20::Kind::kWeth9) {
        add(out.parts, "held", token, world.accounts.ether[token].raw);
    } else if (token == s.reth.at->token) {
        out.parts = r_eth(s.reth);
        out.remark = "as Rocket Pool's oracle nodes last reported";
    } else if (token == s.meth.at->token) {
        out.parts = m_eth(s.meth);
        out.remark = "validators are as Mantle's oracle last recorded them";
    } else if (token == s.sweth.at->token) {
        add(out.parts, "reserves", kZeroAddress, s.sweth.pricing->reserves.raw);
        out.remark = "reserves are as of Swell's last repricing";
    } else if (token == s.frax.at->sfrxeth) {
        if (const auto assets = rates::frax::total_assets(s.frax, world.block)) {
            add(out.parts, "held", token, assets->raw, s.frax.at->frxeth);
        }
    } else if (token == s.frax.at->frxeth) {
        add(out.parts, "issuer", s.frax.at->minter, erc20::total_supply(world.tokens, token).raw);
        out.remark = "one ether each by its minter's word";
    } else if (s.staked.tokens.contains(token)) {
        const u256 supply = erc20::total_supply(world.tokens, token).raw;
        add(out.parts, "issuer", s.staked.tokens[token].oracle,
            mul_div_down(supply, s.staked.tokens[token].rate, kWad).value_or(u256()));
        out.remark = "its issuer keeps the ether: an oracle says the rate";
    }
    return out;
}

}  // namespace aq::insight
