// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The DurationVaultStrategy: a strategy that is an operator too, and locks its stakers for a fixed
/// time. `call.to` is the vault.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer::duration_vault {

/// DurationVaultStrategy.initialize, by the factory: `call.to` becomes a vault, an operator, and a
/// member of its operator set.
Result<void> initialize(Tx& tx, Ports& ports, const Call& call, const VaultConfig& config);

// By the vault's admin (`OnlyVaultAdmin`).

/// DurationVaultStrategy.lock: no more deposits; all of the magnitude goes to the operator set.
Result<void> lock(Tx& tx, Ports& ports, const Call& call);
/// DurationVaultStrategy.updateTVLLimits.
Result<void> update_tvl_limits(Tx& tx, Ports& ports, const Call& call, Amount max_per_deposit,
                               Amount stake_cap);
/// DurationVaultStrategy.updateMetadataURI.
Result<void> update_metadata_uri(Tx& tx, Ports& ports, const Call& call, std::string metadata_uri);
/// DurationVaultStrategy.updateDelegationApprover.
Result<void> update_delegation_approver(Tx& tx, Ports& ports, const Call& call, Address approver);
/// DurationVaultStrategy.updateOperatorMetadataURI.
Result<void> update_operator_metadata_uri(Tx& tx, Ports& ports, const Call& call,
                                          std::string metadata_uri);
/// DurationVaultStrategy.setRewardsClaimer.
Result<void> set_rewards_claimer(Tx& tx, Ports& ports, const Call& call, Address claimer);

// By others.

/// DurationVaultStrategy.markMatured, by anyone once the time is over; called again, it tries again
/// to leave the operator set.
Result<void> mark_matured(Tx& tx, Ports& ports, const Call& call);
/// DurationVaultStrategy.advanceToWithdrawals, by the arbitrator before the time is over.
Result<void> advance_to_withdrawals(Tx& tx, Ports& ports, const Call& call);
/// DurationVaultStrategy.setTVLLimits, by the unpauser.
Result<void> set_tvl_limits(Tx& tx, Ports& ports, const Call& call, Amount max_per_deposit,
                            Amount max_total_deposits);

// The hooks of `strategy::before_add_shares` and `strategy::before_remove_shares`, which have
// checked the sender.

Result<void> before_add_shares(Tx& tx, Ports& ports, const Address& vault, const Address& staker,
                               Shares shares);
Result<void> before_remove_shares(const State& s, const Address& vault);

}  // namespace aq::eigenlayer::duration_vault
