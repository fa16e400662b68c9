// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/steps.hpp>
#include <aquifer/protocols/renzo/steps_delegator.hpp>

#include <algorithm>

namespace aq::renzo::operator_delegator {

namespace {

namespace eigen_pod = eigenlayer::eigen_pod;

Call to_pod(const Ports& ports, const Call& call) {
    return step::message(call.to, ports.eigenlayer.self.pods.owner_to_pod[call.to]);
}

/// The pod counts a validator from now on: Renzo no longer does.
Result<void> count_verified(Tx& tx, Ports& ports, const Call& call, const Hash& pubkey_hash) {
    State& s = ports.self;
    const Wei tracked = s.delegators.validator_not_verified[ValidatorKey(call.to, pubkey_hash)];
    // What counted for a validator of which nothing was tracked.
    const Wei counted = tracked.is_zero() ? kMaxNotVerified : tracked;
    AQ_TRY(checked_sub(s.delegators.rows[call.to].staked_but_not_verified, counted));
    move::verify_stake(tx.undo, s, {call.to, pubkey_hash}, counted);
    return {};
}

/// A finished checkpoint: what it saw exited is principal that will come back.
Result<void> record(Tx& tx, Ports& ports, const Call& call, std::uint64_t timestamp) {
    State& s = ports.self;
    const eigenlayer::Pods& pods = ports.eigenlayer.self.pods;
    const Key<Address, std::uint64_t> key(pods.owner_to_pod[call.to], timestamp);
    const Wei exited(AQ_TRY(checked_mul(u256(pods.balance_exited[key].raw), kGwei)));
    AQ_TRY(checked_add(s.delegators.rows[call.to].beacon_chain_exit_balance, exited));
    move::record_checkpoint(tx.undo, s, call.to, timestamp, exited);
    return {};
}

}  // namespace

Result<void> verify_withdrawal_credentials(Tx& tx, Ports& ports, const Call& call,
                                           std::uint64_t beacon_timestamp,
                                           eigenlayer::StateRootProof state_root_proof,
                                           std::vector<u40> validator_indices,
                                           std::vector<Bytes> validator_fields_proofs,
                                           std::vector<std::vector<Hash>> validator_fields) {
    AQ_TRY(only_native_admin(ports.self, call));
    AQ_TRY(eigen_pod::verify_withdrawal_credentials(
        tx, ports.eigenlayer, to_pod(ports, call), beacon_timestamp, std::move(state_root_proof),
        std::move(validator_indices), std::move(validator_fields_proofs), validator_fields));
    // The pod has seen that each validator has its fields, the key's hash first.
    for (const std::vector<Hash>& fields : validator_fields) {
        AQ_TRY(count_verified(tx, ports, call, fields.front()));
    }
    record_gas(tx, call);
    return {};
}

Result<void> start_checkpoint(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    AQ_TRY(only_native_admin(s, call));
    AQ_REQUIRE(s.delegators.rows[call.to].current_checkpoint == 0, error::CheckpointAlreadyActive);
    AQ_TRY(only_synchronised(ports, call.to));
    AQ_TRY(eigen_pod::start_checkpoint(tx, ports.eigenlayer, to_pod(ports, call), true));
    // A pod without validators finishes at once; then nothing is under way.
    move::set_current_checkpoint(tx.undo, s, call.to,
                                 pod_of(ports, call.to).current_checkpoint_timestamp);
    record_gas(tx, call);
    return {};
}

Result<void> verify_checkpoint_proofs(Tx& tx, Ports& ports, const Call& call,
                                      eigenlayer::BalanceContainerProof balance_container_proof,
                                      std::vector<eigenlayer::BalanceProof> proofs) {
    State& s = ports.self;
    AQ_TRY(only_native_admin(s, call));
    (void)tx.attempt([&] {
        return eigen_pod::verify_checkpoint_proofs(tx, ports.eigenlayer, to_pod(ports, call),
                                                   std::move(balance_container_proof),
                                                   std::move(proofs));
    });
    const std::uint64_t current = s.delegators.rows[call.to].current_checkpoint;
    if (pod_of(ports, call.to).last_checkpoint_timestamp == current) {
        AQ_TRY(record(tx, ports, call, current));
        move::set_last_checkpoint(tx.undo, s, call.to, current);
        move::set_current_checkpoint(tx.undo, s, call.to, 0);
    }
    record_gas(tx, call);
    return {};
}

Result<void> emergency_track_missed_checkpoint(Tx& tx, Ports& ports, const Call& call,
                                               std::vector<std::uint64_t> timestamps) {
    State& s = ports.self;
    AQ_TRY(only_role(s, call, role::kEmergencyCheckpointTrackingAdmin,
                     error::NotEmergencyCheckpointTrackingAdmin));
    for (const std::uint64_t timestamp : timestamps) {
        AQ_REQUIRE(!s.delegators.checkpoint_recorded[CheckpointKey(call.to, timestamp)],
                   error::CheckpointAlreadyRecorded);
        AQ_TRY(record(tx, ports, call, timestamp));
        const std::uint64_t last = s.delegators.rows[call.to].last_checkpoint;
        move::set_last_checkpoint(tx.undo, s, call.to, std::max(last, timestamp));
    }
    return {};
}

Result<void> emergency_track_avs_eth_slashed_amount(Tx& tx, Ports& ports, const Call& call,
                                                    Wei amount) {
    AQ_TRY(only_role(ports.self, call, role::kEmergencyAvsEthSlashTrackingAdmin,
                     error::NotEmergencyAVSEthSlashTrackingAdmin));
    move::set_avs_eth_slashed(tx.undo, ports.self, call.to, amount);
    return {};
}

}  // namespace aq::renzo::operator_delegator
