// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Which off-chain roles are played, and how.

#include <aquifer/ledger/quantity.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace aq::autopilot {

/// A service with an operator set: pays those who secure it each week, and slashes by chance.
struct Avs {
    std::string name;
    Wei pays_weekly;
    /// Of what an operator has allocated to it, at one slash.
    std::uint64_t slash_bps = 0;
    /// That a week brings a slash of one of its operators, in millionths.
    std::uint64_t slash_chance_weekly_ppm = 0;

    friend bool operator==(const Avs&, const Avs&) = default;
};

struct Settings {
    /// The same seed, on the same chain, brings the same life.
    std::uint64_t seed = 1;
    /// How many users.
    std::uint64_t crowd = 100;
    /// Whether block builders pay Lido and Renzo, beside what validators earn on the beacon chain.
    bool beacon_rewards = true;
    bool lido_committee = true;
    bool renzo_keepers = true;
    bool reward_updater = true;
    std::vector<Avs> avs;

    friend bool operator==(const Settings&, const Settings&) = default;
};

}  // namespace aq::autopilot
