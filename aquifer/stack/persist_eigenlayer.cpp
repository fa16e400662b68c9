// SPDX-License-Identifier: Apache-2.0
#include <aquifer/stack/persist_states.hpp>

namespace aq {

void Persist<eigenlayer::State>::save(persist::Writer& out, const eigenlayer::State& state) {
    detail::save_all(out, fields_of(state));
}

bool Persist<eigenlayer::State>::load(persist::Reader& in, eigenlayer::State& state) {
    return detail::load_all(in, fields_of(state));
}

}  // namespace aq
