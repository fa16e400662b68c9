// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/rates/abi.hpp>

#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/events.hpp>

namespace aq::rates {

std::span<const std::string_view> described_events() {
    static constexpr std::array kEvents{
        reth::EtherDeposited::abi.declaration,
        reth::TokensMinted::abi.declaration,
        reth::TokensBurned::abi.declaration,
        reth::BalancesSubmitted::abi.declaration,
        reth::BalancesUpdated::abi.declaration,
        reth::DepositReceived::abi.declaration,
        reth::DepositRecycled::abi.declaration,
        reth::ExcessWithdrawn::abi.declaration,
        reth::vault::EtherDeposited::abi.declaration,
        reth::vault::EtherWithdrawn::abi.declaration,
        staked::Blacklisted::abi.declaration,
        staked::Burn::abi.declaration,
        staked::ExchangeRateUpdated::abi.declaration,
        staked::Mint::abi.declaration,
        staked::MinterConfigured::abi.declaration,
        staked::MinterRemoved::abi.declaration,
        staked::OracleUpdated::abi.declaration,
        staked::Pause::abi.declaration,
        staked::UnBlacklisted::abi.declaration,
        staked::Unpause::abi.declaration,
        staked::DepositEth::abi.declaration,
        staked::AllowanceReplenished::abi.declaration,
        staked::CallerConfigured::abi.declaration,
        staked::CallerRemoved::abi.declaration,
        frax::TokenMinterMinted::abi.declaration,
        frax::ETHSubmitted::abi.declaration,
        frax::Deposit::abi.declaration,
        frax::Withdraw::abi.declaration,
        frax::NewRewardsCycle::abi.declaration,
        sweth::ETHDepositReceived::abi.declaration,
        sweth::Reprice::abi.declaration,
        sweth::ETHReceived::abi.declaration,
        meth::AllocatedETHToDeposits::abi.declaration,
        meth::AllocatedETHToLiquidityBuffer::abi.declaration,
        meth::AllocatedETHToUnstakeRequestsManager::abi.declaration,
        meth::ReturnsReceived::abi.declaration,
        meth::Staked::abi.declaration,
        meth::UnstakeRequested::abi.declaration,
        meth::UnstakeRequestClaimed::abi.declaration,
        meth::requests::UnstakeRequestCreated::abi.declaration,
        meth::requests::UnstakeRequestClaimed::abi.declaration,
        meth::OraclePendingUpdateRejected::abi.declaration,
        meth::OracleRecordAdded::abi.declaration,
        meth::OracleRecordFailedSanityCheck::abi.declaration,
        meth::FeesCollected::abi.declaration,
        meth::FlagUpdated::abi.declaration,
    };
    return kEvents;
}

std::span<const CustomError> described_errors() {
    static constexpr std::array kErrors{
        error::CannotBurnZeroSwETH,
        error::CannotReferSelf,
        error::CannotRepriceWithZeroSwETHSupply,
        error::CoreMethodsPaused,
        error::InvalidETHDeposit,
        error::InvalidMethodCall,
        error::InvalidPreRewardETHReserves,
        error::NotEnoughTimeElapsedForReprice,
        error::NotInWhitelist,
        error::PRBMath_MulDiv18_Overflow,
        error::PRBMath_MulDiv_Overflow,
        error::RepriceDifferenceTooLarge,
        error::RepriceswETHDifferenceTooLarge,
        error::SyncError,
        error::AlreadyClaimed,
        error::CannotUpdateWhileUpdatePending,
        error::DoesNotReceiveETH,
        error::InvalidUpdateEndBeforeStartBlock,
        error::InvalidUpdateMoreDepositsProcessedThanSent,
        error::InvalidUpdateMoreValidatorsThanInitiated,
        error::InvalidUpdateStartBlock,
        error::MaximumMETHSupplyExceeded,
        error::MinimumStakeBoundNotSatisfied,
        error::MinimumUnstakeBoundNotSatisfied,
        error::NoUpdatePending,
        error::NotEnoughFunds,
        error::NotEnoughUnallocatedETH,
        error::NotFinalized,
        error::NotRequester,
        error::Paused,
        error::PauserRoleOrOracleRequired,
        error::StakeBelowMinimumMETHAmount,
        error::UnauthorizedOracleUpdater,
        error::UnstakeBelowMinimumETHAmount,
        error::UpdateEndBlockNumberNotFinal,
    };
    return kErrors;
}

}  // namespace aq::rates
