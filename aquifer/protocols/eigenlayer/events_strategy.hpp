// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of strategies, the duration vault, the StrategyFactory and the StrategyManager.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::eigenlayer {

// StrategyManager

struct BurnOrRedistributableSharesDecreased {
    static constexpr Abi abi{
        "BurnOrRedistributableSharesDecreased((address avs, uint32 id) operatorSet, uint256 "
        "slashId, address strategy, uint256 shares)"};
    OperatorSet operator_set;
    u256 slash_id;
    Address strategy;
    Shares shares;
};

struct BurnOrRedistributableSharesIncreased {
    static constexpr Abi abi{
        "BurnOrRedistributableSharesIncreased((address avs, uint32 id) operatorSet, uint256 "
        "slashId, address strategy, uint256 shares)"};
    OperatorSet operator_set;
    u256 slash_id;
    Address strategy;
    Shares shares;
};

struct BurnableSharesDecreased {
    static constexpr Abi abi{"BurnableSharesDecreased(address strategy, uint256 shares)"};
    Address strategy;
    Shares shares;
};

struct Deposit {
    static constexpr Abi abi{"Deposit(address staker, address strategy, uint256 shares)"};
    Address staker;
    Address strategy;
    Shares shares;
};

struct StrategyAddedToDepositWhitelist {
    static constexpr Abi abi{"StrategyAddedToDepositWhitelist(address strategy)"};
    Address strategy;
};

struct StrategyRemovedFromDepositWhitelist {
    static constexpr Abi abi{"StrategyRemovedFromDepositWhitelist(address strategy)"};
    Address strategy;
};

struct StrategyWhitelisterChanged {
    static constexpr Abi abi{
        "StrategyWhitelisterChanged(address previousAddress, address newAddress)"};
    Address previous_address;
    Address new_address;
};

// StrategyBase

struct ExchangeRateEmitted {
    static constexpr Abi abi{"ExchangeRateEmitted(uint256 rate)"};
    u256 rate;
};

struct StrategyTokenSet {
    static constexpr Abi abi{"StrategyTokenSet(address token, uint8 decimals)"};
    Address token;
    std::uint8_t decimals = 0;
};

// StrategyBaseTVLLimits

struct MaxPerDepositUpdated {
    static constexpr Abi abi{"MaxPerDepositUpdated(uint256 previousValue, uint256 newValue)"};
    Amount previous_value;
    Amount new_value;
};

struct MaxTotalDepositsUpdated {
    static constexpr Abi abi{"MaxTotalDepositsUpdated(uint256 previousValue, uint256 newValue)"};
    Amount previous_value;
    Amount new_value;
};

// DurationVaultStrategy

struct DeallocateAttempted {
    static constexpr Abi abi{"DeallocateAttempted(bool success)"};
    bool success = false;
};

struct DeregisterAttempted {
    static constexpr Abi abi{"DeregisterAttempted(bool success)"};
    bool success = false;
};

struct MetadataURIUpdated {
    static constexpr Abi abi{"MetadataURIUpdated(string newMetadataURI)"};
    std::string new_metadata_uri;
};

struct VaultAdvancedToWithdrawals {
    static constexpr Abi abi{
        "VaultAdvancedToWithdrawals(address indexed arbitrator, uint32 maturedAt)"};
    Address arbitrator;
    std::uint32_t matured_at = 0;
};

struct VaultInitialized {
    static constexpr Abi abi{
        "VaultInitialized(address indexed vaultAdmin, address indexed arbitrator, address "
        "indexed underlyingToken, uint32 duration, uint256 maxPerDeposit, uint256 stakeCap, "
        "string metadataURI)"};
    Address vault_admin;
    Address arbitrator;
    Address underlying_token;
    std::uint32_t duration = 0;
    Amount max_per_deposit;
    Amount stake_cap;
    std::string metadata_uri;
};

struct VaultLocked {
    static constexpr Abi abi{"VaultLocked(uint32 lockedAt, uint32 unlockAt)"};
    std::uint32_t locked_at = 0;
    std::uint32_t unlock_at = 0;
};

struct VaultMatured {
    static constexpr Abi abi{"VaultMatured(uint32 maturedAt)"};
    std::uint32_t matured_at = 0;
};

// StrategyFactory

/// Of the proxy that the factory creates for a strategy or vault (ERC-1967).
struct BeaconUpgraded {
    static constexpr Abi abi{"BeaconUpgraded(address indexed beacon)"};
    Address beacon;
};

struct DurationVaultDeployed {
    static constexpr Abi abi{
        "DurationVaultDeployed(address indexed vault, address indexed underlyingToken, "
        "address indexed vaultAdmin, uint32 duration, uint256 maxPerDeposit, uint256 "
        "stakeCap, string metadataURI, address operatorSetAVS, uint32 operatorSetId)"};
    Address vault;
    Address underlying_token;
    Address vault_admin;
    std::uint32_t duration = 0;
    Amount max_per_deposit;
    Amount stake_cap;
    std::string metadata_uri;
    Address operator_set_avs;
    std::uint32_t operator_set_id = 0;
};

struct StrategySetForToken {
    static constexpr Abi abi{"StrategySetForToken(address token, address strategy)"};
    Address token;
    Address strategy;
};

struct TokenBlacklisted {
    static constexpr Abi abi{"TokenBlacklisted(address token)"};
    Address token;
};

}  // namespace aq::eigenlayer
