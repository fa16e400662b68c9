// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/testing.hpp>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)
using ::testing::HasSubstr;

/// A command that cannot be done says why, says what could, and changes nothing.
template <class Command>
void expect_refusal(Feed& f, Command command, std::string_view why) {
    const Feed before = f;  // NOLINT(*-unnecessary-copy-*): the command may change f
    const auto answer = command();
    ASSERT_FALSE(answer.has_value()) << why;
    EXPECT_THAT(answer.error().what, HasSubstr(std::string(why)));
    EXPECT_EQ(f, before) << why;
}

class Commands : public ::testing::Test {
protected:
    Commands() : f(at_epoch_1000({"rest", "lrt"})) {
        done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
        done(command::found(f, "lrt", {.n = 100, .prefix = 1, .effective_ether = 32}));
        done(command::found(f, "lrt", {.n = 100, .prefix = 2, .effective_ether = 64}));
    }
    static constexpr std::uint64_t kPlain = 18'000;
    static constexpr std::uint64_t kCompounding = 18'100;
    Feed f;
};

TEST_F(Commands, AFeedBeginsWhereProofsCanBeMade) {
    EXPECT_THAT(begin({.fork = Fork::kGloas, .proofs = true}, 1000).error().what,
                HasSubstr("Deneb and Electra would be accepted"));
    EXPECT_TRUE(begin({.fork = Fork::kGloas}, 1000).has_value());
    EXPECT_THAT(begin({}, kFar).error().what, HasSubstr("is too late"));
    EXPECT_EQ(begin({}, 0)->finality, Finality());
}

TEST_F(Commands, PoolsAreNamedOnce) {
    expect_refusal(f, [&] { return command::add_pool(f, "lrt", {}); }, "another name");
    expect_refusal(f, [&] { return command::add_pool(f, "", {}); }, "needs a name");
    expect_refusal(
        f, [&] { return command::exit(f, "lido", 1); },
        "there is no pool \"lido\"; there are depositors, rest, lrt");
    expect_refusal(
        f, [&] { return command::perform(f, "lido", {.epochs = 1}); }, "there is no pool \"lido\"");
}

TEST_F(Commands, FoundersAreValidatorsThatCanBe) {
    done(command::add_pool(f, "new", address_number(0x44)));
    expect_refusal(
        f, [&] { return command::found(f, "new", {.n = 1, .prefix = 1, .effective_ether = 33}); },
        "1 to 32 ether");
    expect_refusal(
        f, [&] { return command::found(f, "lrt", {.n = 1, .prefix = 0}); },
        "1 or 2 would be accepted");
    expect_refusal(
        f, [&] { return command::found(f, "lrt", {.n = 1, .prefix = 1, .effective_ether = 33}); },
        "1 to 32 ether");
    expect_refusal(
        f,
        [&] {
            return command::found(f, "lrt", {.n = 1, .effective_ether = 32, .balance = ether(31)});
        },
        "a balance near it");
    expect_refusal(
        f, [&] { return command::found(f, "lrt", {.n = 1'000'000'000}); }, "may have 1000000000");
}

TEST_F(Commands, DepositsAreOfAnEtherAtLeast) {
    expect_refusal(
        f, [&] { return command::deposit(f, "lrt", {.amount = Gwei(999'999'999)}); },
        "1000000000 gwei or more");
    expect_refusal(f, [&] { return command::deposit(f, "lrt", {.prefix = 3}); }, "1 or 2");
    expect_refusal(
        f, [&] { return command::deposit(f, "lrt", {.n = 1'000'000'000}); }, "too much ether");
    expect_refusal(
        f, [&] { return command::top_up(f, 18'200, ether(1)); },
        "there is no validator 18200: the registry has 18200");
    expect_refusal(f, [&] { return command::top_up(f, 0, Gwei(1)); }, "too low");
    done(command::top_up(f, kPlain, ether(1)));
    EXPECT_EQ(pool_named(f, "lrt").pending, ether(1));
}

TEST_F(Commands, ExitsAskForWhoMayLeave) {
    const std::vector<std::uint64_t> one = {kPlain};
    done(command::exit(f, one));
    expect_refusal(f, [&] { return command::exit(f, one); }, "exits already, at epoch 1005");
    done(command::partial(f, kCompounding, ether(1)));
    const std::vector<std::uint64_t> pending = {kCompounding};
    expect_refusal(f, [&] { return command::exit(f, pending); }, "partial withdrawal pending");
    expect_refusal(
        f, [&] { return command::exit(f, "lrt", 199); }, "198 validators may exit, not 199");
    f.registry.edit({kPlain + 1, 1}, [](Validator& v) { v.activation_epoch = 745; });
    const std::vector<std::uint64_t> young = {kPlain + 1};
    expect_refusal(f, [&] { return command::exit(f, young); }, "accepted from epoch 1001");
    f.registry.edit({kPlain + 2, 1}, [](Validator& v) { v.activation_epoch = 1001; });
    const std::vector<std::uint64_t> waiting = {kPlain + 2};
    expect_refusal(
        f, [&] { return command::exit(f, waiting); }, "is pending_queued: only an active one");
    done(command::exit(f, "lrt", 196));
    EXPECT_EQ(f.registry[kPlain + 1].exit_epoch, kFar);
    EXPECT_EQ(f.registry[kCompounding].exit_epoch, kFar);
    EXPECT_NE(f.registry[kCompounding + 1].exit_epoch, kFar);
}

TEST_F(Commands, PartialWithdrawalsTakeThePlaceOfAnExitInTheQueue) {
    // Forty of sixty-four would leave less than 32: it takes what is over.
    done(command::partial(f, kCompounding, ether(40)));
    EXPECT_EQ(f.pending_partials[0], (PendingPartial{kCompounding, ether(32), 1261}));
    EXPECT_EQ(f.exits, (ChurnQueue{1005, ether(224)}));
    expect_refusal(
        f, [&] { return command::partial(f, kCompounding, ether(1)); },
        "64000000000 gwei must stay or are pending");
    expect_refusal(f, [&] { return command::partial(f, kPlain, ether(1)); }, "needs 0x02");
    expect_refusal(f, [&] { return command::partial(f, kCompounding, Gwei()); }, "say exit");
    advance_epochs(f, 1261 - 1000);
    EXPECT_EQ(pool_named(f, "lrt").withdrawn.raw / kEther, 0U);
    advance_epochs(f, 1);
    EXPECT_TRUE(f.pending_partials.empty());
    EXPECT_EQ(f.registry[kCompounding].increments, 32U);
    EXPECT_LT(f.registry[kCompounding].balance, f.registry[kCompounding + 1].balance);
}

TEST_F(Commands, PartialOfFortyEtherLeavesRoom) {
    Feed g = at_epoch_1000({"rest"});
    done(command::found(g, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    done(command::partial(g, 5, ether(40)));
    EXPECT_EQ(g.exits, (ChurnQueue{1005, ether(216)}));
    EXPECT_EQ(g.pending_partials[0].withdrawable_epoch, 1261U);
}

TEST_F(Commands, ConsolidationMovesTheEffectiveBalance) {
    expect_refusal(f, [&] { return command::consolidate(f, kPlain, kPlain); }, "with itself");
    expect_refusal(
        f, [&] { return command::consolidate(f, kCompounding, kPlain); }, "is no target: 0x02");
    done(command::consolidate(f, kPlain, kCompounding));
    expect_refusal(
        f, [&] { return command::consolidate(f, kPlain, kCompounding); }, "exits already");
    expect_refusal(
        f, [&] { return command::consolidate(f, kPlain + 1, 99'999); },
        "there is no validator 99999");
    EXPECT_EQ(f.registry[kPlain].exit_epoch, 1005U);
    EXPECT_EQ(f.registry[kPlain].withdrawable_epoch, 1261U);
    advance_epochs(f, 1260 - 1000);
    const std::uint64_t target = balance_of(f, kCompounding);
    advance_epochs(f, 1);
    EXPECT_GT(balance_of(f, kCompounding), target + 31 * kEther);
    EXPECT_LT(balance_of(f, kPlain), kEther);
    EXPECT_TRUE(f.pending_consolidations.empty());
    EXPECT_EQ(f.registry[kCompounding].increments, 96U);
}

TEST_F(Commands, ASlashedSourceIsNotConsolidated) {
    done(command::consolidate(f, kPlain, kCompounding));
    const std::vector<std::uint64_t> source = {kPlain};
    done(command::slash(f, source));
    advance_epochs(f, 1);
    EXPECT_TRUE(f.pending_consolidations.empty());
    EXPECT_GT(balance_of(f, kPlain), 31 * kEther);
}

TEST_F(Commands, ConsolidationNeedsAChurnOfItsOwn) {
    Feed g = at_epoch_1000({"lrt"});
    done(command::found(g, "lrt", {.n = 2, .prefix = 2, .effective_ether = 64}));
    expect_refusal(
        g, [&] { return command::consolidate(g, 0, 1); },
        "their churn is 0 gwei and must be more than 32000000000 gwei");
}

TEST_F(Commands, ASwitchSendsTheExcessThroughTheDepositQueue) {
    f.registry.edit({kPlain, 1}, [](Validator& v) { v.balance = v.balance + Gwei(7'000); });
    done(command::switch_to_compounding(f, kPlain));
    EXPECT_EQ(balance_of(f, kPlain), 32 * kEther);
    EXPECT_EQ(view_of(f, kPlain).credentials.bytes[0], 2);
    ASSERT_EQ(f.pending_deposits.size(), 1U);
    EXPECT_EQ(f.pending_deposits[0].amount, Gwei(7'000));
    EXPECT_EQ(f.pending_deposits[0].slot, 0U);
    expect_refusal(
        f, [&] { return command::switch_to_compounding(f, kPlain); }, "a switch needs 0x01");
    expect_refusal(
        f, [&] { return command::switch_to_compounding(f, 99'999); }, "there is no validator");
    advance_epochs(f, 1);
    EXPECT_TRUE(f.pending_deposits.empty());
}

TEST_F(Commands, DepositsBelongToThePoolOfTheirAddress) {
    const auto pay = [&](std::uint8_t key, const Address& to, Gwei amount) {
        DepositRequest request;
        request.pubkey.fill(key);
        request.credentials = credentials_of(1, to);
        request.amount = amount;
        process(f, Requests{.deposits = {request}, .withdrawals = {}, .consolidations = {}});
    };
    pay(0x71, address_number(0x12), ether(32));
    pay(0x72, address_number(0x99), ether(32));
    // A billion ether more than there can be.
    pay(0x73, address_number(0x12), ether(1'000'000'000));
    advance_epochs(f, 3);
    ASSERT_EQ(f.registry.size(), 18'202U);
    EXPECT_EQ(f.pools[f.registry[18'200].pool].name, "lrt");
    EXPECT_EQ(f.pools[f.registry[18'201].pool].name, "depositors");
}

TEST_F(Commands, RequestsOfStrangersHaveNoEffect) {
    const Pubkey key = view_of(f, kCompounding).pubkey;
    const auto stranger = process(f, WithdrawalRequest{address_number(0x66), key, {}});
    ASSERT_FALSE(stranger.has_value());
    EXPECT_THAT(stranger.error().what, HasSubstr("not 0x6666"));
    const auto unknown = process(f, WithdrawalRequest{address_number(0x66), Pubkey{}, {}});
    ASSERT_FALSE(unknown.has_value());
    EXPECT_THAT(unknown.error().what, HasSubstr("no validator has the public key"));
    f.registry.edit({kPlain, 1}, [](Validator& v) { v.prefix = 0; });
    const Pubkey locked = view_of(f, kPlain).pubkey;
    const auto bls = process(f, WithdrawalRequest{address_number(0x12), locked, {}});
    ASSERT_FALSE(bls.has_value());
    EXPECT_THAT(bls.error().what, HasSubstr("0x01 or 0x02 would be accepted"));
    // The owner's full exit, and then nothing more.
    ASSERT_TRUE(process(f, WithdrawalRequest{address_number(0x12), key, {}}).has_value());
    EXPECT_FALSE(process(f, WithdrawalRequest{address_number(0x12), key, {}}).has_value());
}

TEST_F(Commands, SlashingAsksForWhoCanBeSlashed) {
    const std::vector<std::uint64_t> one = {kPlain};
    done(command::slash(f, one));
    expect_refusal(
        f, [&] { return command::slash(f, one); }, "is active_slashed: one that was activated");
    expect_refusal(
        f, [&] { return command::slash(f, "lrt", 200); }, "199 validators can be slashed, not 200");
}

TEST_F(Commands, PerformancesBeginAndEnd) {
    expect_refusal(
        f, [&] { return command::perform(f, "lrt", {.share_bps = 10'001}); }, "0 to 10000");
    expect_refusal(
        f, [&] { return command::perform(f, "lrt", {.from = 999, .epochs = 1}); },
        "epoch 999 is over: 1000 or later");
    expect_refusal(f, [&] { return command::perform(f, "lrt", {.from = 1000}); }, "1 or more");
    done(command::perform(f, "lrt",
                          {.share_bps = 2'500, .duty = Duty::kLate, .from = 1002, .epochs = 2}));
    const auto late = [&] {
        std::uint64_t n = 0;
        for (const auto& run : f.registry.runs()) n += run.each.duty == Duty::kLate ? run.n : 0;
        return n;
    };
    advance_epochs(f, 1);
    EXPECT_EQ(late(), 0U);
    advance_epochs(f, 1);
    EXPECT_EQ(late(), 50U);
    EXPECT_EQ(f.registry[kPlain].duty, Duty::kLate);
    advance_epochs(f, 2);
    EXPECT_EQ(late(), 0U);
    EXPECT_TRUE(f.performances.empty());
    done(command::offline(f, 5'000, 1));
    EXPECT_EQ(f.registry[8'999].duty, Duty::kOffline);
    EXPECT_EQ(f.registry[9'000].duty, Duty::kOnline);
    EXPECT_EQ(f.registry[kPlain + 99].duty, Duty::kOffline);
    EXPECT_EQ(f.registry[kCompounding].duty, Duty::kOnline);
}

TEST_F(Commands, TheTotalIsScaledByTheBackground) {
    expect_refusal(
        f, [&] { return command::scale_total(f, ether(36'000'000)); }, "no pool \"background\"");
    done(command::add_pool(f, "background", address_number(0x99)));
    done(command::found(f, "background", {.n = 1'000, .prefix = 2, .effective_ether = 2000}));
    done(command::scale_total(f, ether(37'000'123)));
    EXPECT_EQ(total_active(f, 1000), ether(37'000'123));
    expect_refusal(
        f, [&] { return command::scale_total(f, ether(36'000'000)); },
        "whole ether from 36026600 to 38057600");
    expect_refusal(
        f, [&] { return command::scale_total(f, ether(37'000'000) + Gwei(1)); }, "whole ether");
    const Gwei held = sum_of_balances(f);
    EXPECT_EQ(f.counters.entered, held);
}

}  // namespace
}  // namespace aq::beacon
