// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What an OperatorDelegator has in EigenLayer.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::operator_delegator {

/// The state of one delegator's pod; all zero if it has none.
const eigenlayer::Pod& pod_of(const Ports& ports, const Address& delegator);

/// The sync test: a checkpoint of the pod that Renzo has not recorded stops everything.
/// `CheckpointNotRecorded`.
Result<void> only_synchronised(const Ports& ports, const Address& delegator);

/// What would be withdrawn now: EigenLayer's getWithdrawableShares for one strategy.
Result<Shares> withdrawable_shares(const Ports& ports, const Address& delegator,
                                   const Address& strategy);

/// OperatorDelegator.getTokenBalanceFromStrategy, with what is queued.
Result<Amount> token_balance_from_strategy(Tx& tx, const Ports& ports, const Address& delegator,
                                           const Address& token);
/// OperatorDelegator.getStakedETHBalance: `CheckpointNotRecorded`, Panic 0x11.
Result<Wei> staked_eth_balance(const Ports& ports, const Address& delegator);

/// Ether proven in the pod beyond known exits: rewards not yet claimed, which do not count.
Result<Wei> pod_delta(const Ports& ports, const Address& delegator);

/// The asset of a strategy: `kNative` for native ether.
Address token_of_strategy(const Ports& ports, const Address& strategy);

}  // namespace aq::renzo::operator_delegator
