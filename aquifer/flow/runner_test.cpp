// SPDX-License-Identifier: Apache-2.0
#include <aquifer/flow/runner.hpp>

#include <gmock/gmock.h>

namespace aq::flow {
namespace {

using ::testing::StartsWith;

/// Plays lines one after the other on one chain.
class Story {
public:
    /// The differences of a line, joined; a fault in words.
    std::string play(std::string_view line) {
        const auto outcome = runner_.play(line, ++number_);
        if (!outcome.has_value()) return outcome.error().to_text("story.flow");
        std::string out;
        for (const std::string& difference : outcome->differences) out += difference;
        return out;
    }
    std::vector<std::string> told(std::string_view line) {
        const auto outcome = runner_.play(line, ++number_);
        return outcome.has_value() ? outcome->happened : std::vector<std::string>{"a fault"};
    }

private:
    Runner runner_;
    std::size_t number_ = 0;
};

TEST(Flow, TellsAnswersLogsAndReverts) {
    Story story;
    EXPECT_EQ(story.told("fund alice 10ether"),
              std::vector<std::string>{"alice has 10000000000000000000 wei"});
    const auto submitted = story.told("alice lido.submit(zero) value=8ether");
    ASSERT_EQ(submitted.size(), 4U);
    EXPECT_EQ(submitted[0], "-> 8000000000000000000");
    EXPECT_EQ(submitted[1],
              "log lido Submitted(sender=alice, amount=8000000000000000000, referral=zero)");
    EXPECT_EQ(story.told("alice lido.transfer(alice, 9ether) !! BALANCE_EXCEEDED"),
              std::vector<std::string>{"reverts with Error(\"BALANCE_EXCEEDED\")"});
}

TEST(Flow, ShowsBothSidesOfWhatDiffers) {
    Story story;
    EXPECT_EQ(story.play("fund alice 10ether"), "");
    EXPECT_EQ(story.play("alice lido.submit(zero) value=8ether -> 7e18"),
              "expected  7000000000000000000\n     got  8000000000000000000");
    EXPECT_EQ(story.play("log Submitted amount=7ether"),
              "amount: expected  7000000000000000000\n     got  8000000000000000000");
    EXPECT_EQ(story.play("log Submitted"),
              "expected  a log Submitted\n     got  Transfer, TransferShares");
    EXPECT_EQ(story.play("check ether(alice) == 1ether"),
              "expected  1000000000000000000\n     got  2000000000000000000");
    EXPECT_EQ(story.play("alice lido.transfer(alice, 1) !! BALANCE_EXCEEDED"),
              "expected  reverts with BALANCE_EXCEEDED\n     got  success");
    EXPECT_EQ(story.play("alice lido.transfer(alice, 9ether)"),
              "expected  success\n     got  reverts with Error(\"BALANCE_EXCEEDED\")");
    EXPECT_EQ(story.play("alice lido.transfer(alice, 9ether) !! SOMETHING_ELSE"),
              "expected  reverts with SOMETHING_ELSE\n"
              "     got  reverts with Error(\"BALANCE_EXCEEDED\")");
}

TEST(Flow, ComparesTheArgumentsOfACustomError) {
    Story story;
    EXPECT_EQ(story.play("fund alice 1ether"), "");
    EXPECT_EQ(story.play("alice lido.submit(zero) value=1ether"), "");
    EXPECT_EQ(story.play("alice lido.approve(lidoQueue, max)"), "");
    EXPECT_EQ(story.play("alice lidoQueue.requestWithdrawals([99], alice) "
                         "!! RequestAmountTooSmall(99)"),
              "");
    EXPECT_NE(story.play("alice lidoQueue.requestWithdrawals([99], alice) "
                         "!! RequestAmountTooSmall(98)"),
              "");
}

TEST(Flow, FaultsNameWhatIsUnknownAndWhatIsNear) {
    Story story;
    EXPECT_EQ(story.play("actor alice"), "");
    EXPECT_THAT(story.play("alice lidoo.submit(zero)"),
                StartsWith("story.flow:2:7: there is no contract \"lidoo\"\n  accepted: lido, "));
    EXPECT_THAT(story.play("alice lido.submitt(zero)"),
                StartsWith("story.flow:3:12: there is no function of lido \"submitt\"\n"
                           "  accepted: submit, "));
    EXPECT_EQ(story.play("alice lido.submit(1, 2)"),
              "story.flow:4:12: submit takes other arguments\n  accepted: submit(referral)");
    EXPECT_THAT(story.play("alise lido.submit(zero)"),
                StartsWith("story.flow:5:1: there is no statement or actor \"alise\"\n"
                           "  accepted: alice, "));
    EXPECT_NE(story.play("wait 3 fortnights").find("there is no unit of time \"fortnights\""),
              std::string::npos);
    EXPECT_NE(story.play("beacon slash pool=nobody n=1").find("story.flow:7:8:"),
              std::string::npos);
    EXPECT_NE(story.play("actor alice").find("has a meaning already"), std::string::npos);
    EXPECT_NE(story.play("actor wait").find("is the name of a statement"), std::string::npos);
}

TEST(Flow, NumbersThatLeaveTheirRangeAreFaults) {
    Story story;
    EXPECT_NE(story.play("check max + 1 == 0").find("is no number"), std::string::npos);
    EXPECT_NE(story.play("check 1 - 2 == 0").find("is no number"), std::string::npos);
    EXPECT_NE(story.play("check 1 / 0 == 0").find("is no number"), std::string::npos);
    EXPECT_EQ(story.play("check 7 / 2 == 3"), "");
    EXPECT_NE(story.play("wait 1000 weeks * 1000").find("end of the line"), std::string::npos);
    EXPECT_NE(story.play("wait 99999999 weeks").find("a century"), std::string::npos);
}

TEST(Flow, TimePassesInSlotsOfTwelveSeconds) {
    Story story;
    EXPECT_EQ(story.play("actor alice"), "");
    EXPECT_EQ(story.play("wait 1 block"), "");
    EXPECT_EQ(story.play("let b = block()"), "");
    EXPECT_EQ(story.play("let t = now()"), "");
    EXPECT_EQ(story.play("wait 1 day"), "");
    EXPECT_EQ(story.play("check block() == b + 7200"), "");
    EXPECT_EQ(story.play("check now() == t + 86400"), "");
}

TEST(Flow, ANameMeansOneThing) {
    Story story;
    EXPECT_EQ(story.play("let five = 5"), "");
    EXPECT_EQ(story.play("actor five"), "story.flow:2:7: \"five\" has a meaning already");
    EXPECT_EQ(story.play("actor bob max"), "story.flow:3:11: \"max\" has a meaning already");
    EXPECT_EQ(story.play("fund zero 1ether"), "story.flow:4:6: \"zero\" has a meaning already");
    EXPECT_EQ(story.play("let answer = 5"), "story.flow:5:5: \"answer\" has a meaning already");
    EXPECT_EQ(story.play("let lido = 5"), "story.flow:6:5: \"lido\" has a meaning already");
    EXPECT_EQ(story.play("let five = 6"), "");
    EXPECT_EQ(story.play("check five == 6"), "");
}

TEST(Flow, OnlyAnAddressIsAContract) {
    Story story;
    EXPECT_EQ(story.play("actor alice"), "");
    EXPECT_EQ(story.play("let five = 5"), "");
    EXPECT_EQ(story.play("alice five value=1"),
              "story.flow:3:7: five is 5, which is no contract's address");
}

TEST(Flow, OnlyValuesOfOneKindAreCompared) {
    Story story;
    EXPECT_EQ(story.play("check lido.sharesOf(zero) == zero"),
              "story.flow:1:30: 0 and zero are of two kinds and cannot be compared");
    EXPECT_EQ(story.play("check lido == lido"), "");
    EXPECT_EQ(story.play("check lido != ezETH"), "");
    EXPECT_EQ(story.play("check lido < ezETH"),
              "story.flow:4:7: lido stands where a number should stand");
}

TEST(Flow, NothingIsARevertWithoutData) {
    Story story;
    EXPECT_EQ(story.play("fund alice 1ether"), "");
    EXPECT_EQ(story.play("alice weth.withdraw(1) !! nothing"), "");
    EXPECT_NE(story.play("alice weth.withdraw(1) !! SomeError(1)"), "");
    EXPECT_EQ(story.play("alice lido.transfer(alice, 1) !! nothing"),
              "expected  reverts with nothing\n"
              "     got  reverts with Error(\"BALANCE_EXCEEDED\")");
}

TEST(Flow, ProofsNeedAPodAndItsOwner) {
    Story story;
    EXPECT_EQ(story.play("actor alice"), "");
    EXPECT_EQ(story.play("prove credentials of=alice"),
              "story.flow:2:7: alice has no pod (eigenPodManager.createPod())");
    EXPECT_EQ(story.play("alice eigenPodManager.createPod()"), "");
    EXPECT_EQ(story.play("prove nonsense of=alice"),
              "story.flow:4:7: there is no proof \"nonsense\"\n"
              "  accepted: credentials, checkpoint");
    EXPECT_EQ(story.play("prove checkpoint of=lido by=alice"),
              "story.flow:5:7: lido has no pod (eigenPodManager.createPod())");
}

TEST(Flow, ArgumentsOfTheOutsideAreCheckedToo) {
    Story story;
    EXPECT_EQ(story.play("beacon pool pool=a pool=b address=native"),
              "story.flow:1:20: pool is given twice");
    EXPECT_EQ(story.play("beacon pool pool=a address=5"),
              "story.flow:2:8: it needs the address address\n  accepted: address=…");
    EXPECT_EQ(story.play("beacon pool pool=a address=native"), "");
    EXPECT_EQ(story.play("beacon found pool=a n=1 prefix=258"),
              "story.flow:4:8: prefix is at most 255");
    EXPECT_EQ(story.play("beacon deposit pool=a amount=native"),
              "story.flow:5:8: amount is a whole number of gwei");
    EXPECT_EQ(story.play("beacon deposit pool=a amount=1"),
              "story.flow:6:8: amount is a whole number of gwei");
    EXPECT_EQ(story.play("let k = key(native)"),
              "story.flow:7:13: native stands where a number should stand");
    EXPECT_EQ(story.play("let k = lidoKeys(0, 151)"),
              "story.flow:8:9: keys come from first to end, at most 150, numbered below 2^64");
    EXPECT_EQ(story.play("let k = lidoKeys(2, 1)"),
              "story.flow:9:9: keys come from first to end, at most 150, numbered below 2^64");
}

TEST(Flow, AValueStaysSmall) {
    Story story;
    EXPECT_EQ(story.play("let x = [1]"), "");
    std::string last;
    for (int i = 0; i < 20; ++i) last = story.play("let x = [x, x]");
    EXPECT_NE(last.find("a list has at most 4096 elements"), std::string::npos);
}

TEST(Flow, ALongWaitIsWatchedDayByDayAndComesToTheSameBlock) {
    Runner runner;
    std::vector<std::uint64_t> seen;
    runner.stage().watch = [&](std::uint64_t passed, std::uint64_t blocks) {
        EXPECT_EQ(blocks, 3U * 7200);
        seen.push_back(passed);
    };
    const std::uint64_t start = runner.stage().world.block.number;
    ASSERT_TRUE(runner.play("wait 3 days", 1).has_value());
    EXPECT_EQ(seen, (std::vector<std::uint64_t>{7200, 14'400, 21'599}));
    EXPECT_EQ(runner.stage().world.block.number, start + 21'600);
}

}  // namespace
}  // namespace aq::flow
