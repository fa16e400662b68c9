// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/fold.hpp>
#include <aquifer/protocols/renzo/invariants.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/testing.hpp>
#include <aquifer/protocols/renzo/witness.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace od = operator_delegator;
using testing::topics;

class OperatorDelegatorTest : public ::testing::Test {
protected:
    void SetUp() override {
        box.restake(to, box.st_eth, box.st_eth_strategy, 100e18_u256);
        box.restake_native(to, 64e18_u256);
    }
    void TearDown() override { EXPECT_TRUE(broken_invariants(box.ports).empty()); }

    auto queue(const Address& token, const u256& amount) {
        return box.call(od::queue_withdrawals, box.admin, to, std::vector{token},
                        std::vector{amount});
    }
    Withdrawal queued(const Hash& root) {
        return eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, root);
    }
    auto complete(const Withdrawal& withdrawal, const Address& token) {
        return box.call(od::complete_queued_withdrawal, box.admin, to, withdrawal,
                        std::vector{token});
    }
    auto track_slashed(const Hash& root) {
        return box.call(od::emergency_track_slashed_queued_withdrawal_delta, alice, to,
                        std::vector{root});
    }
    Amount balance() {
        Tx tx = box.transaction();
        return *od::token_balance_from_strategy(tx, box.ports, to, box.st_eth);
    }
    const Holding& holding(const Address& token) const {
        return box.s.delegators.holdings[HoldingKey(to, token)];
    }
    void mature() { box.eigen.mine(100'801); }
    /// The operator's max magnitude for stETH falls to this.
    void slash(std::uint64_t magnitude) {
        push(box.undo, box.eigen.s.allocations.max_magnitude,
             Key<Address, Address>(box.operators[0], box.st_eth_strategy),
             static_cast<std::uint32_t>(box.block.number), eigenlayer::Magnitude(magnitude));
        box.undo.commit();
    }

    testing::Sandbox box;
    const Address& to = box.delegators[0];
    const Address alice = box.account("alice");
};

TEST_F(OperatorDelegatorTest, QueueingChangesNoValue) {
    const auto roots = queue(box.st_eth, 30e18_u256);
    ASSERT_TRUE(roots.has_value());
    EXPECT_EQ(box.order(), (topics<WithdrawStarted, GasSpent>()));
    EXPECT_EQ(box.events<WithdrawStarted>().at(0).withdrawRoot, roots->front());
    EXPECT_EQ(holding(box.st_eth).queued, Shares(30e18_u256));
    EXPECT_EQ(balance(), Amount(100e18_u256));
}

TEST_F(OperatorDelegatorTest, WhatComesBackFillsTheBufferThenItsStrategy) {
    const Hash root = queue(box.st_eth, 30e18_u256)->front();
    box.set_target(box.st_eth, 12e18_u256);
    const Withdrawal withdrawal = queued(root);
    mature();
    ASSERT_TRUE(complete(withdrawal, box.st_eth).has_value());
    // Transaction 360 of the recorded run.
    EXPECT_EQ(box.order(), (topics<ERC20BufferFilled, WithdrawCompleted, GasSpent>()));
    EXPECT_EQ(erc20::balance(box.tokens, box.st_eth, box.at.withdraw_queue), Amount(12e18_u256));
    EXPECT_EQ(balance(), Amount(88e18_u256));
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
    // Tracking slashes of what is complete does nothing.
    EXPECT_TRUE(track_slashed(root).has_value());
}

TEST_F(OperatorDelegatorTest, DustIsNotDepositedAgain) {
    const Hash root = queue(box.st_eth, 10'000_u256)->front();
    const Withdrawal withdrawal = queued(root);
    mature();
    ASSERT_TRUE(complete(withdrawal, box.st_eth).has_value());
    EXPECT_EQ(erc20::balance(box.tokens, box.st_eth, to), Amount(10'000_u256));
}

TEST_F(OperatorDelegatorTest, SeveralWithdrawalsLogBeforeTheirTokensAreUsed) {
    const Withdrawal first = queued(queue(box.st_eth, 10e18_u256)->front());
    const Withdrawal second = queued(queue(box.st_eth, 20e18_u256)->front());
    box.set_target(box.st_eth, 5e18_u256);
    mature();
    const auto complete_all = [&](std::vector<bool> as_tokens) {
        return box.call(od::complete_queued_withdrawals, box.admin, to, std::vector{first, second},
                        std::vector<std::vector<Address>>(2, {box.st_eth}), as_tokens);
    };
    EXPECT_TRUE(box.reverted(error::MismatchedArrayLengths, complete_all({true})));
    EXPECT_TRUE(box.reverted(error::OnlyReceiveAsTokenAllowed, complete_all({true, false})));
    ASSERT_TRUE(complete_all({true, true}).has_value());
    // Transaction 437 of the recorded run.
    EXPECT_EQ(box.order(),
              (topics<WithdrawCompleted, WithdrawCompleted, ERC20BufferFilled, GasSpent>()));
}

TEST_F(OperatorDelegatorTest, WhatIsRefusedWhenQueueing) {
    EXPECT_TRUE(box.reverted(error::MismatchedArrayLengths,
                             box.call(od::queue_withdrawals, box.admin, to, std::vector{box.st_eth},
                                      std::vector<u256>())));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, queue(alice, 1_u256)));
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), queue(box.st_eth, u256::max())));
    EXPECT_TRUE(box.reverted(
        error::NotNativeEthRestakeAdmin,
        box.call(od::queue_withdrawals, alice, to, std::vector<Address>(), std::vector<u256>())));
}

TEST_F(OperatorDelegatorTest, CompletionChecksEachAsset) {
    const Withdrawal withdrawal = queued(queue(kNative, 1e9_u256)->front());
    const Address& pod = box.eigen.s.pods.owner_to_pod[to];
    box.fund(pod, 1e9_u256);
    box.undo.edit(box.eigen.s.pods.rows, pod,
                  [](eigenlayer::Pod& row) { row.restaked_execution_layer = eigenlayer::Gwei(1); });
    mature();
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, complete(withdrawal, kZeroAddress)));
    EXPECT_TRUE(box.reverted(error::IncorrectStrategy, complete(withdrawal, box.st_eth)));
    EXPECT_TRUE(box.reverted(
        error::NotNativeEthRestakeAdmin,
        box.call(od::complete_queued_withdrawal, alice, to, withdrawal, std::vector{kNative})));
    EXPECT_TRUE(
        box.reverted(error::NotNativeEthRestakeAdmin,
                     box.call(od::complete_queued_withdrawals, alice, to, std::vector<Withdrawal>(),
                              std::vector<std::vector<Address>>(), std::vector<bool>())));
    ASSERT_TRUE(complete(withdrawal, kNative).has_value());
    // Ether arrives in the middle of the completion: transaction 411 of the recorded run.
    EXPECT_EQ(box.order(), (topics<ProtocolFeesPaid, RewardsDeposited, RewardsForwarded,
                                   WithdrawCompleted, GasSpent>()));
}

TEST_F(OperatorDelegatorTest, ASlashOfTheQueueCountsOnceAnyoneTracksIt) {
    const Hash root = queue(box.st_eth, 30e18_u256)->front();
    slash(900'000'000'000'000'000ULL);
    // 70 of 100 are slashed at once; the 30 that wait are not.
    EXPECT_EQ(balance(), Amount(93e18_u256));
    ASSERT_TRUE(track_slashed(root).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares(3e18_u256));
    EXPECT_EQ(balance(), Amount(90e18_u256));
    ASSERT_TRUE(track_slashed(root).has_value());
    EXPECT_EQ(balance(), Amount(90e18_u256));
    const Withdrawal withdrawal = queued(root);
    mature();
    ASSERT_TRUE(complete(withdrawal, box.st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares());
    EXPECT_TRUE(box.reverted(error::WithdrawalNotQueued, track_slashed(Hash())));
}

TEST_F(OperatorDelegatorTest, ForcedUndelegationIsTrackedByHand) {
    namespace delegation_manager = eigenlayer::delegation_manager;
    const auto roots = box.eigen.call(delegation_manager::undelegate, box.operators[0],
                                      box.eigen.at.delegation_manager, to);
    ASSERT_TRUE(roots.has_value());
    const Withdrawal tokens = queued(roots->at(0));
    const auto track = [&](const Address& by, const Withdrawal& withdrawal,
                           std::vector<Address> assets) {
        return box.call(od::emergency_track_queued_withdrawals, by, to, std::vector{withdrawal},
                        assets);
    };
    EXPECT_TRUE(box.reverted(error::NotEmergencyWithdrawTrackingAdmin, track(alice, tokens, {})));
    EXPECT_TRUE(box.reverted(error::MismatchedArrayLengths, track(box.admin, tokens, {})));
    Withdrawal foreign = tokens;
    foreign.staker = alice;
    EXPECT_TRUE(box.reverted(error::InvalidStakerAddress, track(box.admin, foreign, {box.st_eth})));
    Withdrawal unknown = tokens;
    unknown.nonce = 99_u256;
    EXPECT_TRUE(
        box.reverted(error::WithdrawalAlreadyCompleted, track(box.admin, unknown, {box.st_eth})));
    EXPECT_TRUE(box.reverted(error::IncorrectStrategy, track(box.admin, tokens, {kNative})));
    ASSERT_TRUE(track(box.admin, tokens, {box.st_eth}).has_value());
    EXPECT_EQ(holding(box.st_eth).queued, Shares(100e18_u256));
    EXPECT_EQ(balance(), Amount(100e18_u256));
    EXPECT_TRUE(
        box.reverted(error::WithdrawalAlreadyTracked, track(box.admin, tokens, {box.st_eth})));
    // Then it can be delegated again.
    const auto delegate = [&](const Address& by, const Address& whom) {
        return box.call(od::set_delegate_address, by, to, whom, eigenlayer::SignatureWithExpiry(),
                        Hash());
    };
    EXPECT_TRUE(box.reverted(error::NotOperatorDelegatorAdmin, delegate(alice, alice)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, delegate(box.admin, kZeroAddress)));
    ASSERT_TRUE(delegate(box.admin, box.operators[0]).has_value());
    EXPECT_EQ(box.order(), topics<DelegationAddressUpdated>());
    EXPECT_TRUE(
        box.reverted(error::DelegateAddressAlreadySet, delegate(box.admin, box.operators[1])));
}

TEST_F(OperatorDelegatorTest, AStrategyHoldsItsTokenAndIsLeftEmpty) {
    const auto set = [&](const Address& by, const Address& token, const Address& strategy) {
        return box.call(od::set_token_strategy, by, to, token, strategy);
    };
    EXPECT_TRUE(box.reverted(error::NotOperatorDelegatorAdmin,
                             set(alice, box.st_eth, box.st_eth_strategy)));
    EXPECT_TRUE(
        box.reverted(error::InvalidZeroInput, set(box.admin, kZeroAddress, box.st_eth_strategy)));
    EXPECT_TRUE(
        box.reverted(error::InvalidStrategy, set(box.admin, box.wb_eth, box.st_eth_strategy)));
    EXPECT_TRUE(box.reverted(error::NonZeroUnderlyingStrategyExist,
                             set(box.admin, box.st_eth, box.st_eth_strategy)));
    box.undo.set(box.eigen.s.strategy_manager.is_whitelisted, box.wb_eth_strategy, false);
    EXPECT_TRUE(
        box.reverted(error::InvalidStrategy, set(box.admin, box.wb_eth, box.wb_eth_strategy)));
    ASSERT_TRUE(set(box.admin, box.wb_eth, kZeroAddress).has_value());
    EXPECT_EQ(box.order(), topics<TokenStrategyUpdated>());
}

TEST_F(OperatorDelegatorTest, DepositsAndStakesComeFromTheManager) {
    EXPECT_TRUE(box.reverted(error::NotRestakeManager,
                             box.call(od::deposit, alice, to, box.st_eth, Amount(1_u256))));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, box.call(od::deposit, box.at.restake_manager,
                                                               to, box.st_eth, Amount())));
    EXPECT_TRUE(box.reverted(error::NotRestakeManager,
                             box.call(od::stake_eth, alice, to, Bytes(48), Bytes(96), Hash())));
}

TEST_F(OperatorDelegatorTest, ReentrancyIsRefused) {
    Tx tx = box.transaction();
    const ReentrancyGuard held(tx, to);
    const Call call{box.admin, to, Wei(), Selector()};
    const Revert reentrant("ReentrancyGuard: reentrant call");
    Ports& ports = box.ports;
    EXPECT_TRUE(box.reverted(reentrant, od::queue_withdrawals(tx, ports, call, {}, {})));
    EXPECT_TRUE(box.reverted(reentrant, od::complete_queued_withdrawal(tx, ports, call, {}, {})));
    EXPECT_TRUE(
        box.reverted(reentrant, od::complete_queued_withdrawals(tx, ports, call, {}, {}, {})));
    EXPECT_TRUE(
        box.reverted(reentrant, od::emergency_track_queued_withdrawals(tx, ports, call, {}, {})));
    EXPECT_TRUE(box.reverted(
        reentrant, od::emergency_track_slashed_queued_withdrawal_delta(tx, ports, call, {})));
    EXPECT_TRUE(box.reverted(reentrant, od::deposit(tx, ports, call, box.st_eth, Amount())));
}

/// The pod's checkpoints, set by hand: proofs are EigenLayer's tests' matter.
class Checkpoints : public OperatorDelegatorTest {
protected:
    template <class Change>
    void pod(Change change) {
        box.undo.edit(box.eigen.s.pods.rows, box.eigen.s.pods.owner_to_pod[to], change);
        box.undo.commit();
    }
    void exited(std::uint64_t timestamp, std::uint64_t gwei) {
        box.undo.set(box.eigen.s.pods.balance_exited,
                     CheckpointKey(box.eigen.s.pods.owner_to_pod[to], timestamp),
                     eigenlayer::Gwei(gwei));
    }
    auto track(const Address& by, std::uint64_t timestamp) {
        return box.call(od::emergency_track_missed_checkpoint, by, to, std::vector{timestamp});
    }
    auto verify(const Address& by) {
        return box.call(od::verify_checkpoint_proofs, by, to, eigenlayer::BalanceContainerProof(),
                        std::vector<eigenlayer::BalanceProof>());
    }
    auto start(const Address& by) { return box.call(od::start_checkpoint, by, to); }
    const Delegator& row() const { return box.s.delegators.rows[to]; }
};

TEST_F(Checkpoints, AFinishedCheckpointIsRecordedWithWhatExited) {
    move::set_current_checkpoint(box.undo, box.s, to, 77);
    exited(77, 5);
    EXPECT_TRUE(box.reverted(error::CheckpointAlreadyActive, start(box.admin)));
    // The pod refuses proofs without a checkpoint; that is ignored.
    ASSERT_TRUE(verify(box.admin).has_value());
    EXPECT_EQ(box.order(), topics<GasSpent>());
    EXPECT_EQ(row().current_checkpoint, 77U);
    pod([](eigenlayer::Pod& p) { p.last_checkpoint_timestamp = 77; });
    ASSERT_TRUE(verify(box.admin).has_value());
    EXPECT_EQ(row().current_checkpoint, 0U);
    EXPECT_EQ(row().last_checkpoint, 77U);
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei(5e9_u256));
    EXPECT_TRUE(box.reverted(error::CheckpointAlreadyRecorded, track(box.admin, 77)));
    EXPECT_TRUE(box.reverted(error::NotNativeEthRestakeAdmin, verify(alice)));
    EXPECT_TRUE(box.reverted(error::NotNativeEthRestakeAdmin, start(alice)));
}

TEST_F(Checkpoints, ACheckpointFinishedPastRenzoStopsEverythingUntilRecorded) {
    move::set_last_checkpoint(box.undo, box.s, to, 77);
    pod([](eigenlayer::Pod& p) { p.last_checkpoint_timestamp = 78; });
    EXPECT_TRUE(box.reverted(error::CheckpointNotRecorded, od::staked_eth_balance(box.ports, to)));
    EXPECT_TRUE(box.reverted(error::CheckpointNotRecorded, start(box.admin)));
    EXPECT_TRUE(box.reverted(error::NotEmergencyCheckpointTrackingAdmin, track(alice, 78)));
    ASSERT_TRUE(track(box.admin, 78).has_value());
    EXPECT_EQ(*od::staked_eth_balance(box.ports, to), Wei(64e18_u256));
    EXPECT_TRUE(box.reverted(eigenlayer::error::NoBalanceToCheckpoint, start(box.admin)));
}

TEST_F(Checkpoints, EtherThatAnAvsSlashedStaysInThePod) {
    pod([](eigenlayer::Pod& p) { p.restaked_execution_layer = eigenlayer::Gwei(10); });
    EXPECT_EQ(*od::pod_delta(box.ports, to), Wei(10e9_u256));
    const auto track_avs = [&](const Address& by, const u256& wei) {
        return box.call(od::emergency_track_avs_eth_slashed_amount, by, to, Wei(wei));
    };
    ASSERT_TRUE(track_avs(box.admin, 4e9_u256).has_value());
    EXPECT_EQ(*od::pod_delta(box.ports, to), Wei(6e9_u256));
    EXPECT_TRUE(
        box.reverted(error::NotEmergencyAVSEthSlashTrackingAdmin, track_avs(alice, 1_u256)));
    ASSERT_TRUE(track_avs(box.admin, 11e9_u256).has_value());
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), od::pod_delta(box.ports, to)));
}

TEST_F(Checkpoints, EtherOfExitsPaysNoFee) {
    move::record_checkpoint(box.undo, box.s, to, 1, Wei(6_u256));
    box.fund(alice, 100_u256);
    ASSERT_TRUE(box.send(alice, to, 4_u256, Bytes()).has_value());
    // Transaction 1168 of the recorded run.
    EXPECT_EQ(box.order(), topics<FullWithdrawalETHReceived>());
    ASSERT_TRUE(box.send(alice, to, 12_u256, Bytes()).has_value());
    EXPECT_EQ(box.order(), (topics<FullWithdrawalETHReceived, ProtocolFeesPaid, RewardsDeposited,
                                   RewardsForwarded>()));
    EXPECT_EQ(box.events<RewardsForwarded>().at(0).amount, Wei(10_u256));
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei());
}

TEST_F(OperatorDelegatorTest, CredentialsAreVerifiedByTheNativeAdmin) {
    EXPECT_TRUE(
        box.reverted(error::NotNativeEthRestakeAdmin,
                     box.call(od::verify_withdrawal_credentials, alice, to, std::uint64_t{0},
                              eigenlayer::StateRootProof(), std::vector<u40>(),
                              std::vector<Bytes>(), std::vector<std::vector<Hash>>())));
}

TEST_F(OperatorDelegatorTest, RewardsNeedARoleAndADestination) {
    const auto claim = [&](const Address& by) {
        return box.call(od::claim_rewards, by, to, eigenlayer::RewardsMerkleClaim());
    };
    EXPECT_TRUE(box.reverted(error::NotEigenLayerRewardsAdmin, claim(alice)));
    move::set_settings(box.undo, box.s, to, {});
    EXPECT_TRUE(box.reverted(error::RewardsDestinationNotConfigured, claim(box.admin)));
}

TEST_F(OperatorDelegatorTest, SettingsAreTheAdminsAndNeverZero) {
    for (const auto setter :
         {od::set_rewards_coordinator, od::set_rewards_destination, od::set_gas_refund_address}) {
        EXPECT_TRUE(
            box.reverted(error::NotOperatorDelegatorAdmin, box.call(setter, alice, to, alice)));
        EXPECT_TRUE(
            box.reverted(error::InvalidZeroInput, box.call(setter, box.admin, to, kZeroAddress)));
        EXPECT_TRUE(box.call(setter, box.admin, to, alice).has_value());
        EXPECT_EQ(box.logs.size(), 1U);
    }
    EXPECT_EQ(box.s.delegators.settings[to].rewards_destination, alice);
    EXPECT_EQ(box.s.delegators.settings[to].gas_refund_address, alice);
    const auto set_gas = [&](const Address& by, const u256& amount) {
        return box.call(od::set_base_gas_amount_spent, by, to, amount);
    };
    EXPECT_TRUE(box.reverted(error::NotOperatorDelegatorAdmin, set_gas(alice, 1_u256)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, set_gas(box.admin, u256())));
    EXPECT_TRUE(set_gas(box.admin, 1_u256).has_value());
}

// What logs witness, folded from nothing, is what the rules wrote.
TEST_F(OperatorDelegatorTest, FoldingTheLogsGivesTheSameState) {
    State folded = box.s;
    Ports mirror{folded, box.eigen.ports, box.ports.tokens, box.ports.feeds, box.accounts};
    const auto fold_all = [&] {
        for (std::size_t i = 0; i < box.logs.size(); ++i) {
            (void)fold(box.undo, mirror, box.block, box.logs[i]);
        }
        box.undo.commit();
    };
    ASSERT_TRUE(queue(box.st_eth, 30e18_u256).has_value());
    fold_all();
    ASSERT_TRUE(box.call(od::set_rewards_destination, box.admin, to, alice).has_value());
    fold_all();
    std::size_t compared = 0;
    EXPECT_EQ(differing_fields(box.s, folded, compared), std::vector<std::string>());
    EXPECT_EQ(compared, 23U);
    move::set_fee_config(box.undo, folded, alice, 1_u256);
    EXPECT_EQ(differing_fields(box.s, folded, compared), std::vector<std::string>{"deposits"});
}

}  // namespace
}  // namespace aq::renzo
