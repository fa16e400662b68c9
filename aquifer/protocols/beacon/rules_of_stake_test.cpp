// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/exits.hpp>
#include <aquifer/protocols/beacon/testing.hpp>

#include <gtest/gtest.h>

/// Single rules of the consensus layer, with numbers of an independent model of its arithmetic.
namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)

TEST(Reward, TheBaseRewardFallsWithTheRootOfTheStake) {
    const std::vector<std::pair<std::uint64_t, std::uint64_t>> rows = {
        {20'000'000, 452}, {30'000'000, 369}, {34'000'000, 347},
        {36'000'000, 337}, {40'000'000, 320}, {60'000'000, 261}};
    for (const auto& [stake, b] : rows) EXPECT_EQ(base_reward_per_increment_down(stake), b);
}

/// 36,000,000 ether in validators of 2,000, of whom some missed the epoch before; then one of 32
/// and one of 2,048, which take the place of one and a bit of the others.
TEST(Reward, APerfectAttesterEarnsFiftyFourSixtyFourths) {
    Feed f = at_epoch_1000({"all"});
    done(command::found(f, "all", {.n = 1, .prefix = 1, .effective_ether = 32}));
    done(command::found(f, "all", {.n = 1, .prefix = 2, .effective_ether = 2048}));
    done(command::found(f, "all", {.n = 1, .prefix = 2, .effective_ether = 1920}));
    done(command::found(f, "all", {.n = 17'998, .prefix = 2, .effective_ether = 2000}));
    ASSERT_EQ(active_increments(f, 1000), 36'000'000U);
    advance_epochs(f, 1);
    // The lottery's share apart: a pot of 1,895,597,781 gwei over 36,000,000 increments.
    EXPECT_EQ(balance_of(f, 0), 32 * kEther + 9'099 + 1'684);
    EXPECT_EQ(balance_of(f, 1), 2048 * kEther + 582'336 + 107'838);
}

TEST(Reward, ThePotSpreadsWhatProposersAndSyncCommitteesEarn) {
    Feed f = at_epoch_1000({"all"});
    done(command::found(f, "all", {.n = 1'125'000, .prefix = 1, .effective_ether = 32}));
    advance_epochs(f, 1);
    EXPECT_EQ(balance_of(f, 0), 32'000'010'783U);
    EXPECT_EQ(f.carry, Gwei(1'895'597'781 - 1'684ULL * 1'125'000));
    EXPECT_EQ(f.carry, Gwei(1'097'781));
}

/// Participation of 99, 99 and 98 per cent.
TEST(Reward, LessParticipationPaysLessAndAbsenceCosts) {
    Feed f = at_epoch_1000({"all"});
    done(command::found(f, "all", {.n = 3, .prefix = 1, .effective_ether = 32}));
    done(command::found(f, "all", {.n = 1, .prefix = 2, .effective_ether = 1904}));
    done(command::found(f, "all", {.n = 17'999, .prefix = 2, .effective_ether = 2000}));
    ASSERT_EQ(active_increments(f, 1000), 36'000'000U);
    const auto set = [&](std::uint64_t first, std::uint64_t n, std::uint8_t flags) {
        f.registry.edit({first, n}, [&](Validator& v) { v.previous_flags = flags; });
    };
    set(1, 1, kSource | kTarget);
    set(2, 1, 0);
    set(4, 180, 0);
    set(184, 180, kSource | kTarget);
    const Participation did = participation_of(f);
    // One per cent is 360,000; the two single validators are below what the floors show.
    EXPECT_EQ(did.previous[0], 36'000'000U - 360'000 - 32);
    EXPECT_EQ(did.previous[2], 36'000'000U - 720'000 - 64);
    advance_epochs(f, 1);
    EXPECT_EQ(balance_of(f, 0), 32 * kEther + 8'983 + 1'684);
    EXPECT_EQ(balance_of(f, 1), 32 * kEther + 6'672 + 1'684);
    EXPECT_EQ(balance_of(f, 2), 32 * kEther + 1'684 - 6'740);
}

TEST(EffectiveBalance, FollowsWithHysteresis) {
    struct Row {
        std::uint32_t effective;
        std::uint64_t balance;
        std::uint32_t after;
    };
    const std::vector<Row> rows = {{32, 31'750'000'000, 32},       {32, 31'749'999'999, 31},
                                   {31, 32'250'000'000, 31},       {31, 32'250'000'001, 32},
                                   {100, 101'250'000'000, 100},    {100, 101'250'000'001, 101},
                                   {2048, 2'060'000'000'000, 2048}};
    for (const Row& row : rows) {
        Validator v;
        v.prefix = 2;
        v.increments = row.effective;
        v.balance = Gwei(row.balance);
        EXPECT_EQ(with_hysteresis(v), row.after) << row.balance;
    }
}

TEST(Churn, FollowsTheStakeBetweenItsBounds) {
    struct Row {
        std::uint64_t total;
        std::uint64_t exit;
        std::uint64_t consolidation;
    };
    const std::vector<Row> rows = {{8'000'000, 128, 0},
                                   {10'000'000, 152, 0},
                                   {16'777'216, 256, 0},
                                   {34'000'000, 256, 262},
                                   {36'000'000, 256, 293}};
    for (const Row& row : rows) {
        EXPECT_EQ(churn_of(Fork::kElectra, ether(row.total)),
                  (Churn{ether(row.exit), ether(row.exit), ether(row.consolidation)}));
    }
    EXPECT_EQ(churn_of(Fork::kGloas, ether(36'000'000)),
              (Churn{ether(256), ether(1'098), ether(549)}));
}

TEST(ExitQueue, FillsEpochAfterEpoch) {
    ChurnQueue q;
    using Departures = std::vector<Departure>;
    for (std::uint64_t i = 0; i < 8; ++i) {
        EXPECT_EQ(take(q, {ether(32)}, 1000, ether(256)), (Departures{{1005, 1}}));
        EXPECT_EQ(q.room, ether(224 - 32 * i));
    }
    EXPECT_EQ(take(q, {ether(32)}, 1000, ether(256)), (Departures{{1006, 1}}));
    EXPECT_EQ(q.room, ether(224));
}

TEST(ExitQueue, AnAmountAboveTheChurnLeavesAtItsLastEpoch) {
    ChurnQueue q;
    EXPECT_EQ(take(q, {ether(2048)}, 1000, ether(256)).back().epoch, 1012U);
    EXPECT_EQ(q.room, Gwei());
    EXPECT_EQ(take(q, {ether(32)}, 1000, ether(256)).back().epoch, 1013U);
}

TEST(ExitQueue, AHundredThousandEtherTakeTwoDays) {
    ChurnQueue q;
    const auto departures = take(q, {ether(32), 3'125}, 1000, ether(256));
    EXPECT_EQ(departures.back().epoch, 1395U);
    std::uint64_t n = 0;
    for (const Departure& d : departures) n += d.n;
    EXPECT_EQ(n, 3'125U);
}

TEST(ExitQueue, ConsolidationsHaveTheirOwn) {
    ChurnQueue q;
    EXPECT_EQ(take(q, {ether(32), 20}, 1000, ether(293)),
              (std::vector<Departure>{{1005, 9}, {1006, 9}, {1007, 2}}));
    EXPECT_EQ(q.room, ether(239));
    ChurnQueue fresh;
    EXPECT_EQ(take(fresh, {ether(2048)}, 1000, ether(293)).back().epoch, 1011U);
    EXPECT_EQ(fresh.room, ether(3));
}

TEST(ExitQueue, IsNotCappedAfterGloas) {
    for (const auto& [fork, first_epoch] :
         {std::pair{Fork::kElectra, std::uint64_t{8}}, {Fork::kGloas, std::uint64_t{34}}}) {
        Feed f = at_epoch_1000({"all"}, true, {.fork = fork});
        done(command::found(f, "all", {.n = 1'125'000, .prefix = 1, .effective_ether = 32}));
        done(command::exit(f, "all", 40));
        // 256 or 1,098 ether an epoch.
        EXPECT_EQ(f.registry[first_epoch - 1].exit_epoch, 1005U);
        EXPECT_EQ(f.registry[first_epoch].exit_epoch, 1006U);
    }
}

/// A network of 36,000,000 ether in validators of 32, of which n are slashed at once.
struct SlashedNetwork {
    explicit SlashedNetwork(std::uint64_t n) : f(at_epoch_1000({"all"})) {
        done(command::found(f, "all", {.n = 1'125'000, .prefix = 1, .effective_ether = 32}));
        done(command::slash(f, "all", n));
    }
    Feed f;
};

TEST(Slashing, TakesAFourThousandthAtOnce) {
    const SlashedNetwork net(1);
    EXPECT_EQ(balance_of(net.f, 0), 32 * kEther - 7'812'500);
    EXPECT_EQ(net.f.carry, Gwei(7'812'500));
    EXPECT_EQ(net.f.registry[0].withdrawable_epoch, 9192U);
    EXPECT_EQ(net.f.registry[0].exit_epoch, 1005U);
    EXPECT_FALSE(net.f.registry[1].slashed);
}

TEST(Slashing, CorrelationGrowsWithTheSlashedStake) {
    struct Row {
        std::uint64_t slashed;
        std::uint64_t per_increment;
        std::uint64_t of_32_ether;
    };
    for (const Row& row : {Row{1, 2'666, 85'312}, Row{1'000, 2'666'666, 85'333'312},
                           Row{112'500, 300'000'000, 9'600'000'000}}) {
        const Gwei penalty = correlation_penalty_down(SlashedNetwork(row.slashed).f, 36'000'000);
        EXPECT_EQ(penalty, Gwei(row.per_increment));
        EXPECT_EQ(penalty.raw * 32, row.of_32_ether);
    }
    // Never more than everything.
    EXPECT_EQ(correlation_penalty_down(SlashedNetwork(1'000'000).f, 36'000'000), ether(1));
}

TEST(Slashing, IsForgottenAfterAWindow) {
    SlashedNetwork net(1'000);
    ASSERT_EQ(net.f.slashings.size(), 1U);
    reset_slashings(net.f, 1000 + 8190);
    EXPECT_EQ(net.f.slashings.size(), 1U);
    reset_slashings(net.f, 1000 + 8191);
    EXPECT_TRUE(net.f.slashings.empty());
}

TEST(Finality, FollowsTwoThirdsOfTheStake) {
    const Finality normal{998, 998, 999, 0b1111};
    const Finality after = justified(normal, 1000, {.active = 3, .previous = 2, .current = 2});
    EXPECT_EQ(after, (Finality{999, 999, 1000, 0b1111}));
    const Finality stuck =
        justified(normal, 1000, {.active = 300, .previous = 300, .current = 199});
    // The votes of the epoch before still finalise it.
    EXPECT_EQ(stuck.finalized_epoch, 998U);
    EXPECT_EQ(stuck.current_justified_epoch, 999U);
    EXPECT_EQ(stuck.justification_bits, 0b1110);
    EXPECT_FALSE(in_leak(normal, 1003));
    EXPECT_TRUE(in_leak(normal, 1004));
}

TEST(Finality, WaitsTwoEpochsAfterGenesis) {
    const Finality start;
    EXPECT_EQ(justified(start, 1, {.active = 1, .previous = 1, .current = 1}), start);
    EXPECT_EQ(justified(start, 2, {.active = 1, .previous = 1, .current = 1}).justification_bits,
              0b11);
}

TEST(Registry, AnEjectionLeavesByTheExitQueue) {
    Feed f = at_epoch_1000({"rest", "poor"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    done(command::found(f, "poor", {.n = 20, .prefix = 1, .effective_ether = 16}));
    advance_epochs(f, 1);
    // 256 ether an epoch, at 16 ether each.
    EXPECT_EQ(f.registry[18'000].exit_epoch, 1005U);
    EXPECT_EQ(f.registry[18'015].exit_epoch, 1005U);
    EXPECT_EQ(f.registry[18'016].exit_epoch, 1006U);
    EXPECT_EQ(f.registry[17'999].exit_epoch, kFar);
}

TEST(Deposit, AnInvalidSignatureLosesTheEther) {
    Feed f = at_epoch_1000({"rest"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    done(command::deposit(f, "rest", {.n = 2, .signature_valid = false}));
    advance_epochs(f, 4);
    EXPECT_EQ(f.registry.size(), 18'000U);
    EXPECT_EQ(f.counters.lost, ether(64));
    EXPECT_TRUE(f.pending_deposits.empty());
}

TEST(Deposit, TheFirstDepositOfAKeyFixesItsCredentials) {
    Feed f = at_epoch_1000({"rest"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    Pubkey key{};
    key.fill(0x77);
    process(f, DepositRequest{key, credentials_of(1, address_number(0xaa)), ether(1)}, 0);
    process(f, DepositRequest{key, credentials_of(2, address_number(0xbb)), ether(31)}, 0);
    advance_epochs(f, 4);
    ASSERT_EQ(f.registry.size(), 18'001U);
    EXPECT_EQ(view_of(f, 18'000).credentials, credentials_of(1, address_number(0xaa)));
    EXPECT_EQ(view_of(f, 18'000).pubkey, key);
    EXPECT_EQ(f.registry[18'000].balance, ether(32));
    EXPECT_EQ(f.registry[18'000].increments, 32U);
}

TEST(Deposit, ForAnExitingValidatorIsPostponedAndNeverLost) {
    Feed f = at_epoch_1000({"rest"});
    done(command::found(f, "rest", {.n = 18'000, .prefix = 2, .effective_ether = 2000}));
    const std::vector<std::uint64_t> leaver = {0};
    done(command::exit(f, leaver));
    done(command::top_up(f, 0, ether(5)));
    advance_epochs(f, f.registry[0].withdrawable_epoch - 1000);
    EXPECT_EQ(f.pending_deposits.size(), 1U);
    advance_epochs(f, 1);
    EXPECT_TRUE(f.pending_deposits.empty());
    // It was paid out in the same epoch, so that the sweep pays the five ether the next time round.
    EXPECT_EQ(balance_of(f, 0), 5 * kEther);
    advance_epochs(f, 1);
    EXPECT_EQ(balance_of(f, 0), 0U);
}

TEST(Status, HasTheBeaconApisNames) {
    Validator v;
    v.balance = ether(32);
    EXPECT_EQ(name_of(status_of(v, 5)), "pending_initialized");
    v.activation_eligibility_epoch = 4;
    EXPECT_EQ(name_of(status_of(v, 5)), "pending_queued");
    v.activation_epoch = 5;
    EXPECT_EQ(name_of(status_of(v, 5)), "active_ongoing");
    v.exit_epoch = 9;
    v.withdrawable_epoch = 20;
    EXPECT_EQ(name_of(status_of(v, 5)), "active_exiting");
    EXPECT_EQ(name_of(status_of(v, 9)), "exited_unslashed");
    v.slashed = true;
    EXPECT_EQ(name_of(status_of(v, 5)), "active_slashed");
    EXPECT_EQ(name_of(status_of(v, 9)), "exited_slashed");
    EXPECT_EQ(name_of(status_of(v, 20)), "withdrawal_possible");
    v.balance = Gwei();
    EXPECT_EQ(name_of(status_of(v, 20)), "withdrawal_done");
}

}  // namespace
}  // namespace aq::beacon
