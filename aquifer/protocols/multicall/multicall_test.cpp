// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/multicall/abi.hpp>
#include <aquifer/protocols/multicall/rules.hpp>

#include <gtest/gtest.h>

namespace aq::multicall {
namespace {

constexpr Address kAlice = "0x0000000000000000000000000000000000000001"_address;
/// Answers the ether that it was sent.
constexpr Address kEcho = "0x0000000000000000000000000000000000000002"_address;
constexpr Address kAngry = "0x0000000000000000000000000000000000000003"_address;

class Multicall : public ::testing::Test {
protected:
    Multicall() {
        aq::move::set_ether(undo_, accounts_, kAlice, Wei(u256(100U)));
        undo_.commit();
    }

    static Result<Bytes> machine(void* self, Tx& tx, const Call& call, BytesView data) {
        auto& test = *static_cast<Multicall*>(self);
        AQ_REQUIRE(test.accounts_.ether[call.sender] >= call.value);
        aq::move::transfer_ether(tx.undo, test.accounts_, call.sender, call.to, call.value);
        AQ_REQUIRE(call.to != kAngry, "angry");
        if (call.to == kEcho) return abi_encode(call.value.raw);
        if (call.to == kMainnet) return face().call(tx, test.ports_, call, data);
        return Bytes();
    }

    template <class... Args>
    Result<Bytes> ask(std::uint64_t value, Selector selector, const Args&... args) {
        Tx tx(undo_, block_, {this, &Multicall::machine}, nullptr);
        const Call call{kAlice, kMainnet, Wei(u256(value)), Selector()};
        const Bytes data = abi_call(selector, args...);
        return tx.attempt([&] { return tx.call(call, data); });
    }

    Undo undo_;
    Accounts accounts_;
    Ports ports_{accounts_};
    Block block_{25'900'000, 1'795'368'023, 31337};
};

// Selectors as eth_utils computes them from the published interface.
constexpr Selector kAggregate = "0x252dba42"_selector;
constexpr Selector kTryAggregate = "0xbce38bd7"_selector;
constexpr Selector kTryBlockAndAggregate = "0x399542e9"_selector;
constexpr Selector kBlockAndAggregate = "0xc3077fa9"_selector;
constexpr Selector kAggregate3 = "0x82ad56cb"_selector;
constexpr Selector kAggregate3Value = "0x174dea71"_selector;

const std::vector<PlainCall> kOneFails{{kEcho, {}}, {kAngry, {}}};
const std::vector<PlainCall> kAllWell{{kEcho, {}}, {kAlice, {1, 2}}};

/// The outcomes that were answered.
Outcomes outcomes_in(const Result<Bytes>& answer) {
    Outcomes out;
    EXPECT_TRUE(answer.has_value() && abi_decode(AbiReader(*answer), out));
    return out;
}

TEST_F(Multicall, ItsSelectorsAreThePublishedOnes) {
    const std::vector<std::pair<Selector, std::string_view>> published{
        {kAggregate, "aggregate"},
        {kTryAggregate, "tryAggregate"},
        {kTryBlockAndAggregate, "tryBlockAndAggregate"},
        {kBlockAndAggregate, "blockAndAggregate"},
        {kAggregate3, "aggregate3"},
        {kAggregate3Value, "aggregate3Value"},
        {"0xee82ac5e"_selector, "getBlockHash"},
        {"0x42cbb15c"_selector, "getBlockNumber"},
        {"0xa8b0574e"_selector, "getCurrentBlockCoinbase"},
        {"0x72425d9d"_selector, "getCurrentBlockDifficulty"},
        {"0x86d516e8"_selector, "getCurrentBlockGasLimit"},
        {"0x0f28c97d"_selector, "getCurrentBlockTimestamp"},
        {"0x4d2301cc"_selector, "getEthBalance"},
        {"0x27e86d6e"_selector, "getLastBlockHash"},
        {"0x3e64a696"_selector, "getBasefee"},
        {"0x3408e470"_selector, "getChainId"}};
    EXPECT_EQ(face().functions().size(), published.size());
    for (const auto& [selector, name] : published) {
        const auto* function = face().find(selector);
        ASSERT_NE(function, nullptr) << name;
        EXPECT_TRUE(function->declaration.starts_with(std::string(name) + '(')) << name;
    }
}

TEST_F(Multicall, AggregateAnswersTheBlockAndWhatEachAnswered) {
    EXPECT_EQ(ask(0, kAggregate, kAllWell).value(),
              abi_encode(u256(25'900'000U), std::vector<Bytes>{abi_encode(u256()), Bytes()}));
    EXPECT_EQ(ask(0, kAggregate, kOneFails).error(), Revert("Multicall3: call failed"));
}

TEST_F(Multicall, TryAggregateMayGoOnAfterAFailure) {
    const Outcomes out = outcomes_in(ask(0, kTryAggregate, false, kOneFails));
    ASSERT_EQ(out.size(), 2U);
    EXPECT_TRUE(out[0].success);
    EXPECT_FALSE(out[1].success);
    EXPECT_EQ(out[1].return_data, Revert("angry").encode());
    EXPECT_EQ(ask(0, kTryAggregate, true, kOneFails).error(), Revert("Multicall3: call failed"));
    EXPECT_EQ(outcomes_in(ask(0, kTryAggregate, true, kAllWell)).size(), 2U);
}

TEST_F(Multicall, TheHashOfTheBlockUnderWayIsZero) {
    const Bytes expected =
        abi_encode(u256(25'900'000U), Hash(), Outcomes{{true, abi_encode(u256())}, {true, {}}});
    EXPECT_EQ(ask(0, kBlockAndAggregate, kAllWell).value(), expected);
    EXPECT_EQ(ask(0, kTryBlockAndAggregate, false, kAllWell).value(), expected);
    EXPECT_EQ(ask(0, kBlockAndAggregate, kOneFails).error(), Revert("Multicall3: call failed"));
}

TEST_F(Multicall, OfAggregate3EachCallSaysWhetherItMayFail) {
    const auto calls = [](bool allow) {
        return std::vector<Call3>{{kEcho, false, {}}, {kAngry, allow, {}}};
    };
    EXPECT_EQ(outcomes_in(ask(0, kAggregate3, calls(true))).size(), 2U);
    EXPECT_EQ(ask(0, kAggregate3, calls(false)).error(), Revert("Multicall3: call failed"));
    EXPECT_TRUE(outcomes_in(ask(0, kAggregate3, std::vector<Call3>())).empty());
}

TEST_F(Multicall, Aggregate3ValueGivesTheWholeValueAway) {
    const std::vector<Call3Value> calls{{kEcho, false, u256(30U), {}},
                                        {kAngry, true, u256(20U), {}}};
    const Outcomes out = outcomes_in(ask(50, kAggregate3Value, calls));
    ASSERT_EQ(out.size(), 2U);
    EXPECT_EQ(out[0].return_data, abi_encode(u256(30U)));
    EXPECT_FALSE(out[1].success);
    // What the angry one did not take stays.
    EXPECT_EQ(accounts_.ether[kMainnet], Wei(u256(20U)));
    EXPECT_EQ(accounts_.ether[kEcho], Wei(u256(30U)));
    EXPECT_EQ(ask(49, kAggregate3Value, calls).error(), Revert("Multicall3: value mismatch"));
    EXPECT_EQ(
        ask(20, kAggregate3Value, std::vector<Call3Value>{{kAngry, false, u256(20U), {}}}).error(),
        Revert("Multicall3: call failed"));
}

TEST_F(Multicall, TellsOfTheBlock) {
    EXPECT_EQ(ask(0, "0x42cbb15c"_selector).value(), abi_encode(u256(25'900'000U)));
    EXPECT_EQ(ask(0, "0x0f28c97d"_selector).value(), abi_encode(u256(1'795'368'023U)));
    EXPECT_EQ(ask(0, "0x3408e470"_selector).value(), abi_encode(u256(31'337U)));
    EXPECT_EQ(ask(0, "0x86d516e8"_selector).value(), abi_encode(u256(60'000'000U)));
    EXPECT_EQ(ask(0, "0x4d2301cc"_selector, kAlice).value(), abi_encode(u256(100U)));
    for (const Selector zero : {"0xa8b0574e"_selector, "0x72425d9d"_selector, "0x27e86d6e"_selector,
                                "0x3e64a696"_selector}) {
        EXPECT_EQ(ask(0, zero).value(), abi_encode(u256()));
    }
    EXPECT_EQ(ask(0, "0xee82ac5e"_selector, u256(1U)).value(), abi_encode(Hash()));
}

TEST_F(Multicall, AnswersWithinItselfAsOnAChain) {
    const Bytes get_balance = abi_call("0x4d2301cc"_selector, kAlice);
    const std::vector<Call3> ask_balance{{kMainnet, false, get_balance}};
    const Bytes balance = abi_encode(u256(100U));
    const Outcomes out = outcomes_in(ask(0, kAggregate3, ask_balance));
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out[0].return_data, balance);
    // The inner call's answer is the outer's return data, encoded once more.
    const Bytes inner = abi_encode(Outcomes{{true, balance}});
    const std::vector<PlainCall> plain{{kMainnet, abi_call(kAggregate3, ask_balance)}};
    EXPECT_EQ(outcomes_in(ask(0, kTryAggregate, true, plain))[0].return_data, inner);
    EXPECT_EQ(ask(0, kAggregate, plain).value(),
              abi_encode(u256(25'900'000U), std::vector<Bytes>{inner}));
    const Bytes mismatched = abi_call(
        kAggregate3Value, std::vector<Call3Value>{{kMainnet, false, u256(1U), get_balance}});
    const Outcomes refused =
        outcomes_in(ask(0, kAggregate3, std::vector<Call3>{{kMainnet, true, mismatched}}));
    EXPECT_EQ(refused[0].return_data, Revert("Multicall3: call failed").encode());
}

/// An aggregate3 of one call, this many times within itself. May fail or not all the way down.
Bytes nested(std::size_t levels, bool allow_failure, std::size_t payload = 0) {
    Bytes data(payload);
    for (std::size_t i = 0; i < levels; ++i) {
        data = abi_call(kAggregate3,
                        std::vector<Call3>{{i == 0 ? kEcho : kMainnet, allow_failure, data}});
    }
    return data;
}

/// How many levels answered.
std::size_t levels_in(Bytes answer) {
    for (std::size_t n = 0;; ++n) {
        Outcomes out;
        if (!abi_decode(AbiReader(answer), out) || out.size() != 1) return n;
        if (!out[0].success) return n + 1;
        answer = std::move(out[0].return_data);
    }
}

TEST_F(Multicall, NestsDeeperThanGasWouldAndNoDeeper) {
    const auto run = [&](std::size_t levels, bool allow_failure) {
        Tx tx(undo_, block_, {this, &Multicall::machine}, nullptr);
        const Bytes data = nested(levels, allow_failure);
        const Call call{kAlice, kMainnet, Wei(), Selector()};
        return tx.attempt([&] { return machine(this, tx, call, data); });
    };
    EXPECT_EQ(levels_in(run(900, false).value()), 900U);
    EXPECT_EQ(run(1'100, false).error(), Revert("Multicall3: call failed"));
    // Where failures are allowed the one call too many fails without data; all that hold it answer.
    for (const std::size_t levels : {1'100, 2'000, 5'000}) {
        const std::size_t answered = levels_in(run(levels, true).value());
        EXPECT_GT(answered, 50U) << levels;
        EXPECT_LE(answered, kCallDepthMax + 1) << levels;
    }
}

TEST_F(Multicall, NestsNoMoreBytesThanAChainCouldPayFor) {
    const auto run = [&](std::size_t levels, std::size_t payload) {
        Tx tx(undo_, block_, {this, &Multicall::machine}, nullptr);
        const Bytes data = nested(levels, false, payload);
        const Call call{kAlice, kMainnet, Wei(), Selector()};
        return tx.attempt([&] { return machine(this, tx, call, data); }).has_value();
    };
    constexpr std::size_t kMegabyte = 1U << 20U;
    EXPECT_TRUE(run(100, kMegabyte));
    EXPECT_FALSE(run(140, kMegabyte));
    EXPECT_FALSE(run(2, kCallBytesMax));
}

}  // namespace
}  // namespace aq::multicall
