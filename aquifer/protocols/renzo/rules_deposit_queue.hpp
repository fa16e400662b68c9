// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The DepositQueue: where ether waits for validators, and where rewards pay their fee.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::deposit_queue {

/// What one call of stakeEthFromQueue stakes.
inline constexpr Wei kValidatorDeposit{32e18_u256};

// Ether. All first fill the withdrawal buffer.

/// DepositQueue.depositETHFromProtocol, from the RestakeManager: `NotRestakeManager`.
Result<void> deposit_eth_from_protocol(Tx& tx, Ports& ports, const Call& call);
/// DepositQueue.forwardFullWithdrawalETH, from anyone: principal, no fee.
Result<void> forward_full_withdrawal_eth(Tx& tx, Ports& ports, const Call& call);
/// Plain ether, from anyone: rewards, which pay the fee. `TransferFailed`.
Result<void> receive(Tx& tx, Ports& ports, const Call& call);

/// DepositQueue.stakeEthFromQueue and stakeEthFromQueueMulti: 32 ether a validator.
/// `NotNativeEthRestakeAdmin`, `MismatchedArrayLengths`; too little ether reverts without data.
Result<void> stake_eth_from_queue(Tx& tx, Ports& ports, const Call& call, Address delegator,
                                  Bytes pubkey, Bytes signature, Hash deposit_data_root);
Result<void> stake_eth_from_queue_multi(Tx& tx, Ports& ports, const Call& call,
                                        std::vector<Address> delegators, std::vector<Bytes> pubkeys,
                                        std::vector<Bytes> signatures,
                                        std::vector<Hash> deposit_data_roots);

// Tokens.

/// DepositQueue.fillERC20withdrawBuffer, from anyone: what is beyond the deficit is a donation.
/// `InvalidZeroInput`.
Result<void> fill_erc20_withdraw_buffer(Tx& tx, Ports& ports, const Call& call, Address token,
                                        Amount amount);
/// DepositQueue.sweepERC20: rewards in a token, less the fee. `NotERC20RewardsAdmin`.
Result<void> sweep_erc20(Tx& tx, Ports& ports, const Call& call, Address token);

// Administration: `NotRestakeManagerAdmin`.

/// DepositQueue.setFeeConfig: `InvalidZeroInput` for a fee without an address,
/// `OverMaxBasisPoints`.
Result<void> set_fee_config(Tx& tx, Ports& ports, const Call& call, Address fee_address,
                            u256 fee_bps);
/// DepositQueue.setRestakeManager and setWithdrawQueue: `InvalidZeroInput`.
Result<void> set_restake_manager(Tx& tx, Ports& ports, const Call& call, Address manager);
Result<void> set_withdraw_queue(Tx& tx, Ports& ports, const Call& call, Address queue);

}  // namespace aq::renzo::deposit_queue
