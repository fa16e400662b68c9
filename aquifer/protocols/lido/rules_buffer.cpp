// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/events_steth.hpp>
#include <aquifer/protocols/lido/queries_steth.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>
#include <aquifer/protocols/lido/rules_router.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>
#include <aquifer/protocols/lido/rules_steth.hpp>
#include <aquifer/protocols/lido/rules_vaults.hpp>
#include <aquifer/protocols/lido/steps_steth.hpp>

namespace aq::lido::steth {

namespace {

void set_reserve(Tx& tx, StEth& e, const Call& call, Wei amount) {
    move::set_deposits_reserve(tx.undo, e, amount);
    tx.log(call.to, DepositsReserveSet{amount});
}

/// Lido._spendDepositableEther.
Result<void> spend_depositable_ether(Tx& tx, Ports& ports, const Call& call, Wei amount) {
    State& s = ports.self;
    StEth& e = s.steth;
    AQ_REQUIRE(amount <= AQ_TRY(depositable_ether(s)), "NOT_ENOUGH_ETHER");
    const Wei deposited = *e.deposited_post_report + amount;
    move::set_buffered(tx.undo, e, *e.buffered - amount);
    move::set_deposited_post_report(tx.undo, e, deposited);
    tx.log(call.to, DepositedPostReportUpdated{deposited});
    tx.log(call.to, Unbuffered{amount});
    const DepositedNextReport next = AQ_TRY(deposited_next_report(s, tx.block));
    move::set_deposited_next_report(tx.undo, e, {next.amount + amount, next.ref_slot});
    const Wei reserve = *e.deposits_reserve;
    if (!reserve.is_zero()) {
        set_reserve(tx, e, call, reserve > amount ? reserve - amount : Wei());
    }
    return {};
}

}  // namespace

Result<void> set_deposits_reserve_target(Tx& tx, Ports& ports, const Call& call, Wei target) {
    AQ_TRY(require_permission(ports.self, call, role::kBufferReserveManager));
    StEth& e = ports.self.steth;
    move::set_deposits_reserve_target(tx.undo, e, target);
    tx.log(call.to, DepositsReserveTargetSet{target});
    if (target < *e.deposits_reserve) set_reserve(tx, e, call, target);
    return {};
}

Result<void> withdraw_depositable_ether(Tx& tx, Ports& ports, const Call& call, Wei amount,
                                        u256 seed_deposits_count) {
    State& s = ports.self;
    AQ_REQUIRE(can_deposit(s), "CAN_NOT_DEPOSIT");
    AQ_TRY(require_sender(call, s.at.staking_router));
    AQ_REQUIRE(!amount.is_zero(), "ZERO_AMOUNT");
    AQ_TRY(spend_depositable_ether(tx, ports, call, amount));
    if (!seed_deposits_count.is_zero()) {
        const u256 count = wrapping_add(*s.steth.seed_deposits_count, seed_deposits_count);
        move::set_seed_deposits_count(tx.undo, s.steth, count);
        tx.log(call.to, DepositedValidatorsChanged{count});
    }
    // A machine's call of more value than there is fails without data.
    AQ_REQUIRE(ports.accounts.ether[call.to] >= amount);
    aq::move::transfer_ether(tx.undo, ports.accounts, call.to, s.at.staking_router, amount);
    return staking_router::receive_depositable_ether(tx, ports,
                                                     message(call.to, s.at.staking_router, amount));
}

Result<void> receive_el_rewards(Tx& tx, Ports& ports, const Call& call) {
    StEth& e = ports.self.steth;
    AQ_TRY(require_sender(call, ports.self.at.el_rewards_vault));
    move::set_el_rewards_collected(tx.undo, e, *e.el_rewards_collected + call.value);
    tx.log(call.to, ELRewardsReceived{call.value});
    return {};
}

Result<void> receive_withdrawals(Tx& tx, Ports& ports, const Call& call) {
    AQ_TRY(require_sender(call, ports.self.at.withdrawal_vault));
    tx.log(call.to, WithdrawalsReceived{call.value});
    return {};
}

Result<void> transfer_to_vault(Tx& /*tx*/, Ports& /*ports*/, const Call& /*call*/,
                               Address /*token*/) {
    return std::unexpected(Revert("NOT_SUPPORTED"));
}

Result<void> process_cl_state_update(Tx& tx, Ports& ports, const Call& call, u256 report_timestamp,
                                     Wei validators_balance, Wei pending_balance) {
    State& s = ports.self;
    AQ_TRY(require_not_stopped(s));
    AQ_TRY(require_sender(call, s.at.accounting));
    const DepositedNextReport next = AQ_TRY(deposited_next_report(s, tx.block));
    move::set_deposited_next_report(tx.undo, s.steth, next);
    move::set_deposited_post_report(tx.undo, s.steth, next.amount);
    tx.log(call.to, DepositedPostReportUpdated{next.amount});
    move::set_cl_balances(tx.undo, s.steth, validators_balance, pending_balance);
    tx.log(call.to, CLBalancesUpdated{report_timestamp, validators_balance, pending_balance});
    return {};
}

Result<void> internalize_external_bad_debt(Tx& tx, Ports& ports, const Call& call, Shares n) {
    AQ_REQUIRE(!n.is_zero(), "BAD_DEBT_ZERO_SHARES");
    AQ_TRY(require_not_stopped(ports.self));
    AQ_TRY(require_sender(call, ports.self.at.accounting));
    AQ_TRY(reduce_external_shares(tx, ports.self.steth, n));
    tx.log(call.to, ExternalBadDebtInternalized{n});
    tx.log(call.to, ExternalSharesBurnt{n});
    return {};
}

Result<void> collect_rewards_and_process_withdrawals(Tx& tx, Ports& ports, const Call& call,
                                                     const Collection& c) {
    State& s = ports.self;
    StEth& e = s.steth;
    AQ_TRY(require_not_stopped(s));
    AQ_TRY(require_sender(call, s.at.accounting));
    if (!c.el_rewards_to_withdraw.is_zero()) {
        AQ_TRY(el_rewards_vault::withdraw_rewards(
            tx, ports, message(call.to, s.at.el_rewards_vault), c.el_rewards_to_withdraw));
    }
    if (!c.withdrawals_to_withdraw.is_zero()) {
        AQ_TRY(withdrawal_vault::withdraw_withdrawals(
            tx, ports, message(call.to, s.at.withdrawal_vault), c.withdrawals_to_withdraw));
    }
    if (!c.ether_to_lock.is_zero()) {
        const Address& queue = s.at.withdrawal_queue;
        AQ_REQUIRE(ports.accounts.ether[call.to] >= c.ether_to_lock);
        aq::move::transfer_ether(tx.undo, ports.accounts, call.to, queue, c.ether_to_lock);
        AQ_TRY(withdrawal_queue::finalize(tx, ports, message(call.to, queue, c.ether_to_lock),
                                          c.last_withdrawal_request_to_finalize,
                                          c.withdrawals_share_rate));
    }
    const Wei with_income = *e.buffered + c.el_rewards_to_withdraw + c.withdrawals_to_withdraw;
    AQ_REQUIRE(with_income >= c.ether_to_lock, "MATH_SUB_UNDERFLOW");
    const Wei buffered = with_income - c.ether_to_lock;
    move::set_buffered(tx.undo, e, buffered);
    if (*e.deposits_reserve < *e.deposits_reserve_target) {
        set_reserve(tx, e, call, *e.deposits_reserve_target);
    }
    tx.log(call.to, ETHDistributed{c.report_timestamp, c.principal_cl_balance, c.report_cl_balance,
                                   c.withdrawals_to_withdraw, c.el_rewards_to_withdraw, buffered});
    return {};
}

Result<void> emit_token_rebase(Tx& tx, Ports& ports, const Call& call, const Rebase& r) {
    AQ_TRY(require_sender(call, ports.self.at.accounting));
    tx.log(call.to,
           TokenRebased{r.report_timestamp, r.time_elapsed, r.pre_total_shares, r.pre_total_ether,
                        r.post_total_shares, r.post_total_ether, r.shares_minted_as_fees});
    tx.log(call.to, InternalShareRateUpdated{r.report_timestamp, r.post_internal_shares,
                                             r.post_internal_ether, r.shares_minted_as_fees});
    return {};
}

}  // namespace aq::lido::steth
