// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/eigenlayer/errors.hpp>
#include <aquifer/protocols/eigenlayer/events.hpp>

#include <gtest/gtest.h>

namespace aq::eigenlayer {
namespace {

// Topics of EigenLayer v1.12.0 (specification, annex B, gives the first four bytes; the rest was
// computed from the annex's signatures with another Keccak, pycryptodome's).
TEST(EigenLayerEvents, HaveTheirPublishedTopics) {
    EXPECT_EQ(topic_of<BurnOrRedistributableSharesDecreased>(),
              "0xe6413aa0c789e437b0a06bf64b20926584f066c79a2d8b80a759c85472f7b0af"_hash);
    EXPECT_EQ(topic_of<BurnOrRedistributableSharesIncreased>(),
              "0x5f5209798bbac45a16d2dc3bc67319fab26ee00153916d6f07b69f8a134a1e8b"_hash);
    EXPECT_EQ(topic_of<BurnableSharesDecreased>(),
              "0xd9d082c3ec4f3a3ffa55c324939a06407f5fbcb87d5e0ce3b9508c92c84ed839"_hash);
    EXPECT_EQ(topic_of<Deposit>(),
              "0x5548c837ab068cf56a2c2479df0882a4922fd203edb7517321831d95078c5f62"_hash);
    EXPECT_EQ(topic_of<Initialized>(),
              "0x7f26b83ff96e1f2b6a682f133852f6798a09c465da95921460cefb3847402498"_hash);
    EXPECT_EQ(topic_of<OwnershipTransferred>(),
              "0x8be0079c531659141344cd1fd0a4f28419497f9722a3daafe3b4186f6b6457e0"_hash);
    EXPECT_EQ(topic_of<Paused>(),
              "0xab40a374bc51de372200a8bc981af8c9ecdc08dfdaef0bb6e09f88f3c616ef3d"_hash);
    EXPECT_EQ(topic_of<StrategyAddedToDepositWhitelist>(),
              "0x0c35b17d91c96eb2751cd456e1252f42a386e524ef9ff26ecc9950859fdc04fe"_hash);
    EXPECT_EQ(topic_of<StrategyRemovedFromDepositWhitelist>(),
              "0x4074413b4b443e4e58019f2855a8765113358c7c72e39509c6af45fc0f5ba030"_hash);
    EXPECT_EQ(topic_of<StrategyWhitelisterChanged>(),
              "0x4264275e593955ff9d6146a51a4525f6ddace2e81db9391abcc9d1ca48047d29"_hash);
    EXPECT_EQ(topic_of<Unpaused>(),
              "0x3582d1828e26bf56bd801502bc021ac0bc8afb57c826e4986b45593c8fad389c"_hash);
    EXPECT_EQ(topic_of<ExchangeRateEmitted>(),
              "0xd2494f3479e5da49d386657c292c610b5b01df313d07c62eb0cfa49924a31be8"_hash);
    EXPECT_EQ(topic_of<StrategyTokenSet>(),
              "0x1c540707b00eb5427b6b774fc799d756516a54aee108b64b327acc55af557507"_hash);
    EXPECT_EQ(topic_of<MaxPerDepositUpdated>(),
              "0xf97ed4e083acac67830025ecbc756d8fe847cdbdca4cee3fe1e128e98b54ecb5"_hash);
    EXPECT_EQ(topic_of<MaxTotalDepositsUpdated>(),
              "0x6ab181e0440bfbf4bacdf2e99674735ce6638005490688c5f994f5399353e452"_hash);
    EXPECT_EQ(topic_of<DeallocateAttempted>(),
              "0x72f957da7daaea6b52e4ff7820cb464206fd51e9f502f3027f45b5017caf4c8b"_hash);
    EXPECT_EQ(topic_of<DeregisterAttempted>(),
              "0xd0791dbc9180cb64588d7eb7658a1022dcf734b8825eb7eec68bd9516872d168"_hash);
    EXPECT_EQ(topic_of<MetadataURIUpdated>(),
              "0xefafb90526da1636e1335eac0151301742fb755d986954c613b90e891778ba39"_hash);
    EXPECT_EQ(topic_of<VaultAdvancedToWithdrawals>(),
              "0x96c49d03ef64591194500229a104cd087b2d45c68234c96444c3a2a6abb0bb97"_hash);
    EXPECT_EQ(topic_of<VaultInitialized>(),
              "0xbdbff63632f473bb2a7c6a4aafbc096b71fbda12e22c6b51643bfd64f13d2b9e"_hash);
    EXPECT_EQ(topic_of<VaultLocked>(),
              "0x42cd6d7338516695d9c9ff8969dbdcf89ce22e3f2f76fda2fc11e973fe4860e4"_hash);
    EXPECT_EQ(topic_of<VaultMatured>(),
              "0xff979382d3040b1602e0a02f0f2a454b2250aa36e891d2da0ceb95d70d11a8f2"_hash);
    EXPECT_EQ(topic_of<DurationVaultDeployed>(),
              "0x6c9e2cbc6fcd0f5b21ee2edb38f3421d7538cd98b8ff00803f81879345568504"_hash);
    EXPECT_EQ(topic_of<StrategySetForToken>(),
              "0x6852a55230ef089d785bce7ffbf757985de34026df90a87d7b4a6e56f95d251f"_hash);
    EXPECT_EQ(topic_of<TokenBlacklisted>(),
              "0x75519c51f39873ec0e27dd3bbc09549e4865a113f505393fb9eab5898f6418b3"_hash);
    EXPECT_EQ(topic_of<DelegationApproverUpdated>(),
              "0x773b54c04d756fcc5e678111f7d730de3be98192000799eee3d63716055a87c6"_hash);
    EXPECT_EQ(topic_of<DepositScalingFactorUpdated>(),
              "0x8be932bac54561f27260f95463d9b8ab37e06b2842e5ee2404157cc13df6eb8f"_hash);
    EXPECT_EQ(topic_of<OperatorMetadataURIUpdated>(),
              "0x02a919ed0e2acad1dd90f17ef2fa4ae5462ee1339170034a8531cca4b6708090"_hash);
    EXPECT_EQ(topic_of<OperatorRegistered>(),
              "0xa453db612af59e5521d6ab9284dc3e2d06af286eb1b1b7b771fce4716c19f2c1"_hash);
    EXPECT_EQ(topic_of<OperatorSharesDecreased>(),
              "0x6909600037b75d7b4733aedd815442b5ec018a827751c832aaff64eba5d6d2dd"_hash);
    EXPECT_EQ(topic_of<OperatorSharesIncreased>(),
              "0x1ec042c965e2edd7107b51188ee0f383e22e76179041ab3a9d18ff151405166c"_hash);
    EXPECT_EQ(topic_of<OperatorSharesSlashed>(),
              "0xdd611f4ef63f4385f1756c86ce1f1f389a9013ba6fa07daba8528291bc2d3c30"_hash);
    EXPECT_EQ(topic_of<SlashingWithdrawalCompleted>(),
              "0x1f40400889274ed07b24845e5054a87a0cab969eb1277aafe61ae352e7c32a00"_hash);
    EXPECT_EQ(topic_of<SlashingWithdrawalQueued>(),
              "0x26b2aae26516e8719ef50ea2f6831a2efbd4e37dccdf0f6936b27bc08e793e30"_hash);
    EXPECT_EQ(topic_of<StakerDelegated>(),
              "0xc3ee9f2e5fda98e8066a1f745b2df9285f416fe98cf2559cd21484b3d8743304"_hash);
    EXPECT_EQ(topic_of<StakerForceUndelegated>(),
              "0xf0eddf07e6ea14f388b47e1e94a0f464ecbd9eed4171130e0fc0e99fb4030a8a"_hash);
    EXPECT_EQ(topic_of<StakerUndelegated>(),
              "0xfee30966a256b71e14bc0ebfc94315e28ef4a97a7131a9e2b7a310a73af44676"_hash);
    EXPECT_EQ(topic_of<AVSMetadataURIUpdated>(),
              "0xa89c1dc243d8908a96dd84944bcc97d6bc6ac00dd78e20621576be6a3c943713"_hash);
    EXPECT_EQ(topic_of<AVSRegistrarSet>(),
              "0x2ae945c40c44dc0ec263f95609c3fdc6952e0aefa22d6374e44f2c997acedf85"_hash);
    EXPECT_EQ(topic_of<AllocationDelaySet>(),
              "0x4e85751d6331506c6c62335f207eb31f12a61e570f34f5c17640308785c6d4db"_hash);
    EXPECT_EQ(topic_of<AllocationUpdated>(),
              "0x1487af5418c47ee5ea45ef4a93398668120890774a9e13487e61e9dc3baf76dd"_hash);
    EXPECT_EQ(topic_of<EncumberedMagnitudeUpdated>(),
              "0xacf9095feb3a370c9cf692421c69ef320d4db5c66e6a7d29c7694eb02364fc55"_hash);
    EXPECT_EQ(topic_of<MaxMagnitudeUpdated>(),
              "0x1c6458079a41077d003c11faf9bf097e693bd67979e4e6500bac7b29db779b5c"_hash);
    EXPECT_EQ(topic_of<OperatorAddedToOperatorSet>(),
              "0x43232edf9071753d2321e5fa7e018363ee248e5f2142e6c08edd3265bfb4895e"_hash);
    EXPECT_EQ(topic_of<OperatorRemovedFromOperatorSet>(),
              "0xad34c3070be1dffbcaa499d000ba2b8d9848aefcac3059df245dd95c4ece14fe"_hash);
    EXPECT_EQ(topic_of<OperatorSetCreated>(),
              "0x31629285ead2335ae0933f86ed2ae63321f7af77b4e6eaabc42c057880977e6c"_hash);
    EXPECT_EQ(topic_of<OperatorSlashed>(),
              "0x80969ad29428d6797ee7aad084f9e4a42a82fc506dcd2ca3b6fb431f85ccebe5"_hash);
    EXPECT_EQ(topic_of<RedistributionAddressSet>(),
              "0x90a6fa2a9b79b910872ebca540cf3bd8be827f586e6420c30d8836e30012907e"_hash);
    EXPECT_EQ(topic_of<SlasherMigrated>(),
              "0xf0c8fc7d71f647bd3a88ac369112517f6a4b8038e71913f2d20f71f877dfc725"_hash);
    EXPECT_EQ(topic_of<SlasherUpdated>(),
              "0x3873f29d7a65a4d75f5ba28909172f486216a1420e77c3c2720815951a6b4f57"_hash);
    EXPECT_EQ(topic_of<StrategyAddedToOperatorSet>(),
              "0x7ab260fe0af193db5f4986770d831bda4ea46099dc817e8b6716dcae8af8e88b"_hash);
    EXPECT_EQ(topic_of<StrategyRemovedFromOperatorSet>(),
              "0x7b4b073d80dcac55a11177d8459ad9f664ceeb91f71f27167bb14f8152a7eeee"_hash);
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
    EXPECT_EQ(topic_of<AdminRemoved>(),
              "0xdb9d5d31320daf5bc7181d565b6da4d12e30f0f4d5aa324a992426c14a1d19ce"_hash);
    EXPECT_EQ(topic_of<AdminSet>(),
              "0xbf265e8326285a2747e33e54d5945f7111f2b5edb826eb8c08d4677779b3ff97"_hash);
    EXPECT_EQ(topic_of<AppointeeRemoved>(),
              "0x18242326b6b862126970679759169f01f646bd55ec5bfcab85ba9f337a74e0c6"_hash);
    EXPECT_EQ(topic_of<AppointeeSet>(),
              "0x037f03a2ad6b967df4a01779b6d2b4c85950df83925d9e31362b519422fc0169"_hash);
    EXPECT_EQ(topic_of<PendingAdminAdded>(),
              "0xb14b9a3d448c5b04f0e5b087b6f5193390db7955482a6ffb841e7b3ba61a460c"_hash);
    EXPECT_EQ(topic_of<PendingAdminRemoved>(),
              "0xd706ed7ae044d795b49e54c9f519f663053951011985f663a862cd9ee72a9ac7"_hash);
    EXPECT_EQ(topic_of<PauserStatusChanged>(),
              "0x65d3a1fd4c13f05cba164f80d03ce90fb4b5e21946bfc3ab7dbd434c2d0b9152"_hash);
    EXPECT_EQ(topic_of<UnpauserChanged>(),
              "0x06b4167a2528887a1e97a366eefe8549bfbf1ea3e6ac81cb2564a934d20e8892"_hash);
    EXPECT_EQ(topic_of<AVSRewardsSubmissionCreated>(),
              "0x450a367a380c4e339e5ae7340c8464ef27af7781ad9945cfe8abd828f89e6281"_hash);
    EXPECT_EQ(topic_of<ActivationDelaySet>(),
              "0xaf557c6c02c208794817a705609cfa935f827312a1adfdd26494b6b95dd2b4b3"_hash);
    EXPECT_EQ(topic_of<ClaimerForSet>(),
              "0xbab947934d42e0ad206f25c9cab18b5bb6ae144acfb00f40b4e3aa59590ca312"_hash);
    EXPECT_EQ(topic_of<DefaultOperatorSplitBipsSet>(),
              "0xe6cd4edfdcc1f6d130ab35f73d72378f3a642944fb4ee5bd84b7807a81ea1c4e"_hash);
    EXPECT_EQ(topic_of<DistributionRootDisabled>(),
              "0xd850e6e5dfa497b72661fa73df2923464eaed9dc2ff1d3cb82bccbfeabe5c41e"_hash);
    EXPECT_EQ(topic_of<DistributionRootSubmitted>(),
              "0xecd866c3c158fa00bf34d803d5f6023000b57080bcb48af004c2b4b46b3afd08"_hash);
    EXPECT_EQ(topic_of<FeeRecipientSet>(),
              "0x15d80a013f22151bc7246e3bc132e12828cde19de98870475e3fa70840152721"_hash);
    EXPECT_EQ(topic_of<OperatorAVSSplitBipsSet>(),
              "0x48e198b6ae357e529204ee53a8e514c470ff77d9cc8e4f7207f8b5d490ae6934"_hash);
    EXPECT_EQ(topic_of<OperatorDirectedAVSRewardsSubmissionCreated>(),
              "0xfc8888bffd711da60bc5092b33f677d81896fe80ecc677b84cfab8184462b6e0"_hash);
    EXPECT_EQ(topic_of<OperatorDirectedOperatorSetRewardsSubmissionCreated>(),
              "0xfff0759ccb371dfb5691798724e70b4fa61cb3bfe730a33ac19fb86a48efc756"_hash);
    EXPECT_EQ(topic_of<OperatorPISplitBipsSet>(),
              "0xd1e028bd664486a46ad26040e999cd2d22e1e9a094ee6afe19fcf64678f16f74"_hash);
    EXPECT_EQ(topic_of<OperatorSetSplitBipsSet>(),
              "0x14918b3834ab6752eb2e1b489b6663a67810efb5f56f3944a97ede8ecf1fd9f1"_hash);
    EXPECT_EQ(topic_of<OptInForProtocolFeeSet>(),
              "0xbb020e17dc9a72ff25958029a3ddf0c05cebaac105769b31b6238aaca3910cd2"_hash);
    EXPECT_EQ(topic_of<RewardsClaimed>(),
              "0x9543dbd55580842586a951f0386e24d68a5df99ae29e3b216588b45fd684ce31"_hash);
    EXPECT_EQ(topic_of<RewardsForAllSubmitterSet>(),
              "0x4de6293e668df1398422e1def12118052c1539a03cbfedc145895d48d7685f1c"_hash);
    EXPECT_EQ(topic_of<RewardsSubmissionForAllCreated>(),
              "0x51088b8c89628df3a8174002c2a034d0152fce6af8415d651b2a4734bf270482"_hash);
    EXPECT_EQ(topic_of<RewardsSubmissionForAllEarnersCreated>(),
              "0x5251b6fdefcb5d81144e735f69ea4c695fd43b0289ca53dc075033f5fc80068b"_hash);
    EXPECT_EQ(topic_of<RewardsUpdaterSet>(),
              "0x237b82f438d75fc568ebab484b75b01d9287b9e98b490b7c23221623b6705dbb"_hash);
    EXPECT_EQ(topic_of<TotalStakeRewardsSubmissionCreated>(),
              "0x71836f06ac5c96075d4c5b5699a92b18e9c6d91579a382e9e55a1adf097f64df"_hash);
    EXPECT_EQ(topic_of<UniqueStakeRewardsSubmissionCreated>(),
              "0xb3337dc034abe0f5e3694e1f115f3d6ec9fcee74e7835ea68f6e2d29bbc1b0aa"_hash);
    EXPECT_EQ(topic_of<BeaconUpgraded>(),
              "0x1cf3b03a6cf19fa2baba4df148e9dcabedea7f8a5c07840e207e5c089be95d3e"_hash);
}

// Each published selector (specification, annex C) is that of the signature beside it.
TEST(EigenLayerErrors, HaveTheirPublishedSelectors) {
    const auto expect = [](const CustomError& error, std::uint32_t selector) {
        EXPECT_EQ(error.selector, selector) << error.signature;
        EXPECT_EQ(first_four(keccak(error.signature)).number(), selector) << error.signature;
    };
    expect(error::ActivelyDelegated, 0x77e56a06);
    expect(error::AdminAlreadyPending, 0x3357dbc6);
    expect(error::AdminAlreadySet, 0x980b0728);
    expect(error::AdminNotPending, 0xbed8295f);
    expect(error::AdminNotSet, 0xe2db0360);
    expect(error::AlreadyBlacklisted, 0xf53de75f);
    expect(error::AlreadyMemberOfSet, 0xd8d8dc4e);
    expect(error::AmountExceedsMax, 0x1c2d69bc);
    expect(error::AmountIsZero, 0x43ad20fc);
    expect(error::AppointeeAlreadySet, 0xad8efeb7);
    expect(error::AppointeeNotSet, 0x262118cd);
    expect(error::BalanceExceedsMaxTotalDeposits, 0xd86bae67);
    expect(error::BeaconTimestampBeforeLatestCheckpoint, 0x35e7f6b7);
    expect(error::BeaconTimestampTooFarInPast, 0x37e07ffd);
    expect(error::BlacklistedToken, 0x1230cf7a);
    expect(error::CallerCannotUndelegate, 0x3c933446);
    expect(error::CannotCheckpointTwiceInSingleBlock, 0x67db5b8b);
    expect(error::CannotHaveZeroAdmins, 0x86744958);
    expect(error::CheckpointAlreadyActive, 0xbe9bc300);
    expect(error::CredentialsAlreadyVerified, 0x35e09e9d);
    expect(error::CurrentlyPaused, 0x840a48d5);
    expect(error::DepositExceedsMaxPerDeposit, 0xd38b24dc);
    expect(error::DepositsLocked, 0xfaa4be9f);
    expect(error::DurationAlreadyElapsed, 0x504b82fe);
    expect(error::DurationExceedsMax, 0x3742e7d4);
    expect(error::DurationIsZero, 0xcb3f434d);
    expect(error::DurationNotElapsed, 0x6560dcd0);
    expect(error::EarningsNotGreaterThanClaimed, 0xaa385e81);
    expect(error::EigenPodAlreadyExists, 0x0c6a1484);
    expect(error::EmptyRoot, 0x53ce4ece);
    expect(error::FeeQueryFailed, 0xc90158af);
    expect(error::ForkTimestampZero, 0x41a02cc9);
    expect(error::FullySlashed, 0x28cef1a4);
    expect(error::InputAddressZero, 0x73632176);
    expect(error::InputArrayLengthMismatch, 0x43714afd);
    expect(error::InputArrayLengthZero, 0x796cc525);
    expect(error::InsufficientFunds, 0x356680b7);
    expect(error::InsufficientMagnitude, 0x6c9be0bf);
    expect(error::InsufficientWithdrawableBalance, 0x0b1bd51c);
    expect(error::InvalidAVSRegistrar, 0xe8589e08);
    expect(error::InvalidAddressZero, 0x10c748a6);
    expect(error::InvalidArbitrator, 0x07528a50);
    expect(error::InvalidCaller, 0x48f5c3ed);
    expect(error::InvalidClaimProof, 0x69ca16c9);
    expect(error::InvalidDepositScalingFactor, 0xb9676398);
    expect(error::InvalidDuration, 0x76166401);
    expect(error::InvalidDurationRemainder, 0xee664705);
    expect(error::InvalidEIP4788Response, 0x558ad0a3);
    expect(error::InvalidEarner, 0xfb494ea1);
    expect(error::InvalidEarnerLeafIndex, 0x6361ce80);
    expect(error::InvalidNewPausedStatus, 0xc61dca5d);
    expect(error::InvalidOperator, 0xccea9e6f);
    expect(error::InvalidOperatorSet, 0x7ec5c154);
    expect(error::InvalidPermissions, 0x932d94f7);
    expect(error::InvalidProof, 0x09bde339);
    expect(error::InvalidProofLength, 0x4dc5f6a4);
    expect(error::InvalidPubKeyLength, 0x9f106472);
    expect(error::InvalidRedistributionRecipient, 0xc97c347e);
    expect(error::InvalidRoot, 0x504570e3);
    expect(error::InvalidRootIndex, 0x94a8d389);
    expect(error::InvalidSignature, 0x8baa579f);
    expect(error::InvalidStartTimestampRemainder, 0xf06a53c4);
    expect(error::InvalidStrategy, 0x4e236e9a);
    expect(error::InvalidTokenLeafIndex, 0xa9fe9be0);
    expect(error::InvalidValidatorFieldsLength, 0x200591bd);
    expect(error::InvalidVaultAdmin, 0x3b7dc713);
    expect(error::InvalidWadToSlash, 0x13536031);
    expect(error::MaxPerDepositExceedsMax, 0x14ac1edc);
    expect(error::MaxStrategiesExceeded, 0x0d0a21c8);
    expect(error::ModificationAlreadyPending, 0xd8fcbe30);
    expect(error::MsgValueNot32ETH, 0x24b4b598);
    expect(error::MustBeDelegatedToVaultOperator, 0x2a325c3a);
    expect(error::NewRootMustBeForNewCalculatedPeriod, 0x729f942c);
    expect(error::NewSharesZero, 0x18725da6);
    expect(error::NoActiveCheckpoint, 0x1a544f49);
    expect(error::NoBalanceToCheckpoint, 0xcb7aa564);
    expect(error::NonexistentAVSMetadata, 0x48f7dbb9);
    expect(error::NotActivelyDelegated, 0xa5c7c445);
    expect(error::NotAdmin, 0x7bfa4b9f);
    expect(error::NotMemberOfSet, 0x25131d4f);
    expect(error::OnlyAllocationManager, 0x23d871a5);
    expect(error::OnlyArbitrator, 0x2eef310a);
    expect(error::OnlyDelegationManager, 0xf739589b);
    expect(error::OnlyEigenPod, 0x25c2dae2);
    expect(error::OnlyEigenPodManager, 0xc84e9984);
    expect(error::OnlyEigenPodOwner, 0xe33e6e06);
    expect(error::OnlyEigenPodOwnerOrProofSubmitter, 0x427a7779);
    expect(error::OnlyPauser, 0x75df51dc);
    expect(error::OnlyProofTimestampSetter, 0x98611370);
    expect(error::OnlyStrategyManager, 0x48da714f);
    expect(error::OnlyStrategyManagerOrEigenPodManager, 0x11481a94);
    expect(error::OnlyStrategyWhitelister, 0x82e8ffe4);
    expect(error::OnlyUnderlyingToken, 0xc4aaf740);
    expect(error::OnlyUnpauser, 0x794821ff);
    expect(error::OnlyVaultAdmin, 0xb64d0e42);
    expect(error::OperatorIntegrationInvalid, 0x58818767);
    expect(error::OperatorNotRegistered, 0x25ec6c1f);
    expect(error::OperatorNotSlashable, 0xebbff497);
    expect(error::OperatorsCannotUndelegate, 0x8e5199a8);
    expect(error::OperatorsNotInAscendingOrder, 0x87da3f88);
    expect(error::PendingAllocation, 0x049603fe);
    expect(error::PredeployFailed, 0xfc52d483);
    expect(error::PreviousSplitPending, 0x7b1e25c5);
    expect(error::RewardsEndTimestampNotElapsed, 0x0d2af922);
    expect(error::RootAlreadyActivated, 0x30dbd994);
    expect(error::RootDisabled, 0x1b14174b);
    expect(error::RootNotActivated, 0xa1bd15d8);
    expect(error::SaltSpent, 0x35313244);
    expect(error::SameMagnitude, 0x8c0c2f26);
    expect(error::SharesAmountTooHigh, 0x4b18b193);
    expect(error::SharesAmountZero, 0x840c364a);
    expect(error::SharesNegative, 0xef147de1);
    expect(error::SharesNotMultipleOfGwei, 0x8fa0e576);
    expect(error::SignatureExpired, 0x0819bdcd);
    expect(error::SlasherNotSet, 0x255b0f41);
    expect(error::SplitExceedsMax, 0x891c63df);
    expect(error::StakerAddressZero, 0x16f2ccc9);
    expect(error::StartTimestampTooFarInFuture, 0x7ee2b443);
    expect(error::StartTimestampTooFarInPast, 0x08354eae);
    expect(error::StrategiesMustBeInAscendingOrder, 0x9f1c8053);
    expect(error::StrategiesNotInAscendingOrder, 0xdfad9ca1);
    expect(error::StrategyAlreadyExists, 0xc45546f7);
    expect(error::StrategyAlreadyInOperatorSet, 0x585cfb2f);
    expect(error::StrategyAlreadyInSlash, 0xca354fa3);
    expect(error::StrategyNotInOperatorSet, 0x6378684e);
    expect(error::StrategyNotSupportedByOperatorSet, 0x53c0a4e2);
    expect(error::StrategyNotWhitelisted, 0x5dfb2ca2);
    expect(error::SubmissionNotRetroactive, 0x540d6284);
    expect(error::TimestampOutOfRange, 0xf289ccda);
    expect(error::TotalSharesExceedsMax, 0x5e29d146);
    expect(error::UnauthorizedCaller, 0x5c427cd9);
    expect(error::UnderlyingTokenBlacklisted, 0xdec1a344);
    expect(error::UninitializedAllocationDelay, 0xfa55fc81);
    expect(error::ValidatorInactiveOnBeaconChain, 0x65608db4);
    expect(error::ValidatorIsExitingBeaconChain, 0x2eade637);
    expect(error::ValidatorNotActiveInPod, 0xd49e19a7);
    expect(error::ValidatorNotSlashedOnBeaconChain, 0xb0e72f68);
    expect(error::VaultAlreadyLocked, 0xa6c62fd0);
    expect(error::VaultNotLocked, 0x29d08289);
    expect(error::WithdrawalAmountExceedsTotalDeposits, 0xb469df30);
    expect(error::WithdrawalCredentialsNotForEigenPod, 0x6ee5baa6);
    expect(error::WithdrawalDelayNotElapsed, 0xf1ecf5c2);
    expect(error::WithdrawalNotQueued, 0x87c9d219);
    expect(error::WithdrawalsLockedDuringAllocations, 0x49b29ad2);
    expect(error::WithdrawerNotCaller, 0x584434d4);
}

}  // namespace
}  // namespace aq::eigenlayer
