// SPDX-License-Identifier: Apache-2.0
// Topics, selectors and error codes as published: the specification, section 34, gives those of
// most events and functions; the rest were computed from the interfaces with another Keccak,
// pycryptodome's.
#include <aquifer/protocols/lido/abi.hpp>

#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/events.hpp>

#include <gtest/gtest.h>

#include <array>

namespace aq::lido {
namespace {

namespace wq = withdrawal_queue;

TEST(LidoEvents, HaveTheirPublishedTopics) {
    EXPECT_EQ(topic_of<wq::WithdrawalRequested>(),
              "0xf0cb471f23fb74ea44b8252eb1881a2dca546288d9f6e90d1a0e82fe0ed342ab"_hash);
    EXPECT_EQ(topic_of<wq::WithdrawalsFinalized>(),
              "0x197874c72af6a06fb0aa4fab45fd39c7cb61ac0992159872dc3295207da7e9eb"_hash);
    EXPECT_EQ(topic_of<wq::WithdrawalClaimed>(),
              "0x6ad26c5e238e7d002799f9a5db07e81ef14e37386ae03496d7a7ef04713e145b"_hash);
    EXPECT_EQ(topic_of<wq::BatchMetadataUpdate>(),
              "0x6bd5c950a8d8df17f772f5af37cb3655737899cbf903264b9795592da439661c"_hash);
    EXPECT_EQ(topic_of<wq::BunkerModeEnabled>(),
              "0x47f03b07e5b5377f871539bb2942f5ecb72733be9fc9d55a17b6d6a05d418345"_hash);
    EXPECT_EQ(topic_of<wq::BunkerModeDisabled>(),
              "0xd1f8a2998c0caf73e09434aa93d273a599060d789407c6f70ccd4c9c9f32c8f4"_hash);
    EXPECT_EQ(topic_of<wq::Paused>(),
              "0x32fb7c9891bc4f963c7de9f1186d2a7755c7d6e9f4604dabe1d8bb3027c2f49e"_hash);
    EXPECT_EQ(topic_of<wq::Resumed>(),
              "0x62451d457bc659158be6e6247f56ec1df424a5c7597f71c20c2bc44e0965c8f9"_hash);
    EXPECT_EQ(topic_of<wq::Transfer>(),
              "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"_hash);
    EXPECT_EQ(topic_of<wq::Approval>(),
              "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"_hash);
    EXPECT_EQ(topic_of<wq::ApprovalForAll>(),
              "0x17307eab39ab6107e8899845ad3d59bd9653f200f220920489ca2b5937696c31"_hash);
    EXPECT_EQ(topic_of<RoleGranted>(),
              "0x2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d"_hash);
    EXPECT_EQ(topic_of<RoleRevoked>(),
              "0xf6391f5c32d9c69d2a47ea670b442974b53935d1edc7fd64eb21e047a839171b"_hash);
    EXPECT_EQ(topic_of<ConsensusVersionSet>(),
              "0xfa5304972d4ec3e3207f0bbf91155a49d0dfa62488f9529403a2a49e4b29a895"_hash);
    EXPECT_EQ(topic_of<ReportSubmitted>(),
              "0xaed7d1a7a1831158dcda1e4214f5862f450bd3eb5721a5f322bf8c9fe1790b0a"_hash);
    EXPECT_EQ(topic_of<ReportDiscarded>(),
              "0xe21266bc27ee721ac10034efaf7fd724656ef471c75b8402cd8f07850af6b676"_hash);
    EXPECT_EQ(topic_of<ProcessingStarted>(),
              "0xf73febded7d4502284718948a3e1d75406151c6326bde069424a584a4f6af87a"_hash);
    EXPECT_EQ(topic_of<WarnProcessingMissed>(),
              "0x800b849c8bf80718cf786c99d1091c079fe2c5e420a3ba7ba9b0ef8179ef2c38"_hash);
    EXPECT_EQ(topic_of<ExtraDataSubmitted>(),
              "0x6d8abc91d336688c551c9bae92a74fa116852ac20bb9b2df4c12bd2fcf1cd46a"_hash);
    EXPECT_EQ(topic_of<WarnExtraDataIncompleteProcessing>(),
              "0x801a93267f699b033e11b662b16b36c41b6f9a59a5b5ad967d4cb84232e523c2"_hash);
    EXPECT_EQ(topic_of<VaultsReportDataUpdated>(),
              "0x8ee99bf86aab7170a7b0555be6f155333456f93d7feece62b37859ba75e70f06"_hash);
    EXPECT_EQ(topic_of<BadDebtWrittenOffToBeInternalized>(),
              "0xbbffe7e2912d185623eb32d8b1b371643227b9346907ee3f914398fd29180d4c"_hash);
    EXPECT_EQ(topic_of<NegativeCLRebaseAccepted>(),
              "0x7b98f79345f59407ff687b9b72e4f07cc0f981ec539c28a6525e4c191da9df0e"_hash);
    EXPECT_EQ(topic_of<NegativeCLRebaseConfirmed>(),
              "0x2eb398b1f77a0d380bde88f991aabff30a4a616b7b3b7961ab94d2b710ea3052"_hash);
    EXPECT_EQ(topic_of<BaselineSnapshotMigrated>(),
              "0x1e7015b37c6551fa17c2217b2d301a24b5153cc9c1755710a01b76408e0f5805"_hash);
    EXPECT_EQ(topic_of<SecondOpinionOracleChanged>(),
              "0xe7c7c65524cf897e6dc02974dc05011b2c34271d6597e57ed24fc6459c443ce9"_hash);
    EXPECT_EQ(topic_of<ExitedEthAmountPerDayLimitSet>(),
              "0xdf837c7b9ed275b80efd3575bcf77eb5095e9f5c0e6468bba78ea0836d945384"_hash);
    EXPECT_EQ(topic_of<AppearedEthAmountPerDayLimitSet>(),
              "0xb246b62c39d1e3db77656a781bbf27ac28bfedd8c36dd493dcdf2ccbc271e02d"_hash);
    EXPECT_EQ(topic_of<ConsolidationEthAmountPerDayLimitSet>(),
              "0x21019bacd434aa3928e78ed0f5393508fbe27235f0d2543cb78685995fce5411"_hash);
    EXPECT_EQ(topic_of<ExitedValidatorEthAmountLimitSet>(),
              "0xc2f020577b866580621a9d062ca19ddd6ed2f0a1db78d99d940c43ada9968583"_hash);
    EXPECT_EQ(topic_of<ExternalPendingBalanceCapEthSet>(),
              "0x2f2974f5284501c658cb97df82b8891d1932013f777c206da9dc8398921cf286"_hash);
    EXPECT_EQ(topic_of<AnnualBalanceIncreaseBPLimitSet>(),
              "0x072255e549d7af0b66b32d3c8bb3baab05ff0b637bad9912b4a79e351502e6ec"_hash);
    EXPECT_EQ(topic_of<SimulatedShareRateDeviationBPLimitSet>(),
              "0x564dc5b1cc26875884375bc204781166e6c58ddb1e751f33768aafcb7f4b14a9"_hash);
    EXPECT_EQ(topic_of<MaxPositiveTokenRebaseSet>(),
              "0xc0c9db31c634d95c015e8c34250f174a49a3d4c71f37b7e94a0f69c9874272e2"_hash);
    EXPECT_EQ(topic_of<MaxCLBalanceDecreaseBPSet>(),
              "0x12a1654ee5664b7c45aafc473595814ea74c54fdb6b0e6d811463381eed0d65e"_hash);
    EXPECT_EQ(topic_of<CLBalanceOraclesErrorUpperBPLimitSet>(),
              "0x85d8c4f159596b99b75b6ef1772d92a5e31fe334a4a72f66da48d6f0feac9c15"_hash);
    EXPECT_EQ(topic_of<MaxBalanceExitRequestedPerReportInEthSet>(),
              "0x3ab4162783c1c9606a9a1fa4deb1867040a607cd9cd02b5995660cbbd02568fa"_hash);
    EXPECT_EQ(topic_of<MaxEffectiveBalanceWeightWCType01Set>(),
              "0x7e105dc56adbd80864b1fe3b10194e71dd97278e46ce8673d7f9c8b8acb3c0ac"_hash);
    EXPECT_EQ(topic_of<MaxEffectiveBalanceWeightWCType02Set>(),
              "0xf24b3c29ebeb1b292a6647ea3ebd2bb3782078a520bf16dfe1bd859f1cc5498e"_hash);
    EXPECT_EQ(topic_of<MaxItemsPerExtraDataTransactionSet>(),
              "0x489868acea3c923e005d69f081f9c57e8269a8e663f4de3ccd3de649242ce01d"_hash);
    EXPECT_EQ(topic_of<MaxNodeOperatorsPerExtraDataItemSet>(),
              "0x51c5a6d08eefb37ef6fce5e13995dca4874bf263809701689be9c2cfcd2f4834"_hash);
    EXPECT_EQ(topic_of<RequestTimestampMarginSet>(),
              "0x1ae32ca67bad0d65fa81ce18c6e37fe5e128141e1052f38e9bcd03ec61e0db6f"_hash);
    EXPECT_EQ(topic_of<StETHBurnRequested>(),
              "0xd2282bfa24f3803076af0953f1ed987d0e45edacdc20d6dce52337b1c4588cdb"_hash);
    EXPECT_EQ(topic_of<StETHBurnt>(),
              "0x8959e4c88e5192ecbc28d08be97f24786bf591eb1d1848ce23e17e1b2271e863"_hash);
    EXPECT_EQ(topic_of<ExcessStETHRecovered>(),
              "0xea28a36ccbf8c2eba827a529927f2e445c651d9a04a393ea79d71ea29c508483"_hash);
    EXPECT_EQ(topic_of<ETHReceived>(),
              "0x27f12abfe35860a9a927b465bb3d4a9c23c8428174b83f278fe45ed7b4da2662"_hash);
    EXPECT_EQ(topic_of<StakingModuleAdded>(),
              "0x43b5213f0e1666cd0b8692a73686164c94deb955a59c65e10dee8bb958e7ce3e"_hash);
    EXPECT_EQ(topic_of<StakingModuleShareLimitSet>(),
              "0x1730859048adcce16559e75a58fd609e9dbf7d34f39bcb7a45ad388dfbba0e4e"_hash);
    EXPECT_EQ(topic_of<StakingModuleFeesSet>(),
              "0x303c8ac43d1b1f9b898ddd2915a294efa01e9b07c322d7deeb7db332b66f0410"_hash);
    EXPECT_EQ(topic_of<StakingModuleMaxDepositsPerBlockSet>(),
              "0x72766c50f14fe492bd1281ceef0a57ad49a02b7e1042fb58723647bf38040f83"_hash);
    EXPECT_EQ(topic_of<StakingModuleMinDepositBlockDistanceSet>(),
              "0x4d106b4a7aff347abccca2dd6855d8d59d6cf792f1fdbb272c9858433d94b328"_hash);
    EXPECT_EQ(topic_of<StakingModuleStatusSet>(),
              "0xfd6f15fb2b48a21a60fe3d44d3c3a0433ca01e121b5124a63ec45c30ad925a17"_hash);
    EXPECT_EQ(topic_of<StakingRouterETHDeposited>(),
              "0x9151b7f88aca05d432bb395647ef52b2ffc454e3c6afb69c95345af6b5a778c0"_hash);
    EXPECT_EQ(topic_of<StakingRouterETHTopUp>(),
              "0xa386429cbcaf32d5ed4d02c92d99aedf819a518331a57fdf150387259acf1973"_hash);
    EXPECT_EQ(topic_of<DepositableEthReceived>(),
              "0x1a2089079e5f59e6c0028a2215f6ef1c1a75a9b52f79830ca47c3977a7853081"_hash);
    EXPECT_EQ(topic_of<RewardsMintedReportFailed>(),
              "0xf74208fedac7280fd11f8de0be14e00423dc5076da8e8ec8ca90e09257fff1b3"_hash);
    EXPECT_EQ(topic_of<Transfer>(),
              "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"_hash);
    EXPECT_EQ(topic_of<TransferShares>(),
              "0x9d9c909296d9c674451c0c24f02cb64981eb3b727f99865939192f880a755dcb"_hash);
    EXPECT_EQ(topic_of<Approval>(),
              "0x8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b925"_hash);
    EXPECT_EQ(topic_of<SharesBurnt>(),
              "0x8b2a1e1ad5e0578c3dd82494156e985dade827a87c573b5c1c7716a32162ad64"_hash);
    EXPECT_EQ(topic_of<Stopped>(),
              "0x7acc84e34091ae817647a4c49116f5cc07f319078ba80f8f5fde37ea7e25cbd6"_hash);
    EXPECT_EQ(topic_of<Resumed>(),
              "0x62451d457bc659158be6e6247f56ec1df424a5c7597f71c20c2bc44e0965c8f9"_hash);
    EXPECT_EQ(topic_of<Submitted>(),
              "0x96a25c8ce0baabc1fdefd93e9ed25d8e092a3332f3aa9a41722b5697231d1d1a"_hash);
    EXPECT_EQ(topic_of<StakingPaused>(),
              "0x26d1807b479eaba249c1214b82e4b65bbb0cc73ee8a17901324b1ef1b5904e49"_hash);
    EXPECT_EQ(topic_of<StakingResumed>(),
              "0xedaeeae9aed70c4545d3ab0065713261c9cee8d6cf5c8b07f52f0a65fd91efda"_hash);
    EXPECT_EQ(topic_of<StakingLimitSet>(),
              "0xce9fddf6179affa1ea7bf36d80a6bf0284e0f3b91f4b2fa6eea2af923e7fac2d"_hash);
    EXPECT_EQ(topic_of<StakingLimitRemoved>(),
              "0x9b2a687c198898fcc32a33bbc610d478f177a73ab7352023e6cc1de5bf12a3df"_hash);
    EXPECT_EQ(topic_of<ExternalSharesMinted>(),
              "0xee473f96486a2f4b93ccb6729f121223e96975db6e0d6a5ef01f56477e3eab3b"_hash);
    EXPECT_EQ(topic_of<ExternalSharesBurnt>(),
              "0xad21467656c56eb8c99f7916faa12f7a657a04d8802100acec62e92451ac5606"_hash);
    EXPECT_EQ(topic_of<ExternalEtherTransferredToBuffer>(),
              "0x4ee34277c93491eeca655ad5c42ae1c193a5719e1c8837df9058af7696817cce"_hash);
    EXPECT_EQ(topic_of<ExternalBadDebtInternalized>(),
              "0x4e80196ef1285462b2c4ee20f88e18e58c59e405eec6fd51f5fd1d614bc98a7f"_hash);
    EXPECT_EQ(topic_of<MaxExternalRatioBPSet>(),
              "0x13c514ee70ee403f89bdf5ab83908edba92a77e3a61e19b774670c0a2cb2d7e6"_hash);
    EXPECT_EQ(topic_of<Unbuffered>(),
              "0x76a397bea5768d4fca97ef47792796e35f98dc81b16c1de84e28a818e1f97108"_hash);
    EXPECT_EQ(topic_of<DepositedPostReportUpdated>(),
              "0xd87d7ff193e5d1560bdbe21e4e14d13dde0de4e49a03812517640af0a2d5c42c"_hash);
    EXPECT_EQ(topic_of<DepositedValidatorsChanged>(),
              "0xe0aacfc334457703148118055ec794ac17654c6f918d29638ba3b18003cee5ff"_hash);
    EXPECT_EQ(topic_of<DepositsReserveSet>(),
              "0x257937ce49d8cbbe1d68a2be7297a18a6e2830528d9154a0f131e5094e894613"_hash);
    EXPECT_EQ(topic_of<DepositsReserveTargetSet>(),
              "0x72cc060f0ebe226352283dbe16fdcdb0d674f306ad980fbfa3d4b6932fee0b1e"_hash);
    EXPECT_EQ(topic_of<CLBalancesUpdated>(),
              "0xc091cf4d34e62bb075bf8dadd00496528c94b8f3fdec3affd7414840847017d2"_hash);
    EXPECT_EQ(topic_of<ELRewardsReceived>(),
              "0xd27f9b0c98bdee27044afa149eadcd2047d6399cb6613a45c5b87e6aca76e6b5"_hash);
    EXPECT_EQ(topic_of<WithdrawalsReceived>(),
              "0x6e5086f7e1ab04bd826e77faae35b1bcfe31bd144623361a40ea4af51670b1c3"_hash);
    EXPECT_EQ(topic_of<ETHDistributed>(),
              "0x92dd3cb149a1eebd51fd8c2a3653fd96f30c4ac01d4f850fc16d46abd6c3e92f"_hash);
    EXPECT_EQ(topic_of<TokenRebased>(),
              "0xff08c3ef606d198e316ef5b822193c489965899eb4e3c248cea1a4626c3eda50"_hash);
    EXPECT_EQ(topic_of<InternalShareRateUpdated>(),
              "0xaf00d86be4cd299db16aa59803992e174fa88b67d81a0c7dd0148f9a75606a8d"_hash);
    EXPECT_EQ(topic_of<PooledSet>(),
              "0xf050554fcb302229cd4a345b26fb52e10bb96f018a69677aaee23c11524cb1f0"_hash);
}

struct Pin {
    const Face& face;
    Selector selector;
    std::string_view function;
};

TEST(LidoFaces, HaveTheFunctionsOfTheSpecification) {
    const std::array pins{
        Pin{steth_face(), "0xa1903eab"_selector, "submit("},
        Pin{steth_face(), "0x7a28fb88"_selector, "getPooledEthByShares("},
        Pin{steth_face(), "0x19208451"_selector, "getSharesByPooledEth("},
        Pin{steth_face(), "0x0103349c"_selector, "getPooledEthBySharesRoundUp("},
        Pin{steth_face(), "0xf5eb42dc"_selector, "sharesOf("},
        Pin{steth_face(), "0x37cfdaca"_selector, "getTotalPooledEther("},
        Pin{steth_face(), "0xd5002f2e"_selector, "getTotalShares("},
        Pin{steth_face(), "0x63021d8b"_selector, "getExternalShares("},
        Pin{steth_face(), "0x38ac3c55"_selector, "getBalanceStats("},
        Pin{steth_face(), "0xae2e3538"_selector, "getBeaconStat("},
        Pin{steth_face(), "0x609c4c6c"_selector, "getCurrentStakeLimit("},
        Pin{steth_face(), "0x8fcb4e5b"_selector, "transferShares("},
        Pin{steth_face(), "0x6d780459"_selector, "transferSharesFrom("},
        Pin{wsteth_face(), "0xea598cb0"_selector, "wrap("},
        Pin{wsteth_face(), "0xde0e9a3e"_selector, "unwrap("},
        Pin{wsteth_face(), "0x035faf82"_selector, "stEthPerToken("},
        Pin{wsteth_face(), "0x9576a0c8"_selector, "tokensPerStEth("},
        Pin{withdrawal_queue_face(), "0xd6681042"_selector, "requestWithdrawals("},
        Pin{withdrawal_queue_face(), "0x19aa6257"_selector, "requestWithdrawalsWstETH("},
        Pin{withdrawal_queue_face(), "0xf8444436"_selector, "claimWithdrawal("},
        Pin{withdrawal_queue_face(), "0xe3afe0a3"_selector, "claimWithdrawals("},
        Pin{withdrawal_queue_face(), "0x5e7eead9"_selector, "claimWithdrawalsTo("},
        Pin{withdrawal_queue_face(), "0x62abe3fa"_selector, "findCheckpointHints("},
        Pin{withdrawal_queue_face(), "0xb8c4b85a"_selector, "getWithdrawalStatus("},
        Pin{withdrawal_queue_face(), "0xc97912d8"_selector, "getClaimableEther("},
        Pin{withdrawal_queue_face(), "0xa52e9c9f"_selector, "prefinalize("},
        Pin{withdrawal_queue_face(), "0xb6013cef"_selector, "finalize("},
        Pin{accounting_oracle_face(), "0x11a78d23"_selector, "submitReportData("},
        Pin{accounting_face(), "0xd68bcf5c"_selector, "handleOracleReport("},
        Pin{accounting_face(), "0xf05793f8"_selector, "simulateOracleReport("},
    };
    for (const Pin& pin : pins) {
        const auto* function = pin.face.find(pin.selector);
        ASSERT_NE(function, nullptr) << pin.function;
        EXPECT_TRUE(function->declaration.starts_with(pin.function)) << function->declaration;
    }
}

TEST(LidoFaces, AreCompleteTables) {
    // Making a table checks each binding against its declaration and all selectors against each
    // other.
    for (const Face* face :
         {&steth_face(), &steth_stand_in_face(), &wsteth_face(), &withdrawal_queue_face(),
          &accounting_face(), &accounting_oracle_face(), &sanity_checker_face(), &burner_face(),
          &el_rewards_vault_face(), &withdrawal_vault_face(), &staking_router_face(),
          &lido_locator_face()}) {
        EXPECT_FALSE(face->functions().empty()) << face->name();
    }
}

TEST(LidoErrors, HaveTheSelectorsOfTheirSignatures) {
    const std::array all{
        error::AccessControlUnauthorizedAccount,
        error::AccessControlBadConfirmation,
        error::AppAuthFailed,
        error::ApprovalToOwner,
        error::ApproveToCaller,
        error::ArraysLengthMismatchOfRouter,
        error::ArraysLengthMismatch,
        error::BatchesAreNotSorted,
        error::BurnAmountExceedsActual,
        error::CalledNotFromAccounting,
        error::CannotSubmitExtraDataBeforeMainData,
        error::CantSendValueRecipientMayHaveReverted,
        error::DepositAmountTooLow,
        error::DirectETHTransfer,
        error::EmptyBatches,
        error::EmptyKeysList,
        error::ExitedEthAmountPerDayLimitExceeded,
        error::ExitedValidatorsCountCannotDecrease,
        error::ExtraDataAlreadyProcessed,
        error::ExtraDataHashCannotBeZeroForNonEmptyData,
        error::ExtraDataItemsCountCannotBeZeroForNonEmptyData,
        error::HashCannotBeZero,
        error::InconsistentFeeSum,
        error::InconsistentValidatorsBalanceByModule,
        error::IncorrectCLBalanceDecrease,
        error::IncorrectCLBalanceIncrease,
        error::IncorrectCLWithdrawalsVaultBalance,
        error::IncorrectELRewardsVaultBalance,
        error::IncorrectLimitValue,
        error::IncorrectReportTimestamp,
        error::IncorrectRequestFinalization,
        error::IncorrectSharesRequestedToBurn,
        error::IncorrectSimulatedShareRate,
        error::IncorrectTotalActivatedBalance,
        error::IncorrectTotalCLBalanceIncrease,
        error::IncorrectTotalModuleValidatorsBalanceIncrease,
        error::IncorrectTotalPendingBalance,
        error::IncorrectWithdrawalsVaultBalance,
        error::IncorrectWithdrawalsVaultTransfer,
        error::InitialEpochIsYetToArrive,
        error::InternalSharesCantBeZero,
        error::InvalidAmountGwei,
        error::InvalidClBalancesData,
        error::InvalidExitedValidatorsData,
        error::InvalidFeeSum,
        error::InvalidHint,
        error::InvalidMaxDepositPerBlockValue,
        error::InvalidMinDepositBlockDistance,
        error::InvalidOwnerAddress,
        error::InvalidPriorityExitShareThreshold,
        error::InvalidReportTimestamp,
        error::InvalidRequestId,
        error::InvalidRequestIdRange,
        error::InvalidSignaturesBatchLength,
        error::InvalidStakeShareLimit,
        error::InvalidState,
        error::LidoDepositsPaused,
        error::MigrationAlreadyDone,
        error::ModuleReturnExceedTarget,
        error::NegativeRebaseFailedCLBalanceMismatch,
        error::NegativeRebaseFailedSecondOpinionReportIsNotReady,
        error::NegativeRebaseFailedWithdrawalVaultBalanceMismatch,
        error::NegativeTotalPooledEther,
        error::NoConsensusReportToProcess,
        error::NotAuthorized,
        error::NotAuthorizedByAccounting,
        error::NotEnoughEther,
        error::NotEnoughEtherInVault,
        error::NotLido,
        error::NotOwner,
        error::NotOwnerOrApproved,
        error::NotOwnerOrApprovedForAll,
        error::PauseUntilMustBeInFuture,
        error::PausedExpected,
        error::ProcessingDeadlineMissed,
        error::RefSlotAlreadyProcessing,
        error::RefSlotCannotDecrease,
        error::RefSlotMustBeGreaterThanProcessingOne,
        error::RequestAlreadyClaimed,
        error::RequestAmountTooLarge,
        error::RequestAmountTooSmall,
        error::RequestIdsNotSorted,
        error::RequestNotFoundOrNotFinalized,
        error::ResumedExpected,
        error::SafeCastOverflowedUintDowncast,
        error::SenderIsNotTheConsensusContract,
        error::SenderNotAllowed,
        error::StakingModuleAddressExists,
        error::StakingModuleNotActive,
        error::StakingModuleStatusTheSame,
        error::StakingModuleUnregistered,
        error::StakingModuleWrongName,
        error::StakingModulesLimitExceeded,
        error::TooHighTokenRebaseLimit,
        error::TooLowTokenRebaseLimit,
        error::TooMuchEtherToFinalize,
        error::TransferFromIncorrectOwner,
        error::TransferToNonIERC721Receiver,
        error::TransferToThemselves,
        error::TransferToZeroAddress,
        error::UnexpectedConsensusVersion,
        error::UnexpectedContractVersion,
        error::UnexpectedDataHash,
        error::UnexpectedExtraDataFormat,
        error::UnexpectedExtraDataHash,
        error::UnexpectedExtraDataItemsCount,
        error::UnexpectedModuleId,
        error::UnexpectedRefSlot,
        error::UnrecoverableModuleError,
        error::UnsupportedExtraDataFormat,
        error::VersionCannotBeSame,
        error::WrongPubkeyLength,
        error::WrongWithdrawalCredentialsType,
        error::ZeroAddress,
        error::ZeroAmount,
        error::ZeroBurnAmount,
        error::ZeroDeposits,
        error::ZeroPauseDuration,
        error::ZeroRecipient,
        error::ZeroShareRate,
    };
    for (const CustomError& e : all) {
        EXPECT_EQ(first_four(keccak(e.signature)), Selector::of(e.selector)) << e.signature;
    }
}

TEST(LidoReportData, IsEncodedAsTheContractsTuple) {
    // Solidity's abi.encode of the tuple: one offset, nineteen heads, then six tails.
    ReportData data;
    data.ref_slot = 7_u256;
    data.vaults_data_tree_cid = "cid";
    const Bytes encoded = abi_encode(data);
    // 32 + 19 * 32 + five empty arrays of 32 and a string of 64.
    EXPECT_EQ(encoded.size(), 32U + 608U + 160U + 64U);
    EXPECT_EQ(load_be(encoded.data()), 32_u256);
    EXPECT_EQ(load_be(encoded.data() + 64), 7_u256);
    ReportData back;
    ASSERT_TRUE(abi_decode(AbiReader(encoded), back));
    EXPECT_EQ(abi_encode(back), encoded);
}

}  // namespace
}  // namespace aq::lido
