// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What off-chain programs compute from the state: an oracle's report, proofs for a pod, keys for a
/// deposit, each as the calldata of the message that brings it on the chain. They only read; the
/// beacon chain's cache of trees moves, which is no state.

#include <aquifer/stack/world.hpp>

#include <optional>
#include <span>

namespace aq::stack {

/// Calldata for a function by its name. The types of its parameters are those of the arguments, so
/// they must be exactly the contract's: `u256` for uint256, `std::uint32_t` for uint32.
template <class... T>
Bytes call_data(std::string_view function, const T&... arguments) {
    const std::string signature =
        std::string(function) + detail::AbiTuple<std::tuple<const T&...>>::name();
    return abi_call(first_four(keccak(std::string_view(signature))), arguments...);
}

// ── Keys of validators. There is no BLS here: a key is its number, and so is a signature.

/// 48 bytes: 0xaa, then the number.
Bytes made_up_key(const u256& number);
/// 96 bytes: the same.
Bytes made_up_signature(const u256& number);
/// What a deposit of 32 ether with that key and signature comes to, for a validator whose ether
/// goes to an address (0x01 credentials).
Hash deposit_root(BytesView key, const Address& withdrawals_to, BytesView signature);

/// Keys with these numbers: from the first up to the end, without it.
struct KeyNumbers {
    std::uint64_t first = 0;
    std::uint64_t end = 0;
};

// ── Lido

/// Keys and signatures as Lido's module takes them: `abi.encode(keys, signatures)`, each joined.
Bytes lido_keys(const KeyNumbers& numbers);
/// For the StakingRouter, by the DepositSecurityModule: StakingRouter.deposit.
Bytes lido_deposit(const u256& module_id, const KeyNumbers& numbers);

/// Two messages to the AccountingOracle.
struct LidoReport {
    /// By HashConsensus: what the committee agreed upon.
    Bytes consensus;
    /// By one of its members.
    Bytes data;
};
/// What the beacon chain holds for a pool's validators, as of now. Reverts where the report cannot
/// be worked out, in the words of the contract that is asked.
Result<LidoReport> lido_report(const World& world, std::uint32_t pool);

// ── Renzo

/// For the DepositQueue, by who may: a delegator's next validator, with the key of that number.
Bytes stake_from_queue(const World& world, const Address& delegator, const u256& number);

// ── Pods

/// The indices of validators in a state of the beacon chain whose ether goes to a pod, and which
/// the pod holds to be such: `kInactive` are those it does not know.
std::vector<std::uint64_t> validators_of_pod(const World& world, const beacon::Feed& feed,
                                             const Address& pod,
                                             eigenlayer::ValidatorStatus status);
/// Of those that a pod does not know, those it would take: active or soon to be, and not leaving.
std::vector<std::uint64_t> provable_validators(const World& world, const beacon::Feed& feed,
                                               const Address& pod);

/// The trees of the beacon block before the execution block of a time; null if that block is not
/// known or too old. They hold until the next such question.
const beacon::Trees* trees_at(World& world, std::uint64_t time);

/// verifyWithdrawalCredentials for validators that are in the trees of that time, for the pod or
/// for a contract of Renzo's that owns it.
Bytes verify_withdrawal_credentials(const beacon::Trees& trees, std::uint64_t time,
                                    std::span<const std::uint64_t> validators);
/// verifyCheckpointProofs for every validator that the pod's open checkpoint asks for. Nothing if
/// it has none, or if the state that it began with is no longer known.
std::optional<Bytes> verify_checkpoint_proofs(World& world, const Address& pod);

}  // namespace aq::stack
