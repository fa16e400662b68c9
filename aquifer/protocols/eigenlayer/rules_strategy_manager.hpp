// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The StrategyManager.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::strategy_manager {

/// StrategyManager.depositIntoStrategy: tokens and shares are the sender's.
Result<Shares> deposit_into_strategy(Tx& tx, Ports& ports, const Call& call, Address strategy,
                                     Address token, Amount amount);
/// StrategyManager.depositIntoStrategyWithSignature: the sender's tokens, the signer's shares.
Result<Shares> deposit_into_strategy_with_signature(Tx& tx, Ports& ports, const Call& call,
                                                    Address strategy, Address token, Amount amount,
                                                    Address staker, u256 expiry, Bytes signature);

// The share manager that the DelegationManager uses for token strategies
// (`OnlyDelegationManager` for any other sender).

/// StrategyManager.removeDepositShares. Returns what remains.
Result<DepositShares> remove_deposit_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                            Address strategy, DepositShares shares);
/// StrategyManager.addShares. Returns what the staker had before and what was added.
Result<std::tuple<DepositShares, Shares>> add_shares(Tx& tx, Ports& ports, const Call& call,
                                                     Address staker, Address strategy,
                                                     Shares shares);
/// StrategyManager.withdrawSharesAsTokens.
Result<void> withdraw_shares_as_tokens(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       Address strategy, Address token, Shares shares);
/// StrategyManager.increaseBurnOrRedistributableShares.
Result<void> increase_burn_or_redistributable_shares(Tx& tx, Ports& ports, const Call& call,
                                                     OperatorSet set, u256 slash_id,
                                                     Address strategy, Shares shares);

// Clearing what was slashed: anyone may.

/// StrategyManager.clearBurnOrRedistributableShares(OperatorSet,uint256). Tokens paid, a strategy
/// each.
Result<std::vector<Amount>> clear_burn_or_redistributable_shares(Tx& tx, Ports& ports,
                                                                 const Call& call, OperatorSet set,
                                                                 u256 slash_id);
/// StrategyManager.clearBurnOrRedistributableSharesByStrategy. Tokens paid.
Result<Amount> clear_burn_or_redistributable_shares_by_strategy(Tx& tx, Ports& ports,
                                                                const Call& call, OperatorSet set,
                                                                u256 slash_id, Address strategy);
/// StrategyManager.burnShares, on a chain where no slash is older than v1.5.0: nothing to burn, and
/// still an event.
Result<void> burn_shares(Tx& tx, Ports& ports, const Call& call, Address strategy);

// Which strategies take deposits.

/// StrategyManager.setStrategyWhitelister, by the owner.
Result<void> set_strategy_whitelister(Tx& tx, Ports& ports, const Call& call, Address whitelister);
/// StrategyManager.addStrategiesToDepositWhitelist. `OnlyStrategyWhitelister`.
Result<void> add_strategies_to_deposit_whitelist(Tx& tx, Ports& ports, const Call& call,
                                                 std::vector<Address> strategies);
/// StrategyManager.removeStrategiesFromDepositWhitelist. `OnlyStrategyWhitelister`.
Result<void> remove_strategies_from_deposit_whitelist(Tx& tx, Ports& ports, const Call& call,
                                                      std::vector<Address> strategies);

}  // namespace aq::eigenlayer::strategy_manager
