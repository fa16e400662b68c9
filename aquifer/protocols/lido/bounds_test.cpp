// SPDX-License-Identifier: Apache-2.0
// The sanity checks of a report and Lido's other bounds from both sides: what is exactly at one and
// a unit past it. Specification of liquid staking tokens, sections 4, 8, 9, 11, 12 and 16; the
// numbers are the parameters of section 3.
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_oracle.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_sanity.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using sanity_checker::ReportCheck;
using testing::admin;
using testing::alice;
using testing::Sandbox;
namespace wq = withdrawal_queue;

class LidoBounds : public ::testing::Test {
protected:
    Result<void> check(const ReportCheck& what) {
        return box.call(sanity_checker::check_accounting_oracle_report, box.at.accounting,
                        box.at.sanity_checker, what);
    }
    /// A day in which this many wei of validators' balance became so many.
    static ReportCheck a_day(const Wei& before, const Wei& after) {
        ReportCheck out;
        out.change.time_elapsed = 86'400_u256;
        out.change.pre_validators = before;
        out.change.post_validators = after;
        return out;
    }

    Sandbox box;
};

// Section 12, A: "p > funded + cap(300 ETH)".
TEST_F(LidoBounds, PendingEtherMayBeThreeHundredOfStrangers) {
    ReportCheck what = a_day(Wei(), Wei());
    what.change.pre_pending = Wei(10e18_u256);
    what.change.deposits = Wei(5e18_u256);
    what.change.post_pending = Wei(315e18_u256) + Wei(1_u256);
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectTotalPendingBalance, Wei(315e18_u256), what.change.post_pending),
        check(what)));
    // At the cap the next check speaks: so much more than nothing is a gain.
    what.change.post_pending = Wei(315e18_u256);
    const auto result = check(what);
    ASSERT_FALSE(result.has_value());
    EXPECT_TRUE(result.error().is(error::IncorrectCLBalanceIncrease));
}

// "act > day + 2,048 ETH", of 57,600 a day.
TEST_F(LidoBounds, ADayActivatesItsLimitAndOneValidatorMore) {
    const auto activate = [&](const Wei& amount) {
        ReportCheck what = a_day(Wei(1'000'000e18_u256), Wei(1'000'000e18_u256) + amount);
        what.change.deposits = amount;
        return check(what);
    };
    const Wei most(59'648e18_u256);
    EXPECT_TRUE(Sandbox::reverted(
        Revert(error::IncorrectTotalActivatedBalance, Wei(57'600e18_u256), most + Wei(1_u256)),
        activate(most + Wei(1_u256))));
    EXPECT_TRUE(activate(most).has_value());
}

// "maxGain = act + floor((V + act)*1000*t/(31536000*10000))": of 315,360,000,000 wei a day's tenth
// of a year is 86,400,000, which is 1,000 basis points a year.
TEST_F(LidoBounds, ADayGainsATenthOfAYear) {
    const Wei before(315'360'000'000_u256);
    const Wei gain(86'400'000_u256);
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::IncorrectTotalCLBalanceIncrease, gain, gain + Wei(1_u256)),
                          check(a_day(before, before + gain + Wei(1_u256)))));
    EXPECT_TRUE(check(a_day(before, before + gain)).has_value());
}

// "skipped until the first V4 report has been applied"; then the same bounds before Accounting,
// and "sum over modules of positive balance changes > maxGain + floor(93375e18*t/86400)".
TEST_F(LidoBounds, ModulesMayConsolidateADaysLimit) {
    box.add_module("curated", 500_u256, 500_u256);
    box.add_module("community", 600_u256, 400_u256);
    const auto change = [&](const Wei& first, const Wei& second) {
        sanity_checker::BalanceChange out = a_day(Wei(200'000e18_u256), first + second).change;
        return sanity_checker::check_module_and_cl_balances_change_rates(
            box.s, {{1_u256, 2_u256}, {first, second}}, out);
    };
    move::set_validators_balances(box.undo, box.s.router,
                                  {100'000'000'000'000, 100'000'000'000'000});
    // Nothing is asked of the first report.
    EXPECT_TRUE(change(Wei(900'000e18_u256), Wei()).has_value());
    ASSERT_TRUE(check(a_day(Wei(), Wei())).has_value());
    // 100,000 may earn in a day, as part of 200,000, 54.794520547945205479; 93,375 may move over.
    const Wei earned(54'794'520'547'945'205'479_u256);
    const Wei most = Wei(193'375e18_u256) + earned;
    EXPECT_TRUE(change(most, Wei(200'000e18_u256) - most).has_value());
    EXPECT_TRUE(
        Sandbox::reverted(error::IncorrectTotalModuleValidatorsBalanceIncrease,
                          change(most + Wei(1_u256), Wei(200'000e18_u256) - most - Wei(1_u256))));
}

// "floor(10000*|actual - simRate|/actual) > 50": so just under 51 passes, either way.
TEST_F(LidoBounds, AShareRateIsOffByLessThanFiftyOne) {
    const auto rate = [&](const u256& simulated) {
        return sanity_checker::check_simulated_share_rate(
            box.s, {.ether = Wei(1e18_u256), .shares = Shares(1e18_u256)}, ShareRate(simulated));
    };
    constexpr u256 kOff = 5'100'000'000'000'000'000'000'000_u256;
    for (const u256& refused : {wrapping_add(kRay, kOff), wrapping_sub(kRay, kOff)}) {
        EXPECT_TRUE(Sandbox::reverted(
            Revert(error::IncorrectSimulatedShareRate, ShareRate(refused), kRay), rate(refused)));
    }
    EXPECT_TRUE(rate(wrapping_sub(wrapping_add(kRay, kOff), 1)).has_value());
    EXPECT_TRUE(rate(wrapping_add(wrapping_sub(kRay, kOff), 1)).has_value());
    EXPECT_TRUE(Sandbox::reverted(
        Revert::panic(0x01), sanity_checker::check_simulated_share_rate(
                                 box.s, {.ether = Wei(), .shares = Shares()}, ShareRate(kRay))));
}

// "timestamp < creation time of the last request + 7,680".
TEST_F(LidoBounds, ARequestIsFinalisedAfterItsMargin) {
    box.fund(alice, 1e18_u256);
    ASSERT_TRUE(box.pay(1e18_u256, steth::submit, alice, box.at.lido, alice).has_value());
    ASSERT_TRUE(box.call(steth::approve, alice, box.at.lido, box.at.withdrawal_queue, Wei::max())
                    .has_value());
    ASSERT_TRUE(box.call(wq::request_withdrawals, alice, box.at.withdrawal_queue,
                         std::vector{Wei(100_u256)}, kZeroAddress)
                    .has_value());
    const u256 made(box.block.time);
    const auto at = [&](std::uint64_t seconds) {
        return sanity_checker::check_withdrawal_queue_oracle_report(
            box.s, 1_u256, wrapping_add(made, u256(seconds)));
    };
    EXPECT_TRUE(Sandbox::reverted(Revert(error::IncorrectRequestFinalization, made), at(7'679)));
    EXPECT_TRUE(at(7'680).has_value());
}

// Section 11: dec(x) to nothing is allowed, and shares are limited to none from the maximum on.
TEST_F(LidoBounds, ARebaseMayTakeAllThereIs) {
    auto limiter = *RebaseLimiter::make(750'000_u256, Wei(1'000e18_u256), Shares(1'000e18_u256));
    ASSERT_TRUE(limiter.decrease(Wei(1'000e18_u256)).has_value());
    EXPECT_TRUE(Sandbox::reverted(error::NegativeTotalPooledEther, limiter.decrease(Wei(1_u256))));
    // Back up to 0.075 % above where it began.
    EXPECT_EQ(*limiter.increase(Wei(2'000e18_u256)), Wei(1'000'750'000'000'000'000'000_u256));
    EXPECT_EQ(*limiter.shares_to_burn_limit_down(), Shares());
    EXPECT_EQ(*limiter.increase(Wei(1_u256)), Wei());
}

// Section 4: "unless s < 2^128-1", "unless e < 2^128-1".
TEST_F(LidoBounds, AmountsStopBelowTheLastOf128Bits) {
    const u256 last = wrapping_sub(1_u256 << 128, 1);
    const Revert too_many("SHARES_TOO_LARGE");
    EXPECT_TRUE(Sandbox::reverted(too_many, steth::pooled_eth_by_shares_down(box.s, Shares(last))));
    EXPECT_TRUE(Sandbox::reverted(too_many, steth::pooled_eth_by_shares_up(box.s, Shares(last))));
    EXPECT_TRUE(Sandbox::reverted(Revert("ETH_TOO_LARGE"),
                                  steth::shares_by_pooled_eth_down(box.s, Wei(last))));
    const u256 fits = wrapping_sub(last, 1);
    EXPECT_EQ(*steth::pooled_eth_by_shares_down(box.s, Shares(fits)), Wei(fits));
    EXPECT_EQ(*steth::pooled_eth_by_shares_up(box.s, Shares(fits)), Wei(fits));
    EXPECT_EQ(*steth::shares_by_pooled_eth_down(box.s, Wei(fits)), Shares(fits));
}

// Section 16: the same request twice is sorted, and a pause may end with the second it begins in.
TEST_F(LidoBounds, TheQueuesBoundsIncludeTheirEnds) {
    box.fund(alice, 9e18_u256);
    ASSERT_TRUE(box.pay(9e18_u256, steth::submit, alice, box.at.lido, alice).has_value());
    ASSERT_TRUE(box.call(steth::approve, alice, box.at.lido, box.at.withdrawal_queue, Wei::max())
                    .has_value());
    ASSERT_TRUE(box.call(wq::request_withdrawals, alice, box.at.withdrawal_queue,
                         std::vector<Wei>(2, Wei(1e18_u256)), kZeroAddress)
                    .has_value());
    ASSERT_TRUE(box.pay(2e18_u256, wq::finalize, box.at.lido, box.at.withdrawal_queue, 2_u256,
                        ShareRate(kRay))
                    .has_value());
    EXPECT_EQ(*wq::find_checkpoint_hints(box.s, {1_u256, 1_u256}, {1_u256, 1_u256}),
              (std::vector{1_u256, 1_u256}));
    const u256 now(box.block.time);
    ASSERT_TRUE(box.call(wq::pause_until, admin, box.at.withdrawal_queue, now).has_value());
    EXPECT_EQ(box.events<wq::Paused>().at(0).duration, 1_u256);
}

// Section 8: what a module may be, and hand out.
TEST_F(LidoBounds, ModulesReachTheirLimits) {
    const auto add = [&](std::string name, const u256& fee) {
        return box.call(
            staking_router::add_staking_module, admin, box.at.staking_router, name,
            Sandbox::account(name),
            ModuleConfig{10'000_u256, 10'000_u256, fee, 5'000_u256, 2_u256, 1_u256, 1_u256});
    };
    EXPECT_TRUE(Sandbox::reverted(error::InvalidFeeSum, add("greedy", 5'001_u256)));
    EXPECT_TRUE(
        Sandbox::reverted(error::StakingModuleWrongName, add(std::string(32, 'x'), 5'000_u256)));
    ASSERT_TRUE(add(std::string(31, 'x'), 5'000_u256).has_value());
    box.fund(alice, 200e18_u256);
    ASSERT_TRUE(box.pay(200e18_u256, steth::submit, alice, box.at.lido, alice).has_value());
    const auto deposit = [&](std::size_t keys) {
        return box.call(staking_router::deposit, box.at.deposit_security_module,
                        box.at.staking_router, 1_u256,
                        abi_encode(Bytes(48 * keys), Bytes(96 * keys)));
    };
    // Two a block, although the buffer has six.
    EXPECT_TRUE(Sandbox::reverted(error::ModuleReturnExceedTarget, deposit(3)));
    EXPECT_TRUE(deposit(2).has_value());
    // A module that is not active is topped up by nobody.
    ASSERT_TRUE(box.call(staking_router::set_staking_module_status, admin, box.at.staking_router,
                         1_u256, std::uint8_t{1})
                    .has_value());
    EXPECT_TRUE(Sandbox::reverted(
        error::StakingModuleNotActive,
        box.call(staking_router::top_up, box.at.top_up_gateway, box.at.staking_router, 1_u256,
                 std::vector{u256()}, std::vector{u256()}, std::vector<Bytes>(1, Bytes(48)),
                 std::vector{Wei(1e18_u256)})));
}

// Section 9: a report may be handed in with the last second of its deadline.
TEST_F(LidoBounds, AReportIsInTimeToItsLastSecond) {
    const auto agree = [&](const u256& deadline) {
        return box.call(accounting_oracle::submit_consensus_report, box.at.hash_consensus,
                        box.at.accounting_oracle, Hash{{1}}, u256(1'000'000'000U), deadline);
    };
    const u256 now(box.block.time);
    EXPECT_TRUE(Sandbox::reverted(Revert(error::ProcessingDeadlineMissed, wrapping_sub(now, 1)),
                                  agree(wrapping_sub(now, 1))));
    EXPECT_TRUE(agree(now).has_value());
}

}  // namespace
}  // namespace aq::lido
