// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Steps that the files of Lido's rules share.

#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/roles.hpp>

namespace aq::lido::steth {

/// `Lido._auth(bytes32)`: Aragon's permissions.
inline Result<void> require_permission(const State& s, const Call& call, const Hash& role) {
    AQ_REQUIRE(has_role(s, call.to, role, call.sender), "APP_AUTH_FAILED");
    return {};
}

/// `Lido._auth(address)`.
inline Result<void> require_sender(const Call& call, const Address& allowed) {
    AQ_REQUIRE(call.sender == allowed, "APP_AUTH_FAILED");
    return {};
}

/// What burning and internalising take from the external shares.
inline Result<void> reduce_external_shares(Tx& tx, StEth& e, Shares n) {
    AQ_REQUIRE(*e.external_shares >= n, "EXT_SHARES_TOO_SMALL");
    move::set_external_shares(tx.undo, e, *e.external_shares - n);
    return {};
}

}  // namespace aq::lido::steth
