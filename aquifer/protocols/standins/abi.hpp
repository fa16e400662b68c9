// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The faces of the stand-in contracts.

#include <aquifer/ledger/contract.hpp>
#include <aquifer/protocols/standins/state.hpp>

namespace aq::standins {

using Face = Contract<Ports>;

const Face& registrar_face();
const Face& eth_pos_face();
const Face& risk_face();
const Face& st_eth_exit_face();
const Face& restaker_face();

}  // namespace aq::standins
