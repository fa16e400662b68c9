// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/invariants.hpp>

#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>

namespace aq::lido {

namespace {

class Findings {
public:
    void expect(bool holds, const char* what) {
        if (!holds && (broken.empty() || broken.back() != what)) broken.emplace_back(what);
    }
    std::vector<std::string> broken;
};

void check_shares(Findings& f, const State& s, const erc20::State& tokens) {
    Shares sum;
    s.steth.shares.for_each([&](const Address& /*holder*/, Shares n) { sum = sum + n; });
    f.expect(sum == *s.steth.total_shares, "the shares of all holders sum to the total");
    f.expect(*s.steth.external_shares <= *s.steth.total_shares,
             "external shares are part of the total");
    f.expect(!steth::internal_shares(s).is_zero(), "there are internal shares");
    f.expect(s.steth.shares[s.at.wsteth].raw >= erc20::total_supply(tokens, s.at.wsteth).raw,
             "a share stands behind each wstETH");
    const auto requested = burner::requested(s);
    f.expect(requested.has_value() && s.steth.shares[s.at.burner] >= *requested,
             "the burner has what it is to burn");
    f.expect(s.bad_debt->now <= *s.steth.external_shares, "bad debt is of external shares");
}

void check_ether(Findings& f, const State& s, const Accounts& accounts) {
    const auto total = steth::total_pooled_ether(s);
    Wei balances;
    s.steth.shares.for_each([&](const Address& /*holder*/, Shares n) {
        const auto balance = steth::pooled_eth_by_shares_down(s, n);
        if (balance.has_value()) balances = balances + *balance;
    });
    f.expect(total.has_value() && balances <= *total, "balances sum to at most the pooled ether");
    f.expect(*s.steth.buffered <= accounts.ether[s.at.lido], "the buffered ether is there");
    f.expect(*s.queue.locked_ether <= accounts.ether[s.at.withdrawal_queue],
             "the locked ether is there");
}

void check_queue(Findings& f, const State& s) {
    const Queue& q = s.queue;
    const u256 last = *q.last_request_id;
    f.expect(*q.last_finalized_request_id <= last, "what is finalised was requested");
    Wei claimable;
    Shares waiting;
    u256 checkpoint;
    for (u256 id(1U); id <= last; id = wrapping_add(id, u256(1U))) {
        const Request& request = q.requests[id];
        const Request& before = q.requests[wrapping_sub(id, u256(1U))];
        f.expect(request.cumulative_steth > before.cumulative_steth &&
                     request.cumulative_shares > before.cumulative_shares,
                 "cumulative amounts grow");
        f.expect(request.claimed != q.requests_by_owner.contains(request.owner, id),
                 "an open request is in its owner's list");
        if (id > *q.last_finalized_request_id) {
            f.expect(!request.claimed, "what is claimed was finalised");
            waiting = waiting + (request.cumulative_shares - before.cumulative_shares);
            continue;
        }
        const u256 next = wrapping_add(checkpoint, u256(1U));
        if (next <= *q.last_checkpoint_index && q.checkpoints[next].from_request_id == id) {
            checkpoint = next;
        }
        if (request.claimed) continue;
        const auto amount = withdrawal_queue::ether_at_checkpoint(s, id, checkpoint);
        f.expect(
            amount.has_value() && *amount <= request.cumulative_steth - before.cumulative_steth,
            "a claim is at most what was asked for");
        if (amount.has_value()) claimable = claimable + *amount;
    }
    f.expect(claimable <= *q.locked_ether, "locked ether covers all claims");
    f.expect(waiting <= s.steth.shares[s.at.withdrawal_queue],
             "the queue has the shares of those who wait");
}

}  // namespace

std::vector<std::string> broken_invariants(const State& s, const erc20::State& tokens,
                                           const Accounts& accounts) {
    Findings f;
    check_shares(f, s, tokens);
    // The pool's stand-in has no queue, and its ether is whatever anyone says.
    if (s.at.withdrawal_queue != kZeroAddress) {
        check_ether(f, s, accounts);
        check_queue(f, s);
    }
    return f.broken;
}

}  // namespace aq::lido
