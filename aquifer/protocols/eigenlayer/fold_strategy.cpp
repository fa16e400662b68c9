// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/fold_internal.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>

namespace aq::eigenlayer::detail {

namespace {

/// The newest event of a kind from an emitter before this log in the same transaction.
template <class E>
std::optional<E> earlier(const Folding& f, const Address& emitter) {
    for (std::size_t i = f.at; i-- > 0;) {
        if (f.logs[i].emitter != emitter) continue;
        if (auto event = read_event<E>(f.logs[i])) return event;
    }
    return std::nullopt;
}

/// The limits a new capped strategy or vault announced before its token.
void take_limits(const Folding& f, const Address& strategy) {
    const auto per_deposit = earlier<MaxPerDepositUpdated>(f, strategy);
    const auto total = earlier<MaxTotalDepositsUpdated>(f, strategy);
    if (!per_deposit.has_value() || !total.has_value()) return;
    if (per_deposit->new_value > total->new_value) return;
    move::set_limits(f.undo, f.state(), strategy, per_deposit->new_value, total->new_value);
}

void create(const Folding& f, const Address& strategy, StrategyKind kind, const Address& token,
            Code code) {
    if (f.state().strategies.rows.contains(strategy)) return;
    if (!f.ports.accounts.has_code(strategy)) {
        aq::move::deploy(f.undo, f.ports.accounts, strategy, code);
    }
    move::create_strategy(f.undo, f.state(), strategy, kind, token);
    take_limits(f, strategy);
}

/// A strategy deployed by hand; one the factory made is created by the factory's log.
void fold_token(const Folding& f, const StrategyTokenSet& e) {
    const Address strategy = f.log().emitter;
    const bool capped = earlier<MaxPerDepositUpdated>(f, strategy).has_value();
    create(f, strategy, capped ? StrategyKind::kCapped : StrategyKind::kBase, e.token,
           f.state().at.strategy_code);
}

bool fold_limit(const Folding& f, const MaxTotalDepositsUpdated& e) {
    const Address strategy = f.log().emitter;
    // Of a new strategy: taken when its token is known.
    if (!f.state().strategies.rows.contains(strategy)) return true;
    const auto per_deposit = earlier<MaxPerDepositUpdated>(f, strategy);
    if (!per_deposit.has_value() || per_deposit->new_value > e.new_value) return false;
    move::set_limits(f.undo, f.state(), strategy, per_deposit->new_value, e.new_value);
    return true;
}

bool fold_factory_strategy(const Folding& f, const StrategySetForToken& e) {
    State& s = f.state();
    if (s.strategies.deployed_strategies.contains(e.token)) return false;
    create(f, e.strategy, StrategyKind::kBase, e.token, s.at.strategy_code);
    move::count_creation(f.undo, s);
    move::set_strategy_for_token(f.undo, s, e.token, e.strategy);
    return true;
}

bool fold_factory_vault(const Folding& f, const DurationVaultDeployed& e) {
    State& s = f.state();
    if (s.strategies.vaults.contains(e.vault)) return false;
    create(f, e.vault, StrategyKind::kDurationVault, e.underlying_token, s.at.vault_code);
    const auto initialized = earlier<VaultInitialized>(f, e.vault);
    Vault row;
    row.state = VaultState::kDeposits;
    row.vault_admin = e.vault_admin;
    if (initialized.has_value()) row.arbitrator = initialized->arbitrator;
    row.duration = e.duration;
    row.operator_set = {e.operator_set_avs, e.operator_set_id};
    move::create_vault(f.undo, s, e.vault, row, e.metadata_uri);
    move::count_creation(f.undo, s);
    move::add_vault_for_token(f.undo, s, e.underlying_token, e.vault);
    return true;
}

/// A deposit of tokens has the strategy's rate right before it; shares that come back from the
/// queue have not, and were issued already.
bool fold_deposit(const Folding& f, const Deposit& e) {
    State& s = f.state();
    const StrategyKey key(e.staker, e.strategy);
    if (e.shares.is_zero()) return false;
    if (!can_add(s.strategy_manager.deposit_shares[key], DepositShares(e.shares.raw))) return false;
    const bool issued = f.at > 0 && f.logs[f.at - 1].emitter == e.strategy &&
                        read_event<ExchangeRateEmitted>(f.logs[f.at - 1]).has_value();
    if (issued && !can_add(s.strategies.rows[e.strategy].total_shares, e.shares)) return false;
    move::add_deposit_shares(f.undo, s, e.staker, e.strategy, e.shares);
    if (issued) move::issue_shares(f.undo, s, e.strategy, e.shares);
    return true;
}

bool fold_cleared(const Folding& f, const BurnOrRedistributableSharesDecreased& e) {
    State& s = f.state();
    if (s.strategies.rows[e.strategy].total_shares < e.shares) return false;
    move::redeem_shares(f.undo, s, e.strategy, e.shares);
    move::remove_slashed_shares(f.undo, s, e.operator_set, e.slash_id, e.strategy);
    move::settle_slash(f.undo, s, e.operator_set, e.slash_id);
    return true;
}

VaultState vault_state(const Folding& f) {
    return f.state().strategies.vaults[f.log().emitter].state;
}

FoldEntries vault_folds() {
    return {
        folds<VaultLocked,
              [](const Folding& f, const VaultLocked& e) {
                  if (vault_state(f) != VaultState::kDeposits) return false;
                  move::lock_vault(f.undo, f.state(), f.log().emitter, e.locked_at, e.unlock_at);
                  return true;
              }>(),
        folds<VaultMatured,
              [](const Folding& f, const VaultMatured& e) {
                  if (vault_state(f) != VaultState::kAllocations) return false;
                  move::mature_vault(f.undo, f.state(), f.log().emitter, e.matured_at);
                  return true;
              }>(),
        folds<MetadataURIUpdated,
              [](const Folding& f, const MetadataURIUpdated& e) {
                  move::set_metadata_uri(f.undo, f.state(), f.log().emitter, e.new_metadata_uri);
              }>(),
    };
}

FoldEntries strategy_manager_folds() {
    using Slashed = BurnOrRedistributableSharesIncreased;
    using Listed = StrategyAddedToDepositWhitelist;
    using Unlisted = StrategyRemovedFromDepositWhitelist;
    return {
        folds<Deposit, fold_deposit>(),
        folds<Slashed,
              [](const Folding& f, const Slashed& e) {
                  State& s = f.state();
                  const SlashKey slash(e.operator_set, e.slash_id);
                  if (s.strategy_manager.slashed_strategies.contains(slash, e.strategy)) {
                      return false;
                  }
                  move::add_slashed_shares(f.undo, s, e.operator_set, e.slash_id, e.strategy,
                                           e.shares);
                  return true;
              }>(),
        folds<BurnOrRedistributableSharesDecreased, fold_cleared>(),
        folds<Listed,
              [](const Folding& f, const Listed& e) {
                  move::set_whitelisted(f.undo, f.state(), e.strategy, true);
              }>(),
        folds<Unlisted,
              [](const Folding& f, const Unlisted& e) {
                  move::set_whitelisted(f.undo, f.state(), e.strategy, false);
              }>(),
        folds<StrategyWhitelisterChanged,
              [](const Folding& f, const StrategyWhitelisterChanged& e) {
                  move::set_whitelister(f.undo, f.state(), e.new_address);
              }>(),
    };
}

}  // namespace

FoldEntries strategy_folds() {
    FoldEntries all{
        folds<StrategyTokenSet, fold_token>(),
        folds<MaxTotalDepositsUpdated, fold_limit>(),
        folds<StrategySetForToken, fold_factory_strategy>(),
        folds<DurationVaultDeployed, fold_factory_vault>(),
        folds<TokenBlacklisted,
              [](const Folding& f, const TokenBlacklisted& e) {
                  move::blacklist(f.undo, f.state(), e.token);
              }>(),
    };
    for (const FoldEntries& part : {vault_folds(), strategy_manager_folds()}) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace aq::eigenlayer::detail
