// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/standins/rules.hpp>

#include <aquifer/protocols/standins/events.hpp>

namespace aq::standins {

namespace registrar {

Result<void> set_refused(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                         bool refused) {
    move::set_refused(tx.undo, ports.self, call.to, operator_at, refused);
    return {};
}

Result<void> register_operator(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                               Address avs, std::vector<std::uint32_t> operator_set_ids,
                               Bytes data) {
    const Key<Address, Address> marked(call.to, operator_at);
    AQ_REQUIRE(!ports.self.refused[marked], "refused");
    tx.log(call.to, Registered{operator_at, avs, std::move(operator_set_ids), std::move(data)});
    return {};
}

Result<void> deregister_operator(Tx& tx, Ports& /*ports*/, const Call& call, Address operator_at,
                                 Address avs, std::vector<std::uint32_t> operator_set_ids) {
    tx.log(call.to, Deregistered{operator_at, avs, std::move(operator_set_ids)});
    return {};
}

}  // namespace registrar

namespace eth_pos {

Result<void> deposit(Tx& tx, Ports& /*ports*/, const Call& call, Bytes pubkey,
                     Bytes withdrawal_credentials, Bytes /*signature*/,
                     Hash /*deposit_data_root*/) {
    tx.log(call.to, Deposit{std::move(pubkey), std::move(withdrawal_credentials), call.value.raw});
    return {};
}

}  // namespace eth_pos

}  // namespace aq::standins
