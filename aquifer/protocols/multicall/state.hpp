// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Multicall3 keeps no state of its own.

#include <aquifer/ledger/accounts.hpp>

namespace aq::multicall {

struct Ports {
    Accounts& accounts;
};

}  // namespace aq::multicall
