// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/persist_states.hpp>

namespace aq {

void Persist<rates::State>::save(persist::Writer& out, const rates::State& state) {
    detail::save_all(out, fields_of(state));
}

bool Persist<rates::State>::load(persist::Reader& in, rates::State& state) {
    return detail::load_all(in, fields_of(state));
}

}  // namespace aq
