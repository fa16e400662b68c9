// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/standins/state.hpp>

namespace aq::standins::move {

void set_refused(Undo& u, State& s, const Address& registrar, const Address& operator_at,
                 bool refused) {
    u.set(s.refused, Key<Address, Address>(registrar, operator_at), refused);
}

void set_risk(Undo& u, State& s, const Address& risk, const Risk& said) {
    u.set(s.risks, risk, said);
}

void set_st_eth(Undo& u, State& s, const Address& contract, const Address& token) {
    u.set(s.st_eth, contract, token);
}

u256 request_exit(Undo& u, State& s, const Address& exit, const Address& owner,
                  const u256& amount) {
    const u256 number = wrapping_add(s.exit_requests_made[exit], 1);
    u.set(s.exit_requests_made, exit, number);
    u.set(s.exit_requests, Key<Address, u256>(exit, number), ExitRequest{owner, amount, false});
    return number;
}

void claim_exit(Undo& u, State& s, const Address& exit, const u256& request) {
    u.edit(s.exit_requests, Key<Address, u256>(exit, request),
           [](ExitRequest& row) { row.claimed = true; });
}

}  // namespace aq::standins::move
