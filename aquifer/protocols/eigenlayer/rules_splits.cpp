// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events_rewards.hpp>
#include <aquifer/protocols/eigenlayer/moves_rewards.hpp>
#include <aquifer/protocols/eigenlayer/queries_access.hpp>
#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>
#include <aquifer/protocols/eigenlayer/queries_rewards.hpp>
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>

namespace aq::eigenlayer::rewards_coordinator {

namespace {

/// RewardsCoordinator._setOperatorSplit without its write: the split to store.
Result<OperatorSplit> next_split(const Block& block, const OperatorSplit& stored,
                                 std::uint16_t split_bips, std::uint32_t activated_at) {
    AQ_REQUIRE(split_bips <= kOneHundredInBips, error::SplitExceedsMax);
    AQ_REQUIRE(block.time > stored.activated_at, error::PreviousSplitPending);
    const bool first = stored.activated_at == 0;
    return OperatorSplit{first ? kDefaultSplitMarker : stored.new_bips, split_bips, activated_at};
}

}  // namespace

Result<void> set_operator_avs_split(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                    Address avs, std::uint16_t split_bips) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, Pause::kOperatorAvsSplit));
    AQ_REQUIRE(permission_controller::may_act_for(s, call, operator_at), error::InvalidPermissions);
    const Key<Address, Address> key(operator_at, avs);
    const OperatorSplit& stored = s.rewards.avs_splits[key];
    const std::uint32_t activated_at = AQ_TRY(activation_time(s, tx.block));
    const std::uint16_t previous = operator_split_bips(s, tx.block, stored);
    const OperatorSplit next = AQ_TRY(next_split(tx.block, stored, split_bips, activated_at));
    move::set_avs_split(tx.undo, s.rewards, key, next);
    tx.log(call.to, OperatorAVSSplitBipsSet{call.sender, operator_at, avs, activated_at, previous,
                                            split_bips});
    return {};
}

Result<void> set_operator_pi_split(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                   std::uint16_t split_bips) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, Pause::kOperatorPiSplit));
    AQ_REQUIRE(permission_controller::may_act_for(s, call, operator_at), error::InvalidPermissions);
    const OperatorSplit& stored = s.rewards.pi_splits[operator_at];
    const std::uint32_t activated_at = AQ_TRY(activation_time(s, tx.block));
    const std::uint16_t previous = operator_split_bips(s, tx.block, stored);
    const OperatorSplit next = AQ_TRY(next_split(tx.block, stored, split_bips, activated_at));
    move::set_pi_split(tx.undo, s.rewards, operator_at, next);
    tx.log(call.to,
           OperatorPISplitBipsSet{call.sender, operator_at, activated_at, previous, split_bips});
    return {};
}

Result<void> set_operator_set_split(Tx& tx, Ports& ports, const Call& call, Address operator_at,
                                    OperatorSet set, std::uint16_t split_bips) {
    State& s = ports.self;
    AQ_TRY(only_when_not_paused(s, Pause::kOperatorSetSplit));
    AQ_REQUIRE(permission_controller::may_act_for(s, call, operator_at), error::InvalidPermissions);
    AQ_REQUIRE(allocation_manager::is_operator_set(s, set), error::InvalidOperatorSet);
    const MembershipKey key(operator_at, set);
    const OperatorSplit& stored = s.rewards.set_splits[key];
    const std::uint32_t activated_at = AQ_TRY(activation_time(s, tx.block));
    const std::uint16_t previous = operator_split_bips(s, tx.block, stored);
    const OperatorSplit next = AQ_TRY(next_split(tx.block, stored, split_bips, activated_at));
    move::set_set_split(tx.undo, s.rewards, key, next);
    tx.log(call.to, OperatorSetSplitBipsSet{call.sender, operator_at, set, activated_at, previous,
                                            split_bips});
    return {};
}

Result<void> set_opt_in_for_protocol_fee(Tx& tx, Ports& ports, const Call& call, Address submitter,
                                         bool opt_in) {
    State& s = ports.self;
    AQ_REQUIRE(permission_controller::may_act_for(s, call, submitter), error::InvalidPermissions);
    tx.log(call.to, OptInForProtocolFeeSet{submitter, s.rewards.fee_opted_in[submitter], opt_in});
    move::set_fee_opted_in(tx.undo, s.rewards, submitter, opt_in);
    return {};
}

Result<void> set_activation_delay(Tx& tx, Ports& ports, const Call& call,
                                  std::uint32_t activation_delay_seconds) {
    Rewards& rewards = ports.self.rewards;
    AQ_TRY(only_owner(ports.self, call));
    tx.log(call.to,
           ActivationDelaySet{*rewards.activation_delay_seconds, activation_delay_seconds});
    move::set_activation_delay(tx.undo, rewards, activation_delay_seconds);
    return {};
}

Result<void> set_default_operator_split(Tx& tx, Ports& ports, const Call& call,
                                        std::uint16_t split_bips) {
    Rewards& rewards = ports.self.rewards;
    AQ_TRY(only_owner(ports.self, call));
    AQ_REQUIRE(split_bips <= kOneHundredInBips, error::SplitExceedsMax);
    tx.log(call.to, DefaultOperatorSplitBipsSet{*rewards.default_split_bips, split_bips});
    move::set_default_split(tx.undo, rewards, split_bips);
    return {};
}

Result<void> set_fee_recipient(Tx& tx, Ports& ports, const Call& call, Address fee_recipient) {
    Rewards& rewards = ports.self.rewards;
    AQ_TRY(only_owner(ports.self, call));
    AQ_REQUIRE(fee_recipient != kZeroAddress, error::InvalidAddressZero);
    tx.log(call.to, FeeRecipientSet{*rewards.fee_recipient, fee_recipient});
    move::set_fee_recipient(tx.undo, rewards, fee_recipient);
    return {};
}

Result<void> set_rewards_updater(Tx& tx, Ports& ports, const Call& call, Address rewards_updater) {
    Rewards& rewards = ports.self.rewards;
    AQ_TRY(only_owner(ports.self, call));
    tx.log(call.to, RewardsUpdaterSet{*rewards.rewards_updater, rewards_updater});
    move::set_rewards_updater(tx.undo, rewards, rewards_updater);
    return {};
}

Result<void> set_rewards_for_all_submitter(Tx& tx, Ports& ports, const Call& call,
                                           Address submitter, bool new_value) {
    Rewards& rewards = ports.self.rewards;
    AQ_TRY(only_owner(ports.self, call));
    tx.log(call.to,
           RewardsForAllSubmitterSet{submitter, rewards.for_all_submitter[submitter], new_value});
    move::set_for_all_submitter(tx.undo, rewards, submitter, new_value);
    return {};
}

}  // namespace aq::eigenlayer::rewards_coordinator
