// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/prng.hpp>
#include <aquifer/protocols/beacon/testing.hpp>

#include <gtest/gtest.h>

/// Random chains: runs of validators are the same as single validators, and money goes nowhere.
namespace aq::beacon {
namespace {

using namespace testing;  // NOLINT(*-using-namespace)

Feed small_network(bool merging, bool lottery = false) {
    Feed f = at_epoch_1000({"rest", "lrt", "background"}, merging,
                           {.lottery = lottery, .lottery_seed = 5});
    done(command::found(f, "rest", {.n = 40, .prefix = 1, .effective_ether = 32}));
    done(command::found(f, "rest", {.n = 20, .prefix = 2, .effective_ether = 2048}));
    done(command::found(f, "lrt", {.n = 60, .prefix = 1, .effective_ether = 32}));
    done(command::found(
        f, "lrt",
        {.n = 30, .prefix = 2, .effective_ether = 320, .balance = Gwei(320'100'000'000)}));
    done(command::found(f, "lrt", {.n = 3, .prefix = 1, .effective_ether = 17}));
    done(command::found(f, "background", {.n = 60, .prefix = 2, .effective_ether = 1900}));
    done(command::found(f, "background", {.n = 60, .prefix = 2, .effective_ether = 2000}));
    return f;
}

/// What holds of any state: money is conserved, effective balances and epochs keep their bounds.
void check_invariants(const Feed& f) {
    const Gwei in = f.counters.entered + f.counters.issued;
    const Gwei out = sum_of_balances(f) + f.counters.withdrawn + f.carry + f.counters.burned;
    ASSERT_EQ(in, out);
    Gwei paid_to_pools;
    for (const Pool& p : f.pools) paid_to_pools = paid_to_pools + p.withdrawn;
    ASSERT_EQ(paid_to_pools, f.counters.withdrawn);
    std::uint64_t n = 0;
    for (const Run& run : f.registry.runs()) {
        const Validator& v = run.each;
        n += run.n;
        ASSERT_LE(v.increments, v.cap());
        ASSERT_EQ(v.exit_epoch == kFar, v.withdrawable_epoch == kFar);
        if (v.exit_epoch != kFar) {
            ASSERT_GE(v.withdrawable_epoch, v.exit_epoch + 256);
            ASSERT_GE(std::max(f.exits.earliest_epoch, f.consolidations.earliest_epoch),
                      v.exit_epoch);
        }
        if (v.slashed) {
            ASSERT_NE(v.exit_epoch, kFar);
        }
    }
    ASSERT_EQ(n, f.registry.size());
}

/// Effective balances follow balances, once an epoch has been processed.
void check_effective_balances(const Feed& f) {
    for (const Run& run : f.registry.runs()) {
        const Validator& v = run.each;
        ASSERT_LE(v.effective(), v.balance + kHysteresisDown);
        if (v.increments < v.cap()) {
            ASSERT_LE(v.balance, v.effective() + kHysteresisUp);
        }
    }
}

void check_withdrawals(const std::vector<Withdrawal>& paid) {
    std::uint64_t in_slot = 0;
    for (std::size_t i = 0; i < paid.size(); ++i) {
        in_slot = i > 0 && paid[i].slot == paid[i - 1].slot ? in_slot + paid[i].n : paid[i].n;
        ASSERT_LE(in_slot, 16U);
        ASSERT_FALSE(paid[i].amount.is_zero());
        if (i > 0) {
            ASSERT_EQ(paid[i].index, paid[i - 1].index + paid[i - 1].n);
        }
    }
}

/// One withdrawal each, so that lists can be compared however they are grouped.
std::vector<Withdrawal> single(const std::vector<Withdrawal>& groups) {
    std::vector<Withdrawal> out;
    for (const Withdrawal& w : groups) {
        for (std::uint64_t i = 0; i < w.n; ++i) {
            out.push_back({w.slot, w.index + i, w.validator + i, 1, w.address, w.amount});
        }
    }
    return out;
}

/// Does one random thing, the same to any feed for the same dice. Refusals are fine.
void disturb(Feed& f, Prng dice) {
    const std::string_view pool = dice.coin() ? "lrt" : "rest";
    const std::uint64_t validator = dice.below(f.registry.size() + 1);
    const std::uint64_t other = dice.below(f.registry.size());
    const std::uint64_t few = dice.below(12);
    const Gwei amount(1 + dice.below(40 * kEther));
    const auto share = static_cast<std::uint32_t>(dice.below(5'000));
    const std::vector<std::uint64_t> ids = {validator, other};
    const auto prefix = static_cast<std::uint8_t>(1 + dice.below(2));
    switch (dice.below(14)) {
        case 0:
            (void)command::deposit(f, pool, {.n = few, .prefix = prefix});
            break;
        case 1:
            (void)command::deposit(f, pool, {.n = few, .prefix = prefix, .amount = amount});
            break;
        case 2:
            (void)command::top_up(f, validator, amount);
            break;
        case 3:
            (void)command::exit(f, pool, few);
            break;
        case 4:
            (void)command::exit(f, ids);
            break;
        case 5:
            (void)command::partial(f, validator, amount);
            break;
        case 6:
            (void)command::consolidate(f, validator, other);
            break;
        case 7:
            (void)command::switch_to_compounding(f, validator);
            break;
        case 8:
            (void)command::slash(f, pool, few / 4);
            break;
        case 9:
            (void)command::slash(f, ids);
            break;
        case 10:
            (void)command::offline(f, share, 1 + few);
            break;
        case 11:
            (void)command::scale_total(f, Gwei((260'000 + dice.below(40'000)) * kEther));
            break;
        default:
            (void)command::perform(f, pool,
                                   {.share_bps = 2 * share,
                                    .duty = static_cast<Duty>(dice.below(3)),
                                    .from = f.epoch() + few / 3,
                                    .epochs = 1 + few});
    }
}

/// Enough stake that consolidations have a churn: K is over 32 ether above 160 * 65,536 ether.
void enlarge(Feed& f) {
    done(command::found(f, "rest", {.n = 9'000, .prefix = 2, .effective_ether = 2048}));
}

void run_both(std::uint64_t seed, bool large) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Prng dice(seed);
    const bool lottery = seed % 4 == 0;
    Feed runs = small_network(true, lottery);
    Feed singles = small_network(false, lottery);
    if (large) {
        enlarge(runs);
        enlarge(singles);
    }
    const int steps = large ? 12 : 60;
    for (int step = 0; step < steps; ++step) {
        const Prng choice(dice());
        disturb(runs, choice);
        disturb(singles, choice);
        ASSERT_EQ(runs, singles) << "after command " << step;
        check_invariants(runs);
        const std::uint64_t slots = dice.coin() ? 1 + dice.below(40) : 32 * dice.below(30);
        const Advanced a = advance(runs, {slots}, Mode::kExact, nullptr);
        const Advanced b = advance(singles, {slots}, Mode::kExact, nullptr);
        ASSERT_EQ(single(a.withdrawals), single(b.withdrawals));
        check_withdrawals(a.withdrawals);
        // Everything but the way in which validators are grouped.
        ASSERT_EQ(runs, singles) << "after step " << step;
        check_invariants(runs);
        if (runs.slot % kSlotsPerEpoch == 0 && slots >= kSlotsPerEpoch) {
            check_effective_balances(runs);
        }
    }
}

TEST(FeedLaw, RunsAreTheSameAsSingleValidators) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        run_both(seed, false);
        if (HasFatalFailure()) return;
    }
}

TEST(FeedLaw, RunsAreTheSameAsSingleValidatorsInALargeNetwork) {
    for (std::uint64_t seed = 101; seed <= 103; ++seed) {
        run_both(seed, true);
        if (HasFatalFailure()) return;
    }
}

TEST(FeedLaw, SlotBySlotIsTheSameAsAtOnce) {
    for (std::uint64_t seed = 201; seed <= 210; ++seed) {
        Prng dice(seed);
        Feed at_once = small_network(true);
        Feed by_slots = at_once;
        for (int step = 0; step < 10; ++step) {
            const Prng choice(dice());
            disturb(at_once, choice);
            disturb(by_slots, choice);
            const std::uint64_t slots = dice.below(150);
            const Advanced whole = advance(at_once, {slots}, Mode::kExact, nullptr);
            std::vector<Withdrawal> paid;
            for (std::uint64_t i = 0; i < slots; ++i) {
                const Payload expected = next_payload(by_slots);
                const Payload got = advance_slot(by_slots, {}, nullptr);
                ASSERT_EQ(expected.withdrawals, got.withdrawals);
                paid.insert(paid.end(), got.withdrawals.begin(), got.withdrawals.end());
            }
            ASSERT_EQ(single(whole.withdrawals), single(paid));
            // Roots of blocks in between are made only where blocks are.
            by_slots.parent_root = at_once.parent_root;
            ASSERT_EQ(at_once, by_slots);
        }
    }
}

TEST(FeedLaw, TheFastModeKeepsTheInvariants) {
    for (std::uint64_t seed = 301; seed <= 330; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Prng dice(seed);
        Feed f = small_network(true);
        for (int step = 0; step < 30; ++step) {
            disturb(f, Prng(dice()));
            advance(f, {dice.below(20'000)}, Mode::kFast, nullptr);
            check_invariants(f);
            if (HasFatalFailure()) return;
        }
    }
}

}  // namespace
}  // namespace aq::beacon
