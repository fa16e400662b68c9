// SPDX-License-Identifier: Apache-2.0
#pragma once

/// A whole world as bytes, for snapshots, dumps and for comparing two nodes.

#include <aquifer/stack/world.hpp>

#include <expected>
#include <string>

namespace aq::persist {
class Writer;
}  // namespace aq::persist

namespace aq::stack {

/// What `save` writes. A change of any state struct is a new number.
inline constexpr std::uint32_t kStateFormat = 1;

/// The state, and of the archive of beacon blocks what a restarted node may still be asked to
/// prove: the blocks of open checkpoints and the newest 32.
Bytes save(const World& world);
/// The same, piece by piece.
void save(persist::Writer& out, const World& world);
/// Into an empty world; the text says where the bytes are not what `save` writes, and the world is
/// of no use then.
std::expected<void, std::string> load(World& world, BytesView bytes);

/// Keccak-256 over the bytes of the state alone: two worlds have the same hash if and only if they
/// are equal.
Hash state_hash(const World& world);

}  // namespace aq::stack
