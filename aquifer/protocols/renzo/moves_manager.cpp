// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/moves_manager.hpp>

namespace aq::renzo::move {

namespace {

/// The last member takes the place of the removed.
void remove_at(Undo& u, List<Only, Address>& list, std::uint32_t index) {
    const std::uint32_t last = list.size(Only::kOne) - 1;
    AQ_ASSERT(index <= last);
    const Address moved = list.at(Only::kOne, last);
    if (index != last) replace(u, list, Only::kOne, index, moved);
    pop(u, list, Only::kOne);
}

}  // namespace

void set_role(Undo& u, State& s, const Hash& role, const Address& account, bool has) {
    u.set(s.roles.has_role, Key<Hash, Address>(role, account), has);
}

void set_feed(Undo& u, State& s, const Address& token, const Address& feed) {
    u.set(s.oracle.feed, token, feed);
}

void create_adapter(Undo& u, State& s, const Address& at, const Adapter& adapter) {
    AQ_ASSERT(!s.oracle.adapters.contains(at));
    u.set(s.oracle.adapters, at, adapter);
}

void set_manager_paused(Undo& u, State& s, bool paused) {
    u.set(s.manager.paused, paused);
}

void add_operator_delegator(Undo& u, State& s, const Address& delegator) {
    push(u, s.manager.operator_delegators, Only::kOne, delegator);
}

void remove_operator_delegator(Undo& u, State& s, std::uint32_t index) {
    u.set(s.manager.allocation_bps, s.manager.operator_delegators.at(Only::kOne, index), u256());
    remove_at(u, s.manager.operator_delegators, index);
}

void set_allocation(Undo& u, State& s, const Address& delegator, const u256& bps) {
    u.set(s.manager.allocation_bps, delegator, bps);
}

void add_collateral_token(Undo& u, State& s, const Address& token) {
    push(u, s.manager.collateral_tokens, Only::kOne, token);
}

void remove_collateral_token(Undo& u, State& s, std::uint32_t index) {
    remove_at(u, s.manager.collateral_tokens, index);
}

void set_token_tvl_limit(Undo& u, State& s, const Address& token, Wei limit) {
    u.set(s.manager.token_tvl_limit, token, limit);
}

void set_fee_config(Undo& u, State& s, const Address& fee_address, const u256& bps) {
    u.set(s.deposits.fee_address, fee_address);
    u.set(s.deposits.fee_bps, bps);
}

void set_restake_manager(Undo& u, State& s, const Address& manager) {
    u.set(s.deposits.restake_manager, manager);
}

void set_withdraw_queue(Undo& u, State& s, const Address& queue) {
    u.set(s.deposits.withdraw_queue, queue);
}

void set_reward_destination(Undo& u, State& s, const Address& destination) {
    u.set(s.reward_destination, destination);
}

void set_instant_owner(Undo& u, State& s, const Address& owner) {
    u.set(s.instant.owner, owner);
}

void set_allowed_drawdown(Undo& u, State& s, const u256& bps) {
    u.set(s.instant.allowed_drawdown_bps, bps);
}

void set_instant_fee(Undo& u, State& s, const InstantFee& fee) {
    u.set(s.instant.min_fee_bps, fee.min_bps);
    u.set(s.instant.max_fee_bps, fee.max_bps);
    u.set(s.instant.fee_destination, fee.destination);
}

}  // namespace aq::renzo::move
