// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/moves_withdraw.hpp>

#include <aquifer/protocols/renzo/queries_withdraw.hpp>

namespace aq::renzo::move {

namespace {

void reserve(Undo& u, State& s, const Address& asset, Amount amount) {
    u.set(s.withdrawals.claim_reserve, asset, s.withdrawals.claim_reserve[asset] + amount);
}

void push_request(Undo& u, State& s, const Address& user, const WithdrawRequest& request) {
    u.set(s.withdrawals.request_nonce, request.withdrawRequestID);
    push(u, s.withdrawals.requests, user, request);
}

}  // namespace

void set_queue_paused(Undo& u, State& s, bool paused) {
    u.set(s.withdrawals.paused, paused);
}

void set_buffer_target(Undo& u, State& s, const Address& asset, Amount target) {
    u.set(s.withdrawals.buffer_target, asset, target);
}

void set_cool_down_period(Undo& u, State& s, const u256& seconds) {
    u.set(s.withdrawals.cool_down_period, seconds);
}

void set_whitelisted(Undo& u, State& s, const Address& account, bool whitelisted) {
    u.set(s.withdrawals.whitelisted, account, whitelisted);
}

void fill_queue(Undo& u, State& s, const Address& asset, Amount amount) {
    reserve(u, s, asset, amount);
    u.edit(s.withdrawals.queue, asset,
           [&](BufferQueue& queue) { queue.filled = queue.filled + amount; });
}

void add_request(Undo& u, State& s, const Address& user, const WithdrawRequest& request) {
    reserve(u, s, request.collateralToken, request.amountToRedeem);
    push_request(u, s, user, request);
}

void queue_request(Undo& u, State& s, const Address& user, const WithdrawRequest& request,
                   Amount free) {
    const Address& asset = request.collateralToken;
    reserve(u, s, asset, free);
    BufferQueue queue = s.withdrawals.queue[asset];
    queue.filled = queue.filled + free;
    queue.to_fill = queue.to_fill + request.amountToRedeem;
    u.set(s.withdrawals.queue, asset, queue);
    u.set(s.withdrawals.fill_at, request.withdrawRequestID, queue.to_fill);
    u.set(s.withdrawals.queued_requests, withdraw_queue::request_hash(request, user),
          request.withdrawRequestID);
    push_request(u, s, user, request);
}

void remove_request(Undo& u, State& s, const Address& user, std::uint32_t index) {
    auto& requests = s.withdrawals.requests;
    const WithdrawRequest removed = requests.at(user, index);
    const Address& asset = removed.collateralToken;
    u.set(s.withdrawals.claim_reserve, asset,
          s.withdrawals.claim_reserve[asset] - removed.amountToRedeem);
    const std::uint32_t last = requests.size(user) - 1;
    if (index != last) {
        const WithdrawRequest moved = requests.at(user, last);
        replace(u, requests, user, index, moved);
    }
    pop(u, requests, user);
}

void start_rebalance(Undo& u, State& s, const u256& request, Amount amount) {
    u.set(s.withdrawals.st_eth_pending, *s.withdrawals.st_eth_pending + amount);
    u.set(s.withdrawals.st_eth_pending_of, request, amount);
}

void complete_rebalance(Undo& u, State& s, const u256& request) {
    u.set(s.withdrawals.st_eth_pending,
          *s.withdrawals.st_eth_pending - s.withdrawals.st_eth_pending_of[request]);
}

}  // namespace aq::renzo::move
