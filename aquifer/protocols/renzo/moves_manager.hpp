// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The only writers of roles, prices, lists and settings.

#include <aquifer/protocols/renzo/state.hpp>

namespace aq::renzo::move {

// RoleManager.
void set_role(Undo& u, State& s, const Hash& role, const Address& account, bool has);

// RenzoOracle.
void set_feed(Undo& u, State& s, const Address& token, const Address& feed);
/// A new price adapter: part of a deployment.
void create_adapter(Undo& u, State& s, const Address& at, const Adapter& adapter);

// RestakeManager.
void set_manager_paused(Undo& u, State& s, bool paused);
/// Keeps: no delegator is listed twice. The caller has checked that it is not there.
void add_operator_delegator(Undo& u, State& s, const Address& delegator);
/// Keeps: the list has no gap: the last moves into it. The delegator's share goes with it.
void remove_operator_delegator(Undo& u, State& s, std::uint32_t index);
void set_allocation(Undo& u, State& s, const Address& delegator, const u256& bps);
/// Keeps: no token is listed twice. The caller has checked that it is not there.
void add_collateral_token(Undo& u, State& s, const Address& token);
/// Keeps: the list has no gap: the last moves into it.
void remove_collateral_token(Undo& u, State& s, std::uint32_t index);
void set_token_tvl_limit(Undo& u, State& s, const Address& token, Wei limit);

// DepositQueue.
void set_fee_config(Undo& u, State& s, const Address& fee_address, const u256& bps);
void set_restake_manager(Undo& u, State& s, const Address& manager);
void set_withdraw_queue(Undo& u, State& s, const Address& queue);

// RewardHandler.
void set_reward_destination(Undo& u, State& s, const Address& destination);

// InstantWithdrawer.
void set_instant_owner(Undo& u, State& s, const Address& owner);
void set_allowed_drawdown(Undo& u, State& s, const u256& bps);
struct InstantFee {
    u256 min_bps;
    u256 max_bps;
    Address destination;
};
void set_instant_fee(Undo& u, State& s, const InstantFee& fee);

}  // namespace aq::renzo::move
