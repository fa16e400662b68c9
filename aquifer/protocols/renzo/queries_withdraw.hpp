// SPDX-License-Identifier: Apache-2.0
#pragma once

/// The WithdrawQueue: what is free, what is missing, what ezETH would be paid.

#include <aquifer/protocols/renzo/queries_manager.hpp>
#include <aquifer/protocols/renzo/state.hpp>

#include <tuple>
#include <vector>

namespace aq::renzo::withdraw_queue {

/// WithdrawQueue.getAvailableToWithdraw: the balance without what is reserved for claims. Panic
/// 0x11 when a loss of the token has eaten into the reserve.
Result<Amount> available(Tx& tx, const Ports& ports, const Address& asset);
/// What requests wait for.
Amount queue_deficit(const State& s, const Address& asset);
/// WithdrawQueue.getWithdrawDeficit: what is missing to the target and to the requests.
Result<Amount> withdraw_deficit(Tx& tx, const Ports& ports, const Address& asset);

/// What ezETH would be paid in an asset at these values. `InvalidTokenAmount`.
Result<Amount> amount_to_redeem(Tx& tx, const Ports& ports, const restake_manager::Tvls& tvls,
                                Amount ez_eth, const Address& asset);
/// WithdrawQueue.calculateAmountToRedeem.
Result<std::tuple<restake_manager::TokenTvls, Amount>> calculate_amount_to_redeem(const View& view,
                                                                                  Amount ez_eth,
                                                                                  Address asset);

/// Whether a request can be met by what could be brought in beyond what others wait for: what is
/// free and what the delegators hold, compared as values in ether.
Result<bool> is_covered(Tx& tx, const Ports& ports, const restake_manager::Tvls& tvls,
                        const Address& asset, Amount amount);
/// WithdrawQueue.availableCollateralAmount: the same in the asset's own unit, each delegator's
/// holding turned into it by itself.
Result<Amount> available_collateral_amount(const View& view, Address asset);

/// The contract's key of a request: keccak256(abi.encode(request, user)).
Hash request_hash(const WithdrawRequest& request, const Address& user);

/// WithdrawQueue.withdrawRequests: an index past the end reverts without data.
Result<std::tuple<Address, u256, Amount, Amount, u256>> withdraw_requests(const View& view,
                                                                          Address user, u256 index);
/// WithdrawQueue.withdrawQueued: whether the request was queued, and until when.
std::tuple<bool, Amount> withdraw_queued(const View& view, Hash hash);

}  // namespace aq::renzo::withdraw_queue
