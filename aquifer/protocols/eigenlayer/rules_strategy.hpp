// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Strategies: what they do for the StrategyManager, and their limits. The StrategyManager, the
/// StrategyFactory and the duration vault have headers of their own.

#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::strategy {

// External functions of a strategy; `call.to` is the strategy, `call.sender` must be the
// StrategyManager (`OnlyStrategyManager`). An address that is no strategy reverts without data.

/// StrategyBase.deposit: shares for tokens that have arrived already.
Result<Shares> deposit(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount);
/// StrategyBase.withdraw: pays tokens for shares.
Result<Amount> withdraw(Tx& tx, Ports& ports, const Call& call, Address recipient, Address token,
                        Shares shares);
/// StrategyBase.beforeAddShares, and what a duration vault makes of it.
Result<void> before_add_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                               Shares shares);
/// StrategyBase.beforeRemoveShares, and what a duration vault makes of it.
Result<void> before_remove_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                  DepositShares shares);

/// StrategyBaseTVLLimits.setTVLLimits. `OnlyUnpauser`.
Result<void> set_tvl_limits(Tx& tx, Ports& ports, const Call& call, Amount max_per_deposit,
                            Amount max_total_deposits);

// Inside a strategy.

/// StrategyBase._initializeStrategyBase: `call.to` becomes a strategy of the token, made by
/// `call.sender`. Asks the token for its decimals.
Result<void> initialize_base(Tx& tx, Ports& ports, const Call& call, StrategyKind kind,
                             Address token);
/// StrategyBaseTVLLimits._setTVLLimits, which the duration vault has too.
Result<void> change_tvl_limits(Tx& tx, Ports& ports, const Address& strategy,
                               Amount max_per_deposit, Amount max_total_deposits);

}  // namespace aq::eigenlayer::strategy
