// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of WithdrawalQueueERC721. Some have the names of other contracts' events: they stand in
/// the contract's own namespace.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/lido/types.hpp>

namespace aq::lido::withdrawal_queue {

struct WithdrawalRequested {
    static constexpr Abi abi{
        "WithdrawalRequested(uint256 indexed requestId, address indexed requestor, address indexed "
        "owner, uint256 amountOfStETH, uint256 amountOfShares)"};
    u256 request_id;
    Address requestor;
    Address owner;
    Wei amount_of_steth;
    Shares amount_of_shares;
};

struct WithdrawalsFinalized {
    static constexpr Abi abi{
        "WithdrawalsFinalized(uint256 indexed from, uint256 indexed to, uint256 amountOfETHLocked, "
        "uint256 sharesToBurn, uint256 timestamp)"};
    u256 from;
    u256 to;
    Wei amount_of_eth_locked;
    Shares shares_to_burn;
    u256 timestamp;
};

struct WithdrawalClaimed {
    static constexpr Abi abi{
        "WithdrawalClaimed(uint256 indexed requestId, address indexed owner, address indexed "
        "receiver, uint256 amountOfETH)"};
    u256 request_id;
    Address owner;
    Address receiver;
    Wei amount_of_eth;
};

struct BatchMetadataUpdate {
    static constexpr Abi abi{"BatchMetadataUpdate(uint256 _fromTokenId, uint256 _toTokenId)"};
    u256 from_token_id;
    u256 to_token_id;
};

struct BunkerModeEnabled {
    static constexpr Abi abi{"BunkerModeEnabled(uint256 _sinceTimestamp)"};
    u256 since_timestamp;
};

struct BunkerModeDisabled {
    static constexpr Abi abi{"BunkerModeDisabled()"};
};

struct Paused {
    static constexpr Abi abi{"Paused(uint256 duration)"};
    u256 duration;
};

struct Resumed {
    static constexpr Abi abi{"Resumed()"};
};

struct Transfer {
    static constexpr Abi abi{
        "Transfer(address indexed from, address indexed to, uint256 indexed tokenId)"};
    Address from;
    Address to;
    u256 token_id;
};

struct Approval {
    static constexpr Abi abi{
        "Approval(address indexed owner, address indexed approved, uint256 indexed tokenId)"};
    Address owner;
    Address approved;
    u256 token_id;
};

struct ApprovalForAll {
    static constexpr Abi abi{
        "ApprovalForAll(address indexed owner, address indexed operator, bool approved)"};
    Address owner;
    Address operator_address;
    bool approved = false;
};

}  // namespace aq::lido::withdrawal_queue
