// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The WithdrawQueue.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::withdraw_queue {

// For users (rules_withdraw.cpp). "ReentrancyGuard: reentrant call", "Pausable: paused".

/// WithdrawQueue.withdraw: ezETH for an asset, at the lesser of the values now and at the claim.
/// `WithdrawRequestPaused`, `InvalidZeroInput`, `UnsupportedWithdrawAsset`, `InvalidTokenAmount`,
/// `NotEnoughCollateralValue`.
Result<void> withdraw(Tx& tx, Ports& ports, const Call& call, Amount ez_eth, Address asset);
/// WithdrawQueue.claim, by anyone, for the user. `ClaimPaused`, `InvalidWithdrawIndex`,
/// `EarlyClaim`, `QueuedWithdrawalNotFilled`, `TransferFailed`.
Result<void> claim(Tx& tx, Ports& ports, const Call& call, u256 index, Address user);

// From the DepositQueue (`NotDepositQueue`): requests that wait are filled first.

/// WithdrawQueue.fillEthWithdrawBuffer.
Result<void> fill_eth_withdraw_buffer(Tx& tx, Ports& ports, const Call& call);
/// WithdrawQueue.fillERC20WithdrawBuffer: `InvalidZeroInput`, `UnsupportedWithdrawAsset`.
Result<void> fill_erc20_withdraw_buffer(Tx& tx, Ports& ports, const Call& call, Address asset,
                                        Amount amount);

// stETH turned into ether at Lido (rules_withdraw_admin.cpp). `NotDepositWithdrawPauser`: the
// contract's own word for a missing WITHDRAW_QUEUE_REBALANCE_ADMIN.

/// WithdrawQueue.startStETHRebalance: `InvalidTokenAmount` for none or more than is free.
Result<void> start_st_eth_rebalance(Tx& tx, Ports& ports, const Call& call, Amount amount);
/// WithdrawQueue.completeStETHRebalance: the ether goes to the DepositQueue as it arrives. Panic
/// 0x11 for a request counted out before, if not enough is pending.
Result<void> complete_st_eth_rebalance(Tx& tx, Ports& ports, const Call& call, u256 request,
                                       u256 hint);
/// Ether that is sent here: only Lido's queue may. `TransferFailed`.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

// Administration: `NotWithdrawQueueAdmin`.

/// WithdrawQueue.updateWithdrawBufferTarget: `InvalidZeroInput`.
Result<void> update_withdraw_buffer_target(Tx& tx, Ports& ports, const Call& call,
                                           std::vector<TokenWithdrawBuffer> targets);
/// WithdrawQueue.updateCoolDownPeriod: `InvalidZeroInput`.
Result<void> update_cool_down_period(Tx& tx, Ports& ports, const Call& call, u256 seconds);
/// WithdrawQueue.setWhiteListed: who need not wait. `MismatchedArrayLengths`.
Result<void> set_white_listed(Tx& tx, Ports& ports, const Call& call, std::vector<Address> accounts,
                              std::vector<bool> status);
/// WithdrawQueue.pause and unpause: `NotDepositWithdrawPauser`, "Pausable: paused",
/// "Pausable: not paused".
Result<void> pause(Tx& tx, Ports& ports, const Call& call);
Result<void> unpause(Tx& tx, Ports& ports, const Call& call);

}  // namespace aq::renzo::withdraw_queue
