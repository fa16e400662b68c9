// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_wsteth.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>

namespace aq::lido::wsteth {

namespace {

constexpr Selector kSubmit = "0xa1903eab"_selector;

}  // namespace

Result<erc20::Amount> wrap(Tx& tx, Ports& ports, const Call& call, Wei amount) {
    AQ_REQUIRE(!amount.is_zero(), "wstETH: can't wrap zero stETH");
    const Shares n = AQ_TRY(steth::shares_by_pooled_eth_down(ports.self, amount));
    const erc20::Amount minted(n.raw);
    AQ_TRY(erc20::mint_to(tx, ports.tokens, call.to, call.sender, minted));
    AQ_TRY(steth::transfer_from(tx, ports, message(call.to, ports.self.at.lido), call.sender,
                                call.to, amount));
    return minted;
}

Result<Wei> unwrap(Tx& tx, Ports& ports, const Call& call, erc20::Amount amount) {
    AQ_REQUIRE(!amount.is_zero(), "wstETH: zero amount unwrap not allowed");
    const Wei paid = AQ_TRY(steth::pooled_eth_by_shares_down(ports.self, Shares(amount.raw)));
    AQ_TRY(erc20::burn_from(tx, ports.tokens, call.to, call.sender, amount));
    AQ_TRY(steth::transfer(tx, ports, message(call.to, ports.self.at.lido), call.sender, paid));
    return paid;
}

Result<void> receive(Tx& tx, Ports& ports, const Call& call) {
    // By address, because the stand-in of recorded runs has a `submit` of its own.
    const Bytes answer = AQ_TRY(
        tx.call(message(call.to, ports.self.at.lido, call.value), abi_call(kSubmit, kZeroAddress)));
    Shares n;
    AQ_REQUIRE(abi_decode(AbiReader(answer), n));
    return erc20::mint_to(tx, ports.tokens, call.to, call.sender, erc20::Amount(n.raw));
}

}  // namespace aq::lido::wsteth
