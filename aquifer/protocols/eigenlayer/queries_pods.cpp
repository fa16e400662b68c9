// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/queries_pods.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>

namespace aq::eigenlayer {

namespace eigen_pod_manager {

DepositShares staker_deposit_shares(const State& s, const Address& staker) {
    const i256& shares = s.pods.deposit_shares[staker];
    return shares.is_negative() ? DepositShares() : DepositShares(shares.bits);
}

Magnitude slashing_factor(const State& s, const Address& staker) {
    const BeaconChainFactor& stored = s.pods.slashing_factor[staker];
    return stored.is_set ? stored.factor : kOneMagnitude;
}

Address pod_of(const State& s, const Address& owner) {
    const Address& pod = s.pods.owner_to_pod[owner];
    if (pod != kZeroAddress) return pod;
    Bytes preimage{0xff};
    const auto append = [&](BytesView part) {
        preimage.insert(preimage.end(), part.begin(), part.end());
    };
    append(s.at.eigen_pod_manager.bytes);
    append(to_hash(to_u256(owner)).bytes);
    append(s.parameters.pod_init_code_hash.bytes);
    return truncate_address(to_u256(keccak(preimage)));
}

bool has_pod(const State& s, const Address& owner) {
    return s.pods.owner_to_pod[owner] != kZeroAddress;
}

}  // namespace eigen_pod_manager

namespace eigen_pod {

namespace {

/// The beacon-roots contract keeps this many slots of twelve seconds.
constexpr std::uint64_t kBeaconRootsSeconds = std::uint64_t{8191} * 12;

ValidatorAnswer answer_of(const Validator& validator) {
    return {validator.index, validator.restaked_balance, validator.last_checkpointed_at,
            static_cast<std::uint8_t>(validator.status)};
}

}  // namespace

Result<void> only_owner_or_proof_submitter(const State& s, const Call& call) {
    const Pod& pod = s.pods.rows[call.to];
    AQ_REQUIRE(call.sender == pod.owner || call.sender == pod.proof_submitter,
               error::OnlyEigenPodOwnerOrProofSubmitter);
    return {};
}

Result<void> only_when_pods_not_paused(const State& s, unsigned bit) {
    return only_when_not_paused(s, s.at.eigen_pod_manager, bit);
}

const Validator& validator(const State& s, const Address& pod, const Hash& pubkey_hash) {
    return s.pods.validators[Key<Address, Hash>(pod, pubkey_hash)];
}

Result<Hash> pubkey_hash(BytesView pubkey) {
    AQ_REQUIRE(pubkey.size() == 48, error::InvalidPubKeyLength);
    std::array<std::uint8_t, 64> padded{};
    std::ranges::copy(pubkey, padded.begin());
    return Hash{sha256(padded)};
}

Result<Hash> parent_block_root(const beacon::State& beacon, const Block& block,
                               std::uint64_t timestamp) {
    AQ_REQUIRE(timestamp <= block.time, Arithmetic::kOverflow);
    AQ_REQUIRE(block.time - timestamp < kBeaconRootsSeconds, error::TimestampOutOfRange);
    const Hash& root = beacon.parent_roots[timestamp];
    AQ_REQUIRE(root != Hash(), error::InvalidEIP4788Response);
    return root;
}

Result<beacon_proofs::ProofVersion> proof_version(const State& s, std::uint64_t timestamp) {
    const std::uint64_t fork = *s.pods.pectra_fork_timestamp;
    AQ_REQUIRE(fork != 0, error::ForkTimestampZero);
    // The block of the fork itself still sees the root of its parent, which is before the fork.
    return timestamp <= fork ? beacon_proofs::ProofVersion::kDeneb
                             : beacon_proofs::ProofVersion::kPectra;
}

Result<Wei> request_fee(Tx& tx, const Address& pod, const Address& system_contract) {
    const auto answer =
        tx.call({.sender = pod, .to = system_contract, .value = Wei(), .selector = Selector()},
                BytesView());
    AQ_REQUIRE(answer.has_value() && answer->size() == 32, error::FeeQueryFailed);
    return Wei(load_be(answer->data()));
}

Result<ValidatorAnswer> validator_pubkey_to_info(const View& view, Bytes pubkey) {
    const Hash hash = AQ_TRY(pubkey_hash(pubkey));
    return answer_of(validator(view.ports.self, view.self(), hash));
}

ValidatorAnswer validator_pubkey_hash_to_info(const View& view, Hash pubkey_hash) {
    return answer_of(validator(view.ports.self, view.self(), pubkey_hash));
}

Result<std::uint8_t> validator_status(const View& view, Bytes pubkey) {
    return AQ_TRY(validator_pubkey_to_info(view, std::move(pubkey))).status;
}

CheckpointAnswer current_checkpoint(const View& view) {
    const Checkpoint& checkpoint = view.ports.self.pods.checkpoints[view.self()];
    return {.beacon_block_root = checkpoint.beacon_block_root,
            .proofs_remaining = {checkpoint.proofs_remaining},
            .pod_balance = checkpoint.pod_balance,
            .balance_deltas_gwei = {checkpoint.balance_deltas_gwei},
            .prev_beacon_balance = checkpoint.prev_beacon_balance};
}

}  // namespace eigen_pod

}  // namespace aq::eigenlayer
