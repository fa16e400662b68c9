// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/persist_states.hpp>

namespace aq {

void Persist<renzo::State>::save(persist::Writer& out, const renzo::State& state) {
    detail::save_all(out, fields_of(state));
}

bool Persist<renzo::State>::load(persist::Reader& in, renzo::State& state) {
    return detail::load_all(in, fields_of(state));
}

}  // namespace aq
