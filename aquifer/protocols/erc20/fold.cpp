// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/fold.hpp>

#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>

namespace aq::erc20 {

namespace {

bool fold(Undo& u, State& s, const Address& token, const Transfer& e) {
    // WETH9 logs no transfers where it mints and burns, so that one from or to zero is just that.
    const bool plain = s.tokens[token].kind == Kind::kWeth9;
    if (e.from == kZeroAddress && !plain) {
        if (!checked_add(total_supply(s, token), e.value).has_value()) return false;
        move::mint(u, s, token, e.to, e.value);
        return true;
    }
    if (balance(s, token, e.from) < e.value) return false;
    if (e.to == kZeroAddress && !plain) {
        move::burn(u, s, token, e.from, e.value);
    } else {
        move::transfer(u, s, token, e.from, e.to, e.value);
    }
    return true;
}

}  // namespace

bool fold(Undo& u, State& s, const LogView& log) {
    if (!s.tokens.contains(log.emitter)) return false;
    if (const auto transfer = read_event<Transfer>(log)) {
        return fold(u, s, log.emitter, *transfer);
    }
    if (const auto approval = read_event<Approval>(log)) {
        move::set_allowance(u, s, log.emitter, approval->owner, approval->spender, approval->value);
        return true;
    }
    return false;
}

}  // namespace aq::erc20
