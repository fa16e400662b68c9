// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The words of OpenZeppelin 4's AccessControl.

#include <aquifer/ledger/revert.hpp>

namespace aq::rates {

/// AccessControl._checkRole: "AccessControl: account 0x… is missing role 0x…".
Revert missing_role(const Address& account, const Hash& role);

}  // namespace aq::rates
