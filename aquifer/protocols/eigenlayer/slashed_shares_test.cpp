// SPDX-License-Identifier: Apache-2.0
/// Clearing what was slashed: StrategyManager.clearBurnOrRedistributableShares and its
/// by-strategy twin, which anyone may call. Alice is the operator, carol the staker; both
/// strategies start with a rate of one, so tokens are shares.
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>
#include <aquifer/protocols/erc20/events.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

namespace sm = strategy_manager;
using erc20::Transfer;

class SlashedShares : public ::testing::Test, protected DelegationWorld {
protected:
    static constexpr u256 kHalf = 5e17_u256;
    static constexpr u256 kTenth = 1e17_u256;
    using Amounts = std::vector<Amount>;

    SlashedShares() {
        allocate_all(low);
        must(allocate(alice, set, high, kOne));
        must(delegate(carol, alice));
        got(deposit(carol, low, 100_u256));
        got(deposit(carol, high, 1000_u256));
    }
    void slash_both() { got(slash(alice, {low, high}, {kHalf, kTenth})); }

    Result<Amounts> clear(const OperatorSet& of, const u256& id) {
        return box.call(sm::clear_burn_or_redistributable_shares, bob, box.at.strategy_manager, of,
                        id);
    }
    Result<Amount> clear(const OperatorSet& of, const u256& id, const Address& strategy) {
        return box.call(sm::clear_burn_or_redistributable_shares_by_strategy, bob,
                        box.at.strategy_manager, of, id, strategy);
    }
    /// getBurnOrRedistributableCount.
    u256 count(const OperatorSet& of, const u256& id) {
        const Selector selector = "0x829fca73"_selector;
        const Bytes answer =
            got(box.send(strategy_manager_face(), {bob, box.at.strategy_manager, Wei(), selector},
                         abi_call(selector, of, id)));
        return load_be(answer.data());
    }
    [[nodiscard]] std::vector<OperatorSet> pending_sets() const {
        return box.s.strategy_manager.pending_operator_sets.all(Only::kOne);
    }
    [[nodiscard]] std::vector<u256> pending_ids(const OperatorSet& of) const {
        return box.s.strategy_manager.pending_slash_ids.all(of);
    }
    [[nodiscard]] u256 issued(const Address& strategy) const {
        return box.s.strategies.rows[strategy].total_shares.raw;
    }
    void pause_withdrawals(const Address& strategy) {
        must(box.call(eigenlayer::pause, Sandbox::account("pauser"), strategy, 2_u256));
    }
};

}  // namespace

TEST_F(SlashedShares, ASlashRecordsItsSharesUnderItsId) {
    slash_both();
    const auto recorded = box.events<BurnOrRedistributableSharesIncreased>();
    ASSERT_EQ(recorded.size(), 2U);
    EXPECT_EQ(recorded[1].operator_set, set);
    EXPECT_EQ(recorded[1].slash_id, 1_u256);
    EXPECT_EQ(recorded[1].strategy, high);
    EXPECT_EQ(recorded[1].shares, Shares(100));
    EXPECT_EQ(box.ask(sm::get_burn_or_redistributable_shares, box.at.strategy_manager, set, 1_u256),
              std::tuple(std::vector{low, high}, std::vector{Shares(50), Shares(100)}));
    EXPECT_EQ(count(set, 1), 2_u256);
    EXPECT_EQ(pending_sets(), std::vector{set});
    EXPECT_EQ(pending_ids(set), std::vector{1_u256});
    // The tokens are still the strategies'.
    EXPECT_EQ(issued(low), 100_u256);
}

TEST_F(SlashedShares, AnyoneSendsThemToTheBurnAddress) {
    slash_both();
    EXPECT_EQ(clear(set, 1), (Amounts{Amount(50), Amount(100)}));
    EXPECT_EQ(box.order(),
              (topics<ExchangeRateEmitted, Transfer, BurnOrRedistributableSharesDecreased,
                      ExchangeRateEmitted, Transfer, BurnOrRedistributableSharesDecreased>()));
    EXPECT_EQ(box.events<Transfer>().at(0).from, low);
    EXPECT_EQ(box.events<Transfer>().at(0).to,
              "0x00000000000000000000000000000000000e16e4"_address);
    const auto cleared = box.events<BurnOrRedistributableSharesDecreased>().at(1);
    EXPECT_EQ(cleared.operator_set, set);
    EXPECT_EQ(cleared.slash_id, 1_u256);
    EXPECT_EQ(cleared.strategy, high);
    EXPECT_EQ(cleared.shares, Shares(100));

    EXPECT_EQ(balance(token_of(low), kBurnAddress), 50_u256);
    EXPECT_EQ(issued(low), 50_u256);
    EXPECT_EQ(issued(high), 900_u256);
    EXPECT_EQ(count(set, 1), 0_u256);
    EXPECT_TRUE(pending_ids(set).empty());
    EXPECT_TRUE(pending_sets().empty());
    // Clearing again clears nothing.
    EXPECT_EQ(clear(set, 1), Amounts());
    EXPECT_TRUE(box.order().empty());
}

TEST_F(SlashedShares, GoOneByOneAndTheIdStaysForTheLast) {
    slash_both();
    EXPECT_EQ(clear(set, 1, low), Amount(50));
    EXPECT_EQ(count(set, 1), 1_u256);
    EXPECT_EQ(pending_ids(set), std::vector{1_u256});
    EXPECT_EQ(clear(set, 1, low), Amount());
    EXPECT_TRUE(box.order().empty());
    EXPECT_EQ(clear(set, 1, high), Amount(100));
    EXPECT_TRUE(pending_ids(set).empty());
    EXPECT_TRUE(pending_sets().empty());
}

TEST_F(SlashedShares, OfOtherIdsStay) {
    for (int i = 0; i < 3; ++i) got(slash(alice, {high}, {kTenth}));
    EXPECT_EQ(pending_ids(set), (std::vector{1_u256, 2_u256, 3_u256}));
    // The last id moves into the hole, as in OpenZeppelin's set.
    EXPECT_EQ(clear(set, 1), Amounts{Amount(100)});
    EXPECT_EQ(pending_ids(set), (std::vector{3_u256, 2_u256}));
    EXPECT_EQ(clear(set, 2), Amounts{Amount(90)});
    EXPECT_EQ(pending_sets(), std::vector{set});
    EXPECT_EQ(clear(set, 3), Amounts{Amount(81)});
    EXPECT_TRUE(pending_sets().empty());
    EXPECT_EQ(balance(token_of(high), kBurnAddress), 271_u256);
}

TEST_F(SlashedShares, OfARedistributingSetGoToItsRecipient) {
    const Address recipient = Sandbox::account("recipient");
    const OperatorSet paying{avs, 2};
    must(create_redistributing(2, {low}, recipient));
    must(join(alice, {2}));
    // All of the magnitude is in set 1: it moves over once it is free.
    must(allocate(alice, set, low, 0));
    box.mine(kDelay + 1);
    must(allocate(alice, paying, low, kOne));
    got(slash(alice, {high}, {kTenth}));
    got(as(slasher, am::slash_operator, avs, SlashingParams{alice, 2, {low}, {kHalf}, ""}));
    EXPECT_EQ(pending_sets(), (std::vector{set, paying}));
    // Each set counts for itself.
    EXPECT_EQ(pending_ids(paying), std::vector{1_u256});

    EXPECT_EQ(clear(paying, 1), Amounts{Amount(50)});
    EXPECT_EQ(balance(token_of(low), recipient), 50_u256);
    EXPECT_EQ(balance(token_of(low), kBurnAddress), 0_u256);
    EXPECT_EQ(pending_sets(), std::vector{set});
}

TEST_F(SlashedShares, WhatWasNeverSlashedClearsToNothing) {
    slash_both();
    EXPECT_EQ(clear(set, 2), Amounts());
    EXPECT_EQ(clear({avs, 9}, 1), Amounts());
    EXPECT_EQ(clear(set, 1, bob), Amount());
    EXPECT_EQ(clear(set, 2, low), Amount());
    EXPECT_TRUE(box.order().empty());
    EXPECT_EQ(pending_ids(set), std::vector{1_u256});
    EXPECT_EQ(pending_sets(), std::vector{set});
}

TEST_F(SlashedShares, ARecordOfNoSharesIsClearedInSilence) {
    // Nobody holds this strategy: all of the magnitude is slashed and no share.
    const Address empty = box.strategy("nobody's", box.token("nobody's token"));
    must(as(avs, am::add_strategies_to_operator_set, avs, std::uint32_t{1}, std::vector{empty}));
    must(allocate(alice, set, empty, kOne));
    got(slash(alice, {empty}, {kWad}));
    EXPECT_EQ(count(set, 1), 1_u256);
    EXPECT_EQ(clear(set, 1), Amounts{Amount()});
    EXPECT_TRUE(box.order().empty());
    EXPECT_TRUE(pending_sets().empty());
}

TEST_F(SlashedShares, ArePaidAtTheRateOfTheDay) {
    slash_both();
    // (100 + 1100 + 1000) * 50 / (100 + 1000)
    box.mint(token_of(low), low, 1100_u256);
    EXPECT_EQ(clear(set, 1, low), Amount(100));
    EXPECT_EQ(box.events<BurnOrRedistributableSharesDecreased>().at(0).shares, Shares(50));
}

TEST_F(SlashedShares, WaitForAStrategyThatPaysNothingOut) {
    slash_both();
    pause_withdrawals(high);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, clear(set, 1)));
    // The first strategy's tokens came back with the revert.
    EXPECT_EQ(balance(token_of(low), kBurnAddress), 0_u256);
    EXPECT_EQ(count(set, 1), 2_u256);
    EXPECT_EQ(clear(set, 1, low), Amount(50));
}

TEST_F(SlashedShares, AreClearedWhileDepositsArePaused) {
    slash_both();
    must(box.call(eigenlayer::pause_all, Sandbox::account("pauser"), box.at.strategy_manager));
    EXPECT_TRUE(clear(set, 1));
}

}  // namespace aq::eigenlayer::testing
