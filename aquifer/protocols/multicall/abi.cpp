// SPDX-License-Identifier: Apache-2.0
#include <aquifer/protocols/multicall/abi.hpp>

#include <aquifer/protocols/multicall/rules.hpp>

namespace aq::multicall {

namespace {

using Asked = View<Ports>;

/// What this chain's headers say (chain/block.hpp).
constexpr u256 kGasLimit = 60'000'000_u256;

u256 zero(const Asked& /*view*/) {
    return {};
}
Hash no_hash(const Asked& /*view*/) {
    return {};
}

}  // namespace

const Face& face() {
    static const Face kFace(
        "Multicall3",
        {{
            bind<aggregate>("aggregate((address target, bytes callData)[] calls) payable returns "
                            "(uint256 blockNumber, bytes[] returnData)"),
            bind<try_aggregate>("tryAggregate(bool requireSuccess, (address target, bytes "
                                "callData)[] calls) payable returns ((bool success, bytes "
                                "returnData)[] returnData)"),
            bind<try_block_and_aggregate>(
                "tryBlockAndAggregate(bool requireSuccess, (address target, bytes callData)[] "
                "calls) payable returns (uint256 blockNumber, bytes32 blockHash, (bool success, "
                "bytes returnData)[] returnData)"),
            bind<block_and_aggregate>(
                "blockAndAggregate((address target, bytes callData)[] calls) payable returns "
                "(uint256 blockNumber, bytes32 blockHash, (bool success, bytes returnData)[] "
                "returnData)"),
            bind<aggregate3>("aggregate3((address target, bool allowFailure, bytes callData)[] "
                             "calls) payable returns ((bool success, bytes returnData)[] "
                             "returnData)"),
            bind<aggregate3_value>(
                "aggregate3Value((address target, bool allowFailure, uint256 value, bytes "
                "callData)[] calls) payable returns ((bool success, bytes returnData)[] "
                "returnData)"),
            bind<[](const Asked& /*view*/, u256 /*block_number*/) { return Hash(); }>(
                "getBlockHash(uint256 blockNumber) returns (bytes32 blockHash)"),
            bind<[](const Asked& view) { return u256(view.block().number); }>(
                "getBlockNumber() returns (uint256 blockNumber)"),
            bind<[](const Asked& /*view*/) { return kZeroAddress; }>(
                "getCurrentBlockCoinbase() returns (address coinbase)"),
            bind<zero>("getCurrentBlockDifficulty() returns (uint256 difficulty)"),
            bind<[](const Asked& /*view*/) { return kGasLimit; }>(
                "getCurrentBlockGasLimit() returns (uint256 gaslimit)"),
            bind<[](const Asked& view) { return u256(view.block().time); }>(
                "getCurrentBlockTimestamp() returns (uint256 timestamp)"),
            bind<[](const Asked& view, Address at) { return view.ports.accounts.ether[at].raw; }>(
                "getEthBalance(address addr) returns (uint256 balance)"),
            bind<no_hash>("getLastBlockHash() returns (bytes32 blockHash)"),
            bind<zero>("getBasefee() returns (uint256 basefee)"),
            bind<[](const Asked& view) { return u256(view.block().chain_id); }>(
                "getChainId() returns (uint256 chainid)"),
        }});
    return kFace;
}

}  // namespace aq::multicall
