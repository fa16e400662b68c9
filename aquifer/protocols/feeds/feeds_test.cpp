// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/feeds/abi.hpp>
#include <aquifer/protocols/feeds/calls.hpp>
#include <aquifer/protocols/feeds/events.hpp>
#include <aquifer/protocols/feeds/fold.hpp>
#include <aquifer/protocols/feeds/moves.hpp>
#include <aquifer/protocols/feeds/rules.hpp>

#include <gtest/gtest.h>

#include <map>

namespace aq::feeds {
namespace {

constexpr Address kFeed = "0x86392dc19c0b719886221c78ab11eb8cf5c52812"_address;
constexpr Address kAggregator = "0x00000000000000000000000000000000000000a1"_address;
constexpr Address kLater = "0x00000000000000000000000000000000000000a2"_address;
constexpr Address kStranger = "0x00000000000000000000000000000000000000bb"_address;
constexpr Address kAnyone = "0x0000000000000000000000000000000000000001"_address;
/// 2^64: the first phase above the aggregator's rounds.
constexpr RoundId::Rep kPhase = RoundId::Rep{1} << 64U;

i256 price(std::uint64_t n) {
    return i256::positive(u256(n));
}

class Feeds : public ::testing::Test {
protected:
    void stand(Kind kind) {
        move::create(undo_, s_, kFeed,
                     {.kind = kind,
                      .decimals = 18,
                      .phase = static_cast<std::uint16_t>(kind == Kind::kProxy ? 1 : 0),
                      .heartbeat = 86400,
                      .deviation_bps = 50,
                      .aggregator = kind == Kind::kProxy ? kAggregator : kZeroAddress,
                      .description = Description::of("STETH / ETH")});
        aq::move::deploy(undo_, accounts_, kFeed, Code{9});
        aq::move::deploy(undo_, accounts_, kStranger, Code{9});
        undo_.commit();
    }

    template <class Rule, class... Args>
    auto act(Rule rule, Args... args) {
        logs_.clear();
        Tx tx(undo_, block_, {}, &logs_);
        return rule(tx, ports_, Call{kAnyone, kFeed, Wei(), Selector()}, args...);
    }

    Result<Bytes> ask(const char* signature, const Bytes& arguments = {}) {
        Bytes data(4);
        std::ranges::copy(first_four(keccak(std::string_view(signature))).bytes, data.begin());
        data.insert(data.end(), arguments.begin(), arguments.end());
        Tx tx(undo_, block_, {}, nullptr);
        return face(s_.feeds[kFeed].kind).call(tx, ports_, {kAnyone, kFeed, Wei(), {}}, data);
    }

    static Result<Bytes> stranger(void* self, Tx& /*tx*/, const Call& /*call*/,
                                  BytesView /*data*/) {
        return static_cast<Feeds*>(self)->answer_;
    }
    Result<RoundData> read(const Address& feed) {
        Tx tx(undo_, block_, {this, &Feeds::stranger}, nullptr);
        return latest_round_data(tx, ports_, feed, kAnyone);
    }

    Undo undo_;
    LogBuffer logs_;
    Accounts accounts_;
    State s_;
    Ports ports_{s_, accounts_};
    Block block_{1, 1'700'000'000, 1};
    Result<Bytes> answer_ = Bytes();
};

template <class T>
void expect_refusal(const Result<T>& result, const Revert& revert) {
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error(), revert) << result.error().to_text();
}

TEST_F(Feeds, AProxyCountsRoundsAboveItsPhase) {
    stand(Kind::kProxy);
    expect_refusal(latest_round(s_, kFeed), "No data present");
    EXPECT_TRUE(act(set, price(990), u256(100U)).has_value());
    EXPECT_TRUE(act(set, price(995), u256(160U)).has_value());
    const RoundData expected{{kPhase + 2}, price(995), u256(160U), u256(160U), {kPhase + 2}};
    EXPECT_EQ(latest_round(s_, kFeed).value(), expected);
    EXPECT_EQ(round(s_, kFeed, {kPhase + 1}).value().answer, price(990));
    expect_refusal(round(s_, kFeed, {kPhase + 3}), "No data present");
    expect_refusal(round(s_, kFeed, {2}), "No data present");
}

TEST_F(Feeds, TheAggregatorLogsTheRoundThenTheAnswer) {
    stand(Kind::kProxy);
    EXPECT_TRUE(act(set, price(990), u256(100U)).has_value());
    ASSERT_EQ(logs_.size(), 2U);
    EXPECT_EQ(logs_[0].emitter, kAggregator);
    EXPECT_EQ(logs_[1].emitter, kAggregator);
    const auto started = read_event<NewRound>(logs_[0]);
    ASSERT_TRUE(started.has_value());
    EXPECT_EQ(started->round_id, u256(1U));
    EXPECT_EQ(started->started_by, kZeroAddress);
    const auto updated = read_event<AnswerUpdated>(logs_[1]);
    ASSERT_TRUE(updated.has_value());
    EXPECT_EQ(updated->current, price(990));
    EXPECT_EQ(updated->updated_at, u256(100U));
}

TEST_F(Feeds, AnotherAggregatorIsAnotherPhase) {
    stand(Kind::kProxy);
    EXPECT_TRUE(act(set, price(990), u256(100U)).has_value());
    move::set_aggregator(undo_, s_, kFeed, kLater);
    expect_refusal(latest_round(s_, kFeed), "No data present");
    EXPECT_TRUE(act(set, price(991), u256(101U)).has_value());
    EXPECT_EQ(logs_[0].emitter, kLater);
    EXPECT_EQ(latest_round(s_, kFeed).value().round_id, RoundId{2 * kPhase + 1});
    EXPECT_EQ(round(s_, kFeed, {kPhase + 1}).value().answer, price(990));
    // What the old aggregator says is heard no more.
    LogBuffer late;
    late.append(kAggregator, AnswerUpdated{price(1), u256(9U), u256(200U)});
    EXPECT_FALSE(fold(undo_, s_, late[0]));
}

// 0.5 % of 10,000 is 50; a day is 86,400 seconds.
TEST_F(Feeds, TheAutomaticModePushesAtTheDeviationOrTheHeartbeat) {
    stand(Kind::kProxy);
    EXPECT_TRUE(act(observe, price(10000)).value());
    EXPECT_FALSE(act(observe, price(10049)).value());
    EXPECT_EQ(logs_.size(), 0U);
    EXPECT_TRUE(act(observe, price(10050)).value());
    EXPECT_FALSE(act(observe, price(10000)).value());
    EXPECT_TRUE(act(observe, price(9999)).value());
    const u256 last(block_.time);
    EXPECT_EQ(latest_round(s_, kFeed).value().updated_at, last);
    EXPECT_FALSE(is_due(s_, kFeed, price(9999), block_.time + 86399));
    EXPECT_TRUE(is_due(s_, kFeed, price(9999), block_.time + 86400));
}

TEST_F(Feeds, NoHeartbeatPassesBeforeTheTimeOfTheAnswer) {
    stand(Kind::kProxy);
    for (const u256& time : {u256(block_.time + 1), u256::max()}) {
        EXPECT_TRUE(act(set, price(10000), time).has_value());
        EXPECT_FALSE(act(observe, price(10000)).value());
        EXPECT_TRUE(is_due(s_, kFeed, price(10050), block_.time));
    }
}

TEST_F(Feeds, TheDeviationIsADistanceAcrossZeroToo) {
    stand(Kind::kProxy);
    EXPECT_TRUE(act(observe, i256::of(-10000)).value());
    EXPECT_FALSE(act(observe, i256::of(-9951)).value());
    EXPECT_TRUE(act(observe, i256::of(40)).value());
    EXPECT_TRUE(act(observe, i256::of(-1)).value());
}

// Transaction 0 of the recorded run of Renzo.
TEST_F(Feeds, TheStandInLogsAsRecorded) {
    stand(Kind::kStandIn);
    EXPECT_TRUE(act(set, price(1'050'000'000'000'000'000), u256(0x67748b30U)).has_value());
    ASSERT_EQ(logs_.size(), 1U);
    EXPECT_EQ(logs_[0].emitter, kFeed);
    EXPECT_EQ(to_hex(logs_[0].data),
              "0x0000000000000000000000000000000000000000000000000e92596fd6290000"
              "0000000000000000000000000000000000000000000000000000000067748b30");
    const RoundData expected{
        {1}, price(1'050'000'000'000'000'000), u256(0x67748b30U), u256(0x67748b30U), {1}};
    EXPECT_EQ(latest_round(s_, kFeed).value(), expected);
    EXPECT_TRUE(act(set, price(0), u256()).has_value());
    EXPECT_EQ(latest_round(s_, kFeed).value().answer, price(0));
}

TEST_F(Feeds, GettersAnswerThroughTheFace) {
    stand(Kind::kProxy);
    EXPECT_EQ(ask("latestAnswer()").value(), abi_encode(u256()));
    expect_refusal(ask("latestRoundData()"), "No data present");
    EXPECT_TRUE(act(set, price(990), u256(100U)).has_value());
    const u256 id = u256(u128{kPhase + 1});
    EXPECT_EQ(ask("decimals()").value(), abi_encode(std::uint8_t{18}));
    EXPECT_EQ(ask("description()").value(), abi_encode(std::string("STETH / ETH")));
    EXPECT_EQ(ask("version()").value(), abi_encode(u256(4U)));
    EXPECT_EQ(ask("phaseId()").value(), abi_encode(std::uint16_t{1}));
    EXPECT_EQ(ask("aggregator()").value(), abi_encode(kAggregator));
    EXPECT_EQ(ask("latestAnswer()").value(), abi_encode(price(990)));
    EXPECT_EQ(ask("latestTimestamp()").value(), abi_encode(u256(100U)));
    EXPECT_EQ(ask("latestRound()").value(), abi_encode(id));
    EXPECT_EQ(ask("getAnswer(uint256)", abi_encode(id)).value(), abi_encode(price(990)));
    EXPECT_EQ(ask("getTimestamp(uint256)", abi_encode(u256::max())).value(), abi_encode(u256()));
    EXPECT_EQ(ask("getRoundData(uint80)", abi_encode(id)).value(),
              abi_encode(id, price(990), u256(100U), u256(100U), id));
    EXPECT_EQ(ask("latestRoundData()").value(),
              abi_encode(id, price(990), u256(100U), u256(100U), id));
}

TEST_F(Feeds, AnyOtherAddressIsReadThroughTheMachine) {
    stand(Kind::kProxy);
    EXPECT_TRUE(act(set, price(990), u256(100U)).has_value());
    EXPECT_EQ(read(kFeed).value().answer, price(990));
    answer_ = abi_encode(u256(7U), price(5), u256(1U), u256(2U), u256(6U));
    const RoundData other{{7}, price(5), u256(1U), u256(2U), {6}};
    EXPECT_EQ(read(kStranger).value(), other);
    answer_ = Bytes(159);
    expect_refusal(read(kStranger), Revert());
    answer_ = std::unexpected(Revert("stale"));
    expect_refusal(read(kStranger), "stale");
    expect_refusal(read(kAnyone), Revert());
    answer_ = abi_encode(std::uint8_t{8});
    Tx tx(undo_, block_, {this, &Feeds::stranger}, nullptr);
    EXPECT_EQ(decimals(tx, ports_, kStranger, kAnyone).value(), 8);
    EXPECT_EQ(decimals(tx, ports_, kFeed, kAnyone).value(), 18);
}

TEST_F(Feeds, FoldingTheLogsGivesTheSameState) {
    for (const Kind kind : {Kind::kProxy, Kind::kStandIn}) {
        s_ = State();
        accounts_ = Accounts();
        stand(kind);
        State folded = s_;
        for (std::uint64_t i = 0; i < 3; ++i) {
            EXPECT_TRUE(act(set, price(990 + i), u256(100 + i)).has_value());
            for (std::size_t n = 0; n < logs_.size(); ++n) {
                EXPECT_TRUE(fold(undo_, folded, logs_[n]));
            }
        }
        EXPECT_EQ(folded, s_);
    }
}

TEST_F(Feeds, FoldRefusesAnOlderRound) {
    stand(Kind::kProxy);
    EXPECT_TRUE(act(set, price(990), u256(100U)).has_value());
    EXPECT_TRUE(act(set, price(991), u256(101U)).has_value());
    LogBuffer old;
    old.append(kAggregator, AnswerUpdated{price(1), u256(1U), u256(200U)});
    old.append(kAggregator, NewRound{u256(1U), kZeroAddress, u256(200U)});
    old.append(kFeed, PriceSet{price(1), u256(200U)});
    old.append(kStranger, AnswerUpdated{price(1), u256(3U), u256(200U)});
    const State before = s_;
    for (std::size_t i = 0; i < old.size(); ++i) EXPECT_FALSE(fold(undo_, s_, old[i]));
    EXPECT_EQ(s_, before);
}

// AggregatorV2V3Interface and EACAggregatorProxy; set as the recorded run calls it; observe is
// ours.
TEST(FeedPins, Selectors) {
    const std::map<std::string, std::uint32_t> pins{
        {"aggregator()", 0x245a7bfc},
        {"decimals()", 0x313ce567},
        {"description()", 0x7284e416},
        {"getAnswer(uint256)", 0xb5ab58dc},
        {"getRoundData(uint80)", 0x9a6fc8f5},
        {"getTimestamp(uint256)", 0xb633620c},
        {"latestAnswer()", 0x50d25bcd},
        {"latestRound()", 0x668a0f02},
        {"latestRoundData()", 0xfeaf968c},
        {"latestTimestamp()", 0x8205bf6a},
        {"phaseId()", 0x58303b10},
        {"set(int256,uint256)", 0xa22c5540},
        {"version()", 0x54fd4d50},
    };
    std::map<std::string, std::uint32_t> bound;
    for (const auto& f : face(Kind::kProxy).functions()) {
        bound[canonical_signature(f.declaration)] = f.selector.number();
    }
    bound.erase("observe(int256)");
    EXPECT_EQ(bound, pins);
    EXPECT_EQ(face(Kind::kStandIn).functions().size(), 3U);
}

// The first two as on the chain, the last as the recorded run shows it.
TEST(FeedPins, Topics) {
    EXPECT_EQ(topic_of<AnswerUpdated>(),
              "0x0559884fd3a460db3073b7fc896cc77986f16e378210ded43186175bf646fc5f"_hash);
    EXPECT_EQ(topic_of<NewRound>(),
              "0x0109fc6f55cf40689f02fbaad7af7fe7bbac8a3d2186600afc7d3e10cac60271"_hash);
    EXPECT_EQ(topic_of<PriceSet>(),
              "0x29124e4d619e88b80a588e8e051b7f81b395668288c3f374006d77b98b71b5b6"_hash);
}

}  // namespace
}  // namespace aq::feeds
