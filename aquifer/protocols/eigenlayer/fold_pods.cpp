// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/fold_internal.hpp>
#include <aquifer/protocols/eigenlayer/moves_pods.hpp>

namespace aq::eigenlayer::detail {

namespace {

bool fold_deployed(const Folding& f, const PodDeployed& e) {
    if (f.state().pods.owner_to_pod.contains(e.pod_owner)) return false;
    if (!f.ports.accounts.has_code(e.eigen_pod)) {
        aq::move::deploy(f.undo, f.ports.accounts, e.eigen_pod, f.state().at.pod_code);
    }
    move::create_pod(f.undo, f.state(), e.pod_owner, e.eigen_pod);
    return true;
}

/// The balance and time stand in the log right after it.
bool fold_restaked(const Folding& f, const ValidatorRestaked& e) {
    if (f.at + 1 >= f.logs.size()) return false;
    const auto balance = read_event<ValidatorBalanceUpdated>(f.logs[f.at + 1]);
    if (!balance.has_value() || balance->pubkey_hash != e.pubkey_hash) return false;
    const Address pod = f.log().emitter;
    const Gwei before = f.state().pods.checkpoints[pod].prev_beacon_balance;
    if (!can_add(before, balance->new_validator_balance_gwei)) return false;
    Validator row;
    row.restaked_balance = balance->new_validator_balance_gwei;
    row.last_checkpointed_at = balance->balance_timestamp;
    row.status = ValidatorStatus::kActive;
    move::restake_validator(f.undo, f.state(), {pod, e.pubkey_hash}, row);
    return true;
}

bool checkpoint(const Folding& f, const Hash& pubkey_hash, std::uint64_t timestamp,
                std::optional<Gwei> balance) {
    State& s = f.state();
    const Address pod = f.log().emitter;
    const Validator row = s.pods.validators[Key<Address, Hash>(pod, pubkey_hash)];
    if (row.status != ValidatorStatus::kActive) return false;
    const Gwei now = balance.value_or(row.restaked_balance);
    if (now.is_zero()) {
        const Key<Address, std::uint64_t> checkpoint_of(pod, timestamp);
        if (!can_add(s.pods.balance_exited[checkpoint_of], row.restaked_balance)) return false;
        if (s.pods.rows[pod].active_validator_count == 0) return false;
        move::add_balance_exited(f.undo, s, pod, timestamp, row.restaked_balance);
    }
    move::checkpoint_validator(f.undo, s, {pod, pubkey_hash}, timestamp, now);
    return true;
}

bool fold_balance(const Folding& f, const ValidatorBalanceUpdated& e) {
    if (f.at > 0) {
        const auto restaked = read_event<ValidatorRestaked>(f.logs[f.at - 1]);
        if (restaked.has_value() && restaked->pubkey_hash == e.pubkey_hash) return true;
    }
    return checkpoint(f, e.pubkey_hash, e.balance_timestamp, e.new_validator_balance_gwei);
}

bool fold_created(const Folding& f, const CheckpointCreated& e) {
    // One without validators was finalised before this log.
    if (e.validator_count.is_zero()) return true;
    const Address pod = f.log().emitter;
    if (f.state().pods.rows[pod].current_checkpoint_timestamp != 0) return false;
    Checkpoint opened;
    opened.beacon_block_root = e.beacon_block_root;
    opened.proofs_remaining = static_cast<std::uint32_t>(e.validator_count.truncate_u64());
    move::open_checkpoint(f.undo, f.state(), pod, e.checkpoint_timestamp, opened);
    return true;
}

bool fold_finalized(const Folding& f, const CheckpointFinalized& e) {
    State& s = f.state();
    const Address pod = f.log().emitter;
    if (s.pods.rows[pod].current_checkpoint_timestamp == 0) {
        move::open_checkpoint(f.undo, s, pod, e.checkpoint_timestamp, Checkpoint());
    }
    const Gwei credited = s.pods.checkpoints[pod].pod_balance;
    if (!can_add(s.pods.rows[pod].restaked_execution_layer, credited)) return false;
    move::finalize_checkpoint(f.undo, s, pod);
    return true;
}

FoldEntries pod_manager_folds() {
    using Lost = BeaconChainSlashingFactorDecreased;
    return {
        folds<PodDeployed, fold_deployed>(),
        folds<NewTotalShares,
              [](const Folding& f, const NewTotalShares& e) {
                  move::set_pod_owner_deposit_shares(f.undo, f.state(), e.pod_owner,
                                                     DepositShares(e.new_total_shares.magnitude()));
              }>(),
        folds<Lost,
              [](const Folding& f, const Lost& e) {
                  move::set_beacon_chain_slashing_factor(f.undo, f.state(), e.staker,
                                                         e.new_beacon_chain_slashing_factor);
              }>(),
        folds<BurnableETHSharesIncreased,
              [](const Folding& f, const BurnableETHSharesIncreased& e) {
                  if (!can_add(*f.state().pods.burnable, e.shares)) return false;
                  move::add_burnable_eth_shares(f.undo, f.state(), e.shares);
                  return true;
              }>(),
        folds<ProofTimestampSetterSet,
              [](const Folding& f, const ProofTimestampSetterSet& e) {
                  move::set_proof_timestamp_setter(f.undo, f.state(), e.new_proof_timestamp_setter);
              }>(),
        folds<PectraForkTimestampSet,
              [](const Folding& f, const PectraForkTimestampSet& e) {
                  move::set_pectra_fork_timestamp(f.undo, f.state(), e.new_pectra_fork_timestamp);
              }>(),
    };
}

}  // namespace

FoldEntries pod_folds() {
    FoldEntries all = pod_manager_folds();
    const FoldEntries pods{
        folds<ValidatorRestaked, fold_restaked>(),
        folds<ValidatorBalanceUpdated, fold_balance>(),
        folds<ValidatorCheckpointed,
              [](const Folding& f, const ValidatorCheckpointed& e) {
                  return checkpoint(f, e.pubkey_hash, e.checkpoint_timestamp, std::nullopt);
              }>(),
        folds<CheckpointCreated, fold_created>(),
        folds<CheckpointFinalized, fold_finalized>(),
        folds<ProofSubmitterUpdated,
              [](const Folding& f, const ProofSubmitterUpdated& e) {
                  move::set_proof_submitter(f.undo, f.state(), f.log().emitter,
                                            e.new_proof_submitter);
              }>(),
    };
    all.insert(all.end(), pods.begin(), pods.end());
    return all;
}

}  // namespace aq::eigenlayer::detail
