// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of token state. All keep: the balances of a token sum to its total supply.

#include <aquifer/protocols/erc20/state.hpp>

namespace aq::erc20::move {

/// A new token without supply. No other token stands there.
void create(Undo& u, State& s, const Address& token, Kind kind, std::uint8_t decimals);

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

}  // namespace aq::erc20::move
