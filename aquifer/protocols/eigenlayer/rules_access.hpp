// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Pausing and ownership of whichever contract is called, the PauserRegistry and the
/// PermissionController.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

/// Pausable.pause: by a pauser (`OnlyPauser`), and no bit may fall (`InvalidNewPausedStatus`).
Result<void> pause(Tx& tx, Ports& ports, const Call& call, u256 new_paused_status);
/// Pausable.pauseAll: every bit, by a pauser (`OnlyPauser`).
Result<void> pause_all(Tx& tx, Ports& ports, const Call& call);
/// Pausable.unpause: by the unpauser (`OnlyUnpauser`), and no bit may rise
/// (`InvalidNewPausedStatus`).
Result<void> unpause(Tx& tx, Ports& ports, const Call& call, u256 new_paused_status);

/// OwnableUpgradeable.transferOwnership (OpenZeppelin 4.9): at once, and not to zero.
Result<void> transfer_ownership(Tx& tx, Ports& ports, const Call& call, Address new_owner);
/// OwnableUpgradeable.renounceOwnership.
Result<void> renounce_ownership(Tx& tx, Ports& ports, const Call& call);

/// Initializable (OpenZeppelin 4.9), whatever the arguments of `initialize` are: what stands here
/// was initialised when it was made, and refuses to be once more.
template <class... Arguments>
Result<void> initialize_again(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/,
                              Arguments... /*arguments*/) {
    return std::unexpected(Revert("Initializable: contract is already initialized"));
}

namespace pauser_registry {

/// PauserRegistry.setIsPauser: by the unpauser (`OnlyUnpauser`), not for zero
/// (`InputAddressZero`).
Result<void> set_is_pauser(Tx& tx, Ports& ports, const Call& call, Address new_pauser,
                           bool can_pause);
/// PauserRegistry.setUnpauser: refuses as `set_is_pauser` does.
Result<void> set_unpauser(Tx& tx, Ports& ports, const Call& call, Address new_unpauser);

}  // namespace pauser_registry

namespace permission_controller {

// By an admin of the account (`NotAdmin`), except `accept_admin`.

/// PermissionController.addPendingAdmin. `AdminAlreadySet`, `AdminAlreadyPending`.
Result<void> add_pending_admin(Tx& tx, Ports& ports, const Call& call, Address account,
                               Address admin);
/// PermissionController.removePendingAdmin. `AdminNotPending`.
Result<void> remove_pending_admin(Tx& tx, Ports& ports, const Call& call, Address account,
                                  Address admin);
/// PermissionController.acceptAdmin: by the pending admin (`AdminNotPending`).
Result<void> accept_admin(Tx& tx, Ports& ports, const Call& call, Address account);
/// PermissionController.removeAdmin: never the last (`CannotHaveZeroAdmins`), then `AdminNotSet`.
Result<void> remove_admin(Tx& tx, Ports& ports, const Call& call, Address account, Address admin);
/// PermissionController.setAppointee. `AppointeeAlreadySet`.
Result<void> set_appointee(Tx& tx, Ports& ports, const Call& call, Address account,
                           Address appointee, Address target, Selector selector);
/// PermissionController.removeAppointee. `AppointeeNotSet`.
Result<void> remove_appointee(Tx& tx, Ports& ports, const Call& call, Address account,
                              Address appointee, Address target, Selector selector);

}  // namespace permission_controller

}  // namespace aq::eigenlayer
