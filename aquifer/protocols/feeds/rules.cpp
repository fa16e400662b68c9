// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/feeds/rules.hpp>

#include <aquifer/protocols/feeds/events.hpp>
#include <aquifer/protocols/feeds/moves.hpp>
#include <aquifer/protocols/feeds/queries.hpp>

namespace aq::feeds {

Result<void> set(Tx& tx, Ports& ports, const Call& call, i256 answer, u256 updated_at) {
    State& s = ports.self;
    const Feed feed = s.feeds[call.to];
    const Round values{answer, updated_at, updated_at};
    if (feed.kind == Kind::kStandIn) {
        move::set_round(tx.undo, s, call.to, 1, values);
        tx.log(call.to, PriceSet{answer, updated_at});
        return {};
    }
    // OffchainAggregator.transmit: nobody in particular started the round.
    const std::uint64_t next = feed.round + 1;
    move::set_round(tx.undo, s, call.to, next, values);
    tx.log(feed.aggregator, NewRound{u256(next), kZeroAddress, updated_at});
    tx.log(feed.aggregator, AnswerUpdated{answer, u256(next), updated_at});
    return {};
}

Result<bool> observe(Tx& tx, Ports& ports, const Call& call, i256 price) {
    if (!is_due(ports.self, call.to, price, tx.block.time)) return false;
    AQ_TRY(set(tx, ports, call, price, u256(tx.block.time)));
    return true;
}

}  // namespace aq::feeds
