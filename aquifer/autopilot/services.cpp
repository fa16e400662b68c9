// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/services.hpp>

#include <aquifer/base/prng.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>

#include <algorithm>

namespace aq::autopilot {

namespace {

constexpr std::uint64_t kIndependent = 3;
constexpr std::uint64_t kDaysAWeek = 7;
constexpr std::uint64_t kMillion = 1'000'000;
/// Enough for a hundred years of pay.
constexpr std::uint64_t kWeeksFunded = 5'200;

/// Mixed, so that neighbouring seeds have nothing in common.
Prng draw(std::uint64_t seed, std::uint64_t who, std::uint64_t when) {
    Prng mixer(seed);
    return Prng(mixer() ^ (who * 0x9e3779b97f4a7c15ULL) ^ (when << 20U));
}

/// Each service has its own day of the week.
std::uint64_t week_of(std::size_t service, std::uint64_t day) {
    return (day + service) / kDaysAWeek;
}

}  // namespace

Services::Services(Desk& desk, const Settings& settings) : desk_(desk), seed_(settings.seed) {
    const std::uint64_t day = desk.chain().tip().time / kDay;
    for (const Avs& avs : settings.avs) {
        Service service{avs, account("avs " + avs.name)};
        if (eigenlayer::allocation_manager::is_operator_set(desk.world().eigenlayer,
                                                            {service.at, kSetId})) {
            service.paid_week = service.judged_week = week_of(services_.size(), day);
        }
        services_.push_back(std::move(service));
    }
    operators_ = {desk.at("renzoOperator0"), desk.at("renzoOperator1")};
    for (std::uint64_t i = 0; i < kIndependent; ++i) {
        independent_.push_back(account("operator " + std::to_string(i)));
    }
    operators_.insert(operators_.end(), independent_.begin(), independent_.end());
    strategies_ = {desk.at("stEthStrategy"), desk.at("wbethStrategy")};
    std::ranges::sort(strategies_);
}

u256 Services::stake_of(const Address& operator_at) const {
    u256 out;
    for (const Address& strategy : strategies_) {
        out = wrapping_add(out, eigenlayer::delegation_manager::operator_shares(
                                    desk_.world().eigenlayer, operator_at, strategy)
                                    .raw);
    }
    return out;
}

void Services::set_up() {
    namespace am = eigenlayer::allocation_manager;
    const eigenlayer::State& s = desk_.world().eigenlayer;
    const Address allocation = desk_.at("allocationManager");
    for (std::uint64_t i = 0; i < independent_.size(); ++i) {
        const Address& who = independent_[i];
        if (eigenlayer::delegation_manager::is_operator(s, who)) continue;
        // No delay: what an operator allocates counts at once.
        desk_.call({who, desk_.at("delegationManager")}, "registerAsOperator", kZeroAddress,
                   std::uint32_t{0}, "https://operator.example/" + std::to_string(i));
    }
    for (const Service& service : services_) {
        const Address& avs = service.at;
        if (am::is_operator_set(s, {avs, kSetId})) continue;
        desk_.command(chain::command::SetBalance{
            avs, wrapping_mul(service.settings.pays_weekly.raw, u256(kWeeksFunded))});
        desk_.call({avs, allocation}, "updateAVSMetadataURI", avs, service.settings.name);
        desk_.call({avs, allocation}, "setAVSRegistrar", avs, desk_.at("registrar"));
        using Create = std::vector<eigenlayer::CreateSetParams>;
        desk_.call({avs, allocation}, "createOperatorSets", avs, Create{{kSetId, strategies_}});
    }
}

void Services::join() {
    namespace am = eigenlayer::allocation_manager;
    const eigenlayer::State& s = desk_.world().eigenlayer;
    const Address allocation = desk_.at("allocationManager");
    const eigenlayer::Magnitude each(eigenlayer::kOneMagnitude.raw / (services_.size() + 1));
    for (const Address& who : operators_) {
        for (const Service& service : services_) {
            const eigenlayer::OperatorSet set{service.at, kSetId};
            if (s.allocations.members.contains(set, who)) continue;
            desk_.call({who, allocation}, "registerForOperatorSets", who,
                       eigenlayer::RegisterParams{service.at, {kSetId}, {}});
            const std::vector<eigenlayer::Magnitude> all(strategies_.size(), each);
            using Allocate = std::vector<eigenlayer::AllocateParams>;
            desk_.call({who, allocation}, "modifyAllocations", who,
                       Allocate{{set, strategies_, all}});
        }
    }
}

void Services::serve(std::uint64_t beat) {
    const std::uint64_t day = beat * kBeat / kDay;
    for (std::size_t i = 0; i < services_.size(); ++i) {
        Service& service = services_[i];
        const std::uint64_t week = week_of(i, day);
        burn(service);
        if (service.paid_week != week && !service.settings.pays_weekly.is_zero()) {
            service.paid_week = week;
            pay(service);
        }
        if (service.judged_week != week) {
            service.judged_week = week;
            judge(service, week);
        }
    }
}

void Services::pay(Service& service) {
    const u256 total = service.settings.pays_weekly.raw;
    u256 all;
    for (const Address& who : operators_) all = wrapping_add(all, stake_of(who));
    if (all.is_zero()) return;
    eigenlayer::OperatorDirectedRewardsSubmission week;
    u256 sum;
    for (const Address& who : operators_) {
        const u256 part = *mul_div_down(total, stake_of(who), all);
        if (part.is_zero()) continue;
        week.operatorRewards.push_back({who, eigenlayer::Amount(part)});
        sum = wrapping_add(sum, part);
    }
    std::ranges::sort(week.operatorRewards, {}, &eigenlayer::OperatorReward::operatorAddress);
    for (const Address& strategy : strategies_) {
        week.strategiesAndMultipliers.push_back({strategy, {kWad.truncate_u128()}});
    }
    const Address weth = desk_.at("weth");
    const Address coordinator = desk_.at("rewardsCoordinator");
    week.token = weth;
    // As many whole intervals as a week has, or one that is longer. They are over, the last of them
    // at yesterday's midnight or before.
    const std::uint32_t interval = desk_.world().eigenlayer.parameters.calculation_interval_seconds;
    const auto seconds_a_week = static_cast<std::uint32_t>(kDaysAWeek * kDay);
    week.duration = std::max(seconds_a_week / interval, 1U) * interval;
    const std::uint64_t today = desk_.now() / kDay * kDay;
    week.startTimestamp =
        static_cast<std::uint32_t>((today - kDay - week.duration) / interval * interval);
    week.description = service.settings.name;
    desk_.call({service.at, weth, sum}, "deposit");
    desk_.allow(weth, service.at, coordinator);
    desk_.call({service.at, coordinator}, "createOperatorDirectedAVSRewardsSubmission", service.at,
               std::vector<eigenlayer::OperatorDirectedRewardsSubmission>{week});
}

void Services::judge(Service& service, std::uint64_t week) {
    const Avs& settings = service.settings;
    if (settings.slash_bps == 0 || settings.slash_chance_weekly_ppm == 0) return;
    const eigenlayer::State& s = desk_.world().eigenlayer;
    const eigenlayer::OperatorSet set{service.at, kSetId};
    Prng rng = draw(seed_, to_u256(service.at).limb[0], week);
    if (rng.below(kMillion) >= settings.slash_chance_weekly_ppm) return;
    std::vector<Address> members;
    for (const Address& who : operators_) {
        if (s.allocations.members.contains(set, who) && !stake_of(who).is_zero()) {
            members.push_back(who);
        }
    }
    if (members.empty()) return;
    eigenlayer::SlashingParams slash;
    slash.operatorAddress = members[rng.below(members.size())];
    slash.operatorSetId = kSetId;
    slash.strategies = strategies_;
    const u256 wad = part_down(kWad, {settings.slash_bps, 10'000});
    slash.wadsToSlash.assign(strategies_.size(), wad);
    slash.description = settings.name + ": missed its duties in week " + std::to_string(week);
    desk_.call({service.at, desk_.at("allocationManager")}, "slashOperator", service.at, slash);
}

void Services::burn(const Service& service) {
    const eigenlayer::StrategyManager& s = desk_.world().eigenlayer.strategy_manager;
    const eigenlayer::OperatorSet set{service.at, kSetId};
    for (const u256& slash_id : s.pending_slash_ids.all(set)) {
        desk_.call({service.at, desk_.at("strategyManager")}, "clearBurnOrRedistributableShares",
                   set, slash_id);
    }
}

}  // namespace aq::autopilot
