// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_delegation.hpp>

#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_delegation.hpp>
#include <aquifer/protocols/eigenlayer/maths.hpp>
#include <aquifer/protocols/eigenlayer/moves_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/rules_allocation.hpp>
#include <aquifer/protocols/eigenlayer/signatures.hpp>
#include <aquifer/protocols/eigenlayer/steps_delegation.hpp>

namespace aq::eigenlayer::delegation_manager {

namespace {

void set_delegation_approver(Tx& tx, Ports& ports, const Call& call, const Address& operator_at,
                             const Address& approver) {
    move::set_delegation_approver(tx.undo, ports.self.delegation, operator_at, approver);
    tx.log(call.to, DelegationApproverUpdated{operator_at, approver});
}

/// Slashing of the operator so far is forgiven: the scaling factor takes it up. Slashing on the
/// beacon chain is not, so fewer shares than were deposited may join.
Result<void> delegate_strategy(Tx& tx, Ports& ports, const Call& call, const Delegated& who,
                               const Address& strategy) {
    const State& s = ports.self;
    const DepositShares deposited = deposit_shares(s, who.staker, strategy);
    Shares withdrawable(deposited.raw);
    if (strategy == kBeaconChainStrategy) {
        const Magnitude beacon = eigen_pod_manager::slashing_factor(s, who.staker);
        withdrawable = AQ_TRY(withdrawable_down(
            deposited, deposit_scaling_factor(s, who.staker, strategy), Factor(u256(beacon.raw))));
    }
    const Magnitude now = allocation_manager::max_magnitude(s, who.operator_at, strategy);
    return increase_delegation(tx, ports, call, who,
                               {strategy, DepositShares(), withdrawable, Factor(u256(now.raw))});
}

/// DelegationManager._delegate. Nothing here changes what is deposited, so it is read as it goes.
Result<void> delegate(Tx& tx, Ports& ports, const Call& call, const Delegated& who) {
    const State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, call.to, kPausedNewDelegation));
    move::set_delegated_to(tx.undo, ports.self.delegation, who.staker, who.operator_at);
    tx.log(call.to, StakerDelegated{who.staker, who.operator_at});
    const auto& strategies = s.strategy_manager.staker_strategies;
    for (std::uint32_t i = 0; i < strategies.size(who.staker); ++i) {
        AQ_TRY(delegate_strategy(tx, ports, call, who, strategies.at(who.staker, i)));
    }
    if (!eigen_pod_manager::staker_deposit_shares(s, who.staker).is_zero()) {
        AQ_TRY(delegate_strategy(tx, ports, call, who, kBeaconChainStrategy));
    }
    return {};
}

/// DelegationManager._checkApproverSignature.
Result<void> check_approver_signature(Tx& tx, Ports& ports, const Delegated& who,
                                      const SignatureWithExpiry& given, const Hash& salt) {
    const State& s = ports.self;
    const Address approver = s.delegation.delegation_approver[who.operator_at];
    if (approver == kZeroAddress) return {};
    const bool spent = s.delegation.salt_spent[Key<Address, Hash>(approver, salt)];
    AQ_REQUIRE(!spent, error::SaltSpent);
    move::spend_salt(tx.undo, ports.self.delegation, approver, salt);
    const Hash digest = delegation_approval_digest(
        s, tx.block, {approver, who.staker, who.operator_at, salt, given.expiry});
    return check_signature(tx.block, approver, digest, given.signature, given.expiry);
}

/// DelegationManager._undelegate. The list of strategies shrinks under it, so it works on a copy.
Result<std::vector<Hash>> undelegate_and_queue(Tx& tx, Ports& ports, const Call& call,
                                               const Delegated& who) {
    AQ_TRY(only_when_not_paused(ports.self, call.to, kPausedEnterWithdrawalQueue));
    move::set_delegated_to(tx.undo, ports.self.delegation, who.staker, kZeroAddress);
    tx.log(call.to, StakerUndelegated{who.staker, who.operator_at});

    const auto [strategies, deposits] = get_deposited_shares(ports.self, who.staker);
    std::vector<Hash> roots;
    roots.reserve(strategies.size());
    for (std::size_t i = 0; i < strategies.size(); ++i) {
        roots.push_back(AQ_TRY(remove_shares_and_queue_withdrawal(
            tx, ports, call, who, {strategies[i]}, std::span(deposits).subspan(i, 1))));
    }
    return roots;
}

}  // namespace

Result<void> register_as_operator(Tx& tx, Ports& ports, const Call& call, Address approver,
                                  std::uint32_t allocation_delay, std::string metadata_uri) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(!is_delegated(ports.self, call.sender), error::ActivelyDelegated);
    const Call to_allocations{
        .sender = call.to, .to = ports.self.at.allocation_manager, .value = {}, .selector = {}};
    AQ_TRY(allocation_manager::set_allocation_delay(tx, ports, to_allocations, call.sender,
                                                    allocation_delay));
    set_delegation_approver(tx, ports, call, call.sender, approver);
    AQ_TRY(delegate(tx, ports, call, {call.sender, call.sender}));
    tx.log(call.to, OperatorRegistered{call.sender, approver});
    tx.log(call.to, OperatorMetadataURIUpdated{call.sender, std::move(metadata_uri)});
    return {};
}

Result<void> modify_operator_details(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                     Address approver) {
    AQ_REQUIRE(permission_controller::may_act_for(ports.self, call, operator_at),
               error::InvalidPermissions);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(is_operator(ports.self, operator_at), error::OperatorNotRegistered);
    set_delegation_approver(tx, ports, call, operator_at, approver);
    return {};
}

Result<void> update_operator_metadata_uri(Tx& tx, Ports& ports, const Call& call,
                                          Address operator_at, std::string metadata_uri) {
    AQ_REQUIRE(permission_controller::may_act_for(ports.self, call, operator_at),
               error::InvalidPermissions);
    AQ_REQUIRE(is_operator(ports.self, operator_at), error::OperatorNotRegistered);
    tx.log(call.to, OperatorMetadataURIUpdated{operator_at, std::move(metadata_uri)});
    return {};
}

Result<void> delegate_to(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                         SignatureWithExpiry approver_signature, Hash approver_salt) {
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(!is_delegated(ports.self, call.sender), error::ActivelyDelegated);
    AQ_REQUIRE(is_operator(ports.self, operator_at), error::OperatorNotRegistered);
    const Delegated who{call.sender, operator_at};
    AQ_TRY(check_approver_signature(tx, ports, who, approver_signature, approver_salt));
    return delegate(tx, ports, call, who);
}

Result<std::vector<Hash>> undelegate(Tx& tx, Ports& ports, const Call& call, Address staker) {
    const State& s = ports.self;
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    AQ_REQUIRE(is_delegated(s, staker), error::NotActivelyDelegated);
    AQ_REQUIRE(!is_operator(s, staker), error::OperatorsCannotUndelegate);
    const Delegated who = delegated(s, staker);
    if (call.sender != staker) {
        AQ_REQUIRE(permission_controller::may_act_for(s, call, who.operator_at) ||
                       call.sender == s.delegation.delegation_approver[who.operator_at],
                   error::CallerCannotUndelegate);
        tx.log(call.to, StakerForceUndelegated{staker, who.operator_at});
    }
    return undelegate_and_queue(tx, ports, call, who);
}

Result<std::vector<Hash>> redelegate(Tx& tx, Ports& ports, const Call& call, Address new_operator,
                                     SignatureWithExpiry approver_signature, Hash approver_salt) {
    std::vector<Hash> roots = AQ_TRY(undelegate(tx, ports, call, call.sender));
    AQ_TRY(
        delegate_to(tx, ports, call, new_operator, std::move(approver_signature), approver_salt));
    return roots;
}

Result<void> increase_delegated_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       Address strategy, DepositShares previous, Shares added) {
    const State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.strategy_manager || call.sender == s.at.eigen_pod_manager,
               error::OnlyStrategyManagerOrEigenPodManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    // Also without an operator: the scaling factor must follow.
    const Delegated who = delegated(s, staker);
    return increase_delegation(tx, ports, call, who,
                               {strategy, previous, added, slashing_factor(s, who, strategy)});
}

Result<void> decrease_delegated_shares(Tx& tx, Ports& ports, const Call& call, Address staker,
                                       DepositShares current, Magnitude factor_fall) {
    const State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.eigen_pod_manager, error::OnlyEigenPodManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const Delegated who = delegated(s, staker);
    if (who.operator_at == kZeroAddress) return {};
    const Magnitude now =
        allocation_manager::max_magnitude(s, who.operator_at, kBeaconChainStrategy);
    const Factor lost(AQ_TRY(mul_wad_down(u256(now.raw), u256(factor_fall.raw))));
    const Shares shares = AQ_TRY(
        withdrawable_down(current, deposit_scaling_factor(s, staker, kBeaconChainStrategy), lost));
    return decrease_delegation(tx, ports, call, who, kBeaconChainStrategy, shares);
}

Result<Shares> slash_operator_shares(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                     OperatorSet set, u256 slash_id, Address strategy,
                                     Magnitude previous, Magnitude next) {
    const State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.allocation_manager, error::OnlyAllocationManager);
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    const StrategyKey of(operator_at, strategy);
    const Shares held = AQ_TRY(slashed_down(s.delegation.operator_shares[of], previous, next));
    const Shares queued = AQ_TRY(slashed_in_queue_down(s, tx.block, of, {previous, next}));
    const Shares total = AQ_TRY(checked_add(held, queued));
    // A slash has no staker: the log names the zero address.
    AQ_TRY(decrease_delegation(tx, ports, call, {kZeroAddress, operator_at}, strategy, held));
    tx.log(call.to, OperatorSharesSlashed{operator_at, strategy, total});
    const ShareManager& manager = share_manager(strategy);
    AQ_TRY(manager.increase_burn_or_redistributable_shares(tx, ports, manager.from(call, ports),
                                                           set, slash_id, strategy, total));
    return total;
}

}  // namespace aq::eigenlayer::delegation_manager
