// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/persist.hpp>

#include <aquifer/base/prng.hpp>
#include <aquifer/protocols/beacon/commands.hpp>
#include <aquifer/stack/mainnet.hpp>

#include <gtest/gtest.h>

namespace aq::stack {
namespace {

/// Everything deployed, and a beacon chain of two pools that has gone on for some blocks.
class Saved : public ::testing::Test {
protected:
    Saved() {
        deploy_mainnet(world);
        move::set_nonce(world.undo, world.accounts, kPodOwner, 41);
        auto chain = beacon::begin({.proofs = true}, 1000);
        AQ_ASSERT(chain.has_value());
        for (const char* pool : {"rest", "lrt"}) {
            AQ_ASSERT(beacon::command::add_pool(*chain, pool, kPodOwner).has_value());
        }
        AQ_ASSERT(beacon::command::found(*chain, "rest", {.n = 500}).has_value());
        AQ_ASSERT(beacon::command::found(*chain, "lrt", {.n = 20, .prefix = 2}).has_value());
        beacon::move::change_feed(world.undo, world.beacon.feed) = std::move(*chain);
        for (int i = 0; i < 40; ++i) pass_block();
    }

    void pass_block() {
        beacon::pass(world.undo, world.beacon, beacon::Span::of_slots(1), beacon::Mode::kExact);
        world.undo.commit();
    }

    static constexpr Address kPodOwner = "0x00000000000000000000000000000000000000a1"_address;
    World world;
};

std::string why_not(const Bytes& bytes) {
    World world;
    const auto loaded = load(world, bytes);
    return loaded.has_value() ? "" : loaded.error();
}

TEST_F(Saved, AWorldComesBackWithItsHash) {
    const Bytes bytes = save(world);
    World back;
    ASSERT_EQ(load(back, bytes), (std::expected<void, std::string>()));
    EXPECT_EQ(back.accounts, world.accounts);
    EXPECT_EQ(back.accounts.nonces[kPodOwner], 41U);
    EXPECT_EQ(back.beacon, world.beacon);
    EXPECT_EQ(back.beacon.feed->registry.size(), 520U);
    EXPECT_EQ(save(back), bytes);
    EXPECT_EQ(state_hash(back), state_hash(world));
    const Hash before = state_hash(world);
    pass_block();
    EXPECT_NE(state_hash(world), before);
}

TEST_F(Saved, TheHashIsOfTheStateAlone) {
    World back;
    ASSERT_TRUE(load(back, save(world)).has_value());
    back.beacon.archive = beacon::Archive();
    EXPECT_EQ(state_hash(back), state_hash(world));
}

TEST_F(Saved, AnOpenCheckpointCanStillBeProvedUnderItsOldBlock) {
    const Hash asked = world.beacon.feed->parent_root;
    const Hash other = world.beacon.archive.blocks().front().root;
    eigenlayer::Checkpoint open;
    open.beacon_block_root = asked;
    open.proofs_remaining = 1;
    world.undo.set(world.eigenlayer.pods.checkpoints, kPodOwner, open);
    for (int i = 0; i < 40; ++i) pass_block();
    World back;
    ASSERT_TRUE(load(back, save(world)).has_value());
    // The block that is asked for, and the newest.
    EXPECT_EQ(back.beacon.archive.blocks().size(), 33U);
    EXPECT_EQ(back.beacon.archive.at(other), nullptr);
    const beacon::Trees* trees = back.beacon.archive.at(asked);
    ASSERT_NE(trees, nullptr);
    EXPECT_EQ(trees->block_root(), asked);
    EXPECT_EQ(trees->balance_proof(501), world.beacon.archive.at(asked)->balance_proof(501));
    EXPECT_NE(back.beacon.archive.at(world.beacon.feed->parent_root), nullptr);
}

TEST_F(Saved, HowValidatorsAreCutIntoRunsIsNoState) {
    const Bytes bytes = save(world);
    beacon::Feed& feed = beacon::move::change_feed(world.undo, world.beacon.feed);
    feed.registry.isolate(feed.registry.find(100), 7);
    EXPECT_EQ(save(world), bytes);
}

TEST_F(Saved, BytesThatAreNoWorldAreRefused) {
    const Bytes good = save(world);
    Bytes bad = good;
    bad[3] = 2;
    EXPECT_EQ(why_not(bad), "at byte 4 of " + std::to_string(good.size()) +
                                ": the state has format 2, and this program reads format 1");
    bad = good;
    bad.push_back(0);
    EXPECT_NE(why_not(bad).find("more data than belongs here"), std::string::npos);
    for (std::size_t n = 0; n < good.size(); n += 997) {
        EXPECT_NE(why_not(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(n))), "");
    }
}

TEST_F(Saved, ACodeThatNobodyKnowsIsRefused) {
    move::deploy(world.undo, world.accounts, kPodOwner, code_of(Kind::kCount));
    EXPECT_NE(why_not(save(world)).find("a code that this program does not know"),
              std::string::npos);
}

TEST_F(Saved, AValidatorOfNoPoolIsRefused) {
    beacon::Feed& feed = beacon::move::change_feed(world.undo, world.beacon.feed);
    feed.registry.edit({3, 1}, [](beacon::Validator& v) { v.pool = 99; });
    EXPECT_NE(why_not(save(world)).find("the beacon chain names what is not"), std::string::npos);
}

TEST_F(Saved, DamagedBytesAreRefusedOrAreAnotherWorld) {
    const Bytes good = save(world);
    Prng rng(3);
    for (int i = 0; i < 300; ++i) {
        Bytes bad = good;
        bad[rng() % bad.size()] ^= static_cast<std::uint8_t>(1U << (rng() % 8));
        World back;
        if (!load(back, bad).has_value()) continue;
        ASSERT_EQ(save(back), bad);
    }
}

}  // namespace
}  // namespace aq::stack
