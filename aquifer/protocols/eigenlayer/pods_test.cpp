// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::PodSandbox;
using testing::Sandbox;
using testing::topics;

namespace epm = eigen_pod_manager;

constexpr u256 kGwei = 1e9_u256;
constexpr u256 kInt256Max = wrapping_sub(u256(1U) << 255U, 1);

TEST(EigenPodManager, PodAddressesAreThoseOfMainnet) {
    // A real owner and pod (specification, section 6.1).
    const Sandbox box;
    EXPECT_EQ(epm::pod_of(box.s, "0xbd0bff833de891adcff6ee5502b23f516becbf6f"_address),
              "0x5e77861146afacba593db976ad86bab79675bc6f"_address);
}

TEST(EigenPodManager, CreatePodDeploysAProxyAndLogsWhatTheChainShows) {
    Sandbox box;
    const Address bob = Sandbox::account("bob");
    const Address expected = epm::pod_of(box.s, bob);
    EXPECT_FALSE(epm::has_pod(box.s, bob));
    const auto pod = box.call(epm::create_pod, bob, box.at.eigen_pod_manager);
    ASSERT_TRUE(pod.has_value());
    EXPECT_EQ(*pod, expected);
    EXPECT_TRUE(epm::has_pod(box.s, bob));
    EXPECT_EQ(epm::pod_of(box.s, bob), expected);
    EXPECT_EQ(*box.s.pods.pod_count, 1U);
    EXPECT_EQ(box.s.pods.rows[*pod].owner, bob);
    EXPECT_EQ(box.accounts.code[*pod], box.at.pod_code);
    EXPECT_EQ(box.order(), (topics<BeaconUpgraded, Initialized, PodDeployed>()));
    EXPECT_EQ(box.logs[0].emitter, *pod);
    EXPECT_EQ(box.events<BeaconUpgraded>()[0].beacon, box.at.eigen_pod_beacon);
    EXPECT_EQ(box.logs[1].emitter, *pod);
    EXPECT_EQ(box.events<Initialized>()[0].version, 1);
    EXPECT_EQ(box.logs[2].emitter, box.at.eigen_pod_manager);
    EXPECT_EQ(box.events<PodDeployed>()[0].eigen_pod, *pod);
    EXPECT_EQ(box.events<PodDeployed>()[0].pod_owner, bob);
}

TEST(EigenPodManager, APodIsMadeOnce) {
    PodSandbox box;
    EXPECT_TRUE(box.reverted(error::EigenPodAlreadyExists,
                             box.call(epm::create_pod, box.alice, box.at.eigen_pod_manager)));
    box.set_paused(epm::kPausedNewPods);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused,
                             box.call(epm::create_pod, box.alice, box.at.eigen_pod_manager)));
}

TEST(EigenPodManager, NobodyOwnsNoPod) {
    // The pod's initializer refuses the address zero.
    Sandbox box;
    EXPECT_TRUE(box.reverted(error::InputAddressZero,
                             box.call(epm::create_pod, kZeroAddress, box.at.eigen_pod_manager)));
}

TEST(EigenPodManager, IsNotEnteredTwice) {
    PodSandbox box;
    Tx tx = box.transaction();
    const ReentrancyGuard held(tx, box.at.eigen_pod_manager);
    const Call by_anyone{box.outsider, box.at.eigen_pod_manager, Wei(), Selector()};
    const Call by_delegation{box.at.delegation_manager, box.at.eigen_pod_manager, Wei(),
                             Selector()};
    const Call by_pod{box.pod, box.at.eigen_pod_manager, Wei(), Selector()};
    const Revert reentered("ReentrancyGuard: reentrant call");
    EXPECT_TRUE(box.reverted(reentered, epm::create_pod(tx, box.ports, by_anyone)));
    EXPECT_TRUE(
        box.reverted(reentered, epm::stake(tx, box.ports, by_anyone, Bytes(), Bytes(), Hash())));
    EXPECT_TRUE(box.reverted(reentered, epm::record_beacon_chain_eth_balance_update(
                                            tx, box.ports, by_pod, box.alice, Wei(), i256())));
    // The sender is looked at first, the strategy after.
    EXPECT_TRUE(box.reverted(error::OnlyDelegationManager,
                             epm::remove_deposit_shares(tx, box.ports, by_anyone, box.alice,
                                                        box.alice, DepositShares())));
    EXPECT_TRUE(
        box.reverted(reentered, epm::remove_deposit_shares(tx, box.ports, by_delegation, box.alice,
                                                           box.alice, DepositShares())));
    EXPECT_TRUE(box.reverted(
        reentered, epm::increase_burn_or_redistributable_shares(
                       tx, box.ports, by_delegation, OperatorSet(), u256(), box.alice, Shares())));
}

class BalanceUpdates : public ::testing::Test {
protected:
    Result<void> record(const Wei& prev_restaked, const i256& delta) {
        return box.call(epm::record_beacon_chain_eth_balance_update, box.pod,
                        box.at.eigen_pod_manager, box.alice, prev_restaked, delta);
    }

    PodSandbox box;
};

TEST_F(BalanceUpdates, ComeFromTheOwnersPod) {
    EXPECT_TRUE(box.reverted(error::OnlyEigenPod,
                             box.call(epm::record_beacon_chain_eth_balance_update, box.outsider,
                                      box.at.eigen_pod_manager, box.alice, Wei(), i256())));
    // Who has no pod is served by the address zero alone, and refused there.
    EXPECT_TRUE(box.reverted(error::InputAddressZero,
                             box.call(epm::record_beacon_chain_eth_balance_update, kZeroAddress,
                                      box.at.eigen_pod_manager, kZeroAddress, Wei(), i256())));
}

TEST_F(BalanceUpdates, AreWholeGwei) {
    EXPECT_TRUE(box.reverted(error::SharesNotMultipleOfGwei,
                             record(Wei(), i256::positive(wrapping_add(kGwei, 1)))));
    EXPECT_TRUE(
        box.reverted(error::SharesNotMultipleOfGwei, record(Wei(kGwei), i256::negative(1))));
}

TEST_F(BalanceUpdates, AGainGivesDepositSharesAndTellsTheDelegationManager) {
    ASSERT_TRUE(record(Wei(), i256::positive(5e18_u256)).has_value());
    EXPECT_EQ(box.shares(), 5e18_u256);
    EXPECT_EQ(box.order(),
              (topics<PodSharesUpdated, NewTotalShares, DepositScalingFactorUpdated>()));
    EXPECT_EQ(box.events<PodSharesUpdated>()[0].shares_delta, i256::positive(5e18_u256));
    ASSERT_TRUE(record(Wei(), i256::positive(1e9_u256)).has_value());
    EXPECT_EQ(box.events<NewTotalShares>()[0].pod_owner, box.alice);
    EXPECT_EQ(box.events<NewTotalShares>()[0].new_total_shares,
              i256::positive(5000000001000000000_u256));
}

TEST_F(BalanceUpdates, ALossLowersTheFactorAndNotTheDepositShares) {
    ASSERT_TRUE(record(Wei(), i256::positive(64e18_u256)).has_value());
    // 0.04 of 64 ether (specification, X12): 1 - 0.04 / 64.
    ASSERT_TRUE(record(Wei(64e18_u256), i256::negative(4e16_u256)).has_value());
    EXPECT_EQ(box.factor(), 999'375'000'000'000'000U);
    EXPECT_EQ(box.shares(), 64e18_u256);
    EXPECT_EQ(box.order(), topics<BeaconChainSlashingFactorDecreased>());
    const auto event = box.events<BeaconChainSlashingFactorDecreased>()[0];
    EXPECT_EQ(event.staker, box.alice);
    EXPECT_EQ(event.prev_beacon_chain_slashing_factor.raw, 1'000'000'000'000'000'000U);
    EXPECT_EQ(event.new_beacon_chain_slashing_factor.raw, 999'375'000'000'000'000U);
}

TEST_F(BalanceUpdates, ALossLowersTheOperatorsShares) {
    const Address operator_at = Sandbox::account("operator");
    box.undo.set(box.s.delegation.delegated_to, operator_at, operator_at);
    box.undo.set(box.s.delegation.delegated_to, box.alice, operator_at);
    box.undo.commit();
    ASSERT_TRUE(record(Wei(), i256::positive(32e18_u256)).has_value());
    EXPECT_EQ(box.order(), (topics<PodSharesUpdated, NewTotalShares, DepositScalingFactorUpdated,
                                   OperatorSharesIncreased>()));
    ASSERT_TRUE(record(Wei(32e18_u256), i256::negative(16e18_u256)).has_value());
    EXPECT_EQ(box.order(), (topics<BeaconChainSlashingFactorDecreased, OperatorSharesDecreased>()));
    EXPECT_EQ(delegation_manager::operator_shares(box.s, operator_at, kBeaconChainStrategy).raw,
              16e18_u256);
}

TEST_F(BalanceUpdates, FactorsFallStepByStepRoundedDown) {
    // Specification, X12: 32 -> 31.999999999 -> 31.123456789 -> 30 ether.
    ASSERT_TRUE(record(Wei(), i256::positive(32e18_u256)).has_value());
    ASSERT_TRUE(record(Wei(32e18_u256), i256::negative(1e9_u256)).has_value());
    EXPECT_EQ(box.factor(), 999'999'999'968'750'000U);
    ASSERT_TRUE(record(Wei(31999999999000000000_u256), i256::negative(876543210000000000_u256))
                    .has_value());
    EXPECT_EQ(box.factor(), 972'608'024'656'250'000U);
    ASSERT_TRUE(record(Wei(31123456789000000000_u256), i256::negative(1123456789000000000_u256))
                    .has_value());
    EXPECT_EQ(box.factor(), 937'500'000'000'000'000U);
}

TEST_F(BalanceUpdates, ALossGreaterThanTheBalanceIsAnUnderflow) {
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), record(Wei(1e9_u256), i256::negative(2e9_u256))));
}

TEST_F(BalanceUpdates, AfterATotalLossNoGainIsTaken) {
    // Specification, X18.
    ASSERT_TRUE(record(Wei(), i256::positive(32e18_u256)).has_value());
    ASSERT_TRUE(record(Wei(32e18_u256), i256::negative(32e18_u256)).has_value());
    EXPECT_EQ(box.factor(), 0U);
    EXPECT_TRUE(
        box.reverted(error::FullySlashed, record(Wei(32e18_u256), i256::positive(1e9_u256))));
}

TEST_F(BalanceUpdates, SharesStayWithinInt256) {
    // The greatest multiple of a gwei below 2^255, twice.
    const u256 most = wrapping_sub(kInt256Max, *rem(kInt256Max, kGwei));
    ASSERT_TRUE(record(Wei(), i256::positive(most)).has_value());
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), record(Wei(), i256::positive(most))));
}

/// What the DelegationManager asks for.
class ShareManager : public ::testing::Test {
protected:
    template <class Rule, class... Args>
    auto ask(Rule rule, Args... args) {
        return box.call(rule, box.at.delegation_manager, box.at.eigen_pod_manager, args...);
    }
    template <class Rule, class... Args>
    void expect_guarded(Rule rule, Args... args) {
        EXPECT_TRUE(box.reverted(
            error::OnlyDelegationManager,
            box.call(rule, box.outsider, box.at.eigen_pod_manager, box.alice, args...)));
    }

    PodSandbox box;
};

TEST_F(ShareManager, ServesTheDelegationManagerAlone) {
    expect_guarded(epm::remove_deposit_shares, kBeaconChainStrategy, DepositShares());
    expect_guarded(epm::add_shares, kBeaconChainStrategy, Shares());
    expect_guarded(epm::withdraw_shares_as_tokens, kBeaconChainStrategy, kZeroAddress, Shares());
    EXPECT_TRUE(box.reverted(
        error::OnlyDelegationManager,
        box.call(epm::increase_burn_or_redistributable_shares, box.outsider,
                 box.at.eigen_pod_manager, OperatorSet(), u256(), kBeaconChainStrategy, Shares())));
}

TEST_F(ShareManager, KnowsNativeEtherAlone) {
    const Address other = Sandbox::account("a token strategy");
    EXPECT_TRUE(box.reverted(error::InvalidStrategy,
                             ask(epm::remove_deposit_shares, box.alice, other, DepositShares())));
    EXPECT_TRUE(
        box.reverted(error::InvalidStrategy, ask(epm::add_shares, box.alice, other, Shares())));
    EXPECT_TRUE(box.reverted(error::InvalidStrategy, ask(epm::withdraw_shares_as_tokens, box.alice,
                                                         other, kZeroAddress, Shares())));
}

TEST_F(ShareManager, AddsAndRemovesDepositShares) {
    const auto first = ask(epm::add_shares, box.alice, kBeaconChainStrategy, Shares(7));
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(*first, std::tuple(DepositShares(), Shares(7)));
    EXPECT_EQ(box.order(), (topics<PodSharesUpdated, NewTotalShares>()));
    const auto second = ask(epm::add_shares, box.alice, kBeaconChainStrategy, Shares(3));
    ASSERT_TRUE(second.has_value());
    EXPECT_EQ(*second, std::tuple(DepositShares(7), Shares(3)));

    const auto left =
        ask(epm::remove_deposit_shares, box.alice, kBeaconChainStrategy, DepositShares(10));
    ASSERT_TRUE(left.has_value());
    EXPECT_EQ(*left, DepositShares());
    EXPECT_EQ(box.order(), topics<NewTotalShares>());
    EXPECT_EQ(box.events<NewTotalShares>()[0].new_total_shares, i256());
    EXPECT_TRUE(box.reverted(error::SharesNegative, ask(epm::remove_deposit_shares, box.alice,
                                                        kBeaconChainStrategy, DepositShares(1))));
    // Nothing from nothing is not refused, unlike with tokens.
    EXPECT_TRUE(ask(epm::remove_deposit_shares, box.alice, kBeaconChainStrategy, DepositShares())
                    .has_value());
}

TEST_F(ShareManager, NumbersBeyondInt256AreRefused) {
    const u256 beyond = u256(1U) << 255U;
    EXPECT_TRUE(box.reverted(
        Revert("SafeCast: value doesn't fit in an int256"),
        ask(epm::remove_deposit_shares, box.alice, kBeaconChainStrategy, DepositShares(beyond))));
    EXPECT_TRUE(box.reverted(error::SharesNegative, ask(epm::add_shares, box.alice,
                                                        kBeaconChainStrategy, Shares(beyond))));
    EXPECT_TRUE(box.reverted(error::SharesNegative,
                             ask(epm::withdraw_shares_as_tokens, box.alice, kBeaconChainStrategy,
                                 kZeroAddress, Shares(beyond))));
}

TEST_F(ShareManager, NothingIsGivenToTheAddressZero) {
    EXPECT_TRUE(box.reverted(error::InputAddressZero,
                             ask(epm::add_shares, kZeroAddress, kBeaconChainStrategy, Shares(1))));
    EXPECT_TRUE(
        box.reverted(error::InputAddressZero, ask(epm::withdraw_shares_as_tokens, kZeroAddress,
                                                  kBeaconChainStrategy, kZeroAddress, Shares(1))));
}

TEST_F(ShareManager, PaysOnlySomethingAndOnlyFromAPod) {
    EXPECT_TRUE(
        box.reverted(error::SharesNegative, ask(epm::withdraw_shares_as_tokens, box.alice,
                                                kBeaconChainStrategy, kZeroAddress, Shares())));
    EXPECT_TRUE(box.reverted(Revert(), ask(epm::withdraw_shares_as_tokens, box.outsider,
                                           kBeaconChainStrategy, kZeroAddress, Shares(1))));
    EXPECT_TRUE(box.reverted(error::InsufficientWithdrawableBalance,
                             ask(epm::withdraw_shares_as_tokens, box.alice, kBeaconChainStrategy,
                                 kZeroAddress, Shares(1e9_u256))));
}

TEST_F(ShareManager, SlashedSharesAreNotedForEver) {
    const auto burn = [&](const u256& shares) {
        return ask(epm::increase_burn_or_redistributable_shares, OperatorSet(), u256(), box.alice,
                   Shares(shares));
    };
    ASSERT_TRUE(burn(5).has_value());
    EXPECT_EQ(box.events<BurnableETHSharesIncreased>()[0].shares, Shares(5));
    ASSERT_TRUE(burn(6).has_value());
    EXPECT_EQ(*box.s.pods.burnable, Shares(11));
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), burn(u256::max())));
}

TEST(EigenPodManager, TheForkTimeIsSetByItsSetterWhomTheOwnerNames) {
    Sandbox box;
    const Address manager = box.at.eigen_pod_manager;
    const Address setter = Sandbox::account("setter");
    EXPECT_TRUE(box.reverted(Revert("Ownable: caller is not the owner"),
                             box.call(epm::set_proof_timestamp_setter, setter, manager, setter)));
    ASSERT_TRUE(
        box.call(epm::set_proof_timestamp_setter, Sandbox::account("owner"), manager, setter)
            .has_value());
    EXPECT_EQ(box.events<ProofTimestampSetterSet>()[0].new_proof_timestamp_setter, setter);
    EXPECT_TRUE(box.reverted(error::OnlyProofTimestampSetter,
                             box.call(epm::set_pectra_fork_timestamp, Sandbox::account("owner"),
                                      manager, std::uint64_t{9})));
    ASSERT_TRUE(
        box.call(epm::set_pectra_fork_timestamp, setter, manager, std::uint64_t{9}).has_value());
    EXPECT_EQ(box.events<PectraForkTimestampSet>()[0].new_pectra_fork_timestamp, 9U);
    EXPECT_EQ(*box.s.pods.pectra_fork_timestamp, 9U);
}

TEST(EigenPodManager, ViewsAnswerFromTheFace) {
    PodSandbox box;
    ASSERT_TRUE(box.call(epm::record_beacon_chain_eth_balance_update, box.pod,
                         box.at.eigen_pod_manager, box.alice, Wei(), i256::positive(1e9_u256))
                    .has_value());
    const auto ask = [&](Selector selector, const auto&... args) {
        return box.send(eigen_pod_manager_face(),
                        {box.outsider, box.at.eigen_pod_manager, Wei(), selector},
                        abi_call(selector, args...));
    };
    // numPods, podOwnerDepositShares, stakerDepositShares, beaconChainSlashingFactor, getPod
    EXPECT_EQ(*ask("0xa6a509be"_selector), abi_encode(u256(1U)));
    EXPECT_EQ(*ask("0xd48e8894"_selector, box.alice), abi_encode(1e9_u256));
    EXPECT_EQ(*ask("0xfe243a17"_selector, box.alice, kBeaconChainStrategy), abi_encode(1e9_u256));
    EXPECT_TRUE(
        box.reverted(error::InvalidStrategy, ask("0xfe243a17"_selector, box.alice, box.alice)));
    EXPECT_EQ(*ask("0xa3d75e09"_selector, box.alice), abi_encode(1e18_u256));
    EXPECT_EQ(*ask("0xa38406a3"_selector, box.alice), abi_encode(box.pod));
}

}  // namespace
}  // namespace aq::eigenlayer
