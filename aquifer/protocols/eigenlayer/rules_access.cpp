// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_access.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_access.hpp>
#include <aquifer/protocols/eigenlayer/moves_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>

namespace aq::eigenlayer {

namespace {

Result<void> set_paused_status(Tx& tx, State& s, const Call& call, const u256& status) {
    move::set_paused(tx.undo, s.access, call.to, status);
    tx.log(call.to, Paused{call.sender, status});
    return {};
}

Result<void> change_owner(Tx& tx, State& s, const Call& call, const Address& new_owner) {
    const Address previous = s.access.owner[call.to];
    move::set_owner(tx.undo, s.access, call.to, new_owner);
    tx.log(call.to, OwnershipTransferred{previous, new_owner});
    return {};
}

}  // namespace

Result<void> pause(Tx& tx, Ports& ports, const Call& call, u256 new_paused_status) {
    State& s = ports.self;
    AQ_REQUIRE(s.access.is_pauser[call.sender], error::OnlyPauser);
    const u256& current = s.access.paused[call.to];
    AQ_REQUIRE((current & new_paused_status) == current, error::InvalidNewPausedStatus);
    return set_paused_status(tx, s, call, new_paused_status);
}

Result<void> pause_all(Tx& tx, Ports& ports, const Call& call) {
    AQ_REQUIRE(ports.self.access.is_pauser[call.sender], error::OnlyPauser);
    return set_paused_status(tx, ports.self, call, u256::max());
}

Result<void> unpause(Tx& tx, Ports& ports, const Call& call, u256 new_paused_status) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == *s.access.unpauser, error::OnlyUnpauser);
    const u256& current = s.access.paused[call.to];
    AQ_REQUIRE((current | new_paused_status) == current, error::InvalidNewPausedStatus);
    move::set_paused(tx.undo, s.access, call.to, new_paused_status);
    tx.log(call.to, Unpaused{call.sender, new_paused_status});
    return {};
}

Result<void> transfer_ownership(Tx& tx, Ports& ports, const Call& call, Address new_owner) {
    AQ_TRY(only_owner(ports.self, call));
    AQ_REQUIRE(new_owner != kZeroAddress, "Ownable: new owner is the zero address");
    return change_owner(tx, ports.self, call, new_owner);
}

Result<void> renounce_ownership(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(only_owner(ports.self, call));
    return change_owner(tx, ports.self, call, kZeroAddress);
}

namespace pauser_registry {

Result<void> set_is_pauser(Tx& tx, Ports& ports, const Call& call, Address new_pauser,
                           bool can_pause) {
    Access& access = ports.self.access;
    AQ_REQUIRE(call.sender == *access.unpauser, error::OnlyUnpauser);
    AQ_REQUIRE(new_pauser != kZeroAddress, error::InputAddressZero);
    move::set_is_pauser(tx.undo, access, new_pauser, can_pause);
    tx.log(call.to, PauserStatusChanged{new_pauser, can_pause});
    return {};
}

Result<void> set_unpauser(Tx& tx, Ports& ports, const Call& call, Address new_unpauser) {
    Access& access = ports.self.access;
    AQ_REQUIRE(call.sender == *access.unpauser, error::OnlyUnpauser);
    AQ_REQUIRE(new_unpauser != kZeroAddress, error::InputAddressZero);
    tx.log(call.to, UnpauserChanged{*access.unpauser, new_unpauser});
    move::set_unpauser(tx.undo, access, new_unpauser);
    return {};
}

}  // namespace pauser_registry

namespace permission_controller {

Result<void> add_pending_admin(Tx& tx, Ports& ports, const Call& call, Address account,
                               Address admin) {
    State& s = ports.self;
    AQ_REQUIRE(is_admin(s, account, call.sender), error::NotAdmin);
    AQ_REQUIRE(!s.permissions.admins.contains(account, admin), error::AdminAlreadySet);
    AQ_REQUIRE(!s.permissions.pending_admins.contains(account, admin), error::AdminAlreadyPending);
    move::add_pending_admin(tx.undo, s.permissions, account, admin);
    tx.log(call.to, PendingAdminAdded{account, admin});
    return {};
}

Result<void> remove_pending_admin(Tx& tx, Ports& ports, const Call& call, Address account,
                                  Address admin) {
    State& s = ports.self;
    AQ_REQUIRE(is_admin(s, account, call.sender), error::NotAdmin);
    AQ_REQUIRE(s.permissions.pending_admins.contains(account, admin), error::AdminNotPending);
    move::remove_pending_admin(tx.undo, s.permissions, account, admin);
    tx.log(call.to, PendingAdminRemoved{account, admin});
    return {};
}

Result<void> accept_admin(Tx& tx, Ports& ports, const Call& call, Address account) {
    State& s = ports.self;
    AQ_REQUIRE(s.permissions.pending_admins.contains(account, call.sender), error::AdminNotPending);
    move::accept_admin(tx.undo, s.permissions, account, call.sender);
    tx.log(call.to, AdminSet{account, call.sender});
    return {};
}

Result<void> remove_admin(Tx& tx, Ports& ports, const Call& call, Address account, Address admin) {
    State& s = ports.self;
    AQ_REQUIRE(is_admin(s, account, call.sender), error::NotAdmin);
    AQ_REQUIRE(s.permissions.admins.size(account) > 1, error::CannotHaveZeroAdmins);
    AQ_REQUIRE(s.permissions.admins.contains(account, admin), error::AdminNotSet);
    move::remove_admin(tx.undo, s.permissions, account, admin);
    tx.log(call.to, AdminRemoved{account, admin});
    return {};
}

Result<void> set_appointee(Tx& tx, Ports& ports, const Call& call, Address account,
                           Address appointee, Address target, Selector selector) {
    State& s = ports.self;
    AQ_REQUIRE(is_admin(s, account, call.sender), error::NotAdmin);
    const Permission permission{target, selector};
    AQ_REQUIRE(!s.permissions.appointee_permissions.contains(
                   Key<Address, Address>(account, appointee), permission),
               error::AppointeeAlreadySet);
    move::set_appointee(tx.undo, s.permissions, {account, appointee, permission});
    tx.log(call.to, AppointeeSet{account, appointee, target, selector});
    return {};
}

Result<void> remove_appointee(Tx& tx, Ports& ports, const Call& call, Address account,
                              Address appointee, Address target, Selector selector) {
    State& s = ports.self;
    AQ_REQUIRE(is_admin(s, account, call.sender), error::NotAdmin);
    const Permission permission{target, selector};
    AQ_REQUIRE(s.permissions.appointee_permissions.contains(
                   Key<Address, Address>(account, appointee), permission),
               error::AppointeeNotSet);
    move::remove_appointee(tx.undo, s.permissions, {account, appointee, permission});
    tx.log(call.to, AppointeeRemoved{account, appointee, target, selector});
    return {};
}

}  // namespace permission_controller

}  // namespace aq::eigenlayer
