// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/moves.hpp>

namespace aq::rates::move {

void deploy(Undo& u, State& s, const reth::Deployment& at, const reth::Settings& settings) {
    u.set(s.reth.at, at);
    u.set(s.reth.settings, settings);
}

void set_oracle_member(Undo& u, State& s, const Address& node, bool member) {
    u.set(s.reth.oracle_members, node, member);
}

void set_balances(Undo& u, State& s, const reth::Balances& balances) {
    u.set(s.reth.balances, balances);
}

void submit(Undo& u, State& s, const Address& node, const Hash& content) {
    const Key<Address, Hash> key(node, content);
    AQ_ASSERT(!s.reth.submitted[key]);
    u.set(s.reth.submitted, key, true);
    u.set(s.reth.submissions, content, s.reth.submissions[content] + 1);
}

void set_pool_balance(Undo& u, State& s, Wei balance) {
    u.set(s.reth.pool_balance, balance);
}

void set_queue_demand(Undo& u, State& s, Wei demand) {
    u.set(s.reth.queue_demand, demand);
}

void set_token(Undo& u, State& s, const Address& at, const staked::Token& token) {
    u.set(s.staked.tokens, at, token);
}

void set_rate(Undo& u, State& s, const Address& token, const u256& rate) {
    u.edit(s.staked.tokens, token, [&](staked::Token& t) { t.rate = rate; });
}

void set_oracle(Undo& u, State& s, const Address& token, const Address& oracle) {
    u.edit(s.staked.tokens, token, [&](staked::Token& t) { t.oracle = oracle; });
}

void set_minter(Undo& u, State& s, const Address& token, const Address& minter,
                const staked::Minter& row) {
    u.set(s.staked.minters, Key<Address, Address>(token, minter), row);
}

void set_updater(Undo& u, State& s, const Address& at, const staked::Updater& updater) {
    u.set(s.staked.updaters, at, updater);
}

void set_caller(Undo& u, State& s, const Address& updater, const Address& caller,
                const staked::Caller& row) {
    AQ_ASSERT(row.allowance <= row.allowance_max);
    u.set(s.staked.callers, Key<Address, Address>(updater, caller), row);
}

void deploy(Undo& u, State& s, const frax::Deployment& at, const frax::Minter& minter,
            const frax::Vault& vault) {
    u.set(s.frax.at, at);
    u.set(s.frax.minter, minter);
    u.set(s.frax.vault, vault);
}

void set_frax_minter(Undo& u, State& s, const Address& minter, bool allowed) {
    u.set(s.frax.minters, minter, allowed);
}

void set_withheld(Undo& u, State& s, Wei withheld) {
    frax::Minter minter = *s.frax.minter;
    minter.withheld = withheld;
    u.set(s.frax.minter, minter);
}

void set_vault(Undo& u, State& s, const frax::Vault& vault) {
    u.set(s.frax.vault, vault);
}

void deploy(Undo& u, State& s, const sweth::Deployment& at, const sweth::Settings& settings) {
    u.set(s.sweth.at, at);
    u.set(s.sweth.settings, settings);
}

void set_settings(Undo& u, State& s, const sweth::Settings& settings) {
    u.set(s.sweth.settings, settings);
}

void set_pricing(Undo& u, State& s, const sweth::Pricing& pricing) {
    u.set(s.sweth.pricing, pricing);
}

void set_total_deposited(Undo& u, State& s, Wei total) {
    u.set(s.sweth.total_deposited, total);
}

void set_whitelisted(Undo& u, State& s, const Address& account, bool listed) {
    u.set(s.sweth.whitelisted, account, listed);
}

void set_repricer(Undo& u, State& s, const Address& account, bool allowed) {
    u.set(s.sweth.repricers, account, allowed);
}

void add_operator(Undo& u, State& s, const sweth::Operator& node_operator) {
    push(u, s.sweth.operators, Only::kOne, node_operator);
}

void deploy(Undo& u, State& s, const meth::Deployment& at, const meth::Settings& settings) {
    u.set(s.meth.at, at);
    u.set(s.meth.settings, settings);
}

void set_role(Undo& u, State& s, const Address& contract, const Hash& role, const Address& account,
              bool granted) {
    u.set(s.meth.roles, Key<Address, Hash, Address>(contract, role, account), granted);
}

void set_pauses(Undo& u, State& s, const meth::Pauses& pauses) {
    u.set(s.meth.pauses, pauses);
}

void set_staking(Undo& u, State& s, const meth::Staking& staking) {
    u.set(s.meth.staking, staking);
}

void set_pending(Undo& u, State& s, const meth::Pending& pending) {
    u.set(s.meth.pending, pending);
}

void push_record(Undo& u, State& s, const meth::Record& record) {
    push(u, s.meth.records, Only::kOne, record);
}

void push_request(Undo& u, State& s, const meth::Request& request) {
    meth::Requests requests = *s.meth.requests;
    requests.cumulative = request.cumulative;
    push(u, s.meth.queue, Only::kOne, request);
    u.set(s.meth.requests, requests);
}

void claim_request(Undo& u, State& s, std::uint32_t id) {
    meth::Requests requests = *s.meth.requests;
    requests.claimed = requests.claimed + s.meth.queue.at(Only::kOne, id).ether;
    replace(u, s.meth.queue, Only::kOne, id, meth::Request{});
    u.set(s.meth.requests, requests);
}

void set_allocated(Undo& u, State& s, Wei allocated) {
    meth::Requests requests = *s.meth.requests;
    requests.allocated = allocated;
    u.set(s.meth.requests, requests);
}

}  // namespace aq::rates::move
