// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The domain's words: amounts, the marker of native ether, and the structs of Renzo's interfaces.

#include <aquifer/protocols/eigenlayer/types.hpp>
#include <aquifer/protocols/erc20/state.hpp>

#include <vector>

namespace aq::renzo {

/// An amount of some asset in its smallest unit: ezETH, a collateral token, or native ether where
/// the asset beside it is `kNative`.
using Amount = erc20::Amount;
using eigenlayer::Shares;
using eigenlayer::Withdrawal;

/// The address that stands for native ether among the assets.
inline constexpr Address kNative = "0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee"_address;

/// 100 % in basis points.
inline constexpr u256 kBasisPoints = 10'000_u256;

/// OperatorDelegatorStorage.MAX_STAKE_BUT_NOT_VERIFIED_AMOUNT: what a validator counts for at most
/// until its pod knows it.
inline constexpr Wei kMaxNotVerified{32e18_u256};

/// `IWithdrawQueue.WithdrawRequest` as views and events have it.
struct WithdrawRequest {
    Address collateralToken;
    u256 withdrawRequestID;
    Amount amountToRedeem;
    Amount ezETHLocked;
    u256 createdAt;
    friend bool operator==(const WithdrawRequest&, const WithdrawRequest&) = default;
};

/// `TokenWithdrawBuffer`: what updateWithdrawBufferTarget takes.
struct TokenWithdrawBuffer {
    Address asset;
    Amount bufferAmount;
};

}  // namespace aq::renzo
