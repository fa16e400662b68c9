// SPDX-License-Identifier: Apache-2.0
#include <aquifer/base/prng.hpp>
#include <aquifer/ledger/table.hpp>

#include <gtest/gtest.h>

#include <deque>
#include <map>

namespace aq {
namespace {

using Balances = Table<std::uint64_t, std::uint64_t>;

/// A small state, and how it looks to whoever reads it.
struct Sample {
    Balances balances;
    Cell<std::uint32_t> count;
    struct Looks {
        std::map<std::uint64_t, std::uint64_t> balances;
        std::uint32_t count = 0;
        bool operator==(const Looks&) const = default;
    };
    [[nodiscard]] Looks looks() const {
        Looks out{{}, *count};
        balances.for_each([&](std::uint64_t k, std::uint64_t v) { out.balances[k] = v; });
        EXPECT_EQ(balances.size(), out.balances.size());
        return out;
    }
};

void write_something(Undo& u, Sample& s, Prng& rng) {
    if (rng() % 5 == 0) {
        u.set(s.count, static_cast<std::uint32_t>(rng() % 4));
    } else {
        u.set(s.balances, rng() % 60, rng() % 3);
    }
}

TEST(Undo, AVisitSeesTheMarkAndComesBack) {
    Undo u;
    Sample s;
    u.set(s.balances, std::uint64_t{1}, std::uint64_t{10});
    u.set(s.count, 1U);
    const Undo::Mark mark = u.mark();
    u.set(s.balances, std::uint64_t{1}, std::uint64_t{20});
    u.set(s.balances, std::uint64_t{2}, std::uint64_t{5});
    u.set(s.count, 2U);
    const Sample::Looks present = s.looks();

    const std::uint64_t seen = u.visit(mark, [&] {
        EXPECT_TRUE(u.visiting());
        EXPECT_EQ(s.looks(), (Sample::Looks{{{1, 10}}, 1}));
        return s.balances[1];
    });
    EXPECT_EQ(seen, 10U);
    EXPECT_FALSE(u.visiting());
    EXPECT_EQ(s.looks(), present);
    u.rewind(mark);
    EXPECT_EQ(s.looks(), (Sample::Looks{{{1, 10}}, 1}));
}

TEST(Undo, WhatAVisitorWritesIsGoneAfterIt) {
    Undo u;
    Sample s;
    u.set(s.count, 1U);
    const Undo::Mark mark = u.mark();
    u.set(s.count, 2U);
    const Undo::Mark present = u.mark();
    u.visit(mark, [&] {
        u.set(s.count, 7U);
        const Undo::Mark own = u.mark();
        // Enough to move the log's memory.
        for (std::uint64_t i = 1; i <= 10'000; ++i) u.set(s.balances, i, i);
        u.rewind(own);
        EXPECT_EQ(s.looks(), (Sample::Looks{{}, 7}));
        u.set(s.balances, std::uint64_t{3}, std::uint64_t{3});
    });
    EXPECT_EQ(u.mark(), present);
    EXPECT_EQ(s.looks(), (Sample::Looks{{}, 2}));
    u.rewind(0);
    EXPECT_EQ(s.looks(), Sample::Looks());
}

TEST(Undo, AVisitOfThePresentIsAWhatIf) {
    Undo u;
    Sample s;
    u.visit(u.mark(), [&] { u.set(s.count, 3U); });
    EXPECT_EQ(*s.count, 0U);
    EXPECT_TRUE(u.empty());
}

TEST(Undo, WhatIsForgottenIsKeptAndTheRestStillRewinds) {
    Undo u;
    Cell<std::uint32_t> cell;
    for (std::uint32_t i = 1; i <= 100; ++i) u.set(cell, i);
    const Undo::Mark keep = u.mark();
    u.set(cell, 101U);
    u.set(cell, 102U);
    // Most of the log is given back at once.
    const std::size_t lowered = u.forget(keep);
    EXPECT_EQ(lowered, keep);
    EXPECT_EQ(*cell, 102U);
    u.rewind(keep - lowered);
    EXPECT_EQ(*cell, 100U);
    EXPECT_TRUE(u.empty());
    EXPECT_EQ(u.size(), 0U);
}

TEST(Undo, ForgettingABlockAtATimeKeepsTheLogAsLongAsTheHistory) {
    Undo u;
    Cell<std::uint32_t> cell;
    std::deque<Undo::Mark> marks;
    for (std::uint32_t block = 1; block <= 10'000; ++block) {
        marks.push_back(u.mark());
        u.set(cell, block);
        if (marks.size() > 64) {
            marks.pop_front();
            const std::size_t lowered = u.forget(marks.front());
            for (Undo::Mark& mark : marks) mark -= lowered;
        }
        ASSERT_LE(u.mark(), 200U * 64);
    }
    EXPECT_EQ(u.visit(marks.front(), [&] { return *cell; }), 10'000U - 64);
    u.rewind(marks.back());
    EXPECT_EQ(*cell, 9'999U);
}

TEST(UndoDeathTest, NobodyGoesBackToWhatWasForgottenOrCommitsOnAVisit) {
    Undo u;
    Cell<std::uint32_t> cell;
    u.set(cell, 1U);
    const Undo::Mark second = u.mark();
    u.set(cell, 2U);
    u.set(cell, 3U);
    EXPECT_EQ(u.forget(second), 0U);
    EXPECT_DEATH(u.rewind(0), "mark >= floor_");
    EXPECT_DEATH(u.visit(0, [] {}), "mark >= undo.begin_");
    EXPECT_DEATH(u.visit(second, [&] { u.rewind(second); }), "mark >= floor_");
    EXPECT_DEATH(u.visit(second, [&] { u.commit(); }), "visiting");
    EXPECT_DEATH(u.visit(second, [&] { u.forget(second); }), "visiting");
    EXPECT_DEATH(u.visit(second, [&] { u.visit(second, [] {}); }), "visiting");
}

/// Random writes, marks, rewinds, visits (whose visitors write, too), forgets and commits against
/// copies of how the state looked.
TEST(UndoLaw, EveryMarkThatIsNotForgottenShowsItsState) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE(seed);
        Prng rng(seed);
        Undo u;
        Sample s;
        struct Saved {
            Undo::Mark mark;
            Sample::Looks looks;
        };
        std::deque<Saved> saved;
        for (int step = 0; step < 4000; ++step) {
            const std::uint64_t choice = rng() % 64;
            if (choice < 6) {
                saved.push_back({u.mark(), s.looks()});
            } else if (choice < 10 && !saved.empty()) {
                const Saved& past = saved[rng() % saved.size()];
                const Sample::Looks present = s.looks();
                const Undo::Mark now = u.mark();
                u.visit(past.mark, [&] {
                    ASSERT_EQ(s.looks(), past.looks) << "step " << step;
                    for (std::uint64_t n = rng() % 20; n > 0; --n) write_something(u, s, rng);
                });
                ASSERT_EQ(u.mark(), now);
                ASSERT_EQ(s.looks(), present) << "step " << step;
            } else if (choice == 10 && !saved.empty()) {
                saved.resize(rng() % saved.size() + 1);
                u.rewind(saved.back().mark);
                ASSERT_EQ(s.looks(), saved.back().looks) << "step " << step;
            } else if (choice < 13 && !saved.empty()) {
                saved.erase(saved.begin(),
                            saved.begin() + static_cast<std::ptrdiff_t>(rng() % saved.size()));
                const std::size_t lowered = u.forget(saved.front().mark);
                for (Saved& each : saved) each.mark -= lowered;
            } else if (choice == 13 && rng() % 16 == 0) {
                u.commit();
                saved.clear();
            } else {
                write_something(u, s, rng);
            }
        }
        // And all the way back.
        for (; !saved.empty(); saved.pop_back()) {
            u.rewind(saved.back().mark);
            ASSERT_EQ(s.looks(), saved.back().looks);
        }
    }
}

}  // namespace
}  // namespace aq
