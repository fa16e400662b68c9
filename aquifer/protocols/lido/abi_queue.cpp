// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/lido/abi.hpp>
#include <aquifer/protocols/lido/errors.hpp>
#include <aquifer/protocols/lido/queries_queue.hpp>
#include <aquifer/protocols/lido/roles.hpp>
#include <aquifer/protocols/lido/rules_queue.hpp>

namespace aq::lido {

namespace {

const Queue& queue(const View& v) {
    return v.ports.self.queue;
}

Result<u256> requests_of(const View& v, Address owner) {
    AQ_REQUIRE(owner != kZeroAddress, error::InvalidOwnerAddress, owner);
    return u256(queue(v).requests_by_owner.size(owner));
}

Result<Address> approved(const View& v, u256 id) {
    AQ_REQUIRE(withdrawal_queue::exists_and_not_claimed(v.ports.self, id), error::InvalidRequestId,
               id);
    return queue(v).token_approvals[id];
}

Result<std::tuple<Wei, Shares>> what_finalizing_takes(const View& v, withdrawal_queue::Ids batches,
                                                      ShareRate rate) {
    const withdrawal_queue::Finalization f =
        AQ_TRY(withdrawal_queue::prefinalize(v.ports.self, batches, rate));
    return std::tuple(f.ether_to_lock, f.shares_to_burn);
}

/// A hint too few is an index out of range; the contract does not compare the lengths.
Result<withdrawal_queue::Amounts> all_claimable_ether(const View& v, withdrawal_queue::Ids ids,
                                                      withdrawal_queue::Ids hints) {
    withdrawal_queue::Amounts out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        if (i >= hints.size()) return std::unexpected(Revert::panic(kPanicIndexOutOfRange));
        out.push_back(AQ_TRY(withdrawal_queue::claimable_ether(v.ports.self, ids[i], hints[i])));
    }
    return out;
}

Face::Functions request_functions() {
    using namespace withdrawal_queue;  // NOLINT(*build-using-namespace*): the functions of one
                                       // contract
    return {
        bind<request_withdrawals>(
            "requestWithdrawals(uint256[] amounts, address owner) returns (uint256[] requestIds)"),
        bind<request_withdrawals_with_permit>(
            "requestWithdrawalsWithPermit(uint256[] amounts, address owner, (uint256 value, "
            "uint256 deadline, uint8 v, bytes32 r, bytes32 s) permit) returns (uint256[] "
            "requestIds)"),
        bind<request_withdrawals_wsteth>("requestWithdrawalsWstETH(uint256[] amounts, address "
                                         "owner) returns (uint256[] requestIds)"),
        bind<request_withdrawals_wsteth_with_permit>(
            "requestWithdrawalsWstETHWithPermit(uint256[] amounts, address owner, (uint256 value, "
            "uint256 deadline, uint8 v, bytes32 r, bytes32 s) permit) returns (uint256[] "
            "requestIds)"),
        bind<finalize>("finalize(uint256 lastRequestIdToBeFinalized, uint256 maxShareRate) "
                       "payable"),
        bind<on_oracle_report>("onOracleReport(bool isBunkerModeNow, uint256 bunkerStartTimestamp, "
                               "uint256 currentReportTimestamp)"),
        bind<claim_withdrawal>("claimWithdrawal(uint256 requestId)"),
        bind<claim_withdrawals>("claimWithdrawals(uint256[] requestIds, uint256[] hints)"),
        bind<claim_withdrawals_to>(
            "claimWithdrawalsTo(uint256[] requestIds, uint256[] hints, address recipient)"),
        bind<pause_for>("pauseFor(uint256 duration)"),
        bind<pause_until>("pauseUntil(uint256 pauseUntilInclusive)"),
        bind<resume>("resume()"),
    };
}

Face::Functions nft_functions() {
    using namespace withdrawal_queue;  // NOLINT(*build-using-namespace*): the functions of one
                                       // contract
    return {
        bind<approve>("approve(address to, uint256 requestId)"),
        bind<set_approval_for_all>("setApprovalForAll(address operator, bool approved)"),
        bind<transfer_from>("transferFrom(address from, address to, uint256 requestId)"),
        bind<safe_transfer_from>("safeTransferFrom(address from, address to, uint256 requestId)"),
        bind<safe_transfer_from_with_data>(
            "safeTransferFrom(address from, address to, uint256 requestId, bytes data)"),
        bind<requests_of>("balanceOf(address owner) view returns (uint256)"),
        bind<approved>("getApproved(uint256 requestId) view returns (address)"),
        bind<[](const View& v, Address owner, Address operator_at) {
            return queue(v).operator_approvals[Key<Address, Address>(owner, operator_at)];
        }>("isApprovedForAll(address owner, address operator) view returns (bool)"),
        bind<[](const View& v, u256 id) { return owner_of(v.ports.self, id); }>(
            "ownerOf(uint256 requestId) view returns (address)"),
        bind<[](const View& /*v*/) { return std::string("Lido: stETH Withdrawal NFT"); }>(
            "name() view returns (string)"),
        bind<[](const View& /*v*/) { return std::string("unstETH"); }>(
            "symbol() view returns (string)"),
        bind<[](const View& /*v*/, Selector id) {
            // IERC165, IERC721, IERC721Metadata, ERC-4906, AccessControl and its enumeration.
            return id == "0x01ffc9a7"_selector || id == "0x80ac58cd"_selector ||
                   id == "0x5b5e139f"_selector || id == "0x49064906"_selector ||
                   id == "0x7965db0b"_selector || id == "0x5a05180f"_selector;
        }>("supportsInterface(bytes4 interfaceId) view returns (bool)"),
    };
}

Face::Functions queue_views() {
    using namespace withdrawal_queue;  // NOLINT(*build-using-namespace*): the functions of one
                                       // contract
    return {
        bind<[](const View& v, ShareRate rate, u256 timestamp, u256 count,
                BatchesCalculation state) {
            return calculate_finalization_batches(v.ports.self, {rate, timestamp, count}, state);
        }>("calculateFinalizationBatches(uint256 maxShareRate, uint256 maxTimestamp, uint256 "
           "maxRequestsPerCall, (uint256 remainingEthBudget, bool finished, uint256[36] batches, "
           "uint256 batchesLength) state) view returns ((uint256 remainingEthBudget, bool "
           "finished, uint256[36] batches, uint256 batchesLength))"),
        bind<what_finalizing_takes>(
            "prefinalize(uint256[] batches, uint256 maxShareRate) view returns (uint256 ethToLock, "
            "uint256 sharesToBurn)"),
        bind<[](const View& v, Ids ids, u256 first, u256 last) {
            return find_checkpoint_hints(v.ports.self, ids, {first, last});
        }>("findCheckpointHints(uint256[] requestIds, uint256 firstIndex, uint256 lastIndex) view "
           "returns (uint256[] hintIds)"),
        bind<all_claimable_ether>(
            "getClaimableEther(uint256[] requestIds, uint256[] hints) view returns (uint256[] "
            "claimableEthValues)"),
        bind<[](const View& v, Address owner) { return queue(v).requests_by_owner.all(owner); }>(
            "getWithdrawalRequests(address owner) view returns (uint256[] requestsIds)"),
        bind<[](const View& v, Ids ids) { return withdrawal_status(v.ports.self, ids); }>(
            "getWithdrawalStatus(uint256[] requestIds) view returns ((uint256 amountOfStETH, "
            "uint256 amountOfShares, address owner, uint256 timestamp, bool isFinalized, bool "
            "isClaimed)[] statuses)"),
        bind<[](const View& v) { return *queue(v).last_checkpoint_index; }>(
            "getLastCheckpointIndex() view returns (uint256)"),
        bind<[](const View& v) { return *queue(v).last_finalized_request_id; }>(
            "getLastFinalizedRequestId() view returns (uint256)"),
        bind<[](const View& v) { return *queue(v).last_request_id; }>(
            "getLastRequestId() view returns (uint256)"),
        bind<[](const View& v) { return *queue(v).locked_ether; }>(
            "getLockedEtherAmount() view returns (uint256)"),
        bind<[](const View& v) { return *queue(v).resume_since; }>(
            "getResumeSinceTimestamp() view returns (uint256)"),
        bind<[](const View& v) { return unfinalized_request_number(v.ports.self); }>(
            "unfinalizedRequestNumber() view returns (uint256)"),
        bind<[](const View& v) { return unfinalized_steth(v.ports.self); }>(
            "unfinalizedStETH() view returns (uint256)"),
        bind<[](const View& v) { return *queue(v).bunker_mode_since; }>(
            "bunkerModeSinceTimestamp() view returns (uint256)"),
        bind<[](const View& v) { return is_bunker_mode_active(v.ports.self); }>(
            "isBunkerModeActive() view returns (bool)"),
        bind<[](const View& v) { return is_paused(v.ports.self, v.block()); }>(
            "isPaused() view returns (bool)"),
        bind<[](const View& v) { return v.ports.self.at.lido; }>("STETH() view returns (address)"),
        bind<[](const View& v) { return v.ports.self.at.wsteth; }>(
            "WSTETH() view returns (address)"),
        bind<[](const View& /*v*/) { return kMinStEthWithdrawalAmount; }>(
            "MIN_STETH_WITHDRAWAL_AMOUNT() view returns (uint256)"),
        bind<[](const View& /*v*/) { return kMaxStEthWithdrawalAmount; }>(
            "MAX_STETH_WITHDRAWAL_AMOUNT() view returns (uint256)"),
        bind<[](const View& /*v*/) { return u256(kBatchesMax); }>(
            "MAX_BATCHES_LENGTH() view returns (uint256)"),
        bind<[](const View& /*v*/) { return kBunkerModeDisabled; }>(
            "BUNKER_MODE_DISABLED_TIMESTAMP() view returns (uint256)"),
        bind<[](const View& /*v*/) { return u256::max(); }>(
            "PAUSE_INFINITELY() view returns (uint256)"),
        bind<[](const View& /*v*/) { return u256(1U); }>(
            "getContractVersion() view returns (uint256)"),
        bind<[](const View& /*v*/) { return role::kPause; }>("PAUSE_ROLE() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kResume; }>(
            "RESUME_ROLE() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kFinalize; }>(
            "FINALIZE_ROLE() view returns (bytes32)"),
        bind<[](const View& /*v*/) { return role::kOracle; }>(
            "ORACLE_ROLE() view returns (bytes32)"),
    };
}

}  // namespace

const Face& withdrawal_queue_face() {
    static const Face face("WithdrawalQueueERC721", {request_functions(), nft_functions(),
                                                     queue_views(), access_functions()});
    return face;
}

}  // namespace aq::lido
