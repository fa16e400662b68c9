// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/feeds/abi.hpp>

#include <aquifer/protocols/feeds/events.hpp>
#include <aquifer/protocols/feeds/queries.hpp>
#include <aquifer/protocols/feeds/rules.hpp>

namespace aq::feeds {

namespace {

using View = aq::View<Ports>;
using Answer = std::tuple<RoundId, i256, u256, u256, RoundId>;

Result<Answer> answered(const Result<RoundData>& data) {
    if (!data.has_value()) return std::unexpected(data.error());
    return Answer{data->round_id, data->answer, data->started_at, data->updated_at,
                  data->answered_in_round};
}

/// The older getters answer zero where there is no such round.
RoundData legacy(const View& v, const u256& id) {
    if (!id.fits_u128() || id.bit_width() > 80) return {};
    return round(v.ports.self, v.self(), {id.truncate_u128()}).value_or(RoundData());
}

u256 latest_id(const View& v) {
    return u256(u128{latest_round_id(v.ports.self, v.self()).value});
}

Face::Functions common_functions() {
    return {
        bind<set>("set(int256 answer, uint256 updatedAt)"),
        bind<[](const View& v) { return v.ports.self.feeds[v.self()].decimals; }>(
            "decimals() view returns (uint8)"),
        bind<[](const View& v) { return answered(latest_round(v.ports.self, v.self())); }>(
            "latestRoundData() view returns (uint80 roundId, int256 answer, uint256 startedAt, "
            "uint256 updatedAt, uint80 answeredInRound)"),
    };
}

Face::Functions proxy_functions() {
    return {
        bind<observe>("observe(int256 price) returns (bool)"),
        bind<[](const View& v) { return v.ports.self.feeds[v.self()].aggregator; }>(
            "aggregator() view returns (address)"),
        bind<[](const View& v) {
            return std::string(v.ports.self.feeds[v.self()].description.text());
        }>("description() view returns (string)"),
        bind<[](const View& v, u256 id) { return legacy(v, id).answer; }>(
            "getAnswer(uint256 roundId) view returns (int256)"),
        bind<[](const View& v, RoundId id) { return answered(round(v.ports.self, v.self(), id)); }>(
            "getRoundData(uint80 roundId) view returns (uint80 id, int256 answer, uint256 "
            "startedAt, uint256 updatedAt, uint80 answeredInRound)"),
        bind<[](const View& v, u256 id) { return legacy(v, id).updated_at; }>(
            "getTimestamp(uint256 roundId) view returns (uint256)"),
        bind<[](const View& v) { return legacy(v, latest_id(v)).answer; }>(
            "latestAnswer() view returns (int256)"),
        bind<latest_id>("latestRound() view returns (uint256)"),
        bind<[](const View& v) { return legacy(v, latest_id(v)).updated_at; }>(
            "latestTimestamp() view returns (uint256)"),
        bind<[](const View& v) { return v.ports.self.feeds[v.self()].phase; }>(
            "phaseId() view returns (uint16)"),
        bind<[](const View& /*v*/) { return u256(4U); }>("version() view returns (uint256)"),
    };
}

}  // namespace

const Face& face(Kind kind) {
    static const Face kStandIn("Feed", {common_functions()});
    static const Face kProxy("EACAggregatorProxy", {common_functions(), proxy_functions()});
    switch (kind) {
        case Kind::kStandIn:
            return kStandIn;
        case Kind::kProxy:
            return kProxy;
        case Kind::kNone:
            break;
    }
    AQ_ASSERT(false && "a feed has a kind");
    __builtin_unreachable();
}

std::span<const std::string_view> described_events() {
    static constexpr std::array kEvents{AnswerUpdated::abi.declaration, NewRound::abi.declaration,
                                        PriceSet::abi.declaration};
    return kEvents;
}

}  // namespace aq::feeds
