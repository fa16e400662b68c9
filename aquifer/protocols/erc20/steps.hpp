// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Steps that several rules of a token share.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/generations.hpp>

#include <initializer_list>

namespace aq::erc20 {

inline const Generation& generation_at(const Ports& ports, const Address& token) {
    return generation_of(ports.self.tokens[token].kind);
}

/// Holds unless the generation refuses in such a case.
Result<void> require(bool condition, Generation::Words words, const Refused& what);

/// FiatToken's `whenNotPaused`, and `notBlacklisted` for each account in turn.
Result<void> require_open(const Ports& ports, const Address& token,
                          std::initializer_list<Address> accounts);

/// ERC20._approve.
Result<void> approve_checked(Tx& tx, Ports& ports, const Approval& approval, const Address& token,
                             bool logged);

/// ERC20._spendAllowance.
Result<void> spend_allowance(Tx& tx, Ports& ports, const Address& token, const Address& owner,
                             const Address& spender, Amount amount);

}  // namespace aq::erc20
