// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Lido's state from its logs alone. README.md says which fields logs witness.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido {

/// One log and the block it was emitted in.
struct Folding {
    Undo& undo;
    State& s;
    const Block& block;
    const LogView& log;
};

/// Applies the log; false if it is none of Lido's, or one that changes nothing here. wstETH's are
/// the business of `erc20::fold`.
bool fold(const Folding& f);

namespace detail {

/// The emitters' parts.
bool fold_steth(const Folding& f);
bool fold_queue(const Folding& f);
bool fold_report(const Folding& f);

}  // namespace detail

}  // namespace aq::lido
