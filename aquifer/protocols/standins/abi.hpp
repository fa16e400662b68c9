// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of the stand-in contracts, and what their logs are called.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/standins/state.hpp>

namespace aq::standins {

using Face = Contract<Ports>;

const Face& registrar_face();
const Face& eth_pos_face();

std::span<const std::string_view> described_events();

}  // namespace aq::standins
