// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/moves_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

#include <set>

namespace aq::eigenlayer::rewards_coordinator {
namespace {

using testing::Sandbox;
using testing::topics;

const Address kOperator = Sandbox::account("operator");
const Address kAvs = Sandbox::account("avs");
const Address kOwner = Sandbox::account("owner");
const Address kOutsider = Sandbox::account("outsider");
constexpr std::uint16_t kHalf = 5000;
constexpr std::uint16_t kAll = 10'000;

struct Splitting : ::testing::Test {
    Sandbox box;
    Address at = box.at.rewards_coordinator;
    OperatorSet set{kAvs, 1};

    Splitting() {
        aq::eigenlayer::move::create_operator_set(box.undo, box.s, set);
        box.undo.commit();
    }
    auto split(std::uint16_t bips) {
        return box.call(set_operator_pi_split, kOperator, at, kOperator, bips);
    }
    std::uint16_t now() {
        return operator_split_bips(box.s, box.block, box.s.rewards.pi_splits[kOperator]);
    }
    void set_default(std::uint16_t bips) {
        ASSERT_TRUE(box.call(set_default_operator_split, kOwner, at, bips).has_value());
    }
    void pause_bit(unsigned bit) {
        ASSERT_TRUE(box.call(pause, Sandbox::account("pauser"), at, u256(1U) << bit).has_value());
    }
};

TEST_F(Splitting, TheDefaultIsReadLiveUntilTheFirstSplitIsActive) {
    EXPECT_EQ(now(), 1000);
    ASSERT_TRUE(split(kHalf).has_value());
    EXPECT_EQ(box.s.rewards.pi_splits[kOperator].old_bips, 65'535);
    EXPECT_EQ(now(), 1000);
    set_default(700);
    EXPECT_EQ(now(), 700);
    box.block.time += 604'799;
    EXPECT_EQ(now(), 700);
    box.block.time += 1;
    EXPECT_EQ(now(), kHalf);
    set_default(800);
    EXPECT_EQ(now(), kHalf);
}

TEST_F(Splitting, ALaterSplitReplacesTheLastOne) {
    ASSERT_TRUE(split(kHalf).has_value());
    EXPECT_TRUE(box.reverted(error::PreviousSplitPending, split(kAll)));
    box.block.time += 604'800;
    // Active, and in this second still too early for the next.
    EXPECT_TRUE(box.reverted(error::PreviousSplitPending, split(kAll)));
    box.block.time += 1;
    ASSERT_TRUE(split(kAll).has_value());
    ASSERT_EQ(box.order(), topics<OperatorPISplitBipsSet>());
    const auto event = box.events<OperatorPISplitBipsSet>()[0];
    EXPECT_EQ(event.caller, kOperator);
    EXPECT_EQ(event.operator_address, kOperator);
    EXPECT_EQ(event.activated_at, 1'751'209'601U);  // 1 750 000 000 + 2 * 604 800 + 1
    EXPECT_EQ(event.old_operator_pisplit_bips, kHalf);
    EXPECT_EQ(event.new_operator_pisplit_bips, kAll);
    EXPECT_EQ(now(), kHalf);
    box.block.time += 604'800;
    EXPECT_EQ(now(), kAll);
}

TEST_F(Splitting, AnEqualSplitIsASplit) {
    ASSERT_TRUE(split(0).has_value());
    box.block.time += 604'801;
    ASSERT_TRUE(split(0).has_value());
    EXPECT_EQ(now(), 0);
}

TEST_F(Splitting, SplitsAreRefusedInTheContractsOrder) {
    const std::uint16_t too_much = kAll + 1;
    const OperatorSet unknown{kAvs, 9};
    ASSERT_TRUE(split(kHalf).has_value());
    EXPECT_TRUE(box.reverted(error::SplitExceedsMax, split(too_much)));
    EXPECT_TRUE(box.reverted(error::InvalidPermissions,
                             box.call(set_operator_pi_split, kOutsider, at, kOperator, too_much)));
    EXPECT_TRUE(box.reverted(error::InvalidPermissions, box.call(set_operator_avs_split, kOutsider,
                                                                 at, kOperator, kAvs, too_much)));
    EXPECT_TRUE(box.reverted(
        error::InvalidPermissions,
        box.call(set_operator_set_split, kOutsider, at, kOperator, unknown, too_much)));
    EXPECT_TRUE(box.reverted(error::SplitExceedsMax, box.call(set_operator_avs_split, kOperator, at,
                                                              kOperator, kAvs, too_much)));
    EXPECT_TRUE(box.reverted(
        error::InvalidOperatorSet,
        box.call(set_operator_set_split, kOperator, at, kOperator, unknown, too_much)));
    EXPECT_TRUE(box.reverted(error::SplitExceedsMax, box.call(set_operator_set_split, kOperator, at,
                                                              kOperator, set, too_much)));
    ASSERT_TRUE(box.call(set_activation_delay, kOwner, at, ~std::uint32_t{0}).has_value());
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), split(too_much)));
    pause_bit(6);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, box.call(set_operator_avs_split, kOutsider, at,
                                                              kOperator, kAvs, too_much)));
}

TEST_F(Splitting, EachSplitHasItsPauseBit) {
    const auto check = [&](unsigned bit, auto rule, const auto&... args) {
        pause_bit(bit);
        EXPECT_TRUE(box.reverted(error::CurrentlyPaused, box.call(rule, kOperator, at, args...)));
        ASSERT_TRUE(box.call(unpause, Sandbox::account("unpauser"), at, 0_u256).has_value());
        EXPECT_TRUE(box.call(rule, kOperator, at, args...).has_value());
    };
    check(6, set_operator_avs_split, kOperator, kAvs, kHalf);
    ASSERT_EQ(box.order(), topics<OperatorAVSSplitBipsSet>());
    EXPECT_EQ(box.events<OperatorAVSSplitBipsSet>()[0].avs, kAvs);
    EXPECT_EQ(box.events<OperatorAVSSplitBipsSet>()[0].activated_at, 1'750'604'800U);
    EXPECT_EQ(box.events<OperatorAVSSplitBipsSet>()[0].old_operator_avssplit_bips, 1000);
    EXPECT_EQ(box.events<OperatorAVSSplitBipsSet>()[0].new_operator_avssplit_bips, kHalf);
    check(7, set_operator_pi_split, kOperator, kHalf);
    check(8, set_operator_set_split, kOperator, set, kHalf);
    ASSERT_EQ(box.order(), topics<OperatorSetSplitBipsSet>());
    EXPECT_EQ(box.events<OperatorSetSplitBipsSet>()[0].operator_set, set);
    EXPECT_EQ(box.events<OperatorSetSplitBipsSet>()[0].old_operator_set_split_bips, 1000);
}

TEST_F(Splitting, OptingInNeedsThePermissionOfTheSubmitter) {
    EXPECT_TRUE(box.reverted(error::InvalidPermissions,
                             box.call(set_opt_in_for_protocol_fee, kOutsider, at, kAvs, true)));
    ASSERT_TRUE(box.call(set_opt_in_for_protocol_fee, kAvs, at, kAvs, true).has_value());
    ASSERT_EQ(box.order(), topics<OptInForProtocolFeeSet>());
    EXPECT_EQ(box.events<OptInForProtocolFeeSet>()[0].submitter, kAvs);
    EXPECT_FALSE(box.events<OptInForProtocolFeeSet>()[0].old_value);
    EXPECT_TRUE(box.events<OptInForProtocolFeeSet>()[0].new_value);
    EXPECT_TRUE(box.s.rewards.fee_opted_in[kAvs]);
}

TEST_F(Splitting, TheOwnerConfigures) {
    const auto refused = [&](const auto& result) {
        return box.reverted("Ownable: caller is not the owner", result);
    };
    EXPECT_TRUE(refused(box.call(set_activation_delay, kAvs, at, 7U)));
    EXPECT_TRUE(refused(box.call(set_default_operator_split, kAvs, at, kHalf)));
    EXPECT_TRUE(refused(box.call(set_fee_recipient, kAvs, at, kZeroAddress)));
    EXPECT_TRUE(refused(box.call(set_rewards_updater, kAvs, at, kAvs)));
    EXPECT_TRUE(refused(box.call(set_rewards_for_all_submitter, kAvs, at, kAvs, true)));

    ASSERT_TRUE(box.call(set_activation_delay, kOwner, at, 7U).has_value());
    ASSERT_EQ(box.order(), topics<ActivationDelaySet>());
    EXPECT_EQ(box.events<ActivationDelaySet>()[0].old_activation_delay, 604'800U);
    EXPECT_EQ(box.events<ActivationDelaySet>()[0].new_activation_delay, 7U);

    EXPECT_TRUE(box.reverted(error::SplitExceedsMax, box.call(set_default_operator_split, kOwner,
                                                              at, std::uint16_t{kAll + 1})));
    set_default(kAll);
    ASSERT_EQ(box.order(), topics<DefaultOperatorSplitBipsSet>());
    EXPECT_EQ(box.events<DefaultOperatorSplitBipsSet>()[0].old_default_operator_split_bips, 1000);
    EXPECT_EQ(box.events<DefaultOperatorSplitBipsSet>()[0].new_default_operator_split_bips, kAll);

    EXPECT_TRUE(box.reverted(error::InvalidAddressZero,
                             box.call(set_fee_recipient, kOwner, at, kZeroAddress)));
    ASSERT_TRUE(box.call(set_fee_recipient, kOwner, at, kAvs).has_value());
    ASSERT_EQ(box.order(), topics<FeeRecipientSet>());
    EXPECT_EQ(box.events<FeeRecipientSet>()[0].old_fee_recipient,
              Sandbox::account("fee recipient"));
    EXPECT_EQ(box.events<FeeRecipientSet>()[0].new_fee_recipient, kAvs);

    ASSERT_TRUE(box.call(set_rewards_updater, kOwner, at, kZeroAddress).has_value());
    ASSERT_EQ(box.order(), topics<RewardsUpdaterSet>());
    EXPECT_EQ(box.events<RewardsUpdaterSet>()[0].old_rewards_updater,
              Sandbox::account("rewards updater"));
    EXPECT_EQ(box.events<RewardsUpdaterSet>()[0].new_rewards_updater, kZeroAddress);

    ASSERT_TRUE(box.call(set_rewards_for_all_submitter, kOwner, at, kAvs, true).has_value());
    ASSERT_EQ(box.order(), topics<RewardsForAllSubmitterSet>());
    EXPECT_EQ(box.events<RewardsForAllSubmitterSet>()[0].rewards_for_all_submitter, kAvs);
    EXPECT_FALSE(box.events<RewardsForAllSubmitterSet>()[0].old_value);
    EXPECT_TRUE(box.events<RewardsForAllSubmitterSet>()[0].new_value);
}

TEST(RewardsAbi, SelectorsAreThePublishedOnes) {
    std::set<Selector> pins{
        "0x9d45c281"_selector,  // CALCULATION_INTERVAL_SECONDS
        "0x131433b4"_selector,  // GENESIS_REWARDS_TIMESTAMP
        "0x04a0c502"_selector,  // MAX_FUTURE_LENGTH
        "0x37838ed0"_selector,  // MAX_RETROACTIVE_LENGTH
        "0xbf21a8aa"_selector,  // MAX_REWARDS_DURATION
        "0x3a8c0786"_selector,  // activationDelay
        "0x9104c319"_selector,  // beaconChainETHStrategy
        "0x149bc872"_selector,  // calculateEarnerLeafHash
        "0xf8cd8448"_selector,  // calculateTokenLeafHash
        "0x5e9d8348"_selector,  // checkClaim
        "0x2b9f64a4"_selector,  // claimerFor
        "0xfce36c7d"_selector,  // createAVSRewardsSubmission
        "0x7282a352"_selector,  // createEigenDARewardsSubmission
        "0x9cb9a5fa"_selector,  // createOperatorDirectedAVSRewardsSubmission
        "0x0ca29899"_selector,  // createOperatorDirectedOperatorSetRewardsSubmission
        "0xff9f6cce"_selector,  // createRewardsForAllEarners
        "0x36af41fa"_selector,  // createRewardsForAllSubmission
        "0x8cb0ae1b"_selector,  // createTotalStakeRewardsSubmission
        "0x7ae30583"_selector,  // createUniqueStakeRewardsSubmission
        "0x865c6953"_selector,  // cumulativeClaimed
        "0x4d18cc35"_selector,  // currRewardsCalculationEndTimestamp
        "0x63f6a798"_selector,  // defaultOperatorSplitBips
        "0xf96abf2e"_selector,  // disableRoot
        "0x46904840"_selector,  // feeRecipient
        "0x0e9a53cf"_selector,  // getCurrentClaimableDistributionRoot
        "0x9be3d4e4"_selector,  // getCurrentDistributionRoot
        "0xde02e503"_selector,  // getDistributionRootAtIndex
        "0x7b8f8b05"_selector,  // getDistributionRootsLength
        "0xe063f81f"_selector,  // getOperatorAVSSplit
        "0x4b943960"_selector,  // getOperatorPISplit
        "0x9de4b35f"_selector,  // getOperatorSetSplit
        "0xe810ce21"_selector,  // getRootIndexFromHash
        "0xacad7299"_selector,  // initialize
        "0x6d21117e"_selector,  // isAVSRewardsSubmissionHash
        "0xed71e6a2"_selector,  // isOperatorDirectedAVSRewardsSubmissionHash
        "0xf2f07ab4"_selector,  // isOperatorDirectedOperatorSetRewardsSubmissionHash
        "0xa89c2930"_selector,  // isOptedInForProtocolFee
        "0x0018572c"_selector,  // isRewardsForAllSubmitter
        "0xaebd8bae"_selector,  // isRewardsSubmissionForAllEarnersHash
        "0xc46db606"_selector,  // isRewardsSubmissionForAllHash
        "0xb73c1b92"_selector,  // isTotalStakeRewardsSubmissionHash
        "0x2943e3ff"_selector,  // isUniqueStakeRewardsSubmissionHash
        "0x3ccc861d"_selector,  // processClaim
        "0x4596021c"_selector,  // processClaims
        "0xfbf1e2c1"_selector,  // rewardsUpdater
        "0x58baaa3e"_selector,  // setActivationDelay
        "0xa0169ddd"_selector,  // setClaimerFor(address)
        "0xf22cef85"_selector,  // setClaimerFor(address,address)
        "0xa50a1d9c"_selector,  // setDefaultOperatorSplit
        "0xe74b981b"_selector,  // setFeeRecipient
        "0xdcbb03b3"_selector,  // setOperatorAVSSplit
        "0xb3dbb0e0"_selector,  // setOperatorPISplit
        "0xf74e8eac"_selector,  // setOperatorSetSplit
        "0x8d424f49"_selector,  // setOptInForProtocolFee
        "0x0eb38345"_selector,  // setRewardsForAllSubmitter
        "0x863cb9a9"_selector,  // setRewardsUpdater
        "0xbb7e451f"_selector,  // submissionNonce
        "0x3efe1db6"_selector,  // submitRoot
        "0x39b70e38"_selector,  // strategyManager
        "0xea4d3c9b"_selector,  // delegationManager
        "0xca8aa7c7"_selector,  // allocationManager
        "0x4657e26a"_selector,  // permissionController
        "0x67eab2be"_selector,  // emissionsController
    };
    for (const auto& inherited : {pausable_functions(), ownable_functions()}) {
        for (const Function<Ports>& f : inherited) pins.emplace(f.selector);
    }
    std::set<Selector> bound;
    for (const Function<Ports>& f : rewards_coordinator_face().functions()) {
        bound.emplace(f.selector);
    }
    EXPECT_EQ(bound, pins);
}

TEST_F(Splitting, GettersAnswerByCalldata) {
    const auto ask = [&](Selector selector, const auto&... args) {
        const auto answer = box.send(rewards_coordinator_face(), {kAvs, at, Wei(), Selector()},
                                     abi_call(selector, args...));
        return answer.has_value() ? *answer : Bytes{};
    };
    // Mainnet's parameters.
    EXPECT_EQ(ask("0x9d45c281"_selector), abi_encode(std::uint32_t{86'400}));
    EXPECT_EQ(ask("0x131433b4"_selector), abi_encode(std::uint32_t{1'710'979'200}));
    EXPECT_EQ(ask("0x04a0c502"_selector), abi_encode(std::uint32_t{2'592'000}));
    EXPECT_EQ(ask("0x37838ed0"_selector), abi_encode(std::uint32_t{14'515'200}));
    EXPECT_EQ(ask("0xbf21a8aa"_selector), abi_encode(std::uint32_t{63'072'000}));
    EXPECT_EQ(ask("0x3a8c0786"_selector), abi_encode(std::uint32_t{604'800}));
    EXPECT_EQ(ask("0x63f6a798"_selector), abi_encode(std::uint16_t{1000}));
    EXPECT_EQ(ask("0x9104c319"_selector), abi_encode(kBeaconChainStrategy));
    EXPECT_EQ(ask("0xfbf1e2c1"_selector), abi_encode(Sandbox::account("rewards updater")));
    EXPECT_EQ(ask("0x46904840"_selector), abi_encode(Sandbox::account("fee recipient")));
    EXPECT_EQ(ask("0x4657e26a"_selector), abi_encode(box.at.permission_controller));
    EXPECT_EQ(ask("0x67eab2be"_selector), abi_encode(box.at.emissions_controller));
    ASSERT_TRUE(split(kHalf).has_value());
    ASSERT_TRUE(box.call(set_operator_avs_split, kOperator, at, kOperator, kAvs, kAll).has_value());
    ASSERT_TRUE(box.call(set_operator_set_split, kOperator, at, kOperator, set, kHalf).has_value());
    box.block.time += 604'800;
    EXPECT_EQ(ask("0x4b943960"_selector, kOperator), abi_encode(kHalf));
    EXPECT_EQ(ask("0xe063f81f"_selector, kOperator, kAvs), abi_encode(kAll));
    EXPECT_EQ(ask("0x9de4b35f"_selector, kOperator, set), abi_encode(kHalf));
    // setClaimerFor(address), then claimerFor.
    EXPECT_EQ(ask("0xa0169ddd"_selector, kOutsider), Bytes{});
    EXPECT_EQ(ask("0x2b9f64a4"_selector, kAvs), abi_encode(kOutsider));
    // submitRoot reverts for a stranger; the getters of roots answer for none.
    EXPECT_EQ(ask("0x7b8f8b05"_selector), abi_encode(0_u256));
    EXPECT_EQ(ask("0x0e9a53cf"_selector), Bytes(128));
}

}  // namespace
}  // namespace aq::eigenlayer::rewards_coordinator
