// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_access.hpp>
#include <aquifer/protocols/eigenlayer/events_pods.hpp>
#include <aquifer/protocols/eigenlayer/events_strategy.hpp>
#include <aquifer/protocols/eigenlayer/moves_pods.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>

namespace aq::eigenlayer::eigen_pod_manager {

namespace {

/// The version that `initialize` leaves in a new pod.
constexpr std::uint8_t kPodInitialized = 1;

/// EigenPodManager._deployPod, and what the new proxy and the pod in it log.
Result<Address> deploy_pod(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    const Address& owner = call.sender;
    const Address pod = pod_of(s, owner);
    aq::move::deploy(tx.undo, ports.accounts, pod, s.at.pod_code);
    tx.log(pod, BeaconUpgraded{s.at.eigen_pod_beacon});
    // EigenPod.initialize
    AQ_REQUIRE(owner != kZeroAddress, error::InputAddressZero);
    move::create_pod(tx.undo, s, owner, pod);
    tx.log(pod, Initialized{kPodInitialized});
    tx.log(call.to, PodDeployed{pod, owner});
    return pod;
}

/// Shares before an addition and shares added, as the DelegationManager is told.
using Added = std::tuple<DepositShares, Shares>;

/// EigenPodManager._addShares.
Result<Added> add(Tx& tx, Ports& ports, const Call& call, const Address& staker,
                  const Shares& shares) {
    State& s = ports.self;
    const i256 delta{shares.raw};
    AQ_REQUIRE(staker != kZeroAddress, error::InputAddressZero);
    AQ_REQUIRE(!delta.is_negative(), error::SharesNegative);
    const DepositShares previous = staker_deposit_shares(s, staker);
    // Two numbers below 2^255 do not leave 256 bits, but may leave int256.
    const DepositShares updated = previous + DepositShares(shares.raw);
    AQ_REQUIRE(!i256{updated.raw}.is_negative(), Arithmetic::kOverflow);
    move::set_pod_owner_deposit_shares(tx.undo, s, staker, updated);
    tx.log(call.to, PodSharesUpdated{staker, delta});
    tx.log(call.to, NewTotalShares{staker, i256::positive(updated.raw)});
    // Nothing added to nothing is reported as (0, 0) too.
    return Added(previous, shares);
}

/// EigenPodManager._reduceSlashingFactor. Returns by how much the factor fell.
Result<Magnitude> reduce_slashing_factor(Tx& tx, Ports& ports, const Call& call,
                                         const Address& owner, const Wei& prev_restaked,
                                         const Wei& decrease) {
    State& s = ports.self;
    const Wei restaked = AQ_TRY(checked_sub(prev_restaked, decrease));
    const Magnitude previous = slashing_factor(s, owner);
    // What remains is not more than what was, so neither is the factor, and it fits 64 bits.
    const Magnitude next(
        AQ_TRY(mul_div_down(u256(previous.raw), restaked.raw, prev_restaked.raw)).truncate_u64());
    move::set_beacon_chain_slashing_factor(tx.undo, s, owner, next);
    tx.log(call.to, BeaconChainSlashingFactorDecreased{owner, previous, next});
    return previous - next;
}

/// Only the DelegationManager, for native ether, and not from within.
Result<void> only_for_native_ether(const State& s, const Call& call, const ReentrancyGuard& guard,
                                   const Address& strategy) {
    AQ_REQUIRE(call.sender == s.at.delegation_manager, error::OnlyDelegationManager);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(strategy == kBeaconChainStrategy, error::InvalidStrategy);
    return {};
}

}  // namespace

Result<Address> create_pod(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedNewPods));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(!has_pod(ports.self, call.sender), error::EigenPodAlreadyExists);
    return deploy_pod(tx, ports, call);
}

Result<void> stake(Tx& tx, Ports& ports, const Call& call, Bytes pubkey, Bytes signature,
                   Hash deposit_data_root) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedNewPods));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    if (!has_pod(ports.self, call.sender)) AQ_TRY(deploy_pod(tx, ports, call));
    const Address pod = pod_of(ports.self, call.sender);
    aq::move::transfer_ether(tx.undo, ports.accounts, call.to, pod, call.value);
    const Call to_pod{.sender = call.to, .to = pod, .value = call.value, .selector = Selector()};
    return eigen_pod::stake(tx, ports, to_pod, std::move(pubkey), std::move(signature),
                            deposit_data_root);
}

Result<void> record_beacon_chain_eth_balance_update(Tx& tx, Ports& ports, const Call& call,
                                                    Address owner, Wei prev_restaked, i256 delta) {
    const State& s = ports.self;
    AQ_REQUIRE(s.pods.owner_to_pod[owner] == call.sender, error::OnlyEigenPod);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(owner != kZeroAddress, error::InputAddressZero);
    AQ_REQUIRE(AQ_TRY(rem(delta.magnitude(), kGwei)).is_zero(), error::SharesNotMultipleOfGwei);
    // Deficits from before slashing do not exist here (README, "Not modelled").
    AQ_ASSERT(!s.pods.deposit_shares[owner].is_negative());
    const DepositShares current = staker_deposit_shares(s, owner);
    const Call to_delegation{
        .sender = call.to, .to = s.at.delegation_manager, .value = Wei(), .selector = Selector()};
    if (delta.is_negative()) {
        const Magnitude fall = AQ_TRY(
            reduce_slashing_factor(tx, ports, call, owner, prev_restaked, Wei(delta.magnitude())));
        return delegation_manager::decrease_delegated_shares(tx, ports, to_delegation, owner,
                                                             current, fall);
    }
    if (delta == i256()) return {};
    const auto [previous, added] = AQ_TRY(add(tx, ports, call, owner, Shares(delta.magnitude())));
    return delegation_manager::increase_delegated_shares(tx, ports, to_delegation, owner,
                                                         kBeaconChainStrategy, previous, added);
}

/// EigenPodManager.removeDepositShares. Nothing may be taken from nothing: it is not refused.
Result<DepositShares> remove_deposit_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                            Address strategy, DepositShares shares) {
    State& s = ports.self;
    const ReentrancyGuard guard(tx, call.to);
    AQ_TRY(only_for_native_ether(s, call, guard, strategy));
    AQ_REQUIRE(!i256{shares.raw}.is_negative(), "SafeCast: value doesn't fit in an int256");
    const DepositShares current = staker_deposit_shares(s, staker);
    AQ_REQUIRE(shares <= current, error::SharesNegative);
    const DepositShares updated = current - shares;
    move::set_pod_owner_deposit_shares(tx.undo, s, staker, updated);
    tx.log(call.to, NewTotalShares{staker, i256::positive(updated.raw)});
    return updated;
}

/// EigenPodManager.addShares.
Result<std::tuple<DepositShares, Shares>> add_shares(Tx& tx, Ports& ports, const Call& call,
                                                     Address staker, Address strategy,
                                                     Shares shares) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_TRY(only_for_native_ether(ports.self, call, guard, strategy));
    return add(tx, ports, call, staker, shares);
}

/// EigenPodManager.withdrawSharesAsTokens: the staker's pod pays the staker.
Result<void> withdraw_shares_as_tokens(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       Address strategy, Address /*token*/, Shares shares) {
    const State& s = ports.self;
    const ReentrancyGuard guard(tx, call.to);
    AQ_TRY(only_for_native_ether(s, call, guard, strategy));
    AQ_REQUIRE(staker != kZeroAddress, error::InputAddressZero);
    AQ_REQUIRE(!shares.is_zero() && !i256{shares.raw}.is_negative(), error::SharesNegative);
    const Address pod = s.pods.owner_to_pod[staker];
    // A call to the address zero, where no code is.
    AQ_REQUIRE(pod != kZeroAddress);
    const Call to_pod{.sender = call.to, .to = pod, .value = Wei(), .selector = Selector()};
    return eigen_pod::withdraw_restaked_beacon_chain_eth(tx, ports, to_pod, staker,
                                                         Wei(shares.raw));
}

/// EigenPodManager.increaseBurnOrRedistributableShares. Nothing ever burns what is noted here, and
/// the strategy is not asked for.
Result<void> increase_burn_or_redistributable_shares(Tx& tx, Ports& ports, const Call& call,
                                                     OperatorSet /*set*/, u256 /*slash_id*/,
                                                     Address /*strategy*/, Shares shares) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.delegation_manager, error::OnlyDelegationManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_TRY(checked_add(*s.pods.burnable, shares));
    move::add_burnable_eth_shares(tx.undo, s, shares);
    tx.log(call.to, BurnableETHSharesIncreased{shares});
    return {};
}

Result<void> set_proof_timestamp_setter(Tx& tx, Ports& ports, const Call& call, Address setter) {
    AQ_TRY(only_owner(ports.self, call));
    move::set_proof_timestamp_setter(tx.undo, ports.self, setter);
    tx.log(call.to, ProofTimestampSetterSet{setter});
    return {};
}

Result<void> set_pectra_fork_timestamp(Tx& tx, Ports& ports, const Call& call,
                                       std::uint64_t timestamp) {
    AQ_REQUIRE(call.sender == *ports.self.pods.proof_timestamp_setter,
               error::OnlyProofTimestampSetter);
    move::set_pectra_fork_timestamp(tx.undo, ports.self, timestamp);
    tx.log(call.to, PectraForkTimestampSet{timestamp});
    return {};
}

}  // namespace aq::eigenlayer::eigen_pod_manager
