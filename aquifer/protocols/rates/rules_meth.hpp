// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Mantle's mETH: Staking with its queue (UnstakeRequestsManager), Oracle with the returns that a
/// record brings (ReturnsAggregator), and Pauser.

#include <aquifer/ledger/tx.hpp>
#include <aquifer/ledger/unread.hpp>
#include <aquifer/protocols/rates/state.hpp>

namespace aq::rates::meth {

namespace staking {

/// Staking.stake: `Paused`, the allow-list's role, `MinimumStakeBoundNotSatisfied`,
/// `MaximumMETHSupplyExceeded`, `StakeBelowMinimumMETHAmount`.
Result<void> stake(Tx& tx, Ports& ports, const Call& call, Amount meth_min);
/// Staking.unstakeRequest: `Paused`, `MinimumUnstakeBoundNotSatisfied`,
/// `UnstakeBelowMinimumETHAmount`. The ether is fixed now; the tokens stay in the supply until the
/// claim. Returns the request's id.
Result<u256> unstake_request(Tx& tx, Ports& ports, const Call& call, Uint<128> meth_amount,
                             Uint<128> eth_min);
/// Staking.unstakeRequestWithPermit: the same after a permit, which must raise the nonce.
Result<u256> unstake_request_with_permit(Tx& tx, Ports& ports, const Call& call,
                                         Uint<128> meth_amount, Uint<128> eth_min, u256 deadline,
                                         std::uint8_t v, Hash r, Hash s);
/// Staking.claimUnstakeRequest: `Paused`, `AlreadyClaimed`, `NotRequester`, `NotFinalized`,
/// `NotEnoughFunds`.
Result<void> claim_unstake_request(Tx& tx, Ports& ports, const Call& call, u256 id);
/// Staking.allocateETH, by the allocator: `Paused`, `NotEnoughUnallocatedETH`.
Result<void> allocate_eth(Tx& tx, Ports& ports, const Call& call, Wei to_requests, Wei to_deposits,
                          Wei to_buffer);
/// Staking.reclaimAllocatedETHSurplus, by the manager: what no request asks for comes back.
Result<void> reclaim_allocated_surplus(Tx& tx, Ports& ports, const Call& call);
/// Staking.topUp: ether from its role, without a log.
Result<void> top_up(Tx& tx, Ports& ports, const Call& call);
/// Plain ether and unknown calls of Staking and UnstakeRequestsManager: `DoesNotReceiveETH`.
Result<void> refuse(Tx& tx, Ports& ports, const Call& call);

}  // namespace staking

namespace oracle {

/// Oracle.receiveRecord, by the updater: `Paused`, `UnauthorizedOracleUpdater`,
/// `CannotUpdateWhileUpdatePending`, the four `InvalidUpdate…`, `UpdateEndBlockNumberNotFinal`. A
/// record that is not sane is kept pending and pauses everything.
Result<void> receive_record(Tx& tx, Ports& ports, const Call& call, Unread<Record> unread);
/// Oracle.acceptPendingUpdate and rejectPendingUpdate, by the resolver: `NoUpdatePending`.
Result<void> accept_pending_update(Tx& tx, Ports& ports, const Call& call);
Result<void> reject_pending_update(Tx& tx, Ports& ports, const Call& call);

/// Oracle.sanityCheckUpdate: why a record is not sane, with its value and the bound; no reason if
/// it is.
struct Sanity {
    std::string reason;
    u256 value;
    u256 bound;
};
Result<Sanity> sanity_of(const State& s, const Record& previous, const Record& next);

}  // namespace oracle

namespace pauser {

/// One flag of Pauser, and how it is called.
struct Flag {
    bool Pauses::* member = nullptr;
    std::string_view name;
};
const std::array<Flag, 6>& flags();

/// Pauser.setIs…Paused: pausing by the pauser's role, the rest by the unpauser's.
Result<void> set_flag(Tx& tx, Ports& ports, const Call& call, const Flag& flag, bool paused);
/// Pauser.pauseAll: `PauserRoleOrOracleRequired`.
Result<void> pause_all(Tx& tx, Ports& ports, const Call& call);
/// Pauser.unpauseAll.
Result<void> unpause_all(Tx& tx, Ports& ports, const Call& call);

}  // namespace pauser

/// Whether the account holds a role of a contract, named as the contract names it.
Result<void> require_role(const State& s, const Call& call, std::string_view role);
Hash role_of(std::string_view name);

}  // namespace aq::rates::meth
