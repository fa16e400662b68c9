// SPDX-License-Identifier: Apache-2.0
#include <aquifer/chain/engine.hpp>

#include <aquifer/chain/testing.hpp>

#include <future>

namespace aq::chain {
namespace {

using testing::kAlice;
using testing::kBob;
using testing::kEther;

/// Waits until a change is durable.
void carry_out(Engine& engine, Engine::Change change) {
    std::promise<void> done;
    ASSERT_TRUE(engine.write(std::move(change), [&] { done.set_value(); }));
    done.get_future().wait();
}

std::unique_ptr<Engine> start(const Engine::Options& options = {}) {
    return std::make_unique<Engine>(testing::open(testing::options()), options,
                                    [](const Fault& fault) { ADD_FAILURE() << fault.what; });
}

TEST(Engine, ChangesAreThereForReadersWhenTheyAreDone) {
    const auto engine = start();
    carry_out(*engine, [](Chain& c) {
        EXPECT_TRUE(c.submit(testing::transfer(c, kAlice, kBob, kEther)).has_value());
    });
    EXPECT_EQ(engine->read([](Chain& c) { return c.nonce(kAlice); }), 1U);
    const std::uint64_t head = engine->read([](Chain& c) { return c.tip().number; });
    EXPECT_TRUE(engine->store().reader().block(head).has_value());
}

TEST(Engine, SubmissionsBeforeAnotherChangeAreMinedBeforeIt) {
    const auto engine = start();
    std::promise<std::uint64_t> nonce;
    std::atomic<int> done = 0;
    ASSERT_TRUE(engine->submit(
        [](Chain& c) {
            EXPECT_TRUE(c.submit(testing::transfer(c, kAlice, kBob, kEther)).has_value());
        },
        [&] { ++done; }));
    ASSERT_TRUE(
        engine->write([&](Chain& c) { nonce.set_value(c.nonce(kAlice)); }, [&] { ++done; }));
    EXPECT_EQ(nonce.get_future().get(), 1U);
    ASSERT_TRUE(engine->stop().has_value());
    EXPECT_EQ(done, 2);
}

TEST(Engine, TakesNothingOnceItStops) {
    const auto engine = start();
    ASSERT_TRUE(engine->stop().has_value());
    EXPECT_FALSE(engine->write([](Chain& /*chain*/) { ADD_FAILURE(); }, [] {}));
}

TEST(Engine, ManyThreadsReadWhileOneWrites) {
    const auto engine = start({.durability = Durability::kAsync});
    std::atomic<bool> stop = false;
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i) {
        readers.emplace_back([&] {
            while (!stop) {
                // Ether moves from one to the other and is never seen in between.
                const u256 both = engine->read([](Chain& c) {
                    return wrapping_add(testing::ether_of(c, kAlice), testing::ether_of(c, kBob));
                });
                EXPECT_EQ(both, wrapping_mul(kEther, u256(2000U)));
            }
        });
    }
    for (int i = 0; i < 300; ++i) {
        carry_out(*engine, [](Chain& c) {
            EXPECT_TRUE(c.submit(testing::transfer(c, kAlice, kBob, kEther)).has_value());
        });
    }
    stop = true;
    for (std::thread& reader : readers) reader.join();
    EXPECT_EQ(engine->read([](Chain& c) { return c.nonce(kAlice); }), 300U);
}

TEST(Engine, EveryBlockThatALookIsToldOfIsInTheStore) {
    const auto engine = start({.durability = Durability::kAsync});
    std::atomic<bool> stop = false;
    std::uint64_t looks = 0;
    std::thread reader([&] {
        while (!stop) {
            const std::uint64_t last =
                engine->read([&](Chain& /*chain*/) { return engine->committed(); });
            EXPECT_TRUE(engine->store().reader().block(last).has_value()) << last;
            ++looks;
        }
    });
    for (int i = 0; i < 300; ++i) {
        carry_out(*engine, [](Chain& c) { EXPECT_TRUE(c.mine(1, 0).has_value()); });
    }
    stop = true;
    reader.join();
    EXPECT_GT(looks, 0U);
}

TEST(Engine, WhatCouldNotBeCommittedIsNotLookedAt) {
    Options full = testing::options();
    full.store.bytes_max = std::size_t{1} << 20U;
    full.store.bytes_at_first = full.store.bytes_max;
    std::atomic<int> faults = 0;
    std::atomic<int> answers = 0;
    Engine engine(testing::open(full), {}, [&](const Fault& /*fault*/) { ++faults; });
    const auto mine = [](Chain& c) { EXPECT_TRUE(c.mine(1, 0).has_value()); };
    int taken = 0;
    while (faults == 0) {
        if (answers == taken && engine.write(mine, [&] { ++answers; })) ++taken;
    }
    const auto [committed, tip] =
        engine.read([&](Chain& c) { return std::pair(engine.committed(), c.tip().number); });
    EXPECT_EQ(committed + 1, tip);
    EXPECT_TRUE(engine.store().reader().block(committed).has_value());
    EXPECT_FALSE(engine.store().reader().block(tip).has_value());
    EXPECT_FALSE(engine.write(mine, [&] { ++answers; }));
    ASSERT_TRUE(engine.stop().has_value());
    EXPECT_EQ(faults, 1);
    EXPECT_EQ(answers + 1, taken);
}

}  // namespace
}  // namespace aq::chain
