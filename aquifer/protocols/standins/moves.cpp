// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/standins/state.hpp>

namespace aq::standins::move {

void set_refused(Undo& u, State& s, const Address& registrar, const Address& operator_at,
                 bool refused) {
    u.set(s.refused, Key<Address, Address>(registrar, operator_at), refused);
}

}  // namespace aq::standins::move
