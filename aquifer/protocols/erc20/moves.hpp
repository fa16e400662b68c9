// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of token state. All keep: the balances of a token sum to its total supply.

#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20::move {

/// A new token without supply. No other token stands there.
void create(Undo& u, State& s, const Address& token, Kind kind, std::uint8_t decimals);

/// What a token is called. Part of a deployment.
void set_title(Undo& u, State& s, const Address& token, const Title& title);

/// The supply has room for the amount.
void mint(Undo& u, State& s, const Address& token, const Address& to, Amount amount);

/// The holder has the amount.
void burn(Undo& u, State& s, const Address& token, const Address& from, Amount amount);

/// The sender has the amount; it may send to itself.
void transfer(Undo& u, State& s, const Address& token, const Address& from, const Address& to,
              Amount amount);

/// What the spender may take from the owner from now on.
void set_allowance(Undo& u, State& s, const Address& token, const Address& owner,
                   const Address& spender, Amount amount);

/// Keeps: a nonce only rises, by one a permit.
void use_nonce(Undo& u, State& s, const Address& token, const Address& owner);

/// For the contracts of tokens that can be paused or block accounts. Keep: nothing; what is paused
/// or blocked is independent of what is held.
void set_paused(Undo& u, State& s, const Address& token, bool paused);
void set_blocked(Undo& u, State& s, const Address& token, const Address& account, bool blocked);

}  // namespace aq::erc20::move
