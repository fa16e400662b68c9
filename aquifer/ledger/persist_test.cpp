// SPDX-License-Identifier: Apache-2.0
#include <aquifer/ledger/persist.hpp>

#include <aquifer/base/hex.hpp>
#include <aquifer/base/prng.hpp>
#include <aquifer/ledger/containers.hpp>

#include <gtest/gtest.h>

namespace aq {
namespace {

template <class T>
Bytes saved(const T& value) {
    persist::Writer out;
    save(out, value);
    return out.take();
}

/// Loads all of it; empty if it is no such value.
template <class T>
std::optional<T> loaded(BytesView bytes) {
    persist::Reader in(bytes);
    T out{};
    if (!load(in, out) || !in.ended_well()) {
        EXPECT_NE(in.error(), "");
        return std::nullopt;
    }
    return out;
}

template <class T>
std::string why_not(BytesView bytes) {
    persist::Reader in(bytes);
    T out{};
    if (load(in, out)) static_cast<void>(in.ended_well());
    return in.error();
}

enum class Colour : std::uint8_t { kRed = 1, kGreen = 2, kBlue = 9 };

/// A byte, seven of padding, a number.
struct Padded {
    std::uint8_t small = 0;
    std::uint64_t large = 0;
    bool operator==(const Padded&) const = default;
};

struct Everything {
    bool yes = true;
    std::int64_t negative = -2;
    __int128 wide = -3;
    Colour colour = Colour::kBlue;
    Wei wei{5U};
    u24 narrow{0xabcdef};
    std::array<char, 3> letters{'a', 'b', 'c'};
    std::string text = "text";
    Bytes bytes{1, 2};
    std::vector<Padded> rows{{1, 2}, {3, 4}};
    std::optional<std::uint16_t> none;
    std::optional<std::uint16_t> some = 7;
    std::pair<bool, std::uint8_t> two{false, 8};
    std::variant<std::monostate, std::uint8_t, std::string> choice = "choice";
    std::map<std::string, std::uint8_t> map{{"a", 1}, {"b", 2}};
    bool operator==(const Everything&) const = default;
};

// By hand: big-endian numbers of fixed width, counts of eight bytes.
TEST(Persist, WritesWhatTheFormatSays) {
    EXPECT_EQ(to_hex(saved(Padded{0x11, 0x2233})), "0x110000000000002233");
    EXPECT_EQ(to_hex(saved(std::string("ab"))), "0x00000000000000026162");
    EXPECT_EQ(to_hex(saved(std::optional<std::uint16_t>(7))), "0x010007");
    EXPECT_EQ(to_hex(saved(std::optional<std::uint16_t>())), "0x00");
    EXPECT_EQ(to_hex(saved(std::variant<bool, std::uint16_t>(std::uint16_t{3}))), "0x010003");
    EXPECT_EQ(to_hex(saved(Colour::kBlue)), "0x09");
    EXPECT_EQ(to_hex(saved(std::int16_t{-2})), "0xfffe");
    EXPECT_EQ(to_hex(saved(Key<std::uint16_t, bool>(0x0102, true))), "0x010201");
    Undo u;
    Table<std::uint16_t, std::uint8_t> table;
    u.set(table, std::uint16_t{0x0201}, std::uint8_t{7});
    u.set(table, std::uint16_t{0x0102}, std::uint8_t{8});
    EXPECT_EQ(to_hex(saved(table)), "0x0000000000000002010208020107");
}

TEST(Persist, EverythingComesBack) {
    Everything value;
    EXPECT_EQ(loaded<Everything>(saved(value)), value);
    value.choice = std::monostate();
    value.none = 3;
    value.rows.clear();
    EXPECT_EQ(loaded<Everything>(saved(value)), value);
}

TEST(Persist, PaddingStaysOutOfTheBytes) {
    alignas(Padded) std::array<std::byte, sizeof(Padded)> zeros{};
    alignas(Padded) std::array<std::byte, sizeof(Padded)> ones{};
    ones.fill(std::byte{0xff});
    auto* a = new (zeros.data()) Padded;
    auto* b = new (ones.data()) Padded;
    EXPECT_EQ(saved(*a), saved(*b));
}

struct Storage {
    Cell<u256> cell;
    Table<Address, Padded> table;
    List<Only, Address> list;
    Set<Address, std::uint32_t> set;
    Queue<Address, Padded> queue;
    History<Address, u256> history;
    bool operator==(const Storage&) const = default;
};

void write_something(Undo& u, Storage& s, Prng& rng) {
    Address who;
    who.bytes[rng() % 20] = static_cast<std::uint8_t>(rng() % 3);
    switch (rng() % 6) {
        case 0:
            u.set(s.cell, u256(rng()));
            break;
        case 1:
            u.set(s.table, who, Padded{static_cast<std::uint8_t>(rng() % 2), rng() % 2});
            break;
        case 2:
            push(u, s.list, Only::kOne, who);
            break;
        case 3:
            if (!insert(u, s.set, who, static_cast<std::uint32_t>(rng() % 3))) {
                remove(u, s.set, who, s.set.at(who, 0));
            }
            break;
        case 4:
            push(u, s.queue, who, Padded{1, rng()});
            break;
        default:
            push(u, s.history, who, 7, u256(rng()));
    }
}

TEST(Persist, StateComesBackAndItsBytesDependOnItsContentAlone) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        Prng rng(seed);
        Undo u;
        Storage s;
        for (int i = 0; i < 300; ++i) write_something(u, s, rng);
        const Bytes bytes = saved(s);
        const auto back = loaded<Storage>(bytes);
        ASSERT_TRUE(back.has_value());
        EXPECT_EQ(*back, s);
        // Its tables were filled in another order.
        EXPECT_EQ(saved(*back), bytes);
        // What came and went leaves nothing behind.
        const Undo::Mark mark = u.mark();
        for (int i = 0; i < 300; ++i) write_something(u, s, rng);
        u.rewind(mark);
        EXPECT_EQ(saved(s), bytes);

        Keccak256 hash;
        persist::Writer out(hash);
        save(out, s);
        out.flush();
        EXPECT_EQ(hash.finish(), keccak256(bytes));
    }
}

TEST(Persist, WhatTheReaderTakesIsWhatTheWriterMakes) {
    Prng rng(7);
    Undo u;
    Storage s;
    for (int i = 0; i < 40; ++i) write_something(u, s, rng);
    const Bytes good = saved(std::pair(Everything(), s));
    using Both = std::pair<Everything, Storage>;
    ASSERT_TRUE(loaded<Both>(good).has_value());
    for (std::size_t n = 0; n < good.size(); ++n) {
        EXPECT_FALSE(loaded<Both>(BytesView(good).first(n)).has_value()) << n;
    }
    std::size_t taken = 0;
    for (int i = 0; i < 20'000; ++i) {
        Bytes bad = good;
        for (std::uint64_t n = rng() % 3 + 1; n > 0; --n) {
            bad[rng() % bad.size()] = static_cast<std::uint8_t>(rng() % 4 == 0 ? 0xff : rng() % 4);
        }
        const auto back = loaded<Both>(bad);
        if (!back.has_value()) continue;
        ++taken;
        ASSERT_EQ(saved(*back), bad);
    }
    EXPECT_GT(taken, 1000U);
}

TEST(Persist, RefusalsSayWhatAndWhere) {
    EXPECT_EQ(why_not<std::uint32_t>(Bytes{1, 2, 3}), "at byte 0 of 3: the data ends too early");
    EXPECT_EQ(why_not<bool>(Bytes{2}), "at byte 1 of 1: a truth value is neither 0 nor 1");
    EXPECT_EQ(why_not<Colour>(Bytes{3}),
              "at byte 1 of 1: a number stands for nothing in its enumeration");
    EXPECT_EQ(why_not<u24>(Bytes{1, 0, 0, 0}), "at byte 4 of 4: a number is wider than its type");
    EXPECT_EQ(why_not<bool>(Bytes{1, 0}), "at byte 1 of 2: more data than belongs here");
    EXPECT_EQ((why_not<std::variant<bool, Wei>>(Bytes{2})),
              "at byte 1 of 1: a choice is none of those there are");
    // A count of 2^64 - 1 asks for no memory.
    EXPECT_EQ(why_not<std::vector<Padded>>(Bytes(8, 0xff)),
              "at byte 0 of 8: there is less data than a count says");
    const auto table = [](std::initializer_list<std::uint8_t> rows) {
        Bytes out{0, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(rows.size() / 2)};
        out.insert(out.end(), rows);
        return why_not<Table<std::uint8_t, std::uint8_t>>(out);
    };
    EXPECT_EQ(table({1, 5, 2, 5}), "");
    EXPECT_EQ(table({1, 5, 1, 5}), "at byte 11 of 12: the keys of a table are not in order");
    EXPECT_EQ(table({2, 5, 1, 5}), "at byte 11 of 12: the keys of a table are not in order");
    EXPECT_EQ(table({1, 0}), "at byte 10 of 10: a table holds a zero");
}

}  // namespace
}  // namespace aq
