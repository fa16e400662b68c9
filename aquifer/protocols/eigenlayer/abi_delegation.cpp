// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/signatures.hpp>

namespace aq::eigenlayer {

namespace {

#define AQ_WITHDRAWAL                                                                  \
    "(address staker, address delegatedTo, address withdrawer, uint256 nonce, uint32 " \
    "startBlock, address[] strategies, uint256[] scaledShares)"

Face::Functions manager_functions() {
    namespace dm = delegation_manager;
    return {
        bind<initialize_again<u256>>("initialize(uint256 initialPausedStatus)"),
        bind<dm::register_as_operator>(
            "registerAsOperator(address initDelegationApprover, uint32 allocationDelay, string "
            "metadataURI)"),
        bind<dm::modify_operator_details>(
            "modifyOperatorDetails(address operator, address newDelegationApprover)"),
        bind<dm::update_operator_metadata_uri>(
            "updateOperatorMetadataURI(address operator, string metadataURI)"),
        bind<dm::delegate_to>("delegateTo(address operator, (bytes signature, uint256 expiry) "
                              "approverSignatureAndExpiry, bytes32 approverSalt)"),
        bind<dm::undelegate>("undelegate(address staker) returns (bytes32[])"),
        bind<dm::redelegate>("redelegate(address newOperator, (bytes signature, uint256 expiry) "
                             "newOperatorApproverSig, bytes32 approverSalt) returns (bytes32[])"),
        bind<dm::queue_withdrawals>(
            "queueWithdrawals((address[] strategies, uint256[] depositShares, address "
            "withdrawer)[] params) returns (bytes32[])"),
        bind<dm::complete_queued_withdrawal>(
            "completeQueuedWithdrawal(" AQ_WITHDRAWAL
            " withdrawal, address[] tokens, bool receiveAsTokens)"),
        bind<dm::complete_queued_withdrawals>(
            "completeQueuedWithdrawals(" AQ_WITHDRAWAL
            "[] withdrawals, address[][] tokens, bool[] receiveAsTokens)"),
        bind<dm::increase_delegated_shares>(
            "increaseDelegatedShares(address staker, address strategy, uint256 "
            "prevDepositShares, uint256 addedShares)"),
        bind<dm::decrease_delegated_shares>(
            "decreaseDelegatedShares(address staker, uint256 curDepositShares, uint64 "
            "beaconChainSlashingFactorDecrease)"),
        bind<dm::slash_operator_shares>(
            "slashOperatorShares(address operator, (address avs, uint32 id) operatorSet, uint256 "
            "slashId, address strategy, uint64 prevMaxMagnitude, uint64 newMaxMagnitude) returns "
            "(uint256)"),
    };
}

Face::Functions staker_views() {
    namespace dm = delegation_manager;
    return {
        bind<[](const View& v, Address a) { return dm::is_delegated(v.ports.self, a); }>(
            "isDelegated(address staker) view returns (bool)"),
        bind<[](const View& v, Address a) { return v.ports.self.delegation.delegated_to[a]; }>(
            "delegatedTo(address staker) view returns (address)"),
        bind<[](const View& v, Address staker, Address strategy) {
            return dm::deposit_scaling_factor(v.ports.self, staker, strategy);
        }>("depositScalingFactor(address staker, address strategy) view returns (uint256)"),
        bind<[](const View& v, Address staker, std::vector<Address> strategies) {
            return dm::get_withdrawable_shares(v.ports.self, staker, strategies);
        }>("getWithdrawableShares(address staker, address[] strategies) view returns (uint256[] "
           "withdrawableShares, uint256[] depositShares)"),
        bind<[](const View& v, Address a) { return dm::get_deposited_shares(v.ports.self, a); }>(
            "getDepositedShares(address staker) view returns (address[], uint256[])"),
        bind<[](const View& v, Address staker, std::vector<Address> strategies,
                std::vector<Shares> withdrawable) {
            return dm::convert_to_deposit_shares(v.ports.self, staker, strategies, withdrawable);
        }>("convertToDepositShares(address staker, address[] strategies, uint256[] "
           "withdrawableShares) view returns (uint256[])"),
        bind<[](const View& v, Address a) {
            return v.ports.self.delegation.withdrawals_queued[a];
        }>("cumulativeWithdrawalsQueued(address staker) view returns (uint256)"),
        bind<[](const View& v, Hash root) {
            return v.ports.self.delegation.queued_withdrawals.contains(root);
        }>("pendingWithdrawals(bytes32 withdrawalRoot) view returns (bool)"),
        bind<[](const View& v, Hash root) { return dm::queued_withdrawal(v.ports.self, root); }>(
            "queuedWithdrawals(bytes32 withdrawalRoot) view returns (" AQ_WITHDRAWAL ")"),
        bind<[](const View& v, Hash root) {
            return dm::get_queued_withdrawal(v.ports.self, v.block(), root);
        }>("getQueuedWithdrawal(bytes32 withdrawalRoot) view returns (" AQ_WITHDRAWAL
           " withdrawal, uint256[] shares)"),
        bind<[](const View& v, Address a) {
            return dm::get_queued_withdrawals(v.ports.self, v.block(), a);
        }>("getQueuedWithdrawals(address staker) view returns (" AQ_WITHDRAWAL
           "[] withdrawals, uint256[][] shares)"),
        bind<[](const View& v, Address a) { return v.ports.self.delegation.queued_roots.all(a); }>(
            "getQueuedWithdrawalRoots(address staker) view returns (bytes32[])"),
        bind<[](const View&, Withdrawal w) { return dm::withdrawal_root(w); }>(
            "calculateWithdrawalRoot(" AQ_WITHDRAWAL " withdrawal) view returns (bytes32)"),
    };
}

Face::Functions operator_views() {
    namespace dm = delegation_manager;
    return {
        bind<[](const View& v, Address a) { return dm::is_operator(v.ports.self, a); }>(
            "isOperator(address operator) view returns (bool)"),
        bind<[](const View& v, Address a) {
            return v.ports.self.delegation.delegation_approver[a];
        }>("delegationApprover(address operator) view returns (address)"),
        bind<[](const View& v, Address approver, Hash salt) {
            return v.ports.self.delegation.salt_spent[Key<Address, Hash>(approver, salt)];
        }>("delegationApproverSaltIsSpent(address delegationApprover, bytes32 salt) view returns "
           "(bool)"),
        bind<[](const View& v, Address operator_at, Address strategy) {
            return dm::operator_shares(v.ports.self, operator_at, strategy);
        }>("operatorShares(address operator, address strategy) view returns (uint256)"),
        bind<[](const View& v, Address operator_at, std::vector<Address> strategies) {
            return dm::get_operator_shares(v.ports.self, operator_at, strategies);
        }>("getOperatorShares(address operator, address[] strategies) view returns (uint256[])"),
        bind<[](const View& v, std::vector<Address> operators, std::vector<Address> strategies) {
            return dm::get_operators_shares(v.ports.self, operators, strategies);
        }>("getOperatorsShares(address[] operators, address[] strategies) view returns "
           "(uint256[][])"),
        bind<[](const View& v, Address operator_at, Address strategy) {
            return dm::get_slashable_shares_in_queue(v.ports.self, v.block(), operator_at,
                                                     strategy);
        }>("getSlashableSharesInQueue(address operator, address strategy) view returns "
           "(uint256)"),
    };
}

Face::Functions constants() {
    namespace dm = delegation_manager;
    return {
        bind<[](const View&) { return dm::kDelegationApprovalTypehash; }>(
            "DELEGATION_APPROVAL_TYPEHASH() view returns (bytes32)"),
        bind<[](const View& v, Address staker, Address operator_at, Address approver, Hash salt,
                u256 expiry) {
            return dm::delegation_approval_digest(v.ports.self, v.block(),
                                                  {approver, staker, operator_at, salt, expiry});
        }>("calculateDelegationApprovalDigestHash(address staker, address operator, address "
           "approver, bytes32 approverSalt, uint256 expiry) view returns (bytes32)"),
        bind<[](const View& v) { return domain_separator(v.ports.self, v.block(), v.self()); }>(
            "domainSeparator() view returns (bytes32)"),
        bind<[](const View&) { return kBeaconChainStrategy; }>(
            "beaconChainETHStrategy() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.parameters.min_withdrawal_delay_blocks; }>(
            "minWithdrawalDelayBlocks() view returns (uint32)"),
        bind<[](const View& v) { return v.ports.self.at.strategy_manager; }>(
            "strategyManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.allocation_manager; }>(
            "allocationManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.eigen_pod_manager; }>(
            "eigenPodManager() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.permission_controller; }>(
            "permissionController() view returns (address)"),
        bind<[](const View& v) { return std::string(v.ports.self.parameters.version.data()); }>(
            "version() view returns (string)"),
    };
}

}  // namespace

const Face& delegation_manager_face() {
    static const Face kFace(
        "DelegationManager",
        {manager_functions(), staker_views(), operator_views(), constants(), pausable_functions()});
    return kFace;
}

}  // namespace aq::eigenlayer
