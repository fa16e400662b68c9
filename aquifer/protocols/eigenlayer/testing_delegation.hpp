// SPDX-License-Identifier: Apache-2.0
#pragma once

/// For tests of delegation: what AllocationWorld has (alice is an operator, one AVS may slash), and
/// carol, a staker with tokens, native ether, a queue and a short way to ask for each.

#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/queries_delegation.hpp>
#include <aquifer/protocols/eigenlayer/rules_pods.hpp>
#include <aquifer/protocols/eigenlayer/rules_strategy_manager.hpp>
#include <aquifer/protocols/eigenlayer/testing_allocation.hpp>

namespace aq::eigenlayer::testing {

namespace dm = delegation_manager;

class DelegationWorld : public AllocationWorld {
protected:
    using Roots = Result<std::vector<Hash>>;
    static constexpr std::uint32_t kDelay = 100'800;
    static constexpr std::uint64_t kOne = 1'000'000'000'000'000'000ULL;

    const Address carol = Sandbox::account("carol");
    const Address delegations = box.at.delegation_manager;

    template <class Rule, class... Args>
    auto at_delegations(const Address& sender, Rule rule, Args... args) {
        return box.call(rule, sender, delegations, std::move(args)...);
    }
    template <class T>
    static T got(Result<T> result) {
        AQ_ASSERT(result.has_value());
        return *std::move(result);
    }

    [[nodiscard]] Address token_of(const Address& strategy) const {
        return box.s.strategies.rows[strategy].underlying_token;
    }
    Result<Shares> deposit(const Address& staker, const Address& strategy, const u256& amount) {
        const Address token = token_of(strategy);
        box.mint(token, staker, amount);
        box.approve(token, staker, box.at.strategy_manager);
        return box.call(strategy_manager::deposit_into_strategy, staker, box.at.strategy_manager,
                        strategy, token, Amount(amount));
    }
    Result<void> delegate(const Address& staker, const Address& operator_at) {
        return at_delegations(staker, dm::delegate_to, operator_at, SignatureWithExpiry(), Hash());
    }
    /// Native ether: what a pod tells the EigenPodManager after proving `delta` wei over a balance.
    Result<void> prove_balance(const Address& staker, const u256& previous, const i256& delta) {
        if (!eigen_pod_manager::has_pod(box.s, staker)) {
            got(box.call(eigen_pod_manager::create_pod, staker, box.at.eigen_pod_manager));
        }
        return box.call(eigen_pod_manager::record_beacon_chain_eth_balance_update,
                        eigen_pod_manager::pod_of(box.s, staker), box.at.eigen_pod_manager, staker,
                        Wei(previous), delta);
    }

    Roots queue(const Address& staker, std::vector<Address> strategies,
                std::vector<DepositShares> shares) {
        return at_delegations(staker, dm::queue_withdrawals,
                              std::vector<QueuedWithdrawalParams>{
                                  {std::move(strategies), std::move(shares), kZeroAddress}});
    }
    /// One strategy; returns the root.
    Hash queued(const Address& staker, const Address& strategy, const u256& shares) {
        return got(queue(staker, {strategy}, {DepositShares(shares)})).at(0);
    }
    Result<void> complete(const Hash& root, bool as_tokens) {
        const Withdrawal withdrawal = dm::queued_withdrawal(box.s, root);
        std::vector<Address> tokens;
        for (const Address& strategy : withdrawal.strategies) {
            tokens.push_back(token_of(strategy));
        }
        return at_delegations(withdrawal.withdrawer, dm::complete_queued_withdrawal, withdrawal,
                              tokens, as_tokens);
    }
    /// What a withdrawal of one strategy would pay.
    [[nodiscard]] u256 payout(const Hash& root) const {
        return std::get<1>(got(dm::get_queued_withdrawal(box.s, box.block, root))).at(0).raw;
    }
    Roots undelegate(const Address& sender, const Address& staker) {
        return at_delegations(sender, dm::undelegate, staker);
    }

    /// All of alice's magnitude stands behind the AVS's set, ready to be slashed.
    void allocate_all(const Address& strategy) {
        must(join(alice, {1}));
        must(allocate(alice, set, strategy, kOne));
    }
    /// Shares recorded as slashed.
    u256 slash_one(const Address& strategy, const u256& wad) {
        return std::get<1>(got(slash(alice, {strategy}, {wad}))).at(0).raw;
    }
    /// Gives an operator a max magnitude, as slashing in the block before would have.
    void set_max_magnitude(const Address& operator_at, const Address& strategy,
                           std::uint64_t magnitude) {
        move::lower_max_magnitude(box.undo, box.s, StrategyKey(operator_at, strategy),
                                  box.block.number32() - 1, Magnitude(magnitude));
        box.undo.commit();
    }

    [[nodiscard]] u256 withdrawable(const Address& staker, const Address& strategy) const {
        return std::get<0>(got(dm::get_withdrawable_shares(box.s, staker, {strategy}))).at(0).raw;
    }
    [[nodiscard]] u256 deposited(const Address& staker, const Address& strategy) const {
        return dm::deposit_shares(box.s, staker, strategy).raw;
    }
    [[nodiscard]] u256 scaling(const Address& staker, const Address& strategy) const {
        return dm::deposit_scaling_factor(box.s, staker, strategy).raw;
    }
    [[nodiscard]] u256 op(const Address& operator_at, const Address& strategy) const {
        return dm::operator_shares(box.s, operator_at, strategy).raw;
    }
    [[nodiscard]] u256 balance(const Address& token, const Address& holder) const {
        return box.tokens.balances[Key<Address, Address>(token, holder)].raw;
    }
    void pause_delegations(unsigned bit) {
        must(box.call(eigenlayer::pause, Sandbox::account("pauser"), delegations, u256(1U) << bit));
    }
    static Revert panic(std::uint32_t code) { return Revert::panic(code); }
};

}  // namespace aq::eigenlayer::testing
