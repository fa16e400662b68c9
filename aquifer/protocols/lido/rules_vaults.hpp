// SPDX-License-Identifier: Apache-2.0
#pragma once

/// LidoExecutionLayerRewardsVault, WithdrawalVault, and what of VaultHub and LazyOracle a report
/// touches.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido {

namespace el_rewards_vault {

/// LidoExecutionLayerRewardsVault's receive.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);
/// LidoExecutionLayerRewardsVault.withdrawRewards: "ONLY_LIDO_CAN_WITHDRAW".
Result<Wei> withdraw_rewards(Tx& tx, Ports& ports, const Call& call, Wei max_amount);

}  // namespace el_rewards_vault

namespace withdrawal_vault {

/// WithdrawalVault.withdrawWithdrawals: `NotLido`, `ZeroAmount`, `NotEnoughEther`.
Result<void> withdraw_withdrawals(Tx& tx, Ports& ports, const Call& call, Wei amount);

}  // namespace withdrawal_vault

namespace vault_hub {

/// The part of VaultHub.internalizeBadDebt that stETH's holders feel: a vault's shares are written
/// off, to leave the external shares with the next report. Which vault may is not modelled.
Result<void> write_off_bad_debt(Tx& tx, Ports& ports, const Call& call, Address vault, Shares n);
/// VaultHub.decreaseInternalizedBadDebt (Accounting).
Result<void> decrease_internalized_bad_debt(Tx& tx, Ports& ports, const Call& call, Shares n);
/// VaultHub.badDebtToInternalizeForLastRefSlot.
Result<Shares> bad_debt_for_last_ref_slot(const State& s, const Block& block);

}  // namespace vault_hub

namespace move {

void set_bad_debt(Undo& u, State& s, const BadDebt& debt);

}  // namespace move

}  // namespace aq::lido
