// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of the stand-in contracts.

#include <aquifer/eth/event.hpp>

namespace aq::standins {

// registrar

struct Registered {
    static constexpr Abi abi{
        "Registered(address operator, address avs, uint32[] operatorSetIds, bytes data)"};
    Address operator_address;
    Address avs;
    std::vector<std::uint32_t> operator_set_ids;
    Bytes data;
};

struct Deregistered {
    static constexpr Abi abi{
        "Deregistered(address operator, address avs, uint32[] operatorSetIds)"};
    Address operator_address;
    Address avs;
    std::vector<std::uint32_t> operator_set_ids;
};

// deposit contract

struct Deposit {
    static constexpr Abi abi{"Deposit(bytes pubkey, bytes withdrawalCredentials, uint256 value)"};
    Bytes pubkey;
    Bytes withdrawal_credentials;
    u256 value;
};

// risk oracle

struct RiskSet {
    static constexpr Abi abi{
        "RiskSet(bool depositsPaused, bool exitsPaused, bool claimsPaused, bool "
        "instantExitsPaused, uint256 coolDown)"};
    bool deposits_paused = false;
    bool exits_paused = false;
    bool claims_paused = false;
    bool instant_exits_paused = false;
    u256 cool_down;
};

// exit of staked ether

struct WithdrawalRequested {
    static constexpr Abi abi{
        "WithdrawalRequested(uint256 requestId, address owner, uint256 amount)"};
    u256 request_id;
    Address owner;
    u256 amount;
};

struct WithdrawalClaimed {
    static constexpr Abi abi{"WithdrawalClaimed(uint256 requestId, address owner, uint256 amount)"};
    u256 request_id;
    Address owner;
    u256 amount;
};

}  // namespace aq::standins
