// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The arithmetic of slashing and scaling (EigenLayer's SlashingLib), the rounding in each name.

#include <aquifer/ledger/revert.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::eigenlayer {

/// ⌊a·b / 10^18⌋ and ⌈a·b / 10^18⌉, ⌊a·10^18 / b⌋ (SlashingLib.mulWad, mulWadRoundUp, divWad).
std::expected<u256, Arithmetic> mul_wad_down(const u256& a, const u256& b);
std::expected<u256, Arithmetic> mul_wad_up(const u256& a, const u256& b);
std::expected<u256, Arithmetic> div_wad_down(const u256& a, const u256& b);

/// A stored scaling factor; zero is unset and reads as 1.
Factor scaling_factor(const Factor& stored);

/// What queueing `shares` puts in the queue. SlashingLib.scaleForQueueWithdrawal.
Result<ScaledShares> scaled_down(const DepositShares& shares, const Factor& scaling);
/// What queued scaled shares pay at a slashing factor. SlashingLib.scaleForCompleteWithdrawal.
Result<Shares> paid_down(const ScaledShares& scaled, const Factor& slashing);
/// What deposit shares withdraw. SlashingLib.calcWithdrawable.
Result<Shares> withdrawable_down(const DepositShares& shares, const Factor& scaling,
                                 const Factor& slashing);
/// The view's inverse. SlashingLib.calcDepositShares.
Result<DepositShares> deposit_shares_for_down(const Shares& withdrawable, const Factor& scaling,
                                              const Factor& slashing);
/// What a fall of the magnitude takes from an amount: the remainder is rounded up.
/// SlashingLib.calcSlashedAmount.
Result<Shares> slashed_down(const Shares& amount, const Magnitude& previous, const Magnitude& next);
/// The factor after `added` shares join `previous` ones. SlashingLib.update;
/// `InvalidDepositScalingFactor` when it falls to zero.
Result<Factor> updated_scaling_factor(const Factor& scaling, const DepositShares& previous,
                                      const Shares& added, const Factor& slashing);

}  // namespace aq::eigenlayer
