// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/mainnet.hpp>

#include <gtest/gtest.h>

namespace aq::stack {
namespace {

u256 ask(World& world, const Address& at, std::string_view signature) {
    const auto answer =
        world.ask({kZeroAddress, at, Wei(), abi_call(first_four(keccak(signature)))});
    u256 out;
    if (!answer.has_value() || !abi_decode(AbiReader(*answer), out)) {
        ADD_FAILURE() << signature << " has no answer";
    }
    return out;
}

Plan with(const Protocols& protocols) {
    Plan out;
    out.protocols = protocols;
    return out;
}

TEST(Mainnet, EveryTokenStandsAtItsAddressAndIsWorthOneEther) {
    World world;
    const auto names = deploy_mainnet(world);
    struct Token {
        const char* name;
        /// From the protocols' documentation (specification of the rate tokens, section 23).
        Address at;
        const char* rate;
    };
    for (const Token& token : {
             Token{"reth", "0xae78736cd615f374d3085123a210448e74fc6393"_address,
                   "getExchangeRate()"},
             Token{"cbeth", "0xbe9895146f7af43049ca1c1ae358b0541ea49704"_address, "exchangeRate()"},
             Token{"wbeth", "0xa2e3356610840701bdf5611a53974510ae27e2e1"_address, "exchangeRate()"},
             Token{"sfrxeth", "0xac3e018457b222d93114458476f3e3416abbe38f"_address,
                   "pricePerShare()"},
             Token{"sweth", "0xf951e335afb289353dc249e82926178eac7ded78"_address,
                   "swETHToETHRate()"},
         }) {
        EXPECT_EQ(names.at(token.name), token.at);
        EXPECT_EQ(ask(world, token.at, token.rate), kWad) << token.name;
    }
    const auto meth =
        world.ask({kZeroAddress, names.at("methStaking"), Wei(),
                   abi_call(first_four(keccak(std::string_view("mETHToETH(uint256)"))), kWad)});
    ASSERT_TRUE(meth.has_value());
    EXPECT_EQ(load_be(meth->data()), kWad);
    EXPECT_EQ(ask(world, names.at("lido"), "getTotalPooledEther()"), kWad);
}

TEST(Mainnet, EigenLayerHasAStrategyForEveryStakedToken) {
    World world;
    const auto names = deploy_mainnet(world);
    const Address manager = names.at("strategyManager");
    for (const char* token : {"lido", "reth", "cbeth", "wbeth", "sfrxeth", "sweth", "meth"}) {
        const std::string strategy =
            std::string(token) == "lido" ? "stEthStrategy" : std::string(token) + "Strategy";
        const auto held =
            world.ask({kZeroAddress, names.at(strategy), Wei(),
                       abi_call(first_four(keccak(std::string_view("underlyingToken()"))))});
        ASSERT_TRUE(held.has_value()) << token;
        EXPECT_EQ(truncate_address(load_be(held->data())), names.at(token));
        const auto listed = world.ask(
            {kZeroAddress, manager, Wei(),
             abi_call(
                 first_four(keccak(std::string_view("strategyIsWhitelistedForDeposit(address)"))),
                 names.at(strategy))});
        ASSERT_TRUE(listed.has_value()) << token;
        EXPECT_EQ(load_be(listed->data()), u256(1U)) << token;
    }
}

// Lido and WETH9, compiled by Solidity 0.4, read zeros past the end of calldata: the contracts'
// own answers in an Ethereum virtual machine.
TEST(Mainnet, ContractsOfSolidityDot4ReadMissingArgumentsAsZeros) {
    World world;
    const auto names = deploy_mainnet(world);
    const auto send = [&](const char* to, std::string_view signature, BytesView arguments = {}) {
        Bytes data = abi_call(first_four(keccak(signature)));
        data.insert(data.end(), arguments.begin(), arguments.end());
        return world.execute({names.at("lidoAdmin"), names.at(to), Wei(), data}, nullptr);
    };
    EXPECT_EQ(send("lido", "getPooledEthByShares(uint256)").value(), abi_encode(u256()));
    EXPECT_EQ(send("lido", "approve(address,uint256)").error(), Revert("APPROVE_TO_ZERO_ADDR"));
    // The first byte of the amount, the others zero: 2^255 shares.
    Bytes cut = abi_encode(names.at("treasury"));
    cut.push_back(0x80);
    EXPECT_EQ(send("lido", "transferShares(address,uint256)", cut).error(),
              Revert("BALANCE_EXCEEDED"));
    EXPECT_EQ(send("weth", "withdraw(uint256)").value(), Bytes());
    EXPECT_EQ(send("weth", "transfer(address,uint256)").value(), abi_encode(true));
    // wstETH, of Solidity 0.6, does not.
    EXPECT_EQ(send("wsteth", "transfer(address,uint256)").error(), Revert());
}

// FiatTokenV2_1.initializeV2_1 blacklists the token's own address.
TEST(Mainnet, FiatTokensTakeNoneOfTheirOwn) {
    World world;
    const auto names = deploy_mainnet(world);
    for (const char* token : {"cbeth", "wbeth"}) {
        const Address at = names.at(token);
        const auto sent = world.execute(
            {names.at("cbethAdmin"), at, Wei(),
             abi_call(first_four(keccak(std::string_view("transfer(address,uint256)"))), at,
                      u256())},
            nullptr);
        ASSERT_FALSE(sent.has_value()) << token;
        EXPECT_EQ(sent.error(), Revert("Blacklistable: account is blacklisted")) << token;
    }
}

TEST(Mainnet, ProtocolsCanBeLeftOut) {
    World world;
    const auto names =
        deploy_mainnet(world, kMainnetStart,
                       with({.lido = true, .rates = false, .eigenlayer = false, .renzo = false}));
    EXPECT_TRUE(names.contains("lido"));
    EXPECT_TRUE(names.contains("depositContract"));
    EXPECT_FALSE(names.contains("reth"));
    EXPECT_FALSE(names.contains("strategyManager"));
    EXPECT_FALSE(names.contains("ezETH"));
    World other;
    const auto restaking =
        deploy_mainnet(other, kMainnetStart,
                       with({.lido = true, .rates = false, .eigenlayer = true, .renzo = false}));
    EXPECT_TRUE(restaking.contains("stEthStrategy"));
    EXPECT_FALSE(restaking.contains("rethStrategy"));
}

}  // namespace
}  // namespace aq::stack
