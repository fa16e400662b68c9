// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::Sandbox;

class StrategyManagerRules : public ::testing::Test {
protected:
    Sandbox box;
    const Address alice = Sandbox::account("alice");
    const Address bob = Sandbox::account("bob");
    const Address token = box.token("TKN");
    const Address strategy = box.strategy("TKN strategy", token);

    StrategyManagerRules() {
        for (const Address& who : {alice, bob}) {
            box.mint(token, who, 10'000'000'000'000'000'000'000_u256);
            box.approve(token, who, box.at.strategy_manager);
        }
    }
    Result<Shares> deposit(const Address& who, const u256& amount) {
        return box.call(strategy_manager::deposit_into_strategy, who, box.at.strategy_manager,
                        strategy, token, Amount(amount));
    }
    /// Tokens that arrive without a deposit.
    void donate(const u256& amount) { box.mint(token, strategy, amount); }
    u256 held_by(const Address& who) {
        return box.tokens.balances[Key<Address, Address>(token, who)].raw;
    }
    /// What the strategy pays when a withdrawal is completed.
    u256 pay_out(const Address& to, const u256& shares) {
        const auto paid = box.call(strategy::withdraw, box.at.strategy_manager, strategy, to, token,
                                   Shares(shares));
        EXPECT_TRUE(paid.has_value());
        return paid.has_value() ? paid->raw : u256();
    }
    u256 worth(const u256& shares) {
        Tx tx = box.transaction();
        return strategy::shares_to_underlying_down(tx, box.ports, strategy, Shares(shares))
            .value()
            .raw;
    }
};

// Specification, worked example X1.
TEST_F(StrategyManagerRules, ADepositAfterARebaseMintsAtTheNewRate) {
    EXPECT_EQ(deposit(alice, 1e18_u256).value(), Shares(1e18_u256));
    EXPECT_EQ(box.events<ExchangeRateEmitted>().at(0).rate, 1e18_u256);
    donate(50'000'000'000'000'000_u256);
    EXPECT_EQ(worth(1e18_u256), 1'049'999'999'999'999'950_u256);
    EXPECT_EQ(deposit(bob, 1e18_u256).value(), Shares(952'380'952'380'952'426_u256));
    EXPECT_EQ(box.events<ExchangeRateEmitted>().at(0).rate, 1'049'999'999'999'999'950_u256);
    // The second holder goes, then the first: fifty wei stay behind.
    EXPECT_EQ(pay_out(bob, 952'380'952'380'952'426_u256), 999'999'999'999'999'999_u256);
    EXPECT_EQ(pay_out(alice, 1e18_u256), 1'049'999'999'999'999'951_u256);
    EXPECT_EQ(box.events<ExchangeRateEmitted>().at(0).rate, 1'050'000'000'000'000'000_u256);
    EXPECT_EQ(held_by(strategy), 50_u256);
}

// Specification, worked example X2.
TEST_F(StrategyManagerRules, ADonationDoesNotPayTheAttacker) {
    EXPECT_EQ(deposit(alice, 1).value(), Shares(1));
    donate(1e18_u256);
    EXPECT_TRUE(Sandbox::reverted(error::NewSharesZero, deposit(bob, 999'000'999'001'000_u256)));
    EXPECT_EQ(deposit(bob, 1e18_u256).value(), Shares(1000));
    EXPECT_EQ(worth(1000), 999'500'249'875'062'969_u256);
    EXPECT_EQ(worth(1), 999'500'249'875'062_u256);
}

// X2 with smaller victims.
TEST_F(StrategyManagerRules, ADonationCostsASmallDepositorAtMostOneShare) {
    EXPECT_EQ(deposit(alice, 1).value(), Shares(1));
    donate(1e18_u256);
    EXPECT_EQ(deposit(bob, 999'999'999'999'999_u256).value(), Shares(1));
    EXPECT_EQ(worth(1), 999'001'996'007'985_u256);
}

TEST_F(StrategyManagerRules, AfterADonationTheSmallestDepositIsWhatOneShareCosts) {
    EXPECT_EQ(deposit(alice, 1).value(), Shares(1));
    donate(1e18_u256);
    EXPECT_EQ(deposit(bob, 999'000'999'001'001_u256).value(), Shares(1));
}

// Specification, worked example X3.
TEST_F(StrategyManagerRules, ALossOfTheTokenIsSharedByAll) {
    EXPECT_EQ(deposit(alice, 100'000'000'000'000'000'000_u256).value(),
              Shares(100'000'000'000'000'000'000_u256));
    box.undo.set(box.tokens.balances, Key<Address, Address>(token, strategy),
                 Amount(90'000'000'000'000'000'000_u256));
    EXPECT_EQ(worth(100'000'000'000'000'000'000_u256), 90'000'000'000'000'000'099_u256);
    EXPECT_EQ(deposit(bob, 9e18_u256).value(), Shares(9'999'999'999'999'999'988_u256));
}

TEST_F(StrategyManagerRules, ADepositListsTheStrategyAndLogsInOrder) {
    ASSERT_TRUE(deposit(alice, 5).has_value());
    EXPECT_EQ(box.order().back(), topic_of<DepositScalingFactorUpdated>());
    EXPECT_EQ(box.events<Deposit>().at(0).shares, Shares(5));
    EXPECT_EQ(box.s.strategy_manager.staker_strategies.all(alice), std::vector{strategy});
}

TEST_F(StrategyManagerRules, OnlyWhitelistedStrategiesTakeDeposits) {
    box.undo.set(box.s.strategy_manager.is_whitelisted, strategy, false);
    EXPECT_TRUE(Sandbox::reverted(error::StrategyNotWhitelisted, deposit(alice, 5)));
}

TEST_F(StrategyManagerRules, APausedManagerTakesNoDeposits) {
    box.undo.set(box.s.access.paused, box.at.strategy_manager, u256(1));
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, deposit(alice, 5)));
}

TEST_F(StrategyManagerRules, AnotherTokenIsRefusedByTheStrategy) {
    const Address other = box.token("OTHER");
    box.mint(other, alice, 100);
    box.approve(other, alice, box.at.strategy_manager);
    EXPECT_TRUE(Sandbox::reverted(error::OnlyUnderlyingToken,
                                  box.call(strategy_manager::deposit_into_strategy, alice,
                                           box.at.strategy_manager, strategy, other, Amount(5))));
}

TEST_F(StrategyManagerRules, OnlyTheStrategyManagerDepositsIntoAStrategy) {
    EXPECT_TRUE(Sandbox::reverted(error::OnlyStrategyManager,
                                  box.call(strategy::deposit, alice, strategy, token, Amount(5))));
}

TEST_F(StrategyManagerRules, MoreSharesThanTheMaximumAreRefused) {
    box.mint(token, alice, 100'000'000'000'000'000'000'000'000'000'000'000'000_u256);
    EXPECT_TRUE(Sandbox::reverted(
        error::TotalSharesExceedsMax,
        deposit(alice, 100'000'000'000'000'000'000'000'000'000'000'000'000_u256)));
}

// StrategyBase.MAX_TOTAL_SHARES is 10^38 - 1.
TEST_F(StrategyManagerRules, TheMaximumOfSharesItselfIsTaken) {
    constexpr u256 kMax = 99'999'999'999'999'999'999'999'999'999'999'999'999_u256;
    box.mint(token, alice, kMax);
    EXPECT_EQ(deposit(alice, kMax).value(), Shares(kMax));
    EXPECT_TRUE(Sandbox::reverted(error::TotalSharesExceedsMax, deposit(alice, 1)));
}

TEST_F(StrategyManagerRules, ADepositThatTheTokenRefusesIsRefusedInItsWords) {
    const Address poor = Sandbox::account("poor");
    box.approve(token, poor, box.at.strategy_manager);
    // What a stranger gave would cover it.
    donate(5);
    EXPECT_TRUE(
        Sandbox::reverted(Revert("ERC20: transfer amount exceeds balance"), deposit(poor, 5)));
}

// Solidity calls no interface of an address without code.
TEST_F(StrategyManagerRules, AWhitelistedAddressThatIsNoStrategyTakesNoDeposits) {
    const Address nothing = Sandbox::account("a strategy made elsewhere");
    box.undo.set(box.s.strategy_manager.is_whitelisted, nothing, true);
    EXPECT_TRUE(
        Sandbox::reverted(Revert(), box.call(strategy_manager::deposit_into_strategy, alice,
                                             box.at.strategy_manager, nothing, token, Amount(5))));
}

// What a strategy does for the StrategyManager alone.

TEST_F(StrategyManagerRules, AStrategyListensToTheStrategyManagerAlone) {
    ASSERT_TRUE(deposit(alice, 7));
    const auto refuses = [&](auto rule, auto... args) {
        return Sandbox::reverted(error::OnlyStrategyManager,
                                 box.call(rule, box.at.delegation_manager, strategy, args...));
    };
    EXPECT_TRUE(refuses(strategy::withdraw, alice, token, Shares(7)));
    EXPECT_TRUE(refuses(strategy::before_add_shares, alice, Shares(7)));
    EXPECT_TRUE(refuses(strategy::before_remove_shares, alice, DepositShares(7)));
}

// The StrategyManager holds no shares of such an address, so only it itself could ask for the
// second and third.
TEST_F(StrategyManagerRules, AnAddressThatIsNoStrategyAnswersNothing) {
    const Address nothing = Sandbox::account("no strategy");
    const auto silent = [&](auto rule, auto... args) {
        return Sandbox::reverted(Revert(),
                                 box.call(rule, box.at.strategy_manager, nothing, args...));
    };
    EXPECT_TRUE(silent(strategy::before_add_shares, alice, Shares(7)));
    EXPECT_TRUE(silent(strategy::before_remove_shares, alice, DepositShares(7)));
    EXPECT_TRUE(silent(strategy::withdraw, alice, token, Shares(7)));
}

// All shares of a strategy that has lost everything are worth the virtual balance, which it has
// not: ⌊1000·(10^18) / (10^18 + 1000)⌋ = 999.
TEST_F(StrategyManagerRules, AStrategyCannotPayItsVirtualBalance) {
    ASSERT_TRUE(deposit(alice, 1e18_u256));
    box.undo.set(box.tokens.balances, Key<Address, Address>(token, strategy), Amount());
    EXPECT_EQ(worth(1e18_u256), 999_u256);
    EXPECT_TRUE(Sandbox::reverted(Revert("ERC20: transfer amount exceeds balance"),
                                  box.call(strategy::withdraw, box.at.strategy_manager, strategy,
                                           alice, token, Shares(1e18_u256))));
}

// What the DelegationManager asks for.

class ShareManagerOfTokens : public StrategyManagerRules {
protected:
    template <class Rule, class... Args>
    auto ask(Rule rule, Args... args) {
        return box.call(rule, box.at.delegation_manager, box.at.strategy_manager, args...);
    }
    [[nodiscard]] DepositShares held(const Address& who) const {
        return strategy_manager::staker_deposit_shares(box.s, who, strategy);
    }
};

TEST_F(ShareManagerOfTokens, ServesTheDelegationManagerAlone) {
    const auto refuses = [&](auto rule, auto... args) {
        return Sandbox::reverted(error::OnlyDelegationManager,
                                 box.call(rule, alice, box.at.strategy_manager, args...));
    };
    EXPECT_TRUE(refuses(strategy_manager::add_shares, alice, strategy, Shares(5)));
    EXPECT_TRUE(
        refuses(strategy_manager::remove_deposit_shares, alice, strategy, DepositShares(5)));
    EXPECT_TRUE(
        refuses(strategy_manager::withdraw_shares_as_tokens, alice, strategy, token, Shares(5)));
    EXPECT_TRUE(refuses(strategy_manager::increase_burn_or_redistributable_shares,
                        OperatorSet{bob, 1}, 1_u256, strategy, Shares(5)));
}

TEST_F(ShareManagerOfTokens, AddsSharesAndTellsWhatWasThereBefore) {
    EXPECT_EQ(ask(strategy_manager::add_shares, alice, strategy, Shares(5)),
              std::tuple(DepositShares(), Shares(5)));
    // A `Deposit` without fresh tokens.
    EXPECT_EQ(box.order(), testing::topics<Deposit>());
    EXPECT_EQ(ask(strategy_manager::add_shares, alice, strategy, Shares(2)),
              std::tuple(DepositShares(5), Shares(2)));
    EXPECT_EQ(held(alice), DepositShares(7));
    EXPECT_EQ(box.s.strategies.rows[strategy].total_shares, Shares());
}

TEST_F(ShareManagerOfTokens, AddsSomethingToSomeone) {
    EXPECT_TRUE(Sandbox::reverted(error::StakerAddressZero, ask(strategy_manager::add_shares,
                                                                kZeroAddress, strategy, Shares())));
    EXPECT_TRUE(Sandbox::reverted(error::SharesAmountZero,
                                  ask(strategy_manager::add_shares, alice, strategy, Shares())));
    // An address that is no strategy has no hook to answer.
    EXPECT_TRUE(
        Sandbox::reverted(Revert(), ask(strategy_manager::add_shares, alice, token, Shares(5))));
}

// More than a strategy can issue, so only the DelegationManager itself could ask for this.
TEST_F(ShareManagerOfTokens, SharesBeyond256BitsPanic) {
    ASSERT_TRUE(ask(strategy_manager::add_shares, alice, strategy, Shares(u256::max())));
    EXPECT_TRUE(Sandbox::reverted(Revert::panic(0x11),
                                  ask(strategy_manager::add_shares, alice, strategy, Shares(1))));
    EXPECT_EQ(held(alice), DepositShares(u256::max()));
}

TEST_F(ShareManagerOfTokens, RemovesAtMostWhatIsHeld) {
    ASSERT_TRUE(deposit(alice, 7));
    EXPECT_TRUE(Sandbox::reverted(
        error::SharesAmountZero,
        ask(strategy_manager::remove_deposit_shares, alice, strategy, DepositShares())));
    EXPECT_TRUE(Sandbox::reverted(
        error::SharesAmountTooHigh,
        ask(strategy_manager::remove_deposit_shares, alice, strategy, DepositShares(8))));
    EXPECT_EQ(ask(strategy_manager::remove_deposit_shares, alice, strategy, DepositShares(4)),
              DepositShares(3));
    EXPECT_TRUE(box.order().empty());
    EXPECT_EQ(box.s.strategy_manager.staker_strategies.all(alice), std::vector{strategy});
    EXPECT_EQ(ask(strategy_manager::remove_deposit_shares, alice, strategy, DepositShares(3)),
              DepositShares());
    EXPECT_TRUE(box.s.strategy_manager.staker_strategies.all(alice).empty());
    EXPECT_EQ(box.s.strategies.rows[strategy].total_shares, Shares(7));
}

TEST_F(ShareManagerOfTokens, PaysTokensForShares) {
    ASSERT_TRUE(deposit(alice, 7));
    ASSERT_TRUE(ask(strategy_manager::withdraw_shares_as_tokens, bob, strategy, token, Shares(4)));
    EXPECT_EQ(box.tokens.balances[Key(token, strategy)], Amount(3));
    EXPECT_EQ(box.s.strategies.rows[strategy].total_shares, Shares(3));
    EXPECT_TRUE(Sandbox::reverted(
        error::WithdrawalAmountExceedsTotalDeposits,
        ask(strategy_manager::withdraw_shares_as_tokens, bob, strategy, token, Shares(4))));
    EXPECT_TRUE(Sandbox::reverted(
        error::OnlyUnderlyingToken,
        ask(strategy_manager::withdraw_shares_as_tokens, bob, strategy, bob, Shares(1))));
}

// The AllocationManager gives every slash an id of its own and takes strategies in ascending
// order, so only the DelegationManager itself could ask for this.
TEST_F(ShareManagerOfTokens, RecordsAStrategyOnceASlash) {
    const auto record = [&](const u256& id, const Shares& shares) {
        return ask(strategy_manager::increase_burn_or_redistributable_shares, OperatorSet{bob, 1},
                   id, strategy, shares);
    };
    ASSERT_TRUE(record(1, Shares()));
    EXPECT_EQ(box.order(), testing::topics<BurnOrRedistributableSharesIncreased>());
    EXPECT_TRUE(Sandbox::reverted(error::StrategyAlreadyInSlash, record(1, Shares(5))));
    EXPECT_TRUE(record(2, Shares(5)));
}

TEST_F(StrategyManagerRules, NobodyDepositsForTheZeroAddress) {
    // As `eth_call` may ask, without a sender.
    box.mint(token, kZeroAddress, 5);
    box.approve(token, kZeroAddress, box.at.strategy_manager);
    EXPECT_TRUE(Sandbox::reverted(error::StakerAddressZero, deposit(kZeroAddress, 5)));
}

TEST_F(StrategyManagerRules, EveryGuardedFunctionRefusesToBeReentered) {
    namespace sm = strategy_manager;
    Tx tx = box.transaction();
    const ReentrancyGuard outer(tx, box.at.strategy_manager);
    const auto inner = [&](const Address& sender, auto rule, auto... args) {
        const auto result =
            rule(tx, box.ports, {sender, box.at.strategy_manager, Wei(), Selector()}, args...);
        return Sandbox::reverted(Revert("ReentrancyGuard: reentrant call"), result);
    };
    const Address dm = box.at.delegation_manager;
    const OperatorSet set{bob, 1};
    EXPECT_TRUE(inner(alice, sm::deposit_into_strategy, strategy, token, Amount(5)));
    EXPECT_TRUE(inner(alice, sm::deposit_into_strategy_with_signature, strategy, token, Amount(5),
                      alice, u256(), Bytes()));
    EXPECT_TRUE(inner(dm, sm::add_shares, alice, strategy, Shares(5)));
    EXPECT_TRUE(inner(dm, sm::remove_deposit_shares, alice, strategy, DepositShares(5)));
    EXPECT_TRUE(inner(dm, sm::withdraw_shares_as_tokens, alice, strategy, token, Shares(5)));
    EXPECT_TRUE(
        inner(dm, sm::increase_burn_or_redistributable_shares, set, 1_u256, strategy, Shares(5)));
    EXPECT_TRUE(inner(alice, sm::clear_burn_or_redistributable_shares, set, 1_u256));
    EXPECT_TRUE(
        inner(alice, sm::clear_burn_or_redistributable_shares_by_strategy, set, 1_u256, strategy));
    EXPECT_TRUE(inner(alice, sm::burn_shares, strategy));
    EXPECT_TRUE(inner(Sandbox::account("owner"), sm::set_strategy_whitelister, alice));
    const std::vector<Address> strategies{strategy};
    EXPECT_TRUE(
        inner(box.at.strategy_factory, sm::add_strategies_to_deposit_whitelist, strategies));
    EXPECT_TRUE(
        inner(box.at.strategy_factory, sm::remove_strategies_from_deposit_whitelist, strategies));
}

// Which strategies take deposits.

TEST_F(StrategyManagerRules, TheWhitelisterAddsAndRemovesAndSkipsWhatIsSo) {
    const Address other = Sandbox::account("another strategy");
    const auto whitelist = [&](const Address& who, auto rule, std::vector<Address> strategies) {
        return box.call(rule, who, box.at.strategy_manager, std::move(strategies));
    };
    const Address whitelister = box.at.strategy_factory;
    // The Sandbox has put `strategy` there; a new one twice is one event.
    ASSERT_TRUE(whitelist(whitelister, strategy_manager::add_strategies_to_deposit_whitelist,
                          {strategy, other, other}));
    EXPECT_EQ(box.order(), testing::topics<StrategyAddedToDepositWhitelist>());
    EXPECT_EQ(box.events<StrategyAddedToDepositWhitelist>().at(0).strategy, other);
    EXPECT_TRUE(box.s.strategy_manager.is_whitelisted[other]);

    ASSERT_TRUE(whitelist(whitelister, strategy_manager::remove_strategies_from_deposit_whitelist,
                          {other, other, strategy}));
    EXPECT_EQ(box.order(), (testing::topics<StrategyRemovedFromDepositWhitelist,
                                            StrategyRemovedFromDepositWhitelist>()));
    EXPECT_EQ(box.events<StrategyRemovedFromDepositWhitelist>().at(0).strategy, other);
    EXPECT_EQ(box.events<StrategyRemovedFromDepositWhitelist>().at(1).strategy, strategy);
    EXPECT_TRUE(Sandbox::reverted(error::StrategyNotWhitelisted, deposit(alice, 5)));
}

TEST_F(StrategyManagerRules, OnlyTheWhitelisterTouchesTheWhitelist) {
    // The owner names the whitelister and is none itself.
    const Address owner = Sandbox::account("owner");
    EXPECT_TRUE(
        Sandbox::reverted(error::OnlyStrategyWhitelister,
                          box.call(strategy_manager::add_strategies_to_deposit_whitelist, owner,
                                   box.at.strategy_manager, std::vector<Address>())));
    EXPECT_TRUE(
        Sandbox::reverted(error::OnlyStrategyWhitelister,
                          box.call(strategy_manager::remove_strategies_from_deposit_whitelist,
                                   owner, box.at.strategy_manager, std::vector{strategy})));
}

TEST_F(StrategyManagerRules, TheOwnerNamesTheWhitelister) {
    const auto name = [&](const Address& who, const Address& whitelister) {
        return box.call(strategy_manager::set_strategy_whitelister, who, box.at.strategy_manager,
                        whitelister);
    };
    EXPECT_TRUE(Sandbox::reverted(Revert("Ownable: caller is not the owner"),
                                  name(box.at.strategy_factory, alice)));
    ASSERT_TRUE(name(Sandbox::account("owner"), alice));
    EXPECT_EQ(box.order(), testing::topics<StrategyWhitelisterChanged>());
    const auto event = box.events<StrategyWhitelisterChanged>().at(0);
    EXPECT_EQ(event.previous_address, box.at.strategy_factory);
    EXPECT_EQ(event.new_address, alice);
    EXPECT_TRUE(box.call(strategy_manager::remove_strategies_from_deposit_whitelist, alice,
                         box.at.strategy_manager, std::vector{strategy}));
    EXPECT_TRUE(Sandbox::reverted(
        error::OnlyStrategyWhitelister,
        box.call(strategy_manager::add_strategies_to_deposit_whitelist, box.at.strategy_factory,
                 box.at.strategy_manager, std::vector{strategy})));
}

}  // namespace
}  // namespace aq::eigenlayer
