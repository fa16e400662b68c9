// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What the DelegationManager answers to the other contracts and to its users.

#include <aquifer/protocols/eigenlayer/state.hpp>

#include <tuple>
#include <vector>

namespace aq::eigenlayer::delegation_manager {

bool is_operator(const State& s, const Address& account);
bool is_delegated(const State& s, const Address& staker);
/// operatorShares[operator][strategy].
Shares operator_shares(const State& s, const Address& operator_at, const Address& strategy);

/// A staker and the operator whose slashing counts: today's, or that of a queued withdrawal. Zero
/// for none.
struct Delegated {
    Address staker;
    Address operator_at;
};
/// The staker with the operator it is delegated to now.
Delegated delegated(const State& s, const Address& staker);

/// What slashing has left of a staker's shares: the operator's max magnitude, for native ether
/// times the staker's beacon-chain factor. DelegationManager._getSlashingFactor.
Factor slashing_factor(const State& s, const Delegated& who, const Address& strategy);
/// With the max magnitude as it stood at the end of a block; the beacon-chain factor is today's.
/// DelegationManager._getSlashingFactorsAtBlock.
Factor slashing_factor_at_block(const State& s, const Delegated& who, const Address& strategy,
                                std::uint32_t block);

/// A scaling factor that was never set is 1. DelegationManager.depositScalingFactor.
Factor deposit_scaling_factor(const State& s, const Address& staker, const Address& strategy);
/// What the share manager of the strategy holds for the staker.
DepositShares deposit_shares(const State& s, const Address& staker, const Address& strategy);

/// The last block at which a withdrawal can be slashed, for the block it was queued in.
Result<std::uint32_t> slashable_until(const State& s, std::uint32_t start_block);

/// What a fall of the operator's max magnitude takes from withdrawals that are still slashable.
/// DelegationManager._getSlashableSharesInQueue.
struct MagnitudeFall {
    Magnitude previous;
    Magnitude next;
};
Result<Shares> slashed_in_queue_down(const State& s, const Block& block, const StrategyKey& of,
                                     const MagnitudeFall& fall);

/// keccak256 of the ABI encoding. DelegationManager.calculateWithdrawalRoot.
Hash withdrawal_root(const Withdrawal& withdrawal);
/// The same root. A withdrawal that is queued, word for word, need not be hashed again, which costs
/// more than the rest of completing it: if the staker has few waiting, it is looked for among them.
Hash withdrawal_root(const State& s, const Withdrawal& withdrawal);
/// A queued withdrawal; all zero if there is none of that root.
Withdrawal queued_withdrawal(const State& s, const Hash& root);

/// An approver's consent to one delegation.
struct DelegationApproval {
    Address approver;
    Address staker;
    Address operator_at;
    Hash salt;
    /// Unix seconds.
    u256 expiry;
};
inline constexpr Hash kDelegationApprovalTypehash =
    "0x14bde674c9f64b2ad00eaaee4a8bed1fabef35c7507e3c5b9cfc9436909a2dad"_hash;
/// What the approver signs. DelegationManager.calculateDelegationApprovalDigestHash.
Hash delegation_approval_digest(const State& s, const Block& block,
                                const DelegationApproval& approval);

// The external views, each named as in the contract.

/// getOperatorShares, getOperatorsShares.
std::vector<Shares> get_operator_shares(const State& s, const Address& operator_at,
                                        const std::vector<Address>& strategies);
std::vector<std::vector<Shares>> get_operators_shares(const State& s,
                                                      const std::vector<Address>& operators,
                                                      const std::vector<Address>& strategies);

/// getSlashableSharesInQueue.
Result<Shares> get_slashable_shares_in_queue(const State& s, const Block& block,
                                             const Address& operator_at, const Address& strategy);

/// getWithdrawableShares: what would be paid, and the deposit shares behind it.
using WithdrawableAndDeposited = std::tuple<std::vector<Shares>, std::vector<DepositShares>>;
Result<WithdrawableAndDeposited> get_withdrawable_shares(const State& s, const Address& staker,
                                                         const std::vector<Address>& strategies);

/// getDepositedShares: token strategies in the staker's list order, then native ether if any.
using Deposits = std::tuple<std::vector<Address>, std::vector<DepositShares>>;
Deposits get_deposited_shares(const State& s, const Address& staker);

/// convertToDepositShares: rounds down twice.
Result<std::vector<DepositShares>> convert_to_deposit_shares(
    const State& s, const Address& staker, const std::vector<Address>& strategies,
    const std::vector<Shares>& withdrawable);

/// getQueuedWithdrawal, getQueuedWithdrawals: what each strategy would pay, if nothing changes any
/// more.
using WithdrawalAndShares = std::tuple<Withdrawal, std::vector<Shares>>;
Result<WithdrawalAndShares> get_queued_withdrawal(const State& s, const Block& block,
                                                  const Hash& root);
using WithdrawalsAndShares = std::tuple<std::vector<Withdrawal>, std::vector<std::vector<Shares>>>;
Result<WithdrawalsAndShares> get_queued_withdrawals(const State& s, const Block& block,
                                                    const Address& staker);

}  // namespace aq::eigenlayer::delegation_manager
