// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/crowd.hpp>

#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/renzo/types.hpp>

namespace aq::autopilot {

namespace {

/// A user looks in at one beat of so many.
constexpr std::uint64_t kBeatsBetween = 12;
/// Half of them begin with this much ether; of the rest every tenth is ten times as rich.
constexpr std::uint64_t kEtherLeast = 20;
constexpr std::uint64_t kEtherSpread = 80;
/// Less is left alone: a twentieth of an ether. What sums of shares round to is far below.
constexpr u256 kSmallest = 50'000'000'000'000'000_u256;
/// Lido's queue takes no more in one request.
constexpr std::uint64_t kLidoRequestEtherMax = 1'000;

Prng luck_of(std::uint64_t seed, std::uint64_t user, std::uint64_t beat) {
    Prng mixer(seed ^ (user * 0xd1342543de82ef95ULL));
    return Prng(mixer() ^ (beat * 0x9e3779b97f4a7c15ULL));
}

}  // namespace

Crowd::Crowd(Desk& desk, const Settings& settings, const Services& services, Updater& updater)
    : desk_(desk),
      services_(services),
      updater_(updater),
      seed_(settings.seed),
      rewards_(settings.reward_updater) {
    for (std::uint64_t i = 0; i < settings.crowd; ++i) {
        users_.push_back(account("user " + std::to_string(i)));
    }
}

void Crowd::set_up() {
    for (std::uint64_t i = 0; i < users_.size(); ++i) {
        const Address& who = users_[i];
        if (desk_.chain().nonce(who) != 0 || !desk_.ether_of(who).is_zero()) continue;
        Prng luck = luck_of(seed_, i, 0);
        const std::uint64_t rich = luck.below(10) == 0 ? 10 : 1;
        desk_.command(chain::command::SetBalance{
            who, ether((kEtherLeast + luck.below(kEtherSpread)) * rich)});
    }
}

void Crowd::live(std::uint64_t beat) {
    for (std::uint64_t i = 0; i < users_.size(); ++i) {
        Visit v{i, users_[i], luck_of(seed_, i, beat)};
        if (v.chance(kBeatsBetween)) visit(v);
    }
}

void Crowd::visit(Visit& v) {
    claim_from_lido(v);
    claim_from_renzo(v);
    complete_withdrawals(v);
    if (rewards_) claim_rewards(v);
    // Two of three times what it always does, else something else.
    switch (v.chance(3) ? v.luck.below(6) : v.user % 6) {
        case 0:
            return stake(v);
        case 1:
            return wrap(v);
        case 2:
            return restake(v);
        case 3:
            return hold_ez_eth(v);
        case 4:
            return hold_wbeth(v);
        default:
            return trade(v);
    }
}

// ── What is due

void Crowd::claim_from_lido(const Visit& v) {
    const lido::Queue& q = desk_.world().lido.queue;
    for (const u256& id : q.requests_by_owner.all(v.who)) {
        if (id > *q.last_finalized_request_id || q.requests[id].claimed) continue;
        desk_.call({v.who, desk_.at("lidoQueue")}, "claimWithdrawal", id);
    }
}

void Crowd::claim_from_renzo(const Visit& v) {
    const renzo::WithdrawQueue& s = desk_.world().renzo.withdrawals;
    // From the end: a claim moves the last request into its place.
    for (std::uint32_t i = s.requests.size(v.who); i-- > 0;) {
        const renzo::WithdrawRequest& request = s.requests.at(v.who, i);
        const bool cooled =
            request.createdAt.truncate_u64() + s.cool_down_period->truncate_u64() <= desk_.now();
        const bool filled =
            s.fill_at[request.withdrawRequestID] <= s.queue[request.collateralToken].filled;
        if (!cooled || !filled) continue;
        desk_.call({v.who, desk_.at("withdrawQueue")}, "claim", u256(i), v.who);
    }
}

void Crowd::complete_withdrawals(const Visit& v) {
    const eigenlayer::State& s = desk_.world().eigenlayer;
    for (const Hash& root : s.delegation.queued_roots.all(v.who)) {
        const auto ticket = eigenlayer::delegation_manager::queued_withdrawal(s, root);
        const std::uint64_t last =
            std::uint64_t{ticket.startBlock} + s.parameters.min_withdrawal_delay_blocks;
        if (desk_.next_block() <= last) continue;
        std::vector<Address> tokens;
        for (const Address& strategy : ticket.strategies) {
            tokens.push_back(s.strategies.rows[strategy].underlying_token);
        }
        desk_.call({v.who, desk_.at("delegationManager")}, "completeQueuedWithdrawal", ticket,
                   tokens, true);
    }
}

void Crowd::claim_rewards(const Visit& v) {
    const auto claim = updater_.claim_of(v.who);
    if (!claim.has_value()) return;
    desk_.call({v.who, desk_.at("rewardsCoordinator")}, "processClaim", *claim, v.who);
}

// ── Habits

void Crowd::stake(Visit& v) {
    if (v.chance(3)) return ask_lido_back(v);
    buy_steth(v);
}

void Crowd::wrap(Visit& v) {
    const Address lido = desk_.at("lido");
    const Address wsteth = desk_.at("wsteth");
    const u256 plain = desk_.balance(lido, v.who);
    if (v.chance(4)) {
        const u256 wrapped = v.some_of(desk_.balance(wsteth, v.who));
        if (wrapped >= kSmallest) desk_.call({v.who, wsteth}, "unwrap", wrapped);
        return;
    }
    if (plain < kSmallest) return buy_steth(v);
    desk_.allow(lido, v.who, wsteth);
    desk_.call({v.who, wsteth}, "wrap", v.some_of(plain));
}

void Crowd::restake(Visit& v) {
    const Address lido = desk_.at("lido");
    if (v.chance(3)) return queue_withdrawal(v, desk_.at("stEthStrategy"));
    if (desk_.balance(lido, v.who) < kSmallest) return buy_steth(v);
    deposit_into(v, desk_.at("stEthStrategy"), lido);
    delegate(v);
}

void Crowd::hold_ez_eth(Visit& v) {
    const Address lido = desk_.at("lido");
    const Address manager = desk_.at("restakeManager");
    if (v.chance(3)) return leave_renzo(v);
    if (v.chance(6)) return leave_at_once(v);
    const u256 steth = v.some_of(desk_.balance(lido, v.who));
    // Where all of the buffer is reserved, a wei of dust less than that stops deposits of the token
    // until the next rebase.
    const bool open = desk_.ask(desk_.at("withdrawQueue"), "getWithdrawDeficit", lido).has_value();
    if (open && steth >= kSmallest && v.chance(2)) {
        desk_.allow(lido, v.who, manager);
        desk_.call({v.who, manager}, "deposit", lido, steth);
        return;
    }
    const u256 amount = v.some_of(desk_.ether_of(v.who));
    if (amount >= kSmallest) desk_.call({v.who, manager, amount}, "depositETH");
}

void Crowd::hold_wbeth(Visit& v) {
    const Address wbeth = desk_.at("wbeth");
    const u256 held = desk_.balance(wbeth, v.who);
    if (held < kSmallest) {
        const u256 amount = v.some_of(desk_.ether_of(v.who));
        if (amount >= kSmallest) desk_.call({v.who, wbeth, amount}, "deposit", kZeroAddress);
        return;
    }
    if (v.chance(4)) return queue_withdrawal(v, desk_.at("wbethStrategy"));
    if (v.chance(3)) {
        const Address manager = desk_.at("restakeManager");
        desk_.allow(wbeth, v.who, manager);
        desk_.call({v.who, manager}, "deposit", wbeth, v.some_of(held));
        return;
    }
    deposit_into(v, desk_.at("wbethStrategy"), wbeth);
    delegate(v);
}

void Crowd::trade(Visit& v) {
    const Address other = users_[v.luck.below(users_.size())];
    for (const char* name : {"lido", "ezETH", "wsteth", "wbeth"}) {
        const u256 amount = v.some_of(desk_.balance(desk_.at(name), v.who));
        if (amount < kSmallest || !v.chance(2)) continue;
        desk_.call({v.who, desk_.at(name)}, "transfer", other, amount);
        return;
    }
    const u256 amount = part_down(v.some_of(desk_.ether_of(v.who)), {1, 4});
    if (amount >= kSmallest) desk_.send({v.who, other, amount}, {});
}

// ── What habits are made of

void Crowd::buy_steth(Visit& v) {
    const u256 amount = v.some_of(desk_.ether_of(v.who));
    if (amount < kSmallest) return;
    desk_.call({v.who, desk_.at("lido"), amount}, "submit", kZeroAddress);
}

void Crowd::ask_lido_back(Visit& v) {
    const Address lido = desk_.at("lido");
    const Address queue = desk_.at("lidoQueue");
    const u256 amount =
        std::min(v.some_of(desk_.balance(lido, v.who)), ether(kLidoRequestEtherMax));
    if (amount < kSmallest) return;
    desk_.allow(lido, v.who, queue);
    desk_.call({v.who, queue}, "requestWithdrawals", std::vector<u256>{amount}, v.who);
}

void Crowd::deposit_into(Visit& v, const Address& strategy, const Address& token) {
    const u256 amount = v.some_of(desk_.balance(token, v.who));
    if (amount < kSmallest) return;
    const Address manager = desk_.at("strategyManager");
    desk_.allow(token, v.who, manager);
    desk_.call({v.who, manager}, "depositIntoStrategy", strategy, token, amount);
}

void Crowd::delegate(Visit& v) {
    const auto& operators = services_.independent();
    if (eigenlayer::delegation_manager::is_delegated(desk_.world().eigenlayer, v.who)) return;
    desk_.call({v.who, desk_.at("delegationManager")}, "delegateTo",
               operators[v.luck.below(operators.size())], eigenlayer::SignatureWithExpiry(),
               Hash());
}

void Crowd::queue_withdrawal(Visit& v, const Address& strategy) {
    const eigenlayer::State& s = desk_.world().eigenlayer;
    const u256 held =
        s.strategy_manager.deposit_shares[eigenlayer::StrategyKey(v.who, strategy)].raw;
    const u256 some = v.some_of(held);
    if (some < kSmallest) return;
    using Params = std::vector<eigenlayer::QueuedWithdrawalParams>;
    desk_.call({v.who, desk_.at("delegationManager")}, "queueWithdrawals",
               Params{{{strategy}, {eigenlayer::DepositShares(some)}, v.who}});
}

void Crowd::leave_renzo(Visit& v) {
    const Address ez_eth = desk_.at("ezETH");
    const Address queue = desk_.at("withdrawQueue");
    const u256 amount = v.some_of(desk_.balance(ez_eth, v.who));
    const Address asset = v.chance(3) ? desk_.at("lido") : renzo::kNative;
    // Renzo refuses to promise what it could not get.
    const u256 reachable = desk_.number(queue, "availableCollateralAmount", asset);
    if (amount < kSmallest || reachable < wrapping_add(amount, amount)) return;
    desk_.allow(ez_eth, v.who, queue);
    desk_.call({v.who, queue}, "withdraw", amount, asset);
}

void Crowd::leave_at_once(Visit& v) {
    const Address ez_eth = desk_.at("ezETH");
    const Address queue = desk_.at("withdrawQueue");
    const Address exit = desk_.at("instantWithdrawer");
    const u256 amount = v.some_of(desk_.balance(ez_eth, v.who));
    // The buffer must stay above half of its target.
    const u256 target = desk_.number(queue, "withdrawalBufferTarget", renzo::kNative);
    const u256 free = above(desk_.number(queue, "getAvailableToWithdraw", renzo::kNative),
                            part_down(target, {1, 2}));
    if (amount < kSmallest || free < wrapping_add(amount, amount)) return;
    desk_.allow(ez_eth, v.who, exit);
    desk_.call({v.who, exit}, "withdraw", amount, renzo::kNative, u256());
}

}  // namespace aq::autopilot
