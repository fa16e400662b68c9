// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What holders, spenders and issuers of a token may do. `call.to` is the token and stands in the
/// state; which words it refuses with is its generation's matter.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

/// ERC20.transfer. Always true: what fails, reverts.
Result<bool> transfer(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount);
/// ERC20.transferFrom. Most generations do not lower an allowance of 2^256 - 1.
Result<bool> transfer_from(Tx& tx, Ports& ports, const Call& call, Address from, Address to,
                           Amount amount);
/// ERC20.approve.
Result<bool> approve(Tx& tx, Ports& ports, const Call& call, Address spender, Amount amount);

/// ERC20.increaseAllowance and decreaseAllowance (OpenZeppelin up to 4.9, FiatToken).
Result<bool> increase_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Amount added);
Result<bool> decrease_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Amount subtracted);

/// ERC20._mint and _burn. Only the recorded runs' stand-in lets anyone call them; of other tokens
/// their own contracts do, by `mint_to` and `burn_from`.
Result<void> mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount);
Result<void> burn(Tx& tx, Ports& ports, const Call& call, Address from, Amount amount);

}  // namespace aq::erc20
