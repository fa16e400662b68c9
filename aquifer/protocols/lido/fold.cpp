// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/fold.hpp>

#include <aquifer/protocols/lido/events_queue.hpp>
#include <aquifer/protocols/lido/events_steth.hpp>
#include <aquifer/protocols/lido/maths.hpp>
#include <aquifer/protocols/lido/moves_queue.hpp>
#include <aquifer/protocols/lido/moves_steth.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>

namespace aq::lido {

namespace {

/// The limit after a stake (or a burn, which gives back), if there is one.
void change_stake_limit(const Folding& f, Wei taken, Wei given) {
    StakeLimit limit = *f.s.steth.stake_limit;
    if (limit.max.is_zero() || limit.prev_block == 0) return;
    limit.prev = current_stake_limit(limit, f.block) + given - taken;
    limit.prev_block = f.block.number32();
    move::set_stake_limit(f.undo, f.s.steth, limit);
}

void set_paused(const Folding& f, bool paused) {
    StakeLimit limit = *f.s.steth.stake_limit;
    limit.prev_block = paused ? 0 : f.block.number32();
    move::set_stake_limit(f.undo, f.s.steth, limit);
}

void set_limit(const Folding& f, const StakingLimitSet& e) {
    StakeLimit limit = *f.s.steth.stake_limit;
    if (limit.prev_block == 0 || limit.max.is_zero() || e.max_stake_limit < limit.prev) {
        limit.prev = e.max_stake_limit;
    }
    limit.growth_blocks = 0;
    if (!e.stake_limit_increase_per_block.is_zero()) {
        const u256 blocks = *div_down(e.max_stake_limit.raw, e.stake_limit_increase_per_block.raw);
        limit.growth_blocks = static_cast<std::uint32_t>(blocks.truncate_u64());
    }
    limit.max = e.max_stake_limit;
    if (limit.prev_block != 0) limit.prev_block = f.block.number32();
    move::set_stake_limit(f.undo, f.s.steth, limit);
}

void move_shares(const Folding& f, const TransferShares& e) {
    if (e.from == kZeroAddress) {
        move::mint_shares(f.undo, f.s.steth, e.to, e.shares_value);
    } else {
        move::transfer_shares(f.undo, f.s.steth, e.from, e.to, e.shares_value);
    }
}

/// Who burns external shares gets the limit back.
void burn_shares(const Folding& f, const SharesBurnt& e) {
    move::burn_shares(f.undo, f.s.steth, e.account, e.shares_amount);
    if (e.account == f.s.at.vault_hub) change_stake_limit(f, {}, e.post_rebase_token_amount);
}

void mint_external(const Folding& f, const ExternalSharesMinted& e) {
    StEth& s = f.s.steth;
    move::set_external_shares(f.undo, s, *s.external_shares + e.amount_of_shares);
    const auto worth = steth::pooled_eth_by_shares_down(f.s, e.amount_of_shares);
    if (worth.has_value()) change_stake_limit(f, *worth, {});
}

void add_to_next_report(const Folding& f, Wei amount) {
    const auto next = steth::deposited_next_report(f.s, f.block);
    if (!next.has_value()) return;
    move::set_deposited_next_report(f.undo, f.s.steth, {next->amount + amount, next->ref_slot});
}

/// A report leaves of the deposits those after its reference slot, and logs them just before.
void update_cl(const Folding& f, const CLBalancesUpdated& e) {
    StEth& s = f.s.steth;
    move::set_cl_balances(f.undo, s, e.cl_validators_balance, e.cl_pending_balance);
    const auto next = steth::deposited_next_report(f.s, f.block);
    if (!next.has_value()) return;
    move::set_deposited_next_report(f.undo, s, {*s.deposited_post_report, next->ref_slot});
}

bool fold_steth_ether(const Folding& f) {
    StEth& s = f.s.steth;
    if (const auto e = read_event<Submitted>(f.log)) {
        // The stand-in's pool may be as large as a number can be.
        move::set_buffered(f.undo, s, Wei(wrapping_add(s.buffered->raw, e->amount.raw)));
        change_stake_limit(f, e->amount, {});
    } else if (const auto unbuffered = read_event<Unbuffered>(f.log)) {
        move::set_buffered(f.undo, s, *s.buffered - unbuffered->amount);
        add_to_next_report(f, unbuffered->amount);
    } else if (const auto rebalanced = read_event<ExternalEtherTransferredToBuffer>(f.log)) {
        move::set_buffered(f.undo, s, *s.buffered + rebalanced->amount);
    } else if (const auto distributed = read_event<ETHDistributed>(f.log)) {
        move::set_buffered(f.undo, s, distributed->post_buffered_ether);
    } else if (const auto pooled = read_event<PooledSet>(f.log)) {
        move::set_buffered(f.undo, s, pooled->pooled);
    } else if (const auto deposited = read_event<DepositedPostReportUpdated>(f.log)) {
        move::set_deposited_post_report(f.undo, s, deposited->deposited_post_report);
    } else if (const auto cl = read_event<CLBalancesUpdated>(f.log)) {
        update_cl(f, *cl);
    } else if (const auto count = read_event<DepositedValidatorsChanged>(f.log)) {
        move::set_seed_deposits_count(f.undo, s, count->deposited_validators);
    } else if (const auto reserve = read_event<DepositsReserveSet>(f.log)) {
        move::set_deposits_reserve(f.undo, s, reserve->deposits_reserve);
    } else if (const auto target = read_event<DepositsReserveTargetSet>(f.log)) {
        move::set_deposits_reserve_target(f.undo, s, target->deposits_reserve_target);
    } else if (const auto rewards = read_event<ELRewardsReceived>(f.log)) {
        move::set_el_rewards_collected(f.undo, s, *s.el_rewards_collected + rewards->amount);
    } else {
        return false;
    }
    return true;
}

bool fold_steth_shares(const Folding& f) {
    StEth& s = f.s.steth;
    if (const auto e = read_event<TransferShares>(f.log)) {
        move_shares(f, *e);
    } else if (const auto approval = read_event<Approval>(f.log)) {
        move::set_allowance(f.undo, s, approval->owner, approval->spender, approval->value);
    } else if (const auto burnt = read_event<SharesBurnt>(f.log)) {
        burn_shares(f, *burnt);
    } else if (const auto minted = read_event<ExternalSharesMinted>(f.log)) {
        mint_external(f, *minted);
    } else if (const auto reduced = read_event<ExternalSharesBurnt>(f.log)) {
        move::set_external_shares(f.undo, s, *s.external_shares - reduced->amount_of_shares);
    } else if (const auto debt = read_event<ExternalBadDebtInternalized>(f.log)) {
        BadDebt left = *f.s.bad_debt;
        left.now = left.now - debt->amount_of_shares;
        move::set_bad_debt(f.undo, f.s, left);
    } else if (const auto ratio = read_event<MaxExternalRatioBPSet>(f.log)) {
        move::set_max_external_ratio(f.undo, s, ratio->max_external_ratio_bp);
    } else {
        return false;
    }
    return true;
}

bool fold_steth_switches(const Folding& f) {
    if (read_event<Stopped>(f.log).has_value()) {
        move::set_active(f.undo, f.s.steth, false);
    } else if (read_event<Resumed>(f.log).has_value()) {
        move::set_active(f.undo, f.s.steth, true);
    } else if (read_event<StakingPaused>(f.log).has_value()) {
        set_paused(f, true);
    } else if (read_event<StakingResumed>(f.log).has_value()) {
        set_paused(f, false);
    } else if (const auto limit = read_event<StakingLimitSet>(f.log)) {
        set_limit(f, *limit);
    } else if (read_event<StakingLimitRemoved>(f.log).has_value()) {
        StakeLimit none = *f.s.steth.stake_limit;
        none.max = Wei();
        move::set_stake_limit(f.undo, f.s.steth, none);
    } else {
        return false;
    }
    return true;
}

}  // namespace

namespace detail {

bool fold_steth(const Folding& f) {
    return fold_steth_shares(f) || fold_steth_ether(f) || fold_steth_switches(f);
}

bool fold_queue(const Folding& f) {
    using namespace withdrawal_queue;  // NOLINT(*build-using-namespace*): its events
    Queue& q = f.s.queue;
    if (const auto e = read_event<WithdrawalRequested>(f.log)) {
        move::enqueue(f.undo, q,
                      {e->amount_of_steth, e->amount_of_shares, e->owner, f.block.time,
                       q.last_report_timestamp->truncate_u64()});
    } else if (const auto done = read_event<WithdrawalsFinalized>(f.log)) {
        // The rate is in the report's calldata only.
        move::finalize(f.undo, q, done->to, done->amount_of_eth_locked, ShareRate());
    } else if (const auto claimed = read_event<WithdrawalClaimed>(f.log)) {
        move::claim(f.undo, q, claimed->request_id);
        move::unlock_ether(f.undo, q, claimed->amount_of_eth);
    } else if (const auto moved = read_event<withdrawal_queue::Transfer>(f.log)) {
        // The first and the last are told by the request and the claim.
        if (moved->from != kZeroAddress && moved->to != kZeroAddress) {
            move::transfer_request(f.undo, q, moved->token_id, moved->to);
        }
    } else if (const auto approval = read_event<withdrawal_queue::Approval>(f.log)) {
        move::approve_request(f.undo, q, approval->token_id, approval->approved);
    } else if (const auto all = read_event<ApprovalForAll>(f.log)) {
        move::set_operator_approval(f.undo, q, all->owner, all->operator_address, all->approved);
    } else if (const auto bunker = read_event<BunkerModeEnabled>(f.log)) {
        move::set_bunker_mode_since(f.undo, q, bunker->since_timestamp);
    } else if (read_event<BunkerModeDisabled>(f.log).has_value()) {
        move::set_bunker_mode_since(f.undo, q, kBunkerModeDisabled);
    } else if (const auto paused = read_event<Paused>(f.log)) {
        const u256 now(f.block.time);
        move::set_resume_since(f.undo, q,
                               paused->duration == u256::max()
                                   ? paused->duration
                                   : wrapping_add(now, paused->duration));
    } else if (read_event<withdrawal_queue::Resumed>(f.log).has_value()) {
        move::set_resume_since(f.undo, q, u256(f.block.time));
    } else {
        return fold_report(f);
    }
    return true;
}

}  // namespace detail

bool fold(const Folding& f) {
    if (f.log.emitter == f.s.at.lido) return detail::fold_steth(f);
    if (f.log.emitter == f.s.at.withdrawal_queue) return detail::fold_queue(f);
    return detail::fold_report(f);
}

}  // namespace aq::lido
