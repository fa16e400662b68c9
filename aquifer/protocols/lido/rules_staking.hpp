// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Lido: staking and its limit, external shares, the buffer and deposits, and what reports do to
/// it. `call.to` is stETH; value has moved to it before.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::steth {

/// Lido.submit: "ZERO_DEPOSIT", "STAKING_PAUSED", "STAKE_LIMIT", and what minting refuses.
Result<Shares> submit(Tx& tx, Ports& ports, const Call& call, Address referral);
/// Lido's fallback without calldata.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);
/// Lido's fallback with calldata: "NON_EMPTY_DATA".
Result<void> fallback(Tx& tx, Ports& ports, const Call& call);

/// Lido.pauseStaking (STAKING_PAUSE_ROLE): "ALREADY_PAUSED".
Result<void> pause_staking(Tx& tx, Ports& ports, const Call& call);
/// Lido.resumeStaking (STAKING_CONTROL_ROLE): "CONTRACT_IS_STOPPED", "ALREADY_RESUMED".
Result<void> resume_staking(Tx& tx, Ports& ports, const Call& call);
/// Lido.setStakingLimit (STAKING_CONTROL_ROLE): "TOO_LARGE_MAX_STAKE_LIMIT",
/// "ZERO_MAX_STAKE_LIMIT", "TOO_LARGE_LIMIT_INCREASE", "TOO_SMALL_LIMIT_INCREASE".
Result<void> set_staking_limit(Tx& tx, Ports& ports, const Call& call, Wei max,
                               Wei increase_per_block);
/// Lido.removeStakingLimit (STAKING_CONTROL_ROLE).
Result<void> remove_staking_limit(Tx& tx, Ports& ports, const Call& call);
/// Lido.stop (PAUSE_ROLE): "CONTRACT_IS_STOPPED". Pauses staking too.
Result<void> stop(Tx& tx, Ports& ports, const Call& call);
/// Lido.resume (RESUME_ROLE): "CONTRACT_IS_ACTIVE". Resumes staking too.
Result<void> resume(Tx& tx, Ports& ports, const Call& call);

/// Lido.setMaxExternalRatioBP (STAKING_CONTROL_ROLE): "INVALID_MAX_EXTERNAL_RATIO".
Result<void> set_max_external_ratio_bp(Tx& tx, Ports& ports, const Call& call, u256 bps);
/// Lido.mintExternalShares (VaultHub): "MINT_ZERO_AMOUNT_OF_SHARES", "APP_AUTH_FAILED",
/// "EXTERNAL_BALANCE_LIMIT_EXCEEDED", "STAKING_PAUSED", "STAKE_LIMIT".
Result<void> mint_external_shares(Tx& tx, Ports& ports, const Call& call, Address recipient,
                                  Shares n);
/// Lido.burnExternalShares (VaultHub): "BURN_ZERO_AMOUNT_OF_SHARES", "EXT_SHARES_TOO_SMALL".
Result<void> burn_external_shares(Tx& tx, Ports& ports, const Call& call, Shares n);
/// Lido.rebalanceExternalEtherToInternal (VaultHub): "ZERO_VALUE", "VALUE_SHARES_MISMATCH",
/// "EXT_SHARES_TOO_SMALL".
Result<void> rebalance_external_ether_to_internal(Tx& tx, Ports& ports, const Call& call, Shares n);

/// Lido.setDepositsReserveTarget (BUFFER_RESERVE_MANAGER_ROLE).
Result<void> set_deposits_reserve_target(Tx& tx, Ports& ports, const Call& call, Wei target);
/// Lido.withdrawDepositableEther (StakingRouter): "CAN_NOT_DEPOSIT", "ZERO_AMOUNT",
/// "NOT_ENOUGH_ETHER".
Result<void> withdraw_depositable_ether(Tx& tx, Ports& ports, const Call& call, Wei amount,
                                        u256 seed_deposits_count);

/// Lido.mintShares (Accounting).
Result<void> mint_shares(Tx& tx, Ports& ports, const Call& call, Address recipient, Shares n);
/// Lido.burnShares (Burner), from its own.
Result<void> burn_shares(Tx& tx, Ports& ports, const Call& call, Shares n);

/// Lido.receiveELRewards (the vault of execution-layer rewards).
Result<void> receive_el_rewards(Tx& tx, Ports& ports, const Call& call);
/// Lido.receiveWithdrawals (the withdrawal vault).
Result<void> receive_withdrawals(Tx& tx, Ports& ports, const Call& call);
/// Lido.transferToVault: "NOT_SUPPORTED".
Result<void> transfer_to_vault(Tx& tx, Ports& ports, const Call& call, Address token);

/// Lido.processClStateUpdate (Accounting).
Result<void> process_cl_state_update(Tx& tx, Ports& ports, const Call& call, u256 report_timestamp,
                                     Wei validators_balance, Wei pending_balance);
/// Lido.internalizeExternalBadDebt (Accounting): "BAD_DEBT_ZERO_SHARES", "EXT_SHARES_TOO_SMALL".
Result<void> internalize_external_bad_debt(Tx& tx, Ports& ports, const Call& call, Shares n);

/// The arguments of Lido.collectRewardsAndProcessWithdrawals, in order.
struct Collection {
    u256 report_timestamp;
    Wei report_cl_balance;
    Wei principal_cl_balance;
    Wei withdrawals_to_withdraw;
    Wei el_rewards_to_withdraw;
    u256 last_withdrawal_request_to_finalize;
    ShareRate withdrawals_share_rate;
    Wei ether_to_lock;
};
/// Lido.collectRewardsAndProcessWithdrawals (Accounting).
Result<void> collect_rewards_and_process_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                                     const Collection& c);

/// The arguments of Lido.emitTokenRebase, in order.
struct Rebase {
    u256 report_timestamp;
    u256 time_elapsed;
    Shares pre_total_shares;
    Wei pre_total_ether;
    Shares post_total_shares;
    Wei post_total_ether;
    Shares post_internal_shares;
    Wei post_internal_ether;
    Shares shares_minted_as_fees;
};
/// Lido.emitTokenRebase (Accounting).
Result<void> emit_token_rebase(Tx& tx, Ports& ports, const Call& call, const Rebase& r);

}  // namespace aq::lido::steth
