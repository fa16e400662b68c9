// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/moves_delegator.hpp>

namespace aq::renzo::move {

void set_delegate_address(Undo& u, State& s, const Address& delegator, const Address& delegate) {
    u.edit(s.delegators.rows, delegator, [&](Delegator& row) { row.delegate_address = delegate; });
}

void set_token_strategy(Undo& u, State& s, const Address& delegator, const Address& token,
                        const Address& strategy) {
    u.edit(s.delegators.holdings, HoldingKey(delegator, token),
           [&](Holding& holding) { holding.strategy = strategy; });
}

void set_settings(Undo& u, State& s, const Address& delegator, const DelegatorSettings& settings) {
    u.set(s.delegators.settings, delegator, settings);
}

void track_stake(Undo& u, State& s, const Validator& validator, Wei added) {
    const ValidatorKey key(validator.delegator, validator.pubkey_hash);
    u.set(s.delegators.validator_not_verified, key,
          s.delegators.validator_not_verified[key] + added);
    u.edit(s.delegators.rows, validator.delegator, [&](Delegator& row) {
        row.staked_but_not_verified = row.staked_but_not_verified + added;
    });
}

void verify_stake(Undo& u, State& s, const Validator& validator, Wei verified) {
    const ValidatorKey key(validator.delegator, validator.pubkey_hash);
    u.set(s.delegators.validator_not_verified, key, Wei());
    u.edit(s.delegators.rows, validator.delegator, [&](Delegator& row) {
        row.staked_but_not_verified = row.staked_but_not_verified - verified;
    });
}

void queue_shares(Undo& u, State& s, const QueuedIn& in, Shares shares) {
    u.edit(s.delegators.holdings, HoldingKey(in.delegator, in.token),
           [&](Holding& holding) { holding.queued = holding.queued + shares; });
    u.edit(s.delegators.queued_assets, QueuedAssetKey(in.delegator, in.root, in.token),
           [&](QueuedAsset& asset) { asset.initial = shares; });
}

void track_withdrawal(Undo& u, State& s, const Address& delegator, const Hash& root) {
    u.set(s.delegators.withdrawal_tracked, WithdrawalKey(delegator, root), true);
}

void set_slashed_delta(Undo& u, State& s, const QueuedIn& in, Shares delta) {
    const QueuedAssetKey key(in.delegator, in.root, in.token);
    QueuedAsset asset = s.delegators.queued_assets[key];
    u.edit(s.delegators.holdings, HoldingKey(in.delegator, in.token), [&](Holding& holding) {
        holding.slashed_delta = holding.slashed_delta - asset.slashed_delta + delta;
    });
    asset.slashed_delta = delta;
    u.set(s.delegators.queued_assets, key, asset);
}

void complete_queued(Undo& u, State& s, const QueuedIn& in) {
    const QueuedAssetKey key(in.delegator, in.root, in.token);
    const QueuedAsset asset = s.delegators.queued_assets[key];
    u.edit(s.delegators.holdings, HoldingKey(in.delegator, in.token), [&](Holding& holding) {
        holding.queued = holding.queued - asset.initial;
        holding.slashed_delta = holding.slashed_delta - asset.slashed_delta;
    });
    if (!asset.slashed_delta.is_zero()) u.set(s.delegators.queued_assets, key, QueuedAsset());
}

void set_current_checkpoint(Undo& u, State& s, const Address& delegator, std::uint64_t timestamp) {
    u.edit(s.delegators.rows, delegator,
           [&](Delegator& row) { row.current_checkpoint = timestamp; });
}

void record_checkpoint(Undo& u, State& s, const Address& delegator, std::uint64_t timestamp,
                       Wei exited) {
    u.set(s.delegators.checkpoint_recorded, CheckpointKey(delegator, timestamp), true);
    u.edit(s.delegators.rows, delegator, [&](Delegator& row) {
        row.beacon_chain_exit_balance = row.beacon_chain_exit_balance + exited;
    });
}

void set_last_checkpoint(Undo& u, State& s, const Address& delegator, std::uint64_t timestamp) {
    u.edit(s.delegators.rows, delegator, [&](Delegator& row) { row.last_checkpoint = timestamp; });
}

void take_exit_balance(Undo& u, State& s, const Address& delegator, Wei amount) {
    u.edit(s.delegators.rows, delegator, [&](Delegator& row) {
        row.beacon_chain_exit_balance = row.beacon_chain_exit_balance - amount;
    });
}

void set_avs_eth_slashed(Undo& u, State& s, const Address& delegator, Wei amount) {
    u.edit(s.delegators.rows, delegator, [&](Delegator& row) { row.avs_eth_slashed = amount; });
}

}  // namespace aq::renzo::move
