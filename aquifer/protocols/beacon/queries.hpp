// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What can be read from the feed.

#include <aquifer/protocols/beacon/feed.hpp>

#include <string_view>

namespace aq::beacon {

/// get_total_active_balance at an epoch, in increments: at least one.
std::uint64_t active_increments(const Feed& f, std::uint64_t epoch);
inline Gwei total_active(const Feed& f, std::uint64_t epoch) {
    return Gwei(active_increments(f, epoch) * kIncrementGwei);
}
/// The churn of the current epoch.
inline Churn churn_of(const Feed& f) {
    return churn_of(f.config.fork, total_active(f, f.epoch()));
}

/// get_base_reward_per_increment, rounded down, for this many active increments.
std::uint64_t base_reward_per_increment_down(std::uint64_t increments);

/// The beacon API's names of a validator's states.
enum class Status : std::uint8_t {
    kPendingInitialized,
    kPendingQueued,
    kActiveOngoing,
    kActiveExiting,
    kActiveSlashed,
    kExitedUnslashed,
    kExitedSlashed,
    kWithdrawalPossible,
    kWithdrawalDone,
};
Status status_of(const Validator& v, std::uint64_t epoch);
std::string_view name_of(Status status);

struct ValidatorView {
    std::uint64_t index = 0;
    Pubkey pubkey{};
    Hash credentials;
    Status status = Status::kPendingInitialized;
    Validator state;
};
/// The validator must exist.
ValidatorView view_of(const Feed& f, std::uint64_t index);

/// What a pool's oracle would report.
struct PoolView {
    std::uint64_t validators = 0;
    Gwei balance;
    Gwei effective;
    Gwei withdrawn;
    /// Deposits that are still in the queue.
    Gwei pending;
    friend bool operator==(const PoolView&, const PoolView&) = default;
};
PoolView pool_view(const Feed& f, std::uint32_t pool);
std::optional<std::uint32_t> find_pool(const Feed& f, std::string_view name);

/// The sum of its partial withdrawals that have not been paid: get_pending_balance_to_withdraw.
Gwei pending_partials_of(const Feed& f, std::uint64_t validator);

Gwei sum_of_balances(const Feed& f);

/// The most ether that validators and deposits may hold together, so that no sum of gwei leaves 64
/// bits: eight times what there is.
inline constexpr std::uint64_t kMaxEther = 1'000'000'000;
/// Whether this much more ether, n times, stays within that.
bool has_room_for(const Feed& f, std::uint64_t n, Gwei each);

/// 0x01 or 0x02, eleven zeros, and the address.
Hash credentials_of(std::uint8_t prefix, const Address& address);
/// The address in 0x01 and 0x02 credentials.
Address address_of(const Hash& credentials);

inline std::uint64_t time_of(const Config& config, std::uint64_t slot) {
    return config.genesis_time + kSecondsPerSlot * slot;
}

}  // namespace aq::beacon
