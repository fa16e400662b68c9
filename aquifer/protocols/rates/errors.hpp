// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Custom errors of the rate tokens' contracts.

#include <aquifer/ledger/revert.hpp>

namespace aq::rates::error {

// swETH, and the arithmetic it uses
inline constexpr CustomError CannotBurnZeroSwETH{"CannotBurnZeroSwETH()", 0x7694f4f2};
inline constexpr CustomError CannotReferSelf{"CannotReferSelf()", 0xdc334245};
inline constexpr CustomError CannotRepriceWithZeroSwETHSupply{"CannotRepriceWithZeroSwETHSupply()",
                                                              0xfa61da2e};
inline constexpr CustomError CoreMethodsPaused{"CoreMethodsPaused()", 0xbb28eded};
inline constexpr CustomError InvalidETHDeposit{"InvalidETHDeposit()", 0x798f9d4f};
inline constexpr CustomError InvalidMethodCall{"InvalidMethodCall()", 0x007276da};
inline constexpr CustomError InvalidPreRewardETHReserves{"InvalidPreRewardETHReserves()",
                                                         0x2fbb8b4c};
inline constexpr CustomError NotEnoughTimeElapsedForReprice{
    "NotEnoughTimeElapsedForReprice(uint256)", 0xe14c16dc};
inline constexpr CustomError NotInWhitelist{"NotInWhitelist()", 0x5b0aa2ba};
inline constexpr CustomError PRBMath_MulDiv18_Overflow{"PRBMath_MulDiv18_Overflow(uint256,uint256)",
                                                       0x5173648d};
inline constexpr CustomError PRBMath_MulDiv_Overflow{
    "PRBMath_MulDiv_Overflow(uint256,uint256,uint256)", 0x63a05778};
inline constexpr CustomError RepriceDifferenceTooLarge{"RepriceDifferenceTooLarge(uint256,uint256)",
                                                       0x514910ba};
inline constexpr CustomError RepriceswETHDifferenceTooLarge{
    "RepriceswETHDifferenceTooLarge(uint256,uint256)", 0x4859509f};

// sfrxETH
inline constexpr CustomError SyncError{"SyncError()", 0x49f4cf9c};

// mETH
inline constexpr CustomError AlreadyClaimed{"AlreadyClaimed()", 0x646cf558};
inline constexpr CustomError CannotUpdateWhileUpdatePending{"CannotUpdateWhileUpdatePending()",
                                                            0x452d7649};
inline constexpr CustomError DoesNotReceiveETH{"DoesNotReceiveETH()", 0x34352c73};
inline constexpr CustomError InvalidUpdateEndBeforeStartBlock{
    "InvalidUpdateEndBeforeStartBlock(uint256,uint256)", 0x999e007a};
inline constexpr CustomError InvalidUpdateMoreDepositsProcessedThanSent{
    "InvalidUpdateMoreDepositsProcessedThanSent(uint256,uint256)", 0x8cf753bf};
inline constexpr CustomError InvalidUpdateMoreValidatorsThanInitiated{
    "InvalidUpdateMoreValidatorsThanInitiated(uint256,uint256)", 0xbb5daf3a};
inline constexpr CustomError InvalidUpdateStartBlock{"InvalidUpdateStartBlock(uint256,uint256)",
                                                     0x56ae6443};
inline constexpr CustomError MaximumMETHSupplyExceeded{"MaximumMETHSupplyExceeded()", 0x273ad0e0};
inline constexpr CustomError MinimumStakeBoundNotSatisfied{"MinimumStakeBoundNotSatisfied()",
                                                           0x2c2843b6};
inline constexpr CustomError MinimumUnstakeBoundNotSatisfied{"MinimumUnstakeBoundNotSatisfied()",
                                                             0x3b8dd380};
inline constexpr CustomError NoUpdatePending{"NoUpdatePending()", 0xe8907a55};
inline constexpr CustomError NotEnoughFunds{"NotEnoughFunds(uint256,uint256)", 0x8c905368};
inline constexpr CustomError NotEnoughUnallocatedETH{"NotEnoughUnallocatedETH()", 0x96b0c751};
inline constexpr CustomError NotFinalized{"NotFinalized()", 0x1bee0d5a};
inline constexpr CustomError NotRequester{"NotRequester()", 0xe39da59e};
inline constexpr CustomError Paused{"Paused()", 0x9e87fac8};
inline constexpr CustomError PauserRoleOrOracleRequired{"PauserRoleOrOracleRequired(address)",
                                                        0x1ba4f8ca};
inline constexpr CustomError StakeBelowMinimumMETHAmount{
    "StakeBelowMinimumMETHAmount(uint256,uint256)", 0xb5903eca};
inline constexpr CustomError UnauthorizedOracleUpdater{"UnauthorizedOracleUpdater(address,address)",
                                                       0x612c001a};
inline constexpr CustomError UnstakeBelowMinimumETHAmount{
    "UnstakeBelowMinimumETHAmount(uint256,uint256)", 0x3aff96a9};
inline constexpr CustomError UpdateEndBlockNumberNotFinal{"UpdateEndBlockNumberNotFinal(uint256)",
                                                          0x1fc34528};

}  // namespace aq::rates::error
