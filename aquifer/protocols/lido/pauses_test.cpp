// SPDX-License-Identifier: Apache-2.0
// What each of Lido's pauses stops and leaves alone, the stake limit's edges, and when a report
// pays a fee. Specification of liquid staking tokens, sections 6, 7, 10, 13 and 16.
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/invariants.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_burner.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_wsteth.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using testing::admin;
using testing::alice;
using testing::bob;
using testing::Sandbox;
namespace wq = withdrawal_queue;

/// 1,000 ether of validators and as many shares, alice's, at a rate of one; she lets the queue and
/// wstETH take them.
class LidoPauses : public ::testing::Test {
protected:
    LidoPauses() {
        box.add_module("curated", 500_u256, 500_u256);
        move::mint_shares(box.undo, box.s.steth, alice, Shares(1'000e18_u256));
        move::set_cl_balances(box.undo, box.s.steth, Wei(1'000e18_u256), Wei());
        move::set_validators_balances(box.undo, box.s.router, {1'000'000'000'000});
        box.undo.commit();
        AQ_ASSERT(box.call(sanity_checker::migrate_baseline_snapshot, alice, box.at.sanity_checker)
                      .has_value());
        for (const Address& spender : {queue_at, box.at.wsteth, bob}) {
            AQ_ASSERT(
                box.call(steth::approve, alice, box.at.lido, spender, Wei::max()).has_value());
        }
    }
    void TearDown() override {
        EXPECT_EQ(broken_invariants(box.s, box.tokens, box.accounts), std::vector<std::string>());
    }
    template <class Rule, class... Args>
    auto lido(Rule rule, const Address& by, Args... args) {
        return box.call(rule, by, box.at.lido, args...);
    }
    auto submit(const u256& wei) {
        box.fund(bob, wei);
        return box.pay(wei, steth::submit, bob, box.at.lido, kZeroAddress);
    }
    auto request(const u256& wei) {
        return box.call(wq::request_withdrawals, alice, queue_at, std::vector{Wei(wei)},
                        kZeroAddress);
    }
    ReportData data(const u256& validators_gwei = 1'000e9_u256) {
        return box.correct_report({{validators_gwei}, u256(), false});
    }
    Wei limit() const { return steth::stake_limit(box.s, box.block); }

    Sandbox box;
    const Address queue_at = box.at.withdrawal_queue;
    const Address hub = box.at.vault_hub;
};

// Section 6: "While stopped: all share moves, mints, burns and the report fail with
// CONTRACT_IS_STOPPED; approvals and views work."
TEST_F(LidoPauses, OfTheProtocolStopSharesAndReports) {
    ASSERT_TRUE(lido(steth::set_max_external_ratio_bp, admin, 10'000_u256).has_value());
    ASSERT_TRUE(lido(steth::mint_external_shares, hub, hub, Shares(2e18_u256)).has_value());
    ASSERT_TRUE(box.call(wsteth::wrap, alice, box.at.wsteth, Wei(2e18_u256)).has_value());
    const ReportData report = data();
    ASSERT_TRUE(lido(steth::stop, admin).has_value());
    const Revert stopped("CONTRACT_IS_STOPPED");
    const Wei one(1e18_u256);
    const Shares share(1e18_u256);
    EXPECT_TRUE(Sandbox::reverted(stopped, lido(steth::transfer, alice, bob, one)));
    EXPECT_TRUE(Sandbox::reverted(stopped, lido(steth::transfer_from, bob, alice, bob, one)));
    EXPECT_TRUE(Sandbox::reverted(stopped, lido(steth::transfer_shares, alice, bob, share)));
    EXPECT_TRUE(
        Sandbox::reverted(stopped, lido(steth::transfer_shares_from, bob, alice, bob, share)));
    EXPECT_TRUE(Sandbox::reverted(stopped, lido(steth::mint_external_shares, hub, bob, share)));
    EXPECT_TRUE(Sandbox::reverted(stopped, lido(steth::burn_external_shares, hub, share)));
    box.fund(hub, one.raw);
    EXPECT_TRUE(Sandbox::reverted(
        stopped,
        box.pay(one.raw, steth::rebalance_external_ether_to_internal, hub, box.at.lido, share)));
    EXPECT_TRUE(Sandbox::reverted(stopped, box.call(wsteth::wrap, alice, box.at.wsteth, one)));
    EXPECT_TRUE(Sandbox::reverted(
        stopped, box.call(wsteth::unwrap, alice, box.at.wsteth, erc20::Amount(1e18_u256))));
    EXPECT_TRUE(Sandbox::reverted(stopped, request(1e18_u256)));
    EXPECT_TRUE(Sandbox::reverted(stopped, box.report(report)));
    // Staking is paused with it, and says so; deposits have their own word.
    EXPECT_TRUE(Sandbox::reverted(Revert("STAKING_PAUSED"), submit(1e18_u256)));
    EXPECT_TRUE(Sandbox::reverted(
        Revert("CAN_NOT_DEPOSIT"),
        lido(steth::withdraw_depositable_ether, box.at.staking_router, one, 1_u256)));
    EXPECT_TRUE(lido(steth::approve, alice, bob, one).has_value());
    EXPECT_TRUE(lido(steth::increase_allowance, alice, bob, one).has_value());
    EXPECT_EQ(*steth::pooled_eth_by_shares_down(box.s, share), one);
}

// The order of a move's checks: who, then the pause, then how much.
TEST_F(LidoPauses, OfTheProtocolAreSeenAfterTheAddressesAndBeforeTheBalance) {
    ASSERT_TRUE(lido(steth::stop, admin).has_value());
    const Wei too_much(2'000e18_u256);
    EXPECT_TRUE(Sandbox::reverted(Revert("TRANSFER_TO_ZERO_ADDR"),
                                  lido(steth::transfer, alice, kZeroAddress, too_much)));
    EXPECT_TRUE(Sandbox::reverted(Revert("TRANSFER_TO_STETH_CONTRACT"),
                                  lido(steth::transfer, alice, box.at.lido, too_much)));
    EXPECT_TRUE(Sandbox::reverted(Revert("CONTRACT_IS_STOPPED"),
                                  lido(steth::transfer, alice, bob, too_much)));
    EXPECT_TRUE(Sandbox::reverted(
        Revert("ALLOWANCE_EXCEEDED"),
        lido(steth::transfer_from, Sandbox::account("carol"), alice, kZeroAddress, too_much)));
    ASSERT_TRUE(lido(steth::resume, admin).has_value());
    EXPECT_TRUE(
        Sandbox::reverted(Revert("BALANCE_EXCEEDED"), lido(steth::transfer, alice, bob, too_much)));
    // Section 7: nothing, then who, then the pause, then how much.
    ASSERT_TRUE(lido(steth::stop, admin).has_value());
    EXPECT_TRUE(Sandbox::reverted(Revert("MINT_ZERO_AMOUNT_OF_SHARES"),
                                  lido(steth::mint_external_shares, alice, bob, Shares())));
    EXPECT_TRUE(Sandbox::reverted(Revert("APP_AUTH_FAILED"),
                                  lido(steth::mint_external_shares, alice, bob, Shares(1_u256))));
    EXPECT_TRUE(Sandbox::reverted(Revert("CONTRACT_IS_STOPPED"),
                                  lido(steth::mint_external_shares, hub, bob, Shares(1_u256))));
    ASSERT_TRUE(lido(steth::resume, admin).has_value());
    EXPECT_TRUE(Sandbox::reverted(Revert("EXTERNAL_BALANCE_LIMIT_EXCEEDED"),
                                  lido(steth::mint_external_shares, hub, bob, Shares(1_u256))));
}

// Finalised requests are paid whatever is paused: a claim moves no shares.
TEST_F(LidoPauses, NeverStopClaimsOrTheQueuesTokens) {
    ASSERT_TRUE(request(1e18_u256).has_value());
    ASSERT_TRUE(request(2e18_u256).has_value());
    box.fund(box.at.lido, 1e18_u256);
    ASSERT_TRUE(box.pay(1e18_u256, wq::finalize, box.at.lido, queue_at, 1_u256, ShareRate(kRay))
                    .has_value());
    ASSERT_TRUE(lido(steth::stop, admin).has_value());
    ASSERT_TRUE(box.call(wq::pause_for, admin, queue_at, u256::max()).has_value());
    EXPECT_TRUE(box.call(wq::transfer_from, alice, queue_at, alice, bob, 2_u256).has_value());
    ASSERT_TRUE(box.call(wq::claim_withdrawal, alice, queue_at, 1_u256).has_value());
    EXPECT_EQ(box.accounts.ether[alice], Wei(1e18_u256));
}

// Section 10, step 2: with the queue paused a report's batches lock nothing and burn nothing.
TEST_F(LidoPauses, OfTheQueueLeaveBatchesUnfinalised) {
    ASSERT_TRUE(request(1e18_u256).has_value());
    ASSERT_TRUE(submit(10e18_u256).has_value());
    box.next_frame();
    const ReportData report = data();
    ASSERT_EQ(report.withdrawal_finalization_batches, std::vector{1_u256});
    ASSERT_TRUE(box.call(wq::pause_for, admin, queue_at, u256::max()).has_value());
    ASSERT_TRUE(box.report(report).has_value());
    EXPECT_EQ(*box.s.queue.last_finalized_request_id, u256());
    EXPECT_TRUE(box.events<StETHBurnRequested>().empty());
    EXPECT_EQ(*box.s.steth.buffered, Wei(11e18_u256));
}

// Section 16: a pause ends with its last second.
TEST_F(LidoPauses, OfTheQueueEndByThemselves) {
    const u256 until(box.block.time + 12);
    ASSERT_TRUE(box.call(wq::pause_until, admin, queue_at, until).has_value());
    EXPECT_EQ(box.events<wq::Paused>().at(0).duration, 13_u256);
    box.mine(1);
    EXPECT_TRUE(Sandbox::reverted(error::ResumedExpected, request(1e18_u256)));
    box.block.time += 1;
    EXPECT_TRUE(request(1e18_u256).has_value());
}

TEST_F(LidoPauses, OfBunkerModeStopDepositsOnly) {
    ASSERT_TRUE(submit(100e18_u256).has_value());
    ReportData report = data();
    report.is_bunker_mode = true;
    ASSERT_TRUE(box.report(report).has_value());
    EXPECT_TRUE(Sandbox::reverted(
        Revert("CAN_NOT_DEPOSIT"),
        lido(steth::withdraw_depositable_ether, box.at.staking_router, Wei(32e18_u256), 1_u256)));
    EXPECT_TRUE(submit(1e18_u256).has_value());
    EXPECT_TRUE(request(1e18_u256).has_value());
    EXPECT_TRUE(lido(steth::transfer, alice, bob, Wei(1e18_u256)).has_value());
}

class LidoStakeLimit : public LidoPauses {
protected:
    void SetUp() override {
        ASSERT_TRUE(
            lido(steth::set_staking_limit, admin, Wei(100e18_u256), Wei(1e18_u256)).has_value());
    }
};

TEST_F(LidoStakeLimit, MayBeUsedToTheLastWei) {
    EXPECT_TRUE(Sandbox::reverted(Revert("ZERO_DEPOSIT"), submit(u256())));
    EXPECT_TRUE(Sandbox::reverted(Revert("STAKE_LIMIT"), submit(100'000'000'000'000'000'001_u256)));
    ASSERT_TRUE(submit(100e18_u256).has_value());
    EXPECT_EQ(limit(), Wei());
    EXPECT_TRUE(Sandbox::reverted(Revert("STAKE_LIMIT"), submit(1_u256)));
    box.mine(99);
    EXPECT_EQ(limit(), Wei(99e18_u256));
    box.mine(2);
    EXPECT_EQ(limit(), Wei(100e18_u256));
}

TEST_F(LidoStakeLimit, DoesNotGrowWhileStakingIsPaused) {
    ASSERT_TRUE(submit(60e18_u256).has_value());
    ASSERT_TRUE(lido(steth::pause_staking, admin).has_value());
    EXPECT_EQ(limit(), Wei());
    box.mine(10);
    ASSERT_TRUE(lido(steth::resume_staking, admin).has_value());
    EXPECT_EQ(limit(), Wei(40e18_u256));
    box.mine(1);
    EXPECT_EQ(limit(), Wei(41e18_u256));
}

// "prev := max if paused, if there was no limit, or if max < prev".
TEST_F(LidoStakeLimit, IsFullAgainOnlyInThreeCases) {
    const auto set = [&](const u256& max) {
        return lido(steth::set_staking_limit, admin, Wei(max), Wei(1e18_u256)).has_value();
    };
    ASSERT_TRUE(submit(60e18_u256).has_value());
    ASSERT_TRUE(set(200e18_u256));
    EXPECT_EQ(limit(), Wei(40e18_u256));
    ASSERT_TRUE(set(30e18_u256));
    EXPECT_EQ(limit(), Wei(30e18_u256));
    ASSERT_TRUE(submit(30e18_u256).has_value());
    ASSERT_TRUE(lido(steth::remove_staking_limit, admin).has_value());
    EXPECT_EQ(limit(), Wei::max());
    ASSERT_TRUE(set(50e18_u256));
    EXPECT_EQ(limit(), Wei(50e18_u256));
    ASSERT_TRUE(submit(50e18_u256).has_value());
    ASSERT_TRUE(lido(steth::pause_staking, admin).has_value());
    ASSERT_TRUE(set(70e18_u256));
    EXPECT_EQ(limit(), Wei());
    ASSERT_TRUE(lido(steth::resume_staking, admin).has_value());
    EXPECT_EQ(limit(), Wei(70e18_u256));
}

// Section 7: external mints use the limit, burns give it back, past the maximum if need be, from
// where it decays.
TEST_F(LidoStakeLimit, IsUsedByExternalMintsAndGivenBackByBurns) {
    ASSERT_TRUE(lido(steth::set_max_external_ratio_bp, admin, 10'000_u256).has_value());
    const auto mint = [&](const u256& n) {
        return lido(steth::mint_external_shares, hub, hub, Shares(n));
    };
    EXPECT_TRUE(Sandbox::reverted(Revert("STAKE_LIMIT"), mint(100'000'000'000'000'000'001_u256)));
    ASSERT_TRUE(mint(80e18_u256).has_value());
    EXPECT_EQ(limit(), Wei(20e18_u256));
    box.mine(100);
    EXPECT_EQ(limit(), Wei(100e18_u256));
    ASSERT_TRUE(lido(steth::burn_external_shares, hub, Shares(50e18_u256)).has_value());
    EXPECT_EQ(limit(), Wei(150e18_u256));
    box.mine(1);
    EXPECT_EQ(limit(), Wei(149e18_u256));
    box.mine(60);
    EXPECT_EQ(limit(), Wei(100e18_u256));
    EXPECT_TRUE(Sandbox::reverted(Revert("EXT_SHARES_TOO_SMALL"),
                                  lido(steth::burn_external_shares, hub, Shares(31e18_u256))));
    ASSERT_TRUE(lido(steth::pause_staking, admin).has_value());
    EXPECT_TRUE(Sandbox::reverted(Revert("STAKING_PAUSED"), mint(1_u256)));
    // Burning does not need staking, and leaves a paused limit alone: what was given back before is
    // there again when staking resumes.
    EXPECT_TRUE(lido(steth::burn_external_shares, hub, Shares(30e18_u256)).has_value());
    ASSERT_TRUE(lido(steth::resume_staking, admin).has_value());
    EXPECT_EQ(limit(), Wei(150e18_u256));
}

class LidoFees : public LidoPauses {
protected:
    Shares fees_of(const ReportData& report) {
        const auto done = box.report(report);
        AQ_ASSERT(done.has_value());
        return box.events<TokenRebased>().at(0).shares_minted_as_fees;
    }
    Shares shares(std::string_view name) const {
        return box.s.steth.shares[Sandbox::account(name)];
    }
};

// Section 13: "Fees only if v + p + wTake > principal (...) Otherwise no fee at all, even with EL
// rewards."
TEST_F(LidoFees, AreNotTakenWithoutAProfitOnTheConsensusLayer) {
    box.fund(box.at.el_rewards_vault, 500'000'000'000'000'000_u256);
    EXPECT_EQ(fees_of(data()), Shares());
    EXPECT_EQ(box.events<ELRewardsReceived>().at(0).amount, Wei(500'000'000'000'000'000_u256));
}

// A gwei of profit is enough: then execution rewards pay too. In Python: fee = 10 % of 0.500000001
// ether, shares = fee * 1001e18 // (1001.500000001e18 - fee).
TEST_F(LidoFees, AreTakenOfEverythingOnceThereIsAnyProfit) {
    box.fund(box.at.el_rewards_vault, 500'000'000'000'000'000_u256);
    EXPECT_EQ(fees_of(data(1'000'000'000'001_u256)), Shares(49'977'532'677'672'395_u256));
    EXPECT_EQ(shares("curated"), Shares(24'988'766'338'836'197_u256));
    EXPECT_EQ(box.s.steth.shares[box.at.treasury], Shares(24'988'766'338'836'198_u256));
}

// What exits leave in the vault is no loss: v + p + wTake is compared.
TEST_F(LidoFees, CountWithdrawalsWithTheBalances) {
    box.fund(box.at.withdrawal_vault, 100'000'000'000'000'000_u256);
    EXPECT_EQ(fees_of(data(999'900'000'000_u256)), Shares());
    EXPECT_EQ(box.events<WithdrawalsReceived>().at(0).amount, Wei(100'000'000'000'000'000_u256));
}

// "0 paid if the module is Stopped, but counted": the treasury has its part.
TEST_F(LidoFees, OfAStoppedModuleGoToTheTreasury) {
    ASSERT_TRUE(box.call(staking_router::set_staking_module_status, admin, box.at.staking_router,
                         1_u256, std::uint8_t{2})
                    .has_value());
    box.fund(box.at.el_rewards_vault, 500'000'000'000'000'000_u256);
    EXPECT_EQ(fees_of(data(1'000'000'000'001_u256)), Shares(49'977'532'677'672'395_u256));
    EXPECT_EQ(shares("curated"), Shares());
    EXPECT_EQ(box.s.steth.shares[box.at.treasury], Shares(49'977'532'677'672'395_u256));
}

}  // namespace
}  // namespace aq::lido
