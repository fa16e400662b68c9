// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/withdrawals.hpp>

#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

void Sweep::block(const WithdrawalLimits& limits) {
    in_block_ = 0;
    pay_partials(limits);
    if (f_.registry.size() > 0) sweep(limits);
}

void Sweep::pay_partials(const WithdrawalLimits& limits) {
    std::size_t done = 0;
    for (const PendingPartial& p : f_.pending_partials) {
        if (p.withdrawable_epoch > epoch_ || in_block_ == limits.partials) break;
        pay_partial(p);
        ++done;
    }
    auto& queue = f_.pending_partials;
    queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(done));
    if (done > 0) cursor_known_ = false;
}

void Sweep::pay_partial(const PendingPartial& p) {
    const Validator v = f_.registry[p.validator];
    const bool may =
        v.exit_epoch == kFar && v.increments >= kMinActivation && v.balance > kMinActivationBalance;
    // Otherwise the entry is dropped without a trace.
    if (!may) return;
    const Gwei amount = std::min(v.balance - kMinActivationBalance, p.amount);
    f_.registry.edit({p.validator, 1}, [&](Validator& it) { it.balance = it.balance - amount; });
    record(v, p.validator, 1, amount);
}

Gwei Sweep::due(const Validator& v) const {
    if (!v.withdrawable_to_an_address()) return {};
    if (v.withdrawable_epoch <= epoch_) return v.balance;
    const Gwei cap(v.cap() * kIncrementGwei);
    return v.increments == v.cap() && v.balance > cap ? v.balance - cap : Gwei();
}

void Sweep::sweep(const WithdrawalLimits& limits) {
    const std::uint64_t size = f_.registry.size();
    const std::uint64_t start = f_.next_withdrawal_validator;
    if (!cursor_known_) cursor_ = f_.registry.find(start);
    cursor_known_ = true;
    std::uint64_t left = std::min(size, limits.visits);
    while (left > 0 && in_block_ < limits.withdrawals) {
        const Run& run = f_.registry.runs()[cursor_.run];
        const std::uint64_t members = std::min(left, run.n - cursor_.offset);
        const Gwei amount = due(run.each);
        const std::uint64_t n =
            amount.is_zero() ? members : std::min(members, limits.withdrawals - in_block_);
        if (amount.is_zero()) {
            step_over(n);
        } else {
            pay_members(n, amount);
        }
        left -= n;
        f_.next_withdrawal_validator = (f_.next_withdrawal_validator + n) % size;
    }
    if (in_block_ < limits.withdrawals) {
        f_.next_withdrawal_validator = (start + limits.visits) % size;
        // All of a small registry was looked at: the pointer does not stand where the walk ended.
        if (size < limits.visits) cursor_known_ = false;
    }
}

void Sweep::step_over(std::uint64_t n) {
    cursor_.offset += n;
    if (cursor_.offset == f_.registry.runs()[cursor_.run].n) cursor_ = {cursor_.run + 1, 0};
    if (cursor_.run == f_.registry.runs().size()) cursor_ = {};
}

void Sweep::pay_members(std::uint64_t n, Gwei amount) {
    record(f_.registry.runs()[cursor_.run].each, f_.next_withdrawal_validator, n, amount);
    if (cursor_.offset > 0) {
        cursor_ = {f_.registry.isolate(cursor_, n), 0};
    }
    cursor_ = {f_.registry.pay_first(cursor_.run, n, amount), 0};
    if (cursor_.run == f_.registry.runs().size()) cursor_ = {};
}

void Sweep::record(const Validator& v, std::uint64_t index, std::uint64_t n, Gwei amount) {
    Credentials& credentials = f_.credentials[v.credentials];
    const Gwei sum(n * amount.raw);
    paid_.push_back({.slot = f_.slot,
                     .index = f_.next_withdrawal_index,
                     .validator = index,
                     .n = n,
                     .address = address_of(credentials.value),
                     .amount = amount});
    f_.next_withdrawal_index += n;
    in_block_ += n;
    credentials.withdrawn = credentials.withdrawn + sum;
    f_.pools[v.pool].withdrawn = f_.pools[v.pool].withdrawn + sum;
    f_.counters.withdrawn = f_.counters.withdrawn + sum;
}

}  // namespace aq::beacon
