// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a recorded run's header and deploy lines put on the chain: which contracts stand where,
/// their parameters, and what the plain accounts hold.

#include <aquifer/replay/header.hpp>
#include <aquifer/replay/trace.hpp>
#include <aquifer/stack/world.hpp>

namespace aq::replay {

/// Brings an empty world to the state that a header describes.
Expected<void> set_up(stack::World& world, const Header& header);

/// Puts a deployed contract at its address: its code comes from the line's role in a recording of
/// that subject, its state from the line's logs.
Expected<void> place(stack::World& world, const std::string& subject, const Deploy& line);

/// One subject's part of `set_up`.
void set_up_eigenlayer(stack::World& world, HeaderEntries& entries);
void set_up_lido_shares(stack::World& world, HeaderEntries& entries);
void set_up_renzo(stack::World& world, HeaderEntries& entries);

}  // namespace aq::replay
