// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::rewards_coordinator {
namespace {

using erc20::Transfer;
using testing::Sandbox;
using testing::topics;

/// The start of the sandbox's day, 1 750 000 000: a multiple of 86 400.
constexpr std::uint32_t kToday = 1'749'945'600;
constexpr std::uint32_t kDay = 86'400;
constexpr u256 kEther = 1e18_u256;

struct Submitting : ::testing::Test {
    Sandbox box;
    Address at = box.at.rewards_coordinator;
    Address avs = Sandbox::account("avs");
    Address token = box.token("reward token");
    Address fee_recipient = Sandbox::account("fee recipient");
    /// In ascending order of address.
    std::vector<Address> strategies;
    OperatorSet set{avs, 1};

    Submitting() {
        for (const char* name : {"strategy A", "strategy B", "strategy C"}) {
            strategies.push_back(box.strategy(name, token));
        }
        std::ranges::sort(strategies);
        aq::eigenlayer::move::create_operator_set(box.undo, box.s, set);
        box.undo.commit();
        for (const Address& who : {avs, box.at.emissions_controller, submitter()}) {
            box.mint(token, who, 100e18_u256);
            box.approve(token, who, at);
        }
        EXPECT_TRUE(box.call(set_rewards_for_all_submitter, Sandbox::account("owner"), at,
                             submitter(), true)
                        .has_value());
    }

    static Address submitter() { return Sandbox::account("submitter"); }

    RewardsSubmission submission() {
        return {{{strategies[0], u96{1}}, {strategies[1], u96{2}}},
                token,
                Amount(kEther),
                kToday,
                7 * kDay};
    }
    OperatorDirectedRewardsSubmission directed() {
        return {{{strategies[0], u96{1}}},
                token,
                {{"0x1111111111111111111111111111111111111111"_address, Amount(9)},
                 {"0x2222222222222222222222222222222222222222"_address, Amount(4)}},
                kToday - 7 * kDay,
                7 * kDay,
                "for uptime"};
    }
    void opt_in(const Address& who) {
        ASSERT_TRUE(box.call(set_opt_in_for_protocol_fee, who, at, who, true).has_value());
    }
    u256 balance(const Address& who) const {
        return box.tokens.balances[Key<Address, Address>(token, who)].raw;
    }
    auto create(const RewardsSubmission& one) {
        return box.call(create_avs_rewards_submission, avs, at,
                        std::vector<RewardsSubmission>{one});
    }
    auto create(const OperatorDirectedRewardsSubmission& one) {
        return box.call(create_operator_directed_avs_rewards_submission, avs, at, avs,
                        std::vector<OperatorDirectedRewardsSubmission>{one});
    }
    void pause_bit(unsigned bit) {
        ASSERT_TRUE(box.call(pause, Sandbox::account("pauser"), at, u256(1U) << bit).has_value());
    }
};

TEST_F(Submitting, AnAvsEscrowsTheAmountAndThenLogs) {
    ASSERT_TRUE(create(submission()).has_value());
    EXPECT_EQ(balance(at), kEther);
    EXPECT_EQ(box.order(), (topics<Transfer, AVSRewardsSubmissionCreated>()));
    const auto event = box.events<AVSRewardsSubmissionCreated>()[0];
    EXPECT_EQ(event.avs, avs);
    EXPECT_EQ(event.submission_nonce, 0_u256);
    EXPECT_EQ(event.rewards_submission.amount, Amount(kEther));
    EXPECT_EQ(event.rewards_submission_hash,
              keccak(BytesView(abi_encode(avs, 0_u256, submission()))));
    const Key<SubmissionKind, Address, Hash> key(SubmissionKind::kAvs, avs,
                                                 event.rewards_submission_hash);
    EXPECT_TRUE(box.s.rewards.submission_hashes[key]);
    EXPECT_EQ(box.s.rewards.submission_nonce[avs], 1_u256);
}

TEST_F(Submitting, ASubmissionIsHashedAsTheContractHashesIt) {
    // A submission of a recorded run of the contracts, with the hash in its event.
    const RewardsSubmission recorded{
        {{"0x6c0ee6721bb5225270a168b44caddef92c7256a1"_address,
          u96{(static_cast<unsigned __int128>(0xa3d16c) << 64U) | 0x831fe1949d15cc9dULL}},
         {"0x78d033c3f7f29e32a802eb2012b98b28d76fe5a7"_address, u96{1'000'000'000'000'000'000}},
         {kBeaconChainStrategy, u96{1}}},
        "0xaa9b6e836814b3d375535c1ae461491a5b85cbc3"_address,
        Amount(1),
        0x676f3f80,
        0x127500};
    EXPECT_EQ(keccak(BytesView(abi_encode("0x890c6ef0c5e7a41e206d307a7116a006cb7a1cec"_address,
                                          0_u256, recorded))),
              "0xbd0b3fddc02cf87a9c6119d5ad08c7da66cf1cdbe34c3dabf74b79da773efb06"_hash);
}

TEST_F(Submitting, AnOptedInSenderPaysAFifthAndTheRestIsHashed) {
    opt_in(avs);
    ASSERT_TRUE(create(submission()).has_value());
    EXPECT_EQ(balance(at), 800'000'000'000'000'000_u256);
    EXPECT_EQ(balance(fee_recipient), 200'000'000'000'000'000_u256);
    EXPECT_EQ(box.order(), (topics<Transfer, Transfer, AVSRewardsSubmissionCreated>()));
    RewardsSubmission net = submission();
    net.amount = Amount(800'000'000'000'000'000_u256);
    const auto event = box.events<AVSRewardsSubmissionCreated>()[0];
    EXPECT_EQ(event.rewards_submission.amount, net.amount);
    EXPECT_EQ(event.rewards_submission_hash, keccak(BytesView(abi_encode(avs, 0_u256, net))));
}

TEST_F(Submitting, AFeeThatRoundsToNothingIsNotSent) {
    opt_in(avs);
    RewardsSubmission small = submission();
    small.amount = Amount(4);
    ASSERT_TRUE(create(small).has_value());
    EXPECT_EQ(box.order(), (topics<Transfer, AVSRewardsSubmissionCreated>()));
    EXPECT_EQ(protocol_fee_down(Amount(4)), Amount(0));
    EXPECT_EQ(protocol_fee_down(Amount(5)), Amount(1));
    EXPECT_EQ(protocol_fee_down(Amount(9)), Amount(1));
    EXPECT_EQ(protocol_fee_down(Amount::max()).error(), Arithmetic::kOverflow);
}

TEST_F(Submitting, NoncesOfAllKindsAreOne) {
    ASSERT_TRUE(create(submission()).has_value());
    ASSERT_TRUE(create(directed()).has_value());
    ASSERT_TRUE(box.call(create_total_stake_rewards_submission, avs, at, set,
                         std::vector{submission(), submission()})
                    .has_value());
    EXPECT_EQ(box.s.rewards.submission_nonce[avs], 4_u256);
    EXPECT_EQ(box.events<TotalStakeRewardsSubmissionCreated>()[1].submission_nonce, 3_u256);
}

TEST_F(Submitting, CommonChecksComeInTheContractsOrder) {
    RewardsSubmission bad = submission();
    bad.strategiesAndMultipliers = {};
    bad.duration = 63'072'001;
    bad.startTimestamp = 1;
    bad.amount = Amount(0);
    EXPECT_TRUE(box.reverted(error::InputArrayLengthZero, create(bad)));
    const Address unknown = Sandbox::account("no strategy");
    bad.strategiesAndMultipliers = {{unknown, u96{1}}, {unknown, u96{1}}};
    EXPECT_TRUE(box.reverted(error::DurationExceedsMax, create(bad)));
    bad.duration = kDay + 1;
    EXPECT_TRUE(box.reverted(error::InvalidDurationRemainder, create(bad)));
    bad.duration = 0;
    EXPECT_TRUE(box.reverted(error::DurationIsZero, create(bad)));
    bad.duration = 63'072'000;
    EXPECT_TRUE(box.reverted(error::InvalidStartTimestampRemainder, create(bad)));
    // 1 750 000 000 - 14 515 200 = 1 735 484 800; the next day starts at 1 735 516 800.
    bad.startTimestamp = 1'735'430'400;
    EXPECT_TRUE(box.reverted(error::StartTimestampTooFarInPast, create(bad)));
    bad.startTimestamp = 1'735'516'800;
    EXPECT_TRUE(box.reverted(error::StrategyNotWhitelisted, create(bad)));
    bad.strategiesAndMultipliers = {{strategies[1], u96{1}}, {strategies[1], u96{1}}};
    EXPECT_TRUE(box.reverted(error::StrategiesNotInAscendingOrder, create(bad)));
    bad.strategiesAndMultipliers = {{strategies[0], u96{1}}, {unknown, u96{1}}};
    EXPECT_TRUE(box.reverted(error::StrategyNotWhitelisted, create(bad)));
    bad.strategiesAndMultipliers = {{kBeaconChainStrategy, u96{0}}};
    EXPECT_TRUE(box.reverted(error::AmountIsZero, create(bad)));
    bad.amount = Amount(1e38_u256);
    EXPECT_TRUE(box.reverted(error::AmountExceedsMax, create(bad)));
    // 10^38 - 1 is allowed; the sender does not have it.
    bad.amount = Amount(wrapping_sub(1e38_u256, 1));
    EXPECT_EQ(kMaxRewardsAmount, bad.amount);
    EXPECT_TRUE(box.reverted("ERC20: transfer amount exceeds balance", create(bad)));
    bad.amount = Amount(1);
    EXPECT_TRUE(create(bad).has_value());
}

TEST_F(Submitting, AStartMayLieThirtyDaysAhead) {
    RewardsSubmission future = submission();
    // 1 750 000 000 + 2 592 000 = 1 752 592 000, in the day that starts at 1 752 537 600.
    future.startTimestamp = 1'752'537'600;
    EXPECT_TRUE(create(future).has_value());
    future.startTimestamp = 1'752'624'000;
    EXPECT_TRUE(box.reverted(error::StartTimestampTooFarInFuture, create(future)));
}

TEST_F(Submitting, NothingStartsBeforeGenesis) {
    box.block.time = 1'720'000'000;  // Less than 168 days after genesis.
    RewardsSubmission early = submission();
    early.startTimestamp = 1'710'979'200 - kDay;
    EXPECT_TRUE(box.reverted(error::StartTimestampTooFarInPast, create(early)));
    early.startTimestamp = 1'710'979'200;
    EXPECT_TRUE(create(early).has_value());
}

TEST_F(Submitting, AChainYoungerThanTheRetroactiveLengthPanics) {
    box.block.time = 14'515'199;
    RewardsSubmission early = submission();
    early.startTimestamp = 0;
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), create(early)));
}

TEST_F(Submitting, AChainAsOldAsTheRetroactiveLengthDoesNot) {
    box.block.time = 14'515'200;
    RewardsSubmission early = submission();
    early.startTimestamp = 0;
    EXPECT_TRUE(box.reverted(error::StartTimestampTooFarInPast, create(early)));
}

TEST_F(Submitting, AStartThirtyDaysAheadToTheSecondIsTaken) {
    box.block.time = kToday;
    RewardsSubmission future = submission();
    future.startTimestamp = kToday + 30 * kDay;
    EXPECT_TRUE(create(future).has_value());
    box.block.time = kToday - 1;
    EXPECT_TRUE(box.reverted(error::StartTimestampTooFarInFuture, create(future)));
}

TEST_F(Submitting, OneBadSubmissionTakesAllBack) {
    RewardsSubmission bad = submission();
    bad.amount = Amount(0);
    EXPECT_TRUE(box.reverted(error::AmountIsZero, box.call(create_avs_rewards_submission, avs, at,
                                                           std::vector{submission(), bad})));
    EXPECT_EQ(balance(at), 0_u256);
    EXPECT_EQ(box.s.rewards.submission_nonce[avs], 0_u256);
    EXPECT_EQ(box.logs.size(), 0U);
}

TEST_F(Submitting, TheEmissionsControllerPaysForEigenDa) {
    const auto call = [&](const Address& sender) {
        return box.call(create_eigen_da_rewards_submission, sender, at, avs,
                        std::vector{submission()});
    };
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller, call(avs)));
    ASSERT_TRUE(call(box.at.emissions_controller).has_value());
    EXPECT_EQ(balance(box.at.emissions_controller), 99e18_u256);
    EXPECT_EQ(box.events<AVSRewardsSubmissionCreated>()[0].avs, avs);
    EXPECT_EQ(box.s.rewards.submission_nonce[avs], 1_u256);
}

TEST_F(Submitting, RewardsForAllLogBeforeTheTokensMoveAndPayNoFee) {
    opt_in(submitter());
    const std::vector<RewardsSubmission> one{submission()};
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller,
                             box.call(create_rewards_for_all_submission, avs, at, one)));
    EXPECT_TRUE(box.reverted(error::UnauthorizedCaller,
                             box.call(create_rewards_for_all_earners, avs, at, one)));
    ASSERT_TRUE(box.call(create_rewards_for_all_submission, submitter(), at, one).has_value());
    EXPECT_EQ(box.order(), (topics<RewardsSubmissionForAllCreated, Transfer>()));
    EXPECT_EQ(box.events<RewardsSubmissionForAllCreated>()[0].submitter, submitter());
    ASSERT_TRUE(box.call(create_rewards_for_all_earners, submitter(), at, one).has_value());
    EXPECT_EQ(box.order(), (topics<RewardsSubmissionForAllEarnersCreated, Transfer>()));
    const auto event = box.events<RewardsSubmissionForAllEarnersCreated>()[0];
    EXPECT_EQ(event.token_hopper, submitter());
    EXPECT_EQ(event.submission_nonce, 1_u256);
    EXPECT_EQ(event.rewards_submission_hash,
              keccak(BytesView(abi_encode(submitter(), 1_u256, submission()))));
    EXPECT_EQ(balance(at), 2e18_u256);
    EXPECT_EQ(balance(fee_recipient), 0_u256);
}

TEST_F(Submitting, OperatorDirectedFeesAreFlooredPerOperator) {
    opt_in(avs);
    ASSERT_TRUE(create(directed()).has_value());
    // 9 pays 1 and 4 pays 0; of the sum 13 it would be 2.
    EXPECT_EQ(balance(at), 12_u256);
    EXPECT_EQ(balance(fee_recipient), 1_u256);
    EXPECT_EQ(box.order(),
              (topics<Transfer, Transfer, OperatorDirectedAVSRewardsSubmissionCreated>()));
    OperatorDirectedRewardsSubmission net = directed();
    net.operatorRewards[0].amount = Amount(8);
    const auto event = box.events<OperatorDirectedAVSRewardsSubmissionCreated>()[0];
    EXPECT_EQ(event.caller, avs);
    EXPECT_EQ(event.avs, avs);
    EXPECT_EQ(event.operator_directed_rewards_submission_hash,
              keccak(BytesView(abi_encode(avs, 0_u256, net))));
    EXPECT_EQ(event.operator_directed_rewards_submission.operatorRewards[0].amount, Amount(8));
    EXPECT_EQ(event.operator_directed_rewards_submission.operatorRewards[1].amount, Amount(4));
    EXPECT_EQ(event.operator_directed_rewards_submission.description, "for uptime");
}

TEST_F(Submitting, OperatorDirectedChecksComeInTheContractsOrder) {
    OperatorDirectedRewardsSubmission bad = directed();
    const Address first = bad.operatorRewards[0].operatorAddress;
    bad.operatorRewards = {};
    bad.startTimestamp = kToday;
    bad.duration = 0;
    EXPECT_TRUE(box.reverted(error::DurationIsZero, create(bad)));
    bad.duration = kDay;
    EXPECT_TRUE(box.reverted(error::InputArrayLengthZero, create(bad)));
    bad.operatorRewards = {{kZeroAddress, Amount(0)}};
    EXPECT_TRUE(box.reverted(error::SubmissionNotRetroactive, create(bad)));
    bad.startTimestamp = kToday - kDay;
    EXPECT_TRUE(box.reverted(error::InvalidAddressZero, create(bad)));
    bad.operatorRewards = {{first, Amount(1)}, {first, Amount(0)}};
    EXPECT_TRUE(box.reverted(error::OperatorsNotInAscendingOrder, create(bad)));
    bad.operatorRewards = {{first, Amount(0)}};
    EXPECT_TRUE(box.reverted(error::AmountIsZero, create(bad)));
    bad.operatorRewards = {{first, Amount(1e38_u256)}};
    EXPECT_TRUE(box.reverted(error::AmountExceedsMax, create(bad)));
    // The fee is computed of everybody: 2000 times the amount does not fit.
    bad.operatorRewards = {{first, Amount(u256::max())}};
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), create(bad)));
}

TEST_F(Submitting, APeriodThatEndsNowIsNotRetroactive) {
    const OperatorDirectedRewardsSubmission one = directed();
    box.block.time = kToday;
    EXPECT_TRUE(box.reverted(error::SubmissionNotRetroactive, create(one)));
    box.block.time = kToday + 1;
    EXPECT_TRUE(create(one).has_value());
}

TEST_F(Submitting, AnEndPast32BitsPanics) {
    OperatorDirectedRewardsSubmission late = directed();
    late.startTimestamp = 4'294'944'000;  // The last day that starts within 32 bits.
    late.duration = kDay;
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), create(late)));
}

// In 32 bits a period from 0 ends at its own length, which is no overflow.
TEST_F(Submitting, APeriodFromTheStartOfTimeEndsAtItsLength) {
    box.s.parameters.genesis_rewards_timestamp = 0;
    box.block.time = 14'515'200;
    OperatorDirectedRewardsSubmission first = directed();
    first.startTimestamp = 0;
    first.duration = kDay;
    EXPECT_TRUE(create(first).has_value());
}

TEST_F(Submitting, OperatorsMayShareTheMaximum) {
    OperatorDirectedRewardsSubmission most = directed();
    most.operatorRewards[0].amount = kMaxRewardsAmount - Amount(1);
    most.operatorRewards[1].amount = Amount(1);
    // They pass, and the sender does not have it.
    EXPECT_TRUE(box.reverted("ERC20: transfer amount exceeds balance", create(most)));
    EXPECT_EQ(balance(at), 0_u256);
    most.operatorRewards[1].amount = Amount(2);
    EXPECT_TRUE(box.reverted(error::AmountExceedsMax, create(most)));
}

TEST_F(Submitting, AFeeThatTheTokenRefusesTakesAllBack) {
    box.undo.edit(box.tokens.tokens, token,
                  [](erc20::Token& row) { row.kind = erc20::Kind::kFiatToken; });
    box.undo.set(box.tokens.blocked, Key<Address, Address>(token, fee_recipient), true);
    EXPECT_TRUE(create(submission()).has_value());
    opt_in(avs);
    EXPECT_TRUE(box.reverted("Blacklistable: account is blacklisted", create(submission())));
    EXPECT_TRUE(box.reverted("Blacklistable: account is blacklisted", create(directed())));
    EXPECT_EQ(balance(at), kEther);
    EXPECT_EQ(box.s.rewards.submission_nonce[avs], 1_u256);
}

TEST_F(Submitting, EveryKindRefusesABadSubmission) {
    std::vector<RewardsSubmission> bad{submission()};
    bad[0].amount = Amount();
    std::vector<OperatorDirectedRewardsSubmission> bad_operators{directed()};
    bad_operators[0].operatorRewards[0].amount = Amount();
    const auto refuses = [&](const Address& sender, auto rule, const auto&... args) {
        return box.reverted(error::AmountIsZero, box.call(rule, sender, at, args...));
    };
    EXPECT_TRUE(refuses(box.at.emissions_controller, create_eigen_da_rewards_submission, avs, bad));
    EXPECT_TRUE(refuses(submitter(), create_rewards_for_all_submission, bad));
    EXPECT_TRUE(refuses(submitter(), create_rewards_for_all_earners, bad));
    EXPECT_TRUE(refuses(avs, create_unique_stake_rewards_submission, set, bad));
    EXPECT_TRUE(refuses(avs, create_total_stake_rewards_submission, set, bad));
    EXPECT_TRUE(refuses(avs, create_operator_directed_avs_rewards_submission, avs, bad_operators));
    EXPECT_TRUE(
        refuses(avs, create_operator_directed_operator_set_rewards_submission, set, bad_operators));
}

TEST_F(Submitting, RewardsForAllThatTheTokenRefusesAreNotRecorded) {
    std::vector<RewardsSubmission> dear{submission()};
    dear[0].amount = Amount(101e18_u256);
    const Revert poor("ERC20: transfer amount exceeds balance");
    EXPECT_TRUE(
        box.reverted(poor, box.call(create_rewards_for_all_submission, submitter(), at, dear)));
    EXPECT_TRUE(
        box.reverted(poor, box.call(create_rewards_for_all_earners, submitter(), at, dear)));
    EXPECT_EQ(box.s.rewards.submission_nonce[submitter()], 0_u256);
    EXPECT_EQ(box.logs.size(), 0U);
}

TEST_F(Submitting, KindsOfOneOperatorSetNeedThePermissionAndTheSet) {
    const Address outsider = Sandbox::account("outsider");
    const OperatorSet unknown{avs, 2};
    const std::vector<RewardsSubmission> plain{submission()};
    const std::vector<OperatorDirectedRewardsSubmission> operators{directed()};
    const auto check = [&](auto rule, const auto& submissions) {
        EXPECT_TRUE(box.reverted(error::InvalidPermissions,
                                 box.call(rule, outsider, at, unknown, submissions)));
        EXPECT_TRUE(
            box.reverted(error::InvalidOperatorSet, box.call(rule, avs, at, unknown, submissions)));
        EXPECT_TRUE(box.call(rule, avs, at, set, submissions).has_value());
    };
    check(create_unique_stake_rewards_submission, plain);
    EXPECT_EQ(box.order(), (topics<Transfer, UniqueStakeRewardsSubmissionCreated>()));
    EXPECT_EQ(box.events<UniqueStakeRewardsSubmissionCreated>()[0].operator_set, set);
    check(create_total_stake_rewards_submission, plain);
    EXPECT_EQ(box.order(), (topics<Transfer, TotalStakeRewardsSubmissionCreated>()));
    check(create_operator_directed_operator_set_rewards_submission, operators);
    EXPECT_EQ(box.order(),
              (topics<Transfer, OperatorDirectedOperatorSetRewardsSubmissionCreated>()));
    EXPECT_TRUE(box.reverted(
        error::InvalidPermissions,
        box.call(create_operator_directed_avs_rewards_submission, outsider, at, avs, operators)));
}

TEST_F(Submitting, AnAppointeePaysAndItsOwnOptInDecidesTheFee) {
    constexpr Selector kCreate = "0x7ae30583"_selector;
    const Address helper = submitter();
    ASSERT_TRUE(box.call(permission_controller::set_appointee, avs, box.at.permission_controller,
                         avs, helper, at, kCreate)
                    .has_value());
    opt_in(avs);
    const Call call{helper, at, Wei(), kCreate};
    const std::vector<RewardsSubmission> one{submission()};
    ASSERT_TRUE(box.call_with(call, create_unique_stake_rewards_submission, set, one).has_value());
    EXPECT_EQ(balance(helper), 99e18_u256);
    EXPECT_EQ(balance(fee_recipient), 0_u256);
    EXPECT_EQ(box.s.rewards.submission_nonce[avs], 1_u256);
    opt_in(helper);
    ASSERT_TRUE(box.call_with(call, create_unique_stake_rewards_submission, set, one).has_value());
    EXPECT_EQ(balance(fee_recipient), 200'000'000'000'000'000_u256);
    EXPECT_EQ(box.events<UniqueStakeRewardsSubmissionCreated>()[0].caller, helper);
}

TEST_F(Submitting, EveryKindHasItsPauseBitAndIsGuarded) {
    const std::vector<RewardsSubmission> plain{submission()};
    const std::vector<OperatorDirectedRewardsSubmission> operators{directed()};
    const auto check = [&](unsigned bit, const Address& sender, auto rule, const auto&... args) {
        {
            Tx tx = box.transaction();
            const ReentrancyGuard outer(tx, at);
            EXPECT_TRUE(
                box.reverted("ReentrancyGuard: reentrant call",
                             rule(tx, box.ports, {sender, at, Wei(), Selector()}, args...)));
        }
        pause_bit(bit);
        EXPECT_TRUE(box.reverted(error::CurrentlyPaused, box.call(rule, sender, at, args...)));
        ASSERT_TRUE(box.call(unpause, Sandbox::account("unpauser"), at, 0_u256).has_value());
        EXPECT_TRUE(box.call(rule, sender, at, args...).has_value());
    };
    check(0, avs, create_avs_rewards_submission, plain);
    check(0, box.at.emissions_controller, create_eigen_da_rewards_submission, avs, plain);
    check(1, submitter(), create_rewards_for_all_submission, plain);
    check(4, submitter(), create_rewards_for_all_earners, plain);
    check(5, avs, create_operator_directed_avs_rewards_submission, avs, operators);
    check(9, avs, create_operator_directed_operator_set_rewards_submission, set, operators);
    check(10, avs, create_unique_stake_rewards_submission, set, plain);
    check(11, avs, create_total_stake_rewards_submission, set, plain);
}

}  // namespace
}  // namespace aq::eigenlayer::rewards_coordinator
