// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/steps.hpp>

#include <aquifer/protocols/erc20/moves.hpp>
#include <aquifer/protocols/erc20/queries.hpp>

namespace aq::erc20 {

Result<void> require(bool condition, Generation::Words words, const Refused& what) {
    if (condition || words == nullptr) return {};
    return std::unexpected(words(what));
}

Result<void> require_open(const Ports& ports, const Address& token,
                          std::initializer_list<Address> accounts) {
    const Generation& g = generation_at(ports, token);
    if (g.paused == nullptr) return {};
    AQ_TRY(require(!ports.self.tokens[token].paused, g.paused, {}));
    for (const Address& account : accounts) {
        AQ_TRY(require(!is_blocked(ports.self, token, account), g.account_blocked, {}));
    }
    return {};
}

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

Result<void> spend_allowance(Tx& tx, Ports& ports, const Address& token, const Address& owner,
                             const Address& spender, Amount amount) {
    const Generation& g = generation_at(ports, token);
    if (!g.own_allowance && owner == spender) return {};
    const Amount current = allowance(ports.self, token, owner, spender);
    if (g.infinite_allowance && current == Amount::max()) return {};
    AQ_TRY(require(current >= amount, g.insufficient_allowance, {spender, current, amount, {}}));
    const Approval left{owner, spender, current - amount};
    if (g.spending == Spending::kLowers) {
        move::set_allowance(tx.undo, ports.self, token, owner, spender, left.value);
        return {};
    }
    return approve_checked(tx, ports, left, token, g.spending == Spending::kApproves);
}

}  // namespace aq::erc20
