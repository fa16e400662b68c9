// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/rules_withdraw.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_access.hpp>
#include <aquifer/protocols/renzo/steps.hpp>

#include <algorithm>

namespace aq::renzo::withdraw_queue {

namespace {

/// Requests that wait are filled before the buffer. Returns what is left for the buffer.
Amount fill_requests(Tx& tx, State& s, const Call& call, const Address& asset, Amount amount) {
    const Amount deficit = queue_deficit(s, asset);
    if (deficit.is_zero()) return amount;
    const Amount part = std::min(deficit, amount);
    move::fill_queue(tx.undo, s, asset, part);
    tx.log(call.to, QueueFilled{part, asset});
    return amount - part;
}

/// The sums that a queued request adds to must fit.
Result<void> only_countable(const State& s, const WithdrawRequest& request, Amount free) {
    const BufferQueue& queue = s.withdrawals.queue[request.collateralToken];
    AQ_TRY(checked_add(queue.filled, free));
    AQ_TRY(checked_add(queue.to_fill, request.amountToRedeem));
    return {};
}

/// The cool-down, which whitelisted users need not wait for unless instant exits are paused.
Result<void> only_cooled_down(Tx& tx, const Ports& ports, const Call& call, const Address& user,
                              const u256& created_at) {
    const WithdrawQueue& s = ports.self.withdrawals;
    if (s.whitelisted[user] &&
        !AQ_TRY(risk::is_paused(tx, ports, call.to, risk::Switch::kInstantWithdraw))) {
        return {};
    }
    const u256 at_risk = AQ_TRY(risk::cool_down(tx, ports, call.to));
    const u256 needed = std::max(*s.cool_down_period, at_risk);
    const u256 waited = AQ_TRY(checked_sub(u256(tx.block.time), created_at));
    AQ_REQUIRE(waited >= needed, error::EarlyClaim);
    return {};
}

Result<void> pay(Tx& tx, Ports& ports, const Call& call, const Address& user, const Address& asset,
                 Amount amount) {
    if (asset == kNative) return step::send_ether(tx, ports, call.to, user, Wei(amount.raw));
    return erc20::safe_transfer(tx, ports.tokens, asset, call.to, user, amount);
}

}  // namespace

Result<void> withdraw(Tx& tx, Ports& ports, const Call& call, Amount ez_eth, Address asset) {
    State& s = ports.self;
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_REQUIRE(!*s.withdrawals.paused, "Pausable: paused");
    AQ_REQUIRE(!AQ_TRY(risk::is_paused(tx, ports, call.to, risk::Switch::kWithdrawRequest)),
               error::WithdrawRequestPaused);
    AQ_REQUIRE(!ez_eth.is_zero() && asset != kZeroAddress, error::InvalidZeroInput);
    AQ_REQUIRE(!s.withdrawals.buffer_target[asset].is_zero(), error::UnsupportedWithdrawAsset);
    AQ_TRY(erc20::safe_transfer_from(tx, ports.tokens, s.at.ez_eth, call.to, call.sender, call.to,
                                     ez_eth));
    const auto tvls = AQ_TRY(restake_manager::calculate_tvls(tx, ports));
    const Amount amount = AQ_TRY(amount_to_redeem(tx, ports, tvls, ez_eth, asset));
    const WithdrawRequest request{
        .collateralToken = asset,
        .withdrawRequestID = wrapping_add(*s.withdrawals.request_nonce, 1),
        .amountToRedeem = amount,
        .ezETHLocked = ez_eth,
        .createdAt = u256(tx.block.time),
    };
    const Amount free = AQ_TRY(available(tx, ports, asset));
    const bool is_queued = amount > free;
    const u256 index(s.withdrawals.requests.size(call.sender));
    if (is_queued) {
        AQ_REQUIRE(AQ_TRY(is_covered(tx, ports, tvls, asset, amount)),
                   error::NotEnoughCollateralValue);
        AQ_TRY(only_countable(s, request, free));
        move::queue_request(tx.undo, s, call.sender, request, free);
    } else {
        move::add_request(tx.undo, s, call.sender, request);
    }
    tx.log(call.to, WithdrawRequestCreated{request.withdrawRequestID, call.sender, asset, amount,
                                           ez_eth, index, is_queued, free});
    return {};
}

Result<void> claim(Tx& tx, Ports& ports, const Call& call, u256 index, Address user) {
    State& s = ports.self;
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_REQUIRE(!*s.withdrawals.paused, "Pausable: paused");
    AQ_REQUIRE(!AQ_TRY(risk::is_paused(tx, ports, call.to, risk::Switch::kClaim)),
               error::ClaimPaused);
    AQ_REQUIRE(index < u256(s.withdrawals.requests.size(user)), error::InvalidWithdrawIndex);
    const auto at = static_cast<std::uint32_t>(index.truncate_u64());
    WithdrawRequest request = s.withdrawals.requests.at(user, at);
    const Address asset = request.collateralToken;
    AQ_TRY(only_cooled_down(tx, ports, call, user, request.createdAt));
    AQ_REQUIRE(
        s.withdrawals.fill_at[request.withdrawRequestID] <= s.withdrawals.queue[asset].filled,
        error::QueuedWithdrawalNotFilled);
    // The request still counts in the supply and in the value: the rate is as before the claim.
    const auto tvls = AQ_TRY(restake_manager::calculate_tvls(tx, ports));
    const Amount worth = AQ_TRY(amount_to_redeem(tx, ports, tvls, request.ezETHLocked, asset));
    move::remove_request(tx.undo, s, user, at);
    request.amountToRedeem = std::min(request.amountToRedeem, worth);
    AQ_TRY(
        ez_eth::burn(tx, ports, step::message(call.to, s.at.ez_eth), call.to, request.ezETHLocked));
    AQ_TRY(pay(tx, ports, call, user, asset, request.amountToRedeem));
    tx.log(call.to, WithdrawRequestClaimed{request});
    return {};
}

Result<void> fill_eth_withdraw_buffer(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.deposit_queue, error::NotDepositQueue);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    const Amount rest = fill_requests(tx, s, call, kNative, Amount(call.value.raw));
    tx.log(call.to, EthBufferFilled{rest});
    return {};
}

Result<void> fill_erc20_withdraw_buffer(Tx& tx, Ports& ports, const Call& call, Address asset,
                                        Amount amount) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.deposit_queue, error::NotDepositQueue);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_REQUIRE(asset != kZeroAddress && !amount.is_zero(), error::InvalidZeroInput);
    AQ_REQUIRE(!s.withdrawals.buffer_target[asset].is_zero(), error::UnsupportedWithdrawAsset);
    const Amount rest = fill_requests(tx, s, call, asset, amount);
    AQ_TRY(
        erc20::safe_transfer_from(tx, ports.tokens, asset, call.to, call.sender, call.to, amount));
    tx.log(call.to, ERC20BufferFilled{asset, rest});
    return {};
}

}  // namespace aq::renzo::withdraw_queue
