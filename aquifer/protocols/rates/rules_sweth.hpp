// SPDX-License-Identifier: Apache-2.0
#pragma once

/// swETH: deposits at the stored rate, and the repricing that mints the fee.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates::sweth {

/// swETH.deposit: `NotInWhitelist`, `CoreMethodsPaused`, `InvalidETHDeposit`.
Result<void> deposit(Tx& tx, Ports& ports, const Call& call);
/// swETH.depositWithReferral: `CannotReferSelf` first.
Result<void> deposit_with_referral(Tx& tx, Ports& ports, const Call& call, Address referral);
/// swETH.reprice, by a repricer: `CannotRepriceWithZeroSwETHSupply`, `InvalidPreRewardETHReserves`,
/// `NotEnoughTimeElapsedForReprice`, `RepriceDifferenceTooLarge`, `RepriceswETHDifferenceTooLarge`.
Result<void> reprice(Tx& tx, Ports& ports, const Call& call, Wei pre_reward_reserves,
                     Wei new_rewards, Amount supply);
/// swETH.burn: `CannotBurnZeroSwETH`.
Result<void> burn(Tx& tx, Ports& ports, const Call& call, Amount amount);
/// swETH.fallback: `InvalidMethodCall`.
Result<void> fallback(Tx& tx, Ports& ports, const Call& call);

}  // namespace aq::rates::sweth
