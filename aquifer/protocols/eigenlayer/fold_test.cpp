// SPDX-License-Identifier: Apache-2.0
/// What logs say between the lines: of deposit shares, what a queued withdrawal took; of an
/// allocation, whether it still waits for something. Alice is the operator and carol the staker; a
/// second state hears the logs of the first. The factors are the contract's: 18 decimals, each
/// quotient rounded down.
#include <aquifer/protocols/eigenlayer/fold.hpp>

#include <aquifer/protocols/eigenlayer/testing_allocation.hpp>
#include <aquifer/protocols/eigenlayer/testing_delegation.hpp>
#include <aquifer/protocols/eigenlayer/witness.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer::testing {

namespace {

/// Tells a state of the logs of another, and what the two differ in then.
std::vector<std::string> tell(Sandbox& listener, const Sandbox& of, const LogBuffer& logs) {
    for (std::size_t i = 0; i < logs.size(); ++i) {
        fold({listener.undo, listener.ports, of.block, logs, i});
    }
    listener.undo.commit();
    std::size_t compared = 0;
    return differing_fields(of.s, listener.s, of.block, compared);
}

class FoldedDeposits : public ::testing::Test, protected DelegationWorld {
protected:
    FoldedDeposits() {
        allocate_all(low);
        must(delegate(carol, alice));
        got(deposit(carol, low, 1001_u256));
        heard_.s = box.s;
    }

    /// Tells the other state of the last transaction.
    void hear() { hear(box.logs); }
    void hear(const LogBuffer& logs) { differences_ = tell(heard_, box, logs); }
    /// A tenth of a percent is slashed. Deposits of 1 wei then lose more to rounding than they add:
    /// of 1001 shares ⌊1001·0.999⌋ = 999 can be withdrawn, with the first wei 1000 of 1002, and
    /// with the second ⌊⌊1002·k⌋·0.999⌋ + 1 = 1000 of 1003.
    void sink_below_one() {
        slash_one(low, 1'000'000'000'000'000_u256);
        hear();
        got(deposit(carol, low, 1_u256));
        hear();
        EXPECT_EQ(scaling(carol, low), 999002995010979042_u256);
        got(deposit(carol, low, 1_u256));
        hear();
        EXPECT_EQ(scaling(carol, low), 998006980060818544_u256);
    }
    [[nodiscard]] u256 told() const { return dm::deposit_shares(heard_.s, carol, low).raw; }
    [[nodiscard]] bool in_doubt() const {
        return heard_.s.strategy_manager.deposit_shares_in_doubt[StrategyKey(carol, low)];
    }
    [[nodiscard]] const std::vector<std::string>& differences() const { return differences_; }

private:
    Sandbox heard_;
    std::vector<std::string> differences_;
};

class FoldedAllocations : public ::testing::Test, protected AllocationWorld {
protected:
    static constexpr std::uint64_t kStart = 2506286253373566;

    FoldedAllocations() {
        must(join(alice, {1}));
        must(allocate(alice, set, low, kStart));
        heard_.s = box.s;
    }
    [[nodiscard]] std::vector<std::string> differences() { return tell(heard_, box, box.logs); }
    [[nodiscard]] std::vector<Magnitude> logged() const {
        std::vector<Magnitude> out;
        for (const AllocationUpdated& e : box.events<AllocationUpdated>()) {
            out.push_back(e.magnitude);
        }
        return out;
    }

private:
    Sandbox heard_;
};

}  // namespace

// The magnitudes are those that the contracts at f84a5151 logged. One wei waits to be deallocated;
// half is slashed, and a part of one wei rounded up is all of it: the block stays ahead, and
// nothing waits for it. So the next slash announces nothing.
TEST_F(FoldedAllocations, WaitForNothingOnceASlashAteUpWhatTheyWaitedFor) {
    must(allocate(alice, set, low, kStart - 1));
    EXPECT_TRUE(differences().empty());
    ASSERT_TRUE(slash(alice, {low}, {500'000'000'000'000'000_u256}));
    EXPECT_EQ(logged(), (std::vector{Magnitude(1253143126686783), Magnitude(1253143126686783)}));
    EXPECT_EQ(stored(alice, set, low).pending_diff, 0);
    EXPECT_GT(stored(alice, set, low).effect_block, box.block.number32());
    EXPECT_TRUE(differences().empty());
    ASSERT_TRUE(slash(alice, {low}, {999'999'999'999'999'998_u256}));
    EXPECT_EQ(logged(), std::vector{Magnitude()});
    EXPECT_TRUE(differences().empty());
}

TEST_F(FoldedDeposits, FollowFromTheScaledSharesWhereOneAmountGivesThem) {
    sink_below_one();
    // ⌊501·k⌋ and ⌊502·k⌋ are both 500; ⌊500·k⌋ = 499 alone is 499.
    queued(carol, low, 500_u256);
    hear();
    EXPECT_EQ(told(), 503_u256);
    EXPECT_FALSE(in_doubt());
    EXPECT_TRUE(differences().empty());
}

TEST_F(FoldedDeposits, FollowFromScaledSharesOfZeroToo) {
    sink_below_one();
    // ⌊1·k⌋ = 0, and nobody queues nothing.
    queued(carol, low, 1_u256);
    EXPECT_EQ(box.events<SlashingWithdrawalQueued>().at(0).withdrawal.scaledShares.at(0),
              ScaledShares());
    hear();
    EXPECT_EQ(told(), 1002_u256);
    EXPECT_FALSE(in_doubt());
}

TEST_F(FoldedDeposits, StayInDoubtWhereTwoAmountsLeaveTheSameLogs) {
    sink_below_one();
    const State before = box.s;
    queued(carol, low, 501_u256);
    const auto of_501 = box.events<SlashingWithdrawalQueued>().at(0);
    const std::vector<Hash> order_of_501 = box.order();
    box.s = before;
    queued(carol, low, 502_u256);
    const auto of_502 = box.events<SlashingWithdrawalQueued>().at(0);
    EXPECT_EQ(of_501.withdrawal.scaledShares, std::vector{ScaledShares(500)});
    EXPECT_EQ(of_501.shares_to_withdraw, std::vector{Shares(499)});
    EXPECT_EQ(of_502.withdrawal_root, of_501.withdrawal_root);
    EXPECT_EQ(of_502.shares_to_withdraw, of_501.shares_to_withdraw);
    EXPECT_EQ(box.order(), order_of_501);

    hear();
    EXPECT_EQ(deposited(carol, low), 501_u256);
    EXPECT_EQ(told(), 502_u256);
    EXPECT_TRUE(in_doubt());
    EXPECT_TRUE(differences().empty());

    // A deposit that lifts the scaling factor does not say what was queued before it.
    got(deposit(carol, low, 1'000'000'000'000'000'000'000_u256));
    hear();
    EXPECT_GE(scaling(carol, low), 1'000'000'000'000'000'000_u256);
    EXPECT_EQ(wrapping_sub(told(), deposited(carol, low)), 1_u256);
    EXPECT_TRUE(in_doubt());
    EXPECT_TRUE(differences().empty());

    // Queueing the rest resets the scaling factor, and a log says so.
    queued(carol, low, deposited(carol, low));
    hear();
    EXPECT_EQ(told(), 0_u256);
    EXPECT_FALSE(in_doubt());
    EXPECT_TRUE(differences().empty());
}

TEST_F(FoldedDeposits, AreNotEmptiedByAQueueingInTheTransactionOfADeposit) {
    // As a contract that is a staker may do: the deposit sets the scaling factor, to 1 as ever.
    got(deposit(carol, low, 9_u256));
    LogBuffer both = box.logs;
    queued(carol, low, 10_u256);
    for (std::size_t i = 0; i < box.logs.size(); ++i) {
        both.append(box.logs[i]);
    }
    hear(both);
    EXPECT_EQ(told(), 1000_u256);
    EXPECT_TRUE(differences().empty());
}

TEST_F(FoldedDeposits, RefuseAQueueingOfMoreThanIsThere) {
    queued(carol, low, 400_u256);
    const LogBuffer first = box.logs;
    hear(first);
    EXPECT_EQ(told(), 601_u256);
    // Heard in another withdrawal's place after most is gone: 601 - 400 stay, then none could.
    queued(carol, low, 400_u256);
    hear();
    EXPECT_EQ(told(), 201_u256);
    box.block.number += 1;
    const Withdrawal withdrawal{
        carol, alice, carol, 9, box.block.number32(), {low}, {ScaledShares(201)}};
    LogBuffer made_up;
    made_up.append(delegations, SlashingWithdrawalQueued{
                                    dm::withdrawal_root(withdrawal), withdrawal, {Shares(201)}});
    hear(made_up);
    EXPECT_EQ(told(), 201_u256);
}

}  // namespace aq::eigenlayer::testing
