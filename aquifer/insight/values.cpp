// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/values.hpp>

#include <aquifer/insight/ask.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>

#include <algorithm>

namespace aq::insight {

namespace {

bool is_st_eth(const stack::World& world, const Address& token) {
    return token == world.lido.at.lido && world.kind_at(token) != stack::Kind::kNone;
}

bool is_wrapped_ether(const stack::World& world, const Address& token) {
    return world.tokens.tokens[token].kind == erc20::Kind::kWeth9;
}

bool is_frx_eth(const stack::World& world, const Address& token) {
    return token == world.rates.frax.at->frxeth && token != kZeroAddress;
}

std::optional<u256> value_of(const Result<Wei>& wei) {
    return wei.has_value() ? std::optional(wei->raw) : std::nullopt;
}

}  // namespace

std::string symbol_of(stack::World& world, const Address& token) {
    if (token == kNative) return "ETH";
    if (world.kind_at(token) == stack::Kind::kNone) return {};
    return asked<std::string>(world, token, "symbol()").value_or(std::string());
}

std::vector<TokenFacts> tokens_of(stack::World& world) {
    std::vector<Address> all;
    world.tokens.tokens.for_each([&](const Address& at, const erc20::Token&) {
        if (world.kind_at(at) != stack::Kind::kNone) all.push_back(at);
    });
    if (is_st_eth(world, world.lido.at.lido)) all.push_back(world.lido.at.lido);
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    std::vector<TokenFacts> out;
    for (const Address& at : all) {
        out.push_back({at, symbol_of(world, at),
                       asked<std::uint8_t>(world, at, "decimals()").value_or(std::uint8_t{18}),
                       asked<u256>(world, at, "totalSupply()").value_or(u256())});
    }
    return out;
}

std::optional<EzEthTotals> ez_eth_totals(stack::World& world) {
    const Address& at = world.renzo.at.restake_manager;
    const Bytes question = abi_call(first_four(keccak(std::string_view("calculateTVLs()"))));
    const auto answer = world.ask({kZeroAddress, at, Wei(), question});
    renzo::restake_manager::TokenTvls cells;
    std::vector<Wei> delegators;
    Wei total;
    if (!answer.has_value() || !abi_decode(AbiReader(*answer), cells, delegators, total)) {
        return std::nullopt;
    }
    return EzEthTotals{total.raw, erc20::total_supply(world.tokens, world.renzo.at.ez_eth).raw};
}

std::optional<Rate> rate_of(stack::World& world, const Address& token) {
    Rate out{token, symbol_of(world, token), RateSource::kOneToOne, kWad};
    if (token == kNative || is_st_eth(world, token) || is_wrapped_ether(world, token) ||
        is_frx_eth(world, token)) {
        return out;
    }
    if (world.kind_at(token) == stack::Kind::kNone) return std::nullopt;
    if (token == world.lido.at.wsteth) {
        out.source = RateSource::kLidoShares;
        out.wei = value_of(lido::steth::pooled_eth_by_shares_down(world.lido, lido::Shares(kWad)));
        return out;
    }
    if (token == world.renzo.at.ez_eth) {
        out.source = RateSource::kRenzoTvls;
        const auto totals = ez_eth_totals(world);
        out.wei = std::nullopt;
        if (totals.has_value() && !totals->supply.is_zero()) {
            out.wei = of_one_down(totals->tvl_wei, totals->supply);
        }
        return out;
    }
    const auto rate = rates::exchange_rate(world.rates_ports(), world.block, token);
    if (!rate.has_value()) return std::nullopt;
    out.source = RateSource::kIssuer;
    out.wei = rate->raw;
    return out;
}

std::vector<Rate> rates_of(stack::World& world) {
    std::vector<Rate> out;
    for (const TokenFacts& token : tokens_of(world)) {
        if (auto rate = rate_of(world, token.at)) out.push_back(std::move(*rate));
    }
    return out;
}

std::optional<u256> value_wei_down(stack::World& world, const Address& token, const u256& amount) {
    if (token == world.lido.at.wsteth) {
        return value_of(lido::steth::pooled_eth_by_shares_down(world.lido, lido::Shares(amount)));
    }
    if (token == world.renzo.at.ez_eth && token != kZeroAddress) {
        const auto totals = ez_eth_totals(world);
        if (!totals.has_value()) return std::nullopt;
        return mul_div_down(totals->tvl_wei, amount, totals->supply).value_or(u256());
    }
    const auto rate = rate_of(world, token);
    if (!rate.has_value() || !rate->wei.has_value()) return std::nullopt;
    return mul_div_down(amount, *rate->wei, kWad).value_or(u256::max());
}

}  // namespace aq::insight
