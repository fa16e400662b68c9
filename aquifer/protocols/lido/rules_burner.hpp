// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Burner: shares that wait to be burnt with the next reports. `call.to` is the burner.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::burner {

/// Burner.requestBurnMyStETHForCover and requestBurnMyStETH (REQUEST_BURN_MY_STETH_ROLE):
/// `ZeroBurnAmount`.
Result<void> request_burn_my_steth_for_cover(Tx& tx, Ports& ports, const Call& call, Wei amount);
Result<void> request_burn_my_steth(Tx& tx, Ports& ports, const Call& call, Wei amount);
/// Burner.requestBurnMyShares (REQUEST_BURN_MY_STETH_ROLE): `ZeroBurnAmount`.
Result<void> request_burn_my_shares(Tx& tx, Ports& ports, const Call& call, Shares n);
/// Burner.requestBurnSharesForCover and requestBurnShares (REQUEST_BURN_SHARES_ROLE), within what
/// the holder allows the burner: `ZeroBurnAmount`.
Result<void> request_burn_shares_for_cover(Tx& tx, Ports& ports, const Call& call, Address from,
                                           Shares n);
Result<void> request_burn_shares(Tx& tx, Ports& ports, const Call& call, Address from, Shares n);

/// Burner.commitSharesToBurn (Accounting): `AppAuthFailed`, `BurnAmountExceedsActual`. Cover first.
Result<void> commit_shares_to_burn(Tx& tx, Ports& ports, const Call& call, Shares n);
/// Burner.recoverExcessStETH: anyone may send what nobody asked to burn to the treasury.
Result<void> recover_excess_steth(Tx& tx, Ports& ports, const Call& call);
/// Burner's receive: `DirectETHTransfer`.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

}  // namespace aq::lido::burner
