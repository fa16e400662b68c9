// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Renzo's state from its logs alone: each log becomes the moves that the rule which emitted it
/// made. README.md says which fields logs witness.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo {

/// Applies a log emitted in a block. False, and nothing written, if it is none of Renzo's, tells
/// nothing that is stored, or cannot have happened. EigenLayer's own logs come first: a contract
/// with a pod is taken for an OperatorDelegator, which is harmless until the RestakeManager lists
/// it.
bool fold(Undo& u, Ports& ports, const Block& block, const LogView& log);

}  // namespace aq::renzo
