// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_rewards.hpp>
#include <aquifer/protocols/eigenlayer/moves_rewards.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>
#include <aquifer/protocols/erc20/calls.hpp>

namespace aq::eigenlayer::rewards_coordinator {

namespace {

/// RewardsCoordinator._processClaim.
Result<void> pay_claim(Tx& tx, Ports& ports, const Call& call, const RewardsMerkleClaim& claim,
                       const Address& recipient) {
    Rewards& rewards = ports.self.rewards;
    const DistributionRoot root =
        AQ_TRY(distribution_root_at_index(ports.self, u256(claim.rootIndex)));
    AQ_TRY(check_claim(tx.block, claim, root));
    const Address& earner = claim.earnerLeaf.earner;
    const Address named = rewards.claimer_for[earner];
    const Address claimer = named == kZeroAddress ? earner : named;
    AQ_REQUIRE(call.sender == claimer, error::UnauthorizedCaller);
    for (const auto& [token, cumulative] : claim.tokenLeaves) {
        const move::EarnerToken key(earner, token);
        const Amount claimed = rewards.cumulative_claimed[key];
        AQ_REQUIRE(cumulative > claimed, error::EarningsNotGreaterThanClaimed);
        const Amount amount = cumulative - claimed;
        move::set_cumulative_claimed(tx.undo, rewards, key, cumulative);
        AQ_TRY(erc20::safe_transfer(tx, ports.tokens, token, call.to, recipient, amount));
        tx.log(call.to, RewardsClaimed{root.root, earner, claimer, recipient, token, amount});
    }
    return {};
}

/// RewardsCoordinator._setClaimer.
Result<void> change_claimer(Tx& tx, Rewards& rewards, const Call& call, const Address& earner,
                            const Address& claimer) {
    const Address previous = rewards.claimer_for[earner];
    move::set_claimer(tx.undo, rewards, earner, claimer);
    tx.log(call.to, ClaimerForSet{earner, previous, claimer});
    return {};
}

}  // namespace

Result<void> submit_root(Tx& tx, Ports& ports, const Call& call, Hash root,
                         std::uint32_t rewards_calculation_end_timestamp) {
    State& s = ports.self;
    const std::uint32_t end = rewards_calculation_end_timestamp;
    AQ_TRY(only_when_not_paused(s, Pause::kSubmitDisableRoots));
    AQ_REQUIRE(call.sender == *s.rewards.rewards_updater, error::UnauthorizedCaller);
    AQ_REQUIRE(end > *s.rewards.calculation_end_timestamp,
               error::NewRootMustBeForNewCalculatedPeriod);
    AQ_REQUIRE(end < tx.block.time, error::RewardsEndTimestampNotElapsed);
    const std::uint32_t index = s.rewards.roots.size(Only::kOne);
    const std::uint32_t activated_at = AQ_TRY(activation_time(s, tx.block));
    move::append_root(tx.undo, s.rewards, {root, end, activated_at, false});
    tx.log(call.to, DistributionRootSubmitted{index, root, end, activated_at});
    return {};
}

Result<void> disable_root(Tx& tx, Ports& ports, const Call& call, std::uint32_t root_index) {
    Rewards& rewards = ports.self.rewards;
    AQ_TRY(only_when_not_paused(ports.self, Pause::kSubmitDisableRoots));
    AQ_REQUIRE(call.sender == *rewards.rewards_updater, error::UnauthorizedCaller);
    AQ_REQUIRE(root_index < rewards.roots.size(Only::kOne), error::InvalidRootIndex);
    const DistributionRoot& root = rewards.roots.at(Only::kOne, root_index);
    AQ_REQUIRE(!root.disabled, error::RootDisabled);
    AQ_REQUIRE(tx.block.time < root.activatedAt, error::RootAlreadyActivated);
    move::disable_root(tx.undo, rewards, root_index);
    tx.log(call.to, DistributionRootDisabled{root_index});
    return {};
}

Result<void> process_claim(Tx& tx, Ports& ports, const Call& call, RewardsMerkleClaim claim,
                           Address recipient) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kProcessClaim));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    return pay_claim(tx, ports, call, claim, recipient);
}

Result<void> process_claims(Tx& tx, Ports& ports, const Call& call,
                            std::vector<RewardsMerkleClaim> claims, Address recipient) {
    AQ_TRY(only_when_not_paused(ports.self, Pause::kProcessClaim));
    const ReentrancyGuard guard(tx, call.to);
    AQ_REQUIRE(guard.first(), "ReentrancyGuard: reentrant call");
    for (const RewardsMerkleClaim& claim : claims) {
        AQ_TRY(pay_claim(tx, ports, call, claim, recipient));
    }
    return {};
}

Result<void> set_claimer_for(Tx& tx, Ports& ports, const Call& call, Address claimer) {
    return change_claimer(tx, ports.self.rewards, call, call.sender, claimer);
}

Result<void> set_claimer_for_earner(Tx& tx, Ports& ports, const Call& call, Address earner,
                                    Address claimer) {
    State& s = ports.self;
    AQ_REQUIRE(permission_controller::may_act_for(s, call, earner), error::InvalidPermissions);
    AQ_REQUIRE(
        delegation_manager::is_operator(s, earner) || s.allocations.operator_sets.size(earner) > 0,
        error::InvalidEarner);
    return change_claimer(tx, s.rewards, call, earner, claimer);
}

}  // namespace aq::eigenlayer::rewards_coordinator
