// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/rules_meth.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/permits.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>
#include <aquifer/protocols/rates/moves.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/roles.hpp>

namespace aq::rates::meth {

Hash role_of(std::string_view name) {
    return keccak(name);
}

Result<void> require_role(const State& s, const Call& call, std::string_view role) {
    const Hash id = role_of(role);
    const Key<Address, Hash, Address> key(call.to, id, call.sender);
    if (s.roles[key]) return {};
    return std::unexpected(missing_role(call.sender, id));
}

namespace {

void add_unallocated(Tx& tx, Ports& ports, Wei value) {
    Staking k = *ports.self.meth.staking;
    k.unallocated = k.unallocated + value;
    move::set_staking(tx.undo, ports.self, k);
}

}  // namespace

namespace requests {

namespace {

/// UnstakeRequestsManager.create, which only Staking calls.
Result<u256> create(Tx& tx, Ports& ports, const Address& requester, Amount locked, Wei ether) {
    const State& s = ports.self.meth;
    const Wei cumulative = AQ_TRY(checked_add(s.requests->cumulative, ether));
    AQ_REQUIRE(cumulative.raw.fits_u128(), Arithmetic::kOverflow);
    const u256 id(s.queue.size(Only::kOne));
    move::push_request(tx.undo, ports.self,
                       {requester, tx.block.number, locked, ether, cumulative});
    tx.log(s.at->requests,
           UnstakeRequestCreated{id, requester, locked, ether, cumulative, u256(tx.block.number)});
    return id;
}

/// UnstakeRequestsManager.claim.
Result<void> claim(Tx& tx, Ports& ports, const u256& id, const Address& requester) {
    const State& s = ports.self.meth;
    AQ_REQUIRE(id < u256(s.queue.size(Only::kOne)), Revert::panic(kPanicIndexOutOfRange));
    const auto index = static_cast<std::uint32_t>(id.truncate_u64());
    const Request request = s.queue.at(Only::kOne, index);
    AQ_REQUIRE(request.requester != kZeroAddress, error::AlreadyClaimed);
    AQ_REQUIRE(requester == request.requester, error::NotRequester);
    AQ_REQUIRE(is_finalized(s, request), error::NotFinalized);
    AQ_REQUIRE(request.cumulative <= s.requests->allocated, error::NotEnoughFunds,
               request.cumulative, s.requests->allocated);
    move::claim_request(tx.undo, ports.self, index);
    tx.log(s.at->requests, UnstakeRequestClaimed{id, requester, request.locked, request.ether,
                                                 request.cumulative, u256(request.block)});
    AQ_TRY(erc20::burn_from(tx, ports.tokens, s.at->token, s.at->requests, request.locked));
    const Call payment{
        .sender = s.at->requests, .to = requester, .value = request.ether, .selector = Selector()};
    AQ_REQUIRE(tx.call(payment, {}).has_value(),
               "Address: unable to send value, recipient may have reverted");
    return {};
}

}  // namespace

}  // namespace requests

namespace staking {

Result<void> stake(Tx& tx, Ports& ports, const Call& call, Amount meth_min) {
    const State& s = ports.self.meth;
    AQ_REQUIRE(!s.pauses->staking, error::Paused);
    if (s.settings->allowlist) AQ_TRY(require_role(s, call, "STAKING_ALLOWLIST_ROLE"));
    AQ_REQUIRE(call.value >= s.settings->stake_min, error::MinimumStakeBoundNotSatisfied);
    const Amount minted = AQ_TRY(eth_to_meth(ports, call.value));
    const Amount supply = erc20::total_supply(ports.tokens.self, s.at->token);
    AQ_REQUIRE(AQ_TRY(checked_add(minted, supply)) <= s.settings->supply_max,
               error::MaximumMETHSupplyExceeded);
    AQ_REQUIRE(minted >= meth_min, error::StakeBelowMinimumMETHAmount, minted, meth_min);
    add_unallocated(tx, ports, call.value);
    tx.log(call.to, Staked{call.sender, call.value, minted});
    return erc20::mint_to(tx, ports.tokens, s.at->token, call.sender, minted);
}

Result<u256> unstake_request(Tx& tx, Ports& ports, const Call& call, Uint<128> meth_amount,
                             Uint<128> eth_min) {
    const State& s = ports.self.meth;
    const Amount locked{u256(meth_amount.value)};
    const Wei least{u256(eth_min.value)};
    AQ_REQUIRE(!s.pauses->unstaking, error::Paused);
    AQ_REQUIRE(locked >= s.settings->unstake_min, error::MinimumUnstakeBoundNotSatisfied);
    const Wei ether{u256(AQ_TRY(meth_to_eth(ports, locked)).raw.truncate_u128())};
    AQ_REQUIRE(ether >= least, error::UnstakeBelowMinimumETHAmount, ether, least);
    const u256 id = AQ_TRY(requests::create(tx, ports, call.sender, locked, ether));
    tx.log(call.to, UnstakeRequested{id, call.sender, ether, locked});
    AQ_TRY(erc20::safe_transfer_from(tx, ports.tokens, s.at->token, call.to, call.sender,
                                     s.at->requests, locked));
    return id;
}

Result<u256> unstake_request_with_permit(Tx& tx, Ports& ports, const Call& call,
                                         Uint<128> meth_amount, Uint<128> eth_min, u256 deadline,
                                         std::uint8_t v, Hash r, Hash s) {
    erc20::Ports tokens = ports.tokens;
    const Call permit{
        .sender = call.to, .to = ports.self.meth.at->token, .value = Wei(), .selector = Selector()};
    AQ_TRY(erc20::permit(tx, tokens, permit, call.sender, call.to, Amount(u256(meth_amount.value)),
                         deadline, v, r, s));
    return unstake_request(tx, ports, call, meth_amount, eth_min);
}

Result<void> claim_unstake_request(Tx& tx, Ports& ports, const Call& call, u256 id) {
    AQ_REQUIRE(!ports.self.meth.pauses->unstaking, error::Paused);
    tx.log(call.to, UnstakeRequestClaimed{id, call.sender});
    return requests::claim(tx, ports, id, call.sender);
}

Result<void> allocate_eth(Tx& tx, Ports& ports, const Call& call, Wei to_requests, Wei to_deposits,
                          Wei to_buffer) {
    const State& s = ports.self.meth;
    AQ_TRY(require_role(s, call, "ALLOCATER_SERVICE_ROLE"));
    AQ_REQUIRE(!s.pauses->allocating, error::Paused);
    const Wei some = AQ_TRY(checked_add(to_requests, to_deposits));
    const Wei all = AQ_TRY(checked_add(some, to_buffer));
    Staking k = *s.staking;
    AQ_REQUIRE(all <= k.unallocated, error::NotEnoughUnallocatedETH);
    k.unallocated = k.unallocated - all;
    k.allocated_for_deposits = k.allocated_for_deposits + to_deposits;
    k.buffer_available = k.buffer_available + to_buffer;
    move::set_staking(tx.undo, ports.self, k);
    if (!to_deposits.is_zero()) tx.log(call.to, AllocatedETHToDeposits{to_deposits});
    if (!to_requests.is_zero()) {
        tx.log(call.to, AllocatedETHToUnstakeRequestsManager{to_requests});
        aq::move::transfer_ether(tx.undo, ports.accounts, call.to, s.at->requests, to_requests);
        move::set_allocated(tx.undo, ports.self, s.requests->allocated + to_requests);
    }
    if (!to_buffer.is_zero()) {
        tx.log(call.to, AllocatedETHToLiquidityBuffer{to_buffer});
        aq::move::transfer_ether(tx.undo, ports.accounts, call.to, s.at->buffer, to_buffer);
    }
    return {};
}

Result<void> reclaim_allocated_surplus(Tx& tx, Ports& ports, const Call& call) {
    const State& s = ports.self.meth;
    AQ_TRY(require_role(s, call, "STAKING_MANAGER_ROLE"));
    const Requests r = *s.requests;
    if (r.allocated <= r.cumulative) return {};
    const Wei surplus = r.allocated - r.cumulative;
    move::set_allocated(tx.undo, ports.self, r.cumulative);
    aq::move::transfer_ether(tx.undo, ports.accounts, s.at->requests, call.to, surplus);
    add_unallocated(tx, ports, surplus);
    return {};
}

Result<void> top_up(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_role(ports.self.meth, call, "TOP_UP_ROLE"));
    add_unallocated(tx, ports, call.value);
    return {};
}

Result<void> refuse(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return std::unexpected(Revert(error::DoesNotReceiveETH));
}

}  // namespace staking

}  // namespace aq::rates::meth
