// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of the rate tokens' state. Token balances are erc20's, ether the ledger's.

#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates::move {

// Rocket Pool

void deploy(Undo& u, State& s, const reth::Deployment& at, const reth::Settings& settings);
void set_oracle_member(Undo& u, State& s, const Address& node, bool member);
void set_balances(Undo& u, State& s, const reth::Balances& balances);
/// Keeps: the submissions of one content are as many as the nodes that submitted it.
void submit(Undo& u, State& s, const Address& node, const Hash& content);
/// Keeps, with the transfer of ether beside it: the vault's account holds the pool's balance.
void set_pool_balance(Undo& u, State& s, Wei balance);
void set_queue_demand(Undo& u, State& s, Wei demand);

// Coinbase and Binance

void set_token(Undo& u, State& s, const Address& at, const staked::Token& token);
void set_rate(Undo& u, State& s, const Address& token, const u256& rate);
void set_oracle(Undo& u, State& s, const Address& token, const Address& oracle);
void set_minter(Undo& u, State& s, const Address& token, const Address& minter,
                const staked::Minter& row);
void set_updater(Undo& u, State& s, const Address& at, const staked::Updater& updater);
/// Keeps: the allowance is at most the caller's maximum.
void set_caller(Undo& u, State& s, const Address& updater, const Address& caller,
                const staked::Caller& row);

// Frax

void deploy(Undo& u, State& s, const frax::Deployment& at, const frax::Minter& minter,
            const frax::Vault& vault);
void set_frax_minter(Undo& u, State& s, const Address& minter, bool allowed);
void set_withheld(Undo& u, State& s, Wei withheld);
/// Keeps: stored assets and the running cycle's reward are within the frxETH the vault holds.
void set_vault(Undo& u, State& s, const frax::Vault& vault);

// Swell

void deploy(Undo& u, State& s, const sweth::Deployment& at, const sweth::Settings& settings);
void set_settings(Undo& u, State& s, const sweth::Settings& settings);
void set_pricing(Undo& u, State& s, const sweth::Pricing& pricing);
void set_total_deposited(Undo& u, State& s, Wei total);
void set_whitelisted(Undo& u, State& s, const Address& account, bool listed);
void set_repricer(Undo& u, State& s, const Address& account, bool allowed);
void add_operator(Undo& u, State& s, const sweth::Operator& node_operator);

// Mantle

void deploy(Undo& u, State& s, const meth::Deployment& at, const meth::Settings& settings);
void set_role(Undo& u, State& s, const Address& contract, const Hash& role, const Address& account,
              bool granted);
void set_pauses(Undo& u, State& s, const meth::Pauses& pauses);
void set_staking(Undo& u, State& s, const meth::Staking& staking);
void set_pending(Undo& u, State& s, const meth::Pending& pending);
void push_record(Undo& u, State& s, const meth::Record& record);
/// Keeps: the cumulative amount is that of the newest request.
void push_request(Undo& u, State& s, const meth::Request& request);
/// A request is claimed once: its row becomes zero, its ether counts as claimed.
void claim_request(Undo& u, State& s, std::uint32_t id);
void set_allocated(Undo& u, State& s, Wei allocated);

}  // namespace aq::rates::move
