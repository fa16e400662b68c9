// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The StrategyFactory: strategies and duration vaults for any token.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::strategy_factory {

/// StrategyFactory.deployNewStrategy: one a token, by anyone.
Result<Address> deploy_new_strategy(Tx& tx, Ports& ports, const Call& call, Address token);
/// StrategyFactory.deployDurationVaultStrategy: any number a token, by anyone.
Result<Address> deploy_duration_vault_strategy(Tx& tx, Ports& ports, const Call& call,
                                               VaultConfig config);

// By the owner.

/// StrategyFactory.blacklistTokens: for good. Takes their strategies, not their vaults, off the
/// whitelist.
Result<void> blacklist_tokens(Tx& tx, Ports& ports, const Call& call, std::vector<Address> tokens);
/// StrategyFactory.whitelistStrategies.
Result<void> whitelist_strategies(Tx& tx, Ports& ports, const Call& call,
                                  std::vector<Address> strategies);
/// StrategyFactory.removeStrategiesFromWhitelist.
Result<void> remove_strategies_from_whitelist(Tx& tx, Ports& ports, const Call& call,
                                              std::vector<Address> strategies);

}  // namespace aq::eigenlayer::strategy_factory
