// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What kind of work a recorded transaction is, for measuring.

#include <aquifer/replay/trace.hpp>

namespace aq::replay {

/// Whether the transaction spends its time in the curve or in SHA-256 and Keccak over a proof
/// rather than in the rules. Told by the function's name, so refusals before the check count too.
bool checks_signature_or_proof(const Transaction& tx);

}  // namespace aq::replay
