// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/fold.hpp>

#include <aquifer/protocols/renzo/events.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/moves_manager.hpp>
#include <aquifer/protocols/renzo/moves_withdraw.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>

#include <algorithm>
#include <optional>
#include <vector>

namespace aq::renzo {

namespace {

struct Folding {
    Undo& u;
    State& s;
    const Block& block;
    const LogView& log;
};

/// Applies a log of one kind; false if it is malformed or impossible.
using FoldOne = bool (*)(const Folding& f);

struct Entry {
    Hash topic;
    FoldOne apply = nullptr;
};
using Entries = std::vector<Entry>;

template <class E, auto Apply>
Entry folds() {
    return {topic_of<E>(), [](const Folding& f) {
                const auto event = read_event<E>(f.log);
                return event.has_value() && Apply(f, *event);
            }};
}

bool apply(const Entries& entries, const Folding& f) {
    const auto entry = std::ranges::find(entries, f.log.topics[0], &Entry::topic);
    return entry != entries.end() && entry->apply(f);
}

// RoleManager, RenzoOracle, RewardHandler.

bool granted(const Folding& f, const RoleGranted& e) {
    move::set_role(f.u, f.s, e.role, e.account, true);
    return true;
}
bool revoked(const Folding& f, const RoleRevoked& e) {
    move::set_role(f.u, f.s, e.role, e.account, false);
    return true;
}
bool feed_set(const Folding& f, const OracleAddressUpdated& e) {
    move::set_feed(f.u, f.s, e.token, e.oracleAddress);
    return true;
}
bool reward_destination_set(const Folding& f, const RewardDestinationUpdated& e) {
    move::set_reward_destination(f.u, f.s, e.rewardDestination);
    return true;
}

const Entries& role_folds() {
    static const Entries kEntries{folds<RoleGranted, granted>(), folds<RoleRevoked, revoked>()};
    return kEntries;
}
const Entries& oracle_folds() {
    static const Entries kEntries{folds<OracleAddressUpdated, feed_set>()};
    return kEntries;
}
const Entries& reward_handler_folds() {
    static const Entries kEntries{folds<RewardDestinationUpdated, reward_destination_set>()};
    return kEntries;
}

// RestakeManager.

/// Where a member stands; nothing if it does not.
std::optional<std::uint32_t> index_of(const List<Only, Address>& list, const Address& member) {
    const std::uint32_t index = restake_manager::position(list, member);
    if (index == list.size(Only::kOne)) return std::nullopt;
    return index;
}

bool delegator_added(const Folding& f, const OperatorDelegatorAdded& e) {
    if (index_of(f.s.manager.operator_delegators, e.od).has_value()) return false;
    move::add_operator_delegator(f.u, f.s, e.od);
    return true;
}
bool delegator_removed(const Folding& f, const OperatorDelegatorRemoved& e) {
    const auto index = index_of(f.s.manager.operator_delegators, e.od);
    if (!index.has_value()) return false;
    move::remove_operator_delegator(f.u, f.s, *index);
    return true;
}
bool allocation_set(const Folding& f, const OperatorDelegatorAllocationUpdated& e) {
    move::set_allocation(f.u, f.s, e.od, e.allocation);
    return true;
}
bool collateral_added(const Folding& f, const CollateralTokenAdded& e) {
    if (index_of(f.s.manager.collateral_tokens, e.token).has_value()) return false;
    move::add_collateral_token(f.u, f.s, e.token);
    return true;
}
bool collateral_removed(const Folding& f, const CollateralTokenRemoved& e) {
    const auto index = index_of(f.s.manager.collateral_tokens, e.token);
    if (!index.has_value()) return false;
    move::remove_collateral_token(f.u, f.s, *index);
    return true;
}
bool tvl_limit_set(const Folding& f, const CollateralTokenTvlUpdated& e) {
    move::set_token_tvl_limit(f.u, f.s, e.token, e.tvl);
    return true;
}

const Entries& manager_folds() {
    static const Entries kEntries{
        folds<OperatorDelegatorAdded, delegator_added>(),
        folds<OperatorDelegatorRemoved, delegator_removed>(),
        folds<OperatorDelegatorAllocationUpdated, allocation_set>(),
        folds<CollateralTokenAdded, collateral_added>(),
        folds<CollateralTokenRemoved, collateral_removed>(),
        folds<CollateralTokenTvlUpdated, tvl_limit_set>(),
    };
    return kEntries;
}

// DepositQueue.

bool fee_set(const Folding& f, const FeeConfigUpdated& e) {
    move::set_fee_config(f.u, f.s, e.feeAddress, e.feeBasisPoints);
    return true;
}
bool manager_set(const Folding& f, const RestakeManagerUpdated& e) {
    move::set_restake_manager(f.u, f.s, e.restakeManager);
    return true;
}
bool queue_set(const Folding& f, const WithdrawQueueUpdated& e) {
    move::set_withdraw_queue(f.u, f.s, e.newWithdrawQueue);
    return true;
}

const Entries& deposit_folds() {
    static const Entries kEntries{folds<FeeConfigUpdated, fee_set>(),
                                  folds<RestakeManagerUpdated, manager_set>(),
                                  folds<WithdrawQueueUpdated, queue_set>()};
    return kEntries;
}

// WithdrawQueue.

bool paused(const Folding& f, const Paused& /*e*/) {
    move::set_queue_paused(f.u, f.s, true);
    return true;
}
bool unpaused(const Folding& f, const Unpaused& /*e*/) {
    move::set_queue_paused(f.u, f.s, false);
    return true;
}
bool queue_filled(const Folding& f, const QueueFilled& e) {
    const BufferQueue& queue = f.s.withdrawals.queue[e.asset];
    if (e.amount > queue.to_fill) return false;
    move::fill_queue(f.u, f.s, e.asset, e.amount);
    return true;
}
/// The time of the request is the block's.
bool request_created(const Folding& f, const WithdrawRequestCreated& e) {
    const WithdrawRequest request{.collateralToken = e.claimToken,
                                  .withdrawRequestID = e.withdrawRequestID,
                                  .amountToRedeem = e.amountToRedeem,
                                  .ezETHLocked = e.ezETHAmountLocked,
                                  .createdAt = u256(f.block.time)};
    if (e.queued) {
        move::queue_request(f.u, f.s, e.user, request, e.queueFilled);
    } else {
        move::add_request(f.u, f.s, e.user, request);
    }
    return true;
}

struct Place {
    Address user;
    std::uint32_t index = 0;
};

/// The log of a claim names the request, not whose it is.
std::optional<Place> find_request(const WithdrawQueue& s, const u256& id) {
    std::optional<Place> out;
    s.requests.count.for_each([&](const Address& user, std::uint32_t count) {
        for (std::uint32_t i = 0; i < count && !out.has_value(); ++i) {
            if (s.requests.at(user, i).withdrawRequestID == id) out = Place{user, i};
        }
    });
    return out;
}

bool request_claimed(const Folding& f, const WithdrawRequestClaimed& e) {
    const auto place = find_request(f.s.withdrawals, e.withdrawRequest.withdrawRequestID);
    if (!place.has_value()) return false;
    move::remove_request(f.u, f.s, place->user, place->index);
    return true;
}
bool cool_down_set(const Folding& f, const CoolDownPeriodUpdated& e) {
    move::set_cool_down_period(f.u, f.s, e.newCoolDownPeriod);
    return true;
}
bool whitelist_set(const Folding& f, const WhitelistUpdated& e) {
    if (e.accounts.size() != e.status.size()) return false;
    for (std::size_t i = 0; i < e.accounts.size(); ++i) {
        move::set_whitelisted(f.u, f.s, e.accounts[i], e.status[i]);
    }
    return true;
}
bool rebalance_started(const Folding& f, const StETHRebalanceStarted& e) {
    if (!checked_add(*f.s.withdrawals.st_eth_pending, e.amount).has_value()) return false;
    move::start_rebalance(f.u, f.s, e.requestId, e.amount);
    return true;
}
bool rebalance_completed(const Folding& f, const StETHRebalanceCompleted& e) {
    const Amount& counted = f.s.withdrawals.st_eth_pending_of[e.requestId];
    if (counted > *f.s.withdrawals.st_eth_pending) return false;
    move::complete_rebalance(f.u, f.s, e.requestId);
    return true;
}

const Entries& withdraw_folds() {
    static const Entries kEntries{
        folds<WithdrawRequestCreated, request_created>(),
        folds<WithdrawRequestClaimed, request_claimed>(),
        folds<QueueFilled, queue_filled>(),
        folds<Paused, paused>(),
        folds<Unpaused, unpaused>(),
        folds<CoolDownPeriodUpdated, cool_down_set>(),
        folds<WhitelistUpdated, whitelist_set>(),
        folds<StETHRebalanceStarted, rebalance_started>(),
        folds<StETHRebalanceCompleted, rebalance_completed>(),
    };
    return kEntries;
}

// OperatorDelegators.

bool strategy_set(const Folding& f, const TokenStrategyUpdated& e) {
    move::set_token_strategy(f.u, f.s, f.log.emitter, e.token, e.strategy);
    return true;
}
bool delegate_set(const Folding& f, const DelegationAddressUpdated& e) {
    move::set_delegate_address(f.u, f.s, f.log.emitter, e.delegateAddress);
    return true;
}
bool withdraw_started(const Folding& f, const WithdrawStarted& e) {
    move::track_withdrawal(f.u, f.s, f.log.emitter, e.withdrawRoot);
    return true;
}

template <class Value>
bool setting(const Folding& f, Value DelegatorSettings::* member, const Value& value) {
    DelegatorSettings settings = f.s.delegators.settings[f.log.emitter];
    settings.*member = value;
    move::set_settings(f.u, f.s, f.log.emitter, settings);
    return true;
}
bool coordinator_set(const Folding& f, const RewardsCoordinatorUpdated& e) {
    return setting(f, &DelegatorSettings::rewards_coordinator, e.newRewardsCoordinator);
}
bool destination_set(const Folding& f, const RewardsDestinationUpdated& e) {
    return setting(f, &DelegatorSettings::rewards_destination, e.newRewardsDestination);
}
bool gas_address_set(const Folding& f, const GasRefundAddressUpdated& e) {
    return setting(f, &DelegatorSettings::gas_refund_address, e.newGasRefundAddress);
}
bool base_gas_set(const Folding& f, const BaseGasAmountSpentUpdated& e) {
    return setting(f, &DelegatorSettings::base_gas_amount_spent, e.newBaseGasAmountSpent);
}

const Entries& delegator_folds() {
    static const Entries kEntries{
        folds<WithdrawStarted, withdraw_started>(),
        folds<TokenStrategyUpdated, strategy_set>(),
        folds<DelegationAddressUpdated, delegate_set>(),
        folds<RewardsCoordinatorUpdated, coordinator_set>(),
        folds<RewardsDestinationUpdated, destination_set>(),
        folds<GasRefundAddressUpdated, gas_address_set>(),
        folds<BaseGasAmountSpentUpdated, base_gas_set>(),
    };
    return kEntries;
}

/// Which contract of Renzo emits from here, by what its logs mean; null for none.
const Entries* entries_of(const Ports& ports, const Address& emitter) {
    const Deployment& at = ports.self.at;
    if (emitter == at.restake_manager) return &manager_folds();
    if (emitter == at.deposit_queue) return &deposit_folds();
    if (emitter == at.withdraw_queue) return &withdraw_folds();
    if (emitter == at.role_manager) return &role_folds();
    if (emitter == at.oracle) return &oracle_folds();
    if (emitter == at.reward_handler) return &reward_handler_folds();
    if (ports.eigenlayer.self.pods.owner_to_pod.contains(emitter)) return &delegator_folds();
    return nullptr;
}

}  // namespace

bool fold(Undo& u, Ports& ports, const Block& block, const LogView& log) {
    if (log.topics.empty()) return false;
    const Entries* entries = entries_of(ports, log.emitter);
    return entries != nullptr && apply(*entries, {u, ports.self, block, log});
}

}  // namespace aq::renzo
