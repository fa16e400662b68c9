// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/beacon/lottery.hpp>

#include <aquifer/base/prng.hpp>

#include <algorithm>

namespace aq::beacon {

namespace {

constexpr std::uint64_t kEpochsPerCommittee = 256;

enum class Draw : std::uint8_t { kProposers, kCommittee };

/// A generator of its own for each draw, so that nothing but the seed is state.
Prng dice_for(const Feed& f, Draw draw, std::uint64_t round) {
    const std::uint64_t which = 2 * round + (draw == Draw::kCommittee ? 1 : 0);
    return Prng(f.config.lottery_seed ^ (which * 0xd6e8feb86659fd93ULL));
}

/// Active validators by effective balance, one after the other.
class Stakes {
public:
    explicit Stakes(const Feed& f) {
        std::uint64_t index = 0;
        for (const Run& run : f.registry.runs()) {
            if (run.each.active(f.epoch()) && run.each.increments > 0) {
                stakes_.push_back({total_, index, run.each.increments});
                total_ += run.n * run.each.increments;
            }
            index += run.n;
        }
    }

    [[nodiscard]] std::vector<std::uint64_t> draw(Prng dice, std::uint64_t n) const {
        std::vector<std::uint64_t> out;
        for (std::uint64_t i = 0; i < n && total_ > 0; ++i) {
            const std::uint64_t at = dice.below(total_);
            const Stake& stake =
                *std::prev(std::ranges::upper_bound(stakes_, at, {}, &Stake::from));
            out.push_back(stake.index + (at - stake.from) / stake.increments);
        }
        return out;
    }

private:
    struct Stake {
        std::uint64_t from = 0;
        std::uint64_t index = 0;
        std::uint64_t increments = 0;
    };
    std::vector<Stake> stakes_;
    std::uint64_t total_ = 0;
};

bool on_duty(const Feed& f, std::uint64_t validator) {
    const Validator& v = f.registry[validator];
    return v.active(f.epoch()) && !v.slashed && v.duty != Duty::kOffline;
}

void pay(Feed& f, std::uint64_t validator, std::uint64_t amount) {
    f.registry.edit({validator, 1}, [&](Validator& v) { v.balance = v.balance + Gwei(amount); });
}

void issue(Feed& f, std::uint64_t validator, std::uint64_t amount) {
    pay(f, validator, amount);
    f.counters.issued = f.counters.issued + Gwei(amount);
}

void burn(Feed& f, std::uint64_t validator, std::uint64_t amount) {
    const Gwei lost = std::min(Gwei(amount), f.registry[validator].balance);
    f.registry.edit({validator, 1}, [&](Validator& v) { v.balance = v.balance - lost; });
    f.counters.burned = f.counters.burned + lost;
}

}  // namespace

Lottery lottery_of(const Participation& did, std::uint64_t base_reward_per_increment) {
    const std::uint64_t b = base_reward_per_increment;
    Lottery out;
    out.inclusion = did.weighted * b / kProposerDenominator;
    out.sync_bit =
        b * did.active * kSyncWeight / kWeightDenominator / kSlotsPerEpoch / kSyncCommitteeSize;
    out.sync_proposer = out.sync_bit * kProposerWeight / (kWeightDenominator - kProposerWeight);
    out.blocks = kSlotsPerEpoch * did.online / did.active;
    out.bits = kSyncCommitteeSize * did.online / did.active;
    return out;
}

void draw_lottery(Feed& f, const Lottery& rates) {
    const Stakes stakes(f);
    const std::uint64_t period = f.epoch() / kEpochsPerCommittee;
    if (f.committee.seats.empty() || f.committee.period != period) {
        f.committee = {period,
                       stakes.draw(dice_for(f, Draw::kCommittee, period), kSyncCommitteeSize)};
    }
    std::vector<std::uint64_t> proposers =
        stakes.draw(dice_for(f, Draw::kProposers, f.epoch()), kSlotsPerEpoch);
    std::erase_if(proposers, [&](std::uint64_t v) { return !on_duty(f, v); });
    const std::uint64_t blocks = proposers.size();
    if (blocks == 0) return;

    std::uint64_t signed_bits = 0;
    for (const std::uint64_t seat : f.committee.seats) {
        const bool signs = on_duty(f, seat);
        signed_bits += signs ? 1 : 0;
        if (signs) issue(f, seat, rates.sync_bit * blocks);
        else burn(f, seat, rates.sync_bit * blocks);
    }
    const std::uint64_t pot = rates.inclusion + f.carry.raw;
    f.counters.issued = f.counters.issued + Gwei(rates.inclusion);
    f.carry = Gwei(pot % blocks);
    for (const std::uint64_t proposer : proposers) {
        issue(f, proposer, rates.sync_proposer * signed_bits);
        pay(f, proposer, pot / blocks);
    }
}

}  // namespace aq::beacon
