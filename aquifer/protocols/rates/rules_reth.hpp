// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Rocket Pool: the token (RocketTokenRETH), the reported balances (RocketNetworkBalances) and the
/// deposit pool (RocketDepositPool).

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates::reth {

namespace token {

/// RocketTokenRETH.burn: "Invalid token burn amount", "Insufficient rETH balance", "Insufficient
/// ETH balance for exchange". Takes from the deposit pool what its own ether lacks.
Result<void> burn(Tx& tx, Ports& ports, const Call& call, Amount amount);
/// RocketTokenRETH.depositExcessCollateral: ether above the target goes to the pool.
Result<void> deposit_excess_collateral(Tx& tx, Ports& ports, const Call& call);
/// RocketTokenRETH.receive.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

}  // namespace token

namespace network {

/// What a node submits, and what anyone may execute once enough did.
struct Submission {
    u256 block;
    u256 slot_timestamp;
    Wei total_ether;
    Wei staking_ether;
    Amount supply;
};

/// RocketNetworkBalances.submitBalances, by nodes of the oracle DAO: "Invalid trusted node",
/// "Submitting balances is currently disabled", "Balances can not be submitted for a future block",
/// "Network balances for a higher block are set", "Invalid network balances", "Duplicate submission
/// from node"; and, once enough nodes agree, "Not enough time has passed", "Change exceeds
/// maximum".
Result<void> submit_balances(Tx& tx, Ports& ports, const Call& call, u256 block,
                             u256 slot_timestamp, Wei total_ether, Wei staking_ether,
                             Amount supply);
/// RocketNetworkBalances.executeUpdateBalances, by anyone: also "Network balances for an equal or
/// higher block are set", "Consensus has not been reached".
Result<void> execute_update_balances(Tx& tx, Ports& ports, const Call& call, u256 block,
                                     u256 slot_timestamp, Wei total_ether, Wei staking_ether,
                                     Amount supply);

}  // namespace network

namespace pool {

/// RocketDepositPool.deposit: "Deposits into Rocket Pool are currently disabled", "The deposited
/// amount is less than the minimum deposit size", "The deposit pool size after depositing exceeds
/// the maximum size", "Invalid token mint amount".
Result<void> deposit(Tx& tx, Ports& ports, const Call& call);

}  // namespace pool

}  // namespace aq::rates::reth
