// SPDX-License-Identifier: Apache-2.0
#include <aquifer/eth/signature.hpp>
#include <aquifer/ledger/testing.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/permits.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>
#include <aquifer/protocols/rates/testing.hpp>
#include <aquifer/protocols/rates/testing_expect.hpp>

#include <gtest/gtest.h>

namespace aq::rates::meth {
namespace {

using namespace testing;  // NOLINT(*build-using-namespace*): the sandbox's words

constexpr u256 kTen = 10e18_u256;
constexpr u256 kSupply = 250'000'000'000'000'123'456'789_u256;
constexpr u256 kControlled = 271'828'182'845'904'523'536'028_u256;

/// Worked example 4: all ether unallocated.
class Meth : public ::testing::Test {
protected:
    Meth() {
        box_.grant(kMeth, kCarol, wrapping_sub(kSupply, kTen));
        box_.grant(kMeth, kAlice, kTen);
        Staking staking;
        staking.unallocated = Wei(kControlled);
        move::set_staking(box_.undo, box_.state, staking);
        box_.fund(kStaking, kControlled);
        expect_done(box_.call(kAlice, kMeth, "approve(address,uint256)", kStaking, u256::max()));
    }

    auto stake(const u256& value, const u256& least = u256()) {
        return box_.pay(kBob, kStaking, value, "stake(uint256)", least);
    }
    auto request(const u256& amount, const u256& least = u256()) {
        return box_.call(kAlice, kStaking, "unstakeRequest(uint128,uint128)", amount, least);
    }
    auto claim(const Address& from, std::uint64_t id) {
        return box_.call(from, kStaking, "claimUnstakeRequest(uint256)", u256(id));
    }
    auto allocate(const u256& requests, const u256& deposits, const u256& buffer) {
        return box_.call(kAdmin, kStaking, "allocateETH(uint256,uint256,uint256)", requests,
                         deposits, buffer);
    }
    void finalize() {
        Record record;
        record.update_start_block = 900'001;
        record.update_end_block = 1'007'200;
        move::push_record(box_.undo, box_.state, record);
    }
    void configure(auto change) {
        Settings settings = *box_.state.meth.settings;
        change(settings);
        move::deploy(box_.undo, box_.state, *box_.state.meth.at, settings);
    }

    Sandbox box_;
};

TEST_F(Meth, TheWorkedExampleHoldsToTheWei) {
    EXPECT_EQ(box_.ask(kStaking, "ethToMETH(uint256)", kTen), 9'193'307'234'874'348'156_u256);
    EXPECT_EQ(box_.ask(kStaking, "mETHToETH(uint256)", kTen), 10'873'127'313'836'175'571_u256);
    EXPECT_EQ(exchange_rate(box_.ports, box_.block, kMeth).value(),
              Wei(1'087'312'731'383'617'557_u256));
}

TEST_F(Meth, AStakeLogsAndThenMints) {
    expect_done(stake(kTen, 9'193'307'234'874'348'156_u256));
    ASSERT_EQ(box_.logs.size(), 2U);
    const auto log = log_at<Staked>(box_.logs, 0, kStaking);
    EXPECT_EQ(log.meth_amount, Amount(9'193'307'234'874'348'156_u256));
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 1, kMeth).to, kBob);
    EXPECT_EQ(box_.ask(kStaking, "totalControlled()"), wrapping_add(kControlled, kTen));
}

TEST_F(Meth, AStakeIsRefused) {
    expect_refusal(stake(99'999'999'999'999'999_u256), error::MinimumStakeBoundNotSatisfied);
    expect_refusal(stake(kTen, 9'193'307'234'874'348'157_u256),
                   {error::StakeBelowMinimumMETHAmount, 9'193'307'234'874'348'156_u256,
                    9'193'307'234'874'348'157_u256});
    configure([](Settings& s) { s.supply_max = Amount(kSupply); });
    expect_refusal(stake(kTen), error::MaximumMETHSupplyExceeded);
    configure([](Settings& s) { s.allowlist = true; });
    expect_refusal(stake(kTen), without_role(kBob, "STAKING_ALLOWLIST_ROLE"));
    expect_done(box_.call(kAdmin, kPauser, "setIsStakingPaused(bool)", true));
    expect_refusal(stake(kTen), error::Paused);
    expect_refusal(box_.send(kBob, kStaking, kTen, {}), error::DoesNotReceiveETH);
    expect_refusal(box_.call(kBob, kRequests, "nothing()"), error::DoesNotReceiveETH);
}

TEST_F(Meth, TheFirstStakeIsOneToOne) {
    Sandbox fresh;
    EXPECT_EQ(fresh.ask(kStaking, "ethToMETH(uint256)", kTen), kTen);
    EXPECT_EQ(fresh.ask(kStaking, "mETHToETH(uint256)", kTen), kTen);
}

TEST_F(Meth, ARequestFixesItsEtherAndKeepsItsTokensInTheSupply) {
    EXPECT_EQ(Sandbox::number(request(kTen)), u256());
    ASSERT_EQ(box_.logs.size(), 3U);
    const auto created = log_at<requests::UnstakeRequestCreated>(box_.logs, 0, kRequests);
    EXPECT_EQ(created.cumulative, Wei(10'873'127'313'836'175'571_u256));
    EXPECT_EQ(log_at<UnstakeRequested>(box_.logs, 1, kStaking).staker, kAlice);
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 2, kMeth).to, kRequests);
    EXPECT_EQ(box_.supply(kMeth), kSupply);
}

TEST_F(Meth, ARequestIsRefused) {
    expect_refusal(request(9'999'999'999'999'999_u256), error::MinimumUnstakeBoundNotSatisfied);
    expect_refusal(request(kTen, 10'873'127'313'836'175'572_u256),
                   {error::UnstakeBelowMinimumETHAmount, 10'873'127'313'836'175'571_u256,
                    10'873'127'313'836'175'572_u256});
    expect_refusal(request(11e18_u256), "ERC20: transfer amount exceeds balance");
    erc20::move::set_blocked(box_.undo, box_.tokens, kMeth, kAlice, true);
    expect_refusal(request(kTen), "mETH: 'from' address blocked");
    expect_done(box_.call(kAdmin, kPauser, "setIsUnstakeRequestsAndClaimsPaused(bool)", true));
    expect_refusal(request(kTen), error::Paused);
    expect_refusal(claim(kAlice, 0), error::Paused);
}

TEST_F(Meth, AClaimPaysWhatWasFixed) {
    ASSERT_TRUE(request(kTen).has_value());
    expect_done(allocate(20e18_u256, u256(), u256()));
    finalize();
    EXPECT_EQ(box_.call(kBob, kStaking, "unstakeRequestInfo(uint256)", u256()).value(),
              abi_encode(true, 10'873'127'313'836'175'571_u256));
    const u256 before = box_.ether(kAlice);
    expect_done(claim(kAlice, 0));
    ASSERT_EQ(box_.logs.size(), 3U);
    EXPECT_EQ(log_at<UnstakeRequestClaimed>(box_.logs, 0, kStaking).staker, kAlice);
    EXPECT_EQ(log_at<requests::UnstakeRequestClaimed>(box_.logs, 1, kRequests).meth_locked,
              Amount(kTen));
    EXPECT_EQ(log_at<erc20::Transfer>(box_.logs, 2, kMeth).to, kZeroAddress);
    EXPECT_EQ(wrapping_sub(box_.ether(kAlice), before), 10'873'127'313'836'175'571_u256);
    EXPECT_EQ(box_.ask(kRequests, "balance()"), 9'126'872'686'163'824'429_u256);
    EXPECT_EQ(box_.ask(kStaking, "totalControlled()"),
              wrapping_sub(kControlled, 10'873'127'313'836'175'571_u256));
    expect_refusal(claim(kAlice, 0), error::AlreadyClaimed);
    // What no request asks for comes back.
    expect_done(box_.call(kAdmin, kStaking, "reclaimAllocatedETHSurplus()"));
    EXPECT_EQ(box_.ask(kRequests, "allocatedETHForClaims()"), 10'873'127'313'836'175'571_u256);
    EXPECT_EQ(box_.ether(kRequests), u256());
}

TEST_F(Meth, AClaimIsRefused) {
    expect_refusal(claim(kAlice, 0), Revert::panic(kPanicIndexOutOfRange));
    ASSERT_TRUE(request(kTen).has_value());
    expect_refusal(claim(kBob, 0), error::NotRequester);
    expect_refusal(claim(kAlice, 0), error::NotFinalized);
    finalize();
    expect_done(allocate(10e18_u256, u256(), u256()));
    expect_refusal(claim(kAlice, 0),
                   {error::NotEnoughFunds, 10'873'127'313'836'175'571_u256, 10e18_u256});
    EXPECT_EQ(box_.ask(kRequests, "allocatedETHDeficit()"), 873'127'313'836'175'571_u256);
}

TEST_F(Meth, AClaimByOneWhoTakesNoEtherReverts) {
    box_.grant(kMeth, kUnwilling, kTen);
    expect_done(box_.call(kUnwilling, kMeth, "approve(address,uint256)", kStaking, u256::max()));
    expect_done(box_.call(kUnwilling, kStaking, "unstakeRequest(uint128,uint128)", kTen, u256()));
    expect_done(allocate(20e18_u256, u256(), u256()));
    finalize();
    expect_refusal(claim(kUnwilling, 0),
                   "Address: unable to send value, recipient may have reverted");
}

TEST_F(Meth, AnAllocationSplitsWhatIsUnallocated) {
    expect_refusal(
        box_.call(kBob, kStaking, "allocateETH(uint256,uint256,uint256)", kTen, kTen, kTen),
        without_role(kBob, "ALLOCATER_SERVICE_ROLE"));
    expect_refusal(allocate(kControlled, u256(1U), u256()), error::NotEnoughUnallocatedETH);
    expect_refusal(allocate(u256::max(), u256(1U), u256()), Arithmetic::kOverflow);
    expect_done(allocate(kTen, kEther, 2e18_u256));
    ASSERT_EQ(box_.logs.size(), 3U);
    EXPECT_EQ(log_at<AllocatedETHToDeposits>(box_.logs, 0, kStaking).amount, Wei(kEther));
    EXPECT_EQ(log_at<AllocatedETHToUnstakeRequestsManager>(box_.logs, 1, kStaking).amount,
              Wei(kTen));
    EXPECT_EQ(log_at<AllocatedETHToLiquidityBuffer>(box_.logs, 2, kStaking).amount, Wei(2e18_u256));
    EXPECT_EQ(box_.ask(kStaking, "totalControlled()"), kControlled);
    EXPECT_EQ(box_.ether(kRequests), kTen);
    expect_done(box_.call(kAdmin, kPauser, "pauseAll()"));
    expect_refusal(allocate(kTen, u256(), u256()), error::Paused);
}

TEST_F(Meth, RolesGuardTheRest) {
    expect_refusal(box_.call(kBob, kStaking, "reclaimAllocatedETHSurplus()"),
                   without_role(kBob, "STAKING_MANAGER_ROLE"));
    expect_refusal(box_.pay(kBob, kStaking, kTen, "topUp()"), without_role(kBob, "TOP_UP_ROLE"));
    expect_done(box_.pay(kAdmin, kStaking, kTen, "topUp()"));
    EXPECT_EQ(box_.ask(kStaking, "unallocatedETH()"), wrapping_add(kControlled, kTen));
}

TEST_F(Meth, ARequestComesWithItsPermit) {
    constexpr Hash kSecret =
        "0x00000000000000000000000000000000000000000000000000000000000000a1"_hash;
    const Address owner = account_of(kSecret);
    box_.grant(kMeth, owner, kTen);
    const erc20::Permission permission{owner, kStaking, Amount(kTen), u256(), u256::max()};
    const Bytes by =
        sign(erc20::permit_digest(box_.tokens, box_.block, kMeth, permission), kSecret);
    expect_done(box_.call(owner, kStaking,
                          "unstakeRequestWithPermit(uint128,uint128,uint256,uint8,bytes32,bytes32)",
                          kTen, u256(), u256::max(), by[64], to_hash(load_be(by.data())),
                          to_hash(load_be(by.data() + 32))));
    EXPECT_EQ(box_.balance(kMeth, kRequests), kTen);
}

}  // namespace
}  // namespace aq::rates::meth
