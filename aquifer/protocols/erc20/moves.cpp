// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/moves.hpp>

namespace aq::erc20::move {

namespace {

using Holding = Key<Address, Address>;

}  // namespace

void create(Undo& u, State& s, const Address& token, Kind kind, std::uint8_t decimals) {
    AQ_ASSERT(kind != Kind::kNone);
    AQ_ASSERT(!s.tokens.contains(token));
    Token row;
    row.kind = kind;
    row.decimals = decimals;
    u.set(s.tokens, token, row);
}

void set_title(Undo& u, State& s, const Address& token, const Title& title) {
    u.set(s.titles, token, title);
}

void mint(Undo& u, State& s, const Address& token, const Address& to, Amount amount) {
    u.edit(s.tokens, token, [&](Token& t) { t.total_supply = t.total_supply + amount; });
    u.edit(s.balances, Holding(token, to), [&](Amount& a) { a = a + amount; });
}

void burn(Undo& u, State& s, const Address& token, const Address& from, Amount amount) {
    u.edit(s.tokens, token, [&](Token& t) { t.total_supply = t.total_supply - amount; });
    u.edit(s.balances, Holding(token, from), [&](Amount& a) { a = a - amount; });
}

void transfer(Undo& u, State& s, const Address& token, const Address& from, const Address& to,
              Amount amount) {
    u.edit(s.balances, Holding(token, from), [&](Amount& a) { a = a - amount; });
    u.edit(s.balances, Holding(token, to), [&](Amount& a) { a = a + amount; });
}

void set_allowance(Undo& u, State& s, const Address& token, const Address& owner,
                   const Address& spender, Amount amount) {
    u.set(s.allowances, Key<Address, Address, Address>(token, owner, spender), amount);
}

void use_nonce(Undo& u, State& s, const Address& token, const Address& owner) {
    const Holding holding(token, owner);
    u.set(s.nonces, holding, wrapping_add(s.nonces[holding], 1));
}

void set_paused(Undo& u, State& s, const Address& token, bool paused) {
    u.edit(s.tokens, token, [&](Token& t) { t.paused = paused; });
}

void set_blocked(Undo& u, State& s, const Address& token, const Address& account, bool blocked) {
    u.set(s.blocked, Holding(token, account), blocked);
}

}  // namespace aq::erc20::move
