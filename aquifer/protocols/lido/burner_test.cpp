// SPDX-License-Identifier: Apache-2.0
// The burner: who may ask it to burn, what it burns first, and what it gives back.
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/invariants.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_burner.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using testing::admin;
using testing::alice;
using testing::Sandbox;
using testing::whale;

/// A thousand shares of the whale, which may ask for anything, over as many ether of validators.
class LidoBurner : public ::testing::Test {
protected:
    LidoBurner() {
        move::mint_shares(box.undo, box.s.steth, whale, Shares(1'000e18_u256));
        move::set_cl_balances(box.undo, box.s.steth, Wei(1'000e18_u256), Wei());
        box.undo.commit();
        const Address burner = box.at.burner;
        EXPECT_TRUE(box.call(steth::approve, whale, box.at.lido, burner, Wei::max()).has_value());
        for (const Hash& role : {role::kRequestBurnMySteth, role::kRequestBurnShares}) {
            EXPECT_TRUE(box.call(grant_role, admin, burner, role, whale).has_value());
        }
    }
    template <class Rule, class... Args>
    auto burner(Rule rule, const Address& sender, Args... args) {
        return box.call(rule, sender, box.at.burner, args...);
    }
    std::vector<std::string> broken() const {
        return broken_invariants(box.s, box.tokens, box.accounts);
    }

    Sandbox box;
};

TEST_F(LidoBurner, CollectsRequestsOfBothKinds) {
    ASSERT_TRUE(burner(burner::request_burn_my_steth_for_cover, whale, Wei(5_u256)).has_value());
    EXPECT_EQ(box.order(), (testing::topics<Transfer, TransferShares, StETHBurnRequested>()));
    ASSERT_TRUE(burner(burner::request_burn_my_steth, whale, Wei(6_u256)).has_value());
    ASSERT_TRUE(burner(burner::request_burn_my_shares, whale, Shares(7_u256)).has_value());
    ASSERT_TRUE(
        burner(burner::request_burn_shares_for_cover, whale, whale, Shares(8_u256)).has_value());
    ASSERT_TRUE(burner(burner::request_burn_shares, whale, whale, Shares(9_u256)).has_value());
    EXPECT_EQ(*burner::requested(box.s), box.s.steth.shares[box.at.burner]);
    EXPECT_TRUE(Sandbox::reverted(error::ZeroBurnAmount,
                                  burner(burner::request_burn_my_shares, whale, Shares())));
    EXPECT_FALSE(burner(burner::request_burn_my_steth, alice, Wei(1_u256)).has_value());
    EXPECT_EQ(broken(), std::vector<std::string>());
}

TEST_F(LidoBurner, BurnsCoverFirst) {
    ASSERT_TRUE(
        burner(burner::request_burn_shares_for_cover, whale, whale, Shares(5_u256)).has_value());
    ASSERT_TRUE(burner(burner::request_burn_shares, whale, whale, Shares(5_u256)).has_value());
    const Address accounting = box.at.accounting;
    EXPECT_TRUE(Sandbox::reverted(error::AppAuthFailed,
                                  burner(burner::commit_shares_to_burn, alice, Shares(1_u256))));
    EXPECT_TRUE(
        Sandbox::reverted(Revert(error::BurnAmountExceedsActual, 11_u256, 10_u256),
                          burner(burner::commit_shares_to_burn, accounting, Shares(11_u256))));
    ASSERT_TRUE(burner(burner::commit_shares_to_burn, accounting, Shares(7_u256)).has_value());
    EXPECT_EQ(box.order(), (testing::topics<StETHBurnt, StETHBurnt, SharesBurnt>()));
    EXPECT_EQ(*box.s.burning.cover_burnt, Shares(5_u256));
    EXPECT_EQ(*box.s.burning.non_cover_requested, Shares(3_u256));
}

TEST_F(LidoBurner, GivesExcessToTheTreasury) {
    ASSERT_TRUE(burner(burner::recover_excess_steth, alice).has_value());
    EXPECT_TRUE(box.order().empty());
    ASSERT_TRUE(
        box.call(steth::transfer_shares, whale, box.at.lido, box.at.burner, Shares(100e18_u256))
            .has_value());
    ASSERT_TRUE(burner(burner::recover_excess_steth, alice).has_value());
    EXPECT_EQ(box.order(), (testing::topics<ExcessStETHRecovered, Transfer, TransferShares>()));
    EXPECT_GT(box.s.steth.shares[box.at.treasury], Shares(99e18_u256));
    EXPECT_TRUE(Sandbox::reverted(error::DirectETHTransfer,
                                  box.execute(message(alice, box.at.burner), {})));
}

}  // namespace
}  // namespace aq::lido
