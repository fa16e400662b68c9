// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/lottery.hpp>

#include <aquifer/protocols/beacon/testing.hpp>

#include <gtest/gtest.h>

namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)

Participation everybody(std::uint64_t increments) {
    return {.active = increments,
            .online = increments,
            .offline = 0,
            .weighted = 54 * increments,
            .previous = {increments, increments, increments},
            .current_target = increments};
}

/// Numbers of an independent model, at 36,000,000 ether.
TEST(Lottery, RatesOfAFullNetwork) {
    const Lottery rates = lottery_of(everybody(36'000'000), 337);
    EXPECT_EQ(rates.sync_bit, 23'139U);
    EXPECT_EQ(rates.sync_proposer, 3'305U);
    // The proposer of a full block for its sync aggregate.
    EXPECT_EQ(rates.sync_proposer * 512, 1'692'160U);
    // A seat for the 8,192 blocks of a period.
    EXPECT_EQ(rates.sync_bit * 8'192, 189'554'688U);
    // One proposal of a full block.
    EXPECT_EQ(rates.inclusion / 32 + rates.sync_proposer * 512, 47'390'262U);
    EXPECT_EQ(rates.income(), 1'895'597'781U);
    EXPECT_EQ(rates.missed_bits(), 0U);
}

Feed network(std::uint64_t seed) {
    Feed f = at_epoch_1000({"on", "off"}, true, {.lottery = true, .lottery_seed = seed});
    done(command::found(f, "on", {.n = 900, .prefix = 2, .effective_ether = 2000}));
    done(command::found(f, "off", {.n = 100, .prefix = 2, .effective_ether = 1000}));
    done(command::perform(f, "off", {.duty = Duty::kOffline, .from = 1000, .epochs = 10'000}));
    return f;
}

TEST(Lottery, IsTheSameForTheSameSeed) {
    Feed a = network(1);
    Feed b = network(1);
    Feed c = network(2);
    for (Feed* f : {&a, &b, &c}) advance_epochs(*f, 3);
    EXPECT_EQ(a, b);
    EXPECT_FALSE(a.registry == c.registry);
}

TEST(Lottery, MakesSingleValidatorsDiffer) {
    Feed f = network(1);
    advance_epochs(f, 1);
    // Nearly every validator online has one of the 512 seats, or none, or proposed.
    EXPECT_GT(f.registry.runs().size(), 100U);
    EXPECT_EQ(f.committee.seats.size(), 512U);
    EXPECT_EQ(f.committee.period, 1000 / 256);
}

TEST(Lottery, CommitteesChangeEvery256Epochs) {
    Feed f = network(1);
    advance_epochs(f, 23);
    const Committee first = f.committee;
    EXPECT_EQ(f.epoch(), 1023U);
    advance_epochs(f, 1);
    EXPECT_EQ(f.committee, first);
    // Epoch 1024 begins the next period.
    advance_epochs(f, 1);
    EXPECT_EQ(f.committee.period, 4U);
    EXPECT_NE(f.committee.seats, first.seats);
}

/// The stake offline is 1/19: of 32 blocks 30.3 are made, of 512 seats 485 sign. Over 200 epochs
/// the drawn income is near the expected one.
TEST(Lottery, PaysWhatIsExpectedOnTheLongRun) {
    Feed drawn = network(7);
    Feed expected = network(7);
    expected.config.lottery = false;
    advance_epochs(drawn, 200);
    EXPECT_EQ(advance_epochs(expected, 200).exact_epochs, 200U);
    const auto income = [](const Feed& f) {
        return pool_named(f, "on").balance.raw + pool_named(f, "on").withdrawn.raw -
               1'800'000'000'000'000;
    };
    const std::uint64_t a = income(drawn);
    const std::uint64_t b = income(expected);
    // Within one per cent of all income, of which the lottery is a sixth.
    EXPECT_LT((std::max(a, b) - std::min(a, b)) * 100, b);
    for (const Feed* f : {&drawn, &expected}) {
        EXPECT_EQ(f->counters.entered + f->counters.issued,
                  sum_of_balances(*f) + f->counters.withdrawn + f->carry + f->counters.burned);
    }
    // Seats of the offline cost them what they cost in the mean.
    EXPECT_LT(pool_named(drawn, "off").balance, Gwei(100'000'000'000'000));
}

TEST(Lottery, NeverTakesEpochsTogether) {
    Feed f = network(1);
    EXPECT_EQ(advance_epochs(f, 5, Mode::kFast).exact_epochs, 5U);
}

}  // namespace
}  // namespace aq::beacon
