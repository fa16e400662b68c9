// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Random numbers that are the same on every machine for the same seed: for tests, sandboxes and
/// simulations, never for secrets.

#include <aquifer/base/limb.hpp>
#include <aquifer/base/u256.hpp>

#include <array>
#include <bit>
#include <cstdint>
#include <limits>

namespace aq {

/// xoshiro256** 1.0 of Blackman and Vigna, its state filled by splitmix64 as they advise. It serves
/// as a generator to the distributions of <random>, but those differ from one standard library to
/// another: prefer `below`.
class Prng {
public:
    using result_type = std::uint64_t;

    explicit constexpr Prng(std::uint64_t seed) {
        for (auto& word : state_) {
            seed += 0x9e3779b97f4a7c15ULL;
            std::uint64_t mixed = seed;
            mixed = (mixed ^ (mixed >> 30U)) * 0xbf58476d1ce4e5b9ULL;
            mixed = (mixed ^ (mixed >> 27U)) * 0x94d049bb133111ebULL;
            word = mixed ^ (mixed >> 31U);
        }
    }

    static constexpr std::uint64_t min() { return 0; }
    static constexpr std::uint64_t max() { return std::numeric_limits<std::uint64_t>::max(); }

    constexpr std::uint64_t operator()() {
        const std::uint64_t out = std::rotl(state_[1] * 5, 7) * 9;
        const std::uint64_t shifted = state_[1] << 17U;
        state_[2] ^= state_[0];
        state_[3] ^= state_[1];
        state_[1] ^= state_[2];
        state_[0] ^= state_[3];
        state_[2] ^= shifted;
        state_[3] = std::rotl(state_[3], 45);
        return out;
    }

    /// Less than `bound`, each with the same chance; 0 for a bound of 0. Lemire's method.
    constexpr std::uint64_t below(std::uint64_t bound) {
        if (bound == 0) return 0;
        const std::uint64_t unfair = (0 - bound) % bound;
        for (;;) {
            const u128 product = detail::wide_mul((*this)(), bound);
            if (static_cast<std::uint64_t>(product) >= unfair) {
                return static_cast<std::uint64_t>(product >> 64U);
            }
        }
    }

    constexpr bool coin() { return ((*this)() >> 63U) != 0; }

private:
    std::array<std::uint64_t, 4> state_{};
};

/// Any of the 2^256 numbers, each with the same chance.
constexpr u256 uniform_u256(Prng& rng) {
    const std::uint64_t low = rng();
    const std::uint64_t second = rng();
    const std::uint64_t third = rng();
    return u256({low, second, third, rng()});
}

/// Drawn towards the edges: zero, one, the largest, powers of two and their neighbours, limbs of
/// zeros and ones only, and else a number of any width.
constexpr u256 edge_u256(Prng& rng) {
    const auto bit = static_cast<unsigned>(rng.below(256));
    const u256 power = u256(1) << bit;
    switch (rng.below(16)) {
        case 0:
            return 0;
        case 1:
            return 1;
        case 2:
            return u256::max();
        case 3:
            return wrapping_sub(u256::max(), u256(rng.below(3)));
        case 4:
            return power;
        case 5:
            return wrapping_sub(power, 1);
        case 6:
            return wrapping_add(power, 1);
        case 7:
            return wrapping_sub(0, power);
        case 8:
            return u256(rng.below(4));
        case 9: {
            u256 out;
            for (auto& limb : out.limb) limb = rng.coin() ? ~0ULL : 0;
            return out;
        }
        default:
            return uniform_u256(rng) >> bit;
    }
}

}  // namespace aq
