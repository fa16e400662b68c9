// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/moves_queue.hpp>

namespace aq::lido::move {

void initialize_queue(Undo& u, Queue& q, std::uint64_t time) {
    Request first;
    first.timestamp = time;
    first.claimed = true;
    u.set(q.requests, u256(), first);
}

u256 enqueue(Undo& u, Queue& q, const NewRequest& request) {
    const Request& last = q.requests[*q.last_request_id];
    const u256 id = wrapping_add(*q.last_request_id, u256(1U));
    const Request added{.cumulative_steth = last.cumulative_steth + request.steth,
                        .cumulative_shares = last.cumulative_shares + request.shares,
                        .owner = request.owner,
                        .timestamp = request.timestamp,
                        .report_timestamp = request.report_timestamp};
    u.set(q.requests, id, added);
    u.set(q.last_request_id, id);
    insert(u, q.requests_by_owner, request.owner, id);
    return id;
}

void finalize(Undo& u, Queue& q, const u256& last_id, Wei ether, ShareRate max_rate) {
    const u256 index = wrapping_add(*q.last_checkpoint_index, u256(1U));
    const u256 first_id = wrapping_add(*q.last_finalized_request_id, u256(1U));
    u.set(q.checkpoints, index, Checkpoint{first_id, max_rate});
    u.set(q.last_checkpoint_index, index);
    u.set(q.locked_ether, *q.locked_ether + ether);
    u.set(q.last_finalized_request_id, last_id);
}

void claim(Undo& u, Queue& q, const u256& id) {
    remove(u, q.requests_by_owner, q.requests[id].owner, id);
    u.edit(q.requests, id, [](Request& request) { request.claimed = true; });
}

void unlock_ether(Undo& u, Queue& q, Wei amount) {
    u.set(q.locked_ether, *q.locked_ether - amount);
}

void transfer_request(Undo& u, Queue& q, const u256& id, const Address& to) {
    u.set(q.token_approvals, id, kZeroAddress);
    remove(u, q.requests_by_owner, q.requests[id].owner, id);
    u.edit(q.requests, id, [&](Request& request) { request.owner = to; });
    insert(u, q.requests_by_owner, to, id);
}

void approve_request(Undo& u, Queue& q, const u256& id, const Address& approved) {
    u.set(q.token_approvals, id, approved);
}

void set_operator_approval(Undo& u, Queue& q, const Address& owner, const Address& operator_at,
                           bool approved) {
    u.set(q.operator_approvals, Key<Address, Address>(owner, operator_at), approved);
}

void set_last_report_timestamp(Undo& u, Queue& q, const u256& timestamp) {
    u.set(q.last_report_timestamp, timestamp);
}

void set_bunker_mode_since(Undo& u, Queue& q, const u256& timestamp) {
    u.set(q.bunker_mode_since, timestamp);
}

void set_resume_since(Undo& u, Queue& q, const u256& timestamp) {
    u.set(q.resume_since, timestamp);
}

}  // namespace aq::lido::move
