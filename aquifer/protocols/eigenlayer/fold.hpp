// SPDX-License-Identifier: Apache-2.0
#pragma once

/// EigenLayer's state from its logs alone: each log becomes the moves that the rule which emitted
/// it made. README.md says which fields logs witness.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

/// One log of a transaction, with the transaction's other logs: what a log means can depend on its
/// neighbours (a `Deposit` right after an `ExchangeRateEmitted` has issued shares; one without has
/// only given queued shares back).
struct Folding {
    Undo& undo;
    Ports& ports;
    /// The block the log was emitted in.
    const Block& block;
    const LogBuffer& logs;
    std::size_t at = 0;

    [[nodiscard]] State& state() const { return ports.self; }
    [[nodiscard]] LogView log() const { return logs[at]; }
};

/// Applies the log. False, and nothing written, if it is none of EigenLayer's or cannot have
/// happened on this state: more taken than there is, or made twice what is made once.
bool fold(const Folding& folding);

}  // namespace aq::eigenlayer
