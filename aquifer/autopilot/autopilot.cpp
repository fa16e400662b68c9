// SPDX-License-Identifier: Apache-2.0
#include <aquifer/autopilot/autopilot.hpp>

#include <aquifer/autopilot/crowd.hpp>
#include <aquifer/autopilot/lido.hpp>
#include <aquifer/autopilot/renzo.hpp>
#include <aquifer/autopilot/rewards.hpp>
#include <aquifer/autopilot/services.hpp>

#include <utility>

namespace aq::autopilot {

namespace {

/// A role may need its first transactions mined before it can send the next: a checkpoint is
/// started, then proved. More rounds than this no role needs.
constexpr int kRounds = 4;

/// Mining is automatic while this lives.
class Automatic {
public:
    explicit Automatic(chain::Chain& chain) : chain_(chain), before_(chain.mining()) {
        chain_.set_mining(chain::Mining::kAutomatic);
    }
    ~Automatic() { chain_.set_mining(before_); }
    Automatic(const Automatic&) = delete;
    Automatic& operator=(const Automatic&) = delete;

private:
    chain::Chain& chain_;
    chain::Mining before_;
};

}  // namespace

struct Autopilot::Roles {
    Roles(Desk& desk, const Settings& settings)
        : lido(desk, settings),
          renzo(desk, settings),
          services(desk, settings),
          updater(desk, settings, services),
          crowd(desk, settings, services, updater) {}

    Lido lido;
    Renzo renzo;
    Services services;
    Updater updater;
    Crowd crowd;
};

Autopilot::Autopilot(chain::Chain& chain, Settings settings)
    : settings_(std::move(settings)),
      desk_(chain),
      roles_(std::make_unique<Roles>(desk_, settings_)),
      beat_(chain.tip().time / kBeat) {
    desk_.recall();
}

Autopilot::~Autopilot() = default;

void Autopilot::set_up() {
    const Automatic automatic(desk_.chain());
    roles_->services.set_up();
    desk_.mine();
    roles_->services.join();
    roles_->crowd.set_up();
    if (settings_.renzo_keepers) roles_->renzo.set_up();
    desk_.mine();
}

void Autopilot::tick() {
    const std::uint64_t beat = desk_.now() / kBeat;
    if (beat <= beat_ || desk_.waits()) return;
    beat_ = beat;
    // Each role's transactions stand in blocks of their own: what it saw is what they meet.
    const auto play = [&](bool on, auto act) {
        for (int i = 0; on && i < kRounds; ++i) {
            act();
            if (!desk_.mine()) return;
        }
    };
    Roles& roles = *roles_;
    play(settings_.lido_committee, [&] { roles.lido.report(); });
    play(settings_.lido_committee, [&] { roles.lido.deposit(); });
    play(settings_.beacon_rewards, [&] { roles.lido.tip(beat); });
    play(settings_.renzo_keepers, [&] { roles.renzo.keep(); });
    play(true, [&] { roles.services.serve(beat); });
    play(settings_.reward_updater, [&] { roles.updater.update(beat); });
    play(settings_.reward_updater, [&] { roles.updater.claim_for_others(); });
    roles.crowd.live(beat);
    desk_.mine();
}

std::uint64_t Autopilot::next_due() const {
    return (beat_ + 1) * kBeat;
}

std::optional<eigenlayer::RewardsMerkleClaim> Autopilot::claim_of(const Address& earner) {
    return roles_->updater.claim_of(earner);
}

void live(chain::Chain& chain, Autopilot& autopilot, std::uint64_t until_time) {
    const Automatic automatic(chain);
    chain.mine_ready();
    const std::uint64_t step = chain.options().block_seconds;
    for (;;) {
        const std::uint64_t due =
            std::min(std::max(autopilot.next_due(), chain.tip().time + step), until_time);
        // The next block after these is the first at or past the due time.
        const std::uint64_t blocks =
            (above(u256(due), u256(chain.tip().time)).truncate_u64() + step - 1) / step;
        if (blocks > 1) {
            const auto mined = chain.mine(blocks - 1, step);
            AQ_ASSERT(mined.has_value());
        }
        if (chain.tip().time + step >= until_time) return;
        autopilot.tick();
    }
}

Settings season_settings() {
    Settings out;
    out.avs = {{"bridge", Wei(ether(4)), 300, 60'000},
               {"oracle", Wei(ether(2)), 500, 30'000},
               {"sequencer", Wei(ether(1)), 1'000, 250'000}};
    return out;
}

std::unique_ptr<Autopilot> season(chain::Chain& chain, const Settings& settings,
                                  std::uint64_t days) {
    auto out = std::make_unique<Autopilot>(chain, settings);
    out->set_up();
    live(chain, *out, chain.tip().time + days * kDay);
    return out;
}

}  // namespace aq::autopilot
