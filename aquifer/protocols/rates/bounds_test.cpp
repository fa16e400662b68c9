// SPDX-License-Identifier: Apache-2.0
// The bounds of rate tokens from both sides: what is exactly at one and what is a unit past it.
// Specification of liquid staking tokens, sections 24 to 29.
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

namespace aq::rates {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

class Bounds : public ::testing::Test {
protected:
    /// rETH worth one ether, reported long ago; then a report by two of three nodes.
    auto report(const u256& total, std::uint64_t at = 990'000) {
        constexpr const char* kSubmit = "submitBalances(uint256,uint256,uint256,uint256,uint256)";
        const auto by = [&](const Address& node) {
            return box_.call(node, kBalances, kSubmit, u256(at), u256(), total, u256(), kSupply);
        };
        expect_done(by(kAlice));
        return by(kBob);
    }
    void set_reth_balances() {
        move::set_balances(
            box_.undo, box_.state,
            {u256(900'000U), u256(kStart - 864'000), Wei(kSupply), Wei(), Amount(kSupply)});
    }

    static constexpr u256 kSupply = 100e18_u256;
    Sandbox box_;
};

// Section 24: "|new-old| <= floor(old*0.02)". The supply makes a wei of the rate a hundred of the
// total.
TEST_F(Bounds, RethMovesByTwoPerCentAndNotAWeiMore) {
    const Revert too_far("Change exceeds maximum");
    for (const auto& [total, refused] :
         {std::pair{102e18_u256, false}, std::pair{102'000'000'000'000'000'100_u256, true},
          std::pair{102'000'000'000'000'000'099_u256, false}, std::pair{98e18_u256, false},
          std::pair{97'999'999'999'999'999'999_u256, true}}) {
        const Undo::Mark before = box_.undo.mark();
        set_reth_balances();
        if (refused) {
            expect_refusal(report(total), too_far);
        } else {
            expect_done(report(total));
        }
        box_.undo.rewind(before);
    }
}

// "E as reported, S as reported": what is minted afterwards changes no rate.
TEST_F(Bounds, RethsRateFollowsTheReportedSupplyOnly) {
    set_reth_balances();
    box_.grant(kReth, kCarol, 900e18_u256);
    EXPECT_EQ(box_.ask(kReth, "getExchangeRate()"), kEther);
    expect_done(report(101e18_u256));
    EXPECT_EQ(box_.ask(kReth, "getExchangeRate()"), 1'010'000'000'000'000'000_u256);
}

// Worked example 1 to its end: redeemed at once, ten ether are 9.994999999999999999.
TEST_F(Bounds, RethRedeemsWhatItsFeeLeft) {
    move::set_balances(
        box_.undo, box_.state,
        {u256(900'000U), u256(kStart - 864'000), Wei(700'123'456'789'012'345'678'901_u256), Wei(),
         Amount(612'345'678'901'234'567'890'123_u256)});
    expect_done(box_.pay(kAlice, kPool, 10e18_u256, "deposit()"));
    const u256 minted = box_.balance(kReth, kAlice);
    EXPECT_EQ(box_.ask(kReth, "getEthValue(uint256)", minted), 9'994'999'999'999'999'999_u256);
    const u256 before = box_.ether(kAlice);
    expect_done(box_.call(kAlice, kReth, "burn(uint256)", minted));
    EXPECT_EQ(wrapping_sub(box_.ether(kAlice), before), 9'994'999'999'999'999'999_u256);
}

// Section 24: the smallest deposit, and a pool that is exactly full.
TEST_F(Bounds, RethTakesDepositsFromTheSmallestToAFullPool) {
    expect_done(box_.pay(kAlice, kPool, 10'000'000'000'000'000_u256, "deposit()"));
    move::set_pool_balance(box_.undo, box_.state, Wei(17'990e18_u256));
    expect_done(box_.pay(kAlice, kPool, 10e18_u256, "deposit()"));
    move::set_pool_balance(box_.undo, box_.state, Wei(17'990e18_u256));
    expect_refusal(box_.pay(kAlice, kPool, 10'000'000'000'000'000'001_u256, "deposit()"),
                   "The deposit pool size after depositing exceeds the maximum size");
}

// Section 26: "r >= 10^18".
TEST_F(Bounds, WbethMayFallToOneAndNotBelow) {
    expect_done(box_.call(kAdmin, kWbEth, "updateExchangeRate(uint256)", 2e18_u256));
    expect_done(box_.call(kAdmin, kWbEth, "updateExchangeRate(uint256)", kEther));
    expect_refusal(
        box_.call(kAdmin, kWbEth, "updateExchangeRate(uint256)", wrapping_sub(kEther, 1)),
        "StakedTokenV1: new exchange rate cannot be less than 1e18");
}

// Section 28: "if e' - now < floor(C/20): e' += C", that is 30,240 seconds.
TEST_F(Bounds, ACycleOfATwentiethIsLongEnough) {
    const auto cycle_end_after = [&](std::uint32_t left) {
        const Undo::Mark before = box_.undo.mark();
        box_.block.time = kStart + kCycle - left;
        expect_done(box_.call(kBob, kSfrxEth, "syncRewards()"));
        const std::uint32_t end = box_.state.frax.vault->cycle_end;
        box_.undo.rewind(before);
        return end;
    };
    constexpr auto kEnd = static_cast<std::uint32_t>(kStart) + kCycle;
    EXPECT_EQ(cycle_end_after(30'240), kEnd);
    EXPECT_EQ(cycle_end_after(30'239), kEnd + kCycle);
    // At a boundary the next cycle is a whole one.
    EXPECT_EQ(cycle_end_after(kCycle), kEnd);
}

// "`SyncError()` if now < e", and "totalAssets = A + L if now >= e".
TEST_F(Bounds, ACycleEndsWithItsLastSecond) {
    constexpr auto kEnd = static_cast<std::uint32_t>(kStart) + kCycle;
    move::set_vault(box_.undo, box_.state,
                    {Amount(100_u256), Amount(10_u256), kEnd - 10, kEnd, kCycle});
    box_.grant(kFrxEth, kSfrxEth, u256(110U));
    box_.block.time = kEnd - 1;
    expect_refusal(box_.call(kBob, kSfrxEth, "syncRewards()"), error::SyncError);
    EXPECT_EQ(box_.ask(kSfrxEth, "totalAssets()"), u256(109U));
    box_.block.time = kEnd;
    EXPECT_EQ(box_.ask(kSfrxEth, "totalAssets()"), u256(110U));
    expect_done(box_.call(kBob, kSfrxEth, "syncRewards()"));
    EXPECT_EQ(box_.state.frax.vault->stored_assets, Amount(110_u256));
    // Nothing was added: nothing will be released.
    EXPECT_EQ(box_.state.frax.vault->last_reward, Amount());
}

// Section 29: "|new - old| <= mul(old,maxDiff)" and the least time, each met exactly.
TEST_F(Bounds, SwethMovesByItsLargestDifferenceAfterItsShortestTime) {
    box_.grant(kSwEth, kCarol, kSupply);
    move::set_pricing(box_.undo, box_.state, {kEther, Wei(kSupply), u256(kStart - 64'800)});
    const auto reprice = [&](const u256& reserves) {
        return box_.call(kAdmin, kSwEth, "reprice(uint256,uint256,uint256)", reserves, u256(),
                         kSupply);
    };
    box_.block.time = kStart - 1;
    expect_refusal(reprice(kSupply), {error::NotEnoughTimeElapsedForReprice, u256(1U)});
    box_.block.time = kStart;
    expect_refusal(reprice(101'000'000'000'000'000'100_u256),
                   {error::RepriceDifferenceTooLarge, 10'000'000'000'000'001_u256,
                    10'000'000'000'000'000_u256});
    expect_refusal(reprice(98'999'999'999'999'999'999_u256),
                   {error::RepriceDifferenceTooLarge, 10'000'000'000'000'001_u256,
                    10'000'000'000'000'000_u256});
    expect_done(reprice(99e18_u256));
    EXPECT_EQ(box_.ask(kSwEth, "swETHToETHRate()"), 990'000'000'000'000'000_u256);
}

// Section 27: "finalised when request block + numberOfBlocksToFinalize <= last record's end block",
// "cumulative requested <= allocated".
TEST_F(Bounds, MethIsClaimedAtTheBlockAndWithTheEtherItNeeds) {
    box_.grant(kMeth, kAlice, 10e18_u256);
    box_.grant(kMeth, kCarol, 90e18_u256);
    meth::Staking staking;
    staking.unallocated = Wei(100e18_u256);
    move::set_staking(box_.undo, box_.state, staking);
    box_.fund(kStaking, 100e18_u256);
    expect_done(box_.call(kAlice, kMeth, "approve(address,uint256)", kStaking, u256::max()));
    const auto request = [&](const u256& amount) {
        return box_.call(kAlice, kStaking, "unstakeRequest(uint128,uint128)", amount, u256());
    };
    const auto claim = [&] {
        return box_.call(kAlice, kStaking, "claimUnstakeRequest(uint256)", u256());
    };
    // The smallest request, of a hundredth.
    expect_done(request(10'000'000'000'000'000_u256));
    const auto record_until = [&](std::uint64_t block) {
        meth::Record record;
        record.update_end_block = block;
        move::push_record(box_.undo, box_.state, record);
    };
    record_until(1'000'000 + 7'200 - 1);
    expect_refusal(claim(), error::NotFinalized);
    record_until(1'000'000 + 7'200);
    const auto allocate = [&](const u256& wei) {
        return box_.call(kAdmin, kStaking, "allocateETH(uint256,uint256,uint256)", wei, u256(),
                         u256());
    };
    expect_done(allocate(9'999'999'999'999'999_u256));
    expect_refusal(
        claim(), {error::NotEnoughFunds, 10'000'000'000'000'000_u256, 9'999'999'999'999'999_u256});
    expect_done(allocate(u256(1U)));
    const u256 before = box_.ether(kAlice);
    expect_done(claim());
    EXPECT_EQ(wrapping_sub(box_.ether(kAlice), before), 10'000'000'000'000'000_u256);
    expect_refusal(claim(), error::AlreadyClaimed);
}

// "So the locked mETH neither gains nor loses for its owner; the difference goes to the others."
TEST_F(Bounds, MethThatWaitsKeepsItsValueAndStaysInTheSupply) {
    box_.grant(kMeth, kAlice, 100e18_u256);
    meth::Staking staking;
    staking.unallocated = Wei(100e18_u256);
    move::set_staking(box_.undo, box_.state, staking);
    box_.fund(kStaking, 100e18_u256);
    expect_done(box_.call(kAlice, kMeth, "approve(address,uint256)", kStaking, u256::max()));
    expect_done(box_.call(kAlice, kStaking, "unstakeRequest(uint128,uint128)", 50e18_u256, u256()));
    EXPECT_EQ(box_.supply(kMeth), 100e18_u256);
    // Ten ether arrive while fifty mETH wait for fifty ether.
    staking.unallocated = Wei(110e18_u256);
    move::set_staking(box_.undo, box_.state, staking);
    box_.fund(kStaking, 110e18_u256);
    EXPECT_EQ(box_.ask(kStaking, "mETHToETH(uint256)", kEther), 1'100'000'000'000'000'000_u256);
    meth::Record record;
    record.update_end_block = 2'000'000;
    move::push_record(box_.undo, box_.state, record);
    expect_done(box_.call(kAdmin, kStaking, "allocateETH(uint256,uint256,uint256)", 50e18_u256,
                          u256(), u256()));
    EXPECT_EQ(box_.ask(kStaking, "mETHToETH(uint256)", kEther), 1'100'000'000'000'000'000_u256);
    expect_done(box_.call(kAlice, kStaking, "claimUnstakeRequest(uint256)", u256()));
    EXPECT_EQ(box_.supply(kMeth), 50e18_u256);
    EXPECT_EQ(box_.ask(kStaking, "mETHToETH(uint256)", kEther), 1'200'000'000'000'000'000_u256);
}

// Section 27: the smallest stake, the largest supply, the least that is asked for, and all that is
// unallocated.
TEST_F(Bounds, MethIsStakedRequestedAndAllocatedToItsBounds) {
    meth::Settings settings = *box_.state.meth.settings;
    settings.supply_max = Amount(settings.stake_min.raw);
    move::deploy(box_.undo, box_.state, *box_.state.meth.at, settings);
    const u256 smallest = settings.stake_min.raw;
    const auto stake = [&](const u256& value, const u256& least) {
        return box_.pay(kAlice, kStaking, value, "stake(uint256)", least);
    };
    expect_refusal(stake(wrapping_add(smallest, 1), u256()), error::MaximumMETHSupplyExceeded);
    expect_done(stake(smallest, smallest));
    EXPECT_EQ(box_.supply(kMeth), smallest);
    expect_done(box_.call(kAlice, kMeth, "approve(address,uint256)", kStaking, u256::max()));
    const auto request = [&](const u256& least) {
        return box_.call(kAlice, kStaking, "unstakeRequest(uint128,uint128)", smallest, least);
    };
    expect_refusal(request(wrapping_add(smallest, 1)),
                   {error::UnstakeBelowMinimumETHAmount, smallest, wrapping_add(smallest, 1)});
    expect_done(request(smallest));
    const auto allocate = [&](const u256& wei) {
        return box_.call(kAdmin, kStaking, "allocateETH(uint256,uint256,uint256)", u256(), wei,
                         u256());
    };
    expect_refusal(allocate(wrapping_add(smallest, 1)), error::NotEnoughUnallocatedETH);
    expect_done(allocate(smallest));
}

// Section 24: all of the collateral may leave; "staking > total" is what is refused.
TEST_F(Bounds, RethIsBurntForTheLastOfTheCollateral) {
    set_reth_balances();
    box_.grant(kReth, kAlice, 10e18_u256);
    box_.fund(kReth, wrapping_sub(10e18_u256, 1));
    expect_refusal(box_.call(kAlice, kReth, "burn(uint256)", 10e18_u256),
                   "Insufficient ETH balance for exchange");
    box_.fund(kReth, 10e18_u256);
    expect_done(box_.call(kAlice, kReth, "burn(uint256)", 10e18_u256));
    EXPECT_EQ(box_.ether(kReth), u256());
    constexpr const char* kSubmit = "submitBalances(uint256,uint256,uint256,uint256,uint256)";
    expect_refusal(box_.call(kAlice, kBalances, kSubmit, u256(990'000U), u256(), kSupply,
                             wrapping_add(kSupply, 1), kSupply),
                   "Invalid network balances");
    expect_done(
        box_.call(kAlice, kBalances, kSubmit, u256(990'000U), u256(), kSupply, kSupply, kSupply));
}

// Section 25: the updater is nothing without the token that obeys it, and its callers are its
// owner's.
TEST_F(Bounds, AnUpdaterIsNotTheOracleOfEveryToken) {
    expect_refusal(box_.call(kAlice, kUpdater, "removeCaller(address)", kAlice),
                   "Ownable: caller is not the owner");
    expect_done(box_.call(kAdmin, kUpdater, "configureCaller(address,uint256,uint256)", kAlice,
                          1e15_u256, u256(86'400U)));
    move::set_oracle(box_.undo, box_.state, kCbEth, kAdmin);
    expect_refusal(
        box_.call(kAlice, kUpdater, "updateExchangeRate(uint256)", wrapping_add(kEther, 1)),
        "StakedTokenV1: caller is not the oracle");
    EXPECT_EQ(box_.ask(kUpdater, "allowances(address)", kAlice), 1e15_u256);
}

// Section 31: solmate's shares underflow where others have words.
TEST_F(Bounds, SfrxethThatIsNotThereUnderflows) {
    box_.grant(kFrxEth, kSfrxEth, 10e18_u256);
    box_.grant(kSfrxEth, kCarol, 10e18_u256);
    move::set_vault(box_.undo, box_.state,
                    {Amount(10e18_u256), Amount(), static_cast<std::uint32_t>(kStart),
                     static_cast<std::uint32_t>(kStart) + kCycle, kCycle});
    const Revert underflow = Revert::panic(kPanicOverflow);
    for (const char* way :
         {"redeem(uint256,address,address)", "withdraw(uint256,address,address)"}) {
        expect_refusal(box_.call(kAlice, kSfrxEth, way, u256(1U), kAlice, kAlice), underflow);
    }
    expect_refusal(box_.call(kAlice, kSfrxEth, "mint(uint256,address)", u256(1U), kAlice),
                   "TRANSFER_FROM_FAILED");
}

}  // namespace
}  // namespace aq::rates
