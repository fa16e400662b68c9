// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What several contracts do alike: send ether, let another contract take tokens.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::step {

/// A message between contracts of Renzo or EigenLayer.
inline Call message(const Address& from, const Address& to, Wei value = Wei()) {
    return {.sender = from, .to = to, .value = value, .selector = Selector()};
}

/// `to.call{value}("")`: `TransferFailed` for whatever reason.
Result<void> send_ether(Tx& tx, Ports& ports, const Address& from, const Address& to, Wei value);

/// Ether that goes with a call of a known contract. The balance must have it; a call with more
/// reverts without data.
Result<void> attach_ether(Tx& tx, Ports& ports, const Call& call);

/// `IERC20(token).safeApprove(spender, amount)` by `owner`.
Result<void> approve(Tx& tx, Ports& ports, const Address& token, const Address& owner,
                     const Address& spender, Amount amount);

/// ReentrancyGuard's words.
inline constexpr const char kReentrantCall[] = "ReentrancyGuard: reentrant call";

}  // namespace aq::renzo::step
