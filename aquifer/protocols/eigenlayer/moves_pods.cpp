// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/moves_pods.hpp>

namespace aq::eigenlayer::move {

void create_pod(Undo& u, State& s, const Address& owner, const Address& pod) {
    AQ_ASSERT(s.pods.owner_to_pod[owner] == kZeroAddress);
    u.set(s.pods.pod_count, *s.pods.pod_count + 1);
    u.set(s.pods.owner_to_pod, owner, pod);
    u.edit(s.pods.rows, pod, [&](Pod& row) { row.owner = owner; });
}

void set_pod_owner_deposit_shares(Undo& u, State& s, const Address& owner,
                                  const DepositShares& shares) {
    u.set(s.pods.deposit_shares, owner, i256::positive(shares.raw));
}

void set_beacon_chain_slashing_factor(Undo& u, State& s, const Address& owner, Magnitude factor) {
    u.set(s.pods.slashing_factor, owner, {.is_set = true, .factor = factor});
}

void add_burnable_eth_shares(Undo& u, State& s, const Shares& shares) {
    u.set(s.pods.burnable, *s.pods.burnable + shares);
}

void set_proof_timestamp_setter(Undo& u, State& s, const Address& setter) {
    u.set(s.pods.proof_timestamp_setter, setter);
}

void set_pectra_fork_timestamp(Undo& u, State& s, std::uint64_t timestamp) {
    u.set(s.pods.pectra_fork_timestamp, timestamp);
}

void set_proof_submitter(Undo& u, State& s, const Address& pod, const Address& submitter) {
    u.edit(s.pods.rows, pod, [&](Pod& row) { row.proof_submitter = submitter; });
}

void restake_validator(Undo& u, State& s, const ValidatorOf& which, const Validator& validator) {
    AQ_ASSERT(validator.status == ValidatorStatus::kActive);
    u.set(s.pods.validators, Key<Address, Hash>(which.pod, which.pubkey_hash), validator);
    u.edit(s.pods.rows, which.pod, [](Pod& row) { ++row.active_validator_count; });
    u.edit(s.pods.checkpoints, which.pod, [&](Checkpoint& checkpoint) {
        checkpoint.prev_beacon_balance =
            checkpoint.prev_beacon_balance + validator.restaked_balance;
    });
}

void checkpoint_validator(Undo& u, State& s, const ValidatorOf& which, std::uint64_t timestamp,
                          Gwei balance) {
    u.edit(s.pods.validators, Key<Address, Hash>(which.pod, which.pubkey_hash),
           [&](Validator& row) {
               AQ_ASSERT(row.status == ValidatorStatus::kActive);
               row.restaked_balance = balance;
               row.last_checkpointed_at = timestamp;
               if (balance.is_zero()) row.status = ValidatorStatus::kWithdrawn;
           });
    if (!balance.is_zero()) return;
    u.edit(s.pods.rows, which.pod, [](Pod& row) {
        AQ_ASSERT(row.active_validator_count > 0);
        --row.active_validator_count;
    });
}

void add_balance_exited(Undo& u, State& s, const Address& pod, std::uint64_t timestamp,
                        Gwei exited) {
    u.edit(s.pods.balance_exited, Key<Address, std::uint64_t>(pod, timestamp),
           [&](Gwei& total) { total = total + exited; });
}

void open_checkpoint(Undo& u, State& s, const Address& pod, std::uint64_t timestamp,
                     const Checkpoint& checkpoint) {
    u.edit(s.pods.rows, pod, [&](Pod& row) {
        AQ_ASSERT(row.current_checkpoint_timestamp == 0);
        row.current_checkpoint_timestamp = timestamp;
    });
    set_checkpoint(u, s, pod, checkpoint);
}

void set_checkpoint(Undo& u, State& s, const Address& pod, const Checkpoint& checkpoint) {
    u.set(s.pods.checkpoints, pod, checkpoint);
}

void finalize_checkpoint(Undo& u, State& s, const Address& pod) {
    const Gwei credited = s.pods.checkpoints[pod].pod_balance;
    u.edit(s.pods.rows, pod, [&](Pod& row) {
        row.restaked_execution_layer = row.restaked_execution_layer + credited;
        row.last_checkpoint_timestamp = row.current_checkpoint_timestamp;
        row.current_checkpoint_timestamp = 0;
    });
}

void pay_out(Undo& u, State& s, const Address& pod, Gwei amount) {
    u.edit(s.pods.rows, pod,
           [&](Pod& row) { row.restaked_execution_layer = row.restaked_execution_layer - amount; });
}

}  // namespace aq::eigenlayer::move
