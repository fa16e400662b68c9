// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Small contracts that recorded runs put in the place of contracts they are not about: an AVS's
/// registrar and the beacon deposit contract. Any number of each, told apart by address.

#include <aquifer/eth/types.hpp>
#include <aquifer/ledger/table.hpp>

namespace aq::standins {

struct State {
    /// (registrar, operator): whom the registrar refuses.
    Table<Key<Address, Address>, bool> refused;

    friend bool operator==(const State&, const State&) = default;
};

struct Ports {
    State& self;
};

namespace move {

/// Keeps: nothing; a mark is independent of all others.
void set_refused(Undo& u, State& s, const Address& registrar, const Address& operator_at,
                 bool refused);

}  // namespace move

}  // namespace aq::standins
