// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Pausing, ownership and permissions: what every contract asks before it acts.

#include <aquifer/protocols/eigenlayer/state.hpp>

#include <tuple>
#include <vector>

namespace aq::eigenlayer {

/// Pausable.paused(uint8). A pod has no status of its own and asks for the EigenPodManager's.
bool is_paused(const State& s, const Address& contract, unsigned bit);

/// `onlyWhenNotPaused(bit)` of a pausable contract. `CurrentlyPaused`.
Result<void> only_when_not_paused(const State& s, const Address& contract, unsigned bit);

/// `onlyOwner` of the contract called. "Ownable: caller is not the owner".
Result<void> only_owner(const State& s, const Call& call);

namespace permission_controller {

/// PermissionController.isAdmin.
bool is_admin(const State& s, const Address& account, const Address& caller);
/// PermissionController.canCall.
bool can_call(const State& s, const Address& account, const Address& caller, const Permission& to);
/// PermissionControllerMixin._checkCanCall: may the sender call this function (`call.selector` of
/// `call.to`) for `account`?
bool may_act_for(const State& s, const Call& call, const Address& account);
/// PermissionController.getAdmins: the account itself while it has named nobody.
std::vector<Address> admins(const State& s, const Address& account);
/// PermissionController.getAppointeePermissions: targets, and beside each its selector.
std::tuple<std::vector<Address>, std::vector<Selector>> appointee_permissions(
    const State& s, const Address& account, const Address& appointee);

}  // namespace permission_controller

}  // namespace aq::eigenlayer
