// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The consensus layer's units and constants (consensus-specs, mainnet preset, Electra). Amounts
/// are gwei in 64 bits; stake is counted in increments of one ether.

#include <aquifer/ledger/quantity.hpp>

#include <cstdint>

namespace aq::beacon {

/// The money of the beacon chain.
using Gwei = Quantity<struct BeaconGweiUnit, std::uint64_t>;

/// The epoch of what has not been set: FAR_FUTURE_EPOCH.
inline constexpr std::uint64_t kFar = ~std::uint64_t{0};

inline constexpr std::uint64_t kSecondsPerSlot = 12;
inline constexpr std::uint64_t kSlotsPerEpoch = 32;
inline constexpr std::uint64_t kEpochsPerDay = 225;
inline constexpr std::uint64_t kMainnetGenesisTime = 1'606'824'023;

/// EFFECTIVE_BALANCE_INCREMENT: effective balances are multiples of it.
inline constexpr std::uint64_t kIncrementGwei = 1'000'000'000;
/// MIN_ACTIVATION_BALANCE, MAX_EFFECTIVE_BALANCE_ELECTRA and EJECTION_BALANCE, in increments.
inline constexpr std::uint32_t kMinActivation = 32;
inline constexpr std::uint32_t kMaxCompounding = 2048;
inline constexpr std::uint32_t kEjection = 16;
inline constexpr Gwei kMinActivationBalance{kMinActivation * kIncrementGwei};
/// The hysteresis of effective balances: a quarter of an increment down, five quarters up.
inline constexpr Gwei kHysteresisDown{kIncrementGwei / 4};
inline constexpr Gwei kHysteresisUp{5 * kIncrementGwei / 4};

inline constexpr std::uint64_t kBaseRewardFactor = 64;
inline constexpr std::uint64_t kSourceWeight = 14;
inline constexpr std::uint64_t kTargetWeight = 26;
inline constexpr std::uint64_t kHeadWeight = 14;
inline constexpr std::uint64_t kSyncWeight = 2;
inline constexpr std::uint64_t kProposerWeight = 8;
inline constexpr std::uint64_t kWeightDenominator = 64;
/// What the proposer gets of an attestation's weight: 8 / (64 - 8) of it, over 64.
inline constexpr std::uint64_t kProposerDenominator =
    (kWeightDenominator - kProposerWeight) * kWeightDenominator / kProposerWeight;
inline constexpr std::uint64_t kSyncCommitteeSize = 512;

/// An exit or activation asked for in epoch e takes effect in e + 5 at the earliest:
/// 1 + MAX_SEED_LOOKAHEAD.
inline constexpr std::uint64_t kActivationExitDelay = 5;
inline constexpr std::uint64_t kMinWithdrawabilityDelay = 256;
inline constexpr std::uint64_t kShardCommitteePeriod = 256;
inline constexpr std::uint64_t kEpochsPerSlashingsVector = 8192;
inline constexpr std::uint64_t kMinSlashingPenaltyQuotient = 4096;
inline constexpr std::uint64_t kProportionalSlashingMultiplier = 3;
inline constexpr unsigned kInactivityPenaltyShift = 26;  // 4 * 2^24
inline constexpr std::uint64_t kInactivityScoreBias = 4;
inline constexpr std::uint64_t kInactivityScoreRecovery = 16;
inline constexpr std::uint64_t kMinEpochsToInactivityPenalty = 4;

inline constexpr std::uint64_t kMaxPendingDepositsPerEpoch = 16;
inline constexpr std::uint64_t kMaxWithdrawalsPerPayload = 16;
inline constexpr std::uint64_t kMaxValidatorsPerSweep = 16'384;
inline constexpr std::uint64_t kMaxPendingPartialsPerSweep = 8;
inline constexpr std::uint64_t kPendingPartialsLimit = std::uint64_t{1} << 27U;
inline constexpr std::uint64_t kPendingConsolidationsLimit = std::uint64_t{1} << 18U;

inline constexpr Address kDepositContract = "0x00000000219ab540356cbb839cbe05303d7705fa"_address;
inline constexpr Address kWithdrawalRequestContract =
    "0x00000961ef480eb55e80d19ad83579a64c007002"_address;
inline constexpr Address kConsolidationRequestContract =
    "0x0000bbddc7ce488642fb579f8b00f3a590007251"_address;
inline constexpr Address kBeaconRootsContract =
    "0x000f3df6d732807ef1319fb7b8bb8522d0beac02"_address;

}  // namespace aq::beacon
