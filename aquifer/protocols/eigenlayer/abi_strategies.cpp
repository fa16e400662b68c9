// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi_strategies.hpp>

#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_factory.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/signatures.hpp>

namespace aq::eigenlayer {

namespace {

#define AQ_SET "(address avs, uint32 id)"

Face::Functions deposit_functions() {
    namespace sm = strategy_manager;
    return {
        bind<initialize_again<Address, Address, u256>>(
            "initialize(address initialOwner, address initialStrategyWhitelister, uint256 "
            "initialPausedStatus)"),
        bind<sm::deposit_into_strategy>(
            "depositIntoStrategy(address strategy, address token, uint256 amount) returns "
            "(uint256)"),
        bind<sm::deposit_into_strategy_with_signature>(
            "depositIntoStrategyWithSignature(address strategy, address token, uint256 amount, "
            "address staker, uint256 expiry, bytes signature) returns (uint256)"),
        bind<sm::remove_deposit_shares>(
            "removeDepositShares(address staker, address strategy, uint256 "
            "depositSharesToRemove) returns (uint256)"),
        bind<sm::add_shares>(
            "addShares(address staker, address strategy, uint256 shares) returns (uint256, "
            "uint256)"),
        bind<sm::withdraw_shares_as_tokens>(
            "withdrawSharesAsTokens(address staker, address strategy, address token, uint256 "
            "shares)"),
        bind<sm::increase_burn_or_redistributable_shares>(
            "increaseBurnOrRedistributableShares(" AQ_SET
            " operatorSet, uint256 slashId, address strategy, uint256 addedSharesToBurn)"),
        bind<sm::clear_burn_or_redistributable_shares>(
            "clearBurnOrRedistributableShares(" AQ_SET
            " operatorSet, uint256 slashId) returns (uint256[])"),
        bind<sm::clear_burn_or_redistributable_shares_by_strategy>(
            "clearBurnOrRedistributableSharesByStrategy(" AQ_SET
            " operatorSet, uint256 slashId, address strategy) returns (uint256)"),
        bind<sm::burn_shares>("burnShares(address strategy)"),
        bind<sm::set_strategy_whitelister>(
            "setStrategyWhitelister(address newStrategyWhitelister)"),
        bind<sm::add_strategies_to_deposit_whitelist>(
            "addStrategiesToDepositWhitelist(address[] strategiesToWhitelist)"),
        bind<sm::remove_strategies_from_deposit_whitelist>(
            "removeStrategiesFromDepositWhitelist(address[] strategiesToRemoveFromWhitelist)"),
    };
}

Face::Functions deposit_views() {
    namespace sm = strategy_manager;
    return {
        bind<sm::get_deposits>("getDeposits(address staker) view returns (address[], uint256[])"),
        bind<sm::staker_strategy_list>(
            "stakerStrategyList(address staker, uint256 index) view returns (address)"),
        bind<[](const View& v, Address staker) {
            return v.ports.self.strategy_manager.staker_strategies.all(staker);
        }>("getStakerStrategyList(address staker) view returns (address[])"),
        bind<[](const View& v, Address staker) {
            return u256(v.ports.self.strategy_manager.staker_strategies.size(staker));
        }>("stakerStrategyListLength(address staker) view returns (uint256)"),
        bind<[](const View& v, Address staker, Address strategy) {
            return sm::staker_deposit_shares(v.ports.self, staker, strategy);
        }>("stakerDepositShares(address user, address strategy) view returns (uint256)"),
        bind<[](const View& v, Address signer) {
            return v.ports.self.strategy_manager.nonces[signer];
        }>("nonces(address signer) view returns (uint256)"),
        bind<[](const View&) { return sm::kDepositTypehash; }>(
            "DEPOSIT_TYPEHASH() view returns (bytes32)"),
        bind<sm::calculate_strategy_deposit_digest_hash>(
            "calculateStrategyDepositDigestHash(address staker, address strategy, address token, "
            "uint256 amount, uint256 nonce, uint256 expiry) view returns (bytes32)"),
        bind<[](const View& v) { return domain_separator(v.ports.self, v.block(), v.self()); }>(
            "domainSeparator() view returns (bytes32)"),
    };
}

Face::Functions slash_views() {
    namespace sm = strategy_manager;
    return {
        bind<sm::get_burn_or_redistributable_shares>(
            "getBurnOrRedistributableShares(" AQ_SET
            " operatorSet, uint256 slashId) view returns (address[], uint256[])"),
        bind<[](const View& v, OperatorSet set, u256 slash_id, Address strategy) {
            return v.ports.self.strategy_manager
                .burn_or_redistributable[Key(set, slash_id, strategy)];
        }>("getBurnOrRedistributableShares(" AQ_SET
           " operatorSet, uint256 slashId, address strategy) view returns (uint256)"),
        bind<[](const View& v, OperatorSet set, u256 slash_id) {
            return u256(
                v.ports.self.strategy_manager.slashed_strategies.size(SlashKey(set, slash_id)));
        }>("getBurnOrRedistributableCount(" AQ_SET
           " operatorSet, uint256 slashId) view returns (uint256)"),
        bind<[](const View& v) {
            return v.ports.self.strategy_manager.pending_operator_sets.all(Only::kOne);
        }>("getPendingOperatorSets() view returns (" AQ_SET "[])"),
        bind<[](const View& v, OperatorSet set) {
            return v.ports.self.strategy_manager.pending_slash_ids.all(set);
        }>("getPendingSlashIds(" AQ_SET " operatorSet) view returns (uint256[])"),
        // No slash older than redistribution is in this state: its burnable shares are none.
        bind<[](const View&, Address) { return Shares(); }>(
            "getBurnableShares(address strategy) view returns (uint256)"),
        bind<[](const View&) { return std::tuple(std::vector<Address>(), std::vector<Shares>()); }>(
            "getStrategiesWithBurnableShares() view returns (address[], uint256[])"),
    };
}

Face::Functions manager_constants() {
    return {
        bind<[](const View& v, Address strategy) {
            return v.ports.self.strategy_manager.is_whitelisted[strategy];
        }>("strategyIsWhitelistedForDeposit(address strategy) view returns (bool)"),
        bind<[](const View& v) { return *v.ports.self.strategy_manager.strategy_whitelister; }>(
            "strategyWhitelister() view returns (address)"),
        bind<[](const View&) { return kBurnAddress; }>(
            "DEFAULT_BURN_ADDRESS() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.allocation_manager; }>(
            "allocationManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.delegation_manager; }>(
            "delegation() view returns (address)"),
        bind<[](const View& v) { return std::string(v.ports.self.parameters.version.data()); }>(
            "version() view returns (string)"),
    };
}

const Strategy& strategy_of(const View& v) {
    return v.ports.self.strategies.rows[v.self()];
}

Face::Functions factory_functions() {
    namespace factory = strategy_factory;
    return {
        bind<initialize_again<Address, u256>>(
            "initialize(address initialOwner, uint256 initialPausedStatus)"),
        bind<factory::deploy_new_strategy>("deployNewStrategy(address token) returns (address)"),
        bind<factory::deploy_duration_vault_strategy>(
            "deployDurationVaultStrategy((address underlyingToken, address vaultAdmin, address "
            "arbitrator, uint32 duration, uint256 maxPerDeposit, uint256 stakeCap, string "
            "metadataURI, (address avs, uint32 id) operatorSet, bytes "
            "operatorSetRegistrationData, address delegationApprover, string "
            "operatorMetadataURI) config) returns (address)"),
        bind<factory::blacklist_tokens>("blacklistTokens(address[] tokens)"),
        bind<factory::whitelist_strategies>("whitelistStrategies(address[] strategiesToWhitelist)"),
        bind<factory::remove_strategies_from_whitelist>(
            "removeStrategiesFromWhitelist(address[] strategiesToRemoveFromWhitelist)"),
        bind<[](const View& v, Address token) {
            return v.ports.self.strategies.deployed_strategies[token];
        }>("deployedStrategies(address token) view returns (address)"),
        bind<[](const View& v, Address token) {
            return v.ports.self.strategies.is_blacklisted[token];
        }>("isBlacklisted(address token) view returns (bool)"),
        bind<[](const View& v, Address token, u256 index) -> Result<Address> {
            const auto& vaults = v.ports.self.strategies.duration_vaults_by_token;
            AQ_REQUIRE(index < u256(vaults.size(token)));
            return vaults.at(token, static_cast<std::uint32_t>(index.truncate_u64()));
        }>("durationVaultsByToken(address token, uint256 index) view returns (address)"),
        bind<[](const View& v, Address token) {
            return v.ports.self.strategies.duration_vaults_by_token.all(token);
        }>("getDurationVaults(address token) view returns (address[])"),
        bind<[](const View& v) { return v.ports.self.at.strategy_beacon; }>(
            "strategyBeacon() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.duration_vault_beacon; }>(
            "durationVaultBeacon() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.strategy_manager; }>(
            "strategyManager() view returns (address)"),
    };
}

}  // namespace

Face::Functions strategy_functions() {
    namespace st = strategy;
    return {
        bind<initialize_again<Address>>("initialize(address underlyingToken)"),
        bind<st::deposit>("deposit(address token, uint256 amount) returns (uint256)"),
        bind<st::withdraw>(
            "withdraw(address recipient, address token, uint256 amountShares) returns (uint256)"),
        bind<st::before_add_shares>("beforeAddShares(address staker, uint256 shares)"),
        bind<st::before_remove_shares>("beforeRemoveShares(address staker, uint256 shares)"),
        bind<[](const View& v, Address user) {
            return strategy_manager::staker_deposit_shares(v.ports.self, user, v.self());
        }>("shares(address user) view returns (uint256)"),
        bind<[](const View& v, Shares shares) {
            return st::shares_to_underlying_down(v.tx, v.ports, v.self(), shares);
        }>("sharesToUnderlying(uint256 amountShares) view returns (uint256)"),
        bind<[](const View& v, Shares shares) {
            return st::shares_to_underlying_down(v.tx, v.ports, v.self(), shares);
        }>("sharesToUnderlyingView(uint256 amountShares) view returns (uint256)"),
        bind<[](const View& v, Amount amount) {
            return st::underlying_to_shares_down(v.tx, v.ports, v.self(), amount);
        }>("underlyingToShares(uint256 amountUnderlying) view returns (uint256)"),
        bind<[](const View& v, Amount amount) {
            return st::underlying_to_shares_down(v.tx, v.ports, v.self(), amount);
        }>("underlyingToSharesView(uint256 amountUnderlying) view returns (uint256)"),
        bind<[](const View& v, Address user) {
            return st::user_underlying_down(v.tx, v.ports, v.self(), user);
        }>("userUnderlying(address user) view returns (uint256)"),
        bind<[](const View& v, Address user) {
            return st::user_underlying_down(v.tx, v.ports, v.self(), user);
        }>("userUnderlyingView(address user) view returns (uint256)"),
        bind<[](const View& v) { return strategy_of(v).total_shares; }>(
            "totalShares() view returns (uint256)"),
        bind<[](const View& v) { return strategy_of(v).underlying_token; }>(
            "underlyingToken() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.strategy_manager; }>(
            "strategyManager() view returns (address)"),
    };
}

Face::Functions limit_views() {
    return {
        bind<[](const View& v) { return strategy_of(v).max_per_deposit; }>(
            "maxPerDeposit() view returns (uint256)"),
        bind<[](const View& v) { return strategy_of(v).max_total_deposits; }>(
            "maxTotalDeposits() view returns (uint256)"),
        bind<[](const View& v) {
            return std::tuple(strategy_of(v).max_per_deposit, strategy_of(v).max_total_deposits);
        }>("getTVLLimits() view returns (uint256, uint256)"),
    };
}

const Face& strategy_manager_face() {
    static const Face kFace("StrategyManager",
                            {deposit_functions(), deposit_views(), slash_views(),
                             manager_constants(), pausable_functions(), ownable_functions()});
    return kFace;
}

const Face& strategy_base_face() {
    static const Face kFace(
        "StrategyBase",
        {strategy_functions(),
         {bind<[](const View&) {
             return std::string(
                 "Base Strategy implementation to inherit from for more complex implementations");
         }>("explanation() view returns (string)")},
         pausable_functions()});
    return kFace;
}

const Face& strategy_capped_face() {
    static const Face kFace(
        "StrategyBaseTVLLimits",
        {strategy_functions(),
         limit_views(),
         {bind<initialize_again<u256, u256, Address>>("initialize(uint256 maxPerDeposit, uint256 "
                                                      "maxTotalDeposits, address underlyingToken)"),
          bind<strategy::set_tvl_limits>(
              "setTVLLimits(uint256 newMaxPerDeposit, uint256 newMaxTotalDeposits)"),
          bind<[](const View&) {
              return std::string(
                  "Base Strategy implementation to inherit from for more complex "
                  "implementations");
          }>("explanation() view returns (string)")},
         pausable_functions()});
    return kFace;
}

const Face& strategy_factory_face() {
    static const Face kFace("StrategyFactory",
                            {factory_functions(), pausable_functions(), ownable_functions()});
    return kFace;
}

}  // namespace aq::eigenlayer
