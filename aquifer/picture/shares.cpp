// SPDX-License-Identifier: Apache-2.0
// A share of a strategy is a token like any other: operators hold it, AVSs may take it.
#include <aquifer/picture/restaked.hpp>
#include <aquifer/picture/restaking.hpp>
#include <aquifer/picture/rows.hpp>
#include <aquifer/picture/tokens.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <map>

namespace aq::picture {

namespace {

namespace dm = eigenlayer::delegation_manager;
using eigenlayer::Shares;

/// Where the shares of one strategy are.
struct Holders {
    std::map<Address, Shares> by_operator;
    Shares undelegated;
    Shares queued;

    [[nodiscard]] Shares sum() const {
        Shares out = undelegated + queued;
        for (const auto& [at, shares] : by_operator) out = out + shares;
        return out;
    }
};

Holders holders_of(const eigenlayer::State& s, const std::vector<Position>& all,
                   const Address& strategy) {
    Holders out;
    for (const Address& at : operators_of(s)) {
        const Shares shares = dm::operator_shares(s, at, strategy);
        if (!shares.is_zero()) out.by_operator[at] = shares;
    }
    for (const Position& p : all) {
        if (p.strategy != strategy) continue;
        out.queued = out.queued + p.queued;
        if (p.operator_at == kZeroAddress) out.undelegated = out.undelegated + p.withdrawable;
    }
    return out;
}

/// `may be slashed by avs0/0 0.028100`: of one share, what sets may take from an operator's part.
std::string slashable(const NameOf& name_of, const std::vector<Slashable>& all,
                      const Address& operator_at, const Address& strategy, const Shares& total) {
    std::string out;
    for (const Slashable& each : all) {
        if (each.operator_at != operator_at || each.strategy != strategy) continue;
        const u256 part = part_of_one_down(each.shares.raw, total.raw);
        if (!shows(part)) continue;
        out += fmt::format("{}{}/{} {}", out.empty() ? "may be slashed by " : ", ",
                           name_of(each.set.avs), each.set.id, units_down(part, 6));
    }
    return out;
}

}  // namespace

std::string shares(stack::World& world, const NameOf& name_of) {
    const eigenlayer::State& s = world.eigenlayer;
    const std::vector<Position> all = positions(s, world.block);
    const std::vector<Slashable> at_risk = slashable_now(s, world.block);
    std::string out;
    for (const Address& strategy : strategies_of(s)) {
        const bool native = strategy == eigenlayer::kBeaconChainStrategy;
        const std::string asset = asset_name(world, name_of, strategy);
        const Holders holders = holders_of(s, all, strategy);
        // Pods have no total of their own.
        const Shares total = native ? holders.sum() : s.strategies.rows[strategy].total_shares;
        if (total.is_zero()) continue;
        const auto rate =
            native ? kWad : asked<u256>(world, strategy, "sharesToUnderlyingView(uint256)", kWad);
        Section section("shares of " + asset, total.raw,
                        fmt::format("rate {} {} a share", units_down(rate.value_or(u256()), 6),
                                    native ? "ether" : asset));
        section.heading("of one share");
        std::vector<Address> operators;
        for (const auto& [at, held] : holders.by_operator) operators.push_back(at);
        for (const Address& at : by_name(name_of, operators)) {
            section.part("operator " + name_of(at), holders.by_operator.at(at).raw,
                         slashable(name_of, at_risk, at, strategy, total));
        }
        section.part("stakers without an operator", holders.undelegated.raw);
        section.part("queued: withdrawals not yet completed", holders.queued.raw);
        if (holders.sum() < total) {
            section.part("slashed and not yet cleared, and dust", (total - holders.sum()).raw);
        }
        out += section.text();
    }
    return out;
}

}  // namespace aq::picture
