// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Proofs that something stands in the beacon chain (EigenLayer's BeaconChainProofs): a state under
/// its block, a validator under the state, the container of balances under the block, a balance in
/// the container. A wrong root is `InvalidProof`, a wrong number of siblings `InvalidProofLength`,
/// a root of zero `EmptyRoot`.

#include <aquifer/ledger/revert.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

#include <span>

namespace aq::eigenlayer::beacon_proofs {

/// Which beacon state: the fork of Pectra made its tree one level higher.
enum class ProofVersion : std::uint8_t { kDeneb, kPectra };

/// Where a field stands in a validator's container.
enum class Field : std::uint8_t {
    kPubkeyHash = 0,
    kWithdrawalCredentials = 1,
    kEffectiveBalance = 2,
    kSlashed = 3,
    kActivationEpoch = 5,
    kExitEpoch = 6,
};

/// The epoch of what has not been set.
inline constexpr std::uint64_t kFarFutureEpoch = ~std::uint64_t{0};

/// BeaconChainProofs.verifyStateRoot.
Result<void> verify_state_root(const Hash& beacon_block_root, const StateRootProof& proof);
/// BeaconChainProofs.verifyValidatorFields. `InvalidValidatorFieldsLength` comes first.
Result<void> verify_validator_fields(ProofVersion version, const Hash& beacon_state_root,
                                     std::span<const Hash> fields, BytesView proof,
                                     std::uint64_t validator_index);
/// BeaconChainProofs.verifyBalanceContainer.
Result<void> verify_balance_container(ProofVersion version, const Hash& beacon_block_root,
                                      const BalanceContainerProof& proof);
/// BeaconChainProofs.verifyValidatorBalance: the balance that the proof shows.
Result<Gwei> verify_validator_balance(const Hash& balance_container_root,
                                      std::uint64_t validator_index, const BalanceProof& proof);

/// A field as it was handed in, proven or not; too few fields are an index out of range.
Result<Hash> field(std::span<const Hash> fields, Field which);
/// The number that a field of the beacon state holds: little-endian in its first eight bytes.
std::uint64_t little_endian(const Hash& word);
/// BeaconChainProofs.getBalanceAtIndex: one of the four balances in a leaf.
Gwei balance_at_index(const Hash& balance_root, std::uint64_t validator_index);

}  // namespace aq::eigenlayer::beacon_proofs
