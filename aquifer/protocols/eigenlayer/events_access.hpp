// SPDX-License-Identifier: Apache-2.0
#pragma once

/// Events of pausing, ownership and the PermissionController.

#include <aquifer/eth/event.hpp>
#include <aquifer/protocols/eigenlayer/types.hpp>

namespace aq::eigenlayer {

// all pausable or owned contracts

struct Initialized {
    static constexpr Abi abi{"Initialized(uint8 version)"};
    std::uint8_t version = 0;
};

struct OwnershipTransferred {
    static constexpr Abi abi{
        "OwnershipTransferred(address indexed previousOwner, address indexed newOwner)"};
    Address previous_owner;
    Address new_owner;
};

struct Paused {
    static constexpr Abi abi{"Paused(address indexed account, uint256 newPausedStatus)"};
    Address account;
    u256 new_paused_status;
};

struct Unpaused {
    static constexpr Abi abi{"Unpaused(address indexed account, uint256 newPausedStatus)"};
    Address account;
    u256 new_paused_status;
};

// PermissionController

struct AdminRemoved {
    static constexpr Abi abi{"AdminRemoved(address indexed account, address admin)"};
    Address account;
    Address admin;
};

struct AdminSet {
    static constexpr Abi abi{"AdminSet(address indexed account, address admin)"};
    Address account;
    Address admin;
};

struct AppointeeRemoved {
    static constexpr Abi abi{
        "AppointeeRemoved(address indexed account, address indexed appointee, address "
        "target, bytes4 selector)"};
    Address account;
    Address appointee;
    Address target;
    Selector selector;
};

struct AppointeeSet {
    static constexpr Abi abi{
        "AppointeeSet(address indexed account, address indexed appointee, address target, "
        "bytes4 selector)"};
    Address account;
    Address appointee;
    Address target;
    Selector selector;
};

struct PendingAdminAdded {
    static constexpr Abi abi{"PendingAdminAdded(address indexed account, address admin)"};
    Address account;
    Address admin;
};

struct PendingAdminRemoved {
    static constexpr Abi abi{"PendingAdminRemoved(address indexed account, address admin)"};
    Address account;
    Address admin;
};

// PauserRegistry

struct PauserStatusChanged {
    static constexpr Abi abi{"PauserStatusChanged(address pauser, bool canPause)"};
    Address pauser;
    bool can_pause = false;
};

struct UnpauserChanged {
    static constexpr Abi abi{"UnpauserChanged(address previousUnpauser, address newUnpauser)"};
    Address previous_unpauser;
    Address new_unpauser;
};

}  // namespace aq::eigenlayer
