// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/position.hpp>

#include <aquifer/insight/ask.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

namespace aq::insight {

namespace {

std::vector<TokenHolding> tokens_held(stack::World& world, const Address& account) {
    std::vector<TokenHolding> out;
    for (TokenFacts& token : tokens_of(world)) {
        const auto amount = asked<u256>(world, token.at, "balanceOf(address)", account);
        if (!amount.has_value() || amount->is_zero()) continue;
        out.push_back({token.at, std::move(token.symbol), token.decimals, *amount,
                       value_wei_down(world, token.at, *amount)});
    }
    return out;
}

std::vector<RestakedHolding> restaked(stack::World& world, const Address& account) {
    namespace dm = eigenlayer::delegation_manager;
    const eigenlayer::State& s = world.eigenlayer;
    std::vector<RestakedHolding> out;
    for (const Address& strategy : strategies_of(s)) {
        const auto held = dm::get_withdrawable_shares(s, account, {strategy});
        if (!held.has_value()) continue;
        const auto& [withdrawable, deposited] = *held;
        if (deposited[0].is_zero()) continue;
        RestakedHolding holding{.strategy = strategy,
                                .asset = asset_of(s, strategy),
                                .deposited = deposited[0],
                                .withdrawable = withdrawable[0],
                                .underlying = underlying_down(world, strategy, withdrawable[0]),
                                .value_wei = {}};
        if (holding.underlying.has_value()) {
            holding.value_wei = value_wei_down(world, holding.asset, *holding.underlying);
        }
        out.push_back(holding);
    }
    return out;
}

u256 total_of(const Position& p) {
    u256 out = p.ether_wei;
    const auto add = [&](const std::optional<u256>& wei) {
        out = checked_add(out, wei.value_or(u256())).value_or(u256::max());
    };
    for (const TokenHolding& each : p.tokens) add(each.value_wei);
    for (const RestakedHolding& each : p.restaked) add(each.value_wei);
    for (const Ticket& ticket : p.tickets) {
        for (const Payment& payment : ticket.payments) add(payment.value_wei);
    }
    return out;
}

}  // namespace

Position position_of(stack::World& world, const Address& account) {
    Position out{.account = account,
                 .ether_wei = world.accounts.ether[account].raw,
                 .tokens = tokens_held(world, account),
                 .operator_at = world.eigenlayer.delegation.delegated_to[account],
                 .pod = world.eigenlayer.pods.owner_to_pod[account],
                 .restaked = restaked(world, account),
                 .tickets = tickets_of(world, account),
                 .total_value_wei = {}};
    out.total_value_wei = total_of(out);
    return out;
}

}  // namespace aq::insight
