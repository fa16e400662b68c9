// SPDX-License-Identifier: Apache-2.0
// ezETH through its delegators: which operator holds what of one, and which AVS may take it.
#include <aquifer/picture/restaked.hpp>
#include <aquifer/picture/rows.hpp>
#include <aquifer/picture/tokens.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/stack/declarations.hpp>

#include <map>

namespace aq::picture {

namespace {

namespace dm = eigenlayer::delegation_manager;
using renzo::restake_manager::TokenTvls;

/// What calculateTVLs answers.
struct Values {
    /// By delegator, then by token in the list's order, native ether last.
    TokenTvls cells;
    std::vector<Wei> delegators;
    Wei total;
};

Result<Values> values_of(stack::World& world) {
    const Bytes question = abi_call(first_four(keccak(std::string_view("calculateTVLs()"))));
    const Bytes answer =
        AQ_TRY(world.ask({kZeroAddress, world.renzo.at.restake_manager, Wei(), question}));
    Values out;
    AQ_REQUIRE(abi_decode(AbiReader(answer), out.cells, out.delegators, out.total));
    return out;
}

class EzEth {
public:
    EzEth(stack::World& world, const NameOf& name_of, Values values)
        : world_(world),
          name_of_(name_of),
          values_(std::move(values)),
          tokens_(world.renzo.manager.collateral_tokens.all(Only::kOne)) {}

    std::string text(const u256& supply) {
        Section out(name_of_(world_.renzo.at.ez_eth), supply,
                    fmt::format("rate {} ether",
                                units_down(part_of_one_down(values_.total.raw, supply), 6)));
        out.heading("of one, in ether");
        operators(out);
        queues(out);
        out.heading("of one, in ether: what an AVS may slash of what is not queued");
        avss(out);
        waiting(out);
        return out.text();
    }

private:
    std::string asset(const Address& token) {
        return token == renzo::kNative ? "native ether" : name_of_(token);
    }

    void operators(Section& out) {
        const auto delegators = world_.renzo.manager.operator_delegators.all(Only::kOne);
        for (std::size_t i = 0; i < delegators.size(); ++i) {
            const Address operator_at = world_.eigenlayer.delegation.delegated_to[delegators[i]];
            out.keep("operator " + name_of_(operator_at), values_.delegators[i].raw,
                     "by " + name_of_(delegators[i]));
            for (std::size_t j = 0; j < values_.cells[i].size(); ++j) {
                const std::string name = j < tokens_.size() ? asset(tokens_[j]) : "native ether";
                out.part("  " + name, values_.cells[i][j].raw);
            }
        }
    }

    /// What the total counts beside the delegators.
    void queues(Section& out) {
        const renzo::State& s = world_.renzo;
        out.part("deposit queue", world_.accounts.ether[s.at.deposit_queue].raw);
        out.part("withdraw queue: native ether", world_.accounts.ether[s.at.withdraw_queue].raw);
        for (const Address& token : tokens_) {
            const auto held = asked<u256>(world_, token, "balanceOf(address)", s.at.withdraw_queue);
            out.part("withdraw queue: " + asset(token), value_of(token, held.value_or(u256())));
        }
        out.part("withdraw queue: stETH at Lido's exit", s.withdrawals.st_eth_pending->raw);
    }

    u256 value_of(const Address& token, const u256& amount) {
        if (token == renzo::kNative) return amount;
        return asked<u256>(world_, world_.renzo.at.oracle, "lookupTokenValue(address,uint256)",
                           token, amount)
            .value_or(u256());
    }

    /// The value of a delegator's part of what a set may slash of its operator.
    u256 at_risk(const Address& delegator, const Slashable& what) {
        const eigenlayer::State& s = world_.eigenlayer;
        const auto held = renzo::operator_delegator::withdrawable_shares(world_.renzo_ports(),
                                                                         delegator, what.strategy);
        const u256 all = dm::operator_shares(s, what.operator_at, what.strategy).raw;
        if (!held.has_value()) return {};
        const u256 part = mul_div_down(held->raw, what.shares.raw, all).value_or(u256());
        if (what.strategy == eigenlayer::kBeaconChainStrategy) return part;
        const auto amount =
            asked<u256>(world_, what.strategy, "sharesToUnderlyingView(uint256)", part);
        return value_of(s.strategies.rows[what.strategy].underlying_token, amount.value_or(u256()));
    }

    void avss(Section& out) {
        std::map<std::pair<std::string, std::uint32_t>, Wei> by_set;
        const auto delegators = world_.renzo.manager.operator_delegators.all(Only::kOne);
        for (const Slashable& each : slashable_now(world_.eigenlayer, world_.block)) {
            for (const Address& delegator : delegators) {
                const auto& to = world_.eigenlayer.delegation.delegated_to[delegator];
                if (to != each.operator_at) continue;
                Wei& sum = by_set[{name_of_(each.set.avs), each.set.id}];
                sum = sum + Wei(at_risk(delegator, each));
            }
        }
        if (by_set.empty()) out.heading("  nothing");
        for (const auto& [set, sum] : by_set) {
            out.keep(fmt::format("{} set {}", set.first, set.second), sum.raw);
        }
    }

    void waiting(Section& out) {
        const renzo::WithdrawQueue& s = world_.renzo.withdrawals;
        std::uint64_t n = 0;
        u256 locked;
        s.requests.count.for_each([&](const Address& user, std::uint32_t count) {
            n += count;
            for (const renzo::WithdrawRequest& request : s.requests.all(user)) {
                locked = wrapping_add(locked, request.ezETHLocked.raw);
            }
        });
        out.heading(
            fmt::format("queued: {} of {} ezETH", count_of(n, "request"), amount_down(locked)));
        std::vector<Address> assets{renzo::kNative};
        assets.insert(assets.end(), tokens_.begin(), tokens_.end());
        for (const Address& each : assets) {
            const u256 awaited = renzo::withdraw_queue::queue_deficit(world_.renzo, each).raw;
            const u256 reserved = s.claim_reserve[each].raw;
            if (awaited.is_zero() && reserved.is_zero()) continue;
            out.heading(fmt::format("  {}: {} waited for, {} reserved for claims", asset(each),
                                    amount_down(awaited), amount_down(reserved)));
        }
    }

    stack::World& world_;
    const NameOf& name_of_;
    Values values_;
    std::vector<Address> tokens_;
};

}  // namespace

std::string ez_eth(stack::World& world, const NameOf& name_of) {
    const Address& at = world.renzo.at.ez_eth;
    const u256 supply = erc20::total_supply(world.tokens, at).raw;
    if (supply.is_zero()) return {};
    auto values = values_of(world);
    if (values.has_value()) return EzEth(world, name_of, std::move(*values)).text(supply);
    const Bytes data = values.error().encode();
    return Section(name_of(at), supply,
                   "no rate: calculateTVLs reverts with " +
                       (data.empty() ? "nothing" : stack::decode_revert(data).to_text()))
        .text();
}

}  // namespace aq::picture
