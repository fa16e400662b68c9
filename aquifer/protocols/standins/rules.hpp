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

namespace risk {

/// set: anyone may.
Result<void> set(Tx& tx, Ports& ports, const Call& call, bool deposits_paused, bool exits_paused,
                 bool claims_paused, bool instant_exits_paused, u256 cool_down);

}  // namespace risk

// The exit and the restaker reach staked ether through the machine: it can be a plain token or
// another protocol's.

namespace st_eth_exit {

/// IWithdrawalQueue.requestWithdrawals: takes the sender's staked ether. Returns the numbers.
Result<std::vector<u256>> request_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                              std::vector<u256> amounts, Address owner);
/// IWithdrawalQueue.claimWithdrawals: "NotOwner", "Claimed". Hints are ignored.
Result<void> claim_withdrawals(Tx& tx, Ports& ports, const Call& call, std::vector<u256> requests,
                               std::vector<u256> hints);
/// Ether to pay from, by anyone.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

}  // namespace st_eth_exit

namespace restaker {

/// transferSTETH: its staked ether, to anyone, for anyone.
Result<void> transfer_st_eth(Tx& tx, Ports& ports, const Call& call, Address to, u256 amount);

}  // namespace restaker

}  // namespace aq::standins
