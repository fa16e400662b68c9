// SPDX-License-Identifier: Apache-2.0
#pragma once

/// cbETH and wBETH (StakedTokenV1 on FiatToken) and the ExchangeRateUpdater before cbETH.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates::staked {

/// StakedTokenV1.updateExchangeRate: "StakedTokenV1: caller is not the oracle", and "StakedTokenV1:
/// new exchange rate cannot be 0" or, of wBETH, "… cannot be less than 1e18".
Result<void> update_exchange_rate(Tx& tx, Ports& ports, const Call& call, u256 rate);
/// StakedTokenV1.updateOracle, by the owner.
Result<void> update_oracle(Tx& tx, Ports& ports, const Call& call, Address oracle);

namespace fiat {

/// FiatTokenV1.configureMinter and removeMinter, by the master minter.
Result<bool> configure_minter(Tx& tx, Ports& ports, const Call& call, Address minter,
                              Amount allowance);
Result<bool> remove_minter(Tx& tx, Ports& ports, const Call& call, Address minter);
/// FiatTokenV1.mint and burn of cbETH, by minters.
Result<bool> mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount);
Result<void> burn(Tx& tx, Ports& ports, const Call& call, Amount amount);
/// Pausable and Blacklistable.
Result<void> pause(Tx& tx, Ports& ports, const Call& call);
Result<void> unpause(Tx& tx, Ports& ports, const Call& call);
Result<void> blacklist(Tx& tx, Ports& ports, const Call& call, Address account);
Result<void> un_blacklist(Tx& tx, Ports& ports, const Call& call, Address account);

}  // namespace fiat

namespace wbeth {

/// WrapTokenV2ETH.deposit: "zero ETH amount".
Result<void> deposit(Tx& tx, Ports& ports, const Call& call, Address referral);
/// StakedTokenV1.mint, by minters to themselves, without ether.
Result<bool> mint(Tx& tx, Ports& ports, const Call& call, Amount amount);
/// StakedTokenV1.receive: "please use deposit function to deposit ETH".
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

}  // namespace wbeth

namespace updater {

/// RateLimit.configureCaller and removeCaller, by the owner.
Result<void> configure_caller(Tx& tx, Ports& ports, const Call& call, Address caller, u256 amount,
                              u256 interval);
Result<void> remove_caller(Tx& tx, Ports& ports, const Call& call, Address caller);
/// RateLimit.currentAllowance: lets the allowance grow back first.
Result<u256> current_allowance(Tx& tx, Ports& ports, const Call& call, Address caller);
/// ExchangeRateUpdater.updateExchangeRate: "RateLimit: caller is not whitelisted", and what the
/// caller's allowance does not cover.
Result<void> update_exchange_rate(Tx& tx, Ports& ports, const Call& call, u256 rate);

}  // namespace updater

}  // namespace aq::rates::staked
