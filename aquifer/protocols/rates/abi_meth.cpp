// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/erc20/face.hpp>
#include <aquifer/protocols/rates/abi.hpp>
#include <aquifer/protocols/rates/errors.hpp>
#include <aquifer/protocols/rates/queries.hpp>
#include <aquifer/protocols/rates/rules_meth.hpp>

namespace aq::rates {

namespace {

using View = aq::View<Ports>;

const meth::Staking& staking_of(const View& v) {
    return *v.ports.self.meth.staking;
}

/// One of Pauser's setters and the flag it sets.
template <std::size_t I>
Result<void> set_flag(Tx& tx, Ports& ports, const Call& call, bool paused) {
    return meth::pauser::set_flag(tx, ports, call, meth::pauser::flags()[I], paused);
}
template <std::size_t I>
bool flag(const View& v) {
    return (*v.ports.self.meth.pauses).*meth::pauser::flags()[I].member;
}

Result<meth::Record> record_at(const View& v, u256 index) {
    const auto& records = v.ports.self.meth.records;
    AQ_REQUIRE(index < u256(records.size(Only::kOne)), Revert::panic(kPanicIndexOutOfRange));
    return records.at(Only::kOne, static_cast<std::uint32_t>(index.truncate_u64()));
}

/// UnstakeRequestsManager.requestInfo: whether it is final, and how much of it is allocated.
Result<std::tuple<bool, Wei>> request_info(const View& v, u256 id) {
    const meth::State& s = v.ports.self.meth;
    AQ_REQUIRE(id < u256(s.queue.size(Only::kOne)), Revert::panic(kPanicIndexOutOfRange));
    const meth::Request& r = s.queue.at(Only::kOne, static_cast<std::uint32_t>(id.truncate_u64()));
    const Wei before = r.cumulative - r.ether;
    const Wei allocated = s.requests->allocated;
    const Wei claimable = before < allocated ? std::min(allocated - before, r.ether) : Wei();
    return std::tuple(meth::is_finalized(s, r), claimable);
}

Wei beyond(Wei a, Wei b) {
    return a > b ? a - b : Wei();
}

}  // namespace

const Face& meth_token_face() {
    static const Face kFace("METH", {erc20::token_functions<Ports>(erc20::Kind::kMeth),
                                     {
                                         bind<[](const View& v, Address account) {
                                             return erc20::is_blocked(v.ports.tokens.self, v.self(),
                                                                      account);
                                         }>("isBlocked(address account) view returns (bool)"),
                                     }});
    return kFace;
}

const Face& meth_staking_face() {
    namespace staking = meth::staking;
    static const Face kFace(
        "Staking",
        {{
            bind<staking::allocate_eth>(
                "allocateETH(uint256 allocateToUnstakeRequestsManager, uint256 allocateToDeposits, "
                "uint256 allocateToLiquidityBuffer)"),
            bind<staking::claim_unstake_request>("claimUnstakeRequest(uint256 unstakeRequestID)"),
            bind<staking::reclaim_allocated_surplus>("reclaimAllocatedETHSurplus()"),
            bind<staking::refuse>("fallback() payable"),
            bind<staking::refuse>("receive() payable"),
            bind<staking::stake>("stake(uint256 minMETHAmount) payable"),
            bind<staking::top_up>("topUp() payable"),
            bind<staking::unstake_request>("unstakeRequest(uint128 methAmount, uint128 "
                                           "minETHAmount) returns (uint256)"),
            bind<staking::unstake_request_with_permit>(
                "unstakeRequestWithPermit(uint128 methAmount, uint128 minETHAmount, uint256 "
                "deadline, uint8 v, bytes32 r, bytes32 s) returns (uint256)"),
            bind<[](const View& v) { return staking_of(v).allocated_for_deposits; }>(
                "allocatedETHForDeposits() view returns (uint256)"),
            bind<[](const View& v, Wei value) { return meth::eth_to_meth(v.ports, value); }>(
                "ethToMETH(uint256 ethAmount) view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.meth.settings->adjustment_bps; }>(
                "exchangeAdjustmentRate() view returns (uint16)"),
            bind<[](const View& v, Amount tokens) { return meth::meth_to_eth(v.ports, tokens); }>(
                "mETHToETH(uint256 mETHAmount) view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.meth.settings->supply_max; }>(
                "maximumMETHSupply() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.meth.settings->stake_min; }>(
                "minimumStakeBound() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.meth.settings->unstake_min; }>(
                "minimumUnstakeBound() view returns (uint256)"),
            bind<[](const View& v) { return staking_of(v).validators_initiated; }>(
                "numInitiatedValidators() view returns (uint256)"),
            bind<[](const View& v) { return meth::total_controlled(v.ports.self.meth); }>(
                "totalControlled() view returns (uint256)"),
            bind<[](const View& v) { return staking_of(v).deposited_in_validators; }>(
                "totalDepositedInValidators() view returns (uint256)"),
            bind<[](const View& v) { return staking_of(v).unallocated; }>(
                "unallocatedETH() view returns (uint256)"),
            bind<request_info>("unstakeRequestInfo(uint256 unstakeRequestID) view returns (bool, "
                               "uint256)"),
        }});
    return kFace;
}

const Face& meth_requests_face() {
    static const Face kFace(
        "UnstakeRequestsManager",
        {{
            bind<meth::staking::refuse>("fallback() payable"),
            bind<meth::staking::refuse>("receive() payable"),
            bind<[](const View& v) {
                const meth::Requests& r = *v.ports.self.meth.requests;
                return beyond(r.cumulative, r.allocated);
            }>("allocatedETHDeficit() view returns (uint256)"),
            bind<[](const View& v) { return v.ports.self.meth.requests->allocated; }>(
                "allocatedETHForClaims() view returns (uint256)"),
            bind<[](const View& v) {
                const meth::Requests& r = *v.ports.self.meth.requests;
                return beyond(r.allocated, r.cumulative);
            }>("allocatedETHSurplus() view returns (uint256)"),
            bind<[](const View& v) { return meth::requests_balance(v.ports.self.meth); }>(
                "balance() view returns (uint256)"),
            bind<[](const View& v) {
                return Uint<128>{v.ports.self.meth.requests->cumulative.raw.truncate_u128()};
            }>("latestCumulativeETHRequested() view returns (uint128)"),
            bind<[](const View& v) { return u256(v.ports.self.meth.queue.size(Only::kOne)); }>(
                "nextRequestId() view returns (uint256)"),
            bind<[](const View& v) { return u256(v.ports.self.meth.settings->unstake_blocks); }>(
                "numberOfBlocksToFinalize() view returns (uint256)"),
            bind<request_info>("requestInfo(uint256 requestID) view returns (bool, uint256)"),
            bind<[](const View& v) { return v.ports.self.meth.requests->claimed; }>(
                "totalClaimed() view returns (uint256)"),
        }});
    return kFace;
}

const Face& meth_oracle_face() {
    namespace oracle = meth::oracle;
    static const Face kFace(
        "Oracle",
        {{
            bind<oracle::accept_pending_update>("acceptPendingUpdate()"),
            bind<oracle::receive_record>("receiveRecord((uint64,uint64,uint64,uint64,uint128,"
                                         "uint128,uint128,uint128) newRecord)"),
            bind<oracle::reject_pending_update>("rejectPendingUpdate()"),
            bind<[](const View& v) { return v.ports.self.meth.pending->exists; }>(
                "hasPendingUpdate() view returns (bool)"),
            bind<[](const View& v) { return meth::latest_record(v.ports.self.meth); }>(
                "latestRecord() view returns ((uint64,uint64,uint64,uint64,uint128,uint128,"
                "uint128,uint128))"),
            bind<[](const View& v) { return u256(v.ports.self.meth.records.size(Only::kOne)); }>(
                "numRecords() view returns (uint256)"),
            bind<[](const View& v) -> Result<meth::Record> {
                AQ_REQUIRE(v.ports.self.meth.pending->exists, error::NoUpdatePending);
                return v.ports.self.meth.pending->record;
            }>("pendingUpdate() view returns ((uint64,uint64,uint64,uint64,uint128,uint128,"
               "uint128,uint128))"),
            bind<record_at>("recordAt(uint256 idx) view returns ((uint64,uint64,uint64,uint64,"
                            "uint128,uint128,uint128,uint128))"),
        }});
    return kFace;
}

const Face& meth_pauser_face() {
    namespace pauser = meth::pauser;
    static const Face kFace(
        "Pauser", {{
                      bind<pauser::pause_all>("pauseAll()"),
                      bind<pauser::unpause_all>("unpauseAll()"),
                      bind<set_flag<0>>("setIsStakingPaused(bool isPaused)"),
                      bind<set_flag<1>>("setIsUnstakeRequestsAndClaimsPaused(bool isPaused)"),
                      bind<set_flag<2>>("setIsInitiateValidatorsPaused(bool isPaused)"),
                      bind<set_flag<3>>("setIsSubmitOracleRecordsPaused(bool isPaused)"),
                      bind<set_flag<4>>("setIsAllocateETHPaused(bool isPaused)"),
                      bind<set_flag<5>>("setIsLiquidityBufferPaused(bool isPaused)"),
                      bind<flag<0>>("isStakingPaused() view returns (bool)"),
                      bind<flag<1>>("isUnstakeRequestsAndClaimsPaused() view returns (bool)"),
                      bind<flag<2>>("isInitiateValidatorsPaused() view returns (bool)"),
                      bind<flag<3>>("isSubmitOracleRecordsPaused() view returns (bool)"),
                      bind<flag<4>>("isAllocateETHPaused() view returns (bool)"),
                      bind<flag<5>>("isLiquidityBufferPaused() view returns (bool)"),
                  }});
    return kFace;
}

}  // namespace aq::rates
