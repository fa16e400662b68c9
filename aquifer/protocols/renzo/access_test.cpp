// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/feeds/moves.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/roles.hpp>
#include <aquifer/protocols/renzo/rules_access.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

using testing::topics;

class RenzoAccess : public ::testing::Test {
protected:
    testing::Sandbox box;
    const Address alice = box.account("alice");
};

TEST_F(RenzoAccess, AnAdminGrantsAndRevokesRoles) {
    const Address& to = box.at.role_manager;
    ASSERT_TRUE(
        box.call(role_manager::grant_role, box.admin, to, role::kTokenAdmin, alice).has_value());
    EXPECT_EQ(box.order(), topics<RoleGranted>());
    EXPECT_TRUE(has_role(box.s, role::kTokenAdmin, alice));
    // Again changes nothing and logs nothing.
    ASSERT_TRUE(
        box.call(role_manager::grant_role, box.admin, to, role::kTokenAdmin, alice).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
    ASSERT_TRUE(
        box.call(role_manager::revoke_role, box.admin, to, role::kTokenAdmin, alice).has_value());
    EXPECT_EQ(box.order(), topics<RoleRevoked>());
    ASSERT_TRUE(
        box.call(role_manager::revoke_role, box.admin, to, role::kTokenAdmin, alice).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_FALSE(has_role(box.s, role::kTokenAdmin, alice));
}

TEST_F(RenzoAccess, WhoIsNoAdminIsToldWhichRoleIsMissing) {
    const std::string text =
        "AccessControl: account " + to_hex(alice) + " is missing role 0x" + std::string(64, '0');
    const Revert refusal = Revert::data(abi_call("0x08c379a0"_selector, text));
    const Address& to = box.at.role_manager;
    EXPECT_TRUE(box.reverted(
        refusal, box.call(role_manager::grant_role, alice, to, role::kTokenAdmin, alice)));
    EXPECT_TRUE(box.reverted(
        refusal, box.call(role_manager::revoke_role, alice, to, role::kTokenAdmin, alice)));
}

TEST_F(RenzoAccess, ARoleIsRenouncedForOneself) {
    const Address& to = box.at.role_manager;
    ASSERT_TRUE(
        box.call(role_manager::grant_role, box.admin, to, role::kTokenAdmin, alice).has_value());
    EXPECT_TRUE(box.reverted(
        Revert("AccessControl: can only renounce roles for self"),
        box.call(role_manager::renounce_role, box.admin, to, role::kTokenAdmin, alice)));
    ASSERT_TRUE(
        box.call(role_manager::renounce_role, alice, to, role::kTokenAdmin, alice).has_value());
    EXPECT_FALSE(has_role(box.s, role::kTokenAdmin, alice));
}

TEST_F(RenzoAccess, OnlyMintersMintAndBurn) {
    const Address& to = box.at.ez_eth;
    const Address& minter = box.at.restake_manager;
    EXPECT_TRUE(box.reverted(error::NotEzETHMinterBurner,
                             box.call(ez_eth::mint, alice, to, alice, Amount(1_u256))));
    EXPECT_TRUE(box.reverted(error::NotEzETHMinterBurner,
                             box.call(ez_eth::burn, alice, to, alice, Amount(1_u256))));
    ASSERT_TRUE(box.call(ez_eth::mint, minter, to, alice, Amount(5_u256)).has_value());
    ASSERT_TRUE(box.call(ez_eth::burn, minter, to, alice, Amount(2_u256)).has_value());
    EXPECT_EQ(erc20::balance(box.tokens, to, alice), Amount(3_u256));
    EXPECT_TRUE(box.reverted(Revert("ERC20: burn amount exceeds balance"),
                             box.call(ez_eth::burn, minter, to, alice, Amount(4_u256))));
}

TEST_F(RenzoAccess, AFeedIsSetByTheOracleAdmin) {
    const Address feed = box.account("another feed");
    feeds::move::create(box.undo, box.feeds, feed, testing::stand_in_feed());
    const auto set = [&](const Address& by, const Address& token, const Address& at) {
        return box.call(oracle::set_oracle_address, by, box.at.oracle, token, at);
    };
    ASSERT_TRUE(set(box.admin, box.st_eth, feed).has_value());
    EXPECT_EQ(box.order(), topics<OracleAddressUpdated>());
    EXPECT_EQ(box.s.oracle.feed[box.st_eth], feed);
    EXPECT_TRUE(box.reverted(error::NotOracleAdmin, set(alice, box.st_eth, feed)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, set(box.admin, kZeroAddress, feed)));
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, set(box.admin, box.st_eth, kZeroAddress)));
    // An adapter is asked for its decimals like any feed.
    EXPECT_TRUE(set(box.admin, box.st_eth, box.account("stETH adapter")).has_value());
    box.undo.edit(box.feeds.feeds, feed, [](feeds::Feed& row) { row.decimals = 8; });
    EXPECT_TRUE(box.reverted(Revert(error::InvalidTokenDecimals, std::uint8_t{18}, std::uint8_t{8}),
                             set(box.admin, box.st_eth, feed)));
}

class RenzoPrices : public RenzoAccess {
protected:
    Result<Wei> value(const Address& token, const u256& amount) {
        Tx tx = box.transaction();
        return oracle::lookup_token_value(tx, box.ports, token, Amount(amount));
    }
};

TEST_F(RenzoPrices, AValueNeedsAFreshPositivePrice) {
    box.set_price(2e18_u256);
    EXPECT_EQ(*value(box.wb_eth, 3_u256), Wei(6_u256));
    EXPECT_TRUE(box.reverted(error::OracleNotFound, value(alice, u256())));
    box.block.time += 86'460;
    EXPECT_TRUE(value(box.wb_eth, 3_u256).has_value());
    box.block.time += 1;
    // Checked even of nothing.
    EXPECT_TRUE(box.reverted(error::OraclePriceExpired, value(box.wb_eth, u256())));
    box.set_price(u256());
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, value(box.wb_eth, u256())));
    box.set_price(u256::max());
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, value(box.wb_eth, 1_u256)));
}

TEST_F(RenzoPrices, ValuesOfManyAreSummed) {
    box.set_price(2e18_u256);
    const auto sum = [&](std::vector<Amount> amounts) {
        return box.ask(oracle::lookup_token_values, box.at.oracle,
                       std::vector{box.st_eth, box.wb_eth}, amounts);
    };
    EXPECT_EQ(*sum({Amount(1_u256), Amount(2_u256)}), Wei(5_u256));
    EXPECT_TRUE(box.reverted(error::MismatchedArrayLengths, sum({Amount(1_u256)})));
}

TEST_F(RenzoPrices, AdaptersAskTheirTokens) {
    const Address source = box.account("mETH staking");
    aq::move::deploy(box.undo, box.accounts, source, Code{7});
    box.others[source] = [](Tx& /*tx*/, const Call& /*call*/, BytesView data) -> Result<Bytes> {
        // exchangeRate() or mETHToETH(10^18).
        return abi_encode(data.size() == 4 ? 3_u256 : load_be(data.data() + 4));
    };
    move::create_adapter(box.undo, box.s, alice, {AdapterKind::kWbeth, source});
    move::create_adapter(box.undo, box.s, box.admin, {AdapterKind::kMeth, source});
    Tx tx = box.transaction();
    EXPECT_EQ(*adapter::price(tx, box.ports, alice), 3_u256);
    EXPECT_EQ(*adapter::price(tx, box.ports, box.admin), kWad);
    EXPECT_EQ(*adapter::price(tx, box.ports, box.account("stETH adapter")), kWad);
    EXPECT_FALSE(adapter::price(tx, box.ports, source).has_value());
    const auto round = *box.ask(adapter::latest_round_data, alice);
    EXPECT_EQ(std::get<1>(round), i256{3_u256});
    EXPECT_EQ(std::get<3>(round), u256(box.block.time));
}

// Section 5: "same checks; floor(v*10^18/price)".
TEST_F(RenzoPrices, AnAmountForAValueNeedsTheSamePrice) {
    const auto amount = [&](const Address& token, const u256& value) {
        Tx tx = box.transaction();
        return oracle::lookup_token_amount_from_value(tx, box.ports, token, Wei(value));
    };
    box.set_price(3e18_u256);
    EXPECT_EQ(*amount(box.wb_eth, 8_u256), Amount(2_u256));
    EXPECT_EQ(*amount(box.st_eth, 8_u256), Amount(8_u256));
    EXPECT_TRUE(box.reverted(error::OracleNotFound, amount(alice, u256())));
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), amount(box.wb_eth, u256::max())));
    box.block.time += 86'461;
    EXPECT_TRUE(box.reverted(error::OraclePriceExpired, amount(box.wb_eth, u256())));
    // An old price of nothing is old first.
    box.set_price(u256());
    EXPECT_TRUE(box.reverted(error::InvalidOraclePrice, amount(box.wb_eth, u256())));
    box.block.time += 86'461;
    EXPECT_TRUE(box.reverted(error::OraclePriceExpired, amount(box.wb_eth, u256())));
    // The adapter's price is always of now.
    EXPECT_EQ(*amount(box.st_eth, 8_u256), Amount(8_u256));
}

// "`InvalidZeroInput()` if supply or TVL is 0."
TEST_F(RenzoPrices, ARateNeedsBothSupplyAndValue) {
    const auto rate = [&] {
        return box.ask(balancer_rate_provider::get_rate, box.at.balancer_rate_provider);
    };
    box.give(box.at.ez_eth, alice, 4e18_u256);
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, rate()));
    box.fund(box.at.deposit_queue, 3e18_u256);
    EXPECT_EQ(*rate(), 750'000'000'000'000'000_u256);
    testing::Sandbox other;
    other.fund(other.at.deposit_queue, 3e18_u256);
    EXPECT_TRUE(other.reverted(
        error::InvalidZeroInput,
        other.ask(balancer_rate_provider::get_rate, other.at.balancer_rate_provider)));
}

TEST_F(RenzoPrices, ThereIsNoRateOfNothing) {
    EXPECT_TRUE(box.reverted(error::InvalidZeroInput, box.ask(balancer_rate_provider::get_rate,
                                                              box.at.balancer_rate_provider)));
}

TEST_F(RenzoAccess, TheMiddlewareReadsTheRiskOracle) {
    box.s.at.risk = box.account("middleware");
    box.s.at.risk_oracle = box.account("outside oracle");
    aq::move::deploy(box.undo, box.accounts, box.at.risk_oracle, Code{7});
    box.others[box.at.risk_oracle] = [&](Tx& /*tx*/, const Call& /*call*/,
                                         BytesView data) -> Result<Bytes> {
        std::string name;
        Address market;
        EXPECT_TRUE(abi_decode(AbiReader(data.subspan(4)), name, market));
        EXPECT_EQ(market, box.at.ez_eth);
        if (name == "CLAIM_PAUSED") return std::unexpected(Revert("No update found"));
        const Bytes value = abi_encode(name == "WITHDRAW_COOLDOWN_PERIOD" ? 600_u256 : 1_u256);
        return abi_encode(u256(), value, std::string(), Bytes(), name, 1_u256, market, Bytes());
    };
    Tx tx = box.transaction();
    const auto ask = [&](std::string_view question) {
        const Call call{alice, box.at.risk, Wei(), Selector()};
        return *risk_oracle_middleware_face().call(tx, box.ports, call,
                                                   abi_call(first_four(keccak(question))));
    };
    EXPECT_EQ(ask("isDepositPaused()"), abi_encode(true));
    EXPECT_EQ(ask("isClaimPaused()"), abi_encode(false));
    EXPECT_EQ(ask("isInstantWithdrawPaused()"), abi_encode(true));
    EXPECT_EQ(ask("isWithdrawRequestPaused()"), abi_encode(true));
    EXPECT_EQ(ask("getWithdrawCoolDownPeriod()"), abi_encode(600_u256));
}

}  // namespace
}  // namespace aq::renzo
