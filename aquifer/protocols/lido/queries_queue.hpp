// SPDX-License-Identifier: Apache-2.0
#pragma once

/// What WithdrawalQueueERC721 answers.

#include <aquifer/protocols/lido/state.hpp>

namespace aq::lido::withdrawal_queue {

inline constexpr Wei kMinStEthWithdrawalAmount{100_u256};
inline constexpr Wei kMaxStEthWithdrawalAmount{1000e18_u256};
inline constexpr u256 kBunkerModeDisabled = u256::max();

/// isPaused.
bool is_paused(const State& s, const Block& block);
/// isBunkerModeActive.
bool is_bunker_mode_active(const State& s);
/// unfinalizedStETH.
Result<Wei> unfinalized_steth(const State& s);
/// unfinalizedRequestNumber.
u256 unfinalized_request_number(const State& s);

/// What requests after one and up to another ask for, and at what rate they were made.
struct Batch {
    ShareRate rate;
    Wei steth;
    Shares shares;
};
/// _calcBatch: a batch without shares is Panic 0x12.
Result<Batch> batch_between(const Request& before, const Request& last);
/// What a batch gets: its own amount, or its shares at the finalisation rate where that is less.
Result<Wei> batch_ether_down(const Batch& batch, ShareRate max_rate);

/// getWithdrawalStatus of one request: `InvalidRequestId`.
Result<RequestStatus> status(const State& s, const u256& id);
Result<std::vector<RequestStatus>> withdrawal_status(const State& s, const std::vector<u256>& ids);
/// getClaimableEther of one request; 0 if it is open or claimed. `InvalidRequestId`, `InvalidHint`.
Result<Wei> claimable_ether(const State& s, const u256& id, const u256& hint);
/// What a finalised request is paid: `InvalidHint` unless the checkpoint is its own.
Result<Wei> ether_at_checkpoint(const State& s, const u256& id, const u256& hint);

/// Checkpoints from and to, both included.
struct CheckpointRange {
    u256 first;
    u256 last;
};
/// _findCheckpointHint: 0 if not there. `InvalidRequestId`, `InvalidRequestIdRange`.
Result<u256> find_checkpoint_hint(const State& s, const u256& id, const CheckpointRange& range);
/// findCheckpointHints: `RequestIdsNotSorted`.
Result<std::vector<u256>> find_checkpoint_hints(const State& s, const std::vector<u256>& ids,
                                                CheckpointRange range);

/// What finalising takes: ether to lock and shares to burn.
struct Finalization {
    Wei ether_to_lock;
    Shares shares_to_burn;
};
/// prefinalize: `ZeroShareRate`, `EmptyBatches`, `InvalidRequestId`, `BatchesAreNotSorted`.
Result<Finalization> prefinalize(const State& s, const std::vector<u256>& batches,
                                 ShareRate max_rate);

/// The limits of one call of calculateFinalizationBatches.
struct BatchesCall {
    ShareRate max_share_rate;
    u256 max_timestamp;
    u256 max_requests_per_call;
};
/// calculateFinalizationBatches: `InvalidState`.
Result<BatchesCalculation> calculate_finalization_batches(const State& s, const BatchesCall& call,
                                                          BatchesCalculation state);

/// ownerOf: `InvalidRequestId`, `RequestAlreadyClaimed`.
Result<Address> owner_of(const State& s, const u256& id);
bool exists_and_not_claimed(const State& s, const u256& id);

}  // namespace aq::lido::withdrawal_queue
