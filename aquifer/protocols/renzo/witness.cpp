// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/renzo/witness.hpp>

#include <string_view>

namespace aq::renzo {

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

void compare_withdrawals(Comparison& c, const WithdrawQueue& a, const WithdrawQueue& b) {
    c.field("withdrawals.paused", a.paused, b.paused);
    c.field("withdrawals.claim_reserve", a.claim_reserve, b.claim_reserve);
    c.field("withdrawals.queue", a.queue, b.queue);
    c.field("withdrawals.requests", a.requests, b.requests);
    c.field("withdrawals.fill_at", a.fill_at, b.fill_at);
    c.field("withdrawals.queued_requests", a.queued_requests, b.queued_requests);
    c.field("withdrawals.request_nonce", a.request_nonce, b.request_nonce);
    c.field("withdrawals.cool_down_period", a.cool_down_period, b.cool_down_period);
    c.field("withdrawals.whitelisted", a.whitelisted, b.whitelisted);
    c.field("withdrawals.st_eth_pending", a.st_eth_pending, b.st_eth_pending);
    c.field("withdrawals.st_eth_pending_of", a.st_eth_pending_of, b.st_eth_pending_of);
}

/// Whether two tables agree on one member of their rows.
template <class K, class V, class Member>
bool agree(const Table<K, V>& a, const Table<K, V>& b, Member V::* member) {
    bool equal = true;
    a.for_each([&](const K& key, const V& row) { equal &= row.*member == b[key].*member; });
    b.for_each([&](const K& key, const V& row) { equal &= row.*member == a[key].*member; });
    return equal;
}

void compare_delegators(Comparison& c, const Delegators& a, const Delegators& b) {
    c.expect("delegators.rows.delegate_address",
             agree(a.rows, b.rows, &Delegator::delegate_address));
    c.expect("delegators.holdings.strategy", agree(a.holdings, b.holdings, &Holding::strategy));
    c.field("delegators.settings", a.settings, b.settings);
    // A withdrawal tracked after a forced undelegation has no log.
    bool tracked = true;
    b.withdrawal_tracked.for_each([&](const WithdrawalKey& key, bool /*is_tracked*/) {
        tracked &= a.withdrawal_tracked[key];
    });
    c.expect("delegators.withdrawal_tracked", tracked);
}

}  // namespace

std::vector<std::string> differing_fields(const State& state, const State& folded,
                                          std::size_t& compared) {
    Comparison c;
    c.field("roles.has_role", state.roles.has_role, folded.roles.has_role);
    c.field("oracle.feed", state.oracle.feed, folded.oracle.feed);
    c.field("manager.operator_delegators", state.manager.operator_delegators,
            folded.manager.operator_delegators);
    c.field("manager.allocation_bps", state.manager.allocation_bps, folded.manager.allocation_bps);
    c.field("manager.collateral_tokens", state.manager.collateral_tokens,
            folded.manager.collateral_tokens);
    c.field("manager.token_tvl_limit", state.manager.token_tvl_limit,
            folded.manager.token_tvl_limit);
    c.field("deposits", state.deposits, folded.deposits);
    compare_withdrawals(c, state.withdrawals, folded.withdrawals);
    compare_delegators(c, state.delegators, folded.delegators);
    c.field("reward_destination", state.reward_destination, folded.reward_destination);
    compared = c.compared;
    return c.different;
}

}  // namespace aq::renzo
