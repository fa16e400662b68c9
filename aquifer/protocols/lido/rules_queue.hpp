// SPDX-License-Identifier: Apache-2.0
#pragma once

/// WithdrawalQueueERC721: requests to leave, their finalisation and claims, and the token each
/// request is. `call.to` is the queue.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::withdrawal_queue {

using Ids = std::vector<u256>;
using Amounts = std::vector<Wei>;

/// WithdrawalQueue.requestWithdrawals: `ResumedExpected`, `RequestAmountTooSmall`,
/// `RequestAmountTooLarge`, and what stETH's transfer refuses. The zero owner is the caller.
Result<Ids> request_withdrawals(Tx& tx, Ports& ports, const Call& call, Amounts amounts,
                                Address owner);
/// WithdrawalQueue.requestWithdrawalsWstETH: the bounds are those of the stETH unwrapped.
Result<Ids> request_withdrawals_wsteth(Tx& tx, Ports& ports, const Call& call,
                                       std::vector<erc20::Amount> amounts, Address owner);
/// The two with a permit first, whose failure is theirs.
Result<Ids> request_withdrawals_with_permit(Tx& tx, Ports& ports, const Call& call, Amounts amounts,
                                            Address owner, PermitInput permit);
Result<Ids> request_withdrawals_wsteth_with_permit(Tx& tx, Ports& ports, const Call& call,
                                                   std::vector<erc20::Amount> amounts,
                                                   Address owner, PermitInput permit);

/// WithdrawalQueueERC721.finalize (FINALIZE_ROLE): `ResumedExpected`, `InvalidRequestId`,
/// `TooMuchEtherToFinalize`.
Result<void> finalize(Tx& tx, Ports& ports, const Call& call, u256 last_id, ShareRate max_rate);
/// WithdrawalQueue.onOracleReport (ORACLE_ROLE): `InvalidReportTimestamp`.
Result<void> on_oracle_report(Tx& tx, Ports& ports, const Call& call, bool is_bunker_mode_now,
                              u256 bunker_start_timestamp, u256 current_report_timestamp);

/// WithdrawalQueue.claimWithdrawals and claimWithdrawalsTo: `ZeroRecipient`,
/// `ArraysLengthMismatch`; for each request `InvalidRequestId`, `RequestNotFoundOrNotFinalized`,
/// `RequestAlreadyClaimed`, `NotOwner`, `InvalidHint`, `NotEnoughEther`,
/// `CantSendValueRecipientMayHaveReverted`. Not stopped by a pause.
Result<void> claim_withdrawals(Tx& tx, Ports& ports, const Call& call, Ids ids, Ids hints);
Result<void> claim_withdrawals_to(Tx& tx, Ports& ports, const Call& call, Ids ids, Ids hints,
                                  Address recipient);
/// WithdrawalQueue.claimWithdrawal: the hint is searched for.
Result<void> claim_withdrawal(Tx& tx, Ports& ports, const Call& call, u256 id);

/// WithdrawalQueue.resume (RESUME_ROLE): `PausedExpected`.
Result<void> resume(Tx& tx, Ports& ports, const Call& call);
/// WithdrawalQueue.pauseFor (PAUSE_ROLE): `ResumedExpected`, `ZeroPauseDuration`.
Result<void> pause_for(Tx& tx, Ports& ports, const Call& call, u256 seconds);
/// WithdrawalQueue.pauseUntil (PAUSE_ROLE): `ResumedExpected`, `PauseUntilMustBeInFuture`.
Result<void> pause_until(Tx& tx, Ports& ports, const Call& call, u256 until_inclusive);

/// WithdrawalQueueERC721.approve: `ApprovalToOwner`, `NotOwnerOrApprovedForAll`.
Result<void> approve(Tx& tx, Ports& ports, const Call& call, Address to, u256 id);
/// WithdrawalQueueERC721.setApprovalForAll: `ApproveToCaller`.
Result<void> set_approval_for_all(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                  bool approved);
/// WithdrawalQueueERC721.transferFrom: `TransferToZeroAddress`, `TransferToThemselves`,
/// `InvalidRequestId`, `RequestAlreadyClaimed`, `TransferFromIncorrectOwner`, `NotOwnerOrApproved`.
Result<void> transfer_from(Tx& tx, Ports& ports, const Call& call, Address from, Address to,
                           u256 id);
/// WithdrawalQueueERC721.safeTransferFrom: also `TransferToNonIERC721Receiver`.
Result<void> safe_transfer_from(Tx& tx, Ports& ports, const Call& call, Address from, Address to,
                                u256 id);
Result<void> safe_transfer_from_with_data(Tx& tx, Ports& ports, const Call& call, Address from,
                                          Address to, u256 id, Bytes data);

}  // namespace aq::lido::withdrawal_queue
