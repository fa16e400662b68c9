// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/state.hpp>

namespace aq::beacon::move {

void set_parent_root(Undo& u, State& s, std::uint64_t time, const Hash& root) {
    u.set(s.parent_roots, time, root);
}

}  // namespace aq::beacon::move
