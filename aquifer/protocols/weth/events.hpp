// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What WETH9 logs in place of transfers from and to zero.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::weth {

struct Deposit {
    static constexpr Abi abi{"Deposit(address indexed dst, uint256 wad)"};
    Address dst;
    erc20::Amount wad;
};

struct Withdrawal {
    static constexpr Abi abi{"Withdrawal(address indexed src, uint256 wad)"};
    Address src;
    erc20::Amount wad;
};

}  // namespace aq::weth
