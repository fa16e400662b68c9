// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The two events of ERC-20.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

/// From the zero address when minted, to it when burned.
struct Transfer {
    static constexpr Abi abi{"Transfer(address indexed from, address indexed to, uint256 value)"};
    Address from;
    Address to;
    Amount value;
};

/// `value` is what the spender may take from now on.
struct Approval {
    static constexpr Abi abi{
        "Approval(address indexed owner, address indexed spender, uint256 value)"};
    Address owner;
    Address spender;
    Amount value;
};

}  // namespace aq::erc20
