// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The InstantWithdrawer, and the RewardHandler through which rewards of blocks arrive.

#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo {

namespace instant_withdrawer {

/// InstantWithdrawer.withdraw: out of the buffer at once, for a fee. The instant withdrawer is
/// whitelisted in the queue. "ReentrancyGuard: reentrant call", `InvalidZeroInput`,
/// `UnsupportedWithdrawAsset`, `NotEnoughWithdrawBuffer`, `BelowAllowedLimit`,
/// `InsufficientOutputAmount`, `TransferFailed`.
Result<void> withdraw(Tx& tx, Ports& ports, const Call& call, Amount ez_eth, Address asset,
                      Amount min_out);
/// Ether that the queue pays.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);
/// InstantWithdrawer.setAllowedBufferDrawdownBps and setFeeInfo, by the owner:
/// "Ownable: caller is not the owner", `OverMaxBasisPoints`. No log.
Result<void> set_allowed_buffer_drawdown_bps(Tx& tx, Ports& ports, const Call& call, u256 bps);
Result<void> set_fee_info(Tx& tx, Ports& ports, const Call& call, u256 min_bps, u256 max_bps,
                          Address destination);

}  // namespace instant_withdrawer

namespace reward_handler {

/// RewardHandler.forwardRewards, by NATIVE_ETH_RESTAKE_ADMIN (`NotNativeEthRestakeAdmin`), and
/// plain ether: all there is, to the destination. `TransferFailed`.
Result<void> forward_rewards(Tx& tx, Ports& ports, const Call& call);
Result<void> receive(Tx& tx, Ports& ports, const Call& call);
/// RewardHandler.setRewardDestination, by RESTAKE_MANAGER_ADMIN: `NotRestakeManagerAdmin`,
/// `InvalidZeroInput`.
Result<void> set_reward_destination(Tx& tx, Ports& ports, const Call& call, Address destination);

}  // namespace reward_handler

}  // namespace aq::renzo
