// SPDX-License-Identifier: Apache-2.0
// Case by case: what a block pays, which requests are obeyed, and how the two queues of the epoch
// are walked. Specification of the consensus layer, sections 4, 8, 11 and 12.
#include <aquifer/protocols/beacon/withdrawals.hpp>

#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/testing.hpp>

#include <gtest/gtest.h>

namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)

/// Forty validators of 0x01 credentials with 32 ether, then forty of 0x02 with 64, at epoch 1000.
class BeaconCases : public ::testing::Test {
protected:
    BeaconCases() : f(at_epoch_1000({"plain", "compounding"})) {
        done(command::found(f, "plain", {.n = 40, .prefix = 1, .effective_ether = 32}));
        done(command::found(f, "compounding", {.n = 40, .prefix = 2, .effective_ether = 64}));
    }
    template <class Change>
    void edit(std::uint64_t validator, Change change) {
        f.registry.edit({validator, 1}, change);
    }
    void set_balance(std::uint64_t validator, Gwei balance) {
        edit(validator, [&](Validator& v) { v.balance = balance; });
    }
    void await(std::uint64_t validator, Gwei amount, std::uint64_t epoch = 1000) {
        f.pending_partials.push_back(
            {.validator = validator, .amount = amount, .withdrawable_epoch = epoch});
    }
    /// The next block's withdrawals: (validator, gwei), one by one.
    std::vector<std::pair<std::uint64_t, std::uint64_t>> block() {
        Sweep sweep(f);
        sweep.block({});
        std::vector<std::pair<std::uint64_t, std::uint64_t>> out;
        for (const Withdrawal& w : sweep.paid()) {
            for (std::uint64_t i = 0; i < w.n; ++i) out.emplace_back(w.validator + i, w.amount.raw);
        }
        return out;
    }
    bool asks(std::uint64_t validator, Gwei amount) {
        return command::partial(f, validator, amount).has_value();
    }

    static constexpr std::uint64_t kCompounding = 40;
    Feed f;
    using Paid = std::vector<std::pair<std::uint64_t, std::uint64_t>>;
};

TEST_F(BeaconCases, ABlockPaysEightPartialWithdrawalsAndSixteenInAll) {
    for (std::uint64_t i = 0; i < 10; ++i) await(kCompounding + i, ether(1));
    for (std::uint64_t i = 0; i < 20; ++i) set_balance(i, ether(32) + Gwei(7));
    Paid expected;
    for (std::uint64_t i = 0; i < 8; ++i) expected.emplace_back(kCompounding + i, kEther);
    for (std::uint64_t i = 0; i < 8; ++i) expected.emplace_back(i, 7);
    EXPECT_EQ(block(), expected);
    EXPECT_EQ(f.pending_partials.size(), 2U);
    // Sixteen were paid: the sweep goes on after the last of them.
    EXPECT_EQ(f.next_withdrawal_validator, 8U);
    EXPECT_EQ(f.next_withdrawal_index, 16U);
}

TEST_F(BeaconCases, TheFirstPartialThatIsNotDueHoldsUpTheRest) {
    await(kCompounding, ether(1), 1001);
    await(kCompounding + 1, ether(1));
    EXPECT_EQ(block(), Paid());
    EXPECT_EQ(f.pending_partials.size(), 2U);
}

// "Otherwise the entry is dropped silently. Both count as processed", and neither is one of the
// eight.
TEST_F(BeaconCases, PartialsThatCannotBePaidLeaveTheQueueUncounted) {
    edit(kCompounding, [](Validator& v) { v.exit_epoch = 1500; });
    edit(kCompounding + 1, [](Validator& v) { v.increments = 31; });
    set_balance(kCompounding + 2, ether(32));
    for (std::uint64_t round = 0; round < 4; ++round) {
        for (std::uint64_t i = 0; i < 3; ++i) await(kCompounding + i, ether(1));
    }
    await(kCompounding + 3, ether(1));
    EXPECT_EQ(block(), (Paid{{kCompounding + 3, kEther}}));
    EXPECT_TRUE(f.pending_partials.empty());
}

// "pay min(balance - 32 ETH, entry.amount)", with balances "net of earlier withdrawals of the same
// block".
TEST_F(BeaconCases, APartialTakesNoMoreThanWhatIsLeftAboveThirtyTwo) {
    set_balance(kCompounding, ether(40));
    for (int i = 0; i < 3; ++i) await(kCompounding, ether(5));
    EXPECT_EQ(block(), (Paid{{kCompounding, 5 * kEther}, {kCompounding, 3 * kEther}}));
    EXPECT_EQ(balance_of(f, kCompounding), 32 * kEther);
}

TEST_F(BeaconCases, TheSweepSkimsOnlyFullValidatorsAndPaysOutWithdrawableOnes) {
    const Gwei more = ether(32) + Gwei(1);
    set_balance(0, more);
    // Not yet of its full effective balance; locked; not yet withdrawable; withdrawable with
    // nothing.
    set_balance(1, more);
    edit(1, [](Validator& v) { v.increments = 31; });
    set_balance(2, more);
    edit(2, [](Validator& v) { v.prefix = 0; });
    edit(3, [](Validator& v) { v.exit_epoch = v.withdrawable_epoch = 1001; });
    edit(4, [](Validator& v) {
        v.exit_epoch = v.withdrawable_epoch = 1000;
        v.balance = Gwei();
    });
    edit(5, [](Validator& v) { v.exit_epoch = v.withdrawable_epoch = 1000; });
    set_balance(kCompounding, ether(2048));
    edit(kCompounding + 1, [](Validator& v) {
        v.increments = 2048;
        v.balance = ether(2048) + Gwei(9);
    });
    edit(kCompounding + 2, [](Validator& v) { v.exit_epoch = v.withdrawable_epoch = 900; });
    EXPECT_EQ(
        block(),
        (Paid{{0, 1}, {5, 32 * kEther}, {kCompounding + 1, 9}, {kCompounding + 2, 64 * kEther}}));
    // Fewer than sixteen: 16,384 validators on, of eighty.
    EXPECT_EQ(f.next_withdrawal_validator, 16'384U % 80);
    EXPECT_EQ(block(), Paid());
}

// Section 12, withdrawal requests: "e >= act + 256".
TEST_F(BeaconCases, RequestsWaitForTwoHundredAndFiftySixEpochs) {
    edit(kCompounding, [](Validator& v) { v.activation_epoch = 745; });
    edit(kCompounding + 1, [](Validator& v) { v.activation_epoch = 744; });
    EXPECT_FALSE(asks(kCompounding, ether(1)));
    EXPECT_TRUE(asks(kCompounding + 1, ether(1)));
}

// "effective >= 32 ETH and balance > 32 ETH + pend: x = min(balance - 32 ETH - pend, amount)".
TEST_F(BeaconCases, PartialRequestsCountWhatIsPendingAlready) {
    set_balance(kCompounding, ether(40));
    ASSERT_TRUE(asks(kCompounding, ether(5)));
    ASSERT_TRUE(asks(kCompounding, ether(5)));
    ASSERT_EQ(f.pending_partials.size(), 2U);
    EXPECT_EQ(f.pending_partials[1].amount, ether(3));
    EXPECT_FALSE(asks(kCompounding, ether(5)));
    // One gwei above is enough again.
    set_balance(kCompounding, ether(40) + Gwei(1));
    EXPECT_TRUE(asks(kCompounding, ether(5)));
    EXPECT_EQ(f.pending_partials[2].amount, Gwei(1));
    edit(kCompounding + 1, [](Validator& v) { v.increments = 31; });
    EXPECT_FALSE(asks(kCompounding + 1, ether(1)));
}

// "amount 0: if pend = 0 initiate exit, else ignore".
TEST_F(BeaconCases, AFullExitIsIgnoredWhileAPartialIsPending) {
    ASSERT_TRUE(asks(kCompounding, ether(1)));
    const Pubkey key = view_of(f, kCompounding).pubkey;
    const Address owner = address_number(0x12);
    EXPECT_FALSE(process(f, WithdrawalRequest{owner, key, {}}).has_value());
    EXPECT_EQ(f.registry[kCompounding].exit_epoch, kFar);
    f.pending_partials.clear();
    EXPECT_TRUE(process(f, WithdrawalRequest{owner, key, {}}).has_value());
    EXPECT_NE(f.registry[kCompounding].exit_epoch, kFar);
}

/// Enough stake for a churn of consolidations.
class Consolidations : public BeaconCases {
protected:
    Consolidations() {
        done(command::add_pool(f, "rest", address_number(0x33)));
        done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    }
    bool merge(std::uint64_t source, std::uint64_t target) {
        return command::consolidate(f, source, target).has_value();
    }
    static constexpr std::uint64_t kRest = 80;
};

// "target 0x02 (any owner!); both active, not exiting; source active for 256 epochs; no pending
// partial of the source".
TEST_F(Consolidations, AskMoreOfTheSourceThanOfTheTarget) {
    ASSERT_TRUE(asks(kCompounding, ether(1)));
    EXPECT_FALSE(merge(kCompounding, kRest));
    // A target's own pending partial is no obstacle, nor that it is young or another's.
    edit(kCompounding, [](Validator& v) { v.activation_epoch = 999; });
    EXPECT_TRUE(merge(0, kCompounding));
    edit(1, [](Validator& v) { v.activation_epoch = 745; });
    EXPECT_FALSE(merge(1, kRest));
    edit(1, [](Validator& v) { v.activation_epoch = 744; });
    EXPECT_TRUE(merge(1, kRest));
    edit(kRest + 1, [](Validator& v) { v.activation_epoch = 1001; });
    EXPECT_FALSE(merge(2, kRest + 1));
    const std::vector<std::uint64_t> leaver{kRest + 2};
    done(command::exit(f, leaver));
    EXPECT_FALSE(merge(2, kRest + 2));
}

// "In order: slashed source: drop; wd(source) > e+1: stop; else move min(balance, effective)".
TEST_F(Consolidations, AreServedInOrderAndTheExcessStays) {
    for (std::uint64_t source = 0; source < 4; ++source) ASSERT_TRUE(merge(source, kRest));
    const Gwei before = f.registry[kRest].balance;
    edit(0, [](Validator& v) { v.slashed = true; });
    edit(1, [](Validator& v) {
        v.withdrawable_epoch = 1001;
        v.balance = ether(33);
    });
    edit(2, [](Validator& v) { v.withdrawable_epoch = 1002; });
    edit(3, [](Validator& v) {
        v.withdrawable_epoch = 1001;
        v.balance = ether(31);
    });
    process_pending_consolidations(f);
    EXPECT_EQ(f.registry[kRest].balance, before + ether(32));
    EXPECT_EQ(balance_of(f, 0), 32 * kEther);
    EXPECT_EQ(balance_of(f, 1), kEther);
    EXPECT_EQ(balance_of(f, 3), 31 * kEther);
    ASSERT_EQ(f.pending_consolidations.size(), 2U);
    EXPECT_EQ(f.pending_consolidations[0].source, 2U);
    edit(2, [](Validator& v) { v.withdrawable_epoch = 1001; });
    process_pending_consolidations(f);
    EXPECT_EQ(f.registry[kRest].balance, before + ether(32 + 32 + 31));
    EXPECT_TRUE(f.pending_consolidations.empty());
}

/// Pending deposits of before the last finalised slot, against a churn that is given.
class DepositQueueCases : public BeaconCases {
protected:
    void top_up(std::uint64_t validator, Gwei amount) {
        done(command::top_up(f, validator, amount));
        f.pending_deposits.back().slot = 0;
    }
    void deposit(Gwei amount, std::uint64_t n) {
        done(command::deposit(f, "plain", {.n = n, .prefix = 1, .amount = amount}));
        f.pending_deposits.back().slot = 0;
    }
};

// Section 4, queue processing, (a): "wd < e+1: apply, no room used".
TEST_F(DepositQueueCases, WithdrawableValidatorsTakeNoRoom) {
    edit(0, [](Validator& v) { v.exit_epoch = v.withdrawable_epoch = 1000; });
    edit(1, [](Validator& v) { v.exit_epoch = v.withdrawable_epoch = 1001; });
    top_up(0, ether(500));
    top_up(1, ether(500));
    top_up(2, ether(10));
    process_pending_deposits(f, ether(10));
    EXPECT_EQ(balance_of(f, 0), 532 * kEther);
    EXPECT_EQ(balance_of(f, 2), 42 * kEther);
    // The one that leaves but has not left is postponed, to the end of the queue.
    EXPECT_EQ(balance_of(f, 1), 32 * kEther);
    ASSERT_EQ(f.pending_deposits.size(), 1U);
    EXPECT_EQ(f.pending_deposits[0].amount, ether(500));
    EXPECT_EQ(f.deposit_balance_to_consume, Gwei());
}

// (c): "stop if processed + amount > room"; what is left of the room is kept only then.
TEST_F(DepositQueueCases, RoomIsKeptOnlyForADepositThatDidNotFit) {
    top_up(2, ether(10));
    process_pending_deposits(f, ether(15));
    EXPECT_EQ(f.deposit_balance_to_consume, Gwei());
    top_up(2, ether(10));
    top_up(3, ether(6));
    process_pending_deposits(f, ether(15));
    EXPECT_EQ(f.deposit_balance_to_consume, ether(5));
    ASSERT_EQ(f.pending_deposits.size(), 1U);
    // One that fits exactly is applied.
    process_pending_deposits(f, ether(1));
    EXPECT_EQ(balance_of(f, 3), 38 * kEther);
    EXPECT_EQ(f.deposit_balance_to_consume, Gwei());
}

// "Each handled deposit counts towards the 16", postponed ones too.
TEST_F(DepositQueueCases, SixteenAreHandledWhateverBecomesOfThem) {
    edit(1, [](Validator& v) { v.exit_epoch = 1005; });
    for (int i = 0; i < 10; ++i) top_up(1, ether(1));
    deposit(ether(1), 10);
    const std::uint64_t before = f.registry.size();
    process_pending_deposits(f, ether(256));
    EXPECT_EQ(f.registry.size(), before + 6);
    ASSERT_EQ(f.pending_deposits.size(), 11U);
    EXPECT_EQ(f.pending_deposits[0].n, 4U);
    EXPECT_EQ(f.deposit_balance_to_consume, Gwei());
}

// "Stop at a deposit whose slot > finalized_epoch*32."
TEST_F(DepositQueueCases, DepositsWaitForTheirSlotToBeFinal) {
    top_up(2, ether(1));
    top_up(3, ether(1));
    top_up(4, ether(1));
    f.pending_deposits[0].slot = 998 * 32;
    f.pending_deposits[1].slot = 998 * 32 + 1;
    process_pending_deposits(f, ether(256));
    EXPECT_EQ(balance_of(f, 2), 33 * kEther);
    EXPECT_EQ(balance_of(f, 3), 32 * kEther);
    EXPECT_EQ(balance_of(f, 4), 32 * kEther);
    EXPECT_EQ(f.pending_deposits.size(), 2U);
}

// Section 8: "initiate exit (no effect if exit set); wd := max(wd, e + 8192)".
TEST_F(BeaconCases, SlashingAnExitingValidatorKeepsItsExit) {
    const std::vector<std::uint64_t> leaver{0};
    done(command::exit(f, leaver));
    const std::uint64_t exit_epoch = f.registry[0].exit_epoch;
    const ChurnQueue queue = f.exits;
    done(command::slash(f, leaver));
    EXPECT_EQ(f.registry[0].exit_epoch, exit_epoch);
    EXPECT_EQ(f.registry[0].withdrawable_epoch, 1000U + 8192U);
    EXPECT_EQ(f.exits, queue);
    EXPECT_EQ(balance_of(f, 0), 32 * kEther - 7'812'500);
    EXPECT_FALSE(command::slash(f, leaver).has_value());
    // Exited, not yet withdrawable: still slashable, to the last epoch.
    edit(1, [](Validator& v) {
        v.exit_epoch = 900;
        v.withdrawable_epoch = 1001;
    });
    edit(2, [](Validator& v) { v.exit_epoch = v.withdrawable_epoch = 1000; });
    EXPECT_TRUE(command::slash(f, std::vector<std::uint64_t>{1}).has_value());
    EXPECT_FALSE(command::slash(f, std::vector<std::uint64_t>{2}).has_value());
}

}  // namespace
}  // namespace aq::beacon
