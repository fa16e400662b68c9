// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Renzo's custom errors, by their Solidity names.

#include <aquifer/ledger/revert.hpp>

namespace aq::renzo::error {

inline constexpr CustomError AlreadyAdded{"AlreadyAdded()", 0xf411c327};
inline constexpr CustomError BelowAllowedLimit{"BelowAllowedLimit()", 0xff83849b};
inline constexpr CustomError CheckpointAlreadyActive{"CheckpointAlreadyActive()", 0xbe9bc300};
inline constexpr CustomError CheckpointAlreadyRecorded{"CheckpointAlreadyRecorded()", 0x33ab72d2};
inline constexpr CustomError CheckpointNotRecorded{"CheckpointNotRecorded()", 0x93c952a8};
inline constexpr CustomError ClaimPaused{"ClaimPaused()", 0x0a917d37};
inline constexpr CustomError ContractPaused{"ContractPaused()", 0xab35696f};
inline constexpr CustomError DelegateAddressAlreadySet{"DelegateAddressAlreadySet()", 0x38a5a0ba};
inline constexpr CustomError EarlyClaim{"EarlyClaim()", 0x2b08972a};
inline constexpr CustomError IncorrectStrategy{"IncorrectStrategy()", 0x16093a4a};
inline constexpr CustomError InsufficientOutputAmount{"InsufficientOutputAmount()", 0x42301c23};
inline constexpr CustomError InvalidOraclePrice{"InvalidOraclePrice()", 0x1f8f95a0};
inline constexpr CustomError InvalidStakerAddress{"InvalidStakerAddress()", 0xa60f1362};
inline constexpr CustomError InvalidStrategy{"InvalidStrategy()", 0x4e236e9a};
inline constexpr CustomError InvalidTVL{"InvalidTVL()", 0x344f641a};
inline constexpr CustomError InvalidTokenAmount{"InvalidTokenAmount()", 0x21607339};
inline constexpr CustomError InvalidTokenDecimals{"InvalidTokenDecimals(uint8,uint8)", 0xc251ac7c};
inline constexpr CustomError InvalidWithdrawIndex{"InvalidWithdrawIndex()", 0xebba8541};
inline constexpr CustomError InvalidZeroInput{"InvalidZeroInput()", 0x862a6067};
inline constexpr CustomError MaxTokenTVLReached{"MaxTokenTVLReached()", 0x12e96886};
inline constexpr CustomError MismatchedArrayLengths{"MismatchedArrayLengths()", 0x568efce2};
inline constexpr CustomError NonZeroUnderlyingStrategyExist{"NonZeroUnderlyingStrategyExist()",
                                                            0x1e3fa912};
inline constexpr CustomError NotDepositQueue{"NotDepositQueue()", 0x14bc7046};
inline constexpr CustomError NotDepositWithdrawPauser{"NotDepositWithdrawPauser()", 0xc2952d6b};
inline constexpr CustomError NotERC20RewardsAdmin{"NotERC20RewardsAdmin()", 0xe1d19bc3};
inline constexpr CustomError NotEigenLayerRewardsAdmin{"NotEigenLayerRewardsAdmin()", 0xa71e4740};
inline constexpr CustomError NotEmergencyAVSEthSlashTrackingAdmin{
    "NotEmergencyAVSEthSlashTrackingAdmin()", 0xe737f945};
inline constexpr CustomError NotEmergencyCheckpointTrackingAdmin{
    "NotEmergencyCheckpointTrackingAdmin()", 0x6f3d44a7};
inline constexpr CustomError NotEmergencyWithdrawTrackingAdmin{
    "NotEmergencyWithdrawTrackingAdmin()", 0x2efffa9d};
inline constexpr CustomError NotEnoughCollateralValue{"NotEnoughCollateralValue()", 0x4f06248a};
inline constexpr CustomError NotEnoughWithdrawBuffer{"NotEnoughWithdrawBuffer()", 0xf77aec5c};
inline constexpr CustomError NotEzETHMinterBurner{"NotEzETHMinterBurner()", 0xcbf39396};
inline constexpr CustomError NotFound{"NotFound()", 0xc5723b51};
inline constexpr CustomError NotNativeEthRestakeAdmin{"NotNativeEthRestakeAdmin()", 0xbcefa34f};
inline constexpr CustomError NotOperatorDelegatorAdmin{"NotOperatorDelegatorAdmin()", 0xcbdd1d27};
inline constexpr CustomError NotOracleAdmin{"NotOracleAdmin()", 0xbe49bb1d};
inline constexpr CustomError NotRestakeManager{"NotRestakeManager()", 0x85a2d716};
inline constexpr CustomError NotRestakeManagerAdmin{"NotRestakeManagerAdmin()", 0x2ec79ab9};
inline constexpr CustomError NotWithdrawQueueAdmin{"NotWithdrawQueueAdmin()", 0x7d9719a0};
inline constexpr CustomError OnlyReceiveAsTokenAllowed{"OnlyReceiveAsTokenAllowed()", 0xa416f64e};
inline constexpr CustomError OperatoDelegatorNotDelegated{"OperatoDelegatorNotDelegated()",
                                                          0xdca284ad};
inline constexpr CustomError OracleNotFound{"OracleNotFound()", 0x2c283834};
inline constexpr CustomError OraclePriceExpired{"OraclePriceExpired()", 0xeafdc186};
inline constexpr CustomError OverMaxBasisPoints{"OverMaxBasisPoints()", 0x6b5c4261};
inline constexpr CustomError QueuedWithdrawalNotFilled{"QueuedWithdrawalNotFilled()", 0x38f06c78};
inline constexpr CustomError RewardsDestinationNotConfigured{"RewardsDestinationNotConfigured()",
                                                             0x0cd4f69d};
inline constexpr CustomError TransferFailed{"TransferFailed()", 0x90b8ec18};
inline constexpr CustomError UnsupportedWithdrawAsset{"UnsupportedWithdrawAsset()", 0x8ddadd65};
inline constexpr CustomError WithdrawRequestPaused{"WithdrawRequestPaused()", 0x558b76f3};
inline constexpr CustomError WithdrawalAlreadyCompleted{"WithdrawalAlreadyCompleted()", 0xaaf01a1e};
inline constexpr CustomError WithdrawalAlreadyTracked{"WithdrawalAlreadyTracked()", 0xeb3d1dcd};
inline constexpr CustomError WithdrawalNotQueued{"WithdrawalNotQueued()", 0x87c9d219};

}  // namespace aq::renzo::error
