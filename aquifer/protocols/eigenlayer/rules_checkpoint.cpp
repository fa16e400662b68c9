// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_pods.hpp>
#include <aquifer/protocols/eigenlayer/moves_pods.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>

namespace aq::eigenlayer::eigen_pod {

namespace {

using beacon_proofs::Field;

Wei to_wei(Gwei amount) {
    return Wei(u256(static_cast<u128>(amount.raw) * kGwei.truncate_u64()));
}

i256 to_wei(std::int64_t gwei) {
    if (gwei >= 0) return i256::positive(to_wei(Gwei(static_cast<std::uint64_t>(gwei))).raw);
    return i256::negative(to_wei(Gwei(-static_cast<std::uint64_t>(gwei))).raw);
}

/// `int64(balance)`: a conversion that wraps, as Solidity's does.
std::int64_t as_int64(Gwei balance) {
    return static_cast<std::int64_t>(balance.raw);
}

std::expected<std::int64_t, Arithmetic> checked_sum(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_add_overflow(a, b, &out)) return std::unexpected(Arithmetic::kOverflow);
    return out;
}

std::expected<std::int64_t, Arithmetic> checked_difference(std::int64_t a, std::int64_t b) {
    std::int64_t out = 0;
    if (__builtin_sub_overflow(a, b, &out)) return std::unexpected(Arithmetic::kOverflow);
    return out;
}

/// Whether credentials of either kind, 0x01 or 0x02, name the pod.
bool names_pod(const Hash& credentials, const Address& pod) {
    Hash wanted = to_hash(to_u256(pod));
    wanted.bytes[0] = credentials.bytes[0] == 2 ? 2 : 1;
    return credentials == wanted;
}

struct CredentialsProof {
    std::uint64_t beacon_timestamp = 0;
    Hash beacon_state_root;
    std::uint64_t validator_index = 0;
    const std::vector<Hash>& fields;
    const Bytes& proof;
};

/// EigenPod._verifyWithdrawalCredentials. Returns the balance restaked.
Result<Gwei> verify_credentials(Tx& tx, State& s, const Address& pod, const CredentialsProof& of) {
    const Hash pubkey_hash = AQ_TRY(beacon_proofs::field(of.fields, Field::kPubkeyHash));
    AQ_REQUIRE(validator(s, pod, pubkey_hash).status == ValidatorStatus::kInactive,
               error::CredentialsAlreadyVerified);
    const Hash activation = AQ_TRY(beacon_proofs::field(of.fields, Field::kActivationEpoch));
    AQ_REQUIRE(beacon_proofs::little_endian(activation) != beacon_proofs::kFarFutureEpoch,
               error::ValidatorInactiveOnBeaconChain);
    const Hash exit = AQ_TRY(beacon_proofs::field(of.fields, Field::kExitEpoch));
    AQ_REQUIRE(beacon_proofs::little_endian(exit) == beacon_proofs::kFarFutureEpoch,
               error::ValidatorIsExitingBeaconChain);
    const Hash credentials = AQ_TRY(beacon_proofs::field(of.fields, Field::kWithdrawalCredentials));
    AQ_REQUIRE(names_pod(credentials, pod), error::WithdrawalCredentialsNotForEigenPod);
    const Hash balance = AQ_TRY(beacon_proofs::field(of.fields, Field::kEffectiveBalance));
    const Gwei restaked(beacon_proofs::little_endian(balance));
    const auto version = AQ_TRY(proof_version(s, of.beacon_timestamp));
    AQ_TRY(beacon_proofs::verify_validator_fields(version, of.beacon_state_root, of.fields,
                                                  of.proof, of.validator_index));
    const Pod& row = s.pods.rows[pod];
    // A validator that joins while a checkpoint is open is not due in it.
    const std::uint64_t checkpointed_at = row.current_checkpoint_timestamp == 0
                                              ? row.last_checkpoint_timestamp
                                              : row.current_checkpoint_timestamp;
    AQ_TRY(checked_add(s.pods.checkpoints[pod].prev_beacon_balance, restaked));
    move::restake_validator(tx.undo, s, {pod, pubkey_hash},
                            {.index = of.validator_index,
                             .restaked_balance = restaked,
                             .last_checkpointed_at = checkpointed_at,
                             .status = ValidatorStatus::kActive});
    tx.log(pod, ValidatorRestaked{pubkey_hash});
    tx.log(pod, ValidatorBalanceUpdated{pubkey_hash, checkpointed_at, restaked});
    return restaked;
}

/// The pod tells the EigenPodManager.
Result<void> record_balance_update(Tx& tx, Ports& ports, const Address& pod,
                                   const Wei& prev_restaked, const i256& delta) {
    const State& s = ports.self;
    const Call to_manager{
        .sender = pod, .to = s.at.eigen_pod_manager, .value = Wei(), .selector = Selector()};
    return eigen_pod_manager::record_beacon_chain_eth_balance_update(
        tx, ports, to_manager, s.pods.rows[pod].owner, prev_restaked, delta);
}

/// EigenPod._updateCheckpoint: stores the progress, and closes a checkpoint that lacks nothing.
Result<void> update_checkpoint(Tx& tx, Ports& ports, const Address& pod,
                               const Checkpoint& checkpoint) {
    State& s = ports.self;
    move::set_checkpoint(tx.undo, s, pod, checkpoint);
    if (checkpoint.proofs_remaining != 0) return {};
    const Gwei restaked = s.pods.rows[pod].restaked_execution_layer;
    const Gwei prev_restaked = AQ_TRY(checked_add(restaked, checkpoint.prev_beacon_balance));
    const std::int64_t delta =
        AQ_TRY(checked_sum(as_int64(checkpoint.pod_balance), checkpoint.balance_deltas_gwei));
    AQ_TRY(checked_add(restaked, checkpoint.pod_balance));
    move::finalize_checkpoint(tx.undo, s, pod);
    tx.log(pod, CheckpointFinalized{s.pods.rows[pod].last_checkpoint_timestamp, to_wei(delta)});
    return record_balance_update(tx, ports, pod, to_wei(prev_restaked), to_wei(delta));
}

/// EigenPod._startCheckpoint.
Result<void> open_checkpoint(Tx& tx, Ports& ports, const Address& pod, bool revert_if_no_balance) {
    State& s = ports.self;
    const Pod row = s.pods.rows[pod];
    AQ_REQUIRE(row.current_checkpoint_timestamp == 0, error::CheckpointAlreadyActive);
    AQ_REQUIRE(row.last_checkpoint_timestamp != tx.block.time,
               error::CannotCheckpointTwiceInSingleBlock);
    const u256 held = AQ_TRY(div_down(ports.accounts.ether[pod].raw, kGwei));
    const Gwei uncredited =
        AQ_TRY(checked_sub(Gwei(held.truncate_u64()), row.restaked_execution_layer));
    AQ_REQUIRE(!revert_if_no_balance || !uncredited.is_zero(), error::NoBalanceToCheckpoint);
    // uint24(activeValidatorCount)
    const auto due = static_cast<std::uint32_t>(row.active_validator_count & 0xff'ffffU);
    const Checkpoint checkpoint{
        .beacon_block_root = AQ_TRY(parent_block_root(ports.beacon, tx.block, tx.block.time)),
        .proofs_remaining = due,
        .pod_balance = uncredited,
        .balance_deltas_gwei = 0,
        .prev_beacon_balance = Gwei()};
    move::open_checkpoint(tx.undo, s, pod, tx.block.time, checkpoint);
    AQ_TRY(update_checkpoint(tx, ports, pod, checkpoint));
    tx.log(pod, CheckpointCreated{tx.block.time, checkpoint.beacon_block_root, u256(due)});
    return {};
}

/// One balance proof of the open checkpoint, which it brings forward. Returns what left the beacon
/// chain with the validator.
Result<Gwei> checkpoint_one(Tx& tx, State& s, const Address& pod, const Hash& container_root,
                            const BalanceProof& proof, Checkpoint& checkpoint) {
    const std::uint64_t time = s.pods.rows[pod].current_checkpoint_timestamp;
    const Validator before = validator(s, pod, proof.pubkeyHash);
    if (before.status != ValidatorStatus::kActive) return Gwei();
    if (before.last_checkpointed_at >= time) return Gwei();
    const Gwei balance =
        AQ_TRY(beacon_proofs::verify_validator_balance(container_root, before.index, proof));
    std::int64_t delta = 0;
    if (balance != before.restaked_balance) {
        delta = AQ_TRY(checked_difference(as_int64(balance), as_int64(before.restaked_balance)));
        tx.log(pod, ValidatorBalanceUpdated{proof.pubkeyHash, time, balance});
    }
    Gwei exited;
    if (balance.is_zero()) {
        exited = Gwei(static_cast<std::uint64_t>(AQ_TRY(checked_difference(0, delta))));
        tx.log(pod, ValidatorWithdrawn{time, proof.pubkeyHash});
    }
    AQ_REQUIRE(checkpoint.proofs_remaining > 0, Arithmetic::kOverflow);
    --checkpoint.proofs_remaining;
    checkpoint.prev_beacon_balance =
        AQ_TRY(checked_add(checkpoint.prev_beacon_balance, before.restaked_balance));
    checkpoint.balance_deltas_gwei = AQ_TRY(checked_sum(checkpoint.balance_deltas_gwei, delta));
    move::checkpoint_validator(tx.undo, s, {pod, proof.pubkeyHash}, time, balance);
    tx.log(pod, ValidatorCheckpointed{time, proof.pubkeyHash});
    return exited;
}

}  // namespace

Result<void> verify_withdrawal_credentials(Tx& tx, Ports& ports, const Call& call,
                                           std::uint64_t beacon_timestamp,
                                           StateRootProof state_root_proof,
                                           std::vector<u40> validator_indices,
                                           std::vector<Bytes> validator_fields_proofs,
                                           std::vector<std::vector<Hash>> validator_fields) {
    State& s = ports.self;
    const Address& pod = call.to;
    AQ_TRY(only_owner_or_proof_submitter(s, call));
    AQ_TRY(only_when_pods_not_paused(s, eigen_pod_manager::kPausedVerifyCredentials));
    AQ_REQUIRE(validator_indices.size() == validator_fields_proofs.size() &&
                   validator_fields_proofs.size() == validator_fields.size(),
               error::InputArrayLengthMismatch);
    // A proof must be newer than an open checkpoint and than the last one: a validator proven now
    // was not in either.
    AQ_REQUIRE(beacon_timestamp > s.pods.rows[pod].current_checkpoint_timestamp,
               error::BeaconTimestampTooFarInPast);
    AQ_REQUIRE(beacon_timestamp > s.pods.rows[pod].last_checkpoint_timestamp,
               error::BeaconTimestampBeforeLatestCheckpoint);
    const Hash root = AQ_TRY(parent_block_root(ports.beacon, tx.block, beacon_timestamp));
    AQ_TRY(beacon_proofs::verify_state_root(root, state_root_proof));
    Wei total;
    for (std::size_t i = 0; i < validator_indices.size(); ++i) {
        const CredentialsProof of{.beacon_timestamp = beacon_timestamp,
                                  .beacon_state_root = state_root_proof.beaconStateRoot,
                                  .validator_index = validator_indices[i].value,
                                  .fields = validator_fields[i],
                                  .proof = validator_fields_proofs[i]};
        total = total + to_wei(AQ_TRY(verify_credentials(tx, s, pod, of)));
    }
    return record_balance_update(tx, ports, pod, Wei(), i256::positive(total.raw));
}

Result<void> start_checkpoint(Tx& tx, Ports& ports, const Call& call, bool revert_if_no_balance) {
    AQ_TRY(only_owner_or_proof_submitter(ports.self, call));
    AQ_TRY(only_when_pods_not_paused(ports.self, eigen_pod_manager::kPausedStartCheckpoint));
    return open_checkpoint(tx, ports, call.to, revert_if_no_balance);
}

Result<void> verify_checkpoint_proofs(Tx& tx, Ports& ports, const Call& call,
                                      BalanceContainerProof balance_container_proof,
                                      std::vector<BalanceProof> proofs) {
    State& s = ports.self;
    const Address& pod = call.to;
    AQ_TRY(only_when_pods_not_paused(s, eigen_pod_manager::kPausedCheckpointProofs));
    const std::uint64_t time = s.pods.rows[pod].current_checkpoint_timestamp;
    AQ_REQUIRE(time != 0, error::NoActiveCheckpoint);
    Checkpoint checkpoint = s.pods.checkpoints[pod];
    AQ_TRY(beacon_proofs::verify_balance_container(
        AQ_TRY(proof_version(s, time)), checkpoint.beacon_block_root, balance_container_proof));
    Gwei exited;
    for (const BalanceProof& proof : proofs) {
        exited = AQ_TRY(checked_add(
            exited, AQ_TRY(checkpoint_one(tx, s, pod, balance_container_proof.balanceContainerRoot,
                                          proof, checkpoint))));
    }
    AQ_TRY(checked_add(s.pods.balance_exited[Key<Address, std::uint64_t>(pod, time)], exited));
    move::add_balance_exited(tx.undo, s, pod, time, exited);
    return update_checkpoint(tx, ports, pod, checkpoint);
}

Result<void> verify_stale_balance(Tx& tx, Ports& ports, const Call& call,
                                  std::uint64_t beacon_timestamp, StateRootProof state_root_proof,
                                  ValidatorProof proof) {
    const State& s = ports.self;
    const Address& pod = call.to;
    AQ_TRY(only_when_pods_not_paused(s, eigen_pod_manager::kPausedStartCheckpoint));
    AQ_TRY(only_when_pods_not_paused(s, eigen_pod_manager::kPausedStaleBalance));
    const Hash pubkey_hash =
        AQ_TRY(beacon_proofs::field(proof.validatorFields, Field::kPubkeyHash));
    const Validator stale = validator(s, pod, pubkey_hash);
    AQ_REQUIRE(beacon_timestamp > stale.last_checkpointed_at, error::BeaconTimestampTooFarInPast);
    AQ_REQUIRE(stale.status == ValidatorStatus::kActive, error::ValidatorNotActiveInPod);
    const Hash slashed = AQ_TRY(beacon_proofs::field(proof.validatorFields, Field::kSlashed));
    AQ_REQUIRE(slashed != Hash(), error::ValidatorNotSlashedOnBeaconChain);
    const Hash root = AQ_TRY(parent_block_root(ports.beacon, tx.block, beacon_timestamp));
    AQ_TRY(beacon_proofs::verify_state_root(root, state_root_proof));
    const auto version = AQ_TRY(proof_version(s, beacon_timestamp));
    AQ_TRY(beacon_proofs::verify_validator_fields(version, state_root_proof.beaconStateRoot,
                                                  proof.validatorFields, proof.proof, stale.index));
    return open_checkpoint(tx, ports, pod, false);
}

}  // namespace aq::eigenlayer::eigen_pod
