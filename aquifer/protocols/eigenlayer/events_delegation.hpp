// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of the DelegationManager and the AllocationManager.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::eigenlayer {

// DelegationManager

struct DelegationApproverUpdated {
    static constexpr Abi abi{
        "DelegationApproverUpdated(address indexed operator, address newDelegationApprover)"};
    Address operator_address;
    Address new_delegation_approver;
};

struct DepositScalingFactorUpdated {
    static constexpr Abi abi{
        "DepositScalingFactorUpdated(address staker, address strategy, uint256 "
        "newDepositScalingFactor)"};
    Address staker;
    Address strategy;
    Factor new_deposit_scaling_factor;
};

struct OperatorMetadataURIUpdated {
    static constexpr Abi abi{
        "OperatorMetadataURIUpdated(address indexed operator, string metadataURI)"};
    Address operator_address;
    std::string metadata_uri;
};

struct OperatorRegistered {
    static constexpr Abi abi{
        "OperatorRegistered(address indexed operator, address delegationApprover)"};
    Address operator_address;
    Address delegation_approver;
};

struct OperatorSharesDecreased {
    static constexpr Abi abi{
        "OperatorSharesDecreased(address indexed operator, address staker, address strategy, "
        "uint256 shares)"};
    Address operator_address;
    Address staker;
    Address strategy;
    Shares shares;
};

struct OperatorSharesIncreased {
    static constexpr Abi abi{
        "OperatorSharesIncreased(address indexed operator, address staker, address strategy, "
        "uint256 shares)"};
    Address operator_address;
    Address staker;
    Address strategy;
    Shares shares;
};

struct OperatorSharesSlashed {
    static constexpr Abi abi{
        "OperatorSharesSlashed(address indexed operator, address strategy, uint256 "
        "totalSlashedShares)"};
    Address operator_address;
    Address strategy;
    Shares total_slashed_shares;
};

struct SlashingWithdrawalCompleted {
    static constexpr Abi abi{"SlashingWithdrawalCompleted(bytes32 withdrawalRoot)"};
    Hash withdrawal_root;
};

struct SlashingWithdrawalQueued {
    static constexpr Abi abi{
        "SlashingWithdrawalQueued(bytes32 withdrawalRoot, (address staker, address "
        "delegatedTo, address withdrawer, uint256 nonce, uint32 startBlock, address[] "
        "strategies, uint256[] scaledShares) withdrawal, uint256[] sharesToWithdraw)"};
    Hash withdrawal_root;
    Withdrawal withdrawal;
    std::vector<Shares> shares_to_withdraw;
};

struct StakerDelegated {
    static constexpr Abi abi{"StakerDelegated(address indexed staker, address indexed operator)"};
    Address staker;
    Address operator_address;
};

struct StakerForceUndelegated {
    static constexpr Abi abi{
        "StakerForceUndelegated(address indexed staker, address indexed operator)"};
    Address staker;
    Address operator_address;
};

struct StakerUndelegated {
    static constexpr Abi abi{"StakerUndelegated(address indexed staker, address indexed operator)"};
    Address staker;
    Address operator_address;
};

// AllocationManager

struct AVSMetadataURIUpdated {
    static constexpr Abi abi{"AVSMetadataURIUpdated(address indexed avs, string metadataURI)"};
    Address avs;
    std::string metadata_uri;
};

struct AVSRegistrarSet {
    static constexpr Abi abi{"AVSRegistrarSet(address avs, address registrar)"};
    Address avs;
    Address registrar;
};

struct AllocationDelaySet {
    static constexpr Abi abi{
        "AllocationDelaySet(address operator, uint32 delay, uint32 effectBlock)"};
    Address operator_address;
    std::uint32_t delay = 0;
    std::uint32_t effect_block = 0;
};

struct AllocationUpdated {
    static constexpr Abi abi{
        "AllocationUpdated(address operator, (address avs, uint32 id) operatorSet, address "
        "strategy, uint64 magnitude, uint32 effectBlock)"};
    Address operator_address;
    OperatorSet operator_set;
    Address strategy;
    Magnitude magnitude;
    std::uint32_t effect_block = 0;
};

struct EncumberedMagnitudeUpdated {
    static constexpr Abi abi{
        "EncumberedMagnitudeUpdated(address operator, address strategy, uint64 "
        "encumberedMagnitude)"};
    Address operator_address;
    Address strategy;
    Magnitude encumbered_magnitude;
};

struct MaxMagnitudeUpdated {
    static constexpr Abi abi{
        "MaxMagnitudeUpdated(address operator, address strategy, uint64 maxMagnitude)"};
    Address operator_address;
    Address strategy;
    Magnitude max_magnitude;
};

struct OperatorAddedToOperatorSet {
    static constexpr Abi abi{
        "OperatorAddedToOperatorSet(address indexed operator, (address avs, uint32 id) "
        "operatorSet)"};
    Address operator_address;
    OperatorSet operator_set;
};

struct OperatorRemovedFromOperatorSet {
    static constexpr Abi abi{
        "OperatorRemovedFromOperatorSet(address indexed operator, (address avs, uint32 id) "
        "operatorSet)"};
    Address operator_address;
    OperatorSet operator_set;
};

struct OperatorSetCreated {
    static constexpr Abi abi{"OperatorSetCreated((address avs, uint32 id) operatorSet)"};
    OperatorSet operator_set;
};

struct OperatorSlashed {
    static constexpr Abi abi{
        "OperatorSlashed(address operator, (address avs, uint32 id) operatorSet, address[] "
        "strategies, uint256[] wadSlashed, string description)"};
    Address operator_address;
    OperatorSet operator_set;
    std::vector<Address> strategies;
    std::vector<u256> wad_slashed;
    std::string description;
};

struct RedistributionAddressSet {
    static constexpr Abi abi{
        "RedistributionAddressSet((address avs, uint32 id) operatorSet, address "
        "redistributionRecipient)"};
    OperatorSet operator_set;
    Address redistribution_recipient;
};

struct SlasherMigrated {
    static constexpr Abi abi{
        "SlasherMigrated((address avs, uint32 id) operatorSet, address slasher)"};
    OperatorSet operator_set;
    Address slasher;
};

struct SlasherUpdated {
    static constexpr Abi abi{
        "SlasherUpdated((address avs, uint32 id) operatorSet, address slasher, uint32 "
        "effectBlock)"};
    OperatorSet operator_set;
    Address slasher;
    std::uint32_t effect_block = 0;
};

struct StrategyAddedToOperatorSet {
    static constexpr Abi abi{
        "StrategyAddedToOperatorSet((address avs, uint32 id) operatorSet, address strategy)"};
    OperatorSet operator_set;
    Address strategy;
};

struct StrategyRemovedFromOperatorSet {
    static constexpr Abi abi{
        "StrategyRemovedFromOperatorSet((address avs, uint32 id) operatorSet, address "
        "strategy)"};
    OperatorSet operator_set;
    Address strategy;
};

}  // namespace aq::eigenlayer
