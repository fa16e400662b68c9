// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the stand-in contracts do.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/standins/state.hpp>

namespace aq::standins {

namespace registrar {

/// setRefused: anyone may say whom the registrar refuses from now on. No log.
Result<void> set_refused(Tx& tx, Ports& ports, const Call& call, Address operator_at, bool refused);
/// IAVSRegistrar.registerOperator. "refused".
Result<void> register_operator(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                               Address avs, std::vector<std::uint32_t> operator_set_ids,
                               Bytes data);
/// IAVSRegistrar.deregisterOperator: never refuses.
Result<void> deregister_operator(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                 Address avs, std::vector<std::uint32_t> operator_set_ids);

}  // namespace registrar

namespace eth_pos {

/// IETHPOSDeposit.deposit: takes any deposit and keeps the ether.
Result<void> deposit(Tx& tx, Ports& ports, const Call& call, Bytes pubkey,
                     Bytes withdrawal_credentials, Bytes signature, Hash deposit_data_root);

}  // namespace eth_pos

}  // namespace aq::standins
