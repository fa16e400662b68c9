// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/rules_delegator.hpp>

#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/steps.hpp>
#include <aquifer/protocols/renzo/steps_delegator.hpp>

#include <algorithm>

namespace aq::renzo::operator_delegator {

namespace {

Result<void> only_restake_manager(const State& s, const Call& call) {
    AQ_REQUIRE(call.sender == s.at.restake_manager, error::NotRestakeManager);
    return {};
}

/// A token's strategy holds that token and takes deposits.
Result<void> only_valid_strategy(const Ports& ports, const Address& token,
                                 const Address& strategy) {
    const eigenlayer::State& s = ports.eigenlayer.self;
    if (strategy == kZeroAddress) return {};
    const eigenlayer::Strategy& row = s.strategies.rows[strategy];
    AQ_REQUIRE(row.kind != eigenlayer::StrategyKind::kNone);
    AQ_REQUIRE(row.underlying_token == token, error::InvalidStrategy);
    AQ_REQUIRE(s.strategy_manager.is_whitelisted[strategy], error::InvalidStrategy);
    return {};
}

/// Ether on its way to a validator counts until the pod does: at most 32 a validator, and nothing
/// for a validator that the pod knows already.
Result<void> track_stake(Tx& tx, Ports& ports, const Call& call, const Bytes& pubkey) {
    namespace eigen_pod = eigenlayer::eigen_pod;
    const eigenlayer::State& eigen = ports.eigenlayer.self;
    State& s = ports.self;
    const Hash hash = AQ_TRY(eigen_pod::pubkey_hash(pubkey));
    const Address& pod = eigen.pods.owner_to_pod[call.to];
    if (eigen_pod::validator(eigen, pod, hash).status != eigenlayer::ValidatorStatus::kInactive) {
        return {};
    }
    const ValidatorKey key(call.to, hash);
    const Wei tracked = s.delegators.validator_not_verified[key];
    const Wei room = AQ_TRY(checked_sub(kMaxNotVerified, tracked));
    move::track_stake(tx.undo, s, {call.to, hash}, std::min(call.value, room));
    return {};
}

}  // namespace

Result<void> set_delegate_address(Tx& tx, Ports& ports, const Call& call, Address delegate,
                                  eigenlayer::SignatureWithExpiry approver_signature,
                                  Hash approver_salt) {
    namespace delegation_manager = eigenlayer::delegation_manager;
    AQ_TRY(only_admin(ports.self, call));
    AQ_REQUIRE(delegate != kZeroAddress, error::InvalidZeroInput);
    const eigenlayer::State& eigen = ports.eigenlayer.self;
    AQ_REQUIRE(!delegation_manager::is_delegated(eigen, call.to), error::DelegateAddressAlreadySet);
    move::set_delegate_address(tx.undo, ports.self, call.to, delegate);
    AQ_TRY(delegation_manager::delegate_to(tx, ports.eigenlayer,
                                           step::message(call.to, eigen.at.delegation_manager),
                                           delegate, std::move(approver_signature), approver_salt));
    tx.log(call.to, DelegationAddressUpdated{delegate});
    return {};
}

Result<void> set_token_strategy(Tx& tx, Ports& ports, const Call& call, Address token,
                                Address strategy) {
    State& s = ports.self;
    AQ_TRY(only_admin(s, call));
    AQ_REQUIRE(token != kZeroAddress, error::InvalidZeroInput);
    AQ_TRY(only_valid_strategy(ports, token, strategy));
    const Holding& holding = s.delegators.holdings[HoldingKey(call.to, token)];
    if (holding.strategy != kZeroAddress) {
        const auto deposited = eigenlayer::delegation_manager::deposit_shares(
            ports.eigenlayer.self, call.to, holding.strategy);
        AQ_REQUIRE(deposited.is_zero() && holding.queued.is_zero(),
                   error::NonZeroUnderlyingStrategyExist);
    }
    move::set_token_strategy(tx.undo, s, call.to, token, strategy);
    tx.log(call.to, TokenStrategyUpdated{token, strategy});
    return {};
}

Result<Shares> deposit_into_strategy(Tx& tx, Ports& ports, const Address& delegator,
                                     const Address& token, Amount amount) {
    const Address strategy = ports.self.delegators.holdings[HoldingKey(delegator, token)].strategy;
    AQ_REQUIRE(strategy != kZeroAddress && !amount.is_zero(), error::InvalidZeroInput);
    const Address& manager = ports.eigenlayer.self.at.strategy_manager;
    AQ_TRY(step::approve(tx, ports, token, delegator, manager, amount));
    return eigenlayer::strategy_manager::deposit_into_strategy(
        tx, ports.eigenlayer, step::message(delegator, manager), strategy, token, amount);
}

Result<Shares> deposit(Tx& tx, Ports& ports, const Call& call, Address token, Amount amount) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), step::kReentrantCall);
    const State& s = ports.self;
    AQ_TRY(only_restake_manager(s, call));
    const Address& strategy = s.delegators.holdings[HoldingKey(call.to, token)].strategy;
    AQ_REQUIRE(strategy != kZeroAddress && !amount.is_zero(), error::InvalidZeroInput);
    AQ_TRY(
        erc20::safe_transfer_from(tx, ports.tokens, token, call.to, call.sender, call.to, amount));
    return deposit_into_strategy(tx, ports, call.to, token, amount);
}

Result<void> stake_eth(Tx& tx, Ports& ports, const Call& call, Bytes pubkey, Bytes signature,
                       Hash deposit_data_root) {
    AQ_TRY(only_restake_manager(ports.self, call));
    AQ_TRY(track_stake(tx, ports, call, pubkey));
    const Call to_pods =
        step::message(call.to, ports.eigenlayer.self.at.eigen_pod_manager, call.value);
    AQ_TRY(step::attach_ether(tx, ports, to_pods));
    return eigenlayer::eigen_pod_manager::stake(tx, ports.eigenlayer, to_pods, std::move(pubkey),
                                                std::move(signature), deposit_data_root);
}

}  // namespace aq::renzo::operator_delegator
