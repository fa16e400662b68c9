// SPDX-License-Identifier: Apache-2.0
// OperatorDelegators out of step with EigenLayer: an operator throws a delegator out, its shares
// are queued by EigenLayer itself, and slashing goes on meanwhile. Specification of Renzo, sections
// 11 and 17.
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/invariants.hpp>
#include <aquifer/protocols/renzo/queries_delegator.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/testing.hpp>

#include <gtest/gtest.h>

namespace aq::renzo {
namespace {

namespace od = operator_delegator;
namespace delegation_manager = eigenlayer::delegation_manager;
using testing::topics;

/// A delegator with 100 stETH, 40 wBETH and 64 ether restaked.
class Undelegation : public ::testing::Test {
protected:
    void SetUp() override {
        box.restake(to, box.st_eth, box.st_eth_strategy, 100e18_u256);
        box.restake(to, box.wb_eth, box.wb_eth_strategy, 40e18_u256);
        box.restake_native(to, 64e18_u256);
    }
    void TearDown() override { EXPECT_TRUE(broken_invariants(box.ports).empty()); }

    Withdrawal queued(const Hash& root) const {
        return delegation_manager::queued_withdrawal(box.eigen.s, root);
    }
    /// What EigenLayer queued, one withdrawal a strategy, found by its strategy.
    void throw_out() {
        const auto roots = box.eigen.call(delegation_manager::undelegate, box.operators[0],
                                          box.eigen.at.delegation_manager, to);
        ASSERT_TRUE(roots.has_value());
        ASSERT_EQ(roots->size(), 3U);
        for (const Hash& root : *roots) {
            const Withdrawal withdrawal = queued(root);
            ASSERT_EQ(withdrawal.strategies.size(), 1U);
            const Address& strategy = withdrawal.strategies.front();
            (strategy == box.st_eth_strategy   ? st_eth
             : strategy == box.wb_eth_strategy ? wb_eth
                                               : native) = withdrawal;
        }
    }
    Result<void> track(std::vector<Withdrawal> withdrawals, std::vector<Address> tokens) {
        return box.call(od::emergency_track_queued_withdrawals, box.admin, to, withdrawals, tokens);
    }
    Result<void> track_slashed(const Withdrawal& withdrawal) {
        return box.call(od::emergency_track_slashed_queued_withdrawal_delta, alice, to,
                        std::vector{delegation_manager::withdrawal_root(withdrawal)});
    }
    Result<void> complete(const Withdrawal& withdrawal, const Address& token) {
        return box.call(od::complete_queued_withdrawal, box.admin, to, withdrawal,
                        std::vector{token});
    }
    Result<void> delegate(const Address& whom) {
        return box.call(od::set_delegate_address, box.admin, to, whom,
                        eigenlayer::SignatureWithExpiry(), Hash());
    }
    /// The operator's max magnitude of a strategy falls to this many hundredths.
    void slash(const Address& strategy, std::uint64_t percent_left) {
        push(box.undo, box.eigen.s.allocations.max_magnitude,
             Key<Address, Address>(box.operators[0], strategy),
             static_cast<std::uint32_t>(box.block.number),
             eigenlayer::Magnitude(percent_left * 10'000'000'000'000'000ULL));
        box.undo.commit();
    }
    void mature() { box.eigen.mine(100'801); }
    Amount balance(const Address& token) {
        Tx tx = box.transaction();
        return *od::token_balance_from_strategy(tx, box.ports, to, token);
    }
    Wei staked() { return *od::staked_eth_balance(box.ports, to); }
    const Holding& holding(const Address& token) const {
        return box.s.delegators.holdings[HoldingKey(to, token)];
    }

    testing::Sandbox box;
    const Address& to = box.delegators[0];
    const Address alice = box.account("alice");
    Withdrawal st_eth;
    Withdrawal wb_eth;
    Withdrawal native;
};

TEST_F(Undelegation, EachAssetIsTrackedByItsOwnWithdrawal) {
    throw_out();
    EXPECT_EQ(balance(box.st_eth), Amount());
    EXPECT_EQ(staked(), Wei());
    EXPECT_TRUE(box.reverted(error::IncorrectStrategy, track({st_eth}, {box.wb_eth})));
    EXPECT_TRUE(box.reverted(error::IncorrectStrategy, track({native}, {box.st_eth})));
    EXPECT_TRUE(box.reverted(error::IncorrectStrategy, track({wb_eth}, {kNative})));
    // One that is refused takes the others back.
    EXPECT_TRUE(
        box.reverted(error::IncorrectStrategy, track({st_eth, native}, {box.st_eth, box.st_eth})));
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
    ASSERT_TRUE(track({st_eth, wb_eth, native}, {box.st_eth, box.wb_eth, kNative}).has_value());
    EXPECT_EQ(box.logs.size(), 0U);
    EXPECT_EQ(balance(box.st_eth), Amount(100e18_u256));
    EXPECT_EQ(balance(box.wb_eth), Amount(40e18_u256));
    EXPECT_EQ(staked(), Wei(64e18_u256));
    // Twice in one call is once too often.
    EXPECT_TRUE(box.reverted(error::WithdrawalAlreadyTracked, track({native}, {kNative})));
}

TEST_F(Undelegation, TheSameWithdrawalTwiceInOneCallIsRefused) {
    throw_out();
    EXPECT_TRUE(box.reverted(error::WithdrawalAlreadyTracked,
                             track({st_eth, st_eth}, {box.st_eth, box.st_eth})));
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
}

// The order of the four refusals of emergencyTrackQueuedWithdrawals.
TEST_F(Undelegation, WhoseThenTrackedThenCompletedThenWhichStrategy) {
    throw_out();
    ASSERT_TRUE(track({st_eth}, {box.st_eth}).has_value());
    mature();
    ASSERT_TRUE(complete(st_eth, box.st_eth).has_value());
    // Tracked and complete: tracked is said. The token is wrong as well.
    EXPECT_TRUE(box.reverted(error::WithdrawalAlreadyTracked, track({st_eth}, {kNative})));
    ASSERT_TRUE(complete(wb_eth, box.wb_eth).has_value());
    EXPECT_TRUE(box.reverted(error::WithdrawalAlreadyCompleted, track({wb_eth}, {kNative})));
    wb_eth.staker = alice;
    EXPECT_TRUE(box.reverted(error::InvalidStakerAddress, track({wb_eth}, {kNative})));
}

// Transactions 760, 791 and 1241 of the recorded run do this after the undelegation of 663.
TEST_F(Undelegation, WhatNobodyTrackedComesBackWithoutEverHavingCounted) {
    throw_out();
    mature();
    ASSERT_TRUE(delegate(box.operators[0]).has_value());
    EXPECT_EQ(balance(box.st_eth), Amount());
    EXPECT_TRUE(box.reverted(error::WithdrawalNotQueued, track_slashed(st_eth)));
    ASSERT_TRUE(complete(st_eth, box.st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
    EXPECT_EQ(balance(box.st_eth), Amount(100e18_u256));
}

TEST_F(Undelegation, WhatWasTrackedChangesNoValueWhenItComesBack) {
    throw_out();
    ASSERT_TRUE(track({st_eth, native}, {box.st_eth, kNative}).has_value());
    mature();
    ASSERT_TRUE(delegate(box.operators[0]).has_value());
    ASSERT_TRUE(complete(st_eth, box.st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
    EXPECT_EQ(balance(box.st_eth), Amount(100e18_u256));
    // Ether that comes back leaves the delegator for the deposit queue.
    const Address& pod = box.eigen.s.pods.owner_to_pod[to];
    box.fund(pod, 64e18_u256);
    box.undo.edit(box.eigen.s.pods.rows, pod, [](eigenlayer::Pod& row) {
        row.restaked_execution_layer = eigenlayer::Gwei(64'000'000'000);
    });
    ASSERT_TRUE(complete(native, kNative).has_value());
    EXPECT_EQ(holding(kNative).queued, Shares());
    EXPECT_EQ(staked(), Wei());
    // No exit was recorded: all of it is a reward, less the fee of 10 %.
    EXPECT_EQ(box.accounts.ether[box.at.deposit_queue], Wei(57'600'000'000'000'000'000_u256));
}

TEST_F(Undelegation, ASlashBeforeItIsTrackedIsInWhatIsTracked) {
    throw_out();
    slash(box.st_eth_strategy, 75);
    ASSERT_TRUE(track({st_eth}, {box.st_eth}).has_value());
    EXPECT_EQ(holding(box.st_eth).queued, Shares(75e18_u256));
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares());
    // The next is a delta from there, and replaces none before it.
    slash(box.st_eth_strategy, 60);
    ASSERT_TRUE(track_slashed(st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares(15e18_u256));
    EXPECT_EQ(balance(box.st_eth), Amount(60e18_u256));
    slash(box.st_eth_strategy, 30);
    EXPECT_EQ(balance(box.st_eth), Amount(60e18_u256));
    ASSERT_TRUE(track_slashed(st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares(45e18_u256));
    EXPECT_EQ(balance(box.st_eth), Amount(30e18_u256));
    mature();
    ASSERT_TRUE(complete(st_eth, box.st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares());
    EXPECT_EQ(balance(box.st_eth), Amount(30e18_u256));
}

TEST_F(Undelegation, AnotherOperatorCanBeChosen) {
    throw_out();
    EXPECT_TRUE(box.reverted(eigenlayer::error::OperatorNotRegistered, delegate(alice)));
    ASSERT_TRUE(delegate(box.operators[1]).has_value());
    EXPECT_EQ(box.order(), topics<DelegationAddressUpdated>());
    EXPECT_EQ(box.s.delegators.rows[to].delegate_address, box.operators[1]);
    ASSERT_TRUE(track({st_eth}, {box.st_eth}).has_value());
    Tx tx = box.transaction();
    EXPECT_TRUE(restake_manager::calculate_tvls(tx, box.ports).has_value());
}

TEST_F(Undelegation, WhatRenzoQueuedBeforeIsStillItsOwn) {
    const auto roots = box.call(od::queue_withdrawals, box.admin, to, std::vector{box.st_eth},
                                std::vector{30e18_u256});
    ASSERT_TRUE(roots.has_value());
    const Withdrawal own = queued(roots->front());
    throw_out();
    EXPECT_TRUE(box.reverted(error::WithdrawalAlreadyTracked, track({own}, {box.st_eth})));
    EXPECT_EQ(balance(box.st_eth), Amount(30e18_u256));
    ASSERT_TRUE(track({st_eth}, {box.st_eth}).has_value());
    EXPECT_EQ(balance(box.st_eth), Amount(100e18_u256));
    // The former operator's slashing still reaches both.
    slash(box.st_eth_strategy, 50);
    ASSERT_TRUE(track_slashed(own).has_value());
    ASSERT_TRUE(track_slashed(st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares(50e18_u256));
    EXPECT_EQ(balance(box.st_eth), Amount(50e18_u256));
}

/// A queued withdrawal of 30 stETH, and its operator slashed.
class SlashedQueue : public Undelegation {
protected:
    void SetUp() override {
        Undelegation::SetUp();
        const auto roots = box.call(od::queue_withdrawals, box.admin, to, std::vector{box.st_eth},
                                    std::vector{30e18_u256});
        ASSERT_TRUE(roots.has_value());
        own = queued(roots->front());
    }
    Withdrawal own;
};

TEST_F(SlashedQueue, IsDiscoveredAtCompletionIfNobodyTrackedIt) {
    slash(box.st_eth_strategy, 90);
    EXPECT_EQ(balance(box.st_eth), Amount(93e18_u256));
    mature();
    ASSERT_TRUE(complete(own, box.st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
    // 70 deposit shares worth 63, and 27 more: the factor becomes 90/97 over 0.9, rounded down, and
    // ⌊⌊97e18·1030927835051546391 / 10^18⌋·0.9⌋ is this (Python's integers).
    EXPECT_EQ(balance(box.st_eth), Amount(89'999'999'999'999'999'934_u256));
    EXPECT_EQ(box.events<WithdrawCompleted>().at(0).shares, own.scaledShares);
}

// After the delay the operator can no longer take it: EigenLayer reads the magnitude of the block
// in which it ended.
TEST_F(SlashedQueue, IsSafeOnceItsDelayHasPassed) {
    mature();
    slash(box.st_eth_strategy, 90);
    ASSERT_TRUE(track_slashed(own).has_value());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares());
    EXPECT_EQ(balance(box.st_eth), Amount(93e18_u256));
    ASSERT_TRUE(complete(own, box.st_eth).has_value());
    // 30 came back whole and were deposited anew, at a factor of 1033333333333333333: the same
    // less dust (Python's integers).
    EXPECT_EQ(balance(box.st_eth), Amount(92'999'999'999'999'999'970_u256));
}

TEST_F(SlashedQueue, MayLoseAllOfIt) {
    slash(box.st_eth_strategy, 0);
    ASSERT_TRUE(track_slashed(own).has_value());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares(30e18_u256));
    EXPECT_EQ(balance(box.st_eth), Amount());
    mature();
    ASSERT_TRUE(complete(own, box.st_eth).has_value());
    EXPECT_EQ(holding(box.st_eth).queued, Shares());
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares());
    EXPECT_EQ(balance(box.st_eth), Amount());
}

// Section 16, edge cases: "slashingFactor 0 makes convertToDepositShares revert".
TEST_F(SlashedQueue, AFactorOfNothingStopsQueueingAndDeposits) {
    slash(box.st_eth_strategy, 0);
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicDivisionByZero),
                             box.call(od::queue_withdrawals, box.admin, to, std::vector{box.st_eth},
                                      std::vector{1e18_u256})));
    box.give(box.st_eth, box.at.restake_manager, 1e18_u256);
    const Key<Address, Address, Address> allowance(box.st_eth, box.at.restake_manager, to);
    box.undo.set(box.tokens.allowances, allowance, Amount::max());
    EXPECT_TRUE(box.reverted(
        eigenlayer::error::FullySlashed,
        box.call(od::deposit, box.at.restake_manager, to, box.st_eth, Amount(1e18_u256))));
}

// EigenLayer divides 512-bit products: dividing by a slashed factor may not fit any more, which has
// words of its own; not slashed, as much is more than there is.
TEST_F(SlashedQueue, MoreThanFitsHasItsOwnWordsOnceSlashed) {
    const auto queue_all = [&](const Address& token, const u256& amount) {
        return box.call(od::queue_withdrawals, box.admin, to, std::vector{token},
                        std::vector{amount});
    };
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), queue_all(kNative, u256::max())));
    slash(eigenlayer::kBeaconChainStrategy, 90);
    EXPECT_TRUE(box.reverted(Revert("Math: mulDiv overflow"), queue_all(kNative, u256::max())));
    // A token's amount is first made shares, in 256 bits.
    slash(box.st_eth_strategy, 90);
    EXPECT_TRUE(box.reverted(Revert::panic(kPanicOverflow), queue_all(box.st_eth, u256::max())));
}

TEST_F(SlashedQueue, UnknownRootsAreRefusedWithAllThatCameBefore) {
    slash(box.st_eth_strategy, 90);
    const Hash root = delegation_manager::withdrawal_root(own);
    const auto track_both = box.call(od::emergency_track_slashed_queued_withdrawal_delta, alice, to,
                                     std::vector{root, Hash()});
    EXPECT_TRUE(box.reverted(error::WithdrawalNotQueued, track_both));
    EXPECT_EQ(holding(box.st_eth).slashed_delta, Shares());
    // Another delegator does not know it.
    EXPECT_TRUE(box.reverted(error::WithdrawalNotQueued,
                             box.call(od::emergency_track_slashed_queued_withdrawal_delta, alice,
                                      box.delegators[1], std::vector{root})));
}

// EigenLayer lets only the withdrawer complete: nobody can complete in the delegator's place, nor
// as shares.
TEST_F(SlashedQueue, NobodyElseCompletesIt) {
    mature();
    for (const bool as_tokens : {true, false}) {
        EXPECT_TRUE(box.reverted(eigenlayer::error::WithdrawerNotCaller,
                                 box.eigen.call(delegation_manager::complete_queued_withdrawal,
                                                box.operators[0], box.eigen.at.delegation_manager,
                                                own, std::vector{box.st_eth}, as_tokens)));
    }
    Withdrawal other = own;
    other.withdrawer = box.delegators[1];
    EXPECT_TRUE(box.reverted(eigenlayer::error::WithdrawerNotCaller, complete(other, box.st_eth)));
    EXPECT_TRUE(box.reverted(
        eigenlayer::error::InputArrayLengthMismatch,
        box.call(od::complete_queued_withdrawal, box.admin, to, own, std::vector<Address>())));
}

}  // namespace
}  // namespace aq::renzo
