// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/exits.hpp>
#include <aquifer/protocols/beacon/lottery.hpp>
#include <aquifer/protocols/beacon/testing.hpp>

#include <gtest/gtest.h>

/// Whole feeds worked by hand and by an independent model of the consensus layer's arithmetic; the
/// numbers are the model's.
namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)

/// 911,600 validators of four kinds: T = 32,224,000 ether.
Feed feed_of_a_million() {
    Feed f = at_epoch_1000({"rest", "lrt"});
    done(command::found(f, "rest", {.n = 900'000, .prefix = 1, .effective_ether = 32}));
    done(command::found(f, "rest", {.n = 1'500, .prefix = 2, .effective_ether = 2048}));
    done(command::found(f, "lrt", {.n = 10'000, .prefix = 1, .effective_ether = 32}));
    done(command::found(
        f, "lrt",
        {.n = 100, .prefix = 2, .effective_ether = 320, .balance = Gwei(320'100'000'000)}));
    return f;
}

PoolView pool(std::uint64_t validators, std::uint64_t balance, std::uint64_t effective,
              std::uint64_t withdrawn) {
    return {.validators = validators,
            .balance = Gwei(balance),
            .effective = Gwei(effective),
            .withdrawn = Gwei(withdrawn),
            .pending = Gwei()};
}

TEST(WorkedFeed, AnEpochOfAMillionValidators) {
    Feed f = feed_of_a_million();
    ASSERT_EQ(active_increments(f, 1000), 32'224'000U);
    EXPECT_EQ(base_reward_per_increment_down(32'224'000), 356U);
    EXPECT_EQ(churn_of(f),
              (Churn{Gwei(256'000'000'000), Gwei(256'000'000'000), Gwei(235'000'000'000)}));
    const Lottery lottery = lottery_of(participation_of(f), 356);
    EXPECT_EQ(lottery.inclusion, 1'382'754'857U);
    EXPECT_EQ(lottery.sync_bit, 21'880U);
    EXPECT_EQ(lottery.sync_proposer, 3'125U);
    // The pot: nothing is carried into the first epoch.
    EXPECT_EQ(f.carry, Gwei());
    EXPECT_EQ(lottery.income(), 1'792'436'777U);
    advance_epochs(f, 1);
    EXPECT_EQ(balance_of(f, 0), 32'000'011'391U);
    EXPECT_EQ(balance_of(f, 900'000), 2'048'000'729'086U);
    EXPECT_EQ(balance_of(f, 901'500), 32'000'011'391U);
    EXPECT_EQ(balance_of(f, 911'500), 320'100'113'919U);
    EXPECT_EQ(f.carry, Gwei(889'877));
    EXPECT_EQ(f.counters.issued, Gwei(11'471'720'777));
}

TEST(WorkedFeed, ADayOfAMillionValidators) {
    Feed f = feed_of_a_million();
    const Advanced out = advance_epochs(f, 225);
    EXPECT_EQ(out.exact_epochs, 225U);
    EXPECT_EQ(f.epoch(), 1225U);
    EXPECT_EQ(f.finality.finalized_epoch, 1223U);
    EXPECT_EQ(pool_named(f, "rest"),
              pool(901'500, 31'874'405'958'118'768, 31'872'000'000'000'000, 146'983'327'232));
    EXPECT_EQ(pool_named(f, "lrt"), pool(10'100, 352'038'195'121'700, 352'000'000'000'000, 0));
    EXPECT_EQ(f.counters.issued, Gwei(2'581'137'174'825));
    EXPECT_EQ(f.next_withdrawal_validator, 638'976U);
    EXPECT_EQ(f.next_withdrawal_index, 114'688U);
    EXPECT_EQ(f.carry, Gwei(607'125));
    EXPECT_EQ(f.registry.runs().size(), 229U);
}

TEST(WorkedFeed, ADayOfAMillionValidatorsInOneFastStep) {
    Feed f = feed_of_a_million();
    const Advanced out = advance_epochs(f, 225, Mode::kFast);
    EXPECT_EQ(out.fast_steps, 1U);
    EXPECT_EQ(out.exact_epochs, 0U);
    EXPECT_EQ(f.epoch(), 1225U);
    EXPECT_EQ(f.finality.finalized_epoch, 1223U);
    EXPECT_EQ(pool_named(f, "rest"),
              pool(901'500, 31'874'257'661'351'700, 31'872'000'000'000'000, 295'279'948'800));
    EXPECT_EQ(pool_named(f, "lrt"), pool(10'100, 352'038'195'134'800, 352'000'000'000'000, 0));
    EXPECT_EQ(f.counters.issued, Gwei(2'581'137'174'825));
    EXPECT_EQ(f.carry, Gwei(739'525));
    EXPECT_EQ(f.next_withdrawal_validator, 115'200U);
    EXPECT_EQ(f.registry.runs().size(), 5U);
}

TEST(WorkedFeed, AHundredSlashedValidators) {
    Feed f = at_epoch_1000({"rest", "lrt"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    done(command::found(f, "lrt", {.n = 1'000, .prefix = 1, .effective_ether = 32}));
    advance_epochs(f, 10);
    EXPECT_EQ(total_active(f, 1010), Gwei(36'032'000'000'000'000));
    EXPECT_EQ(pool_named(f, "lrt").balance, Gwei(32'000'016'045'104));
    EXPECT_EQ(pool_named(f, "lrt").withdrawn, Gwei(91'784'896));
    done(command::slash(f, "lrt", 100));
    const auto balances = [&] {
        std::vector<std::uint64_t> out{balance_of(f, 18'000)};
        for (std::uint64_t v = 18'000; v < 18'100; ++v) {
            if (std::ranges::find(out, balance_of(f, v)) == out.end()) {
                out.push_back(balance_of(f, v));
            }
        }
        std::ranges::sort(out, std::greater());
        return out;
    };
    using Two = std::vector<std::uint64_t>;
    EXPECT_EQ(balances(), (Two{31'992'209'066, 31'992'198'283}));
    EXPECT_EQ(f.registry[18'000].exit_epoch, 1015U);
    EXPECT_EQ(f.registry[18'007].exit_epoch, 1015U);
    EXPECT_EQ(f.registry[18'008].exit_epoch, 1016U);
    EXPECT_EQ(f.registry[18'096].exit_epoch, 1027U);
    EXPECT_EQ(f.registry[18'099].exit_epoch, 1027U);
    EXPECT_EQ(f.registry[18'099].withdrawable_epoch, 9202U);

    advance_epochs(f, 5106 - 1010);
    EXPECT_EQ(balances(), (Two{31'964'602'026, 31'964'591'243}));
    EXPECT_EQ(total_active(f, 5106), Gwei(36'064'800'000'000'000));
    EXPECT_EQ(correlation_penalty_down(f, 36'064'800), Gwei(266'187));
    advance_epochs(f, 1);
    EXPECT_EQ(balances(), (Two{31'956'077'302, 31'956'066'519}));
    advance_epochs(f, 9202 - 5107);
    EXPECT_EQ(balances(), (Two{31'928'544'642, 31'928'533'859}));
    advance_epochs(f, 256);
    EXPECT_EQ(balances(), (Two{0}));
    EXPECT_EQ(status_of(f.registry[18'000], f.epoch()), Status::kWithdrawalDone);
}

TEST(WorkedFeed, AFastRunSlashesAtTheSameEpochs) {
    Feed f = at_epoch_1000({"rest", "lrt"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    done(command::found(f, "lrt", {.n = 1'000, .prefix = 1, .effective_ether = 32}));
    advance_epochs(f, 10);
    done(command::slash(f, "lrt", 100));
    const Advanced out = advance_epochs(f, 5107 - 1010, Mode::kFast);
    // The epoch of the correlation penalty is never a part of a step.
    EXPECT_EQ(out.exact_epochs, 1U);
    EXPECT_EQ(out.fast_steps, 19U);
    EXPECT_EQ(balance_of(f, 18'000), 31'956'077'302U);
}

/// The statement of the README: income of a year in steps of a day, compared with the exact mode.
TEST(WorkedFeed, AYearInTheFastModeIsWithinItsStatedError) {
    Feed exact = at_epoch_1000({"rest", "plain", "small", "large"});
    done(command::found(exact, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    done(command::found(exact, "plain", {.n = 1, .prefix = 1, .effective_ether = 32}));
    done(command::found(exact, "small", {.n = 1, .prefix = 2, .effective_ether = 32}));
    done(command::found(exact, "large", {.n = 1, .prefix = 2, .effective_ether = 1000}));
    Feed fast = exact;
    const std::uint64_t year = std::uint64_t{365} * 225;
    advance_epochs(exact, year);
    EXPECT_EQ(advance_epochs(fast, year, Mode::kFast).fast_steps, 365U);
    const auto income = [](const Feed& f, std::string_view name, std::uint64_t ether) {
        const PoolView pool = pool_named(f, name);
        return pool.balance.raw + pool.withdrawn.raw - ether * 1'000'000'000;
    };
    const std::vector<std::pair<std::string_view, std::uint64_t>> pools = {
        {"rest", 36'000'000}, {"plain", 32}, {"small", 32}, {"large", 1000}};
    for (const auto& [name, ether] : pools) {
        const std::uint64_t want = income(exact, name, ether);
        const std::uint64_t got = income(fast, name, ether);
        const std::uint64_t error = std::max(want, got) - std::min(want, got);
        EXPECT_LT(error * 10'000, want) << name << ": " << got << " for " << want;
    }
}

TEST(WorkedFeed, AnInactivityLeakAndItsEnd) {
    Feed f = at_epoch_1000({"on", "off", "lrt"});
    done(command::found(f, "on", {.n = 10'800, .prefix = 2, .effective_ether = 2000}));
    done(command::found(f, "off", {.n = 7'100, .prefix = 2, .effective_ether = 2000}));
    done(command::found(f, "lrt", {.n = 6'250, .prefix = 1, .effective_ether = 32}));
    ASSERT_EQ(active_increments(f, 1000), 36'000'000U);
    for (const std::string_view name : {"off", "lrt"}) {
        done(command::perform(
            f, name, {.share_bps = 10'000, .duty = Duty::kOffline, .from = 1000, .epochs = 1575}));
    }
    const std::uint64_t lrt = 17'900;
    struct Row {
        std::uint64_t epochs = 0;
        std::uint64_t balance = 0;
        std::uint64_t score = 0;
        std::uint32_t ether = 32;
    };
    const std::vector<Row> rows = {
        {1, 32'000'008'899, 0},          {2, 31'999'993'060, 0},
        {5, 31'999'970'333, 4},          {10, 31'999'897'488, 24},
        {50, 31'997'598'119, 184},       {225, 31'951'656'380, 884},
        {675, 31'571'065'034, 2684, 31}, {1575, 29'734'250'270, 6284, 29}};
    std::uint64_t done_epochs = 0;
    for (const Row& row : rows) {
        advance_epochs(f, row.epochs - done_epochs);
        done_epochs = row.epochs;
        EXPECT_EQ(balance_of(f, lrt), row.balance) << row.epochs;
        EXPECT_EQ(f.registry[lrt].inactivity_score, row.score) << row.epochs;
        EXPECT_EQ(f.registry[lrt].increments, row.ether) << row.epochs;
        if (row.epochs == 1) {
            EXPECT_EQ(balance_of(f, 0), 2'000'000'664'209U);
        }
        if (row.epochs == 225) {
            EXPECT_EQ(balance_of(f, 0), 2'000'023'084'371U);
        }
    }
    // Back online at 2575: the votes of the epoch before are still missing.
    advance_epochs(f, 1);
    EXPECT_EQ(balance_of(f, lrt), 29'731'528'365U);
    EXPECT_EQ(f.registry[lrt].inactivity_score, 6288U);
    advance_epochs(f, 1);
    EXPECT_EQ(f.finality.finalized_epoch, 2575U);
    EXPECT_EQ(f.registry[lrt].inactivity_score, 6271U);
    advance_epochs(f, 1);
    EXPECT_EQ(f.registry[lrt].inactivity_score, 6254U);
    advance_epochs(f, 369);
    EXPECT_EQ(f.registry[lrt].inactivity_score, 0U);
    advance_epochs(f, 399 - 372);
    EXPECT_EQ(f.registry[lrt].inactivity_score, 0U);
    EXPECT_EQ(balance_of(f, lrt), 29'735'474'933U);
}

TEST(WorkedFeed, FiveThousandExits) {
    Feed f = at_epoch_1000({"rest", "lrt"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    done(command::found(f, "lrt", {.n = 5'000, .prefix = 1, .effective_ether = 32}));
    advance_epochs(f, 1);
    done(command::exit(f, "lrt", 5'000));
    EXPECT_EQ(f.registry[18'000].exit_epoch, 1006U);
    EXPECT_EQ(f.registry[18'007].exit_epoch, 1006U);
    EXPECT_EQ(f.registry[18'008].exit_epoch, 1007U);
    EXPECT_EQ(f.registry[22'999].exit_epoch, 1630U);
    EXPECT_EQ(f.exits, (ChurnQueue{1630, Gwei()}));
    EXPECT_EQ(f.registry[18'000].withdrawable_epoch, 1262U);
    advance_epochs(f, 1262 - 1001);
    EXPECT_GT(balance_of(f, 18'000), 0U);
    // A round of the sweep over the 5,000, which all have something to skim, takes ten epochs.
    advance_epochs(f, 10);
    EXPECT_EQ(balance_of(f, 18'000), 0U);
    advance_epochs(f, 1886 - 1272);
    EXPECT_GT(pool_named(f, "lrt").balance, Gwei());
    advance_epochs(f, 1);
    EXPECT_EQ(pool_named(f, "lrt").balance, Gwei());
    EXPECT_EQ(pool_named(f, "lrt").withdrawn, Gwei(160'017'148'539'752));
}

TEST(WorkedFeed, AThousandDeposits) {
    Feed f = at_epoch_1000({"rest", "new"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    advance_epochs(f, 1);
    done(command::deposit(f, "new", {.n = 1'000}));
    EXPECT_EQ(f.pending_deposits[0].slot, 32'032U);
    const auto fresh = [&] { return f.registry.size() - 18'000; };
    advance_epochs(f, 1);
    EXPECT_EQ(fresh(), 0U);
    advance_epochs(f, 1);
    EXPECT_EQ(f.epoch(), 1003U);
    EXPECT_EQ(fresh(), 8U);
    advance_epochs(f, 1);
    EXPECT_EQ(fresh(), 16U);
    EXPECT_EQ(f.registry[18'000].activation_eligibility_epoch, 1004U);
    advance_epochs(f, 1126 - 1004);
    EXPECT_EQ(fresh(), 992U);
    EXPECT_EQ(f.registry[18'000].activation_epoch, 1010U);
    advance_epochs(f, 1);
    EXPECT_EQ(fresh(), 1000U);
    advance_epochs(f, 1134 - 1127);
    EXPECT_TRUE(f.registry[18'999].active(1134));
    EXPECT_FALSE(f.registry[18'999].active(1133));
}

TEST(WorkedFeed, ALargeDepositSavesUpTheChurn) {
    Feed f = at_epoch_1000({"rest", "new"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    advance_epochs(f, 1);
    done(command::deposit(f, "new", {.n = 2, .prefix = 2, .amount = Gwei(2'048'000'000'000)}));
    advance_epochs(f, 1);
    for (std::uint64_t i = 1; i <= 7; ++i) {
        advance_epochs(f, 1);
        EXPECT_EQ(f.deposit_balance_to_consume, Gwei(i * 256'000'000'000));
    }
    advance_epochs(f, 1);
    EXPECT_EQ(f.epoch(), 1010U);
    EXPECT_EQ(f.registry.size(), 18'001U);
    advance_epochs(f, 7);
    EXPECT_EQ(f.registry.size(), 18'001U);
    advance_epochs(f, 1);
    EXPECT_EQ(f.epoch(), 1018U);
    EXPECT_EQ(f.registry.size(), 18'002U);
    EXPECT_EQ(f.deposit_balance_to_consume, Gwei());
}

TEST(WorkedFeed, SmallDepositsAreCounted) {
    Feed f = at_epoch_1000({"rest", "new"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    advance_epochs(f, 1);
    done(command::deposit(f, "new", {.n = 40, .amount = Gwei(1'000'000'000)}));
    advance_epochs(f, 2);
    EXPECT_EQ(f.registry.size(), 18'016U);
    advance_epochs(f, 1);
    EXPECT_EQ(f.registry.size(), 18'032U);
    advance_epochs(f, 1);
    EXPECT_EQ(f.registry.size(), 18'040U);
    advance_epochs(f, 100);
    EXPECT_EQ(f.registry[18'000].activation_eligibility_epoch, kFar);
    EXPECT_EQ(status_of(f.registry[18'000], f.epoch()), Status::kPendingInitialized);
}

}  // namespace
}  // namespace aq::beacon
