// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/abi.hpp>
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/errors.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/fold.hpp>
#include <aquifer/protocols/erc20/testing.hpp>

#include <gtest/gtest.h>

#include <map>

namespace aq::erc20 {
namespace {

class Erc20 : public ::testing::Test, protected TokenBox {};

TEST_F(Erc20, TransferMovesAndLogs) {
    stand(Kind::kStandIn);
    EXPECT_TRUE(act(transfer, kAlice, kBob, amount(30)).value());
    EXPECT_EQ(balance_now(kAlice), amount(70));
    EXPECT_EQ(balance_now(kBob), amount(30));
    ASSERT_EQ(logs_.size(), 1U);
    const auto log = read_event<Transfer>(logs_[0]);
    ASSERT_TRUE(log.has_value());
    EXPECT_EQ(log->from, kAlice);
    EXPECT_EQ(log->to, kBob);
    EXPECT_EQ(log->value, amount(30));
}

TEST_F(Erc20, ATransferToOneselfChangesNothing) {
    stand(Kind::kOpenZeppelin4);
    EXPECT_TRUE(act(transfer, kAlice, kAlice, amount(100)).value());
    EXPECT_EQ(balance_now(kAlice), amount(100));
}

TEST_F(Erc20, AFiniteAllowanceIsLoweredWithALogBeforeTheTransfer) {
    for (const Kind kind : {Kind::kStandIn, Kind::kOpenZeppelin4}) {
        s_ = State();
        accounts_ = Accounts();
        stand(kind);
        EXPECT_TRUE(act(approve, kAlice, kBob, amount(50)).value());
        EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(20)).value());
        EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), amount(30));
        ASSERT_EQ(logs_.size(), 2U);
        EXPECT_EQ(read_event<Approval>(logs_[0])->value, amount(30));
        EXPECT_EQ(read_event<Transfer>(logs_[1])->value, amount(20));
    }
}

TEST_F(Erc20, OpenZeppelin5LowersAnAllowanceWithoutALog) {
    stand(Kind::kOpenZeppelin5);
    EXPECT_TRUE(act(approve, kAlice, kBob, amount(50)).value());
    ASSERT_EQ(logs_.size(), 1U);
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(20)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), amount(30));
    EXPECT_EQ(logs_.size(), 1U);
}

TEST_F(Erc20, AnUnlimitedAllowanceIsNotLowered) {
    stand(Kind::kStandIn);
    EXPECT_TRUE(act(approve, kAlice, kBob, Amount::max()).value());
    EXPECT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(20)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), Amount::max());
    EXPECT_EQ(logs_.size(), 1U);
}

// The order stands in the recorded runs' own description: allowance, zero address, balance.
TEST_F(Erc20, TheStandInRefusesInItsOrder) {
    stand(Kind::kStandIn);
    expect_refusal(act(transfer_from, kBob, kAlice, kZeroAddress, amount(101)),
                   "ERC20: insufficient allowance");
    EXPECT_TRUE(act(approve, kAlice, kBob, amount(1000)).value());
    expect_refusal(act(transfer_from, kBob, kAlice, kZeroAddress, amount(101)),
                   "ERC20: transfer to the zero address");
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(101)),
                   "ERC20: transfer amount exceeds balance");
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), amount(1000));
    expect_refusal(act(burn, kBob, kAlice, amount(101)), "burn");
    // It does not mind a spender that is nobody.
    EXPECT_TRUE(act(approve, kAlice, kZeroAddress, amount(1)).value());
}

TEST_F(Erc20, AnyoneMintsAndBurnsTheStandIn) {
    stand(Kind::kStandIn);
    EXPECT_TRUE(act(mint, kCarol, kBob, amount(5)).has_value());
    EXPECT_EQ(read_event<Transfer>(logs_[0])->from, kZeroAddress);
    EXPECT_TRUE(act(burn, kCarol, kAlice, amount(40)).has_value());
    EXPECT_EQ(read_event<Transfer>(logs_[0])->to, kZeroAddress);
    EXPECT_EQ(total_supply(s_, kToken), amount(65));
    EXPECT_EQ(balance_now(kAlice), amount(60));
    expect_refusal(act(mint, kCarol, kBob, Amount::max()), Arithmetic::kOverflow);
}

TEST_F(Erc20, OpenZeppelin4RefusesInItsWords) {
    stand(Kind::kOpenZeppelin4);
    expect_refusal(act(transfer, kZeroAddress, kZeroAddress, amount(1)),
                   "ERC20: transfer from the zero address");
    expect_refusal(act(transfer, kAlice, kZeroAddress, amount(101)),
                   "ERC20: transfer to the zero address");
    expect_refusal(act(transfer, kAlice, kBob, amount(101)),
                   "ERC20: transfer amount exceeds balance");
    expect_refusal(act(approve, kZeroAddress, kZeroAddress, amount(1)),
                   "ERC20: approve from the zero address");
    expect_refusal(act(approve, kAlice, kZeroAddress, amount(1)),
                   "ERC20: approve to the zero address");
    // Zero tokens of nobody pass the allowance and stop where it is written.
    expect_refusal(act(transfer_from, kBob, kZeroAddress, kCarol, amount(0)),
                   "ERC20: approve from the zero address");
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, amount(1)),
                   "ERC20: insufficient allowance");
    expect_refusal(act(burn, kAlice, kAlice, amount(101)), "ERC20: burn amount exceeds balance");
}

TEST_F(Erc20, OpenZeppelin4AllowancesRiseAndFall) {
    stand(Kind::kOpenZeppelin4);
    EXPECT_TRUE(act(increase_allowance, kAlice, kBob, amount(7)).value());
    EXPECT_TRUE(act(decrease_allowance, kAlice, kBob, amount(3)).value());
    EXPECT_EQ(allowance(s_, kToken, kAlice, kBob), amount(4));
    expect_refusal(act(decrease_allowance, kAlice, kBob, amount(5)),
                   "ERC20: decreased allowance below zero");
    expect_refusal(act(increase_allowance, kAlice, kBob, Amount::max()), Arithmetic::kOverflow);
}

TEST_F(Erc20, OpenZeppelin5RefusesWithItsErrors) {
    stand(Kind::kOpenZeppelin5);
    const Amount held = amount(100);
    const Amount wanted = amount(101);
    expect_refusal(act(transfer, kZeroAddress, kBob, wanted),
                   {error::ERC20InvalidSender, kZeroAddress});
    expect_refusal(act(transfer, kAlice, kZeroAddress, wanted),
                   {error::ERC20InvalidReceiver, kZeroAddress});
    expect_refusal(act(transfer, kAlice, kBob, wanted),
                   {error::ERC20InsufficientBalance, kAlice, held, wanted});
    expect_refusal(act(approve, kZeroAddress, kBob, wanted),
                   {error::ERC20InvalidApprover, kZeroAddress});
    expect_refusal(act(approve, kAlice, kZeroAddress, wanted),
                   {error::ERC20InvalidSpender, kZeroAddress});
    expect_refusal(act(transfer_from, kBob, kAlice, kCarol, wanted),
                   {error::ERC20InsufficientAllowance, kBob, amount(0), wanted});
}

TEST_F(Erc20, SafeTransferPassesOnTheTokensRefusal) {
    stand(Kind::kStandIn);
    expect_refusal(
        call([&](Tx& tx) { return safe_transfer(tx, ports_, kToken, kAlice, kBob, amount(101)); }),
        "ERC20: transfer amount exceeds balance");
    expect_refusal(call([&](Tx& tx) {
                       return safe_transfer_from(tx, ports_, kToken, kBob, kAlice, kCarol,
                                                 amount(1));
                   }),
                   "ERC20: insufficient allowance");
    EXPECT_TRUE(call([&](Tx& tx) {
                    return safe_transfer(tx, ports_, kToken, kAlice, kBob, amount(100));
                }).has_value());
    EXPECT_EQ(balance_now(kBob), amount(100));
}

TEST_F(Erc20, SafeTransferOfAnythingElseIsTheLibrarys) {
    stand(Kind::kStandIn);
    const auto to_stranger = [&](Tx& tx) {
        return safe_transfer(tx, ports_, kStranger, kAlice, kBob, amount(7));
    };
    answer_ = Bytes();
    EXPECT_TRUE(call(to_stranger).has_value());
    // transfer(0x…02, 7)
    EXPECT_EQ(to_hex(heard_),
              "0xa9059cbb0000000000000000000000000000000000000000000000000000000000000002"
              "0000000000000000000000000000000000000000000000000000000000000007");
    answer_ = abi_encode(true);
    EXPECT_TRUE(call(to_stranger).has_value());
    answer_ = abi_encode(false);
    expect_refusal(call(to_stranger), "SafeERC20: ERC20 operation did not succeed");
    answer_ = abi_encode(u256(2U));
    expect_refusal(call(to_stranger), Revert());
    answer_ = Bytes(31);
    expect_refusal(call(to_stranger), Revert());
    answer_ = std::unexpected(Revert("its own words"));
    expect_refusal(call(to_stranger), "its own words");
    answer_ = std::unexpected(Revert());
    expect_refusal(call(to_stranger), "SafeERC20: low-level call failed");
    expect_refusal(call([&](Tx& tx) {
                       return safe_transfer_from(tx, ports_, kCarol, kAlice, kAlice, kBob,
                                                 amount(1));
                   }),
                   "Address: call to non-contract");
}

TEST_F(Erc20, BalanceOfAnythingElseMustBeAnAnswer) {
    stand(Kind::kStandIn);
    const auto ask = [&](const Address& token) {
        return call([&](Tx& tx) { return balance_of(tx, ports_, token, kBob, kAlice); });
    };
    EXPECT_EQ(ask(kToken).value(), amount(100));
    answer_ = abi_encode(u256(5U));
    EXPECT_EQ(ask(kStranger).value(), amount(5));
    answer_ = Bytes(31);
    expect_refusal(ask(kStranger), Revert());
    answer_ = std::unexpected(Revert("no"));
    expect_refusal(ask(kStranger), "no");
    expect_refusal(ask(kCarol), Revert());
}

TEST_F(Erc20, FoldingTheLogsGivesTheSameState) {
    stand(Kind::kStandIn);
    State folded = s_;
    LogBuffer all;
    const auto keep = [&] {
        for (std::size_t i = 0; i < logs_.size(); ++i) all.append(logs_[i]);
    };
    ASSERT_TRUE(act(mint, kCarol, kBob, amount(9)).has_value());
    keep();
    ASSERT_TRUE(act(approve, kAlice, kBob, amount(50)).has_value());
    keep();
    ASSERT_TRUE(act(transfer_from, kBob, kAlice, kCarol, amount(20)).has_value());
    keep();
    ASSERT_TRUE(act(burn, kCarol, kAlice, amount(80)).has_value());
    keep();
    for (std::size_t i = 0; i < all.size(); ++i) EXPECT_TRUE(fold(undo_, folded, all[i]));
    EXPECT_EQ(folded, s_);
}

TEST_F(Erc20, FoldRefusesWhatCannotHaveHappened) {
    stand(Kind::kStandIn);
    LogBuffer logs;
    logs.append(kToken, Transfer{kAlice, kBob, amount(101)});
    logs.append(kToken, Transfer{kZeroAddress, kBob, Amount::max()});
    logs.append(kStranger, Transfer{kAlice, kBob, amount(1)});
    const State before = s_;
    for (std::size_t i = 0; i < logs.size(); ++i) EXPECT_FALSE(fold(undo_, s_, logs[i]));
    EXPECT_EQ(s_, before);
}

// Published: the ERC-20 interface, EIP-2612, OpenZeppelin 4.9's additions, the recorded runs' mint
// and burn.
TEST(Erc20Pins, Selectors) {
    const std::map<std::string, std::uint32_t> pins{
        {"DOMAIN_SEPARATOR()", 0x3644e515},
        {"allowance(address,address)", 0xdd62ed3e},
        {"approve(address,uint256)", 0x095ea7b3},
        {"balanceOf(address)", 0x70a08231},
        {"burn(address,uint256)", 0x9dc29fac},
        {"decimals()", 0x313ce567},
        {"decreaseAllowance(address,uint256)", 0xa457c2d7},
        {"increaseAllowance(address,uint256)", 0x39509351},
        {"mint(address,uint256)", 0x40c10f19},
        {"name()", 0x06fdde03},
        {"nonces(address)", 0x7ecebe00},
        {"permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", 0xd505accf},
        {"symbol()", 0x95d89b41},
        {"totalSupply()", 0x18160ddd},
        {"transfer(address,uint256)", 0xa9059cbb},
        {"transferFrom(address,address,uint256)", 0x23b872dd},
    };
    std::map<std::string, std::uint32_t> bound;
    for (const Kind kind : {Kind::kStandIn, Kind::kOpenZeppelin4, Kind::kOpenZeppelin5}) {
        for (const auto& f : face(kind).functions()) {
            bound[canonical_signature(f.declaration)] = f.selector.number();
        }
    }
    EXPECT_EQ(bound, pins);
    const std::map<Kind, std::size_t> sizes{
        {Kind::kStandIn, 11},       {Kind::kOpenZeppelin4, 14}, {Kind::kOpenZeppelin5, 12},
        {Kind::kOpenZeppelin3, 14}, {Kind::kMeth, 14},          {Kind::kFiatToken, 14},
        {Kind::kSolmate, 12},       {Kind::kWeth9, 9},
    };
    for (const auto& [kind, size] : sizes) EXPECT_EQ(face(kind).functions().size(), size);
}

TEST(Erc20Pins, Topics) {
    EXPECT_EQ(topic_of<Approval>(),
              "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"_hash);
    EXPECT_EQ(topic_of<Transfer>(),
              "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"_hash);
}

// ERC-6093; the rest from OpenZeppelin 5.
TEST(Erc20Pins, ErrorSelectors) {
    for (const CustomError& e : described_errors()) {
        EXPECT_EQ(first_four(keccak(e.signature)).number(), e.selector) << e.signature;
    }
}

}  // namespace
}  // namespace aq::erc20
