// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>

namespace aq::eigenlayer {

namespace {

Face::Functions pod_manager_functions() {
    namespace epm = eigen_pod_manager;
    return {
        bind<initialize_again<Address, u256>>(
            "initialize(address initialOwner, uint256 initPausedStatus)"),
        bind<epm::create_pod>("createPod() returns (address)"),
        bind<epm::stake>("stake(bytes pubkey, bytes signature, bytes32 depositDataRoot) payable"),
        bind<epm::record_beacon_chain_eth_balance_update>(
            "recordBeaconChainETHBalanceUpdate(address podOwner, uint256 prevRestakedBalanceWei, "
            "int256 balanceDeltaWei)"),
        bind<epm::remove_deposit_shares>(
            "removeDepositShares(address staker, address strategy, uint256 depositSharesToRemove) "
            "returns (uint256)"),
        bind<epm::add_shares>(
            "addShares(address staker, address strategy, uint256 shares) returns (uint256, "
            "uint256)"),
        bind<epm::withdraw_shares_as_tokens>(
            "withdrawSharesAsTokens(address staker, address strategy, address token, uint256 "
            "shares)"),
        bind<epm::increase_burn_or_redistributable_shares>(
            "increaseBurnOrRedistributableShares((address avs, uint32 id) operatorSet, uint256 "
            "slashId, address strategy, uint256 addedSharesToBurn)"),
        bind<epm::set_proof_timestamp_setter>(
            "setProofTimestampSetter(address newProofTimestampSetter)"),
        bind<epm::set_pectra_fork_timestamp>("setPectraForkTimestamp(uint64 timestamp)"),
    };
}

Face::Functions pod_manager_views() {
    namespace epm = eigen_pod_manager;
    return {
        bind<[](const View& v, Address owner) { return epm::pod_of(v.ports.self, owner); }>(
            "getPod(address podOwner) view returns (address)"),
        bind<[](const View& v, Address owner) { return epm::has_pod(v.ports.self, owner); }>(
            "hasPod(address podOwner) view returns (bool)"),
        bind<[](const View& v, Address owner) { return v.ports.self.pods.owner_to_pod[owner]; }>(
            "ownerToPod(address podOwner) view returns (address)"),
        bind<[](const View& v) { return u256(*v.ports.self.pods.pod_count); }>(
            "numPods() view returns (uint256)"),
        bind<[](const View& v, Address owner) { return v.ports.self.pods.deposit_shares[owner]; }>(
            "podOwnerDepositShares(address podOwner) view returns (int256)"),
        bind<[](const View& v, Address user, Address strategy) -> Result<DepositShares> {
            AQ_REQUIRE(strategy == kBeaconChainStrategy, error::InvalidStrategy);
            return epm::staker_deposit_shares(v.ports.self, user);
        }>("stakerDepositShares(address user, address strategy) view returns (uint256)"),
        bind<[](const View& v, Address staker) {
            return epm::slashing_factor(v.ports.self, staker);
        }>("beaconChainSlashingFactor(address staker) view returns (uint64)"),
        bind<[](const View& v) { return *v.ports.self.pods.burnable; }>(
            "burnableETHShares() view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.pods.proof_timestamp_setter; }>(
            "proofTimestampSetter() view returns (address)"),
        bind<[](const View& v) { return *v.ports.self.pods.pectra_fork_timestamp; }>(
            "pectraForkTimestamp() view returns (uint64)"),
        bind<[](const View& v) { return v.ports.self.at.eth_pos; }>(
            "ethPOS() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.eigen_pod_beacon; }>(
            "eigenPodBeacon() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.delegation_manager; }>(
            "delegationManager() view returns (address)"),
        bind<[](const View&) { return kBeaconChainStrategy; }>(
            "beaconChainETHStrategy() view returns (address)"),
    };
}

Face::Functions pod_functions() {
    namespace pod = eigen_pod;
    return {
        bind<initialize_again<Address>>("initialize(address podOwner)"),
        bind<pod::receive>("receive() payable"),
        bind<pod::verify_withdrawal_credentials>(
            "verifyWithdrawalCredentials(uint64 beaconTimestamp, (bytes32 beaconStateRoot, bytes "
            "proof) stateRootProof, uint40[] validatorIndices, bytes[] validatorFieldsProofs, "
            "bytes32[][] validatorFields)"),
        bind<pod::start_checkpoint>("startCheckpoint(bool revertIfNoBalance)"),
        bind<pod::verify_checkpoint_proofs>(
            "verifyCheckpointProofs((bytes32 balanceContainerRoot, bytes proof) "
            "balanceContainerProof, (bytes32 pubkeyHash, bytes32 balanceRoot, bytes proof)[] "
            "proofs)"),
        bind<pod::verify_stale_balance>(
            "verifyStaleBalance(uint64 beaconTimestamp, (bytes32 beaconStateRoot, bytes proof) "
            "stateRootProof, (bytes32[] validatorFields, bytes proof) proof)"),
        bind<pod::stake>("stake(bytes pubkey, bytes signature, bytes32 depositDataRoot) payable"),
        bind<pod::withdraw_restaked_beacon_chain_eth>(
            "withdrawRestakedBeaconChainETH(address recipient, uint256 amount)"),
        bind<pod::request_consolidation>(
            "requestConsolidation((bytes srcPubkey, bytes targetPubkey)[] requests) payable"),
        bind<pod::request_withdrawal>(
            "requestWithdrawal((bytes pubkey, uint64 amountGwei)[] requests) payable"),
        bind<pod::recover_tokens>(
            "recoverTokens(address[] tokenList, uint256[] amountsToWithdraw, address recipient)"),
        bind<pod::set_proof_submitter>("setProofSubmitter(address newProofSubmitter)"),
    };
}

/// The storage of the pod asked.
const Pod& pod_of(const View& view) {
    return view.ports.self.pods.rows[view.self()];
}

Face::Functions pod_views() {
    namespace pod = eigen_pod;
    return {
        bind<[](const View& v) { return pod_of(v).owner; }>("podOwner() view returns (address)"),
        bind<[](const View& v) { return pod_of(v).proof_submitter; }>(
            "proofSubmitter() view returns (address)"),
        bind<[](const View& v) { return pod_of(v).restaked_execution_layer; }>(
            "withdrawableRestakedExecutionLayerGwei() view returns (uint64)"),
        bind<[](const View& v) { return u256(pod_of(v).active_validator_count); }>(
            "activeValidatorCount() view returns (uint256)"),
        bind<[](const View& v) { return pod_of(v).last_checkpoint_timestamp; }>(
            "lastCheckpointTimestamp() view returns (uint64)"),
        bind<[](const View& v) { return pod_of(v).current_checkpoint_timestamp; }>(
            "currentCheckpointTimestamp() view returns (uint64)"),
        bind<[](const View& v, std::uint64_t timestamp) {
            return v.ports.self.pods
                .balance_exited[Key<Address, std::uint64_t>(v.self(), timestamp)];
        }>("checkpointBalanceExitedGwei(uint64 timestamp) view returns (uint64)"),
        bind<pod::current_checkpoint>(
            "currentCheckpoint() view returns ((bytes32 beaconBlockRoot, uint24 proofsRemaining, "
            "uint64 podBalanceGwei, int64 balanceDeltasGwei, uint64 prevBeaconBalanceGwei))"),
        bind<pod::validator_pubkey_hash_to_info>(
            "validatorPubkeyHashToInfo(bytes32 validatorPubkeyHash) view returns ((uint64 "
            "validatorIndex, uint64 restakedBalanceGwei, uint64 lastCheckpointedAt, uint8 "
            "status))"),
        bind<pod::validator_pubkey_to_info>(
            "validatorPubkeyToInfo(bytes validatorPubkey) view returns ((uint64 validatorIndex, "
            "uint64 restakedBalanceGwei, uint64 lastCheckpointedAt, uint8 status))"),
        bind<[](const View& v, Hash pubkey_hash) {
            return pod::validator_pubkey_hash_to_info(v, pubkey_hash).status;
        }>("validatorStatus(bytes32 pubkeyHash) view returns (uint8)"),
        bind<pod::validator_status>("validatorStatus(bytes validatorPubkey) view returns (uint8)"),
        bind<[](const View& v, std::uint64_t timestamp) {
            return pod::parent_block_root(v.ports.beacon, v.block(), timestamp);
        }>("getParentBlockRoot(uint64 timestamp) view returns (bytes32)"),
        bind<[](const View& v) {
            return pod::request_fee(v.tx, v.self(), kConsolidationRequests);
        }>("getConsolidationRequestFee() view returns (uint256)"),
        bind<[](const View& v) { return pod::request_fee(v.tx, v.self(), kWithdrawalRequests); }>(
            "getWithdrawalRequestFee() view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.at.eigen_pod_manager; }>(
            "eigenPodManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.eth_pos; }>(
            "ethPOS() view returns (address)"),
    };
}

}  // namespace

const Face& eigen_pod_manager_face() {
    static const Face face("EigenPodManager", {pod_manager_functions(), pod_manager_views(),
                                               pausable_functions(), ownable_functions()});
    return face;
}

const Face& eigen_pod_face() {
    static const Face face("EigenPod", {pod_functions(), pod_views()});
    return face;
}

}  // namespace aq::eigenlayer
