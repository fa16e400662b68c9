// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_queue.hpp>

#include <aquifer/protocols/erc20/permits.hpp>
#include <aquifer/protocols/erc20/rules.hpp>
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_queue.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_wsteth.hpp>

namespace aq::lido::withdrawal_queue {

namespace {

Result<void> require_resumed(const State& s, const Tx& tx) {
    AQ_REQUIRE(!is_paused(s, tx.block), error::ResumedExpected);
    return {};
}

/// WithdrawalQueue._checkWithdrawalRequestAmount.
Result<void> require_within_bounds(Wei amount) {
    AQ_REQUIRE(amount >= kMinStEthWithdrawalAmount, error::RequestAmountTooSmall, amount);
    AQ_REQUIRE(amount <= kMaxStEthWithdrawalAmount, error::RequestAmountTooLarge, amount);
    return {};
}

/// WithdrawalQueueBase._enqueue and the token's mint. The queue records what was asked for,
/// although the shares that arrived may be worth a wei or two less.
Result<u256> enqueue(Tx& tx, Ports& ports, const Call& call, Wei amount, const Address& owner) {
    State& s = ports.self;
    const Shares asked = AQ_TRY(steth::shares_by_pooled_eth_down(s, amount));
    // uint128(amountOfShares), then sums of uint128.
    const Shares n(u256(asked.raw.truncate_u128()));
    const Request& last = s.queue.requests[*s.queue.last_request_id];
    AQ_REQUIRE((last.cumulative_shares + n).raw.fits_u128() &&
                   (last.cumulative_steth + amount).raw.fits_u128(),
               Arithmetic::kOverflow);
    const u256 id =
        move::enqueue(tx.undo, s.queue,
                      {.steth = amount,
                       .shares = n,
                       .owner = owner,
                       .timestamp = tx.block.time,
                       .report_timestamp = s.queue.last_report_timestamp->truncate_u64()});
    tx.log(call.to, WithdrawalRequested{id, call.sender, owner, amount, n});
    tx.log(call.to, Transfer{kZeroAddress, owner, id});
    return id;
}

/// WithdrawalQueueBase._claim and the token's burn.
Result<void> claim(Tx& tx, Ports& ports, const Call& call, const u256& id, const u256& hint,
                   const Address& recipient) {
    Queue& q = ports.self.queue;
    AQ_REQUIRE(!id.is_zero(), error::InvalidRequestId, id);
    AQ_REQUIRE(id <= *q.last_finalized_request_id, error::RequestNotFoundOrNotFinalized, id);
    const Request& request = q.requests[id];
    AQ_REQUIRE(!request.claimed, error::RequestAlreadyClaimed, id);
    AQ_REQUIRE(request.owner == call.sender, error::NotOwner, call.sender, request.owner);
    move::claim(tx.undo, q, id);
    const Wei amount = AQ_TRY(ether_at_checkpoint(ports.self, id, hint));
    AQ_TRY(checked_sub(*q.locked_ether, amount));
    move::unlock_ether(tx.undo, q, amount);
    AQ_REQUIRE(ports.accounts.ether[call.to] >= amount, error::NotEnoughEther);
    const auto sent = tx.attempt([&] { return tx.call(message(call.to, recipient, amount), {}); });
    AQ_REQUIRE(sent.has_value(), error::CantSendValueRecipientMayHaveReverted);
    tx.log(call.to, WithdrawalClaimed{id, call.sender, recipient, amount});
    tx.log(call.to, Transfer{call.sender, kZeroAddress, id});
    return {};
}

Result<void> claim_all(Tx& tx, Ports& ports, const Call& call, const Ids& ids, const Ids& hints,
                       const Address& recipient) {
    AQ_REQUIRE(ids.size() == hints.size(), error::ArraysLengthMismatch, u256(ids.size()),
               u256(hints.size()));
    for (std::size_t i = 0; i < ids.size(); ++i) {
        AQ_TRY(claim(tx, ports, call, ids[i], hints[i], recipient));
    }
    return {};
}

/// PausableUntil._setPausedState.
void set_paused(Tx& tx, Ports& ports, const Call& call, const u256& resume_since) {
    move::set_resume_since(tx.undo, ports.self.queue, resume_since);
    const u256 duration = resume_since == u256::max()
                              ? resume_since
                              : wrapping_sub(resume_since, u256(tx.block.time));
    tx.log(call.to, Paused{duration});
}

}  // namespace

Result<Ids> request_withdrawals(Tx& tx, Ports& ports, const Call& call, Amounts amounts,
                                Address owner) {
    AQ_TRY(require_resumed(ports.self, tx));
    if (owner == kZeroAddress) owner = call.sender;
    const Call as_queue = message(call.to, ports.self.at.lido);
    Ids ids;
    for (const Wei amount : amounts) {
        AQ_TRY(require_within_bounds(amount));
        AQ_TRY(steth::transfer_from(tx, ports, as_queue, call.sender, call.to, amount));
        ids.push_back(AQ_TRY(enqueue(tx, ports, call, amount, owner)));
    }
    return ids;
}

Result<Ids> request_withdrawals_wsteth(Tx& tx, Ports& ports, const Call& call,
                                       std::vector<erc20::Amount> amounts, Address owner) {
    AQ_TRY(require_resumed(ports.self, tx));
    if (owner == kZeroAddress) owner = call.sender;
    const Call as_queue = message(call.to, ports.self.at.wsteth);
    Ids ids;
    for (const erc20::Amount wrapped : amounts) {
        AQ_TRY(erc20::transfer_from(tx, ports.tokens, as_queue, call.sender, call.to, wrapped));
        const Wei amount = AQ_TRY(wsteth::unwrap(tx, ports, as_queue, wrapped));
        AQ_TRY(require_within_bounds(amount));
        ids.push_back(AQ_TRY(enqueue(tx, ports, call, amount, owner)));
    }
    return ids;
}

Result<Ids> request_withdrawals_with_permit(Tx& tx, Ports& ports, const Call& call, Amounts amounts,
                                            Address owner, PermitInput permit) {
    AQ_TRY(steth::permit(tx, ports, message(call.to, ports.self.at.lido), call.sender, call.to,
                         Wei(permit.value), permit.deadline, permit.v, permit.r, permit.s));
    return request_withdrawals(tx, ports, call, std::move(amounts), owner);
}

Result<Ids> request_withdrawals_wsteth_with_permit(Tx& tx, Ports& ports, const Call& call,
                                                   std::vector<erc20::Amount> amounts,
                                                   Address owner, PermitInput permit) {
    AQ_TRY(erc20::permit(tx, ports.tokens, message(call.to, ports.self.at.wsteth), call.sender,
                         call.to, erc20::Amount(permit.value), permit.deadline, permit.v, permit.r,
                         permit.s));
    return request_withdrawals_wsteth(tx, ports, call, std::move(amounts), owner);
}

Result<void> finalize(Tx& tx, Ports& ports, const Call& call, u256 last_id, ShareRate max_rate) {
    State& s = ports.self;
    Queue& q = s.queue;
    AQ_TRY(require_resumed(s, tx));
    AQ_TRY(require_role(s, call, role::kFinalize));
    AQ_REQUIRE(last_id <= *q.last_request_id, error::InvalidRequestId, last_id);
    AQ_REQUIRE(last_id > *q.last_finalized_request_id, error::InvalidRequestId, last_id);
    const Request& before = q.requests[*q.last_finalized_request_id];
    const Request& last = q.requests[last_id];
    const Wei asked = last.cumulative_steth - before.cumulative_steth;
    AQ_REQUIRE(call.value <= asked, error::TooMuchEtherToFinalize, call.value, asked);
    const Shares burnt = last.cumulative_shares - before.cumulative_shares;
    const u256 first_id = wrapping_add(*q.last_finalized_request_id, u256(1U));
    move::finalize(tx.undo, q, last_id, call.value, max_rate);
    tx.log(call.to,
           WithdrawalsFinalized{first_id, last_id, call.value, burnt, u256(tx.block.time)});
    tx.log(call.to, BatchMetadataUpdate{first_id, *q.last_request_id});
    return {};
}

Result<void> on_oracle_report(Tx& tx, Ports& ports, const Call& call, bool is_bunker_mode_now,
                              u256 bunker_start_timestamp, u256 current_report_timestamp) {
    State& s = ports.self;
    const u256 now(tx.block.time);
    AQ_TRY(require_role(s, call, role::kOracle));
    AQ_REQUIRE(bunker_start_timestamp < now, error::InvalidReportTimestamp);
    AQ_REQUIRE(current_report_timestamp < now, error::InvalidReportTimestamp);
    move::set_last_report_timestamp(tx.undo, s.queue, current_report_timestamp);
    if (is_bunker_mode_now == is_bunker_mode_active(s)) return {};
    if (is_bunker_mode_now) {
        move::set_bunker_mode_since(tx.undo, s.queue, bunker_start_timestamp);
        tx.log(call.to, BunkerModeEnabled{bunker_start_timestamp});
    } else {
        move::set_bunker_mode_since(tx.undo, s.queue, kBunkerModeDisabled);
        tx.log(call.to, BunkerModeDisabled{});
    }
    return {};
}

Result<void> claim_withdrawals(Tx& tx, Ports& ports, const Call& call, Ids ids, Ids hints) {
    return claim_all(tx, ports, call, ids, hints, call.sender);
}

Result<void> claim_withdrawals_to(Tx& tx, Ports& ports, const Call& call, Ids ids, Ids hints,
                                  Address recipient) {
    AQ_REQUIRE(recipient != kZeroAddress, error::ZeroRecipient);
    return claim_all(tx, ports, call, ids, hints, recipient);
}

Result<void> claim_withdrawal(Tx& tx, Ports& ports, const Call& call, u256 id) {
    const CheckpointRange all{u256(1U), *ports.self.queue.last_checkpoint_index};
    const u256 hint = AQ_TRY(find_checkpoint_hint(ports.self, id, all));
    return claim(tx, ports, call, id, hint, call.sender);
}

Result<void> resume(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_role(ports.self, call, role::kResume));
    AQ_REQUIRE(is_paused(ports.self, tx.block), error::PausedExpected);
    move::set_resume_since(tx.undo, ports.self.queue, u256(tx.block.time));
    tx.log(call.to, Resumed{});
    return {};
}

Result<void> pause_for(Tx& tx, Ports& ports, const Call& call, u256 seconds) {
    AQ_TRY(require_role(ports.self, call, role::kPause));
    AQ_TRY(require_resumed(ports.self, tx));
    AQ_REQUIRE(!seconds.is_zero(), error::ZeroPauseDuration);
    const u256 resume_since =
        seconds == u256::max() ? seconds : AQ_TRY(checked_add(u256(tx.block.time), seconds));
    set_paused(tx, ports, call, resume_since);
    return {};
}

Result<void> pause_until(Tx& tx, Ports& ports, const Call& call, u256 until_inclusive) {
    AQ_TRY(require_role(ports.self, call, role::kPause));
    AQ_TRY(require_resumed(ports.self, tx));
    AQ_REQUIRE(until_inclusive >= u256(tx.block.time), error::PauseUntilMustBeInFuture);
    set_paused(
        tx, ports, call,
        until_inclusive == u256::max() ? until_inclusive : wrapping_add(until_inclusive, u256(1U)));
    return {};
}

}  // namespace aq::lido::withdrawal_queue
