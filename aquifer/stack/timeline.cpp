// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/timeline.hpp>

#include <algorithm>

namespace aq::stack {

namespace {

constexpr std::uint64_t kSlotsPerDay = 225 * beacon::kSlotsPerEpoch;

void credit(World& world, const std::vector<beacon::Withdrawal>& withdrawals) {
    for (const beacon::Withdrawal& w : withdrawals) {
        const u256 paid = wrapping_mul(u256(w.n * w.amount.raw), kGwei);
        aq::move::set_ether(world.undo, world.accounts, w.address,
                            world.accounts.ether[w.address] + Wei(paid));
    }
}

/// The slot that a time falls into.
std::uint64_t slot_at(const beacon::Config& config, std::uint64_t time) {
    return (time - config.genesis_time) / beacon::kSecondsPerSlot;
}

/// Empty slots before the slot of a block at that time.
std::uint64_t slots_before(const World& world, std::uint64_t time) {
    const beacon::Feed& feed = *world.beacon.feed;
    const std::uint64_t slot = slot_at(feed.config, time);
    return slot > feed.slot ? slot - feed.slot : 0;
}

std::vector<beacon::Withdrawal> pass_slots(World& world, std::uint64_t slots, beacon::Mode days) {
    const auto mode = slots >= kSlotsPerDay ? days : beacon::Mode::kExact;
    auto passed = beacon::pass(world.undo, world.beacon, beacon::Span::of_slots(slots), mode);
    credit(world, passed.withdrawals);
    return std::move(passed.withdrawals);
}

}  // namespace

void begin_beacon(World& world) {
    const beacon::Config config{.proofs = true};
    const std::uint64_t epoch = slot_at(config, world.block.time) / beacon::kSlotsPerEpoch;
    auto chain = beacon::begin(config, epoch);
    AQ_ASSERT(chain.has_value());
    beacon::move::change_feed(world.undo, world.beacon.feed) = std::move(*chain);
}

beacon::Payload open_block(World& world, std::uint64_t time) {
    AQ_ASSERT(time > world.block.time);
    const std::uint64_t empty = slots_before(world, time);
    if (empty != 0) pass_slots(world, empty, beacon::Mode::kFast);
    beacon::Payload payload = beacon::next_payload(*world.beacon.feed);
    payload.time = time;
    beacon::move::set_parent_root(world.undo, world.beacon, time, payload.parent_root);
    ++world.block.number;
    world.block.time = time;
    return payload;
}

void close_block(World& world, const beacon::Payload& payload, const LogBuffer& logs) {
    beacon::close_block(world.undo, world.beacon, logs);
    credit(world, payload.withdrawals);
}

std::vector<beacon::Withdrawal> pass_blocks(World& world, std::uint64_t blocks, std::uint64_t step,
                                            beacon::Mode days) {
    AQ_ASSERT(step > 0);
    if (blocks == 0) return {};
    world.block.number += blocks;
    world.block.time += blocks * step;
    // The last of these blocks is a slot too.
    const std::uint64_t slots = std::max(blocks, slots_before(world, world.block.time) + 1);
    std::vector<beacon::Withdrawal> paid;
    if (slots > 1) paid = pass_slots(world, slots - 1, days);
    const Hash parent = world.beacon.feed->parent_root;
    const auto last = pass_slots(world, 1, beacon::Mode::kExact);
    paid.insert(paid.end(), last.begin(), last.end());
    beacon::move::set_parent_root(world.undo, world.beacon, world.block.time, parent);
    return paid;
}

}  // namespace aq::stack
