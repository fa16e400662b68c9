// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The face of Multicall3.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/multicall/state.hpp>

namespace aq::multicall {

inline constexpr Address kMainnet = "0xca11bde05977b3631167028862be2a173976ca11"_address;

using Face = Contract<Ports>;

const Face& face();

}  // namespace aq::multicall
