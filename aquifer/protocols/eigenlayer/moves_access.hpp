// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Writes of pausing, ownership and permissions.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::move {

void set_paused(Undo& u, Access& access, const Address& contract, const u256& status);
/// The zero address leaves the contract without an owner.
void set_owner(Undo& u, Access& access, const Address& contract, const Address& owner);
void set_is_pauser(Undo& u, Access& access, const Address& pauser, bool can_pause);
void set_unpauser(Undo& u, Access& access, const Address& unpauser);

void add_pending_admin(Undo& u, Permissions& p, const Address& account, const Address& admin);
void remove_pending_admin(Undo& u, Permissions& p, const Address& account, const Address& admin);
/// Keeps: nobody is admin and pending at once.
void accept_admin(Undo& u, Permissions& p, const Address& account, const Address& admin);
void remove_admin(Undo& u, Permissions& p, const Address& account, const Address& admin);

/// Whom an account lets call what.
struct Appointment {
    Address account;
    Address appointee;
    Permission permission;
};
/// Both keep: the appointee lists the permission exactly if the permission lists the appointee.
void set_appointee(Undo& u, Permissions& p, const Appointment& appointment);
void remove_appointee(Undo& u, Permissions& p, const Appointment& appointment);

}  // namespace aq::eigenlayer::move
