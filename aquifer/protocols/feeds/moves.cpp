// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/feeds/moves.hpp>

namespace aq::feeds::move {

void create(Undo& u, State& s, const Address& at, const Feed& feed) {
    AQ_ASSERT(feed.kind != Kind::kNone);
    AQ_ASSERT(feed.round == 0);
    AQ_ASSERT(!s.feeds.contains(at));
    AQ_ASSERT(!s.feed_of.contains(feed.aggregator));
    u.set(s.feeds, at, feed);
    if (feed.kind == Kind::kProxy) u.set(s.feed_of, feed.aggregator, at);
}

void set_round(Undo& u, State& s, const Address& at, std::uint64_t round, const Round& values) {
    AQ_ASSERT(round >= s.feeds[at].round);
    u.edit(s.feeds, at, [&](Feed& f) { f.round = round; });
    u.set(s.rounds, Key<Address, std::uint16_t, std::uint64_t>(at, s.feeds[at].phase, round),
          values);
}

void set_aggregator(Undo& u, State& s, const Address& at, const Address& aggregator) {
    AQ_ASSERT(!s.feed_of.contains(aggregator));
    u.set(s.feed_of, s.feeds[at].aggregator, kZeroAddress);
    u.set(s.feed_of, aggregator, at);
    u.edit(s.feeds, at, [&](Feed& f) {
        f.aggregator = aggregator;
        ++f.phase;
        f.round = 0;
    });
}

}  // namespace aq::feeds::move
