// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How long the protocols' queues are, how much is in them, and who is next.

#include <aquifer/insight/tickets.hpp>

namespace aq::insight {

struct LidoQueue {
    u256 last_id;
    u256 last_finalized_id;
    /// Requests that are not finalised.
    u256 length;
    u256 unfinalized_st_eth;
    /// The amount of the next one to be finalised; zero if there is none.
    u256 next_st_eth;
    /// Of finalised requests that are not claimed.
    u256 locked_wei;
    bool paused = false;
    bool bunker_mode = false;
};
LidoQueue lido_queue(const stack::World& world);

/// Renzo's buffer of one asset, with the requests that are paid from it.
struct RenzoQueue {
    Address asset;
    u256 buffer_target;
    /// The balance without what is reserved for claims; nothing if a loss has eaten into it.
    std::optional<u256> available;
    u256 reserved_for_claims;
    /// What queued requests still wait for.
    u256 missing;
    std::uint64_t requests = 0;
    /// Of all of these requests.
    u256 amount;
    u256 ez_eth_locked;
};
/// The assets that can be asked for, in the order in which Renzo lists them, native ether first.
std::vector<RenzoQueue> renzo_queues(stack::World& world);

/// Withdrawals queued in EigenLayer.
struct EigenLayerQueue {
    std::uint64_t length = 0;
    /// That have waited long enough.
    std::uint64_t completable = 0;
    /// The block from which the next of the others can be completed.
    std::optional<std::uint64_t> next_completable_from_block;
    struct Waiting {
        Address strategy;
        /// What they would be paid if nothing changes any more.
        eigenlayer::Shares shares;
        std::optional<u256> underlying;
    };
    std::vector<Waiting> by_strategy;
};
EigenLayerQueue eigenlayer_queue(stack::World& world);

}  // namespace aq::insight
