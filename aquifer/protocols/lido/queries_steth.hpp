// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What Lido and StETH answer. Every conversion uses internal ether and internal shares: ether of
/// stVaults and the shares minted against it follow the rate and do not make it.

#include <aquifer/protocols/lido/state.hpp>

#include <tuple>

namespace aq::lido::steth {

/// I: buffered, on the consensus layer as last reported, and deposited since.
Wei internal_ether(const State& s);
/// N: all shares but those minted against stVaults. Never zero once deployed.
Shares internal_shares(const State& s);
/// getExternalEther: what external shares are worth.
Result<Wei> external_ether_down(const State& s);
/// getTotalPooledEther, totalSupply.
Result<Wei> total_pooled_ether(const State& s);

/// getPooledEthByShares: "SHARES_TOO_LARGE".
Result<Wei> pooled_eth_by_shares_down(const State& s, Shares n);
/// getPooledEthBySharesRoundUp: "SHARES_TOO_LARGE".
Result<Wei> pooled_eth_by_shares_up(const State& s, Shares n);
/// getSharesByPooledEth: "ETH_TOO_LARGE".
Result<Shares> shares_by_pooled_eth_down(const State& s, Wei amount);

/// getMaxMintableExternalShares.
Shares max_mintable_external_shares_down(const State& s);

/// isStakingPaused.
bool is_staking_paused(const State& s);
/// getCurrentStakeLimit: zero while paused, 2^256 - 1 without a limit.
Wei stake_limit(const State& s, const Block& block);
/// getStakeLimitFullInfo: paused, set, current, maximum, growth blocks, previous, previous block.
std::tuple<bool, bool, Wei, Wei, u256, Wei, u256> stake_limit_full_info(const State& s,
                                                                        const Block& block);

/// How the buffer is divided: a reserve for deposits, then what the queue waits for, then the rest.
struct Allocation {
    Wei deposits_reserve;
    Wei withdrawals_reserve;
    Wei unreserved;
};
Result<Allocation> buffered_ether_allocation(const State& s);
/// getDepositableEther.
Result<Wei> depositable_ether(const State& s);
/// canDeposit: neither stopped nor in bunker mode.
bool can_deposit(const State& s);

/// Deposits after the newest reference slot, and that slot: none if the last were before it.
Result<DepositedNextReport> deposited_next_report(const State& s, const Block& block);

/// getBalanceStats.
struct BalanceStats {
    Wei cl_validators_balance;
    Wei cl_pending_balance;
    Wei deposited_since_last_report;
    Wei deposited_for_current_report;
};
Result<BalanceStats> balance_stats(const State& s, const Block& block);

/// DOMAIN_SEPARATOR of stETH's permits.
Hash domain_separator(const State& s, const Block& block);

}  // namespace aq::lido::steth
