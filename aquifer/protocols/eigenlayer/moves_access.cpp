// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/moves_access.hpp>

namespace aq::eigenlayer::move {

void set_paused(Undo& u, Access& access, const Address& contract, const u256& status) {
    u.set(access.paused, contract, status);
}

void set_owner(Undo& u, Access& access, const Address& contract, const Address& owner) {
    u.set(access.owner, contract, owner);
}

void set_is_pauser(Undo& u, Access& access, const Address& pauser, bool can_pause) {
    u.set(access.is_pauser, pauser, can_pause);
}

void set_unpauser(Undo& u, Access& access, const Address& unpauser) {
    u.set(access.unpauser, unpauser);
}

void add_pending_admin(Undo& u, Permissions& p, const Address& account, const Address& admin) {
    insert(u, p.pending_admins, account, admin);
}

void remove_pending_admin(Undo& u, Permissions& p, const Address& account, const Address& admin) {
    remove(u, p.pending_admins, account, admin);
}

void accept_admin(Undo& u, Permissions& p, const Address& account, const Address& admin) {
    remove(u, p.pending_admins, account, admin);
    insert(u, p.admins, account, admin);
}

void remove_admin(Undo& u, Permissions& p, const Address& account, const Address& admin) {
    remove(u, p.admins, account, admin);
}

void set_appointee(Undo& u, Permissions& p, const Appointment& appointment) {
    const auto& [account, appointee, permission] = appointment;
    insert(u, p.appointee_permissions, Key<Address, Address>(account, appointee), permission);
    insert(u, p.permission_appointees, Key<Address, Permission>(account, permission), appointee);
}

void remove_appointee(Undo& u, Permissions& p, const Appointment& appointment) {
    const auto& [account, appointee, permission] = appointment;
    remove(u, p.appointee_permissions, Key<Address, Address>(account, appointee), permission);
    remove(u, p.permission_appointees, Key<Address, Permission>(account, permission), appointee);
}

}  // namespace aq::eigenlayer::move
