// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Sums and bounds that hold in every state EigenLayer can reach. Tests ask after each transaction.
///
/// They are those of the specification, section 12, that a state alone can answer: 1, 3, 4 (the
/// bound), 6, 7, 11, 12, 16 to 19, 21, 23 to 27, 30, 31 and the vault's. Not asked, and why:
///
/// - 2, 4 (what changes the total), 5, 8, 10, 13, 20, 22 and the forward steps of validators and
///   vaults speak of a change, so of two states; the rules' tests have them.
/// - 9: an unset scaling factor reads as 1, so that a state cannot tell zero from unset. The rule
///   refuses to store zero (`InvalidDepositScalingFactor`).
/// - The parts of 11, 16, 17 and 19 that compare with the current block, which is not state.
/// - 14, 15 and 28 are sums over time: what has been paid, slashed and lost is not kept.
/// - 29: what an earner may claim stands in the trees below the roots, which are not on chain.
/// - For native ether 6 does not hold (X15), nor does the contract promise it.

#include <aquifer/protocols/eigenlayer/state.hpp>

#include <string>
#include <vector>

namespace aq::eigenlayer {

/// What does not hold, in words; empty if all is well.
std::vector<std::string> broken_invariants(const State& s, const Accounts& accounts);

}  // namespace aq::eigenlayer
