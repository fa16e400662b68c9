// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Small contracts that recorded runs put in the place of contracts they are not about: an AVS's
/// registrar, the beacon deposit contract, a risk oracle, Lido's withdrawal queue, another
/// protocol's restaker. Any number of each, told apart by address.

#include <aquifer/eth/types.hpp>
#include <aquifer/ledger/quantity.hpp>
#include <aquifer/ledger/table.hpp>

namespace aq::standins {

/// What a risk oracle says.
struct Risk {
    bool deposits_paused = false;
    bool exits_paused = false;
    bool claims_paused = false;
    bool instant_exits_paused = false;
    /// Seconds.
    u256 cool_down;
    friend bool operator==(const Risk&, const Risk&) = default;
};

/// Staked ether on its way out. Pays one to one.
struct ExitRequest {
    Address owner;
    u256 amount;
    bool claimed = false;
    friend bool operator==(const ExitRequest&, const ExitRequest&) = default;
};

struct State {
    /// (registrar, operator): whom the registrar refuses.
    Table<Key<Address, Address>, bool> refused;
    Table<Address, Risk> risks;
    /// The staked ether that an exit takes or a restaker holds. Fixed at deployment.
    Table<Address, Address> st_eth;
    /// Requests an exit has taken; they are numbered from 1.
    Table<Address, u256> exit_requests_made;
    /// (exit, number).
    Table<Key<Address, u256>, ExitRequest> exit_requests;

    friend bool operator==(const State&, const State&) = default;
};

struct Ports {
    State& self;
};

namespace move {

/// Keeps: nothing; a mark is independent of all others.
void set_refused(Undo& u, State& s, const Address& registrar, const Address& operator_at,
                 bool refused);
void set_risk(Undo& u, State& s, const Address& risk, const Risk& said);
/// Part of a deployment.
void set_st_eth(Undo& u, State& s, const Address& contract, const Address& token);
/// Keeps: an exit's requests are numbered from 1 without a gap. Returns the number.
u256 request_exit(Undo& u, State& s, const Address& exit, const Address& owner, const u256& amount);
void claim_exit(Undo& u, State& s, const Address& exit, const u256& request);

}  // namespace move

}  // namespace aq::standins
