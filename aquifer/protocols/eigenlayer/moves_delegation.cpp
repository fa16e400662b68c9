// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/moves_delegation.hpp>

namespace aq::eigenlayer::move {

namespace {

constexpr unsigned kHistoryBits = 224;
constexpr u256 kHistoryMask = wrapping_sub(u256(1U) << kHistoryBits, 1);

}  // namespace

void set_delegated_to(Undo& u, Delegation& d, const Address& staker, const Address& operator_at) {
    u.set(d.delegated_to, staker, operator_at);
}

void set_delegation_approver(Undo& u, Delegation& d, const Address& operator_at,
                             const Address& approver) {
    u.set(d.delegation_approver, operator_at, approver);
}

void spend_salt(Undo& u, Delegation& d, const Address& approver, const Hash& salt) {
    u.set(d.salt_spent, Key<Address, Hash>(approver, salt), true);
}

void set_scaling_factor(Undo& u, Delegation& d, const StrategyKey& of, const Factor& scaling) {
    u.set(d.deposit_scaling_factor, of, scaling == kOneFactor ? Factor() : scaling);
}

void set_operator_shares(Undo& u, Delegation& d, const StrategyKey& of, const Shares& total) {
    u.set(d.operator_shares, of, total);
}

void set_cumulative_scaled(Undo& u, Delegation& d, const StrategyKey& of, std::uint32_t block,
                           const ScaledShares& total) {
    push(u, d.cumulative_scaled, of, block, ScaledShares(total.raw & kHistoryMask));
}

void queue_withdrawal(Undo& u, Delegation& d, const Hash& root, const Withdrawal& w) {
    AQ_ASSERT(w.strategies.size() == w.scaledShares.size());
    u.set(d.withdrawals_queued, w.staker, wrapping_add(w.nonce, 1));
    u.set(d.queued_withdrawals, root,
          {w.staker, w.delegatedTo, w.withdrawer, w.startBlock, w.nonce});
    for (std::size_t i = 0; i < w.strategies.size(); ++i) {
        push(u, d.queued_strategies, root, {w.strategies[i], w.scaledShares[i]});
    }
    insert(u, d.queued_roots, w.staker, root);
}

void drop_withdrawal(Undo& u, Delegation& d, const Hash& root) {
    const QueuedWithdrawal row = d.queued_withdrawals[root];
    remove(u, d.queued_roots, row.staker, root);
    clear(u, d.queued_strategies, root);
    u.set(d.queued_withdrawals, root, QueuedWithdrawal());
}

}  // namespace aq::eigenlayer::move
