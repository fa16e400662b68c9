// SPDX-License-Identifier: Apache-2.0
#include <aquifer/picture/tokens.hpp>

#include <aquifer/picture/rows.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/rates/queries.hpp>

#include <algorithm>

namespace aq::picture {

namespace {

std::string rate_text(const std::optional<u256>& rate, const std::string& unit) {
    return rate.has_value() ? fmt::format("rate {} {}", units_down(*rate, 6), unit)
                            : "no rate: its contract refuses";
}

std::string st_eth(const stack::World& world, const NameOf& name_of) {
    namespace queue = lido::withdrawal_queue;
    const lido::State& s = world.lido;
    const auto pooled = lido::steth::total_pooled_ether(s);
    if (!pooled.has_value() || pooled->is_zero()) return {};
    const auto rate = lido::steth::pooled_eth_by_shares_down(s, lido::Shares(kWad));
    Section out(
        name_of(s.at.lido), pooled->raw,
        rate_text(rate.has_value() ? std::optional(rate->raw) : std::nullopt, "ether a share"));
    out.heading(
        fmt::format("of one, in ether ({} shares)", amount_down(s.steth.total_shares->raw)));
    out.part("in the buffer", s.steth.buffered->raw);
    out.part("validators, as last reported", s.steth.cl_validators_balance->raw);
    for (std::uint64_t id = 1; id <= *s.router.last_module_id; ++id) {
        const u256 gwei(s.router.modules[id].validators_balance_gwei);
        out.part(fmt::format("  of module {}", id), wrapping_mul(gwei, 1'000'000'000_u256));
    }
    out.part("deposits pending, as last reported", s.steth.cl_pending_balance->raw);
    out.part("deposited since the report", s.steth.deposited_post_report->raw);
    const auto external = lido::steth::external_ether_down(s);
    if (external.has_value()) out.part("in stVaults", external->raw);
    const u256 waiting = queue::unfinalized_request_number(s);
    const auto asked_for = queue::unfinalized_steth(s);
    out.heading(fmt::format("queued: {} for {} stETH; {} ether of finalised ones not yet claimed",
                            count_of(waiting.truncate_u64(), "request"),
                            amount_down(asked_for.has_value() ? asked_for->raw : u256()),
                            amount_down(s.queue.locked_ether->raw)));
    return out.text();
}

std::string wst_eth(const stack::World& world, const NameOf& name_of) {
    const lido::State& s = world.lido;
    const u256 supply = erc20::total_supply(world.tokens, s.at.wsteth).raw;
    if (supply.is_zero()) return {};
    const auto rate = lido::steth::pooled_eth_by_shares_down(s, lido::Shares(kWad));
    Section out(name_of(s.at.wsteth), supply,
                rate_text(rate.has_value() ? std::optional(rate->raw) : std::nullopt, "stETH"));
    out.heading("of one, in shares of stETH");
    out.part("held by the contract", s.steth.shares[s.at.wsteth].raw);
    out.heading("queued: nothing, it is unwrapped at once");
    return out.text();
}

/// What a rate token's own contracts say stands behind it.
void behind(const stack::World& world, const Address& token, Section& out) {
    const rates::State& s = world.rates;
    if (token == s.reth.at->token) {
        out.part("ether of the network, as reported", s.reth.balances->total_ether.raw);
        out.part("ether in the deposit pool", s.reth.pool_balance->raw);
    } else if (token == s.frax.at->sfrxeth) {
        const auto assets = rates::frax::total_assets(s.frax, world.block);
        if (assets.has_value()) out.part("frxETH in the vault", assets->raw);
    } else if (token == s.sweth.at->token) {
        out.part("reserves at the last repricing", s.sweth.pricing->reserves.raw);
    } else if (token == s.meth.at->token) {
        const auto total = rates::meth::total_controlled(s.meth);
        if (total.has_value()) out.part("ether that the protocol controls", total->raw);
        const rates::meth::Record& newest = rates::meth::latest_record(s.meth);
        out.part("of it validators", u256(newest.current_total_validator_balance.value));
    } else if (token == s.frax.at->frxeth) {
        out.heading("  one ether each by its minter's word");
    } else {
        out.heading("  its issuer keeps it: an oracle says the rate");
    }
}

std::string queued(const stack::World& world, const Address& token) {
    const rates::State& s = world.rates;
    if (token != s.meth.at->token) return "queued: nothing on the chain";
    const rates::meth::Requests& r = *s.meth.requests;
    return fmt::format("queued: {} ether asked for and not yet claimed, {} of it set aside",
                       amount_down(wrapping_sub(r.cumulative.raw, r.claimed.raw)),
                       amount_down(rates::meth::requests_balance(s.meth).raw));
}

/// WETH9's supply is the ether that it holds.
std::string wrapped_ether(const stack::World& world, const NameOf& name_of) {
    std::string out;
    world.tokens.tokens.for_each([&](const Address& at, const erc20::Token& token) {
        const u256& held = world.accounts.ether[at].raw;
        if (token.kind != erc20::Kind::kWeth9 || held.is_zero()) return;
        Section section(name_of(at), held, rate_text(kWad, "ether"));
        section.heading("of one, in ether");
        section.part("held by the contract", held);
        section.heading("queued: nothing, it is unwrapped at once");
        out += section.text();
    });
    return out;
}

std::string with_rates(stack::World& world, const NameOf& name_of) {
    std::vector<Address> all;
    world.tokens.tokens.for_each([&](const Address& at, const erc20::Token& token) {
        const auto rate = rates::exchange_rate(world.rates_ports(), world.block, at);
        if (rate.has_value() && !token.total_supply.is_zero()) all.push_back(at);
    });
    std::string out;
    for (const Address& token : by_name(name_of, all)) {
        const auto rate = rates::exchange_rate(world.rates_ports(), world.block, token);
        Section section(name_of(token), erc20::total_supply(world.tokens, token).raw,
                        rate_text(rate->raw, "ether"));
        section.heading("of one, in ether");
        behind(world, token, section);
        section.heading(queued(world, token));
        out += section.text();
    }
    return out;
}

}  // namespace

std::string lido(stack::World& world, const NameOf& name_of) {
    return st_eth(world, name_of) + wst_eth(world, name_of);
}

std::string rate_tokens(stack::World& world, const NameOf& name_of) {
    return wrapped_ether(world, name_of) + with_rates(world, name_of);
}

std::string tokens(stack::World& world, const NameOf& name_of) {
    const std::string sections = lido(world, name_of) + rate_tokens(world, name_of) +
                                 shares(world, name_of) + ez_eth(world, name_of);
    return fmt::format(
               "\nwhat stands behind each token at block {}\n"
               "(units of 10^18, rounded down; parts of one below 0.000001 are left out)\n",
               world.block.number) +
           (sections.empty() ? "\nnobody holds any\n" : sections);
}

}  // namespace aq::picture
