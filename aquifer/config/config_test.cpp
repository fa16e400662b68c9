// SPDX-License-Identifier: Apache-2.0
#include <aquifer/config/config.hpp>

#include <gmock/gmock.h>

#include <fstream>

namespace aq::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// What is said of a text, each fault as a person sees it.
std::vector<std::string> said_of(const Faults& faults) {
    std::vector<std::string> out;
    for (const Fault& fault : faults) out.push_back(fault.to_text());
    return out;
}
std::vector<std::string> said_of(std::string_view text) {
    const auto settings = parse(text, "a.toml");
    return settings.has_value() ? std::vector<std::string>() : said_of(settings.error());
}
std::vector<std::string> said_of_setting(std::string_view key, std::string_view value) {
    Settings settings;
    const auto done = set(settings, key, value);
    EXPECT_EQ(done.has_value(), settings != Settings());
    return done.has_value() ? std::vector<std::string>() : said_of(done.error());
}

/// Nothing in it is a default.
Settings unusual() {
    Settings s;
    s.deployment = {
        .chain_id = 1,
        .start_block = 1'000'000,
        .start_time = 1'606'824'023,
        .seed = 9'223'372'036'854'775'807,
        .accounts = 0,
        .account_balance = Wei(1'500'000'001_u256),
        .protocols = {"eigenlayer"},
        .background_stake = Wei(32'000'000'000'000'000'000_u256),
        .token = {{"Dollar \"of\" the\tday", "USD\\", 6,
                   "0x00000000000000000000000000000000000000ff"_address, 0},
                  {"Zwölf", "Z", 0, {}, 1'000'000'000'000'000}},
        .addresses = {{"weth", "0x00000000000000000000000000000000000000fe"_address},
                      {"eigenOwner", "0x00000000000000000000000000000000000000fd"_address}},
        .lido = {0, 1, ether(2), ether(1), 4, 5, 6, 7, 8, 9, 10, 11},
        .rates = {Wei(u256(1U)), 2, 3, 4, 5, 6},
        .eigenlayer = {1, 2, 3, 4, 259'200, 6, 7, 8, 9, 10},
        .renzo = {1, 2, Wei(u256(3U)), ether(4), ether(5), ether(6), ether(7), 8, 9, 10},
    };
    s.network = {.host = "::1",
                 .port = 0,
                 .threads = 3,
                 .development = Development::kOff,
                 .hosts = {"node.example", "*"},
                 .origins = {"https://example.org:8080"}};
    s.store = {.folder = "/var/lib/\x7fä b",
               .durability = Durability::kAsync,
               .snapshot_every = 1'000,
               .map_gib_max = 1};
    s.limits = {1'024, 1, 1, 0, 0, 1, 1, 1, 1, 65'536, 1, 1};
    s.mining = {.mode = MiningMode::kManual, .block_seconds = 1};
    s.autopilot = {.enabled = true,
                   .seed = 0,
                   .crowd = 0,
                   .beacon_rewards = false,
                   .lido_committee = false,
                   .renzo_keepers = false,
                   .reward_updater = false,
                   .avs = {{"watch", Wei(), 10'000, 1'000'000}, {"other", ether(3), 1, 1}}};
    return s;
}

TEST(Config, NothingWrittenMeansTheDefaults) {
    EXPECT_EQ(parse("", "a.toml"), Settings());
    EXPECT_EQ(parse("[network]\n", "a.toml"), Settings());
    EXPECT_THAT(check(Settings()), IsEmpty());
}

TEST(Config, WhatIsPrintedReadsAsTheSameSettings) {
    EXPECT_EQ(parse(print(Settings()), "a.toml"), Settings());
    const auto again = parse(print(unusual()), "a.toml");
    ASSERT_TRUE(again.has_value()) << again.error()[0].to_text();
    EXPECT_EQ(*again, unusual());
}

TEST(Config, TheExampleOfAnEmptyListIsUsableAsItStands) {
    std::string text = print(Settings());
    for (const std::string_view title : {"# [[deployment.token]]\n", "# [[autopilot.avs]]\n"}) {
        const std::size_t begin = text.find(title);
        ASSERT_NE(begin, std::string::npos);
        for (std::size_t at = begin; text.substr(at, 2) == "# ";) {
            text.erase(at, 2);
            at = text.find('\n', at) + 1;
        }
    }
    const auto settings = parse(text, "a.toml");
    ASSERT_TRUE(settings.has_value()) << settings.error()[0].to_text();
    EXPECT_EQ(settings->deployment.token.at(0).symbol, "EXAMPLE");
    EXPECT_EQ(settings->autopilot.avs.at(0).name, "example");
}

TEST(Config, PrintedLinesAreNoWiderThanAPage) {
    std::istringstream in(print(unusual()) + print(Settings()));
    for (std::string line; std::getline(in, line);) EXPECT_LE(line.size(), 100U) << line;
}

TEST(Config, ReadsEachKindOfValue) {
    const auto s = parse(R"(
[deployment]
account_balance = 7
background_stake = "33.5 ether"
protocols = []
token = [{ name = "A", symbol = "B", address = "0x00000000000000000000000000000000000000FF" }]
[network]
port = 0x2161
development = true
hosts = ["node.example"]
[store]
durability = "async"
)",
                         "a.toml");
    ASSERT_TRUE(s.has_value()) << s.error()[0].to_text();
    EXPECT_EQ(s->deployment.account_balance.raw, 7_u256);
    EXPECT_EQ(s->deployment.background_stake.raw, 33'500'000'000'000'000'000_u256);
    EXPECT_THAT(s->deployment.protocols, IsEmpty());
    EXPECT_EQ(s->deployment.token.at(0).address,
              "0x00000000000000000000000000000000000000ff"_address);
    EXPECT_EQ(s->network.port, 8545);
    EXPECT_EQ(s->network.development, Development::kOn);
    EXPECT_THAT(s->network.hosts, ElementsAre("node.example"));
    EXPECT_EQ(s->store.durability, Durability::kAsync);
}

TEST(Config, AnUnknownKeySuggestsTheNearest) {
    EXPECT_THAT(said_of("[network]\n  prot = 1\n"),
                ElementsAre("a.toml:2:3: network.prot is not known\n"
                            "  Did you mean network.port?"));
    EXPECT_THAT(said_of("port = 1\n"), ElementsAre("a.toml:1:1: port is not known\n"
                                                   "  Did you mean network.port?"));
    EXPECT_THAT(said_of("[mining]\nport = 1\n"),
                ElementsAre("a.toml:2:1: mining.port is not known\n"
                            "  Did you mean network.port?"));
    EXPECT_THAT(said_of("[netwrok]\nport = 1\n"), ElementsAre("a.toml:1:2: netwrok is not known\n"
                                                              "  Did you mean network?"));
    EXPECT_THAT(said_of("[mining]\ncolour = 1\n"),
                ElementsAre("a.toml:2:1: mining.colour is not known\n"
                            "  Known here: mode, block_seconds."));
    EXPECT_THAT(
        said_of("colour = 1\n"),
        ElementsAre("a.toml:1:1: colour is not known\n"
                    "  Known here: deployment, network, store, limits, mining, autopilot."));
    EXPECT_THAT(said_of("\"network.port\" = 1\n"),
                ElementsAre("a.toml:1:1: \"network.port\" is not known\n"
                            "  Did you mean network.port?"));
    EXPECT_THAT(said_of("[[autopilot.avs]]\nname = \"a\"\nslash_bsp = 1\n"),
                ElementsAre("a.toml:3:1: autopilot.avs[0].slash_bsp is not known\n"
                            "  Did you mean autopilot.avs[0].slash_bps?"));
}

TEST(Config, AWrongTypeSaysWhatWasFoundAndWhatIsAccepted) {
    EXPECT_THAT(said_of("[network]\nport = \"8545\"\n"),
                ElementsAre("a.toml:2:8: network.port is \"8545\"; accepted is an integer from 0 "
                            "to 65535\n  Leave it out for the default, 8545."));
    EXPECT_THAT(said_of("[network]\nport = 8545.5\n"),
                ElementsAre("a.toml:2:8: network.port is the floating-point number 8545.5; "
                            "accepted is an integer from 0 to 65535\n"
                            "  Leave it out for the default, 8545."));
    EXPECT_THAT(said_of("[network]\nport = {}\n"), ElementsAre(HasSubstr("port is a table; ")));
    EXPECT_THAT(said_of("[network]\nport = []\n"), ElementsAre(HasSubstr("port is a list; ")));
    EXPECT_THAT(said_of("[network]\nport = 2026-11-28\n"),
                ElementsAre(HasSubstr("port is a date or a time; ")));
    EXPECT_THAT(said_of("[autopilot]\nenabled = 1\n"),
                ElementsAre("a.toml:2:11: autopilot.enabled is 1; accepted is true or false\n"
                            "  Leave it out for the default, false."));
    EXPECT_THAT(said_of("[network]\nhost = true\n"),
                ElementsAre("a.toml:2:8: network.host is true; accepted is a host name or an IP "
                            "address\n  Leave it out for the default, \"127.0.0.1\"."));
    EXPECT_THAT(said_of("[network]\nhosts = \"a\"\n"),
                ElementsAre("a.toml:2:9: network.hosts is \"a\"; accepted is a list; each is a "
                            "host name, an IP address or \"*\"\n"
                            "  Put what it lists between [ and ], with commas."));
    EXPECT_THAT(said_of("[network]\nhosts = [\"a\", 5]\n"),
                ElementsAre("a.toml:2:15: network.hosts[1] is 5; accepted is a host name, an IP "
                            "address or \"*\"\n  Remove or correct it."));
    EXPECT_THAT(said_of("network = 5\n"),
                ElementsAre("a.toml:1:11: network is 5; accepted is a table, [network]\n"
                            "  Put its settings under [network]."));
    EXPECT_THAT(said_of("[deployment.token]\nname = \"A\"\n"),
                ElementsAre("a.toml:1:1: deployment.token is a table; accepted is a list of "
                            "tables\n  Begin each of its tables with [[deployment.token]]."));
    EXPECT_THAT(said_of("[deployment]\ntoken = [1]\n"),
                ElementsAre("a.toml:2:10: deployment.token[0] is 1; accepted is a table\n"
                            "  Begin it with [[deployment.token]]."));
}

TEST(Config, AValueOutOfRangeSaysTheRange) {
    EXPECT_THAT(said_of("[network]\nport = 65536\n"),
                ElementsAre("a.toml:2:8: network.port is 65536; accepted is an integer from 0 to "
                            "65535\n  Leave it out for the default, 8545."));
    EXPECT_THAT(said_of("[network]\nport = -1\n"),
                ElementsAre(HasSubstr("network.port is -1; accepted is an integer from 0 to")));
    EXPECT_THAT(said_of("[deployment]\nstart_block = 999999\n"),
                ElementsAre(HasSubstr("start_block is 999999; accepted is an integer from "
                                      "1000000 to 1000000000000\n")));
    EXPECT_THAT(said_of("[network]\nport = 65535\n"), IsEmpty());
    EXPECT_THAT(said_of("[deployment]\nbackground_stake = \"31.9 ether\"\n"),
                ElementsAre("a.toml:2:20: deployment.background_stake is \"31.9 ether\"; accepted "
                            "is an amount (\"32 ether\", \"5 gwei\", \"7 wei\" or an integer in "
                            "wei) from 32 ether to 1000000000 ether\n"
                            "  Leave it out for the default, \"36000000 ether\"."));
    EXPECT_THAT(said_of("[deployment]\naccount_balance = \"1000000000.1 ether\"\n"),
                ElementsAre(HasSubstr("\"1000000000.1 ether\"; accepted is an amount")));
    EXPECT_THAT(said_of("[deployment]\naccount_balance = -5\n"),
                ElementsAre(HasSubstr("account_balance is -5; accepted is an amount")));
}

TEST(Config, AWordThatIsNoChoiceSaysTheChoices) {
    EXPECT_THAT(said_of("[mining]\nmode = \"auto\"\n"),
                ElementsAre("a.toml:2:8: mining.mode is \"auto\"; accepted is \"automatic\", "
                            "\"interval\" or \"manual\"\n"
                            "  Leave it out for the default, \"automatic\"."));
    EXPECT_THAT(said_of("[network]\ndevelopment = \"yes\"\n"),
                ElementsAre("a.toml:2:15: network.development is \"yes\"; accepted is \"auto\", "
                            "true or false\n  Leave it out for the default, \"auto\"."));
    EXPECT_THAT(said_of("[store]\ndurability = false\n"),
                ElementsAre("a.toml:2:14: store.durability is false; accepted is \"block\" or "
                            "\"async\"\n  Leave it out for the default, \"block\"."));
    EXPECT_THAT(said_of("[deployment]\nprotocols = [\"lido\", \"symbiotic\"]\n"),
                ElementsAre("a.toml:2:22: deployment.protocols[1] is \"symbiotic\"; accepted is "
                            "\"lido\", \"rates\", \"eigenlayer\" or \"renzo\"\n"
                            "  Remove or correct it."));
}

TEST(Config, TextOfAWrongFormSaysTheForm) {
    EXPECT_THAT(said_of("[network]\nhost = \"http://a\"\n"),
                ElementsAre(HasSubstr("network.host is \"http://a\"; accepted is a host name or")));
    EXPECT_THAT(said_of("[network]\norigins = [\"example.org\", \"https://a/\"]\n"),
                ElementsAre("a.toml:2:12: network.origins[0] is \"example.org\"; accepted is an "
                            "origin as \"https://example.org\" or \"*\"\n  Remove or correct it.",
                            "a.toml:2:27: network.origins[1] is \"https://a/\"; accepted is an "
                            "origin as \"https://example.org\" or \"*\"\n  Remove or correct it."));
    EXPECT_THAT(said_of("[[deployment.token]]\nname = \"\"\nsymbol = \"S\"\naddress = \"0x12\"\n"),
                ElementsAre("a.toml:2:8: deployment.token[0].name is \"\"; accepted is text of 1 "
                            "to 63 bytes\n  It has no default.",
                            "a.toml:4:11: deployment.token[0].address is \"0x12\"; accepted is "
                            "\"\" or an address: \"0x\" and 40 hexadecimal digits\n"
                            "  Leave it out for the default, \"\"."));
    // What is quoted in a message is cut, and never in the middle of a character.
    EXPECT_THAT(said_of("[network]\nhost = \"" + std::string(59, 'x') + "ä y\"\n"),
                ElementsAre(HasSubstr("is \"" + std::string(59, 'x') + "…\"; accepted")));
}

TEST(Config, WhatHasNoDefaultMustBeThere) {
    EXPECT_THAT(said_of("[[deployment.token]]\ndecimals = 6\n"),
                ElementsAre("a.toml:1:1: deployment.token[0] has no name\n"
                            "  Add a line name = …; accepted is text of 1 to 63 bytes.",
                            "a.toml:1:1: deployment.token[0] has no symbol\n"
                            "  Add a line symbol = …; accepted is text of 1 to 63 bytes."));
}

TEST(Config, AllFaultsOfAFileAreReportedInItsOrder) {
    EXPECT_THAT(said_of("[store]\nfoldr = \"x\"\nmap_gib_max = 0\n[network]\nport = 70000\n"),
                ElementsAre(HasSubstr("a.toml:2:1: store.foldr is not known"),
                            HasSubstr("a.toml:3:15: store.map_gib_max is 0"),
                            HasSubstr("a.toml:5:8: network.port is 70000")));
}

TEST(Config, TextThatIsNoTomlSaysWhere) {
    const std::string advice =
        "\n  From here on it is no TOML; https://toml.io shows how it is written.";
    EXPECT_THAT(said_of("[network]\nport = 1\nport = 2\n"),
                ElementsAre("a.toml:3:8: Error while parsing key-value pair: cannot redefine "
                            "existing integer 'port'" +
                            advice));
    EXPECT_THAT(said_of("[network\n"), ElementsAre(HasSubstr("a.toml:1:9: Error while parsing")));
    for (const std::string_view text : {"[[[a]]]", "[[[]]", "[[="}) {
        EXPECT_THAT(said_of(text), ElementsAre(HasSubstr("a.toml:1:"))) << text;
    }
    EXPECT_THAT(said_of(std::string_view("[\0]", 3)), ElementsAre(HasSubstr("a.toml:1:2: ")));
    EXPECT_THAT(said_of("[deployment]\nseed = 9223372036854775808\n"),
                ElementsAre(HasSubstr("'9223372036854775808' is not representable in 64 bits")));
}

TEST(Config, LettersBeyondAsciiStandInQuotesAndCommentsOnly) {
    EXPECT_THAT(said_of("# groß\n[store]\nfolder = \"groß\\\"ß\" # groß\n\"gro\\\\\" = 'ß'\n"),
                ElementsAre(HasSubstr("a.toml:4:1: store.\"gro\\\\\" is not known")));
    EXPECT_THAT(said_of("\xef\xbb\xbf[network]\n"), IsEmpty());
    EXPECT_THAT(said_of("[store]\n'ß' = groß\n"),
                ElementsAre("a.toml:2:10: \"ß\" stands outside of quotes\n"
                            "  Put text between quotes, and save the file as UTF-8."));
    EXPECT_THAT(said_of("\xff"),
                ElementsAre("a.toml:1:1: a byte that is no UTF-8\n"
                            "  Put text between quotes, and save the file as UTF-8."));
    EXPECT_THAT(said_of("[store]\nfolder = \"\"\"a\\\n  ß\"\"\"\n"),
                ElementsAre("a.toml:2:10: text of several lines begins here\n"
                            "  Put it on one line, between single \" or '."));
}

TEST(Config, SettingsThatDoNotAgreeAreReportedWhereTheyStand) {
    EXPECT_THAT(said_of("[deployment]\nstart_time = 1795368030\n"),
                ElementsAre("a.toml:2:14: deployment.start_time is 1795368030, 7 seconds into a "
                            "slot\n  Take 1795368023, the start of that slot."));
    EXPECT_THAT(
        said_of("[deployment]\nprotocols = [\"renzo\", \"renzo\", \"lido\"]\n"),
        ElementsAre("a.toml:2:23: deployment.protocols names \"renzo\" twice\n"
                    "  Remove one of them.",
                    "a.toml:2:13: deployment.protocols has \"renzo\" without \"rates\"\n"
                    "  Add \"rates\", or remove \"renzo\".",
                    "a.toml:2:13: deployment.protocols has \"renzo\" without \"eigenlayer\"\n"
                    "  Add \"eigenlayer\", or remove \"renzo\"."));
    const std::string one = "0x0000000000000000000000000000000000000001";
    const std::string zero = "0x0000000000000000000000000000000000000000";
    EXPECT_THAT(said_of("[[deployment.token]]\nname = \"A\"\nsymbol = \"S\"\naddress = \"" + one +
                        "\"\n[[deployment.token]]\nname = \"B\"\nsymbol = \"S\"\naddress = \"" +
                        one + "\"\n"),
                ElementsAre("a.toml:7:10: deployment.token[1].symbol is that of "
                            "deployment.token[0]\n  Give each token a symbol of its own.",
                            "a.toml:8:11: deployment.token[1].address is that of "
                            "deployment.token[0]\n  Each address can be that of one only."));
    EXPECT_THAT(
        said_of("[[deployment.token]]\nname = \"A\"\nsymbol = \"S\"\naddress = \"" + zero + "\"\n"),
        ElementsAre("a.toml:4:11: deployment.token[0].address is the zero address\n"
                    "  Leave it out, and the node chooses one."));
    EXPECT_THAT(said_of("[[autopilot.avs]]\nname = \"A\"\n[[autopilot.avs]]\nname = \"A\"\n"),
                ElementsAre("a.toml:4:8: autopilot.avs[1].name is that of autopilot.avs[0]\n"
                            "  Give each service a name of its own."));
}

TEST(Config, AFileThatCannotBeReadSaysWhy) {
    const std::string advice = "\n  Give a TOML file; `aquifer config` prints one to begin with.";
    const std::string folder = ::testing::TempDir();
    EXPECT_THAT(
        said_of(read(folder + "/none.toml").error()),
        ElementsAre(folder + "/none.toml: cannot be opened: No such file or directory" + advice));
    EXPECT_THAT(said_of(read(folder).error()), ElementsAre(folder + ": is a folder" + advice));
    const std::string large = folder + "/large.toml";
    std::ofstream(large) << std::string(1024 * 1024 + 1, '\n');
    EXPECT_THAT(said_of(read(large).error()),
                ElementsAre(large + ": is larger than 1 MiB" + advice));
    std::ofstream(large, std::ios::trunc) << std::string(1'048'576, '\n');
    EXPECT_EQ(read(large), Settings());
    std::ofstream(large, std::ios::trunc) << "[network]\nport = x\n";
    EXPECT_THAT(said_of(read(large).error()), ElementsAre(HasSubstr(large + ":2:8: Error while")));
}

TEST(Config, OneSettingNeedsNoQuotesAndNoBrackets) {
    Settings s;
    for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
             {"network.host", "0.0.0.0"},
             {"network.port", "8546"},
             {"network.hosts", "a,b"},
             {"network.origins", "[\"https://a\"]"},
             {"network.development", "false"},
             {"store.folder", "\"a b\""},
             {"mining.mode", "manual"},
             {"deployment.account_balance", "5 gwei"},
             {"deployment.background_stake", "32000000000000000001"},
             {"deployment.token", R"([{name="A", symbol="B"}])"},
             {"autopilot.enabled", "true"}}) {
        EXPECT_TRUE(set(s, key, value).has_value()) << key;
    }
    Settings expected;
    expected.network = {"0.0.0.0", 8546, 0, Development::kOff, {"a", "b"}, {"https://a"}};
    expected.store.folder = "a b";
    expected.mining.mode = MiningMode::kManual;
    expected.deployment.account_balance = Wei(5'000'000'000_u256);
    expected.deployment.background_stake = Wei(32'000'000'000'000'000'001_u256);
    expected.deployment.token = {{.name = "A", .symbol = "B"}};
    expected.autopilot.enabled = true;
    EXPECT_EQ(s, expected);
}

TEST(Config, OneSettingAtFaultIsToldAsInAFile) {
    EXPECT_THAT(said_of_setting("network.port", "99999"),
                ElementsAre("--set network.port=99999: network.port is 99999; accepted is an "
                            "integer from 0 to 65535\n  Leave it out for the default, 8545."));
    EXPECT_THAT(said_of_setting("network.prot", "1"),
                ElementsAre("--set network.prot=1: network.prot is not known\n"
                            "  Did you mean network.port?"));
    EXPECT_THAT(said_of_setting("port", "1"), ElementsAre("--set port=1: port is not known\n"
                                                          "  Did you mean network.port?"));
    EXPECT_THAT(said_of_setting("network", "1"),
                ElementsAre("--set network=1: network is true; accepted is a table, [network]\n"
                            "  Put its settings under [network]."));
    EXPECT_THAT(said_of_setting("network.port", "1\nthreads = 2"),
                ElementsAre(HasSubstr("more than one value\n  Give each setting its own --set.")));
    EXPECT_THAT(said_of_setting("network.port", ""), ElementsAre(HasSubstr("Error while parsing")));
    EXPECT_THAT(said_of_setting("network.host", "\xff"),
                ElementsAre(HasSubstr("invalid utf-8 sequence")));
    EXPECT_THAT(said_of_setting("network.port", "ß"),
                ElementsAre("--set network.port=ß: \"ß\" stands outside of quotes\n"
                            "  Put text between quotes, and save the file as UTF-8."));
}

TEST(Config, TheCommandLineComesOverTheFile) {
    const std::string file = ::testing::TempDir() + "/over.toml";
    std::ofstream(file) << "[network]\nport = 1\nthreads = 2\n";
    const std::vector<std::string> typed{"network.port=3", "store.folder=a=b"};
    const auto s = load(file, typed);
    ASSERT_TRUE(s.has_value()) << s.error()[0].to_text();
    EXPECT_EQ(s->network.port, 3);
    EXPECT_EQ(s->network.threads, 2U);
    EXPECT_EQ(s->store.folder, "a=b");
    EXPECT_EQ(load("", {}), Settings());
    EXPECT_THAT(
        said_of(load("", std::vector<std::string>{"network.port", "mining.mode=x"}).error()),
        ElementsAre("--set network.port: there is no = in it\n"
                    "  Write it as --set network.port=8546.",
                    HasSubstr("--set mining.mode=x: mining.mode is \"x\"; accepted")));
    // Two settings may disagree on the way to the whole.
    EXPECT_THAT(said_of(load("", std::vector<std::string>{"deployment.protocols=renzo"}).error()),
                ElementsAre(HasSubstr("the settings together: deployment.protocols has \"renzo\" "
                                      "without \"lido\"\n"),
                            HasSubstr("without \"rates\""), HasSubstr("without \"eigenlayer\"")));
}

TEST(Config, JsonHasTheSameSettings) {
    const std::string json = print_json(unusual());
    EXPECT_THAT(json, HasSubstr(R"({"deployment":{"chain_id":1,"start_block":1000000,)"));
    EXPECT_THAT(json, HasSubstr(R"("account_balance":"1500000001","protocols":["eigenlayer"],)"));
    EXPECT_THAT(json, HasSubstr(R"("token":[{"name":"Dollar \"of\" the\u0009day","symbol":"USD\\",)"
                                R"("decimals":6,"address":"0x00000000000000000000000000000000000)"
                                R"(000ff","supply_each":0},)"));
    EXPECT_THAT(json, HasSubstr(R"("address":null)"));
    EXPECT_THAT(json, HasSubstr(R"("development":false,"hosts":["node.example", "*"])"));
    EXPECT_THAT(print_json(Settings()), HasSubstr(R"("development":"auto","hosts":[])"));
}

}  // namespace
}  // namespace aq::config
