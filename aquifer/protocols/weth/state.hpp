// SPDX-License-Identifier: Apache-2.0
#pragma once

/// WETH9: ether as a token, one to one. It keeps nothing beyond its token row (erc20, `kWeth9`) and
/// the ether of its account.

#include <aquifer/protocols/erc20/state.hpp>

namespace aq::weth {

struct Ports {
    const erc20::Ports tokens;
    Accounts& accounts;
};

}  // namespace aq::weth
