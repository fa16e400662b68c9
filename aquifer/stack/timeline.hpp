// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How time passes in a sandbox: blocks of the execution layer, and the beacon chain that keeps
/// pace. A block is a slot. Its time is free above that of the block before; where it is later than
/// the slot's, slots in between are empty, and where it is earlier, slots run ahead of time until
/// time catches up.

#include <aquifer/stack/world.hpp>

namespace aq::stack {

/// Begins the consensus feed at the block's time, without validators. The state needs no root of
/// its own for replays; a sandbox proves balances to pods, so `proofs` is on.
void begin_beacon(World& world);

/// Opens the next block, at a time later than the last one's.
beacon::Payload open_block(World& world, std::uint64_t time);

/// Closes the block: its deposits and requests go to the beacon chain, and what the beacon chain
/// pays arrives, after the transactions (EIP-4895).
void close_block(World& world, const beacon::Payload& payload, const LogBuffer& logs);

/// Blocks in which nobody sends a transaction, `step` seconds apart (at least one). Answers what
/// the beacon chain paid in them. Whole days go in this mode of the feed, the rest epoch by epoch.
std::vector<beacon::Withdrawal> pass_blocks(World& world, std::uint64_t blocks, std::uint64_t step,
                                            beacon::Mode days = beacon::Mode::kFast);

}  // namespace aq::stack
