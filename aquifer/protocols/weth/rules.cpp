// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/weth/rules.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/weth/events.hpp>

namespace aq::weth {

Result<void> deposit(Tx& tx, Ports& ports, const Call& call) {
    const erc20::Amount wad(call.value.raw);
    AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, call.sender, wad));
    tx.log(call.to, Deposit{call.sender, wad});
    return {};
}

Result<void> withdraw(Tx& tx, Ports& ports, const Call& call, erc20::Amount wad) {
    AQ_TRY(erc20::burn_from(tx, ports.tokens, call.to, call.sender, wad));
    const Call payment{
        .sender = call.to, .to = call.sender, .value = Wei(wad.raw), .selector = Selector()};
    AQ_REQUIRE(tx.call(payment, {}).has_value());
    tx.log(call.to, Withdrawal{call.sender, wad});
    return {};
}

}  // namespace aq::weth
