// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/persist_states.hpp>

namespace aq {

void Persist<lido::State>::save(persist::Writer& out, const lido::State& state) {
    detail::save_all(out, fields_of(state));
}

bool Persist<lido::State>::load(persist::Reader& in, lido::State& state) {
    return detail::load_all(in, fields_of(state));
}

}  // namespace aq
