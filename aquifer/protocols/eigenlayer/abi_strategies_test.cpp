// SPDX-License-Identifier: Apache-2.0
/// The faces of the StrategyManager, the strategies and the StrategyFactory: their functions by
/// their published selectors, and views asked by calldata.
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

#include <span>

namespace aq::eigenlayer::testing {

namespace {

// The published selectors (specification, annex A: of the contract itself, of its fixed-address
// getters, of pausable and owned contracts), in ascending order. Each was computed again with
// another Keccak, pycryptodome's, and the sets are those of the contracts' Go bindings in v1.12.0
// (pkg/bindings).
constexpr std::array<Pin, 44> kManager{{
    {0x136439dd, "pause(uint256)"},
    {0x1794bb3c, "initialize(address,address,uint256)"},
    {0x2d44def6, "clearBurnOrRedistributableSharesByStrategy((address,uint32),uint256,address)"},
    {0x2eae418c, "withdrawSharesAsTokens(address,address,address,uint256)"},
    {0x31f8fb4c, "getBurnOrRedistributableShares((address,uint32),uint256)"},
    {0x32e89ace, "depositIntoStrategyWithSignature(address,address,uint256,address,uint256,bytes)"},
    {0x36a8c500, "getStrategiesWithBurnableShares()"},
    {0x3f292b08, "getPendingOperatorSets()"},
    {0x3fb99ca5, "increaseBurnOrRedistributableShares((address,uint32),uint256,address,uint256)"},
    {0x48825e94, "DEPOSIT_TYPEHASH()"},
    {0x4b6d5d6e, "burnShares(address)"},
    {0x50ff7225, "addShares(address,address,uint256)"},
    {0x54fd4d50, "version()"},
    {0x595c6a67, "pauseAll()"},
    {0x5ac86ab7, "paused(uint8)"},
    {0x5c975abb, "paused()"},
    {0x5de08ff2, "addStrategiesToDepositWhitelist(address[])"},
    {0x663c1de4, "strategyIsWhitelistedForDeposit(address)"},
    {0x715018a6, "renounceOwnership()"},
    {0x724af423, "removeDepositShares(address,address,uint256)"},
    {0x76fb162b, "getBurnOrRedistributableShares((address,uint32),uint256,address)"},
    {0x7def1564, "getPendingSlashIds((address,uint32))"},
    {0x7ecebe00, "nonces(address)"},
    {0x829fca73, "getBurnOrRedistributableCount((address,uint32),uint256)"},
    {0x886f1195, "pauserRegistry()"},
    {0x88c10299, "clearBurnOrRedistributableShares((address,uint32),uint256)"},
    {0x8b8aac3c, "stakerStrategyListLength(address)"},
    {0x8da5cb5b, "owner()"},
    {0x94f649dd, "getDeposits(address)"},
    {0x967fc0d2, "strategyWhitelister()"},
    {0x9ac01d61,
     "calculateStrategyDepositDigestHash(address,address,address,uint256,uint256,"
     "uint256)"},
    {0xb5d8b5b8, "removeStrategiesFromDepositWhitelist(address[])"},
    {0xc6656702, "setStrategyWhitelister(address)"},
    {0xca8aa7c7, "allocationManager()"},
    {0xcbc2bd62, "stakerStrategyList(address,uint256)"},
    {0xde44acb6, "getStakerStrategyList(address)"},
    {0xdf5cf723, "delegation()"},
    {0xe7a050aa, "depositIntoStrategy(address,address,uint256)"},
    {0xf2fde38b, "transferOwnership(address)"},
    {0xf3b4a000, "DEFAULT_BURN_ADDRESS()"},
    {0xf698da25, "domainSeparator()"},
    {0xfabc1cbc, "unpause(uint256)"},
    {0xfd980423, "getBurnableShares(address)"},
    {0xfe243a17, "stakerDepositShares(address,address)"},
}};

constexpr std::array<Pin, 22> kBase{{
    {0x03e3e6eb, "beforeRemoveShares(address,uint256)"},
    {0x136439dd, "pause(uint256)"},
    {0x2495a599, "underlyingToken()"},
    {0x39b70e38, "strategyManager()"},
    {0x3a98ef39, "totalShares()"},
    {0x47e7ef24, "deposit(address,uint256)"},
    {0x553ca5f8, "userUnderlyingView(address)"},
    {0x595c6a67, "pauseAll()"},
    {0x5ac86ab7, "paused(uint8)"},
    {0x5c975abb, "paused()"},
    {0x73e3c280, "beforeAddShares(address,uint256)"},
    {0x7a8b2637, "sharesToUnderlyingView(uint256)"},
    {0x886f1195, "pauserRegistry()"},
    {0x8c871019, "underlyingToShares(uint256)"},
    {0x8f6a6240, "userUnderlying(address)"},
    {0xab5921e1, "explanation()"},
    {0xc4d66de8, "initialize(address)"},
    {0xce7c2ac2, "shares(address)"},
    {0xd9caed12, "withdraw(address,address,uint256)"},
    {0xe3dae51c, "underlyingToSharesView(uint256)"},
    {0xf3e73875, "sharesToUnderlying(uint256)"},
    {0xfabc1cbc, "unpause(uint256)"},
}};

// StrategyBaseTVLLimits, beyond StrategyBase.
constexpr std::array<Pin, 5> kCapped{{
    {0x11c70c9d, "setTVLLimits(uint256,uint256)"},
    {0x43fe08b0, "maxPerDeposit()"},
    {0x61b01b5d, "maxTotalDeposits()"},
    {0xa6ab36f2, "initialize(uint256,uint256,address)"},
    {0xdf6fadc1, "getTVLLimits()"},
}};

// DurationVaultStrategy, beyond StrategyBase.
constexpr std::array<Pin, 35> kVault{{
    {0x03ee438c, "metadataURI()"},
    {0x0fb5a6b4, "duration()"},
    {0x11c70c9d, "setTVLLimits(uint256,uint256)"},
    {0x1f1cc9a3, "maturedAt()"},
    {0x43fe08b0, "maxPerDeposit()"},
    {0x53fd3e81, "updateMetadataURI(string)"},
    {0x5438a8c7, "operatorIntegrationConfigured()"},
    {0x549c4627, "depositsOpen()"},
    {0x59d915ff, "operatorSetRegistered()"},
    {0x61b01b5d, "maxTotalDeposits()"},
    {0x6325f655, "advanceToWithdrawals()"},
    {0x6cc6cde1, "arbitrator()"},
    {0x6d8690a9, "markMatured()"},
    {0x7f2b6a0d, "isMatured()"},
    {0x8a2fc4e3, "rewardsCoordinator()"},
    {0x94aad677, "withdrawalsOpen()"},
    {0x99be81c8, "updateOperatorMetadataURI(string)"},
    {0x9ef35710, "strategyFactory()"},
    {0xa4e2d634, "isLocked()"},
    {0xaa082a9d, "unlockTimestamp()"},
    {0xaa5dec6f, "unlockAt()"},
    {0xaf6eb2be, "updateTVLLimits(uint256,uint256)"},
    {0xb2163482, "lockedAt()"},
    {0xb4e20f13, "updateDelegationApprover(address)"},
    {0xb501d660, "setRewardsClaimer(address)"},
    {0xba28fd2e, "stakeCap()"},
    {0xc19d93fb, "state()"},
    {0xc2cca26d,
     "initialize((address,address,address,uint32,uint256,uint256,string,(address,uint32),bytes,"
     "address,string))"},
    {0xca8aa7c7, "allocationManager()"},
    {0xd4deae81, "operatorSetInfo()"},
    {0xdf6fadc1, "getTVLLimits()"},
    {0xe7f6f225, "vaultAdmin()"},
    {0xea4d3c9b, "delegationManager()"},
    {0xf83d08ba, "lock()"},
    {0xfb4d86b4, "allocationsActive()"},
}};

constexpr std::array<Pin, 22> kFactory{{
    {0x136439dd, "pause(uint256)"},
    {0x23103c41, "blacklistTokens(address[])"},
    {0x3101d531, "durationVaultsByToken(address,uint256)"},
    {0x39b70e38, "strategyManager()"},
    {0x581dfd65, "deployedStrategies(address)"},
    {0x595c6a67, "pauseAll()"},
    {0x5ac86ab7, "paused(uint8)"},
    {0x5c975abb, "paused()"},
    {0x6b9b6229, "deployNewStrategy(address)"},
    {0x715018a6, "renounceOwnership()"},
    {0x886f1195, "pauserRegistry()"},
    {0x8da5cb5b, "owner()"},
    {0x9e4f2dcd, "durationVaultBeacon()"},
    {0xa5dae840, "getDurationVaults(address)"},
    {0xb768ebc9, "whitelistStrategies(address[])"},
    {0xcd6dc687, "initialize(address,uint256)"},
    {0xf0062d9a, "strategyBeacon()"},
    {0xf2fde38b, "transferOwnership(address)"},
    {0xfabc1cbc, "unpause(uint256)"},
    {0xfb515303,
     "deployDurationVaultStrategy((address,address,address,uint32,uint256,uint256,"
     "string,(address,uint32),bytes,address,string))"},
    {0xfe38b32d, "removeStrategiesFromWhitelist(address[])"},
    {0xfe575a87, "isBlacklisted(address)"},
}};

/// That a face has the functions of these tables and no other.
void expect_exactly(const Face& face, std::initializer_list<std::span<const Pin>> tables) {
    std::vector<Pin> pins;
    for (const std::span<const Pin> table : tables) {
        pins.insert(pins.end(), table.begin(), table.end());
    }
    std::ranges::sort(pins, {}, &Pin::selector);
    ASSERT_EQ(face.functions().size(), pins.size());
    for (std::size_t i = 0; i < pins.size(); ++i) {
        EXPECT_EQ(face.functions()[i].selector, Selector::of(pins[i].selector))
            << pins[i].signature;
        EXPECT_EQ(canonical_signature(face.functions()[i].declaration), pins[i].signature);
    }
}

class StrategyFaces : public ::testing::Test {
protected:
    Sandbox box;
    const Address alice = Sandbox::account("alice");
    const Address token = box.token("TKN");
    const Address strategy = box.strategy("TKN strategy", token);

    template <class... T>
    Result<Bytes> ask(const Face& face, const Address& to, const Selector& selector,
                      const T&... args) {
        return box.send(face, {alice, to, Wei(), selector}, abi_call(selector, args...));
    }
    template <class... T>
    Result<Bytes> ask_manager(const Selector& selector, const T&... args) {
        return ask(strategy_manager_face(), box.at.strategy_manager, selector, args...);
    }
    template <class... T>
    Result<Bytes> ask_strategy(const Selector& selector, const T&... args) {
        return ask(strategy_base_face(), strategy, selector, args...);
    }
};

}  // namespace

TEST(StrategiesAbi, TheManagerHasExactlyItsPublishedFunctions) {
    expect_exactly(strategy_manager_face(), {kManager});
}

TEST(StrategiesAbi, AStrategyHasExactlyItsPublishedFunctions) {
    expect_exactly(strategy_base_face(), {kBase});
}

TEST(StrategiesAbi, ACappedStrategyAddsItsLimits) {
    expect_exactly(strategy_capped_face(), {kBase, kCapped});
}

TEST(StrategiesAbi, AVaultAddsItsOwn) {
    expect_exactly(duration_vault_face(), {kBase, kVault});
}

TEST(StrategiesAbi, TheFactoryHasExactlyItsPublishedFunctions) {
    expect_exactly(strategy_factory_face(), {kFactory});
}

TEST(StrategiesAbi, NoFunctionTakesEther) {
    for (const Face* face :
         {&strategy_manager_face(), &strategy_base_face(), &strategy_capped_face(),
          &duration_vault_face(), &strategy_factory_face()}) {
        for (const auto& function : face->functions()) {
            EXPECT_FALSE(function.payable) << function.declaration;
        }
    }
}

TEST_F(StrategyFaces, ConstantsAreThoseOfTheDeployment) {
    EXPECT_EQ(ask_manager("0xf3b4a000"_selector),
              abi_encode("0x00000000000000000000000000000000000e16e4"_address));
    EXPECT_EQ(
        ask_manager("0x48825e94"_selector),
        abi_encode("0x4337f82d142e41f2a8c10547cd8c859bddb92262a61058e77842e24d9dea9224"_hash));
    // Mainnet's, specification, section 3.6.
    EXPECT_EQ(
        ask_manager("0xf698da25"_selector),
        abi_encode("0x7c2f5724769520ee7544a4791200f9aa455f6f21afc2d346341bbce85843ac90"_hash));
    EXPECT_EQ(ask_manager("0x54fd4d50"_selector), abi_encode(std::string("1.12.0")));
    EXPECT_EQ(ask_manager("0xdf5cf723"_selector), abi_encode(box.at.delegation_manager));
    EXPECT_EQ(ask_manager("0xca8aa7c7"_selector), abi_encode(box.at.allocation_manager));
    EXPECT_EQ(ask_strategy("0x39b70e38"_selector), abi_encode(box.at.strategy_manager));
    EXPECT_EQ(ask_strategy("0x2495a599"_selector), abi_encode(token));
}

TEST_F(StrategyFaces, ADepositByCalldataShowsInTheViews) {
    box.mint(token, alice, 100_u256);
    box.approve(token, alice, box.at.strategy_manager);
    EXPECT_EQ(ask_manager("0xe7a050aa"_selector, strategy, token, 60_u256), abi_encode(60_u256));
    EXPECT_EQ(ask_manager("0x94f649dd"_selector, alice),
              abi_encode(std::vector{strategy}, std::vector{60_u256}));
    EXPECT_EQ(ask_manager("0xde44acb6"_selector, alice), abi_encode(std::vector{strategy}));
    EXPECT_EQ(ask_manager("0x8b8aac3c"_selector, alice), abi_encode(1_u256));
    EXPECT_EQ(ask_manager("0xcbc2bd62"_selector, alice, 0_u256), abi_encode(strategy));
    // Past the end of an array Solidity's getter reverts without data.
    EXPECT_TRUE(box.reverted(Revert(), ask_manager("0xcbc2bd62"_selector, alice, 1_u256)));
    EXPECT_EQ(ask_manager("0xfe243a17"_selector, alice, strategy), abi_encode(60_u256));
    EXPECT_EQ(ask_manager("0x663c1de4"_selector, strategy), abi_encode(true));

    EXPECT_EQ(ask_strategy("0x3a98ef39"_selector), abi_encode(60_u256));
    EXPECT_EQ(ask_strategy("0xce7c2ac2"_selector, alice), abi_encode(60_u256));
    // A gift of 530: the rate is (590 + 1000) / (60 + 1000) = 1.5.
    box.mint(token, strategy, 530_u256);
    EXPECT_EQ(ask_strategy("0xf3e73875"_selector, 60_u256), abi_encode(90_u256));
    EXPECT_EQ(ask_strategy("0x7a8b2637"_selector, 61_u256), abi_encode(91_u256));
    EXPECT_EQ(ask_strategy("0x8c871019"_selector, 90_u256), abi_encode(60_u256));
    EXPECT_EQ(ask_strategy("0xe3dae51c"_selector, 91_u256), abi_encode(60_u256));
    EXPECT_EQ(ask_strategy("0x8f6a6240"_selector, alice), abi_encode(90_u256));
    EXPECT_EQ(ask_strategy("0x553ca5f8"_selector, alice), abi_encode(90_u256));
}

TEST_F(StrategyFaces, OldBurnableSharesAreNone) {
    EXPECT_EQ(ask_manager("0xfd980423"_selector, strategy), abi_encode(0_u256));
    EXPECT_EQ(ask_manager("0x36a8c500"_selector),
              abi_encode(std::vector<Address>(), std::vector<u256>()));
    ASSERT_EQ(ask_manager("0x4b6d5d6e"_selector, strategy), Bytes());
    EXPECT_EQ(box.order(), topics<BurnableSharesDecreased>());
    EXPECT_EQ(box.events<BurnableSharesDecreased>().at(0).strategy, strategy);
    EXPECT_EQ(box.events<BurnableSharesDecreased>().at(0).shares, Shares());
}

}  // namespace aq::eigenlayer::testing
