// SPDX-License-Identifier: Apache-2.0
#pragma once

/// WstETH: one wstETH is one share of stETH. `call.to` is wstETH, a row of `erc20::State`, whose
/// other functions are that folder's (OpenZeppelin 3.4's ERC20 and ERC20Permit).

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::wsteth {

/// WstETH.wrap: "wstETH: can't wrap zero stETH". Mints before it takes the stETH.
Result<erc20::Amount> wrap(Tx& tx, Ports& ports, const Call& call, Wei amount);
/// WstETH.unwrap: "wstETH: zero amount unwrap not allowed". What it pays is rounded down twice: the
/// share that is left stays in the contract.
Result<Wei> unwrap(Tx& tx, Ports& ports, const Call& call, erc20::Amount amount);
/// WstETH's receive: stakes the ether and mints the shares.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

}  // namespace aq::lido::wsteth
