// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/rules_vaults.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events_report.hpp>
#include <aquifer/protocols/lido/queries_oracle.hpp>
#include <aquifer/protocols/lido/rules_staking.hpp>

namespace aq::lido {

namespace el_rewards_vault {

Result<void> receive(Tx& tx, Ports& /*ports*/, const Call& call) {
    tx.log(call.to, ETHReceived{call.value});
    return {};
}

Result<Wei> withdraw_rewards(Tx& tx, Ports& ports, const Call& call, Wei max_amount) {
    const Address& lido = ports.self.at.lido;
    AQ_REQUIRE(call.sender == lido, "ONLY_LIDO_CAN_WITHDRAW");
    const Wei amount = std::min(ports.accounts.ether[call.to], max_amount);
    if (!amount.is_zero()) {
        aq::move::transfer_ether(tx.undo, ports.accounts, call.to, lido, amount);
        AQ_TRY(steth::receive_el_rewards(tx, ports, message(call.to, lido, amount)));
    }
    return amount;
}

}  // namespace el_rewards_vault

namespace withdrawal_vault {

Result<void> withdraw_withdrawals(Tx& tx, Ports& ports, const Call& call, Wei amount) {
    const Address& lido = ports.self.at.lido;
    AQ_REQUIRE(call.sender == lido, error::NotLido);
    AQ_REQUIRE(!amount.is_zero(), error::ZeroAmount);
    const Wei balance = ports.accounts.ether[call.to];
    AQ_REQUIRE(amount <= balance, error::NotEnoughEtherInVault, amount, balance);
    aq::move::transfer_ether(tx.undo, ports.accounts, call.to, lido, amount);
    return steth::receive_withdrawals(tx, ports, message(call.to, lido, amount));
}

}  // namespace withdrawal_vault

namespace vault_hub {

Result<Shares> bad_debt_for_last_ref_slot(const State& s, const Block& block) {
    const u256 current = AQ_TRY(accounting_oracle::current_ref_slot(s, block));
    return s.bad_debt->ref_slot == current ? s.bad_debt->at_ref_slot : s.bad_debt->now;
}

Result<void> write_off_bad_debt(Tx& tx, Ports& ports, const Call& call, Address vault, Shares n) {
    State& s = ports.self;
    const u256 current = AQ_TRY(accounting_oracle::current_ref_slot(s, tx.block));
    BadDebt debt = *s.bad_debt;
    if (debt.ref_slot != current) debt = {debt.now, debt.now, current};
    debt.now = AQ_TRY(checked_add(debt.now, n));
    // More than was minted against vaults cannot have gone bad.
    AQ_REQUIRE(debt.now <= *s.steth.external_shares, Arithmetic::kOverflow);
    move::set_bad_debt(tx.undo, s, debt);
    tx.log(call.to, BadDebtWrittenOffToBeInternalized{vault, n});
    return {};
}

Result<void> decrease_internalized_bad_debt(Tx& tx, Ports& ports, const Call& call, Shares n) {
    State& s = ports.self;
    AQ_REQUIRE(call.sender == s.at.accounting, error::NotAuthorized);
    BadDebt debt = *s.bad_debt;
    debt.now = AQ_TRY(checked_sub(debt.now, n));
    move::set_bad_debt(tx.undo, s, debt);
    return {};
}

}  // namespace vault_hub

}  // namespace aq::lido
