// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/rules_factory.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::Sandbox;

const Address kAlice = Sandbox::account("alice");
const Address kOwner = Sandbox::account("owner");

TEST(StrategyFactory, RefusesATokenThatAnswersNothing) {
    Sandbox box;
    EXPECT_TRUE(
        Sandbox::reverted(Revert("Address: low-level delegate call failed"),
                          box.call(strategy_factory::deploy_new_strategy, kAlice,
                                   box.at.strategy_factory, Sandbox::account("no contract"))));
}

TEST(StrategyFactory, BlacklistsAndThenRefuses) {
    Sandbox box;
    const Address token = box.token("TKN");
    EXPECT_TRUE(Sandbox::reverted(Revert("Ownable: caller is not the owner"),
                                  box.call(strategy_factory::blacklist_tokens, kAlice,
                                           box.at.strategy_factory, std::vector{token})));
    ASSERT_TRUE(box.call(strategy_factory::blacklist_tokens, kOwner, box.at.strategy_factory,
                         std::vector{token})
                    .has_value());
    EXPECT_EQ(box.order(), testing::topics<TokenBlacklisted>());
    EXPECT_TRUE(Sandbox::reverted(error::AlreadyBlacklisted,
                                  box.call(strategy_factory::blacklist_tokens, kOwner,
                                           box.at.strategy_factory, std::vector{token})));
    EXPECT_TRUE(Sandbox::reverted(
        error::BlacklistedToken,
        box.call(strategy_factory::deploy_new_strategy, kAlice, box.at.strategy_factory, token)));
}

}  // namespace
}  // namespace aq::eigenlayer
