// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/moves_steth.hpp>

namespace aq::lido::move {

void mint_shares(Undo& u, StEth& s, const Address& to, Shares n) {
    u.set(s.total_shares, *s.total_shares + n);
    u.set(s.shares, to, s.shares[to] + n);
}

void burn_shares(Undo& u, StEth& s, const Address& from, Shares n) {
    u.set(s.total_shares, *s.total_shares - n);
    u.set(s.shares, from, s.shares[from] - n);
}

void transfer_shares(Undo& u, StEth& s, const Address& from, const Address& to, Shares n) {
    u.set(s.shares, from, s.shares[from] - n);
    u.set(s.shares, to, s.shares[to] + n);
}

void set_external_shares(Undo& u, StEth& s, Shares n) {
    u.set(s.external_shares, n);
}

void set_allowance(Undo& u, StEth& s, const Address& owner, const Address& spender, Wei amount) {
    u.set(s.allowances, Key<Address, Address>(owner, spender), amount);
}

void set_nonce(Undo& u, StEth& s, const Address& owner, const u256& nonce) {
    u.set(s.nonces, owner, nonce);
}

void set_active(Undo& u, StEth& s, bool active) {
    u.set(s.active, active);
}

void set_stake_limit(Undo& u, StEth& s, const StakeLimit& limit) {
    u.set(s.stake_limit, limit);
}

void set_max_external_ratio(Undo& u, StEth& s, const u256& bps) {
    u.set(s.max_external_ratio_bps, bps);
}

void set_buffered(Undo& u, StEth& s, Wei amount) {
    u.set(s.buffered, amount);
}

void set_deposited_post_report(Undo& u, StEth& s, Wei amount) {
    u.set(s.deposited_post_report, amount);
}

void set_deposited_next_report(Undo& u, StEth& s, const DepositedNextReport& next) {
    u.set(s.deposited_next_report, next);
}

void set_cl_balances(Undo& u, StEth& s, Wei validators, Wei pending) {
    u.set(s.cl_validators_balance, validators);
    u.set(s.cl_pending_balance, pending);
}

void set_seed_deposits_count(Undo& u, StEth& s, const u256& count) {
    u.set(s.seed_deposits_count, count);
}

void set_deposits_reserve(Undo& u, StEth& s, Wei amount) {
    u.set(s.deposits_reserve, amount);
}

void set_deposits_reserve_target(Undo& u, StEth& s, Wei amount) {
    u.set(s.deposits_reserve_target, amount);
}

void set_el_rewards_collected(Undo& u, StEth& s, Wei amount) {
    u.set(s.el_rewards_collected, amount);
}

}  // namespace aq::lido::move
