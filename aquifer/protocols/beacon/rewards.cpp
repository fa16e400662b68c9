// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/epoch.hpp>
#include <aquifer/protocols/beacon/exits.hpp>
#include <aquifer/protocols/beacon/lottery.hpp>
#include <aquifer/protocols/beacon/queries.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

constexpr std::array<std::uint64_t, 3> kWeights{kSourceWeight, kTargetWeight, kHeadWeight};
constexpr std::array<std::uint8_t, 3> kFlags{kSource, kTarget, kHead};

constexpr std::uint64_t weight_of(std::uint8_t flags) {
    std::uint64_t weight = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        if ((flags & kFlags[i]) != 0) weight += kWeights[i];
    }
    return weight;
}

/// How many epochs of the step lie in [begin, end).
constexpr std::uint64_t overlap(const Step& step, std::uint64_t begin, std::uint64_t end) {
    const std::uint64_t from = std::max(begin, step.first);
    const std::uint64_t to = std::min(end, step.first + step.count);
    return from < to ? to - from : 0;
}
constexpr std::uint64_t one_later(std::uint64_t epoch) {
    return epoch == kFar ? kFar : epoch + 1;
}

/// In how many epochs of the step a validator has duties, is judged by its votes of the epoch
/// before, and is eligible for penalties.
struct Presence {
    std::uint64_t duty = 0;
    std::uint64_t judged = 0;
    std::uint64_t eligible = 0;
};

Presence presence_of(const Validator& v, const Step& step) {
    if (v.activation_epoch < step.first && v.exit_epoch == kFar) {
        return {step.count, step.count, step.count};
    }
    const std::uint64_t judged_end = one_later(v.exit_epoch);
    Presence out{.duty = overlap(step, v.activation_epoch, v.exit_epoch),
                 .judged = overlap(step, one_later(v.activation_epoch), judged_end),
                 .eligible = 0};
    // get_eligible_validator_indices: a slashed validator is, up to its withdrawable epoch.
    out.eligible = v.slashed ? overlap(step, step.first, std::max(judged_end, v.withdrawable_epoch))
                             : out.judged;
    return out;
}

/// Works through the runs once.
class Accrual {
public:
    Accrual(Feed& f, const Participation& did, const Step& step)
        : f_(f),
          did_(did),
          step_(step),
          b_(base_reward_per_increment_down(did.active)),
          leak_(in_leak(f.finality, step.first)),
          lottery_(lottery_of(did, b_)),
          correlation_(correlation_penalty_down(f, did.active)) {}

    void run() {
        if (f_.config.lottery) {
            draw_lottery(f_, lottery_);
        } else {
            issued_ = lottery_.income() * step_.count;
            pot_ = issued_ + f_.carry.raw;
            pot_stake_ = step_.count == 1 ? did_.online : stake_on_duty();
        }
        for (Run& run : f_.registry.runs()) accrue(run);
        if (!f_.config.lottery) f_.carry = Gwei(pot_ - shared_);
        f_.counters.issued = f_.counters.issued + Gwei(issued_);
        f_.counters.burned = f_.counters.burned + Gwei(burned_);
    }

private:
    /// What depends on the effective balance only; neighbours often have the same.
    struct Rates {
        std::uint32_t increments = 0;
        std::array<std::uint64_t, 3> reward{};
        std::array<std::uint64_t, 2> penalty{};
        std::uint64_t share = 0;
        std::uint64_t missed_bits = 0;
    };

    /// Increments online, each counted once for each epoch of the step that it has duties in.
    [[nodiscard]] std::uint64_t stake_on_duty() const {
        std::uint64_t sum = 0;
        for (const Run& run : f_.registry.runs()) {
            const Validator& v = run.each;
            if (v.slashed || v.duty == Duty::kOffline) continue;
            sum += run.n * v.increments * presence_of(v, step_).duty;
        }
        return sum;
    }

    [[nodiscard]] std::uint64_t share_of(std::uint32_t increments, std::uint64_t epochs) const {
        if (pot_stake_ == 0) return 0;
        const auto part = static_cast<u128>(pot_) * increments * epochs / pot_stake_;
        return static_cast<std::uint64_t>(part);
    }

    const Rates& rates_of(std::uint32_t increments) {
        if (rates_.increments == increments) return rates_;
        rates_ = {.increments = increments};
        const std::uint64_t base = increments * b_;
        for (std::size_t i = 0; i < 3; ++i) {
            rates_.reward[i] =
                leak_ ? 0
                      : base * kWeights[i] * did_.previous[i] / (did_.active * kWeightDenominator);
        }
        for (std::size_t i = 0; i < 2; ++i) {
            rates_.penalty[i] = base * kWeights[i] / kWeightDenominator;
        }
        rates_.share = share_of(increments, step_.count);
        if (did_.offline > 0 && !f_.config.lottery) {
            rates_.missed_bits = static_cast<std::uint64_t>(
                static_cast<u128>(lottery_.missed_bits()) * increments / did_.offline);
        }
        return rates_;
    }

    /// decrease_balance: stops at zero.
    void decrease(Run& run, std::uint64_t amount) {
        const std::uint64_t lost = std::min(amount, run.each.balance.raw);
        run.each.balance = run.each.balance - Gwei(lost);
        burned_ += run.n * lost;
    }
    void increase(Run& run, std::uint64_t amount) {
        run.each.balance = run.each.balance + Gwei(amount);
        issued_ += run.n * amount;
    }

    void accrue(Run& run) {
        const Presence presence = presence_of(run.each, step_);
        if (presence.duty == 0 && presence.eligible == 0) return;
        const Rates& rates = rates_of(run.each.increments);
        if (presence.duty > 0 && !run.each.slashed) draw(run, rates, presence.duty);
        if (step_.first > 0 && presence.eligible > 0) judge(run, rates, presence);
        const bool midway = run.each.slashed && step_.first + kEpochsPerSlashingsVector / 2 ==
                                                    run.each.withdrawable_epoch;
        if (midway) decrease(run, correlation_.raw * run.each.increments);
    }

    void draw(Run& run, const Rates& rates, std::uint64_t epochs) {
        if (run.each.duty == Duty::kOffline) {
            decrease(run, rates.missed_bits * epochs);
            return;
        }
        const std::uint64_t share =
            epochs == step_.count ? rates.share : share_of(run.each.increments, epochs);
        run.each.balance = run.each.balance + Gwei(share);
        shared_ += run.n * share;
    }

    /// process_inactivity_updates, then process_rewards_and_penalties.
    void judge(Run& run, const Rates& rates, const Presence& presence) {
        Validator& v = run.each;
        const bool counts = presence.judged > 0 && !v.slashed;
        // In a step of several epochs the votes are those of the duty, from the first to the last.
        const std::uint8_t votes = step_.count == 1 ? v.previous_flags : flags_of(v.duty);
        const std::uint8_t flags = counts ? votes : 0;
        if (step_.count == 1) update_score(v, (flags & kTarget) != 0);
        for (std::size_t i = 0; i < 3; ++i) {
            if ((flags & kFlags[i]) != 0) {
                increase(run, rates.reward[i] * presence.judged);
            } else if (i < 2) {
                decrease(run, rates.penalty[i] * presence.eligible);
            }
        }
        if (v.inactivity_score > 0 && (flags & kTarget) == 0) {
            const u128 product = static_cast<u128>(v.effective().raw) * v.inactivity_score;
            decrease(run, static_cast<std::uint64_t>(product >> kInactivityPenaltyShift));
        }
    }

    void update_score(Validator& v, bool voted) const {
        if (voted) {
            v.inactivity_score -= std::min<std::uint64_t>(1, v.inactivity_score);
        } else {
            v.inactivity_score += kInactivityScoreBias;
        }
        if (!leak_) v.inactivity_score -= std::min(kInactivityScoreRecovery, v.inactivity_score);
    }

    Feed& f_;
    const Participation& did_;
    const Step step_;
    const std::uint64_t b_;
    const bool leak_;
    const Lottery lottery_;
    const Gwei correlation_;
    Rates rates_;
    std::uint64_t pot_ = 0;
    std::uint64_t pot_stake_ = 0;
    std::uint64_t shared_ = 0;
    std::uint64_t issued_ = 0;
    std::uint64_t burned_ = 0;
};

void count_duty(Participation& did, Duty duty, std::uint64_t stake) {
    const std::uint8_t flags = flags_of(duty);
    (duty == Duty::kOffline ? did.offline : did.online) += stake;
    did.weighted += stake * weight_of(flags);
    if ((flags & kTarget) != 0) did.current_target += stake;
}

void count_votes(Participation& did, std::uint8_t flags, std::uint64_t stake) {
    for (std::size_t i = 0; i < 3; ++i) {
        if ((flags & kFlags[i]) != 0) did.previous[i] += stake;
    }
}

}  // namespace

Participation participation_of(const Feed& f) {
    const std::uint64_t epoch = f.epoch();
    const std::uint64_t before = epoch == 0 ? 0 : epoch - 1;
    Participation did{.active = 0, .current_target = 0};
    for (const Run& run : f.registry.runs()) {
        const Validator& v = run.each;
        const std::uint64_t stake = run.n * v.increments;
        if (v.active(epoch)) {
            did.active += stake;
            if (!v.slashed) count_duty(did, v.duty, stake);
        }
        if (!v.slashed && v.active(before)) count_votes(did, v.previous_flags, stake);
    }
    did.active = std::max<std::uint64_t>(1, did.active);
    did.current_target = std::max<std::uint64_t>(1, did.current_target);
    for (std::uint64_t& part : did.previous) part = std::max<std::uint64_t>(1, part);
    return did;
}

void accrue(Feed& f, const Participation& did, const Step& step) {
    Accrual(f, did, step).run();
}

}  // namespace aq::beacon
