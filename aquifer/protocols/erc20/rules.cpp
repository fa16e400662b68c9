// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/rules.hpp>

#include <aquifer/protocols/erc20/events.hpp>
#include <aquifer/protocols/erc20/generations.hpp>
#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>

namespace aq::erc20 {

namespace {

const Generation& generation_at(const Ports& ports, const Address& token) {
    return generation_of(ports.self.tokens[token].kind);
}

/// Holds unless the generation refuses in such a case.
Result<void> require(bool condition, Generation::Words words, const Refused& what) {
    if (condition || words == nullptr) return {};
    return std::unexpected(words(what));
}

/// ERC20._approve.
Result<void> approve_checked(Tx& tx, Ports& ports, const Approval& approval, const Address& token,
                             bool logged) {
    const Generation& g = generation_at(ports, token);
    AQ_TRY(require(approval.owner != kZeroAddress, g.approve_from_zero, {}));
    AQ_TRY(require(approval.spender != kZeroAddress, g.approve_to_zero, {}));
    move::set_allowance(tx.undo, ports.self, token, approval.owner, approval.spender,
                        approval.value);
    if (logged) tx.log(token, approval);
    return {};
}

/// ERC20._spendAllowance.
Result<void> spend_allowance(Tx& tx, Ports& ports, const Address& token, const Address& owner,
                             const Address& spender, Amount amount) {
    const Generation& g = generation_at(ports, token);
    const Amount current = allowance(ports.self, token, owner, spender);
    if (current == Amount::max()) return {};
    AQ_TRY(require(current >= amount, g.insufficient_allowance,
                   {.account = spender, .has = current, .needs = amount}));
    return approve_checked(tx, ports, {owner, spender, current - amount}, token, g.logs_spending);
}

/// ERC20._transfer.
Result<void> transfer_checked(Tx& tx, Ports& ports, const Transfer& transfer,
                              const Address& token) {
    const Generation& g = generation_at(ports, token);
    const Amount held = balance(ports.self, token, transfer.from);
    AQ_TRY(require(transfer.from != kZeroAddress, g.transfer_from_zero, {}));
    AQ_TRY(require(transfer.to != kZeroAddress, g.transfer_to_zero, {}));
    AQ_TRY(require(held >= transfer.value, g.transfer_exceeds_balance,
                   {.account = transfer.from, .has = held, .needs = transfer.value}));
    move::transfer(tx.undo, ports.self, token, transfer.from, transfer.to, transfer.value);
    tx.log(token, transfer);
    return {};
}

}  // namespace

Result<bool> transfer(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount) {
    AQ_TRY(transfer_checked(tx, ports, {call.sender, to, amount}, call.to));
    return true;
}

Result<bool> transfer_from(Tx& tx, Ports& ports, const Call& call, Address from, Address to,
                           Amount amount) {
    AQ_TRY(spend_allowance(tx, ports, call.to, from, call.sender, amount));
    AQ_TRY(transfer_checked(tx, ports, {from, to, amount}, call.to));
    return true;
}

Result<bool> approve(Tx& tx, Ports& ports, const Call& call, Address spender, Amount amount) {
    AQ_TRY(approve_checked(tx, ports, {call.sender, spender, amount}, call.to, true));
    return true;
}

Result<bool> increase_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Amount added) {
    const Amount current = allowance(ports.self, call.to, call.sender, spender);
    const Amount raised = AQ_TRY(checked_add(current, added));
    return approve(tx, ports, call, spender, raised);
}

Result<bool> decrease_allowance(Tx& tx, Ports& ports, const Call& call, Address spender,
                                Amount subtracted) {
    const Amount current = allowance(ports.self, call.to, call.sender, spender);
    AQ_REQUIRE(current >= subtracted, "ERC20: decreased allowance below zero");
    return approve(tx, ports, call, spender, current - subtracted);
}

Result<void> mint(Tx& tx, Ports& ports, const Call& call, Address to, Amount amount) {
    AQ_TRY(checked_add(total_supply(ports.self, call.to), amount));
    move::mint(tx.undo, ports.self, call.to, to, amount);
    tx.log(call.to, Transfer{kZeroAddress, to, amount});
    return {};
}

Result<void> burn(Tx& tx, Ports& ports, const Call& call, Address from, Amount amount) {
    const Amount held = balance(ports.self, call.to, from);
    AQ_TRY(require(held >= amount, generation_at(ports, call.to).burn_exceeds_balance,
                   {.account = from, .has = held, .needs = amount}));
    move::burn(tx.undo, ports.self, call.to, from, amount);
    tx.log(call.to, Transfer{from, kZeroAddress, amount});
    return {};
}

}  // namespace aq::erc20
