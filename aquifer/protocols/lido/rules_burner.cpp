// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_burner.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/moves_report.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>

namespace aq::lido::burner {

namespace {

using move::BurnKind;

/// Burner._requestBurn.
Result<void> request(Tx& tx, Ports& ports, const Call& call, BurnKind kind, Wei amount, Shares n) {
    AQ_REQUIRE(!n.is_zero(), error::ZeroBurnAmount);
    tx.log(call.to, StETHBurnRequested{kind == BurnKind::kCover, call.sender, amount, n});
    // Their sum is not checked before a report: each is at most the shares the burner holds.
    move::request_burn(tx.undo, ports.self.burning, kind, n);
    return {};
}

Result<void> request_steth(Tx& tx, Ports& ports, const Call& call, BurnKind kind, Wei amount) {
    AQ_TRY(require_role(ports.self, call, role::kRequestBurnMySteth));
    AQ_TRY(steth::transfer_from(tx, ports, message(call.to, ports.self.at.lido), call.sender,
                                call.to, amount));
    const Shares n = AQ_TRY(steth::shares_by_pooled_eth_down(ports.self, amount));
    return request(tx, ports, call, kind, amount, n);
}

Result<void> request_shares(Tx& tx, Ports& ports, const Call& call, BurnKind kind,
                            const Address& from, Shares n) {
    const Wei amount = AQ_TRY(steth::transfer_shares_from(
        tx, ports, message(call.to, ports.self.at.lido), from, call.to, n));
    return request(tx, ports, call, kind, amount, n);
}

/// What of the shares is burnt of one kind.
Result<Shares> commit(Tx& tx, Ports& ports, const Call& call, BurnKind kind, Shares left) {
    Burning& b = ports.self.burning;
    const bool is_cover = kind == BurnKind::kCover;
    const Shares now = std::min(left, is_cover ? *b.cover_requested : *b.non_cover_requested);
    if (now.is_zero()) return now;
    const Wei worth = AQ_TRY(steth::pooled_eth_by_shares_down(ports.self, now));
    tx.log(call.to, StETHBurnt{is_cover, worth, now});
    move::commit_burn(tx.undo, b, kind, now);
    return now;
}

}  // namespace

Result<void> request_burn_my_steth_for_cover(Tx& tx, Ports& ports, const Call& call, Wei amount) {
    return request_steth(tx, ports, call, BurnKind::kCover, amount);
}

Result<void> request_burn_my_steth(Tx& tx, Ports& ports, const Call& call, Wei amount) {
    return request_steth(tx, ports, call, BurnKind::kNonCover, amount);
}

Result<void> request_burn_my_shares(Tx& tx, Ports& ports, const Call& call, Shares n) {
    AQ_TRY(require_role(ports.self, call, role::kRequestBurnMySteth));
    return request_shares(tx, ports, call, BurnKind::kNonCover, call.sender, n);
}

Result<void> request_burn_shares_for_cover(Tx& tx, Ports& ports, const Call& call, Address from,
                                           Shares n) {
    AQ_TRY(require_role(ports.self, call, role::kRequestBurnShares));
    return request_shares(tx, ports, call, BurnKind::kCover, from, n);
}

Result<void> request_burn_shares(Tx& tx, Ports& ports, const Call& call, Address from, Shares n) {
    AQ_TRY(require_role(ports.self, call, role::kRequestBurnShares));
    return request_shares(tx, ports, call, BurnKind::kNonCover, from, n);
}

Result<void> commit_shares_to_burn(Tx& tx, Ports& ports, const Call& call, Shares n) {
    AQ_REQUIRE(call.sender == ports.self.at.accounting, error::AppAuthFailed);
    if (n.is_zero()) return {};
    const Shares asked = AQ_TRY(requested(ports.self));
    AQ_REQUIRE(n <= asked, error::BurnAmountExceedsActual, n, asked);
    const Shares covered = AQ_TRY(commit(tx, ports, call, BurnKind::kCover, n));
    AQ_TRY(commit(tx, ports, call, BurnKind::kNonCover, n - covered));
    return steth::burn_shares(tx, ports, message(call.to, ports.self.at.lido), n);
}

Result<void> recover_excess_steth(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    const Wei excess = AQ_TRY(excess_steth(s));
    if (excess.is_zero()) return {};
    const Shares n = AQ_TRY(steth::shares_by_pooled_eth_down(s, excess));
    tx.log(call.to, ExcessStETHRecovered{call.sender, excess, n});
    AQ_TRY(steth::transfer(tx, ports, message(call.to, s.at.lido), s.at.treasury, excess));
    return {};
}

Result<void> receive(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return std::unexpected(Revert(error::DirectETHTransfer));
}

}  // namespace aq::lido::burner
