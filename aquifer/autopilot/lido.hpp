// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Lido's oracle committee, the DepositSecurityModule's guardians, and the builders of blocks.

#include <aquifer/autopilot/desk.hpp>
#include <aquifer/autopilot/settings.hpp>

namespace aq::autopilot {

class Lido {
public:
    Lido(Desk& desk, const Settings& settings);

    /// The report of the frame, if it has not been made. What is deposited between the frame's
    /// reference slot and its report would be counted twice: so nothing is.
    void report();
    /// Ether that waits in Lido's buffer becomes validators, once the frame has its report.
    void deposit();
    /// Once a day builders pay the proposers: about 0.5 % a year of what each protocol has staked.
    void tip(std::uint64_t beat);

private:
    /// The frame that the next block stands in.
    struct Frame {
        bool reported = false;
        /// Whether its reference slot is final by now.
        bool final = false;
    };
    /// Nothing while a frame gives way to the next.
    std::optional<Frame> frame();

    Desk& desk_;
    Address builder_;
    /// The last day with tips.
    std::uint64_t tipped_day_ = 0;
};

}  // namespace aq::autopilot
