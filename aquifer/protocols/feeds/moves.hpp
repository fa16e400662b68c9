// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of feeds.

#include <aquifer/protocols/feeds/state.hpp>

namespace aq::feeds::move {

/// A new feed without an answer. No other feed stands there, nor behind its aggregator.
void create(Undo& u, State& s, const Address& at, const Feed& feed);

/// Keeps: the newest round is the last one written. Rounds before it stay as they are.
void set_round(Undo& u, State& s, const Address& at, std::uint64_t round, const Round& values);

/// Another aggregator behind the proxy, one phase later, without an answer.
void set_aggregator(Undo& u, State& s, const Address& at, const Address& aggregator);

}  // namespace aq::feeds::move
