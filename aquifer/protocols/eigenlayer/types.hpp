// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The domain's words: the kinds of share, the factors, and the structs of EigenLayer's interfaces.

#include <aquifer/ledger/quantity.hpp>
#include <aquifer/protocols/erc20/state.hpp>

#include <string>
#include <vector>

namespace aq::eigenlayer {

using erc20::Amount;

/// Shares of a strategy: what withdraws, what an operator holds, what a strategy has issued.
using Shares = Quantity<struct ShareUnit>;
/// A staker's deposit shares: shares before the deposit scaling factor and slashing are applied.
using DepositShares = Quantity<struct DepositShareUnit>;
/// Deposit shares times the deposit scaling factor: what stands in the withdrawal queue.
using ScaledShares = Quantity<struct ScaledShareUnit>;
/// A deposit scaling factor or slashing factor; 10^18 is 1.
using Factor = Quantity<struct FactorUnit>;
/// A magnitude or beacon-chain slashing factor, at most 10^18, which is 1.
using Magnitude = Quantity<struct MagnitudeUnit, std::uint64_t>;
/// Ether on the beacon chain, in gwei.
using Gwei = Quantity<struct GweiUnit, std::uint64_t>;

inline constexpr Magnitude kOneMagnitude{1'000'000'000'000'000'000ULL};
inline constexpr Factor kOneFactor{kWad};

/// The virtual strategy that stands for native ether in pods.
inline constexpr Address kBeaconChainStrategy =
    "0xbeac0eeeeeeeeeeeeeeeeeeeeeeeeeeeeeebeac0"_address;
inline constexpr Address kBurnAddress = "0x00000000000000000000000000000000000e16e4"_address;

struct OperatorSet {
    Address avs;
    std::uint32_t id = 0;
    friend bool operator==(const OperatorSet&, const OperatorSet&) = default;
};

struct Withdrawal {
    Address staker;
    Address delegatedTo;
    Address withdrawer;
    u256 nonce;
    std::uint32_t startBlock = 0;
    std::vector<Address> strategies;
    std::vector<ScaledShares> scaledShares;
};

struct QueuedWithdrawalParams {
    std::vector<Address> strategies;
    std::vector<DepositShares> depositShares;
    /// Ignored by the contract.
    Address withdrawer;
};

struct SignatureWithExpiry {
    Bytes signature;
    u256 expiry;
};

struct CreateSetParams {
    std::uint32_t operatorSetId = 0;
    std::vector<Address> strategies;
};

struct CreateSetParamsV2 {
    std::uint32_t operatorSetId = 0;
    std::vector<Address> strategies;
    Address slasher;
};

struct AllocateParams {
    OperatorSet operatorSet;
    std::vector<Address> strategies;
    std::vector<Magnitude> newMagnitudes;
};

struct RegisterParams {
    Address avs;
    std::vector<std::uint32_t> operatorSetIds;
    Bytes data;
};

struct DeregisterParams {
    Address operatorAddress;
    Address avs;
    std::vector<std::uint32_t> operatorSetIds;
};

struct SlashingParams {
    Address operatorAddress;
    std::uint32_t operatorSetId = 0;
    std::vector<Address> strategies;
    std::vector<u256> wadsToSlash;
    std::string description;
};

/// `IAllocationManagerTypes.Allocation` as views answer it.
struct AllocationAnswer {
    Magnitude currentMagnitude;
    Int<128> pendingDiff;
    std::uint32_t effectBlock = 0;
};

struct StrategyAndMultiplier {
    Address strategy;
    u96 multiplier;
};

struct RewardsSubmission {
    std::vector<StrategyAndMultiplier> strategiesAndMultipliers;
    Address token;
    Amount amount;
    std::uint32_t startTimestamp = 0;
    std::uint32_t duration = 0;
};

struct OperatorReward {
    Address operatorAddress;
    Amount amount;
};

struct OperatorDirectedRewardsSubmission {
    std::vector<StrategyAndMultiplier> strategiesAndMultipliers;
    Address token;
    std::vector<OperatorReward> operatorRewards;
    std::uint32_t startTimestamp = 0;
    std::uint32_t duration = 0;
    std::string description;
};

struct DistributionRoot {
    Hash root;
    std::uint32_t rewardsCalculationEndTimestamp = 0;
    std::uint32_t activatedAt = 0;
    bool disabled = false;
    friend bool operator==(const DistributionRoot&, const DistributionRoot&) = default;
};

struct EarnerTreeMerkleLeaf {
    Address earner;
    Hash earnerTokenRoot;
};

struct TokenTreeMerkleLeaf {
    Address token;
    Amount cumulativeEarnings;
};

struct RewardsMerkleClaim {
    std::uint32_t rootIndex = 0;
    std::uint32_t earnerIndex = 0;
    Bytes earnerTreeProof;
    EarnerTreeMerkleLeaf earnerLeaf;
    std::vector<std::uint32_t> tokenIndices;
    std::vector<Bytes> tokenTreeProofs;
    std::vector<TokenTreeMerkleLeaf> tokenLeaves;
};

struct StateRootProof {
    Hash beaconStateRoot;
    Bytes proof;
};

struct ValidatorProof {
    std::vector<Hash> validatorFields;
    Bytes proof;
};

struct BalanceContainerProof {
    Hash balanceContainerRoot;
    Bytes proof;
};

struct BalanceProof {
    Hash pubkeyHash;
    Hash balanceRoot;
    Bytes proof;
};

struct ConsolidationRequest {
    Bytes srcPubkey;
    Bytes targetPubkey;
};

struct WithdrawalRequest {
    Bytes pubkey;
    Gwei amountGwei;
};

struct VaultConfig {
    Address underlyingToken;
    Address vaultAdmin;
    Address arbitrator;
    std::uint32_t duration = 0;
    Amount maxPerDeposit;
    Amount stakeCap;
    std::string metadataURI;
    OperatorSet operatorSet;
    Bytes operatorSetRegistrationData;
    Address delegationApprover;
    std::string operatorMetadataURI;
};

}  // namespace aq::eigenlayer
