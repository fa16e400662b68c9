// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_access.hpp>

namespace aq::eigenlayer {

Face::Functions pausable_functions() {
    return {
        bind<pause>("pause(uint256 newPausedStatus)"),
        bind<pause_all>("pauseAll()"),
        bind<unpause>("unpause(uint256 newPausedStatus)"),
        bind<[](const View& v) { return v.ports.self.access.paused[v.self()]; }>(
            "paused() view returns (uint256)"),
        bind<[](const View& v, std::uint8_t bit) {
            return is_paused(v.ports.self, v.self(), bit);
        }>("paused(uint8 index) view returns (bool)"),
        bind<[](const View& v) { return v.ports.self.at.pauser_registry; }>(
            "pauserRegistry() view returns (address)"),
    };
}

Face::Functions ownable_functions() {
    return {
        bind<[](const View& v) { return v.ports.self.access.owner[v.self()]; }>(
            "owner() view returns (address)"),
        bind<transfer_ownership>("transferOwnership(address newOwner)"),
        bind<renounce_ownership>("renounceOwnership()"),
    };
}

const Face& pauser_registry_face() {
    using namespace pauser_registry;
    static const Face face("PauserRegistry",
                           {{
                               bind<set_is_pauser>("setIsPauser(address newPauser, bool canPause)"),
                               bind<set_unpauser>("setUnpauser(address newUnpauser)"),
                               bind<[](const View& v, Address pauser) {
                                   return v.ports.self.access.is_pauser[pauser];
                               }>("isPauser(address pauser) view returns (bool)"),
                               bind<[](const View& v) { return *v.ports.self.access.unpauser; }>(
                                   "unpauser() view returns (address)"),
                           }});
    return face;
}

const Face& permission_controller_face() {
    using namespace permission_controller;
    static const Face face(
        "PermissionController",
        {{
            bind<add_pending_admin>("addPendingAdmin(address account, address admin)"),
            bind<remove_pending_admin>("removePendingAdmin(address account, address admin)"),
            bind<accept_admin>("acceptAdmin(address account)"),
            bind<remove_admin>("removeAdmin(address account, address admin)"),
            bind<set_appointee>("setAppointee(address account, address appointee, address target, "
                                "bytes4 selector)"),
            bind<remove_appointee>("removeAppointee(address account, address appointee, address "
                                   "target, bytes4 selector)"),
            bind<[](const View& v, Address account, Address caller) {
                return is_admin(v.ports.self, account, caller);
            }>("isAdmin(address account, address caller) view returns (bool)"),
            bind<[](const View& v, Address account, Address pending_admin) {
                return v.ports.self.permissions.pending_admins.contains(account, pending_admin);
            }>("isPendingAdmin(address account, address pendingAdmin) view returns (bool)"),
            bind<[](const View& v, Address account) { return admins(v.ports.self, account); }>(
                "getAdmins(address account) view returns (address[])"),
            bind<[](const View& v, Address account) {
                return v.ports.self.permissions.pending_admins.all(account);
            }>("getPendingAdmins(address account) view returns (address[])"),
            bind<[](const View& v, Address account, Address caller, Address target,
                    Selector selector) {
                return can_call(v.ports.self, account, caller, {target, selector});
            }>("canCall(address account, address caller, address target, bytes4 selector) view "
               "returns (bool)"),
            bind<[](const View& v, Address account, Address appointee) {
                return appointee_permissions(v.ports.self, account, appointee);
            }>("getAppointeePermissions(address account, address appointee) view returns "
               "(address[], bytes4[])"),
            bind<[](const View& v, Address account, Address target, Selector selector) {
                return v.ports.self.permissions.permission_appointees.all(
                    Key<Address, Permission>(account, Permission{target, selector}));
            }>("getAppointees(address account, address target, bytes4 selector) view returns "
               "(address[])"),
        }});
    return face;
}

}  // namespace aq::eigenlayer
