// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/testing_pods.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::little_endian_leaf;
using testing::PodSandbox;
using testing::pubkey_hash_of;
using testing::pubkey_of;
using testing::topics;

namespace epm = eigen_pod_manager;
namespace pod = eigen_pod;

class Credentials : public ::testing::Test {
protected:
    /// One validator with these fields, which may be of any number.
    Result<void> verify_fields(const std::vector<Hash>& fields) {
        return box.call(pod::verify_withdrawal_credentials, box.alice, box.pod, box.block.time,
                        box.chain.state_root_proof(), std::vector<u40>{{0}},
                        std::vector<Bytes>{box.chain.validator_proof(0)},
                        std::vector<std::vector<Hash>>{fields});
    }
    Result<void> verify_nothing(std::uint64_t timestamp) {
        return box.call(pod::verify_withdrawal_credentials, box.alice, box.pod, timestamp,
                        box.chain.state_root_proof(), std::vector<u40>(), std::vector<Bytes>(),
                        std::vector<std::vector<Hash>>());
    }

    PodSandbox box;
};

TEST_F(Credentials, OfSeveralValidatorsAreRestakedAtTheirEffectiveBalance) {
    box.add_validator(1);
    box.add_validator(2);
    box.chain.validators[0].balance_gwei = 32'700'000'000;
    box.chain.validators[1].effective_gwei = 2'048'000'000'000;
    box.chain.validators[1].credentials_kind = 2;
    box.next_block();
    ASSERT_TRUE(box.verify({0, 1}).has_value());
    EXPECT_EQ(box.shares(), 2080e18_u256);
    EXPECT_EQ(box.order(), (topics<ValidatorRestaked, ValidatorBalanceUpdated, ValidatorRestaked,
                                   ValidatorBalanceUpdated, PodSharesUpdated, NewTotalShares,
                                   DepositScalingFactorUpdated>()));
    EXPECT_EQ(box.logs[0].emitter, box.pod);
    EXPECT_EQ(box.events<ValidatorRestaked>()[1].pubkey_hash, pubkey_hash_of(2));
    EXPECT_EQ(box.events<ValidatorBalanceUpdated>()[0].balance_timestamp, 0U);
    EXPECT_EQ(box.events<ValidatorBalanceUpdated>()[1].new_validator_balance_gwei.raw,
              2'048'000'000'000U);
    const Validator& second = pod::validator(box.s, box.pod, pubkey_hash_of(2));
    EXPECT_EQ(second.index, 1U);
    EXPECT_EQ(second.restaked_balance.raw, 2'048'000'000'000U);
    EXPECT_EQ(second.status, ValidatorStatus::kActive);
    EXPECT_EQ(box.s.pods.rows[box.pod].active_validator_count, 2U);
}

TEST_F(Credentials, AreProvenByTheOwnerOrTheProofSubmitter) {
    box.add_validator(1);
    box.next_block();
    const auto verify_as = [&](const Address& sender) {
        return box.call(pod::verify_withdrawal_credentials, sender, box.pod, box.block.time,
                        box.chain.state_root_proof(), std::vector<u40>{{0}},
                        std::vector<Bytes>{box.chain.validator_proof(0)},
                        std::vector<std::vector<Hash>>{box.chain.validators[0].fields()});
    };
    EXPECT_TRUE(box.reverted(error::OnlyEigenPodOwnerOrProofSubmitter, verify_as(box.outsider)));
    ASSERT_TRUE(box.call(pod::set_proof_submitter, box.alice, box.pod, box.outsider).has_value());
    EXPECT_TRUE(verify_as(box.outsider).has_value());
}

TEST_F(Credentials, AreNotTakenWhenPausedOrInListsOfDifferentLengths) {
    box.add_validator(1);
    box.next_block();
    const auto verify_with = [&](std::size_t indices, std::size_t proofs, std::size_t fields) {
        return box.call(pod::verify_withdrawal_credentials, box.alice, box.pod, box.block.time,
                        box.chain.state_root_proof(), std::vector<u40>(indices),
                        std::vector<Bytes>(proofs), std::vector<std::vector<Hash>>(fields));
    };
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, verify_with(2, 1, 1)));
    EXPECT_TRUE(box.reverted(error::InputArrayLengthMismatch, verify_with(1, 1, 2)));
    box.set_paused(epm::kPausedVerifyCredentials);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, verify_with(2, 1, 1)));
}

TEST_F(Credentials, MustBeNewerThanTheCheckpoints) {
    box.restake(1);
    box.next_block();
    const std::uint64_t opened = box.block.time;
    ASSERT_TRUE(box.start().has_value());
    EXPECT_TRUE(box.reverted(error::BeaconTimestampTooFarInPast, verify_nothing(opened)));
    ASSERT_TRUE(box.prove({0}).has_value());
    EXPECT_TRUE(box.reverted(error::BeaconTimestampBeforeLatestCheckpoint, verify_nothing(opened)));
}

TEST_F(Credentials, AreProvenAgainstARootThatTheChainStillKnows) {
    box.add_validator(1);
    box.next_block();
    const std::uint64_t time = box.block.time;
    EXPECT_TRUE(box.reverted(error::InvalidEIP4788Response, verify_nothing(time - 12)));
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), verify_nothing(time + 1)));
    // 8191 slots of twelve seconds; one second less is still in time.
    box.block.time = time + 98'292;
    EXPECT_TRUE(box.reverted(error::TimestampOutOfRange, verify_nothing(time)));
    box.block.time = time + 98'291;
    EXPECT_TRUE(verify_nothing(time).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
}

TEST_F(Credentials, OfAValidatorAreTakenOnce) {
    box.restake(1);
    box.next_block();
    EXPECT_TRUE(box.reverted(error::CredentialsAlreadyVerified, box.verify({0})));
}

TEST_F(Credentials, BelongToAnActivatedValidator) {
    box.add_validator(1);
    box.chain.validators[0].activation_epoch = ~std::uint64_t{0};
    box.chain.validators[0].exit_epoch = 9;
    box.next_block();
    EXPECT_TRUE(box.reverted(error::ValidatorInactiveOnBeaconChain, box.verify({0})));
    box.chain.validators[0].activation_epoch = 7;
    box.publish();
    EXPECT_TRUE(box.reverted(error::ValidatorIsExitingBeaconChain, box.verify({0})));
}

TEST_F(Credentials, NameThePod) {
    box.add_validator(1);
    box.chain.validators[0].credentials_kind = 0;
    box.next_block();
    EXPECT_TRUE(box.reverted(error::WithdrawalCredentialsNotForEigenPod, box.verify({0})));
    box.chain.validators[0].credentials_kind = 3;
    box.publish();
    EXPECT_TRUE(box.reverted(error::WithdrawalCredentialsNotForEigenPod, box.verify({0})));
    box.chain.validators[0] = {.seed = 1, .pod = box.outsider};
    box.publish();
    EXPECT_TRUE(box.reverted(error::WithdrawalCredentialsNotForEigenPod, box.verify({0})));
    // The eleven bytes between the kind and the address are zero.
    box.chain.validators[0] = {.seed = 1, .pod = box.pod};
    std::vector<Hash> fields = box.chain.validators[0].fields();
    fields[1].bytes[11] = 1;
    box.publish();
    EXPECT_TRUE(box.reverted(error::WithdrawalCredentialsNotForEigenPod, verify_fields(fields)));
}

TEST_F(Credentials, NeedTheTimeOfTheFork) {
    box.add_validator(1);
    box.next_block();
    box.undo.set(box.s.pods.pectra_fork_timestamp, std::uint64_t{0});
    box.undo.commit();
    // Before the number of fields is looked at.
    std::vector<Hash> fields = box.chain.validators[0].fields();
    fields.push_back(Hash());
    EXPECT_TRUE(box.reverted(error::ForkTimestampZero, verify_fields(fields)));
}

TEST_F(Credentials, OfTheForksOwnBlockAreProvenAgainstTheStateBeforeIt) {
    box.add_validator(1);
    box.chain.state_height = 5;
    box.next_block();
    EXPECT_TRUE(box.reverted(error::InvalidProofLength, box.verify({0})));
    box.undo.set(box.s.pods.pectra_fork_timestamp, box.block.time);
    box.undo.commit();
    EXPECT_TRUE(box.verify({0}).has_value());
}

TEST_F(Credentials, HaveEightFieldsThatTheProofBears) {
    box.add_validator(1);
    box.next_block();
    std::vector<Hash> fields = box.chain.validators[0].fields();
    fields[2] = little_endian_leaf(33'000'000'000);
    EXPECT_TRUE(box.reverted(error::InvalidProof, verify_fields(fields)));
    fields.pop_back();
    EXPECT_TRUE(box.reverted(error::InvalidValidatorFieldsLength, verify_fields(fields)));
    fields.resize(6);
    EXPECT_TRUE(box.reverted(Revert::panic(0x32), verify_fields(fields)));
    EXPECT_TRUE(box.reverted(Revert::panic(0x32), verify_fields({})));
    // A state root of zero is refused even where a block bears it.
    box.chain.state_root_override = Hash();
    box.publish();
    EXPECT_TRUE(box.reverted(error::EmptyRoot, box.verify({0})));
}

TEST_F(Credentials, WithTheWrongStateAreRefused) {
    box.add_validator(1);
    box.next_block();
    box.chain.validators[0].balance_gwei = 1;
    EXPECT_TRUE(box.reverted(error::InvalidProof, box.verify({0})));
}

class Checkpoints : public ::testing::Test {
protected:
    PodSandbox box;
};

TEST_F(Checkpoints, WithoutValidatorsCloseAtOnceBeforeTheirOpeningIsLogged) {
    box.fund(box.pod, 1000000000000000999_u256);
    box.next_block();
    ASSERT_TRUE(box.start(true).has_value());
    EXPECT_EQ(box.order(), (topics<CheckpointFinalized, PodSharesUpdated, NewTotalShares,
                                   DepositScalingFactorUpdated, CheckpointCreated>()));
    EXPECT_EQ(box.events<CheckpointFinalized>()[0].total_share_delta_wei,
              i256::positive(1e18_u256));
    const auto created = box.events<CheckpointCreated>()[0];
    EXPECT_EQ(created.checkpoint_timestamp, box.block.time);
    EXPECT_EQ(created.beacon_block_root, box.chain.block_root());
    EXPECT_TRUE(created.validator_count.is_zero());
    const Pod& row = box.s.pods.rows[box.pod];
    EXPECT_EQ(row.restaked_execution_layer.raw, 1'000'000'000U);
    EXPECT_EQ(row.last_checkpoint_timestamp, box.block.time);
    EXPECT_EQ(row.current_checkpoint_timestamp, 0U);
    EXPECT_EQ(box.shares(), 1e18_u256);
}

TEST_F(Checkpoints, NetGainsAndLossesAndLeaveWhatIsBelowAGwei) {
    // Specification, X12.
    box.restake(1);
    box.restake(2);
    box.fund(box.pod, 50000000000000123_u256);
    box.chain.validators[0].balance_gwei = 32'010'000'000;
    box.chain.validators[1].balance_gwei = 31'900'000'000;
    box.next_block();
    ASSERT_TRUE(box.start().has_value());
    EXPECT_EQ(box.order(), topics<CheckpointCreated>());
    EXPECT_EQ(box.events<CheckpointCreated>()[0].validator_count, u256(2U));
    ASSERT_TRUE(box.prove({0}).has_value());
    EXPECT_EQ(box.order(), (topics<ValidatorBalanceUpdated, ValidatorCheckpointed>()));
    const Checkpoint half = box.s.pods.checkpoints[box.pod];
    EXPECT_EQ(half.proofs_remaining, 1U);
    EXPECT_EQ(half.pod_balance.raw, 50'000'000U);
    EXPECT_EQ(half.balance_deltas_gwei, 10'000'000);
    EXPECT_EQ(half.prev_beacon_balance.raw, 32'000'000'000U);

    ASSERT_TRUE(box.prove({1}).has_value());
    EXPECT_EQ(box.order(), (topics<ValidatorBalanceUpdated, ValidatorCheckpointed,
                                   CheckpointFinalized, BeaconChainSlashingFactorDecreased>()));
    EXPECT_EQ(box.events<CheckpointFinalized>()[0].total_share_delta_wei,
              i256::negative(4e16_u256));
    EXPECT_EQ(box.factor(), 999'375'000'000'000'000U);
    EXPECT_EQ(box.shares(), 64e18_u256);
    EXPECT_EQ(box.s.pods.rows[box.pod].restaked_execution_layer.raw, 50'000'000U);
    // The finished checkpoint stays until the next one starts.
    EXPECT_EQ(box.s.pods.checkpoints[box.pod].balance_deltas_gwei, -90'000'000);
}

TEST_F(Checkpoints, CountAValidatorThatJoinsMeanwhileInWhatWas) {
    // Specification, X12: 16 of 64 ether are lost, not 16 of 32.
    box.restake(1);
    box.chain.validators[0].balance_gwei = 16'000'000'000;
    box.next_block();
    const std::uint64_t opened = box.block.time;
    const auto at_start = box.chain;
    ASSERT_TRUE(box.start().has_value());
    box.restake(2);
    EXPECT_EQ(box.events<ValidatorBalanceUpdated>()[0].balance_timestamp, opened);
    // Proofs are against the chain of the start, where the second did not stand yet.
    box.chain = at_start;
    ASSERT_TRUE(box.prove({0}).has_value());
    EXPECT_EQ(box.factor(), 750'000'000'000'000'000U);
}

TEST_F(Checkpoints, WithdrawAValidatorWithoutBalance) {
    box.restake(1);
    box.fund(box.pod, 32e18_u256);
    box.chain.validators[0].balance_gwei = 0;
    ASSERT_TRUE(box.checkpoint({0}).has_value());
    EXPECT_EQ(box.order(), (topics<ValidatorBalanceUpdated, ValidatorWithdrawn,
                                   ValidatorCheckpointed, CheckpointFinalized>()));
    const std::uint64_t time = box.block.time;
    const Validator& gone = pod::validator(box.s, box.pod, pubkey_hash_of(1));
    EXPECT_EQ(gone.status, ValidatorStatus::kWithdrawn);
    EXPECT_TRUE(gone.restaked_balance.is_zero());
    EXPECT_EQ(gone.last_checkpointed_at, time);
    EXPECT_EQ(box.s.pods.rows[box.pod].active_validator_count, 0U);
    const Key<Address, std::uint64_t> key(box.pod, time);
    EXPECT_EQ(box.s.pods.balance_exited[key].raw, 32'000'000'000U);
    // It does not come back.
    box.chain.validators[0].balance_gwei = 32'000'000'000;
    box.next_block();
    EXPECT_TRUE(box.reverted(error::CredentialsAlreadyVerified, box.verify({0})));
}

TEST_F(Checkpoints, PassOverWhatIsNotDue) {
    box.restake(1);
    box.restake(2);
    box.add_validator(3);
    box.next_block();
    ASSERT_TRUE(box.start().has_value());
    // The third was never proven to the pod; the first comes twice.
    ASSERT_TRUE(box.prove({2, 0, 0}).has_value());
    EXPECT_EQ(box.order(), topics<ValidatorCheckpointed>());
    EXPECT_EQ(box.s.pods.checkpoints[box.pod].proofs_remaining, 1U);
    ASSERT_TRUE(box.prove({1}).has_value());
    EXPECT_EQ(box.order(), (topics<ValidatorCheckpointed, CheckpointFinalized>()));
}

TEST_F(Checkpoints, AreStartedByTheOwnerOrTheProofSubmitterAndNotWhenPaused) {
    box.next_block();
    EXPECT_TRUE(box.reverted(error::OnlyEigenPodOwnerOrProofSubmitter,
                             box.call(pod::start_checkpoint, box.outsider, box.pod, false)));
    box.set_paused(epm::kPausedStartCheckpoint);
    EXPECT_TRUE(box.reverted(error::OnlyEigenPodOwnerOrProofSubmitter,
                             box.call(pod::start_checkpoint, box.outsider, box.pod, false)));
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, box.start()));
}

TEST_F(Checkpoints, FollowOneAnotherInLaterBlocks) {
    box.restake(1);
    box.next_block();
    ASSERT_TRUE(box.start().has_value());
    EXPECT_TRUE(box.reverted(error::CheckpointAlreadyActive, box.start()));
    ASSERT_TRUE(box.prove({0}).has_value());
    EXPECT_TRUE(box.reverted(error::CannotCheckpointTwiceInSingleBlock, box.start()));
    box.next_block();
    EXPECT_TRUE(box.start().has_value());
}

TEST_F(Checkpoints, MayAskForABalance) {
    box.fund(box.pod, 999'999'999);
    box.next_block();
    EXPECT_TRUE(box.reverted(error::NoBalanceToCheckpoint, box.start(true)));
    EXPECT_TRUE(box.start(false).has_value());
}

TEST_F(Checkpoints, NeedTheRootOfTheirBlock) {
    box.mine(1);
    EXPECT_TRUE(box.reverted(error::InvalidEIP4788Response, box.start()));
}

TEST_F(Checkpoints, UnderflowWhenCreditedEtherIsMissing) {
    box.fund(box.pod, 2e9_u256);
    ASSERT_TRUE(box.checkpoint({}).has_value());
    aq::move::set_ether(box.undo, box.accounts, box.pod, Wei(1e9_u256));
    box.next_block();
    EXPECT_TRUE(box.reverted(Revert::panic(0x11), box.start()));
}

TEST_F(Checkpoints, AreProvenOnlyWhileOpenAndNotPaused) {
    box.restake(1);
    box.next_block();
    EXPECT_TRUE(box.reverted(error::NoActiveCheckpoint, box.prove({0})));
    ASSERT_TRUE(box.start().has_value());
    box.set_paused(epm::kPausedCheckpointProofs);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, box.prove({0})));
}

TEST_F(Checkpoints, AreProvenAgainstTheBlockOfTheirStart) {
    box.restake(1);
    box.next_block();
    ASSERT_TRUE(box.start().has_value());
    box.chain.validators[0].balance_gwei = 64'000'000'000;
    box.next_block();
    EXPECT_TRUE(box.reverted(error::InvalidProof, box.prove({0})));
    box.chain.state_height = 5;
    EXPECT_TRUE(box.reverted(error::InvalidProofLength, box.prove({0})));
    box.undo.set(box.s.pods.pectra_fork_timestamp, std::uint64_t{0});
    box.undo.commit();
    EXPECT_TRUE(box.reverted(error::ForkTimestampZero, box.prove({0})));
}

TEST_F(Checkpoints, WithAGainCannotEndAfterATotalLoss) {
    // Specification, X18.
    box.restake(1);
    box.chain.validators[0].balance_gwei = 0;
    ASSERT_TRUE(box.checkpoint({0}).has_value());
    EXPECT_EQ(box.factor(), 0U);
    box.fund(box.pod, 1e18_u256);
    box.next_block();
    EXPECT_TRUE(box.reverted(error::FullySlashed, box.start()));
    box.add_validator(2);
    box.next_block();
    EXPECT_TRUE(box.reverted(error::FullySlashed, box.verify({1})));
}

TEST_F(Checkpoints, WeighALossAgainstWhatWasProvenSince) {
    // The checkpoint of specification X20: 32 fall to 16 unseen, 32 more are proven, 64 -> 48.
    box.restake(1);
    box.chain.validators[0].balance_gwei = 16'000'000'000;
    box.restake(2);
    ASSERT_TRUE(box.checkpoint({0, 1}).has_value());
    EXPECT_EQ(box.factor(), 750'000'000'000'000'000U);
}

class StaleBalances : public ::testing::Test {
protected:
    Result<void> report(std::uint64_t timestamp, const ValidatorProof& proof) {
        return box.call(pod::verify_stale_balance, box.outsider, box.pod, timestamp,
                        box.chain.state_root_proof(), proof);
    }
    Result<void> report() { return report(box.block.time, box.chain.stale_proof(0)); }

    PodSandbox box;
};

TEST_F(StaleBalances, OfASlashedValidatorLetAnyoneStartACheckpoint) {
    box.restake(1);
    box.chain.validators[0].slashed = true;
    box.chain.validators[0].balance_gwei = 31'000'000'000;
    box.next_block();
    ASSERT_TRUE(report().has_value());
    EXPECT_EQ(box.order(), topics<CheckpointCreated>());
    EXPECT_TRUE(box.reverted(error::CheckpointAlreadyActive, report()));
    ASSERT_TRUE(box.prove({0}).has_value());
    EXPECT_EQ(box.factor(), 968'750'000'000'000'000U);
    // What the checkpoint has seen is not stale any more.
    EXPECT_TRUE(box.reverted(error::BeaconTimestampTooFarInPast, report()));
}

TEST_F(StaleBalances, AreOfSlashedValidatorsOfThePod) {
    box.restake(1);
    box.add_validator(2);
    box.chain.validators[1].slashed = true;
    box.next_block();
    EXPECT_TRUE(box.reverted(error::ValidatorNotSlashedOnBeaconChain, report()));
    EXPECT_TRUE(box.reverted(error::ValidatorNotActiveInPod,
                             report(box.block.time, box.chain.stale_proof(1))));
    EXPECT_TRUE(box.reverted(Revert::panic(0x32), report(box.block.time, ValidatorProof())));
    EXPECT_TRUE(box.reverted(Revert::panic(0x32),
                             report(box.block.time, ValidatorProof{{pubkey_hash_of(1)}, Bytes()})));
}

TEST_F(StaleBalances, AreProven) {
    box.restake(1);
    box.chain.validators[0].slashed = true;
    box.next_block();
    EXPECT_TRUE(box.reverted(error::InvalidEIP4788Response,
                             report(box.block.time - 1, box.chain.stale_proof(0))));
    ValidatorProof proof = box.chain.stale_proof(0);
    proof.validatorFields[7] = little_endian_leaf(1);
    EXPECT_TRUE(box.reverted(error::InvalidProof, report(box.block.time, proof)));
    proof.validatorFields.pop_back();
    EXPECT_TRUE(box.reverted(error::InvalidValidatorFieldsLength, report(box.block.time, proof)));
}

// A state in which the validator is slashed, whose root no block bears.
TEST_F(StaleBalances, AreProvenAgainstTheStateOfTheBlock) {
    box.restake(1);
    box.next_block();
    const StateRootProof honest = box.chain.state_root_proof();
    box.chain.validators[0].slashed = true;
    const StateRootProof forged{box.chain.state_root(), honest.proof};
    EXPECT_TRUE(box.reverted(error::InvalidProof,
                             box.call(pod::verify_stale_balance, box.outsider, box.pod,
                                      box.block.time, forged, box.chain.stale_proof(0))));
}

TEST_F(StaleBalances, AreNotTakenWhilePaused) {
    box.restake(1);
    box.chain.validators[0].slashed = true;
    box.next_block();
    box.set_paused(epm::kPausedStaleBalance);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, report()));
    box.set_paused(epm::kPausedStartCheckpoint);
    EXPECT_TRUE(box.reverted(error::CurrentlyPaused, report()));
}

TEST(EigenPod, ViewsAnswerFromTheFace) {
    PodSandbox box;
    box.restake(1);
    box.fund(box.pod, 3e9_u256);
    box.next_block();
    ASSERT_TRUE(box.start().has_value());
    const auto ask = [&](Selector selector, const auto&... args) {
        return box.send(eigen_pod_face(), {box.outsider, box.pod, Wei(), selector},
                        abi_call(selector, args...));
    };
    const auto info = abi_encode(u256(), u256(32'000'000'000U), u256(), u256(1U));
    // validatorPubkeyHashToInfo, validatorPubkeyToInfo, validatorStatus twice
    EXPECT_EQ(*ask("0x6fcd0e53"_selector, pubkey_hash_of(1)), info);
    EXPECT_EQ(*ask("0xb522538a"_selector, pubkey_of(1)), info);
    EXPECT_EQ(*ask("0x7439841f"_selector, pubkey_hash_of(1)), abi_encode(u256(1U)));
    EXPECT_EQ(*ask("0x58eaee79"_selector, pubkey_of(1)), abi_encode(u256(1U)));
    EXPECT_TRUE(box.reverted(error::InvalidPubKeyLength, ask("0x58eaee79"_selector, Bytes(47, 1))));
    // currentCheckpoint, currentCheckpointTimestamp, activeValidatorCount, getParentBlockRoot
    EXPECT_EQ(*ask("0x47d28372"_selector),
              abi_encode(box.chain.block_root(), u256(1U), u256(3U), u256(), u256()));
    EXPECT_EQ(*ask("0x42ecff2a"_selector), abi_encode(box.block.time));
    EXPECT_EQ(*ask("0x2340e8d3"_selector), abi_encode(u256(1U)));
    EXPECT_EQ(*ask("0x6c0d2d5a"_selector, box.block.time), abi_encode(box.chain.block_root()));
    ASSERT_TRUE(box.prove({0}).has_value());
    // lastCheckpointTimestamp, withdrawableRestakedExecutionLayerGwei, podOwner
    EXPECT_EQ(*ask("0xee94d67c"_selector), abi_encode(box.block.time));
    EXPECT_EQ(*ask("0x3474aa16"_selector), abi_encode(u256(3U)));
    EXPECT_EQ(*ask("0x0b18ff66"_selector), abi_encode(box.alice));
}

}  // namespace
}  // namespace aq::eigenlayer
