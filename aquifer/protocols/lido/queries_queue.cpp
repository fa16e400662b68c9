// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/queries_queue.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/maths.hpp>

namespace aq::lido::withdrawal_queue {

namespace {

constexpr u256 kOne{1U};

bool is_known(const State& s, const u256& id) {
    return !id.is_zero() && id <= *s.queue.last_request_id;
}

u256 before(const u256& id) {
    return wrapping_sub(id, kOne);
}

u256 after(const u256& id) {
    return wrapping_add(id, kOne);
}

}  // namespace

bool is_paused(const State& s, const Block& block) {
    return u256(block.time) < *s.queue.resume_since;
}

bool is_bunker_mode_active(const State& s) {
    return *s.queue.bunker_mode_since < kBunkerModeDisabled;
}

Result<Wei> unfinalized_steth(const State& s) {
    const Queue& q = s.queue;
    return AQ_TRY(checked_sub(q.requests[*q.last_request_id].cumulative_steth,
                              q.requests[*q.last_finalized_request_id].cumulative_steth));
}

u256 unfinalized_request_number(const State& s) {
    return wrapping_sub(*s.queue.last_request_id, *s.queue.last_finalized_request_id);
}

Result<Batch> batch_between(const Request& before, const Request& last) {
    Batch out;
    out.steth = AQ_TRY(checked_sub(last.cumulative_steth, before.cumulative_steth));
    out.shares = AQ_TRY(checked_sub(last.cumulative_shares, before.cumulative_shares));
    out.rate = ShareRate(AQ_TRY(checked_mul_div_down(out.steth.raw, kRay, out.shares.raw)));
    return out;
}

Result<Wei> batch_ether_down(const Batch& batch, ShareRate max_rate) {
    if (batch.rate <= max_rate) return batch.steth;
    return Wei(AQ_TRY(checked_mul_div_down(batch.shares.raw, max_rate.raw, kRay)));
}

Result<RequestStatus> status(const State& s, const u256& id) {
    AQ_REQUIRE(is_known(s, id), error::InvalidRequestId, id);
    const Request& request = s.queue.requests[id];
    const Request& previous = s.queue.requests[before(id)];
    return RequestStatus{request.cumulative_steth - previous.cumulative_steth,
                         request.cumulative_shares - previous.cumulative_shares,
                         request.owner,
                         u256(request.timestamp),
                         id <= *s.queue.last_finalized_request_id,
                         request.claimed};
}

Result<std::vector<RequestStatus>> withdrawal_status(const State& s, const std::vector<u256>& ids) {
    std::vector<RequestStatus> out;
    out.reserve(ids.size());
    for (const u256& id : ids) out.push_back(AQ_TRY(status(s, id)));
    return out;
}

Result<Wei> ether_at_checkpoint(const State& s, const u256& id, const u256& hint) {
    const Queue& q = s.queue;
    AQ_REQUIRE(!hint.is_zero() && hint <= *q.last_checkpoint_index, error::InvalidHint, hint);
    const Checkpoint& checkpoint = q.checkpoints[hint];
    AQ_REQUIRE(id >= checkpoint.from_request_id, error::InvalidHint, hint);
    AQ_REQUIRE(hint == *q.last_checkpoint_index || q.checkpoints[after(hint)].from_request_id > id,
               error::InvalidHint, hint);
    const Batch batch = AQ_TRY(batch_between(q.requests[before(id)], q.requests[id]));
    return batch_ether_down(batch, checkpoint.max_share_rate);
}

Result<Wei> claimable_ether(const State& s, const u256& id, const u256& hint) {
    AQ_REQUIRE(is_known(s, id), error::InvalidRequestId, id);
    if (id > *s.queue.last_finalized_request_id) return Wei();
    if (s.queue.requests[id].claimed) return Wei();
    return ether_at_checkpoint(s, id, hint);
}

Result<u256> find_checkpoint_hint(const State& s, const u256& id, const CheckpointRange& range) {
    const Queue& q = s.queue;
    AQ_REQUIRE(is_known(s, id), error::InvalidRequestId, id);
    const u256 newest = *q.last_checkpoint_index;
    AQ_REQUIRE(!range.first.is_zero() && range.last <= newest, error::InvalidRequestIdRange,
               range.first, range.last);
    if (newest.is_zero() || id > *q.last_finalized_request_id || range.first > range.last) {
        return u256();
    }
    if (id >= q.checkpoints[range.last].from_request_id) {
        const bool is_last =
            range.last == newest || id < q.checkpoints[after(range.last)].from_request_id;
        return is_last ? range.last : u256();
    }
    if (id < q.checkpoints[range.first].from_request_id) return u256();
    u256 low = range.first;
    u256 high = before(range.last);
    while (high > low) {
        const u256 middle = after(wrapping_add(low, high)) >> 1;
        if (q.checkpoints[middle].from_request_id <= id) {
            low = middle;
        } else {
            high = before(middle);
        }
    }
    return low;
}

Result<std::vector<u256>> find_checkpoint_hints(const State& s, const std::vector<u256>& ids,
                                                CheckpointRange range) {
    std::vector<u256> out;
    out.reserve(ids.size());
    u256 previous;
    for (const u256& id : ids) {
        AQ_REQUIRE(id >= previous, error::RequestIdsNotSorted);
        out.push_back(AQ_TRY(find_checkpoint_hint(s, id, range)));
        range.first = out.back();
        previous = id;
    }
    return out;
}

Result<Finalization> prefinalize(const State& s, const std::vector<u256>& batches,
                                 ShareRate max_rate) {
    const Queue& q = s.queue;
    AQ_REQUIRE(!max_rate.is_zero(), error::ZeroShareRate);
    AQ_REQUIRE(!batches.empty(), error::EmptyBatches);
    AQ_REQUIRE(batches.front() > *q.last_finalized_request_id, error::InvalidRequestId,
               batches.front());
    AQ_REQUIRE(batches.back() <= *q.last_request_id, error::InvalidRequestId, batches.back());
    Finalization out;
    u256 previous = *q.last_finalized_request_id;
    for (const u256& last : batches) {
        AQ_REQUIRE(last > previous, error::BatchesAreNotSorted);
        const Batch batch = AQ_TRY(batch_between(q.requests[previous], q.requests[last]));
        const Wei ether = AQ_TRY(batch_ether_down(batch, max_rate));
        out.ether_to_lock = AQ_TRY(checked_add(out.ether_to_lock, ether));
        out.shares_to_burn = AQ_TRY(checked_add(out.shares_to_burn, batch.shares));
        previous = last;
    }
    return out;
}

Result<BatchesCalculation> calculate_finalization_batches(const State& s, const BatchesCall& call,
                                                          BatchesCalculation state) {
    const Queue& q = s.queue;
    AQ_REQUIRE(!state.finished && !state.remaining_eth_budget.is_zero(), error::InvalidState);
    u256 id;
    Request previous;
    ShareRate previous_rate;
    // The contract indexes an array of 36 by the caller's length.
    const auto batch_at = [&](const u256& index) -> Result<u256*> {
        if (index >= u256(kBatchesMax)) {
            return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
        }
        return &state.batches.at(index.truncate_u64());
    };
    if (state.batches_length.is_zero()) {
        id = after(*q.last_finalized_request_id);
        previous = q.requests[before(id)];
    } else {
        const u256 handled = *AQ_TRY(batch_at(before(state.batches_length)));
        id = AQ_TRY(checked_add(handled, kOne));
        previous = q.requests[handled];
        const u256 one_before = AQ_TRY(checked_sub(handled, kOne));
        previous_rate = AQ_TRY(batch_between(q.requests[one_before], previous)).rate;
    }
    const u256 next_call = AQ_TRY(checked_add(id, call.max_requests_per_call));
    const u256 end = after(*q.last_request_id);
    while (id < end && id < next_call) {
        const Request& request = q.requests[id];
        if (u256(request.timestamp) > call.max_timestamp) break;
        const Batch own = AQ_TRY(batch_between(previous, request));
        const Wei ether = AQ_TRY(batch_ether_down(own, call.max_share_rate));
        if (ether > state.remaining_eth_budget) break;
        state.remaining_eth_budget = state.remaining_eth_budget - ether;
        const bool was_above = previous_rate > call.max_share_rate;
        const bool is_above = own.rate > call.max_share_rate;
        const bool extends =
            !state.batches_length.is_zero() &&
            (previous.report_timestamp == request.report_timestamp || was_above == is_above);
        if (extends) {
            *AQ_TRY(batch_at(before(state.batches_length))) = id;
        } else {
            if (state.batches_length == u256(kBatchesMax)) break;
            *AQ_TRY(batch_at(state.batches_length)) = id;
            state.batches_length = after(state.batches_length);
        }
        previous_rate = own.rate;
        previous = request;
        id = after(id);
    }
    state.finished = id == end || id < next_call;
    return state;
}

Result<Address> owner_of(const State& s, const u256& id) {
    AQ_REQUIRE(is_known(s, id), error::InvalidRequestId, id);
    AQ_REQUIRE(!s.queue.requests[id].claimed, error::RequestAlreadyClaimed, id);
    return s.queue.requests[id].owner;
}

bool exists_and_not_claimed(const State& s, const u256& id) {
    return is_known(s, id) && !s.queue.requests[id].claimed;
}

}  // namespace aq::lido::withdrawal_queue
