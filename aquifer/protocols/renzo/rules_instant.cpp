// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/rules_instant.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/roles.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>
#include <aquifer/protocols/renzo/steps.hpp>

namespace aq::renzo {

namespace instant_withdrawer {

namespace {

/// The buffer as an exit finds it.
Result<Buffer> buffer_for(Tx& tx, const Ports& ports, Amount ez_eth, const Address& asset) {
    const State& s = ports.self;
    Buffer out;
    out.target = s.withdrawals.buffer_target[asset];
    out.available = AQ_TRY(withdraw_queue::available(tx, ports, asset));
    out.floor = Amount(AQ_TRY(bps_down(out.target.raw, *s.instant.allowed_drawdown_bps)));
    AQ_REQUIRE(!out.target.is_zero(), error::UnsupportedWithdrawAsset);
    const auto tvls = AQ_TRY(restake_manager::calculate_tvls(tx, ports));
    const Amount amount = AQ_TRY(withdraw_queue::amount_to_redeem(tx, ports, tvls, ez_eth, asset));
    AQ_REQUIRE(amount <= out.available, error::NotEnoughWithdrawBuffer);
    out.after = out.available - amount;
    AQ_REQUIRE(out.after >= out.floor, error::BelowAllowedLimit);
    return out;
}

Result<Amount> held(Tx& tx, const Ports& ports, const Call& call, const Address& asset) {
    if (asset == kNative) return Amount(ports.accounts.ether[call.to].raw);
    return erc20::balance_of(tx, ports.tokens, asset, call.to, call.to);
}

Result<void> pay(Tx& tx, Ports& ports, const Call& call, const Address& to, const Address& asset,
                 Amount amount) {
    if (asset == kNative) return step::send_ether(tx, ports, call.to, to, Wei(amount.raw));
    return erc20::safe_transfer(tx, ports.tokens, asset, call.to, to, amount);
}

/// Requests and claims in one. Returns what arrived.
Result<Amount> exit_through_queue(Tx& tx, Ports& ports, const Call& call, Amount ez_eth,
                                  const Address& asset) {
    const Address& queue = ports.self.at.withdraw_queue;
    const Call to_queue = step::message(call.to, queue);
    const Amount before = AQ_TRY(held(tx, ports, call, asset));
    AQ_TRY(step::approve(tx, ports, ports.self.at.ez_eth, call.to, queue, ez_eth));
    AQ_TRY(withdraw_queue::withdraw(tx, ports, to_queue, ez_eth, asset));
    const u256 last(ports.self.withdrawals.requests.size(call.to) - 1);
    AQ_TRY(withdraw_queue::claim(tx, ports, to_queue, last, call.to));
    return AQ_TRY(checked_sub(AQ_TRY(held(tx, ports, call, asset)), before));
}

Result<void> only_owner(const State& s, const Call& call) {
    AQ_REQUIRE(call.sender == *s.instant.owner, "Ownable: caller is not the owner");
    return {};
}

}  // namespace

Result<void> withdraw(Tx& tx, Ports& ports, const Call& call, Amount ez_eth, Address asset,
                      Amount min_out) {
    const State& s = ports.self;
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_REQUIRE(!ez_eth.is_zero() && asset != kZeroAddress, error::InvalidZeroInput);
    AQ_TRY(erc20::safe_transfer_from(tx, ports.tokens, s.at.ez_eth, call.to, call.sender, call.to,
                                     ez_eth));
    const Buffer buffer = AQ_TRY(buffer_for(tx, ports, ez_eth, asset));
    const u256 fee_bps =
        AQ_TRY(instant_fee_bps_down(buffer, {*s.instant.min_fee_bps, *s.instant.max_fee_bps}));
    const Amount asked = buffer.available - buffer.after;
    const Amount got = AQ_TRY(exit_through_queue(tx, ports, call, ez_eth, asset));
    const Amount fee(AQ_TRY(bps_down(got.raw, fee_bps)));
    const Amount out = AQ_TRY(checked_sub(got, fee));
    AQ_REQUIRE(out >= min_out, error::InsufficientOutputAmount);
    AQ_TRY(pay(tx, ports, call, *s.instant.fee_destination, asset, fee));
    AQ_TRY(pay(tx, ports, call, call.sender, asset, out));
    tx.log(call.to, WithdrawCompleted{call.sender, ez_eth, asset, asked, fee});
    return {};
}

Result<void> receive(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/) {
    return {};
}

Result<void> set_allowed_buffer_drawdown_bps(Tx& tx, Ports& ports, const Call& call, u256 bps) {
    AQ_TRY(only_owner(ports.self, call));
    AQ_REQUIRE(bps <= kBasisPoints, error::OverMaxBasisPoints);
    move::set_allowed_drawdown(tx.undo, ports.self, bps);
    return {};
}

Result<void> set_fee_info(Tx& tx, Ports& ports, const Call& call, u256 min_bps, u256 max_bps,
                          Address destination) {
    AQ_TRY(only_owner(ports.self, call));
    AQ_REQUIRE(min_bps <= kBasisPoints && max_bps <= kBasisPoints, error::OverMaxBasisPoints);
    move::set_instant_fee(tx.undo, ports.self, {min_bps, max_bps, destination});
    return {};
}

}  // namespace instant_withdrawer

namespace reward_handler {

namespace {

Result<void> forward(Tx& tx, Ports& ports, const Call& call) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    const Wei held = ports.accounts.ether[call.to];
    if (held.is_zero()) return {};
    return step::send_ether(tx, ports, call.to, *ports.self.reward_destination, held);
}

}  // namespace

Result<void> forward_rewards(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(
        only_role(ports.self, call, role::kNativeEthRestakeAdmin, error::NotNativeEthRestakeAdmin));
    return forward(tx, ports, call);
}

Result<void> receive(Tx& tx, Ports& ports, const Call& call) {
    return forward(tx, ports, call);
}

Result<void> set_reward_destination(Tx& tx, Ports& ports, const Call& call, Address destination) {
    AQ_TRY(only_role(ports.self, call, role::kRestakeManagerAdmin, error::NotRestakeManagerAdmin));
    AQ_REQUIRE(destination != kZeroAddress, error::InvalidZeroInput);
    move::set_reward_destination(tx.undo, ports.self, destination);
    tx.log(call.to, RewardDestinationUpdated{destination});
    return {};
}

}  // namespace reward_handler

}  // namespace aq::renzo
