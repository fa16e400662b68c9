// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Steps that several rules of the DelegationManager take. Each logs and can refuse; none checks
/// who calls.

#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy.hpp>

namespace aq::eigenlayer::delegation_manager {

/// Where the shares of a strategy are kept: the EigenPodManager for native ether, the
/// StrategyManager for all else. DelegationManager._getShareManager.
struct ShareManager {
    Address Deployment::* at;
    decltype(&strategy_manager::remove_deposit_shares) remove_deposit_shares;
    decltype(&strategy_manager::add_shares) add_shares;
    decltype(&strategy_manager::withdraw_shares_as_tokens) withdraw_shares_as_tokens;
    decltype(&strategy_manager::increase_burn_or_redistributable_shares)
        increase_burn_or_redistributable_shares;

    /// A message to it from the contract that is called now.
    [[nodiscard]] Call from(const Call& call, const Ports& ports) const {
        return {.sender = call.to, .to = ports.self.at.*at, .value = {}, .selector = {}};
    }
};
const ShareManager& share_manager(const Address& strategy);

/// DelegationManager._increaseDelegation: `FullySlashed` even when nothing is added.
struct Increase {
    Address strategy;
    /// Zero when the staker delegates what it has.
    DepositShares previous;
    Shares added;
    Factor slashing;
};
Result<void> increase_delegation(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                                 const Increase& increase);

/// DelegationManager._decreaseDelegation: Panic 0x11 when the operator has less. The staker is only
/// logged.
Result<void> decrease_delegation(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                                 const Address& strategy, const Shares& shares);

/// DelegationManager._removeSharesAndQueueWithdrawal, which returns the root. As many shares as
/// strategies.
Result<Hash> remove_shares_and_queue_withdrawal(Tx& tx, Ports& ports, const Call& call,
                                                const Delegated& who,
                                                std::vector<Address> strategies,
                                                std::span<const DepositShares> deposit_shares);

}  // namespace aq::eigenlayer::delegation_manager
