// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/rules.hpp>

#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>
#include <aquifer/protocols/erc20/steps.hpp>

namespace aq::erc20 {

namespace {

/// METH.notBlocked.
Result<void> require_unblocked(const Ports& ports, const Address& token, const Address& sender,
                               const Transfer& transfer) {
    const Generation& g = generation_at(ports, token);
    if (g.sender_blocked == nullptr) return {};
    const State& s = ports.self;
    AQ_TRY(require(!is_blocked(s, token, sender), g.sender_blocked, {}));
    AQ_TRY(require(!is_blocked(s, token, transfer.from), g.from_blocked, {}));
    return require(!is_blocked(s, token, transfer.to), g.to_blocked, {});
}

/// ERC20._transfer.
Result<void> transfer_checked(Tx& tx, Ports& ports, const Call& call, const Transfer& transfer) {
    const Address& token = call.to;
    const Generation& g = generation_at(ports, token);
    AQ_TRY(require_unblocked(ports, token, call.sender, transfer));
    const Amount held = balance(ports.self, token, transfer.from);
    AQ_TRY(require(transfer.from != kZeroAddress, g.transfer_from_zero, {}));
    AQ_TRY(require(transfer.to != kZeroAddress, g.transfer_to_zero, {}));
    AQ_TRY(require(held >= transfer.value, g.transfer_exceeds_balance,
                   {transfer.from, held, transfer.value, {}}));
    move::transfer(tx.undo, ports.self, token, transfer.from, transfer.to, transfer.value);
    tx.log(token, transfer);
    return {};
}

}  // namespace

Result<bool> transfer(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount) {
    AQ_TRY(require_open(ports, call.to, {call.sender, to}));
    AQ_TRY(transfer_checked(tx, ports, call, {call.sender, to, amount}));
    return true;
}

Result<bool> transfer_from(Tx& tx, Ports& ports, const Call& call, Address from, Address to,
                           Amount amount) {
    AQ_TRY(require_open(ports, call.to, {call.sender, from, to}));
    const bool moves_first = generation_at(ports, call.to).moves_before_spending;
    if (moves_first) AQ_TRY(transfer_checked(tx, ports, call, {from, to, amount}));
    AQ_TRY(spend_allowance(tx, ports, call.to, from, call.sender, amount));
    if (!moves_first) AQ_TRY(transfer_checked(tx, ports, call, {from, to, amount}));
    return true;
}

Result<bool> approve(Tx& tx, Ports& ports, const Call& call, Address spender, Amount amount) {
    AQ_TRY(require_open(ports, call.to, {call.sender, spender}));
    AQ_TRY(approve_checked(tx, ports, {call.sender, spender, amount}, call.to, true));
    return true;
}

Result<bool> increase_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Amount added) {
    AQ_TRY(require_open(ports, call.to, {call.sender, spender}));
    const Amount current = allowance(ports.self, call.to, call.sender, spender);
    const auto raised = checked_add(current, added);
    AQ_TRY(require(raised.has_value(), generation_at(ports, call.to).sum_overflow, {}));
    return approve(tx, ports, call, spender, *raised);
}

Result<bool> decrease_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Amount subtracted) {
    AQ_TRY(require_open(ports, call.to, {call.sender, spender}));
    const Amount current = allowance(ports.self, call.to, call.sender, spender);
    AQ_REQUIRE(current >= subtracted, "ERC20: decreased allowance below zero");
    return approve(tx, ports, call, spender, current - subtracted);
}

Result<void> mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount) {
    const Generation& g = generation_at(ports, call.to);
    AQ_TRY(require(to != kZeroAddress, g.mint_to_zero, {}));
    AQ_TRY(require(checked_add(total_supply(ports.self, call.to), amount).has_value(),
                   g.sum_overflow, {}));
    move::mint(tx.undo, ports.self, call.to, to, amount);
    if (g.logs_supply) tx.log(call.to, Transfer{kZeroAddress, to, amount});
    return {};
}

Result<void> burn(Tx& tx, Ports& ports, const Call& call, Address from, Amount amount) {
    const Generation& g = generation_at(ports, call.to);
    const Amount held = balance(ports.self, call.to, from);
    AQ_TRY(require(from != kZeroAddress, g.burn_from_zero, {}));
    AQ_TRY(require(held >= amount, g.burn_exceeds_balance, {from, held, amount, {}}));
    move::burn(tx.undo, ports.self, call.to, from, amount);
    if (g.logs_supply) tx.log(call.to, Transfer{from, kZeroAddress, amount});
    return {};
}

}  // namespace aq::erc20
