// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/invariants.hpp>
#include <aquifer/replay/player.hpp>
#include <aquifer/stack/witness.hpp>

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace aq::replay {
namespace {

constexpr const char* kEigenLayer = "tests/golden/eigenlayer-core/trace-11.jsonl.gz";

/// A recorded run, and what is in its file by another count (jq): lines of type tx, those that
/// failed, their logs.
struct Recorded {
    const char* path;
    std::uint64_t transactions;
    std::uint64_t reverts;
    std::uint64_t logs;
};
constexpr Recorded kRuns[] = {
    {kEigenLayer, 6000, 1987, 11'670},
    {"tests/golden/lido-shares/trace-5.jsonl.gz", 4002, 378, 8062},
    {"tests/golden/renzo/trace-5.jsonl.gz", 4002, 785, 17'162},
};

TEST(RecordedRun, ReplaysWithoutADifference) {
    for (const Recorded& run : kRuns) {
        SCOPED_TRACE(run.path);
        auto reader = Reader::open(run.path);
        ASSERT_TRUE(reader.has_value()) << reader.error().to_text();
        Player player;
        for (;;) {
            const auto line = reader->next();
            ASSERT_TRUE(line.has_value()) << line.error().to_text();
            if (!line->has_value()) break;
            const auto played = player.play(**line);
            ASSERT_TRUE(played.has_value()) << played.error().to_text();
            ASSERT_EQ(*played, "");
        }
        EXPECT_EQ(player.counts.transactions, run.transactions);
        EXPECT_EQ(player.counts.reverts, run.reverts);
        EXPECT_EQ(player.counts.logs, run.logs);
        EXPECT_EQ(player.counts.mismatches, 0U);
        EXPECT_GT(player.counts.answers, 3'000U);
    }
}

TEST(RecordedRun, EveryInvariantHoldsAfterEachTransaction) {
    auto reader = Reader::open(kEigenLayer);
    ASSERT_TRUE(reader.has_value()) << reader.error().to_text();
    Player player;
    for (;;) {
        const auto line = reader->next();
        ASSERT_TRUE(line.has_value()) << line.error().to_text();
        if (!line->has_value()) break;
        if (std::holds_alternative<Check>(**line)) continue;
        ASSERT_EQ(player.play(**line).value(), "");
        if (!std::holds_alternative<Transaction>(**line)) continue;
        ASSERT_EQ(eigenlayer::broken_invariants(player.world.eigenlayer, player.world.accounts),
                  std::vector<std::string>())
            << "line " << reader->line();
    }
}

TEST(RecordedRun, ABrokenInvariantIsFound) {
    Player player;
    eigenlayer::State& s = player.world.eigenlayer;
    const Address a = "0x00000000000000000000000000000000000000aa"_address;
    player.world.undo.set(s.delegation.delegated_to, a, a);
    EXPECT_TRUE(eigenlayer::broken_invariants(s, player.world.accounts).empty());
    player.world.undo.set(s.strategy_manager.deposit_shares, eigenlayer::StrategyKey(a, a),
                          eigenlayer::DepositShares(5));
    EXPECT_EQ(eigenlayer::broken_invariants(s, player.world.accounts),
              (std::vector<std::string>{"a strategy with deposit shares is in the staker's list",
                                        "operator shares cover what its stakers can withdraw"}));
}

TEST(RecordedRun, ItsLogsAloneFoldToTheSameState) {
    for (const Recorded& run : kRuns) {
        SCOPED_TRACE(run.path);
        auto reader = Reader::open(run.path);
        ASSERT_TRUE(reader.has_value()) << reader.error().to_text();
        Player played;
        Player folded;
        for (;;) {
            const auto line = reader->next();
            ASSERT_TRUE(line.has_value()) << line.error().to_text();
            if (!line->has_value()) break;
            ASSERT_EQ(played.play(**line).value(), "");
            ASSERT_TRUE(folded.fold(**line).has_value());
            if (!std::holds_alternative<Check>(**line)) continue;
            std::size_t compared = 0;
            EXPECT_EQ(stack::differing_fields(played.world, folded.world, compared),
                      std::vector<std::string>())
                << "line " << reader->line();
            EXPECT_GT(compared, 100U);
        }
    }
}

TEST(RecordedRun, RewindingToAMarkGivesTheStateOfThatMark) {
    for (const Recorded& run : kRuns) {
        SCOPED_TRACE(run.path);
        auto reader = Reader::open(run.path);
        ASSERT_TRUE(reader.has_value());
        Player player;
        std::size_t transactions = 0;
        for (;;) {
            const auto line = reader->next();
            ASSERT_TRUE(line.has_value());
            if (!line->has_value()) break;
            const auto* tx = std::get_if<Transaction>(&**line);
            // Copies of the whole state are dear: one transaction in thirty.
            if (tx != nullptr && ++transactions % 30 == 0) {
                stack::World& world = player.world;
                const eigenlayer::State eigenlayer_before = world.eigenlayer;
                const renzo::State renzo_before = world.renzo;
                const lido::State lido_before = world.lido;
                const erc20::State tokens_before = world.tokens;
                const Accounts accounts_before = world.accounts;
                const Undo::Mark mark = world.undo.mark();
                world.block.number = tx->block;
                world.block.time = tx->time;
                static_cast<void>(world.execute({tx->from, tx->to, tx->value, tx->data}, nullptr));
                world.undo.rewind(mark);
                ASSERT_EQ(world.eigenlayer, eigenlayer_before) << tx->number;
                ASSERT_EQ(world.renzo, renzo_before) << tx->number;
                ASSERT_EQ(world.lido, lido_before) << tx->number;
                ASSERT_EQ(world.tokens, tokens_before) << tx->number;
                ASSERT_EQ(world.accounts, accounts_before) << tx->number;
            }
            ASSERT_EQ(player.play(**line).value(), "");
        }
    }
}

/// A file in the build's temporary folder that goes away with the test.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& contents) {
        static int count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("aquifer-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::ofstream(path_, std::ios::binary) << contents;
    }
    ~TemporaryFile() { std::filesystem::remove(path_); }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

std::string read_file(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// The fault that reading and playing these bytes ends with; empty text if there is none.
std::string fault_of(const std::string& contents) {
    const TemporaryFile file(contents);
    auto reader = Reader::open(file.path());
    if (!reader.has_value()) return reader.error().to_text();
    Player player;
    for (;;) {
        const auto line = reader->next();
        if (!line.has_value()) return line.error().to_text();
        if (!line->has_value()) return {};
        const auto played = player.play(**line);
        if (!played.has_value()) return played.error().to_text();
    }
}

constexpr const char* kHeader =
    R"({"t":"header","format":"chain-trace-1","subject":"x","chainId":1,"params":{},)"
    R"("contracts":{},"eoas":{},"startBlock":1,"startTs":1})"
    "\n";

TEST(BadTrace, AMissingFileIsNamed) {
    const auto reader = Reader::open("tests/golden/no-such-run.jsonl.gz");
    ASSERT_FALSE(reader.has_value());
    EXPECT_NE(reader.error().to_text().find("no-such-run"), std::string::npos);
    EXPECT_NE(reader.error().to_text().find("no such file"), std::string::npos);
}

TEST(BadTrace, AnEmptyFileIsNoTrace) {
    EXPECT_NE(fault_of("").find("the file is empty"), std::string::npos);
}

TEST(BadTrace, ATruncatedGzipIsNoticed) {
    const std::string whole = read_file(kEigenLayer);
    ASSERT_GT(whole.size(), 1'000'000U);
    EXPECT_NE(fault_of(whole.substr(0, whole.size() / 2)).find("gzip stream ends"),
              std::string::npos);
    EXPECT_NE(fault_of(whole.substr(0, whole.size() - 4)).find("gzip stream ends"),
              std::string::npos);
}

TEST(BadTrace, ADamagedGzipIsNoticed) {
    std::string damaged = read_file(kEigenLayer);
    for (std::size_t i = 5000; i < 5100; ++i) damaged[i] = static_cast<char>(~damaged[i]);
    // What the damage leaves is no trace, or the stream itself notices.
    EXPECT_NE(fault_of(damaged), "");
}

TEST(BadTrace, WhatIsNoJsonIsNoticedWithItsLine) {
    EXPECT_NE(fault_of("hello\n").find(":1: the line is no JSON object"), std::string::npos);
    EXPECT_NE(fault_of("[1,2]\n").find(":1: the line is no JSON object"), std::string::npos);
}

TEST(BadTrace, ALineThatDoesNotEndIsNoticed) {
    EXPECT_NE(fault_of(R"({"t":"header")").find("the last line does not end"), std::string::npos);
}

TEST(BadTrace, ALineOfAHundredMegabytesIsRefused) {
    EXPECT_NE(fault_of(std::string(100'000'000, ' ')).find("longer than 16 MB"), std::string::npos);
}

TEST(BadTrace, TheHeaderComesFirstAndOnce) {
    EXPECT_NE(fault_of("{\"t\":\"mine\",\"blocks\":1,\"step\":1,\"block\":1,\"ts\":1}\n")
                  .find("the first line is not the header"),
              std::string::npos);
}

TEST(BadTrace, AnotherFormatIsRefused) {
    std::string other = kHeader;
    other.replace(other.find("chain-trace-1"), 13, "chain-trace-9");
    EXPECT_NE(fault_of(other).find("chain-trace-9"), std::string::npos);
}

TEST(BadTrace, AnIncompleteHeaderSaysWhatItLacks) {
    std::string empty = kHeader;
    empty.replace(empty.find("\"x\""), 3, "\"eigenlayer-core\"");
    const std::string fault = fault_of(empty);
    EXPECT_NE(fault.find("no contract \"strategyManager\""), std::string::npos) << fault;
    EXPECT_NE(fault.find("no parameter \"podInitCodeHash\""), std::string::npos) << fault;
}

TEST(BadTrace, AnUnknownSubjectIsNamed) {
    EXPECT_NE(fault_of(kHeader).find("the subject \"x\" is unknown"), std::string::npos);
}

/// The recorded run's first lines, unzipped, with something changed.
std::string changed(std::string_view from, std::string_view to) {
    static const std::string kStart = [] {
        std::string out;
        FILE* pipe =
            ::popen((std::string("gzip -dc ") + kEigenLayer + " | head -n 60").c_str(), "r");
        std::array<char, 65536> chunk{};
        std::size_t got = 0;
        while ((got = std::fread(chunk.data(), 1, chunk.size(), pipe)) > 0) {
            out.append(chunk.data(), got);
        }
        ::pclose(pipe);
        return out;
    }();
    std::string out = kStart;
    const std::size_t at = out.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) out.replace(at, from.size(), to);
    return out;
}

TEST(BadTrace, ReorderedTransactionsAreNoticed) {
    EXPECT_NE(fault_of(changed(R"("t":"tx","n":3,)", R"("t":"tx","n":4,)"))
                  .find("transaction 4 stands where transaction 3 was expected"),
              std::string::npos);
}

TEST(BadTrace, ALineThatStandsTwiceIsNoticed) {
    const std::string start = changed("", "");
    const std::size_t second = start.find('\n') + 1;
    const std::string deploy = start.substr(second, start.find('\n', second) + 1 - second);
    EXPECT_NE(fault_of(changed(deploy, deploy + deploy)).find(":3: a deployment stands here twice"),
              std::string::npos);
}

TEST(BadTrace, AFolderIsNoFile) {
    const auto reader = Reader::open("tests/golden");
    ASSERT_FALSE(reader.has_value());
    EXPECT_NE(reader.error().to_text().find("this is a folder"), std::string::npos);
}

TEST(BadTrace, AMistypedFieldIsNamed) {
    EXPECT_NE(
        fault_of(changed(R"("n":3,"block":)", R"("n":3,"bloc":)")).find("\"block\" is missing"),
        std::string::npos);
    EXPECT_NE(fault_of(changed(R"("value":"0","ok":true)", R"("value":"-1","ok":true)"))
                  .find("decimal number of wei"),
              std::string::npos);
    EXPECT_NE(fault_of(changed(R"("t":"tx","n":3)", R"("t":"tz","n":3)")).find("\"tz\" is none of"),
              std::string::npos);
}

TEST(BadTrace, AnUnknownContractIsNamed) {
    EXPECT_NE(fault_of(changed(R"("role":"registrar")", R"("role":"mystery")")).find("mystery"),
              std::string::npos);
}

TEST(BadTrace, AHandEditedLogIsADifferenceNotACrash) {
    const std::string edited = changed("0x6852a552", "0x6852a553");  // StrategySetForToken's topic
    const TemporaryFile file(edited);
    auto reader = Reader::open(file.path());
    ASSERT_TRUE(reader.has_value());
    Player player;
    for (;;) {
        const auto line = reader->next();
        ASSERT_TRUE(line.has_value()) << line.error().to_text();
        if (!line->has_value()) break;
        ASSERT_TRUE(player.play(**line).has_value());
    }
    EXPECT_EQ(player.counts.mismatches, 1U);
}

}  // namespace
}  // namespace aq::replay
