// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What strategies, duration vaults, the StrategyFactory and the StrategyManager answer.

#include <aquifer/protocols/eigenlayer/state.hpp>

namespace aq::eigenlayer {

namespace strategy {

/// Shares and tokens that the rate counts on top of the real ones.
inline constexpr u256 kSharesOffset = 1000_u256;
inline constexpr u256 kBalanceOffset = 1000_u256;

/// The strategy's tokens, as the token itself has them (StrategyBase._tokenBalance).
Result<Amount> token_balance(Tx& tx, const Ports& ports, const Address& strategy);
/// StrategyBase.sharesToUnderlyingView and sharesToUnderlying.
Result<Amount> shares_to_underlying_down(Tx& tx, const Ports& ports, const Address& strategy,
                                         Shares shares);
/// StrategyBase.underlyingToSharesView and underlyingToShares.
Result<Shares> underlying_to_shares_down(Tx& tx, const Ports& ports, const Address& strategy,
                                         Amount amount);
/// StrategyBase.userUnderlyingView and userUnderlying: of deposit shares, as if nothing had been
/// slashed.
Result<Amount> user_underlying_down(Tx& tx, const Ports& ports, const Address& strategy,
                                    const Address& staker);

}  // namespace strategy

namespace duration_vault {

std::string metadata_uri(const State& s, const Address& vault);
/// AllocationManager.isMemberOfOperatorSet for the vault and its set.
bool operator_set_registered(const State& s, const Address& vault);

}  // namespace duration_vault

namespace strategy_factory {

/// Where the factory's next creation will stand: CREATE with the factory's nonce, which was 1 at
/// first and has counted every creation since (EIP-161).
Address next_address(const State& s);

}  // namespace strategy_factory

namespace strategy_manager {

/// What a staker signs for depositIntoStrategyWithSignature.
struct StrategyDeposit {
    Address staker;
    Address strategy;
    Address token;
    Amount amount;
    u256 nonce;
    /// Unix seconds.
    u256 expiry;
};

/// keccak256 of the type `Deposit(address staker,address strategy,…,uint256 expiry)`.
inline constexpr Hash kDepositTypehash =
    "0x4337f82d142e41f2a8c10547cd8c859bddb92262a61058e77842e24d9dea9224"_hash;

Hash strategy_deposit_digest(const State& s, const Block& block, const StrategyDeposit& deposit);
/// StrategyManager.calculateStrategyDepositDigestHash.
Hash calculate_strategy_deposit_digest_hash(const View& view, Address staker, Address strategy,
                                            Address token, Amount amount, u256 nonce, u256 expiry);

DepositShares staker_deposit_shares(const State& s, const Address& staker, const Address& strategy);
/// StrategyManager.getDeposits: a staker's strategies in the list's order, and the shares of each.
std::tuple<std::vector<Address>, std::vector<DepositShares>> get_deposits(const View& view,
                                                                          Address staker);
/// The getter of an array: an index past its end reverts without data.
Result<Address> staker_strategy_list(const View& view, Address staker, u256 index);

/// StrategyManager.getBurnOrRedistributableShares(OperatorSet,uint256).
std::tuple<std::vector<Address>, std::vector<Shares>> get_burn_or_redistributable_shares(
    const View& view, OperatorSet set, u256 slash_id);

}  // namespace strategy_manager

}  // namespace aq::eigenlayer
