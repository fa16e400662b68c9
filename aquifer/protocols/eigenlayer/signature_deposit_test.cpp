// SPDX-License-Identifier: Apache-2.0
/// StrategyManager.depositIntoStrategyWithSignature: the caller's tokens, the signer's shares.
#include <aquifer/eth/signature.hpp>
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using erc20::Transfer;
using testing::Sandbox;
using testing::topics;

class SignatureDeposits : public ::testing::Test {
protected:
    Sandbox box;
    const Hash key = keccak("staker's key");
    const Address staker = account_of(key);
    const Address payer = Sandbox::account("payer");
    const Address token = box.token("TKN");
    const Address strategy = box.strategy("TKN strategy", token);
    const u256 now{box.block.time};

    SignatureDeposits() {
        box.mint(token, payer, 1000);
        box.approve(token, payer, box.at.strategy_manager);
    }
    /// Made without the code under test: the domain is the specification's (section 3.6).
    [[nodiscard]] Hash digest(const u256& amount, const u256& nonce, const u256& expiry) const {
        const Hash domain =
            "0x7c2f5724769520ee7544a4791200f9aa455f6f21afc2d346341bbce85843ac90"_hash;
        const Hash type = keccak(
            "Deposit(address staker,address strategy,address token,uint256 amount,uint256 nonce,"
            "uint256 expiry)");
        const Hash inner = keccak(abi_encode(type, staker, strategy, token, amount, nonce, expiry));
        return eip712_digest(domain, inner);
    }
    [[nodiscard]] Bytes signed_for(const u256& amount, const u256& nonce,
                                   const u256& expiry) const {
        return sign(digest(amount, nonce, expiry), key);
    }
    Result<Shares> deposit(const u256& amount, const Address& for_staker, const u256& expiry,
                           const Bytes& signature) {
        return box.call(strategy_manager::deposit_into_strategy_with_signature, payer,
                        box.at.strategy_manager, strategy, token, Amount(amount), for_staker,
                        expiry, signature);
    }
    [[nodiscard]] u256 nonce() const { return box.s.strategy_manager.nonces[staker]; }
};

TEST_F(SignatureDeposits, TakeTheCallersTokensAndGiveTheSignerShares) {
    EXPECT_EQ(deposit(70, staker, now, signed_for(70, 0, now)).value(), Shares(70));
    EXPECT_EQ(box.order(),
              (topics<Transfer, ExchangeRateEmitted, Deposit, DepositScalingFactorUpdated>()));
    EXPECT_EQ(box.events<Transfer>().at(0).from, payer);
    EXPECT_EQ(box.events<Transfer>().at(0).to, strategy);
    EXPECT_EQ(box.events<Deposit>().at(0).staker, staker);
    EXPECT_EQ(nonce(), 1_u256);
    EXPECT_EQ(strategy_manager::staker_deposit_shares(box.s, staker, strategy), DepositShares(70));
    EXPECT_EQ(strategy_manager::staker_deposit_shares(box.s, payer, strategy), DepositShares());
}

TEST_F(SignatureDeposits, SignTheDigestThatTheContractAnswers) {
    EXPECT_EQ(box.ask(strategy_manager::calculate_strategy_deposit_digest_hash,
                      box.at.strategy_manager, staker, strategy, token, Amount(70), 3_u256, now),
              digest(70, 3, now));
}

TEST_F(SignatureDeposits, ExpireAfterTheSecondTheyName) {
    const u256 past{box.block.time - 1};
    EXPECT_TRUE(Sandbox::reverted(error::SignatureExpired,
                                  deposit(70, staker, past, signed_for(70, 0, past))));
    // Expiry is looked at before the signature.
    EXPECT_TRUE(Sandbox::reverted(error::SignatureExpired, deposit(70, staker, past, {})));
    EXPECT_TRUE(deposit(70, staker, now, signed_for(70, 0, now)));
}

TEST_F(SignatureDeposits, AreForOneStakerStrategyTokenAmountNonceAndExpiry) {
    const Bytes good = signed_for(70, 0, now);
    const auto refused = [&](const Result<Shares>& result) {
        return Sandbox::reverted(error::InvalidSignature, result);
    };
    EXPECT_TRUE(refused(deposit(71, staker, now, good)));
    EXPECT_TRUE(refused(deposit(70, staker, wrapping_add(now, 1_u256), good)));
    EXPECT_TRUE(refused(deposit(70, payer, now, good)));
    EXPECT_TRUE(refused(deposit(70, staker, now, signed_for(70, 1, now))));
    const Address other_token = box.token("OTHER");
    const auto elsewhere = [&](const Address& to, const Address& of) {
        return box.call(strategy_manager::deposit_into_strategy_with_signature, payer,
                        box.at.strategy_manager, to, of, Amount(70), staker, now, good);
    };
    EXPECT_TRUE(refused(elsewhere(box.strategy("OTHER strategy", other_token), token)));
    EXPECT_TRUE(refused(elsewhere(strategy, other_token)));
    EXPECT_EQ(nonce(), 0_u256);
}

TEST_F(SignatureDeposits, CannotBeReplayed) {
    const Bytes signature = signed_for(70, 0, now);
    ASSERT_TRUE(deposit(70, staker, now, signature));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidSignature, deposit(70, staker, now, signature)));
    EXPECT_TRUE(deposit(70, staker, now, signed_for(70, 1, now)));
    EXPECT_EQ(nonce(), 2_u256);
}

TEST_F(SignatureDeposits, KeepTheirNonceWhenTheDepositFails) {
    box.undo.set(box.s.strategy_manager.is_whitelisted, strategy, false);
    const Bytes signature = signed_for(70, 0, now);
    EXPECT_TRUE(
        Sandbox::reverted(error::StrategyNotWhitelisted, deposit(70, staker, now, signature)));
    EXPECT_EQ(nonce(), 0_u256);
    box.undo.set(box.s.strategy_manager.is_whitelisted, strategy, true);
    EXPECT_TRUE(deposit(70, staker, now, signature));
}

// README, "Not modelled": nobody asks the contract (EIP-1271).
TEST_F(SignatureDeposits, ByAContractAreRefused) {
    const Address wallet = box.registrar("a wallet");
    EXPECT_TRUE(Sandbox::reverted(error::InvalidSignature, deposit(70, wallet, now, {})));
    EXPECT_TRUE(Sandbox::reverted(error::InvalidSignature,
                                  deposit(70, wallet, now, signed_for(70, 0, now))));
}

TEST_F(SignatureDeposits, ByAKeyCountEvenWhereCodeStands) {
    // An account with delegated code (EIP-7702): the key is tried first.
    aq::move::deploy(box.undo, box.accounts, staker, box.accounts.code[box.at.eth_pos]);
    EXPECT_TRUE(deposit(70, staker, now, signed_for(70, 0, now)));
}

TEST_F(SignatureDeposits, ByNobodyAreNotTheZeroAddress) {
    EXPECT_TRUE(Sandbox::reverted(error::InvalidSignature, deposit(70, kZeroAddress, now, {})));
    EXPECT_TRUE(
        Sandbox::reverted(error::InvalidSignature, deposit(70, kZeroAddress, now, Bytes(65, 0))));
}

TEST_F(SignatureDeposits, StopWithTheOtherDeposits) {
    box.undo.set(box.s.access.paused, box.at.strategy_manager, u256(1));
    // Before anything is said of the signature.
    EXPECT_TRUE(Sandbox::reverted(error::CurrentlyPaused, deposit(70, staker, 0_u256, {})));
}

}  // namespace
}  // namespace aq::eigenlayer
