// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_factory.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::Sandbox;
using testing::topics;

const Address kMaker = Sandbox::account("alice");
const Address kFactoryOwner = Sandbox::account("owner");

TEST(StrategyFactory, RefusesATokenThatAnswersNothing) {
    Sandbox box;
    EXPECT_TRUE(
        Sandbox::reverted(Revert("Address: low-level delegate call failed"),
                          box.call(strategy_factory::deploy_new_strategy, kMaker,
                                   box.at.strategy_factory, Sandbox::account("no contract"))));
}

TEST(StrategyFactory, BlacklistsAndThenRefuses) {
    Sandbox box;
    const Address token = box.token("TKN");
    EXPECT_TRUE(Sandbox::reverted(Revert("Ownable: caller is not the owner"),
                                  box.call(strategy_factory::blacklist_tokens, kMaker,
                                           box.at.strategy_factory, std::vector{token})));
    ASSERT_TRUE(box.call(strategy_factory::blacklist_tokens, kFactoryOwner, box.at.strategy_factory,
                         std::vector{token})
                    .has_value());
    EXPECT_EQ(box.order(), testing::topics<TokenBlacklisted>());
    EXPECT_TRUE(Sandbox::reverted(error::AlreadyBlacklisted,
                                  box.call(strategy_factory::blacklist_tokens, kFactoryOwner,
                                           box.at.strategy_factory, std::vector{token})));
    EXPECT_TRUE(Sandbox::reverted(
        error::BlacklistedToken,
        box.call(strategy_factory::deploy_new_strategy, kMaker, box.at.strategy_factory, token)));
}

TEST(StrategyFactory, RefusesTokensTwiceInOneBlacklisting) {
    Sandbox box;
    const Address token = box.token("TKN");
    EXPECT_TRUE(Sandbox::reverted(error::AlreadyBlacklisted,
                                  box.call(strategy_factory::blacklist_tokens, kFactoryOwner,
                                           box.at.strategy_factory, std::vector{token, token})));
    EXPECT_FALSE(box.s.strategies.is_blacklisted[token]);
}

// keccak256(rlp([factory, nonce])), computed with pycryptodome.
TEST(StrategyFactory, CreatesAtTheAddressesOfItsNonces) {
    Sandbox box;
    const auto after = [&](std::uint64_t created) {
        box.undo.set(box.s.strategies.created, created);
        return strategy_factory::next_address(box.s);
    };
    EXPECT_EQ(after(0), "0x8feb56c8802bda01f3cc1802d44f6cb469ac9b22"_address);
    EXPECT_EQ(after(1), "0x6075546538c3efbd607ea6afc24149fccfb2edf4"_address);
    EXPECT_EQ(after(126), "0x5eac7e81fe3d208dc7ce1fe3b9aaa9a64c8aa064"_address);
    EXPECT_EQ(after(127), "0x2227a0576924614441016c4ed2a1685374b06374"_address);
    EXPECT_EQ(after(255), "0xd4678ae8779b8b1876ae5601479baa96b1f12cfb"_address);
}

class Factory : public ::testing::Test {
protected:
    Sandbox box;
    const Address at = box.at.strategy_factory;
    const Address token = box.token("TKN");

    Result<Address> deploy(const Address& of) {
        return box.call(strategy_factory::deploy_new_strategy, kMaker, at, of);
    }
    Result<Address> deploy_vault() {
        VaultConfig config;
        config.underlyingToken = token;
        return box.call(strategy_factory::deploy_duration_vault_strategy, kMaker, at, config);
    }
    template <class Rule>
    Result<void> as_owner(Rule rule, std::vector<Address> addresses) {
        return box.call(rule, kFactoryOwner, at, std::move(addresses));
    }
    [[nodiscard]] bool takes_deposits(const Address& strategy) const {
        return box.s.strategy_manager.is_whitelisted[strategy];
    }
};

TEST_F(Factory, AnyoneMakesAStrategyThatTakesDeposits) {
    const Address strategy = deploy(token).value();
    EXPECT_EQ(strategy, "0x8feb56c8802bda01f3cc1802d44f6cb469ac9b22"_address);
    EXPECT_EQ(box.order(), (topics<BeaconUpgraded, Paused, StrategyTokenSet, Initialized,
                                   StrategySetForToken, StrategyAddedToDepositWhitelist>()));
    EXPECT_EQ(box.events<BeaconUpgraded>().at(0).beacon, box.at.strategy_beacon);
    EXPECT_EQ(box.events<Paused>().at(0).account, at);
    EXPECT_EQ(box.events<StrategyTokenSet>().at(0).token, token);
    EXPECT_EQ(box.events<StrategyTokenSet>().at(0).decimals, 18U);
    EXPECT_EQ(box.events<StrategySetForToken>().at(0).token, token);
    EXPECT_EQ(box.events<StrategySetForToken>().at(0).strategy, strategy);
    EXPECT_EQ(box.s.strategies.deployed_strategies[token], strategy);
    EXPECT_EQ(box.s.strategies.rows[strategy].kind, StrategyKind::kBase);

    box.mint(token, kMaker, 5);
    box.approve(token, kMaker, box.at.strategy_manager);
    EXPECT_EQ(box.call(strategy_manager::deposit_into_strategy, kMaker, box.at.strategy_manager,
                       strategy, token, Amount(5)),
              Shares(5));
}

TEST_F(Factory, ATokenHasOneStrategy) {
    ASSERT_TRUE(deploy(token));
    EXPECT_TRUE(Sandbox::reverted(error::StrategyAlreadyExists, deploy(token)));
    EXPECT_EQ(deploy(box.token("OTHER")), "0x6075546538c3efbd607ea6afc24149fccfb2edf4"_address);
}

TEST_F(Factory, APauseStopsStrategiesAndVaults) {
    box.undo.set(box.s.access.paused, at, u256(1));
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, deploy(token)));
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, deploy_vault()));
    EXPECT_TRUE(as_owner(strategy_factory::blacklist_tokens, {token}));
    box.undo.set(box.s.access.paused, at, u256());
    EXPECT_TRUE(Sandbox::reverted(error::BlacklistedToken, deploy(token)));
    EXPECT_TRUE(Sandbox::reverted(error::BlacklistedToken, deploy_vault()));
}

// A run of the contracts at f84a5151, their factory given the zero address for the vaults' beacon:
// BeaconProxy's constructor refuses before the vault checks its admin, who is missing here.
TEST_F(Factory, MakesNoVaultWhereNoBeaconStandsForThem) {
    box.s.at.duration_vault_beacon = {};
    EXPECT_TRUE(Sandbox::reverted(Revert("ERC1967: new beacon is not a contract"), deploy_vault()));
}

TEST_F(Factory, AFactoryThatIsNoWhitelisterLeavesNothingBehind) {
    box.undo.set(box.s.strategy_manager.strategy_whitelister, kFactoryOwner);
    const auto before = box.copy();
    EXPECT_TRUE(Sandbox::reverted(error::OnlyStrategyWhitelister, deploy(token)));
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_TRUE(box.is_as(*before));
    EXPECT_TRUE(Sandbox::reverted(error::OnlyStrategyWhitelister,
                                  as_owner(strategy_factory::whitelist_strategies, {token})));
    // Without a strategy to remove it does not ask the StrategyManager.
    EXPECT_TRUE(as_owner(strategy_factory::blacklist_tokens, {token}));
}

TEST_F(Factory, ABlacklistedTokensStrategyTakesNoMoreDeposits) {
    const Address other = box.token("OTHER");
    const Address strategy = deploy(token).value();
    ASSERT_TRUE(as_owner(strategy_factory::blacklist_tokens, {other, token}));
    EXPECT_EQ(box.order(),
              (topics<TokenBlacklisted, TokenBlacklisted, StrategyRemovedFromDepositWhitelist>()));
    EXPECT_EQ(box.events<TokenBlacklisted>().at(1).token, token);
    EXPECT_EQ(box.events<StrategyRemovedFromDepositWhitelist>().at(0).strategy, strategy);
    EXPECT_FALSE(takes_deposits(strategy));
    // Blacklisted comes before deployed.
    EXPECT_TRUE(Sandbox::reverted(error::BlacklistedToken, deploy(token)));
}

TEST_F(Factory, TheOwnerPassesThroughToTheWhitelist) {
    const Address strategy = Sandbox::account("a strategy made elsewhere");
    ASSERT_TRUE(as_owner(strategy_factory::whitelist_strategies, {strategy}));
    EXPECT_EQ(box.order(), topics<StrategyAddedToDepositWhitelist>());
    EXPECT_TRUE(takes_deposits(strategy));
    ASSERT_TRUE(as_owner(strategy_factory::remove_strategies_from_whitelist, {strategy}));
    EXPECT_EQ(box.order(), topics<StrategyRemovedFromDepositWhitelist>());
    EXPECT_FALSE(takes_deposits(strategy));

    const Revert not_owner("Ownable: caller is not the owner");
    EXPECT_TRUE(Sandbox::reverted(not_owner, box.call(strategy_factory::whitelist_strategies,
                                                      kMaker, at, std::vector{strategy})));
    EXPECT_TRUE(
        Sandbox::reverted(not_owner, box.call(strategy_factory::remove_strategies_from_whitelist,
                                              kMaker, at, std::vector{strategy})));
}

// CREATE fails where code stands; its address is the hash of the nonce, so no sequence of
// transactions gets here.
TEST_F(Factory, MakesNothingWhereAContractStands) {
    aq::move::deploy(box.undo, box.accounts, strategy_factory::next_address(box.s),
                     box.at.strategy_code);
    EXPECT_TRUE(Sandbox::reverted(Revert(), deploy(token)));
    EXPECT_TRUE(Sandbox::reverted(Revert(), deploy_vault()));
}

}  // namespace
}  // namespace aq::eigenlayer
