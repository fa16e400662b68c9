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
    const Holding holding(token, to);
    u.set(s.balances, holding, s.balances[holding] + amount);
}

void burn(Undo& u, State& s, const Address& token, const Address& from, Amount amount) {
    u.edit(s.tokens, token, [&](Token& t) { t.total_supply = t.total_supply - amount; });
    const Holding holding(token, from);
    u.set(s.balances, holding, s.balances[holding] - amount);
}

void transfer(Undo& u, State& s, const Address& token, const Address& from, const Address& to,
              Amount amount) {
    const Holding source(token, from);
    const Holding target(token, to);
    u.set(s.balances, source, s.balances[source] - amount);
    u.set(s.balances, target, s.balances[target] + amount);
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
