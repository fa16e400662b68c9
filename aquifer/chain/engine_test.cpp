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

}  // namespace
}  // namespace aq::chain
