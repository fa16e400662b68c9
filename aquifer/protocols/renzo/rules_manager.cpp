// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/rules_manager.hpp>

#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/renzo/errors.hpp>
#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/maths.hpp>
#include <aquifer/protocols/renzo/queries_access.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/queries_oracle.hpp>
#include <aquifer/protocols/renzo/queries_withdraw.hpp>
#include <aquifer/protocols/renzo/rules_access.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/steps.hpp>

#include <algorithm>

namespace aq::renzo::restake_manager {

namespace {

/// The notPaused modifier: Renzo's own pause or the risk oracle's.
Result<void> only_when_not_paused(Tx& tx, const Ports& ports, const Call& call) {
    AQ_REQUIRE(!*ports.self.manager.paused, error::ContractPaused);
    const bool at_risk = AQ_TRY(risk::is_paused(tx, ports, call.to, risk::Switch::kDeposit));
    AQ_REQUIRE(!at_risk, error::ContractPaused);
    return {};
}

/// The limit of a token is on what the delegators hold; what waits in the queue is not counted.
Result<void> only_below_limit(const State& s, const Tvls& tvls, std::uint32_t token_index,
                              Wei value) {
    const Address& token = s.manager.collateral_tokens.at(Only::kOne, token_index);
    const Wei& limit = s.manager.token_tvl_limit[token];
    if (limit.is_zero()) return {};
    const Wei held = AQ_TRY(tvls.column(token_index));
    AQ_REQUIRE(AQ_TRY(checked_add(held, value)) <= limit, error::MaxTokenTVLReached);
    return {};
}

/// ezETH for the value, at the rate before the deposit.
Result<Amount> mint_for(Tx& tx, Ports& ports, const Call& call, const Tvls& tvls, Wei value) {
    const Address& token = ports.self.at.ez_eth;
    const Amount supply = erc20::total_supply(ports.tokens.self, token);
    const Amount minted = AQ_TRY(mint_amount_down(tvls.total, value, supply));
    AQ_TRY(ez_eth::mint(tx, ports, step::message(call.to, token), call.sender, minted));
    return minted;
}

/// The buffer's part of a deposit, which goes to the WithdrawQueue. Returns it.
Result<Amount> fill_buffer(Tx& tx, Ports& ports, const Call& call, const Address& token,
                           Amount amount) {
    const Address& deposit_queue = ports.self.at.deposit_queue;
    const Amount deficit = AQ_TRY(withdraw_queue::withdraw_deficit(tx, ports, token));
    if (deficit.is_zero()) return Amount();
    const Amount part = std::min(amount, deficit);
    AQ_TRY(step::approve(tx, ports, token, call.to, deposit_queue, part));
    AQ_TRY(deposit_queue::fill_erc20_withdraw_buffer(
        tx, ports, step::message(call.to, deposit_queue), token, part));
    return part;
}

Result<void> give_to(Tx& tx, Ports& ports, const Call& call, const Address& delegator,
                     const Address& token, Amount amount) {
    AQ_TRY(step::approve(tx, ports, token, call.to, delegator, amount));
    AQ_TRY(
        operator_delegator::deposit(tx, ports, step::message(call.to, delegator), token, amount));
    return {};
}

}  // namespace

Result<void> deposit(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount) {
    return deposit_referred(tx, ports, call, token, amount, u256());
}

Result<void> deposit_referred(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount,
                              u256 referral_id) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_TRY(only_when_not_paused(tx, ports, call));
    const State& s = ports.self;
    const std::uint32_t index = AQ_TRY(collateral_index(s, token));
    const Tvls tvls = AQ_TRY(calculate_tvls(tx, ports));
    const Wei value = AQ_TRY(oracle::lookup_token_value(tx, ports, token, amount));
    AQ_TRY(only_below_limit(s, tvls, index, value));
    const Address delegator = AQ_TRY(choose_for_deposit(s, tvls));
    AQ_TRY(
        erc20::safe_transfer_from(tx, ports.tokens, token, call.to, call.sender, call.to, amount));
    const Amount rest = amount - AQ_TRY(fill_buffer(tx, ports, call, token, amount));
    if (!rest.is_zero()) AQ_TRY(give_to(tx, ports, call, delegator, token, rest));
    const Amount minted = AQ_TRY(mint_for(tx, ports, call, tvls, value));
    tx.log(call.to, Deposit{call.sender, token, rest, minted, referral_id});
    return {};
}

Result<void> deposit_eth(Tx& tx, Ports& ports, const Call& call) {
    return deposit_eth_referred(tx, ports, call, u256());
}

Result<void> deposit_eth_referred(Tx& tx, Ports& ports, const Call& call, u256 referral_id) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    AQ_TRY(only_when_not_paused(tx, ports, call));
    const Tvls tvls = AQ_TRY(calculate_tvls(tx, ports));
    const Call to_queue = step::message(call.to, ports.self.at.deposit_queue, call.value);
    AQ_TRY(step::attach_ether(tx, ports, to_queue));
    AQ_TRY(deposit_queue::deposit_eth_from_protocol(tx, ports, to_queue));
    const Amount minted = AQ_TRY(mint_for(tx, ports, call, tvls, call.value));
    tx.log(call.to,
           Deposit{call.sender, kZeroAddress, Amount(call.value.raw), minted, referral_id});
    return {};
}

Result<void> deposit_token_rewards_from_protocol(Tx& tx, Ports& ports, const Call& call,
                                                 Address token, Amount amount) {
    AQ_REQUIRE(call.sender == ports.self.at.deposit_queue, error::NotDepositQueue);
    const Tvls tvls = AQ_TRY(calculate_tvls(tx, ports));
    const Address delegator = AQ_TRY(choose_for_deposit(ports.self, tvls));
    AQ_TRY(
        erc20::safe_transfer_from(tx, ports.tokens, token, call.to, call.sender, call.to, amount));
    return give_to(tx, ports, call, delegator, token, amount);
}

Result<void> stake_eth_in_operator_delegator(Tx& tx, Ports& ports, const Call& call,
                                             Address delegator, Bytes pubkey, Bytes signature,
                                             Hash deposit_data_root) {
    const State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.deposit_queue, error::NotDepositQueue);
    const auto& delegators = s.manager.operator_delegators;
    AQ_REQUIRE(position(delegators, delegator) < delegators.size(Only::kOne), error::NotFound);
    const Call to_delegator = step::message(call.to, delegator, call.value);
    AQ_TRY(step::attach_ether(tx, ports, to_delegator));
    return operator_delegator::stake_eth(tx, ports, to_delegator, std::move(pubkey),
                                         std::move(signature), deposit_data_root);
}

}  // namespace aq::renzo::restake_manager
