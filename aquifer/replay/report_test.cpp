// SPDX-License-Identifier: Apache-2.0
#include <aquifer/replay/player.hpp>
#include <aquifer/replay/work.hpp>

#include <gtest/gtest.h>

#include <functional>

namespace aq::replay {
namespace {

constexpr const char* kEigenLayer = "tests/golden/eigenlayer-core/trace-11.jsonl.gz";

/// The report on the line of the recorded run that `edit` changes; the lines before it play alike.
struct Reported {
    std::string text;
    std::vector<Difference> differences;
};

Reported report_of(const std::function<bool(Line&)>& edit) {
    auto reader = Reader::open(kEigenLayer);
    EXPECT_TRUE(reader.has_value());
    Player player;
    for (;;) {
        auto line = reader->next();
        if (!line.has_value() || !line->has_value()) break;
        const bool edited = edit(**line);
        const auto played = player.play(**line);
        EXPECT_TRUE(played.has_value()) << played.error().to_text();
        if (edited) return {*played, player.differences()};
        EXPECT_EQ(*played, "");
    }
    ADD_FAILURE() << "nothing was edited";
    return {};
}

std::string report_of_transaction(std::uint64_t number,
                                  const std::function<void(Transaction&)>& edit) {
    return report_of([&](Line& line) {
               auto* tx = std::get_if<Transaction>(&line);
               if (tx == nullptr || tx->number != number) return false;
               edit(*tx);
               return true;
           })
        .text;
}

/// The first answer of the recording's first check to such a question, changed.
std::string report_of_answer(const std::string& function,
                             const std::function<void(Answer&)>& edit) {
    return report_of([&](Line& line) {
               auto* check = std::get_if<Check>(&line);
               if (check == nullptr) return false;
               for (Question& question : check->asked_first) {
                   if (question.function != function) continue;
                   edit(question.answer);
                   return true;
               }
               return false;
           })
        .text;
}

struct OwnedLog {
    Address emitter;
    std::vector<Hash> topics;
    Bytes data;
};

/// The transaction's log with a change, or without the log if the change says so.
void edit_log(Transaction& tx, std::size_t which, const std::function<bool(OwnedLog&)>& edit) {
    LogBuffer out;
    for (std::size_t i = 0; i < tx.logs.size(); ++i) {
        const LogView log = tx.logs[i];
        OwnedLog owned{log.emitter,
                       {log.topics.begin(), log.topics.end()},
                       {log.data.begin(), log.data.end()}};
        if (i == which && !edit(owned)) continue;
        out.append({owned.emitter, owned.topics, owned.data});
    }
    tx.logs = out;
}

// Transaction 170 of the recording: the first deposit. Its arguments and logs were read off the
// file by other means (Python).
constexpr std::uint64_t kDeposit = 170;
const std::string kDepositCall =
    "transaction 170 in block 65\n"
    "  staker0 calls strategyManager.depositIntoStrategy(strategy=strategy0, token=token0, "
    "amount=603786025681013379602)\n";

TEST(Report, MarksTheFieldOfALogThatDiffers) {
    EXPECT_EQ(report_of_transaction(kDeposit,
                                    [](Transaction& tx) {
                                        edit_log(tx, 2, [](OwnedLog& log) {
                                            log.data.back() += 1;
                                            return true;
                                        });
                                    }),
              kDepositCall +
                  "  log 2 of 4\n"
                  "    expected  strategyManager emits Deposit(staker=staker0, strategy=strategy0, "
                  "shares=603786025681013379603)\n"
                  "    got       strategyManager emits Deposit(staker=staker0, strategy=strategy0, "
                  "shares=603786025681013379602)\n"
                  "    differs   shares: expected 603786025681013379603, got "
                  "603786025681013379602\n");
}

TEST(Report, MarksAnIndexedFieldAndTheEmitter) {
    EXPECT_EQ(report_of_transaction(kDeposit,
                                    [](Transaction& tx) {
                                        edit_log(tx, 0, [&](OwnedLog& log) {
                                            log.emitter = tx.to;
                                            log.topics[1] = log.topics[2];
                                            return true;
                                        });
                                    }),
              kDepositCall +
                  "  log 0 of 4\n"
                  "    expected  strategyManager emits Transfer(from=strategy0, to=strategy0, "
                  "value=603786025681013379602)\n"
                  "    got       token0 emits Transfer(from=staker0, to=strategy0, "
                  "value=603786025681013379602)\n"
                  "    differs   emitter: expected strategyManager, got token0\n"
                  "    differs   from: expected strategy0, got staker0\n");
}

TEST(Report, SaysWhichLogIsMissing) {
    EXPECT_EQ(
        report_of_transaction(
            kDeposit, [](Transaction& tx) { edit_log(tx, 3, [](OwnedLog&) { return false; }); }),
        kDepositCall +
            "  log 3 of 3, where got 4\n"
            "    expected  no such log\n"
            "    got       delegationManager emits DepositScalingFactorUpdated("
            "staker=staker0, strategy=strategy0, "
            "newDepositScalingFactor=1000000000000000000)\n");
}

TEST(Report, ShowsALogThatNoProtocolDeclares) {
    EXPECT_EQ(report_of_transaction(kDeposit,
                                    [](Transaction& tx) {
                                        edit_log(tx, 1, [](OwnedLog& log) {
                                            log.topics[0].bytes[0] ^= 1;
                                            return true;
                                        });
                                    }),
              kDepositCall +
                  "  log 1 of 4\n"
                  "    expected  strategy0 emits "
                  "0xd3494f3479e5da49d386657c292c610b5b01df313d07c62eb0cfa49924a31be8 data "
                  "0x0000000000000000000000000000000000000000000000000de0b6b3a7640000 "
                  "(an event unknown here)\n"
                  "    got       strategy0 emits ExchangeRateEmitted(rate=1000000000000000000)\n");
}

TEST(Report, ShowsTheBytesWhereTheTextsAreTheSame) {
    // Transaction 158 logs a text of 12 bytes; what pads it to a word says nothing.
    EXPECT_EQ(
        report_of_transaction(158,
                              [](Transaction& tx) {
                                  edit_log(tx, 0, [](OwnedLog& log) {
                                      log.data.back() = 1;
                                      return true;
                                  });
                              }),
        "transaction 158 in block 64\n"
        "  avs0 calls allocationManager.updateAVSMetadataURI(avs=avs0, "
        "metadataURI=\"https://avs0\")\n"
        "  log 0 of 1\n"
        "    expected  allocationManager emits AVSMetadataURIUpdated(avs=avs0, "
        "metadataURI=\"https://avs0\")\n"
        "    got       allocationManager emits AVSMetadataURIUpdated(avs=avs0, "
        "metadataURI=\"https://avs0\")\n"
        "    expected bytes  "
        "0x000000000000000000000000000000000000000000000000000000000000000c"
        "68747470733a2f2f617673300000000000000000000000000000000000000001 (from byte 96 of 160)\n"
        "    got bytes       "
        "0x000000000000000000000000000000000000000000000000000000000000000c"
        "68747470733a2f2f617673300000000000000000000000000000000000000000 (from byte 96 of 160)\n");
}

// Transaction 225: staker5 undelegates one who is not delegated; 278: a deposit beyond the balance.
TEST(Report, ShowsErrorsOfBothSides) {
    EXPECT_EQ(report_of_transaction(
                  225, [](Transaction& tx) { tx.error = Revert(Arithmetic::kOverflow).encode(); }),
              "transaction 225 in block 181\n"
              "  staker5 calls delegationManager.undelegate(staker=staker8)\n"
              "  revert\n"
              "    expected  reverts with Panic(0x11: arithmetic overflow or underflow)\n"
              "    got       reverts with NotActivelyDelegated()\n");
    EXPECT_EQ(report_of_transaction(278,
                                    [](Transaction& tx) {
                                        tx.error = Revert("ERC20: insufficient allowance").encode();
                                    }),
              "transaction 278 in block 260\n"
              "  operator0 calls strategyManager.depositIntoStrategy(strategy=strategy3, "
              "token=token3, amount="
              "115792089237316195423570985008687907853269984665640564039457584007913129639935)\n"
              "  revert\n"
              "    expected  reverts with Error(\"ERC20: insufficient allowance\")\n"
              "    got       reverts with Error(\"ERC20: transfer amount exceeds balance\")\n");
}

TEST(Report, TellsSuccessFromRevert) {
    EXPECT_EQ(report_of_transaction(225, [](Transaction& tx) { tx.ok = true; }),
              "transaction 225 in block 181\n"
              "  staker5 calls delegationManager.undelegate(staker=staker8)\n"
              "  status\n"
              "    expected  success with 0 logs\n"
              "    got       reverts with NotActivelyDelegated()\n");
    EXPECT_EQ(report_of_transaction(kDeposit, [](Transaction& tx) { tx.ok = false; }),
              kDepositCall +
                  "  status\n"
                  "    expected  reverts with no data\n"
                  "    got       success with 4 logs\n");
}

TEST(Report, DecodesAnswers) {
    EXPECT_EQ(report_of_answer("totalShares()", [](Answer& answer) { answer.data.back() ^= 1; }),
              "check before transaction 213, at block 173\n"
              "  asks strategy0.totalShares()\n"
              "  answer\n"
              "    expected  returns 3833196025681013379600\n"
              "    got       returns 3833196025681013379601\n");
    // The last byte of the first of three deposit shares.
    EXPECT_EQ(report_of_answer("getDepositedShares(address)",
                               [](Answer& answer) { answer.data[32 * 8 - 1] = 7; }),
              "check before transaction 213, at block 173\n"
              "  asks delegationManager.getDepositedShares(staker=staker0)\n"
              "  answer\n"
              "    expected  returns ([strategy0, strategy1, strategy2], [603786025681013379591, "
              "893867000000000000000, 17773802200054967123])\n"
              "    got       returns ([strategy0, strategy1, strategy2], [603786025681013379602, "
              "893867000000000000000, 17773802200054967123])\n"
              "    differs   #1[0]: expected 603786025681013379591, got 603786025681013379602\n");
}

TEST(Report, ShowsAnAnswerThatIsNotOfTheDeclaredType) {
    const std::string text = report_of_answer("strategyIsWhitelistedForDeposit(address)",
                                              [](Answer& answer) { answer.data[0] = 1; });
    EXPECT_EQ(text,
              "check before transaction 213, at block 173\n"
              "  asks strategyManager.strategyIsWhitelistedForDeposit(strategy=strategy0)\n"
              "  answer\n"
              "    expected  returns "
              "0x0100000000000000000000000000000000000000000000000000000000000001 "
              "(a value is neither true nor false)\n"
              "    got       returns true\n");
}

TEST(Report, ComparesEther) {
    const Reported reported = report_of([](Line& line) {
        auto* check = std::get_if<Check>(&line);
        if (check == nullptr) return false;
        check->ether.front().second = Wei(5);
        return true;
    });
    EXPECT_EQ(reported.text,
              "check before transaction 213, at block 173\n"
              "  ether of staker0\n"
              "    expected  5 wei\n"
              "    got       1000000000000000000000000 wei\n");
    ASSERT_EQ(reported.differences.size(), 1U);
    EXPECT_EQ(to_json(reported.differences[0]),
              R"({"line":0,"where":"check before transaction 213, at block 173",)"
              R"("transaction":213,"block":173,"what":"ether of staker0","expected":"5 wei",)"
              R"("got":"1000000000000000000000000 wei","fields":[]})");
}

TEST(Report, NamesAQuestionThatWasNeverAsked) {
    const Reported reported = report_of([](Line& line) {
        auto* check = std::get_if<Check>(&line);
        if (check == nullptr) return false;
        check->changed.emplace_back(987654, Answer{true, {}});
        return true;
    });
    EXPECT_EQ(reported.text,
              "check before transaction 213, at block 173\n"
              "  the call 987654 was never asked before\n");
}

TEST(Json, EscapesWhatMustBe) {
    EXPECT_EQ(to_json(R"(a"b\c)"), R"("a\"b\\c")");
    EXPECT_EQ(to_json("\n\x01\x7f"), "\"\\u000a\\u0001\x7f\"");
    EXPECT_EQ(to_json("für"), "\"für\"");
    EXPECT_EQ(to_json("\xff\xc3(\xe0\x80\x80"), "\"\\ufffd\\ufffd(\\ufffd\\ufffd\\ufffd\"");
}

TEST(Json, HoldsTheFieldsOfADifference) {
    Difference d;
    d.line = 7;
    d.where = "here";
    d.call = "a calls b.c(\"x\")";
    d.what = "answer";
    d.expected = "1";
    d.got = "2";
    d.fields = {{"#0", "1", "2"}, {"a.b[1]", "x", "\"y\""}};
    d.expected_bytes = "0x01";
    d.got_bytes = "0x02";
    EXPECT_EQ(to_json(d),
              R"j({"line":7,"where":"here","transaction":0,"block":0,"call":"a calls b.c(\"x\")",)j"
              R"j("what":"answer","expected":"1","got":"2","fields":[{"path":"#0","expected":"1",)j"
              R"j("got":"2"},{"path":"a.b[1]","expected":"x","got":"\"y\""}],)j"
              R"j("expectedBytes":"0x01","gotBytes":"0x02"})j");
}

TEST(Work, IsToldByTheFunction) {
    Transaction tx;
    tx.function = "delegateTo(address,(bytes,uint256),bytes32)";
    EXPECT_TRUE(checks_signature_or_proof(tx));
    tx.function = "verifyStaleBalance(uint64,(bytes32,bytes),(bytes32[],bytes))";
    EXPECT_TRUE(checks_signature_or_proof(tx));
    tx.function = "depositIntoStrategy(address,address,uint256)";
    EXPECT_FALSE(checks_signature_or_proof(tx));
    tx.function = "";
    EXPECT_FALSE(checks_signature_or_proof(tx));
}

}  // namespace
}  // namespace aq::replay
