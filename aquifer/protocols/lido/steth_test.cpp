// SPDX-License-Identifier: Apache-2.0
// StETH's token functions, wstETH and the pool's stand-in: each rule's success and each refusal.
#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_stand_in.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_wsteth.hpp>
#include <aquifer/protocols/lido/testing.hpp>

#include <gtest/gtest.h>

namespace aq::lido {
namespace {

using testing::admin;
using testing::alice;
using testing::bob;
using testing::Sandbox;

constexpr Wei kWei{1_u256};

/// Alice has 100 stETH at a rate of one.
class StEthToken : public ::testing::Test {
protected:
    StEthToken() {
        box.fund(alice, 100e18_u256);
        AQ_ASSERT(
            box.pay(100e18_u256, steth::submit, alice, box.at.lido, kZeroAddress).has_value());
    }
    template <class Rule, class... Args>
    auto steth(Rule rule, const Address& sender, Args... args) {
        return box.call(rule, sender, box.at.lido, args...);
    }

    Sandbox box;
};

TEST_F(StEthToken, MovesSharesAndLogsBothAmounts) {
    EXPECT_TRUE(*steth(steth::transfer, alice, bob, Wei(3e18_u256)));
    EXPECT_EQ(box.order(), (testing::topics<Transfer, TransferShares>()));
    EXPECT_EQ(box.s.steth.shares[bob], Shares(3e18_u256));
    EXPECT_EQ(*steth(steth::transfer_shares, alice, bob, Shares(2_u256)), Wei(2_u256));
    EXPECT_EQ(box.s.steth.shares[bob], Shares(3000000000000000002_u256));
}

TEST_F(StEthToken, RefusesTransfersInTheContractsOrder) {
    EXPECT_TRUE(Sandbox::reverted("TRANSFER_FROM_ZERO_ADDR",
                                  steth(steth::transfer, kZeroAddress, kZeroAddress, kWei)));
    EXPECT_TRUE(Sandbox::reverted("TRANSFER_TO_ZERO_ADDR",
                                  steth(steth::transfer, alice, kZeroAddress, kWei)));
    EXPECT_TRUE(Sandbox::reverted("TRANSFER_TO_STETH_CONTRACT",
                                  steth(steth::transfer, alice, box.at.lido, kWei)));
    EXPECT_TRUE(Sandbox::reverted("BALANCE_EXCEEDED",
                                  steth(steth::transfer, alice, bob, Wei(100e18_u256) + kWei)));
    EXPECT_TRUE(
        Sandbox::reverted("ETH_TOO_LARGE", steth(steth::transfer, alice, bob, Wei(kUint128Max))));
    EXPECT_TRUE(Sandbox::reverted("SHARES_TOO_LARGE", steth(steth::transfer_shares_from, alice,
                                                            alice, bob, Shares(kUint128Max))));
    ASSERT_TRUE(steth(steth::stop, admin).has_value());
    EXPECT_TRUE(Sandbox::reverted("CONTRACT_IS_STOPPED", steth(steth::transfer, alice, bob, kWei)));
    // Approvals are not stopped.
    EXPECT_TRUE(steth(steth::approve, alice, bob, kWei).has_value());
}

TEST_F(StEthToken, SpendsAllowancesUnlessInfinite) {
    EXPECT_TRUE(Sandbox::reverted("ALLOWANCE_EXCEEDED",
                                  steth(steth::transfer_from, bob, alice, bob, kWei)));
    ASSERT_TRUE(steth(steth::approve, alice, bob, Wei(5_u256)).has_value());
    ASSERT_TRUE(steth(steth::transfer_from, bob, alice, bob, Wei(2_u256)).has_value());
    EXPECT_EQ(box.order(), (testing::topics<Approval, Transfer, TransferShares>()));
    EXPECT_EQ(box.events<Approval>()[0].value, Wei(3_u256));
    EXPECT_EQ(*steth(steth::transfer_shares_from, bob, alice, bob, Shares(3_u256)), Wei(3_u256));
    ASSERT_TRUE(steth(steth::approve, alice, bob, Wei::max()).has_value());
    ASSERT_TRUE(steth(steth::transfer_from, bob, alice, bob, Wei(2_u256)).has_value());
    EXPECT_EQ(box.order(), (testing::topics<Transfer, TransferShares>()));
}

TEST_F(StEthToken, ChangesAllowances) {
    EXPECT_TRUE(Sandbox::reverted("APPROVE_TO_ZERO_ADDR",
                                  steth(steth::approve, alice, kZeroAddress, kWei)));
    EXPECT_TRUE(Sandbox::reverted("APPROVE_FROM_ZERO_ADDR",
                                  steth(steth::approve, kZeroAddress, bob, kWei)));
    ASSERT_TRUE(*steth(steth::increase_allowance, alice, bob, Wei(5_u256)));
    ASSERT_TRUE(*steth(steth::decrease_allowance, alice, bob, Wei(2_u256)));
    EXPECT_EQ(box.events<Approval>()[0].value, Wei(3_u256));
    EXPECT_TRUE(Sandbox::reverted("ALLOWANCE_BELOW_ZERO",
                                  steth(steth::decrease_allowance, alice, bob, Wei(4_u256))));
    EXPECT_TRUE(Sandbox::reverted("MATH_ADD_OVERFLOW",
                                  steth(steth::increase_allowance, alice, bob, Wei::max())));
}

// Secret 1; its account is 0x7e5f4552091a69125d5dfcb7b8c2659029395bdf.
class StEthPermit : public StEthToken {
protected:
    static constexpr Hash kSecret =
        "0x0000000000000000000000000000000000000000000000000000000000000001"_hash;
    const Address owner = account_of(kSecret);

    /// r, s and v of a permit to bob for five wei with the given nonce.
    std::tuple<Hash, Hash, std::uint8_t> signed_permit(const u256& nonce, const u256& deadline) {
        const Hash typehash = keccak(std::string_view(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"));
        const Hash permitted =
            keccak(abi_encode(typehash, owner, bob, Wei(5_u256), nonce, deadline));
        const Bytes bytes =
            sign(eip712_digest(steth::domain_separator(box.s, box.block), permitted), kSecret);
        return {to_hash(load_be(bytes.data())), to_hash(load_be(bytes.data() + 32)), bytes[64]};
    }
    Result<void> permit(const Address& by, std::uint8_t v, const Hash& r, const Hash& s,
                        const u256& deadline) {
        return steth(steth::permit, alice, by, bob, Wei(5_u256), deadline, v, r, s);
    }
};

TEST_F(StEthPermit, ApprovesOnce) {
    const u256 deadline(box.block.time);
    const auto [r, s, v] = signed_permit(u256(), deadline);
    ASSERT_TRUE(permit(owner, v, r, s, deadline).has_value());
    EXPECT_EQ(box.events<Approval>()[0].value, Wei(5_u256));
    EXPECT_EQ(box.s.steth.nonces[owner], 1_u256);
    EXPECT_TRUE(Sandbox::reverted("INVALID_SIGNATURE", permit(owner, v, r, s, deadline)));
}

TEST_F(StEthPermit, RefusesWhatIsLateOrNoSignature) {
    const u256 deadline(box.block.time);
    const auto [r, s, v] = signed_permit(u256(), deadline);
    EXPECT_TRUE(Sandbox::reverted("DEADLINE_EXPIRED",
                                  permit(owner, v, r, s, wrapping_sub(deadline, 1_u256))));
    EXPECT_TRUE(Sandbox::reverted("ECDSA: invalid signature 's' value",
                                  permit(owner, v, r, to_hash(u256::max()), deadline)));
    EXPECT_TRUE(Sandbox::reverted("ECDSA: invalid signature", permit(owner, 29, r, s, deadline)));
    EXPECT_TRUE(Sandbox::reverted("INVALID_SIGNATURE", permit(bob, v, r, s, deadline)));
}

TEST_F(StEthPermit, AsksAnOwnerWithCode) {
    const Address wallet = box.contract("wallet");
    const u256 deadline(box.block.time);
    EXPECT_TRUE(
        Sandbox::reverted("INVALID_SIGNATURE", permit(wallet, 27, Hash(), Hash(), deadline)));
    box.answers[wallet] = abi_encode("0x1626ba7e"_selector);
    EXPECT_TRUE(permit(wallet, 27, Hash(), Hash(), deadline).has_value());
    box.refusing.insert(wallet);
    EXPECT_TRUE(
        Sandbox::reverted("INVALID_SIGNATURE", permit(wallet, 27, Hash(), Hash(), deadline)));
}

TEST_F(StEthToken, MintsToNobodyAndNeverAboveItsWidth) {
    Tx tx = box.transaction();
    const Call call = message(alice, box.at.lido);
    const auto mint = [&](const Address& to, Shares n) {
        return steth::mint(tx, box.ports, call, to, n);
    };
    EXPECT_TRUE(Sandbox::reverted("MINT_TO_ZERO_ADDR", mint(kZeroAddress, Shares(1_u256))));
    EXPECT_TRUE(Sandbox::reverted("MINT_TO_STETH_CONTRACT", mint(box.at.lido, Shares(1_u256))));
    EXPECT_TRUE(Sandbox::reverted("SHARES_OVERFLOW", mint(bob, Shares(kUint128Max))));
    EXPECT_TRUE(Sandbox::reverted("MATH_ADD_OVERFLOW", mint(bob, Shares::max())));
}

TEST_F(StEthToken, BurnsTheCallersOwn) {
    Tx tx = box.transaction();
    const auto burn = [&](const Address& from, const u256& n) {
        return steth::burn(tx, box.ports, message(from, box.at.lido), Shares(n));
    };
    EXPECT_TRUE(Sandbox::reverted("BURN_FROM_ZERO_ADDR", burn(kZeroAddress, 1_u256)));
    EXPECT_TRUE(Sandbox::reverted("BALANCE_EXCEEDED", burn(bob, 1_u256)));
    EXPECT_TRUE(burn(alice, 1_u256).has_value());
}

TEST_F(StEthToken, WrapsAndUnwraps) {
    EXPECT_TRUE(Sandbox::reverted("wstETH: can't wrap zero stETH",
                                  box.call(wsteth::wrap, alice, box.at.wsteth, Wei())));
    EXPECT_TRUE(Sandbox::reverted("wstETH: zero amount unwrap not allowed",
                                  box.call(wsteth::unwrap, alice, box.at.wsteth, erc20::Amount())));
    EXPECT_TRUE(Sandbox::reverted("ALLOWANCE_EXCEEDED",
                                  box.call(wsteth::wrap, alice, box.at.wsteth, kWei)));
    EXPECT_TRUE(
        Sandbox::reverted("ERC20: burn amount exceeds balance",
                          box.call(wsteth::unwrap, alice, box.at.wsteth, erc20::Amount(1_u256))));
    ASSERT_TRUE(steth(steth::approve, alice, box.at.wsteth, Wei::max()).has_value());
    EXPECT_EQ(*box.call(wsteth::wrap, alice, box.at.wsteth, Wei(7_u256)), erc20::Amount(7_u256));
    EXPECT_EQ(*box.call(wsteth::unwrap, alice, box.at.wsteth, erc20::Amount(7_u256)), Wei(7_u256));
}

TEST_F(StEthToken, EtherSentToWstethIsStakedAndWrapped) {
    box.fund(bob, 5e18_u256);
    ASSERT_TRUE(box.execute(message(bob, box.at.wsteth, Wei(5e18_u256)), {}).has_value());
    EXPECT_EQ(box.s.steth.shares[box.at.wsteth], Shares(5e18_u256));
    EXPECT_EQ(box.accounts.ether[box.at.lido], Wei(106e18_u256));
}

TEST(LidoStandIn, SetsItsPoolAndStopsOnlyTransfers) {
    Sandbox box;
    box.fund(alice, 10e18_u256);
    const Address lido = box.at.lido;
    EXPECT_TRUE(
        Sandbox::reverted("ZERO_DEPOSIT", box.call(stand_in::submit, alice, lido, kZeroAddress)));
    ASSERT_TRUE(box.call(stand_in::set_pooled, bob, lido, Wei(2e18_u256)).has_value());
    ASSERT_TRUE(box.call(stand_in::stop, bob, lido).has_value());
    EXPECT_EQ(box.order(), testing::topics<Stopped>());
    // One share is worth two wei: ten ether are five shares.
    EXPECT_EQ(*box.pay(10e18_u256, stand_in::submit, alice, lido, bob), Shares(5e18_u256));
    EXPECT_EQ(*box.s.steth.buffered, Wei(12e18_u256));
    ASSERT_TRUE(box.call(stand_in::burn_shares, alice, lido, Shares(1e18_u256)).has_value());
    const auto burnt = box.events<SharesBurnt>().at(0);
    EXPECT_EQ(burnt.pre_rebase_token_amount, Wei(2e18_u256));
    EXPECT_EQ(burnt.post_rebase_token_amount, Wei(2'400'000'000'000'000'000_u256));
    EXPECT_TRUE(Sandbox::reverted("CONTRACT_IS_STOPPED", box.call(stand_in::stop, bob, lido)));
    ASSERT_TRUE(box.call(stand_in::resume, bob, lido).has_value());
    EXPECT_TRUE(Sandbox::reverted("CONTRACT_IS_ACTIVE", box.call(stand_in::resume, bob, lido)));
}

TEST(LidoStandIn, AnEmptyPoolDividesByZeroWhichRevertsWithoutData) {
    Sandbox box;
    ASSERT_TRUE(box.call(stand_in::set_pooled, bob, box.at.lido, Wei()).has_value());
    const auto shares = steth::shares_by_pooled_eth_down(box.s, kWei);
    ASSERT_FALSE(shares.has_value());
    EXPECT_TRUE(shares.error().encode().empty());
}

}  // namespace
}  // namespace aq::lido
