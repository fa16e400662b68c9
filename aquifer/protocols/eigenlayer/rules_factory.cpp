// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_factory.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_access.hpp>
#include <aquifer/protocols/eigenlayer/events_strategy.hpp>
#include <aquifer/protocols/eigenlayer/moves_strategy.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/rules_vault.hpp>

namespace aq::eigenlayer::strategy_factory {

namespace {

constexpr unsigned kPausedNewStrategies = 0;

/// OpenZeppelin 4.9's BeaconProxy, as the factory creates it: the proxy's address, after
/// `initialize` has run in it. The code stands there only once the constructor is done.
template <class Initialize>
Result<Address> create_proxy(Tx& tx, Ports& ports, const Call& call, const Address& beacon,
                             Code code, Initialize initialize) {
    State& s = ports.self;
    const Address proxy = next_address(s);
    AQ_REQUIRE(!ports.accounts.has_code(proxy));
    // A deployment without vaults names no beacon for them: ERC1967Upgrade._setBeacon.
    AQ_REQUIRE(beacon != kZeroAddress, "ERC1967: new beacon is not a contract");
    move::count_creation(tx.undo, s);
    tx.log(proxy, BeaconUpgraded{beacon});
    const Call message{.sender = call.to, .to = proxy, .value = Wei(), .selector = Selector()};
    Result<void> initialized = initialize(message);
    if (!initialized.has_value()) {
        const bool has_data = !initialized.error().encode().empty();
        // A revert without data gets Address.functionDelegateCall's words.
        AQ_REQUIRE(has_data, "Address: low-level delegate call failed");
        return std::unexpected(std::move(initialized).error());
    }
    tx.log(proxy, Initialized{1});
    aq::move::deploy(tx.undo, ports.accounts, proxy, code);
    return proxy;
}

Call to_strategy_manager(const State& s, const Call& call) {
    return {.sender = call.to, .to = s.at.strategy_manager, .value = Wei(), .selector = Selector()};
}

}  // namespace

Result<Address> deploy_new_strategy(Tx& tx, Ports& ports, const Call& call, Address token) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, call.to, kPausedNewStrategies));
    AQ_REQUIRE(!s.strategies.is_blacklisted[token], error::BlacklistedToken);
    AQ_REQUIRE(!s.strategies.deployed_strategies.contains(token), error::StrategyAlreadyExists);

    const Address strategy = AQ_TRY(create_proxy(
        tx, ports, call, s.at.strategy_beacon, s.at.strategy_code, [&](const Call& message) {
            return strategy::initialize_base(tx, ports, message, StrategyKind::kBase, token);
        }));
    move::set_strategy_for_token(tx.undo, s, token, strategy);
    tx.log(call.to, StrategySetForToken{token, strategy});
    AQ_TRY(strategy_manager::add_strategies_to_deposit_whitelist(
        tx, ports, to_strategy_manager(s, call), {strategy}));
    return strategy;
}

Result<Address> deploy_duration_vault_strategy(Tx& tx, Ports& ports, const Call& call,
                                               VaultConfig config) {
    State& s = ports.self;
    const Address token = config.underlyingToken;
    AQ_TRY(only_when_not_paused(s, call.to, kPausedNewStrategies));
    AQ_REQUIRE(!s.strategies.is_blacklisted[token], error::BlacklistedToken);

    const Address vault = AQ_TRY(create_proxy(
        tx, ports, call, s.at.duration_vault_beacon, s.at.vault_code, [&](const Call& message) {
            return duration_vault::initialize(tx, ports, message, config);
        }));
    move::add_vault_for_token(tx.undo, s, token, vault);
    AQ_TRY(strategy_manager::add_strategies_to_deposit_whitelist(
        tx, ports, to_strategy_manager(s, call), {vault}));
    tx.log(call.to, DurationVaultDeployed{.vault = vault,
                                          .underlying_token = token,
                                          .vault_admin = config.vaultAdmin,
                                          .duration = config.duration,
                                          .max_per_deposit = config.maxPerDeposit,
                                          .stake_cap = config.stakeCap,
                                          .metadata_uri = config.metadataURI,
                                          .operator_set_avs = config.operatorSet.avs,
                                          .operator_set_id = config.operatorSet.id});
    return vault;
}

Result<void> blacklist_tokens(Tx& tx, Ports& ports, const Call& call, std::vector<Address> tokens) {
    State& s = ports.self;
    AQ_TRY(only_owner(s, call));
    std::vector<Address> deployed;
    for (const Address& token : tokens) {
        AQ_REQUIRE(!s.strategies.is_blacklisted[token], error::AlreadyBlacklisted);
        move::blacklist(tx.undo, s, token);
        tx.log(call.to, TokenBlacklisted{token});
        const Address strategy = s.strategies.deployed_strategies[token];
        if (strategy != kZeroAddress) deployed.push_back(strategy);
    }
    if (deployed.empty()) return {};
    return strategy_manager::remove_strategies_from_deposit_whitelist(
        tx, ports, to_strategy_manager(s, call), std::move(deployed));
}

Result<void> whitelist_strategies(Tx& tx, Ports& ports, const Call& call,
                                  std::vector<Address> strategies) {
    AQ_TRY(only_owner(ports.self, call));
    return strategy_manager::add_strategies_to_deposit_whitelist(
        tx, ports, to_strategy_manager(ports.self, call), std::move(strategies));
}

Result<void> remove_strategies_from_whitelist(Tx& tx, Ports& ports, const Call& call,
                                              std::vector<Address> strategies) {
    AQ_TRY(only_owner(ports.self, call));
    return strategy_manager::remove_strategies_from_deposit_whitelist(
        tx, ports, to_strategy_manager(ports.self, call), std::move(strategies));
}

}  // namespace aq::eigenlayer::strategy_factory
