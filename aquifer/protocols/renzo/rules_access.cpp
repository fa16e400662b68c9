// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/rules_access.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/feeds/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/roles.hpp>

namespace aq::renzo {

namespace role_manager {

namespace {

/// `Error(string)`
constexpr Selector kErrorString = "0x08c379a0"_selector;

/// onlyRole(getRoleAdmin(role)).
Result<void> only_admin_of(const State& s, const Call& call, const Hash& role) {
    const Hash& admin = s.roles.admin_of[role];
    if (has_role(s, admin, call.sender)) return {};
    const std::string text =
        "AccessControl: account " + to_hex(call.sender) + " is missing role " + to_hex(admin);
    return std::unexpected(Revert::data(abi_call(kErrorString, text)));
}

Result<void> revoke(Tx& tx, Ports& ports, const Call& call, const Hash& role,
                    const Address& account) {
    if (!has_role(ports.self, role, account)) return {};
    move::set_role(tx.undo, ports.self, role, account, false);
    tx.log(call.to, RoleRevoked{role, account, call.sender});
    return {};
}

}  // namespace

Result<void> grant_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_TRY(only_admin_of(ports.self, call, role));
    if (has_role(ports.self, role, account)) return {};
    move::set_role(tx.undo, ports.self, role, account, true);
    tx.log(call.to, RoleGranted{role, account, call.sender});
    return {};
}

Result<void> revoke_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_TRY(only_admin_of(ports.self, call, role));
    return revoke(tx, ports, call, role, account);
}

Result<void> renounce_role(Tx& tx, Ports& ports, const Call& call, Hash role, Address account) {
    AQ_REQUIRE(account == call.sender, "AccessControl: can only renounce roles for self");
    return revoke(tx, ports, call, role, account);
}

}  // namespace role_manager

namespace ez_eth {

Result<void> mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount) {
    AQ_TRY(only_role(ports.self, call, role::kRxEthMinterBurner, error::NotEzETHMinterBurner));
    return erc20::mint_to(tx, ports.tokens, call.to, to, amount);
}

Result<void> burn(Tx& tx, Ports& ports, const Call& call, Address from, Amount amount) {
    AQ_TRY(only_role(ports.self, call, role::kRxEthMinterBurner, error::NotEzETHMinterBurner));
    return erc20::burn_from(tx, ports.tokens, call.to, from, amount);
}

}  // namespace ez_eth

namespace oracle {

namespace {

constexpr std::uint8_t kDecimals = 18;

}  // namespace

Result<void> set_oracle_address(Tx& tx, Ports& ports, const Call& call, Address token,
                                Address oracle_address) {
    State& s = ports.self;
    AQ_TRY(only_role(s, call, role::kOracleAdmin, error::NotOracleAdmin));
    AQ_REQUIRE(token != kZeroAddress && oracle_address != kZeroAddress, error::InvalidZeroInput);
    // Adapters answer 18 as well; asking them through the machine keeps one way for all.
    const std::uint8_t decimals = AQ_TRY(feeds::decimals(tx, ports.feeds, oracle_address, call.to));
    AQ_REQUIRE(decimals == kDecimals, error::InvalidTokenDecimals, kDecimals, decimals);
    move::set_feed(tx.undo, s, token, oracle_address);
    tx.log(call.to, OracleAddressUpdated{token, oracle_address});
    return {};
}

}  // namespace oracle

}  // namespace aq::renzo
