// SPDX-License-Identifier: Apache-2.0
// A delegator's validators from the deposit to the exit, against honest proofs of a small beacon
// chain. Specification of Renzo, sections 6, 11 and 12.
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace od = operator_delegator;
namespace eigen_pod = eigenlayer::eigen_pod;
namespace pod_manager = eigenlayer::eigen_pod_manager;
using eigenlayer::testing::pubkey_hash_of;
using eigenlayer::testing::pubkey_of;
using testing::topics;

class DelegatorsValidators : public ::testing::Test {
protected:
    void SetUp() override {
        const Address setter = box.account("proof timestamp setter");
        const Address& pods = box.eigen.at.eigen_pod_manager;
        AQ_ASSERT(
            box.eigen
                .call(pod_manager::set_proof_timestamp_setter, box.account("owner"), pods, setter)
                .has_value());
        AQ_ASSERT(box.eigen
                      .call(pod_manager::set_pectra_fork_timestamp, setter, pods,
                            std::uint64_t{1'746'612'311})
                      .has_value());
        box.fund(box.at.deposit_queue, 160e18_u256);
    }

    Result<void> deposit(std::uint8_t seed) {
        return box.call(deposit_queue::stake_eth_from_queue, box.admin, box.at.deposit_queue, to,
                        pubkey_of(seed), Bytes(96), Hash());
    }
    std::size_t add_validator(std::uint8_t seed) {
        chain.validators.push_back({.seed = seed, .pod = pod});
        return chain.validators.size() - 1;
    }
    void next_block() {
        box.eigen.mine(1);
        aq::beacon::move::set_parent_root(box.undo, box.eigen.beacon, box.block.time,
                                          chain.block_root());
        box.undo.commit();
        box.set_price(1e18_u256);
    }
    Result<void> verify(std::size_t index) {
        next_block();
        return box.call(od::verify_withdrawal_credentials, box.admin, to, box.block.time,
                        chain.state_root_proof(), std::vector<u40>{{index}},
                        std::vector<Bytes>{chain.validator_proof(index)},
                        std::vector<std::vector<Hash>>{chain.validators[index].fields()});
    }
    /// A deposited and verified validator.
    std::size_t stake(std::uint8_t seed) {
        AQ_ASSERT(deposit(seed).has_value());
        const std::size_t index = add_validator(seed);
        AQ_ASSERT(verify(index).has_value());
        return index;
    }
    Result<void> start() {
        next_block();
        return box.call(od::start_checkpoint, box.admin, to);
    }
    Result<void> prove(const std::vector<std::size_t>& indices) {
        std::vector<eigenlayer::BalanceProof> proofs;
        for (const std::size_t i : indices) proofs.push_back(chain.balance_proof(i));
        return box.call(od::verify_checkpoint_proofs, box.admin, to, chain.container_proof(),
                        proofs);
    }
    Wei staked() { return *od::staked_eth_balance(box.ports, to); }
    Wei tvl() {
        Tx tx = box.transaction();
        return restake_manager::calculate_tvls(tx, box.ports)->total;
    }
    const Delegator& row() const { return box.s.delegators.rows[to]; }

    testing::Sandbox box;
    eigenlayer::testing::BeaconChain chain;
    const Address& to = box.delegators[0];
    const Address pod = box.eigen.s.pods.owner_to_pod[to];
    const Address outsider = box.account("outsider");
};

TEST_F(DelegatorsValidators, ChangeNoValueWhenDepositedNorWhenProven) {
    EXPECT_EQ(tvl(), Wei(160e18_u256));
    ASSERT_TRUE(deposit(1).has_value());
    EXPECT_EQ(row().staked_but_not_verified, Wei(32e18_u256));
    EXPECT_EQ(tvl(), Wei(160e18_u256));
    ASSERT_TRUE(verify(add_validator(1)).has_value());
    EXPECT_EQ(row().staked_but_not_verified, Wei());
    EXPECT_EQ(box.s.delegators.validator_not_verified[ValidatorKey(to, pubkey_hash_of(1))], Wei());
    EXPECT_EQ(staked(), Wei(32e18_u256));
    EXPECT_EQ(tvl(), Wei(160e18_u256));
}

// "A balance other than 32 ETH moves TVL here."
TEST_F(DelegatorsValidators, OfAnotherBalanceMoveTheValueWhenProven) {
    ASSERT_TRUE(deposit(1).has_value());
    const std::size_t index = add_validator(1);
    chain.validators[index].effective_gwei = 31'000'000'000;
    ASSERT_TRUE(verify(index).has_value());
    EXPECT_EQ(staked(), Wei(31e18_u256));
    EXPECT_EQ(tvl(), Wei(159e18_u256));
}

// "... -= tracked (or 32 ETH if nothing was tracked)": another's deposit with this pod's
// credentials takes from what other validators count for, or cannot be verified at all.
TEST_F(DelegatorsValidators, OfOthersTakeAwayWhatStillCountsForRenzos) {
    const std::size_t foreign = add_validator(9);
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), verify(foreign)));
    ASSERT_TRUE(deposit(1).has_value());
    ASSERT_TRUE(verify(foreign).has_value());
    EXPECT_EQ(row().staked_but_not_verified, Wei());
    EXPECT_EQ(staked(), Wei(32e18_u256));
    // Its own validator then has nothing left to count down.
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), verify(add_validator(1))));
}

// "Top-ups of validators already active in the pod: these leave TVL until a checkpoint proves
// them."
TEST_F(DelegatorsValidators, TopUpsCountOnceACheckpointProvesThem) {
    const std::size_t index = stake(1);
    ASSERT_TRUE(deposit(1).has_value());
    EXPECT_EQ(row().staked_but_not_verified, Wei());
    EXPECT_EQ(tvl(), Wei(128e18_u256));
    chain.validators[index].balance_gwei = 64'000'000'000;
    box.fund(pod, 1e9_u256);
    ASSERT_TRUE(start().has_value());
    ASSERT_TRUE(prove({index}).has_value());
    EXPECT_EQ(tvl(), Wei(160e18_u256));
}

// Section 12: "Consensus rewards -> EigenPod -> checkpoint (shares rise, podDelta hides them)".
TEST_F(DelegatorsValidators, RewardsAreHiddenUntilTheyAreClaimed) {
    const std::size_t index = stake(1);
    box.fund(pod, 1e18_u256);
    EXPECT_EQ(staked(), Wei(32e18_u256));
    ASSERT_TRUE(start().has_value());
    EXPECT_EQ(row().current_checkpoint, box.block.time);
    EXPECT_EQ(row().last_checkpoint, 0U);
    const std::uint64_t started = box.block.time;
    ASSERT_TRUE(prove({index}).has_value());
    EXPECT_EQ(row().current_checkpoint, 0U);
    EXPECT_EQ(row().last_checkpoint, started);
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei());
    EXPECT_EQ(*od::pod_delta(box.ports, to), Wei(1e18_u256));
    EXPECT_EQ(staked(), Wei(32e18_u256));
    const auto roots = box.call(od::queue_withdrawals, box.admin, to, std::vector{kNative},
                                std::vector{1e18_u256});
    ASSERT_TRUE(roots.has_value());
    EXPECT_EQ(staked(), Wei(32e18_u256));
    const Withdrawal withdrawal =
        eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, roots->front());
    box.eigen.mine(100'801);
    box.set_price(1e18_u256);
    ASSERT_TRUE(
        box.call(od::complete_queued_withdrawal, box.admin, to, withdrawal, std::vector{kNative})
            .has_value());
    EXPECT_EQ(staked(), Wei(32e18_u256));
    EXPECT_EQ(box.accounts.ether[box.fee_address], Wei(100'000'000'000'000'000_u256));
    EXPECT_EQ(tvl(), Wei(160'900'000'000'000'000'000_u256));
}

TEST_F(DelegatorsValidators, ExitsComeBackAsPrincipal) {
    const std::size_t index = stake(1);
    stake(2);
    chain.validators[index].balance_gwei = 0;
    box.fund(pod, 32e18_u256);
    ASSERT_TRUE(start().has_value());
    ASSERT_TRUE(prove({index}).has_value());
    // One of two is proven: the checkpoint goes on, and nothing is recorded yet.
    EXPECT_NE(row().current_checkpoint, 0U);
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei());
    EXPECT_TRUE(box.reverted(error::CheckpointAlreadyActive, start()));
    ASSERT_TRUE(prove({1}).has_value());
    EXPECT_EQ(row().current_checkpoint, 0U);
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei(32e18_u256));
    EXPECT_EQ(*od::pod_delta(box.ports, to), Wei());
    EXPECT_EQ(staked(), Wei(64e18_u256));
    const auto roots = box.call(od::queue_withdrawals, box.admin, to, std::vector{kNative},
                                std::vector{32e18_u256});
    ASSERT_TRUE(roots.has_value());
    const Withdrawal withdrawal =
        eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, roots->front());
    box.eigen.mine(100'801);
    box.set_price(1e18_u256);
    ASSERT_TRUE(
        box.call(od::complete_queued_withdrawal, box.admin, to, withdrawal, std::vector{kNative})
            .has_value());
    EXPECT_EQ(box.order(), (topics<FullWithdrawalETHReceived, WithdrawCompleted, GasSpent>()));
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei());
    EXPECT_EQ(tvl(), Wei(160e18_u256));
}

// Transaction 3372 of the recorded run and those after it: somebody finishes Renzo's checkpoint.
TEST_F(DelegatorsValidators, ACheckpointThatOthersFinishFreezesTheValueUntilItIsRecorded) {
    const std::size_t index = stake(1);
    box.fund(pod, 1e9_u256);
    ASSERT_TRUE(start().has_value());
    ASSERT_TRUE(prove({index}).has_value());
    chain.validators[index].balance_gwei = 0;
    box.fund(pod, 32e18_u256);
    ASSERT_TRUE(start().has_value());
    const std::uint64_t started = row().current_checkpoint;
    // Under way it freezes nothing.
    EXPECT_EQ(staked(), Wei(32e18_u256));
    ASSERT_TRUE(box.eigen
                    .call(eigen_pod::verify_checkpoint_proofs, outsider, pod,
                          chain.container_proof(), std::vector{chain.balance_proof(index)})
                    .has_value());
    EXPECT_TRUE(box.reverted(error::CheckpointNotRecorded, od::staked_eth_balance(box.ports, to)));
    // The pod refuses Renzo's proofs, which is ignored.
    ASSERT_TRUE(prove({index}).has_value());
    EXPECT_EQ(row().last_checkpoint, started);
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei(32e18_u256));
    EXPECT_EQ(staked(), Wei(32e18_u256));
    EXPECT_TRUE(box.reverted(error::CheckpointAlreadyRecorded,
                             box.call(od::emergency_track_missed_checkpoint, box.admin, to,
                                      std::vector<std::uint64_t>{started})));
}

// The specification names no refusal here: what an admin recorded as missed is recorded again by
// whoever ends Renzo's own checkpoint of that time.
TEST_F(DelegatorsValidators, ACheckpointTrackedAsMissedAndThenEndedCountsItsExitsTwice) {
    const std::size_t index = stake(1);
    chain.validators[index].balance_gwei = 0;
    box.fund(pod, 32e18_u256);
    ASSERT_TRUE(start().has_value());
    const std::uint64_t started = row().current_checkpoint;
    ASSERT_TRUE(box.eigen
                    .call(eigen_pod::verify_checkpoint_proofs, outsider, pod,
                          chain.container_proof(), std::vector{chain.balance_proof(index)})
                    .has_value());
    ASSERT_TRUE(box.call(od::emergency_track_missed_checkpoint, box.admin, to,
                         std::vector<std::uint64_t>{started})
                    .has_value());
    EXPECT_EQ(row().last_checkpoint, started);
    EXPECT_EQ(row().current_checkpoint, started);
    ASSERT_TRUE(prove({index}).has_value());
    EXPECT_EQ(row().current_checkpoint, 0U);
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei(64e18_u256));
}

// Transactions 146 and 151 of the recorded run: a pod without validators finishes as it starts.
TEST_F(DelegatorsValidators, ACheckpointOfNoValidatorsIsOverAtOnceAndNotRecorded) {
    const auto track = [&](std::uint64_t timestamp) {
        return box.call(od::emergency_track_missed_checkpoint, box.admin, to,
                        std::vector<std::uint64_t>{timestamp});
    };
    box.fund(pod, 1e9_u256);
    ASSERT_TRUE(start().has_value());
    EXPECT_EQ(row().current_checkpoint, 0U);
    EXPECT_EQ(row().last_checkpoint, 0U);
    ASSERT_TRUE(track(box.block.time).has_value());
    EXPECT_EQ(row().last_checkpoint, box.block.time);
    box.fund(pod, 1e9_u256);
    ASSERT_TRUE(start().has_value());
    // The second is past what Renzo has recorded.
    EXPECT_TRUE(box.reverted(error::CheckpointNotRecorded, od::staked_eth_balance(box.ports, to)));
    ASSERT_TRUE(track(box.block.time).has_value());
    EXPECT_EQ(staked(), Wei());
}

// Section 17: an AVS's slash lowers shares at once, while the ether stays in the pod and is hidden
// as if it were a reward: deducted twice, until the admin says how much of it was slashed.
TEST_F(DelegatorsValidators, EtherThatAnAvsTookIsDeductedTwiceUntilItIsTracked) {
    const std::size_t index = stake(1);
    chain.validators[index].balance_gwei = 0;
    box.fund(pod, 32e18_u256);
    ASSERT_TRUE(start().has_value());
    ASSERT_TRUE(prove({index}).has_value());
    const Key<Address, Address> of(box.operators[0], eigenlayer::kBeaconChainStrategy);
    push(box.undo, box.eigen.s.allocations.max_magnitude, of,
         static_cast<std::uint32_t>(box.block.number),
         eigenlayer::Magnitude(750'000'000'000'000'000ULL));
    EXPECT_EQ(staked(), Wei(24e18_u256));
    const auto roots = box.call(od::queue_withdrawals, box.admin, to, std::vector{kNative},
                                std::vector{24e18_u256});
    ASSERT_TRUE(roots.has_value());
    const Withdrawal withdrawal =
        eigenlayer::delegation_manager::queued_withdrawal(box.eigen.s, roots->front());
    box.eigen.mine(100'801);
    box.set_price(1e18_u256);
    ASSERT_TRUE(
        box.call(od::complete_queued_withdrawal, box.admin, to, withdrawal, std::vector{kNative})
            .has_value());
    // 24 came back of 32 that exited; 8 are still expected, and 8 are still in the pod.
    EXPECT_EQ(row().beacon_chain_exit_balance, Wei(8e18_u256));
    EXPECT_EQ(staked(), Wei());
    // Once the delegator's expectation is used up by other ether, the pod's 8 count against it.
    box.fund(outsider, 8e18_u256);
    ASSERT_TRUE(box.send(outsider, to, 8e18_u256, Bytes()).has_value());
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), od::staked_eth_balance(box.ports, to)));
    ASSERT_TRUE(box.call(od::emergency_track_avs_eth_slashed_amount, box.admin, to, Wei(8e18_u256))
                    .has_value());
    EXPECT_EQ(staked(), Wei());
}

}  // namespace
}  // namespace aq::renzo
