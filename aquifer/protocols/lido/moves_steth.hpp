// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of Lido's and StETH's state.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::move {

// Shares. All keep: the shares of all holders sum to the total.

/// The total has room for the shares.
void mint_shares(Undo& u, StEth& s, const Address& to, Shares n);
/// The holder has the shares.
void burn_shares(Undo& u, StEth& s, const Address& from, Shares n);
/// The sender has the shares; it may send to itself.
void transfer_shares(Undo& u, StEth& s, const Address& from, const Address& to, Shares n);
/// At most the total are external.
void set_external_shares(Undo& u, StEth& s, Shares n);

void set_allowance(Undo& u, StEth& s, const Address& owner, const Address& spender, Wei amount);
void set_nonce(Undo& u, StEth& s, const Address& owner, const u256& nonce);

void set_active(Undo& u, StEth& s, bool active);
void set_stake_limit(Undo& u, StEth& s, const StakeLimit& limit);
void set_max_external_ratio(Undo& u, StEth& s, const u256& bps);

// Ether.

void set_buffered(Undo& u, StEth& s, Wei amount);
void set_deposited_post_report(Undo& u, StEth& s, Wei amount);
void set_deposited_next_report(Undo& u, StEth& s, const DepositedNextReport& next);
void set_cl_balances(Undo& u, StEth& s, Wei validators, Wei pending);
void set_seed_deposits_count(Undo& u, StEth& s, const u256& count);
void set_deposits_reserve(Undo& u, StEth& s, Wei amount);
void set_deposits_reserve_target(Undo& u, StEth& s, Wei amount);
void set_el_rewards_collected(Undo& u, StEth& s, Wei amount);

}  // namespace aq::lido::move
