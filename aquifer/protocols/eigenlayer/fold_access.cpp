// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/events.hpp>
#include <aquifer/protocols/eigenlayer/fold_internal.hpp>
#include <aquifer/protocols/eigenlayer/moves_access.hpp>

namespace aq::eigenlayer::detail {

FoldEntries access_folds() {
    return {
        folds<Paused,
              [](const Folding& f, const Paused& e) {
                  move::set_paused(f.undo, f.state().access, f.log().emitter, e.new_paused_status);
              }>(),
        folds<Unpaused,
              [](const Folding& f, const Unpaused& e) {
                  move::set_paused(f.undo, f.state().access, f.log().emitter, e.new_paused_status);
              }>(),
        folds<OwnershipTransferred,
              [](const Folding& f, const OwnershipTransferred& e) {
                  move::set_owner(f.undo, f.state().access, f.log().emitter, e.new_owner);
              }>(),
        folds<PauserStatusChanged,
              [](const Folding& f, const PauserStatusChanged& e) {
                  move::set_is_pauser(f.undo, f.state().access, e.pauser, e.can_pause);
              }>(),
        folds<UnpauserChanged,
              [](const Folding& f, const UnpauserChanged& e) {
                  move::set_unpauser(f.undo, f.state().access, e.new_unpauser);
              }>(),
        folds<PendingAdminAdded,
              [](const Folding& f, const PendingAdminAdded& e) {
                  move::add_pending_admin(f.undo, f.state().permissions, e.account, e.admin);
              }>(),
        folds<PendingAdminRemoved,
              [](const Folding& f, const PendingAdminRemoved& e) {
                  move::remove_pending_admin(f.undo, f.state().permissions, e.account, e.admin);
              }>(),
        folds<AdminSet,
              [](const Folding& f, const AdminSet& e) {
                  move::accept_admin(f.undo, f.state().permissions, e.account, e.admin);
              }>(),
        folds<AdminRemoved,
              [](const Folding& f, const AdminRemoved& e) {
                  move::remove_admin(f.undo, f.state().permissions, e.account, e.admin);
              }>(),
        folds<AppointeeSet,
              [](const Folding& f, const AppointeeSet& e) {
                  move::set_appointee(f.undo, f.state().permissions,
                                      {e.account, e.appointee, {e.target, e.selector}});
              }>(),
        folds<AppointeeRemoved,
              [](const Folding& f, const AppointeeRemoved& e) {
                  move::remove_appointee(f.undo, f.state().permissions,
                                         {e.account, e.appointee, {e.target, e.selector}});
              }>(),
    };
}

}  // namespace aq::eigenlayer::detail
