// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/weth/fold.hpp>

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/weth/events.hpp>

namespace aq::weth {

bool fold(Undo& u, erc20::State& s, const LogView& log) {
    const Address& token = log.emitter;
    if (s.tokens[token].kind != erc20::Kind::kWeth9) return false;
    if (const auto e = read_event<Deposit>(log)) {
        if (!checked_add(erc20::total_supply(s, token), e->wad).has_value()) return false;
        erc20::move::mint(u, s, token, e->dst, e->wad);
        return true;
    }
    if (const auto e = read_event<Withdrawal>(log)) {
        if (erc20::balance(s, token, e->src) < e->wad) return false;
        erc20::move::burn(u, s, token, e->src, e->wad);
        return true;
    }
    return false;
}

}  // namespace aq::weth
