// SPDX-License-Identifier: Apache-2.0
// Expected figures are worked out by hand from the amounts that are sent: Lido starts with one
// ether for one share, and a strategy's first shares are one to one.
#include <aquifer/insight/backing.hpp>
#include <aquifer/insight/beacon.hpp>
#include <aquifer/insight/position.hpp>
#include <aquifer/insight/queues.hpp>
#include <aquifer/insight/testing.hpp>
#include <aquifer/insight/values.hpp>
#include <aquifer/protocols/beacon/commands.hpp>

#include <algorithm>

namespace aq::insight {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace)

constexpr u256 kQuarter = 250'000'000'000'000'000_u256;

const Part* find(const std::vector<Part>& parts, std::string_view what) {
    const auto at = std::ranges::find(parts, what, &Part::what);
    return at == parts.end() ? nullptr : &*at;
}

TEST_F(Mainnet, APositionGoesThroughAllLayers) {
    stake(100);
    restake(40);
    delegate("renzoOperator0");
    const Position p = position_of(world_, kAlice);
    EXPECT_EQ(p.ether_wei, ether(900));
    ASSERT_EQ(p.tokens.size(), 1U);
    EXPECT_EQ(p.tokens[0].symbol, "stETH");
    EXPECT_EQ(p.tokens[0].amount, ether(60));
    ASSERT_EQ(p.restaked.size(), 1U);
    EXPECT_EQ(p.restaked[0].asset, at("lido"));
    EXPECT_EQ(p.restaked[0].deposited.raw, ether(40));
    EXPECT_EQ(p.restaked[0].underlying, ether(40));
    EXPECT_EQ(p.operator_at, at("renzoOperator0"));
    EXPECT_EQ(p.total_value_wei, ether(1'000));
}

TEST_F(Mainnet, APlainTokenHasNoValue) {
    const Address token = "0x0000000000000000000000000000000000007070"_address;
    stack::deploy_token(world_, token, {.name = "Points", .symbol = "PTS", .decimals = 6});
    names_["token"] = token;
    send(kAlice, "token", "mint(address,uint256)", {}, kAlice, u256(7U));
    const Position p = position_of(world_, kAlice);
    ASSERT_EQ(p.tokens.size(), 1U);
    EXPECT_EQ(p.tokens[0].decimals, 6);
    EXPECT_EQ(p.tokens[0].value_wei, std::nullopt);
    EXPECT_EQ(p.total_value_wei, ether(1'000));
    EXPECT_FALSE(backing_of(world_, token).has_value());
}

TEST_F(Mainnet, AnAccountWithoutAnythingHasNothing) {
    const Position p = position_of(world_, kAvs);
    EXPECT_TRUE(p.tokens.empty() && p.restaked.empty() && p.tickets.empty());
    EXPECT_EQ(p.total_value_wei, u256());
}

TEST_F(Mainnet, StEthIsBackedByTheBufferUntilItIsDeposited) {
    stake(100);
    const auto backing = backing_of(world_, at("lido"));
    ASSERT_TRUE(backing.has_value());
    EXPECT_EQ(backing->supply, ether(101));
    EXPECT_EQ(backing->total, ether(101));
    const Part* buffer = find(backing->parts, "buffer");
    ASSERT_NE(buffer, nullptr);
    EXPECT_EQ(buffer->amount, ether(101));
    EXPECT_EQ(buffer->of_one, kWad);
}

TEST_F(Mainnet, WstEthIsBackedByStEthAndWhatThatIsMadeOf) {
    stake(100);
    send(kAlice, "lido", "approve(address,uint256)", {}, at("wsteth"), ether(50));
    send(kAlice, "wsteth", "wrap(uint256)", {}, ether(50));
    const auto backing = backing_of(world_, at("wsteth"));
    ASSERT_TRUE(backing.has_value());
    EXPECT_EQ(backing->supply, ether(50));
    ASSERT_EQ(backing->parts.size(), 1U);
    EXPECT_EQ(backing->parts[0].asset, at("lido"));
    ASSERT_EQ(backing->parts[0].parts.size(), 1U);
    EXPECT_EQ(backing->parts[0].parts[0].what, "buffer");
    EXPECT_EQ(backing->parts[0].parts[0].amount, ether(50));
}

TEST_F(Mainnet, EzEthIsBackedThroughDelegatorsAndMayBeSlashedByTheirSets) {
    stake(100);
    // A buffer of one wei, so that all but this is restaked.
    send(at("renzoAdmin"), "withdrawQueue", "updateWithdrawBufferTarget((address,uint256)[])", {},
         std::vector{renzo::TokenWithdrawBuffer{at("lido"), renzo::Amount(u256(1U))}});
    send(kAlice, "lido", "approve(address,uint256)", {}, at("restakeManager"), ether(100));
    send(kAlice, "restakeManager", "deposit(address,uint256)", {}, at("lido"), ether(100));
    send(kAlice, "restakeManager", "depositETH()", ether(25));
    allocate("renzoOperator0", kQuarter.truncate_u64());
    const auto backing = backing_of(world_, at("ezETH"));
    ASSERT_TRUE(backing.has_value());
    EXPECT_EQ(backing->supply, ether(125));
    EXPECT_EQ(backing->total, ether(125));
    const Part* delegator = find(backing->parts, "delegator");
    ASSERT_NE(delegator, nullptr);
    EXPECT_EQ(delegator->operator_at, at("renzoOperator0"));
    const u256 restaked = wrapping_sub(ether(100), u256(1U));
    EXPECT_EQ(delegator->amount, restaked);
    // ⌊(10^20 - 1) / 125⌋
    EXPECT_EQ(delegator->of_one, 799'999'999'999'999'999_u256);
    ASSERT_EQ(delegator->parts.size(), 1U);
    EXPECT_EQ(delegator->parts[0].what, "strategy");
    EXPECT_EQ(delegator->parts[0].asset, at("lido"));
    ASSERT_EQ(delegator->parts[0].parts.size(), 1U);
    EXPECT_EQ(delegator->parts[0].parts[0].what, "buffer");
    ASSERT_EQ(backing->at_risk.size(), 1U);
    EXPECT_EQ(backing->at_risk[0].set, (OperatorSet{kAvs, 1}));
    // ⌊(10^20 - 1) / 4⌋ shares; one share is one stETH, which Renzo's oracle takes for one ether.
    EXPECT_EQ(backing->at_risk[0].amount, 24'999'999'999'999'999'999_u256);
}

TEST_F(Mainnet, TheSharesOfAStrategyAreWithOperatorsOrNobodyOrQueued) {
    stake(100);
    restake(40);
    auto backing = backing_of(world_, at("stEthStrategy"));
    ASSERT_TRUE(backing.has_value());
    EXPECT_EQ(backing->unit, Unit::kShares);
    EXPECT_EQ(backing->total, ether(40));
    EXPECT_EQ(find(backing->parts, "undelegated")->amount, ether(40));
    delegate("renzoOperator0");
    backing = backing_of(world_, at("stEthStrategy"));
    EXPECT_EQ(find(backing->parts, "undelegated"), nullptr);
    EXPECT_EQ(find(backing->parts, "operator")->of_one, kWad);
}

TEST_F(Mainnet, WhatASetMaySlashIsItsMagnitudeOfTheShares) {
    stake(100);
    restake(40);
    delegate("renzoOperator0");
    EXPECT_TRUE(slashable(world_, {}).empty());
    allocate("renzoOperator0", kQuarter.truncate_u64());
    const auto all = slashable(world_, {.operator_at = at("renzoOperator0"), .strategy = {}});
    ASSERT_EQ(all.size(), 1U);
    EXPECT_EQ(all[0].set, (OperatorSet{kAvs, 1}));
    EXPECT_EQ(all[0].strategy, at("stEthStrategy"));
    EXPECT_EQ(all[0].shares.raw, ether(10));
    EXPECT_EQ(all[0].magnitude.raw, kQuarter.truncate_u64());
    EXPECT_EQ(all[0].magnitude_max, eigenlayer::kOneMagnitude);
    EXPECT_EQ(slashable(world_, {.operator_at = {}, .strategy = at("stEthStrategy")}).size(), 1U);
    EXPECT_TRUE(slashable(world_, {.operator_at = {}, .strategy = at("wbethStrategy")}).empty());
    EXPECT_TRUE(slashable(world_, {.operator_at = at("renzoOperator1"), .strategy = {}}).empty());
}

TEST_F(Mainnet, OperatorsSetsAndStrategiesAreListed) {
    stake(100);
    restake(40);
    delegate("renzoOperator0");
    allocate("renzoOperator0", kQuarter.truncate_u64());
    const auto operators = operator_facts(world_);
    ASSERT_EQ(operators.size(), 2U);
    const auto first = std::ranges::find(operators, at("renzoOperator0"), &OperatorFacts::at);
    ASSERT_NE(first, operators.end());
    // Alice and Renzo's delegator.
    EXPECT_EQ(first->stakers, 2U);
    ASSERT_EQ(first->stakes.size(), 1U);
    EXPECT_EQ(first->stakes[0].shares.raw, ether(40));
    EXPECT_EQ(first->stakes[0].magnitude_encumbered.raw, kQuarter.truncate_u64());
    const auto sets = operator_set_facts(world_, kAvs);
    ASSERT_EQ(sets.size(), 1U);
    EXPECT_EQ(sets[0].operators, std::vector{at("renzoOperator0")});
    EXPECT_FALSE(sets[0].redistributing);
    EXPECT_TRUE(operator_set_facts(world_, kNobody).empty());
    const auto strategies = strategy_facts(world_);
    const auto st_eth = std::ranges::find(strategies, at("stEthStrategy"), &StrategyFacts::at);
    ASSERT_NE(st_eth, strategies.end());
    EXPECT_TRUE(st_eth->whitelisted);
    EXPECT_EQ(st_eth->total_underlying, ether(40));
    EXPECT_EQ(strategies.back().asset, kNative);
    EXPECT_EQ(pod_facts(world_).size(), 2U);
    EXPECT_TRUE(vault_facts(world_).empty());
}

TEST_F(Mainnet, RatesAreTheProtocolsOwn) {
    send(at("wbethAdmin"), "wbeth", "updateExchangeRate(uint256)", {},
         1'100'000'000'000'000'000_u256);
    EXPECT_EQ(rate_of(world_, at("wbeth"))->wei, 1'100'000'000'000'000'000_u256);
    EXPECT_EQ(value_wei_down(world_, at("wbeth"), ether(10)), ether(11));
    EXPECT_EQ(rate_of(world_, at("lido"))->source, RateSource::kOneToOne);
    EXPECT_EQ(rate_of(world_, at("wsteth"))->wei, kWad);
    EXPECT_EQ(rate_of(world_, at("ezETH"))->wei, std::nullopt);
    EXPECT_FALSE(rate_of(world_, kNobody).has_value());
    EXPECT_FALSE(rate_of(world_, kZeroAddress).has_value());
}

TEST_F(Mainnet, TheBeaconChainIsCountedByPools) {
    auto feed = aq::beacon::begin({}, 491'000);
    ASSERT_TRUE(feed.has_value());
    ASSERT_TRUE(aq::beacon::command::add_pool(*feed, "mine", kAlice).has_value());
    ASSERT_TRUE(aq::beacon::command::found(*feed, "mine", {.n = 3}).has_value());
    aq::beacon::move::change_feed(world_.undo, world_.beacon.feed) = *feed;
    const BeaconFacts facts = beacon_facts(world_);
    // (1,795,368,023 - 1,606,824,023) / 12 = 15,712,000 = 491,000 · 32.
    EXPECT_EQ(facts.slot, 15'712'000U);
    EXPECT_EQ(facts.epoch, 491'000U);
    EXPECT_EQ(facts.genesis_time, 1'606'824'023U);
    ASSERT_EQ(facts.pools.size(), 2U);
    EXPECT_EQ(facts.pools[1].name, "mine");
    EXPECT_EQ(facts.pools[1].withdrawal_address, kAlice);
    EXPECT_EQ(facts.pools[1].validators, 3U);
    EXPECT_EQ(facts.pools[1].balance_gwei, 96'000'000'000U);
    EXPECT_EQ(facts.validators, 3U);
}

}  // namespace
}  // namespace aq::insight
