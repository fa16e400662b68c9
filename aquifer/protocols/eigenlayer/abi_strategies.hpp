// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The parts of a strategy's face that its kinds share.

#include <aquifer/protocols/eigenlayer/abi.hpp>

namespace aq::eigenlayer {

/// StrategyBase without `explanation`.
Face::Functions strategy_functions();
/// The two limits, as capped strategies and duration vaults answer them.
Face::Functions limit_views();

}  // namespace aq::eigenlayer
