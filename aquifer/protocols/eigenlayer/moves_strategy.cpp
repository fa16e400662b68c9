// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>

namespace aq::eigenlayer::move {

void create_strategy(Undo& u, State& s, const Address& strategy, StrategyKind kind,
                     const Address& token) {
    AQ_ASSERT(kind != StrategyKind::kNone);
    u.edit(s.strategies.rows, strategy, [&](Strategy& row) {
        AQ_ASSERT(row.kind == StrategyKind::kNone);
        row.kind = kind;
        row.underlying_token = token;
    });
}

void set_limits(Undo& u, State& s, const Address& strategy, Amount max_per_deposit,
                Amount max_total_deposits) {
    AQ_ASSERT(max_per_deposit <= max_total_deposits);
    u.edit(s.strategies.rows, strategy, [&](Strategy& row) {
        row.max_per_deposit = max_per_deposit;
        row.max_total_deposits = max_total_deposits;
    });
}

void issue_shares(Undo& u, State& s, const Address& strategy, Shares shares) {
    u.edit(s.strategies.rows, strategy,
           [&](Strategy& row) { row.total_shares = row.total_shares + shares; });
}

void redeem_shares(Undo& u, State& s, const Address& strategy, Shares shares) {
    u.edit(s.strategies.rows, strategy,
           [&](Strategy& row) { row.total_shares = row.total_shares - shares; });
}

void create_vault(Undo& u, State& s, const Address& vault, const Vault& row,
                  std::string_view metadata_uri) {
    AQ_ASSERT(s.strategies.vaults[vault].state == VaultState::kUninitialized);
    AQ_ASSERT(row.state == VaultState::kDeposits);
    u.set(s.strategies.vaults, vault, row);
    set_metadata_uri(u, s, vault, metadata_uri);
}

void set_metadata_uri(Undo& u, State& s, const Address& vault, std::string_view metadata_uri) {
    List<Address, std::uint8_t>& list = s.strategies.vault_metadata_uri;
    while (list.size(vault) > metadata_uri.size()) pop(u, list, vault);
    const std::uint32_t kept = list.size(vault);
    for (std::uint32_t i = 0; i < metadata_uri.size(); ++i) {
        const auto byte = static_cast<std::uint8_t>(metadata_uri[i]);
        if (i < kept) {
            replace(u, list, vault, i, byte);
        } else {
            push(u, list, vault, byte);
        }
    }
}

void lock_vault(Undo& u, State& s, const Address& vault, std::uint32_t locked_at,
                std::uint32_t unlock_at) {
    u.edit(s.strategies.vaults, vault, [&](Vault& row) {
        AQ_ASSERT(row.state == VaultState::kDeposits);
        row.state = VaultState::kAllocations;
        row.locked_at = locked_at;
        row.unlock_at = unlock_at;
    });
}

void mature_vault(Undo& u, State& s, const Address& vault, std::uint32_t matured_at) {
    u.edit(s.strategies.vaults, vault, [&](Vault& row) {
        AQ_ASSERT(row.state == VaultState::kAllocations);
        row.state = VaultState::kWithdrawals;
        row.matured_at = matured_at;
    });
}

void count_creation(Undo& u, State& s) {
    u.set(s.strategies.created, *s.strategies.created + 1);
}

void set_strategy_for_token(Undo& u, State& s, const Address& token, const Address& strategy) {
    AQ_ASSERT(!s.strategies.deployed_strategies.contains(token));
    u.set(s.strategies.deployed_strategies, token, strategy);
}

void add_vault_for_token(Undo& u, State& s, const Address& token, const Address& vault) {
    push(u, s.strategies.duration_vaults_by_token, token, vault);
}

void blacklist(Undo& u, State& s, const Address& token) {
    u.set(s.strategies.is_blacklisted, token, true);
}

void set_whitelister(Undo& u, State& s, const Address& whitelister) {
    u.set(s.strategy_manager.strategy_whitelister, whitelister);
}

void set_whitelisted(Undo& u, State& s, const Address& strategy, bool whitelisted) {
    u.set(s.strategy_manager.is_whitelisted, strategy, whitelisted);
}

void spend_deposit_nonce(Undo& u, State& s, const Address& signer) {
    Table<Address, u256>& nonces = s.strategy_manager.nonces;
    u.set(nonces, signer, wrapping_add(nonces[signer], u256(1)));
}

void add_deposit_shares(Undo& u, State& s, const Address& staker, const Address& strategy,
                        Shares shares) {
    AQ_ASSERT(!shares.is_zero());
    StrategyManager& manager = s.strategy_manager;
    const Key<Address, Address> key(staker, strategy);
    const DepositShares previous = manager.deposit_shares[key];
    if (previous.is_zero()) insert(u, manager.staker_strategies, staker, strategy);
    u.set(manager.deposit_shares, key, previous + DepositShares(shares.raw));
}

void remove_deposit_shares(Undo& u, State& s, const Address& staker, const Address& strategy,
                           DepositShares shares) {
    AQ_ASSERT(!shares.is_zero());
    StrategyManager& manager = s.strategy_manager;
    const Key<Address, Address> key(staker, strategy);
    const DepositShares remaining = manager.deposit_shares[key] - shares;
    u.set(manager.deposit_shares, key, remaining);
    if (!remaining.is_zero()) return;
    const bool was_listed = remove(u, manager.staker_strategies, staker, strategy);
    AQ_ASSERT(was_listed);
}

void set_deposit_shares_in_doubt(Undo& u, State& s, const Address& staker, const Address& strategy,
                                 bool in_doubt) {
    u.set(s.strategy_manager.deposit_shares_in_doubt, Key<Address, Address>(staker, strategy),
          in_doubt);
}

void add_slashed_shares(Undo& u, State& s, const OperatorSet& set, const u256& slash_id,
                        const Address& strategy, Shares shares) {
    StrategyManager& manager = s.strategy_manager;
    const bool is_new = insert(u, manager.slashed_strategies, SlashKey(set, slash_id), strategy);
    AQ_ASSERT(is_new);
    u.set(manager.burn_or_redistributable, Key(set, slash_id, strategy), shares);
    insert(u, manager.pending_operator_sets, Only::kOne, set);
    insert(u, manager.pending_slash_ids, set, slash_id);
}

void remove_slashed_shares(Undo& u, State& s, const OperatorSet& set, const u256& slash_id,
                           const Address& strategy) {
    StrategyManager& manager = s.strategy_manager;
    remove(u, manager.slashed_strategies, SlashKey(set, slash_id), strategy);
    u.set(manager.burn_or_redistributable, Key(set, slash_id, strategy), Shares());
}

void settle_slash(Undo& u, State& s, const OperatorSet& set, const u256& slash_id) {
    StrategyManager& manager = s.strategy_manager;
    if (manager.slashed_strategies.size(SlashKey(set, slash_id)) > 0) return;
    remove(u, manager.pending_slash_ids, set, slash_id);
    if (manager.pending_slash_ids.size(set) > 0) return;
    remove(u, manager.pending_operator_sets, Only::kOne, set);
}

}  // namespace aq::eigenlayer::move
