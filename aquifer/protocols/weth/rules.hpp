// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Ether in and out. `call.to` is the token.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/weth/state.hpp>

namespace aq::weth {

/// WETH9.deposit, and whatever else is called that it does not know: the value becomes tokens.
Result<void> deposit(Tx& tx, Ports& ports, const Call& call);

/// WETH9.withdraw. Reverts without data if the caller has less, or does not take the ether.
Result<void> withdraw(Tx& tx, Ports& ports, const Call& call, erc20::Amount wad);

}  // namespace aq::weth
