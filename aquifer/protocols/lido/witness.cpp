// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/witness.hpp>

#include <string_view>

namespace aq::lido {

namespace {

class Comparison {
public:
    template <class T>
    void field(std::string_view name, const T& a, const T& b) {
        ++compared;
        if (!(a == b)) different.emplace_back(name);
    }

    std::size_t compared = 0;
    std::vector<std::string> different;
};

void compare_steth(Comparison& c, const StEth& a, const StEth& b) {
    c.field("steth.total_shares", a.total_shares, b.total_shares);
    c.field("steth.external_shares", a.external_shares, b.external_shares);
    c.field("steth.shares", a.shares, b.shares);
    c.field("steth.allowances", a.allowances, b.allowances);
    c.field("steth.active", a.active, b.active);
    c.field("steth.stake_limit", a.stake_limit, b.stake_limit);
    c.field("steth.buffered", a.buffered, b.buffered);
    c.field("steth.cl_validators_balance", a.cl_validators_balance, b.cl_validators_balance);
    c.field("steth.cl_pending_balance", a.cl_pending_balance, b.cl_pending_balance);
    c.field("steth.deposited_post_report", a.deposited_post_report, b.deposited_post_report);
    c.field("steth.deposited_next_report", a.deposited_next_report, b.deposited_next_report);
    c.field("steth.seed_deposits_count", a.seed_deposits_count, b.seed_deposits_count);
    c.field("steth.deposits_reserve", a.deposits_reserve, b.deposits_reserve);
    c.field("steth.deposits_reserve_target", a.deposits_reserve_target, b.deposits_reserve_target);
    c.field("steth.el_rewards_collected", a.el_rewards_collected, b.el_rewards_collected);
    c.field("steth.max_external_ratio_bps", a.max_external_ratio_bps, b.max_external_ratio_bps);
}

void compare_queue(Comparison& c, const Queue& a, const Queue& b) {
    c.field("queue.requests", a.requests, b.requests);
    c.field("queue.last_request_id", a.last_request_id, b.last_request_id);
    c.field("queue.last_finalized_request_id", a.last_finalized_request_id,
            b.last_finalized_request_id);
    c.field("queue.last_checkpoint_index", a.last_checkpoint_index, b.last_checkpoint_index);
    // A checkpoint's rate is in the report's calldata.
    bool same_starts = true;
    a.checkpoints.for_each([&](const u256& index, const Checkpoint& checkpoint) {
        same_starts &= b.checkpoints[index].from_request_id == checkpoint.from_request_id;
    });
    c.field("queue.checkpoints", same_starts, true);
    c.field("queue.locked_ether", a.locked_ether, b.locked_ether);
    c.field("queue.requests_by_owner", a.requests_by_owner, b.requests_by_owner);
    c.field("queue.token_approvals", a.token_approvals, b.token_approvals);
    c.field("queue.operator_approvals", a.operator_approvals, b.operator_approvals);
    c.field("queue.last_report_timestamp", a.last_report_timestamp, b.last_report_timestamp);
    c.field("queue.bunker_mode_since", a.bunker_mode_since, b.bunker_mode_since);
    c.field("queue.resume_since", a.resume_since, b.resume_since);
}

void compare_router(Comparison& c, const Router& a, const Router& b) {
    c.field("router.last_module_id", a.last_module_id, b.last_module_id);
    // Balances, exits and the type of credentials are in calldata.
    const auto witnessed = [](Module m) {
        m.withdrawal_credentials_type = 0;
        m.validators_balance_gwei = 0;
        m.exited_validators_count = 0;
        return m;
    };
    bool equal = a.modules.size() == b.modules.size();
    a.modules.for_each([&](std::uint64_t id, const Module& module) {
        equal &= witnessed(module) == witnessed(b.modules[id]);
    });
    c.field("router.modules", equal, true);
}

}  // namespace

std::vector<std::string> differing_fields(const State& state, const State& folded,
                                          std::size_t& compared) {
    Comparison c;
    c.field("access", state.access, folded.access);
    compare_steth(c, state.steth, folded.steth);
    compare_queue(c, state.queue, folded.queue);
    c.field("burning", state.burning, folded.burning);
    c.field("oracle.consensus_version", state.oracle.consensus_version,
            folded.oracle.consensus_version);
    c.field("oracle.last_processing_ref_slot", state.oracle.last_processing_ref_slot,
            folded.oracle.last_processing_ref_slot);
    c.field("oracle.consensus_report", state.oracle.consensus_report,
            folded.oracle.consensus_report);
    c.field("checker.limits", state.checker.limits, folded.checker.limits);
    c.field("checker.second_opinion_oracle", state.checker.second_opinion_oracle,
            folded.checker.second_opinion_oracle);
    compare_router(c, state.router, folded.router);
    c.field("bad_debt", state.bad_debt, folded.bad_debt);
    compared = c.compared;
    return c.different;
}

}  // namespace aq::lido
