// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/abi.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>

namespace aq::renzo {

namespace {

Face::Functions delegator_rules() {
    return {
        bind<operator_delegator::claim_rewards>(
            "claimRewards((uint32,uint32,bytes,(address,bytes32),uint32[],bytes[],(address,"
            "uint256)[]) claim)"),
        bind<operator_delegator::complete_queued_withdrawal>(
            "completeQueuedWithdrawal((address,address,address,uint256,uint32,address[],uint256[])"
            " withdrawal, address[] tokens)"),
        bind<operator_delegator::complete_queued_withdrawals>(
            "completeQueuedWithdrawals((address,address,address,uint256,uint32,address[],"
            "uint256[])[] withdrawals, address[][] tokens, bool[] receiveAsTokens)"),
        bind<operator_delegator::deposit>(
            "deposit(address token, uint256 tokenAmount) returns (uint256)"),
        bind<operator_delegator::emergency_track_avs_eth_slashed_amount>(
            "emergencyTrackAVSEthSlashedAmount(uint256 slashedAmount)"),
        bind<operator_delegator::emergency_track_missed_checkpoint>(
            "emergencyTrackMissedCheckpoint(uint64[] missedCheckpoints)"),
        bind<operator_delegator::emergency_track_queued_withdrawals>(
            "emergencyTrackQueuedWithdrawals((address,address,address,uint256,uint32,address[],"
            "uint256[])[] withdrawals, address[] tokens)"),
        bind<operator_delegator::emergency_track_slashed_queued_withdrawal_delta>(
            "emergencyTrackSlashedQueuedWithdrawalDelta(bytes32[] withdrawalRoots)"),
        bind<operator_delegator::queue_withdrawals>(
            "queueWithdrawals(address[] tokens, uint256[] tokenAmounts) returns (bytes32[])"),
        bind<operator_delegator::receive>("receive() payable"),
        bind<operator_delegator::set_base_gas_amount_spent>(
            "setBaseGasAmountSpent(uint256 baseGasAmountSpent)"),
        bind<operator_delegator::set_delegate_address>(
            "setDelegateAddress(address delegateAddress, (bytes,uint256) "
            "approverSignatureAndExpiry, bytes32 approverSalt)"),
        bind<operator_delegator::set_gas_refund_address>(
            "setGasRefundAddress(address gasRefundAddress)"),
        bind<operator_delegator::set_rewards_coordinator>(
            "setRewardsCoordinator(address rewardsCoordinator)"),
        bind<operator_delegator::set_rewards_destination>(
            "setRewardsDestination(address rewardsDestination)"),
        bind<operator_delegator::set_token_strategy>(
            "setTokenStrategy(address token, address strategy)"),
        bind<operator_delegator::stake_eth>(
            "stakeEth(bytes pubkey, bytes signature, bytes32 depositDataRoot) payable"),
        bind<operator_delegator::start_checkpoint>("startCheckpoint()"),
        bind<operator_delegator::verify_checkpoint_proofs>(
            "verifyCheckpointProofs((bytes32,bytes) balanceContainerProof, "
            "(bytes32,bytes32,bytes)[] proofs)"),
        bind<operator_delegator::verify_withdrawal_credentials>(
            "verifyWithdrawalCredentials(uint64 beaconTimestamp, (bytes32,bytes) stateRootProof, "
            "uint40[] validatorIndices, bytes[] validatorFieldsProofs, bytes32[][] "
            "validatorFields)"),
    };
}

const Delegator& row(const View& v) {
    return v.ports.self.delegators.rows[v.self()];
}

const DelegatorSettings& settings(const View& v) {
    return v.ports.self.delegators.settings[v.self()];
}

const Holding& holding(const View& v, const Address& token) {
    return v.ports.self.delegators.holdings[HoldingKey(v.self(), token)];
}

Face::Functions delegator_views() {
    return {
        bind<[](const View& /*v*/, Address /*admin*/) { return Wei(); }>(
            "adminGasSpentInWei(address admin) view returns (uint256)"),
        bind<[](const View& v) { return settings(v).base_gas_amount_spent; }>(
            "baseGasAmountSpent() view returns (uint256)"),
        bind<[](const View& v) { return row(v).avs_eth_slashed; }>(
            "beaconChainEthAvsSlashingAmount() view returns (uint256)"),
        bind<[](const View& v) { return row(v).current_checkpoint; }>(
            "currentCheckpointTimestamp() view returns (uint64)"),
        bind<[](const View& v) { return row(v).delegate_address; }>(
            "delegateAddress() view returns (address)"),
        bind<[](const View& v) { return v.ports.eigenlayer.self.pods.owner_to_pod[v.self()]; }>(
            "eigenPod() view returns (address)"),
        bind<[](const View& v) { return settings(v).gas_refund_address; }>(
            "gasRefundAddress() view returns (address)"),
        bind<[](const View& v) {
            return operator_delegator::staked_eth_balance(v.ports, v.self());
        }>("getStakedETHBalance() view returns (uint256)"),
        bind<[](const View& v, Address token) {
            return operator_delegator::token_balance_from_strategy(v.tx, v.ports, v.self(), token);
        }>("getTokenBalanceFromStrategy(address token) view returns (uint256)"),
        bind<[](const View& v) { return row(v).last_checkpoint; }>(
            "lastCheckpointTimestamp() view returns (uint64)"),
        bind<[](const View& v, Address token) { return holding(v, token).queued; }>(
            "queuedShares(address token) view returns (uint256)"),
        bind<[](const View& v, Hash root) {
            return v.ports.self.delegators.withdrawal_tracked[WithdrawalKey(v.self(), root)];
        }>("queuedWithdrawal(bytes32 root) view returns (bool)"),
        bind<[](const View& v, std::uint64_t timestamp) {
            return v.ports.self.delegators.checkpoint_recorded[CheckpointKey(v.self(), timestamp)];
        }>("recordedCheckpoints(uint64 timestamp) view returns (bool)"),
        bind<[](const View& v) { return settings(v).rewards_coordinator; }>(
            "rewardsCoordinator() view returns (address)"),
        bind<[](const View& v) { return settings(v).rewards_destination; }>(
            "rewardsDestination() view returns (address)"),
        bind<[](const View& v) { return row(v).staked_but_not_verified; }>(
            "stakedButNotVerifiedEth() view returns (uint256)"),
        bind<[](const View& v, Address token) { return holding(v, token).strategy; }>(
            "tokenStrategyMapping(address token) view returns (address)"),
        bind<[](const View& v) { return row(v).beacon_chain_exit_balance; }>(
            "totalBeaconChainExitBalance() view returns (uint256)"),
        bind<[](const View& v, Address token) { return holding(v, token).slashed_delta; }>(
            "totalTokenQueuedSharesSlashedDelta(address token) view returns (uint256)"),
        bind<[](const View& v, Hash pubkey_hash) {
            return v.ports.self.delegators
                .validator_not_verified[ValidatorKey(v.self(), pubkey_hash)];
        }>("validatorStakedButNotVerifiedEth(bytes32 pubkeyHash) view returns (uint256)"),
    };
}

}  // namespace

const Face& operator_delegator_face() {
    static const Face kFace("OperatorDelegator", {delegator_rules(), delegator_views()});
    return kFace;
}

}  // namespace aq::renzo
