// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Custom errors of EigenLayer's contracts, by name. Left out are those that only contracts or
/// states outside this model can raise (README, "Not modelled").

#include <aquifer/ledger/revert.hpp>

namespace aq::eigenlayer::error {

inline constexpr CustomError ActivelyDelegated{"ActivelyDelegated()", 0x77e56a06};
inline constexpr CustomError AdminAlreadyPending{"AdminAlreadyPending()", 0x3357dbc6};
inline constexpr CustomError AdminAlreadySet{"AdminAlreadySet()", 0x980b0728};
inline constexpr CustomError AdminNotPending{"AdminNotPending()", 0xbed8295f};
inline constexpr CustomError AdminNotSet{"AdminNotSet()", 0xe2db0360};
inline constexpr CustomError AlreadyBlacklisted{"AlreadyBlacklisted()", 0xf53de75f};
inline constexpr CustomError AlreadyMemberOfSet{"AlreadyMemberOfSet()", 0xd8d8dc4e};
inline constexpr CustomError AmountExceedsMax{"AmountExceedsMax()", 0x1c2d69bc};
inline constexpr CustomError AmountIsZero{"AmountIsZero()", 0x43ad20fc};
inline constexpr CustomError AppointeeAlreadySet{"AppointeeAlreadySet()", 0xad8efeb7};
inline constexpr CustomError AppointeeNotSet{"AppointeeNotSet()", 0x262118cd};
inline constexpr CustomError BalanceExceedsMaxTotalDeposits{"BalanceExceedsMaxTotalDeposits()",
                                                            0xd86bae67};
inline constexpr CustomError BeaconTimestampBeforeLatestCheckpoint{
    "BeaconTimestampBeforeLatestCheckpoint()", 0x35e7f6b7};
inline constexpr CustomError BeaconTimestampTooFarInPast{"BeaconTimestampTooFarInPast()",
                                                         0x37e07ffd};
inline constexpr CustomError BlacklistedToken{"BlacklistedToken()", 0x1230cf7a};
inline constexpr CustomError CallerCannotUndelegate{"CallerCannotUndelegate()", 0x3c933446};
inline constexpr CustomError CannotCheckpointTwiceInSingleBlock{
    "CannotCheckpointTwiceInSingleBlock()", 0x67db5b8b};
inline constexpr CustomError CannotHaveZeroAdmins{"CannotHaveZeroAdmins()", 0x86744958};
inline constexpr CustomError CheckpointAlreadyActive{"CheckpointAlreadyActive()", 0xbe9bc300};
inline constexpr CustomError CredentialsAlreadyVerified{"CredentialsAlreadyVerified()", 0x35e09e9d};
inline constexpr CustomError CurrentlyPaused{"CurrentlyPaused()", 0x840a48d5};
inline constexpr CustomError DepositExceedsMaxPerDeposit{"DepositExceedsMaxPerDeposit()",
                                                         0xd38b24dc};
inline constexpr CustomError DepositsLocked{"DepositsLocked()", 0xfaa4be9f};
inline constexpr CustomError DurationAlreadyElapsed{"DurationAlreadyElapsed()", 0x504b82fe};
inline constexpr CustomError DurationExceedsMax{"DurationExceedsMax()", 0x3742e7d4};
inline constexpr CustomError DurationIsZero{"DurationIsZero()", 0xcb3f434d};
inline constexpr CustomError DurationNotElapsed{"DurationNotElapsed()", 0x6560dcd0};
inline constexpr CustomError EarningsNotGreaterThanClaimed{"EarningsNotGreaterThanClaimed()",
                                                           0xaa385e81};
inline constexpr CustomError EigenPodAlreadyExists{"EigenPodAlreadyExists()", 0x0c6a1484};
inline constexpr CustomError EmptyRoot{"EmptyRoot()", 0x53ce4ece};
inline constexpr CustomError FeeQueryFailed{"FeeQueryFailed()", 0xc90158af};
inline constexpr CustomError ForkTimestampZero{"ForkTimestampZero()", 0x41a02cc9};
inline constexpr CustomError FullySlashed{"FullySlashed()", 0x28cef1a4};
inline constexpr CustomError InputAddressZero{"InputAddressZero()", 0x73632176};
inline constexpr CustomError InputArrayLengthMismatch{"InputArrayLengthMismatch()", 0x43714afd};
inline constexpr CustomError InputArrayLengthZero{"InputArrayLengthZero()", 0x796cc525};
inline constexpr CustomError InsufficientFunds{"InsufficientFunds()", 0x356680b7};
inline constexpr CustomError InsufficientMagnitude{"InsufficientMagnitude()", 0x6c9be0bf};
inline constexpr CustomError InsufficientWithdrawableBalance{"InsufficientWithdrawableBalance()",
                                                             0x0b1bd51c};
inline constexpr CustomError InvalidAVSRegistrar{"InvalidAVSRegistrar()", 0xe8589e08};
inline constexpr CustomError InvalidAddressZero{"InvalidAddressZero()", 0x10c748a6};
inline constexpr CustomError InvalidArbitrator{"InvalidArbitrator()", 0x07528a50};
inline constexpr CustomError InvalidCaller{"InvalidCaller()", 0x48f5c3ed};
inline constexpr CustomError InvalidClaimProof{"InvalidClaimProof()", 0x69ca16c9};
inline constexpr CustomError InvalidDepositScalingFactor{"InvalidDepositScalingFactor()",
                                                         0xb9676398};
inline constexpr CustomError InvalidDuration{"InvalidDuration()", 0x76166401};
inline constexpr CustomError InvalidDurationRemainder{"InvalidDurationRemainder()", 0xee664705};
inline constexpr CustomError InvalidEIP4788Response{"InvalidEIP4788Response()", 0x558ad0a3};
inline constexpr CustomError InvalidEarner{"InvalidEarner()", 0xfb494ea1};
inline constexpr CustomError InvalidEarnerLeafIndex{"InvalidEarnerLeafIndex()", 0x6361ce80};
inline constexpr CustomError InvalidNewPausedStatus{"InvalidNewPausedStatus()", 0xc61dca5d};
inline constexpr CustomError InvalidOperator{"InvalidOperator()", 0xccea9e6f};
inline constexpr CustomError InvalidOperatorSet{"InvalidOperatorSet()", 0x7ec5c154};
inline constexpr CustomError InvalidPermissions{"InvalidPermissions()", 0x932d94f7};
inline constexpr CustomError InvalidProof{"InvalidProof()", 0x09bde339};
inline constexpr CustomError InvalidProofLength{"InvalidProofLength()", 0x4dc5f6a4};
inline constexpr CustomError InvalidPubKeyLength{"InvalidPubKeyLength()", 0x9f106472};
inline constexpr CustomError InvalidRedistributionRecipient{"InvalidRedistributionRecipient()",
                                                            0xc97c347e};
inline constexpr CustomError InvalidRoot{"InvalidRoot()", 0x504570e3};
inline constexpr CustomError InvalidRootIndex{"InvalidRootIndex()", 0x94a8d389};
inline constexpr CustomError InvalidSignature{"InvalidSignature()", 0x8baa579f};
inline constexpr CustomError InvalidStartTimestampRemainder{"InvalidStartTimestampRemainder()",
                                                            0xf06a53c4};
inline constexpr CustomError InvalidStrategy{"InvalidStrategy()", 0x4e236e9a};
inline constexpr CustomError InvalidTokenLeafIndex{"InvalidTokenLeafIndex()", 0xa9fe9be0};
inline constexpr CustomError InvalidValidatorFieldsLength{"InvalidValidatorFieldsLength()",
                                                          0x200591bd};
inline constexpr CustomError InvalidVaultAdmin{"InvalidVaultAdmin()", 0x3b7dc713};
inline constexpr CustomError InvalidWadToSlash{"InvalidWadToSlash()", 0x13536031};
inline constexpr CustomError MaxPerDepositExceedsMax{"MaxPerDepositExceedsMax()", 0x14ac1edc};
inline constexpr CustomError MaxStrategiesExceeded{"MaxStrategiesExceeded()", 0x0d0a21c8};
inline constexpr CustomError ModificationAlreadyPending{"ModificationAlreadyPending()", 0xd8fcbe30};
inline constexpr CustomError MsgValueNot32ETH{"MsgValueNot32ETH()", 0x24b4b598};
inline constexpr CustomError MustBeDelegatedToVaultOperator{"MustBeDelegatedToVaultOperator()",
                                                            0x2a325c3a};
inline constexpr CustomError NewRootMustBeForNewCalculatedPeriod{
    "NewRootMustBeForNewCalculatedPeriod()", 0x729f942c};
inline constexpr CustomError NewSharesZero{"NewSharesZero()", 0x18725da6};
inline constexpr CustomError NoActiveCheckpoint{"NoActiveCheckpoint()", 0x1a544f49};
inline constexpr CustomError NoBalanceToCheckpoint{"NoBalanceToCheckpoint()", 0xcb7aa564};
inline constexpr CustomError NonexistentAVSMetadata{"NonexistentAVSMetadata()", 0x48f7dbb9};
inline constexpr CustomError NotActivelyDelegated{"NotActivelyDelegated()", 0xa5c7c445};
inline constexpr CustomError NotAdmin{"NotAdmin()", 0x7bfa4b9f};
inline constexpr CustomError NotMemberOfSet{"NotMemberOfSet()", 0x25131d4f};
inline constexpr CustomError OnlyAllocationManager{"OnlyAllocationManager()", 0x23d871a5};
inline constexpr CustomError OnlyArbitrator{"OnlyArbitrator()", 0x2eef310a};
inline constexpr CustomError OnlyDelegationManager{"OnlyDelegationManager()", 0xf739589b};
inline constexpr CustomError OnlyEigenPod{"OnlyEigenPod()", 0x25c2dae2};
inline constexpr CustomError OnlyEigenPodManager{"OnlyEigenPodManager()", 0xc84e9984};
inline constexpr CustomError OnlyEigenPodOwner{"OnlyEigenPodOwner()", 0xe33e6e06};
inline constexpr CustomError OnlyEigenPodOwnerOrProofSubmitter{
    "OnlyEigenPodOwnerOrProofSubmitter()", 0x427a7779};
inline constexpr CustomError OnlyPauser{"OnlyPauser()", 0x75df51dc};
inline constexpr CustomError OnlyProofTimestampSetter{"OnlyProofTimestampSetter()", 0x98611370};
inline constexpr CustomError OnlyStrategyManager{"OnlyStrategyManager()", 0x48da714f};
inline constexpr CustomError OnlyStrategyManagerOrEigenPodManager{
    "OnlyStrategyManagerOrEigenPodManager()", 0x11481a94};
inline constexpr CustomError OnlyStrategyWhitelister{"OnlyStrategyWhitelister()", 0x82e8ffe4};
inline constexpr CustomError OnlyUnderlyingToken{"OnlyUnderlyingToken()", 0xc4aaf740};
inline constexpr CustomError OnlyUnpauser{"OnlyUnpauser()", 0x794821ff};
inline constexpr CustomError OnlyVaultAdmin{"OnlyVaultAdmin()", 0xb64d0e42};
inline constexpr CustomError OperatorIntegrationInvalid{"OperatorIntegrationInvalid()", 0x58818767};
inline constexpr CustomError OperatorNotRegistered{"OperatorNotRegistered()", 0x25ec6c1f};
inline constexpr CustomError OperatorNotSlashable{"OperatorNotSlashable()", 0xebbff497};
inline constexpr CustomError OperatorsCannotUndelegate{"OperatorsCannotUndelegate()", 0x8e5199a8};
inline constexpr CustomError OperatorsNotInAscendingOrder{"OperatorsNotInAscendingOrder()",
                                                          0x87da3f88};
inline constexpr CustomError PendingAllocation{"PendingAllocation()", 0x049603fe};
inline constexpr CustomError PredeployFailed{"PredeployFailed()", 0xfc52d483};
inline constexpr CustomError PreviousSplitPending{"PreviousSplitPending()", 0x7b1e25c5};
inline constexpr CustomError RewardsEndTimestampNotElapsed{"RewardsEndTimestampNotElapsed()",
                                                           0x0d2af922};
inline constexpr CustomError RootAlreadyActivated{"RootAlreadyActivated()", 0x30dbd994};
inline constexpr CustomError RootDisabled{"RootDisabled()", 0x1b14174b};
inline constexpr CustomError RootNotActivated{"RootNotActivated()", 0xa1bd15d8};
inline constexpr CustomError SaltSpent{"SaltSpent()", 0x35313244};
inline constexpr CustomError SameMagnitude{"SameMagnitude()", 0x8c0c2f26};
inline constexpr CustomError SharesAmountTooHigh{"SharesAmountTooHigh()", 0x4b18b193};
inline constexpr CustomError SharesAmountZero{"SharesAmountZero()", 0x840c364a};
inline constexpr CustomError SharesNegative{"SharesNegative()", 0xef147de1};
inline constexpr CustomError SharesNotMultipleOfGwei{"SharesNotMultipleOfGwei()", 0x8fa0e576};
inline constexpr CustomError SignatureExpired{"SignatureExpired()", 0x0819bdcd};
inline constexpr CustomError SlasherNotSet{"SlasherNotSet()", 0x255b0f41};
inline constexpr CustomError SplitExceedsMax{"SplitExceedsMax()", 0x891c63df};
inline constexpr CustomError StakerAddressZero{"StakerAddressZero()", 0x16f2ccc9};
inline constexpr CustomError StartTimestampTooFarInFuture{"StartTimestampTooFarInFuture()",
                                                          0x7ee2b443};
inline constexpr CustomError StartTimestampTooFarInPast{"StartTimestampTooFarInPast()", 0x08354eae};
inline constexpr CustomError StrategiesMustBeInAscendingOrder{"StrategiesMustBeInAscendingOrder()",
                                                              0x9f1c8053};
inline constexpr CustomError StrategiesNotInAscendingOrder{"StrategiesNotInAscendingOrder()",
                                                           0xdfad9ca1};
inline constexpr CustomError StrategyAlreadyExists{"StrategyAlreadyExists()", 0xc45546f7};
inline constexpr CustomError StrategyAlreadyInOperatorSet{"StrategyAlreadyInOperatorSet()",
                                                          0x585cfb2f};
inline constexpr CustomError StrategyAlreadyInSlash{"StrategyAlreadyInSlash()", 0xca354fa3};
inline constexpr CustomError StrategyNotInOperatorSet{"StrategyNotInOperatorSet()", 0x6378684e};
inline constexpr CustomError StrategyNotSupportedByOperatorSet{
    "StrategyNotSupportedByOperatorSet()", 0x53c0a4e2};
inline constexpr CustomError StrategyNotWhitelisted{"StrategyNotWhitelisted()", 0x5dfb2ca2};
inline constexpr CustomError SubmissionNotRetroactive{"SubmissionNotRetroactive()", 0x540d6284};
inline constexpr CustomError TimestampOutOfRange{"TimestampOutOfRange()", 0xf289ccda};
inline constexpr CustomError TotalSharesExceedsMax{"TotalSharesExceedsMax()", 0x5e29d146};
inline constexpr CustomError UnauthorizedCaller{"UnauthorizedCaller()", 0x5c427cd9};
inline constexpr CustomError UnderlyingTokenBlacklisted{"UnderlyingTokenBlacklisted()", 0xdec1a344};
inline constexpr CustomError UninitializedAllocationDelay{"UninitializedAllocationDelay()",
                                                          0xfa55fc81};
inline constexpr CustomError ValidatorInactiveOnBeaconChain{"ValidatorInactiveOnBeaconChain()",
                                                            0x65608db4};
inline constexpr CustomError ValidatorIsExitingBeaconChain{"ValidatorIsExitingBeaconChain()",
                                                           0x2eade637};
inline constexpr CustomError ValidatorNotActiveInPod{"ValidatorNotActiveInPod()", 0xd49e19a7};
inline constexpr CustomError ValidatorNotSlashedOnBeaconChain{"ValidatorNotSlashedOnBeaconChain()",
                                                              0xb0e72f68};
inline constexpr CustomError VaultAlreadyLocked{"VaultAlreadyLocked()", 0xa6c62fd0};
inline constexpr CustomError VaultNotLocked{"VaultNotLocked()", 0x29d08289};
inline constexpr CustomError WithdrawalAmountExceedsTotalDeposits{
    "WithdrawalAmountExceedsTotalDeposits()", 0xb469df30};
inline constexpr CustomError WithdrawalCredentialsNotForEigenPod{
    "WithdrawalCredentialsNotForEigenPod()", 0x6ee5baa6};
inline constexpr CustomError WithdrawalDelayNotElapsed{"WithdrawalDelayNotElapsed()", 0xf1ecf5c2};
inline constexpr CustomError WithdrawalNotQueued{"WithdrawalNotQueued()", 0x87c9d219};
inline constexpr CustomError WithdrawalsLockedDuringAllocations{
    "WithdrawalsLockedDuringAllocations()", 0x49b29ad2};
inline constexpr CustomError WithdrawerNotCaller{"WithdrawerNotCaller()", 0x584434d4};

}  // namespace aq::eigenlayer::error
