// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_stand_in.hpp>

#include <aquifer/protocols/lido/events_steth.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>

namespace aq::lido::stand_in {

Result<Shares> submit(Tx& tx, Ports& ports, const Call& call, Address referral) {
    StEth& e = ports.self.steth;
    AQ_REQUIRE(!call.value.is_zero(), "ZERO_DEPOSIT");
    const Shares n = AQ_TRY(steth::shares_by_pooled_eth_down(ports.self, call.value));
    AQ_TRY(steth::mint(tx, ports, call, call.sender, n));
    move::set_buffered(tx.undo, e, Wei(wrapping_add(e.buffered->raw, call.value.raw)));
    tx.log(call.to, Submitted{call.sender, call.value, referral});
    AQ_TRY(steth::log_minted(tx, ports, call, call.sender, n));
    return n;
}

Result<void> set_pooled(Tx& tx, Ports& ports, const Call& call, Wei pooled) {
    move::set_buffered(tx.undo, ports.self.steth, pooled);
    tx.log(call.to, PooledSet{pooled});
    return {};
}

Result<void> burn_shares(Tx& tx, Ports& ports, const Call& call, Shares n) {
    const Wei before = AQ_TRY(steth::pooled_eth_by_shares_down(ports.self, n));
    AQ_TRY(steth::burn(tx, ports, call, n));
    const Wei after = AQ_TRY(steth::pooled_eth_by_shares_down(ports.self, n));
    tx.log(call.to, SharesBurnt{call.sender, before, after, n});
    return {};
}

Result<void> stop(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(steth::require_not_stopped(ports.self));
    move::set_active(tx.undo, ports.self.steth, false);
    tx.log(call.to, Stopped{});
    return {};
}

Result<void> resume(Tx& tx, Ports& ports, const Call& call) {
    AQ_REQUIRE(!*ports.self.steth.active, "CONTRACT_IS_ACTIVE");
    move::set_active(tx.undo, ports.self.steth, true);
    tx.log(call.to, Resumed{});
    return {};
}

}  // namespace aq::lido::stand_in
