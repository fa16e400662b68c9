// SPDX-License-Identifier: Apache-2.0
#include <aquifer/insight/backing.hpp>

#include <aquifer/insight/ask.hpp>
#include <aquifer/insight/composition.hpp>
#include <aquifer/insight/queues.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>

namespace aq::insight {

namespace {

namespace dm = eigenlayer::delegation_manager;
using eigenlayer::kBeaconChainStrategy;

/// Parts of one are known when the supply is.
void fill_of_one(std::vector<Part>& parts, const u256& supply) {
    for (Part& part : parts) {
        part.of_one = of_one_down(part.amount, supply);
        fill_of_one(part.parts, supply);
    }
}

// ── ezETH

/// What calculateTVLs answers.
struct Tvls {
    /// By delegator, then by token in the list's order, native ether last.
    renzo::restake_manager::TokenTvls cells;
    std::vector<Wei> delegators;
    Wei total;
};

std::optional<Tvls> tvls_of(stack::World& world) {
    const Bytes question = abi_call(first_four(keccak(std::string_view("calculateTVLs()"))));
    const auto answer = world.ask({kZeroAddress, world.renzo.at.restake_manager, Wei(), question});
    Tvls out;
    if (!answer.has_value() ||
        !abi_decode(AbiReader(*answer), out.cells, out.delegators, out.total)) {
        return std::nullopt;
    }
    return out;
}

class EzEth {
public:
    explicit EzEth(stack::World& world)
        : world_(world),
          delegators_(world.renzo.manager.operator_delegators.all(Only::kOne)),
          tokens_(world.renzo.manager.collateral_tokens.all(Only::kOne)) {}

    Backing backing() {
        const Address& at = world_.renzo.at.ez_eth;
        Backing out;
        out.token = at;
        out.symbol = symbol_of(world_, at);
        out.supply = erc20::total_supply(world_.tokens, at).raw;
        const auto tvls = tvls_of(world_);
        if (!tvls.has_value()) {
            out.remark = "calculateTVLs reverts: the protocol itself knows no value now";
            return out;
        }
        out.total = tvls->total.raw;
        for (std::size_t i = 0; i < delegators_.size(); ++i) {
            out.parts.push_back(delegator(i, *tvls));
        }
        add_queues(out.parts);
        out.at_risk = at_risk(out.supply);
        out.remark =
            "what is at risk leaves out withdrawals that are queued and can still be slashed";
        return out;
    }

private:
    Part delegator(std::size_t i, const Tvls& tvls) {
        const Address& at = delegators_[i];
        Part out{.what = "delegator",
                 .at = at,
                 .operator_at = world_.eigenlayer.delegation.delegated_to[at],
                 .asset = kNative,
                 .amount = tvls.delegators[i].raw,
                 .of_one = {},
                 .parts = {}};
        for (std::size_t j = 0; j < tvls.cells[i].size(); ++j) {
            const u256& value = tvls.cells[i][j].raw;
            if (value.is_zero()) continue;
            if (j < tokens_.size()) {
                const Address strategy =
                    world_.renzo.delegators.holdings[renzo::HoldingKey(at, tokens_[j])].strategy;
                out.parts.push_back(part("strategy", strategy, tokens_[j], value));
            } else {
                const Address pod = world_.eigenlayer.pods.owner_to_pod[at];
                out.parts.push_back(part("pod", pod, kNative, value));
            }
        }
        return out;
    }

    /// With what the token is made of.
    Part part(std::string_view what, const Address& at, const Address& asset, const u256& value) {
        Part out{.what = what,
                 .at = at,
                 .operator_at = {},
                 .asset = asset,
                 .amount = value,
                 .of_one = {},
                 .parts = {}};
        if (asset != kNative) {
            std::vector<Part> whole = composition_of(world_, asset).parts;
            const u256 sum = sum_of(whole);
            if (!sum.is_zero()) out.parts = scaled_down(std::move(whole), value, sum);
        }
        return out;
    }

    /// What the total counts beside the delegators.
    void add_queues(std::vector<Part>& to) {
        const renzo::State& s = world_.renzo;
        const auto add = [&](std::string_view what, const Address& at, const Address& asset,
                             const u256& value) {
            if (!value.is_zero()) to.push_back(part(what, at, asset, value));
        };
        add("depositQueue", s.at.deposit_queue, kNative,
            world_.accounts.ether[s.at.deposit_queue].raw);
        add("withdrawQueue", s.at.withdraw_queue, kNative,
            world_.accounts.ether[s.at.withdraw_queue].raw);
        for (const Address& token : tokens_) {
            const auto held = asked<u256>(world_, token, "balanceOf(address)", s.at.withdraw_queue);
            add("withdrawQueue", s.at.withdraw_queue, token,
                value_by_oracle(token, held.value_or(u256())));
        }
        add("lidoExit", s.at.st_eth_withdrawals, s.at.st_eth, s.withdrawals.st_eth_pending->raw);
    }

    /// As Renzo's own oracle values it, which is what its total is made of.
    u256 value_by_oracle(const Address& token, const u256& amount) {
        if (token == kNative) return amount;
        return asked<u256>(world_, world_.renzo.at.oracle, "lookupTokenValue(address,uint256)",
                           token, amount)
            .value_or(u256());
    }

    std::vector<AtRisk> at_risk(const u256& supply) {
        std::vector<AtRisk> out;
        for (const Slashable& each : slashable(world_, {})) {
            u256 amount;
            for (const Address& delegator : delegators_) {
                if (world_.eigenlayer.delegation.delegated_to[delegator] != each.operator_at) {
                    continue;
                }
                amount = wrapping_add(amount, delegators_part(delegator, each));
            }
            if (amount.is_zero()) continue;
            out.push_back(
                {each.set, each.operator_at, each.strategy, amount, of_one_down(amount, supply)});
        }
        return out;
    }

    /// The value of a delegator's part of what a set may slash of its operator.
    u256 delegators_part(const Address& delegator, const Slashable& what) {
        const eigenlayer::State& s = world_.eigenlayer;
        const auto held = renzo::operator_delegator::withdrawable_shares(world_.renzo_ports(),
                                                                         delegator, what.strategy);
        if (!held.has_value()) return {};
        const u256 all = dm::operator_shares(s, what.operator_at, what.strategy).raw;
        const Shares part(mul_div_down(held->raw, what.shares.raw, all).value_or(u256()));
        return value_by_oracle(asset_of(s, what.strategy),
                               underlying_down(world_, what.strategy, part).value_or(u256()));
    }

    stack::World& world_;
    std::vector<Address> delegators_;
    std::vector<Address> tokens_;
};

// ── Shares of a strategy

/// Of stakers that are delegated to nobody.
Shares undelegated(const eigenlayer::State& s, const Address& strategy) {
    Shares out;
    const auto add = [&](const Address& staker) {
        if (dm::is_delegated(s, staker)) return;
        const auto held = dm::get_withdrawable_shares(s, staker, {strategy});
        if (held.has_value()) out = out + std::get<0>(*held)[0];
    };
    if (strategy == kBeaconChainStrategy) {
        s.pods.deposit_shares.for_each([&](const Address& staker, const auto&) { add(staker); });
    } else {
        s.strategy_manager.staker_strategies.list.count.for_each(
            [&](const Address& staker, std::uint32_t) { add(staker); });
    }
    return out;
}

Backing strategy_backing(stack::World& world, const Address& strategy) {
    const eigenlayer::State& s = world.eigenlayer;
    const Address asset = asset_of(s, strategy);
    Backing out{.token = strategy, .symbol = {}, .unit = Unit::kShares};
    const auto add = [&](std::string_view what, const Address& at, const Shares& shares) {
        if (shares.is_zero()) return;
        out.parts.push_back({what, at, {}, asset, shares.raw, {}, {}});
    };
    for (const Address& at : operators_of(s)) {
        add("operator", at, dm::operator_shares(s, at, strategy));
    }
    add("undelegated", kZeroAddress, undelegated(s, strategy));
    for (const auto& waiting : eigenlayer_queue(world).by_strategy) {
        if (waiting.strategy == strategy) add("queued", s.at.delegation_manager, waiting.shares);
    }
    const u256 known = sum_of(out.parts);
    // Pods have no total of their own.
    out.supply =
        strategy == kBeaconChainStrategy ? known : s.strategies.rows[strategy].total_shares.raw;
    out.total = out.supply;
    if (known < out.supply) {
        add("slashedAndDust", s.at.strategy_manager, Shares(wrapping_sub(out.supply, known)));
    }
    for (const Slashable& each : slashable(world, {.operator_at = {}, .strategy = strategy})) {
        out.at_risk.push_back({each.set, each.operator_at, strategy, each.shares.raw,
                               of_one_down(each.shares.raw, out.supply)});
    }
    out.remark = "amounts are shares of the strategy; aquifer_strategies says what one is paid";
    return out;
}

}  // namespace

std::optional<Backing> backing_of(stack::World& world, const Address& token) {
    std::optional<Backing> out;
    if (is_strategy(world.eigenlayer, token)) {
        out = strategy_backing(world, token);
    } else if (token == world.renzo.at.ez_eth && token != kZeroAddress) {
        out = EzEth(world).backing();
    } else if (rate_of(world, token).has_value() && token != kNative) {
        Composition made = composition_of(world, token);
        out = Backing{.token = token, .symbol = symbol_of(world, token)};
        out->supply = asked<u256>(world, token, "totalSupply()").value_or(u256());
        out->total = sum_of(made.parts);
        out->parts = std::move(made.parts);
        out->remark = std::move(made.remark);
    }
    if (out.has_value()) fill_of_one(out->parts, out->supply);
    return out;
}

}  // namespace aq::insight
