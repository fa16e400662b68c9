// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the rules of OperatorDelegators share.

#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/roles.hpp>

namespace aq::renzo::operator_delegator {

inline Result<void> only_admin(const State& s, const Call& call) {
    return only_role(s, call, role::kOperatorDelegatorAdmin, error::NotOperatorDelegatorAdmin);
}

inline Result<void> only_native_admin(const State& s, const Call& call) {
    return only_role(s, call, role::kNativeEthRestakeAdmin, error::NotNativeEthRestakeAdmin);
}

/// OperatorDelegator._recordGas, of gas that costs nothing here.
inline void record_gas(Tx& tx, const Call& call) {
    tx.log(call.to, GasSpent{call.sender, Wei()});
}

}  // namespace aq::renzo::operator_delegator
