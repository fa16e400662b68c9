// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Users with habits. Each has its own, looks in every other day or so, takes first what is due to
/// it, and then does one thing with a part of what it has.

#include <aquifer/autopilot/rewards.hpp>
#include <aquifer/base/prng.hpp>

namespace aq::autopilot {

class Crowd {
public:
    Crowd(Desk& desk, const Settings& settings, const Services& services, Updater& updater);

    /// Ether for those who have never had any.
    void set_up();
    /// Those whom this beat brings. A user's luck depends on the seed, the user and the beat alone.
    void live(std::uint64_t beat);

    [[nodiscard]] const std::vector<Address>& users() const { return users_; }

private:
    /// One user at one time.
    struct Visit {
        std::uint64_t user = 0;
        Address who;
        Prng luck;
        /// An eighth to a half of an amount.
        u256 some_of(const u256& amount) { return part_down(amount, {1 + luck.below(4), 8}); }
        bool chance(std::uint64_t one_in) { return luck.below(one_in) == 0; }
    };

    void visit(Visit& v);
    // What is due.
    void claim_from_lido(const Visit& v);
    void claim_from_renzo(const Visit& v);
    void complete_withdrawals(const Visit& v);
    void claim_rewards(const Visit& v);
    // Habits.
    void stake(Visit& v);
    void wrap(Visit& v);
    void restake(Visit& v);
    void hold_ez_eth(Visit& v);
    void hold_wbeth(Visit& v);
    void trade(Visit& v);
    // What habits are made of.
    void buy_steth(Visit& v);
    void ask_lido_back(Visit& v);
    void delegate(Visit& v);
    void queue_withdrawal(Visit& v, const Address& strategy);
    void leave_renzo(Visit& v);
    void leave_at_once(Visit& v);
    void deposit_into(Visit& v, const Address& strategy, const Address& token);

    Desk& desk_;
    const Services& services_;
    Updater& updater_;
    std::uint64_t seed_ = 0;
    bool rewards_ = false;
    std::vector<Address> users_;
};

}  // namespace aq::autopilot
