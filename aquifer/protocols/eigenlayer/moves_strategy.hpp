// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What strategies, duration vaults, the StrategyFactory and the StrategyManager write.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::move {

// Strategies

/// Keeps: a strategy's kind and token never change.
void create_strategy(Undo& u, State& s, const Address& strategy, StrategyKind kind,
                     const Address& token);
/// Keeps: the limit of one deposit is at most that of all.
void set_limits(Undo& u, State& s, const Address& strategy, Amount max_per_deposit,
                Amount max_total_deposits);
/// Keeps: total shares are what stakers hold, what is queued, and what is slashed and not yet
/// cleared. The caller adds the shares to one of these.
void issue_shares(Undo& u, State& s, const Address& strategy, Shares shares);
/// Keeps: the same, the other way.
void redeem_shares(Undo& u, State& s, const Address& strategy, Shares shares);

// Duration vaults

/// Keeps: a vault's roles, duration and operator set never change.
void create_vault(Undo& u, State& s, const Address& vault, const Vault& row,
                  std::string_view metadata_uri);
void set_metadata_uri(Undo& u, State& s, const Address& vault, std::string_view metadata_uri);
/// Keeps: a vault's state only moves forward.
void lock_vault(Undo& u, State& s, const Address& vault, std::uint32_t locked_at,
                std::uint32_t unlock_at);
void mature_vault(Undo& u, State& s, const Address& vault, std::uint32_t matured_at);

// The StrategyFactory

/// Keeps: every creation has a nonce of its own.
void count_creation(Undo& u, State& s);
/// Keeps: one strategy a token.
void set_strategy_for_token(Undo& u, State& s, const Address& token, const Address& strategy);
void add_vault_for_token(Undo& u, State& s, const Address& token, const Address& vault);
/// Keeps: what is blacklisted stays so.
void blacklist(Undo& u, State& s, const Address& token);

// The StrategyManager

void set_whitelister(Undo& u, State& s, const Address& whitelister);
void set_whitelisted(Undo& u, State& s, const Address& strategy, bool whitelisted);
/// Keeps: a signature serves once.
void spend_deposit_nonce(Undo& u, State& s, const Address& signer);
/// Keeps: a staker's list has exactly the strategies of which it holds shares.
void add_deposit_shares(Undo& u, State& s, const Address& staker, const Address& strategy,
                        Shares shares);
/// Keeps: the same.
void remove_deposit_shares(Undo& u, State& s, const Address& staker, const Address& strategy,
                           DepositShares shares);
/// Whether logs leave open how many shares a staker holds. Keeps: only a fold says so.
void set_deposit_shares_in_doubt(Undo& u, State& s, const Address& staker, const Address& strategy,
                                 bool in_doubt);
/// Keeps: an operator set is pending while one of its slashes is, and a slash while one of its
/// strategies is.
void add_slashed_shares(Undo& u, State& s, const OperatorSet& set, const u256& slash_id,
                        const Address& strategy, Shares shares);
/// Takes out one strategy of a slash. Keeps: nothing until `settle_slash`.
void remove_slashed_shares(Undo& u, State& s, const OperatorSet& set, const u256& slash_id,
                           const Address& strategy);
/// Keeps: the same as `add_slashed_shares`, after a removal.
void settle_slash(Undo& u, State& s, const OperatorSet& set, const u256& slash_id);

}  // namespace aq::eigenlayer::move
