// SPDX-License-Identifier: Apache-2.0
#pragma once

/// StETH and StETHPermit: the token. `call.to` is stETH.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::steth {

/// StETH.transfer: moves the shares that the amount is worth, rounded down; logs the amount asked.
Result<bool> transfer(Tx& tx, Ports& ports, const Call& call, Address recipient, Wei amount);
/// StETH.transferFrom: "ALLOWANCE_EXCEEDED" before all else.
Result<bool> transfer_from(Tx& tx, Ports& ports, const Call& call, Address sender,
                           Address recipient, Wei amount);
/// StETH.approve: "APPROVE_FROM_ZERO_ADDR", "APPROVE_TO_ZERO_ADDR".
Result<bool> approve(Tx& tx, Ports& ports, const Call& call, Address spender, Wei amount);
/// StETH.increaseAllowance: "MATH_ADD_OVERFLOW".
Result<bool> increase_allowance(Tx& tx, Ports& ports, const Call& call, Address spender, Wei added);
/// StETH.decreaseAllowance: "ALLOWANCE_BELOW_ZERO".
Result<bool> decrease_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Wei subtracted);

/// StETH.transferShares: what the shares are worth.
Result<Wei> transfer_shares(Tx& tx, Ports& ports, const Call& call, Address recipient, Shares n);
/// StETH.transferSharesFrom: the allowance is spent in stETH.
Result<Wei> transfer_shares_from(Tx& tx, Ports& ports, const Call& call, Address sender,
                                 Address recipient, Shares n);

/// StETHPermit.permit: "DEADLINE_EXPIRED", "ECDSA: invalid signature 's' value",
/// "ECDSA: invalid signature", "INVALID_SIGNATURE". An owner with code is asked (ERC-1271).
Result<void> permit(Tx& tx, Ports& ports, const Call& call, Address owner, Address spender,
                    Wei value, u256 deadline, std::uint8_t v, Hash r, Hash s);

// Steps that Lido's own functions share.

/// StETH._mintShares: "MINT_TO_ZERO_ADDR", "MINT_TO_STETH_CONTRACT", "MATH_ADD_OVERFLOW",
/// "SHARES_OVERFLOW". No log.
Result<void> mint(Tx& tx, Ports& ports, const Call& call, const Address& to, Shares n);
/// StETH._burnShares by the caller: "BURN_FROM_ZERO_ADDR", "BALANCE_EXCEEDED". No log.
Result<void> burn(Tx& tx, Ports& ports, const Call& call, Shares n);
/// StETH._emitTransferAfterMintingShares.
Result<void> log_minted(Tx& tx, Ports& ports, const Call& call, const Address& to, Shares n);
/// StETH._approve.
Result<void> approve_from(Tx& tx, Ports& ports, const Call& call, const Address& owner,
                          const Address& spender, Wei amount);
/// Pausable._whenNotStopped: "CONTRACT_IS_STOPPED".
Result<void> require_not_stopped(const State& s);

}  // namespace aq::lido::steth
