// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Renzo's keepers: ether to validators, proofs and checkpoints for the pods of its delegators, and
/// withdrawals from EigenLayer for those who leave.

#include <aquifer/autopilot/desk.hpp>
#include <aquifer/autopilot/settings.hpp>

namespace aq::autopilot {

class Renzo {
public:
    Renzo(Desk& desk, const Settings& settings);

    /// Buffers in proportion to the crowd: mainnet's would take in all that so few people bring.
    void set_up();
    /// What can be done now. Steps that follow on each other come with further calls.
    void keep();

private:
    void stake();
    void verify(const Address& delegator);
    void checkpoint(const Address& delegator);
    /// Out of EigenLayer: what checkpoints found in the pod, and tokens that a buffer lacks.
    void queue_ether(const Address& delegator);
    void queue_tokens(const Address& token);
    void complete(const Address& delegator);
    /// Slashes that hit a withdrawal in the queue become known to Renzo.
    void track_slashes(const Address& delegator);
    /// Validators leave when more is asked for than can be had otherwise.
    void exit_validators();

    [[nodiscard]] Address pod_of(const Address& delegator);

    Desk& desk_;
    std::uint64_t crowd_ = 0;
    std::vector<Address> delegators_;
    Address admin_;
};

}  // namespace aq::autopilot
