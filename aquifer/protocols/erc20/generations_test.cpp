// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/testing.hpp>

#include <gtest/gtest.h>

// The words and orders of each generation stand in OpenZeppelin Contracts 3.4, Circle's FiatToken
// V2.1, solmate, mantle-lsp's METH and WETH9.

namespace aq::erc20 {
namespace {

class Erc20Generations : public ::testing::Test, protected TokenBox {
protected:
    auto mint_now(const Address& to, Amount amount) {
        return call([&](Tx& tx) { return mint_to(tx, ports_, kToken, to, amount); });
    }
    auto burn_now(const Address& from, Amount amount) {
        return call([&](Tx& tx) { return burn_from(tx, ports_, kToken, from, amount); });
    }
};

TEST_F(Erc20Generations, OpenZeppelin3MovesBeforeItSpendsAndSparesNoAllowance) {
    stand(Kind::kOpenZeppelin3);
    expect_refusal(act(transfer_from, kBob, kZeroAddress, kZeroAddress, amount(101)),
                   "ERC20: transfer from the zero address");
    expect_refusal(act(transfer_from, kBob, kAlice, kZeroAddress, amount(101)),
                   "ERC20: transfer to the zero address");
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(101)),
                   "ERC20: transfer amount exceeds balance");
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)),
                   "ERC20: transfer amount exceeds allowance");
    EXPECT_EQ(balance_now(kAlice), amount(100));
    EXPECT_TRUE(act(approve, kAlice, kBob, Amount::max()).value());
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(1)).value());
    const Amount left = Amount::max() - amount(1);
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), left);
    ASSERT_EQ(logs_.size(), 2U);
    EXPECT_EQ(read_event<Transfer>(logs_[0])->value, amount(1));
    EXPECT_EQ(read_event<Approval>(logs_[1])->value, left);
}

TEST_F(Erc20Generations, OpenZeppelin3AddsWithSafeMath) {
    stand(Kind::kOpenZeppelin3);
    expect_refusal(act(approve, kZeroAddress, kBob, amount(1)),
                   "ERC20: approve from the zero address");
    expect_refusal(act(approve, kAlice, kZeroAddress, amount(1)),
                   "ERC20: approve to the zero address");
    EXPECT_TRUE(act(increase_allowance, kAlice, kBob, amount(7)).value());
    expect_refusal(act(increase_allowance, kAlice, kBob, Amount::max()),
                   "SafeMath: addition overflow");
    expect_refusal(act(decrease_allowance, kAlice, kBob, amount(8)),
                   "ERC20: decreased allowance below zero");
    expect_refusal(mint_now(kBob, Amount::max()), "SafeMath: addition overflow");
}

TEST_F(Erc20Generations, OpenZeppelinMintsAndBurnsWithALogOfTransfer) {
    for (const Kind kind : {Kind::kOpenZeppelin3, Kind::kOpenZeppelin4}) {
        s_ = State();
        accounts_ = Accounts();
        stand(kind);
        EXPECT_TRUE(mint_now(kBob, amount(5)).has_value());
        ASSERT_EQ(logs_.size(), 1U);
        EXPECT_EQ(read_event<Transfer>(logs_[0])->from, kZeroAddress);
        EXPECT_TRUE(burn_now(kAlice, amount(40)).has_value());
        ASSERT_EQ(logs_.size(), 1U);
        EXPECT_EQ(read_event<Transfer>(logs_[0])->to, kZeroAddress);
        EXPECT_EQ(total_supply(s_, kToken), amount(65));
        expect_refusal(mint_now(kZeroAddress, Amount::max()), "ERC20: mint to the zero address");
        expect_refusal(burn_now(kZeroAddress, amount(1)), "ERC20: burn from the zero address");
        expect_refusal(burn_now(kAlice, amount(61)), "ERC20: burn amount exceeds balance");
    }
    expect_refusal(mint_now(kBob, Amount::max()), Arithmetic::kOverflow);
}

TEST_F(Erc20Generations, OpenZeppelin5MintsAndBurnsWithItsErrors) {
    stand(Kind::kOpenZeppelin5);
    expect_refusal(mint_now(kZeroAddress, amount(1)),
                   {CustomError{"ERC20InvalidReceiver(address)", 0xec442f05}, kZeroAddress});
    expect_refusal(burn_now(kZeroAddress, amount(1)),
                   {CustomError{"ERC20InvalidSender(address)", 0x96c6fd1e}, kZeroAddress});
    expect_refusal(mint_now(kBob, Amount::max()), Arithmetic::kOverflow);
    // Zero of the zero address stops where its allowance is written.
    expect_refusal(act(transfer_from, kBob, kZeroAddress, kCarol, amount(0)),
                   {CustomError{"ERC20InvalidApprover(address)", 0xe602df05}, kZeroAddress});
}

TEST_F(Erc20Generations, MethRefusesTheBlockedAfterTheAllowance) {
    stand(Kind::kMeth);
    const auto block = [&](const Address& account, bool blocked) {
        move::set_blocked(undo_, s_, kToken, account, blocked);
    };
    for (const Address& account : {kAlice, kBob, kCarol}) block(account, true);
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)),
                   "ERC20: insufficient allowance");
    EXPECT_TRUE(act(approve, kAlice, kBob, amount(1)).value());
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)),
                   "mETH: 'sender' address blocked");
    block(kBob, false);
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)),
                   "mETH: 'from' address blocked");
    block(kAlice, false);
    expect_refusal(act(transfer, kAlice, kCarol, amount(101)), "mETH: 'to' address blocked");
    block(kCarol, false);
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(1)).value());
    // Minting is not a transfer.
    block(kCarol, true);
    EXPECT_TRUE(mint_now(kCarol, amount(1)).has_value());
}

TEST_F(Erc20Generations, FiatTokenLowersEveryAllowanceWithoutALog) {
    stand(Kind::kFiatToken);
    EXPECT_TRUE(act(approve, kAlice, kBob, Amount::max()).value());
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(1)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), Amount::max() - amount(1));
    ASSERT_EQ(logs_.size(), 1U);
    EXPECT_EQ(read_event<Transfer>(logs_[0])->value, amount(1));
}

TEST_F(Erc20Generations, FiatTokenRefusesInItsWordsAndOrder) {
    stand(Kind::kFiatToken);
    expect_refusal(act(transfer_from, kBob, kAlice, kZeroAddress, amount(101)),
                   "ERC20: transfer amount exceeds allowance");
    expect_refusal(act(transfer_from, kBob, kZeroAddress, kZeroAddress, amount(0)),
                   "ERC20: transfer from the zero address");
    expect_refusal(act(transfer, kAlice, kZeroAddress, amount(101)),
                   "ERC20: transfer to the zero address");
    expect_refusal(act(transfer, kAlice, kBob, amount(101)),
                   "ERC20: transfer amount exceeds balance");
    expect_refusal(act(approve, kZeroAddress, kBob, amount(1)),
                   "ERC20: approve from the zero address");
    expect_refusal(act(approve, kAlice, kZeroAddress, amount(1)),
                   "ERC20: approve to the zero address");
    EXPECT_TRUE(act(increase_allowance, kAlice, kBob, amount(1)).value());
    expect_refusal(act(increase_allowance, kAlice, kBob, Amount::max()),
                   "SafeMath: addition overflow");
    expect_refusal(act(decrease_allowance, kAlice, kBob, amount(2)),
                   "ERC20: decreased allowance below zero");
    expect_refusal(burn_now(kAlice, amount(101)), "FiatToken: burn amount exceeds balance");
}

TEST_F(Erc20Generations, FiatTokenCanBePausedAndBlocksAccounts) {
    stand(Kind::kFiatToken);
    EXPECT_TRUE(act(approve, kAlice, kBob, amount(5)).value());
    for (const Address& account : {kAlice, kBob, kCarol}) {
        move::set_blocked(undo_, s_, kToken, account, true);
        expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)),
                       "Blacklistable: account is blacklisted");
        move::set_blocked(undo_, s_, kToken, account, false);
    }
    move::set_blocked(undo_, s_, kToken, kBob, true);
    const Revert blocked("Blacklistable: account is blacklisted");
    expect_refusal(act(transfer, kAlice, kBob, amount(1)), blocked);
    expect_refusal(act(approve, kAlice, kBob, amount(1)), blocked);
    expect_refusal(act(increase_allowance, kBob, kAlice, amount(1)), blocked);
    expect_refusal(act(decrease_allowance, kAlice, kBob, amount(9)), blocked);
    move::set_paused(undo_, s_, kToken, true);
    const Revert paused("Pausable: paused");
    expect_refusal(act(transfer, kAlice, kBob, amount(1)), paused);
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)), paused);
    expect_refusal(act(approve, kAlice, kCarol, amount(1)), paused);
}

TEST_F(Erc20Generations, SolmateKnowsOnlyArithmetic) {
    stand(Kind::kSolmate);
    expect_refusal(act(transfer, kAlice, kBob, amount(101)), Arithmetic::kOverflow);
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)), Arithmetic::kOverflow);
    expect_refusal(mint_now(kBob, Amount::max()), Arithmetic::kOverflow);
    expect_refusal(burn_now(kAlice, amount(101)), Arithmetic::kOverflow);
    EXPECT_TRUE(act(transfer, kAlice, kZeroAddress, amount(1)).value());
    EXPECT_TRUE(act(approve, kAlice, kBob, Amount::max()).value());
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(1)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), Amount::max());
    EXPECT_TRUE(act(approve, kAlice, kBob, amount(5)).value());
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(2)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), amount(3));
    EXPECT_EQ(logs_.size(), 1U);
}

TEST_F(Erc20Generations, Weth9RefusesWithoutDataAndNeedsNoAllowanceOfOneself) {
    stand(Kind::kWeth9);
    expect_refusal(act(transfer, kAlice, kBob, amount(101)), Revert());
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)), Revert());
    expect_refusal(burn_now(kAlice, amount(101)), Revert());
    EXPECT_TRUE(act(transfer_from, kAlice, kAlice, kCarol, amount(1)).value());
    EXPECT_TRUE(act(transfer, kAlice, kZeroAddress, amount(1)).value());
    EXPECT_TRUE(act(approve, kAlice, kBob, amount(5)).value());
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(2)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), amount(3));
    EXPECT_EQ(logs_.size(), 1U);
    EXPECT_TRUE(act(approve, kAlice, kBob, Amount::max()).value());
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(2)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), Amount::max());
    EXPECT_TRUE(mint_now(kBob, amount(1)).has_value());
    EXPECT_EQ(logs_.size(), 0U);
}

}  // namespace
}  // namespace aq::erc20
