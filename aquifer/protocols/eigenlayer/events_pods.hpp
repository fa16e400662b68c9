// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of the EigenPodManager and the pods.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::eigenlayer {

// EigenPodManager

struct BeaconChainSlashingFactorDecreased {
    static constexpr Abi abi{
        "BeaconChainSlashingFactorDecreased(address staker, uint64 "
        "prevBeaconChainSlashingFactor, uint64 newBeaconChainSlashingFactor)"};
    Address staker;
    Magnitude prev_beacon_chain_slashing_factor;
    Magnitude new_beacon_chain_slashing_factor;
};

struct BurnableETHSharesIncreased {
    static constexpr Abi abi{"BurnableETHSharesIncreased(uint256 shares)"};
    Shares shares;
};

struct NewTotalShares {
    static constexpr Abi abi{"NewTotalShares(address indexed podOwner, int256 newTotalShares)"};
    Address pod_owner;
    i256 new_total_shares;
};

struct PectraForkTimestampSet {
    static constexpr Abi abi{"PectraForkTimestampSet(uint64 newPectraForkTimestamp)"};
    std::uint64_t new_pectra_fork_timestamp = 0;
};

struct PodDeployed {
    static constexpr Abi abi{"PodDeployed(address indexed eigenPod, address indexed podOwner)"};
    Address eigen_pod;
    Address pod_owner;
};

struct PodSharesUpdated {
    static constexpr Abi abi{"PodSharesUpdated(address indexed podOwner, int256 sharesDelta)"};
    Address pod_owner;
    i256 shares_delta;
};

struct ProofTimestampSetterSet {
    static constexpr Abi abi{"ProofTimestampSetterSet(address newProofTimestampSetter)"};
    Address new_proof_timestamp_setter;
};

// EigenPod

struct CheckpointCreated {
    static constexpr Abi abi{
        "CheckpointCreated(uint64 indexed checkpointTimestamp, bytes32 indexed "
        "beaconBlockRoot, uint256 validatorCount)"};
    std::uint64_t checkpoint_timestamp = 0;
    Hash beacon_block_root;
    u256 validator_count;
};

struct CheckpointFinalized {
    static constexpr Abi abi{
        "CheckpointFinalized(uint64 indexed checkpointTimestamp, int256 totalShareDeltaWei)"};
    std::uint64_t checkpoint_timestamp = 0;
    i256 total_share_delta_wei;
};

struct ConsolidationRequested {
    static constexpr Abi abi{
        "ConsolidationRequested(bytes32 indexed sourcePubkeyHash, bytes32 indexed "
        "targetPubkeyHash)"};
    Hash source_pubkey_hash;
    Hash target_pubkey_hash;
};

struct EigenPodStaked {
    static constexpr Abi abi{"EigenPodStaked(bytes32 pubkeyHash)"};
    Hash pubkey_hash;
};

struct ExitRequested {
    static constexpr Abi abi{"ExitRequested(bytes32 indexed validatorPubkeyHash)"};
    Hash validator_pubkey_hash;
};

struct NonBeaconChainETHReceived {
    static constexpr Abi abi{"NonBeaconChainETHReceived(uint256 amountReceived)"};
    Wei amount_received;
};

struct ProofSubmitterUpdated {
    static constexpr Abi abi{
        "ProofSubmitterUpdated(address prevProofSubmitter, address newProofSubmitter)"};
    Address prev_proof_submitter;
    Address new_proof_submitter;
};

struct RestakedBeaconChainETHWithdrawn {
    static constexpr Abi abi{
        "RestakedBeaconChainETHWithdrawn(address indexed recipient, uint256 amount)"};
    Address recipient;
    Wei amount;
};

struct SwitchToCompoundingRequested {
    static constexpr Abi abi{"SwitchToCompoundingRequested(bytes32 indexed validatorPubkeyHash)"};
    Hash validator_pubkey_hash;
};

struct ValidatorBalanceUpdated {
    static constexpr Abi abi{
        "ValidatorBalanceUpdated(bytes32 pubkeyHash, uint64 balanceTimestamp, uint64 "
        "newValidatorBalanceGwei)"};
    Hash pubkey_hash;
    std::uint64_t balance_timestamp = 0;
    Gwei new_validator_balance_gwei;
};

struct ValidatorCheckpointed {
    static constexpr Abi abi{
        "ValidatorCheckpointed(uint64 indexed checkpointTimestamp, bytes32 indexed "
        "pubkeyHash)"};
    std::uint64_t checkpoint_timestamp = 0;
    Hash pubkey_hash;
};

struct ValidatorRestaked {
    static constexpr Abi abi{"ValidatorRestaked(bytes32 pubkeyHash)"};
    Hash pubkey_hash;
};

struct ValidatorWithdrawn {
    static constexpr Abi abi{
        "ValidatorWithdrawn(uint64 indexed checkpointTimestamp, bytes32 indexed pubkeyHash)"};
    std::uint64_t checkpoint_timestamp = 0;
    Hash pubkey_hash;
};

struct WithdrawalRequested {
    static constexpr Abi abi{
        "WithdrawalRequested(bytes32 indexed validatorPubkeyHash, uint64 "
        "withdrawalAmountGwei)"};
    Hash validator_pubkey_hash;
    Gwei withdrawal_amount_gwei;
};

}  // namespace aq::eigenlayer
