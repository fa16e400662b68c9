// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Withdrawals: what each block pays out of validators' balances to addresses of the execution
/// layer, without a transaction, a call or a log.

#include <aquifer/protocols/beacon/feed.hpp>

namespace aq::beacon {

/// n withdrawals with consecutive indices to consecutive validators, each of the same amount to the
/// same address.
struct Withdrawal {
    std::uint64_t slot = 0;
    std::uint64_t index = 0;
    std::uint64_t validator = 0;
    std::uint64_t n = 0;
    Address address;
    Gwei amount;
    friend bool operator==(const Withdrawal&, const Withdrawal&) = default;
};

/// How much blocks may do: one block's worth, or that of all blocks of a fast step at once.
struct WithdrawalLimits {
    std::uint64_t withdrawals = kMaxWithdrawalsPerPayload;
    std::uint64_t partials = kMaxPendingPartialsPerSweep;
    std::uint64_t visits = kMaxValidatorsPerSweep;

    [[nodiscard]] WithdrawalLimits times(std::uint64_t blocks) const {
        return {withdrawals * blocks, partials * blocks, visits * blocks};
    }
};

/// get_expected_withdrawals and process_withdrawals, block after block of one epoch. While it
/// lives nothing else may change the registry.
class Sweep {
public:
    explicit Sweep(Feed& f) : f_(f), epoch_(f.epoch()) {}

    /// The block of the feed's slot.
    void block(const WithdrawalLimits& limits);
    [[nodiscard]] const std::vector<Withdrawal>& paid() const { return paid_; }

private:
    void pay_partials(const WithdrawalLimits& limits);
    void pay_partial(const PendingPartial& partial);
    /// The number of validators looked at.
    void sweep(const WithdrawalLimits& limits);
    [[nodiscard]] Gwei due(const Validator& v) const;
    void pay_members(std::uint64_t n, Gwei amount);
    void step_over(std::uint64_t n);
    void record(const Validator& v, std::uint64_t index, std::uint64_t n, Gwei amount);

    Feed& f_;
    const std::uint64_t epoch_;
    std::vector<Withdrawal> paid_;
    /// Paid in the current block.
    std::uint64_t in_block_ = 0;
    /// The sweep's pointer as a place, while it is known.
    Registry::Place cursor_;
    bool cursor_known_ = false;
};

}  // namespace aq::beacon
