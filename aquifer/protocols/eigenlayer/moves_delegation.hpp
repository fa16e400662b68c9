// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The DelegationManager's writes.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::move {

/// Keeps: nothing by itself; the rules never point an operator away from itself. Zero undelegates.
void set_delegated_to(Undo& u, Delegation& d, const Address& staker, const Address& operator_at);

/// Keeps: nothing; zero means that anyone may delegate.
void set_delegation_approver(Undo& u, Delegation& d, const Address& operator_at,
                             const Address& approver);

/// Keeps: a spent salt stays spent.
void spend_salt(Undo& u, Delegation& d, const Address& approver, const Hash& salt);

/// Keeps: 1 is stored as unset, because no reader and no log can tell the two apart.
void set_scaling_factor(Undo& u, Delegation& d, const StrategyKey& of, const Factor& scaling);

/// Keeps: nothing; the rule has done the checked sum.
void set_operator_shares(Undo& u, Delegation& d, const StrategyKey& of, const Shares& total);

/// Keeps: the history grows in block and, short of 224 bits, in value.
void set_cumulative_scaled(Undo& u, Delegation& d, const StrategyKey& of, std::uint32_t block,
                           const ScaledShares& total);

/// Keeps: a root in the staker's set has its row and its strategies, and the staker's count of
/// withdrawals is above every nonce used.
void queue_withdrawal(Undo& u, Delegation& d, const Hash& root, const Withdrawal& withdrawal);

/// Keeps: as above; row, strategies and membership go together.
void drop_withdrawal(Undo& u, Delegation& d, const Hash& root);

}  // namespace aq::eigenlayer::move
