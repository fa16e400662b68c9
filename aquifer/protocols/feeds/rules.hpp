// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How a feed gets its answers. On a real chain these come from a network of oracles; here they are
/// set, by anyone.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/feeds/state.hpp>

namespace aq::feeds {

/// `set(int256,uint256)`. The stand-in's answer and time, as the recorded runs call it; of a proxy,
/// the next round of its aggregator, with its logs.
Result<void> set(Tx& tx, Ports& ports, const Call& call, i256 answer, u256 updated_at);

/// The automatic mode: the next round at this price, now, if `is_due`. Returns whether it was.
Result<bool> observe(Tx& tx, Ports& ports, const Call& call, i256 price);

}  // namespace aq::feeds
