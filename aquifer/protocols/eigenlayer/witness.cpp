// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/witness.hpp>

#include <aquifer/protocols/eigenlayer/queries_allocation.hpp>

#include <string_view>

namespace aq::eigenlayer {

namespace {

class Comparison {
public:
    template <class T>
    void field(std::string_view name, const T& a, const T& b) {
        expect(name, a == b);
    }
    void expect(std::string_view name, bool equal) {
        ++compared;
        if (!equal) different.emplace_back(name);
    }

    std::size_t compared = 0;
    std::vector<std::string> different;
};

/// Whether two tables agree after `keep` has cleared what logs do not witness of a row.
template <class K, class V, class Keep>
bool agree(const Table<K, V>& a, const Table<K, V>& b, Keep keep) {
    bool equal = a.size() == b.size();
    a.for_each([&](const K& key, const V& value) { equal &= keep(value) == keep(b[key]); });
    return equal;
}

void compare_strategies(Comparison& c, const State& a, const State& b) {
    c.field("strategies.rows", a.strategies.rows, b.strategies.rows);
    c.field("strategies.vaults", a.strategies.vaults, b.strategies.vaults);
    c.field("strategies.vault_metadata_uri", a.strategies.vault_metadata_uri,
            b.strategies.vault_metadata_uri);
    c.field("strategies.deployed_strategies", a.strategies.deployed_strategies,
            b.strategies.deployed_strategies);
    c.field("strategies.is_blacklisted", a.strategies.is_blacklisted, b.strategies.is_blacklisted);
    c.field("strategies.duration_vaults_by_token", a.strategies.duration_vaults_by_token,
            b.strategies.duration_vaults_by_token);
    c.field("strategies.created", a.strategies.created, b.strategies.created);
    const StrategyManager& x = a.strategy_manager;
    const StrategyManager& y = b.strategy_manager;
    c.field("strategy_manager.strategy_whitelister", x.strategy_whitelister,
            y.strategy_whitelister);
    c.field("strategy_manager.is_whitelisted", x.is_whitelisted, y.is_whitelisted);
    c.field("strategy_manager.burn_or_redistributable", x.burn_or_redistributable,
            y.burn_or_redistributable);
    // Who holds some is told even where logs leave in doubt how many.
    bool equal = x.deposit_shares.size() == y.deposit_shares.size();
    x.deposit_shares.for_each([&](const StrategyKey& key, const DepositShares& shares) {
        const DepositShares& told = y.deposit_shares[key];
        equal &= y.deposit_shares_in_doubt[key] ? told >= shares : told == shares;
    });
    c.expect("strategy_manager.deposit_shares", equal);
    c.field("strategy_manager.staker_strategies", x.staker_strategies, y.staker_strategies);
}

void compare_delegation(Comparison& c, const Delegation& a, const Delegation& b) {
    c.field("delegation.delegated_to", a.delegated_to, b.delegated_to);
    c.field("delegation.delegation_approver", a.delegation_approver, b.delegation_approver);
    c.field("delegation.operator_shares", a.operator_shares, b.operator_shares);
    c.field("delegation.deposit_scaling_factor", a.deposit_scaling_factor,
            b.deposit_scaling_factor);
    c.field("delegation.withdrawals_queued", a.withdrawals_queued, b.withdrawals_queued);
    c.field("delegation.queued_withdrawals", a.queued_withdrawals, b.queued_withdrawals);
    c.field("delegation.queued_strategies", a.queued_strategies, b.queued_strategies);
    c.field("delegation.queued_roots", a.queued_roots, b.queued_roots);
    c.field("delegation.cumulative_scaled", a.cumulative_scaled, b.cumulative_scaled);
}

void compare_allocations(Comparison& c, const Allocations& a, const Allocations& b,
                         const Block& block) {
    c.field("allocations.registrar", a.registrar, b.registrar);
    c.field("allocations.operator_sets", a.operator_sets, b.operator_sets);
    c.field("allocations.metadata_registered", a.metadata_registered, b.metadata_registered);
    c.field("allocations.set_strategies", a.set_strategies, b.set_strategies);
    c.field("allocations.members", a.members, b.members);
    c.field("allocations.redistribution_recipient", a.redistribution_recipient,
            b.redistribution_recipient);
    c.field("allocations.slash_count", a.slash_count, b.slash_count);
    c.field("allocations.slashers", a.slashers, b.slashers);
    c.field("allocations.delays", a.delays, b.delays);
    c.field("allocations.registered_sets", a.registered_sets, b.registered_sets);
    c.field("allocations.registrations", a.registrations, b.registrations);
    c.field("allocations.max_magnitude", a.max_magnitude, b.max_magnitude);
    c.field("allocations.encumbered", a.encumbered, b.encumbered);
    // What has matured may be stored as such or not: what counts is how it reads.
    bool equal = true;
    const auto reads_the_same = [&](const AllocationKey& key, const Allocation& /*stored*/) {
        const Allocation x = allocation_manager::matured(a.allocations[key], block);
        const Allocation y = allocation_manager::matured(b.allocations[key], block);
        equal &= x.current == y.current && x.pending_diff == y.pending_diff;
    };
    a.allocations.for_each(reads_the_same);
    b.allocations.for_each(reads_the_same);
    c.expect("allocations.allocations", equal);
}

void compare_pods(Comparison& c, const Pods& a, const Pods& b) {
    c.field("pods.owner_to_pod", a.owner_to_pod, b.owner_to_pod);
    c.field("pods.pod_count", a.pod_count, b.pod_count);
    c.field("pods.deposit_shares", a.deposit_shares, b.deposit_shares);
    c.field("pods.slashing_factor", a.slashing_factor, b.slashing_factor);
    c.field("pods.burnable", a.burnable, b.burnable);
    c.field("pods.proof_timestamp_setter", a.proof_timestamp_setter, b.proof_timestamp_setter);
    c.field("pods.pectra_fork_timestamp", a.pectra_fork_timestamp, b.pectra_fork_timestamp);
    c.field("pods.balance_exited", a.balance_exited, b.balance_exited);
    c.expect("pods.rows", agree(a.rows, b.rows, [](Pod row) {
                 row.restaked_execution_layer = {};
                 return row;
             }));
    c.expect("pods.validators", agree(a.validators, b.validators, [](Validator row) {
                 row.index = 0;
                 return row;
             }));
}

}  // namespace

std::vector<std::string> differing_fields(const State& state, const State& folded,
                                          const Block& block, std::size_t& compared) {
    Comparison c;
    c.field("access", state.access, folded.access);
    c.field("permissions", state.permissions, folded.permissions);
    c.field("rewards", state.rewards, folded.rewards);
    compare_strategies(c, state, folded);
    compare_delegation(c, state.delegation, folded.delegation);
    compare_allocations(c, state.allocations, folded.allocations, block);
    compare_pods(c, state.pods, folded.pods);
    compared = c.compared;
    return c.different;
}

}  // namespace aq::eigenlayer
