// SPDX-License-Identifier: Apache-2.0
// Addresses and parameters of a deployment.
#include <aquifer/config/config.hpp>

#include <gmock/gmock.h>

namespace aq::config {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr Address kHere = "0x00000000000000000000000000000000000000a1"_address;
const std::string kHereText = "\"0x00000000000000000000000000000000000000a1\"";
constexpr std::array kAccounts{"0x00000000000000000000000000000000000000c0"_address,
                               "0x00000000000000000000000000000000000000c1"_address};

std::vector<std::string> said_on(const std::string& text) {
    const auto settings = parse(text, "a.toml", kAccounts);
    std::vector<std::string> out;
    if (settings.has_value()) return out;
    for (const Fault& fault : settings.error()) out.push_back(fault.to_text());
    return out;
}
std::vector<std::string> said_on_addresses(const std::string& lines) {
    return said_on("[deployment.addresses]\n" + lines);
}
std::string said_on_setting(std::string_view key, std::string_view value) {
    Settings settings;
    const auto done = set(settings, key, value);
    EXPECT_EQ(done.has_value(), settings != Settings());
    return done.has_value() ? std::string() : done.error().at(0).to_text();
}

TEST(DeploymentSettings, ARoleStandsWhereTheFileSays) {
    const auto s = parse("[deployment.addresses]\nezETH = " + kHereText + "\n", "a.toml");
    ASSERT_TRUE(s.has_value()) << s.error()[0].to_text();
    EXPECT_EQ(s->deployment.addresses, (stack::Addresses{{"ezETH", kHere}}));
    EXPECT_EQ(parse(print(*s), "again.toml"), s);
    EXPECT_THAT(print(*s), HasSubstr("\nezETH = " + kHereText + "\n"));
    EXPECT_THAT(print_json(*s), HasSubstr(R"("addresses":{"ezETH":)" + kHereText + "}"));
}

TEST(DeploymentSettings, ItsMainnetAddressIsTheDefault) {
    // stETH (docs.lido.fi, deployed contracts).
    const std::string line = "lido = \"0xae7ab96520de3a18e5e111b5eaab095312d7fe84\"\n";
    EXPECT_THAT(print(Settings()), HasSubstr("\n# " + line));
    EXPECT_EQ(parse("[deployment.addresses]\n" + line, "a.toml"), Settings());
}

TEST(DeploymentSettings, NoRoleIsShownThatCannotMove) {
    EXPECT_THAT(print(Settings()), Not(HasSubstr("depositContract =")));
    EXPECT_THAT(said_on_addresses("depositContract = " + kHereText + "\n"),
                ElementsAre("a.toml:2:1: deployment.addresses.depositContract cannot be moved\n"
                            "  Remove it: others know that address by heart."));
}

TEST(DeploymentSettings, AnUnknownRoleSuggestsTheNearest) {
    EXPECT_THAT(said_on_addresses("stratgeyManager = " + kHereText + "\n"),
                ElementsAre("a.toml:2:1: deployment.addresses.stratgeyManager is not known\n"
                            "  Did you mean deployment.addresses.strategyManager?"));
    EXPECT_THAT(said_on_addresses("symbiotic = " + kHereText + "\n"),
                ElementsAre("a.toml:2:1: deployment.addresses.symbiotic is not known\n"
                            "  `aquifer config` prints all roles that there are."));
}

TEST(DeploymentSettings, WhatIsNoAddressIsRefused) {
    EXPECT_THAT(said_on_addresses("lido = \"0x12\"\n"),
                ElementsAre("a.toml:2:8: deployment.addresses.lido is \"0x12\"; accepted is an "
                            "address: \"0x\" and 40 hexadecimal digits\n  Leave it out for the "
                            "default, \"0xae7ab96520de3a18e5e111b5eaab095312d7fe84\"."));
    EXPECT_THAT(said_on_addresses("lido = 5\n"), ElementsAre(HasSubstr("lido is 5; accepted")));
    EXPECT_THAT(said_on("[deployment]\naddresses = 5\n"),
                ElementsAre("a.toml:2:13: deployment.addresses is 5; accepted is a table, "
                            "[deployment.addresses]\n"
                            "  Put the addresses under [deployment.addresses]."));
}

TEST(DeploymentSettings, NobodyStandsAtTheZeroAddress) {
    EXPECT_THAT(
        said_on_addresses("lido = \"0x0000000000000000000000000000000000000000\"\n"),
        ElementsAre("a.toml:2:8: deployment.addresses.lido is the zero address\n  Leave it out for "
                    "the default, \"0xae7ab96520de3a18e5e111b5eaab095312d7fe84\"."));
}

TEST(DeploymentSettings, TwoRolesDoNotShareAnAddress) {
    // Those of a file, in the order of the protocols.
    EXPECT_THAT(said_on_addresses("ezETH = " + kHereText + "\nlido = " + kHereText + "\n"),
                ElementsAre("a.toml:2:9: deployment.addresses.ezETH is that of lido\n"
                            "  Each address can be that of one only."));
    // One that has not moved: wstETH.
    EXPECT_THAT(
        said_on_addresses("lido = \"0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0\"\n"),
        ElementsAre(HasSubstr("a.toml:2:8: deployment.addresses.lido is that of wsteth\n")));
    // Two may change places.
    EXPECT_THAT(said_on_addresses("lido = \"0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0\"\n"
                                  "wsteth = \"0xae7ab96520de3a18e5e111b5eaab095312d7fe84\"\n"),
                IsEmpty());
}

TEST(DeploymentSettings, OnlyWhoAdministersAContractMayBeADevelopmentAccount) {
    const std::string account = "\"0x00000000000000000000000000000000000000c1\"\n";
    EXPECT_THAT(
        said_on_addresses("lido = " + account),
        ElementsAre("a.toml:2:8: deployment.addresses.lido is that of development account 1\n"
                    "  Take another: an account that signs cannot be a contract."));
    EXPECT_THAT(said_on_addresses("renzoAdmin = " + account), IsEmpty());
    EXPECT_THAT(said_on_addresses("renzoAdmin = " + account + "lidoAdmin = " + account),
                ElementsAre(HasSubstr("deployment.addresses.renzoAdmin is that of lidoAdmin\n")));
    // There is no such account with fewer of them.
    EXPECT_THAT(said_on("[deployment]\naccounts = 1\naddresses.lido = " + account), IsEmpty());
}

TEST(DeploymentSettings, ATokenTakesNobodysAddress) {
    const auto token = [](const std::string& at) {
        return "[[deployment.token]]\nname = \"A\"\nsymbol = \"A\"\naddress = " + at + "\n";
    };
    EXPECT_THAT(said_on(token("\"0xae7ab96520de3a18e5e111b5eaab095312d7fe84\"")),
                ElementsAre("a.toml:4:11: deployment.token[0].address is that of lido\n"
                            "  Each address can be that of one only."));
    EXPECT_THAT(said_on(token(kHereText) + "[deployment.addresses]\nlido = " + kHereText + "\n"),
                ElementsAre(HasSubstr("a.toml:4:11: deployment.token[0].address is that of lido")));
    EXPECT_THAT(said_on(token("\"0x00000000000000000000000000000000000000c0\"")),
                ElementsAre(HasSubstr("address is that of development account 0\n")));
}

TEST(DeploymentSettings, ARoleOfAProtocolThatDoesNotStandIsAMistake) {
    EXPECT_THAT(
        said_on("[deployment]\nprotocols = [\"lido\"]\naddresses.reth = " + kHereText + "\n"),
        ElementsAre("a.toml:3:18: deployment.addresses.reth is of a protocol that does not stand\n"
                    "  Remove it, or name its protocol in deployment.protocols."));
}

TEST(DeploymentSettings, OneAddressIsSetByItsFullName) {
    Settings s;
    const std::string file = "[deployment.addresses]\nlido = " + kHereText + "\n";
    s = *parse(file, "a.toml");
    ASSERT_TRUE(set(s, "deployment.addresses.ezETH", "0x00000000000000000000000000000000000000a2"));
    EXPECT_EQ(s.deployment.addresses.size(), 2U);
    // Back to mainnet's.
    ASSERT_TRUE(set(s, "deployment.addresses.lido", "0xae7ab96520de3a18e5e111b5eaab095312d7fe84"));
    EXPECT_EQ(s.deployment.addresses,
              (stack::Addresses{{"ezETH", "0x00000000000000000000000000000000000000a2"_address}}));
    ASSERT_TRUE(set(s, "deployment.addresses", "{weth = " + kHereText + "}"));
    EXPECT_EQ(s.deployment.addresses.at("weth"), kHere);
    EXPECT_EQ(said_on_setting("deployment.addresses.ezEHT", "0x12"),
              "--set deployment.addresses.ezEHT=0x12: deployment.addresses.ezEHT is not known\n"
              "  Did you mean deployment.addresses.ezETH?");
    EXPECT_THAT(said_on_setting("deployment.addresses.ezETH", "0x12"),
                HasSubstr("deployment.addresses.ezETH is \"0x12\"; accepted is an address"));
    EXPECT_THAT(said_on_setting("deployment.addresses.lido.x", "1"),
                HasSubstr("deployment.addresses"));
}

TEST(DeploymentSettings, ParametersHaveSectionsOfTheirOwn) {
    const auto s = parse(R"(
[deployment.lido]
operators_fee_bps = 700
staking_limit = "150000 ether"
staking_limit_increase_per_block = "23.4375 ether"
[deployment.rates]
sfrxeth_cycle_seconds = 86_400
[deployment.eigenlayer]
min_withdrawal_delay_blocks = 50
calculation_interval_seconds = 604_800
[deployment.renzo]
cool_down_seconds = 60
)",
                         "a.toml");
    ASSERT_TRUE(s.has_value()) << s.error()[0].to_text();
    EXPECT_EQ(s->deployment.lido.operators_fee_bps, 700U);
    EXPECT_EQ(s->deployment.lido.staking_limit, ether(150'000));
    EXPECT_EQ(s->deployment.lido.staking_limit_increase_per_block.raw,
              23'437'500'000'000'000'000_u256);
    EXPECT_EQ(s->deployment.rates.sfrxeth_cycle_seconds, 86'400U);
    EXPECT_EQ(s->deployment.eigenlayer.min_withdrawal_delay_blocks, 50U);
    EXPECT_EQ(s->deployment.renzo.cool_down_seconds, 60U);
    EXPECT_EQ(parse(print(*s), "again.toml"), s);
    EXPECT_THAT(print_json(*s), HasSubstr(R"("renzo":{"cool_down_seconds":60,)"));
    EXPECT_EQ(said_on_setting("deployment.renzo.cool_down_seconds", "60"), "");
}

TEST(DeploymentSettings, AnUnknownParameterSuggestsTheNearest) {
    EXPECT_THAT(said_on("[deployment.renzo]\nfee_bsp = 1\n"),
                ElementsAre("a.toml:2:1: deployment.renzo.fee_bsp is not known\n"
                            "  Did you mean deployment.renzo.fee_bps?"));
    EXPECT_THAT(said_on("[deployment]\ncool_down_seconds = 1\n"),
                ElementsAre("a.toml:2:1: deployment.cool_down_seconds is not known\n"
                            "  Did you mean deployment.renzo.cool_down_seconds?"));
    EXPECT_THAT(said_on("[deployment.rates]\ncolour = 1\n"),
                ElementsAre("a.toml:2:1: deployment.rates.colour is not known\n  Known here: "
                            "reth_deposit_pool_max, reth_deposit_fee_ppm, sfrxeth_cycle_seconds, "
                            "sweth_reprice_seconds_min, meth_fees_bps, meth_unstake_blocks."));
    EXPECT_THAT(said_on("[deployment.symbiotic]\n"),
                ElementsAre(HasSubstr("a.toml:1:13: deployment.symbiotic is not known\n"
                                      "  Known here: chain_id, start_block, start_time, seed, "
                                      "accounts, account_balance, protocols, background_stake, "
                                      "token, addresses, lido, rates, eigenlayer, renzo.")));
    EXPECT_EQ(said_on_setting("deployment.renzo.fee_bsp", "1"),
              "--set deployment.renzo.fee_bsp=1: deployment.renzo.fee_bsp is not known\n"
              "  Did you mean deployment.renzo.fee_bps?");
    EXPECT_EQ(said_on_setting("deployment.renzo", "1"),
              "--set deployment.renzo=1: deployment.renzo is true; accepted is a table, "
              "[deployment.renzo]\n  Put its settings under [deployment.renzo].");
}

TEST(DeploymentSettings, AParameterOutOfItsContractsRangeSaysTheRange) {
    EXPECT_THAT(said_on("[deployment.renzo]\ncool_down_seconds = 0\n"),
                ElementsAre("a.toml:2:21: deployment.renzo.cool_down_seconds is 0; accepted is an "
                            "integer from 1 to 4294967295\n"
                            "  Leave it out for the default, 259200."));
    EXPECT_THAT(said_on("[deployment.renzo]\neth_buffer_target = 0\n"),
                ElementsAre(HasSubstr("from 1 wei to 1000000000 ether\n  Leave it out for the "
                                      "default, \"5000 ether\".")));
    EXPECT_THAT(said_on("[deployment.rates]\nreth_deposit_fee_ppm = 10000\n"),
                ElementsAre(HasSubstr("accepted is an integer from 0 to 9999\n")));
}

TEST(DeploymentSettings, ParametersThatDoNotAgreeAreReportedWhereTheyStand) {
    EXPECT_THAT(said_on("[deployment.lido]\noperators_fee_bps = 9600\n"),
                ElementsAre("a.toml:2:21: deployment.lido.operators_fee_bps and treasury_fee_bps "
                            "are 9600 and 500, together more than 10000\n  Lower one of them."));
    EXPECT_THAT(
        said_on("[deployment.lido]\nstaking_limit_increase_per_block = 5\n"),
        ElementsAre("a.toml:2:36: deployment.lido.staking_limit_increase_per_block is 5 wei, more "
                    "than staking_limit, 0 ether\n"
                    "  Raise the limit, or lower what it grows back by."));
    EXPECT_THAT(said_on("[deployment.lido]\nstaking_limit = 4294967296\n"
                        "staking_limit_increase_per_block = 1\n"),
                ElementsAre(HasSubstr("a.toml:3:36: ")));
    EXPECT_THAT(said_on("[deployment.lido]\nstaking_limit = 4294967295\n"
                        "staking_limit_increase_per_block = 1\n"),
                IsEmpty());
    EXPECT_THAT(said_on("[deployment.renzo]\ninstant_fee_bps_max = 4\n"),
                ElementsAre("a.toml:2:23: deployment.renzo.instant_fee_bps_min is 5, more than "
                            "instant_fee_bps_max, 4\n  Lower it, or raise the other."));
    // The rewards' genesis is 19,803 days after 1970, which are 3 · 7 · 23 · 41.
    for (const char* interval : {"86401", "172800"}) {
        EXPECT_THAT(said_on("[deployment.eigenlayer]\ncalculation_interval_seconds = " +
                            std::string(interval) + "\n"),
                    ElementsAre(HasSubstr("a.toml:2:32: deployment.eigenlayer.calculation_interval_"
                                          "seconds is " +
                                          std::string(interval) + ", which is no whole number")));
    }
}

}  // namespace
}  // namespace aq::config
