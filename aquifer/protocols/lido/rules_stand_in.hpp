// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The stand-in for the pool in recorded runs: stETH's own share arithmetic, while the ether is
/// whatever anyone says. Its ether is `buffered`, and everything is open to all.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::stand_in {

/// submit: "ZERO_DEPOSIT". Has no limit and no pause.
Result<Shares> submit(Tx& tx, Ports& ports, const Call& call, Address referral);
/// setPooled.
Result<void> set_pooled(Tx& tx, Ports& ports, const Call& call, Wei pooled);
/// burnShares: the caller's own, also while stopped. "BALANCE_EXCEEDED".
Result<void> burn_shares(Tx& tx, Ports& ports, const Call& call, Shares n);
/// stop: "CONTRACT_IS_STOPPED".
Result<void> stop(Tx& tx, Ports& ports, const Call& call);
/// resume: "CONTRACT_IS_ACTIVE".
Result<void> resume(Tx& tx, Ports& ports, const Call& call);

}  // namespace aq::lido::stand_in
