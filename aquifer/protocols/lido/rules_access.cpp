// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/roles.hpp>

namespace aq::lido {

namespace {

constexpr Selector kErrorString = "0x08c379a0"_selector;

void grant(Tx& tx, Ports& ports, const Call& call, const Hash& role, const Address& account) {
    if (move::grant_role(tx.undo, ports.self, call.to, role, account)) {
        tx.log(call.to, RoleGranted{role, account, call.sender});
    }
}

void revoke(Tx& tx, Ports& ports, const Call& call, const Hash& role, const Address& account) {
    if (move::revoke_role(tx.undo, ports.self, call.to, role, account)) {
        tx.log(call.to, RoleRevoked{role, account, call.sender});
    }
}

}  // namespace

Result<void> require_role(const State& s, const Call& call, const Hash& role) {
    if (has_role(s, call.to, role, call.sender)) return {};
    const std::string text =
        "AccessControl: account " + to_hex(call.sender) + " is missing role " + to_hex(role);
    return std::unexpected(Revert::data(abi_call(kErrorString, text)));
}

Result<void> require_role5(const State& s, const Call& call, const Hash& role) {
    AQ_REQUIRE(has_role(s, call.to, role, call.sender), error::AccessControlUnauthorizedAccount,
               call.sender, role);
    return {};
}

Result<void> grant_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_TRY(require_role(ports.self, call, role::kDefaultAdmin));
    grant(tx, ports, call, role, account);
    return {};
}

Result<void> revoke_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_TRY(require_role(ports.self, call, role::kDefaultAdmin));
    revoke(tx, ports, call, role, account);
    return {};
}

Result<void> renounce_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_REQUIRE(account == call.sender, "AccessControl: can only renounce roles for self");
    revoke(tx, ports, call, role, account);
    return {};
}

Result<void> grant_role5(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_TRY(require_role5(ports.self, call, role::kDefaultAdmin));
    grant(tx, ports, call, role, account);
    return {};
}

Result<void> revoke_role5(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_TRY(require_role5(ports.self, call, role::kDefaultAdmin));
    revoke(tx, ports, call, role, account);
    return {};
}

Result<void> renounce_role5(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_REQUIRE(account == call.sender, error::AccessControlBadConfirmation);
    revoke(tx, ports, call, role, account);
    return {};
}

}  // namespace aq::lido
