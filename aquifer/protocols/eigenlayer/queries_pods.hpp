// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the EigenPodManager and the pods answer, and what they ask of the chain beneath them.

#include <aquifer/protocols/eigenlayer/beacon_proofs.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

/// The EIP-7002 and EIP-7251 system contracts, where withdrawals and consolidations are asked for.
inline constexpr Address kWithdrawalRequests = "0x00000961ef480eb55e80d19ad83579a64c007002"_address;
inline constexpr Address kConsolidationRequests =
    "0x0000bbddc7ce488642fb579f8b00f3a590007251"_address;

namespace eigen_pod_manager {

// Bits of the EigenPodManager's paused status, which holds for all pods.
inline constexpr unsigned kPausedNewPods = 0;
inline constexpr unsigned kPausedVerifyCredentials = 2;
inline constexpr unsigned kPausedRecoverTokens = 5;
inline constexpr unsigned kPausedStartCheckpoint = 6;
inline constexpr unsigned kPausedCheckpointProofs = 7;
inline constexpr unsigned kPausedStaleBalance = 8;
inline constexpr unsigned kPausedConsolidations = 9;
inline constexpr unsigned kPausedWithdrawalRequests = 10;

/// stakerDepositShares: zero while the stored balance is negative.
DepositShares staker_deposit_shares(const State& s, const Address& staker);
/// beaconChainSlashingFactor: 1 until set.
Magnitude slashing_factor(const State& s, const Address& staker);
/// getPod: where the owner's pod stands, or will stand (CREATE2 with the owner as salt).
Address pod_of(const State& s, const Address& owner);
/// hasPod.
bool has_pod(const State& s, const Address& owner);

}  // namespace eigen_pod_manager

namespace eigen_pod {

/// `IEigenPodTypes.ValidatorInfo` as views answer it.
struct ValidatorAnswer {
    std::uint64_t validator_index = 0;
    Gwei restaked_balance;
    std::uint64_t last_checkpointed_at = 0;
    std::uint8_t status = 0;
};

/// `IEigenPodTypes.Checkpoint` as views answer it.
struct CheckpointAnswer {
    Hash beacon_block_root;
    u24 proofs_remaining;
    Gwei pod_balance;
    Int<64> balance_deltas_gwei;
    Gwei prev_beacon_balance;
};

/// The onlyOwnerOrProofSubmitter modifier of the pod called.
Result<void> only_owner_or_proof_submitter(const State& s, const Call& call);
/// The onlyWhenNotPaused modifier of pods: the bits are the EigenPodManager's.
Result<void> only_when_pods_not_paused(const State& s, unsigned bit);

/// A validator by the hash of its public key. validatorPubkeyHashToInfo.
const Validator& validator(const State& s, const Address& pod, const Hash& pubkey_hash);
/// The hash by which a public key stands in the beacon state. `InvalidPubKeyLength`.
Result<Hash> pubkey_hash(BytesView pubkey);
/// getParentBlockRoot: the root of the beacon block before the execution block of a time.
/// `TimestampOutOfRange`, `InvalidEIP4788Response`; a time to come is an overflow.
Result<Hash> parent_block_root(const beacon::State& beacon, const Block& block,
                               std::uint64_t timestamp);
/// Which beacon state a proof made at a time is against. `ForkTimestampZero`.
Result<beacon_proofs::ProofVersion> proof_version(const State& s, std::uint64_t timestamp);
/// What a system contract takes for one request, asked by a pod. `FeeQueryFailed`.
Result<Wei> request_fee(Tx& tx, const Address& pod, const Address& system_contract);

Result<ValidatorAnswer> validator_pubkey_to_info(const View& view, Bytes pubkey);
ValidatorAnswer validator_pubkey_hash_to_info(const View& view, Hash pubkey_hash);
/// validatorStatus of a public key: 0 inactive, 1 active, 2 withdrawn.
Result<std::uint8_t> validator_status(const View& view, Bytes pubkey);
CheckpointAnswer current_checkpoint(const View& view);

}  // namespace eigen_pod

}  // namespace aq::eigenlayer
