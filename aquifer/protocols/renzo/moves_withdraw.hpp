// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of the WithdrawQueue.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::move {

void set_queue_paused(Undo& u, State& s, bool paused);
void set_buffer_target(Undo& u, State& s, const Address& asset, Amount target);
void set_cool_down_period(Undo& u, State& s, const u256& seconds);
void set_whitelisted(Undo& u, State& s, const Address& account, bool whitelisted);

/// Keeps: what fills the queue is reserved for its claims.
void fill_queue(Undo& u, State& s, const Address& asset, Amount amount);

/// A request that the buffer covers. Keeps: the reserve covers every request that is not queued.
void add_request(Undo& u, State& s, const Address& user, const WithdrawRequest& request);
/// A request beyond the buffer. All that is free goes to the queue, whose oldest it pays first.
void queue_request(Undo& u, State& s, const Address& user, const WithdrawRequest& request,
                   Amount free);
/// Keeps: what was reserved for the request is free again. The user's last request takes its place.
void remove_request(Undo& u, State& s, const Address& user, std::uint32_t index);

/// Keeps: stETH at Lido is the sum of the requests not completed.
void start_rebalance(Undo& u, State& s, const u256& request, Amount amount);
void complete_rebalance(Undo& u, State& s, const u256& request);

}  // namespace aq::renzo::move
