// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/abi.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/rules_instant.hpp>
#include <aquifer/protocols/renzo/rules_manager.hpp>

namespace aq::renzo {

namespace {

using TvlAnswer = Result<std::tuple<restake_manager::TokenTvls, std::vector<Wei>, Wei>>;

Result<u256> collateral_token_index(const View& view, Address token) {
    return u256(AQ_TRY(restake_manager::collateral_index(view.ports.self, token)));
}

Face::Functions restake_manager_rules() {
    return {
        bind<restake_manager::add_collateral_token>("addCollateralToken(address token)"),
        bind<restake_manager::add_operator_delegator>(
            "addOperatorDelegator(address od, uint256 allocationBasisPoints)"),
        bind<restake_manager::deposit>("deposit(address token, uint256 amount)"),
        bind<restake_manager::deposit_eth>("depositETH() payable"),
        bind<restake_manager::deposit_eth_referred>("depositETH(uint256 referralId) payable"),
        bind<restake_manager::deposit_referred>(
            "deposit(address token, uint256 amount, uint256 referralId)"),
        bind<restake_manager::deposit_token_rewards_from_protocol>(
            "depositTokenRewardsFromProtocol(address token, uint256 amount)"),
        bind<restake_manager::remove_collateral_token>("removeCollateralToken(address token)"),
        bind<restake_manager::remove_operator_delegator>("removeOperatorDelegator(address od)"),
        bind<restake_manager::set_operator_delegator_allocation>(
            "setOperatorDelegatorAllocation(address od, uint256 allocationBasisPoints)"),
        bind<restake_manager::set_paused>("setPaused(bool paused)"),
        bind<restake_manager::set_token_tvl_limit>(
            "setTokenTvlLimit(address token, uint256 limit)"),
        bind<restake_manager::stake_eth_in_operator_delegator>(
            "stakeEthInOperatorDelegator(address od, bytes pubkey, bytes signature, bytes32 "
            "depositDataRoot) payable"),
    };
}

Face::Functions restake_manager_views() {
    return {
        bind<[](const View& v) -> TvlAnswer { return restake_manager::calculate_tvls(v); }>(
            "calculateTVLs() view returns (uint256[][], uint256[], uint256)"),
        bind<restake_manager::choose_for_withdraw>(
            "chooseOperatorDelegatorForWithdraw(uint256 tokenIndex, uint256 ezETHValue, "
            "uint256[][] operatorDelegatorTokenTVLs, uint256[] operatorDelegatorTVLs, uint256 "
            "totalTVL) view returns (address)"),
        bind<[](const View& v, std::vector<Wei> tvls, Wei total) {
            return restake_manager::choose_for_deposit(v.ports.self, tvls, total);
        }>("chooseOperatorDelegatorForDeposit(uint256[] tvls, uint256 totalTVL) view returns "
           "(address)"),
        bind<[](const View& v, Address token) {
            return v.ports.self.manager.token_tvl_limit[token];
        }>("collateralTokenTvlLimits(address token) view returns (uint256)"),
        bind<[](const View& v, u256 index) {
            return restake_manager::at_index(v.ports.self.manager.collateral_tokens, index);
        }>("collateralTokens(uint256 index) view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.deposit_queue; }>(
            "depositQueue() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.ez_eth; }>(
            "ezETH() view returns (address)"),
        bind<collateral_token_index>(
            "getCollateralTokenIndex(address token) view returns (uint256)"),
        bind<[](const View& v) {
            return u256(v.ports.self.manager.collateral_tokens.size(Only::kOne));
        }>("getCollateralTokensLength() view returns (uint256)"),
        bind<[](const View& v) {
            return u256(v.ports.self.manager.operator_delegators.size(Only::kOne));
        }>("getOperatorDelegatorsLength() view returns (uint256)"),
        bind<[](const View& v, Address od) { return v.ports.self.manager.allocation_bps[od]; }>(
            "operatorDelegatorAllocations(address od) view returns (uint256)"),
        bind<[](const View& v, u256 index) {
            return restake_manager::at_index(v.ports.self.manager.operator_delegators, index);
        }>("operatorDelegators(uint256 index) view returns (address)"),
        bind<[](const View& v) { return *v.ports.self.manager.paused; }>(
            "paused() view returns (bool)"),
        bind<[](const View& v) { return v.ports.self.at.oracle; }>(
            "renzoOracle() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.role_manager; }>(
            "roleManager() view returns (address)"),
    };
}

}  // namespace

const Face& restake_manager_face() {
    static const Face kFace("RestakeManager", {restake_manager_rules(), restake_manager_views()});
    return kFace;
}

const Face& deposit_queue_face() {
    static const Face kFace(
        "DepositQueue",
        {{
            bind<deposit_queue::deposit_eth_from_protocol>("depositETHFromProtocol() payable"),
            bind<deposit_queue::fill_erc20_withdraw_buffer>(
                "fillERC20withdrawBuffer(address asset, uint256 amount)"),
            bind<deposit_queue::forward_full_withdrawal_eth>("forwardFullWithdrawalETH() payable"),
            bind<deposit_queue::receive>("receive() payable"),
            bind<deposit_queue::set_fee_config>(
                "setFeeConfig(address feeAddress, uint256 feeBasisPoints)"),
            bind<deposit_queue::set_restake_manager>("setRestakeManager(address restakeManager)"),
            bind<deposit_queue::set_withdraw_queue>("setWithdrawQueue(address withdrawQueue)"),
            bind<deposit_queue::stake_eth_from_queue>(
                "stakeEthFromQueue(address operatorDelegator, bytes pubkey, bytes signature, "
                "bytes32 depositDataRoot)"),
            bind<deposit_queue::stake_eth_from_queue_multi>(
                "stakeEthFromQueueMulti(address[] operatorDelegators, bytes[] pubkeys, bytes[] "
                "signatures, bytes32[] depositDataRoots)"),
            bind<deposit_queue::sweep_erc20>("sweepERC20(address token)"),
            bind<[](const View& v) { return *v.ports.self.deposits.fee_address; }>(
                "feeAddress() view returns (address)"),
            bind<[](const View& v) { return *v.ports.self.deposits.fee_bps; }>(
                "feeBasisPoints() view returns (uint256)"),
            bind<[](const View& v) { return *v.ports.self.deposits.restake_manager; }>(
                "restakeManager() view returns (address)"),
            bind<[](const View& v) { return v.ports.self.at.role_manager; }>(
                "roleManager() view returns (address)"),
            bind<[](const View& v) { return *v.ports.self.deposits.withdraw_queue; }>(
                "withdrawQueue() view returns (address)"),
        }});
    return kFace;
}

const Face& reward_handler_face() {
    static const Face kFace(
        "RewardHandler", {{
                             bind<reward_handler::forward_rewards>("forwardRewards()"),
                             bind<reward_handler::receive>("receive() payable"),
                             bind<reward_handler::set_reward_destination>(
                                 "setRewardDestination(address rewardDestination)"),
                             bind<[](const View& v) { return *v.ports.self.reward_destination; }>(
                                 "rewardDestination() view returns (address)"),
                         }});
    return kFace;
}

}  // namespace aq::renzo
