// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/rules_rewards.hpp>
#include <aquifer/protocols/erc20/calls.hpp>
#include <aquifer/protocols/renzo/moves_delegator.hpp>
#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/rules_delegator.hpp>
#include <aquifer/protocols/renzo/rules_deposit_queue.hpp>
#include <aquifer/protocols/renzo/steps.hpp>
#include <aquifer/protocols/renzo/steps_delegator.hpp>

#include <algorithm>

namespace aq::renzo::operator_delegator {

namespace {

/// withdraw(uint256) of WETH.
constexpr Selector kUnwrap = "0x2e1a7d4d"_selector;

/// Everything here: what exited validators owe goes on as principal, the rest as a reward.
Result<void> forward_ether(Tx& tx, Ports& ports, const Call& call) {
    State& s = ports.self;
    const Address& queue = s.at.deposit_queue;
    const Wei held = ports.accounts.ether[call.to];
    const Wei principal = std::min(held, s.delegators.rows[call.to].beacon_chain_exit_balance);
    if (!principal.is_zero()) {
        move::take_exit_balance(tx.undo, s, call.to, principal);
        const Call to_queue = step::message(call.to, queue, principal);
        AQ_TRY(step::attach_ether(tx, ports, to_queue));
        AQ_TRY(deposit_queue::forward_full_withdrawal_eth(tx, ports, to_queue));
    }
    // The admins' gas would be refunded here, if gas cost anything.
    const Wei reward = held - principal;
    if (reward.is_zero()) return {};
    AQ_TRY(step::send_ether(tx, ports, call.to, queue, reward));
    tx.log(call.to, RewardsForwarded{queue, reward});
    return {};
}

/// WETH is unwrapped and goes on as ether.
Result<void> unwrap(Tx& tx, Ports& ports, const Call& call, Amount amount) {
    const Call to_weth = step::message(call.to, ports.self.at.weth);
    AQ_TRY(tx.call(to_weth, abi_call(kUnwrap, amount)));
    return forward_ether(tx, ports, call);
}

/// All there is of a token that rewards were paid in.
Result<void> use_reward(Tx& tx, Ports& ports, const Call& call, const Address& token) {
    const State& s = ports.self;
    const Amount held = AQ_TRY(erc20::balance_of(tx, ports.tokens, token, call.to, call.to));
    if (held.is_zero()) return {};
    if (token == s.at.weth) return unwrap(tx, ports, call, held);
    const auto& listed = s.manager.collateral_tokens;
    if (restake_manager::position(listed, token) < listed.size(Only::kOne)) {
        AQ_TRY(deposit_into_strategy(tx, ports, call.to, token, held));
        return {};
    }
    return erc20::safe_transfer(tx, ports.tokens, token, call.to,
                                s.delegators.settings[call.to].rewards_destination, held);
}

/// Changes one setting, by the admin. Returns the settings before.
template <class Value>
Result<DelegatorSettings> change(Tx& tx, Ports& ports, const Call& call,
                                 Value DelegatorSettings::* member, const Value& value) {
    AQ_TRY(only_admin(ports.self, call));
    AQ_REQUIRE(value != Value{}, error::InvalidZeroInput);
    const DelegatorSettings before = ports.self.delegators.settings[call.to];
    DelegatorSettings after = before;
    after.*member = value;
    move::set_settings(tx.undo, ports.self, call.to, after);
    return before;
}

}  // namespace

Result<void> claim_rewards(Tx& tx, Ports& ports, const Call& call,
                           eigenlayer::RewardsMerkleClaim claim) {
    AQ_TRY(only_role(ports.self, call, role::kEigenLayerRewardsAdmin,
                     error::NotEigenLayerRewardsAdmin));
    const DelegatorSettings& settings = ports.self.delegators.settings[call.to];
    AQ_REQUIRE(settings.rewards_destination != kZeroAddress,
               error::RewardsDestinationNotConfigured);
    // Any other address does not answer as a RewardsCoordinator.
    AQ_REQUIRE(settings.rewards_coordinator == ports.eigenlayer.self.at.rewards_coordinator);
    AQ_TRY(eigenlayer::rewards_coordinator::process_claim(
        tx, ports.eigenlayer, step::message(call.to, settings.rewards_coordinator), claim,
        call.to));
    for (const eigenlayer::TokenTreeMerkleLeaf& leaf : claim.tokenLeaves) {
        AQ_TRY(use_reward(tx, ports, call, leaf.token));
    }
    record_gas(tx, call);
    return {};
}

Result<void> receive(Tx& tx, Ports& ports, const Call& call) {
    // Unwrapping is followed by its own forwarding.
    if (call.sender == ports.self.at.weth) return {};
    return forward_ether(tx, ports, call);
}

Result<void> set_rewards_coordinator(Tx& tx, Ports& ports, const Call& call, Address coordinator) {
    const auto before =
        AQ_TRY(change(tx, ports, call, &DelegatorSettings::rewards_coordinator, coordinator));
    tx.log(call.to, RewardsCoordinatorUpdated{before.rewards_coordinator, coordinator});
    return {};
}

Result<void> set_rewards_destination(Tx& tx, Ports& ports, const Call& call, Address destination) {
    const auto before =
        AQ_TRY(change(tx, ports, call, &DelegatorSettings::rewards_destination, destination));
    tx.log(call.to, RewardsDestinationUpdated{before.rewards_destination, destination});
    return {};
}

Result<void> set_gas_refund_address(Tx& tx, Ports& ports, const Call& call, Address at) {
    const auto before = AQ_TRY(change(tx, ports, call, &DelegatorSettings::gas_refund_address, at));
    tx.log(call.to, GasRefundAddressUpdated{before.gas_refund_address, at});
    return {};
}

Result<void> set_base_gas_amount_spent(Tx& tx, Ports& ports, const Call& call, u256 amount) {
    const auto before =
        AQ_TRY(change(tx, ports, call, &DelegatorSettings::base_gas_amount_spent, amount));
    tx.log(call.to, BaseGasAmountSpentUpdated{before.base_gas_amount_spent, amount});
    return {};
}

}  // namespace aq::renzo::operator_delegator
