// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/roles.hpp>
#include <aquifer/protocols/renzo/rules_manager.hpp>
#include <aquifer/protocols/renzo/rules_withdraw.hpp>
#include <aquifer/protocols/renzo/steps.hpp>

#include <algorithm>

namespace aq::renzo::deposit_queue {

namespace {

Result<void> only_admin(const State& s, const Call& call) {
    return only_role(s, call, role::kRestakeManagerAdmin, error::NotRestakeManagerAdmin);
}

/// The WithdrawQueue and RestakeManager that are set. Any other address than this deployment's does
/// not answer as one.
Result<Address> withdraw_queue_of(const State& s) {
    AQ_REQUIRE(*s.deposits.withdraw_queue == s.at.withdraw_queue);
    return s.at.withdraw_queue;
}
Result<Address> restake_manager_of(const State& s) {
    AQ_REQUIRE(*s.deposits.restake_manager == s.at.restake_manager);
    return s.at.restake_manager;
}

/// DepositQueue._checkAndFillETHWithdrawBuffer: the rest of the ether stays here.
Result<void> fill_buffer(Tx& tx, Ports& ports, const Call& call, Wei amount) {
    const Address queue = AQ_TRY(withdraw_queue_of(ports.self));
    const Amount deficit = AQ_TRY(withdraw_queue::withdraw_deficit(tx, ports, kNative));
    if (deficit.is_zero()) return {};
    const Wei part = std::min(amount, Wei(deficit.raw));
    const Call to_queue = step::message(call.to, queue, part);
    AQ_TRY(step::attach_ether(tx, ports, to_queue));
    AQ_TRY(withdraw_queue::fill_eth_withdraw_buffer(tx, ports, to_queue));
    tx.log(call.to, BufferFilled{kNative, Amount(part.raw)});
    return {};
}

/// The protocol's part of a reward.
Result<Amount> fee_on(const DepositQueue& s, Amount reward) {
    if (*s.fee_address == kZeroAddress || s.fee_bps->is_zero()) return Amount();
    return Amount(AQ_TRY(bps_down(reward.raw, *s.fee_bps)));
}

/// Whether a fee is taken at all: a fee of nothing is still logged.
bool takes_fee(const DepositQueue& s) {
    return *s.fee_address != kZeroAddress && !s.fee_bps->is_zero();
}

/// One validator: 32 ether through the RestakeManager to its delegator.
Result<void> stake(Tx& tx, Ports& ports, const Call& call, const Address& delegator,
                   const Bytes& pubkey, const Bytes& signature, const Hash& deposit_data_root) {
    const Call to_manager =
        step::message(call.to, AQ_TRY(restake_manager_of(ports.self)), kValidatorDeposit);
    AQ_TRY(step::attach_ether(tx, ports, to_manager));
    AQ_TRY(restake_manager::stake_eth_in_operator_delegator(tx, ports, to_manager, delegator,
                                                            pubkey, signature, deposit_data_root));
    tx.log(call.to,
           ETHStakedFromQueue{delegator, pubkey, kValidatorDeposit, ports.accounts.ether[call.to]});
    return {};
}

/// DepositQueue._refundGas, of gas that costs nothing here.
void refund_gas(Tx& tx, const Call& call) {
    tx.log(call.to, GasRefunded{call.sender, Wei()});
}

}  // namespace

Result<void> deposit_eth_from_protocol(Tx& tx, Ports& ports, const Call& call) {
    AQ_REQUIRE(call.sender == *ports.self.deposits.restake_manager, error::NotRestakeManager);
    AQ_TRY(fill_buffer(tx, ports, call, call.value));
    tx.log(call.to, ETHDepositedFromProtocol{call.value});
    return {};
}

Result<void> forward_full_withdrawal_eth(Tx& tx, Ports& ports, const Call& call) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_TRY(fill_buffer(tx, ports, call, call.value));
    tx.log(call.to, FullWithdrawalETHReceived{call.value});
    return {};
}

Result<void> receive(Tx& tx, Ports& ports, const Call& call) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    const DepositQueue& s = ports.self.deposits;
    const Amount reward(call.value.raw);
    const Amount fee = AQ_TRY(fee_on(s, reward));
    if (takes_fee(s)) {
        AQ_TRY(step::send_ether(tx, ports, call.to, *s.fee_address, Wei(fee.raw)));
        tx.log(call.to, ProtocolFeesPaid{kZeroAddress, fee, *s.fee_address});
    }
    const Amount rest = reward - fee;
    AQ_TRY(fill_buffer(tx, ports, call, Wei(rest.raw)));
    tx.log(call.to, RewardsDeposited{kZeroAddress, rest});
    return {};
}

Result<void> stake_eth_from_queue(Tx& tx, Ports& ports, const Call& call, Address delegator,
                                  Bytes pubkey, Bytes signature, Hash deposit_data_root) {
    AQ_TRY(
        only_role(ports.self, call, role::kNativeEthRestakeAdmin, error::NotNativeEthRestakeAdmin));
    AQ_TRY(stake(tx, ports, call, delegator, pubkey, signature, deposit_data_root));
    refund_gas(tx, call);
    return {};
}

Result<void> stake_eth_from_queue_multi(Tx& tx, Ports& ports, const Call& call,
                                        std::vector<Address> delegators, std::vector<Bytes> pubkeys,
                                        std::vector<Bytes> signatures,
                                        std::vector<Hash> deposit_data_roots) {
    AQ_TRY(
        only_role(ports.self, call, role::kNativeEthRestakeAdmin, error::NotNativeEthRestakeAdmin));
    const std::size_t n = delegators.size();
    AQ_REQUIRE(pubkeys.size() == n && signatures.size() == n && deposit_data_roots.size() == n,
               error::MismatchedArrayLengths);
    for (std::size_t i = 0; i < n; ++i) {
        AQ_TRY(stake(tx, ports, call, delegators[i], pubkeys[i], signatures[i],
                     deposit_data_roots[i]));
    }
    refund_gas(tx, call);
    return {};
}

Result<void> fill_erc20_withdraw_buffer(Tx& tx, Ports& ports, const Call& call, Address token,
                                        Amount amount) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_REQUIRE(token != kZeroAddress && !amount.is_zero(), error::InvalidZeroInput);
    AQ_TRY(
        erc20::safe_transfer_from(tx, ports.tokens, token, call.to, call.sender, call.to, amount));
    const Address queue = AQ_TRY(withdraw_queue_of(ports.self));
    AQ_TRY(step::approve(tx, ports, token, call.to, queue, amount));
    return withdraw_queue::fill_erc20_withdraw_buffer(tx, ports, step::message(call.to, queue),
                                                      token, amount);
}

Result<void> sweep_erc20(Tx& tx, Ports& ports, const Call& call, Address token) {
    const DepositQueue& s = ports.self.deposits;
    AQ_TRY(only_role(ports.self, call, role::kErc20RewardAdmin, error::NotERC20RewardsAdmin));
    const Amount reward = AQ_TRY(erc20::balance_of(tx, ports.tokens, token, call.to, call.to));
    if (reward.is_zero()) return {};
    const Amount fee = AQ_TRY(fee_on(s, reward));
    if (takes_fee(s)) {
        AQ_TRY(erc20::safe_transfer(tx, ports.tokens, token, call.to, *s.fee_address, fee));
        tx.log(call.to, ProtocolFeesPaid{token, fee, *s.fee_address});
    }
    const Amount rest = reward - fee;
    const Address manager = AQ_TRY(restake_manager_of(ports.self));
    AQ_TRY(step::approve(tx, ports, token, call.to, manager, rest));
    AQ_TRY(restake_manager::deposit_token_rewards_from_protocol(
        tx, ports, step::message(call.to, manager), token, rest));
    tx.log(call.to, RewardsDeposited{token, rest});
    return {};
}

Result<void> set_fee_config(Tx& tx, Ports& ports, const Call& call, Address fee_address,
                            u256 fee_bps) {
    AQ_TRY(only_admin(ports.self, call));
    AQ_REQUIRE(fee_bps.is_zero() || fee_address != kZeroAddress, error::InvalidZeroInput);
    AQ_REQUIRE(fee_bps <= kBasisPoints, error::OverMaxBasisPoints);
    move::set_fee_config(tx.undo, ports.self, fee_address, fee_bps);
    tx.log(call.to, FeeConfigUpdated{fee_address, fee_bps});
    return {};
}

Result<void> set_restake_manager(Tx& tx, Ports& ports, const Call& call, Address manager) {
    AQ_TRY(only_admin(ports.self, call));
    AQ_REQUIRE(manager != kZeroAddress, error::InvalidZeroInput);
    move::set_restake_manager(tx.undo, ports.self, manager);
    tx.log(call.to, RestakeManagerUpdated{manager});
    return {};
}

Result<void> set_withdraw_queue(Tx& tx, Ports& ports, const Call& call, Address queue) {
    AQ_TRY(only_admin(ports.self, call));
    AQ_REQUIRE(queue != kZeroAddress, error::InvalidZeroInput);
    const Address old = *ports.self.deposits.withdraw_queue;
    move::set_withdraw_queue(tx.undo, ports.self, queue);
    tx.log(call.to, WithdrawQueueUpdated{old, queue});
    return {};
}

}  // namespace aq::renzo::deposit_queue
