// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/signature.hpp>
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/permits.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_frax.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

namespace aq::rates::frax {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

constexpr u256 kTen = 10e18_u256;

/// A vault in the middle of a cycle: stored 100,000, a reward of 70 released since an hour after
/// the cycle's beginning, half of a cycle ago; supply 91234.56…
class Frax : public ::testing::Test {
protected:
    Frax() {
        const std::uint32_t end = static_cast<std::uint32_t>(kStart) + kCycle;
        const std::uint32_t synced = end - kCycle + 3600;
        move::set_vault(box_.undo, box_.state,
                        {Amount(100'000e18_u256), Amount(70e18_u256), synced, end, kCycle});
        box_.block.time = synced + 302'400;
        box_.grant(kFrxEth, kSfrxEth, 100'070e18_u256);
        box_.grant(kSfrxEth, kCarol, 91'234'567'890'123'456'789'012_u256);
        box_.grant(kFrxEth, kAlice, 1'000e18_u256);
        EXPECT_TRUE(box_.call(kAlice, kFrxEth, "approve(address,uint256)", kSfrxEth, u256::max()));
    }

    auto deposit(const u256& assets) {
        return box_.call(kAlice, kSfrxEth, "deposit(uint256,address)", assets, kAlice);
    }
    auto withdraw(const Address& from, const u256& assets, const Address& to,
                  const Address& owner) {
        return box_.call(from, kSfrxEth, "withdraw(uint256,address,address)", assets, to, owner);
    }
    auto redeem(const Address& from, const u256& shares, const Address& to, const Address& owner) {
        return box_.call(from, kSfrxEth, "redeem(uint256,address,address)", shares, to, owner);
    }
    const Vault& vault() const { return *box_.state.frax.vault; }

    Sandbox box_;
};

// Worked example 5 of the specification.
TEST_F(Frax, TheWorkedExampleHoldsToTheWei) {
    EXPECT_EQ(box_.ask(kSfrxEth, "totalAssets()"), 100'035'209'580'838'323'353'293_u256);
    EXPECT_EQ(box_.ask(kSfrxEth, "pricePerShare()"), 1'096'461'701'899'150'165_u256);
    EXPECT_EQ(box_.ask(kSfrxEth, "previewDeposit(uint256)", kTen), 9'120'245'588'769'114'397_u256);
    EXPECT_EQ(box_.ask(kSfrxEth, "previewWithdraw(uint256)", kTen), 9'120'245'588'769'114'398_u256);
    EXPECT_EQ(box_.ask(kSfrxEth, "previewMint(uint256)", kTen), 10'964'617'018'991'501'656_u256);
    EXPECT_EQ(box_.ask(kSfrxEth, "previewRedeem(uint256)", kTen), 10'964'617'018'991'501'655_u256);
    EXPECT_EQ(exchange_rate(box_.ports, box_.block, kSfrxEth).value(),
              Wei(1'096'461'701'899'150'165_u256));
}

TEST_F(Frax, ADepositTakesMintsAndStores) {
    EXPECT_EQ(Sandbox::number(deposit(kTen)), 9'120'245'588'769'114'397_u256);
    // frxETH is OpenZeppelin 4: an unlimited allowance is neither lowered nor logged.
    ASSERT_EQ(box_.logs.size(), 3U);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 1, kSfrxEth).from, kZeroAddress);
    const auto log = log_at<Deposit>(box_.logs, 2, kSfrxEth);
    EXPECT_EQ(log.caller, kAlice);
    EXPECT_EQ(log.assets, Amount(kTen));
    EXPECT_EQ(vault().stored_assets, Amount(100'010e18_u256));
}

TEST_F(Frax, WhatComesOutIsRoundedAgainstTheUser) {
    const u256 shares = Sandbox::number(deposit(kTen));
    EXPECT_EQ(Sandbox::number(redeem(kAlice, shares, kBob, kAlice)),
              9'999'999'999'999'999'999_u256);
    EXPECT_EQ(box_.balance(kFrxEth, kBob), 9'999'999'999'999'999'999_u256);
    const auto log = log_at<Withdraw>(box_.logs, 1, kSfrxEth);
    EXPECT_EQ(log.receiver, kBob);
    EXPECT_EQ(log.shares, Amount(shares));
}

TEST_F(Frax, MintAndWithdrawAreExactOnTheOtherSide) {
    EXPECT_EQ(Sandbox::number(box_.call(kAlice, kSfrxEth, "mint(uint256,address)", kTen, kAlice)),
              10'964'617'018'991'501'656_u256);
    EXPECT_EQ(Sandbox::number(withdraw(kAlice, kEther, kAlice, kAlice)),
              912'024'558'876'911'440_u256);
}

TEST_F(Frax, AnotherNeedsAnAllowanceOfShares) {
    ASSERT_TRUE(deposit(kTen).has_value());
    expect_refusal(withdraw(kBob, kEther, kBob, kAlice), Arithmetic::kOverflow);
    expect_refusal(redeem(kBob, kEther, kBob, kAlice), Arithmetic::kOverflow);
    ASSERT_TRUE(box_.call(kAlice, kSfrxEth, "approve(address,uint256)", kBob, kTen).has_value());
    EXPECT_TRUE(redeem(kBob, kEther, kBob, kAlice).has_value());
    EXPECT_EQ(box_.ask(kSfrxEth, "allowance(address,address)", kAlice, kBob), 9e18_u256);
}

TEST_F(Frax, TheVaultRefusesInSolmatesWords) {
    expect_refusal(deposit(u256()), "ZERO_SHARES");
    expect_refusal(redeem(kCarol, u256(), kCarol, kCarol), "ZERO_ASSETS");
    expect_refusal(deposit(1'001e18_u256), "TRANSFER_FROM_FAILED");
    expect_refusal(withdraw(kCarol, kEther, kZeroAddress, kCarol), "TRANSFER_FAILED");
    // Beyond what is stored, the released part of the running reward is out of reach.
    expect_refusal(withdraw(kCarol, 100'000'000'000'000'000'000'001_u256, kCarol, kCarol),
                   Arithmetic::kOverflow);
}

// Worked example 5: a sync ten seconds after the end, and one within a twentieth of the next end.
TEST_F(Frax, ASyncEndsAtTheNextBoundaryOrTheOneAfter) {
    expect_refusal(box_.call(kBob, kSfrxEth, "syncRewards()"), error::SyncError);
    const std::uint32_t end = vault().cycle_end;
    box_.grant(kFrxEth, kSfrxEth, 5e18_u256);
    const Undo::Mark before = box_.undo.mark();
    box_.block.time = end + 10;
    EXPECT_TRUE(box_.call(kBob, kSfrxEth, "syncRewards()").has_value());
    EXPECT_EQ(vault().cycle_end, end + 604'800);
    EXPECT_EQ(vault().stored_assets, Amount(100'070e18_u256));
    EXPECT_EQ(vault().last_reward, Amount(5e18_u256));
    const auto log = log_at<NewRewardsCycle>(box_.logs, 0, kSfrxEth);
    EXPECT_EQ(log.cycle_end, end + 604'800);
    EXPECT_EQ(log.reward_amount, Amount(5e18_u256));
    box_.undo.rewind(before);
    box_.block.time = end + kCycle - 1'000;
    EXPECT_TRUE(box_.call(kBob, kSfrxEth, "syncRewards()").has_value());
    EXPECT_EQ(vault().cycle_end, end + 1'209'600);
}

TEST_F(Frax, ADepositBeginsADueCycleFirst) {
    box_.block.time = vault().cycle_end + 10;
    EXPECT_TRUE(deposit(kTen).has_value());
    EXPECT_EQ(log_at<NewRewardsCycle>(box_.logs, 0, kSfrxEth).reward_amount, Amount());
}

TEST_F(Frax, DepositWithSignatureBringsItsPermit) {
    constexpr Hash kSecret =
        "0x00000000000000000000000000000000000000000000000000000000000000a1"_hash;
    const Address owner = account_of(kSecret);
    box_.grant(kFrxEth, owner, kTen);
    const erc20::Permission permission{owner, kSfrxEth, Amount::max(), u256(), u256::max()};
    const Bytes by =
        sign(erc20::permit_digest(box_.tokens, box_.block, kFrxEth, permission), kSecret);
    const auto answer = box_.call(
        owner, kSfrxEth, "depositWithSignature(uint256,address,uint256,bool,uint8,bytes32,bytes32)",
        kTen, owner, u256::max(), true, by[64], to_hash(load_be(by.data())),
        to_hash(load_be(by.data() + 32)));
    EXPECT_EQ(Sandbox::number(answer), 9'120'245'588'769'114'397_u256);
    EXPECT_EQ(log_at<erc20::Approval>(box_.logs, 0, kFrxEth).value, Amount::max());
}

TEST_F(Frax, EtherBecomesFrxEthOneToOne) {
    expect_done(box_.pay(kBob, kFraxMinter, 3e18_u256, "submit()"));
    ASSERT_EQ(box_.logs.size(), 3U);
    EXPECT_EQ(log_at<TokenMinterMinted>(box_.logs, 1, kFrxEth).to, kBob);
    EXPECT_EQ(log_at<ETHSubmitted>(box_.logs, 2, kFraxMinter).sent_amount, Wei(3e18_u256));
    expect_done(box_.send(kBob, kFraxMinter, kEther, {}));
    expect_done(box_.pay(kAlice, kFraxMinter, kEther, "submitAndGive(address)", kBob));
    EXPECT_EQ(box_.balance(kFrxEth, kBob), 5e18_u256);
    EXPECT_EQ(box_.ether(kFraxMinter), 5e18_u256);
}

TEST_F(Frax, SubmitAndDepositIsOneTransaction) {
    const auto answer = box_.pay(kBob, kFraxMinter, kTen, "submitAndDeposit(address)", kCarol);
    EXPECT_EQ(Sandbox::number(answer), 9'120'245'588'769'114'397_u256);
    EXPECT_EQ(log_at<erc20::Approval>(box_.logs, 3, kFrxEth).spender, kSfrxEth);
    EXPECT_EQ(log_at<Deposit>(box_.logs, 7, kSfrxEth).owner, kCarol);
}

TEST_F(Frax, TheMinterRefusesAndWithholds) {
    expect_refusal(box_.call(kBob, kFraxMinter, "submit()"), "Cannot submit 0");
    move::deploy(box_.undo, box_.state, *box_.state.frax.at, {false, 250'000, Wei()}, vault());
    expect_done(box_.pay(kBob, kFraxMinter, u256(7U), "submit()"));
    EXPECT_EQ(log_at<ETHSubmitted>(box_.logs, 2, kFraxMinter).withheld_amt, Wei(u256(1U)));
    EXPECT_EQ(box_.ask(kFraxMinter, "currentWithheldETH()"), u256(1U));
    move::deploy(box_.undo, box_.state, *box_.state.frax.at, {true, u256(), Wei()}, vault());
    expect_refusal(box_.pay(kBob, kFraxMinter, u256(7U), "submit()"), "Submit is paused");
    expect_refusal(box_.call(kBob, kFrxEth, "minter_mint(address,uint256)", kBob, kTen),
                   "Only minters");
}

TEST_F(Frax, NobodyComesInTwice) {
    Tx tx(box_.undo, box_.block, {}, nullptr);
    const ReentrancyGuard minter_entered(tx, kFraxMinter);
    const ReentrancyGuard vault_entered(tx, kSfrxEth);
    const Revert twice("ReentrancyGuard: reentrant call");
    const Call submit{kBob, kFraxMinter, Wei(kEther), Selector()};
    expect_refusal(minter::submit(tx, box_.ports, submit), twice);
    const Call deposit{kBob, kSfrxEth, Wei(), Selector()};
    expect_refusal(sfrxeth::deposit_with_signature(tx, box_.ports, deposit, Amount(), kBob, u256(),
                                                   false, 27, Hash(), Hash()),
                   twice);
}

}  // namespace
}  // namespace aq::rates::frax
