// SPDX-License-Identifier: Apache-2.0
#pragma once

/// frxETH's minter (frxETHMinter) and the vault sfrxETH (ERC-4626 with reward cycles).

#include <aquifer/ledger/tx.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates::frax {

namespace frxeth {

/// ERC20PermitPermissionedMint.minter_mint: "Only minters".
Result<void> minter_mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount);

}  // namespace frxeth

namespace minter {

/// frxETHMinter.submit, and plain ether: "Submit is paused", "Cannot submit 0".
Result<void> submit(Tx& tx, Ports& ports, const Call& call);
/// frxETHMinter.submitAndGive.
Result<void> submit_and_give(Tx& tx, Ports& ports, const Call& call, Address recipient);
/// frxETHMinter.submitAndDeposit: the recipient's sfrxETH.
Result<Amount> submit_and_deposit(Tx& tx, Ports& ports, const Call& call, Address recipient);

}  // namespace minter

namespace sfrxeth {

/// xERC4626.syncRewards: what came in since the last becomes the next cycle's reward. `SyncError`
/// while a cycle runs.
Result<void> sync_rewards(Tx& tx, Ports& ports, const Call& call);
/// ERC4626.deposit: "ZERO_SHARES", "TRANSFER_FROM_FAILED". All four begin the next cycle if it is
/// time.
Result<Amount> deposit(Tx& tx, Ports& ports, const Call& call, Amount assets, Address receiver);
/// ERC4626.mint: "TRANSFER_FROM_FAILED".
Result<Amount> mint(Tx& tx, Ports& ports, const Call& call, Amount shares, Address receiver);
/// ERC4626.withdraw: "TRANSFER_FAILED". Rewards that a running cycle has released but not stored
/// cannot be withdrawn.
Result<Amount> withdraw(Tx& tx, Ports& ports, const Call& call, Amount assets, Address receiver,
                        Address owner);
/// ERC4626.redeem: "ZERO_ASSETS", "TRANSFER_FAILED".
Result<Amount> redeem(Tx& tx, Ports& ports, const Call& call, Amount shares, Address receiver,
                      Address owner);
/// sfrxETH.depositWithSignature: a permit of frxETH, then deposit.
Result<Amount> deposit_with_signature(Tx& tx, Ports& ports, const Call& call, Amount assets,
                                      Address receiver, u256 deadline, bool approve_max,
                                      std::uint8_t v, Hash r, Hash s);

}  // namespace sfrxeth

}  // namespace aq::rates::frax
