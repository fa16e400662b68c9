// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/queries_delegator.hpp>

#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_strategy.hpp>
#include <aquifer/protocols/renzo/errors.hpp>

namespace aq::renzo::operator_delegator {

namespace {

/// A token's shares: `W + queued - delta`, checked from left to right.
Result<Shares> with_queued(Shares withdrawable, const Holding& holding) {
    const Shares all = AQ_TRY(checked_add(withdrawable, holding.queued));
    return AQ_TRY(checked_sub(all, holding.slashed_delta));
}

/// Native ether's: `W + (queued - delta)`.
Result<Shares> with_native_queued(Shares withdrawable, const Holding& holding) {
    const Shares queued = AQ_TRY(checked_sub(holding.queued, holding.slashed_delta));
    return AQ_TRY(checked_add(withdrawable, queued));
}

}  // namespace

const eigenlayer::Pod& pod_of(const Ports& ports, const Address& delegator) {
    const eigenlayer::Pods& pods = ports.eigenlayer.self.pods;
    return pods.rows[pods.owner_to_pod[delegator]];
}

Result<void> only_synchronised(const Ports& ports, const Address& delegator) {
    const std::uint64_t recorded = ports.self.delegators.rows[delegator].last_checkpoint;
    const std::uint64_t finished = pod_of(ports, delegator).last_checkpoint_timestamp;
    AQ_REQUIRE(finished == 0 || recorded == 0 || finished <= recorded,
               error::CheckpointNotRecorded);
    return {};
}

Result<Shares> withdrawable_shares(const Ports& ports, const Address& delegator,
                                   const Address& strategy) {
    namespace delegation_manager = eigenlayer::delegation_manager;
    const eigenlayer::State& s = ports.eigenlayer.self;
    return eigenlayer::withdrawable_down(
        delegation_manager::deposit_shares(s, delegator, strategy),
        delegation_manager::deposit_scaling_factor(s, delegator, strategy),
        delegation_manager::slashing_factor(s, delegation_manager::delegated(s, delegator),
                                            strategy));
}

Result<Amount> token_balance_from_strategy(Tx& tx, const Ports& ports, const Address& delegator,
                                           const Address& token) {
    const Holding& holding = ports.self.delegators.holdings[HoldingKey(delegator, token)];
    const Shares withdrawable = AQ_TRY(withdrawable_shares(ports, delegator, holding.strategy));
    const Shares shares = AQ_TRY(with_queued(withdrawable, holding));
    return eigenlayer::strategy::shares_to_underlying_down(tx, ports.eigenlayer, holding.strategy,
                                                           shares);
}

Result<Wei> pod_delta(const Ports& ports, const Address& delegator) {
    const Delegator& row = ports.self.delegators.rows[delegator];
    const Wei restaked(
        AQ_TRY(checked_mul(u256(pod_of(ports, delegator).restaked_execution_layer.raw), kGwei)));
    const Wei executed = AQ_TRY(checked_sub(restaked, row.avs_eth_slashed));
    if (executed <= row.beacon_chain_exit_balance) return Wei();
    return executed - row.beacon_chain_exit_balance;
}

Result<Wei> staked_eth_balance(const Ports& ports, const Address& delegator) {
    AQ_TRY(only_synchronised(ports, delegator));
    const State& s = ports.self;
    const Shares withdrawable =
        AQ_TRY(withdrawable_shares(ports, delegator, eigenlayer::kBeaconChainStrategy));
    const Holding& holding = s.delegators.holdings[HoldingKey(delegator, kNative)];
    const Wei in_eigenlayer(AQ_TRY(with_native_queued(withdrawable, holding)).raw);
    const Wei staked =
        AQ_TRY(checked_add(in_eigenlayer, s.delegators.rows[delegator].staked_but_not_verified));
    return AQ_TRY(checked_sub(staked, AQ_TRY(pod_delta(ports, delegator))));
}

Address token_of_strategy(const Ports& ports, const Address& strategy) {
    if (strategy == eigenlayer::kBeaconChainStrategy) return kNative;
    return ports.eigenlayer.self.strategies.rows[strategy].underlying_token;
}

}  // namespace aq::renzo::operator_delegator
