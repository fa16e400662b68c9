// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of WithdrawalQueueERC721's state.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::move {

/// WithdrawalQueueBase._initializeQueue: request 0, which is empty and claimed.
void initialize_queue(Undo& u, Queue& q, std::uint64_t time);

/// What a request adds to the queue.
struct NewRequest {
    Wei steth;
    Shares shares;
    Address owner;
    std::uint64_t timestamp = 0;
    std::uint64_t report_timestamp = 0;
};
/// Keeps: cumulative amounts grow with the id; who owns an open request has it in its list. The
/// sums fit 128 bits. Returns the request's id.
u256 enqueue(Undo& u, Queue& q, const NewRequest& request);

/// Keeps: checkpoints begin where the last finalisation ended. The request is open.
void finalize(Undo& u, Queue& q, const u256& last_id, Wei ether, ShareRate max_rate);

/// The request is finalised and not claimed.
void claim(Undo& u, Queue& q, const u256& id);
/// The locked ether covers the amount.
void unlock_ether(Undo& u, Queue& q, Wei amount);

/// The request is not claimed. Its approval ends.
void transfer_request(Undo& u, Queue& q, const u256& id, const Address& to);
void approve_request(Undo& u, Queue& q, const u256& id, const Address& approved);
void set_operator_approval(Undo& u, Queue& q, const Address& owner, const Address& operator_at,
                           bool approved);

void set_last_report_timestamp(Undo& u, Queue& q, const u256& timestamp);
void set_bunker_mode_since(Undo& u, Queue& q, const u256& timestamp);
void set_resume_since(Undo& u, Queue& q, const u256& timestamp);

}  // namespace aq::lido::move
