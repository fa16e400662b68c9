// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/roles.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>
#include <aquifer/protocols/renzo/steps.hpp>

namespace aq::renzo::withdraw_queue {

namespace {

/// requestWithdrawals(uint256[],address) and claimWithdrawals(uint256[],uint256[]) of Lido's queue.
constexpr Selector kRequestWithdrawals = "0xd6681042"_selector;
constexpr Selector kClaimWithdrawals = "0xe3afe0a3"_selector;

Result<void> only_admin(const State& s, const Call& call) {
    return only_role(s, call, role::kWithdrawQueueAdmin, error::NotWithdrawQueueAdmin);
}

Result<void> only_pauser(const State& s, const Call& call) {
    return only_role(s, call, role::kDepositWithdrawPauser, error::NotDepositWithdrawPauser);
}

Result<void> only_rebalancer(const State& s, const Call& call) {
    return only_role(s, call, role::kWithdrawQueueRebalanceAdmin, error::NotDepositWithdrawPauser);
}

Result<Bytes> ask_lido(Tx& tx, const Ports& ports, const Call& call, const Bytes& data) {
    const Address& lido = ports.self.at.st_eth_withdrawals;
    AQ_REQUIRE(ports.accounts.has_code(lido));
    return tx.call(step::message(call.to, lido), data);
}

/// Hands stETH to Lido's queue. Returns the number of the request.
Result<u256> request_withdrawal(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    const Deployment& at = ports.self.at;
    AQ_TRY(step::approve(tx, ports, at.st_eth, call.to, at.st_eth_withdrawals, amount));
    const Bytes answer = AQ_TRY(ask_lido(
        tx, ports, call, abi_call(kRequestWithdrawals, std::vector<Amount>{amount}, call.to)));
    std::vector<u256> requests;
    AQ_REQUIRE(abi_decode(AbiReader(answer), requests));
    if (requests.empty()) return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
    return requests.front();
}

}  // namespace

Result<void> start_st_eth_rebalance(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    State& s = ports.self;
    AQ_TRY(only_rebalancer(s, call));
    const Address& token = s.at.st_eth;
    AQ_REQUIRE(!amount.is_zero() && amount <= AQ_TRY(available(tx, ports, token)),
               error::InvalidTokenAmount);
    const auto held = [&] { return erc20::balance_of(tx, ports.tokens, token, call.to, call.to); };
    const Amount before = AQ_TRY(held());
    const u256 request = AQ_TRY(request_withdrawal(tx, ports, call, amount));
    // What left, which for a rebasing token can be a wei off what was asked.
    const Amount left = AQ_TRY(checked_sub(before, AQ_TRY(held())));
    AQ_TRY(checked_add(*s.withdrawals.st_eth_pending, left));
    move::start_rebalance(tx.undo, s, request, left);
    tx.log(call.to, StETHRebalanceStarted{request, left});
    return {};
}

Result<void> complete_st_eth_rebalance(Tx& tx, Ports& ports, const Call& call, u256 request,
                                       u256 hint) {
    State& s = ports.self;
    AQ_TRY(only_rebalancer(s, call));
    const Amount pending = s.withdrawals.st_eth_pending_of[request];
    AQ_TRY(checked_sub(*s.withdrawals.st_eth_pending, pending));
    move::complete_rebalance(tx.undo, s, request);
    AQ_TRY(
        ask_lido(tx, ports, call,
                 abi_call(kClaimWithdrawals, std::vector<u256>{request}, std::vector<u256>{hint})));
    tx.log(call.to, StETHRebalanceCompleted{request, pending});
    return {};
}

Result<void> receive(Tx& tx, Ports& ports, const Call& call) {
    const State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.st_eth_withdrawals, error::TransferFailed);
    const Call to_queue = step::message(call.to, s.at.deposit_queue, call.value);
    AQ_TRY(step::attach_ether(tx, ports, to_queue));
    return deposit_queue::forward_full_withdrawal_eth(tx, ports, to_queue);
}

Result<void> update_withdraw_buffer_target(Tx& tx, Ports& ports, const Call& call,
                                           std::vector<TokenWithdrawBuffer> targets) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    AQ_REQUIRE(!targets.empty(), error::InvalidZeroInput);
    for (const auto& [asset, target] : targets) {
        AQ_REQUIRE(asset != kZeroAddress && !target.is_zero(), error::InvalidZeroInput);
        const Amount old = s.withdrawals.buffer_target[asset];
        move::set_buffer_target(tx.undo, s, asset, target);
        tx.log(call.to, WithdrawBufferTargetUpdated{old, target});
    }
    return {};
}

Result<void> update_cool_down_period(Tx& tx, Ports& ports, const Call& call, u256 seconds) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    AQ_REQUIRE(!seconds.is_zero(), error::InvalidZeroInput);
    const u256 old = *s.withdrawals.cool_down_period;
    move::set_cool_down_period(tx.undo, s, seconds);
    tx.log(call.to, CoolDownPeriodUpdated{old, seconds});
    return {};
}

Result<void> set_white_listed(Tx& tx, Ports& ports, const Call& call, std::vector<Address> accounts,
                              std::vector<bool> status) {
    AQ_TRY(only_admin(ports.self, call));
    AQ_REQUIRE(accounts.size() == status.size(), error::MismatchedArrayLengths);
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        move::set_whitelisted(tx.undo, ports.self, accounts[i], status[i]);
    }
    tx.log(call.to, WhitelistUpdated{std::move(accounts), std::move(status)});
    return {};
}

Result<void> pause(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(only_pauser(ports.self, call));
    AQ_REQUIRE(!*ports.self.withdrawals.paused, "Pausable: paused");
    move::set_queue_paused(tx.undo, ports.self, true);
    tx.log(call.to, Paused{call.sender});
    return {};
}

Result<void> unpause(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(only_pauser(ports.self, call));
    AQ_REQUIRE(*ports.self.withdrawals.paused, "Pausable: not paused");
    move::set_queue_paused(tx.undo, ports.self, false);
    tx.log(call.to, Unpaused{call.sender});
    return {};
}

}  // namespace aq::renzo::withdraw_queue
