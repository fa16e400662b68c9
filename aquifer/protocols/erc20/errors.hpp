// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The custom errors of ERC-6093 that OpenZeppelin 5 tokens raise, and those of their permits.

#include <aquifer/ledger/revert.hpp>

namespace aq::erc20::error {

inline constexpr CustomError ERC20InsufficientAllowance{
    "ERC20InsufficientAllowance(address,uint256,uint256)", 0xfb8f41b2};
inline constexpr CustomError ERC20InsufficientBalance{
    "ERC20InsufficientBalance(address,uint256,uint256)", 0xe450d38c};
inline constexpr CustomError ERC20InvalidApprover{"ERC20InvalidApprover(address)", 0xe602df05};
inline constexpr CustomError ERC20InvalidReceiver{"ERC20InvalidReceiver(address)", 0xec442f05};
inline constexpr CustomError ERC20InvalidSender{"ERC20InvalidSender(address)", 0x96c6fd1e};
inline constexpr CustomError ERC20InvalidSpender{"ERC20InvalidSpender(address)", 0x94280d62};

inline constexpr CustomError ECDSAInvalidSignature{"ECDSAInvalidSignature()", 0xf645eedf};
inline constexpr CustomError ECDSAInvalidSignatureS{"ECDSAInvalidSignatureS(bytes32)", 0xd78bce0c};
inline constexpr CustomError ERC2612ExpiredSignature{"ERC2612ExpiredSignature(uint256)",
                                                     0x62791302};
inline constexpr CustomError ERC2612InvalidSigner{"ERC2612InvalidSigner(address,address)",
                                                  0x4b800e46};

}  // namespace aq::erc20::error
