// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/abi.hpp>
#include <aquifer/protocols/eigenlayer/events_pods.hpp>
#include <aquifer/protocols/eigenlayer/testing.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

using testing::Pin;

// The published selectors (specification, annex A), in ascending order.
constexpr std::array<Pin, 33> kManager{{
    {0x0d1e9de1, "setProofTimestampSetter(address)"},
    {0x136439dd, "pause(uint256)"},
    {0x2704351a, "pectraForkTimestamp()"},
    {0x292b7b2b, "eigenPodBeacon()"},
    {0x2eae418c, "withdrawSharesAsTokens(address,address,address,uint256)"},
    {0x3fb99ca5, "increaseBurnOrRedistributableShares((address,uint32),uint256,address,uint256)"},
    {0x50ff7225, "addShares(address,address,uint256)"},
    {0x595c6a67, "pauseAll()"},
    {0x595edbcb, "proofTimestampSetter()"},
    {0x5a26fbf4, "setPectraForkTimestamp(uint64)"},
    {0x5ac86ab7, "paused(uint8)"},
    {0x5c975abb, "paused()"},
    {0x715018a6, "renounceOwnership()"},
    {0x724af423, "removeDepositShares(address,address,uint256)"},
    {0x74cdd798, "ethPOS()"},
    {0x84d81062, "createPod()"},
    {0x886f1195, "pauserRegistry()"},
    {0x8da5cb5b, "owner()"},
    {0x9104c319, "beaconChainETHStrategy()"},
    {0x9b4e4634, "stake(bytes,bytes,bytes32)"},
    {0x9ba06275, "ownerToPod(address)"},
    {0xa1ca780b, "recordBeaconChainETHBalanceUpdate(address,uint256,int256)"},
    {0xa38406a3, "getPod(address)"},
    {0xa3d75e09, "beaconChainSlashingFactor(address)"},
    {0xa6a509be, "numPods()"},
    {0xcd6dc687, "initialize(address,uint256)"},
    {0xd48e8894, "podOwnerDepositShares(address)"},
    {0xea4d3c9b, "delegationManager()"},
    {0xf2fde38b, "transferOwnership(address)"},
    {0xf5d4fed3, "burnableETHShares()"},
    {0xf6848d24, "hasPod(address)"},
    {0xfabc1cbc, "unpause(uint256)"},
    {0xfe243a17, "stakerDepositShares(address,address)"},
}};

constexpr std::array<Pin, 28> kPod{{
    {0x039157d2, "verifyStaleBalance(uint64,(bytes32,bytes),(bytes32[],bytes))"},
    {0x0b18ff66, "podOwner()"},
    {0x1e515533, "getConsolidationRequestFee()"},
    {0x2340e8d3, "activeValidatorCount()"},
    {0x3474aa16, "withdrawableRestakedExecutionLayerGwei()"},
    {0x3f5fa57a, "requestWithdrawal((bytes,uint64)[])"},
    {0x3f65cf19,
     "verifyWithdrawalCredentials(uint64,(bytes32,bytes),uint40[],"
     "bytes[],bytes32[][])"},
    {0x42ecff2a, "currentCheckpointTimestamp()"},
    {0x4665bcda, "eigenPodManager()"},
    {0x47d28372, "currentCheckpoint()"},
    {0x52396a59, "checkpointBalanceExitedGwei(uint64)"},
    {0x58753357, "proofSubmitter()"},
    {0x58eaee79, "validatorStatus(bytes)"},
    {0x6691954e, "requestConsolidation((bytes,bytes)[])"},
    {0x6c0d2d5a, "getParentBlockRoot(uint64)"},
    {0x6fcd0e53, "validatorPubkeyHashToInfo(bytes32)"},
    {0x7439841f, "validatorStatus(bytes32)"},
    {0x74cdd798, "ethPOS()"},
    {0x88676cad, "startCheckpoint(bool)"},
    {0x9b4e4634, "stake(bytes,bytes,bytes32)"},
    {0xb522538a, "validatorPubkeyToInfo(bytes)"},
    {0xc44e30dc, "getWithdrawalRequestFee()"},
    {0xc4907442, "withdrawRestakedBeaconChainETH(address,uint256)"},
    {0xc4d66de8, "initialize(address)"},
    {0xd06d5587, "setProofSubmitter(address)"},
    {0xdda3346c, "recoverTokens(address[],uint256[],address)"},
    {0xee94d67c, "lastCheckpointTimestamp()"},
    {0xf074ba62, "verifyCheckpointProofs((bytes32,bytes),(bytes32,bytes32,bytes)[])"},
}};

template <std::size_t N>
void expect_exactly(const Face& face, const std::array<Pin, N>& pins) {
    ASSERT_EQ(face.functions().size(), N);
    for (std::size_t i = 0; i < N; ++i) {
        EXPECT_EQ(face.functions()[i].selector, Selector::of(pins[i].selector))
            << pins[i].signature;
        EXPECT_EQ(canonical_signature(face.functions()[i].declaration), pins[i].signature);
    }
}

TEST(PodsAbi, TheManagerHasExactlyItsPublishedFunctions) {
    expect_exactly(eigen_pod_manager_face(), kManager);
}

TEST(PodsAbi, APodHasExactlyItsPublishedFunctions) {
    expect_exactly(eigen_pod_face(), kPod);
}

TEST(PodsAbi, OnlyStakingAndRequestsTakeEther) {
    for (const Face* face : {&eigen_pod_manager_face(), &eigen_pod_face()}) {
        for (const auto& function : face->functions()) {
            const std::string name = canonical_signature(function.declaration);
            EXPECT_EQ(function.payable, name.starts_with("stake(") ||
                                            name.starts_with("requestConsolidation(") ||
                                            name.starts_with("requestWithdrawal("))
                << name;
        }
    }
}

TEST(PodsAbi, EventsHaveTheTopicsOfTheContractsBindings) {
    // eigenlayer-contracts v1.12.0, pkg/bindings.
    EXPECT_EQ(topic_of<BeaconChainSlashingFactorDecreased>(),
              "0xb160ab8589bf47dc04ea11b50d46678d21590cea2ed3e454e7bd3e41510f98cf"_hash);
    EXPECT_EQ(topic_of<BurnableETHSharesIncreased>(),
              "0x1ed04b7fd262c0d9e50fa02957f32a81a151f03baaa367faeedc7521b001c4a4"_hash);
    EXPECT_EQ(topic_of<NewTotalShares>(),
              "0xd4def76d6d2bed6f14d5cd9af73cc2913d618d00edde42432e81c09bfe077098"_hash);
    EXPECT_EQ(topic_of<PectraForkTimestampSet>(),
              "0x1bc8f042a52db3a437620dea4548f2031fb2a16dd8d3b0b854295528dd2cdd33"_hash);
    EXPECT_EQ(topic_of<PodDeployed>(),
              "0x21c99d0db02213c32fff5b05cf0a718ab5f858802b91498f80d82270289d856a"_hash);
    EXPECT_EQ(topic_of<PodSharesUpdated>(),
              "0x4e2b791dedccd9fb30141b088cabf5c14a8912b52f59375c95c010700b8c6193"_hash);
    EXPECT_EQ(topic_of<ProofTimestampSetterSet>(),
              "0x7025c71a9fe60d709e71b377dc5f7c72c3e1d8539f8022574254e736ceca01e5"_hash);
    EXPECT_EQ(topic_of<CheckpointCreated>(),
              "0x575796133bbed337e5b39aa49a30dc2556a91e0c6c2af4b7b886ae77ebef1076"_hash);
    EXPECT_EQ(topic_of<CheckpointFinalized>(),
              "0x525408c201bc1576eb44116f6478f1c2a54775b19a043bcfdc708364f74f8e44"_hash);
    EXPECT_EQ(topic_of<ConsolidationRequested>(),
              "0x42f9c9db2ca443e9ec62f4588bd0c9b241065c02c2a8001ac164ae1282dc7b94"_hash);
    EXPECT_EQ(topic_of<EigenPodStaked>(),
              "0xa01003766d3cd97cf2ade5429690bf5d206be7fb01ef9d3a0089ecf67bc11219"_hash);
    EXPECT_EQ(topic_of<ExitRequested>(),
              "0x60d8ca014d4765a2b8b389e25714cb1cef83b574222911a01d90c1bd69d2d320"_hash);
    EXPECT_EQ(topic_of<NonBeaconChainETHReceived>(),
              "0x6fdd3dbdb173299608c0aa9f368735857c8842b581f8389238bf05bd04b3bf49"_hash);
    EXPECT_EQ(topic_of<ProofSubmitterUpdated>(),
              "0xfb8129080a19d34dceac04ba253fc50304dc86c729bd63cdca4a969ad19a5eac"_hash);
    EXPECT_EQ(topic_of<RestakedBeaconChainETHWithdrawn>(),
              "0x8947fd2ce07ef9cc302c4e8f0461015615d91ce851564839e91cc804c2f49d8e"_hash);
    EXPECT_EQ(topic_of<SwitchToCompoundingRequested>(),
              "0xc97b965b92ae7fd20095fe8eb7b99f81f95f8c4adffb22a19116d8eb2846b016"_hash);
    EXPECT_EQ(topic_of<ValidatorBalanceUpdated>(),
              "0xcdae700d7241bc027168c53cf6f889763b0a2c88a65d77fc13a8a9fef0d8605f"_hash);
    EXPECT_EQ(topic_of<ValidatorCheckpointed>(),
              "0xe4866335761a51dcaff766448ab0af6064291ee5dc94e68492bb9cd757c1e350"_hash);
    EXPECT_EQ(topic_of<ValidatorRestaked>(),
              "0x101790c2993f6a4d962bd17c786126823ba1c4cf04ff4cccb2659d50fb20aee8"_hash);
    EXPECT_EQ(topic_of<ValidatorWithdrawn>(),
              "0x5ce0aa04ae51d52da6e680fbe0336d2e2432f7c3dc2d4f3193204c57b9072107"_hash);
    EXPECT_EQ(topic_of<WithdrawalRequested>(),
              "0x8b2737bb64ab2f2dc09552dfa1c250399e6a42c7ea9f0e1c658f5d65d708ec05"_hash);
}

}  // namespace
}  // namespace aq::eigenlayer
