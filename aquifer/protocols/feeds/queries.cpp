// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/feeds/queries.hpp>

namespace aq::feeds {

namespace {

constexpr u256 kBps = 10000;

/// How far two numbers lie apart; at most 2^256 - 1, which the two ends of the range are.
u256 distance(const i256& a, const i256& b) {
    return a < b ? wrapping_sub(b.bits, a.bits) : wrapping_sub(a.bits, b.bits);
}

const Round& round_of(const State& s, const Address& feed, RoundId id) {
    const auto phase = static_cast<std::uint16_t>(id.value >> 64U);
    const auto number = static_cast<std::uint64_t>(id.value);
    return s.rounds[Key<Address, std::uint16_t, std::uint64_t>(feed, phase, number)];
}

}  // namespace

Description Description::of(std::string_view text) {
    Description out;
    AQ_ASSERT(text.size() <= out.bytes.size());
    std::ranges::copy(text, out.bytes.begin());
    out.size = static_cast<std::uint8_t>(text.size());
    return out;
}

RoundId latest_round_id(const State& s, const Address& feed) {
    const Feed& f = s.feeds[feed];
    return {(RoundId::Rep{f.phase} << 64U) | f.round};
}

Result<RoundData> round(const State& s, const Address& feed, RoundId id) {
    const Round& r = round_of(s, feed, id);
    const bool stand_in = s.feeds[feed].kind == Kind::kStandIn;
    AQ_REQUIRE(stand_in || !r.updated_at.is_zero(), "No data present");
    return RoundData{id, r.answer, r.started_at, r.updated_at, id};
}

Result<RoundData> latest_round(const State& s, const Address& feed) {
    return round(s, feed, latest_round_id(s, feed));
}

bool is_due(const State& s, const Address& feed, const i256& price, std::uint64_t now) {
    const Feed& f = s.feeds[feed];
    if (f.round == 0) return true;
    const Round& last = round_of(s, feed, latest_round_id(s, feed));
    // An answer may be dated in the future, at the end of time even: no sum of times here.
    const auto age = checked_sub(u256(now), last.updated_at);
    if (age.has_value() && *age >= u256(f.heartbeat)) return true;
    const u256 moved = distance(price, last.answer);
    const auto threshold = mul_div_up(last.answer.magnitude(), u256(f.deviation_bps), kBps);
    return threshold.has_value() && moved >= *threshold;
}

}  // namespace aq::feeds
