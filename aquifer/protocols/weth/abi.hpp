// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The face of WETH9. Its compiler (0.4.18) did not check arguments: call it without `strict`, and
/// with zeros behind calldata that is too short.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/weth/state.hpp>

namespace aq::weth {

using Face = Contract<Ports>;

const Face& face();

std::span<const std::string_view> described_events();

}  // namespace aq::weth
