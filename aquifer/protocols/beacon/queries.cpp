// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

std::uint64_t active_increments(const Feed& f, std::uint64_t epoch) {
    std::uint64_t sum = 0;
    for (const Run& run : f.registry.runs()) {
        if (run.each.active(epoch)) sum += run.n * run.each.increments;
    }
    return std::max<std::uint64_t>(1, sum);
}

std::uint64_t base_reward_per_increment_down(std::uint64_t increments) {
    const u256 root = sqrt_down(u256(increments * kIncrementGwei));
    return kIncrementGwei * kBaseRewardFactor / root.truncate_u64();
}

Status status_of(const Validator& v, std::uint64_t epoch) {
    if (epoch < v.activation_epoch) {
        return v.activation_eligibility_epoch == kFar ? Status::kPendingInitialized
                                                      : Status::kPendingQueued;
    }
    if (epoch < v.exit_epoch) {
        if (v.exit_epoch == kFar) return Status::kActiveOngoing;
        return v.slashed ? Status::kActiveSlashed : Status::kActiveExiting;
    }
    if (epoch < v.withdrawable_epoch) {
        return v.slashed ? Status::kExitedSlashed : Status::kExitedUnslashed;
    }
    return v.balance.is_zero() ? Status::kWithdrawalDone : Status::kWithdrawalPossible;
}

std::string_view name_of(Status status) {
    switch (status) {
        case Status::kPendingInitialized:
            return "pending_initialized";
        case Status::kPendingQueued:
            return "pending_queued";
        case Status::kActiveOngoing:
            return "active_ongoing";
        case Status::kActiveExiting:
            return "active_exiting";
        case Status::kActiveSlashed:
            return "active_slashed";
        case Status::kExitedUnslashed:
            return "exited_unslashed";
        case Status::kExitedSlashed:
            return "exited_slashed";
        case Status::kWithdrawalPossible:
            return "withdrawal_possible";
        default:
            return "withdrawal_done";
    }
}

ValidatorView view_of(const Feed& f, std::uint64_t index) {
    const Validator& v = f.registry[index];
    return {.index = index,
            .pubkey = f.keys.at(index).bytes(),
            .credentials = f.credentials[v.credentials].value,
            .status = status_of(v, f.epoch()),
            .state = v};
}

PoolView pool_view(const Feed& f, std::uint32_t pool) {
    PoolView out;
    out.withdrawn = f.pools[pool].withdrawn;
    for (const Run& run : f.registry.runs()) {
        if (run.each.pool != pool) continue;
        out.validators += run.n;
        out.balance = out.balance + Gwei(run.n * run.each.balance.raw);
        out.effective = out.effective + Gwei(run.n * run.each.effective().raw);
    }
    for (const PendingDeposit& d : f.pending_deposits) {
        const auto index = f.keys.find(d.key);
        const std::uint32_t owner = index ? f.registry[*index].pool : d.pool;
        if (owner == pool) out.pending = out.pending + Gwei(d.n * d.amount.raw);
    }
    return out;
}

std::optional<std::uint32_t> find_pool(const Feed& f, std::string_view name) {
    const auto it = std::ranges::find(f.pools, name, &Pool::name);
    if (it == f.pools.end()) return std::nullopt;
    return static_cast<std::uint32_t>(it - f.pools.begin());
}

Gwei pending_partials_of(const Feed& f, std::uint64_t validator) {
    Gwei sum;
    for (const PendingPartial& p : f.pending_partials) {
        if (p.validator == validator) sum = sum + p.amount;
    }
    return sum;
}

Gwei sum_of_balances(const Feed& f) {
    std::uint64_t sum = 0;
    for (const Run& run : f.registry.runs()) sum += run.n * run.each.balance.raw;
    return Gwei(sum);
}

bool has_room_for(const Feed& f, std::uint64_t n, Gwei each) {
    u128 sum = static_cast<u128>(n) * each.raw + sum_of_balances(f).raw;
    for (const PendingDeposit& d : f.pending_deposits) {
        sum += static_cast<u128>(d.n) * d.amount.raw;
    }
    return sum <= static_cast<u128>(kMaxEther) * kIncrementGwei;
}

Hash credentials_of(std::uint8_t prefix, const Address& address) {
    Hash out = to_hash(to_u256(address));
    out.bytes[0] = prefix;
    return out;
}

Address address_of(const Hash& credentials) {
    Address out;
    std::copy_n(credentials.bytes.begin() + 12, 20, out.bytes.begin());
    return out;
}

}  // namespace aq::beacon
