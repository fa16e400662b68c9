// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Plays the off-chain roles of a sandbox: Lido's committee and depositor, Renzo's keepers,
/// services with their operators, the reward updater, builders, and a crowd of users. All through
/// ordinary transactions, and the same for the same seed. What a role has to remember it finds on
/// the chain: after a restart another autopilot goes on as this one would have.

#include <aquifer/autopilot/desk.hpp>
#include <aquifer/autopilot/settings.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

#include <memory>

namespace aq::autopilot {

class Autopilot {
public:
    /// The chain outlives it.
    Autopilot(chain::Chain& chain, Settings settings);
    Autopilot(const Autopilot&) = delete;
    Autopilot& operator=(const Autopilot&) = delete;
    ~Autopilot();

    /// Services, operators and their sets, accounts with ether, and Renzo's buffers in proportion
    /// to the crowd. What stands already stays: a second time does nothing.
    void set_up();
    /// Does what is due at the chain's present time; to be called after each block or jump, but not
    /// while one is made (not from `Chain::on_record`).
    void tick();
    /// The chain's time from which a tick has something to do.
    [[nodiscard]] std::uint64_t next_due() const;

    /// With which an earner gets all that the newest root in force owes it; nothing if that is
    /// nothing.
    [[nodiscard]] std::optional<eigenlayer::RewardsMerkleClaim> claim_of(const Address& earner);

    [[nodiscard]] const Settings& settings() const { return settings_; }
    /// What came of everything that was sent while mining was automatic.
    [[nodiscard]] const Outcomes& outcomes() const { return desk_.outcomes(); }

private:
    struct Roles;

    Settings settings_;
    Desk desk_;
    std::unique_ptr<Roles> roles_;
    /// The last beat that was played.
    std::uint64_t beat_ = 0;
};

/// Plays up to a time: jumps from one due time to the next, in blocks at the chain's own pace.
void live(chain::Chain& chain, Autopilot& autopilot, std::uint64_t until_time);

/// A hundred users and three services, one of which slashes often.
Settings season_settings();
/// Sixty days of life, for demonstrations. What it returns can go on from there.
std::unique_ptr<Autopilot> season(chain::Chain& chain, const Settings& settings = season_settings(),
                                  std::uint64_t days = 60);

}  // namespace aq::autopilot
