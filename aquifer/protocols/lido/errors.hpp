// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Custom errors of Lido's contracts, by name. Where two contracts give one name other arguments,
/// the second carries what tells it apart.

#include <aquifer/ledger/revert.hpp>

namespace aq::lido::error {

inline constexpr CustomError AccessControlUnauthorizedAccount{
    "AccessControlUnauthorizedAccount(address,bytes32)", 0xe2517d3f};
inline constexpr CustomError AccessControlBadConfirmation{"AccessControlBadConfirmation()",
                                                          0x6697b232};
inline constexpr CustomError AppAuthFailed{"AppAuthFailed()", 0xb83aef0b};
inline constexpr CustomError ApprovalToOwner{"ApprovalToOwner()", 0x93f51786};
inline constexpr CustomError ApproveToCaller{"ApproveToCaller()", 0xb06307db};
inline constexpr CustomError ArraysLengthMismatchOfRouter{"ArraysLengthMismatch()", 0xfc235960};
inline constexpr CustomError ArraysLengthMismatch{"ArraysLengthMismatch(uint256,uint256)",
                                                  0x4c59bf28};
inline constexpr CustomError BatchesAreNotSorted{"BatchesAreNotSorted()", 0xcdf129c4};
inline constexpr CustomError BurnAmountExceedsActual{"BurnAmountExceedsActual(uint256,uint256)",
                                                     0xfeedbf2b};
inline constexpr CustomError CalledNotFromAccounting{"CalledNotFromAccounting()", 0x8dbc24e4};
inline constexpr CustomError CannotSubmitExtraDataBeforeMainData{
    "CannotSubmitExtraDataBeforeMainData()", 0xa74cb4e5};
inline constexpr CustomError CantSendValueRecipientMayHaveReverted{
    "CantSendValueRecipientMayHaveReverted()", 0x0f0b498d};
inline constexpr CustomError DepositAmountTooLow{"DepositAmountTooLow()", 0x55fcd027};
inline constexpr CustomError DirectETHTransfer{"DirectETHTransfer()", 0x9fb45590};
inline constexpr CustomError EmptyBatches{"EmptyBatches()", 0x12de1df3};
inline constexpr CustomError EmptyKeysList{"EmptyKeysList()", 0xc4d88632};
inline constexpr CustomError ExitedEthAmountPerDayLimitExceeded{
    "ExitedEthAmountPerDayLimitExceeded(uint256,uint256)", 0x22291154};
inline constexpr CustomError ExitedValidatorsCountCannotDecrease{
    "ExitedValidatorsCountCannotDecrease()", 0xbde27d24};
inline constexpr CustomError ExtraDataAlreadyProcessed{"ExtraDataAlreadyProcessed()", 0x27e55ce2};
inline constexpr CustomError ExtraDataHashCannotBeZeroForNonEmptyData{
    "ExtraDataHashCannotBeZeroForNonEmptyData()", 0x43152818};
inline constexpr CustomError ExtraDataItemsCountCannotBeZeroForNonEmptyData{
    "ExtraDataItemsCountCannotBeZeroForNonEmptyData()", 0xf1ff5c17};
inline constexpr CustomError HashCannotBeZero{"HashCannotBeZero()", 0xb6314d3e};
inline constexpr CustomError InconsistentFeeSum{"InconsistentFeeSum()", 0xf15cd7e5};
inline constexpr CustomError InconsistentValidatorsBalanceByModule{
    "InconsistentValidatorsBalanceByModule(uint256,uint256)", 0xa774e01a};
inline constexpr CustomError IncorrectCLBalanceDecrease{
    "IncorrectCLBalanceDecrease(uint256,uint256)", 0x59f521a0};
inline constexpr CustomError IncorrectCLBalanceIncrease{"IncorrectCLBalanceIncrease(uint256)",
                                                        0xe383a850};
inline constexpr CustomError IncorrectCLWithdrawalsVaultBalance{
    "IncorrectCLWithdrawalsVaultBalance(uint256,uint256)", 0x9b19bafe};
inline constexpr CustomError IncorrectELRewardsVaultBalance{
    "IncorrectELRewardsVaultBalance(uint256)", 0x63c0f83a};
inline constexpr CustomError IncorrectLimitValue{"IncorrectLimitValue(uint256,uint256,uint256)",
                                                 0x9014ed10};
inline constexpr CustomError IncorrectReportTimestamp{"IncorrectReportTimestamp(uint256,uint256)",
                                                      0xadbde966};
inline constexpr CustomError IncorrectRequestFinalization{"IncorrectRequestFinalization(uint256)",
                                                          0xdc2ac38e};
inline constexpr CustomError IncorrectSharesRequestedToBurn{
    "IncorrectSharesRequestedToBurn(uint256)", 0x9465393e};
inline constexpr CustomError IncorrectSimulatedShareRate{
    "IncorrectSimulatedShareRate(uint256,uint256)", 0xb7302e52};
inline constexpr CustomError IncorrectTotalActivatedBalance{
    "IncorrectTotalActivatedBalance(uint256,uint256)", 0xe8f12a06};
inline constexpr CustomError IncorrectTotalCLBalanceIncrease{
    "IncorrectTotalCLBalanceIncrease(uint256,uint256)", 0xfb5ec37f};
inline constexpr CustomError IncorrectTotalModuleValidatorsBalanceIncrease{
    "IncorrectTotalModuleValidatorsBalanceIncrease(uint256,uint256)", 0x946d2ec0};
inline constexpr CustomError IncorrectTotalPendingBalance{
    "IncorrectTotalPendingBalance(uint256,uint256)", 0x7881020b};
inline constexpr CustomError IncorrectWithdrawalsVaultBalance{
    "IncorrectWithdrawalsVaultBalance(uint256)", 0x17edc0a3};
inline constexpr CustomError IncorrectWithdrawalsVaultTransfer{
    "IncorrectWithdrawalsVaultTransfer(uint256,uint256)", 0xa8ef33a7};
inline constexpr CustomError InitialEpochIsYetToArrive{"InitialEpochIsYetToArrive()", 0xcd0883ea};
inline constexpr CustomError InternalSharesCantBeZero{"InternalSharesCantBeZero()", 0x17ba5146};
inline constexpr CustomError InvalidAmountGwei{"InvalidAmountGwei()", 0x36aa4696};
inline constexpr CustomError InvalidClBalancesData{"InvalidClBalancesData()", 0x65f3acf0};
inline constexpr CustomError InvalidExitedValidatorsData{"InvalidExitedValidatorsData()",
                                                         0xea81e102};
inline constexpr CustomError InvalidFeeSum{"InvalidFeeSum()", 0xb65e4c59};
inline constexpr CustomError InvalidHint{"InvalidHint(uint256)", 0xcee778e2};
inline constexpr CustomError InvalidMaxDepositPerBlockValue{"InvalidMaxDepositPerBlockValue()",
                                                            0xe747a27f};
inline constexpr CustomError InvalidMinDepositBlockDistance{"InvalidMinDepositBlockDistance()",
                                                            0x4f3b93a8};
inline constexpr CustomError InvalidOwnerAddress{"InvalidOwnerAddress(address)", 0x01e4f954};
inline constexpr CustomError InvalidPriorityExitShareThreshold{
    "InvalidPriorityExitShareThreshold()", 0x142d5678};
inline constexpr CustomError InvalidReportTimestamp{"InvalidReportTimestamp()", 0x34819c03};
inline constexpr CustomError InvalidRequestId{"InvalidRequestId(uint256)", 0xc969e0f2};
inline constexpr CustomError InvalidRequestIdRange{"InvalidRequestIdRange(uint256,uint256)",
                                                   0x71894257};
inline constexpr CustomError InvalidSignaturesBatchLength{
    "InvalidSignaturesBatchLength(uint256,uint256)", 0xf04707dc};
inline constexpr CustomError InvalidStakeShareLimit{"InvalidStakeShareLimit()", 0xde009d7a};
inline constexpr CustomError InvalidState{"InvalidState()", 0xbaf3f0f7};
inline constexpr CustomError LidoDepositsPaused{"LidoDepositsPaused()", 0x5609c247};
inline constexpr CustomError MigrationAlreadyDone{"MigrationAlreadyDone()", 0x9343666b};
inline constexpr CustomError ModuleReturnExceedTarget{"ModuleReturnExceedTarget()", 0x4e7107d1};
inline constexpr CustomError NegativeRebaseFailedCLBalanceMismatch{
    "NegativeRebaseFailedCLBalanceMismatch(uint256,uint256,uint256)", 0x4b25527a};
inline constexpr CustomError NegativeRebaseFailedSecondOpinionReportIsNotReady{
    "NegativeRebaseFailedSecondOpinionReportIsNotReady()", 0xa0bdb357};
inline constexpr CustomError NegativeRebaseFailedWithdrawalVaultBalanceMismatch{
    "NegativeRebaseFailedWithdrawalVaultBalanceMismatch(uint256,uint256)", 0xb3850719};
inline constexpr CustomError NegativeTotalPooledEther{"NegativeTotalPooledEther()", 0x84bd4c9f};
inline constexpr CustomError NoConsensusReportToProcess{"NoConsensusReportToProcess()", 0x64dfc18f};
inline constexpr CustomError NotAuthorized{"NotAuthorized()", 0xea8e4eb5};
inline constexpr CustomError NotAuthorizedByAccounting{"NotAuthorized(string,address)", 0x73e36525};
inline constexpr CustomError NotEnoughEther{"NotEnoughEther()", 0x8a0d3779};
inline constexpr CustomError NotEnoughEtherInVault{"NotEnoughEther(uint256,uint256)", 0x41ba67b6};
inline constexpr CustomError NotLido{"NotLido()", 0x25a81d75};
inline constexpr CustomError NotOwner{"NotOwner(address,address)", 0x23295f0e};
inline constexpr CustomError NotOwnerOrApproved{"NotOwnerOrApproved(address)", 0xaee697e7};
inline constexpr CustomError NotOwnerOrApprovedForAll{"NotOwnerOrApprovedForAll(address)",
                                                      0x41aaefac};
inline constexpr CustomError PauseUntilMustBeInFuture{"PauseUntilMustBeInFuture()", 0x73c5d8a6};
inline constexpr CustomError PausedExpected{"PausedExpected()", 0xb047186b};
inline constexpr CustomError ProcessingDeadlineMissed{"ProcessingDeadlineMissed(uint256)",
                                                      0xa6f759be};
inline constexpr CustomError RefSlotAlreadyProcessing{"RefSlotAlreadyProcessing()", 0x052e2c90};
inline constexpr CustomError RefSlotCannotDecrease{"RefSlotCannotDecrease(uint256,uint256)",
                                                   0x863a602e};
inline constexpr CustomError RefSlotMustBeGreaterThanProcessingOne{
    "RefSlotMustBeGreaterThanProcessingOne(uint256,uint256)", 0x60a41e49};
inline constexpr CustomError RequestAlreadyClaimed{"RequestAlreadyClaimed(uint256)", 0xf0e0cc2d};
inline constexpr CustomError RequestAmountTooLarge{"RequestAmountTooLarge(uint256)", 0x8ebfb78d};
inline constexpr CustomError RequestAmountTooSmall{"RequestAmountTooSmall(uint256)", 0xb89b87c8};
inline constexpr CustomError RequestIdsNotSorted{"RequestIdsNotSorted()", 0x374e8bd1};
inline constexpr CustomError RequestNotFoundOrNotFinalized{"RequestNotFoundOrNotFinalized(uint256)",
                                                           0x4ae50228};
inline constexpr CustomError ResumedExpected{"ResumedExpected()", 0x14378398};
inline constexpr CustomError SafeCastOverflowedUintDowncast{
    "SafeCastOverflowedUintDowncast(uint8,uint256)", 0x6dfcc650};
inline constexpr CustomError SenderIsNotTheConsensusContract{"SenderIsNotTheConsensusContract()",
                                                             0xfef4d831};
inline constexpr CustomError SenderNotAllowed{"SenderNotAllowed()", 0x23dada53};
inline constexpr CustomError StakingModuleAddressExists{"StakingModuleAddressExists()", 0x50f969d0};
inline constexpr CustomError StakingModuleNotActive{"StakingModuleNotActive()", 0x645cc9f6};
inline constexpr CustomError StakingModuleStatusTheSame{"StakingModuleStatusTheSame()", 0xb942df4e};
inline constexpr CustomError StakingModuleUnregistered{"StakingModuleUnregistered()", 0xd41d6282};
inline constexpr CustomError StakingModuleWrongName{"StakingModuleWrongName()", 0xac187169};
inline constexpr CustomError StakingModulesLimitExceeded{"StakingModulesLimitExceeded()",
                                                         0x309eed99};
inline constexpr CustomError TooHighTokenRebaseLimit{"TooHighTokenRebaseLimit()", 0x301846c6};
inline constexpr CustomError TooLowTokenRebaseLimit{"TooLowTokenRebaseLimit()", 0x3b9353cd};
inline constexpr CustomError TooMuchEtherToFinalize{"TooMuchEtherToFinalize(uint256,uint256)",
                                                    0x252dfe81};
inline constexpr CustomError TransferFromIncorrectOwner{
    "TransferFromIncorrectOwner(address,address)", 0xc0eeaa61};
inline constexpr CustomError TransferToNonIERC721Receiver{"TransferToNonIERC721Receiver(address)",
                                                          0x09f844e3};
inline constexpr CustomError TransferToThemselves{"TransferToThemselves()", 0x52ce6f21};
inline constexpr CustomError TransferToZeroAddress{"TransferToZeroAddress()", 0xea553b34};
inline constexpr CustomError UnexpectedConsensusVersion{
    "UnexpectedConsensusVersion(uint256,uint256)", 0x546fba7a};
inline constexpr CustomError UnexpectedContractVersion{"UnexpectedContractVersion(uint256,uint256)",
                                                       0x0eaf9e0c};
inline constexpr CustomError UnexpectedDataHash{"UnexpectedDataHash(bytes32,bytes32)", 0xc858eb8e};
inline constexpr CustomError UnexpectedExtraDataFormat{"UnexpectedExtraDataFormat(uint256,uint256)",
                                                       0x3acc8c9c};
inline constexpr CustomError UnexpectedExtraDataHash{"UnexpectedExtraDataHash(bytes32,bytes32)",
                                                     0xd2b3f3cf};
inline constexpr CustomError UnexpectedExtraDataItemsCount{
    "UnexpectedExtraDataItemsCount(uint256,uint256)", 0x389bc7c2};
inline constexpr CustomError UnexpectedModuleId{"UnexpectedModuleId(uint256,uint256)", 0x762de7b4};
inline constexpr CustomError UnexpectedRefSlot{"UnexpectedRefSlot(uint256,uint256)", 0x92171a8a};
inline constexpr CustomError UnrecoverableModuleError{"UnrecoverableModuleError()", 0x8fd297d9};
inline constexpr CustomError UnsupportedExtraDataFormat{"UnsupportedExtraDataFormat(uint256)",
                                                        0x396e5b83};
inline constexpr CustomError VersionCannotBeSame{"VersionCannotBeSame()", 0x75f1d86c};
inline constexpr CustomError WrongPubkeyLength{"WrongPubkeyLength()", 0x500585ad};
inline constexpr CustomError WrongWithdrawalCredentialsType{"WrongWithdrawalCredentialsType()",
                                                            0x2e5c948c};
inline constexpr CustomError ZeroAddress{"ZeroAddress()", 0xd92e233d};
inline constexpr CustomError ZeroAmount{"ZeroAmount()", 0x1f2a2005};
inline constexpr CustomError ZeroBurnAmount{"ZeroBurnAmount()", 0x97b9d4c4};
inline constexpr CustomError ZeroDeposits{"ZeroDeposits()", 0xa95231d5};
inline constexpr CustomError ZeroPauseDuration{"ZeroPauseDuration()", 0xad58bfc7};
inline constexpr CustomError ZeroRecipient{"ZeroRecipient()", 0xd27b4443};
inline constexpr CustomError ZeroShareRate{"ZeroShareRate()", 0xe4e97357};

}  // namespace aq::lido::error
