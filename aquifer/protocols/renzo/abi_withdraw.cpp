// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/abi.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_instant.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>

namespace aq::renzo {

namespace {

Face::Functions withdraw_queue_rules() {
    return {
        bind<withdraw_queue::claim>("claim(uint256 withdrawRequestIndex, address user)"),
        bind<withdraw_queue::complete_st_eth_rebalance>(
            "completeStETHRebalance(uint256 requestId, uint256 hint)"),
        bind<withdraw_queue::fill_erc20_withdraw_buffer>(
            "fillERC20WithdrawBuffer(address asset, uint256 amount)"),
        bind<withdraw_queue::fill_eth_withdraw_buffer>("fillEthWithdrawBuffer() payable"),
        bind<withdraw_queue::pause>("pause()"),
        bind<withdraw_queue::receive>("receive() payable"),
        bind<withdraw_queue::set_white_listed>("setWhiteListed(address[] accounts, bool[] status)"),
        bind<withdraw_queue::start_st_eth_rebalance>("startStETHRebalance(uint256 amount)"),
        bind<withdraw_queue::unpause>("unpause()"),
        bind<withdraw_queue::update_cool_down_period>("updateCoolDownPeriod(uint256 seconds)"),
        bind<withdraw_queue::update_withdraw_buffer_target>(
            "updateWithdrawBufferTarget((address,uint256)[] targets)"),
        bind<withdraw_queue::withdraw>("withdraw(uint256 amount, address assetOut)"),
    };
}

Face::Functions withdraw_queue_views() {
    return {
        bind<withdraw_queue::available_collateral_amount>(
            "availableCollateralAmount(address asset) view returns (uint256)"),
        bind<withdraw_queue::calculate_amount_to_redeem>(
            "calculateAmountToRedeem(uint256 amount, address assetOut) view returns (uint256[][], "
            "uint256)"),
        bind<withdraw_queue::withdraw_queued>(
            "withdrawQueued(bytes32 hash) view returns (bool, uint256)"),
        bind<withdraw_queue::withdraw_requests>(
            "withdrawRequests(address user, uint256 index) view returns (address, uint256, "
            "uint256, uint256, uint256)"),
        bind<[](const View& v, Address asset) {
            return v.ports.self.withdrawals.claim_reserve[asset];
        }>("claimReserve(address asset) view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.withdrawals.cool_down_period; }>(
            "coolDownPeriod() view returns (uint256)"),
        bind<[](const View& v, Address asset) {
            const BufferQueue& queue = v.ports.self.withdrawals.queue[asset];
            return std::tuple(queue.to_fill, queue.filled);
        }>("erc20WithdrawQueue(address asset) view returns (uint256, uint256)"),
        bind<[](const View& v) {
            const BufferQueue& queue = v.ports.self.withdrawals.queue[kNative];
            return std::tuple(queue.to_fill, queue.filled);
        }>("ethWithdrawQueue() view returns (uint256, uint256)"),
        bind<[](const View& v, Address asset) {
            return withdraw_queue::available(v.tx, v.ports, asset);
        }>("getAvailableToWithdraw(address asset) view returns (uint256)"),
        bind<[](const View& v, Address user) {
            return u256(v.ports.self.withdrawals.requests.size(user));
        }>("getOutstandingWithdrawRequests(address user) view returns (uint256)"),
        bind<[](const View& v, Address asset) {
            return withdraw_queue::withdraw_deficit(v.tx, v.ports, asset);
        }>("getWithdrawDeficit(address asset) view returns (uint256)"),
        bind<[](const View& v) { return *v.ports.self.withdrawals.paused; }>(
            "paused() view returns (bool)"),
        bind<[](const View& v) { return *v.ports.self.withdrawals.st_eth_pending; }>(
            "stETHPendingWithdrawAmount() view returns (uint256)"),
        bind<[](const View& v, u256 request) {
            return v.ports.self.withdrawals.st_eth_pending_of[request];
        }>("stETHPendingWithdrawAmountById(uint256 requestId) view returns (uint256)"),
        bind<[](const View& v, Address account) {
            return v.ports.self.withdrawals.whitelisted[account];
        }>("whitelisted(address account) view returns (bool)"),
        bind<[](const View& v) { return *v.ports.self.withdrawals.request_nonce; }>(
            "withdrawRequestNonce() view returns (uint256)"),
        bind<[](const View& v, Address asset) {
            return v.ports.self.withdrawals.buffer_target[asset];
        }>("withdrawalBufferTarget(address asset) view returns (uint256)"),
    };
}

}  // namespace

const Face& withdraw_queue_face() {
    static const Face kFace("WithdrawQueue", {withdraw_queue_rules(), withdraw_queue_views()});
    return kFace;
}

const Face& instant_withdrawer_face() {
    static const Face kFace(
        "InstantWithdrawer",
        {{
            bind<instant_withdrawer::receive>("receive() payable"),
            bind<instant_withdrawer::set_allowed_buffer_drawdown_bps>(
                "setAllowedBufferDrawdownBps(uint256 bps)"),
            bind<instant_withdrawer::set_fee_info>(
                "setFeeInfo(uint256 minFeeBps, uint256 maxFeeBps, address feeDestination)"),
            bind<instant_withdrawer::withdraw>(
                "withdraw(uint256 ezETHAmount, address tokenOut, uint256 minOut)"),
            bind<[](const View& v) { return *v.ports.self.instant.allowed_drawdown_bps; }>(
                "allowedBufferDrawdownBps() view returns (uint256)"),
            bind<[](const View& v) { return *v.ports.self.instant.fee_destination; }>(
                "feeDestination() view returns (address)"),
            bind<[](const View& v) { return *v.ports.self.instant.max_fee_bps; }>(
                "maxFeeBps() view returns (uint256)"),
            bind<[](const View& v) { return *v.ports.self.instant.min_fee_bps; }>(
                "minFeeBps() view returns (uint256)"),
            bind<[](const View& v) { return *v.ports.self.instant.owner; }>(
                "owner() view returns (address)"),
        }});
    return kFace;
}

}  // namespace aq::renzo
