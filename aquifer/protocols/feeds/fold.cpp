// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/feeds/fold.hpp>

#include <aquifer/protocols/feeds/events.hpp>
#include <aquifer/protocols/feeds/moves.hpp>

namespace aq::feeds {

namespace {

/// A round's own number, if it can follow what is known of the feed.
bool follows(const State& s, const Address& feed, const u256& round) {
    return round.fits_u64() && round >= u256(s.feeds[feed].round);
}

Round known(const State& s, const Address& feed, const u256& round) {
    return s.rounds[Key<Address, std::uint16_t, std::uint64_t>(feed, s.feeds[feed].phase,
                                                               round.truncate_u64())];
}

bool fold_aggregator(Undo& u, State& s, const Address& feed, const LogView& log) {
    if (const auto e = read_event<NewRound>(log)) {
        if (!follows(s, feed, e->round_id)) return false;
        Round values = known(s, feed, e->round_id);
        values.started_at = e->started_at;
        move::set_round(u, s, feed, e->round_id.truncate_u64(), values);
        return true;
    }
    if (const auto e = read_event<AnswerUpdated>(log)) {
        if (!follows(s, feed, e->round_id)) return false;
        Round values = known(s, feed, e->round_id);
        values.answer = e->current;
        values.updated_at = e->updated_at;
        move::set_round(u, s, feed, e->round_id.truncate_u64(), values);
        return true;
    }
    return false;
}

}  // namespace

bool fold(Undo& u, State& s, const LogView& log) {
    const Address feed = s.feed_of[log.emitter];
    if (feed != kZeroAddress) return fold_aggregator(u, s, feed, log);
    if (s.feeds[log.emitter].kind != Kind::kStandIn) return false;
    const auto e = read_event<PriceSet>(log);
    if (!e.has_value()) return false;
    move::set_round(u, s, log.emitter, 1, {e->price, e->updated_at, e->updated_at});
    return true;
}

}  // namespace aq::feeds
