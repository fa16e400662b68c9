// SPDX-License-Identifier: Apache-2.0
#include <tools/tidy.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aq::tidy {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kSpdx = "// SPDX-License-Identifier: Apache-2.0\n";

const char* const kLayers =
    "layer 0 aquifer/base\n"
    "layer 2 aquifer/ledger\n"
    "layer 3 aquifer/protocols\n"
    "layer 5 aquifer/replay\n"
    "layer 5 aquifer/risk\n"
    "edge aquifer/protocols/vault -> aquifer/protocols/coin\n";

Layers layers() {
    Findings findings;
    Layers layers = read_layers(make_file("tools/layers.txt", kLayers), findings);
    EXPECT_THAT(findings, IsEmpty());
    return layers;
}

/// A tree of one file.
Files one(std::string path, std::string text) {
    return {make_file(std::move(path), std::move(text))};
}

Findings layering(std::string path, const std::string& included) {
    return check_layers(one(std::move(path), "#include <" + included + ">\n"), layers());
}

TEST(TidySplit, CommentsAndLiteralsAreNoCode) {
    const File file =
        make_file("a.cpp", "int a = 1'000; // note \"x\nf(\"// no\", '\"'); /* b\n */ c");
    EXPECT_EQ(file.code, "int a = 1'000;           \nf(\"     \", ' ');     \n    c");
    EXPECT_THAT(file.comments, HasSubstr("// note \"x\n"));
    EXPECT_THAT(file.comments, HasSubstr("/* b\n */"));
    EXPECT_EQ(file.comments.find("// no\""), std::string::npos);
    EXPECT_EQ(file.code.size(), file.text.size());
}

TEST(TidySplit, RawLiteralsAreNoCode) {
    const File file = make_file("a.cpp", "f(R\"re(double \" )\" // )re\"); g();");
    EXPECT_FALSE(has_word(file.code, "double"));
    EXPECT_TRUE(has_word(file.code, "g"));
}

TEST(TidyLayers, AnUnreadableLineIsFound) {
    Findings findings;
    read_layers(make_file("tools/layers.txt", "# fine\n\nlayer x aquifer/base\nlayer 1\n"),
                findings);
    EXPECT_THAT(findings, SizeIs(2));
    EXPECT_EQ(findings.at(0).line, 3U);
}

TEST(TidyLayers, AFileMayNotIncludeALargerLayer) {
    EXPECT_THAT(layering("aquifer/base/hex.cpp", "aquifer/ledger/tx.hpp"),
                ElementsAre(Finding{"aquifer/base/hex.cpp", 1,
                                    "aquifer/base may not include aquifer/ledger"}));
    EXPECT_THAT(layering("aquifer/ledger/tx.cpp", "aquifer/base/hex.hpp"), IsEmpty());
    EXPECT_THAT(layering("aquifer/ledger/tx.cpp", "aquifer/ledger/tx.hpp"), IsEmpty());
    EXPECT_THAT(layering("aquifer/ledger/tx.cpp", "vector"), IsEmpty());
}

TEST(TidyLayers, NeighboursOfOneLayerDoNotIncludeEachOther) {
    EXPECT_THAT(layering("aquifer/risk/run.cpp", "aquifer/replay/trace.hpp"), SizeIs(1));
}

TEST(TidyLayers, ProtocolsMeetOnlyAlongTheListedEdges) {
    const std::string coin = "aquifer/protocols/coin/";
    const std::string vault = "aquifer/protocols/vault/";
    EXPECT_THAT(layering(vault + "rules.cpp", coin + "state.hpp"), IsEmpty());
    EXPECT_THAT(layering(coin + "rules.cpp", vault + "state.hpp"), SizeIs(1));
    EXPECT_THAT(layering(coin + "rules.cpp", coin + "state.hpp"), IsEmpty());
    EXPECT_THAT(layering(coin + "rules.cpp", "aquifer/risk/run.hpp"), SizeIs(1));
}

TEST(TidyLayers, AFolderWithoutALayerIsFound) {
    EXPECT_THAT(layering("aquifer/misc/a.cpp", "vector"), SizeIs(1));
}

TEST(TidyDependencies, LowLayersTakeOnlyTheStandardLibraryAndSecp256k1) {
    const auto count = [](std::string path, const std::string& included) {
        return check_dependencies(one(std::move(path), "#include <" + included + ">\n"), layers())
            .size();
    };
    EXPECT_EQ(count("aquifer/ledger/tx.cpp", "fmt/format.h"), 1U);
    EXPECT_EQ(count("aquifer/base/hex.cpp", "unistd.h"), 1U);
    EXPECT_EQ(count("aquifer/base/hex.cpp", "secp256k1.h"), 0U);
    EXPECT_EQ(count("aquifer/base/hex.cpp", "vector"), 0U);
    EXPECT_EQ(count("aquifer/replay/trace.cpp", "fmt/format.h"), 0U);
    EXPECT_EQ(count("aquifer/base/hex_test.cpp", "gtest/gtest.h"), 0U);
}

std::size_t nondeterminism(std::string path, std::string text) {
    return check_determinism(one(std::move(path), std::move(text)), layers()).size();
}

TEST(TidyDeterminism, LowLayersUseNoFloatingPointClockThreadOrStream) {
    for (const char* text :
         {"double x;", "float y;", "auto t = std::chrono::now();", "#include <thread>\n",
          "#include <iostream>\n", "std::cout << 1;", "getenv(\"A\");", "std::function<int()> f;",
          "virtual void f();", "std::mutex m;", "#include <cmath>\n", "std::time(nullptr);"}) {
        EXPECT_EQ(nondeterminism("aquifer/base/hex.cpp", text), 1U) << text;
    }
}

TEST(TidyDeterminism, CommentsTestsAndHighLayersAreFree) {
    EXPECT_EQ(nondeterminism("aquifer/base/hex.cpp", "// a double\nint doubled;"), 0U);
    EXPECT_EQ(nondeterminism("aquifer/replay/trace.cpp", "double x;"), 0U);
    EXPECT_EQ(nondeterminism("aquifer/base/hex_test.cpp", "double x;"), 0U);
}

std::size_t writes(std::string path, std::string text) {
    return check_writes(one(std::move(path), std::move(text))).size();
}

TEST(TidyWrites, OnlyMovesAndTheLedgerWriteState) {
    for (const char* text :
         {"u.set(s.total, n);", "undo.edit(s.total, f);", "    tx.undo.set(a, b);",
          "if (x) u.set(a, b);", "f(frame.tx.undo.set(a, b));", "tx->undo.set(a, b);",
          "undo_.set(a, b);", "tx.undo().set(a, b);", "push(u, s.list, k, v);",
          "insert(tx.undo, s.set, k, v);", "aq::remove(u, s.set, k, v);",
          "pop(\n u, s.queue, k);"}) {
        EXPECT_EQ(writes("aquifer/protocols/coin/rules.cpp", text), 1U) << text;
        EXPECT_EQ(writes("aquifer/replay/run.cpp", text), 1U) << text;
        EXPECT_EQ(writes("tests/laws/fold.cpp", text), 1U) << text;
        EXPECT_EQ(writes("aquifer/protocols/coin/moves.cpp", text), 0U) << text;
        EXPECT_EQ(writes("aquifer/protocols/coin/moves_queue.hpp", text), 0U) << text;
        EXPECT_EQ(writes("aquifer/ledger/containers.hpp", text), 0U) << text;
    }
    EXPECT_EQ(writes("aquifer/replay/moves.cpp", "u.set(a, b);"), 1U);
    // Tests lay the ground they stand on.
    EXPECT_EQ(writes("aquifer/protocols/coin/moves_test.cpp", "u.set(a, b);"), 0U);
    EXPECT_EQ(writes("aquifer/protocols/coin/testing.hpp", "u.set(a, b);"), 0U);
}

TEST(TidyWrites, CallingAMoveIsNoWrite) {
    for (const char* text :
         {"move::push(tx.undo, s, k);", "move::set(u, s, 1);", "menu.set(a, b);", "v.push(x);",
          "u.mark();", "void push(Undo& u, State& s);", "// u.set(a, b)"}) {
        EXPECT_EQ(writes("aquifer/protocols/coin/rules.cpp", text), 0U) << text;
    }
}

TEST(TidyHeaders, UsingNamespaceAndAMissingPragmaAreFound) {
    EXPECT_THAT(check_headers(one("a.hpp", "#pragma once\nusing namespace aq;\n")),
                ElementsAre(Finding{"a.hpp", 2, "not in a header: using namespace"}));
    EXPECT_THAT(check_headers(one("a.hpp", "int x;\n")), SizeIs(1));
    EXPECT_THAT(check_headers(one("a.hpp", "#pragma once\nusing aq::f;\n")), IsEmpty());
    EXPECT_THAT(check_headers(one("a.cpp", "using namespace aq;\n")), IsEmpty());
}

TEST(TidyTodos, ATodoNamesAnIssue) {
    const std::string todo = "TODO";
    EXPECT_THAT(check_todos(one("a.cpp", "int a;\n// " + todo + ": later\n")), SizeIs(1));
    EXPECT_THAT(check_todos(one("a.cmake", "# " + todo + " later\n")), SizeIs(1));
    EXPECT_THAT(check_todos(one("a.cpp", "// " + todo + "(#12): later\n")), IsEmpty());
    EXPECT_THAT(check_todos(one("a.cpp", "f(\"" + todo + "\");\n")), IsEmpty());
}

TEST(TidySleeps, ATestDoesNotWait) {
    EXPECT_THAT(check_sleeps(one("tests/e2e/a.cpp", "std::this_thread::sleep_for(x);")), SizeIs(1));
    EXPECT_THAT(check_sleeps(one("aquifer/base/a_test.cpp", "usleep(3);")), SizeIs(1));
    EXPECT_THAT(check_sleeps(one("tests/e2e/a.sh", "run &\nsleep 1\n")), SizeIs(1));
    EXPECT_THAT(check_sleeps(one("tests/e2e/a.py", "time.sleep(1)\n")), SizeIs(1));
    EXPECT_THAT(check_sleeps(one("tests/e2e/a.cpp", "int sleeper(); // sleep(1)")), IsEmpty());
    EXPECT_THAT(check_sleeps(one("aquifer/rpc/a.cpp", "usleep(3);")), IsEmpty());
}

TEST(TidySizes, FiveHundredLinesAreEnough) {
    std::string text;
    for (int i = 0; i < 500; ++i) text += "x\n";
    EXPECT_THAT(check_sizes(one("a.cpp", text), {}), IsEmpty());
    EXPECT_THAT(check_sizes(one("a.cpp", text + "x\n"), {}), SizeIs(1));
    EXPECT_THAT(check_sizes(one("a.cpp", text + "x\n"), {.size = {"a.cpp"}, .name = {}}),
                IsEmpty());
    EXPECT_THAT(check_sizes(one("a.md", text + "x\n"), {}), IsEmpty());
}

TEST(TidySizes, ANeedlessExceptionIsFound) {
    EXPECT_THAT(check_sizes(one("a.cpp", "x\n"), {.size = {"a.cpp"}, .name = {}}), SizeIs(1));
}

TEST(TidyExceptions, AnExceptionNeedsAReason) {
    Findings findings;
    const Exceptions read =
        read_exceptions(make_file("tools/exceptions.txt",
                                  "# why\nsize a.cpp\nsize b.cpp a long table\ncolour c.cpp red\n"),
                        findings);
    EXPECT_THAT(read.size, ElementsAre("b.cpp"));
    EXPECT_THAT(findings, SizeIs(2));
}

TEST(TidyWidths, AHundredColumnsAreEnough) {
    const std::string hundred(100, 'x');
    EXPECT_THAT(check_widths(one("a.cpp", hundred + "\n")), IsEmpty());
    EXPECT_THAT(check_widths(one("a.cpp", "\n" + hundred + "x\n")),
                ElementsAre(Finding{"a.cpp", 2, "101 columns"}));
    // Two bytes, one column.
    EXPECT_THAT(check_widths(one("a.cpp", std::string(99, 'x') + "é\n")), IsEmpty());
}

TEST(TidyLicences, TheSpdxLineComesFirst) {
    EXPECT_THAT(check_licences(one("a.cpp", std::string(kSpdx) + "int x;\n")), IsEmpty());
    EXPECT_THAT(check_licences(one("a.cpp", "\n" + std::string(kSpdx))), SizeIs(1));
    EXPECT_THAT(check_licences(one("a.cpp", "")), SizeIs(1));
    EXPECT_THAT(check_licences(one("tools/a.sh", "#!/bin/sh\nset -e\n")), SizeIs(1));
    EXPECT_THAT(
        check_licences(one("tools/a.sh", "#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0")),
        IsEmpty());
    EXPECT_THAT(check_licences(one("docs/a.md", "# Title\n")), IsEmpty());
}

TEST(TidyNames, EmptyNamesAreFoundAndContractsKeepTheirs) {
    EXPECT_THAT(check_names(one("aquifer/base/hex_util.hpp", ""), {}), SizeIs(1));
    EXPECT_THAT(check_names(one("aquifer/common/hex.hpp", ""), {}), SizeIs(1));
    EXPECT_THAT(check_names(one("aquifer/chain/manager.hpp", ""), {}), SizeIs(1));
    EXPECT_THAT(check_names(one("aquifer/protocols/vault/manager.hpp", ""), {}), SizeIs(1));
    EXPECT_THAT(check_names(one("aquifer/protocols/vault/strategy_manager.hpp", ""), {}),
                IsEmpty());
    EXPECT_THAT(check_names(one("aquifer/base/utility.hpp", ""), {}), IsEmpty());
    EXPECT_THAT(
        check_names(one("tests/helper.hpp", ""), {.size = {}, .name = {"tests/helper.hpp"}}),
        IsEmpty());
}

TEST(TidyBuilt, EverySourceIsNamedInACMakeLists) {
    const auto tree = [](const std::string& path, const std::string& lists) {
        return Files{make_file("aquifer/base/hex.cpp", ""), make_file(path, lists)};
    };
    EXPECT_THAT(check_built(tree("aquifer/base/CMakeLists.txt", "f(base SOURCES hex.cpp)")),
                IsEmpty());
    EXPECT_THAT(check_built(tree("aquifer/CMakeLists.txt", "f(base base/hex.cpp)")), IsEmpty());
    EXPECT_THAT(check_built(tree("CMakeLists.txt", "f(aquifer/base/hex.cpp)")), IsEmpty());
    EXPECT_THAT(check_built(tree("aquifer/base/CMakeLists.txt", "f(base big_hex.cpp) # hex.cpp")),
                SizeIs(1));
    EXPECT_THAT(check_built(tree("aquifer/eth/CMakeLists.txt", "f(eth hex.cpp)")), SizeIs(1));
}

TEST(TidyReadmes, EveryProtocolHasAWitnessTable) {
    const auto tree = [](const std::string& readme) {
        return Files{make_file("aquifer/protocols/coin/rules.cpp", ""),
                     make_file("aquifer/protocols/coin/README.md", readme)};
    };
    EXPECT_THAT(check_readmes(one("aquifer/protocols/coin/rules.cpp", "")), SizeIs(1));
    EXPECT_THAT(check_readmes(tree("# Coin\nThe witness is a log.\n")), SizeIs(1));
    EXPECT_THAT(check_readmes(tree("| field | where |\n|---|---|\n")), SizeIs(1));
    EXPECT_THAT(check_readmes(tree("| field | witness |\n|---|---|\n| a | log |\n")), IsEmpty());
    EXPECT_THAT(check_readmes(one("aquifer/base/hex.cpp", "")), IsEmpty());
}

TEST(TidyReverts, EveryCustomErrorIsExpectedByATest) {
    const File errors = make_file("aquifer/protocols/coin/errors.hpp",
                                  "inline constexpr CustomError NoCoin{\"NoCoin()\", 0x12345678};");
    const auto with_test = [&](std::string path, std::string text) {
        return check_reverts({errors, make_file(std::move(path), std::move(text))});
    };
    EXPECT_THAT(check_reverts({errors}),
                ElementsAre(Finding{errors.path, 1, "no test expects NoCoin"}));
    EXPECT_THAT(with_test("aquifer/protocols/coin/coin_test.cpp", "is(errors::NoCoin)"), IsEmpty());
    EXPECT_THAT(with_test("tests/scenarios/coin/a.flow", "a coin.f() !! NoCoin"), IsEmpty());
    EXPECT_THAT(with_test("aquifer/protocols/coin/coin_test.cpp", "is(NoCoins)"), SizeIs(1));
    EXPECT_THAT(with_test("aquifer/protocols/vault/vault_test.cpp", "is(NoCoin)"), SizeIs(1));
    EXPECT_THAT(with_test("aquifer/protocols/coin/rules.cpp", "NoCoin"), SizeIs(1));
}

TEST(TidyReverts, APinnedSelectorIsNotAnExpectedError) {
    const File errors = make_file("aquifer/protocols/coin/errors.hpp",
                                  "inline constexpr CustomError NoCoin{\"NoCoin()\", 0x12345678};");
    const File rules =
        make_file("aquifer/protocols/coin/rules.cpp", "AQ_REQUIRE(ok, \"Coin: none\");");
    const std::string pins = "expect(error::NoCoin, 0x12345678); \"Coin: none\"";
    for (const char* path :
         {"aquifer/protocols/coin/selectors_test.cpp", "tests/golden/coin/selectors_test.cpp"}) {
        EXPECT_THAT(check_reverts({errors, rules, make_file(path, pins)}), SizeIs(2)) << path;
    }
    EXPECT_THAT(
        check_reverts({errors, rules, make_file("aquifer/protocols/coin/abi_test.cpp", pins)}),
        IsEmpty());
}

TEST(TidyReverts, EveryRevertTextIsExpectedByATest) {
    const File rules =
        make_file("aquifer/protocols/coin/rules.cpp",
                  "AQ_REQUIRE(f(a, b) > (0),\n    \"Coin: a) none\");\nAQ_REQUIRE(ok, NoCoin);");
    const File test = make_file("aquifer/protocols/coin/coin_test.cpp", "\"Coin: a) none\"");
    EXPECT_THAT(check_reverts({rules}),
                ElementsAre(Finding{rules.path, 1, "no test expects \"Coin: a) none\""}));
    EXPECT_THAT(check_reverts({rules, test}), IsEmpty());
}

TEST(TidyTopics, EveryEventStandsBesideItsTopicInATest) {
    const File events =
        make_file("aquifer/protocols/coin/events.hpp",
                  "struct Minted {\n    static constexpr Abi abi{\"Minted()\"};\n};");
    const auto with_test = [&](std::string text) {
        return check_topics(
            {events, make_file("aquifer/protocols/coin/topics_test.cpp", std::move(text))});
    };
    const std::string topic = "0x" + std::string(64, 'a');
    EXPECT_THAT(check_topics({events}), SizeIs(1));
    EXPECT_THAT(with_test("{topic_of<Minted>(),\n \"" + topic + "\"}"), IsEmpty());
    EXPECT_THAT(with_test("Minted m;\n\n\n\"" + topic + "\""), SizeIs(1));
    EXPECT_THAT(with_test("Minted \"" + topic + "a\""), SizeIs(1));
    EXPECT_THAT(with_test("Minters \"" + topic + "\""), SizeIs(1));
}

TEST(TidyAll, MissingListsAreFoundAndEveryRuleIsAsked) {
    EXPECT_THAT(check_all(one("aquifer/base/a.md", "")), SizeIs(2));
    const Files files{
        make_file("tools/layers.txt", kLayers),
        make_file("tools/exceptions.txt", "size gone.cpp once long\n"),
        make_file("aquifer/base/util.hpp",
                  "#include <aquifer/ledger/tx.hpp>\n"
                  "#include <unistd.h>\n"
                  "double x; // TO"
                  "DO\n" +
                      std::string(101, ' ') + "\n"),
        make_file("aquifer/base/a_test.cpp", "usleep(1);"),
        make_file("aquifer/protocols/coin/events.hpp",
                  "#pragma once\nstruct E { static constexpr Abi abi{}; };"),
        make_file("aquifer/protocols/coin/rules.cpp", "AQ_REQUIRE(a, \"no\"); u.set(a, b);"),
    };
    std::string all;
    for (const Finding& finding : check_all(files)) all += finding.what + "\n";
    for (const char* part :
         {"may not include", "a dependency", "not below layer 5", "only a move", "#pragma once",
          "names no issue", "a test waits", "needs no exception", "101 columns", "does not open",
          "says too little", "no CMakeLists.txt names", "has a README.md", "no test expects",
          "no test pins"}) {
        EXPECT_THAT(all, HasSubstr(part));
    }
}

}  // namespace
}  // namespace aq::tidy
