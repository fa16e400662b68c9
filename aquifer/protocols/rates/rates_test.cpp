// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/fold.hpp>
#include <aquifer/protocols/rates/maths.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

#include <map>

namespace aq::rates {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

TEST(RateMaths, EachContractFailsInItsOwnWords) {
    const u256 max = u256::max();
    expect_refusal(safe_mul_div_down(max, 2, 1), "SafeMath: multiplication overflow");
    expect_refusal(safe_mul_div_down(1, 2, u256()), "SafeMath: division by zero");
    expect_refusal(checked_mul_div_down(max, 2, 1), Arithmetic::kOverflow);
    expect_refusal(checked_mul_div_down(1, 2, u256()), Arithmetic::kDivisionByZero);
    expect_refusal(solmate_mul_div_down(max, 2, 1), Revert());
    expect_refusal(solmate_mul_div_up(1, 2, u256()), Revert());
    expect_refusal(ud_div_down(1, u256()), Arithmetic::kDivisionByZero);
    EXPECT_EQ(solmate_mul_div_down(7, 3, 2).value(), u256(10U));
    EXPECT_EQ(solmate_mul_div_up(7, 3, 2).value(), u256(11U));
}

TEST(Rates, FrxEthIsWorthOneAndAStrangerNothing) {
    Sandbox box;
    EXPECT_EQ(exchange_rate(box.ports, box.block, kFrxEth).value(), Wei(kWad));
    expect_refusal(exchange_rate(box.ports, box.block, kAlice), Revert());
}

TEST(RatesFold, RefusesWhatCannotHaveHappened) {
    Sandbox box;
    LogBuffer logs;
    logs.append(kVault, reth::vault::EtherWithdrawn{keccak(std::string_view("rocketDepositPool")),
                                                    Wei(kEther), u256()});
    logs.append(kVault, reth::vault::EtherWithdrawn{Hash(), Wei(kEther), u256()});
    logs.append(kSfrxEth, frax::Withdraw{kAlice, kAlice, kAlice, Amount(kEther), Amount()});
    logs.append(kStaking, meth::AllocatedETHToDeposits{Wei(kEther)});
    logs.append(kRequests, meth::requests::UnstakeRequestCreated{u256(1U), kAlice, Amount(), Wei(),
                                                                 Wei(), u256()});
    logs.append(kRequests, meth::requests::UnstakeRequestClaimed{u256(), kAlice, Amount(), Wei(),
                                                                 Wei(), u256()});
    logs.append(kOracle, meth::OracleRecordAdded{u256(5U), {}});
    logs.append(kUpdater, staked::AllowanceReplenished{kAlice, kEther, kEther});
    logs.append(kAlice, sweth::Reprice{});
    const State before = box.state;
    for (std::size_t i = 0; i < logs.size(); ++i) {
        EXPECT_FALSE(fold(box.undo, box.ports, box.block, logs[i])) << i;
    }
    EXPECT_EQ(box.state, before);
}

// Published: the selectors of section 34 of the specification and the contracts' own interfaces.
TEST(RatePins, Selectors) {
    const std::vector<std::pair<const Face*, std::map<std::string, std::uint32_t>>> pins{
        {&reth_token_face(), {{"getExchangeRate()", 0xe6aa216c}}},
        {&cbeth_face(), {{"exchangeRate()", 0x3ba0b9a9}}},
        {&wbeth_face(), {{"exchangeRate()", 0x3ba0b9a9}, {"deposit(address)", 0xf340fa01}}},
        {&meth_staking_face(), {{"mETHToETH(uint256)", 0x5890c11c}}},
        {&sfrxeth_face(),
         {{"pricePerShare()", 0x99530b06}, {"deposit(uint256,address)", 0x6e553f65}}},
        {&sweth_face(), {{"swETHToETHRate()", 0xd68b2cb6}, {"getRate()", 0x679aefce}}},
    };
    for (const auto& [face, selectors] : pins) {
        for (const auto& [signature, selector] : selectors) {
            const auto* f = face->find(Selector::of(selector));
            ASSERT_NE(f, nullptr) << signature;
            EXPECT_EQ(canonical_signature(f->declaration), signature);
        }
    }
}

TEST(RatePins, ErrorSelectors) {
    for (const CustomError& e : described_errors()) {
        EXPECT_EQ(first_four(keccak(e.signature)).number(), e.selector) << e.signature;
    }
}

// The topics of section 34 of the specification, and of the contracts' interfaces.
TEST(RatePins, Topics) {
    EXPECT_EQ(topic_of<reth::EtherDeposited>(),
              "0xef51b4c870b8b0100eae2072e91db01222a303072af3728e58c9d4d2da33127f"_hash);
    EXPECT_EQ(topic_of<reth::TokensMinted>(),
              "0x6155cfd0fd028b0ca77e8495a60cbe563e8bce8611f0aad6fedbdaafc05d44a2"_hash);
    EXPECT_EQ(topic_of<reth::TokensBurned>(),
              "0x19783b34589160c168487dc7f9c51ae0bcefe67a47d6708fba90f6ce0366d3d1"_hash);
    EXPECT_EQ(topic_of<reth::BalancesSubmitted>(),
              "0x9b240d5b912ab6df93782930ae851a85b25e5a419c05cbb84d1b9e4b86a3c573"_hash);
    EXPECT_EQ(topic_of<reth::BalancesUpdated>(),
              "0xdd27295717c4fbd48b1840f846e18be6f0b7bd6b55608e697e53b15848cecdf9"_hash);
    EXPECT_EQ(topic_of<reth::DepositReceived>(),
              "0x7aa1a8eb998c779420645fc14513bf058edb347d95c2fc2e6845bdc22f888631"_hash);
    EXPECT_EQ(topic_of<reth::DepositRecycled>(),
              "0x3a6614e80d02b57255cbb1f8305fbeca53d7e05a4b779d406279196608512925"_hash);
    EXPECT_EQ(topic_of<reth::ExcessWithdrawn>(),
              "0x992f462cfb62e164bd03bf07baf2cffce83fbd9370cae10635842b2020012120"_hash);
    EXPECT_EQ(topic_of<reth::vault::EtherDeposited>(),
              "0xbf25d6cb74c97a403cfab1c4c0abc9ffe3edd964de9924de0565f5ffe3d6ca79"_hash);
    EXPECT_EQ(topic_of<reth::vault::EtherWithdrawn>(),
              "0xfc06bd2dc22238bad571c0432cfc04aee3d074be8cd974c9a9151e99df57e72b"_hash);
    EXPECT_EQ(topic_of<staked::Blacklisted>(),
              "0xffa4e6181777692565cf28528fc88fd1516ea86b56da075235fa575af6a4b855"_hash);
    EXPECT_EQ(topic_of<staked::Burn>(),
              "0xcc16f5dbb4873280815c1ee09dbd06736cffcc184412cf7a71a0fdb75d397ca5"_hash);
    EXPECT_EQ(topic_of<staked::ExchangeRateUpdated>(),
              "0x0b4e9390054347e2a16d95fd8376311b0d2deedecba526e9742bcaa40b059f0b"_hash);
    EXPECT_EQ(topic_of<staked::Mint>(),
              "0xab8530f87dc9b59234c4623bf917212bb2536d647574c8e7e5da92c2ede0c9f8"_hash);
    EXPECT_EQ(topic_of<staked::MinterConfigured>(),
              "0x46980fca912ef9bcdbd36877427b6b90e860769f604e89c0e67720cece530d20"_hash);
    EXPECT_EQ(topic_of<staked::MinterRemoved>(),
              "0xe94479a9f7e1952cc78f2d6baab678adc1b772d936c6583def489e524cb66692"_hash);
    EXPECT_EQ(topic_of<staked::OracleUpdated>(),
              "0x3df77beb5db05fcdd70a30fc8adf3f83f9501b68579455adbd100b8180940394"_hash);
    EXPECT_EQ(topic_of<staked::Pause>(),
              "0x6985a02210a168e66602d3235cb6db0e70f92b3ba4d376a33c0f3d9434bff625"_hash);
    EXPECT_EQ(topic_of<staked::UnBlacklisted>(),
              "0x117e3210bb9aa7d9baff172026820255c6f6c30ba8999d1c2fd88e2848137c4e"_hash);
    EXPECT_EQ(topic_of<staked::Unpause>(),
              "0x7805862f689e2f13df9f062ff482ad3ad112aca9e0847911ed832e158c525b33"_hash);
    EXPECT_EQ(topic_of<staked::DepositEth>(),
              "0xe32c4b34261b430739ef30d727d062f9fdd6410be2080e6fd875a6015f40de83"_hash);
    EXPECT_EQ(topic_of<staked::AllowanceReplenished>(),
              "0x37c856889da73e6bbe7d58cd39546fc6619ef62cbad51f4acbad45d6b7247fa0"_hash);
    EXPECT_EQ(topic_of<staked::CallerConfigured>(),
              "0xd471a172f23699e5022a18bcbb4025d085f6ca049fa7411510eac07e9a152512"_hash);
    EXPECT_EQ(topic_of<staked::CallerRemoved>(),
              "0x50c35a67b454d38c20800d5b55e320f58f4c9c86a28d8ab20f03045d1a38d99a"_hash);
    EXPECT_EQ(topic_of<frax::TokenMinterMinted>(),
              "0xe0dcb47e0eb67e20e87f3e34aab31c669ecec7466e8b7fb329d586dadebac6b6"_hash);
    EXPECT_EQ(topic_of<frax::ETHSubmitted>(),
              "0x29b3e86ecfd94a32218997c40b051e650e4fd8c97fc7a4d266be3f7c61c5205b"_hash);
    EXPECT_EQ(topic_of<frax::Deposit>(),
              "0xdcbc1c05240f31ff3ad067ef1ee35ce4997762752e3a095284754544f4c709d7"_hash);
    EXPECT_EQ(topic_of<frax::Withdraw>(),
              "0xfbde797d201c681b91056529119e0b02407c7bb96a4a2c75c01fc9667232c8db"_hash);
    EXPECT_EQ(topic_of<frax::NewRewardsCycle>(),
              "0x2fa39aac60d1c94cda4ab0e86ae9c0ffab5b926e5b827a4ccba1d9b5b2ef596e"_hash);
    EXPECT_EQ(topic_of<sweth::ETHDepositReceived>(),
              "0xe28a9e1df63912c0c77b586c53595df741cbbc554d6831e40f1b5453199a9630"_hash);
    EXPECT_EQ(topic_of<sweth::Reprice>(),
              "0xf0e4379b3fd6b436bf73f47761c746a33d02bbd47835cbd8050b130fb2c6db2e"_hash);
    EXPECT_EQ(topic_of<sweth::ETHReceived>(),
              "0xbfe611b001dfcd411432f7bf0d79b82b4b2ee81511edac123a3403c357fb972a"_hash);
    EXPECT_EQ(topic_of<meth::AllocatedETHToDeposits>(),
              "0x9d04ecb465d2c8754acb798a22293dd26215a1c2f7a2a56607afa215c1aadc77"_hash);
    EXPECT_EQ(topic_of<meth::AllocatedETHToLiquidityBuffer>(),
              "0x9ad8dfd80f6133e7b25d5bea633a9c94aa5cb4bcbc56fb2738a7dc4b06733884"_hash);
    EXPECT_EQ(topic_of<meth::AllocatedETHToUnstakeRequestsManager>(),
              "0xfe89805cf5299ef9fbd1d1ddefb8dcc3fa9408064d2ea31e3fca6565768f5217"_hash);
    EXPECT_EQ(topic_of<meth::ReturnsReceived>(),
              "0x4cbb9d73b003a252cee3f2ee51d8d65a562af35eebb23730dd4a76d68127b370"_hash);
    EXPECT_EQ(topic_of<meth::Staked>(),
              "0x1449c6dd7851abc30abf37f57715f492010519147cc2652fbc38202c18a6ee90"_hash);
    EXPECT_EQ(topic_of<meth::UnstakeRequested>(),
              "0xcbb10a3603d92dc1f9db6996b88539fbd521bb4144891e34c75b05c341c18379"_hash);
    EXPECT_EQ(topic_of<meth::UnstakeRequestClaimed>(),
              "0xbac6b2cb68f9205537fb1489571de5d98c9492cd5e1c7581b81cbb5932753aa8"_hash);
    EXPECT_EQ(topic_of<meth::requests::UnstakeRequestCreated>(),
              "0xed5afdabca1838de7f5496f997e6e788ad3207f6299f64700e63435813b7ade4"_hash);
    EXPECT_EQ(topic_of<meth::requests::UnstakeRequestClaimed>(),
              "0x5de6f9e4fdf1b740a7ba3b485303743eec250be281a2dd4df046c7fcecbdb04d"_hash);
    EXPECT_EQ(topic_of<meth::OraclePendingUpdateRejected>(),
              "0x4b640a37d59363bc1349d416626728534e5c58049e5f64f50f1090cabf152ab1"_hash);
    EXPECT_EQ(topic_of<meth::OracleRecordAdded>(),
              "0x3c2dada747e62514e16b7263ff08ee5566260a1a36eb50e2752f577f8f29974f"_hash);
    EXPECT_EQ(topic_of<meth::OracleRecordFailedSanityCheck>(),
              "0xc51d8bb32a3937963ee762598769c0e402bdbed204707576884f84040cf542cf"_hash);
    EXPECT_EQ(topic_of<meth::FeesCollected>(),
              "0x860c0aa5520013080c2f65981705fcdea474d9f7c3daf954656ed5e65d692d1f"_hash);
    EXPECT_EQ(topic_of<meth::FlagUpdated>(),
              "0x8a3a9d8f1181b67c292c06a0fb9284581af58bc4284d19bb07bb153d65a4ee80"_hash);
}

}  // namespace
}  // namespace aq::rates
