// SPDX-License-Identifier: Apache-2.0
#pragma once

/// How other contracts use a token: OpenZeppelin 4.9's `SafeERC20` and plain interface calls. A
/// token that stands in this folder's state is reached directly; any other address through the
/// machine, so that a token of another protocol, or something that is no token, answers as it
/// would.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

/// `IERC20(token).safeTransfer(to, amount)` by `from`. Refusals: the token's own data;
/// "SafeERC20: low-level call failed"; "Address: call to non-contract";
/// "SafeERC20: ERC20 operation did not succeed".
Result<void> safe_transfer(Tx& tx, const Ports& tokens, const Address& token, const Address& from,
                           const Address& to, Amount amount);

/// `IERC20(token).safeTransferFrom(from, to, amount)` by `spender`.
Result<void> safe_transfer_from(Tx& tx, const Ports& tokens, const Address& token,
                                const Address& spender, const Address& from, const Address& to,
                                Amount amount);

/// `IERC20(token).balanceOf(holder)` asked by `asker`; an address without code, or an answer too
/// short, reverts without data.
Result<Amount> balance_of(Tx& tx, const Ports& tokens, const Address& token, const Address& asker,
                          const Address& holder);

/// `_mint(to, amount)` and `_burn(from, amount)` by the token's own contract, in its generation's
/// words. The token stands in this folder's state.
Result<void> mint_to(Tx& tx, const Ports& tokens, const Address& token, const Address& to,
                     Amount amount);
Result<void> burn_from(Tx& tx, const Ports& tokens, const Address& token, const Address& from,
                       Amount amount);

/// `_spendAllowance(owner, spender, amount)` by the token's own contract.
Result<void> spend(Tx& tx, const Ports& tokens, const Address& token, const Address& owner,
                   const Address& spender, Amount amount);

}  // namespace aq::erc20
