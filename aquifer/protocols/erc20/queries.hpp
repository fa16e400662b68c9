// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What a token answers about itself. A token that stands nowhere answers zero.

#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20 {

inline Amount total_supply(const State& s, const Address& token) {
    return s.tokens[token].total_supply;
}

inline Amount balance(const State& s, const Address& token, const Address& holder) {
    return s.balances[Key<Address, Address>(token, holder)];
}

inline Amount allowance(const State& s, const Address& token, const Address& owner,
                        const Address& spender) {
    return s.allowances[Key<Address, Address, Address>(token, owner, spender)];
}

inline bool is_blocked(const State& s, const Address& token, const Address& account) {
    return s.blocked[Key<Address, Address>(token, account)];
}

inline u256 nonce(const State& s, const Address& token, const Address& owner) {
    return s.nonces[Key<Address, Address>(token, owner)];
}

}  // namespace aq::erc20
